"""Tables of marks: which rows are one record, and what tells records apart."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from indexers.base import Rejected
from indexers.load import LoadOptions, load_trademarks
from indexers.validate import check_record
from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.documents.trademark import decode_record
from ipsearch.engine import versions
from ipsearch.records import Goods, Party, Trademark
from tests.indexers.csv_reading import mark, read


def test_the_registration_number_stands_for_an_application_number_that_is_missing(tmp_path: Path) -> None:
    [item] = read(tmp_path / "x.csv", "商标,注册号\n云岚,8911270\n")
    assert item == Trademark("XX", "8911270", "云岚", registration_number="8911270")


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


@pytest.mark.parametrize("rows", ["云岚,5,9,图文组合\n云岚,5,9,\n", "云岚,5,9,\n云岚,5,9,图文组合\n"])
def test_a_row_without_a_kind_takes_away_none(tmp_path: Path, rows: str) -> None:
    (one,) = read(tmp_path / "x.csv", f"商标名称,申请号,类别,商标形态\n{rows}")
    assert isinstance(one, Trademark)
    assert one.kind == "combined"


def test_rows_of_one_mark_that_stand_apart_are_one_record(tmp_path: Path) -> None:
    table = tmp_path / "x.csv"
    table.write_text(
        "mark,office,application_number,classes,groups,applicants\nACME,US,5,9,0901,A\nBOLT,US,6,9,,B\n"
        "ACME,US,5,35,3501,C\nBOLT,US,6,46,,B\nBOLT,US,6,42,,B\n"
    )
    options = LoadOptions(workers=0, rejects=tmp_path / "rejects.ndjson")
    summary = load_trademarks([table], backend := EmbeddedBackend(tmp_path / "home"), options)
    assert (summary.total, summary.records, summary.replaced, summary.rejected) == (2, 4, 2, {"record.bad_class": 1})
    stored = backend.reader("trademark", versions()).get(["US-5", "US-6"])
    acme, bolt = (decode_record(identity, stored[identity]) for identity in ("US-5", "US-6"))
    assert (acme.classes, acme.groups, acme.applicants) == ((9, 35), ("0901", "3501"), (Party("A"), Party("C")))
    assert bolt.classes == (9, 42)  # a row that cannot be loaded takes no other with it


def test_a_table_of_tmview(tmp_path: Path) -> None:
    header = (
        "Graphic representation,Trademark name,Trademark office,Designated Territory,Application No,Registration No,"
        "Trademark Status,Nice class,Applicant name,Application Date,Trademark Type,Registration Date,"
        "Seniority claimed\n"
    )
    rows = (
        ',CERISE,FR,FR,4000001,4000002,Registered,"9,35",Cerise SAS,2020-01-15,Word,2020-05-01,\n'
        ",CHERRY,UKIPO,GB,UK00003000001,,Filed,25,Cherry Ltd,15/01/2021,Combined,,\n"
        ",MAPLE,CIPO,CA,1234567,,Ended,30,Maple Inc,2021-01-15,Word,,\n"
        ",SOL,INPI,BR,900,,Filed,30,Sol,2021-01-15,Word,,\n"
    )
    items = read(tmp_path / "x.csv", header + rows)
    fr, gb, ca, other = (item for item in items if isinstance(item, Trademark))
    assert [item.id for item in (fr, gb, ca)] == ["FR-4000001", "GB-UK00003000001", "CA-1234567"]
    assert (fr.classes, fr.status, fr.registration_number) == ((9, 35), "registered", "4000002")
    assert fr.notes == ("designated_territory:FR",)
    assert (gb.kind, gb.status, gb.application_date) == ("combined", "pending", dt.date(2021, 1, 15))
    assert (ca.status, ca.status_code) == ("inactive", "Ended")
    problem = check_record(other)  # of four countries
    assert problem is not None
    assert (problem.code, problem.values["value"]) == ("record.bad_value", "INPI")


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


@pytest.mark.parametrize("cell", ["1.23457E+07", "-", "无", "N/A"])
def test_marks_without_a_number_of_their_own_do_not_replace_each_other(tmp_path: Path, cell: str) -> None:
    items = read(tmp_path / "x.csv", f"mark,application_number\n云岚,{cell}\n风林,{cell}\n")
    assert [item.id for item in items if isinstance(item, Trademark)] == ["XX-2", "XX-3"]
