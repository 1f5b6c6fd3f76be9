"""Notices and errors of parsers and of lowering, as an answer shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ipsearch.errors import UsageError
from ipsearch.patents.report import Remark
from ipsearch.query.dialects.base import Misread, Notice
from ipsearch.query.dialects.lexing import plain

LONGEST_VALUE = 200
"""Characters of a value that is looked for in a query."""


def remarks(notices: Iterable[Notice]) -> tuple[Remark, ...]:
    """Each notice in both languages, in the order of the text."""
    found = [Remark(n.code, n.level, n.text("zh"), n.text("en"), n.start, n.end) for n in notices]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.start, one.end)))


def placed(error: UsageError, query: str, dialect: str) -> UsageError:
    """What cannot be carried out, with its place where the value that it names stands in the query as typed."""
    value = str(error.problem.values.get("value", ""))
    typed = r"\s*".join(map(re.escape, "".join(value[:LONGEST_VALUE].split())))
    found = re.search(typed, plain(query), re.IGNORECASE) if value else None
    if found is None or isinstance(error, Misread):
        return error
    return Misread(
        error.problem.code, text=query, position=found.start(), dialect=dialect, expected=(), fix="",
        **error.problem.values,
    )  # fmt: skip
