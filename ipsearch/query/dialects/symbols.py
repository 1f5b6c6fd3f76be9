"""Class symbols as searchers type them: as printed, shortened, as a range."""

from __future__ import annotations

import re

from ipsearch.query import syntax
from ipsearch.text.classsymbol import parse_symbol

_SUBGROUPS = re.compile(r"(?P<main>[A-HY]\d{2}[A-Z]\d{1,4})/(?P<low>\d{1,6})(?:-(?P<high>\d{2,6}))?")
_TRUNCATIONS = "*$+%"
"""Signs of truncation of any system: no symbol ends with one."""
_DIGITS = 6
"""Of the longest number of a subgroup."""


_BEGINNING = re.compile(r"[A-HY](?:\d{1,2}(?:[A-Z](?:[\s-]*\d.*)?)?)?\W*\Z", re.IGNORECASE | re.DOTALL)


def begins_a_class(text: str) -> bool:
    """Whether a value is a symbol, or begins like one and may be shortened: words of a text are none."""
    return bool(_BEGINNING.match(text.strip()) or parse_symbol(text))


def symbol_of(text: str) -> str:
    """A class symbol in its one form, also as documents print it (``H01M 10/0525 (2010.01)``) and as the Lens writes it
    (``G06F17\\/27``); what is none without spaces, upper case."""
    text = text.replace("\\/", "/")
    return str(parse_symbol(text) or "".join(text.upper().split()))


def class_of(field: str, text: str, spread: syntax.Spread | None, wild: str) -> syntax.Class | None:
    """The class that a value means; ``wild`` are the dialect's signs of truncation. None if nothing is left of it."""
    low, colon, high = text.partition(":")
    if colon and _is_whole(low) and _is_whole(high):  # H04L67/10:H04L67/1095; H01M10:0525 is one symbol
        return syntax.Class(field, symbol_of(low), "low", until=symbol_of(high))
    symbol = symbol_of(text)
    ends: tuple[syntax.Spread, ...] = ("low", "high", "same")
    for end in ends:
        if symbol.endswith("/" + end.upper()):
            symbol, spread = symbol[: -len(end) - 1], end
    stem = symbol.rstrip(wild + _TRUNCATIONS)
    if (found := _subgroups(stem, stem != symbol)) is not None:
        return syntax.Class(field, found[0], "low", until=found[1])
    stem = symbol_of(stem) if stem != symbol else stem  # G06F-003*
    stem = stem.rstrip("/")  # Derwent writes F03D// for all below
    return syntax.Class(field, stem, spread or "low") if stem else None


def _is_whole(text: str) -> bool:
    symbol = parse_symbol(text)
    return symbol is not None and bool(symbol.subgroup)


def _subgroups(symbol: str, open_end: bool) -> tuple[str, str] | None:
    """The first and the last of the subgroups that a shortened symbol names: ``G06F17/27-2795``, as the USPTO writes a
    range, and with ``open_end`` all that begin like ``G06F17/2``, which is no symbol itself. None for any other."""
    found = _SUBGROUPS.fullmatch(symbol)
    if found is None or bool(found["high"]) == open_end:
        return None
    low, high = found["low"], found["high"] or found["low"].ljust(_DIGITS, "9")
    return f"{found['main']}/{low.ljust(2, '0')}", f"{found['main']}/{high}"
