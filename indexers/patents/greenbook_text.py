"""Characters that the Green Book, which is ASCII, spells between dots: ``.alpha.``, ``.degree.``, ``H.sub.2 O``.

Names as in the USPTO's documentation of the format; one that is not in the table stays as it is written. Subscripts and
superscripts lose their mark alone, as they do in the XML of later years (``H2 O``, ``10-3``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi "
    "psi omega"
)
_LOWER, _UPPER = "αβγδεζηθικλμνξοπρστυφχψω", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
_CODES: Mapping[str, str] = MappingProxyType(
    dict(zip(_GREEK.split(), _LOWER, strict=True))
    | dict(zip(_GREEK.upper().split(), _UPPER, strict=True))
    | {
        "TM": "™", "SM": "℠", "RTM": "®", "COPYRG": "©", "rarw": "←", "uparw": "↑", "fwdarw": "→", "dwnarw": "↓",
        "differential": "∂", "increment": "∆", "gradient": "∇", "+-": "±", "-+": "∓", "sqroot": "√", "cuberoot": "∛",
        "ltoreq": "≤", "gtoreq": "≥", "lmtoreq": "≤", "congruent": "≅", "apprxeq": "≈", "approxeq": "≈", "about": "~",
        "times": "×", "div": "÷", "infin": "∞", "multidot": "·", "angle": "∠", "parallel": "∥", "vertline": "|",
        "perp": "⊥", "intg": "∫", "andgate": "∩", "orgate": "∪", "thrfore": "∴", "because": "∵", "noteq": "≠",
        "ident": "≡", "varies": "∝", "sym": "⊕", "crclbar": "⊖", "ANG": "Å", "ang": "å", "degree": "°", "cent": "¢",
        "permill": "‰", "female": "♀", "male": "♂", "dbd": "═", "tbd": "≡", "sctn": "§", "cndot": "•",
        "quadrature": "□", "smallcircle": "○", "largecircle": "◯", "circle": "◯", "prime": "′",
        "dblprime": "″", "dblquote": '"', "[": "[", "]": "]", "notlessthan": "≮", "notgreaterthan": "≯",
        "o slashed": "ø", "O slashed": "Ø",
    }
)  # fmt: skip
_SHIFTED = re.compile(r"\.(?:su[bp]|s[bp]s[bp])\.")
_CODE = re.compile(r"(?<!www)\.([A-Za-z]{2,15}|[oO] slashed|\+-|-\+|[\[\]])\.")


def readable(text: str) -> str:
    """The text with its characters in place of their names, white space collapsed."""
    plain = " ".join(text.split())
    if "." not in plain:
        return plain
    return _CODE.sub(lambda found: _CODES.get(found[1], found[0]), _SHIFTED.sub("", plain))
