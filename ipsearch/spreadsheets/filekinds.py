"""What kind of file it is, by its first bytes: a workbook of Excel, an old one, a web page in its place, or packed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from ipsearch.errors import InputError

ENDINGS: Final = (".xlsx", ".xlsm")
"""Endings of Excel's files since 2007: archives by their build, but each one file to whoever has it."""
BEGINNING: Final = b"PK\x03\x04"
"""First bytes of a workbook, as of every archive."""
OLD_BEGINNING: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of a workbook of Excel before 2007, and of one that is locked by a password."""
GZIP_BEGINNING: Final = b"\x1f\x8b"
"""First bytes of a file that gzip packed."""

_MARKUP: Mapping[str, re.Pattern[str]] = MappingProxyType({
    "XML": re.compile(r"<\?xml\b"),
    "HTML": re.compile(r"<(!--|(!doctype html|html|head|meta|style|body|table|div)\b)", re.IGNORECASE),
})  # fmt: skip


def holds_workbook(members: Iterable[str]) -> bool:
    """Whether an archive is a workbook of today, by the names of its members."""
    names = {name.replace("\\", "/").lower() for name in members}
    return "[content_types].xml" in names and any(name.startswith("xl/workbook.") for name in names)


def begins_workbook(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a workbook, of today, old or locked."""
    return head.startswith((BEGINNING, OLD_BEGINNING))


def refuse_old_workbook(head: bytes, place: str) -> None:
    """Raise ``InputError`` ``file.workbook`` for a workbook of Excel before 2007, or a locked one: no reader finds its
    cells."""
    if head.startswith(OLD_BEGINNING):
        raise InputError("file.workbook", place=place)


def markup_of(text: str) -> str:
    """``HTML`` or ``XML`` if a text begins as a web page or XML does, which services hand out as ``.xls``; else ""."""
    beginning = text.lstrip("\ufeff").lstrip()
    return next((name for name, begins in _MARKUP.items() if begins.match(beginning)), "")


def refuse_markup(head: bytes, place: str) -> None:
    """Raise ``InputError`` ``file.damaged_workbook`` for a web page or XML in place of a workbook: Excel opens it, but
    its lines are no rows."""
    if found := markup_of(head.decode("utf-8", "replace")):
        raise InputError("file.damaged_workbook", place=place, error=found)
