"""What a wording is filled with, for the tests that hold the two languages of each against each other."""

from __future__ import annotations

import string


def placeholders(text: str) -> set[str]:
    """The names of the values of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
