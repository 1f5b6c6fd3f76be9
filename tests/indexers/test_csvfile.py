"""Tables of marks: columns as the keys of the canonical form."""

from __future__ import annotations

import datetime as dt
import gzip
import zipfile
from pathlib import Path

import msgspec
import pytest
from openpyxl import Workbook

from indexers.base import Rejected, Unit
from indexers.csvfile import COLUMNS, SOURCE, STATUS_WORDS
from indexers.files import Blob
from indexers.load import LoadOptions, load_trademarks
from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.documents.trademark import decode_record
from ipsearch.engine import versions
from ipsearch.errors import InputError
from ipsearch.records import HEADINGS, STATUSES, Goods, Party, Trademark
from ipsearch.spreadsheets.sheets import OLD_BEGINNING
from tests.workbooks import excel, inline, office_file, sheet_data


def read(path: Path, content: str | bytes) -> list[Trademark | Rejected]:
    """What a table holds, without the name of the list, which a record has whose line is its number."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    items = list(SOURCE.read(Unit(SOURCE, (Blob(path),))))
    name = Blob(path).list_name
    return [
        msgspec.structs.replace(item, part="") if isinstance(item, Trademark) and item.part == name else item
        for item in items
    ]


def mark(path: Path, header: str, row: str) -> Trademark:
    """The record of a table with one row."""
    [item] = read(path / "x.csv", f"{header}\n{row}\n")
    assert isinstance(item, Trademark), item
    return item


def test_every_kind_of_column(tmp_path: Path) -> None:
    content = (
        "office,application_number,mark,classes,groups,status,application_date,applicants,kind,goods,vienna,notes\n"
        "CN,8911270,云岚,9;35,0901;0907,registered,2010-11-22,甲公司；乙公司,combined,9:手机;35:广告,26.01.01,一;二\n"
    )
    assert read(tmp_path / "x.csv", content) == [
        Trademark(
            "CN", "8911270", "云岚", kind="combined", classes=(9, 35), groups=("0901", "0907"),
            goods=(Goods(9, "手机"), Goods(35, "广告")), status="registered",
            application_date=dt.date(2010, 11, 22), applicants=(Party("甲公司"), Party("乙公司")),
            vienna=("26.01.01",), notes=("一", "二"),
        )
    ]  # fmt: skip


def test_a_list_with_chinese_headings(tmp_path: Path) -> None:
    content = (
        "序号,商标名称,申请/注册号,国际分类,申请人名称,商标状态,申请日期,专用权截止日期,商标形态,代理机构\n"
        "1,云岚,8911270,第9类,甲公司,已注册,2010/1/2,2031年5月6日,图文组合,乙事务所\n"
        "2,蓝云,8911271,35,丙公司,商标注册申请完成,20100103,,文字,\n"
    )
    assert read(tmp_path / "x.csv", content.encode("gb18030")) == [
        Trademark(
            "XX", "8911270", "云岚", part="09", kind="combined", classes=(9,), status="registered",
            status_code="已注册", application_date=dt.date(2010, 1, 2), expiry_date=dt.date(2031, 5, 6),
            applicants=(Party("甲公司"),), agents=(Party("乙事务所"),), notes=("序号:1",),
        ),
        # a word without a mapping is kept and not guessed at
        Trademark(
            "XX", "8911271", "蓝云", part="35", classes=(35,), status_code="商标注册申请完成",
            application_date=dt.date(2010, 1, 3), applicants=(Party("丙公司"),), notes=("序号:2",),
        ),
    ]  # fmt: skip


def test_the_registration_number_stands_for_an_application_number_that_is_missing(tmp_path: Path) -> None:
    [item] = read(tmp_path / "x.csv", "商标,注册号\n云岚,8911270\n")
    assert item == Trademark("XX", "8911270", "云岚", registration_number="8911270")


def test_every_word_of_the_tables_means_something() -> None:
    assert set(HEADINGS.values()) <= set(COLUMNS)
    assert set(STATUS_WORDS.values()) <= STATUSES


def test_a_table_is_recognised_by_either_name_of_the_mark(tmp_path: Path) -> None:
    for header, expected in {"mark,classes": True, "商标名称,国际分类": True, "名称,国际分类": False}.items():
        (tmp_path / "x.csv").write_text(f"{header}\n1,2\n")
        assert SOURCE.sniff is not None
        assert SOURCE.sniff(Blob(tmp_path / "x.csv")) == expected


def test_utf16_is_refused_and_not_read_as_nonsense(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="UTF-16"):
        read(tmp_path / "x.csv", "mark\n云岚\n".encode("utf-16"))


def test_a_column_of_marks_is_enough(tmp_path: Path) -> None:
    items = read(tmp_path / "x.csv", "\ufeffMark\r\n云岚\r\n\r\n蓝云\r\n")
    assert items == [Trademark("XX", "2", "云岚"), Trademark("XX", "4", "蓝云")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_that_of_the_header(tmp_path: Path, delimiter: str) -> None:
    content = f'mark{delimiter}classes\n"A{delimiter}B"{delimiter}"9;35"\n'
    assert read(tmp_path / "x.csv", content) == [Trademark("XX", "2", f"A{delimiter}B", classes=(9, 35))]


def test_a_cell_over_several_lines_keeps_the_line_numbers(tmp_path: Path) -> None:
    items = read(tmp_path / "x.csv", 'mark,description\n云岚,"一\n二\n三"\n蓝云,四\n')
    assert items == [
        Trademark("XX", "2", "云岚", description="一\n二\n三"),
        Trademark("XX", "5", "蓝云", description="四"),
    ]


def test_gb18030_of_a_spreadsheet(tmp_path: Path) -> None:
    assert read(tmp_path / "x.csv", "mark,classes\n云岚科技,9\n".encode("gb18030")) == [
        Trademark("XX", "2", "云岚科技", classes=(9,))
    ]


def test_empty_cells_beyond_the_header_are_padding(tmp_path: Path) -> None:
    assert read(tmp_path / "x.csv", "mark,classes,,\n云岚,9,,\n蓝云,9,,,\n") == [
        Trademark("XX", "2", "云岚", classes=(9,)),
        Trademark("XX", "3", "蓝云", classes=(9,)),
    ]


@pytest.mark.parametrize("value", ["neun", "全类", "9bis"])
def test_a_bad_class_rejects_its_row_and_no_other(tmp_path: Path, value: str) -> None:
    path = tmp_path / "x.csv"
    first, bad, last = read(path, f"mark,classes\n一,\n云岚,{value}\n二,\n")
    assert isinstance(first, Trademark)
    assert isinstance(last, Trademark)
    assert isinstance(bad, Rejected)
    assert (bad.problem.code, bad.problem.place) == ("record.bad_class", f"{path}:3")
    assert (bad.problem.values["value"], bad.raw) == (value, f"云岚,{value}")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("application_date", "2010-13-01"), ("application_date", "02/01/2020"), ("kind", "Zeichen"), ("goods", "手机"),
        ("registration_number", "1.23457E+07"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_a_note_and_keeps_no_mark_out(tmp_path: Path, column: str, value: str) -> None:
    found = mark(tmp_path, f"mark,{column}", f"云岚,{value}")
    assert (found.mark, found.notes) == ("云岚", (f"{column}:{value}",))


@pytest.mark.parametrize(
    ("word", "status", "code"),
    [
        ("Registered", "registered", ""), ("Live", "unknown", "Live"), ("Dead", "inactive", "Dead"),
        ("Application withdrawn", "withdrawn", "Application withdrawn"), ("驳回复审中", "pending", "驳回复审中"),
        ("商标无效", "inactive", "商标无效"), ("---", "unknown", ""),
    ],
)  # fmt: skip
def test_a_word_for_a_status(tmp_path: Path, word: str, status: str, code: str) -> None:
    found = mark(tmp_path, "mark,status", f"云岚,{word}")
    assert (found.status, found.status_code) == (status, code)


@pytest.mark.parametrize(
    ("cell", "classes"),
    [
        ('"9,35,42"', (9, 35, 42)), ("9、35", (9, 35)), ("第9类 第35类", (9, 35)), ("9/35", (9, 35)),
        ("09；35；", (9, 35)), ('"9\n35"', (9, 35)), ("9|9", (9,)), ("９", (9,)), ("9.0", (9,)),
        ("Class 9; Class 35", (9, 35)), ("1-3", (1, 2, 3)), ("第9类-科学仪器", (9,)),
        ("9 科学仪器；35-广告、经营", (9, 35)), ("第 9 類", (9,)), ("第九类", (9,)), ("九、三十五", (9, 35)),
        ("1–3", (1, 2, 3)), ("1至3", (1, 2, 3)), ("第1类至第3类", (1, 2, 3)), ("第1-3类", (1, 2, 3)),
        ("1 to 3", (1, 2, 3)), ("九至十一类", (9, 10, 11)), ("'09", (9,)), ("9 and 35", (9, 35)), ("9+35", (9, 35)),
        ("Int. Cl. 9", (9,)), ("国际分类：9", (9,)), ("10-第一类医疗器械", (10,)),
    ],
)  # fmt: skip
def test_several_classes_in_a_cell(tmp_path: Path, cell: str, classes: tuple[int, ...]) -> None:
    assert mark(tmp_path, "mark,classes", f"云岚,{cell}").classes == classes


def test_several_groups_in_a_cell(tmp_path: Path) -> None:
    found = mark(tmp_path, "mark,groups", '云岚,"0901(一),901、0907-通讯 3503"')
    assert found.groups == ("0901", "0907", "3503")


def test_one_number_in_several_classes_is_several_registrations(tmp_path: Path) -> None:
    items = read(tmp_path / "x.csv", "商标名称,申请号,国际分类\n云岚,5,9\n云岚,5,35\n云岚,5,9;35\n")
    assert [item.id for item in items if isinstance(item, Trademark)] == ["XX-5-09", "XX-5-35", "XX-5"]
    assert mark(tmp_path, "mark,office,application_number,classes", "A,US,5,9").id == "US-5"
    assert mark(tmp_path, "mark,office,application_number,classes,part", "A,CN,5,9,x").id == "CN-5-x"


def test_rows_of_one_mark_are_one_record(tmp_path: Path) -> None:
    header = "商标名称,申请号,国际分类,类似群,商品,商品/服务,申请人\n"
    rows = "云岚,5,9,0901,a,计算机,甲\n云岚,5,9,0907,b,手机,甲\n云岚,5,9,x,y\n云岚,5,35,3501,c,广告,乙\n"
    one, bad, other = read(tmp_path / "x.csv", header + rows)
    assert isinstance(one, Trademark)
    assert (one.id, one.groups, one.applicants) == ("XX-5-09", ("0901", "0907"), (Party("甲"),))
    assert (one.goods, one.notes) == ((Goods(9, "计算机"), Goods(9, "手机")), ("商品:a", "商品:b"))
    assert isinstance(bad, Rejected)
    assert bad.problem.place.endswith(":4")
    assert isinstance(other, Trademark)
    assert (other.id, other.groups) == ("XX-5-35", ("3501",))


def test_rows_of_one_mark_that_stand_apart_are_one_record(tmp_path: Path) -> None:
    table = tmp_path / "x.csv"
    table.write_text(
        "mark,office,application_number,classes,groups,applicants\nACME,US,5,9,0901,A\nBOLT,US,6,9,,B\n"
        "ACME,US,5,35,3501,C\nBOLT,US,6,46,,B\nBOLT,US,6,42,,B\n"
    )
    summary = load_trademarks([table], backend := EmbeddedBackend(tmp_path / "home"), LoadOptions(workers=0))
    assert (summary.total, summary.records, summary.replaced, summary.rejected) == (2, 4, 2, {"record.bad_class": 1})
    stored = backend.reader("trademark", versions()).get(["US-5", "US-6"])
    acme, bolt = (decode_record(identity, stored[identity]) for identity in ("US-5", "US-6"))
    assert (acme.classes, acme.groups, acme.applicants) == ((9, 35), ("0901", "3501"), (Party("A"), Party("C")))
    assert bolt.classes == (9, 42)  # a row that cannot be loaded takes no other with it


@pytest.mark.parametrize("number", ["5", "待申请"])
def test_marks_with_one_number_are_all_kept(tmp_path: Path, number: str) -> None:
    rows = [("云岚", "0901"), ("风林", "0902"), ("云岚", "0907"), ("风林", "0908")]
    content = "商标,申请号,类别,类似群\n" + "".join(f"{name},{number},9,{group}\n" for name, group in rows)
    items = [item for item in read(tmp_path / "x.csv", content) if isinstance(item, Trademark)]
    stored = {item.id: item for item in items}
    assert sorted((item.mark, item.groups) for item in stored.values()) == [
        ("云岚", ("0901", "0907")), ("风林", ("0902", "0908")),
    ]  # fmt: skip
    assert [item.mark for item in stored.values() if item.id == f"XX-{number}-09"] == ["云岚"]
    assert read(tmp_path / "x.csv", content) == items


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("00123456", "00123456"), ("'00123456", "00123456"), ('"=""00123456"""', "00123456"),
        ("12345678.0", "12345678"),
        ("１２３４５６７８", "12345678"), ("第12345678号", "12345678"), ("No. 12345678", "12345678"),
        ('"12,345,678"', "12345678"), ("G1234567A", "G1234567A"), ("87/654321", "87/654321"),
    ],
)  # fmt: skip
def test_a_number_as_a_spreadsheet_writes_it(tmp_path: Path, cell: str, number: str) -> None:
    found = mark(tmp_path, "mark,application_number", f"云岚,{cell}")
    assert (found.application_number, found.notes) == (number, ())


