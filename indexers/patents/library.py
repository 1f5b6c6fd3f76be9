"""The library of patents: what the loading loop needs for them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from types import MappingProxyType

from indexers.formats import trademark_format
from indexers.library import Library
from indexers.patents.mergepatent import merge_patents
from indexers.summary import LoadCounts
from ipsearch.backends.base import Document
from ipsearch.documents.legalstatus import meaning
from ipsearch.documents.patent import FAMILY, decode_record, prepare
from ipsearch.errors import Problem
from ipsearch.matching.statistics import Elements, elements
from ipsearch.patents.library import versions
from ipsearch.records import Patent

LONGEST_NUMBER = 60
_COUNTRY = re.compile(r"[A-Z]{2}")


def check_patent(record: Patent) -> Problem | None:
    """Why the record cannot be loaded, or ``None``; the problem has no place."""
    if not record.country.strip():
        return Problem("record.no_country")
    if not _COUNTRY.fullmatch(record.country):
        return _bad_value("country", record.country, "a WIPO ST.3 code such as CN")
    if not record.number.strip():
        return Problem("record.no_document_number")
    if len(record.number) > LONGEST_NUMBER or not any(c.isdigit() for c in record.number):
        return _bad_value("number", record.number[:LONGEST_NUMBER], f"digits, at most {LONGEST_NUMBER} characters")
    if len(record.kind) > 4 or len(record.kind.split()) > 1:
        return _bad_value("kind", record.kind[:20], "a WIPO ST.16 code such as A1")
    return None


def _bad_value(field: str, value: str, expected: str) -> Problem:
    return Problem("record.bad_value", {"field": field, "value": value, "expected": expected})


def _size(record: Patent) -> int:
    claims = sum(len(c) if isinstance(c, str) else len(c.text) for several in record.claims.values() for c in several)
    texts = sum(map(len, record.title.values())) + sum(map(len, record.abstract.values()))
    return texts + claims + sum(len(p) for paragraphs in record.description.values() for p in paragraphs)


def _count(counts: LoadCounts, source: str, record: Patent, today: dt.date) -> None:
    counts.count_record(source)
    for event in record.events:
        if event.code and meaning(record, event) is None:
            counts.count_status(f"{event.country or record.country} {event.code.strip()}")
    dates = (record.publication_date, record.grant_date, record.status_date, *(event.date for event in record.events))
    counts.count_dates(dates, today)


def _document(record: Patent) -> tuple[Document, None]:
    return Document(*prepare(record)), None


def _elements(_: Sequence[None]) -> Elements:
    return elements(())


LIBRARY: Library[Patent] = Library(
    family=FAMILY,
    record=Patent,
    versions=versions,
    sources=MappingProxyType(
        {
            "cnipa-patents": "indexers.patents.cnipa_xml",
            "docdb": "indexers.patents.docdb",
            "ops": "indexers.patents.ops",
            "epfulltext": "indexers.patents.epfulltext",
            "uspto-patents": "indexers.patents.uspto_redbook",
            "uspto-pap": "indexers.patents.uspto_pap",
            "uspto-sgml": "indexers.patents.uspto_sgml",
            "uspto-greenbook": "indexers.patents.uspto_greenbook",
            "dpma-patents": "indexers.patents.dpma_patents",
            "google-patents": "indexers.patents.google",
            "lens": "indexers.patents.lens",
            "incopat": "indexers.patents.incopat",
            "patentsview": "indexers.patents.patentsview",
            "patents-ndjson": "indexers.patents.ndjson_patents",
            "patents-csv": "indexers.patents.csv_patents",
        }
    ),
    last_resort="",
    lists=frozenset(),
    foreign=trademark_format,
    foreign_code="file.trademark",
    batch=500,  # each document is some hundred times as long as a mark
    check=check_patent,
    size=_size,
    count=_count,
    document=_document,
    elements=_elements,
    decode=decode_record,
    merge=merge_patents,
)
