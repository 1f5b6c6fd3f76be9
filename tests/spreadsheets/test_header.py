"""The header of a table is found where people have it, and nothing that is no header ends the search."""

from __future__ import annotations

import io

import pytest

from ipsearch.spreadsheets.csvrows import LONGEST_CELL
from ipsearch.spreadsheets.header import Header, Heads, find_header, find_header_row, heads_of_marks


def found(text: str) -> Header:
    return find_header(io.StringIO(text, newline=""), heads_of_marks())


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


@pytest.mark.parametrize(
    ("text", "line", "cells"),
    [
        ("序号,商标信息,,申请人\n,商标名称,类别,\n", 2, ["序号", "商标名称", "类别", "申请人"]),
        ("名单,,,\n商标,申请,,序号\n,号,日期,序号\n", 3, ["商标", "申请 号", "申请 日期", "序号"]),
        ("商标,,申请人\n名称,类别\n", 2, ["商标 名称", "类别", "申请人"]),
        ('"商标\n信息",,申请人\n"商标\n名称",类别,\n', 3, ["商标\n名称", "类别", "申请人"]),
        ("商标名称,类别\n,\n小米,9\n", 2, ["商标名称", "类别"]),
        # of a title nothing is a heading
        ("商标\n;商标名称;类别\n1;小米;9\n", 2, ["", "商标名称", "类别"]),
        ("Trademarks,,\n,Mark,Class\n", 2, ["", "Mark", "Class"]),
        # a row is none, even if it has the words of headings
        ("商标名称,类别,\n小米,9,状态\n", 1, ["商标名称", "类别", ""]),
        ("商标名称,,类别\n状态,,9\n", 1, ["商标名称", "", "类别"]),
        ("商标名称,类别\n\n小米,9\n", 1, ["商标名称", "类别"]),
    ],
)
def test_a_header_of_two_rows(text: str, line: int, cells: list[str]) -> None:
    header = found(text)
    assert (header.line, header.cells) == (line, cells)


@pytest.mark.parametrize(
    ("text", "line", "cells"),
    [
        (
            "序号,商标信息,,,,申请人\n,商标,,申请,,\n,名称,类别,号,日期,\n1,小米,9,5,2020-01-01,甲\n", 3,
            ["序号", "商标 名称", "类别", "申请 号", "申请 日期", "申请人"],
        ),
        (
            "名单\n商标信息;;;;权利人信息;\n商标名称;类别;申请;;申请人;地址\n;;号;日期;;\n小米;9;5;2020-01-01;甲;乙\n",
            4,
            ["商标名称", "类别", "申请 号", "申请 日期", "申请人", "地址"],
        ),
        # two rows, and a title or a row of the table
        ("名单,,,\n商标,申请,,序号\n,号,日期,\n", 3, ["商标", "申请 号", "申请 日期", "序号"]),
        ("商标,申请,,序号\n,号,日期,\n小米,5,,\n", 2, ["商标", "申请 号", "申请 日期", "序号"]),
        ("商标,申请,,\n,号,日期,\n,5,,类别\n", 2, ["商标", "申请 号", "申请 日期", ""]),
    ],
)  # fmt: skip
def test_a_header_of_three_rows(text: str, line: int, cells: list[str]) -> None:
    header = found(text)
    assert (header.line, header.cells) == (line, cells)
    rows = ((number, row.split(header.delimiter)) for number, row in enumerate(text.splitlines(), 1))
    number, headings, rest = find_header_row(rows, heads_of_marks())
    assert (number, headings, len(list(rest))) == (line, cells, len(text.splitlines()) - line)


def test_the_first_line_where_none_is_a_header() -> None:
    assert found("\n小米,9\n华为,9\n") == Header(2, ["小米", "9"], 1, ",")
    assert found("") == Header(1, [], 1, ",")


def test_a_line_longer_than_any_heading_is_none() -> None:
    assert found("x" * (LONGEST_CELL + 1) + "\n商标名称,类别\n") == Header(2, ["商标名称", "类别"], 1, ",")


def test_the_header_of_another_table_is_told_by_a_test_of_its_own() -> None:
    heads = Heads(lambda cells: "number" in cells)
    text = "Patents of 2020,\n\nnumber;title\n1;lamp\n"
    assert find_header(io.StringIO(text, newline=""), heads) == Header(3, ["number", "title"], 1, ";")
    # Where no line is one, it is the first that is not blank.
    assert find_header(io.StringIO("\nno;title\n1;lamp\n", newline=""), heads) == Header(2, ["no", "title"], 1, ";")
    rows = enumerate([["Patents"], [""], ["number", "title"], ["1", "lamp"]], 1)
    line, header, rest = find_header_row(rows, heads)
    assert (line, header, list(rest)) == (3, ["number", "title"], [(4, ["1", "lamp"])])
