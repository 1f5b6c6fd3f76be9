"""The header of a table (表头): where it stands, which cells it has, and what separates them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

from ipsearch.records import FIELDS, heads_marks, three_rows, two_rows
from ipsearch.spreadsheets.csvrows import LONGEST_CELL, next_row

DELIMITERS = ",;\t|"
HEADER_WITHIN = 10
"""The header is one of so many first lines, and takes no more."""
HEAD_LINES = 2 * HEADER_WITHIN
"""Lines that hold the header, wherever it begins."""
_SEPARATOR = re.compile(r'"?sep=(.)"?[\s,;]*', re.IGNORECASE)


class Heads(NamedTuple):
    """What tells the header of a table from a title above it: whether ``row`` is one, and which cells two or three rows
    have as one header, [] if they are none."""

    row: Callable[[Sequence[str]], bool]
    two_rows: Callable[[Sequence[str], Sequence[str]], list[str]] = lambda _upper, _lower: []
    three_rows: Callable[[Sequence[str], Sequence[str], Sequence[str]], list[str]] = lambda _top, _upper, _lower: []

    def several(self, rows: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
        """How many of the first rows, three at most, are one header, and its cells; 0 if they are none."""
        if len(rows) > 2 and (cells := self.three_rows(*rows[:3])):
            return 3, cells
        if len(rows) > 1 and (cells := self.two_rows(*rows[:2])):
            return 2, cells
        return 0, []


def heads_of_marks(fields: Set[str] = FIELDS) -> Heads:
    """Headers of tables of marks, which have some of ``fields``."""
    return Heads(partial(heads_marks, known=fields), partial(two_rows, known=fields), partial(three_rows, known=fields))


class Header(NamedTuple):
    """A header: its physical line (from 1), its cells, the lines that it takes, and the table's delimiter.

    Of several rows these are the line and the lines of the lowest one.
    """

    line: int
    cells: list[str]
    lines: int
    delimiter: str

    @property
    def before(self) -> int:
        """Physical lines before the first row."""
        return self.line - 1 + self.lines


def find_header(lines: Iterable[str], heads: Heads | None = None) -> Header:
    """The header: the first line that is one, or the first two or three, else the first that is not blank.

    A title may stand above it only where ``heads`` tells the two apart. Blank lines, and the line ``sep=;`` by which
    Excel is told the delimiter, may stand above any header. The delimiter is else the one of :data:`DELIMITERS` that
    the header has most often, ``,`` for a single column. ``lines`` end as those of text opened with ``newline=""``, or
    not at all; no more than :data:`HEAD_LINES` are looked at. A line with a cell that is longer than any heading has no
    cells.
    """
    head = [line.strip("\ufeff\r\n") for line in islice(lines, HEAD_LINES)]
    given, found = "", Header(1, [], 1, ",")
    for number, line in enumerate(head[:HEADER_WITHIN], 1):
        if not line.strip():
            continue
        if not found.cells and (told := _SEPARATOR.fullmatch(line)):
            given = told[1]
            continue
        header = _header_at(head, number, given)
        if heads is None:
            return header
        below = [header]
        while len(below) < 3 and below[-1].before < len(head):
            below.append(_header_at(head, below[-1].before + 1, given))
        # The lowest row has the most cells, and so the delimiter.
        for lowest in reversed(below[1:]):
            rows = [_header_at(head, row.line, lowest.delimiter).cells for row in below if row.line <= lowest.line]
            count, cells = heads.several(rows)
            if count == len(rows):
                return lowest._replace(cells=cells)
        if heads.row(header.cells):
            return header
        found = found if found.cells else header
    return found


def _header_at(head: Sequence[str], number: int, delimiter: str) -> Header:
    """The row that begins at a line, with the delimiter given or the one that it has most often."""
    end = _last_line(head, number - 1)
    whole = "\n".join(head[number - 1 : end])
    delimiter = delimiter or max(DELIMITERS, key=whole.count)
    cells = next_row(csv.reader(io.StringIO(whole), delimiter=delimiter), LONGEST_CELL)
    return Header(number, cells if isinstance(cells, list) else [], end - number + 1, delimiter)


def find_header_row(
    rows: Iterator[tuple[int, list[str]]], heads: Heads | None = None
) -> tuple[int, list[str], Iterator[tuple[int, list[str]]]]:
    """:func:`find_header` in the numbered rows of a sheet: its number, its cells, and the rows behind it.

    It is one of the first :data:`HEAD_LINES` rows: what is one title in a text are cells of several rows in a sheet. In
    a sheet without any text the number is 0, and there are no cells.
    """
    head = list(islice(rows, HEAD_LINES))
    filled = [i for i, (_, cells) in enumerate(head) if any(cell.strip() for cell in cells)]
    if not filled:
        filled = [len(head)]
        head += [next((row for row in rows if any(cell.strip() for cell in row[1])), (0, []))]
    for i in filled:
        if heads is None:
            break
        count, cells = heads.several([cells for _, cells in head[i : i + 3]])
        if count:
            return head[i + count - 1][0], cells, chain(head[i + count :], rows)
        if heads.row(head[i][1]):
            return *head[i], chain(head[i + 1 :], rows)
    return *head[filled[0]], chain(head[filled[0] + 1 :], rows)


def _last_line(lines: Sequence[str], first: int) -> int:
    """Behind the last line of a row: it goes on after a line break inside quotes, as one in a narrow heading."""
    for end in range(first + 1, min(first + HEADER_WITHIN, len(lines)) + 1):
        if sum(line.count('"') for line in lines[first:end]) % 2 == 0:
            return end
    return first + 1