@pytest.mark.parametrize("cell", ["1.23457E+07", "-", "无", "N/A"])
def test_marks_without_a_number_of_their_own_do_not_replace_each_other(tmp_path: Path, cell: str) -> None:
    items = read(tmp_path / "x.csv", f"mark,application_number\n云岚,{cell}\n风林,{cell}\n")
    assert [item.id for item in items if isinstance(item, Trademark)] == ["XX-2", "XX-3"]


@pytest.mark.parametrize(
    "above",
    ["", "\ufeff", "\n\r\n", "sep=;\n", "sep=;;;;\n", '"sep=;"\r\n', "商标查询结果;;;\n", "导出时间：2020-01-02\n\n"],
)
def test_what_may_stand_above_the_header(tmp_path: Path, above: str) -> None:
    content = f"{above}商标名称;申请号;国际分类;申请人\n云岚;5;9;甲\n"
    (tmp_path / "x.csv").write_text(content, encoding="utf-8")
    assert SOURCE.sniff(Blob(tmp_path / "x.csv"))
    items = read(tmp_path / "x.csv", content)
    assert items == [Trademark("XX", "5", "云岚", part="09", classes=(9,), applicants=(Party("甲"),))]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Trademark Name,Application No.,Nice Classes,Owner,Filing Date", "云岚,5,9,甲,2-Jan-2020"),
        ("商標名稱,申請號,類別,申請人,申請日期", "云岚,5,9,甲,民國109年1月2日"),
        ('"商标\n名称",申请/注册号：, 国际分类 ,申请人名称,申请日', "云岚,5,9,甲,43832"),
        ("mark,application number,classes,applicant,application_date", "云岚,5,9,甲,02.01.2020"),
    ],
)
def test_headings_in_the_words_of_others(tmp_path: Path, header: str, row: str) -> None:
    assert mark(tmp_path, header, row) == Trademark(
        "XX", "5", "云岚", part="09", classes=(9,), applicants=(Party("甲"),), application_date=dt.date(2020, 1, 2)
    )


