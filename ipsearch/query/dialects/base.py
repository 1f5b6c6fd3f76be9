"""What every dialect is: a parser from text to :mod:`ipsearch.query.syntax`, and the way back.

A reading is a query with what was noticed on the way; a text that cannot be read is a :class:`Misread` with the place,
what was expected there and how to put it right, in both languages. Parsers keep no state, know no engine, and bound
depth and size before they recurse: any text gives a reading or a ``Misread``, never another error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from ipsearch.errors import Lang, Problem, UsageError
from ipsearch.query.syntax import Query

LONGEST = 100_000
"""Characters of a query. Search reports of examiners paste lists of some thousand numbers."""
DEEPEST = 60
"""Parentheses inside each other."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the searcher should know about how the text was read: ``code`` names a message, ``start..end`` the
    text.

    ``level`` is ``warning`` where another reading is plausible, else ``note``.
    """

    code: str
    start: int = 0
    end: int = 0
    values: dict[str, object] = field(default_factory=dict)
    level: str = "warning"

    def text(self, lang: Lang) -> str:
        """The sentence in one language."""
        return Problem(self.code, self.values).text(lang)


@dataclass(frozen=True, slots=True)
class Reading:
    """A query as a dialect reads it. ``confidence`` is 1 if the dialect was declared, else how sure the guess is."""

    dialect: str
    query: Query
    notices: tuple[Notice, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Rendering:
    """A query written in a dialect. ``losses`` is what cannot be said there; with any, the text means less or more."""

    dialect: str
    text: str
    losses: tuple[Notice, ...] = ()


class Misread(UsageError):
    """A text that is not a query of the dialect.

    ``text`` is the whole query, ``position`` the character where reading stopped, ``expected`` what would go on there
    (tokens as typed), ``fix`` the query put right where that can be told, ``likely`` the dialect it looks like.
    """

    def __init__(
        self,
        code: str,
        /,
        *,
        text: str = "",
        position: int = 0,
        dialect: str = "",
        expected: tuple[str, ...] = (),
        fix: str = "",
        **values: object,
    ) -> None:
        self.text, self.position, self.dialect = text, position, dialect
        self.expected, self.fix, self.likely = expected, fix, ""
        super().__init__(code, place=f"{dialect}:{position + 1}", **values)


class Dialect(Protocol):
    """A query language: a module of this package."""

    def parse(self, text: str) -> Reading:
        """Read a query; :class:`Misread` if it is none."""
        ...

    def render(self, query: Query) -> Rendering:
        """Write a query: ``parse(render(q).text).query == q`` wherever there are no losses."""
        ...

    def marks(self, text: str) -> float:
        """How much the text looks like this dialect, 0 to 1: by tokens that no other dialect has."""
        ...
