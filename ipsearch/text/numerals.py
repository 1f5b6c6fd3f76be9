"""Numbers inside Chinese marks, in digits or in words (数字): 50岚 and 五十岚 are one name.

A number is a run of digits or of Chinese numerals that can be written in the other way. Numerals in any other order
stay as they are (九零 is no number word, though 90 is read so; that is a matter of sound).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import Final

from ipsearch.text.edits import unique

DIGITS: Final = "零一二三四五六七八九"
PLACES: Final = ("", "十", "百", "千")
MOST_SPELLINGS: Final = 81
"""Ways to write the numbers of one text. A text with more, of three numbers or more, is left as it is."""

_CONTRACTED: Final = {"二十": "廿", "三十": "卅"}
"""Tens written as one character, as the old shops of Hong Kong and Taiwan do: 廿四味."""

_RUN: Final = re.compile(r"[0-9零〇一二两三四五六七八九十百千廿卅]+")
_PLACE: Final = {place: 10**i for i, place in enumerate(PLACES) if place}
_DIGIT: Final = {digit: value for value, digit in enumerate(DIGITS)} | {"两": 2, "〇": 0}


def number_word(digits: str) -> str:
    """The Chinese number word of one to four digits: 88 -> 八十八, 2000 -> 二千, 1024 -> 一千零二十四."""
    word = ""
    for place, digit in enumerate(map(int, reversed(digits))):
        if digit:
            word = DIGITS[digit] + PLACES[place] + word
        elif word and word[0] != "零":
            word = "零" + word
    return word[1:] if word.startswith("一十") else word


@lru_cache(maxsize=4096)
def number_spellings(text: str) -> tuple[str, ...]:
    """The text with its numbers in every way in which they are written, as it is first; empty if it has no number.

    Of all these texts each has the same spellings.
    """
    parts: list[tuple[str, ...]] = []
    end = ways = 0
    for run in _RUN.finditer(text):
        value = _value(run.group())
        if value:
            parts += [(text[end : run.start()],), _ways(value)]
            end, ways = run.end(), (ways or 1) * len(parts[-1])
    if not 0 < ways <= MOST_SPELLINGS:
        return ()
    return unique([text, *sorted(map("".join, product(*parts, (text[end:],))))])


def by_value(text: str) -> str:
    """One of the :func:`number_spellings`, the same for all of them; empty if the text has no number."""
    return min(number_spellings(text), default="")


def _value(run: str) -> int:
    """What a run of digits or numerals is as a number; 0 if it is none that has both ways."""
    value = int(run) if run.isascii() and len(run) <= len(PLACES) else _worth(run)
    return value if 0 < value < 10 ** len(PLACES) and run in _ways(value) else 0


def _worth(run: str) -> int:
    for tens, character in _CONTRACTED.items():
        run = run.replace(character, tens)
    total = digit = 0
    for char in run:
        if char in _PLACE:
            total += (digit or 1) * _PLACE[char]
            digit = 0
        else:
            digit = _DIGIT.get(char, 0)  # 3千, in both, and 20000 are not among the ways
    return total + digit


@lru_cache(maxsize=4096)
def _ways(value: int) -> tuple[str, ...]:
    """How a number is written: in digits, in words with 一 before its first place or not, 二 or 两, 零 or 〇, or 廿."""
    word = number_word(str(value))
    words = {word, "一" + word if word[0] == "十" else word}
    words |= {w[1:] for w in words if w[0] == "一" and len(w) > 1}
    words |= {w.replace("二百", "两百").replace("二千", "两千") for w in words} | ({"两"} if value == 2 else set())
    words |= {w.replace("零", "〇") for w in words}
    for tens, character in _CONTRACTED.items():
        words |= {w.replace(tens, character) for w in words}
    return (str(value), *sorted(words))
