"""The header of a table is found where people have it, and nothing that is no header ends the search."""

from __future__ import annotations

import io

import pytest

from ipsearch.records import heads_marks
from ipsearch.spreadsheets.csvrows import LONGEST_CELL
from ipsearch.spreadsheets.header import Header, find_header


def found(text: str) -> Header:
    return find_header(io.StringIO(text, newline=""), heads_marks)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_below_a_title_and_blank_lines(delimiter: str, end: str) -> None:
    header = found(f"\ufeff名单{end}{end}商标名称{delimiter}类别{end}小米{delimiter}9{end}")
    assert header == Header(3, ["商标名称", "类别"], 1, delimiter)
    assert header.before == 3


def test_the_delimiter_that_excel_is_told() -> None:
    assert found("sep=|\n商标,名称|类别\n") == Header(2, ["商标,名称", "类别"], 1, "|")


def test_a_heading_over_two_lines() -> None:
    assert found('商标名称,"国际\n分类"\n小米,9\n') == Header(1, ["商标名称", "国际\n分类"], 2, ",")


def test_the_first_line_where_none_is_a_header() -> None:
    assert found("\n小米,9\n华为,9\n") == Header(2, ["小米", "9"], 1, ",")
    assert found("") == Header(1, [], 1, ",")


def test_a_line_longer_than_any_heading_is_none() -> None:
    assert found("x" * (LONGEST_CELL + 1) + "\n商标名称,类别\n") == Header(2, ["商标名称", "类别"], 1, ",")
