"""Rows in an order: by an integer, with ties by id, or by BM25. Tantivy orders by one column and breaks no ties.

A page by an integer reads on to the end of the last tie and sorts that in Python; rows without the integer follow, by
id.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tantivy
from tantivy import Occur, Query

from ipsearch.backends.base import Hit
from ipsearch.backends.embedded.snapshot import Snapshot
from ipsearch.query.ast import And, By, Exists, Node, Not, Place, Range, Weighed

TIES = 64
"""Rows read beyond a page before it is known how many share the last value."""


def by_integer(snapshot: Snapshot, query: Node, order: By, limit: int | None, after: Place | None) -> list[Hit]:
    """The rows after a place, at most ``limit``."""
    found: list[Hit] = []
    if after is None or after.value is not None:
        found = _with_value(snapshot, query, order, limit, after)
    if limit is None or len(found) < limit:
        rest = None if limit is None else limit - len(found)
        without = snapshot.compile(And((query, Not(Exists(order.field)))))
        begin = after.id if after is not None and after.value is None else None
        found += [snapshot.rows.hit(offset) for offset in snapshot.by_id(without, rest, begin)[0]]
    return found


def _with_value(snapshot: Snapshot, query: Node, order: By, limit: int | None, after: Place | None) -> list[Hit]:
    parts: list[Node] = [query, Exists(order.field)]
    if after is not None:
        low, high = (None, after.value) if order.descending else (after.value, None)
        parts.append(Range(order.field, low, high))
    compiled = snapshot.compile(And(tuple(parts)))
    total = snapshot.count(compiled)
    ask = total if limit is None else min(limit + TIES, total)
    while ask:
        rows = snapshot.ordered(compiled, order.field, order.descending, ask)
        complete = len(rows) >= total
        if after is not None:
            rows = [hit for hit in rows if hit.value != after.value or hit.id > after.id]
        if not complete:
            last = rows[-1].value if rows else None
            rows = [hit for hit in rows if hit.value != last]
        if complete or (limit is not None and len(rows) >= limit):
            sign = -1 if order.descending else 1
            rows.sort(key=lambda hit: (sign * (hit.value or 0), hit.id))
            return rows[:limit]
        ask = min(ask * 4, total)
    return []


def ranked(snapshot: Snapshot, schema: tantivy.Schema, query: Query, words: Sequence[Weighed], limit: int) -> list[Hit]:
    """The best rows by BM25."""
    clauses: list[tuple[Any, Query]] = [(Occur.Must, Query.const_score_query(query, 0.0))]
    for weighed in words:
        for token in dict.fromkeys(weighed.tokens):
            term = Query.term_query(schema, weighed.field, token, index_option="freq")
            clauses.append((Occur.Should, Query.boost_query(term, weighed.weight)))
    return snapshot.best(Query.boolean_query(clauses), limit)
