"""One mark made ready for comparison in one register: what every comparison with it needs, computed when first asked.

A check compares one mark with hundreds; what belongs to the asked mark alone is computed once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

from ipsearch.documents.keys import consonants, grams, letter_variants, whole_sounds
from ipsearch.matching.statistics import WEAK_SHARE, Statistics
from ipsearch.text.form import Form
from ipsearch.text.latin import look, trigrams
from ipsearch.text.sound import joined_sounds
from ipsearch.text.weak import weak_kind_latin

FIRST_WEIGHT = 1.2
"""The first character of the distinctive part weighs more: a different beginning often keeps two marks apart."""

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801 - used as a decorator, like property
    """An attribute computed at first use. ``functools.cached_property`` takes a lock in Python 3.11: 3 times slower."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self._name = compute.__name__

    @overload
    def __get__(self, side: None, owner: type) -> lazy[T]: ...
    @overload
    def __get__(self, side: object, owner: type) -> T: ...
    def __get__(self, side: object | None, owner: type) -> T | lazy[T]:
        if side is None:
            return self
        value = side.__dict__[self._name] = self._compute(side)
        return value


class Side:
    """A mark's form with the weights that the register gives its parts."""

    def __init__(self, form: Form, statistics: Statistics) -> None:
        self.form = form
        self.statistics = statistics
        self.han = form.han
        self.core = form.core
        self.aspects = form.aspects
        self.letters = form.letters
        self.words = form.words
        self.spelled = form.spelled

    @lazy
    def core_start(self) -> int:
        """Where in the Han part its core begins."""
        return self.han.find(self.core) if self.core != self.han else 0

    @lazy
    def weights(self) -> list[float]:
        """What each character of the Han part is worth: its rarity, a fraction of it outside the core."""
        return self._weights(self.core_start)

    @lazy
    def weights_uncut(self) -> list[float]:
        """The same with a weak beginning counted as part of the core."""
        return self._weights(0)

    def _weights(self, start: int) -> list[float]:
        found = self.statistics.characters(self.han)
        end = self.core_start + len(self.core)
        if end - start < len(self.han):
            found = [weight * (1.0 if start <= i < end else WEAK_SHARE) for i, weight in enumerate(found)]
        found[start] *= FIRST_WEIGHT
        return found

    @lazy
    def weight(self) -> float:
        """What the whole Han part is worth."""
        return sum(self.weights)

    @lazy
    def core_characters(self) -> frozenset[str]:
        """The characters of its distinctive part."""
        return frozenset(self.core)

    @lazy
    def rare_grams(self) -> frozenset[str]:
        """Pairs of neighbouring characters that few marks of the register carry."""
        return frozenset(g for g in grams(self.han) if self.statistics.is_rare(g))

    @lazy
    def read(self) -> tuple[str, ...]:
        """What of the mark is read aloud: its Han part, its core and, of a mixed mark, the whole."""
        return (*self.aspects, self.form.compact) if self.letters else self.aspects

    @lazy
    def heard(self) -> frozenset[str]:
        """The pinyin of all that is :attr:`read`."""
        heard = frozenset[str]().union(*map(joined_sounds, self.aspects))
        return heard | self.heard_whole if self.letters else heard

    @lazy
    def read_whole(self) -> tuple[str, ...]:
        """What stands for the whole mark when it is read aloud; without its weak elements too, if it is all Han."""
        return (self.form.compact,) if self.letters else self.aspects

    @lazy
    def heard_whole(self) -> frozenset[str]:
        """The pinyin of that, letters as they stand: xiaomi for 小米 and for 小mi."""
        return frozenset(whole_sounds(self.form)) if self.letters else self.heard

    @lazy
    def spellings(self) -> tuple[str, ...]:
        """Its letters, as they stand and as they may be meant."""
        return letter_variants(self.letters)

    @lazy
    def consonants(self) -> str:
        """The consonants of that, and where the vowels stand."""
        return consonants(self.spelled)

    @lazy
    def look(self) -> str:
        """The letters with look-alikes made one."""
        return look(self.letters)

    @lazy
    def sequences(self) -> frozenset[str]:
        """Trigrams of the letters."""
        return trigrams(self.letters)

    @lazy
    def sequences_weight(self) -> float:
        """Their squared weight."""
        return self.statistics.squared(self.sequences)

    @lazy
    def spoken_sequences(self) -> frozenset[str]:
        """Trigrams of the letters as they sound."""
        return self.sequences if self.spelled == self.letters else trigrams(self.spelled)

    @lazy
    def spoken_sequences_weight(self) -> float:
        """Their squared weight."""
        return self.statistics.squared(self.spoken_sequences)

    @lazy
    def word_keys(self) -> frozenset[str]:
        """Stems and respellings of the distinctive words."""
        return frozenset(self.form.word_keys)

    @lazy
    def word_weights(self) -> list[float]:
        """What each word is worth: its rarity, a fraction of it for articles, legal forms and trade words."""
        weigh = self.statistics.word
        return [weigh(w) * (WEAK_SHARE if weak_kind_latin(w) else 1.0) for w in self.words]

    @lazy
    def meanings(self) -> frozenset[str]:
        """Concept keys of the mark as a whole."""
        return frozenset(self.form.meanings)

    @lazy
    def ideas(self) -> frozenset[str]:
        """Every concept in any reading of a mark whose whole meaning is known."""
        return frozenset(concept for key in self.meanings for concept in key.split("."))
