"""CNIPA packages: damaged rows, headers, names and encodings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from cnipa_packages import (
    AGENTS,
    BASIC,
    GOODS,
    NEXT,
    OWNERS,
    PLAIN,
    PRIORITIES,
    basic_rows,
    marks,
    read_all,
    read_package,
    rejects,
    with_cells,
    write_zip,
)

from indexers.cnipa import SOURCE
from indexers.cnipa.dates import parse_date
from indexers.cnipa.fields import MEMBERS, canonical_header, member_by_header, member_by_name
from indexers.files import walk
from ipsearch.records import Goods, Party, Priority


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_continue_without_quotes(tmp_path: Path, newline: str) -> None:
    text = newline.join((BASIC, with_cells(商标设计说明="第一行\n\n2000,年的第三行"), NEXT, ""))
    items = read_package(tmp_path, basic=text)
    assert [m.description for m in marks(items)] == ["第一行\n\n2000,年的第三行", ""]
    assert not rejects(items)


@pytest.mark.parametrize("cell", ['"如图', '如"图', '如图"', '"如"图', '""如图'])
def test_a_stray_quote_swallows_nothing(tmp_path: Path, cell: str) -> None:
    items = basic_rows(tmp_path, with_cells(商标设计说明=cell), NEXT)
    assert [(m.mark, m.description) for m in marks(items)] == [("云岚", cell), ("蓝云", "")]
    assert not rejects(items)


def test_a_stray_quote_and_a_continued_line_together(tmp_path: Path) -> None:
    items = basic_rows(tmp_path, with_cells(商标设计说明='"第一行\n第二行'), NEXT)
    assert [m.description for m in marks(items)] == ['"第一行\n第二行', ""]
    assert "row repaired (quotes): 注册商标基本信息:2" in marks(items)[0].notes


def test_proper_quotes_are_read_as_such(tmp_path: Path) -> None:
    quoted = ",".join(f'"{cell}"' for cell in with_cells(商标设计说明="a").split(","))
    row = quoted.replace('"a"', '"一,二\n说 ""三"""')
    items = basic_rows(tmp_path, row, ",".join(f'"{cell}"' for cell in NEXT.split(",")))
    assert [(m.application_number, m.mark, m.description) for m in marks(items)] == [
        ("1500001", "云岚", '一,二\n说 "三"'), ("1500002", "蓝云", ""),
    ]  # fmt: skip
    assert not any("repaired" in note for m in marks(items) for note in m.notes)


def test_a_stray_quote_in_a_quoted_row(tmp_path: Path) -> None:
    row = ",".join(f'"{cell}"' for cell in PLAIN.split(",")).replace('"云岚"', '"云"岚"')
    items = basic_rows(tmp_path, row, NEXT)
    assert [m.mark for m in marks(items)] == ['云"岚', "蓝云"]


@pytest.mark.parametrize(
    ("column", "value", "field"),
    [
        ("商标名称", "CLOUD,MIST", "mark"), ("商标名称", "A,B,C", "mark"),
        ("商标设计说明", "由云,岚,山组成", "description"),
    ],
)  # fmt: skip
def test_extra_delimiters_go_back_into_the_text(tmp_path: Path, column: str, value: str, field: str) -> None:
    record = marks(basic_rows(tmp_path, with_cells(**{column: value}), NEXT))[0]
    assert getattr(record, field) == value
    assert (record.registration_date, record.expiry_date) == (dt.date(2001, 1, 14), dt.date(2011, 1, 13))
    assert "row repaired (delimiters): 注册商标基本信息:2" in record.notes


PENDING = dict.fromkeys(BASIC.split(",")[5:13], "")
"""Cells of an application that was not published yet: nothing holds the cells behind the name in place."""


