"""Where words stand to each other: phrases, distances, sentences, paragraphs, and what exactly each of them means.

A text field is a sequence of tokens; the position of a token is its place in it. A span expression selects *spans*,
pairs of positions ``start..end`` (``end`` is the position after the last token). All matches count, never the shortest
only: :func:`spans` evaluates this page literally, and every engine is compared with it.

The ends of sentences and paragraphs are tokens of their own (:data:`SENTENCE`, :data:`PARAGRAPH`), so that each of them
takes up one place between words, and a paragraph's end also ends its last sentence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from collections.abc import Sequence as Tokens
from typing import Literal, TypeAlias, assert_never

import msgspec

SENTENCE = "."
"""The token that ends a sentence. No word is punctuation, so it cannot be taken for one."""
PARAGRAPH = "¶"
"""The token that ends a paragraph, a claim or a text in one language; it ends a sentence, too."""

Unit = Literal["", "sentence", "paragraph"]
Place: TypeAlias = tuple[int, int]
"""Start and end of a span."""


class Word(msgspec.Struct, frozen=True):
    """One token that equals one of ``values``. No values: no span."""

    values: tuple[str, ...]


class Sequence(msgspec.Struct, frozen=True):
    """Words at consecutive positions (a phrase). No words: no span."""

    words: tuple[Word, ...]


class Either(msgspec.Struct, frozen=True):
    """The spans of any item."""

    items: tuple[Span, ...]


class Near(msgspec.Struct, frozen=True):
    """A span of ``left`` and one of ``right`` that do not overlap, ``least`` to ``most`` tokens between them.

    ``most`` of None is any distance. ``ordered``: ``left`` comes first. ``unit``: no token from the first to the last
    of both ends a sentence (a paragraph). The span is from the start of the first to the end of the last.
    """

    left: Span
    right: Span
    least: int = 0
    most: int | None = None
    ordered: bool = False
    unit: Unit = ""


Span: TypeAlias = Word | Sequence | Either | Near
"""Any span expression."""


def spans(span: Span, tokens: Tokens[str]) -> set[Place]:
    """Every span that the expression selects in a field's tokens."""
    return _spans(span, tokens, _Ends(tokens))


def words(span: Span) -> Iterator[Word]:
    """Every word of an expression, left to right."""
    match span:
        case Word():
            yield span
        case Sequence(items):
            yield from items
        case Either(items):
            for item in items:
                yield from words(item)
        case Near(left, right):
            yield from words(left)
            yield from words(right)
        case _:
            assert_never(span)


class _Ends:
    """Where sentences and paragraphs end, found when it is first asked for."""

    def __init__(self, tokens: Tokens[str]) -> None:
        self._tokens = tokens
        self._found: dict[Unit, list[int]] = {}

    def between(self, unit: Unit, start: int, end: int) -> bool:
        """Whether a sentence (a paragraph) ends in ``start..end``."""
        if not unit:
            return False
        if unit not in self._found:
            marks = {PARAGRAPH} if unit == "paragraph" else {SENTENCE, PARAGRAPH}
            self._found[unit] = [i for i, token in enumerate(self._tokens) if token in marks]
        places = self._found[unit]
        return bisect_left(places, start) < bisect_left(places, end)


def _spans(span: Span, tokens: Tokens[str], ends: _Ends) -> set[Place]:
    match span:
        case Word(values):
            wanted = frozenset(values)
            return {(i, i + 1) for i, token in enumerate(tokens) if token in wanted}
        case Sequence(()):
            return set()
        case Sequence(items):
            size = len(items)
            return {
                (i, i + size)
                for i in range(len(tokens) - size + 1)
                if all(tokens[i + j] in item.values for j, item in enumerate(items))
            }
        case Either(items):
            return {place for item in items for place in _spans(item, tokens, ends)}
        case Near(left, right, ordered=ordered):
            firsts, seconds = _spans(left, tokens, ends), _spans(right, tokens, ends)
            found = set(_pairs(firsts, seconds, span, ends))
            return found if ordered else found | set(_pairs(seconds, firsts, span, ends))
        case _:
            assert_never(span)


def _pairs(firsts: set[Place], seconds: set[Place], near: Near, ends: _Ends) -> Iterator[Place]:
    """The hulls of a span of ``firsts`` and a later one of ``seconds`` at the distance that ``near`` wants."""
    later = sorted(seconds)
    starts = [start for start, _ in later]
    for start, end in firsts:
        low = bisect_left(starts, end + near.least)
        high = len(later) if near.most is None else bisect_right(starts, end + near.most)
        for place in range(low, high):
            last = later[place][1]
            if not ends.between(near.unit, start, last):
                yield start, last


Arrangement: TypeAlias = tuple[str, ...]
"""Tokens at consecutive positions; the empty text stands for any token."""


def arrangements(span: Span, most: int) -> tuple[Arrangement, ...] | None:
    """Every sequence of tokens that is a span of the expression, as long as there are at most ``most`` of them.

    None if there are more, or if a sentence or an unlimited distance is asked for. The expression selects something in
    a text exactly where one of these stands.
    """
    match span:
        case Word(values):
            return tuple((value,) for value in dict.fromkeys(values)) if len(values) <= most else None
        case Sequence(()):
            return ()
        case Sequence(items):
            found: tuple[Arrangement, ...] = ((),)
            for item in items:
                found = tuple((*start, value) for start in found for value in dict.fromkeys(item.values))
                if len(found) > most:
                    return None
            return found
        case Either(items):
            several = [arrangements(item, most) for item in items]
            return _bounded((one for part in several for one in part or ()), most) if None not in several else None
        case Near(left, right, least, limit, ordered, unit):
            firsts, seconds = arrangements(left, most), arrangements(right, most)
            if unit or limit is None or firsts is None or seconds is None:
                return None
            orders = [(firsts, seconds)] if ordered else [(firsts, seconds), (seconds, firsts)]
            if (limit - least + 1) * len(firsts) * len(seconds) * len(orders) > most:
                return None
            return _bounded(
                (
                    (*a, *[""] * gap, *b)
                    for before, after in orders
                    for gap in range(least, limit + 1)
                    for a in before
                    for b in after
                ),
                most,
            )
        case _:
            assert_never(span)


def _bounded(found: Iterator[Arrangement], most: int) -> tuple[Arrangement, ...] | None:
    several = tuple(dict.fromkeys(found))
    return several if len(several) <= most else None
