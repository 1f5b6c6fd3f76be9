"""Workbooks of Excel (工作簿, ``.xlsx``): every sheet a table of texts, as a person reads its cells."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from typing import Any, BinaryIO, Final

from ipsearch.errors import InputError

ENDINGS: Final = (".xlsx", ".xlsm")
"""Endings of Excel's files since 2007: archives by their build, but each one file to whoever has it."""
BEGINNING: Final = b"PK\x03\x04"
"""First bytes of a workbook, as of every archive."""
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, EOFError, OSError)
"""What comes of a file that broke off, is locked by a password, or is another archive (XML errors are SyntaxErrors)."""


class Sheet:
    """A sheet of an open workbook."""

    def __init__(self, sheet: Any, place: str) -> None:
        self._sheet, self.place = sheet, place
        self.title: str = sheet.title

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Number (from 1) and cells of every row, blank ones too, none shorter than those before it.

        Raises ``InputError`` ``file.damaged_workbook`` where the sheet is damaged.
        """
        width, rows = 0, self._sheet.iter_rows(values_only=True)
        for number in count(1):
            try:
                values = next(rows, None)
            except _DAMAGED as error:
                raise InputError("file.damaged_workbook", place=self.place, error=str(error)) from error
            if values is None:
                return
            width = max(width, len(values))
            yield number, [*map(cell_text, values), *[""] * (width - len(values))]


@contextmanager
def open_workbook(stream: BinaryIO, place: str) -> Iterator[list[Sheet]]:
    """The sheets of a workbook, in order. ``place`` names the file in messages, and its sheets if it has several.

    Raises:
        InputError: ``source.extra`` if the library that reads workbooks is not installed; ``file.damaged_workbook``.
    """
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - an extra: only workbooks need it
    except ModuleNotFoundError as error:
        raise InputError("source.extra", place=place, library="openpyxl", extra="xlsx") from error
    # A workbook is an archive itself: inside another one it has to be taken out first.
    whole = stream if stream.seekable() else io.BytesIO(stream.read())
    try:
        book: Any = load_workbook(whole, read_only=True, data_only=True)
    except _DAMAGED as error:
        raise InputError("file.damaged_workbook", place=place, error=str(error)) from error
    with closing(book):
        sheets = book.worksheets
        yield [Sheet(sheet, f"{place}:{sheet.title}" if len(sheets) > 1 else place) for sheet in sheets]


def cell_text(value: object) -> str:
    """A cell as text: a day as 2024-03-15, a number without the point that Excel keeps behind it (9.0: 9)."""
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        return str(value)[:10]
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
