"""Source incopat: tables and sheets as files, two encodings, recognition, damage."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from incopat_tables import csv
from patent_reading import ids, only, read, recognised, rejects, written

from indexers.base import Unit
from indexers.files import Blob
from indexers.patents.incopat import SOURCE
from ipsearch.errors import InputError
from ipsearch.records import Citation, Claim, Filing, LegalEvent, Party, Patent
from tests.workbooks import excel

# Header, value as it is written in a table, in the order of an export.
CELLS = (
    ("序号", "1"),
    ("标题", "一种电池"),
    ("标题（英文）", "Battery"),
    ("摘要", "本发明公开了一种电池。"),
    ("公开（公告）号", "CN110000001B"),
    ("公开（公告）日", "2021-06-01"),
    ("申请号", "CN201910000001.X"),
    ("申请日", "20190416"),
    ("申请人", "云岚公司; 澄野公司"),
    ("标准化申请人", "云岚; 澄野"),
    ("当前权利人", "澄野公司"),
    ("发明人", "林朔；云禾"),
    ("代理机构", "沪上代理有限公司"),
    ("代理人", "野舟"),
    ("IPC主分类号", "H01M10/0525(2010.01)I"),
    ("IPC", "H01M10/0525; H01M4/13"),
    ("CPC", "Y02E60/10"),
    ("优先权号", "JP2018123456"),
    ("优先权日", "2018-05-01"),
    ("专利类型", "发明授权"),
    ("专利有效性", "有效"),
    ("当前法律状态", "授权"),
    ("法律状态更新时间", "2021.06.01"),
    ("授权公告日", "2021/6/1"),
    ("失效日", "2039年4月16日"),
    ("引证专利", "US7650331B1; 电池手册"),
    ("简单同族", "US11000001B2; CN110000001A"),
    ("首项权利要求", "1. 一种电池，其特征在于，包括正极。"),
    ("关键词", "电池; 正极"),
    ("合享价值度", "9"),
    ("被引证次数", "-"),
    ("转让次数", "2"),
)
HEADERS = [header for header, _ in CELLS]
VALUES = [value for _, value in CELLS]
WHOLE = Patent(
    country="CN", number="110000001", kind="B", type="invention", original="CN110000001B",
    publication_date=dt.date(2021, 6, 1), grant_date=dt.date(2021, 6, 1), expiry_date=dt.date(2039, 4, 16),
    application=Filing("CN", "201910000001", "", dt.date(2019, 4, 16), "CN201910000001.X"),
    priorities=(Filing("JP", "2018123456", "", dt.date(2018, 5, 1), "JP2018123456"),),
    language="zh",
    title={"zh": "一种电池", "en": "Battery"}, abstract={"zh": "本发明公开了一种电池。"},
    claims={"zh": (Claim(1, "一种电池，其特征在于，包括正极。"),)},
    applicants=(Party("云岚公司"), Party("澄野公司")), owners=(Party("澄野公司"),),
    inventors=(Party("林朔"), Party("云禾")), agents=(Party("沪上代理有限公司"), Party("野舟")),
    ipc=("H01M10/0525", "H01M4/13"), cpc=("Y02E60/10",),
    citations=(Citation("US-7650331-B1"), Citation(text="电池手册")),
    events=(LegalEvent(date=dt.date(2021, 6, 1), text="授权", kind="status"),),
    status="有效", status_date=dt.date(2021, 6, 1), keywords=("电池", "正极"),
    notes=("合享价值度:9", "转让次数:2", "标准申请人:云岚; 澄野", "简单同族:US11000001B2; CN110000001A"),
)  # fmt: skip


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_whole_row_of_a_table(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = written(tmp_path / "export.csv", csv([HEADERS, VALUES], delimiter), encoding)
    assert only(SOURCE, path) == WHOLE
    assert recognised(path) == ["incopat"]


def test_a_whole_row_of_a_sheet(tmp_path: Path) -> None:
    path = excel(tmp_path / "export.xlsx", [HEADERS, VALUES])
    assert only(SOURCE, path) == WHOLE
    assert recognised(path) == ["incopat"]


def test_a_sheet_inside_an_archive(tmp_path: Path) -> None:
    package = tmp_path / "package.zip"
    with zipfile.ZipFile(package, "w") as archive:
        archive.write(excel(tmp_path / "export.xlsx", [HEADERS, VALUES]), "2024/export.xlsx")
    member = Blob(package, "2024/export.xlsx", "2024/export.xlsx", package.stat().st_size)
    assert list(SOURCE.read(Unit(SOURCE, (member,)))) == [WHOLE]


def test_typed_cells_of_a_sheet(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", [
        ["公开（公告）号", "公开（公告）日", "申请号", "申请日", "合享价值度", "标题"],
        ["CN110000001B", dt.datetime(2021, 6, 1), 201910000001.5, dt.date(2019, 4, 16), 9.0, None],
    ])  # fmt: skip
    item = only(SOURCE, path)
    assert (item.publication_date, item.notes, item.title) == (dt.date(2021, 6, 1), ("合享价值度:9",), {})
    assert item.application == Filing("CN", "201910000001", "", dt.date(2019, 4, 16), "201910000001.5")


def test_a_sheet_with_rows_that_end_early(tmp_path: Path) -> None:
    rows = [["公开（公告）号", "申请号", "标题", "转让次数"], ["CN110000001A"], [], ["CN110000002A", None, "电池"]]
    found = read(SOURCE, excel(tmp_path / "a.xlsx", rows))
    assert ids(found) == ["CN-110000001-A", "CN-110000002-A"]
    assert not rejects(found)


def test_blank_rows_before_the_header(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", [[None], ["公开号", "申请号", "标题"], ["CN110000001A"]])
    assert ids(read(SOURCE, path)) == ["CN-110000001-A"]


def test_bad_rows_do_not_take_the_others_with_them(tmp_path: Path) -> None:
    rows = [
        ["公开号", "申请号", "标题"], ["CN110000001A", "", "甲", "", ""], ["", "", "乙"],
        ["CN110000003A", "", "丙", "丁"], ["CN110000004A"], ["", "", ""], ["CN110000005A", "", "戊"],
    ]  # fmt: skip
    path = written(tmp_path / "a.csv", csv(rows))
    found = read(SOURCE, path)
    assert ids(found) == ["CN-110000001-A", "CN-110000005-A"]
    assert rejects(found) == [
        ("record.no_document_number", f"{path}:3"), ("csv.row", f"{path}:4"), ("csv.row", f"{path}:5"),
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), [("", "file.empty"), ("标题,摘要\n甲,乙\n", "csv.columns")])
def test_a_table_that_is_none(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(SOURCE, written(tmp_path / "a.csv", text))
    assert caught.value.problem.code == code
    assert caught.value.problem.place.startswith(str(tmp_path))


def test_a_sheet_that_is_none(tmp_path: Path) -> None:
    whole = excel(tmp_path / "a.xlsx", [HEADERS, VALUES])
    whole.write_bytes(whole.read_bytes()[:3000])
    for path, code in ((whole, "file.damaged_workbook"), (excel(tmp_path / "b.xlsx", []), "file.empty")):
        with pytest.raises(InputError) as caught:
            read(SOURCE, path)
        assert caught.value.problem.code == code
        assert caught.value.problem.place.startswith(str(path))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("公开号,申请号,标题\n", ["incopat"]),
        ('"公开（公告）号"\t"申请人"\t"申请日"\n', ["incopat"]),
        ("公开号,标题\n", []),
        ("申请人,标题,摘要\n", []),
        ("country,number\n", ["patents-csv"]),
        ("公开号,申请号,标题\r\nCN1A,,\r\n", ["incopat"]),
        ("公开号,申请号,标题\rCN1A,,\r", ["incopat"]),
        ('"never closed\0\r', []),
    ],
)
def test_recognition_by_the_header(tmp_path: Path, text: str, names: list[str]) -> None:
    assert recognised(written(tmp_path / "a.csv", text)) == names


def test_every_sheet_with_patents_is_read(tmp_path: Path) -> None:
    sheets = {
        number: [["公开（公告）号", "申请号", "标题"], [f"CN{number}A", None, "电池"]]
        for number in ("110000001", "110000002")
    }
    path = excel(tmp_path / "a.xlsx", [["检索式", "电池"]], **sheets)
    assert ids(read(SOURCE, path)) == ["CN-110000001-A", "CN-110000002-A"]
    assert SOURCE.aside(Blob(path)) == (f"{path}:Sheet",)


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_a_title_above_the_header(tmp_path: Path, name: str) -> None:
    rows = [
        ["二〇二三年专利清单", "", ""],
        ["", "", ""],
        ["公开（公告）号", "申请号", "标题"],
        ["CN110000001A", "", "电池"],
    ]
    path = excel(tmp_path / name, rows) if name.endswith("x") else written(tmp_path / name, csv(rows))
    assert recognised(path) == ["incopat"]
    assert only(SOURCE, path).title == {"zh": "电池"}


def test_a_table_of_trade_marks_is_none_of_patents(tmp_path: Path) -> None:
    # Their applications have numbers and days as well.
    rows = [
        ["商标名称", "申请号", "国际分类", "申请日期", "申请人"],
        ["云岚", "12345678", "3", "2020-01-02", "云岚公司"],
    ]
    assert recognised(written(tmp_path / "a.csv", csv(rows))) == []
    english = [["Application Number", "Application Date", "Applicant"], ["12345678", "2020-01-02", "Yunlan"]]
    assert recognised(written(tmp_path / "b.csv", csv(english))) == []
    with pytest.raises(InputError) as caught:
        read(SOURCE, excel(tmp_path / "a.xlsx", rows))
    assert caught.value.problem.code == "csv.columns"
