"""Read a generation: a snapshot of the index and the rows it points to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from tantivy import Query

from ipsearch.backends.base import Hit, Page, check_query, check_use, check_view
from ipsearch.backends.embedded.compile import can_answer
from ipsearch.backends.embedded.failures import engine_errors
from ipsearch.backends.embedded.generations import STATISTICS
from ipsearch.backends.embedded.ordered import by_integer, ranked
from ipsearch.backends.embedded.readonly import last_commit
from ipsearch.backends.embedded.rows import FIRST
from ipsearch.backends.embedded.schema import schema_of
from ipsearch.backends.embedded.snapshot import SCAN_ROWS
from ipsearch.backends.embedded.vocabulary import VocabularyReader
from ipsearch.backends.verified import verified
from ipsearch.indices import GenerationInfo
from ipsearch.query.ast import By, Node, Place, Ranked, View
from mappings.loader import Mapping


class EmbeddedReader:
    """The live generation as it was when the reader was opened; ``info`` is what was known of it before."""

    def __init__(self, folder: Path, info: GenerationInfo, mapping: Mapping) -> None:
        self._mapping, generation = mapping, folder / info.name
        with engine_errors(str(generation)):
            self._snapshot = last_commit(generation, mapping)
            statistics = generation / STATISTICS
            self._statistics = statistics.read_bytes() if statistics.exists() else b""
            self._vocabulary = VocabularyReader(generation, mapping)
            # A process that writes may have committed since.
            self._info = replace(info, records=self._snapshot.records)

    def search(self, query: Node, view: View) -> Page:
        """The rows the query selects, as the view asks for them."""
        check_view(view, self._mapping)
        query, snapshot = self._exact(query), self._snapshot
        compiled = snapshot.compile(query)
        facets = tuple([snapshot.facet(compiled, field) for field in view.facets])
        hits: Iterable[Hit]
        match view.sort:
            case By() as order:
                after = view.after if isinstance(view.after, Place) else None
                hits, total = by_integer(snapshot, query, order, view.limit, after), snapshot.count(compiled)
            case Ranked(words):
                best = ranked(snapshot, schema_of(self._mapping), compiled, words, view.limit or 0)
                hits, total = best, snapshot.count(compiled)
            case "id":
                last = view.after if isinstance(view.after, str) else None
                offsets, total = snapshot.by_id(compiled, view.limit, last)
                hits = map(snapshot.rows.hit, offsets)
            case _:
                offsets, total = snapshot.first(compiled, view.limit)
                hits = map(snapshot.rows.hit, offsets)
        return Page(tuple(hits), total, facets)

    def _exact(self, query: Node) -> Node:
        """The query with every span that Tantivy cannot answer looked up."""
        check_query(query, self._mapping)
        return verified(query, can_answer, self._find)

    def _find(self, query: Node, field: str, holds: Callable[[Sequence[str]], bool]) -> Iterator[str]:
        rows = self._snapshot.tokens(self._snapshot.compile(query), field)
        return (identity for identity, tokens in rows if holds(tokens))

    at_once = 1
    """Searches gain nothing from company here."""

    def search_many(self, queries: Sequence[tuple[Node, View]]) -> list[Page]:
        """The rows of each query."""
        return [self.search(query, view) for query, view in queries]

    def count(self, query: Node) -> int:
        """How many rows the query selects."""
        return self._snapshot.count(self._snapshot.compile(self._exact(query)))

    def request(self, query: Node) -> str:
        """Tantivy's query, as it shows it."""
        return str(self._snapshot.compile(self._exact(query)))

    def get(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Whole records by id."""
        return self._snapshot.whole(ids)

    def scan(self, query: Node) -> Iterator[Hit]:
        """Every row the query selects, in the order of loading.

        The file of rows is cut into as many pieces as the hits need. Segments whose rows lie outside a piece are
        skipped by the engine, so that the whole costs little more than one pass.
        """
        return self._scan(self._snapshot.compile(self._exact(query)))

    def _scan(self, query: Query) -> Iterator[Hit]:
        self._snapshot.require_open()
        rows, end = self._snapshot.rows, self._snapshot.rows.size()
        pieces = -(-self._snapshot.count(query) // SCAN_ROWS)
        edges = [FIRST + (end - FIRST) * piece // max(pieces, 1) for piece in range(pieces + 1)]
        for low, high in pairwise(edges):
            yield from map(rows.hit, self._snapshot.between(query, low, high))

    def vocabulary(self, field: str, start: str) -> list[str]:
        """The words that begin with a text."""
        self._snapshot.require_open()
        check_use(field, "vocabulary", self._mapping)
        try:
            return self._vocabulary.beginning(field, start)
        except ValueError:  # closed by another thread
            self._snapshot.require_open()
            raise

    def statistics(self) -> bytes:
        """What the writer stored."""
        return self._statistics

    def info(self) -> GenerationInfo:
        """The generation that is read."""
        return self._info

    def close(self) -> None:
        """Release the files."""
        self._snapshot.rows.close()
        self._vocabulary.close()
