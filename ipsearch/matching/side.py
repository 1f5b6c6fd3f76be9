"""One mark made ready for comparison in one register: what every comparison with it needs, computed when first asked.

A check compares one mark with hundreds; what belongs to the asked mark alone is computed once.
"""

from __future__ import annotations

from typing import Final

import msgspec

from ipsearch.documents.keys import (
    LONGEST_COMPARED,
    core_letters,
    heard_words,
    long_hearings,
    read_through,
    spoken,
    whole_sounds,
    word_sounds,
)
from ipsearch.matching.statistics import WEAK_SHARE, Statistics
from ipsearch.text.form import Form
from ipsearch.text.latin import consonants, shapes, trigrams
from ipsearch.text.numerals import by_value
from ipsearch.text.pinyin import spelled_letters
from ipsearch.text.sound import joined_spellings
from ipsearch.text.weak import weak_kind_latin

FIRST_WEIGHT: Final = 1.2
"""The first character of the distinctive part weighs more: a different beginning often keeps two marks apart."""


class Side:
    """A mark's form with the weights that the register gives its parts."""

    def __init__(self, form: Form, statistics: Statistics) -> None:
        self.form = form
        self.statistics = statistics
        self.han = form.han
        self.core = form.core
        self.aspects = form.aspects
        self.spoken = spoken(form) if len(form.han) - len(form.core) > 1 else self.aspects
        self.letters = form.letters
        self.words = form.words
        self.spelled = form.spelled
        self._core_start: int | None = None
        self._weights: list[float] | None = None
        self._weights_uncut: list[float] | None = None
        self._weight: float | None = None
        self._core_characters: frozenset[str] | None = None
        self._rare_parts: frozenset[str] | None = None
        self._numbers: frozenset[str] | None = None
        self._read: tuple[str, ...] | None = None
        self._heard: frozenset[str] | None = None
        self._read_whole: tuple[str, ...] | None = None
        self._heard_whole: frozenset[str] | None = None
        self._spellings: tuple[str, ...] | None = None
        self._word_sounds: frozenset[str] | None = None
        self._long_hearings: tuple[str, ...] | None = None
        self._as_han: Side | None = None
        self._consonants: str | None = None
        self._shapes: frozenset[str] | None = None
        self._sequences: frozenset[str] | None = None
        self._sequences_weight: float | None = None
        self._spoken_sequences: frozenset[str] | None = None
        self._spoken_sequences_weight: float | None = None
        self._word_keys: frozenset[str] | None = None
        self._heard_words: tuple[str, ...] | None = None
        self._word_weights: list[float] | None = None
        self._meanings: frozenset[str] | None = None
        self._ideas: frozenset[int] | None = None

    @property
    def core_start(self) -> int:
        """Where in the Han part its core begins."""
        if self._core_start is None:
            self._core_start = self.han.find(self.core) if self.core != self.han else 0
        return self._core_start

    @property
    def weights(self) -> list[float]:
        """What each character of the Han part is worth: its rarity, a fraction of it outside the core."""
        if self._weights is None:
            self._weights = self._weigh(self.core_start)
        return self._weights

    @property
    def weights_uncut(self) -> list[float]:
        """The same with a weak beginning counted as part of the core."""
        if self._weights_uncut is None:
            self._weights_uncut = self._weigh(0)
        return self._weights_uncut

    def _weigh(self, start: int) -> list[float]:
        found = self.statistics.characters(self.han)
        end = self.core_start + len(self.core)
        if end - start < len(self.han):
            found = [weight * (1.0 if start <= i < end else WEAK_SHARE) for i, weight in enumerate(found)]
        found[start] *= FIRST_WEIGHT
        return found

    @property
    def weight(self) -> float:
        """What the whole Han part is worth."""
        if self._weight is None:
            self._weight = sum(self.weights)
        return self._weight

    @property
    def core_characters(self) -> frozenset[str]:
        """The characters of its distinctive part."""
        if self._core_characters is None:
            self._core_characters = frozenset(self.core)
        return self._core_characters

    @property
    def rare_parts(self) -> frozenset[str]:
        """Pairs of neighbouring characters, and numbers, that few marks of the register carry."""
        if self._rare_parts is None:
            self._rare_parts = frozenset(self.statistics.rare_parts(self.han))
        return self._rare_parts

    @property
    def numbers(self) -> frozenset[str]:
        """The Han part and its core with their numbers in one way of writing, where they have any."""
        if self._numbers is None:
            self._numbers = frozenset([by_value(aspect) for aspect in self.aspects]) - {""}
        return self._numbers

    @property
    def read(self) -> tuple[str, ...]:
        """What of the mark is read aloud: what is said of its Han part and, of a mixed mark, the whole."""
        if self._read is None:
            self._read = (*self.spoken, *read_through(self.form)) if self.letters else self.spoken
        return self._read

    @property
    def heard(self) -> frozenset[str]:
        """The pinyin of all that is :attr:`read`."""
        if self._heard is None:
            heard = frozenset[str]().union(*map(joined_spellings, self.spoken))
            self._heard = heard | self.heard_whole if self.letters else heard
        return self._heard

    @property
    def read_whole(self) -> tuple[str, ...]:
        """What stands for the whole mark when it is read aloud; without its weak elements too, if it is all Han."""
        if self._read_whole is None:
            self._read_whole = read_through(self.form) if self.letters else self.spoken
        return self._read_whole

    @property
    def heard_whole(self) -> frozenset[str]:
        """The pinyin of that, letters as they stand: xiaomi for 小米 and for 小mi."""
        if self._heard_whole is None:
            self._heard_whole = frozenset(whole_sounds(self.form)) if self.letters else self.heard
        return self._heard_whole

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its letters, with and without weak words, as they stand and as they may be meant."""
        if self._spellings is None:
            self._spellings = spelled_letters(self.words)
        return self._spellings

    @property
    def word_sounds(self) -> frozenset[str]:
        """The words as which its Han part may stand in a mark of letters."""
        if self._word_sounds is None:
            self._word_sounds = frozenset(word_sounds(self.form))
        return self._word_sounds

    @property
    def long_hearings(self) -> tuple[str, ...]:
        """The pinyin of its Han part that letters may stand for though one of them differs."""
        if self._long_hearings is None:
            self._long_hearings = long_hearings(self.form)
        return self._long_hearings

    def facing(self, other: Side) -> Side:
        """This mark as it is compared with another: :func:`beside`, made ready once."""
        if beside(self.form, other.form) is self.form:
            return self
        if self._as_han is None:
            self._as_han = Side(as_han(self.form), self.statistics)
        return self._as_han

    @property
    def consonants(self) -> str:
        """The consonants of that, and where the vowels stand."""
        if self._consonants is None:
            self._consonants = consonants(self.spelled)
        return self._consonants

    @property
    def shapes(self) -> frozenset[str]:
        """The letters with look-alikes made one, as capitals and as small letters."""
        if self._shapes is None:
            self._shapes = frozenset(shapes(self.letters))
        return self._shapes

    @property
    def sequences(self) -> frozenset[str]:
        """Trigrams of the letters."""
        if self._sequences is None:
            self._sequences = trigrams(self.letters)
        return self._sequences

    @property
    def sequences_weight(self) -> float:
        """Their squared weight."""
        if self._sequences_weight is None:
            self._sequences_weight = self.statistics.squared(self.sequences)
        return self._sequences_weight

    @property
    def spoken_sequences(self) -> frozenset[str]:
        """Trigrams of the letters as they sound."""
        if self._spoken_sequences is None:
            self._spoken_sequences = self.sequences if self.spelled == self.letters else trigrams(self.spelled)
        return self._spoken_sequences

    @property
    def spoken_sequences_weight(self) -> float:
        """Their squared weight."""
        if self._spoken_sequences_weight is None:
            self._spoken_sequences_weight = self.statistics.squared(self.spoken_sequences)
        return self._spoken_sequences_weight

    @property
    def word_keys(self) -> frozenset[str]:
        """Stems and respellings of the distinctive words."""
        if self._word_keys is None:
            self._word_keys = frozenset(self.form.word_keys)
        return self._word_keys

    @property
    def core_letters(self) -> str:
        """The letters of the words that are not weak."""
        return core_letters(self.words) if len(self.words) > 1 else self.letters

    @property
    def heard_words(self) -> tuple[str, ...]:
        """The distinctive words as they sound."""
        if self._heard_words is None:
            self._heard_words = (self.spelled,) if len(self.words) == 1 else heard_words(self.words)
        return self._heard_words

    @property
    def heard_core(self) -> str:
        """The same joined."""
        return "".join(self.heard_words)

    @property
    def word_weights(self) -> list[float]:
        """What each word is worth: its rarity, a fraction of it for articles, legal forms and trade words."""
        if self._word_weights is None:
            weigh = self.statistics.word
            self._word_weights = [weigh(w) * (WEAK_SHARE if weak_kind_latin(w) else 1.0) for w in self.words]
        return self._word_weights

    @property
    def meanings(self) -> frozenset[str]:
        """Concept keys of the mark as a whole."""
        if self._meanings is None:
            self._meanings = frozenset(self.form.meanings)
        return self._meanings

    @property
    def ideas(self) -> frozenset[int]:
        """Every concept in any reading of a mark whose whole meaning is known."""
        if self._ideas is None:
            self._ideas = frozenset(int(concept[1:]) for key in self.meanings for concept in key.split("."))
        return self._ideas


def beside(form: Form, other: Form) -> Form:
    """The form in which a mark is compared with another: a number counts as Han where the other's Han part has it.

    Digits are letters in a mark of their own (360), and part of the Han part beside Han characters (360杀毒).
    """
    if form.han or not other.han or not form.letters.isdigit():
        return form
    return as_han(form) if has_whole(other.han[:LONGEST_COMPARED], form.letters) else form


def as_han(number: Form) -> Form:
    """A mark of digits as a Han part."""
    digits = number.letters
    return msgspec.structs.replace(number, han=digits, core=digits, words=(), letters="", spelled="", word_keys=())


def has_whole(text: str, part: str) -> bool:
    """Whether a part stands in a text without cutting a number in two: 36 does not stand in 360杀毒."""
    at = text.find(part)
    while at >= 0:
        end = at + len(part)
        if not (_one_number(text[at - 1 : at], part[0]) or _one_number(part[-1], text[end : end + 1])):
            return True
        at = text.find(part, at + 1)
    return False


def _one_number(before: str, behind: str) -> bool:
    return before.isdigit() and behind.isdigit()
