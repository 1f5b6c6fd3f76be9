"""The patent library: search, count, statistics, single documents, similar ones, everything streamed."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from itertools import islice
from typing import NoReturn

import msgspec

from ipsearch.arguments import given_limit, given_list, given_number, given_text, mistyped
from ipsearch.backends.base import Backend, Hit, Reader
from ipsearch.backends.live import Live
from ipsearch.documents.patent import ANALYSIS_VERSION, FAMILY, decode_lean, decode_record
from ipsearch.errors import UsageError
from ipsearch.indices import Versions
from ipsearch.patents.documents import Documents
from ipsearch.patents.families import best_families, families, place_of
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
from ipsearch.query.ast import Exists, Node, Ranked, View
from ipsearch.query.dialects.base import Reading
from ipsearch.query.dialects.detect import canonical, detect, read, translations
from ipsearch.records import Patent
from mappings.loader import load as load_mapping

PAGE = 1000
"""Rows read at a time where all are wanted."""
MARKED = 200
"""Rows of a page whose texts are read to mark what was found; longer pages come without."""
_FACETS = 'facets=["year", "applicant"]'
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
class _Page:
    """The page that is asked for: so many rows of an order behind a cursor, and statistics by their names."""

    order: Order
    cursor: Cursor
    limit: int
    facets: tuple[str, ...]

    @property
    def and_one(self) -> int:
        """One row more than is shown tells whether there is a next page; where none is shown nobody asks."""
        return self.limit + 1 if self.limit else 0

    def behind(self, rows: Sequence[Hit]) -> str:
        """The cursor behind these, its rows, as text."""
        if self.order.name == "relevance":
            return Cursor(offset=self.cursor.offset + len(rows)).write(self.order)
        return Cursor(place_of(rows[-1])).write(self.order)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the engine has for a page: rows, whether others come after them, the true total, statistics; of families
    their number and their members."""

    rows: tuple[Hit, ...]
    more: bool
    total: int
    facets: tuple[FacetCounts, ...]
    families: int | None = None
    members: Mapping[str, int] = field(default_factory=dict)


class _Opened:
    """A generation that was opened, what a search of it covers, and the queries understood in it lately.

    These belong together: a truncation is its words in one generation.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        # No method of this object: the two would refer to each other, and the reader stay until they are looked for.
        self._asked = lru_cache(REMEMBERED)(partial(_understood, reader))

    def asked(self, query: str, dialect: str | None) -> _Asked:
        """A query, understood."""
        return self._asked(_query(query), _dialect(dialect))

    @cached_property
    def searched(self) -> Searched:
        """What every search of this library covers."""
        info = self.reader.info()
        with_claims, with_description = (self.reader.count(Exists(name)) for name in ("claims", "description"))
        return Searched(info.records, with_claims, with_description, info.as_of, info.name)


class Patents:
    """The patent library.

    Opens the live generation on first use and stays on it until :meth:`reload`. Threads may share it.
    """

    def __init__(self, backend: Backend) -> None:
        self._opened = Live(lambda: _Opened(backend.reader(FAMILY, versions())))

    def __reduce__(self) -> NoReturn:
        raise UsageError("engine.one_process")

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
        limit, counted = given_limit(limit), _facets(facets)
        opened = self._opened.get()
        asked = opened.asked(query, dialect)
        order = _order(sort, asked, False)
        page = _Page(order, Cursor.read(after, order), limit, counted)
        answer = (_families if family else _documents)(opened.reader, asked.lowered, page)
        rows = answer.rows
        lowered = asked.lowered if marks and len(rows) <= MARKED else None
        hits = _hits(opened.reader, rows, lowered, answer.members)
        return PatentPage(
            query=query,
            dialect=asked.reading.dialect,
            confidence=round(asked.reading.confidence, 2),
            reading=asked.canonical,
            total=answer.total,
            hits=tuple(hits),
            searched=opened.searched,
            families=answer.families,
            facets=answer.facets,
            remarks=remarks((*asked.reading.notices, *asked.lowered.notices)),
            sort=str(order),
            cursor=page.behind(rows) if answer.more else "",
            took_ms=round((time.perf_counter() - began) * 1000, 1),
        )

    def iter(
        self, query: str, *, dialect: str | None = None, sort: str = "id", family: bool = False
    ) -> Iterator[PatentHit]:
        """Every document (or family) that a query selects, in order, without an end but the last."""
        return (hit for hit, _ in self.walk(query, dialect=dialect, sort=sort, family=family))

    def walk(
        self, query: str, *, dialect: str | None = None, sort: str = "id", after: str = "", family: bool = False
    ) -> Iterator[tuple[PatentHit, str]]:
        """:meth:`iter` with the cursor behind each, from which it can go on."""
        opened = self._opened.get()
        asked = opened.asked(query, dialect)
        order = _order(sort, asked, True)
        return _walk(opened.reader, asked.lowered.node, order, Cursor.read(after, order), family)

    def count(self, query: str, *, dialect: str | None = None) -> int:
        """How many documents a query selects; exact."""
        opened = self._opened.get()
        return opened.reader.count(opened.asked(query, dialect).lowered.node)

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
        asked, limit = _facets(names), limit if limit is None else given_limit(limit)
        opened = self._opened.get()
        node = opened.asked(query, dialect).lowered.node
        if family:
            return by_family(opened.reader, node, asked, limit)
        counted = opened.reader.search(node, View(limit=0, facets=fields_of(asked))).facets
        return by_publication(asked, counted, limit)

    def explain(self, query: str, *, dialect: str | None = None, loaded: bool = True) -> Explanation:
        """How a query is understood: its reading, what was noticed, the other dialects, the request to the engine.

        ``loaded`` false works without a library: truncations then stay unexpanded and no request is shown.
        """
        reading = read(_query(query), _dialect(dialect))
        reader = self.reader if loaded else None
        lowered = _lowered(reader, reading, query) if reader else None
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
            engine=reader.request(lowered.node) if reader and lowered else "",
            guesses={} if dialect else {name: round(sure, 2) for name, sure in detect(query) if sure > 0},
        )

    def show(self, number: str) -> Found:
        """The documents that a number in any format names, each with family, citations both ways, events and status."""
        return Documents(self.reader).show(_number(number))

    def similar(self, number: str, *, limit: int = 20) -> SimilarList:
        """Documents similar to one (相似专利), with the reasons; the document's own family is left out."""
        number, limit, opened = _number(number), given_limit(limit), self._opened.get()
        return similar(opened.reader, number, limit, opened.searched)

    def records(self, ids: Iterable[str]) -> Iterator[Patent]:
        """Whole records by id, in order; unknown ids are left out."""
        if isinstance(ids, str | bytes) or not isinstance(ids, Iterable):
            raise mistyped("ids", ids, "list[str]", '["CN-102025678-A"]')
        return _records(self.reader, (given_text("ids", one, '"CN-102025678-A"') for one in ids))

    @property
    def searched(self) -> Searched:
        """What every search of this library covers."""
        return self._opened.get().searched

    @property
    def reader(self) -> Reader:
        """The opened live generation."""
        return self._opened.get().reader

    def reload(self) -> None:
        """Forget the opened generation; the next call opens the live one, with what was loaded since.

        Calls of other threads, and iterators that are not at their end, go on with the one they began with.
        """
        self._opened.renew()

    def close(self) -> None:
        """Release files and connections, for good."""
        opened = self._opened.close()
        if opened is not None:
            opened.reader.close()


