"""Names by which the public knows one brand in Chinese and in Latin letters (固定对应的中外文名称): 耐克 and NIKE.

Such names are similar marks though they neither sound alike nor mean the same: to whoever knows both, each says where
the goods come from (稳定的对应关系, a stable association: Supreme People's Court of China, LAFITE / 拉菲庄园,
(2016)最高法行再34号). Which names belong together cannot be told from the texts; it is a table (``brand_names.tsv``,
written for this project, docs/word-tables.md).

A mark may also have such a name beside something else (NIKE AIR). Names that are ordinary words, names of people or
places too (``brand_words.tsv``), and Latin ones of two or three letters, count only where they are alone: GIANT PANDA
says nothing of bicycles.

Names are in normal form (:func:`ipsearch.text.normal.normalise`) without spaces.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import add
from typing import Final

from ipsearch.text.latin import look, shapes
from ipsearch.text.meaning import concept_keys
from ipsearch.text.tables import read_table
from ipsearch.text.weak import is_weak_throughout_zh, is_weak_zh, weak_kind_latin, weak_words_latin

HELD: Final = "+"
"""Begins the key of a brand of which a mark has a name beside something else."""
_SHORTEST_HELD: Final = 4
"""Letters of a name that is looked for among others: of fewer, most are initials that anyone may have."""
_SHORTEST_JOINED: Final = 6
"""Letters of a name that is looked for in several words: shorter ones come about at a seam (FILA in CHICK-FIL-A)."""
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
    has more beside it is held only: its key begins with :data:`HELD`.
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
    return found


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
        number, zh, latin = row.split("\t")
        for name in (*zh.split(";"), *latin.split(";")):
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
