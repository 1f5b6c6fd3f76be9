"""Workbooks of Excel for tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

Rows = Sequence[Sequence[object]]


def excel(path: Path, rows: Rows, **sheets: Rows) -> Path:
    """A workbook with these rows in its first sheet, and further sheets by title."""
    book = Workbook()
    for sheet, content in [(book.active, rows), *((book.create_sheet(title), more) for title, more in sheets.items())]:
        for row in content:
            sheet.append(list(row))
    book.save(path)
    return path