def _understood(reader: Reader, query: str, dialect: str | None) -> _Asked:
    reading = read(query, dialect)
    return _Asked(reading, _lowered(reader, reading, query), canonical(reading.query))


def _lowered(reader: Reader, reading: Reading, query: str) -> Lowered:
    try:
        return lower(reading.query, reader.vocabulary)
    except UsageError as error:
        raise placed(error, query, reading.dialect) from error


def _walk(reader: Reader, node: Node, order: Order, cursor: Cursor, family: bool) -> Iterator[tuple[PatentHit, str]]:
    if family:
        for one in families(reader, node, order.by, cursor.place):
            yield hit_of(one.first, one.members), Cursor(place_of(one.first)).write(order)
        return
    while True:
        rows = reader.search(node, order.view(PAGE, cursor, ())).hits
        for row in rows:
            yield hit_of(row), Cursor(place_of(row)).write(order)
        if len(rows) < PAGE:
            return
        cursor = Cursor(place_of(rows[-1]))


def _records(reader: Reader, ids: Iterable[str]) -> Iterator[Patent]:
    waiting = iter(ids)
    while chunk := list(islice(waiting, PAGE)):
        found = reader.get(chunk)
        yield from (decode_record(i, found[i]) for i in chunk if i in found)


def _query(value: object) -> str:
    return given_text("QUERY", value, '"ti=电池 and ipc=H01M"')


def _dialect(value: object) -> str | None:
    return None if value is None else given_text("--dialect", value, 'dialect="cql"')


def _number(value: object) -> str:
    return given_number(value, "CN102025678A")


def _facets(value: object) -> tuple[str, ...]:
    names = given_list("--facet", value, "list[str]", _FACETS)
    return tuple(given_text("--facet", name, _FACETS) for name in names)


def _order(sort: str, asked: _Asked, stable: bool) -> Order:
    """The order asked for; by default relevance where words rank, else the newest first. ``stable`` is no ranking."""
    if not sort:
        return Order("relevance" if asked.lowered.ranked and not stable else "pd")
    order = Order.read(sort)
    if order.name == "relevance" and (stable or not asked.lowered.ranked):
        return Order("pd")
    return order


def _documents(reader: Reader, lowered: Lowered, page: _Page) -> _Answer:
    view = page.order.view(page.and_one, page.cursor, lowered.ranked)
    found = reader.search(lowered.node, msgspec.structs.replace(view, facets=fields_of(page.facets)))
    rows = found.hits[page.cursor.offset :]
    return _Answer(rows[: page.limit], len(rows) > page.limit, found.total, by_publication(page.facets, found.facets))


def _families(reader: Reader, lowered: Lowered, page: _Page) -> _Answer:
    node = lowered.node
    whole = reader.search(node, View(limit=0, facets=("family",)))
    members = whole.facets[0]
    sort = page.order.view(0, page.cursor, lowered.ranked).sort
    if isinstance(sort, Ranked):
        wanted = page.cursor.offset + page.and_one
        found = best_families(reader, node, sort, wanted)[page.cursor.offset :] if page.limit else []
    else:
        found = [one.first for one in islice(families(reader, node, page.order.by, page.cursor.place), page.and_one)]
    rows = tuple(found[: page.limit])
    sizes = {row.id: members[decode_lean(row.lean).family] for row in rows}
    counted = by_family(reader, node, page.facets)
    return _Answer(rows, len(found) > page.limit, whole.total, counted, len(members), sizes)


def _hits(
    reader: Reader, rows: Iterable[Hit], lowered: Lowered | None, members: Mapping[str, int]
) -> Iterator[PatentHit]:
    known = list(rows)
    wanted = [row.id for row in known] if lowered and lowered.sought else []
    records = reader.get(wanted) if wanted else {}
    for row in known:
        found: tuple[Excerpt, ...] = ()
        if lowered and row.id in records:
            found = excerpts(decode_record(row.id, records[row.id]), lowered.sought)
        yield hit_of(row, members.get(row.id, 0), found)
