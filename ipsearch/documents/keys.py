"""The named keys: what makes the duplicate check complete.

Each key is complete for one rule of similarity: two marks between which the rule holds share a value of that key, or
the query side asks for the values that the other mark must have. The rules themselves are in
:mod:`ipsearch.matching`; a property test proves the implication *rule holds => candidate found* for every rule.

====================  =====================================================================  =====================
key (index field)     values of a mark                                                       complete for
====================  =====================================================================  =====================
``exact``             the compact form, the Han part, the same without weak elements,        same text, part or
                      the letters                                                            distinctive part
``sorted``            the characters of the Han part or its core, sorted (2 or more)         any other order
``del1``              all one-deletions of Han part or core of 3+ (letters: 3 to 6); these   one character changed;
                      of 3 (5) to 8 with one that recurs left open (adidas: a.i.as);         one changed throughout
                      letters without weak words, and their one-deletions
``sound``             joined pinyin of each reading, of the Han part, its core, the whole;   same sound; Han and Latin
                      the respelling (``~``) and its consonants (``=``) of the letters;      same sound, same consonants
                      letters without weak words, and as they may be meant                   Han and Latin
``near``              the same over classes of near sounds                                   near sound
``gram``              pairs of neighbouring Han characters; of up to 3 also each alone       containment; rare part
``letters``           trigrams of the letters and of their respelling (``~``)                containment; overlap
``look``              the letters with look-alikes made one                                  0/O, VV/W, rn/m
``word``              stems and respellings (``~``) of the distinctive words, syllables     a shared word, or pinyin;
                      of pinyin joined; of beginnings, two letters dropped (``=``, ``+``)    a word nearly the same
``meaning``           concepts of the whole mark; the brands that it names, or has a name    same meaning; one brand
                      of (``+``), or is one edit from a name of (``~``)
====================  =====================================================================  =====================

One character replaced by a look-alike needs no key: the query asks ``exact`` for every neighbour of every character.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache
from itertools import combinations
from operator import add
from typing import Final

from ipsearch.text.brandnames import HELD, NEAR, brand_of
from ipsearch.text.edits import deletions, unique
from ipsearch.text.form import Form
from ipsearch.text.latin import consonants, respell, shapes, stem, trigrams
from ipsearch.text.normal import HAN
from ipsearch.text.pinyin import (
    LEAST_NEAR_SYLLABLES,
    LETTER_NAMES,
    is_pinyin,
    may_be_near,
    spelled_letters,
    syllable_runs,
)
from ipsearch.text.sound import Reading, joined_near, joined_sounds, joined_spellings, spellings, umlaut_as_u
from ipsearch.text.weak import PARTICLES, core_latin, short_name_zh

Keys = dict[str, tuple[str, ...]]

LONGEST_DELETED_LETTERS: Final = 6
"""Latin marks up to this length have ``del1`` keys; in longer ones a single edit leaves enough trigrams untouched."""

SHORTEST_OPEN_HAN, SHORTEST_OPEN, LONGEST_OPEN = 3, 5, 8
"""Han characters, letters, and the most of either, of a mark in which one may be replaced wherever it stands."""

LONGEST_AROUND_ONE: Final = 3
"""A mark of one character is looked for inside marks up to this length; in longer ones it is one among many."""
SHORTEST_NEAR_WORD: Final = 4
"""Letters, as heard, of the shortest word for which another may be taken by a slip of the pen."""
_BEGINNING: Final = 7
"""Letters of a word by which those are found that may be taken for it; one more would cost six values a word."""
_DROPPED: Final = {4: (0, 1), 5: (0, 1), 6: (1, 2), 7: (2,)}
"""How many letters are dropped from beginnings of a length."""
LONGEST_COMPARED: Final = 64
"""Characters of a mark, from its beginning, within which another whole mark is looked for."""

_LONG_NUMBER: Final = re.compile("[0-9]{3,}")
_TOKEN: Final = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")


def mark_keys(form: Form) -> Keys:
    """Every key of a mark, empty ones left out."""
    keys = _han_keys(form) if form.han else {}
    if form.letters:
        han_sounds, han_del1 = keys.get("sound", ()), keys.get("del1", ())
        keys |= _latin_keys(form)
        if form.han:  # both parts have values for these two
            keys["sound"] = unique((*han_sounds, *keys["sound"]))
            keys["del1"] = unique((*han_del1, *keys["del1"]))
    keys["exact"] = unique((form.compact, form.han, form.core, form.letters))
    keys["meaning"] = meant(form)
    return {name: values for name, values in keys.items() if values}


def meant(form: Form) -> tuple[str, ...]:
    """``meaning``: the concepts of a mark, and the brands that it names, has a name of, or nearly names."""
    return form.meanings + form.brands


def meant_alike(form: Form) -> tuple[str, ...]:
    """Values of ``meaning`` of marks that mean the same, name the same brand, have a name of the brand it names or
    nearly name it, or the reverse."""
    brands = unique(map(brand_of, form.brands))
    named = [key for key in form.brands if key in brands]
    return (*form.meanings, *brands, *(mark + key for key in named for mark in (HELD, NEAR)))


def _han_keys(form: Form) -> Keys:
    han, aspects = form.han, form.aspects
    read = _readings(aspects)
    name = short_name(form)
    keys: Keys = {
        "sorted": unique(["".join(sorted(a)) for a in aspects if len(a) > 1]),
        "del1": (*_deletions(aspects), *unique([o for a in aspects for o in opened(a)])),
        "sound": _sounds(form, [*read, *spellings(name)] if name else read),
        "near": _nears(read),
        "gram": (*grams(han), *unique(han)) if len(han) <= LONGEST_AROUND_ONE else grams(han),
    }
    return keys


def _latin_keys(form: Form) -> Keys:
    return {
        "letters": (*trigrams(form.letters), *("~" + t for t in trigrams(form.spelled))),
        "look": shapes(form.letters),
        "word": unique((*form.word_keys, *syllable_runs(form.words), *near_words_of(heard_words(form.words)))),
        "del1": unique((*letter_deletions(form.letters), *opened(form.letters), *core_deletions(form))),
        "sound": unique(("~" + form.spelled, "=" + consonants(form.spelled), *spelled_letters(form.words)[1:])),
    }


def han_deletions(form: Form) -> tuple[str, ...]:
    """``del1`` of the Han aspects of 3 or more characters."""
    return _deletions(form.aspects)


def _deletions(aspects: Iterable[str]) -> tuple[str, ...]:
    return unique([a[:i] + a[i + 1 :] for a in aspects if len(a) > 2 for i in range(len(a))])


def letter_deletions(letters: str) -> tuple[str, ...]:
    """``del1`` of short Latin marks."""
    return deletions(letters) if 3 <= len(letters) <= LONGEST_DELETED_LETTERS else ()


def core_deletions(form: Form) -> tuple[str, ...]:
    """``del1`` of short :func:`core_letters` beside weak words, and these (boschtools: bosch, osch, bsch, ...)."""
    core = core_letters(form.words) if len(form.words) > 1 else form.letters
    found = letter_deletions(core) if core != form.letters else ()
    return (core, *found) if found else ()


def opened(text: str) -> tuple[str, ...]:
    """The text with one character that stands more than once left open: adidas -> a.i.as, .did.s.

    Texts that share such a value differ in that character only, wherever it stands (ADIDAS, ABIBAS).
    """
    if not SHORTEST_OPEN_HAN <= len(text) <= LONGEST_OPEN:
        return ()
    different = len(set(text))
    if different in (1, len(text)) or (len(text) < SHORTEST_OPEN and text.isascii()):  # nine of ten texts
        return ()
    return unique([text.replace(c, ".") for c in text if text.count(c) > 1])


def differ_throughout(x: str, y: str) -> bool:
    """Whether one character that recurs is another wherever it stands, and nothing else differs (ADIDAS, ABIBAS)."""
    return len(x) == len(y) and not set(opened(x)).isdisjoint(opened(y))


@lru_cache(maxsize=8192)
def heard_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that are not weak as they sound, in order; all words if all are weak."""
    return tuple(map(respell, core_latin(words)))


