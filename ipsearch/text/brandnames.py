"""Names by which the public knows one brand in Chinese and in other letters (固定对应的中外文名称): 耐克, NIKE, ナイキ.

Such names are similar marks though they neither sound alike nor mean the same: to whoever knows both, each says where
the goods come from (稳定的对应关系, a stable association: Supreme People's Court of China, LAFITE / 拉菲庄园,
(2016)最高法行再34号). Which names belong together cannot be told from the texts; it is a table (``brand_names.tsv``,
written for this project, docs/word-tables.md).

A mark may also have such a name beside something else (NIKE AIR). Names that are ordinary words, names of people or
places too (``brand_words.tsv``), and Latin ones of two or three letters, count only where they are alone: GIANT PANDA
says nothing of bicycles. Names in kana, Hangul or Cyrillic count alone only.

Letters one edit away from a name of five or more stand for it, too, unless they are a word or a name themselves
(``brand_neighbours.tsv``): ADIDOS, which everybody takes for ADIDAS, for 阿迪达斯.

Names are in normal form (:func:`ipsearch.text.normal.normalise`) without spaces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from operator import add
from typing import Final

from rapidfuzz.distance import OSA

from ipsearch.text.edits import deletions
from ipsearch.text.latin import consonants, look, respell, shapes
from ipsearch.text.meaning import concept_keys, concepts
from ipsearch.text.pinyin import is_pinyin
from ipsearch.text.tables import read_table
from ipsearch.text.weak import core_latin, is_weak_throughout_zh, is_weak_zh, weak_kind_latin, weak_words_latin

HELD: Final = "+"
"""Begins the key of a brand of which a mark has a name beside something else."""
NEAR: Final = "~"
"""Begins the key of a brand from whose name a mark is one edit away."""
_SHORTEST_HELD: Final = 4
"""Letters of a name that is looked for among others: of fewer, most are initials that anyone may have."""
_SHORTEST_JOINED: Final = 6
"""Letters of a name that is looked for in several words: shorter ones come about at a seam (FILA in CHICK-FIL-A)."""
_SHORTEST_NEAR, _LONGEST_NEAR = 5, 16
"""Letters that may be one edit from a name of at least five. Of shorter ones most are names of others (COCO, COSCO); of
longer ones there are hardly any, and each letter costs a load one look."""
_LONG_ENOUGH: Final = 6
"""Letters of a name and of what is one edit from it from which on any edit will do: of five, most edits make a name of
another (LINDE, LINDT)."""
_VOWELS: Final = re.compile("[aeiou]{2,}")
_LEAST_BESIDE: Final = 2
"""Characters beside a name in a Han part; one makes another word too often (大金鱼 is no 大金)."""

_Names = tuple[list[str], list[str]]
"""Names that stand for a mark, and names that it has beside something else."""


def brand_keys(name: str) -> tuple[str, ...]:
    """Index keys of the brands that have a name, such as ``b12``; one may stand for several (dove: 德芙, 多芬)."""
    return _brands().get(name, ())


def named_brands(compact: str, han: str, core: str, words: Sequence[str]) -> dict[str, list[str]]:
    """The keys of the brands that a mark names, each with the names by which it does.

    A name may be the whole mark (``compact``), its Han part or its letters, each of these without its weak elements,
    letters that look like these (N1KE), or what of the Han part has :func:`little <_little>` beside it. A name that
    has more beside it is held only: its key begins with :data:`HELD`. Where the letters, or those without weak words,
    are only :func:`nearly <_one_edit_from>` a name, it begins with :data:`NEAR`.
    """
    known = _brands()
    found: dict[str, list[str]] = {}
    names, held = _inside(han, core)
    for name in dict.fromkeys([compact, han, core, *names, *(_of_words(words) if words else ())]):
        for key in known.get(name, ()):
            found.setdefault(key, []).append(name)
    for name in (*held, *_among(words)) if len(words) > 1 else held:
        for key in known[name]:
            if key not in found:
                found.setdefault(HELD + key, []).append(name)
    for name in _one_edit_from("".join(core_latin(words))) if words else ():
        for key in known[name]:
            if key not in found:
                found.setdefault(NEAR + key, []).append(name)
    return found


def brand_of(key: str) -> str:
    """The key of a brand as :func:`brand_keys` has it."""
    return key.lstrip(HELD + NEAR)


def _inside(han: str, core: str) -> _Names:
    """The names inside a Han part that have :func:`little <_little>` before and behind them, and those that have more,
    but on one side only of the part or its core.

    The core alone would miss those of which a piece is weak too (可口 is the core of 可口可乐公司), and those in marks
    that are their own core (美的集团).
    """
    lengths = _lengths()
    if lengths.keys().isdisjoint(map(add, han, han[1:])):  # nearly all marks
        return [], []
    names: list[str] = []
    held: list[str] = []
    for start in range(len(han) - 1):
        for size in lengths.get(han[start : start + 2], ()):
            name = han[start : start + size]
            if name not in _brands():
                continue
            if _little(han[:start]) and _little(han[start + size :]):
                names.append(name)
            elif name not in _words() and _at_an_end(name, core if name in core else han):
                held.append(name)
    return names, held


def _at_an_end(name: str, text: str) -> bool:
    """Whether a text begins or ends with a name that leaves enough of it."""
    return len(text) - len(name) >= _LEAST_BESIDE and (text.startswith(name) or text.endswith(name))


def _little(rest: str) -> bool:
    """Whether what stands beside a name is nothing, a number, or weak elements of two characters or more.

    One character makes another word too often (大金鱼 is no 大金); where it does not, the core is without it.
    """
    return not rest or rest.isdigit() or (len(rest) >= _LEAST_BESIDE and is_weak_throughout_zh(rest))


def _of_words(words: Sequence[str]) -> list[str]:
    """The words joined: those that are not weak, without a model's number too (PORSCHE 911), each run of words that
    has only weak ones beside it (COCA COLA in COCA-COLA LTD, though COLA is weak), and the names that all or those
    that are not weak look like (N1KE)."""
    telling = [i for i, weak in enumerate(weak_words_latin(words)) if not weak] or list(range(len(words)))
    core = "".join([words[i] for i in telling])
    runs = ["".join(words[i:j]) for i in range(telling[0] + 1) for j in range(len(words), telling[-1], -1)]
    letters = "".join(words)
    alike = _looking_like(letters) if core == letters else [*_looking_like(letters), *_looking_like(core)]
    return [*runs, core, core.rstrip("0123456789"), *alike]


def _looking_like(letters: str) -> list[str]:
    """The names for which letters may be taken, unless they are a name or a word themselves (LILY is no ILLY)."""
    if len(letters) < _SHORTEST_HELD or letters in _brands():
        return []
    looks = _looks()
    found = [name for shape in shapes(letters) for name in looks.get(shape, ()) if _may_be_taken(letters, name)]
    return [] if found and (weak_kind_latin(letters) or concept_keys(letters)) else found


def _may_be_taken(letters: str, name: str) -> bool:
    """An i for an l makes another word of four letters (DELI is no DELL); an l for an i (NlKE) hardly does."""
    return len(letters) > _SHORTEST_HELD or all(x != "i" or y != "l" for x, y in zip(letters, name, strict=False))


def _one_edit_from(letters: str) -> list[str]:
    """The names that one edit makes of letters that are no name, word, person or place themselves.

    The first letter is the same. Short ones differ in a vowel or in a doubled letter only, pinyin in a vowel beside
    another, for any other makes another word of it (XIAOMA is no XIAOMI), or in the order of two neighbours.
    """
    if not _SHORTEST_NEAR <= len(letters) <= _LONGEST_NEAR or not letters.isalpha():
        return []
    near = _near_latin()
    names = near.get(letters, [])
    for i in range(1, len(letters)):  # for nearly every mark of a load this is all, in half the time of deletions()
        text = letters[:i] + letters[i + 1 :]
        if text in near:
            names = [*names, *near[text]]
    if not names:
        return []
    distinct = dict.fromkeys(names)
    found = [name for name in distinct if name[0] == letters[0] and OSA.distance(name, letters, score_cutoff=1) == 1]
    if not found or letters in _brands() or letters in _neighbours() or concepts(letters) or weak_kind_latin(letters):
        return []
    if is_pinyin(letters):
        return [name for name in found if sorted(name) == sorted(letters) or _diphthongs(name) == _diphthongs(letters)]
    return [name for name in found if min(len(name), len(letters)) >= _LONG_ENOUGH or _sounds_near(name, letters)]


def _sounds_near(name: str, letters: str) -> bool:
    return sorted(name) == sorted(letters) or consonants(respell(name)) == consonants(respell(letters))


def _diphthongs(letters: str) -> str:
    """The letters with every run of vowels made one."""
    return _VOWELS.sub(".", letters)


def _among(words: Sequence[str]) -> list[str]:
    """The names that are some of several words (COCA COLA in COCA COLA ZERO)."""
    found: list[str] = []
    beginnings, names = _held_beginnings(), _held_latin()
    for i in range(len(words)):
        run = ""
        for word in words[i:]:
            run += word
            if run not in beginnings:
                break
            if run in names and (run == word or len(run) >= _SHORTEST_JOINED):
                found.append(run)
    return found


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """For each two characters that begin a name, the lengths of the names that they begin.

    Without the names that are weak elements themselves: 现代照明 has nothing that names a brand.
    """
    found: dict[str, set[int]] = {}
    for name in _brands():
        if not is_weak_zh(name):
            found.setdefault(name[:2], set()).add(len(name))
    return {beginning: tuple(sizes) for beginning, sizes in found.items()}


@cache
def _brands() -> dict[str, tuple[str, ...]]:
    """Name -> keys of its brands."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table("brand_names.tsv").splitlines()[1:]:
        number, *names = row.split("\t")
        for name in ";".join(names).strip(";").split(";"):
            found[name] = (*found.get(name, ()), f"b{number}")
    return found