@pytest.mark.parametrize(
    "cells",
    [
        {"商标颜色说明": "红,黄"}, {"商标颜色说明": '"红",黄'}, {"放弃专用权说明": '"牌",不专用'},
        {"放弃专用权说明": "Co., Ltd."}, {"放弃专用权说明": "甲,乙", "商标形态": ""}, {"地理标志信息": "地理标志,集体"},
        {"地理标志信息": "产地:甲,乙,丙", "商标形态": "文字"}, {"地理标志信息": "甲,乙"}, {"商标设计说明": "图形,"},
        {"商标设计说明": "图", "放弃专用权说明": "甲,乙"}, {"商标颜色说明": "红", "放弃专用权说明": "甲,乙"},
        {"商标名称": "2001-01-01,X"}, PENDING | {"商标名称": "甲,乙"}, PENDING | {"商标名称": "甲,乙", "商标类型": ""},
        PENDING | {"放弃专用权说明": "甲,乙"}, {"颜色标志": "彩色", "放弃专用权说明": "甲,乙"},
        {"商标类型": "", "商标名称": "A,B,C,D,E,F,G,H"},
        PENDING | {"代理机构代码": "10001", "商标颜色说明": "红,,、黄"},
    ],
)  # fmt: skip
def test_extra_delimiters_stay_in_their_column_beside_empty_ones(tmp_path: Path, cells: dict[str, str]) -> None:
    (record,) = marks(basic_rows(tmp_path, with_cells(**cells)))
    noted = dict(note.split(": ", 1) for note in record.notes)
    found = {
        "商标名称": record.mark, "商标设计说明": record.description, "商标颜色说明": record.colours,
        "放弃专用权说明": record.disclaimer, "代理机构代码": "".join(agent.identifier for agent in record.agents),
    }  # fmt: skip
    found |= {name: noted.get(name, "") for name in ("商标类型", "商标形态", "地理标志信息", "颜色标志")}
    usual = {"商标名称": "云岚", "商标类型": "一般", "代理机构代码": "10001"}
    assert found == {name: cells.get(name, usual.get(name, "")) for name in found}


@pytest.mark.parametrize(
    "owner",
    [
        ("史密斯公司", "SMITH CO., LTD.", "美国纽约", "New York"), ("李四", "LI, SI", "上海", "Shanghai"),
        ("史密斯公司", "SMITH CO., LTD.", "美国纽约", "New York, NY 10001, USA"),
        ("史密斯", "SMITH, BROS, INC.", "美国", "1 Main, NY"), ("", "ACME, INC.", "", "1 Rd, NY"),
        ("北京甲公司", "", "北京市朝阳区A座,B座", ""),
        ("张三", "ZHANG SAN", "广东省广州市天河区1号,2号", "No. 1, Tianhe"),
    ],
)  # fmt: skip
def test_a_comma_moves_no_part_of_an_owner(tmp_path: Path, owner: tuple[str, str, str, str]) -> None:
    items = read_package(tmp_path, basic=f"{BASIC}\n{PLAIN}\n", owners=f"{OWNERS}\n1500001,9,{','.join(owner)}\n")
    name, name_en, address, address_en = owner
    assert marks(items)[0].applicants == (Party(name or name_en, name_en, address, address_en),)


def test_extra_delimiters_in_the_side_members(tmp_path: Path) -> None:
    items = read_package(
        tmp_path,
        basic=f"{BASIC}\n{PLAIN}\n",
        owners=f"{OWNERS}\n1500001,9,新云股份公司,NOVA CO., LTD.,,1-7-1 Konan, Minato-ku, Tokyo\n",
        goods=f"{GOODS}\n1500001,9,0901,1,1,2,3-三氯丙烷,0\n",
        priorities=f"{PRIORITIES}\n1500001,9,75/1,75/2,首次申请,1999-12-01,,美国\n",
    )
    record = marks(items)[0]
    assert record.applicants == (Party("新云股份公司", "NOVA CO., LTD.", "", "1-7-1 Konan, Minato-ku, Tokyo"),)
    assert record.goods == (Goods(9, "1,2,3-三氯丙烷", "zh", "0901", "1", "0"),)
    assert record.priorities == (Priority("75/1,75/2", "美国", dt.date(1999, 12, 1), "首次申请"),)


