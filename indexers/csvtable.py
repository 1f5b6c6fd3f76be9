"""Tables as CSV files and workbooks, whatever they hold: encoding, header, rows, and what is wrong with them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import NamedTuple

from indexers.base import RAW_LIMIT, Cursor, R, Reading, Rejected
from indexers.encoding import SAMPLE_SIZE, detect_encoding, refuse_utf16
from indexers.files import Blob
from ipsearch.errors import InputError, IpsearchError, Problem
from ipsearch.spreadsheets import csvrows
from ipsearch.spreadsheets.filekinds import BEGINNING, ENDINGS
from ipsearch.spreadsheets.header import Heads, find_header, find_header_row
from ipsearch.spreadsheets.sheets import Lost, open_workbook

LONGEST_LINE = 1 << 24
"""Characters of a line of a table, unless its cells may be long texts."""

_UNDECODED = re.compile(r"[\udc80-\udcff]")


def header_of(blob: Blob, heads: Heads | None = None) -> list[str]:
    """The columns that the header of a file names, for recognising it; any other file has some nonsense there."""
    head = blob.head()
    text = head.decode(detect_encoding(head), "replace")
    return [cell.strip() for cell in find_header(io.StringIO(text, newline=""), heads).cells]


def open_rows(
    blob: Blob, longest: int = csvrows.LONGEST_CELL, heads: Heads | None = None
) -> Generator[tuple[int, list[str] | Problem], None, None]:
    """Physical line of the start and cells of every row, header first. Undecodable bytes come as lone surrogates.

    A cell has at most ``longest`` characters.
    """
    head = blob.head(SAMPLE_SIZE)
    refuse_utf16(head, blob.label)
    encoding = detect_encoding(head)
    header = find_header(io.StringIO(head.decode(encoding, "replace"), newline=""), heads)
    yield header.line, header.cells
    with blob.open() as stream, io.TextIOWrapper(stream, encoding, "surrogateescape", newline="") as text:
        lines = islice(csvrows.read_lines(text, longest_row(longest)), header.before, None)
        for number, _, row in csvrows.read_rows(lines, header.delimiter, len(header.cells), longest):
            cells = row if isinstance(row, list) else Problem("csv.quote", {"error": str(row)})
            yield header.before + number + 1, cells


def longest_row(longest: int) -> int:
    """Characters of a line of a table whose cells have at most ``longest``; what is longer is no row of any office."""
    return max(LONGEST_LINE, 4 * longest)


def has_sheets(blob: Blob) -> bool:
    """Whether a file is a workbook, by its name or its first bytes."""
    return blob.plain_name.endswith(ENDINGS) or blob.head(len(BEGINNING)) == BEGINNING


class OpenTable(NamedTuple):
    """A table of a file: what messages call it, its sheet if the file is a workbook, its header, the rows behind it.

    ``line`` is that of the header, which has no cells if there is none. Rows of a sheet may have more cells than the
    header, in columns without a heading; in a CSV a separator inside a cell makes one more.
    """

    label: str
    sheet: str
    line: int
    header: list[str]
    rows: Iterator[tuple[int, list[str] | Problem]]


def open_tables(
    blob: Blob, longest: int = csvrows.LONGEST_CELL, heads: Heads | None = None
) -> Generator[OpenTable, None, None]:
    """The tables of a file: one of a CSV, one a sheet of a workbook. A table is read before the next one is asked for.

    ``longest`` is the most characters of a cell of a CSV; ``heads`` tells the header from a title above it.
    """
    if has_sheets(blob):
        with blob.open() as stream, open_workbook(stream, blob.label) as sheets:
            for sheet in sheets:
                line, header, rest = find_header_row(sheet.rows(), heads)
                yield OpenTable(sheet.place, sheet.title, line, header, rest)
        return
    with closing(open_rows(blob, longest, heads)) as rows:
        line, first = next(rows)
        yield OpenTable(blob.label, "", line, first if isinstance(first, list) else [], rows)


def tables_with(
    blob: Blob,
    is_wanted: Callable[[list[str]], bool],
    longest: int = csvrows.LONGEST_CELL,
    heads: Heads | None = None,
) -> Generator[OpenTable, None, None]:
    """Those of the :func:`open_tables` whose header is wanted: beside them a sheet of notes or figures is left aside.

    If none is wanted, the first that has a header, for whoever reads it to refuse it. Raises ``InputError``
    ``file.empty`` if none has.
    """
    other: OpenTable | None = None
    found = False
    with closing(open_tables(blob, longest, heads)) as tables:
        for table in tables:
            if is_wanted(table.header):
                found = True
                yield table
            elif table.header:
                other = other or table
    if not found:
        if other is None:
            raise InputError("file.empty", place=blob.label)
        yield other


def sheets_aside(blob: Blob, is_wanted: Callable[[list[str]], bool], heads: Heads | None = None) -> tuple[str, ...]:
    """The labels of the sheets with text that :func:`tables_with` leaves aside."""
    if not has_sheets(blob):
        return ()
    try:
        with closing(open_tables(blob, heads=heads)) as tables:
            found = [(table.label, is_wanted(table.header)) for table in tables if table.header]
    except InputError:
        return ()  # whoever reads the file tells the damage
    return tuple(label for label, wanted in found if not wanted) if any(wanted for _, wanted in found) else ()


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table: those it must have, those a message names, whether a column is one that is read.

    ``fields`` gives the columns that the headings stand for. With ``repeats`` columns that are not required may be
    there twice: the first that is filled counts, what another one says is handed on under its heading.
    """

    required: tuple[str, ...]
    columns: tuple[str, ...]
    is_column: Callable[[str], bool]
    fields: Callable[[Sequence[str]], list[str]] = lambda header: [cell.strip().lower() for cell in header]
    repeats: bool = False

    def names(self, header: list[str], place: str) -> list[str]:
        """The columns of a header. Raises ``InputError`` for one that is missing, not known or there twice."""
        names = self.fields(header)
        while names and not names[-1]:
            names.pop()
        known = ", ".join(self.columns)
        for name in self.required:
            if name not in names:
                raise InputError("csv.columns", place=place, missing=name, known=known)
        unknown = [name for name in names if not self.is_column(name)]
        if unknown:
            raise InputError("csv.unknown_column", place=place, value=", ".join(unknown), known=known)
        once = self.required if self.repeats else names
        doubled = [i for i, name in enumerate(names) if name in once and names.count(name) > 1]
        if doubled:
            value = ", ".join(dict.fromkeys(header[i].strip() for i in doubled))
            raise InputError("csv.doubled_column", place=place, value=value)
        return names


