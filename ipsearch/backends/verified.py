"""Spans that an engine cannot answer exactly: candidates from the engine, then the tokens of each looked at.

A node that an engine cannot answer by itself is replaced by the rows it selects, before the engine sees the query; so
counts, orders, facets and pages are exact for it like for any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from ipsearch.query.ast import (
    And,
    AtLeast,
    Everything,
    Exists,
    Frequency,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Proximity,
    Range,
    Terms,
    all_of,
    any_of,
)
from ipsearch.query.spans import Either, Near, Span, Word, spans
from ipsearch.query.spans import Sequence as Words

Find: TypeAlias = Callable[[Node, str, Callable[[Sequence[str]], bool]], Iterable[str]]
"""The ids of the rows of a query whose tokens in a field satisfy a condition."""


def verified(query: Node, can_answer: Callable[[Proximity], bool], find: Find) -> Node:
    """The query with every span that the engine cannot answer replaced by the rows that hold it."""
    return _Verifier(can_answer, find).walk(query, [])


@dataclass(frozen=True, slots=True)
class _Verifier:
    """An object and no function within a function: one that calls itself refers to itself, and would keep the reader
    that finds the rows, with its files, until the next collection."""

    can_answer: Callable[[Proximity], bool]
    find: Find

    def walk(self, node: Node, beside: Sequence[Node]) -> Node:
        """``beside`` are nodes that every row must satisfy as well: they keep candidates few."""
        match node:
            case Proximity() if self.can_answer(node):
                return node
            case Proximity(field, span):
                return self._rows(field, span, 1, beside)
            case Frequency(field, span, least):
                return Everything() if least < 1 else self._rows(field, span, least, beside)
            case Everything() | Nothing() | Terms() | Phrase() | Prefix() | Range() | Exists():
                return node
            case Not(item):
                return Not(self.walk(item, beside))
            case And(items):
                left = [_is_open(item, self.can_answer) for item in items]
                also = [*beside, *[item for item, still in zip(items, left, strict=True) if not still]]
                return And(
                    tuple([self.walk(item, also) if still else item for item, still in zip(items, left, strict=True)])
                )
            case Or(items):
                return Or(tuple([self.walk(item, beside) for item in items]))
            case AtLeast(count, items):
                return AtLeast(count, tuple([self.walk(item, beside) for item in items]))
            case _:
                assert_never(node)

    def _rows(self, field: str, span: Span, least: int, beside: Sequence[Node]) -> Node:
        def holds(tokens: Sequence[str]) -> bool:
            return len(spans(span, tokens)) >= least

        return Terms("id", tuple(self.find(all_of([*beside, necessary(field, span)]), field, holds)))


def _is_open(node: Node, can_answer: Callable[[Proximity], bool]) -> bool:
    """Whether there is a span in the node that the engine cannot answer."""
    match node:
        case Proximity():
            return not can_answer(node)
        case Frequency():
            return True
        case Not(item):
            return _is_open(item, can_answer)
        case And(items) | Or(items) | AtLeast(_, items):
            return any(_is_open(item, can_answer) for item in items)
        case _:
            return False


def necessary(field: str, span: Span) -> Node:
    """What a row must hold for the span, said without positions (phrases keep theirs)."""
    match span:
        case Word(values):
            return Terms(field, values)
        case Words(words) if words and all(len(word.values) == 1 for word in words):
            return Phrase(field, tuple([word.values[0] for word in words]))
        case Words(words):
            return all_of([necessary(field, word) for word in words]) if words else Nothing()
        case Either(items):
            return any_of([necessary(field, item) for item in items])
        case Near(left, right):
            return all_of([necessary(field, left), necessary(field, right)])
        case _:
            assert_never(span)
