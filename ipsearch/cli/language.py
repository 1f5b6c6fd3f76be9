"""Which of the two languages to speak."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Literal, get_args

from ipsearch.errors import Lang

_LANGUAGES: tuple[Literal["zh", "en"], ...] = get_args(Lang)


def language(given: str | None, environment: Mapping[str, str]) -> Lang:
    """The language asked for, else that of the locale: the first set of ``LC_ALL``, ``LC_MESSAGES``, ``LANG``."""
    for known in _LANGUAGES:
        if given == known:
            return known
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """The language of a command line that may be wrong elsewhere, so that the error can be told in it."""
    given = None
    for word, following in zip_longest(arguments, arguments[1:], fillvalue=""):
        if word == "--":
            break
        if word == "--lang":
            given = following
        elif word.startswith("--lang="):
            given = word.removeprefix("--lang=")
    return language(given, environment)
