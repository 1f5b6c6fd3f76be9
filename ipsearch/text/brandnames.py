"""Names by which the public knows one brand in Chinese and in Latin letters (固定对应的中外文名称): 耐克 and NIKE.

Such names are similar marks though they neither sound alike nor mean the same: to whoever knows both, each says where
the goods come from (稳定的对应关系, a stable association: Supreme People's Court of China, LAFITE / 拉菲庄园,
(2016)最高法行再34号). Which names belong together cannot be told from the texts; it is a table (``brand_names.tsv``,
written for this project, docs/word-tables.md).

Names are in normal form (:func:`ipsearch.text.normal.normalise`) without spaces.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ipsearch.text.tables import read_table


def brand_keys(names: Iterable[str]) -> tuple[str, ...]:
    """Index keys of the brands that one of these names stands for, such as ``b12``; a name may stand for several."""
    known = _brands()
    return tuple(dict.fromkeys([key for name in names for key in known.get(name, ())]))


def same_brand(x: str, y: str) -> bool:
    """Whether two names are known as names of one brand."""
    known = _brands()
    return not frozenset(known.get(x, ())).isdisjoint(known.get(y, ()))


@cache
def _brands() -> dict[str, tuple[str, ...]]:
    """Name -> keys of its brands."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table("brand_names.tsv").splitlines()[1:]:
        number, zh, latin = row.split("\t")
        for name in (*zh.split(";"), *latin.split(";")):
            found[name] = (*found.get(name, ()), f"b{number}")
    return found
