"""Lists of candidate names as workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipsearch.dedupe.reading import Entry
from ipsearch.dedupe.workbook import workbook_entries
from ipsearch.errors import InputError
from tests.workbooks import Rows, excel


def entries(path: Path) -> list[Entry]:
    with path.open("rb") as stream, workbook_entries(stream, "x") as found:
        return list(found)


def test_a_sheet_with_options_of_its_own(tmp_path: Path) -> None:
    rows = [
        ["待查商标清单"], [], ["序号", "商标名称", "国际分类", "类似群", "申请人"],
        [1, "小米", 9, "0901", "甲"], [2, "361", "9；35"], [], [3, 7.0, None],
    ]  # fmt: skip
    assert entries(excel(tmp_path / "a.xlsx", rows)) == [
        Entry(4, "小米", (9,), ("0901",), "甲"),
        Entry(5, "361", (9, 35)),
        Entry(6, ""),
        Entry(7, "7"),
    ]


def test_a_list_in_one_column(tmp_path: Path) -> None:
    rows = [[], ["小米"], [None, "大米"], [], ["A, B"], []]
    assert entries(excel(tmp_path / "a.xlsx", rows)) == [
        Entry(2, "小米"), Entry(3, "大米"), Entry(4, ""), Entry(5, "A, B"),
    ]  # fmt: skip


def test_a_row_of_two_cells_in_a_list_is_no_mark(tmp_path: Path) -> None:
    found = entries(excel(tmp_path / "a.xlsx", [["小米"], ["大米", "9"], ["玉米"]]))
    assert [(e.line, e.mark, e.problem and e.problem.code) for e in found] == [
        (1, "小米", None), (2, "大米,9", "csv.row"), (3, "玉米", None),
    ]  # fmt: skip


def test_other_sheets_are_left_aside(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", [["说明", "请查以下商标"]], 名单=[["商标", "类别"], ["小米", "9"]], 空=[])
    assert entries(path) == [Entry(2, "小米", (9,))]


@pytest.mark.parametrize(
    ("rows", "more", "code", "place"),
    [
        ([], {}, "dedupe.empty", "x"),
        ([[None, " "]], {}, "dedupe.empty", "x"),
        ([["商标", "类别"]], {}, "dedupe.empty", "x"),
        ([["商标", "类别"], ["小米", "9"]], {"二": [["商标名称", "类别"]]}, "dedupe.sheets", "x"),
        ([["名字", "类别"], ["小米", "9"]], {}, "csv.columns", "x:1"),
        ([["商标", "商标名称"], ["小米", "9"]], {}, "csv.doubled_column", "x:1"),
    ],
)
def test_what_cannot_be_a_list_is_refused_before_any_answer(
    tmp_path: Path, rows: Rows, more: dict[str, Rows], code: str, place: str
) -> None:
    path = excel(tmp_path / "a.xlsx", rows, **more)
    with path.open("rb") as stream, pytest.raises(InputError) as caught, workbook_entries(stream, "x"):
        pass
    assert (caught.value.problem.code, caught.value.problem.place) == (code, place)
