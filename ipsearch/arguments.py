"""Values that a program gives: of the right type, or :class:`~ipsearch.errors.UsageError` saying what would be right.

A wrong type is told where it was given. Below, it would be a ``TypeError`` from the depths, or a wrong answer: of
``"0901"`` each character would be taken for a group.
"""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral
from typing import Any

from ipsearch.errors import UsageError

_SHOWN = 80
"""Characters of a wrong value that a message shows."""


def given_text(place: str, value: object, example: str) -> str:
    """A text; ``example`` is one, as a program would write it."""
    if not isinstance(value, str):
        raise mistyped(place, value, "str", example)
    try:
        value.encode()
    except UnicodeEncodeError as error:  # Python keeps bytes of a command line that are not UTF-8 as lone surrogates
        raise UsageError("check.not_text", place=place) from error
    return value


def given_number(value: object, example: str) -> str:
    """The number of a record, as text; ``example`` is one."""
    number = given_text("NUMBER", value, f'"{example}"')
    if not number.strip():
        raise UsageError("show.empty", place="NUMBER", example=example)
    return number


def given_whole(place: str, value: object, example: str) -> int:
    """A whole number."""
    # Whole numbers of numpy and pandas are numbers.Integral, and no int; True is an int, and no number anybody means.
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise mistyped(place, value, "int", example)
    return int(value)


def given_limit(value: object) -> int:
    """How much is to be shown: a whole number from 0 on."""
    limit = given_whole("--limit", value, "limit=20")
    if limit < 0:
        raise UsageError("search.limit", place="--limit", value=limit)
    return limit


def given_list(place: str, value: object, expected: str, example: str) -> tuple[Any, ...]:
    """Everything of a list or another iterable; a text is none."""
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise mistyped(place, value, expected, example)
    return tuple(value)


def mistyped(place: str, value: object, expected: str, example: str) -> UsageError:
    """The error for a value of a wrong type."""
    found, shown = type(value).__name__, repr(value)
    if len(shown) > _SHOWN:
        shown = f"{shown[:_SHOWN]}…"
    return UsageError("check.type", place=place, value=shown, found=found, expected=expected, example=example)
