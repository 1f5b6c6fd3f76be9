"""The library of trade marks: what the loading loop needs for them."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

from indexers.formats import patent_format
from indexers.library import Library
from indexers.merge import merge_fields
from indexers.summary import LoadCounts
from indexers.validate import check_record, unknown_groups
from ipsearch.backends.base import Document
from ipsearch.documents.trademark import FAMILY, decode_record, prepare
from ipsearch.engine import versions
from ipsearch.matching.statistics import elements
from ipsearch.records import Trademark
from ipsearch.text.form import Form


def _size(record: Trademark) -> int:
    return len(record.description) + sum([len(goods.text) for goods in record.goods])


def _count(counts: LoadCounts, source: str, record: Trademark, today: dt.date) -> None:
    counts.count_record(source)
    if record.status == "unknown" and record.status_code:
        counts.count_status(f"{record.office} {record.status_code}")
    for code in unknown_groups(record):
        counts.count_group(code)
    dates = (record.application_date, record.publication_date, record.registration_date, record.status_date)
    counts.count_dates(dates, today)


def _document(record: Trademark) -> tuple[Document, Form]:
    identity, fields, lean, detail, form = prepare(record)
    return Document(identity, fields, lean, detail), form


LIBRARY: Library[Trademark] = Library(
    family=FAMILY,
    record=Trademark,
    versions=versions,
    sources=MappingProxyType(
        {
            "cnipa": "indexers.cnipa",
            "euipo": "indexers.euipo",
            "dpma": "indexers.dpma",
            "uspto": "indexers.uspto",
            "ndjson": "indexers.ndjson",
            "csv": "indexers.csvfile",
            "names": "indexers.names",
        }
    ),
    last_resort="names",
    lists=frozenset(("csv", "names")),
    foreign=patent_format,
    foreign_code="file.patent",
    batch=2000,
    check=check_record,
    size=_size,
    count=_count,
    document=_document,
    elements=elements,
    decode=decode_record,
    merge=merge_fields,
)
