"""Notices of parsers and of lowering, as an answer shows them."""

from __future__ import annotations

from collections.abc import Iterable

from ipsearch.patents.report import Remark
from ipsearch.query.dialects.base import Notice


def remarks(notices: Iterable[Notice]) -> tuple[Remark, ...]:
    """Each notice in both languages, in the order of the text."""
    found = [Remark(n.code, n.level, n.text("zh"), n.text("en"), n.start, n.end) for n in notices]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.start, one.end)))
