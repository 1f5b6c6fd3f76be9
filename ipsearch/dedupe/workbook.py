"""The input of a batch as a workbook of Excel: the one sheet with a column for the mark, or a list in one column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, dropwhile, islice
from typing import BinaryIO

from ipsearch.dedupe.reading import Entry, columns_of, entry_of, refuse_table, some_of, without_trailing_blanks
from ipsearch.errors import InputError, Problem
from ipsearch.records import has_mark_column
from ipsearch.spreadsheets.header import HEAD_LINES, find_header_row, heads_of_marks
from ipsearch.spreadsheets.sheets import Lost, Sheet, open_workbook


@contextmanager
def workbook_entries(stream: BinaryIO, place: str) -> Iterator[tuple[Iterator[Entry], tuple[str, ...]]]:
    """Every row as an entry, ``line`` its number in the sheet, and the other sheets with text, as one of notes, which
    are left aside.

    Raises:
        InputError: ``dedupe.empty``; ``dedupe.sheets`` if several sheets have a column for the mark, for rows of two
            have the same numbers, or if none has and several have text; ``csv.columns`` if it is no list;
            ``csv.doubled_column``; what :func:`open_workbook` raises.
    """
    with open_workbook(stream, place) as sheets:
        headers = [(sheet, find_header_row(sheet.rows(), heads_of_marks())[1]) for sheet in sheets]
        with_marks = [sheet for sheet, header in headers if has_mark_column(header)]
        if len(with_marks) > 1:
            raise _several(with_marks, place)
        entries = _table(with_marks[0]) if with_marks else _list(sheets, place)
        aside = [sheet.title for sheet, header in headers if header and sheet not in with_marks] if with_marks else []
        yield some_of(without_trailing_blanks(entries), place), tuple(aside)


def _table(sheet: Sheet) -> Iterable[Entry]:
    line, header, rows = find_header_row(sheet.rows(), heads_of_marks())
    columns = columns_of(header, f"{sheet.place}:{line}")
    return (_entry(number, cells, columns, len(header)) for number, cells in rows)


def _entry(number: int, cells: list[str], columns: dict[str, int], width: int) -> Entry:
    # No separator can have moved the cells: those beyond the header are a column without a heading.
    entry = entry_of(number, cells, columns, max(width, len(cells)))
    asked = (cells[at] for name, at in columns.items() if name != "picture" and at < len(cells))
    return replace(entry, problem=_lost(asked) or entry.problem)


def _lost(cells: Iterable[str]) -> Problem | None:
    """What is wrong with cells of which one holds no value: its error, or its formula, would be free as a mark."""
    return next((Problem("cell.lost", {"value": str(cell)}) for cell in cells if isinstance(cell, Lost)), None)


def _list(sheets: Sequence[Sheet], place: str) -> Iterable[Entry]:
    """The marks of the only sheet with any text, one a row."""
    with_text = [sheet for sheet in sheets if any(cells for _, cells in _filled(sheet))]
    if not with_text:
        raise InputError("dedupe.empty", place=place)
    if len(with_text) > 1:
        raise _several(with_text, place)
    rows = dropwhile(lambda row: not row[1], _filled(with_text[0]))
    head = list(islice(rows, HEAD_LINES))
    refuse_table([(number, len(cells) > 1) for number, cells in head if cells], with_text[0].place)
    return (_listed(number, cells) for number, cells in chain(head, rows))


def _several(sheets: Sequence[Sheet], place: str) -> InputError:
    return InputError("dedupe.sheets", place=place, sheets=", ".join(sheet.title for sheet in sheets))


def _filled(sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """The rows without their empty cells."""
    return ((number, [cell for cell in cells if cell.strip()]) for number, cells in sheet.rows())


def _listed(number: int, cells: list[str]) -> Entry:
    problem = _lost(cells) or (Problem("csv.row", {"found": len(cells), "expected": 1}) if len(cells) > 1 else None)
    return Entry(number, ",".join(cell.strip() for cell in cells), problem=problem)
