"""How alike two Han characters look (形近字), from a committed table.

The table covers the 8,105 characters of 通用规范汉字表 (2013), their traditional forms, and the common characters of
Taiwan and Japan: 11,330 in all. How it was made and how good it is: ``docs/glyph-table.md``.

Two bands: from :data:`STRONG` on the whole characters are easily taken for each other (未/末, 晴/睛); from :data:`WEAK`
on they share their main component or their outline with a visible difference (象/像, 清/晴). A pair that shares no more
than a radical (铜/铁, 海/河) is in neither. Traditional and simplified forms of one character are in the table only if
they look alike (馬/马 are not): fold them first where they should count as the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from ipsearch.text.tables import read_table

STRONG: Final = 0.80
"""From here on: a consumer may take one character for the other."""

WEAK: Final = 0.60
"""The lowest likeness in the table."""

_CELL: Final = 3  # a neighbour and two digits: hundredths


@cache
def _rows() -> dict[str, str]:
    # A row stays one string until it is asked for: parsing all 139,000 cells would cost a hundred times the reading.
    return {row[0]: row[2:] for row in read_table("glyph.tsv").splitlines()}


def covers(char: str) -> bool:
    """Whether the table was made for this character: tells "no look-alikes" from "never examined"."""
    return char in _rows()


def similarity(a: str, b: str) -> float:
    """How alike two characters look: 1.0 for the same, :data:`WEAK` .. 0.99 for look-alikes, 0.0 for all others.

    Symmetric. Characters outside the table (letters, digits, rare Han) are like themselves only.
    """
    if a == b:
        return 1.0
    rows = _rows()
    row = rows.get(a, "")
    at = row.find(b)
    # A digit is found in the scores of any row, but has none of its own.
    return int(row[at + 1 : at + _CELL]) / 100 if at >= 0 and b in rows else 0.0


def look_alikes(char: str) -> Mapping[str, float]:
    """All characters of the table that look like this one, most alike first, each with :func:`similarity` to it.

    The character itself is not among them. Empty outside the table.
    """
    row = _rows().get(char, "")
    return MappingProxyType({row[at]: int(row[at + 1 : at + _CELL]) / 100 for at in range(0, len(row), _CELL)})
