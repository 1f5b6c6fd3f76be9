"""A word or phrase as typed, as spans of tokens: truncation becomes the words of the register that fit it.

Wildcards stand for characters of one word. In text without spaces every character is a word, so there a wildcard
between characters stands for that many characters, and one at the end adds nothing: whatever follows is found anyway.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ipsearch.query.dialects.base import Notice
from ipsearch.query.spans import Near, Span, Word
from ipsearch.query.spans import Sequence as Phrase
from ipsearch.query.syntax import Term, Wild
from ipsearch.query.syntax import Word as Typed
from ipsearch.text.stream import UNSPACED, fold, tokens

Vocabulary = Callable[[str, str], Sequence[str]]
"""The words of the register in a vocabulary field that begin with a text."""

BROAD = 1000
"""Words that a truncation may stand for before the searcher is told how many there are."""

_SIGNS = {Wild.ANY: "\ue000", Wild.ONE: "\ue001", Wild.OPTIONAL: "\ue002"}
_REGEX = {"\ue000": ".*", "\ue001": ".", "\ue002": ".?"}
_PIECE = re.compile(rf"[{UNSPACED}]|(?:[^\W_{UNSPACED}]|[\ue000-\ue002])+")
_OTHER = "xx"
_SIGN = re.compile(r"[\ue000-\ue002]")


@dataclass(slots=True)
class Expander:
    """Turns terms into spans, and notes what it expanded."""

    vocabulary: Vocabulary
    notices: list[Notice] = field(default_factory=list)

    def span(self, term: Term) -> Span | None:
        """The span of a term; None if nothing in it can be searched (punctuation alone)."""
        slots: list[Word | _Gap] = []
        run: list[str] = []
        for typed in term.words:
            if len(typed) == 1 and isinstance(typed[0], str):
                run.append(typed[0])
            else:
                slots += [*_plain(run, bool(slots), True), *self._slots(typed)]
                run = []
        slots += _plain(run, bool(slots), False)
        while slots and isinstance(slots[0], _Gap):
            slots.pop(0)
        while slots and isinstance(slots[-1], _Gap):
            slots.pop()
        return _joined(slots) if slots else None

    def _slots(self, typed: Typed) -> list[Word | _Gap]:
        text = "".join(fold(piece) if isinstance(piece, str) else _SIGNS[piece] for piece in typed)
        return [self._slot(piece) for piece in _PIECE.findall(text)]

    def _slot(self, piece: str) -> Word | _Gap:
        if not _SIGN.search(piece):
            return Word((piece,))
        if not _SIGN.sub("", piece):
            return _Gap(piece.count(_SIGNS[Wild.ONE]), None if _SIGNS[Wild.ANY] in piece else len(piece))
        return Word(self.expand(piece))

    def expand(self, piece: str) -> tuple[str, ...]:
        """The words of the register that a truncated word stands for."""
        first, last = _SIGN.split(piece, maxsplit=1)[0], _SIGN.split(piece)[-1]
        if first or not last:
            found = list(self.vocabulary("vocabulary", first))
        else:
            found = [word[::-1] for word in self.vocabulary("vocabulary_reversed", last[::-1])]
        fits = re.compile("".join(_REGEX.get(c) or re.escape(c) for c in piece)).fullmatch
        values = tuple(sorted(word for word in found if fits(word)))
        shown = piece.translate({0xE000: "*", 0xE001: "?", 0xE002: "#"})
        if not values:
            self.notices.append(Notice("query.no_expansion", values={"word": shown}))
        else:
            level = "warning" if len(values) > BROAD else "note"
            self.notices.append(
                Notice("query.expanded", values={"word": shown, "count": f"{len(values):,}"}, level=level)
            )
        return values


def _plain(run: Sequence[str], behind: bool, before: bool) -> list[Word | _Gap]:
    """Words without wildcards, read together: the end of a sentence between two words is a token of its own.

    ``behind`` and ``before`` say that other words stand before and after them.
    """
    if not run:
        return []
    found = tokens(" ".join([*(_OTHER,) * behind, *run, *(_OTHER,) * before]))
    return [Word((token,)) for token in found[behind : len(found) - before]]


@dataclass(frozen=True, slots=True)
class _Gap:
    """Characters of any kind between characters of a script without spaces."""

    least: int
    most: int | None


def _joined(slots: Sequence[Word | _Gap]) -> Span:
    """The words in order, gaps between them kept open; the first and the last slot are words."""
    span: Span | None = None
    words: list[Word] = []
    gap: _Gap | None = None
    for slot in (*slots, None):
        if isinstance(slot, Word):
            words.append(slot)
            continue
        if words:
            run: Span = words[0] if len(words) == 1 else Phrase(tuple(words))
            if span is None:
                span = run
            else:
                assert gap is not None
                unit = "sentence" if gap.most is None else ""
                span = Near(span, run, gap.least, gap.most, ordered=True, unit=unit)  # type: ignore[arg-type]
            words, gap = [], slot
        elif slot is not None and gap is not None:
            most = None if gap.most is None or slot.most is None else gap.most + slot.most
            gap = _Gap(gap.least + slot.least, most)
    assert span is not None
    return span
