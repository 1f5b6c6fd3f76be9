"""Tables of marks in workbooks of Excel."""

from __future__ import annotations

import datetime as dt
import gzip
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from indexers.base import Rejected
from indexers.load import LoadOptions, load_trademarks
from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.errors import InputError
from ipsearch.records import Party, Trademark
from ipsearch.spreadsheets.filekinds import OLD_BEGINNING
from tests.indexers.csv_reading import LISTED, of_workbook
from tests.workbooks import Rows, excel, inline, office_file, sheet_data


def test_a_sheet_is_read_as_a_table(tmp_path: Path) -> None:
    rows = [
        ["2024年商标清单"],
        *LISTED,
        ["云岚", 8911270, 9, dt.date(2010, 11, 22), "甲公司"],
        ["361", 8911271, "第25类"],
    ]
    path = excel(tmp_path / "标.xlsx", rows, 说明=[["内部资料", "2024"]])
    assert of_workbook(path) == [
        Trademark(
            "XX", "8911270", "云岚", part="09", classes=(9,), application_date=dt.date(2010, 11, 22),
            applicants=(Party("甲公司"),),
        ),
        Trademark("XX", "8911271", "361", part="25", classes=(25,)),
    ]  # fmt: skip


def test_sheets_may_share_a_mark_and_rows_without_a_number_stay_apart(tmp_path: Path) -> None:
    first = [*LISTED, ["云岚", "G100", "9"], ["云岚", "", "9"]]
    second = [*LISTED, ["云岚", "G100", "9", "2010-11-22"], ["蓝云", "", "9"]]
    found = of_workbook(excel(tmp_path / "a.xlsx", first, 二=second))
    assert all(isinstance(item, Trademark) for item in found)
    marks = [item for item in found if isinstance(item, Trademark)]
    whole = {mark.id: mark for mark in marks}  # the last record of an id counts
    assert sorted(mark.mark for mark in whole.values()) == ["云岚", "云岚", "蓝云"]
    assert whole["XX-G100-09"].application_date == dt.date(2010, 11, 22)


