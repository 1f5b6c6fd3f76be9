"""Classification symbols as feeds write them, in the compact form of the records."""

from __future__ import annotations

from ipsearch.text.classsymbol import parse_symbol


def class_symbol(text: str) -> str:
    """``H01M  10/0525      20100101AFI...`` and every other written form of the IPC or CPC as ``H01M10/0525``; or ""."""
    found = parse_symbol(text)
    return str(found) if found is not None and found.subclass else ""


def unique(values: list[str]) -> tuple[str, ...]:
    """The values that are not empty, each once, in order."""
    return tuple(dict.fromkeys(value for value in values if value))
