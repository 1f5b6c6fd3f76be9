"""Rows of one member, however the file is damaged.

Physical lines are put together by what a row looks like at its beginning, not by quotes: 530 basic rows of one package
and 4,546 of another go on over several lines without a quote around them, and a reader that trusts quotes loses
everything after a stray one. Bytes that cannot be decoded become U+FFFD and are counted on the row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from indexers.base import Rejected
from indexers.cnipa.align import Shape, parse_row, shape_of
from indexers.cnipa.fields import Member, canonical_header, member_by_header, member_by_name
from indexers.encoding import SAMPLE_SIZE, detect_encoding
from indexers.files import Blob
from ipsearch.errors import InputError, Problem

ROW_LIMIT = 1 << 16
"""Longest row in characters. Descriptions are below 4,000; beyond this, lines are damaged and not one row."""
RAW_LIMIT = 2000
_DELIMITERS = ",\t;"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


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

    def place(self, line: int) -> str:
        """How messages name a line of it."""
        return f"{self.blob.label}:{line}"


def member_of(blob: Blob) -> Member | None:
    """The member that a blob is, by its header or, where that cannot be read, by its name."""
    if not blob.name.lower().removesuffix(".gz").endswith((".csv", ".txt", ".tsv", ".xls")):
        return None
    return member_by_header(_header(blob)[0]) or member_by_name(blob.name)


def open_table(blob: Blob, member: Member) -> Table:
    """What is needed to read the rows of a member.

    Raises:
        InputError: the file is empty, is a binary workbook, or its header lacks a column that rows are joined by.
    """
    cells, delimiter, encoding = _header(blob)
    if blob.head(len(_OLE)) == _OLE:
        raise InputError("file.unreadable", place=blob.label, error="a binary workbook; save it as CSV")
    if not cells:
        raise InputError("file.empty", place=blob.label)
    header = canonical_header(member, cells)
    missing = [name for name in member.required if name not in header]
    if missing:
        raise InputError(
            "csv.columns", place=f"{blob.label}:1", missing=", ".join(missing), known=", ".join(member.names)
        )
    return Table(blob, member, header, shape_of(member, header, delimiter), encoding)


def _header(blob: Blob) -> tuple[list[str], str, str]:
    """Cells of the first line, delimiter and encoding."""
    sample = blob.head(SAMPLE_SIZE)
    encoding = detect_encoding(sample)
    line = sample.decode(encoding, "replace").split("\n", 1)[0].strip("\r")
    delimiter = max(_DELIMITERS, key=line.count)
    return (next(csv.reader([line], delimiter=delimiter), []) if line.strip() else []), delimiter, encoding


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
            found = record.count(shape.delimiter) + 1
            problem = Problem("csv.row", {"found": found, "expected": len(shape.columns)}, table.place(line))
            yield Rejected(problem, record[:RAW_LIMIT])
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


def _index(header: tuple[str, ...], name: str) -> int:
    """Where a column stands; a missing one is read from the empty cell behind the last."""
    return header.index(name) if name in header else len(header)


def _records(table: Table) -> Generator[tuple[int, str], None, None]:
    """Line of the start and text of every logical row."""
    shape, width = table.shape, len(table.header)
    last_is_text = bool(shape.columns[-1].spill)
    start, pending = 0, ""
    with table.blob.open() as stream, io.TextIOWrapper(stream, table.encoding, "replace", newline="\n") as text:
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
