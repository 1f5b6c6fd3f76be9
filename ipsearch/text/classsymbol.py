"""Symbols of the IPC and the CPC: read in every written form, written in one.

A symbol is a section (``H``), class (``H01``), subclass (``H01M``), main group (``H01M10``) or subgroup
(``H01M10/0525``). Main groups end in ``/00`` where they are printed in full. Ancestors are those that can be read off
the symbol; which subgroup stands below which is said by the dots of the scheme alone, and is not known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ipsearch.text.stream import fold

_COMPACT = re.compile(r"([A-HY])(?:(\d{2})(?:([A-Z])(?:\s*0*(\d{1,4})(?:\s*[/:]\s*(\d{2,6}))?)?)?)?(?=\s|$|[^\w/])")
_FIXED = re.compile(r"([A-HY])(\d{2})([A-Z])\s*0*(\d{1,4})\s*/\s*(\d{2,6})")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol in parts; the parts below what it names are empty. ``str()`` writes it (``H01M10/0525``)."""

    section: str
    klass: str = ""
    subclass: str = ""
    group: str = ""
    subgroup: str = ""

    def __str__(self) -> str:
        head = f"{self.section}{self.klass}{self.subclass}{self.group}"
        return f"{head}/{self.subgroup}" if self.subgroup else head


def parse_symbol(text: str) -> Symbol | None:
    """A symbol from any written form; None if it is none.

    Understood are ``H01M10/0525``, ``h01m 10/0525``, the fixed columns of IPCR (``H01M  10/0525      20100101AFI...``),
    zero-padded groups (``H01M0010/0525``, ``H01M0010052500``) and symbols that stop early (``H``, ``H01``, ``H01M``).
    """
    plain = fold(text).upper().strip().lstrip("(").replace("\u2044", "/")
    if padded := re.match(r"([A-HY])(\d{2})([A-Z])(\d{4})(\d{6})\Z", plain):
        section, klass, subclass, group, rest = padded.groups()
        return Symbol(section, klass, subclass, str(int(group)), rest[:2] + rest[2:].rstrip("0"))
    found = _FIXED.match(plain) or _COMPACT.match(plain)
    if found is None:
        return None
    return Symbol(*(part or "" for part in found.groups()))


def ancestors(symbol: str) -> tuple[str, ...]:
    """A symbol with everything above it that can be read off it, the widest first; a text that is none alone.

    ``H01M10/0525`` gives ``H``, ``H01``, ``H01M``, ``H01M10``, ``H01M10/0525``.
    """
    found = parse_symbol(symbol)
    if found is None:
        return ("".join(symbol.split()),) if symbol.strip() else ()
    chain = [found.section]
    for part in (found.klass, found.subclass, found.group):
        if part:
            chain.append(chain[-1] + part)
    if found.subgroup:
        chain.append(str(found))
    return tuple(chain)


def low_token(symbol: str) -> str:
    """The index token that selects a symbol with everything below it: a main group is asked without its ``/00``."""
    found = parse_symbol(symbol)
    if found is None:
        return "".join(symbol.split())
    return ancestors(str(found))[-1].removesuffix("/00")
