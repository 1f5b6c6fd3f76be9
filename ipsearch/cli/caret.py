"""A query that cannot be read, shown with the place: the text, a caret, what was expected, how to put it right."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from ipsearch.cli.harmless import plain
from ipsearch.cli.words import say
from ipsearch.errors import Lang
from ipsearch.query.dialects.base import Misread

AROUND = 60
"""Characters shown before and after the place in a long query."""


def misread_lines(error: Misread, lang: Lang) -> Iterator[str]:
    """The error in lines for the standard error."""
    yield plain(error.problem.text(lang))
    start = max(0, error.position - AROUND)
    shown = plain(error.text[start : error.position + AROUND])
    before = plain(error.text[start : error.position])
    yield f"  {shown}"
    yield f"  {' ' * cell_len(before)}^"
    if error.expected:
        yield "  " + say("misread.expected", lang, expected="  ".join(_token(one, lang) for one in error.expected))
    if error.fix and error.fix != error.text:
        yield "  " + say("misread.fix", lang, fix=plain(error.fix))
    if error.likely:
        yield "  " + say("misread.likely", lang, dialect=error.likely)


def _token(expected: str, lang: Lang) -> str:
    """What could stand there: a token as typed, or a word for any."""
    return say("misread.word", lang) if expected in ("word", "词") else expected
