"""Which encoding a file is in that does not say it: the two of Chinese data, the two of old American data."""

from __future__ import annotations

import codecs

from ipsearch.errors import InputError

SAMPLE_SIZE = 1 << 16
"""Bytes to look at: some hundred rows, which hold enough Chinese text to tell the encodings apart."""


def detect_encoding(sample: bytes) -> str:
    """``utf-8-sig`` or ``gb18030``, judged by the first bytes of a file (:data:`SAMPLE_SIZE` of them).

    A byte order mark decides. Without one the file is UTF-8 unless a quarter of its non-ASCII characters cannot be:
    a few damaged bytes do not turn a UTF-8 file into GB18030, whose decoder would accept nearly all of it as nonsense.
    """
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
        damaged = text.count("\ufffd")
        wide = sum(1 for c in text if c > "\x7f")
        return "gb18030" if damaged * 4 >= wide else "utf-8-sig"
    return "utf-8-sig"


def western(data: bytes) -> str:
    """Text of the USPTO from before it declared encodings: UTF-8, or Windows-1252 where it cannot be that."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def refuse_utf16(sample: bytes, place: str) -> None:
    """Refuse a file in UTF-16 (what spreadsheets call Unicode text), which would be read as nonsense without an error.

    Raises:
        InputError: the sample begins with its byte order mark, or one byte in ten is NUL.
    """
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or sample.count(0) * 10 > len(sample):
        raise InputError("file.encoding", place=place, encoding="UTF-8", error="UTF-16")
