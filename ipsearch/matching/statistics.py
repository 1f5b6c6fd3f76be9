"""How distinctive a character, a word or a letter sequence is in this register (显著性).

Weights come from the register itself, never from labelled pairs: an element that few marks carry says more about where
a product comes from than one that thousands carry. The counts are made while a generation is loaded and stored with it,
so a check is reproducible and every engine weighs alike.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property
from math import fsum
from operator import add
from typing import Final

import msgspec

from ipsearch.documents.keys import grams, long_numbers, telling_grams
from ipsearch.text.form import Form
from ipsearch.text.latin import stem, trigrams
from ipsearch.text.remembered import Remembered

WEAK_SHARE: Final = 0.3
"""Weight of a weak element relative to what its frequency alone would give it."""
RARE_LEAST: Final = 50
RARE_SHARE: Final = 1 / 20_000
"""A pair of characters is a rare part if at most ``max(RARE_LEAST, RARE_SHARE * marks)`` marks carry it."""
TELLING_LEAST: Final = 500
TELLING_SHARE: Final = 1 / 1_000
"""A single character is telling if at most ``max(TELLING_LEAST, TELLING_SHARE * marks)`` marks carry it."""


class Counts(msgspec.Struct, frozen=True):
    """Document frequencies in one generation. ``grams`` holds only those too common to be a rare part."""

    han_marks: int = 0
    latin_marks: int = 0
    characters: dict[str, int] = {}
    words: dict[str, int] = {}
    trigrams: dict[str, int] = {}
    grams: dict[str, int] = {}


class Statistics:
    """Weights between 0 (in every mark) and 1 (in none or one)."""

    def __init__(self, counts: Counts | None = None) -> None:
        self.counts = counts or Counts()
        self._characters = Remembered(self.character)
        self._squares = Remembered(lambda sequence: self.trigram(sequence) ** 2)

    @classmethod
    def from_bytes(cls, blob: bytes) -> Statistics:
        """From what :meth:`Tally.to_bytes` wrote; empty bytes give even weights."""
        return cls(msgspec.json.decode(blob, type=Counts) if blob else None)

    def character(self, char: str) -> float:
        """Weight of a Han character."""
        return self._weigh(self.counts.characters.get(char, 0), self._han_scale)

    def characters(self, text: str) -> list[float]:
        """:meth:`character` of each one."""
        return [*map(self._characters.__getitem__, text)]

    def word(self, word: str) -> float:
        """Weight of a Latin word, by its stem."""
        return self._weigh(self.counts.words.get(stem(word), 0), self._latin_scale)

    def trigram(self, trigram: str) -> float:
        """Weight of three letters."""
        return self._weigh(self.counts.trigrams.get(trigram, 0), self._latin_scale)

    def squared(self, sequences: Collection[str]) -> float:
        """Sum of the squared weights of letter sequences; exact, so that the order of a set does not matter."""
        return fsum(map(self._squares.__getitem__, sequences))

    def is_rare(self, gram: str) -> bool:
        """Whether so few marks carry this pair of Han characters that sharing it means something."""
        return gram not in self.counts.grams

    def rare_parts(self, han: str) -> list[str]:
        """What of a Han part means something if another mark has it too: rare pairs of characters, and long numbers."""
        numbers = [n for n in long_numbers(han) if any(map(self.is_rare, grams(n)))]
        return [*filter(self.is_rare, telling_grams(han)), *numbers]

    def is_telling(self, char: str) -> bool:
        """Whether so few marks carry this Han character that it alone can make two marks alike (茅 / 金茅)."""
        return self.counts.characters.get(char, 0) <= max(TELLING_LEAST, TELLING_SHARE * self.counts.han_marks)

    @staticmethod
    def _weigh(count: int, scale: float) -> float:
        return max(0.05, 1 - math.log(count + 1) / scale)

    @cached_property
    def _han_scale(self) -> float:
        return math.log(max(self.counts.han_marks, 1000) + 1)

    @cached_property
    def _latin_scale(self) -> float:
        return math.log(max(self.counts.latin_marks, 1000) + 1)


class Elements(msgspec.Struct, frozen=True, gc=False):
    """What some marks consist of, each element once for every mark that has it.

    Texts instead of counts, because they go from one process to another and into a :class:`Tally` four times as fast:
    all characters in a row, everything else separated by spaces.
    """

    han_marks: int
    latin_marks: int
    characters: str
    words: str
    trigrams: str
    grams: str


def elements(forms: Iterable[Form]) -> Elements:
    """The elements of some marks."""
    han_marks = latin_marks = 0
    characters: list[str] = []
    words: list[str] = []
    sequences: list[str] = []
    grams: list[str] = []
    for form in forms:
        if han := form.han:
            han_marks += 1
            characters += set(han)
            grams += set(map(add, han, han[1:]))
        if form.letters:
            latin_marks += 1
            words += {stem(w) for w in form.words}
            sequences += trigrams(form.letters)
    return Elements(han_marks, latin_marks, "".join(characters), " ".join(words), " ".join(sequences), " ".join(grams))


class Tally:
    """Counts while loading. Memory stays bounded: counts of 1 are forgotten when a table outgrows its limit."""

    def __init__(self, counts: Counts | None = None, largest_table: int = 2_000_000) -> None:
        self._largest_table = largest_table
        counts = counts or Counts()
        self._marks = Counter(han=counts.han_marks, latin=counts.latin_marks)
        self._tables = {name: Counter(getattr(counts, name)) for name in ("characters", "words", "trigrams", "grams")}

    def add(self, forms: Iterable[Form]) -> None:
        """Count some marks."""
        self.count(elements(forms))

    def count(self, found: Elements) -> None:
        """Count some marks by their elements."""
        tables = self._tables
        self._marks["han"] += found.han_marks
        self._marks["latin"] += found.latin_marks
        tables["characters"].update(found.characters)
        tables["words"].update(found.words.split())
        tables["trigrams"].update(found.trigrams.split())
        tables["grams"].update(found.grams.split())
        self._bound()

    def _bound(self) -> None:
        for table in self._tables.values():
            if len(table) > self._largest_table:
                for key in [k for k, n in table.items() if n == 1]:
                    del table[key]

    def state(self) -> Counts:
        """Everything counted, rare elements too: ``Tally(tally.state())`` goes on exactly where this one stands."""
        return Counts(self._marks["han"], self._marks["latin"], *(dict(t) for t in self._tables.values()))

    def counts(self) -> Counts:
        """What a generation keeps: every character, and what is frequent enough to weigh differently from unseen."""
        rare = max(RARE_LEAST, int(self._marks["han"] * RARE_SHARE))
        tables = self._tables
        return Counts(
            han_marks=self._marks["han"],
            latin_marks=self._marks["latin"],
            characters=dict(tables["characters"]),
            words={k: n for k, n in tables["words"].items() if n > 1},
            trigrams={k: n for k, n in tables["trigrams"].items() if n > 1},
            grams={k: n for k, n in tables["grams"].items() if n > rare},
        )

    def to_bytes(self) -> bytes:
        """The counts as stored with the generation."""
        return msgspec.json.encode(self.counts(), order="deterministic")
