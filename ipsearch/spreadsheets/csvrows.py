"""Rows of CSV tables as people make them: a quote that is never closed takes no other row with it.

To the ``csv`` module everything behind such a quote, over line ends, is part of the cell, up to the next quote or the
end of the file: none of the marks there would be loaded or checked. A cell may hold line breaks, though.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator

LONGEST_CELL = 131_072
"""Characters of a cell, unless texts may be longer; a quote that is never closed swallows no more."""

Row = list[str] | csv.Error
"""The cells of a row, or what is wrong with it."""


def read_lines(stream: io.TextIOBase, longest: int) -> Iterator[str]:
    """Every line; of one with more than ``longest`` characters, which an archive can hold in a few bytes, so many."""
    while line := stream.readline(longest):
        yield line
        while len(line) == longest and not line.endswith(("\n", "\r")):
            line = stream.readline(longest)


def read_rows(lines: Iterable[str], delimiter: str, width: int, longest: int) -> Iterator[tuple[int, str, Row]]:
    """Every row, with the number (from 0) and the text of its first line.

    ``width`` is how many cells a row should have, ``longest`` the most characters of one. A line with a quote that
    nothing closes, or that something closes where no cell ends, is a row of its own if it has all the cells, the quote
    then being a character; so is one that swallows all behind it, with ``csv.Error`` if it has not.
    """
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter)
    number = 0
    while True:
        row = next_row(reader, longest)
        taken = source.take()
        if row is None or not taken:
            return
        if len(taken) > 1 or source.is_at_end:
            alone = _literal(taken[0], delimiter, width, longest)
            swallows = source.is_at_end or isinstance(row, csv.Error)
            if swallows or (alone is not None and not _is_sound(taken, delimiter, longest)):
                source.give_back(taken[1:])
                taken = taken[:1]
                row = alone if alone is not None else csv.Error("unexpected end of data")
        yield number, taken[0], row
        number += len(taken)


def next_row(reader: Iterator[list[str]], longest: int) -> Row | None:
    """The next row, or what is wrong with it; None at the end. A cell has at most ``longest`` characters."""
    usual = csv.field_size_limit(longest)  # one limit for the whole process, so that it is put back at once
    try:
        return next(reader, None)
    except csv.Error as error:
        return error
    finally:
        csv.field_size_limit(usual)


def fit(row: list[str], width: int) -> list[str]:
    """A row without the empty cells beyond the header that a spreadsheet pads it with."""
    while len(row) > width and not row[-1].strip():
        row = row[:-1]
    return row


def _literal(line: str, delimiter: str, width: int, longest: int) -> list[str] | None:
    """The cells of a line in which quotes are characters, if it has all of them."""
    row = next_row(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), longest)
    return row if isinstance(row, list) and len(fit(row, width)) == width else None


def _is_sound(lines: list[str], delimiter: str, longest: int) -> bool:
    """Whether every quote of a row that goes over several lines begins or ends a cell, or is doubled."""
    return isinstance(next_row(csv.reader(lines, delimiter=delimiter, strict=True), longest), list)


class _Lines:
    """Lines for a reader of rows: those of the row that it reads, and those that it gets once more."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._waiting: deque[str] = deque()
        self._taken: list[str] = []
        self.is_at_end = False
        """Whether the reader wanted more of its row than there is."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._lines, None)
        if line is None:
            self.is_at_end = True
            raise StopIteration
        self._taken.append(line)
        return line

    def take(self) -> list[str]:
        """The lines of the row that was read last."""
        taken, self._taken = self._taken, []
        return taken

    def give_back(self, lines: list[str]) -> None:
        """Read these once more, before all others."""
        self._waiting.extendleft(reversed(lines))
        self.is_at_end = False
