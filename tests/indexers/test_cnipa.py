"""CNIPA packages: what a record holds, and what a patch does to it."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import msgspec
import pytest
from cnipa_packages import (
    AGENTS,
    BASIC,
    CO_OWNERS,
    GOODS,
    INTERNATIONAL,
    NEXT,
    OWNERS,
    PLAIN,
    PRIORITIES,
    basic_rows,
    marks,
    read_package,
    rejects,
    with_cells,
    write_zip,
)

from indexers.base import Reading, Rejected, Unit
from indexers.cnipa import SOURCE
from indexers.cnipa.kind import kind_of
from indexers.cnipa.merge import merge
from indexers.files import walk
from indexers.validate import check_record
from ipsearch.records import Event, Goods, Party, Priority, Trademark


def test_every_member_ends_up_in_the_record(tmp_path: Path) -> None:
    rare = {
        "是否共有申请": "是", "是否驰名商标": "是", "放弃专用权说明": "放弃“云”", "商标颜色说明": "红色",
        "商标设计说明": "如图", "地理标志信息": "某地",
    }  # fmt: skip
    items = read_package(
        tmp_path,
        basic=f"{BASIC}\n{with_cells(**rare)}\n",
        owners=f"{OWNERS}\n1500001,9,云岚有限公司,YUNLAN LTD.,北京市某路1号,1 Mou Road\n",
        goods=f"{GOODS}\n1500001,9,0907,2,手机,0\n1500001,9,0901,1,计算机,\n1500001,9,0901,3,鼠标,2\n",
        co_owners=f"{CO_OWNERS}\n1500001,岚云有限公司,LANYUN LTD.,上海市某路2号,2 Mou Road\n",
        priorities=f"{PRIORITIES}\n1500001,9,75/123456,首次申请,1999-12-01,全部,美国\n",
        international=f"{INTERNATIONAL}\n1500001,700001,1998-05-06,1998-07-08,英语,领土延伸,12,1998-06-07,"
        "1999-01-01,1997-03-04\n",
        agents=f"{AGENTS}\n10001,某某商标代理有限公司\n",
    )
    assert items == [
        Trademark(
            "CN", "1500001", "云岚", registration_number="1500001", part="09", kind="word", classes=(9,),
            groups=("0901", "0907"),
            goods=(
                Goods(9, "手机", "zh", "0907", "2", "0"), Goods(9, "计算机", "zh", "0901", "1", ""),
                Goods(9, "鼠标", "zh", "0901", "3", "2"),
            ),
            status="registered", status_code="注册公告 1246期", status_date=dt.date(2001, 1, 14),
            application_date=dt.date(2000, 1, 2), publication_date=dt.date(2000, 10, 14),
            registration_date=dt.date(2001, 1, 14), expiry_date=dt.date(2011, 1, 13),
            priorities=(Priority("75/123456", "美国", dt.date(1999, 12, 1), "首次申请", "全部"),),
            applicants=(
                Party("云岚有限公司", "YUNLAN LTD.", "北京市某路1号", "1 Mou Road"),
                Party("岚云有限公司", "LANYUN LTD.", "上海市某路2号", "2 Mou Road"),
            ),
            agents=(Party("某某商标代理有限公司", identifier="10001"),),
            description="如图", disclaimer="放弃“云”", colours="红色",
            events=(
                Event("publication", dt.date(2000, 10, 14), "初审公告", reference="1234"),
                Event("registration", dt.date(2001, 1, 14), "注册公告", reference="1246"),
                Event("term_start", dt.date(2001, 1, 14), "专用期开始日期"),
                Event("co_owner", code="共有人", text="岚云有限公司"),
                Event("international_registration", dt.date(1998, 5, 6), "国际注册"),
                Event("notification", dt.date(1998, 7, 8), "国际通知"),
                Event("publication", dt.date(1998, 6, 7), "国际公告", reference="12"),
                Event("subsequent_designation", dt.date(1999, 1, 1), "后期指定"),
                Event("basic_registration", dt.date(1997, 3, 4), "基础注册"),
            ),
            international_number="700001",
            notes=(
                "商标类型: 一般", "专用有效期: 10年", "地理标志信息: 某地", "是否共有申请: 是",
                "well-known mark (驰名商标)", "国际申请语种: 英语", "国际申请类型: 领土延伸",
            ),
        )
    ]  # fmt: skip


def test_one_number_in_two_classes_is_two_records_that_share_the_co_owner(tmp_path: Path) -> None:
    items = read_package(
        tmp_path,
        basic="\n".join((BASIC, PLAIN, with_cells(国际分类="35"))),
        goods=f"{GOODS}\n1500001,35,3501,1,广告,\n1500001,9,0901,1,计算机,\n",
        co_owners=f"{CO_OWNERS}\n1500001,岚云有限公司,,,\n",
    )
    assert [(m.id, m.classes, m.groups) for m in marks(items)] == [
        ("CN-1500001-09", (9,), ("0901",)), ("CN-1500001-35", (35,), ("3501",)),
    ]  # fmt: skip
    assert [m.applicants for m in marks(items)] == [(Party("岚云有限公司"),)] * 2


def test_side_rows_may_come_in_any_order(tmp_path: Path) -> None:
    numbers = range(1500001, 1500201)
    items = read_package(
        tmp_path,
        basic="\n".join((BASIC, *(with_cells(**{"注册号/申请号": str(n)}) for n in numbers))),
        goods="\n".join((GOODS, *(f"{n},9,0901,{i},货{n}-{i}," for i in (1, 2) for n in reversed(numbers)))),
    )
    assert [[g.text for g in m.goods] for m in marks(items)] == [[f"货{n}-1", f"货{n}-2"] for n in numbers]


def test_agent_code_stays_when_the_package_names_no_agents(tmp_path: Path) -> None:
    assert marks(basic_rows(tmp_path, PLAIN))[0].agents == (Party(identifier="10001"),)


def test_owner_with_a_foreign_name_only_is_known_by_it(tmp_path: Path) -> None:
    items = read_package(tmp_path, basic=f"{BASIC}\n{PLAIN}", owners=f"{OWNERS}\n1500001,9,,NOVA GMBH,,Berlin\n")
    assert marks(items)[0].applicants == (Party("NOVA GMBH", "NOVA GMBH", "", "Berlin"),)


# --- status and kind


@pytest.mark.parametrize(
    ("cells", "status", "code"),
    [
        ({}, "registered", "注册公告 1246期"),
        ({"注册公告期号": ""}, "registered", "注册公告"),
        ({"注册公告期号": "", "注册公告日期": ""}, "registered", "专用期"),
        ({"注册公告期号": "", "注册公告日期": "", "专用期开始日期": ""}, "published", "初审公告 1234期"),
    ],
)  # fmt: skip
def test_status_follows_from_the_publications(tmp_path: Path, cells: dict[str, str], status: str, code: str) -> None:
    record = marks(basic_rows(tmp_path, with_cells(**cells)))[0]
    assert (record.status, record.status_code) == (status, code)


def test_without_any_publication_the_mark_is_pending(tmp_path: Path) -> None:
    record = marks(basic_rows(tmp_path, NEXT))[0]
    assert (record.status, record.status_code, record.registration_number) == ("pending", "", "")


@pytest.mark.parametrize(
    ("codes", "status"),
    [("22", "inactive"), ("2", "inactive"), ("21", "registered"), ("20", "registered"), ("11", "registered")],
)
def test_only_goods_that_are_all_finally_dead_end_the_mark(tmp_path: Path, codes: str, status: str) -> None:
    goods = "\n".join((GOODS, *(f"1500001,9,0901,{i},货,{code}" for i, code in enumerate(codes))))
    assert marks(read_package(tmp_path, basic=f"{BASIC}\n{PLAIN}", goods=goods))[0].status == status


@pytest.mark.parametrize(
    ("mark", "form", "solid", "kind"),
    [
        ("云岚", "", "否", "word"), ("", "", "否", "figurative"), ("云岚", "文字", "", "word"),
        ("云岚", "图形", "", "figurative"), ("云岚", "文字、图形", "", "combined"),
        ("云岚", "图文组合", "", "combined"),
        ("云岚", "文字与字母组合", "", "word"), ("", "颜色组合", "", "colour"), ("", "声音", "", "sound"),
        ("云岚", "", "是", "three_dimensional"), ("云岚", "7", "", "unknown"), ("", "气味云", "", "unknown"),
    ],
)  # fmt: skip
def test_kind_is_mapped_and_never_guessed(mark: str, form: str, solid: str, kind: str) -> None:
    assert kind_of(mark, form, solid) == kind


def test_type_of_right_and_unmapped_form_stay_as_notes(tmp_path: Path) -> None:
    record = marks(basic_rows(tmp_path, with_cells(商标类型="集体", 商标形态="7", 颜色标志="1")))[0]
    assert record.kind == "unknown"
    assert {"商标类型: 集体", "商标形态: 7", "颜色标志: 1"} <= set(record.notes)


def test_the_name_of_a_device_is_not_its_words(tmp_path: Path) -> None:
    rows = with_cells(商标名称="图形"), with_cells(商标名称="图形", 商标形态="文字")
    device, words = marks(basic_rows(tmp_path, *rows))
    assert (device.mark, device.kind) == ("", "figurative")
    assert "商标名称: 图形" in device.notes
    assert (words.mark, words.kind) == ("图形", "word")


def test_a_file_without_names_does_not_make_devices(tmp_path: Path) -> None:
    header = BASIC.replace("商标名称,", "")
    record = marks(basic_rows(tmp_path, PLAIN.replace("云岚,", ""), header=header))[0]
    assert (record.mark, record.kind) == ("", "unknown")


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"商标形态": "图文组合"}, "combined"), ({"商标形态": "文字"}, "word"),
        ({"是否立体商标": "是"}, "three_dimensional"),
    ],
)  # fmt: skip
def test_a_file_without_names_may_tell_the_form(tmp_path: Path, cells: dict[str, str], kind: str) -> None:
    row = with_cells(**cells).replace("云岚,", "")
    assert marks(basic_rows(tmp_path, row, header=BASIC.replace("商标名称,", "")))[0].kind == kind


# --- patches


def test_side_rows_without_a_basic_row_make_a_fragment(tmp_path: Path) -> None:
    items = read_package(
        tmp_path,
        basic=f"{BASIC}\n{NEXT}\n",
        owners=f"{OWNERS}\n1500001,9,新主有限公司,,,\n",
        goods=f"{GOODS}\n1500001,9,0901,1,计算机,2\n",
        co_owners=f"{CO_OWNERS}\n1500001,岚云有限公司,,,\n",
    )
    assert [m.id for m in marks(items)] == ["CN-1500002-25", "CN-1500001-09"]
    part = marks(items)[1]
    assert (part.mark, part.kind, part.status) == ("", "unknown", "unknown")
    assert part.applicants == (Party("新主有限公司"), Party("岚云有限公司"))
    assert [g.status for g in part.goods] == ["2"]


def test_a_package_without_basic_member_is_read(tmp_path: Path) -> None:
    items = read_package(tmp_path, owners=f"{OWNERS}\n1500001,9,新主有限公司,,,\n")
    assert [m.id for m in marks(items)] == ["CN-1500001-09"]


def test_a_row_that_names_no_class_and_no_mark_is_rejected(tmp_path: Path) -> None:
    items = read_package(tmp_path, basic=f"{BASIC}\n{NEXT}\n", co_owners=f"{CO_OWNERS}\n1500001,岚云有限公司,,,\n")
    (bad,) = rejects(items)
    assert bad.problem.code == "record.orphan"
    assert bad.problem.values == {"member": "注册商标共有人信息", "key": "CN-1500001", "base": "注册商标基本信息"}
    assert "岚云有限公司" in bad.raw


@pytest.fixture
def stored(tmp_path: Path) -> Trademark:
    (tmp_path / "base").mkdir()
    items = read_package(
        tmp_path / "base",
        basic=f"{BASIC}\n{PLAIN}\n",
        owners=f"{OWNERS}\n1500001,9,云岚有限公司,,北京市某路1号,\n",
        goods=f"{GOODS}\n1500001,9,0901,1,计算机,\n1500001,9,0907,2,手机,\n",
        co_owners=f"{CO_OWNERS}\n1500001,岚云有限公司,,,\n",
    )
    return marks(items)[0]


def merged(stored: Trademark | None, patch: Trademark | Rejected) -> Trademark:
    assert isinstance(patch, Trademark)
    result = merge(stored, patch)
    assert isinstance(result, Trademark)
    return result


def test_a_new_owner_changes_nothing_else(tmp_path: Path, stored: Trademark) -> None:
    (patch,) = read_package(tmp_path, owners=f"{OWNERS}\n1500001,9,新主有限公司,,,\n")
    applicants = (Party("新主有限公司"), Party("岚云有限公司"))
    assert merged(stored, patch) == msgspec.structs.replace(stored, applicants=applicants)


def test_a_month_that_does_not_name_an_agent_takes_no_name_away(tmp_path: Path, stored: Trademark) -> None:
    known = msgspec.structs.replace(stored, agents=(Party("某某商标代理有限公司", identifier="10001"),))
    (same,) = basic_rows(tmp_path, PLAIN)
    assert merged(known, same).agents == known.agents
    (other,) = basic_rows(tmp_path, with_cells(代理机构代码="10002"))
    assert merged(known, other).agents == (Party(identifier="10002"),)
    (none,) = basic_rows(tmp_path, with_cells(代理机构代码=""))
    assert merged(known, none).agents == known.agents
    named = read_package(tmp_path, basic=f"{BASIC}\n{PLAIN}", agents=f"{AGENTS}\n10001,新名代理公司\n")[0]
    assert merged(known, named).agents == (Party("新名代理公司", identifier="10001"),)


@pytest.mark.parametrize(
    ("base", "month", "kind"),
    [
        ({"商标形态": "图文组合"}, {"商标形态": ""}, "combined"),
        ({"是否立体商标": "是"}, {"是否立体商标": ""}, "three_dimensional"),
        ({"是否立体商标": "是"}, {"是否立体商标": "", "商标形态": "文字"}, "three_dimensional"),
        ({"商标形态": "图文组合"}, {"商标形态": "文字"}, "word"), ({}, {"商标名称": ""}, "word"),
        ({"商标名称": "图形"}, {"商标名称": "云岚"}, "word"),
    ],
)  # fmt: skip
def test_a_month_that_does_not_tell_the_form_takes_none_away(
    tmp_path: Path, base: dict[str, str], month: dict[str, str], kind: str
) -> None:
    (first,) = marks(basic_rows(tmp_path, with_cells(**base)))
    (second,) = basic_rows(tmp_path, with_cells(**month))
    assert merged(first, second).kind == kind


def test_a_month_that_does_not_tell_the_form_keeps_that_of_another_source(tmp_path: Path) -> None:
    known = Trademark("CN", "1500001", "云岚", part="09", kind="combined", classes=(9,))
    (month,) = basic_rows(tmp_path, PLAIN)
    assert merged(known, month).kind == "combined"
    nameless = msgspec.structs.replace(known, mark="", kind="unknown")
    assert merged(nameless, month).kind == "word"


@pytest.mark.parametrize("code", ["C090061", "9999", "0900", "九"])
def test_what_is_no_similar_group_is_noted_and_the_mark_stays(tmp_path: Path, code: str) -> None:
    goods = f"{GOODS}\n1500001,9,0901,1,计算机,\n1500001,9,{code},2,手机,\n"
    (record,) = marks(read_package(tmp_path, basic=f"{BASIC}\n{PLAIN}", goods=goods))
    assert (record.groups, [g.group for g in record.goods]) == (("0901",), ["0901", code])
    assert f"类似群: {code}" in record.notes
    assert check_record(record) is None


def test_notes_on_groups_follow_from_all_goods(tmp_path: Path, stored: Trademark) -> None:
    def patch(group: str, item: int) -> Trademark | Rejected:
        (record,) = read_package(tmp_path, goods=f"{GOODS}\n1500001,9,{group},{item},软件,\n")
        return record

    both = merged(merged(stored, patch("C090061", 7)), patch("9999", 8))
    assert [note for note in both.notes if note.startswith("类似群")] == ["类似群: 9999", "类似群: C090061"]
    assert both.groups == ("0901", "0907")


def test_goods_are_replaced_one_by_one_and_decide_the_status_together(tmp_path: Path, stored: Trademark) -> None:
    (first,) = read_package(tmp_path, goods=f"{GOODS}\n1500001,9,0901,1,计算机,2\n")
    half = merged(stored, first)
    assert [(g.text, g.status) for g in half.goods] == [("计算机", "2"), ("手机", "")]
    assert half.status == "registered"
    (second,) = read_package(tmp_path, goods=f"{GOODS}\n1500001,9,0907,2,手机,2\n")
    dead = merged(half, second)
    assert (dead.status, dead.status_code, dead.groups) == ("inactive", "商品状态=2", ("0901", "0907"))
    (third,) = read_package(tmp_path, goods=f"{GOODS}\n1500001,9,0907,2,手机,\n")
    assert merged(dead, third).status == "registered"


def test_a_basic_row_of_a_month_does_not_revive_a_dead_mark(tmp_path: Path, stored: Trademark) -> None:
    dead = msgspec.structs.replace(stored, goods=tuple(msgspec.structs.replace(g, status="2") for g in stored.goods))
    (patch,) = basic_rows(tmp_path, with_cells(专用期结束日期="2021-01-13"))
    result = merged(dead, patch)
    assert (result.status, result.expiry_date) == ("inactive", dt.date(2021, 1, 13))


def test_a_status_that_packages_cannot_state_is_kept(tmp_path: Path, stored: Trademark) -> None:
    cancelled = msgspec.structs.replace(stored, status="cancelled", status_code="撤销")
    (patch,) = basic_rows(tmp_path, PLAIN)
    assert merged(cancelled, patch).status == "cancelled"


def test_a_merge_twice_is_a_merge_once(tmp_path: Path, stored: Trademark) -> None:
    (patch,) = read_package(
        tmp_path,
        goods=f"{GOODS}\n1500001,9,0901,1,电脑,0\n",
        priorities=f"{PRIORITIES}\n1500001,9,1,,1999-12-01,,美国\n",
    )
    once = merged(stored, patch)
    assert merged(once, patch) == once


def test_a_fragment_without_a_stored_record_is_rejected_and_a_full_record_is_not(tmp_path: Path) -> None:
    (patch,) = read_package(tmp_path, owners=f"{OWNERS}\n1500001,9,新主有限公司,,,\n")
    assert isinstance(patch, Trademark)
    bad = merge(None, patch)
    assert isinstance(bad, Rejected)
    assert (bad.problem.code, bad.problem.values["key"]) == ("record.orphan", "CN-1500001-09")
    (full,) = basic_rows(tmp_path, PLAIN)
    assert merged(None, full) == full


# --- resources


@pytest.fixture
def temp_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "tmp"
    root.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(root))
    return root


def test_nothing_stays_behind_when_reading_stops_early(tmp_path: Path, temp_root: Path) -> None:
    path = write_zip(tmp_path / "p.zip", {"注册商标基本信息.csv": f"{BASIC}\n{PLAIN}\n{NEXT}\n"})
    reading: Reading = SOURCE.read(Unit(SOURCE, tuple(walk(path))))
    next(reading)
    assert list(temp_root.iterdir())
    reading.close()  # type: ignore[attr-defined]
    assert not list(temp_root.iterdir())
