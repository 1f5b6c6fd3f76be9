"""Lists of candidate names as workbooks."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from ipsearch.dedupe.reading import Entry
from ipsearch.dedupe.workbook import workbook_entries
from ipsearch.errors import InputError
from tests.workbooks import Rows, excel, inline, office_file, sheet_data


def opened(path: Path) -> tuple[list[Entry], tuple[str, ...]]:
    """The entries of a workbook, and the sheets left aside."""
    with path.open("rb") as stream, workbook_entries(stream, "x") as (found, aside):
        return list(found), aside


def entries(path: Path) -> list[Entry]:
    return opened(path)[0]


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


def test_headings_in_two_rows_of_merged_cells(tmp_path: Path) -> None:
    rows = [["序号", "商标", None, "申请人"], [None, "名称", "类别", None], [1, "小米", 9, "甲"]]
    assert entries(excel(tmp_path / "a.xlsx", rows)) == [Entry(3, "小米", (9,), None, "甲")]
    rows = [["序号", "商标名称", "类别"], [], [1, "小米", 9]]
    assert entries(excel(tmp_path / "b.xlsx", rows)) == [Entry(3, "小米", (9,))]


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
    assert opened(path) == ([Entry(2, "小米", (9,))], ("Sheet",))
    assert opened(excel(tmp_path / "b.xlsx", [["小米"]], 空=[])) == ([Entry(1, "小米")], ())


@pytest.mark.parametrize(
    ("rows", "more", "code", "place"),
    [
        ([], {}, "dedupe.empty", "x"),
        ([[None, " "]], {}, "dedupe.empty", "x"),
        ([["商标", "类别"]], {}, "dedupe.empty", "x"),
        ([["商标", "类别"], ["小米", "9"]], {"二": [["商标名称", "类别"]]}, "dedupe.sheets", "x"),
        ([["名字", "类别"], ["小米", "9"]], {}, "csv.columns", "x:1"),
        ([["商标名", "商标名称"], ["小米", "9"]], {}, "csv.doubled_column", "x:1"),
    ],
)
def test_what_cannot_be_a_list_is_refused_before_any_answer(
    tmp_path: Path, rows: Rows, more: dict[str, Rows], code: str, place: str
) -> None:
    path = excel(tmp_path / "a.xlsx", rows, **more)
    with path.open("rb") as stream, pytest.raises(InputError) as caught, workbook_entries(stream, "x"):
        pass
    assert (caught.value.problem.code, caught.value.problem.place) == (code, place)


def test_lists_in_several_sheets_are_not_told_apart(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", [["请查以下商标"]], 名单=[["小米"]], 空=[])
    with path.open("rb") as stream, pytest.raises(InputError) as caught, workbook_entries(stream, "x"):
        pass
    assert caught.value.problem.code == "dedupe.sheets"
    assert caught.value.problem.values["sheets"] == "Sheet, 名单"


def test_a_cell_without_a_value_is_told_and_not_checked(tmp_path: Path) -> None:
    rows = [
        inline("商标", "类别", "备注"),
        '<c t="e"><v>#NAME?</v></c>' + inline("9"), inline("小米") + "<c><f>B9</f><v/></c>",
        inline("大米", "9") + '<c t="e"><v>#REF!</v></c>', "<c><f>A9</f></c>",
    ]  # fmt: skip
    found = entries(office_file(tmp_path / "a.xlsx", sheet_data(*rows)))
    assert [(entry.line, entry.problem and entry.problem.values["value"]) for entry in found] == [
        (2, "#NAME?"), (3, "=B9"), (4, None), (5, "=A9"),
    ]  # fmt: skip
    assert {type(entry.mark) for entry in found} == {str}
    [listed] = entries(office_file(tmp_path / "b.xlsx", sheet_data("<c><f>A9</f></c>")))
    assert (listed.mark, listed.problem and listed.problem.code) == ("=A9", "cell.lost")


def test_what_stands_beside_a_table_spoils_no_row(tmp_path: Path) -> None:
    assert entries(excel(tmp_path / "a.xlsx", [["商标", "类别"], ["小米", "9", None, "见附件"]])) == [
        Entry(2, "小米", (9,))
    ]


def test_a_table_under_a_letterhead(tmp_path: Path) -> None:
    rows = [["某某公司"], *[[]] * 10, [None, "商标", "类别"], [None, "小米", "9"]]
    assert entries(excel(tmp_path / "a.xlsx", rows)) == [Entry(13, "小米", (9,))]


@pytest.mark.untraced
@pytest.mark.parametrize("last", ["", '<row r="200000">' + inline("大米") + "</row>"])
def test_blank_rows_to_the_end_of_a_sheet_take_no_memory(tmp_path: Path, last: str) -> None:
    blank = last or '<row r="200000"><c s="1"/></row>'
    path = office_file(tmp_path / "a.xlsx", f"<sheetData><row>{inline('小米')}</row>{blank}</sheetData>")
    with path.open("rb") as stream, workbook_entries(stream, "x") as (found, _):
        first = next(found)
        tracemalloc.start()
        second = next(found, None)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert (first, second) == (Entry(1, "小米"), Entry(2, "") if last else None)
    assert peak < 1_000_000
