"""Statistics on exactly the query of a list, with what is counted stated.

Technology is counted by simple family at its earliest priority, markets and law by publication at its publication date.
The last two years are marked: publications come eighteen months after filing, and offices deliver later still.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from ipsearch.backends.base import Reader
from ipsearch.documents.patent import label
from ipsearch.errors import UsageError
from ipsearch.patents.families import families
from ipsearch.patents.report import FacetCounts, FacetValue
from ipsearch.query.ast import By, Node, Terms

FACETS: Mapping[str, str] = MappingProxyType(
    {
        "year": "year", "application_year": "application_year", "priority_year": "priority_year", "country": "country",
        "applicant": "applicant", "inventor": "inventor", "agent": "agent", "ipc4": "ipc4", "cpc4": "cpc4",
        "kind": "kind", "type": "type", "status": "status", "applicant_country": "applicant_country",
        "language": "language", "locarno": "locarno", "event": "event_kind", "family": "family",
    }
)  # fmt: skip
"""Statistics by name, and the index field that each counts."""
LAG_YEARS = 2
CHUNK = 10_000
"""Families counted at a time."""
_NAMES = frozenset(("applicant", "inventor", "agent"))
_YEARS = frozenset(("year", "application_year", "priority_year"))


def facet_counts(
    reader: Reader,
    query: Node,
    name: str,
    *,
    family: bool = False,
    limit: int | None = 20,
    today: dt.date | None = None,
) -> FacetCounts:
    """One statistic. By family, every family counts once, with its member of the earliest priority."""
    field = FACETS.get(name)
    if field is None:
        raise UsageError("search.facet", place="--facet", value=name, names=", ".join(FACETS))
    shown = None if name in _YEARS else limit
    if family and name != "family":
        field = "priority_year" if name == "year" else field
        counts = _by_family(reader, query, field)
        values = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        distinct = len(values)
        values = values[:shown]
    else:
        found = reader.facet(query, field, shown)
        values, distinct = list(found.values), found.distinct
    if name in _YEARS:
        values = sorted(values)
    first = (today or dt.date.today()).year - LAG_YEARS + 1
    lag = tuple(value for value, _ in values if name in _YEARS and int(value) >= first)
    counted = tuple(FacetValue(value, _label(name, value), count) for value, count in values)
    return FacetCounts(name, "family" if family else "publication", counted, distinct, lag)


def _label(name: str, value: str) -> str:
    text = label(value)
    return text.upper() if name in _NAMES and text.isascii() else text


def _by_family(reader: Reader, query: Node, field: str) -> dict[str, int]:
    """Values over families, each represented by its member of the earliest priority date."""
    counts: Counter[str] = Counter()
    chunk: list[str] = []
    for one in families(reader, query, By("priority_date"), None):
        chunk.append(one.first.id)
        if len(chunk) == CHUNK:
            _add(counts, reader, chunk, field)
            chunk = []
    if chunk:
        _add(counts, reader, chunk, field)
    return counts


def _add(counts: Counter[str], reader: Reader, ids: list[str], field: str) -> None:
    counts.update(dict(reader.facet(Terms("id", tuple(ids)), field).values))
