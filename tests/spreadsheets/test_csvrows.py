"""Rows of CSV tables: what the ``csv`` module makes of sound ones, and what a stray quote costs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipsearch.spreadsheets.csvrows import Row, fit, read_lines, read_rows

LONGEST = 1000


def rows(text: str, width: int = 2, longest: int = LONGEST) -> list[tuple[int, list[str] | None]]:
    """The number of the first line and the cells of each row; None for one that cannot be read."""

    def cells(row: Row) -> list[str] | None:
        return row if isinstance(row, list) else None

    lines = io.StringIO(text, newline="")
    return [(number, cells(row)) for number, _, row in read_rows(lines, ",", width, longest)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"小米,9\n华为,9\n', [(0, ['"小米', "9"]), (1, ["华为", "9"])]),  # nothing closes it
        ('"小米,9\n华为,9', [(0, ['"小米', "9"]), (1, ["华为", "9"])]),
        ('华为,9\n"小米,9', [(0, ["华为", "9"]), (1, ['"小米', "9"])]),
        ('"小米,9\n"华为, Inc",9\n', [(0, ['"小米', "9"]), (1, ["华为, Inc", "9"])]),  # the next quote closes it
        ('"小米,9\n华为,9\n"茅台,9\n', [(0, ['"小米', "9"]), (1, ["华为", "9"]), (2, ['"茅台', "9"])]),
        ('"小米, 9, 35\n华为,9\n', [(0, None), (1, ["华为", "9"])]),  # where its own cells end nobody knows
        ('小"米,9\n"华""为",9\n', [(0, ['小"米', "9"]), (1, ['华"为', "9"])]),
        ('"小米"牌,9\n茅台,33\n', [(0, ["小米牌", "9"]), (1, ["茅台", "33"])]),
        ('"华\n为",9\n\n小米,9\n', [(0, ["华\n为", "9"]), (2, []), (3, ["小米", "9"])]),
        ("", []),
    ],
)  # fmt: skip
def test_a_stray_quote_takes_no_other_row_with_it(text: str, found: list[tuple[int, list[str] | None]]) -> None:
    assert rows(text) == found


def test_a_table_of_one_column() -> None:
    assert rows('"小米\n华为\n"茅\n台"\n', 1) == [(0, ['"小米']), (1, ["华为"]), (2, ["茅\n台"])]


def test_a_cell_that_outgrows_the_limit() -> None:
    long = "x" * LONGEST
    assert rows(f'"a,9\n{long},9\nb,9\n') == [(0, ['"a', "9"]), (1, [long, "9"]), (2, ["b", "9"])]
    assert rows(f"{long}y,9\nb,9\n") == [(0, None), (1, ["b", "9"])]


CELL = st.text('ab,"\n \r', max_size=6)


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), max_size=8))
def test_what_the_csv_module_writes_is_read_as_it_was(table: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(table)
    assert [cells for _, cells in rows(written.getvalue())] == table


@given(st.lists(st.sampled_from(["a,1", '"a, b",1', "c,2", '"d ""e""",3']), max_size=6), st.data())
def test_sound_lines_are_read_wherever_a_stray_quote_stands(lines: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines)))
    alone = [next(csv.reader([line])) for line in lines]
    found = rows("\n".join([*lines[:at], '"x,9', *lines[at:]]) + "\n")
    assert found == [(i, cells) for i, cells in enumerate([*alone[:at], ['"x', "9"], *alone[at:]])]


def test_a_row_without_the_empty_cells_beyond_the_header() -> None:
    assert fit(["a", "b", "", " "], 2) == ["a", "b"]
    assert fit(["a", "", ""], 4) == ["a", "", ""]
    assert fit(["a", "", "b"], 2) == ["a", "", "b"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("ab\ncd", ["ab\n", "cd"]),
        ("abcdef\nx\n", ["abcd", "x\n"]),
        ("abcdefgh\r\nx", ["abcd", "x"]),
        ("abcd\nx", ["abcd", "x"]),
        ("abc\nx", ["abc\n", "x"]),
        ("abcdefghijkl", ["abcd"]),
        ("abcdefgh\rx", ["abcd", "x"]),
    ],
)
def test_of_a_line_without_end_only_the_beginning_is_read(text: str, found: list[str]) -> None:
    assert list(read_lines(io.StringIO(text, newline=""), 4)) == found
