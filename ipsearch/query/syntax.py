"""What a patent searcher wrote, in one form for all dialects.

A parser of :mod:`ipsearch.query.dialects` turns text into this tree and gives every token the meaning that *its*
dialect defines; a renderer writes the tree in a dialect again and says what cannot be said there. The tree speaks of
fields by their name in :mod:`ipsearch.fields`, never of index paths, tokens or engines: :mod:`ipsearch.patents.lower`
turns it into the query tree of :mod:`ipsearch.query.ast`.

A field in front of parentheses (``ti=(a or b)``) is given to every term inside, so that leaves carry their field.
Nodes hold no positions: where something stood is said by the notices and errors of the parser, which has the text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import Enum
from typing import Literal, TypeAlias, assert_never

import msgspec

from ipsearch.query.spans import Unit


class Wild(Enum):
    """A wildcard inside a word: any characters, exactly one, none or one."""

    ANY = "*"
    ONE = "1"
    OPTIONAL = "01"


Word: TypeAlias = tuple[str | Wild, ...]
"""A word as typed, literal pieces and wildcards in order; a word without wildcards is one piece. Never empty."""


class Term(msgspec.Struct, frozen=True):
    """One word, or several that stand together in this order (a phrase), in ``field``.

    Chinese text is written without spaces and is one word here: it is taken apart when it is asked.
    """

    field: str
    words: tuple[Word, ...]

    @property
    def is_wild(self) -> bool:
        """Whether any of its words has a wildcard."""
        return any(isinstance(piece, Wild) for word in self.words for piece in word)


class Near(msgspec.Struct, frozen=True):
    """Two operands of one field at a distance: ``least`` to ``most`` words between them (None: any number).

    ``unit`` demands the same sentence or paragraph. Operands are terms, alternatives of terms, or nearness again; all
    leaves have the same field. (Meaning: :class:`ipsearch.query.spans.Near`.)
    """

    left: Operand
    right: Operand
    least: int = 0
    most: int | None = None
    ordered: bool = False
    unit: Unit = ""


class OneOf(msgspec.Struct, frozen=True):
    """Alternatives inside nearness."""

    items: tuple[Operand, ...]


Operand: TypeAlias = Term | Near | OneOf
"""What can stand beside an operator of nearness."""


def terms(operand: Operand) -> Iterator[Term]:
    """Every term of an operand, left to right."""
    match operand:
        case Term():
            yield operand
        case Near(left, right):
            yield from terms(left)
            yield from terms(right)
        case OneOf(items):
            for item in items:
                yield from terms(item)
        case _:
            assert_never(operand)


class Often(msgspec.Struct, frozen=True):
    """``term`` occurs at least ``least`` times in its field (频次)."""

    term: Term
    least: int


class Dates(msgspec.Struct, frozen=True):
    """The date in ``field`` lies in ``low..high``, both included; None leaves a side open."""

    field: str
    low: dt.date | None = None
    high: dt.date | None = None


class Numbers(msgspec.Struct, frozen=True):
    """The integer in ``field`` (claims, a year) lies in ``low..high``, both included; None leaves a side open."""

    field: str
    low: int | None = None
    high: int | None = None


Spread = Literal["low", "same", "high"]


class Class(msgspec.Struct, frozen=True):
    """A classification symbol: ``low`` with everything below it (含下位), ``same`` itself only, ``high`` what is above.

    ``symbol`` is in its one form (``H01M10/0525``), or as typed if it is none. ``offices``: only where one of these
    offices assigned it. ``until``: the end of a range of symbols, itself included.
    """

    field: str
    symbol: str
    spread: Spread = "low"
    offices: tuple[str, ...] = ()
    until: str = ""


class Value(msgspec.Struct, frozen=True):
    """A value that is compared whole: a number of a document as typed, a country, a kind, a status, an event code.

    A ``*`` at its end (``open_end``) asks for everything that begins with it.
    """

    field: str
    value: str
    open_end: bool = False


class Group(msgspec.Struct, frozen=True):
    """A company with all that belongs to it (``TREE@``, 公司树)."""

    field: str
    name: str


class Like(msgspec.Struct, frozen=True):
    """Similar to a text or a document (语义检索): ``before`` names the date it must be earlier than, if any."""

    text: str
    before: Literal["", "application_date", "publication_date"] = ""


class SameEvent(msgspec.Struct, frozen=True):
    """All items hold for one and the same event, citation or award (PatSnap's ``GAND``)."""

    items: tuple[Query, ...]


class Not(msgspec.Struct, frozen=True):
    """Everything that ``item`` does not select."""

    item: Query


class And(msgspec.Struct, frozen=True):
    """All items; two or more."""

    items: tuple[Query, ...]


class Or(msgspec.Struct, frozen=True):
    """At least one item; two or more."""

    items: tuple[Query, ...]


Query: TypeAlias = (
    Term | Near | OneOf | Often | Dates | Numbers | Class | Value | Group | Like | SameEvent | Not | And | Or
)
"""Any query. ``OneOf`` stands only inside ``Near``."""

Leaf: TypeAlias = Term | Near | OneOf | Often | Dates | Numbers | Class | Value | Group | Like
"""What :func:`leaves` gives."""


def leaves(query: Query) -> Iterator[Leaf]:
    """The nodes below the Boolean ones, left to right; nearness whole."""
    match query:
        case Term() | Near() | OneOf() | Often() | Dates() | Numbers() | Class() | Value() | Group() | Like():
            yield query
        case Not(item):
            yield from leaves(item)
        case And(items) | Or(items) | SameEvent(items):
            for item in items:
                yield from leaves(item)
        case _:
            assert_never(query)
