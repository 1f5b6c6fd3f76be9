"""Tables as CSV files, whatever they hold: delimiter, encoding, header, rows, and what is wrong with them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass, field

from indexers.base import R, Reading, Rejected, Unit
from indexers.encoding import SAMPLE_SIZE, detect_encoding, refuse_utf16
from indexers.files import Blob
from indexers.ndjson import RAW_LIMIT
from ipsearch.errors import InputError, IpsearchError, Problem

DELIMITERS = ",;\t"
_UNDECODED = re.compile(r"[\udc80-\udcff]")
LONGEST_CELL = 131_072
"""Characters of a cell; a quote that is never closed ends there."""


def header_delimiter(header: str) -> str:
    """The delimiter that a header line uses: the most frequent of ``,``, ``;`` and tab; ``,`` for a single column."""
    return max(DELIMITERS, key=header.count)


def header_of(blob: Blob) -> list[str]:
    """The columns that the first line of a file names, for recognising it; any other file has some nonsense there."""
    head = blob.head()
    line = re.split(r"[\r\n]", head.decode(detect_encoding(head), "replace").lstrip("\ufeff"), maxsplit=1)[0]
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=header_delimiter(line)), [])]
    except csv.Error:
        return []


def open_rows(blob: Blob, longest: int = LONGEST_CELL) -> Generator[tuple[int, list[str] | Problem], None, None]:
    """Physical line of the start and cells of every row, header first. Undecodable bytes come as lone surrogates.

    A cell has at most ``longest`` characters.
    """
    head = blob.head(SAMPLE_SIZE)
    refuse_utf16(head, blob.label)
    encoding = detect_encoding(head)
    with blob.open() as stream, io.TextIOWrapper(stream, encoding, "surrogateescape", newline="") as text:
        header = text.readline(SAMPLE_SIZE)
        delimiter = header_delimiter(header)
        yield 1, next(csv.reader([header], delimiter=delimiter), [])
        rows = csv.reader(text, delimiter=delimiter)
        line = 2
        while True:
            try:
                # The limit is one of the whole process, so that it is put back at once.
                usual = csv.field_size_limit(longest)
                try:
                    cells = next(rows, None)
                finally:
                    csv.field_size_limit(usual)
            except csv.Error as error:
                # A quote that is never closed swallows rows until the cell outgrows the reader's limit.
                yield line, Problem("csv.quote", {"error": str(error)})
            else:
                if cells is None:
                    return
                yield line, cells
            line = rows.line_num + 2


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table: those it must have, those a message names, whether a column is one that is read.

    ``headings`` are other names of columns; ``longest`` is the most characters of a cell.
    """

    required: tuple[str, ...]
    columns: tuple[str, ...]
    is_column: Callable[[str], bool]
    longest: int = LONGEST_CELL
    headings: Mapping[str, str] = field(default_factory=dict)

    def names(self, header: list[str], place: str) -> list[str]:
        """The columns of a header. Raises ``InputError`` for one that is missing, not known or there twice."""
        names = [self.headings.get(name, name) for name in (cell.strip().lower() for cell in header)]
        while names and not names[-1]:
            names.pop()
        known = ", ".join(self.columns)
        for name in self.required:
            if name not in names:
                raise InputError("csv.columns", place=place, missing=name, known=known)
        unknown = [name for name in names if not self.is_column(name)]
        if unknown:
            raise InputError("csv.unknown_column", place=place, value=", ".join(unknown), known=known)
        doubled = sorted({name for name in names if names.count(name) > 1})
        if doubled:
            raise InputError("csv.doubled_column", place=place, value=", ".join(doubled))
        return names


def read_table(unit: Unit[R], table: Table, parse: Callable[[Mapping[str, str], int], R]) -> Reading[R]:
    """The records of tables; ``parse`` makes one of a row, its cells keyed by column, and of its line."""
    for blob in unit.blobs:
        with closing(open_rows(blob, table.longest)) as rows:
            header = next(rows)[1]
            if isinstance(header, Problem) or not header:
                raise InputError("file.empty", place=blob.label)
            names = table.names(header, f"{blob.label}:1")
            for line, cells in rows:
                place = f"{blob.label}:{line}"
                if isinstance(cells, Problem):
                    yield Rejected(cells.at(place))
                elif any(cell.strip() for cell in cells):
                    yield _record(names, cells, line, place, parse)


def _record(
    names: list[str], cells: list[str], line: int, place: str, parse: Callable[[Mapping[str, str], int], R]
) -> R | Rejected:
    raw, cells = ",".join(cells), fit(cells, len(names))
    if _UNDECODED.search(raw):
        values: dict[str, object] = {"encoding": "UTF-8", "error": "bytes that are no text"}
        return Rejected(Problem("file.encoding", values, place), _UNDECODED.sub("\ufffd", raw)[:RAW_LIMIT])
    if len(cells) != len(names):
        return Rejected(Problem("csv.row", {"found": len(cells), "expected": len(names)}, place), raw[:RAW_LIMIT])
    try:
        return parse(dict(zip(names, (cell.strip() for cell in cells), strict=True)), line)
    except IpsearchError as error:
        return Rejected(error.problem.at(place), raw[:RAW_LIMIT])


def fit(row: list[str], width: int) -> list[str]:
    """A row without the empty cells beyond the header that a spreadsheet pads it with."""
    while len(row) > width and not row[-1].strip():
        row = row[:-1]
    return row