def near_words_of(heard: tuple[str, ...]) -> tuple[str, ...]:
    """Values of ``word`` for nearly the same distinctive words: of all joined and, of several, of each."""
    values = ["=" + value for value in beginnings("".join(heard))]
    if len(heard) > 1:
        values += ["+" + value for word in heard for value in beginnings(word)]
    return unique(values)


@lru_cache(maxsize=8192)
def beginnings(word: str) -> tuple[str, ...]:
    """What two words share that have the same first letter and are one edit apart, or two if both have five letters.

    Some of the first seven letters, always with the very first. Every edit takes at most one letter from either
    beginning, so that both have as many letters in common, in order, as the longer one has without the edits: of two
    with seven, five; of six and five, four; of five and four, four. A beginning has the values of all lengths for which
    it may be one of two.
    """
    if len(word) < SHORTEST_NEAR_WORD:
        return ()
    first, rest = word[0], word[1:_BEGINNING]
    dropped = _DROPPED[len(rest) + 1]
    return unique([first + "".join(kept) for n in dropped for kept in combinations(rest, len(rest) - n)])


def repeats(x: str, y: str) -> bool:
    """Whether one text is the other, one character, two or three times (乐 / 乐乐): similar in the guide (字词重叠)."""
    short, long = (x, y) if len(x) < len(y) else (y, x)
    return len(short) == 1 and long in repeated(short)


