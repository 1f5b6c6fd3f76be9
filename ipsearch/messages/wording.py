"""Filling the holes of a text, with the word that a number asks for: ``{count} {count:record|records}``."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Final


class _Numbered(Formatter):
    """Knows two words beside a hole: the one for 1 and the one for any other number."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, several, many = format_spec.partition("|")
        if several:
            return one if str(value) == "1" else many
        return str(super().format_field(value, format_spec))


_NUMBERED: Final = _Numbered()


def filled(text: str, values: Mapping[str, object]) -> str:
    """The text with its values.

    >>> filled("{count} {count:record was|records were} rejected", {"count": 1})
    '1 record was rejected'
    """
    return _NUMBERED.vformat(text, (), values) if "|" in text else text.format_map(values)
