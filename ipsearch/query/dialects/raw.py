"""A query as parsed, before fields and values are understood: operators, words and where they stood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ipsearch.query.dialects.base import DEEPEST
from ipsearch.query.dialects.lexing import INVISIBLE, Op


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a quoted phrase."""

    text: str
    start: int
    end: int
    quoted: bool = False

    def trimmed(self) -> Word:
        """The word without the space and the characters without width at its ends, which a sign of the dialect keeps
        from being read as space (``a\\u200b#``): beside a quote in another dialect they would be.
        """
        text = self.text.strip().strip(INVISIBLE)
        if text == self.text:
            return self
        return Word(text, self.start + self.text.find(text), self.end, self.quoted)


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


def any_of(items: Sequence[Raw]) -> Raw:
    """Any of several operands; a single one as it is."""
    return Joined("or", tuple(items)) if len(items) > 1 else items[0]


def in_any(item: Raw, fielded: Callable[[Raw], Sequence[Raw]]) -> Raw:
    """An operand in any of several fields, each of which ``fielded`` gives it.

    Words joined by ``and`` may stand in different ones: ``(a AND b).ti,ab.`` finds a title with a whose abstract has b,
    and not excludes what has the word in any of them. What is near each other stands in one. An operand with a field of
    its own inside keeps it.
    """
    if isinstance(item, Joined | Negated) and deeper_than(item, DEEPEST) is None and not has_field(item):
        return _spread(item, fielded)
    return any_of(fielded(item))


def _spread(item: Raw, fielded: Callable[[Raw], Sequence[Raw]]) -> Raw:
    match item:
        case Joined(name, items):
            return Joined(name, tuple([_spread(one, fielded) for one in items]))
        case Negated(one):
            return Negated(_spread(one, fielded))
        case _:
            return any_of(fielded(item))


def has_field(node: Raw) -> bool:
    """Whether an operand names a field for itself or for a part of it."""
    match node:
        case Fielded():
            return True
        case Near(_, left, right):
            return has_field(left) or has_field(right)
        case Joined(_, items):
            return any(map(has_field, items))
        case Negated(item) | Often(item):
            return has_field(item)
        case _:
            return False


def compared(relation: str, value: Word) -> Range:
    """The values that are ``<``, ``<=``, ``>`` or ``>=`` one."""
    is_open = "=" not in relation
    if relation[0] == "<":
        return Range("", value.text, value.start, value.end, high_open=is_open)
    return Range(value.text, "", value.start, value.end, low_open=is_open)


def deeper_than(node: Raw, limit: int) -> int | None:
    """Where a tree has more than ``limit`` levels, as the place of an operand down there; None if it has not."""
    waiting: list[tuple[Raw, int]] = [(node, 1)]
    seen: dict[int, int] = {}  # parts may stand in several places
    while waiting:
        here, level = waiting.pop()
        if seen.get(id(here), 0) >= level:
            continue
        seen[id(here)] = level
        match here:
            case Word() | Range() | Special():
                if level > limit:
                    return here.start
            case Fielded(_, _, _, item) | Often(item) | Negated(item):
                waiting.append((item, level + 1))
            case Near(_, left, right):
                waiting += [(left, level + 1), (right, level + 1)]
            case Joined(_, items):
                waiting += [(item, level + 1) for item in items]
    return None
