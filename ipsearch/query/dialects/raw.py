"""A query as parsed, before fields and values are understood: operators, words and where they stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ipsearch.query.dialects.lexing import Op


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a quoted phrase."""

    text: str
    start: int
    end: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """A range of values, its ends as typed (empty: open); included or not."""

    low: str
    high: str
    start: int
    end: int
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class Fielded:
    """A field code with what it holds for; ``relation`` is ``=``, ``any``, ``all``, ``low``, ``high``, ``same``."""

    code: str
    start: int
    end: int
    item: Raw
    relation: str = "="
    offices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """Two operands at a distance."""

    op: Op
    left: Raw
    right: Raw
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Often:
    """An operand that occurs at least so often."""

    item: Raw
    least: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Joined:
    """Operands of one operator: ``and``, ``or``, ``xor``, ``gand``."""

    name: str
    items: tuple[Raw, ...]


@dataclass(frozen=True, slots=True)
class Negated:
    """An operand that must not hold."""

    item: Raw


@dataclass(frozen=True, slots=True)
class Special:
    """A construct of one dialect: ``like`` (a similarity), ``tree`` (a company with its group)."""

    name: str
    value: str
    start: int
    end: int


Raw: TypeAlias = Word | Range | Fielded | Near | Often | Joined | Negated | Special


def joined(name: str, left: Raw, right: Raw) -> Raw:
    """Two operands joined, equal operators in a row as one."""
    items: tuple[Raw, ...] = left.items if isinstance(left, Joined) and left.name == name else (left,)
    return Joined(name, (*items, right))
