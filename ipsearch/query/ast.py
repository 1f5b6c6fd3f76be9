"""The query tree: which rows, said once, for every engine.

A query is a tree of frozen nodes in the closed union :data:`Node`; what is shown of the rows (how many, in which order)
is a separate :class:`View`. A pass over the tree is a function with ``match`` and ``assert_never``, so that a type
checker names every compiler that forgot a node. Engine JSON is made only inside a backend.

Meaning. A document has, per field, a sequence of *tokens* (keyword and text fields; the position of a token is its
place in the sequence) or one integer. Tokens are compared whole, by code point: folding, segmentation and expansion
were done before, when the tokens were made. Each node below says exactly which documents hold; ``backends.memory``
evaluates these sentences literally and is what the other backends are tested against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias, assert_never

import msgspec

from ipsearch.query.spans import Span


class Everything(msgspec.Struct, frozen=True):
    """Every document."""


class Nothing(msgspec.Struct, frozen=True):
    """No document."""


class Terms(msgspec.Struct, frozen=True):
    """Some token of ``field`` equals one of ``values``. No values: no document."""

    field: str
    values: tuple[str, ...]


class Phrase(msgspec.Struct, frozen=True):
    """``tokens`` stand in ``field`` at consecutive positions, in this order. No tokens: no document.

    Only on text fields: keyword fields keep no positions.
    """

    field: str
    tokens: tuple[str, ...]


class Proximity(msgspec.Struct, frozen=True):
    """The span expression selects something in ``field`` (:mod:`ipsearch.query.spans`). Only on text fields."""

    field: str
    span: Span


class Frequency(msgspec.Struct, frozen=True):
    """The span expression selects at least ``least`` spans in ``field``; ``least`` below 1 holds for every document.

    Only on text fields.
    """

    field: str
    span: Span
    least: int


class Prefix(msgspec.Struct, frozen=True):
    """Some token of ``field`` starts with ``value``. The empty prefix: the field has a token at all.

    Only on keyword fields: a cluster lists the tokens of no others, and forbids to ask for prefixes.
    """

    field: str
    value: str


class Range(msgspec.Struct, frozen=True):
    """The integer in ``field`` lies in ``low..high``, both inclusive; None leaves that side open.

    Documents without the field do not hold, not even when both sides are open.
    """

    field: str
    low: int | None = None
    high: int | None = None


class Exists(msgspec.Struct, frozen=True):
    """The document has at least one token, or an integer, in ``field``."""

    field: str


class Not(msgspec.Struct, frozen=True):
    """The documents for which ``item`` does not hold (also on its own: everything else)."""

    item: Node


class And(msgspec.Struct, frozen=True):
    """All items hold. No items: every document."""

    items: tuple[Node, ...]


class Or(msgspec.Struct, frozen=True):
    """At least one item holds. No items: no document."""

    items: tuple[Node, ...]


class AtLeast(msgspec.Struct, frozen=True):
    """At least ``count`` of the items hold; an item given twice counts twice.

    ``count`` of zero or less holds for every document, more than there are items for none. (Elasticsearch clamps a
    minimum above the number of clauses, Tantivy does not: compilers resolve both here.)
    """

    count: int
    items: tuple[Node, ...]


Node: TypeAlias = (
    Everything | Nothing | Terms | Phrase | Proximity | Frequency | Prefix | Range | Exists | Not | And | Or | AtLeast
)
"""Any query."""

Leaf: TypeAlias = Terms | Phrase | Proximity | Frequency | Prefix | Range | Exists
"""The nodes that read a field."""


class By(msgspec.Struct, frozen=True):
    """Ordered by the integer in ``field``, rows without one last; equal ones by id, ascending by code point."""

    field: str
    descending: bool = False


class Weighed(msgspec.Struct, frozen=True):
    """Tokens that a text field of a good row holds, and how much the field counts."""

    field: str
    tokens: tuple[str, ...]
    weight: float = 1.0


class Ranked(msgspec.Struct, frozen=True):
    """Ordered by the engine's BM25 sum of these tokens, best first. Only for showing: every engine counts its own way.

    Rows that hold none of the tokens come last.
    """

    words: tuple[Weighed, ...]


class Place(msgspec.Struct, frozen=True):
    """Where a page ended: the value that rows are ordered by (None: the row has none) and the id of its last row."""

    value: int | None
    id: str


class View(msgspec.Struct, frozen=True):
    """What is shown of the rows a query selects.

    ``limit`` rows at most; None shows all of them, 0 only counts. ``sort="id"`` orders by id, ascending by code point,
    and can be paged: ``after`` is the last id of the page before. :class:`By` is paged with the :class:`Place` of the
    last row. :class:`Ranked` is for a limited number of rows from the best. ``sort="score"`` is the engine's own order:
    it does not change while a reader is open, and means nothing (candidates are scored by the caller).

    ``facets`` are keyword fields of use ``facet`` whose values are counted over all rows, whatever the page shows.
    """

    limit: int | None = 100
    after: str | Place | None = None
    sort: Literal["score", "id"] | By | Ranked = "score"
    facets: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.limit is not None and self.limit < 0:
            raise ValueError(f"limit is {self.limit}; it must be None, or 0 and more")
        wanted = {str: self.sort == "id", Place: isinstance(self.sort, By), type(None): True}
        if not wanted[type(self.after)]:
            raise ValueError(
                'after needs sort="id" and an id, or sort=By(...) and a Place: no other order can be paged'
            )
        if isinstance(self.sort, Ranked) and self.limit is None:
            raise ValueError("a ranking needs a limit: all rows are shown in an order that can be paged")


def all_of(items: Iterable[Node]) -> Node:
    """The conjunction in its shortest form: flat, without ``Everything``, ``Nothing`` if one item is that."""
    flat: list[Node] = []
    for item in items:
        match item:
            case Nothing():
                return item
            case Everything():
                pass
            case And(inner):
                flat.extend(inner)
            case _:
                flat.append(item)
    return _only(flat) or (And(tuple(flat)) if flat else Everything())


def any_of(items: Iterable[Node]) -> Node:
    """The disjunction in its shortest form: flat, without ``Nothing``, ``Everything`` if one item is that."""
    flat: list[Node] = []
    for item in items:
        match item:
            case Everything():
                return item
            case Nothing():
                pass
            case Or(inner):
                flat.extend(inner)
            case _:
                flat.append(item)
    return _only(flat) or (Or(tuple(flat)) if flat else Nothing())


def _only(items: list[Node]) -> Node | None:
    return items[0] if len(items) == 1 else None


def leaves(node: Node) -> Iterator[Leaf]:
    """Every node of the tree that reads a field, left to right."""
    match node:
        case Everything() | Nothing():
            pass
        case Terms() | Phrase() | Proximity() | Frequency() | Prefix() | Range() | Exists():
            yield node
        case Not(item):
            yield from leaves(item)
        case And(items) | Or(items) | AtLeast(_, items):
            for item in items:
                yield from leaves(item)
        case _:
            assert_never(node)
