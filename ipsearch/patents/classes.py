"""Classification symbols as asked, in engine terms.

The index holds, for every symbol of a document, the symbol's ancestors that can be read off it (section, class,
subclass, main group), the symbol itself, and the symbol once more behind ``=``: that one is only where the document was
classified, not above it. Which subgroup stands below which (the dots of the scheme) cannot be read off a symbol.
"""

from __future__ import annotations

import re
from string import digits

from ipsearch.errors import UsageError
from ipsearch.query.ast import Node, Prefix, Terms, any_of
from ipsearch.query.syntax import Class
from ipsearch.text.classsymbol import high_tokens, locarno_symbol, low_token, parse_symbol, same_token

OWN = "="
"""Before a symbol that a document itself has."""
_MAIN = re.compile(r"[A-HY]\d{2}[A-Z]\d+\Z")
_GROUP = re.compile(r"([A-HY]\d{2}[A-Z])(\d+)(?:/(\d+))?\Z")


def class_query(path: str, query: Class) -> Node:
    """The documents of a class in one index field. Raises ``UsageError`` ``query.bad_class``, ``query.class_range``,
    ``query.range_order``."""
    if path == "locarno":
        return _locarno(path, query.symbol)
    symbol = parse_symbol(query.symbol)
    if symbol is None:
        raise UsageError("query.bad_class", value=query.symbol)
    written = str(symbol)
    if query.until:
        return _between(path, written, query.until)
    if query.offices:
        return any_of(Terms("cpc_office", (f"{low_token(written)}|{office}",)) for office in query.offices)
    match query.spread:
        case "low":
            return Terms(path, (low_token(written),))
        case "same":
            return Terms(path, tuple(dict.fromkeys(OWN + same_token(one) for one in (written, _whole(written)))))
        case "high":
            return Terms(path, tuple(OWN + one for one in high_tokens(_whole(written))))


def _whole(symbol: str) -> str:
    """A main group as documents have it: ``H04L12`` is ``H04L12/00``."""
    return f"{symbol}/00" if _MAIN.match(symbol) else symbol


def _locarno(path: str, asked: str) -> Node:
    """A class, as ``06``, with its subclasses, or a subclass, as ``06-01``."""
    if symbol := locarno_symbol(asked):
        return Terms(path, (symbol,))
    if asked.strip().isdecimal() and len(asked.strip()) <= 2:
        return Prefix(path, f"{asked.strip():0>2}-")
    raise UsageError("query.bad_class", value=asked)


def _between(path: str, low: str, until: str) -> Node:
    """Groups of one subclass, both ends included: a main group without a subgroup is all of it."""
    symbol = parse_symbol(until)
    first, last = _GROUP.match(low), _GROUP.match(str(symbol)) if symbol else None
    if first is None or last is None or first[1] != last[1]:
        raise UsageError("query.class_range", low=low, high=until)
    subclass, begin, end = first[1], first[3] or "", last[3] or ""
    groups = range(int(first[2]), int(last[2]) + 1)
    if not groups or (len(groups) == 1 and end and begin > end):
        raise UsageError("query.range_order", low=low, high=until)
    return any_of(
        _group(path, f"{subclass}{one}", begin if one == groups[0] else "", end if one == groups[-1] else "")
        for one in groups
    )


def _group(path: str, main: str, low: str, high: str) -> Node:
    """A main group from one subgroup to another; without both, all of it."""
    return _subgroups(path, main, low or "00", high) if low or high else Terms(path, (main,))


def _subgroups(path: str, main: str, low: str, high: str) -> Node:
    """Symbols of a main group from ``low`` to ``high``, or to the end of the group.

    Subgroup numbers are read as decimals: 05 is below 0525, which is below 06.
    """
    exact: list[str] = []
    if not high:
        starts = [low, *_above(low, 0)]
    elif high.startswith(low):
        exact = [high[:end] for end in range(len(low), len(high) + 1)]
        starts = _below(high, len(low))
    else:
        at = next(at for at, (a, b) in enumerate(zip(low, high, strict=False)) if a != b)
        exact = [high[:end] for end in range(at + 1, len(high) + 1)]
        between = [low[:at] + digit for digit in digits if low[at] < digit < high[at]]
        starts = [low, *_above(low, at + 1), *between, *_below(high, at + 1)]
    found: list[Node] = [Prefix(path, f"{OWN}{main}/{start}") for start in starts]
    return any_of([*found, Terms(path, tuple(f"{OWN}{main}/{one}" for one in exact))] if exact else found)


def _above(number: str, start: int) -> list[str]:
    """Beginnings of the decimals that first differ from one behind ``start`` digits or later, and are above it."""
    return [number[:at] + digit for at in range(start, len(number)) for digit in digits if digit > number[at]]


def _below(number: str, start: int) -> list[str]:
    """As :func:`_above`, below it."""
    return [number[:at] + digit for at in range(start, len(number)) for digit in digits if digit < number[at]]