def repeated(character: str) -> tuple[str, ...]:
    """The marks that consist of one character two or three times (乐乐)."""
    return tuple([character * times for times in range(2, LONGEST_AROUND_ONE + 1)])


def grams(text: str) -> tuple[str, ...]:
    """Pairs of neighbouring characters."""
    return unique(map(add, text, text[1:]))


def telling_grams(text: str) -> tuple[str, ...]:
    """The :func:`grams` that may be a rare part.

    Two digits are no part but a piece of a number (58同城, 585竹), and a particle says nothing (优之良品, 优之树).
    """
    return tuple([g for g in grams(text) if not g.isdecimal() and PARTICLES.isdisjoint(g)])


def long_numbers(text: str) -> tuple[str, ...]:
    """The numbers of three digits or more in a Han part (国窖1573)."""
    return () if text.isalpha() else unique(_LONG_NUMBER.findall(text))


def sounds(form: Form) -> tuple[str, ...]:
    """Joined pinyin of every reading: of what is :func:`spoken` and, for a mixed mark, of the whole (小mi: xiaomi).

    Latin letters sound as they are respelled; such values start with ``~``.
    """
    return _sounds(form, _readings(spoken(form)))


def spoken(form: Form) -> tuple[str, ...]:
    """What of the Han part is said: the whole, its core, and its :func:`short_name`."""
    name = short_name(form)
    return (*form.aspects, name) if name else form.aspects


def short_name(form: Form) -> str:
    """The :func:`~ipsearch.text.weak.short_name_zh` of the Han part."""
    return short_name_zh(form.han) if len(form.han) - len(form.core) > 1 else ""


def _readings(aspects: Iterable[str]) -> list[Reading]:
    return [reading for aspect in aspects for reading in spellings(aspect)]


def _sounds(form: Form, read: Iterable[Reading]) -> tuple[str, ...]:
    values = [umlaut_as_u("".join(reading)) for reading in read]
    if form.letters:
        values.append("~" + form.spelled)
        if form.han:
            values += whole_sounds(form)
    return unique(values)


