"""Rows of one member, however the file is damaged.

Physical lines are put together by what a row looks like at its beginning, not by quotes: 530 basic rows of one package
and 4,546 of another go on over several lines without a quote around them, and a reader that trusts quotes loses
everything after a stray one. Bytes that cannot be decoded become U+FFFD and are counted on the row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from indexers.base import RAW_LIMIT, Rejected
from indexers.cnipa.align import Shape, misfit, parse_row, shape_of
from indexers.cnipa.fields import CLASS, NUMBER, Member, canonical_header, is_list, member_by_header, member_by_name
from indexers.encoding import SAMPLE_SIZE, detect_encoding, refuse_utf16
from indexers.files import Blob
from ipsearch.errors import InputError, Problem
from ipsearch.spreadsheets.filekinds import refuse_old_workbook

ROW_LIMIT = 1 << 16
"""Longest row in characters. Descriptions are below 4,000; beyond this, lines are damaged and not one row."""
_DELIMITERS = ",\t;"


class Row(NamedTuple):
    """One row: cells in the order of the member's columns (missing ones empty), and notes on what else was there."""

    line: int
    cells: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A member's file, ready to be read."""

    blob: Blob
    member: Member
    header: tuple[str, ...]
    shape: Shape
    encoding: str
    newline: str

    def place(self, line: int) -> str:
        """How messages name a line of it."""
        return f"{self.blob.label}:{line}"


def member_of(blob: Blob) -> Member | None:
    """The member that a blob is, by its header or, where that says nothing, by its name."""
    if not blob.plain_name.endswith((".csv", ".txt", ".tsv", ".xls")):
        return None
    cells = _header(blob).cells
    return member_by_header(cells) or (None if is_list(cells) else member_by_name(blob.name))


def open_table(blob: Blob, member: Member) -> Table:
    """What is needed to read the rows of a member.

    Raises:
        InputError: the file is empty, in UTF-16, a binary workbook, or its header lacks a column that rows are joined
            by.
    """
    sample = blob.head(SAMPLE_SIZE)
    refuse_old_workbook(sample, blob.label)
    refuse_utf16(sample, blob.label)
    first = _header(blob)
    if not first.cells:
        raise InputError("file.empty", place=blob.label)
    header = canonical_header(member, first.cells)
    missing = [name for name in member.required if name not in header]
    if missing:
        raise InputError(
            "csv.columns", place=f"{blob.label}:1", missing=", ".join(missing), known=", ".join(member.names)
        )
    return Table(blob, member, header, shape_of(member, header, first.delimiter), first.encoding, first.newline)


class _Header(NamedTuple):
    cells: list[str]
    delimiter: str
    encoding: str
    newline: str


def _header(blob: Blob) -> _Header:
    """What the first line of a file says. Of one that is no text it says nonsense, or nothing."""
    sample = blob.head(SAMPLE_SIZE)
    encoding = detect_encoding(sample)
    text = sample.decode(encoding, "replace")
    line = re.split(r"[\r\n]", text, maxsplit=1)[0]
    delimiter = max(_DELIMITERS, key=line.count)
    try:
        cells = next(csv.reader([line], delimiter=delimiter), []) if line.strip() else []
    except csv.Error:  # a cell that is longer than any heading
        cells = []
    # Old tools end lines with CR alone; elsewhere a CR stands inside a text, and ends nothing.
    return _Header(cells, delimiter, encoding, "\r" if re.match(r"\r+(?![\r\n])", text[len(line) :]) else "\n")


def read_rows(table: Table) -> Iterator[Row | Rejected]:
    """Every row of a member in file order; a row that cannot be read is rejected with its line and text."""
    order = itemgetter(*(_index(table.header, name) for name in table.member.names))
    others = [
        (i, name)
        for i, name in enumerate(table.header)
        if name not in table.member.names or table.header.index(name) != i
    ]
    shape = table.shape
    for line, record in _records(table):
        parsed = parse_row(record, shape)
        if parsed is None:
            yield Rejected(_problem(record, shape).at(table.place(line)), record[:RAW_LIMIT])
            continue
        cells, repair = parsed
        notes: list[str] = []
        if repair:
            notes.append(f"row repaired ({repair}): {table.member.title}:{line}")
        if "\ufffd" in record:
            notes.append(f"U+FFFD in {table.member.title}: {record.count(chr(0xFFFD))}")
        notes += [f"{name}: {cells[i].strip()}" for i, name in others if cells[i].strip()]
        cells.append("")
        yield Row(line, tuple(map(str.strip, order(cells))), tuple(notes))


def _problem(record: str, shape: Shape) -> Problem:
    """Why a row cannot be read."""
    wrong = misfit(record, shape)
    if wrong is not None:
        column, cell = wrong
        return _problem_of_key(column.name, cell) or Problem("csv.cell", {"column": column.name, "value": cell[:60]})
    return Problem("csv.row", {"found": record.count(shape.delimiter) + 1, "expected": len(shape.columns)})


def _problem_of_key(column: str, cell: str) -> Problem | None:
    """The problem of a row that does not say which registration it belongs to, if that is what is wrong with a cell."""
    if cell.strip():
        return None
    return Problem("record.no_number") if column == NUMBER else Problem("record.no_class") if column == CLASS else None


def _index(header: tuple[str, ...], name: str) -> int:
    """Where a column stands; a missing one is read from the empty cell behind the last."""
    return header.index(name) if name in header else len(header)


def _records(table: Table) -> Generator[tuple[int, str], None, None]:
    """Line of the start and text of every logical row."""
    shape, width = table.shape, len(table.header)
    last_is_text = bool(shape.columns[-1].spill)
    start, pending = 0, ""
    with (
        table.blob.open() as stream,
        io.TextIOWrapper(stream, table.encoding, "replace", newline=table.newline) as text,
    ):
        text.readline(ROW_LIMIT)
        number = 1
        while line := text.readline(ROW_LIMIT):
            number += 1
            line = line.rstrip("\r\n")
            begins = shape.starts(line)
            if not pending or (begins and shape.strong):
                fresh = True
            elif begins:
                # A number alone is a weak sign: "100020, Beijing" may go on an address that is still short.
                fresh = parse_row(pending, shape) is not None or parse_row(f"{pending}\n{line}", shape) is None
            elif not line.strip():
                fresh = False
            else:
                whole = line.count(shape.delimiter) + 1 == width
                ended = not last_is_text and parse_row(pending, shape) is not None
                fresh = whole or ended or len(pending) > ROW_LIMIT
            if fresh:
                if pending:
                    yield start, pending
                start, pending = number, line if line.strip() else ""
            elif line.strip() or parse_row(pending, shape) is None:
                pending = f"{pending}\n{line}"
        if pending:
            yield start, pending.rstrip("\n")
