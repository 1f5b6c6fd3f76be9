"""Counts of values over the rows of a query, exact over any number of shards.

A terms aggregation is exact only if every shard returned all its values. Where there are more, a composite one lists
them all, page by page.
"""

from __future__ import annotations

from typing import Any

from ipsearch.backends.elastic.snapshot import Snapshot

AT_ONCE = 10_000
"""Values in one answer (a cluster allows 65,536 buckets)."""


def facet_counts(snapshot: Snapshot, query: dict[str, Any], field: str) -> tuple[dict[str, int], int]:
    """Rows for each value, and rows that have any."""
    body: dict[str, Any] = {"query": query, "size": 0, "track_total_hits": False}
    having = {"filter": {"exists": {"field": field}}}
    terms = {"terms": {"field": field, "size": AT_ONCE, "shard_size": AT_ONCE}}
    found = snapshot.ask({**body, "aggs": {"rows": having, "values": terms}})["aggregations"]
    rows: int = found["rows"]["doc_count"]
    values = found["values"]
    if not values["sum_other_doc_count"] and not values["doc_count_error_upper_bound"]:
        return {bucket["key"]: bucket["doc_count"] for bucket in values["buckets"]}, rows
    counts: dict[str, int] = {}
    composite: dict[str, Any] = {"size": AT_ONCE, "sources": [{"value": {"terms": {"field": field}}}]}
    while True:
        page = snapshot.ask({**body, "aggs": {"values": {"composite": composite}}})["aggregations"]["values"]
        counts |= {bucket["key"]["value"]: bucket["doc_count"] for bucket in page["buckets"]}
        if len(page["buckets"]) < AT_ONCE:
            return counts, rows
        composite = {**composite, "after": page["after_key"]}
