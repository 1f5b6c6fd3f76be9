"""CNIPA packages: what is a member, what is a list of marks, and in which order packages are read."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from cnipa_packages import (
    BASIC,
    CO_OWNERS,
    GOODS,
    INTERNATIONAL,
    NEXT,
    OWNERS,
    PLAIN,
    PRIORITIES,
    marks,
    read_all,
    read_package,
    rejects,
    with_cells,
    write_zip,
)

from indexers.cnipa.fields import MEMBERS, member_by_header
from indexers.cnipa.rows import member_of
from indexers.discover import discover
from indexers.files import Blob, walk
from indexers.meter import Meter
from indexers.trademarks import LIBRARY
from ipsearch.errors import InputError
from ipsearch.records import Trademark

BASIC_NAME = "注册商标基本信息.csv"
LIST = "商标名称,申请号,国际分类,类似群,申请人,商标状态,申请日期"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01\r\x02\x00" * 200


def found(path: Path, *more: Path) -> list[tuple[str, str]]:
    """Source and place of the units of a load."""
    with closing(Meter()) as meter:
        plan = discover([path, *more], LIBRARY, None, meter)
        return [(unit.source.name, unit.label) for unit in plan.units]


def loaded(path: Path) -> list[Trademark]:
    with closing(Meter()) as meter:
        units = discover([path], LIBRARY, None, meter).units
        return [item for unit in units for item in unit.source.read(unit) if isinstance(item, Trademark)]


@pytest.mark.parametrize(
    "header",
    [
        LIST, "商标名称,注册号,类别,状态", "申请号,商标名称,国际分类,申请人名称,代理机构,初审公告日期,注册公告日期",
        "注册号,国际分类,商标名称", "商标名称,申请号,国际分类,类似群", "商标名称,申请号,国际分类,国际注册号",
        "商标名称,申请号,国际分类,国际注册日期", "商标名称,申请号,国际分类,申请日期,商标类型,商标形态",
        "商标名称,申请号,国际分类,申请人,初审公告期号,专用期开始日期,是否立体商标",
    ],
)  # fmt: skip
def test_an_ordinary_list_is_no_package(header: str) -> None:
    assert member_by_header(header.split(",")) is None


def test_a_list_keeps_what_packages_do_not_have(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    path.write_text(f"{LIST}\n旧标,101,9;35,0901;3501,甲公司,已撤销,2001-01-02\n", "utf-8")
    (record,) = loaded(path)
    assert (record.mark, record.status, record.classes, record.groups) == (
        "旧标",
        "cancelled",
        (9, 35),
        ("0901", "3501"),
    )
    assert [p.name for p in record.applicants] == ["甲公司"]


def test_a_list_is_none_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "注册商标基本信息.csv"
    path.write_text(f"{LIST}\n旧标,101,25,,甲公司,已撤销,2001-01-02\n", "utf-8")
    assert [source for source, _ in found(path)] == ["csv"]


def test_a_list_with_the_heading_of_packages_keeps_its_numbers(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    path.write_text("商标名称,注册号/申请号,国际分类,商标状态\n旧标,101,25,已撤销\n", "utf-8")
    assert [(m.application_number, m.status) for m in loaded(path)] == [("101", "cancelled")]


@pytest.mark.parametrize("heading", ["Trademark", "TRADE MARK", "商标名称："])
def test_a_list_is_none_however_its_marks_are_headed(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "marks.csv"
    path.write_text(f"{heading},注册号,国际注册号,类别\n旧标,101,900001,25\n", "utf-8")
    (record,) = loaded(path)
    assert (record.mark, record.international_number) == ("旧标", "900001")


@pytest.mark.parametrize("member", [BASIC, OWNERS, GOODS, CO_OWNERS, PRIORITIES, INTERNATIONAL])
@pytest.mark.parametrize("number", ["注册号/申请号", "注册号", "申请号", "注册号：申请号", " 注册号／申请号"])
def test_members_are_recognised_by_every_header_seen(member: str, number: str) -> None:
    header = member.replace("注册号/申请号", number).replace("代理机构代码", "代理人编码")
    header = header.replace("初审公告日期", "公告日期＞日期")
    recognised = member_by_header(header.split(","))
    assert recognised is member_by_header(member.split(","))
    assert recognised in MEMBERS


def test_a_basic_member_with_few_columns_is_known_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / BASIC_NAME
    path.write_text("申请号,国际分类,商标名称\n1500001,9,云岚\n", "utf-8")
    member = member_of(Blob(path))
    assert member is not None
    assert member.title == "注册商标基本信息"


def test_a_table_that_is_named_and_no_text_is_refused_with_the_reason(tmp_path: Path) -> None:
    for name, content, code in (
        ("marks.csv", "商标名称,国际分类\r\n小米,9\r\n".encode("utf-16"), "file.encoding"),
        ("marks.xls", OLE, "file.workbook"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError) as error:
            found(tmp_path / name)
        assert (error.value.problem.code, error.value.problem.place) == (code, str(tmp_path / name))


def test_a_workbook_in_a_folder_that_is_no_member_is_left_aside(tmp_path: Path) -> None:
    (tmp_path / BASIC_NAME).write_text(f"{BASIC}\n{PLAIN}\n", "utf-8")
    (tmp_path / "codes.xls").write_bytes(OLE)
    with closing(Meter()) as meter:
        assert discover([tmp_path], LIBRARY, None, meter).skipped == (str(tmp_path / "codes.xls"),)


# --- files that are no text, or end their lines otherwise


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
@pytest.mark.parametrize("name", ["商标注册人信息.csv", "goods.csv", "list.tsv", "list.xls"])
def test_a_table_in_utf16_is_rejected_and_the_rest_of_the_folder_read(tmp_path: Path, name: str, encoding: str) -> None:
    (tmp_path / BASIC_NAME).write_text(f"{BASIC}\n{PLAIN}\n", "utf-8")
    (tmp_path / name).write_bytes(f"{OWNERS}\r\n1500001,9,甲公司,,,\r\n".encode(encoding))
    with closing(Meter()) as meter:
        units = discover([tmp_path], LIBRARY, None, meter).units
        items = [item for unit in units for item in unit.source.read(unit)]
    assert [m.mark for m in marks(items)] == ["云岚"]
    assert [(r.problem.code, r.problem.place) for r in rejects(items)] == [("file.encoding", str(tmp_path / name))]


def test_a_workbook_is_rejected_and_the_rest_of_the_folder_read(tmp_path: Path) -> None:
    (tmp_path / BASIC_NAME).write_text(f"{BASIC}\n{PLAIN}\n", "utf-8")
    (tmp_path / "商标注册人信息.xls").write_bytes(OLE)
    items = read_all(tmp_path)
    assert [m.mark for m in marks(items)] == ["云岚"]
    assert [r.problem.code for r in rejects(items)] == ["file.workbook"]


def test_lines_that_end_with_cr_alone(tmp_path: Path) -> None:
    rows = (BASIC, PLAIN, with_cells(NEXT, 商标设计说明="甲,乙"))
    items = read_package(tmp_path, basic="\r".join(rows), goods=f"{GOODS}\r1500001,9,0901,1,计算机,\r")
    assert [(m.mark, m.description, len(m.goods)) for m in marks(items)] == [("云岚", "", 1), ("蓝云", "甲,乙", 0)]
    assert [note for m in marks(items) for note in m.notes if "repaired" in note] == [
        "row repaired (delimiters): 注册商标基本信息:3"
    ]


def test_a_cr_inside_a_text_ends_no_line(tmp_path: Path) -> None:
    items = read_package(tmp_path, basic="\r\n".join((BASIC, with_cells(商标设计说明="甲\r乙"), NEXT)))
    assert [m.description for m in marks(items)] == ["甲\r乙", ""]


# --- order


@pytest.mark.parametrize(
    ("given", "order"),
    [
        (["2023_10.zip", "2023_2.zip", "2000.zip"], ["2000.zip", "2023_2.zip", "2023_10.zip"]),
        (["2024_1.zip", "2023_12.zip", "2024.zip"], ["2024.zip", "2023_12.zip", "2024_1.zip"]),
        (["商标-2023年10月.zip", "商标-2023年9月.zip"], ["商标-2023年9月.zip", "商标-2023年10月.zip"]),
        (["202310.zip", "202309.zip"], ["202309.zip", "202310.zip"]),
        (["2023_10.zip", "new.zip", "2023_2.zip"], ["2023_2.zip", "new.zip", "2023_10.zip"]),
    ],
)
def test_months_are_read_in_their_order(tmp_path: Path, given: list[str], order: list[str]) -> None:
    paths = [write_zip(tmp_path / name, {BASIC_NAME: f"{BASIC}\n{PLAIN}\n"}) for name in given]
    assert [Path(label.partition("!")[0]).name for _, label in found(*paths)] == order


def test_months_of_a_folder_are_read_in_their_order_among_other_files(tmp_path: Path) -> None:
    for name in ("2023_10.zip", "2023_2.zip"):
        write_zip(tmp_path / name, {BASIC_NAME: f"{BASIC}\n{PLAIN}\n"})
    (tmp_path / "2023_11").mkdir()
    (tmp_path / "2023_11" / BASIC_NAME).write_text(f"{BASIC}\n{PLAIN}\n", "utf-8")
    (tmp_path / "2023_1.csv").write_text("mark\n云岚\n", "utf-8")
    places = [(source, Path(label.partition("!")[0]).name) for source, label in found(tmp_path)]
    assert places == [
        ("csv", "2023_1.csv"), ("cnipa", "2023_2.zip"), ("cnipa", "2023_10.zip"), ("cnipa", BASIC_NAME),
    ]  # fmt: skip


def test_months_inside_an_archive_are_read_in_their_order(tmp_path: Path) -> None:
    month = write_zip(tmp_path / "m.zip", {BASIC_NAME: f"{BASIC}\n{PLAIN}\n"}).read_bytes()
    path = write_zip(tmp_path / "all.zip", {"2023_10.zip": month, "2023_2.zip": month, "2022_11.zip": month})
    assert [label.partition("!")[2].partition(".zip")[0] for _, label in found(path)] == [
        "2022_11",
        "2023_2",
        "2023_10",
    ]
    folders = {f"{name}/{BASIC_NAME}": f"{BASIC}\n{PLAIN}\n" for name in ("2023_10", "2023_2")}
    path = write_zip(tmp_path / "folders.zip", folders)
    assert next(walk(path)).member.startswith("2023_10")
    assert [label.partition("!")[2].partition("/")[0] for _, label in found(path)] == ["2023_2", "2023_10"]
