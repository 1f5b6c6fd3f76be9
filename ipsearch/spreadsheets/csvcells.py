"""Tables written as CSV (RFC 4180): what stands in a cell, and rows as bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable


def cell_of(value: object) -> str:
    """A value as text: lists are joined by ``;``, nothing is an empty cell.

    >>> cell_of(("H01M", "B60L")), cell_of(None), cell_of(True), cell_of(0)
    ('H01M;B60L', '', 'true', '0')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ";".join(map(str, value)) if isinstance(value, tuple) else str(value)


def csv_lines(rows: Iterable[Iterable[object]]) -> bytes:
    """Rows in UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows(map(cell_of, row) for row in rows)
    return text.getvalue().encode()
