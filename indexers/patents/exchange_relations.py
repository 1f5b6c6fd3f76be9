"""Related documents as bibliographies of WIPO ST.36 name them (``related-documents``, data of the PCT).

Neither DOCDB nor the exchange format of OPS has them; a European full text may (DTD ``ep-patent-document``, EPO,
version 1.5). The register names two kinds of numbers in one element and is read by
:func:`~indexers.patents.register.read_register`.
"""

from __future__ import annotations

from collections.abc import Iterator

from indexers.officevalues import Notes
from indexers.patents.exchange_numbers import read_filing
from indexers.patents.uspto_values import RELATIONS, application_name, foreign_number
from indexers.patents.xmltext import day
from indexers.xmlstream import Element, find_all, local_name, text, texts
from ipsearch.records import Related, document_name

_OF_PCT = (
    ("pct-or-regional-filing-data", "pct_application"), ("pct-or-regional-publishing-data", "pct_publication"),
)  # fmt: skip


def read_relations(body: Element, notes: Notes) -> Iterator[Related]:
    """Parents, corrected and earlier publications, then the international application and its publication."""
    for group in find_all(body, "related-documents/*"):
        kind = RELATIONS.get(local_name(group), local_name(group).replace("-", "_"))
        found = find_all(group, ".//parent-doc/document-id") or [
            *find_all(group, "document-corrected/document-id"), *find_all(group, "document-id")
        ]  # fmt: skip
        for one in found:
            filing = read_filing([one], notes) if "number" not in (one.get("document-id-type") or "") else None
            if filing is not None and filing.number:
                yield Related(kind, filing.name, filing.date)
        notes.extend(f"correction:{value}" for name in ("type-of-correction", "text") for value in texts(group, name))
    for path, kind in _OF_PCT:
        for of_pct in find_all(body, path):
            country, number = text(of_pct, "document-id/country") or "WO", text(of_pct, "document-id/doc-number")
            applied, published = application_name(country, number), document_name("WO", foreign_number("WO", number))
            if number:
                name = applied if kind == "pct_application" else published
                yield Related(kind, name, day(text(of_pct, "document-id/date"), path, notes))