@cache
def _words() -> frozenset[str]:
    """The names that are words, people or places too."""
    return frozenset([row.split("\t")[0] for row in read_table("brand_words.tsv").splitlines()[1:]])


@cache
def _held_latin() -> frozenset[str]:
    """The Latin names that count beside other words."""
    names = [name for name in _brands() if name.isascii() and len(name) >= _SHORTEST_HELD and name not in _words()]
    return frozenset([name for name in names if not weak_kind_latin(name)])


@cache
def _near_latin() -> dict[str, list[str]]:
    """The Latin names from which others may be one edit away, by themselves and by what is left without a letter."""
    found: dict[str, list[str]] = {}
    for name in sorted(_held_latin()):
        if len(name) >= _SHORTEST_NEAR and name.isalpha():
            for text in (name, *deletions(name)):
                found.setdefault(text, []).append(name)
    return found


@cache
def _neighbours() -> frozenset[str]:
    """The words, people and places that are one edit from a name and no imitation of it (HARVEY, of HARLEY)."""
    return frozenset([row.split("\t")[0] for row in read_table("brand_neighbours.tsv").splitlines()[1:]])


@cache
def _held_beginnings() -> frozenset[str]:
    """What these begin with."""
    return frozenset([name[:end] for name in _held_latin() for end in range(1, len(name) + 1)])


@cache
def _looks() -> dict[str, list[str]]:
    """What they :func:`~ipsearch.text.latin.look` like -> the names."""
    found: dict[str, list[str]] = {}
    for name in sorted(_held_latin()):
        found.setdefault(look(name), []).append(name)
    return found
