"""An index as of its last commit, in engine terms: Tantivy queries in, rows out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Order, Query

from ipsearch.backends.base import Hit
from ipsearch.backends.embedded.compile import compile_query
from ipsearch.backends.embedded.failures import engine_errors
from ipsearch.backends.embedded.generations import TANTIVY, read_state
from ipsearch.backends.embedded.rows import RowReader, Sizes
from ipsearch.backends.embedded.schema import ROW, schema_of
from ipsearch.errors import EngineError, IndexStale
from ipsearch.query.ast import Node, Terms
from mappings.loader import Mapping

FIRST_LIMIT = 1024
"""Hits asked for before the number of hits is known. Tantivy reserves room for twice the limit, so a generous limit
costs time and memory for every small answer; a full answer is asked for again with its exact size."""
SCAN_ROWS = 50_000
"""Hits that a scan holds at a time, about."""
SORT_IN_PYTHON = 30
"""Ordering by id, Tantivy takes 30 us for each hit it returns, Python 1 us for each hit there is."""
# What the range syntax of Tantivy's query language takes without quoting: behind a hyphen it reads a negative number.
_PLAIN = re.compile(r"[\w./:][\w./:-]*")
# Opening raises these; Index.is_compatible raises them too, instead of saying no.
_OTHER_WRITER = re.compile(r"index version: \d+|schema does not match")
_IDS_AT_ONCE = 10_000
MOST_BUCKETS = 65_000
"""Values in one answer of an aggregation (Tantivy's limit is 65,000 buckets)."""


class Snapshot:
    """An index as of its last commit, in engine terms: Tantivy queries in, offsets of rows out.

    Hits are ordered by the offset of their row: that is the order of loading, needs no scoring (0.25 ms instead of
    0.28 for 1,024 hits), reads the rows forward, and returns the offsets with the hits.
    """

    def __init__(self, index: tantivy.Index, generation: Path, mapping: Mapping) -> None:
        self.place = str(generation)
        self._index, self._mapping = index, mapping
        with engine_errors(self.place):
            # In this order, beside a process that writes: the index has all that the state says, and the files of rows
            # all that the index refers to.
            state = read_state(generation)
            index.reload()
            self._searcher = index.searcher()
            self.records: int = self._searcher.num_docs
            """Documents that can be found."""
            if self.records < state.records:
                raise EngineError("engine.lost", place=self.place, found=self.records, expected=state.records)
            self.rows = RowReader(generation, Sizes(state.row_bytes, state.detail_bytes))

    def compile(self, query: Node) -> Query:
        """The query in engine terms."""
        with engine_errors(self.place):
            return compile_query(query, self._index.schema, self._mapping)

    def count(self, query: Query) -> int:
        """How many documents the query selects."""
        return self._search(query, 1)[1]

    def first(self, query: Query, limit: int | None, ask: int = FIRST_LIMIT) -> tuple[list[int], int]:
        """Offsets of the first rows in the order of loading, and how many rows there are in all.

        ``ask`` is how many are expected; more cost a second search.
        """
        ask = ask if limit is None else min(limit, ask)
        hits, total = self._search(query, ask)
        wanted = total if limit is None else min(limit, total)
        if wanted > ask:
            hits, _ = self._search(query, wanted)
        found = [row for row, _ in hits[:wanted]]
        if len(found) != wanted:
            raise EngineError("engine.lost", place=self.place, found=len(found), expected=wanted)
        return found, total

    def by_id(self, query: Query, limit: int | None, after: str | None) -> tuple[list[int], int]:
        """Offsets of the rows with the smallest ids above ``after``, and how many rows there are in all."""
        total = self.count(query)
        wanted = total if limit is None else min(limit, total)
        if total <= wanted * SORT_IN_PYTHON:
            rows = ((self.rows.hit(offset).id, offset) for offset in self.first(query, None)[0])
            found = sorted(row for row in rows if after is None or row[0] > after)
            return [offset for _, offset in found[:wanted]], total
        return self._next_by_id(query, wanted, after, total), total

    def _next_by_id(self, query: Query, wanted: int, after: str | None, total: int) -> list[int]:
        bound = "" if after is None else after
        plain = _PLAIN.match(bound)
        prefix = plain[0] if plain else ""
        if prefix:
            # An id outside the plain alphabet is approached from its plain beginning; what lies between is dropped.
            with engine_errors(self.place):
                above = self._index.parse_query(f"id:{{{prefix} TO *}}", ["id"])
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, above)])
        ask = wanted
        while True:
            hits, _ = self._search(query, ask, by="id")
            found = [address for identity, address in hits if after is None or identity > after][:wanted]
            if len(found) == wanted or len(hits) < ask or ask >= total:
                break
            ask *= 2
        return self._offsets(found)

    def between(self, query: Query, low: int, high: int) -> list[int]:
        """Offsets of all rows in ``low <= offset < high``."""
        bounds = Query.range_query(
            self._index.schema, ROW, tantivy.FieldType.Unsigned, low, high, include_lower=True, include_upper=False
        )
        return self.first(Query.boolean_query([(Occur.Must, query), (Occur.Must, bounds)]), None, SCAN_ROWS * 2)[0]

    def offsets(self, ids: Sequence[str]) -> Iterator[int]:
        """Offsets of the rows with these ids."""
        for start in range(0, len(ids), _IDS_AT_ONCE):
            chunk = tuple(ids[start : start + _IDS_AT_ONCE])
            yield from self.first(self.compile(Terms("id", chunk)), len(chunk))[0]

    def whole(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Whole records by id."""
        return {self.rows.hit(offset).id: self.rows.whole(offset) for offset in self.offsets(ids)}

    def ordered(self, query: Query, field: str, descending: bool, limit: int) -> list[Hit]:
        """Rows in the order of an integer that all of them have."""
        hits, _ = self._search(query, limit, by=field, order=Order.Desc if descending else Order.Asc)
        offsets = self._offsets([address for _, address in hits])
        return [self.rows.hit(row).valued(value) for row, (value, _) in zip(offsets, hits, strict=True)]

    def best(self, query: Query, limit: int) -> list[Hit]:
        """Rows in the order of the engine's scores."""
        self.require_open()
        with engine_errors(self.place):
            hits = self._searcher.search(query, self._room(limit), count=False).hits[:limit]
        return [self.rows.hit(offset) for offset in self._offsets([address for _, address in hits])]

    def tokens(self, query: Query, field: str) -> Iterator[tuple[str, list[str]]]:
        """The id and the tokens of a field of every row."""
        hits, total = self._search(query, 1)
        hits, _ = self._search(query, total)
        for row, address in hits[:total]:
            with engine_errors(self.place):
                text = self._searcher.doc(address).get_first(field)
            yield self.rows.hit(row).id, str(text).split(" ") if text else []

    def facet(self, query: Query, field: str) -> dict[str, int]:
        """How many rows have each value. A terms aggregation ends at 65,000 values; a composite one is paged."""
        self.require_open()
        ask = {"terms": {"field": field, "size": MOST_BUCKETS}}
        with engine_errors(self.place):
            buckets = self._searcher.aggregate(query, {"f": ask})["f"]["buckets"]
            if len(buckets) < MOST_BUCKETS:
                return {bucket["key"]: bucket["doc_count"] for bucket in buckets}
            found: dict[str, int] = {}
            composite: dict[str, Any] = {"size": MOST_BUCKETS, "sources": [{"v": {"terms": {"field": field}}}]}
            while True:
                page = self._searcher.aggregate(query, {"f": {"composite": composite}})["f"]
                found |= {bucket["key"]["v"]: bucket["doc_count"] for bucket in page["buckets"]}
                if len(page["buckets"]) < MOST_BUCKETS:
                    return found
                composite["after"] = page["after_key"]

    def _room(self, limit: int) -> int:
        """The limit as Tantivy can be given it: 0 would be a panic, and it reserves room for all that it is asked for,
        so that a limit beyond all bounds would end the process."""
        return max(min(limit, self.records), 1)

    def require_open(self) -> None:
        """Raise ``EngineError`` ``engine.disconnected`` if the files are closed."""
        self.rows.require_open()

    def _offsets(self, addresses: list[tantivy.DocAddress]) -> list[int]:
        with engine_errors(self.place):
            offsets = self._searcher.fast_field_values(ROW, addresses)
        return [int(offset) for offset in offsets if offset is not None]

    def _search(
        self, query: Query, limit: int, by: str = ROW, order: Any = Order.Asc
    ) -> tuple[list[tuple[Any, tantivy.DocAddress]], int]:
        """Hits and their exact number; ``hits`` makes its list anew at each access."""
        self.require_open()
        with engine_errors(self.place):
            result = self._searcher.search(query, self._room(limit), count=True, order_by_field=by, order=order)
            return result.hits, int(result.count)  # type: ignore[attr-defined]  # missing in the stub


def open_index(generation: Path, mapping: Mapping, links: Path | None = None) -> tantivy.Index:
    """Open a generation's Tantivy index; ``IndexStale`` if another format of Tantivy or another mapping wrote it.

    ``links`` is a folder that stands for its own, for Tantivy to write a lock in.
    """
    place = str(generation / TANTIVY)
    path = str(links or place)
    with engine_errors(place):
        if not tantivy.Index.exists(path):  # opening would make an empty one
            raise EngineError("engine.corrupt", place=place, error="there is no index in it")
        try:
            index = tantivy.Index(schema_of(mapping), path)
        except ValueError as error:
            found = _OTHER_WRITER.search(str(error))
            if found is None:
                raise
            expected = f"tantivy {version('tantivy')}, mapping {mapping.schema_hash}"
            family = mapping.family
            raise IndexStale("index.stale", place=place, found=found[0], expected=expected, family=family) from error
        # Without this a thread watches the directory and moves the reader on at any time.
        index.config_reader("manual")
        return index
