"""The input of a batch as a workbook of Excel: the one sheet with a column for the mark, or a list in one column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import BinaryIO

from ipsearch.dedupe.reading import Entry, columns_of, entry_of, refuse_table, some_of, without_trailing_blanks
from ipsearch.errors import InputError, Problem
from ipsearch.records import has_mark_column, heads_marks
from ipsearch.text.csvheader import HEAD_LINES, find_header_row
from ipsearch.text.sheets import Sheet, open_workbook


@contextmanager
def workbook_entries(stream: BinaryIO, place: str) -> Iterator[Iterator[Entry]]:
    """Every row as an entry, ``line`` its number in the sheet; other sheets, as one of notes, are left aside.

    Raises:
        InputError: ``dedupe.empty``; ``dedupe.sheets`` if several sheets have a column for the mark, for rows of two
            have the same numbers; ``csv.columns`` if none has and it is no list; ``csv.doubled_column``;
            ``source.extra``, ``file.damaged_workbook``.
    """
    with open_workbook(stream, place) as sheets:
        with_marks = [sheet for sheet in sheets if _has_marks(sheet)]
        if len(with_marks) > 1:
            raise InputError("dedupe.sheets", place=place, sheets=", ".join(sheet.title for sheet in with_marks))
        yield some_of(without_trailing_blanks(_table(with_marks[0]) if with_marks else _list(sheets, place)), place)


def _has_marks(sheet: Sheet) -> bool:
    _, header, _ = find_header_row(sheet.rows(), heads_marks)
    return has_mark_column(header)


def _table(sheet: Sheet) -> Iterable[Entry]:
    line, header, rows = find_header_row(sheet.rows(), heads_marks)
    columns = columns_of(header, f"{sheet.place}:{line}")
    return (entry_of(number, cells, columns, len(header)) for number, cells in rows)


def _list(sheets: Sequence[Sheet], place: str) -> Iterable[Entry]:
    """The marks of the first sheet with any text, one a row."""
    for sheet in sheets:
        rows = _filled(sheet)
        first = next((row for row in rows if row[1]), None)
        if first is not None:
            head = [first, *islice(rows, HEAD_LINES - 1)]
            refuse_table([(number, len(cells) > 1) for number, cells in head if cells], sheet.place)
            return (_listed(number, cells) for number, cells in chain(head, rows))
    raise InputError("dedupe.empty", place=place)


def _filled(sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """The rows without their empty cells."""
    return ((number, [cell.strip() for cell in cells if cell.strip()]) for number, cells in sheet.rows())


def _listed(number: int, cells: list[str]) -> Entry:
    if len(cells) < 2:
        return Entry(number, "".join(cells))
    return Entry(number, ",".join(cells), problem=Problem("csv.row", {"found": len(cells), "expected": 1}))
