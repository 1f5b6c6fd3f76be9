"""The patent library: search, count, statistics, single documents, similar ones, everything streamed."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

import msgspec

from ipsearch.backends.base import Backend, Hit, Reader
from ipsearch.documents.patent import ANALYSIS_VERSION, FAMILY, decode_record
from ipsearch.errors import UsageError
from ipsearch.indices import Versions
from ipsearch.patents.documents import Documents
from ipsearch.patents.families import families, place_of
from ipsearch.patents.lower import Lowered, lower
from ipsearch.patents.marking import excerpts
from ipsearch.patents.order import Cursor, Order
from ipsearch.patents.remarks import placed, remarks
from ipsearch.patents.report import (
    Excerpt,
    Explanation,
    FacetCounts,
    Found,
    InDialect,
    PatentHit,
    PatentPage,
    Searched,
    SimilarList,
)
from ipsearch.patents.rows import hit_of
from ipsearch.patents.similar import similar
from ipsearch.patents.statistics import SHOWN, by_family, by_publication, fields_of
from ipsearch.query.ast import Exists, View
from ipsearch.query.dialects.base import Reading
from ipsearch.query.dialects.detect import canonical, detect, read, translations
from ipsearch.records import Patent
from mappings.loader import load as load_mapping

PAGE = 1000
"""Rows read at a time where all are wanted."""
MARKED = 200
"""Rows of a page whose texts are read to mark what was found; longer pages come without."""
REMEMBERED = 256
"""Queries whose reading is kept: the next page, the count and the statistics of a list ask the same one again."""


def versions() -> Versions:
    """The versions that an index must have been made with to be asked by this code."""
    return Versions(analysis=ANALYSIS_VERSION, schema=load_mapping(FAMILY).schema_hash)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query, understood; ``canonical`` is how the reading is shown."""

    reading: Reading
    lowered: Lowered
    canonical: str


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the engine has for a page: rows, the true total, statistics; of families their number and their members."""

    rows: tuple[Hit, ...]
    total: int
    facets: tuple[FacetCounts, ...]
    families: int | None = None
    members: Mapping[str, int] = field(default_factory=dict)


class Patents:
    """The patent library. Opens the live generation on first use and stays on it; :meth:`reload` opens it anew."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._reader: Reader | None = None
        self._searched: Searched | None = None
        self._asked = lru_cache(REMEMBERED)(self._understood)

    def search(
        self,
        query: str,
        *,
        dialect: str | None = None,
        limit: int = 20,
        sort: str = "",
        after: str = "",
        family: bool = False,
        facets: Iterable[str] = (),
        marks: bool = True,
    ) -> PatentPage:
        """A page of the documents that a query selects (情报检索), with the exact total.

        ``dialect`` declares the language (``cql``, ``incopat``, ``patsnap``, ``cnipa``, ``brs``, ``simple``), else it
        is recognised. ``sort`` is ``relevance`` (where the query has words), ``pd``, ``ad``, ``prd`` or ``gd`` (newest
        first, ``pd:asc`` oldest first) or ``id``. ``after`` is the cursor of the page before. ``family`` shows each
        simple family once. ``facets`` are statistics on exactly this query. ``marks`` shows what was found in texts.

        Raises :class:`~ipsearch.query.dialects.base.Misread` for a text that is no query,
        :class:`~ipsearch.errors.UsageError` for what cannot be carried out or a wrong option,
        :class:`~ipsearch.errors.IndexMissing` before anything is loaded.
        """
        began = time.perf_counter()
        if limit < 0:
            raise UsageError("search.limit", place="--limit", value=limit)
        asked = self._asked(query, dialect)
        order = self._order(sort, asked, family)
        cursor = Cursor.read(after, order)
        answer = (self._families if family else self._documents)(asked.lowered, order, cursor, limit, tuple(facets))
        rows = answer.rows
        last = rows[-1] if rows and len(rows) == limit else None
        hits = self._hits(rows, asked.lowered if marks and len(rows) <= MARKED else None, answer.members)
        return PatentPage(
            query=query,
            dialect=asked.reading.dialect,
            confidence=round(asked.reading.confidence, 2),
            reading=asked.canonical,
            total=answer.total,
            hits=tuple(hits),
            searched=self.searched,
            families=answer.families,
            facets=answer.facets,
            remarks=remarks((*asked.reading.notices, *asked.lowered.notices)),
            sort=str(order),
            cursor=_next(order, cursor, last, limit),
            took_ms=round((time.perf_counter() - began) * 1000, 1),
        )

    def iter(
        self, query: str, *, dialect: str | None = None, sort: str = "id", family: bool = False
    ) -> Iterator[PatentHit]:
        """Every document (or family) that a query selects, in order, without an end but the last."""
        for hit, _ in self.walk(query, dialect=dialect, sort=sort, family=family):
            yield hit

    def walk(
        self, query: str, *, dialect: str | None = None, sort: str = "id", after: str = "", family: bool = False
    ) -> Iterator[tuple[PatentHit, str]]:
        """:meth:`iter` with the cursor behind each, from which it can go on."""
        asked = self._asked(query, dialect)
        order = self._order(sort, asked, True)
        node, cursor = asked.lowered.node, Cursor.read(after, order)
        if family:
            for one in families(self.reader, node, order.by, cursor.place):
                yield hit_of(one.first, one.members), Cursor(place_of(one.first)).write(order)
            return
        while True:
            rows = self.reader.search(node, order.view(PAGE, cursor, ())).hits
            for row in rows:
                yield hit_of(row), Cursor(place_of(row)).write(order)
            if len(rows) < PAGE:
                return
            cursor = Cursor(place_of(rows[-1]))

    def count(self, query: str, *, dialect: str | None = None) -> int:
        """How many documents a query selects; exact."""
        return self.reader.count(self._asked(query, dialect).lowered.node)

    def facets(
        self,
        query: str,
        names: Iterable[str],
        *,
        dialect: str | None = None,
        limit: int | None = SHOWN,
        family: bool = False,
    ) -> tuple[FacetCounts, ...]:
        """Statistics on exactly a query: counted by publication, or by family."""
        node = self._asked(query, dialect).lowered.node
        asked = tuple(names)
        if family:
            return by_family(self.reader, node, asked, limit)
        counted = self.reader.search(node, View(limit=0, facets=fields_of(asked))).facets
        return by_publication(asked, counted, limit)

    def explain(self, query: str, *, dialect: str | None = None, loaded: bool = True) -> Explanation:
        """How a query is understood: its reading, what was noticed, the other dialects, the request to the engine.

        ``loaded`` false works without a library: truncations then stay unexpanded and no request is shown.
        """
        reading = read(query, dialect)
        lowered = self._lowered(reading, query) if loaded else None
        notices = (*reading.notices, *(lowered.notices if lowered else ()))
        return Explanation(
            query=query,
            dialect=reading.dialect,
            confidence=round(reading.confidence, 2),
            reading=canonical(reading.query),
            remarks=remarks(notices),
            dialects=tuple(
                InDialect(name, one.text, remarks(one.losses)) for name, one in translations(reading.query).items()
            ),
            engine=self.reader.request(lowered.node) if lowered else "",
            guesses={} if dialect else {name: round(sure, 2) for name, sure in detect(query) if sure > 0},
        )

    def show(self, number: str) -> Found:
        """The documents that a number in any format names, each with family, citations both ways, events and status."""
        return Documents(self.reader).show(number)

    def similar(self, number: str, *, limit: int = 20) -> SimilarList:
        """Documents similar to one (相似专利), with the reasons; the document's own family is left out."""
        return similar(self.reader, number, limit, self.searched)

    def records(self, ids: Iterable[str]) -> Iterator[Patent]:
        """Whole records by id, in order; unknown ids are left out."""
        waiting = iter(ids)
        while chunk := list(islice(waiting, PAGE)):
            found = self.reader.get(chunk)
            yield from (decode_record(i, found[i]) for i in chunk if i in found)

    @property
    def searched(self) -> Searched:
        """What every search of this library covers."""
        if self._searched is None:
            info = self.reader.info()
            with_claims, with_description = (self.reader.count(Exists(name)) for name in ("claims", "description"))
            self._searched = Searched(info.records, with_claims, with_description, info.as_of, info.name)
        return self._searched

    @property
    def reader(self) -> Reader:
        """The opened live generation."""
        if self._reader is None:
            self._reader = self._backend.reader(FAMILY, versions())
        return self._reader

    def reload(self) -> None:
        """Forget the opened generation; the next call opens the live one."""
        if self._reader is not None:
            self._reader.close()
        self._reader = self._searched = None
        self._asked.cache_clear()  # a truncation is its words in one generation

    def _understood(self, query: str, dialect: str | None) -> _Asked:
        reading = read(query, dialect)
        return _Asked(reading, self._lowered(reading, query), canonical(reading.query))

    def _lowered(self, reading: Reading, query: str) -> Lowered:
        try:
            return lower(reading.query, self.reader.vocabulary)
        except UsageError as error:
            raise placed(error, query, reading.dialect) from error

    def _order(self, sort: str, asked: _Asked, stable: bool) -> Order:
        """The order asked for; by default relevance where words rank, else the newest first."""
        if not sort:
            return Order("relevance" if asked.lowered.ranked and not stable else "pd")
        order = Order.read(sort)
        if order.name == "relevance" and (stable or not asked.lowered.ranked):
            return Order("pd")
        return order

    def _documents(
        self, lowered: Lowered, order: Order, cursor: Cursor, limit: int, facets: tuple[str, ...]
    ) -> _Answer:
        view = msgspec.structs.replace(order.view(limit, cursor, lowered.ranked), facets=fields_of(facets))
        page = self.reader.search(lowered.node, view)
        return _Answer(page.hits[cursor.offset :], page.total, by_publication(facets, page.facets))

    def _families(self, lowered: Lowered, order: Order, cursor: Cursor, limit: int, facets: tuple[str, ...]) -> _Answer:
        node = lowered.node
        found = list(islice(families(self.reader, node, order.by, cursor.place), limit))
        whole = self.reader.search(node, View(limit=0, facets=("family",)))
        members = {one.first.id: one.members for one in found}
        counted = by_family(self.reader, node, facets)
        return _Answer(tuple(one.first for one in found), whole.total, counted, len(whole.facets[0]), members)

    def _hits(self, rows: Iterable[Hit], lowered: Lowered | None, members: Mapping[str, int]) -> Iterator[PatentHit]:
        known = list(rows)
        wanted = [row.id for row in known] if lowered and lowered.sought else []
        records = self.reader.get(wanted) if wanted else {}
        for row in known:
            found: tuple[Excerpt, ...] = ()
            if lowered and row.id in records:
                found = excerpts(decode_record(row.id, records[row.id]), lowered.sought)
            yield hit_of(row, members.get(row.id, 0), found)


def _next(order: Order, cursor: Cursor, last: Hit | None, limit: int) -> str:
    if last is None or not limit:
        return ""
    if order.name == "relevance":
        return Cursor(offset=cursor.offset + limit).write(order)
    return Cursor(place_of(last)).write(order)
