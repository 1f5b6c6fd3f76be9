"""Classification symbols as feeds write them, in the compact form of the records."""

from __future__ import annotations

import re

from ipsearch.text.classsymbol import parse_symbol

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