def test_columns_without_a_heading_and_columns_that_are_there_twice(tmp_path: Path) -> None:
    header = ",商标名称,注册公告日期,注册日期,备注,备注,"
    assert mark(tmp_path, header, "x,云岚,2020-01-02,2020-01-03,一,二,").notes == (
        "一",
        "(1):x",
        "注册日期 (4):2020-01-03",
        "备注 (6):二",
    )
    assert mark(tmp_path, header, ",云岚,,2020-01-03,,二,") == Trademark(
        "XX", "2", "云岚", registration_date=dt.date(2020, 1, 3), notes=("二",)
    )


def test_a_stray_quote_swallows_no_row(tmp_path: Path) -> None:
    content = 'mark,classes,applicants\n"云岚,9,甲\n风林,9,乙\n火山,9,"丙\n"东,方",9,"丁\n路"\n'
    items = read(tmp_path / "x.csv", content)
    assert [item.mark for item in items if isinstance(item, Trademark)] == ['"云岚', "风林", "火山", "东,方"]
    assert read(tmp_path / "x.csv", 'mark,description\n云岚,"一,\n二,三"\n')[0].description == "一,\n二,三"  # type: ignore[union-attr]


@pytest.mark.parametrize(("row", "found"), [("云岚", 1), ("云岚,9,x", 3)])
def test_short_and_long_rows(tmp_path: Path, row: str, found: int) -> None:
    bad, good = read(tmp_path / "x.csv", f"mark,classes\n{row}\n蓝云,9\n")
    assert isinstance(good, Trademark)
    assert isinstance(bad, Rejected)
    assert (bad.problem.code, bad.problem.values) == ("csv.row", {"found": found, "expected": 2})


