"""Read a generation: a snapshot of the index and the rows it points to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Order, Query

from ipsearch.backends.base import Hit, Page, check_query
from ipsearch.backends.embedded.compile import compile_query
from ipsearch.backends.embedded.failures import engine_errors
from ipsearch.backends.embedded.generations import STATISTICS, TANTIVY, describe, read_state
from ipsearch.backends.embedded.rows import FIRST, RowReader, Sizes
from ipsearch.backends.embedded.schema import ROW, schema_of
from ipsearch.errors import EngineError, IndexStale
from ipsearch.indices import GenerationInfo
from ipsearch.query.ast import Node, Terms, View
from mappings.loader import Mapping

FIRST_LIMIT = 1024
"""Hits asked for before the number of hits is known. Tantivy reserves room for twice the limit, so a generous limit
costs time and memory for every small answer; a full answer is asked for again with its exact size."""
SCAN_ROWS = 50_000
"""Hits that a scan holds at a time, about."""
SORT_IN_PYTHON = 30
"""Ordering by id, Tantivy takes 30 us for each hit it returns, Python 1 us for each hit there is."""
_PLAIN = re.compile(r"[\w./:-]+")  # what the range syntax of Tantivy's query language takes without quoting
# Opening raises these; Index.is_compatible raises them too, instead of saying no.
_OTHER_WRITER = re.compile(r"index version: \d+|schema does not match")
_IDS_AT_ONCE = 10_000


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
            if self.records < state.records:
                raise EngineError("engine.lost", place=self.place, found=self.records, expected=state.records)
            self.rows = RowReader(generation, Sizes(state.row_bytes, state.detail_bytes))

    @property
    def records(self) -> int:
        """Documents that can be found."""
        return self._searcher.num_docs

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
        with engine_errors(self.place):
            offsets = self._searcher.fast_field_values(ROW, found)
        return [int(offset) for offset in offsets if offset is not None]

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

    def _search(self, query: Query, limit: int, by: str = ROW) -> tuple[list[tuple[Any, tantivy.DocAddress]], int]:
        """Hits and their exact number. A limit of 0 would be a panic; ``hits`` makes its list anew at each access."""
        with engine_errors(self.place):
            result = self._searcher.search(query, max(limit, 1), count=True, order_by_field=by, order=Order.Asc)
            return result.hits, int(result.count)  # type: ignore[attr-defined]  # missing in the stub


def open_index(generation: Path, mapping: Mapping) -> tantivy.Index:
    """Open a generation's Tantivy index; ``IndexStale`` if another format of Tantivy or another mapping wrote it."""
    path = str(generation / TANTIVY)
    with engine_errors(path):
        if not tantivy.Index.exists(path):  # opening would make an empty one
            raise EngineError("engine.corrupt", place=path, error="there is no index in it")
        try:
            index = tantivy.Index(schema_of(mapping), path)
        except ValueError as error:
            found = _OTHER_WRITER.search(str(error))
            if found is None:
                raise
            expected = f"tantivy {version('tantivy')}, mapping {mapping.schema_hash}"
            family = mapping.family
            raise IndexStale("index.stale", place=path, found=found[0], expected=expected, family=family) from error
        # Without this a thread watches the directory and moves the reader on at any time.
        index.config_reader("manual")
        return index


class EmbeddedReader:
    """The live generation as it was when the reader was opened."""

    def __init__(self, folder: Path, name: str, mapping: Mapping) -> None:
        self._mapping = mapping
        generation = folder / name
        with engine_errors(str(generation)):
            self._snapshot = Snapshot(open_index(generation, mapping), generation, mapping)
            statistics = generation / STATISTICS
            self._statistics = statistics.read_bytes() if statistics.exists() else b""
            self._info = describe(folder, name, name)

    def search(self, query: Node, view: View) -> Page:
        """The rows the query selects, as the view asks for them."""
        check_query(query, self._mapping)
        snapshot = self._snapshot
        compiled = snapshot.compile(query)
        if view.sort == "id":
            offsets, total = snapshot.by_id(compiled, view.limit, view.after)
        else:
            offsets, total = snapshot.first(compiled, view.limit)
        return Page(tuple(map(snapshot.rows.hit, offsets)), total)

    at_once = 1
    """Searches gain nothing from company here."""

    def search_many(self, queries: Sequence[tuple[Node, View]]) -> list[Page]:
        """The rows of each query."""
        return [self.search(query, view) for query, view in queries]

    def count(self, query: Node) -> int:
        """How many rows the query selects."""
        check_query(query, self._mapping)
        return self._snapshot.count(self._snapshot.compile(query))

    def get(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Whole records by id."""
        return self._snapshot.whole(ids)

    def scan(self, query: Node) -> Iterator[Hit]:
        """Every row the query selects, in the order of loading.

        The file of rows is cut into as many pieces as the hits need. Segments whose rows lie outside a piece are
        skipped by the engine, so that the whole costs little more than one pass.
        """
        check_query(query, self._mapping)
        return self._scan(self._snapshot.compile(query))

    def _scan(self, query: Query) -> Iterator[Hit]:
        rows, end = self._snapshot.rows, self._snapshot.rows.size()
        pieces = -(-self._snapshot.count(query) // SCAN_ROWS)
        edges = [FIRST + (end - FIRST) * piece // max(pieces, 1) for piece in range(pieces + 1)]
        for low, high in pairwise(edges):
            yield from map(rows.hit, self._snapshot.between(query, low, high))

    def statistics(self) -> bytes:
        """What the writer stored."""
        return self._statistics

    def info(self) -> GenerationInfo:
        """The generation that is read."""
        return self._info

    def close(self) -> None:
        """Release the files."""
        self._snapshot.rows.close()
