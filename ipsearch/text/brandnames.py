"""Names by which the public knows one brand in Chinese and in Latin letters (固定对应的中外文名称): 耐克 and NIKE.

Such names are similar marks though they neither sound alike nor mean the same: to whoever knows both, each says where
the goods come from (稳定的对应关系, a stable association: Supreme People's Court of China, LAFITE / 拉菲庄园,
(2016)最高法行再34号). Which names belong together cannot be told from the texts; it is a table (``brand_names.tsv``,
written for this project, docs/word-tables.md).

Names are in normal form (:func:`ipsearch.text.normal.normalise`) without spaces.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import add

from ipsearch.text.tables import read_table
from ipsearch.text.weak import is_weak_throughout_zh, is_weak_zh, weak_words_latin


def brand_keys(name: str) -> tuple[str, ...]:
    """Index keys of the brands that have a name, such as ``b12``; one may stand for several (dove: 德芙, 多芬)."""
    return _brands().get(name, ())


def named_brands(compact: str, han: str, core: str, words: Sequence[str]) -> dict[str, list[str]]:
    """The keys of the brands that a mark names, each with the names by which it does.

    A name may be the whole mark (``compact``), its Han part or its letters, each of these without its weak elements, or
    what of the Han part has :func:`little <_little>` beside it.
    """
    known = _brands()
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys([compact, han, core, *_inside(han), *(_of_words(words) if words else ())]):
        for key in known.get(name, ()):
            found.setdefault(key, []).append(name)
    return found


def _inside(han: str) -> list[str]:
    """The names inside a Han part that have :func:`little <_little>` before and behind them.

    The core alone would miss those of which a piece is weak too (可口 is the core of 可口可乐公司), and those in marks
    that are their own core (美的集团).
    """
    lengths = _lengths()
    if lengths.keys().isdisjoint(map(add, han, han[1:])):  # nearly all marks
        return []
    spans = [(i, i + size) for i in range(len(han) - 1) for size in lengths.get(han[i : i + 2], ())]
    return [han[i:j] for i, j in spans if han[i:j] in _brands() and _little(han[:i]) and _little(han[j:])]


def _little(rest: str) -> bool:
    """Whether what stands beside a name is nothing, a number, or weak elements of two characters or more.

    One character makes another word too often (大金鱼 is no 大金); where it does not, the core is without it.
    """
    return not rest or rest.isdigit() or (len(rest) > 1 and is_weak_throughout_zh(rest))


def _of_words(words: Sequence[str]) -> list[str]:
    """The words joined: those that are not weak, without a model's number too (PORSCHE 911), and each run of words
    that has only weak ones beside it (COCA COLA in COCA-COLA LTD, though COLA is weak)."""
    telling = [i for i, weak in enumerate(weak_words_latin(words)) if not weak] or list(range(len(words)))
    core = "".join([words[i] for i in telling])
    runs = ["".join(words[i:j]) for i in range(telling[0] + 1) for j in range(len(words), telling[-1], -1)]
    return [*runs, core, core.rstrip("0123456789")]


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