def test_two_rows_run_together_are_rejected_and_not_merged(tmp_path: Path) -> None:
    items = basic_rows(tmp_path, PLAIN + NEXT, with_cells(NEXT, **{"注册号/申请号": "1500003"}))
    assert [m.application_number for m in marks(items)] == ["1500003"]
    assert "1500002,25" in rejects(items)[0].raw


def test_undecodable_bytes_are_kept_visible_and_counted(tmp_path: Path) -> None:
    text = "\n".join((BASIC, with_cells(商标名称="云岚山"), NEXT)).encode()
    items = read_package(tmp_path, basic=text.replace("岚".encode(), b"\xe5\xb2"))
    assert [m.mark for m in marks(items)] == ["云\ufffd山", "蓝云"]
    assert "U+FFFD in 注册商标基本信息: 1" in marks(items)[0].notes


def test_a_replacement_character_of_the_office_is_kept_and_counted(tmp_path: Path) -> None:
    items = read_package(tmp_path, basic=f"{BASIC}\n{PLAIN}", goods=f"{GOODS}\n1500001,9,0901,1,电\ufffd\ufffd,\n")
    assert marks(items)[0].goods[0].text == "电\ufffd\ufffd"
    assert "U+FFFD in 注册商标商品服务信息: 2" in marks(items)[0].notes


def test_short_rows_and_blank_lines(tmp_path: Path) -> None:
    items = basic_rows(tmp_path, "", PLAIN, "  ", "1500009,9,2000-01-02,短", NEXT, "")
    assert [m.application_number for m in marks(items)] == ["1500001", "1500002"]
    (bad,) = rejects(items)
    assert bad.problem.code == "csv.row"
    assert bad.problem.values == {"found": 4, "expected": 22}
    assert bad.problem.place.endswith("2000.zip!注册商标基本信息.csv:5")
    assert bad.raw == "1500009,9,2000-01-02,短"


def test_a_line_of_rubbish_between_rows_is_rejected_alone(tmp_path: Path) -> None:
    items = basic_rows(tmp_path, PLAIN, "-- 22 rows --", NEXT)
    assert [m.application_number for m in marks(items)] == ["1500001", "1500002"]
    assert [r.raw for r in rejects(items)] == ["-- 22 rows --"]


def test_class_46_is_left_to_the_loader_and_no_class_is_rejected(tmp_path: Path) -> None:
    items = basic_rows(tmp_path, with_cells(国际分类="46"), with_cells(国际分类="九"), NEXT)
    assert [m.classes for m in marks(items)] == [(46,), (25,)]
    (bad,) = rejects(items)
    assert (bad.problem.code, bad.problem.values["value"]) == ("record.bad_class", "九")
    assert bad.problem.place.endswith(":3")


def quoted(row: str) -> str:
    return ",".join(f'"{cell}"' for cell in row.split(","))


@pytest.mark.parametrize("form", [str, quoted])
@pytest.mark.parametrize(
    ("column", "code"), [("注册号/申请号", "record.no_number"), ("国际分类", "record.no_class")]
)  # fmt: skip
def test_a_row_without_number_or_class_says_so(
    tmp_path: Path, column: str, code: str, form: Callable[[str], str]
) -> None:
    (bad,) = rejects(basic_rows(tmp_path, form(with_cells(**{column: ""})), form(NEXT)))
    assert (bad.problem.code, bad.problem.values) == (code, {})
    assert bad.problem.place.endswith(":2")


def test_a_row_of_the_right_width_that_cannot_be_read_says_which_cell_is_wrong(tmp_path: Path) -> None:
    rows = quoted(with_cells(申请日期="2000-01")), with_cells(申请日期="2000-01", 商标名称='云"岚'), PLAIN
    items = basic_rows(tmp_path, *rows)
    assert [(bad.problem.code, bad.problem.values) for bad in rejects(items)] == [
        ("csv.cell", {"column": "申请日期", "value": "2000-01"})
    ] * 2
    assert [m.mark for m in marks(items)] == ["云岚"]


