"""Classification symbols as asked, in engine terms.

The index holds, for every symbol of a document, the symbol's ancestors that can be read off it (section, class,
subclass, main group), the symbol itself, and the symbol once more behind ``=``: that one is only where the document was
classified, not above it. Which subgroup stands below which (the dots of the scheme) cannot be read off a symbol.
"""

from __future__ import annotations

import re

from ipsearch.errors import UsageError
from ipsearch.query.ast import Node, Prefix, Terms, all_of, any_of
from ipsearch.query.syntax import Class
from ipsearch.text.classsymbol import high_tokens, locarno_symbol, low_token, parse_symbol, same_token

OWN = "="
"""Before a symbol that a document itself has."""
_MAIN = re.compile(r"[A-HY]\d{2}[A-Z]\d+\Z")
_GROUP = re.compile(r"([A-HY]\d{2}[A-Z])(\d+)/(\d+)\Z")


def class_query(path: str, query: Class) -> Node:
    """The documents of a class in one index field. Raises ``UsageError`` ``query.bad_class``, ``query.class_range``."""
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
    end = parse_symbol(until)
    first, last = _GROUP.match(low), _GROUP.match(str(end)) if end else None
    if first is None or last is None or first[1] != last[1]:
        raise UsageError("query.class_range", low=low, high=until)
    subclass, group, until_group = first[1], int(first[2]), int(last[2])
    if group == until_group:
        return _subgroups(path, f"{subclass}{group}", first[3], last[3])
    whole = [Terms(path, (f"{subclass}{number}",)) for number in range(group + 1, until_group)]
    begin = _subgroups(path, f"{subclass}{group}", first[3], "")
    rest = _subgroups(path, f"{subclass}{until_group}", "00", last[3])
    return any_of([begin, *whole, rest])


def _subgroups(path: str, main: str, low: str, high: str) -> Node:
    """Symbols of a main group from ``low`` to ``high``; subgroup numbers are read as decimals (05 < 0525 < 06).

    ``high`` empty: to the end of the group.
    """
    found: list[Node] = [Prefix(path, f"{OWN}{main}/{low}")] if not high or low <= high else []
    found += [
        Prefix(path, f"{OWN}{main}/{n:02d}") for n in range(int(low[:2]) + 1, 100) if not high or f"{n:02d}" < high[:2]
    ]
    if high and high[:2] > low[:2]:
        found += [Terms(path, (f"{OWN}{main}/{high}",))]
        # 0525 is above 05 and below 06: what begins like the end and is longer lies beyond it.
        found += [
            Prefix(path, f"{OWN}{main}/{high[:2]}{digit}")
            for digit in range(10)
            if len(high) > 2 and f"{digit}" < high[2:3]
        ]
    elif high:
        found = [Terms(path, (f"{OWN}{main}/{low}", f"{OWN}{main}/{high}"))]
    return all_of([any_of(found)])
