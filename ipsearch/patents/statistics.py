"""Statistics on exactly the query of a list, with what is counted stated.

Technology is counted by simple family at its earliest priority, markets and law by publication at its publication date.
The last two years are marked: publications come eighteen months after filing, and offices deliver later still.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from ipsearch.backends.base import Reader
from ipsearch.documents.patent import label
from ipsearch.errors import UsageError
from ipsearch.patents.families import families
from ipsearch.patents.report import FacetCounts, FacetValue
from ipsearch.query.ast import By, Node, Terms, View

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
SHOWN = 20
"""Values of a statistic that are shown."""
CHUNK = 10_000
"""Families counted at a time."""
_NAMES = frozenset(("applicant", "inventor", "agent"))
_YEARS = frozenset(("year", "application_year", "priority_year"))


def fields_of(names: Sequence[str]) -> tuple[str, ...]:
    """The index fields that statistics by publication count; ``UsageError`` for an unknown name."""
    for name in names:
        if name not in FACETS:
            raise UsageError("search.facet", place="--facet", value=name, names=", ".join(FACETS))
    return tuple(FACETS[name] for name in names)


def by_publication(
    names: Sequence[str], counts: Sequence[Mapping[str, int]], limit: int | None = SHOWN, today: dt.date | None = None
) -> tuple[FacetCounts, ...]:
    """Statistics over all documents, from the counts of :func:`fields_of` the names."""
    return tuple(_counted(n, c, "publication", limit, today) for n, c in zip(names, counts, strict=True))


def by_family(
    reader: Reader, query: Node, names: Sequence[str], limit: int | None = SHOWN, today: dt.date | None = None
) -> tuple[FacetCounts, ...]:
    """Statistics in which every family counts once, with its member of the earliest priority."""
    fields = ["priority_year" if name == "year" else field for name, field in zip(names, fields_of(names), strict=True)]
    counts: list[Counter[str]] = [Counter() for _ in fields]
    first = (one.first.id for one in families(reader, query, By("priority_date"), None)) if names else iter(())
    while chunk := tuple(islice(first, CHUNK)):
        page = reader.search(Terms("id", chunk), View(limit=0, facets=tuple(fields)))
        for total, found in zip(counts, page.facets, strict=True):
            total.update(found)
    return tuple(_counted(n, c, "family", limit, today) for n, c in zip(names, counts, strict=True))


def _counted(name: str, counts: Mapping[str, int], basis: str, limit: int | None, today: dt.date | None) -> FacetCounts:
    """Years in their order, of everything else the most frequent values."""
    if name in _YEARS:
        values = sorted(counts.items())
    else:
        # Of thousands of values twenty are shown: those with fewer than the twentieth are not put in order.
        least = min(heapq.nlargest(limit, counts.values()), default=0) if limit is not None else 0
        frequent = [item for item in counts.items() if item[1] >= least]
        values = sorted(frequent, key=lambda item: (-item[1], item[0]))[:limit]
    first_lag = (today or dt.date.today()).year - LAG_YEARS + 1
    lag = tuple(value for value, _ in values if name in _YEARS and int(value) >= first_lag)
    shown = tuple(FacetValue(value, _label(name, value), count) for value, count in values)
    return FacetCounts(name, basis, shown, len(counts), lag)


def _label(name: str, value: str) -> str:
    text = label(value)
    return text.upper() if name in _NAMES and text.isascii() else text
