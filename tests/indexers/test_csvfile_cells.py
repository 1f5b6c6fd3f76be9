"""Tables of marks: what people and spreadsheets write into a cell."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from indexers.base import Rejected
from indexers.csvfile import COLUMNS, STATUS_WORDS
from ipsearch.records import HEADINGS, STATUSES, Event, Trademark
from tests.indexers.csv_reading import mark, read


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
        ("商标无效", "inactive", "商标无效"), ("---", "unknown", ""), ("已销亡", "inactive", "已销亡"),
        ("商标申请中", "pending", "商标申请中"), ("待审", "pending", "待审"), ("待受理", "pending", "待受理"),
        ("商标异议申请中", "opposed", "商标异议申请中"), ("无效宣告中", "registered", "无效宣告中"),
        ("撤销三年不使用待审中", "registered", "撤销三年不使用待审中"), ("商标续展完成", "registered", "商标续展完成"),
        ("注册申请初步审定", "published", "注册申请初步审定"), ("专用权已过期", "expired", "专用权已过期"),
        ("商标注册申请受理通知书发文", "pending", "商标注册申请受理通知书发文"),
        ("驳回复审完成", "unknown", "驳回复审完成"), ("其他情形", "unknown", "其他情形"),
        ("此商标正等待受理，暂无法查询详细信息。", "pending", "此商标正等待受理，暂无法查询详细信息。"),
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
        ("Int. Cl. 9", (9,)), ("国际分类：9", (9,)), ("10-第一类医疗器械", (10,)), ("35类（广告销售）", (35,)),
        ("10类-医疗器械（一、二类）", (10,)), ('"[9, 35]"', (9, 35)), ("\"['9', '35']\"", (9, 35)),
    ],
)  # fmt: skip
def test_several_classes_in_a_cell(tmp_path: Path, cell: str, classes: tuple[int, ...]) -> None:
    assert mark(tmp_path, "mark,classes", f"云岚,{cell}").classes == classes


def test_several_groups_in_a_cell(tmp_path: Path) -> None:
    found = mark(tmp_path, "mark,groups", '云岚,"0901(一),901、0907-通讯 3503"')
    assert found.groups == ("0901", "0907", "3503")


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


@pytest.mark.parametrize(
    ("cell", "begins", "expires"),
    [
        ("2010-07-14至2020-07-13", dt.date(2010, 7, 14), dt.date(2020, 7, 13)),
        ("2010.07.14-2020.07.13", dt.date(2010, 7, 14), dt.date(2020, 7, 13)),
        ("2010-07-14 - 2020-07-13", dt.date(2010, 7, 14), dt.date(2020, 7, 13)),
        ("2010/7/14～2020/7/13", dt.date(2010, 7, 14), dt.date(2020, 7, 13)),
        ("至2020-07-13", None, dt.date(2020, 7, 13)),
        ("2010-07-14至", dt.date(2010, 7, 14), None),
        ("13-07-2020", None, dt.date(2020, 7, 13)),
        ("至", None, None),
    ],
)
def test_a_term_of_protection(tmp_path: Path, cell: str, begins: dt.date | None, expires: dt.date | None) -> None:
    found = mark(tmp_path, "商标名称,专用权期限", f"云岚,{cell}")
    assert (found.expiry_date, found.notes) == (expires, ())
    assert found.events == ((Event("term_start", begins, "专用期开始日期"),) if begins else ())


@pytest.mark.parametrize("cell", ["十年", "02/01/2010至02/01/2020"])
def test_a_term_that_tells_no_days_is_a_note(tmp_path: Path, cell: str) -> None:
    found = mark(tmp_path, "商标名称,专用权期限", f"云岚,{cell}")
    assert (found.expiry_date, found.events, found.notes) == (None, (), (f"expiry_date:{cell}",))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1527004800000", dt.date(2018, 5, 23)),  # midnight in China
        ("1527033600000", dt.date(2018, 5, 23)),  # midnight in Greenwich
        ("548866800000", None),  # midnight nowhere that is known
        ("202003200000", None),  # a day with its hour
    ],
)
def test_a_day_in_milliseconds(tmp_path: Path, cell: str, day: dt.date | None) -> None:
    found = mark(tmp_path, "商标名称,申请日期", f"云岚,{cell}")
    assert (found.application_date, found.notes) == (day, () if day else (f"application_date:{cell}",))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("", ("", "figurative", ("mark:图形",))), ("图形", ("", "figurative", ("mark:图形",))),
        ("文字", ("图形", "word", ())),
    ],
)  # fmt: skip
def test_a_device_has_no_words(tmp_path: Path, kind: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    found = mark(tmp_path, "商标名称,商标形态", f"图形,{kind}")
    assert (found.mark, found.kind, found.notes) == expected


def test_every_word_of_the_tables_means_something() -> None:
    assert set(HEADINGS.values()) <= set(COLUMNS)
    assert set(STATUS_WORDS.values()) <= STATUSES
