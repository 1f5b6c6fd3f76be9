"""A list as an Excel workbook, written row by row."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from ipsearch.errors import UsageError
from ipsearch.patents.report import COLUMNS

ROWS = 1_048_576
"""Rows of a sheet, header included; a longer list goes on in the next sheet."""
LONGEST = 32_767
"""Characters of a cell; Excel calls a file with a longer one damaged."""
CUT = "…[+{count}]"
"""Behind a text that a cell has no room for: how many characters are missing."""
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def check_workbook() -> None:
    """``UsageError`` ``export.extra`` if the library that writes workbooks is not installed."""
    if importlib.util.find_spec("openpyxl") is None:
        raise UsageError("export.extra", value=".xlsx", library="openpyxl", extra="xlsx")


def write_workbook(rows: Path, out: Path, longest_sheet: int = ROWS) -> None:
    """Make a workbook of rows (a JSON list of texts a line). Every cell is text: nothing is taken for a formula."""
    from openpyxl import Workbook  # noqa: PLC0415 - an extra that only this form needs
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    fresh = out.with_name(out.name + ".new")
    try:
        sheet, used = None, 0
        for row in _rows(rows):
            if sheet is None or used == longest_sheet:
                sheet, used = book.create_sheet(f"patents {len(book.worksheets) + 1}"), 1
                sheet.append(list(COLUMNS))
            written = []
            for value in row:
                cell = WriteOnlyCell(sheet, value=_fitting(value))
                cell.data_type = "s"
                written.append(cell)
            sheet.append(written)
            used += 1
        if sheet is None:
            book.create_sheet("patents 1").append(list(COLUMNS))
        book.save(fresh)
    except BaseException:
        # A sheet is two generators, one inside the other: closed in any other order, as when they are thrown away,
        # they print what they think of it behind the message that tells what happened.
        for unfinished in book.worksheets:
            with suppress(Exception):
                unfinished.close()
        fresh.unlink(missing_ok=True)
        raise
    fresh.replace(out)


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open("rb") as stream:
        for line in stream:
            yield msgspec.json.decode(line, type=list[str])


def _fitting(text: str) -> str:
    clean = _FORBIDDEN.sub("\ufffd", text)
    if len(clean) <= LONGEST:
        return clean
    note = CUT.format(count=len(clean) - LONGEST + 20)
    return clean[: LONGEST - 20] + note
