"""Source incopat: what the columns of a row mean, header variants, columns without a meaning."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from incopat_tables import csv, row
from patent_reading import only, written

from indexers.patents.incopat import COLUMNS, SOURCE, column_of, parse_row
from ipsearch.documents.legalstatus import status_of
from ipsearch.errors import InputError
from ipsearch.records import Citation, Claim, Filing, Party, Patent, Related


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("公开（公告）号", "publication"), ("公开(公告)号", "publication"), (" 公开 (公告) 号 ", "publication"),
        ("专利公开号", "publication"), ("授权公布号", "publication"), ("文献番号", "publication"),
        ("Publication Number", "publication"), ("申请（专利）号", "application"), ("专利申请号", "application"),
        ("专利号", "patent"), ("申请公布日", "published"), ("授权公布日", "granted"), ("公开(公告)日期", "published"),
        ("［标］当前申请(专利权)人", "standard_owners"), ("[标]原始申请(专利权)人", "standard"),
        ("原始申请(专利权)人", "applicants"), ("出願人／権利者", "applicants"), ("主权项", "first_claim"),
        ("摘要文本", "abstract"), ("非专利引用文献", "literature"), ("I P C", "ipc"),
        ("\ufeff公开号", "publication"), ("授权公告号", "publication"), ("公开公告号", "publication"),
        ("申请（专利权）人", "applicants"), ("当前申请(专利权)人", "owners"), ("IPC 主分类号", "ipc_main"),
        ("ipc分类号", "ipc"), ("LOC分类号", "locarno"), ("标题（译）（简体中文）", "title_zh"), ("Title", "title"),
        ("专利名称", "title"), ("标题 (中文)", "title_zh"), ("标题 (英文)", "title_en"), ("标题", "title"),
        ("简单法律状态", "alive"), ("法律状态／事件", "status"), ("最早优先权日", "prioritised"),
        ("No.", "number"), ("合享价值度", ""), ("被引证次数", ""), ("", ""),
    ],
)  # fmt: skip
def test_header_variants(header: str, meaning: str) -> None:
    assert column_of(header) == meaning


def test_no_header_has_two_meanings() -> None:
    names = [name for several in COLUMNS.values() for name in several]
    assert len(names) == len(set(names))


def test_unknown_columns_and_second_columns_of_a_meaning_are_kept_in_the_notes() -> None:
    headers = ["公开号", "申请人", "申请人（原文）", "诉讼次数", "", "序号"]
    found = parse_row(headers, ["CN110000001A", "云岚公司", "Yunlan", "3", "x", "17"])
    assert found.applicants == (Party("云岚公司"),)
    assert found.notes == ("申请人（原文）:Yunlan", "诉讼次数:3")


def test_days_and_symbols_that_cannot_be_read_are_kept_in_the_notes() -> None:
    headers = ["公开号", "公开日", "申请日", "法律状态日", "IPC主分类号", "IPC", "CPC"]
    found = parse_row(headers, ["CN110000001A", "2020-05-32", "2020-05", "2020-05-31", "G06Q", "电学;G06F17/00", "Y"])
    assert (found.publication_date, found.ipc, found.cpc) == (None, ("G06Q", "G06F17/00"), ())
    assert found.notes == ("申请日:2020-05", "公开(公告)日:2020-05-32", "ipc:电学", "cpc:Y")


def test_the_class_of_a_design_in_the_column_of_the_ipc_is_one_of_locarno() -> None:
    found = parse_row(["公开号", "主分类号"], ["CN301234567S", "06-01"])
    assert (found.ipc, found.locarno, found.notes) == ((), ("06-01",), ())


@pytest.mark.parametrize(
    ("numbers", "days", "claimed", "notes"),
    [
        ("US61/234567", "2009-08-17", ["2009-08-17"], ()),
        ("US61/234567;US61/345678", "2009-08-17;2009-09-18", ["2009-08-17", "2009-09-18"], ()),
        ("US61/234567;US61/345678", "2009-08-17", ["None", "None"], ("优先权日:2009-08-17",)),
        ("US61/234567 2009-08-17;US61/345678 2009-09-18", "2009-08-17", ["2009-08-17", "2009-09-18"], ()),
        ("", "2009-08-17", [], ("优先权日:2009-08-17",)),
    ],
)
def test_days_of_priorities(numbers: str, days: str, claimed: list[str], notes: tuple[str, ...]) -> None:
    found = parse_row(["公开号", "优先权号", "优先权日"], ["CN110000001A", numbers, days])
    assert [str(one.date) for one in found.priorities] == claimed
    assert found.notes == notes


def test_dashes_are_no_values() -> None:
    found = parse_row(["公开号", "申请人", "诉讼次数", "授权日"], ["CN110000001A", "-", "--", " - "])
    assert found == Patent(
        country="CN", number="110000001", kind="A", type="invention", original="CN110000001A", language="zh"
    )


def test_the_title_of_a_foreign_document_and_its_translation() -> None:
    headers = ["公开号", "标题", "标题(翻译)", "摘要", "首项权利要求"]
    found = parse_row(headers, ["US7650331B1", "Data processing", "数据处理", "A system.", "1. A system."])
    assert found.title == {"en": "Data processing", "zh": "数据处理"}
    assert (found.abstract, found.claims) == ({"en": "A system."}, {"en": (Claim(1, "A system."),)})
    assert (found.country, found.language) == ("US", "")


def test_a_title_that_its_translation_displaces_is_kept_in_the_notes() -> None:
    headers = ["公开号", "标题", "标题（译）（简体中文）"]
    found = parse_row(headers, ["JP2019000001A", "電池構造体", "电池结构体"])
    assert (found.title, found.notes) == ({"zh": "电池结构体"}, ("标题:電池構造体",))
    assert parse_row(headers, ["CN110000001A", "电池", "电池"]).notes == ()


@pytest.mark.parametrize(
    ("given", "number", "expected"),
    [
        ("发明申请", "CN110000001A", "invention"), ("实用新型", "CN210000001U", "utility_model"),
        ("外观设计", "CN305900001S", "design"), ("", "CN210000001U", "utility_model"),
        ("其他", "CN305900001S", "design"),
    ],
)  # fmt: skip
def test_the_kind_of_right(given: str, number: str, expected: str) -> None:
    assert parse_row(["公开号", "专利类型"], [number, given]).type == expected


def test_several_claims_of_a_cell(tmp_path: Path) -> None:
    text = "1.一种电池。\n2.如权利要求1所述的电池。\n\n3.如权利要求1或2所述的电池。"
    path = written(tmp_path / "a.csv", csv([["公开号", "申请号", "权利要求"], ["CN110000001A", "", text]]))
    assert only(SOURCE, path).claims == {
        "zh": (
            Claim(1, "一种电池。"), Claim(2, "如权利要求1所述的电池。", (1,)),
            Claim(3, "如权利要求1或2所述的电池。", (1, 2)),
        )
    }  # fmt: skip


def test_a_row_that_has_only_its_application_number() -> None:
    found = parse_row(["申请号", "申请日"], ["CN201910000001.X", "2019-04-16"])
    assert (found.id, found.type) == ("CN-201910000001", "unknown")


def test_a_bare_number_is_read_by_its_office() -> None:
    row = ("中国", "110000001A", "201910000001.X")
    found = parse_row(["公开国别", "公开号", "申请号"], row)
    assert (found.id, found.application) == ("CN-110000001-A", Filing("CN", "201910000001", original="201910000001.X"))
    # The same digits are a German number, too.
    german = parse_row(["公开国别", "公开号", "申请号"], ("DE", "DE102019000001A1", "102019000001.5"))
    assert german.application == Filing("DE", "102019000001", original="102019000001.5")


def test_several_priorities_of_which_only_the_first_has_a_date() -> None:
    found = parse_row(["公开号", "优先权号", "优先权日"], ["CN1A", "JP2018123456; US62123456", "2018-05-01"])
    assert [(one.country, one.number, one.date) for one in found.priorities] == [
        ("JP", "2018123456", None), ("US", "62123456", None),
    ]  # fmt: skip


FURTHER = (
    ("公开（公告）号", "JP2018123456A"), ("标题", "电池"), ("标题(小语种原文)", "電池の製造"), ("申请人", "云岚; 澄野"),
    ("申请人(翻译)", "YUNLAN; CHENGYE"), ("申请人地址", "东京; 大阪"), ("审查员", "林朔"), ("UC", "429/1; 429/2"),
    ("FI", "H01M10/04 Z"), ("F-term", "5H028AA01"), ("EC", "H01M10/04"), ("PCT国际申请号", "PCT/JP2017/012345"),
    ("PCT国际公布号", "WO2017200001A1"), ("DocDB同族ID", "41509886"),
    ("优先权信息", "US62/234567 2017-08-17; JP2017000001"),
    ("引证科技文献", "ROE A; Lamps, 2009\nDOE B: Lamps"),
)  # fmt: skip


def test_further_columns_of_an_export() -> None:
    item = parse_row([header for header, _ in FURTHER], [value for _, value in FURTHER])
    assert item.title == {"zh": "电池", "ja": "電池の製造"}
    assert item.applicants == (Party("云岚", "YUNLAN", "东京"), Party("澄野", "CHENGYE", "大阪"))
    assert (item.examiners, item.family_id) == ((Party("林朔"),), "41509886")
    assert item.national == ("US 429/1", "US 429/2", "FI H01M10/04 Z", "FT 5H028AA01", "ECLA H01M10/04")
    assert [(one.kind, one.document) for one in item.related] == [
        ("pct_application", "JP-2017012345-W"), ("pct_publication", "WO-2017200001-A1"),
    ]  # fmt: skip
    assert isinstance(item.related[0], Related)
    assert [(one.country, one.date) for one in item.priorities] == [("US", dt.date(2017, 8, 17)), ("JP", None)]
    assert item.citations == (Citation(text="ROE A; Lamps, 2009"), Citation(text="DOE B: Lamps"))
    assert item.notes == ()


def test_what_does_not_fit_the_applicants_is_a_note() -> None:
    item = parse_row(
        ["公开号", "申请人", "申请人地址", "标题", "标题（原文）"], ["CN1A", "甲; 乙", "北京", "电池", "电池组"]
    )
    assert item.applicants == (Party("甲"), Party("乙"))
    assert item.notes == ("标题（原文）:电池组", "申请人地址:北京")


@pytest.mark.parametrize(
    ("alive", "event", "status", "notes", "life"),
    [
        ("失效", "未缴年费", "未缴年费", ("专利有效性:失效",), "lapsed"),
        ("失效", "权利转移|期限届满", "期限届满", ("专利有效性:失效", "当前法律状态:权利转移|期限届满"), "expired"),
        ("失效", "授权", "失效", ("当前法律状态:授权",), "ended"),
        ("失效", "", "失效", (), "ended"),
        ("有效", "权利转移", "有效", ("当前法律状态:权利转移",), "granted"),
        ("有效", "未缴年费", "有效", ("当前法律状态:未缴年费",), "granted"),  # restored since
        ("", "驳回", "驳回", (), "refused"),
        ("", "授权", "授权", (), "granted"),
    ],
)
def test_two_columns_for_the_legal_status(
    alive: str, event: str, status: str, notes: tuple[str, ...], life: str
) -> None:
    item = parse_row(["公开号", "专利有效性", "当前法律状态"], ["CN110000001B", alive, event])
    assert (item.status, item.notes, item.events) == (status, notes, ())
    assert status_of(item).status == life


def test_where_a_table_names_owners_alone_they_are_the_applicants() -> None:
    found = row(公开号="CN110000001B", 专利权人="澄野公司", 申请人地址="上海")
    assert (found.applicants, found.owners) == ((Party("澄野公司", address="上海"),), (Party("澄野公司"),))


@pytest.mark.parametrize(
    ("numbers", "name", "published"),
    [
        ({"公开号": "CN110000001A", "授权公告号": "CN110000001B"}, "CN-110000001-A", "2019-08-02"),
        ({"授权公告号": "CN110000001B", "公开号": "CN110000001A"}, "CN-110000001-A", "2019-08-02"),
        ({"授权公告号": "CN110000001B"}, "CN-110000001-B", "2021-06-01"),
    ],
)
def test_the_day_of_the_publication_is_that_of_its_number(numbers: dict[str, str], name: str, published: str) -> None:
    found = row(**numbers, 公开日="2019-08-02", 授权公告日="2021-06-01")
    assert (found.id, str(found.publication_date), str(found.grant_date)) == (name, published, "2021-06-01")
    assert found.notes == (
        ("授权公告号:CN110000001B",) if name.endswith("A") else ("公开(公告)日:2019-08-02",)
    )  # fmt: skip


def test_a_chinese_patent_number_is_that_of_its_application() -> None:
    found = row(专利号="ZL 2019 1 0000001.X", 专利名称="电池", 授权公告日="2021.06.01")
    assert (found.id, found.application) == (
        "CN-201910000001", Filing("CN", "201910000001", original="ZL 2019 1 0000001.X"),
    )  # fmt: skip
    assert row(专利号="US7650331B1", 专利名称="电池").id == "US-7650331-B1"
    found = row(公开号="CN110000001B", 申请号="201910000001.X", 专利号="ZL201910000001.X")
    assert (found.id, found.notes) == ("CN-110000001-B", ("专利号:ZL201910000001.X",))


def test_days_as_a_spreadsheet_counts_them_and_days_of_two_readings() -> None:
    found = row(公开号="CN110000001A", 公开日="43678", 申请日="2019-04-16T00:00:00", 失效日="02/01/2039")
    assert (found.publication_date, found.expiry_date) == (dt.date(2019, 8, 1), None)
    assert found.notes == ("失效日:02/01/2039",)
    # A table may have the day of the application without its number.
    assert found.application == Filing("CN", date=dt.date(2019, 4, 16))
    assert row(公开号="CN110000001A", 失效日="13/01/2039").expiry_date == dt.date(2039, 1, 13)


def test_numbers_as_spreadsheets_keep_or_lose_them() -> None:
    found = row(公开号='="CN110000001A"', 申请号="2.0191E+11", 标题='="电池"')
    assert (found.id, found.application, found.title) == ("CN-110000001-A", None, {"zh": "电池"})
    assert found.notes == ("申请号:2.0191E+11",)
    with pytest.raises(InputError) as caught:
        row(申请号="2.0191E+11", 标题="电池")
    assert caught.value.problem.code == "record.no_document_number"
