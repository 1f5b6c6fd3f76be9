"""Which encoding a file is in that does not say it: those of Chinese data, the two of old American data."""

from __future__ import annotations

import codecs
import re
import unicodedata

from ipsearch.errors import InputError

SAMPLE_SIZE = 1 << 16
"""Bytes to look at: some hundred rows, which hold enough Chinese text to tell the encodings apart."""
_COMMON_GB = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]"), re.compile(rb"[\x81-\xfe][\x40-\xfe]")
"""The 3,755 characters of the first level of GB 2312, and every character."""
_COMMON_BIG5 = re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]"), re.compile(rb"[\x81-\xfe][\x40-\xfe]")
"""The 5,401 frequent characters of Big5, and every character."""
_LONGER = re.compile(rb"[\xe0-\xff]")
_WIDE_WORD = re.compile(r"[^\x00-\x7f]{2,}")
FAR = 0.2
"""A share of characters. Simplified names that Big5 can read are at most 0.1 more common there."""


def detect_encoding(sample: bytes) -> str:
    """``utf-8-sig``, ``gb18030`` or ``cp950`` (Big5), judged by the first bytes of a file (:data:`SAMPLE_SIZE`).

    A byte order mark decides. Without one the file is UTF-8 unless a quarter of its non-ASCII characters cannot be, and
    more of its lines can only be GB18030 than can be UTF-8. Damage does not turn a UTF-8 file into GB18030, whose
    decoder would accept nearly all of it as nonsense: of three names with one of them damaged the other two tell. A
    damaged line of GB18030 does not make UTF-8 of the others either. What GB18030 and Big5 can both read is in the one
    that makes common characters of far more of it.
    """
    if sample.startswith(codecs.BOM_UTF8) or _is_utf8(sample):
        return "utf-8-sig"
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
    damaged = text.count("\ufffd")
    wide = sum(1 for c in text if c > "\x7f")
    lines = [line for line in sample.splitlines() if not line.isascii()]
    utf8 = sum(_is_utf8(line) for line in lines)
    chinese = sum(not _is_utf8(line) and _is(line, "gb18030") for line in lines)
    if _is(sample, "utf-8"):
        damaged = wide  # what it would be in UTF-8 is no text
    if damaged * 4 < wide or chinese <= utf8:
        return "utf-8-sig"
    if _is(sample, "cp950") and _common(sample, *_COMMON_BIG5) > _common(sample, *_COMMON_GB) + FAR:
        return "cp950"
    return "gb18030"


def _common(sample: bytes, common: re.Pattern[bytes], character: re.Pattern[bytes]) -> float:
    """Which share of the characters of two bytes are among the common ones of an encoding."""
    found = character.findall(sample)
    return sum(common.fullmatch(one) is not None for one in found) / len(found) if found else 0.0


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are text in UTF-8.

    Some characters of GB 2312 have the bytes of two-byte characters of UTF-8: 水圣 could be ``ˮʥ``. Where all of them
    are common ones and their words would mix alphabets, it is no UTF-8.
    """
    if not _is(data, "utf-8"):
        return False
    if _LONGER.search(data) or _common(data, *_COMMON_GB) < 1:
        return True
    words = _WIDE_WORD.findall(data.decode("utf-8", "ignore"))
    return not any(len({_alphabet(letter) for letter in filter(str.isalpha, word)}) > 1 for word in words)


def _alphabet(letter: str) -> str:
    """``LATIN``, ``CYRILLIC`` ... as the names of characters begin."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _is(data: bytes, encoding: str) -> bool:
    """Whether bytes can be text in an encoding; the last character may be cut, as a sample may end inside one."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def western(data: bytes) -> str:
    """Text of the USPTO from before it declared encodings: UTF-8, or Windows-1252 where it cannot be that."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def has_cells(sample: bytes) -> bool:
    """Whether the first line with text holds a tab inside, as what is copied from a spreadsheet does."""
    lines = sample.decode(detect_encoding(sample), "replace").strip().splitlines()
    return bool(lines) and "\t" in lines[0].strip()


def refuse_utf16(sample: bytes, place: str) -> None:
    """Refuse a file in UTF-16 (what spreadsheets call Unicode text), which would be read as nonsense without an error.

    Raises:
        InputError: the sample begins with its byte order mark, or one byte in ten is NUL.
    """
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or sample.count(0) * 10 > len(sample):
        raise InputError("file.encoding", place=place, encoding="UTF-8", error="UTF-16")
