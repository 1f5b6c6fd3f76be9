"""Everything that a query selects, sliced: some shards at a time, each page behind the last one of its shard.

A search of all shards collects as many rows in each of them as it answers with, and throws most away. A slice is a
shard: slices of anything smaller would be others in another point in time, and rows could be missed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple

from ipsearch.backends.base import Hit
from ipsearch.backends.elastic.compile import Json
from ipsearch.backends.elastic.pack import hit_of
from ipsearch.backends.elastic.snapshot import Snapshot

AT_ONCE = 4
"""Slices that are read at a time, and pages that are held."""
PAGE = 5_000
"""Rows in a page."""


class _Page(NamedTuple):
    """A page that was asked for, and the id before its first row."""

    body: Json
    answer: Future[Json]
    before: str


def sliced_rows(snapshot: Snapshot, body: Json) -> Iterator[Hit]:
    """Every row that a search selects; ``body`` has its order."""
    slices, body = snapshot.shards, {**body, "size": PAGE}
    bodies = deque({**body, "slice": {"id": i, "max": slices}} if slices > 1 else body for i in range(slices))
    with ThreadPoolExecutor(AT_ONCE, "ipsearch-scan") as pool:
        pages: deque[_Page] = deque()

        def ask(one: Json, before: str) -> None:
            pages.append(_Page(one, pool.submit(snapshot.ask, one), before))

        while pages or bodies:
            while bodies and len(pages) < AT_ONCE:
                ask(bodies.popleft(), "")
            page = pages.popleft()
            rows: list[dict[str, Any]] = page.answer.result()["hits"]["hits"]
            hits = [hit_of(row["fields"]["lean"][0]) for row in rows]
            if len(rows) == body["size"]:
                ask({**page.body, "search_after": rows[-1]["sort"]}, hits[-1].id)
            # The row before is met again if its shard is read from another copy.
            yield from hits[1:] if hits and hits[0].id == page.before else hits
