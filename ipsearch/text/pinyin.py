"""What the letters of a mark may spell in pinyin, as they stand, as they may be meant, and one letter away.

Pinyin without tones, ü written u, v or yu (:mod:`ipsearch.text.sound`). Words are those of a normal form.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import groupby
from typing import Final

from rapidfuzz.distance import Levenshtein

from ipsearch.text.edits import deletions, unique
from ipsearch.text.latin import latin_double
from ipsearch.text.sound import DIGITS, passport_umlaut_as_u, umlaut_as_u
from ipsearch.text.tables import readings
from ipsearch.text.weak import core_latin

LETTER_NAMES: Final = {
    "b": "bi", "c": "xi", "d": "di", "e": "yi", "g": "ji", "i": "ai", "k": "kai", "o": "ou", "p": "pi", "q": "qiu",
    "t": "ti", "u": "you", "v": "wei", "y": "wai",
}  # fmt: skip
"""Letters as they are named in Chinese, where a syllable of pinyin comes near (e路通 is said as 易路通)."""

LEAST_NEAR_SYLLABLES: Final = 3
"""Syllables of the shortest pinyin that letters may stand for with one letter more, less or changed (特斯拉, TESLA).

Nearly every word of six letters is one letter from some two syllables: HONDA from hongda (宏达).
"""
SHORTEST_NEAR: Final = 5
"""Letters of the shortest such mark."""
LONGEST_NEAR: Final = 20
"""Letters of the longest such pinyin."""

_VOWELS: Final = frozenset("aeiou")
_LONGEST_SYLLABLE: Final = 6
_MEANT: Final = (("vv", "w"), ("0", "o"), ("1", "l"), ("1", "i"))


@lru_cache(maxsize=1)
def pinyin_syllables() -> frozenset[str]:
    """Every syllable that a character is read as, ü written u; those without a vowel are none that letters spell."""
    found = {umlaut_as_u(syllable) for row in readings().values() for syllable in row.split()}
    return frozenset(s for s in found if not _VOWELS.isdisjoint(s))  # not 嗯 (n) and 呣 (m)


def is_pinyin(letters: str) -> bool:
    """Whether letters can be divided into syllables of pinyin, ü written u."""
    return most_syllables(letters)[-1] >= 0


def most_syllables(letters: str) -> list[int]:
    """For each beginning of the letters, into how many syllables it can be divided at most; -1 if into none."""
    return _most(letters, pinyin_syllables())


def _most(letters: str, known: frozenset[str]) -> list[int]:
    most = [0]
    for end in range(1, len(letters) + 1):
        best = -1
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            if most[start] > best - 1 and most[start] >= 0 and letters[start:end] in known:
                best = most[start] + 1
        most.append(best)
        if best < 0 and end >= _LONGEST_SYLLABLE and max(most[1 - _LONGEST_SYLLABLE :]) < 0:
            return most + [-1] * (len(letters) - end)  # no syllable is long enough to go on from before
    return most


@cache
def _backwards() -> frozenset[str]:
    """The syllables from their ends."""
    return frozenset([syllable[::-1] for syllable in pinyin_syllables()])


def near_pinyin(letters: str) -> tuple[str, ...]:
    """The pinyin of three syllables or more that has the same first letter and is one edit away: tesla -> tesila.

    An edit is one letter added, dropped or changed. It changes one syllable, and leaves what stands before and behind.
    """
    if not SHORTEST_NEAR <= len(letters) <= LONGEST_NEAR + 1:
        return ()
    size = len(letters)
    before, behind = most_syllables(letters), _most(letters[::-1], _backwards())[::-1]
    found: list[str] = []
    for start in range(size + 1):
        if before[start] < 0:
            continue
        for end in range(start, min(size, start + _LONGEST_SYLLABLE + 1) + 1):
            if behind[end] >= 0 and before[start] + 1 + behind[end] >= LEAST_NEAR_SYLLABLES:
                found += [letters[:start] + near + letters[end:] for near in _near_syllables(letters[start:end])]
    return unique([text for text in found if text[0] == letters[0] and len(text) <= LONGEST_NEAR])


def is_near_pinyin(letters: str, pinyin: str) -> bool:
    """Whether the second text is one of :func:`near_pinyin` of the first, or the same."""
    if len(letters) < SHORTEST_NEAR or pinyin[0] != letters[0]:
        return False
    return Levenshtein.distance(pinyin, letters, score_cutoff=1) <= 1


def may_be_near(pinyin: str) -> bool:
    """Whether pinyin is long enough, in syllables, and short enough, in letters, to be :func:`near_pinyin` of some."""
    return len(pinyin) <= LONGEST_NEAR and most_syllables(pinyin)[-1] >= LEAST_NEAR_SYLLABLES


def _near_syllables(letters: str) -> list[str]:
    """The syllables one edit from some letters."""
    by_deletion = _by_deletion()
    near = {s for text in (letters, *_shorter(letters)) for s in by_deletion.get(text, ())}
    return sorted(s for s in near if Levenshtein.distance(s, letters, score_cutoff=1) == 1)


@cache
def _by_deletion() -> Mapping[str, tuple[str, ...]]:
    """Every syllable by itself and by what is left of it without one letter."""
    found: dict[str, tuple[str, ...]] = {}
    for syllable in sorted(pinyin_syllables()):
        for text in (syllable, *_shorter(syllable)):
            found[text] = (*found.get(text, ()), syllable)
    return found


def _shorter(text: str) -> tuple[str, ...]:
    return deletions(text) or ("",)


@lru_cache(maxsize=8192)
def letter_variants(letters: str) -> tuple[str, ...]:
    """The letters, and what they may stand for: a look-alike read as the letter meant, digits as spoken, ü as u.

    huavvei -> huawei; 360 -> sanliuling, as 三六零 is read; 3m -> sanm, as 三M is; nvwa, nyuwa -> nuwa; Greek and
    Cyrillic capitals as the Latin ones they look like.
    """
    if double := latin_double(letters):
        return (letters, *letter_variants(double))
    if letters.isalpha() and "v" not in letters and "yu" not in letters:
        return (letters,)
    spoken_digits = "".join([DIGITS.get(c, c) for c in letters])
    found = unique((letters, *[letters.replace(shape, to) for shape, to in _MEANT], spoken_digits))
    with_u = list(map(umlaut_as_u, found))
    return unique((*found, *with_u, *map(passport_umlaut_as_u, with_u)))


@lru_cache(maxsize=8192)
def spelled_letters(words: tuple[str, ...]) -> tuple[str, ...]:
    """What words may spell in pinyin: all letters, first as they stand; those of the words that are not weak, if they
    are pinyin; and of two such words, the first of two syllables or more, the second first: a family name, which stands
    last abroad (XIAOLONG LI).

    Few cores of Latin marks are pinyin, and each would cost a token in the index.
    """
    letters = "".join(words)
    found = letter_variants(letters)
    distinctive = core_latin(words)
    core = "".join(distinctive)
    if letters[-1:].isdigit():
        core = core.rstrip("0123456789") or core  # a model
    if core != letters and any(map(is_pinyin, meant := letter_variants(core))):
        found = unique((*found, *meant))
    if len(distinctive) == 2:
        given, family = map(umlaut_as_u, distinctive)
        if most_syllables(given)[-1] > 1 and is_pinyin(family):
            found = unique((*found, family + given))
    return found


@lru_cache(maxsize=8192)
def syllable_runs(words: tuple[str, ...]) -> tuple[str, ...]:
    """Neighbouring words of pinyin joined, as many as stand together, where other words stand beside them."""
    if len(words) < 3:
        return ()
    runs = [run for pinyin, run in _by_pinyin(words) if pinyin]
    return unique(["".join(run) for run in runs if 1 < len(run) < len(words)])


def join_syllables(words: tuple[str, ...]) -> str:
    """The words as a text, neighbouring ones of pinyin joined (love lao gan ma: love laoganma)."""
    return " ".join([("" if pinyin else " ").join(run) for pinyin, run in _by_pinyin(words)])


def _by_pinyin(words: tuple[str, ...]) -> list[tuple[bool, list[str]]]:
    return [(pinyin, list(run)) for pinyin, run in groupby(words, lambda word: is_pinyin(umlaut_as_u(word)))]
