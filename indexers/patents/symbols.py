"""Classification symbols and kind codes as feeds write them, in the form of the records."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from ipsearch.records import PatentType
from ipsearch.text.classsymbol import parse_symbol

PARTS = ("section", "class", "subclass", "main-group", "subgroup")
"""The elements of a symbol in parts, as ST.36 names them."""

_APART = re.compile(r"\s*\d?\s*([A-HY])\s*(\d{2})\s*([A-Z])(?=[\s\d]|$)", re.IGNORECASE)
"""Up to edition 7 the IPC has its edition in front and the section in a column of its own: `` 7A 61K   9/16``."""
_DOTTED = re.compile(r"(?<=\d)\.(?=\d{2})")


def class_symbol(text: str) -> str:
    """Every written form of the IPC or CPC (``H01M  10/0525      20100101AFI...``) as ``H01M10/0525``; or ""."""
    whole = _APART.sub(r"\1\2\3", text, count=1) if _APART.match(text) else text
    found = parse_symbol(whole if "/" in whole else _DOTTED.sub("/", whole, count=1))
    return str(found) if found is not None and found.subclass else ""


def unique(values: list[str]) -> tuple[str, ...]:
    """The values that are not empty, each once, in order."""
    return tuple(dict.fromkeys(value for value in values if value))


def from_parts(part: Callable[[str], str], names: Sequence[str] = PARTS) -> str:
    """A symbol as it is printed, from its five parts, each asked for by its name; less where parts are missing."""
    *head, subgroup = (part(name) for name in names)
    return f"{''.join(head)}/{subgroup}" if subgroup else "".join(head)


def cpc_of(found: Collection[tuple[str, bool]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All symbols of the CPC, and those that are additional information alone; each is given with whether it is so."""
    inventive = {symbol for symbol, additional in found if not additional}
    alone = [symbol for symbol, additional in found if additional and symbol not in inventive]
    return unique([symbol for symbol, _ in found]), unique(alone)


def patent_type(country: str, kind: str) -> PatentType:
    """The kind of right that a kind code tells (WIPO ST.16): U and Y utility models, S designs, P plants."""
    if not kind:
        return "unknown"
    match kind[0]:
        case "U" | "Y":
            return "utility_model"
        case "S":
            return "design"
        case "P" if country == "US":
            return "plant"
        case "A" | "B" | "C" | "D" | "E" | "T" | "H":
            return "invention"
        case _:
            return "unknown"
