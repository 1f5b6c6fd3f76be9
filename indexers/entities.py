"""Characters that a document names by entities (``&agr;``): those of the ISO sets, whose declarations are not loaded.

HTML took over the names of most sets of ISO 8879, but neither the Greek letters of ISOgrk1 and ISOgrk4, which American
patents of 2001 to 2004 write for every α, nor the names of 1986 that later editions replaced (``rlhar2``). The last
ones are of the USPTO itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from html.entities import html5
from types import MappingProxyType

_SMALL = dict(zip("abgdeziklmnxoprstu", "αβγδεζικλμνξοπρστυ", strict=True)) | {
    "ee": "η", "th": "θ", "sf": "ς", "ph": "φ", "kh": "χ", "ps": "ψ", "oh": "ω",
}  # fmt: skip
_GREEK = _SMALL | {name.upper(): letter.upper() for name, letter in _SMALL.items() if name != "sf"}
_CHARACTERS: Mapping[str, str] = MappingProxyType(
    {f"{name}gr": letter for name, letter in _GREEK.items()}
    | {
        "epsis": "ε", "thetas": "θ", "phis": "φ", "larr2": "⇇", "rarr2": "⇉", "uarr2": "⇈", "darr2": "⇊",
        "lrarr2": "⇆", "rlarr2": "⇄", "lrhar2": "⇋", "rlhar2": "⇌", "dlarr": "↙", "drarr": "↘", "ang90": "∟",
        "cupre": "≼", "gsdot": "⋗", "ldot": "⋖", "samalg": "∐", "sbsol": "∖", "vprime": "′", "jnodot": "ȷ",
        "Circlesolid": "●", "dlowbar": "‗",
    }
)  # fmt: skip
_BOLD = "b."
"""Before the names of Greek letters in ISOgrk4."""


def character(reference: str) -> str:
    """The character that a reference stands for; an unknown one as it is written.

    >>> character("&agr;"), character("&b.beta;"), character("&uuml;"), character("&house;")
    ('α', 'β', 'ü', '&house;')
    """
    name = reference[1:-1].removeprefix(_BOLD)
    return _CHARACTERS.get(name) or html5.get(f"{name};") or reference
