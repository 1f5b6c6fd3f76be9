"""Checks that hold for every source. A record that fails one is rejected with the reason, never mended in silence.

Dates out of order are no error: registers have them. A mark of symbols alone is kept; it only has no keys.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from ipsearch.errors import Problem
from ipsearch.records import KINDS_WITHOUT_WORDS, LONGEST_MARK, Trademark
from ipsearch.text.nice import CLASSES, is_group

LONGEST_NUMBER = 100
"""Characters of a number or part. Ids are built from them, and an engine's id has at most 512 bytes."""

_OFFICE = re.compile(r"[A-Z]{2}")
_GROUP = re.compile(r"(?:0[1-9]|[1-3]\d|4[0-5])(?!00)\d\d")


def check_record(record: Trademark) -> Problem | None:
    """Why the record cannot be loaded, or ``None``; the problem has no place.

    Codes: ``record.no_office``, ``record.no_number``, ``record.no_mark`` (empty text although the kind has words),
    ``record.long_mark``, ``record.bad_class``, ``record.bad_group`` (not a code at all; a code of another edition of
    the table loads), ``record.bad_value`` (an office or a number that cannot be part of an id).
    """
    if not record.office.strip():
        return Problem("record.no_office")
    if not _OFFICE.fullmatch(record.office):
        return _bad_value("office", record.office, "a WIPO ST.3 code such as CN")
    if not record.application_number.strip():
        return Problem("record.no_number")
    return _check_numbers(record) or _check_mark(record) or _check_classes(record)


def _check_numbers(record: Trademark) -> Problem | None:
    for field in ("application_number", "registration_number", "international_number", "part"):
        value: Any = getattr(record, field)
        if len(value) > LONGEST_NUMBER:
            return _bad_value(field, value[:LONGEST_NUMBER] + "...", f"at most {LONGEST_NUMBER} characters")
    if record.part and len(record.part.split()) != 1:
        return _bad_value("part", record.part, "no spaces")
    return None


def _check_mark(record: Trademark) -> Problem | None:
    if record.kind not in KINDS_WITHOUT_WORDS and not record.mark.strip():
        return Problem("record.no_mark", {"kind": record.kind})
    if len(record.mark) > LONGEST_MARK:
        return Problem("record.long_mark", {"length": len(record.mark), "limit": LONGEST_MARK})
    return None


def _check_classes(record: Trademark) -> Problem | None:
    for value in (*record.classes, *(goods.nice_class for goods in record.goods)):
        if value not in CLASSES:
            return Problem("record.bad_class", {"value": value})
    for code in record.groups:
        if not is_group_code(code):
            return Problem("record.bad_group", {"value": code})
    return None


def _bad_value(field: str, value: str, expected: str) -> Problem:
    return Problem("record.bad_value", {"field": field, "value": value, "expected": expected})


def is_group_code(code: str) -> bool:
    """Whether a text has the form of a similar group (类似群): a class and a number, of whatever edition."""
    return _GROUP.fullmatch(code) is not None


def unknown_groups(record: Trademark) -> list[str]:
    """The record's similar groups (类似群) that the shipped edition of the table does not have."""
    return [code for code in record.groups if not is_group(code)]


def is_text(content: object) -> bool:
    """Whether all strings of a record, or of a list of records, are Unicode text.

    Lone surrogates are not, and no engine takes them.
    """
    try:
        msgspec.msgpack.encode(content)
    except UnicodeEncodeError:
        return False
    return True
