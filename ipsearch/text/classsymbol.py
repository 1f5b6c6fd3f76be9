"""Symbols of the IPC, the CPC and the Locarno classification: read in every written form, written in one.

An IPC or CPC symbol is a section (``H``), class (``H01``), subclass (``H01M``), main group (``H01M10``, printed in full
``H01M10/00``) or subgroup (``H01M10/0525``). A Locarno symbol is a class and a subclass (``06-01``).

Ancestors are those that can be read off a symbol. Which subgroup stands below which is said by the dots of the scheme
alone: H04L12/58 is below H04L12/54, and nothing in the two symbols says so. That hierarchy is not known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ipsearch.text.stream import fold

_HEAD = r"(?:INT\s?\.?\s?CL\s?\.?\s*)?(?:\d\s*)?"
"""What may stand in front: the words of the IPC, and up to edition 7 the number of the edition."""
_TAIL = r"(?:\s*\(\d{4}(?:\.\d\d)?\)(?:\s*[IN])?|\s+\d{8}(?!\d).*|(?:\s+[A-Z]{1,2}\b)+)?\s*[.,;]?"
"""What may stand behind: an edition with invention or not (``(2010.01)I``), the other columns of IPCR, the office that
gave the symbol."""
_PARTS = r"([A-HY])(?:\s*(\d{2})(?:\s*([A-Z])(?:[\s-]*0*([1-9]\d{0,3})(?:\s*[/:.]\s*(\d{2,6})|\s*/)?)?)?)?"
_SYMBOL = re.compile(_HEAD + _PARTS + _TAIL, re.ASCII)
_PADDED = re.compile(r"([A-HY])(\d{2})([A-Z])(\d{4})(\d{6})", re.ASCII)
_LOCARNO = re.compile(r"(?:LOC[^-\d]*(?:\(\d+\))?[^-\d]*)?(\d{1,2})\s*[-./ ]\s*(\d{1,2})|(\d{2})(\d{2})", re.ASCII)


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
    """A symbol of IPC or CPC from any written form; None if the text is none or is more than one.

    Understood are ``H01M10/0525``, ``h01m 10/0525``, ``H01M-010/0525``, the fixed columns of IPCR
    (``H01M  10/0525      20100101AFI...``) and of edition 7 (`` 7A 61K   9/16``), also with dots for spaces,
    zero-padded groups (``H01M0010/0525``, ``H01M0010052500``), a dot or colon for the stroke, an edition behind
    (``(2010.01)``), and symbols that stop early (``H``, ``H01``, ``H01M``, ``H01M10``). No part of a symbol is ever
    left out: what cannot be read to its end is None, not a wider symbol.
    """
    plain = re.sub(r"\.{2,}", " ", fold(text).upper().replace("\u2044", "/")).strip()
    if plain.startswith("(") and plain.endswith(")"):
        plain = plain[1:-1].strip()
    if padded := _PADDED.fullmatch(plain):
        section, klass, subclass, group, rest = padded.groups()
        return Symbol(section, klass, subclass, str(int(group)), rest[:2] + rest[2:].rstrip("0"))
    found = _SYMBOL.fullmatch(plain)
    return Symbol(*(part or "" for part in found.groups())) if found else None


def locarno_symbol(text: str) -> str:
    """A Locarno symbol as ``06-01`` from ``6-1``, ``0601``, ``LOC (10) Cl. 06-01``; empty if it is none."""
    found = _LOCARNO.fullmatch(fold(text).upper().strip())
    if found is None:
        return ""
    klass, subclass = found[1] or found[3], found[2] or found[4]
    return f"{klass:0>2}-{subclass:0>2}"


def ancestors(symbol: str) -> tuple[str, ...]:
    """A symbol with everything above it that can be read off it, the widest first; a text that is none alone.

    ``H01M10/0525`` gives ``H``, ``H01``, ``H01M``, ``H01M10``, ``H01M10/0525``; ``06-01`` gives ``06``, ``06-01``.
    """
    found = parse_symbol(symbol)
    if found is None:
        if locarno := locarno_symbol(symbol):
            return locarno[:2], locarno
        return ("".join(symbol.split()),) if symbol.strip() else ()
    chain = [found.section]
    for part in (found.klass, found.subclass, found.group):
        if part:
            chain.append(chain[-1] + part)
    if found.subgroup:
        chain.append(str(found))
    return tuple(chain)


def low_token(symbol: str) -> str:
    """The index token that selects a symbol and what is below it, among the :func:`ancestors` of each symbol indexed.

    A main group is asked without its ``/00``. For a subgroup it selects the subgroup alone: what the dots put below it
    cannot be told.
    """
    last = ancestors(symbol)[-1:]
    return last[0].removesuffix("/00") if last else ""


def same_token(symbol: str) -> str:
    """The symbol alone, as it is written: what a document itself must have. A main group has its ``/00``."""
    return ancestors(symbol)[-1] if symbol.strip() else ""


def high_tokens(symbol: str) -> tuple[str, ...]:
    """The symbol and what is above it as documents have them: a main group also with its ``/00`` (``H04L12/00``)."""
    found = parse_symbol(symbol)
    if found is None or not found.subgroup:
        return ancestors(symbol)
    chain = ancestors(symbol)
    main = f"{chain[3]}/00"
    return tuple(dict.fromkeys((*chain[:4], main, chain[4])))
