"""What kind of file it is, by its first bytes and the members of an archive: a workbook of Excel, an old one, a web
page in its place, another document, or packed."""

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
_PACKED: Final = (
    ("gzip", re.compile(rb"\x1f\x8b")),
    # The mark of a block, or of the end, follows: a list may begin with BZh.
    ("bzip2", re.compile(rb"BZh[1-9](?:1AY&SY|\x17\x72\x45\x38\x50\x90)")),
    ("xz", re.compile(rb"\xfd7zXZ\x00")),
)
"""First bytes of a file that is packed as a whole."""

HEAD: Final = 64
"""First bytes that tell every kind of file that is no archive."""
_DOCUMENTS: Final = (
    (re.compile(rb"%PDF-"), "PDF"),
    (re.compile(rb"\{\\rtf"), "RTF"),
    (re.compile(rb"\x00\x01\x00\x00Standard (?:Jet|ACE) DB"), "Access (.mdb, .accdb)"),
)
_ARCHIVES: Final = (
    (re.compile(r"word/document\d*\.xml"), "Word (.docx)"),
    (re.compile(r"ppt/presentation\.xml"), "PowerPoint (.pptx)"),
    (re.compile(r"index/.*\.iwa"), "Apple iWork (.numbers, .pages)"),
    (re.compile(r"meta-inf/manifest\.xml"), "OpenDocument (.ods, .odt)"),
)
"""Documents that are archives, by a member that no archive of data has."""
OLD_DOCUMENTS: Final = (".doc", ".dot", ".wps")
"""Endings of documents that begin as an old workbook does."""

_MARKUP: Mapping[str, re.Pattern[str]] = MappingProxyType({
    "XML": re.compile(r"<\?xml\b"),
    "HTML": re.compile(r"<(!--|(!doctype html|html|head|meta|style|body|table|div)\b)", re.IGNORECASE),
})  # fmt: skip


def _plain(members: Iterable[str]) -> set[str]:
    return {name.replace("\\", "/").lower() for name in members}


def holds_workbook(members: Iterable[str]) -> bool:
    """Whether an archive is a workbook of today, by the names of its members."""
    names = _plain(members)
    return "[content_types].xml" in names and any(name.startswith("xl/workbook.") for name in names)


def archived_document(members: Iterable[str]) -> str:
    """The program whose document, other than a workbook of Excel, an archive is; "" if it is none."""
    names = _plain(members)
    # OpenDocument has its type in a member of this name; others with a manifest are programs (.jar).
    found = (form for pattern, form in _ARCHIVES if any(map(pattern.fullmatch, names)))
    form = next(found, "")
    return "" if form.startswith("OpenDocument") and "mimetype" not in names else form


def document_of(head: bytes) -> str:
    """The program whose document a file is by its first bytes, without those that are archives; "" if it is none."""
    return next((form for pattern, form in _DOCUMENTS if pattern.match(head)), "")


def refuse_document(form: str, place: str) -> None:
    """Raise ``InputError`` ``file.document`` if there is a form of document: a table in it has no rows to read."""
    if form:
        raise InputError("file.document", place=place, format=form)


def packed_by(head: bytes) -> str:
    """What packed a file (gzip, bzip2, xz), by its first bytes; "" if it is not packed."""
    return next((name for name, begins in _PACKED if begins.match(head)), "")


def begins_workbook(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a workbook, of today, old or locked."""
    return head.startswith((BEGINNING, OLD_BEGINNING))


def refuse_old_workbook(head: bytes, place: str) -> None:
    """Raise ``InputError`` ``file.workbook`` for a workbook of Excel before 2007, or a locked one: no reader finds its
    cells. ``file.document`` for a document of Word, which begins alike."""
    if head.startswith(OLD_BEGINNING):
        refuse_document("Word (.doc)" if place.lower().endswith(OLD_DOCUMENTS) else "", place)
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
