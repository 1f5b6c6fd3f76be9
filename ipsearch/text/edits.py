"""Distinct texts in order, and texts one character shorter."""

from __future__ import annotations

from collections.abc import Iterable


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """The distinct non-empty values in order."""
    if isinstance(values, list) and len(values) == 1:  # most keys of most marks
        return (values[0],) if values[0] else ()
    found = dict.fromkeys(values)
    if "" in found:
        del found[""]
    return tuple(found)


def deletions(text: str) -> tuple[str, ...]:
    """Every text made by dropping one character.

    Of two texts one edit apart, a deletion of each is the same, or a deletion of one is the other.
    """
    return unique([text[:i] + text[i + 1 :] for i in range(len(text))])