def read_table(
    table: OpenTable,
    cursor: Cursor,
    names_of: Callable[[list[str], str], list[str]],
    parse: Callable[[Mapping[str, str], int], R],
    vital: Collection[str] = (),
) -> Reading[R]:
    """The records of a table; ``parse`` makes one of a row, its cells keyed by column, and of its line.

    ``names_of`` tells the columns of the header that stands at a place. The error of a formula in a ``vital`` column is
    taken for no text; in any other one it is what the cell says.
    """
    header = table.header
    names = names_of(header, f"{table.label}:{table.line}")
    columns = frozenset(i for i, name in enumerate(names) if name in vital)
    yield from read_rows(
        table, cursor, len(names), lambda cells, line: parse(_keyed(names, header, cells), line), columns
    )


def read_tables(
    blob: Blob,
    cursor: Cursor,
    names_of: Callable[[list[str], str], list[str]],
    parse: Callable[[Mapping[str, str], int], R],
    longest: int,
) -> Reading[R]:
    """The records of all tables of a file that hold anything, as :func:`read_table` reads one."""
    with closing(tables_with(blob, bool, longest)) as tables:
        for table in tables:
            yield from read_table(table, cursor, names_of, parse)


def read_rows(
    table: OpenTable,
    cursor: Cursor,
    width: int,
    parse: Callable[[list[str], int], R],
    vital: Collection[int] = (),
) -> Reading[R]:
    """The records of a table with ``width`` columns; ``parse`` makes one of the cells of a row, at least as many, and
    the line.
    """
    for line, cells in table.rows:
        place = f"{table.label}:{line}"
        if isinstance(cells, Problem):
            yield Rejected(cells.at(place))
        elif any(cell.strip() for cell in cells):
            cursor.place = place
            lost = next((str(cell) for i, cell in enumerate(cells) if _is_lost(cell, i in vital)), "")
            if lost:
                yield Rejected(Problem("cell.lost", {"value": lost}, place), ",".join(cells)[:RAW_LIMIT])
            else:
                yield _record(cells, line, max(width, len(cells)) if table.sheet else width, place, parse)


def _record(cells: list[str], line: int, width: int, place: str, parse: Callable[[list[str], int], R]) -> R | Rejected:
    raw, cells = ",".join(cells), csvrows.fit(cells, width)
    if _UNDECODED.search(raw):
        values: dict[str, object] = {"encoding": "UTF-8", "error": "bytes that are no text"}
        return Rejected(Problem("file.encoding", values, place), _UNDECODED.sub("\ufffd", raw)[:RAW_LIMIT])
    if len(cells) != width:  # a separator inside a cell has moved what stands behind it
        return Rejected(Problem("csv.row", {"found": len(cells), "expected": width}, place), raw[:RAW_LIMIT])
    try:
        return parse([cell.strip() for cell in cells], line)
    except IpsearchError as error:
        return Rejected(error.problem.at(place), raw[:RAW_LIMIT])


def _is_lost(cell: str, is_vital: bool) -> bool:
    """Whether the value of a cell is missing: a formula's whose result nobody wrote down, an error where it matters."""
    return isinstance(cell, Lost) and (is_vital or cell.startswith("="))


def _keyed(names: list[str], header: list[str], cells: list[str]) -> Mapping[str, str]:
    """The cells by column; those of a column without a heading, and a second word on a column, by what tells it."""
    row: dict[str, str] = {}
    for i, (name, cell) in enumerate(zip_longest(names, cells, fillvalue="")):
        if not name:
            row[f"({i + 1})"] = cell
        elif not row.get(name):
            row[name] = cell
        elif cell != row[name]:
            row[f"{header[i].strip()} ({i + 1})"] = cell
    return row
