"""Simple families collapsed, and still scrolled to the end.

A family stands where the first of its members that the query selects stands in the order of the list. Whether a row is
that first member is told by the members themselves, asked for with the page: so a page needs no memory of the pages
before it, and every family comes exactly once. A ranking is read from the best row on, so that its first members are
those that come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ipsearch.backends.base import Hit, Reader
from ipsearch.documents.patent import decode_lean
from ipsearch.query.ast import By, Node, Place, Ranked, Terms, View, all_of

FEWEST, GROWTH, MOST = 32, 3, 2000
"""Rows of the first request, how many times as many each next one asks for, and of any request at most: most callers
want one page, some a whole list."""


@dataclass(frozen=True, slots=True)
class Family:
    """A family in a list: its first row, and how many of its members the query selects."""

    first: Hit
    members: int


def families(reader: Reader, query: Node, order: By | None, after: Place | None) -> Iterator[Family]:
    """The families of the rows after ``after``, in order (None: by id)."""
    size = FEWEST
    while True:
        view = View(limit=size, sort=order, after=after) if order else _by_id(size, after)
        rows = reader.search(query, view).hits
        if not rows:
            return
        yield from _firsts(reader, query, order, rows)
        after = place_of(rows[-1])
        if len(rows) < size:
            return
        size = min(size * GROWTH, MOST)


def best_families(reader: Reader, query: Node, ranked: Ranked, wanted: int) -> list[Hit]:
    """The first members of the families that rank best, ``wanted`` of them, or all there are."""
    size = max(FEWEST, wanted)
    while True:
        rows = reader.search(query, View(limit=size, sort=ranked)).hits
        best: dict[str, Hit] = {}
        for hit in rows:
            best.setdefault(decode_lean(hit.lean).family, hit)
        if len(best) >= wanted or len(rows) < size:
            return list(best.values())[:wanted]
        size *= GROWTH


def place_of(hit: Hit) -> Place:
    """Where a row stands."""
    return Place(hit.value, hit.id)


def _by_id(size: int, after: Place | None) -> View:
    return View(limit=size, sort="id", after=after.id if after else None)


def _firsts(reader: Reader, query: Node, order: By | None, rows: tuple[Hit, ...]) -> Iterator[Family]:
    names = {hit.id: decode_lean(hit.lean).family for hit in rows}
    wanted = Terms("family", tuple(dict.fromkeys(names.values())))
    members = reader.search(all_of([query, wanted]), View(limit=None, sort=order or "id")).hits
    first: dict[str, str] = {}
    counts: dict[str, int] = {}
    for hit in members:
        family = decode_lean(hit.lean).family
        first.setdefault(family, hit.id)
        counts[family] = counts.get(family, 0) + 1
    for hit in rows:
        family = names[hit.id]
        if first[family] == hit.id:
            yield Family(hit, counts[family])
