"""Text of a register is shown on a terminal, never obeyed by it."""

from __future__ import annotations

import unicodedata
from functools import cache


def plain(text: str) -> str:
    """Text without what would steer a terminal: control characters and overrides of the writing direction."""
    return text if text.isascii() and text.isprintable() else "".join(map(_harmless, text))


@cache
def _harmless(char: str) -> str:
    if char in "\n\r\t":
        return " "
    steering = unicodedata.category(char) == "Cc" or "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"
    return "\ufffd" if steering else char
