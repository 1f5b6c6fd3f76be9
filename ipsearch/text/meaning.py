"""Meaning (含义): what the words of a mark say, whatever the language.

Marks with the same meaning are similar even if they share no letter (含义相同或近似), a foreign word and its Chinese
translation above all: 永恒印记 / FOREVERMARK. The lexicon is a table of concepts, each with its words in Chinese,
English and six more languages (``concepts.tsv``, written for this project, docs/word-tables.md). A word with several
senses has several concepts.

Input is in normal form (:func:`ipsearch.text.normal.normalise`). Grammatical words (the, of, 之, 的, 只) mean nothing
here and are left out, and so does a measure word behind a number (七匹狼). A mark has a meaning only if the lexicon
knows every part of it: nothing is guessed from half a mark.

Digits mean what their number word means: of those the lexicon lacks, up to 9999, the Chinese one (88 is 八十八). Those
that stand for English words mean what these mean, too (4EVER: :func:`~ipsearch.text.latin.read_aloud`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice, product
from typing import Final, NamedTuple

from ipsearch.text.latin import read_aloud
from ipsearch.text.normal import HAN
from ipsearch.text.numerals import PLACES, number_word
from ipsearch.text.tables import read_table
from ipsearch.text.weak import core_latin, core_zh, weak_kind_latin

Part = tuple[str, frozenset[int]]
"""A part of a mark and its concepts; no concepts if the lexicon does not know it."""

MAX_KEYS = 8
"""Most keys for one mark. Three words of two senses each make eight; more would be noise."""

_NONE: frozenset[int] = frozenset()
_NO_KEYS: frozenset[tuple[int, ...]] = frozenset()
_PARTICLES = frozenset("之的与和及个只")
_MEASURES = frozenset("匹条头朵颗")
_NUMERALS = frozenset("零一二两三四五六七八九十百千万")
_TENS = frozenset("十拾")
_DAY = "天"
"""The sky; behind a number a day (七天)."""
_NUMBER_BEFORE = re.compile(rf"(?<![0-9])[1-9][0-9]{{0,3}}(?=[{HAN}])")
_RUN = re.compile(rf"[{HAN}]+|[^{HAN}\s]+(?:\s+[^{HAN}\s]+)*")
_HAN_START = re.compile(rf"[{HAN}]")
_NUMBER_OR_NOT = re.compile(r"[0-9]+|[^0-9]+")
_SHORTEST_HALF = 3
_SHORTEST_SINGULAR = 4
_LONGEST_PHRASE = 4
_LANGUAGES = ("es", "fr", "de", "it", "pt")
"""The columns behind the English one, without Japanese."""
_WITH_GENDER = (0, 3, 4)
_WITH_PLURAL_S = (0, 1, 4)
_COMPARED: Final = frozenset({"colours", "qualities"})
_NOT_COMPARED: Final = frozenset(
    {"circle", "dot", "fashion", "force", "limit", "line", "point", "power", "speed", "style", "triangle"}
)
"""Nouns in these domains: with the ending of the comparative they are other things (a liner, a pointer)."""
_AGREEING = frozenset({"colours", "qualities", "people", "professions"})
"""Domains whose Spanish, Italian and Portuguese words in -o mean the same in -a (rojo, roja; peregrino, peregrina)."""
_IRREGULAR: Final = {
    "calf": "calves", "child": "children", "elf": "elves", "foot": "feet", "goose": "geese", "half": "halves",
    "knife": "knives", "leaf": "leaves", "life": "lives", "man": "men", "mouse": "mice", "ox": "oxen",
    "tooth": "teeth", "wife": "wives", "wolf": "wolves", "woman": "women",
}  # fmt: skip
_ENDINGS = (
    ("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("iest", "y"), ("est", ""),
)  # fmt: skip
_COMPARATIVE: Final = (("ier", "y"), ("er", ""), ("er", "e"))
_DOUBLING: Final = frozenset({"ing", "ed", "est", "er"})


class _Lexicon(NamedTuple):
    han: dict[str, frozenset[int]]
    han_lengths: dict[str, tuple[int, ...]]
    """For each character that begins a word, the lengths of the words it begins, ascending."""
    latin: dict[str, frozenset[int]]
    english: frozenset[str]
    languages: tuple[frozenset[str], ...]
    """The words of each other European language."""
    with_plural_s: frozenset[str]
    """Those to which an s, or es, is added for the plural, as in English."""
    compared: frozenset[str]
    """English words that have a comparative: those of qualities and colours."""
    related: dict[int, frozenset[int]]


@lru_cache(maxsize=32768)
def concepts(word: str) -> frozenset[int]:
    """The concepts of one word or fixed phrase, Chinese or Latin; empty if the lexicon does not know it.

    English plurals, ``-ing``, ``-ed`` and ``-est`` are undone: ``dreams`` and ``dreaming`` are ``dream``; then
    comparatives (``bigger``), and Spanish, French and Portuguese plurals.
    """
    lexicon = _lexicon()
    found = lexicon.han.get(word) or lexicon.latin.get(word)
    if found is not None:
        return found
    base = next((b for b in _bases(word) if b in lexicon.english), "") or _positive(word) or _singular(word)
    return lexicon.latin[base] if base else _NONE


def same_idea(some: Collection[int], others: Collection[int]) -> bool:
    """Whether a concept of some is one of others, or near enough to be called the same idea: bull and cow, king and
    queen."""
    near = _lexicon().related
    return any(a in others or not near.get(a, _NONE).isdisjoint(others) for a in some)


def segment_concepts(text: str) -> tuple[Part, ...]:
    """The parts of a mark in order, each with its concepts.

    Han text is cut into words of the lexicon so that as few characters as possible are left over, then into as few
    words as possible; a number behind its tens (八十, 八). Latin text is cut at spaces; a phrase of the lexicon stays
    together, a number is a word of its own (``7up``), and an unknown word is split in two if both halves are words of
    one European language, of three letters or more (``forevermark``, ``marazul``).
    """
    if text.isascii():
        return tuple(_latin_parts(text))
    parts: list[Part] = []
    for run in _RUN.findall(text):
        parts.extend(_han_parts(run) if _HAN_START.match(run) else _latin_parts(run))
    return tuple(parts)


def same_meaning(a: str, b: str) -> bool:
    """Whether two marks mean the same: the lexicon knows all parts of both, and they translate into each other.

    The order of the parts does not count, nor how often one is repeated. The texts are taken as they are; give the
    cores (:mod:`ipsearch.text.weak`) to compare without weak elements.
    """
    return not _combinations(a, MAX_KEYS).isdisjoint(_combinations(b, MAX_KEYS))


def concept_keys(text: str, core: str | None = None) -> tuple[str, ...]:
    """Index keys for the meaning of a mark: its concept numbers in ascending order, such as ``c12.c87``.

    Two marks with the same meaning share a key. There is none unless the lexicon covers the whole mark, or the whole of
    its core. A word with several senses gives a key for each, a compound written apart (``moon light``) also what it
    means as one word, and a fixed phrase also what its words mean (``red bull``: ``toro rosso``); at most
    :data:`MAX_KEYS` in all: those of the whole mark first, lower concept numbers first.
    ``core`` saves finding the core where it is known.
    """
    if core is None:
        core = " ".join(core_latin(text.split())) if text.isascii() else core_zh(text)
    whole, distinctive = _combinations(text, MAX_KEYS), _combinations(core, MAX_KEYS) if core != text else _NO_KEYS
    if not whole and not distinctive:
        return ()
    keys = sorted(whole) + sorted(distinctive)
    return tuple(".".join(f"c{number}" for number in key) for key in dict.fromkeys(keys))[:MAX_KEYS]


def _combinations(text: str, limit: int) -> frozenset[tuple[int, ...]]:
    # Five of six Chinese names mean nothing here, and a load asks each: 0.6 us to find that out, or 4 by cutting it.
    if _han_characters().issuperset(text):
        return _choices(_han_parts(text), limit) if _is_covered(text) else _NO_KEYS
    if not _characters().issuperset(text):
        return _NO_KEYS
    found = _choices(segment_concepts(text), limit)
    if not text.isascii():
        numbered = _in_numerals(text)
        return found if numbered == text else found | _choices(segment_concepts(numbered), limit)
    if (said := read_aloud(text)) != text:
        found |= _choices(segment_concepts(said), limit)
    if " " in text:
        if (joined := _joined(text)) != text:
            found |= _choices(segment_concepts(joined), limit)
        if found:
            found |= _choices(tuple(_latin_parts(text, 1)), limit)
    return found


def _in_numerals(text: str) -> str:
    """A text with digits before a Han character as the number word that they are there (7天, 7匹狼)."""
    return _NUMBER_BEFORE.sub(lambda digits: number_word(digits.group()), text)


def _choices(parts: Sequence[Part], limit: int) -> frozenset[tuple[int, ...]]:
    """The concepts of all parts, one of each, in every choice up to a limit; none if a part has no concept."""
    senses = [found for _, found in parts]
    if not senses or not all(senses):
        return _NO_KEYS
    return frozenset(tuple(sorted(set(choice))) for choice in islice(product(*map(sorted, senses)), limit))


def _joined(text: str) -> str:
    """A Latin text with neighbouring words that make one English word written as that: ``moon light`` -> moonlight."""
    words = text.split()
    i = 0
    while i + 1 < len(words):
        if _english(words[i] + words[i + 1]):
            words[i : i + 2] = [words[i] + words[i + 1]]
        i += 1
    return " ".join(words)


def _is_covered(text: str) -> bool:
    """Whether a Han text can be cut into words of the lexicon and grammatical words, with nothing left over."""
    lexicon = _lexicon()
    known, lengths = lexicon.han, lexicon.han_lengths
    size = len(text)
    cuts = [0]
    for start in cuts:
        if start == size:
            return True
        for length in lengths.get(text[start], ()):
            end = start + length
            if end <= size and end not in cuts and text[start:end] in known:
                cuts.append(end)
        if _is_grammar(text, start) and start + 1 not in cuts:
            cuts.append(start + 1)
    return False


def _is_grammar(text: str, i: int) -> bool:
    """Whether a Han character may mean nothing where it stands: a particle between two parts (美的 is not 美)."""
    if text[i] in _PARTICLES:
        return 0 < i < len(text) - 1
    return text[i] in _MEASURES and i > 0 and text[i - 1] in _NUMERALS


def _han_parts(text: str) -> list[Part]:
    lexicon = _lexicon()
    known, lengths = lexicon.han, lexicon.han_lengths
    size = len(text)
    # best[i], for text[i:]: characters left over, number of words, length of the first word
    best: list[tuple[int, int, int]] = [(0, 0, 0)] * (size + 1)
    for start in range(size - 1, -1, -1):
        left, words, _ = best[start + 1]
        choice = (left + (not _is_grammar(text, start)), words + 1, 1)
        for length in lengths.get(text[start], ()):
            if start + length <= size and text[start : start + length] in known:
                left, words, _ = best[start + length]
                better = (left, words + 1) < choice[:2]
                if better or ((left, words + 1) == choice[:2] and text[start + length - 1] in _TENS):
                    choice = (left, words + 1, length)
        best[start] = choice
    parts: list[Part] = []
    start = 0
    while start < size:
        word = text[start : start + best[start][2]]
        found = known.get(word, _NONE)
        if word == _DAY and start and text[start - 1] in _NUMERALS:
            found |= lexicon.latin["day"]
        if found or not _is_grammar(text, start):
            parts.append((word, found))
        start += len(word)
    return parts


def _latin_parts(text: str, longest: int = _LONGEST_PHRASE) -> Iterator[Part]:
    words = text.split()
    latin = _lexicon().latin
    i = 0
    while i < len(words):
        for size in range(min(longest, len(words) - i), 1, -1):
            phrase = " ".join(words[i : i + size])
            if found := latin.get(phrase) or concepts(phrase):
                yield phrase, found
                i += size
                break
        else:
            if len(words) == 1 or weak_kind_latin(words[i]) != "function":
                yield from _latin_word(words[i])
            i += 1


@lru_cache(maxsize=8192)
def _latin_word(word: str) -> tuple[Part, ...]:
    found = concepts(word)
    if not found:
        if word.isdecimal() and word.isascii() and len(word) <= len(PLACES) and word[0] != "0":
            return tuple(_han_parts(number_word(word)))
        pieces = _NUMBER_OR_NOT.findall(word)
        if len(pieces) == 2 and min(len(p) for p in pieces if not p.isdigit()) > 1:
            return (*_latin_word(pieces[0]), *_latin_word(pieces[1]))
        for cut in range(len(word) - _SHORTEST_HALF, _SHORTEST_HALF - 1, -1):
            first, second = _english(word[:cut]), _english(word[cut:])
            if first and second:
                return (word[:cut], first), (word[cut:], second)
        latin, languages = _lexicon().latin, _lexicon().languages
        for cut in range(len(word) - _SHORTEST_HALF, _SHORTEST_HALF - 1, -1):
            one, other = word[:cut], word[cut:]
            if one in latin and other in latin and any(one in words and other in words for words in languages):
                return (one, latin[one]), (other, latin[other])
    return ((word, found),)


def _english(word: str) -> frozenset[int]:
    lexicon = _lexicon()
    base = word if word in lexicon.english else next((b for b in _bases(word) if b in lexicon.english), "")
    return lexicon.latin[base] if base else _NONE


def _bases(word: str) -> Iterator[str]:
    return _without(word, _ENDINGS)


def _without(word: str, endings: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What a word may be without one of some endings, a doubled letter before it also single: bigger, running."""
    for ending, instead in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_HALF:
            base = word[: -len(ending)] + instead
            yield base
            if not instead and ending in _DOUBLING and base[-1] == base[-2]:
                yield base[:-1]