def test_a_bad_row_of_a_sheet_is_told_with_its_place(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", [*LISTED, ["云岚", "1", "x"], ["蓝云", "2", "9"]], 二=[["商标"], ["丙"]])
    [bad, good, third] = of_workbook(path)
    assert isinstance(bad, Rejected)
    assert (bad.problem.code, bad.problem.place) == ("record.bad_class", f"{path}:Sheet:2")
    assert [item.mark for item in (good, third) if isinstance(item, Trademark)] == ["蓝云", "丙"]


def test_a_workbook_without_marks_is_refused(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", [["名字", "类别"], ["云岚", "9"]])
    for load_it, code in (
        (lambda: of_workbook(path), "csv.columns"),
        (
            lambda: load_trademarks([path], EmbeddedBackend(tmp_path / "engine"), LoadOptions(workers=0)),
            "file.no_header",
        ),
    ):
        with pytest.raises(InputError) as caught:
            load_it()
        assert caught.value.problem.code == code


def test_workbooks_are_loaded_from_a_folder_and_an_archive(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    excel(folder / "a.xlsx", [*LISTED, ["云岚", 8911270, 9]])
    excel(folder / "notes.xlsx", [["备忘", "2024"]])
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.write(excel(tmp_path / "b.xlsx", [*LISTED, ["蓝云", 8911271, 9]]), "b.xlsx")
    summary = load_trademarks([folder], EmbeddedBackend(tmp_path / "engine"), LoadOptions(workers=0))
    assert (summary.records, summary.by_source, summary.rejected) == (2, {"csv": 2}, {})
    assert summary.skipped == (str(folder / "notes.xlsx"),)


def test_numbers_of_a_sheet_are_those_that_it_shows(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ([*LISTED[0], "类似群"], ["云岚", 8911270, 9, 45366, "甲公司", 901]):
        sheet.append(row)
    for cell, shown in (("B2", "00000000"), ("C2", "00"), ("D2", "yyyy-mm-dd"), ("F2", "0000")):
        sheet[cell].number_format = shown
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.csv").write_text(
        ",".join([*LISTED[0], "类似群"]) + "\n云岚,08911270,09,2024-03-15,甲公司,0901\n", "utf-8"
    )
    assert of_workbook(tmp_path / "a.xlsx") == of_workbook(tmp_path / "a.csv")


def test_what_stands_beside_a_table_moves_no_cell(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", [*LISTED, ["云岚", "1", "9", None, None, None, "见附件"]])
    [mark] = of_workbook(path)
    assert isinstance(mark, Trademark)
    assert mark.notes == ("(7):见附件",)


def test_a_table_under_a_letterhead(tmp_path: Path) -> None:
    above: list[list[object]] = [["某某公司"], [], ["商标清单"], *[[]] * 8]
    rows = [*above, [None, *LISTED[0]], [None, "云岚", "1", "9"], [None, None, None, None, None, "第1页"]]
    [mark, footer] = of_workbook(excel(tmp_path / "a.xlsx", rows))
    assert isinstance(mark, Trademark)
    assert (mark.mark, mark.application_number) == ("云岚", "1")
    assert isinstance(footer, Trademark)  # without a mark: rejected when it is loaded
    assert footer.mark == ""


def test_a_cell_without_a_value_is_no_mark(tmp_path: Path) -> None:
    error = '<c t="e"><v>#NAME?</v></c>'
    rows = [
        inline(*LISTED[0]), error + inline("1", "9"), "<c><f>A9</f></c>" + inline("2", "9"),
        inline("云岚") + error.replace("NAME?", "N/A") + inline("9"),
        inline("蓝云", "4", "9") + "<c><f>TODAY()</f><v/></c>",
    ]  # fmt: skip
    found = of_workbook(office_file(tmp_path / "a.xlsx", sheet_data(*rows)))
    assert [item.problem.values["value"] for item in found if isinstance(item, Rejected)] == [
        "#NAME?",
        "=A9",
        "=TODAY()",
    ]
    assert {item.problem.code for item in found if isinstance(item, Rejected)} == {"cell.lost"}
    assert [(item.mark, item.application_number) for item in found if isinstance(item, Trademark)] == [("云岚", "4")]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.xls", "a", "a.zip", "a.XLSM", "a.xlsx.gz"])
def test_a_workbook_by_another_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    data = excel(tmp_path / "whole", [*LISTED, ["云岚", 8911270, 9]]).read_bytes()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    summary = load_trademarks([path], EmbeddedBackend(tmp_path / "engine"), LoadOptions(workers=0))
    assert (summary.records, summary.by_source) == (1, {"csv": 1})


@pytest.mark.parametrize("name", ["a.xlsx", "a.et", "a.xls", "a.csv"])
def test_an_old_or_locked_workbook_says_so(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(OLD_BEGINNING + bytes(600))
    with pytest.raises(InputError) as caught:
        load_trademarks([path], EmbeddedBackend(tmp_path / "engine"), LoadOptions(workers=0))
    assert caught.value.problem.code == "file.workbook"


def merged(path: Path, *merges: str, rows: Rows) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merges:
        sheet.merge_cells(cells)
    book.save(path)
    return path


def test_headings_in_two_rows_of_merged_cells(tmp_path: Path) -> None:
    below = [[1, "云岚", "5", 9, "甲公司"], [2, "蓝云", "6", 35, "乙公司"]]
    expected = [
        Trademark("XX", number, name, part=f"{one:02d}", classes=(one,), applicants=(Party(owner),), notes=(note,))
        for number, name, one, owner, note in [
            ("5", "云岚", 9, "甲公司", "序号:1"),
            ("6", "蓝云", 35, "乙公司", "序号:2"),
        ]
    ]
    for group, names in (("商标信息", ["商标名称", "申请号", "类别"]), ("商标", ["名称", "申请号", "类别"])):
        rows = [["2024年清单"], ["序号", group, None, None, "申请人"], [None, *names, None], *below]
        path = merged(tmp_path / "a.xlsx", "A1:E1", "A2:A3", "B2:D2", "E2:E3", rows=rows)
        assert of_workbook(path) == expected
        csv_file = tmp_path / "a.csv"
        csv_file.write_text("".join(",".join(str(c or "") for c in row) + "\n" for row in rows), encoding="utf-8")
        assert of_workbook(csv_file) == expected


def test_headings_in_three_rows_of_merged_cells(tmp_path: Path) -> None:
    rows = [
        ["序号", "商标信息", None, None, None, "申请人"],
        [None, "商标", None, "申请", None, None],
        [None, "名称", "类别", "号", "日期", None],
        [1, "云岚", 9, "5", "2020-01-02", "甲公司"],
    ]
    path = merged(tmp_path / "a.xlsx", "A1:A3", "B1:E1", "F1:F3", "B2:C2", "D2:E2", rows=rows)
    day = dt.date(2020, 1, 2)
    known = {"part": "09", "classes": (9,), "application_date": day, "notes": ("序号:1",)}
    assert of_workbook(path) == [Trademark("XX", "5", "云岚", applicants=(Party("甲公司"),), **known)]


def test_sheets_that_are_left_aside_are_told(tmp_path: Path) -> None:
    path = excel(
        tmp_path / "a.xlsx",
        [*LISTED, ["云岚", "1", "9"]],
        第二批=[["品牌", "类别"], ["风林", "9"]],
        空=[],
        说明=[["x"]],
    )
    summary = load_trademarks([path], EmbeddedBackend(tmp_path / "engine"), LoadOptions(workers=0))
    assert (summary.records, summary.rejected) == (1, {})
    assert summary.skipped == (f"{path}:第二批", f"{path}:说明")
    both = excel(tmp_path / "b.xlsx", [*LISTED, ["云岚", "1", "9"]], 二=[*LISTED, ["蓝云", "2", "9"]])
    assert load_trademarks([both], EmbeddedBackend(tmp_path / "both"), LoadOptions(workers=0)).skipped == ()


def test_a_web_page_by_the_name_of_a_table_says_so_where_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text("<html><table><tr><td>商标名称</td></tr></table></html>", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_trademarks([path], EmbeddedBackend(tmp_path / "engine"), LoadOptions(workers=0))
    assert (caught.value.problem.code, caught.value.problem.place) == ("file.damaged_workbook", str(path))
    excel(tmp_path / "b.xlsx", [*LISTED, ["云岚", "1", "9"]])
    summary = load_trademarks([tmp_path], EmbeddedBackend(tmp_path / "engine"), LoadOptions(workers=0))
    assert (summary.records, summary.skipped) == (1, (str(path),))