@pytest.mark.parametrize("number", ["G1234567AA", "ZC2000013", "2000017-1", "2000018C1"])
def test_a_number_of_another_form_keeps_no_mark_out(tmp_path: Path, number: str) -> None:
    items = basic_rows(tmp_path, with_cells(**{"注册号/申请号": number}), NEXT)
    assert [(m.application_number, m.mark) for m in marks(items)] == [(number, "云岚"), ("1500002", "蓝云")]


def test_a_number_that_is_none_is_rejected(tmp_path: Path) -> None:
    (bad,) = rejects(basic_rows(tmp_path, with_cells(**{"注册号/申请号": "云1"}), NEXT))
    assert (bad.problem.code, bad.problem.values["value"]) == ("record.bad_value", "云1")


@pytest.mark.parametrize(
    ("number", "international"),
    [("1500001", ""), ("1500001A", ""), ("1500001AA", ""), ("G812345", "812345"), ("g812345b", "812345")],
)
def test_numbers_with_letters(tmp_path: Path, number: str, international: str) -> None:
    items = read_package(
        tmp_path,
        basic=f"{BASIC}\n{with_cells(**{'注册号/申请号': number})}\n",
        goods=f"{GOODS}\n{number},9,0901,1,计算机,\n",
    )
    (record,) = marks(items)
    assert (record.application_number, record.international_number) == (number.upper(), international)
    assert len(record.goods) == 1


@pytest.mark.parametrize(
    "text", ["2000-01-02", "20000102", "2000/1/2", "2000年1月2日", "2000.1.2", "2000-01-02 00:00:00"]
)
def test_forms_of_a_date(text: str) -> None:
    assert parse_date(text) == dt.date(2000, 1, 2)


@pytest.mark.parametrize("text", ["", "0000-00-00", "0000/0/0", "00000000", "NULL", "0000-00-00 00:00:00"])
def test_forms_of_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_a_date_that_is_none_keeps_the_mark_and_is_noted(tmp_path: Path) -> None:
    record = marks(basic_rows(tmp_path, with_cells(申请日期="2000-13-45")))[0]
    assert record.application_date is None
    assert "申请日期: 2000-13-45 (not a date)" in record.notes


# --- headers, names, encodings


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("注册号/申请号", "注册号"), ("注册号/申请号", "申请号"), ("注册号/申请号", "注册号／申请号 "),
        ("注册号/申请号", "注册号：申请号"), ("初审公告日期", "初审公告日期>日期"),
        ("初审公告日期", "初审公告日期＞日期"), ("初审公告日期", "公告日期>日期"),
        ("代理机构代码", "代理人编码"), ("国际分类", ' "国际分类" '),
    ],
)  # fmt: skip
def test_variants_of_the_header(tmp_path: Path, old: str, new: str) -> None:
    variant = marks(basic_rows(tmp_path, PLAIN, header=BASIC.replace(old, new)))
    assert variant == marks(basic_rows(tmp_path, PLAIN))


def test_a_column_that_is_not_known_becomes_a_note(tmp_path: Path) -> None:
    record = marks(basic_rows(tmp_path, f"{PLAIN},某值", header=f"{BASIC},新增列"))[0]
    assert record.mark == "云岚"
    assert "新增列: 某值" in record.notes


def test_a_header_without_class_is_reported_with_what_is_missing(tmp_path: Path) -> None:
    (bad,) = rejects(basic_rows(tmp_path, PLAIN, header=BASIC.replace("国际分类", "某列")))
    assert (bad.problem.code, bad.problem.values["missing"]) == ("csv.columns", "国际分类")


@pytest.mark.parametrize("member", MEMBERS, ids=lambda m: m.title)
def test_every_member_is_recognised_by_name_and_by_header(member: object) -> None:
    found = next(m for m in MEMBERS if m is member)
    assert member_by_name(f"2023_1_{found.title}(2).csv") is found
    assert member_by_header(found.names) is found
    assert canonical_header(found, found.names) == found.names


