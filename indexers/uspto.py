"""Source ``uspto``: United States trade marks, in any of the office's layouts.

The root element tells them apart: ``trademark-applications-daily`` (bulk data), ``Transaction`` (TSDR, WIPO ST.66, and
in another namespace the draft of ST.96 that TSDR wrote first) and ``TrademarkTransaction`` (TSDR, WIPO ST.96).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from indexers.base import Reading, Rejected, Source, Unit
from indexers.files import Blob
from indexers.uspto_daily import read_case_file
from indexers.uspto_tsdr import read_st66, read_st96
from indexers.xmlhead import Head, read_head
from indexers.xmlstream import Element, elements, read_records
from ipsearch.errors import InputError, error_of
from ipsearch.records import Trademark

HEAD_SIZE = 1 << 16
"""Bytes that reach past the DTD (16 kB) which a daily file carries."""
_OFFICE = "RegistrationOfficeCode>US<"


@dataclass(frozen=True, slots=True)
class Layout:
    """How one layout is recognised by its head, which element is a record, and how that is read."""

    matches: Callable[[Head], bool]
    element: str
    build: Callable[[Element], Trademark]


LAYOUTS: tuple[Layout, ...] = (
    # Complete: the DTD alone, as the office prints it, is a document type without a document.
    Layout(lambda head: head.root == "trademark-applications-daily" and head.complete, "case-file", read_case_file),
    Layout(
        lambda head: (
            head.root == "Transaction"
            and head.namespace == "http://www.wipo.int/standards/XMLSchema/trademarks"
            and _OFFICE in head.text
        ),
        "TransactionData",
        read_st66,
    ),
    Layout(
        lambda head: (
            head.root == "TrademarkTransaction"
            and head.namespace == "http://www.wipo.int/standards/XMLSchema/ST96/Trademark"
            and _OFFICE in head.text
        ),
        "Trademark",
        read_st96,
    ),
    Layout(
        lambda head: (
            head.root == "Transaction"
            and head.namespace == "http://www.wipo.int/standards/XMLSchema/Trademark/1"
            and _OFFICE in head.text
        ),
        "Trademark",
        read_st96,
    ),
)


def _layout(blob: Blob) -> Layout | None:
    head = read_head(blob.head(HEAD_SIZE))
    return next((layout for layout in LAYOUTS if layout.matches(head)), None)


def _read(unit: Unit[Trademark]) -> Reading[Trademark]:
    for blob in unit.blobs:
        layout = _layout(blob)
        if layout is not None:
            yield from read_records(blob, layout.element, layout.build)
            continue
        # An empty or broken file says so itself; a sound one belongs to somebody else.
        for item in elements(blob, "case-file"):
            if isinstance(item, Rejected):
                raise error_of(InputError, item.problem)
            break
        raise InputError("file.unknown_format", place=blob.label, sources="uspto")


def _sniff(blob: Blob) -> bool:
    return _layout(blob) is not None


SOURCE = Source("uspto", read=_read, sniff=_sniff)