def _positive(word: str) -> str:
    """The word for a quality or colour of which a word is the comparative: bigger, lazier; empty if it is none.

    Of other words the ending makes another idea: a runner is no run, a tower no tow.
    """
    return next((b for b in _without(word, _COMPARATIVE) if b in _lexicon().compared), "")


def _singular(word: str) -> str:
    """The Spanish, French or Portuguese word of which a word is the plural: islas, flores; empty if it is none."""
    for ending in ("s", "es"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= _SHORTEST_SINGULAR and base in _lexicon().with_plural_s:
            return base
    return ""


@cache
def _lexicon() -> _Lexicon:
    han: dict[str, frozenset[int]] = {}
    latin: dict[str, frozenset[int]] = {}
    english: set[str] = set()
    languages: tuple[set[str], ...] = tuple(set() for _ in _LANGUAGES)
    compared: set[str] = set()
    near: dict[int, frozenset[int]] = {}
    for row in read_table("concepts.tsv").splitlines()[1:]:
        number, domain, zh, en, *others, close = row.split("\t")
        concept = frozenset((int(number),))
        for word in zh.split(";"):
            _add(han, word, concept)
        words = set(en.split(";"))
        english |= words
        if domain in _COMPARED:
            compared |= words - _NOT_COMPARED
        for i, cell in enumerate(others):
            if not cell:  # two of five: to build their sets takes a quarter of the time of all
                continue
            foreign = set(cell.split(";"))
            if domain in _AGREEING and i in _WITH_GENDER:
                foreign |= {w[:-1] + "a" for w in foreign if w.endswith("o") and not w.endswith("ao")}
            if i < len(languages):  # not Japanese
                languages[i].update(foreign)
            words |= foreign
        for word in words:
            _add(latin, word, concept)
        if close:
            near[int(number)] = frozenset(map(int, close.split(";")))
    for phrase in [word for word in english if " " in word]:
        # What is written apart in the lexicon may be one word in a mark: REDBULL.
        latin.setdefault(phrase.replace(" ", ""), latin[phrase])
    for single, several in _IRREGULAR.items():
        english.add(several)
        _add(latin, several, latin[single])
    lengths: dict[str, set[int]] = {}
    for word in han:
        lengths.setdefault(word[0], set()).add(len(word))
    ordered = {char: tuple(sorted(sizes)) for char, sizes in lengths.items()}
    with_s = frozenset[str]().union(*(languages[i] for i in _WITH_PLURAL_S))
    return _Lexicon(
        han, ordered, latin, frozenset(english), tuple(map(frozenset, languages)), with_s, frozenset(compared), near
    )


@cache
def _han_characters() -> frozenset[str]:
    """The characters of the Chinese words and of the grammatical ones."""
    return (_PARTICLES | _MEASURES).union(*_lexicon().han)


@cache
def _characters() -> frozenset[str]:
    """The characters of which a mark with a meaning can consist: those of the Chinese words, and all of ASCII."""
    return _han_characters().union(map(chr, range(128)))


def _add(lexicon: dict[str, frozenset[int]], word: str, concept: frozenset[int]) -> None:
    known = lexicon.get(word)
    lexicon[word] = concept if known is None else known | concept
