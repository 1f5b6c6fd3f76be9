"""Which encoding a file is in that does not say it: the two of Chinese data, the two of old American data."""

from __future__ import annotations

import codecs

from ipsearch.errors import InputError

SAMPLE_SIZE = 1 << 16
"""Bytes to look at: some hundred rows, which hold enough Chinese text to tell the encodings apart."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def detect_encoding(sample: bytes) -> str:
    """``utf-8-sig`` or ``gb18030``, judged by the first bytes of a file (:data:`SAMPLE_SIZE` of them).

    A byte order mark decides. Without one the file is UTF-8 unless a quarter of its non-ASCII characters cannot be, and
    more of its lines can only be GB18030 than can be UTF-8. Damage does not turn a UTF-8 file into GB18030, whose
    decoder would accept nearly all of it as nonsense: of three names with one of them damaged the other two tell. A
    damaged line of GB18030 does not make UTF-8 of the others either.
    """
    if sample.startswith(codecs.BOM_UTF8) or _is(sample, "utf-8"):
        return "utf-8-sig"
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
    damaged = text.count("\ufffd")
    wide = sum(1 for c in text if c > "\x7f")
    lines = [line for line in sample.splitlines() if not line.isascii()]
    utf8 = sum(_is(line, "utf-8") for line in lines)
    chinese = sum(not _is(line, "utf-8") and _is(line, "gb18030") for line in lines)
    return "gb18030" if damaged * 4 >= wide and chinese > utf8 else "utf-8-sig"


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


def is_workbook(sample: bytes) -> bool:
    """Whether a file is a binary workbook (``.xls``), whose cells no reader of text finds."""
    return sample.startswith(_OLE)


def refuse_workbook(sample: bytes, place: str) -> None:
    """Raise ``InputError`` ``file.workbook`` for a binary workbook."""
    if is_workbook(sample):
        raise InputError("file.workbook", place=place)


def refuse_utf16(sample: bytes, place: str) -> None:
    """Refuse a file in UTF-16 (what spreadsheets call Unicode text), which would be read as nonsense without an error.

    Raises:
        InputError: the sample begins with its byte order mark, or one byte in ten is NUL.
    """
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or sample.count(0) * 10 > len(sample):
        raise InputError("file.encoding", place=place, encoding="UTF-8", error="UTF-16")