def test_undecodable_bytes_reject_one_row(tmp_path: Path) -> None:
    text = "mark\n云岚山水集团\n蓝云科技\n".encode()
    bad, good = read(tmp_path / "x.csv", text.replace("岚".encode(), b"\xe5\xb2", 1))
    assert isinstance(bad, Rejected)
    assert bad.problem.code == "file.encoding"
    assert good == Trademark("XX", "3", "蓝云科技")


def test_a_cell_without_end_is_told(tmp_path: Path) -> None:
    one, bad, other = read(tmp_path / "x.csv", "mark\n一\n" + "长名" * 70_000 + "\n二\n")
    assert (one, other) == (Trademark("XX", "2", "一"), Trademark("XX", "4", "二"))
    assert isinstance(bad, Rejected)
    assert bad.problem.code == "csv.quote"
    assert bad.problem.place.endswith(":3")


@pytest.mark.parametrize(
    ("header", "code", "values"),
    [
        ("name,classes", "csv.columns", {"missing": "mark"}),
        ("mark,klass,colour", "csv.unknown_column", {"value": "klass, colour"}),
        ("mark,classes,mark", "csv.doubled_column", {"value": "mark"}),
        ("商标,classes,商标名称", "csv.doubled_column", {"value": "商标, 商标名称"}),
    ],
)
def test_a_header_that_does_not_fit_says_so(tmp_path: Path, header: str, code: str, values: dict[str, str]) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path / "x.csv", f"{header}\n1,2,3\n")
    problem = caught.value.problem
    assert problem.code == code
    assert values.items() <= problem.values.items()
    if code != "csv.doubled_column":
        assert "application_number" in str(problem.values["known"])


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path / "x.csv", "")
    assert caught.value.problem.code == "file.empty"


@pytest.mark.parametrize(
    ("content", "known"),
    [("mark\n", True), ("\ufeffid;Mark\n", True), ("a,b\nmark\n", False), ('{"mark":1}', False), ("", False)],
)
def test_recognised_by_a_column_of_marks(tmp_path: Path, content: str, known: bool) -> None:
    path = tmp_path / "x.csv"
    path.write_text(content)
    assert SOURCE.sniff(Blob(path)) is known


def test_a_record_that_cannot_be_loaded_is_named_by_its_line(tmp_path: Path) -> None:
    path, rejects = tmp_path / "x.csv", tmp_path / "rejects.ndjson"
    path.write_text("商标名称,国际分类\n云岚,9\n\n风林,46\n", encoding="utf-8")
    load_trademarks([path], EmbeddedBackend(tmp_path / "home"), LoadOptions(workers=0, rejects=rejects))
    assert msgspec.json.decode(rejects.read_bytes())["place"] == f"{path}:4"


LISTED = [["商标名称", "申请/注册号", "国际分类", "申请日期", "申请人名称"]]


def of_workbook(path: Path) -> list[Trademark | Rejected]:
    return list(SOURCE.read(Unit(SOURCE, (Blob(path),))))


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