def test_damaged_names_are_recognised_by_header(tmp_path: Path) -> None:
    members = {"a1.csv": f"{BASIC}\n{PLAIN}\n", "a2.csv": f"{GOODS}\n1500001,9,0901,1,计算机,\n"}
    path = write_zip(tmp_path / "x.zip", members)
    assert [len(m.goods) for m in marks(read_all(path))] == [1]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_the_utf8_flag(tmp_path: Path, encoding: str) -> None:
    name = "注册商标基本信息.csv"
    legacy = name.encode(encoding)
    place = ("x" * len(legacy)).encode()
    path = write_zip(tmp_path / "old.zip", {place.decode(): f"{BASIC}\n{PLAIN}\n"})
    path.write_bytes(path.read_bytes().replace(place, legacy))
    (blob,) = walk(path)
    assert blob.name == name
    assert [m.mark for m in marks(read_all(path))] == ["云岚"]


def test_gb18030_text_with_tabs_in_numbered_parts(tmp_path: Path) -> None:
    def part(*lines: str) -> bytes:
        return "\r\n".join(lines).replace(",", "\t").encode("gb18030")

    path = write_zip(
        tmp_path / "2023_4.zip",
        {
            "注册商标基本信息.xls": part(BASIC, PLAIN, NEXT),
            "注册商标商品服务信息1.xls": part(GOODS, "1500001,9,0901,1,计算机,1"),
            "注册商标商品服务信息2.xls": part(GOODS, "1500001,9,0907,2,手机，平板电脑,"),
        },
    )
    items = marks(read_all(path))
    assert [m.mark for m in items] == ["云岚", "蓝云"]
    assert [[g.text for g in m.goods] for m in items] == [["计算机", "手机，平板电脑"], []]


def test_a_binary_workbook_and_an_empty_member_are_reported(tmp_path: Path) -> None:
    items = read_all(
        write_zip(
            tmp_path / "2023_4.zip",
            {
                "注册商标基本信息.csv": f"{BASIC}\n{PLAIN}\n",
                "注册商标商品服务信息.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
                "商标注册人信息.csv": b"",
            },
        )
    )
    assert [r.problem.code for r in rejects(items)] == ["file.empty", "file.workbook"]
    assert [m.mark for m in marks(items)] == ["云岚"]


def test_what_is_no_package_is_not_recognised(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "x.zip", {"readme.csv": "a,b\n1,2\n", "基本信息.pdf": b"%PDF", "empty.csv": b""})
    assert not any(SOURCE.sniff(blob) for blob in walk(path))


def test_two_packages_in_a_folder_are_two_units(tmp_path: Path) -> None:
    for name in ("2000.zip", "2001.zip"):
        write_zip(tmp_path / name, {"注册商标基本信息.csv": f"{BASIC}\n{PLAIN}\n", "商标注册人信息.csv": f"{OWNERS}\n"})
    units = SOURCE.group([blob for blob in walk(tmp_path) if SOURCE.sniff(blob)])
    assert [[blob.path.name for blob in unit] for unit in units] == [["2000.zip"] * 2, ["2001.zip"] * 2]


def test_an_unpacked_package_is_read_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "商标基本信息_2000.csv").write_text(f"{BASIC}\n{PLAIN}\n", "utf-8-sig")
    assert [m.mark for m in marks(read_all(tmp_path))] == ["云岚"]


def test_rejected_rows_of_the_agents_are_told_and_the_others_used(tmp_path: Path) -> None:
    items = read_package(tmp_path, basic=f"{BASIC}\n{PLAIN}\n", agents=f"{AGENTS}\n!\n10001,某某代理,北京\n")
    assert marks(items)[0].agents == (Party("某某代理,北京", identifier="10001"),)
    assert [bad.problem.code for bad in rejects(items)] == ["csv.row"]


def test_a_row_with_hundreds_of_delimiters_is_rejected(tmp_path: Path) -> None:
    items = basic_rows(tmp_path, with_cells(商标设计说明="," * 300), NEXT)
    assert [m.mark for m in marks(items)] == ["蓝云"]
    assert rejects(items)[0].problem.values["found"] == 322


@pytest.mark.parametrize("text", ["2000-13-45", "2000-02-30", "soon", "1/2/2000"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):
        parse_date(text)