def whole_sounds(form: Form) -> tuple[str, ...]:
    """A mixed mark :func:`read_through`: pinyin for Han characters, letters as they stand."""
    return unique([sound for text in read_through(form) for sound in _whole_sounds(text, form.han)])


def read_through(form: Form) -> tuple[str, ...]:
    """A mixed mark as it stands, without its weak words (小mi GROUP: 小migroup, 小mi), and with its letters by name.

    By name (E购物: yi购物, as 易购物 is said) only beside two Han characters or more: beside one, chance is to blame.
    """
    found = [form.compact]
    if core_letters(form.words) != form.letters:
        weak = set(form.words).difference(core_latin(form.words))
        found.append("".join([token for token in _TOKEN.findall(form.text) if token not in weak]))
    if len(form.han) > 1 and not LETTER_NAMES.keys().isdisjoint(form.words):
        found.append("".join([LETTER_NAMES.get(token, token) for token in _TOKEN.findall(form.text)]))
    return tuple(found)


def _whole_sounds(text: str, han: str) -> list[str]:
    units = list(text)
    at = 0
    places = []
    for i, char in enumerate(units):
        if at < len(han) and char == han[at]:
            places.append(i)
            at += 1
    found = []
    for reading in spellings(han):
        for place, syllable in zip(places, reading, strict=True):
            units[place] = syllable
        found.append(umlaut_as_u("".join(units)))
    return found


def _nears(read: Iterable[Reading]) -> tuple[str, ...]:
    """Joined classes of near sounds of some readings."""
    return unique([joined_near(reading) for reading in read])


@lru_cache(maxsize=8192)
def core_letters(words: tuple[str, ...]) -> str:
    """The letters of the words that are not weak: xiaomi of XIAOMI CO., LTD and of BEIJING XIAOMI."""
    return "".join(core_latin(words))


def long_hearings(form: Form) -> tuple[str, ...]:
    """The pinyin of what is :func:`spoken` that letters may stand for though one of them differs (特斯拉: TESLA)."""
    texts = [text for text in spoken(form) if len(text) >= LEAST_NEAR_SYLLABLES]
    return unique([sound for text in texts for sound in sorted(joined_spellings(text)) if may_be_near(sound)])


def word_sounds(form: Form) -> tuple[str, ...]:
    """The words that stand for a Han part of two characters or more in a mark of letters, ü written v or u."""
    texts = [text for text in spoken(form) if len(text) > 1]
    return unique([s for text in texts for s in sorted(joined_spellings(text) | joined_sounds(text))])


def spelled_word(form: Form, heard: Container[str]) -> str:
    """The distinctive word, of several, that is one of the :func:`word_sounds` of a Han mark; empty if there is none.

    huawei of HUAWEI MATE for 华为; zhangxiaoquan of ZHANG XIAO QUAN PARIS LOVE for 张小泉. What all letters spell is
    compared as a whole (:func:`spelled_letters`).
    """
    if len(form.words) > 1:
        for word in form.words:
            if word in heard and stem(word) in form.word_keys:
                return word
        for run in syllable_runs(form.words):
            if run in heard:
                return run
    return ""


def spelling_words(form: Form) -> tuple[str, ...]:
    """The words of which one may be the :func:`spelled_word` beside some Han mark, as ``sound`` has them."""
    words = form.words if len(form.words) > 1 else ()
    alone = [umlaut_as_u(w) for w in words if stem(w) in form.word_keys and is_pinyin(umlaut_as_u(w))]
    return unique((*alone, *map(umlaut_as_u, syllable_runs(words))))


def hearings(form: Form) -> tuple[str, ...]:
    """What a mark is heard as in pinyin: the readings of its Han part, of the whole, and its letters."""
    read = (s for s in sounds(form) if not s.startswith("~")) if form.han else ()
    return unique((*read, *(spelled_letters(form.words) if form.letters else ())))
