"""Counts of values over the rows of a query, exact over any number of shards.

A terms aggregation is exact only if every shard returned all its values. Where there are more, a composite one lists
them all, page by page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipsearch.backends.elastic.snapshot import Snapshot

AT_ONCE = 10_000
"""Values in one answer (a cluster allows 65,536 buckets)."""


def facets_body(fields: Sequence[str]) -> dict[str, Any]:
    """The part of a search that counts the values of some fields."""
    if not fields:
        return {}
    return {"aggs": {f: {"terms": {"field": f, "size": AT_ONCE, "shard_size": AT_ONCE}} for f in fields}}


def facet_counts(
    snapshot: Snapshot, query: dict[str, Any], fields: Sequence[str], answer: dict[str, Any]
) -> tuple[dict[str, int], ...]:
    """Rows for each value of each field: as the answer to a search has them, or listed where they are too many."""
    counts: list[dict[str, int]] = []
    for field in fields:
        found = answer["aggregations"][field]
        if found["sum_other_doc_count"] or found["doc_count_error_upper_bound"]:
            counts.append(_listed(snapshot, {"query": query, "size": 0, "track_total_hits": False}, field))
        else:
            counts.append({bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]})
    return tuple(counts)


def _listed(snapshot: Snapshot, body: dict[str, Any], field: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    composite: dict[str, Any] = {"size": AT_ONCE, "sources": [{"value": {"terms": {"field": field}}}]}
    while True:
        page = snapshot.ask({**body, "aggs": {"values": {"composite": composite}}})["aggregations"]["values"]
        counts |= {bucket["key"]["value"]: bucket["doc_count"] for bucket in page["buckets"]}
        if len(page["buckets"]) < AT_ONCE:
            return counts
        composite = {**composite, "after": page["after_key"]}
