"""Wade-Giles (威妥玛拼音): how names are spelled in Taiwan and in older marks, 大同 TATUNG, 同仁堂 TUNG JEN TANG.

Without apostrophes, hyphens and diacritics, which marks leave out, so that one spelling stands for several syllables of
pinyin (tung: dong, tong). Only spellings that are not pinyin too are taken for Wade-Giles: not PITA, MEI or TAI CHI.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import product
from typing import Final

from ipsearch.text.edits import unique
from ipsearch.text.pinyin import is_pinyin, pinyin_syllables
from ipsearch.text.sound import split_syllable

FEWEST, MOST = 2, 4
"""Syllables of a name that is looked for: one may be read in too many ways, and so may more than four."""

_Spellings = Mapping[str, tuple[str, ...]]
"""Syllable -> how it is spelled, or read, in the other way of writing."""

_INITIALS: Final = {
    "b": "p", "d": "t", "g": "k", "zh": "ch", "j": "ch", "q": "ch", "z": "ts", "c": "ts", "x": "hs", "r": "j",
}  # fmt: skip
_FINALS: Final = {"ian": "ien", "ie": "ieh", "ue": "ueh", "ong": "ung", "iong": "iung"}
_WHOLE: Final = {
    "zi": "tzu", "ci": "tzu", "si": "szu", "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "yi": "i",
    "er": "erh", "you": "yu", "ye": "yeh", "yan": "yen", "yue": "yueh", "yong": "yung", "gui": "kuei", "kui": "kuei",
}  # fmt: skip
_LONGEST: Final = 6
"""Letters of the longest syllable, in either way of writing."""
_WITH_O: Final = frozenset(["guo", "kuo", "huo", "shuo"])
"""Syllables that keep their uo. The others, and ge, ke, he, end in a bare o, as half of all foreign words do."""


@lru_cache(maxsize=8192)
def spelled_in_wade(pinyin: str) -> tuple[str, ...]:
    """Pinyin in Wade-Giles, in every way to divide it into syllables; empty where this would be pinyin."""
    return unique([letters for letters in _respelled(pinyin, _to_wade()) if not is_pinyin(letters)])


@lru_cache(maxsize=8192)
def read_as_wade(letters: str) -> tuple[str, ...]:
    """All pinyin that is :func:`spelled_in_wade` with these letters; empty if they are pinyin themselves."""
    return () if is_pinyin(letters) else unique(_respelled(letters, _from_wade()))


def _respelled(letters: str, table: _Spellings) -> Iterator[str]:
    for parts in _divisions(letters, table, MOST):
        if len(parts) >= FEWEST:
            yield from map("".join, product(*[table[part] for part in parts]))


def _divisions(letters: str, table: _Spellings, most: int) -> list[list[str]]:
    """All ways to divide letters into syllables of a table, at most so many."""
    if not letters:
        return [[]]
    if not most:
        return []
    beginnings = [letters[:end] for end in range(1, _LONGEST + 1) if letters[:end] in table and end <= len(letters)]
    return [[first, *rest] for first in beginnings for rest in _divisions(letters[len(first) :], table, most - 1)]


@cache
def _to_wade() -> _Spellings:
    return {syllable: spelled for syllable in pinyin_syllables() if (spelled := _spelled(syllable))}


@cache
def _from_wade() -> _Spellings:
    found: dict[str, tuple[str, ...]] = {}
    for syllable, spelled in sorted(_to_wade().items()):
        for letters in spelled:
            found[letters] = (*found.get(letters, ()), syllable)
    return found


def _spelled(syllable: str) -> tuple[str, ...]:
    """A syllable of pinyin in Wade-Giles, also with w before a vowel (CHUNGHWA); empty if it would end in a bare o."""
    initial, final = split_syllable(syllable)
    if (final == "uo" and syllable not in _WITH_O) or (final == "e" and initial in ("", "g", "k", "h")):
        return ()
    spelled = _WHOLE.get(syllable) or _INITIALS.get(initial, initial) + _FINALS.get(final, final)
    with_w = spelled[0] + "w" + spelled[2:] if spelled[:2] in ("ku", "hu") and spelled[2:3] in ("a", "e") else ""
    return unique([spelled, with_w])
