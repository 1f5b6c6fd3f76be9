"""Classes, similar groups, and the user's table of them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from ipsearch.errors import InputError
from ipsearch.text.nice import (
    CLASSES,
    GroupTable,
    class_heading,
    class_number,
    group_name,
    groups_edition,
    groups_of,
    is_group,
    parse_groups,
)


def parse(value: object) -> GroupTable:
    return parse_groups(io.BytesIO(json.dumps(value).encode()))


def table(**first_group: object) -> list[object]:
    beauty = {"code": "4402", "name": "卫生、美容服务", "children": [{"name": "美容服务"}]}
    soap = {"code": "0301", "name": "肥皂", "children": [{"name": "香皂"}, {"name": "洗发液"}], **first_group}
    return [{"code": "03", "children": [soap]}, {"code": "44", "children": [beauty]}]


def test_every_class_has_a_label_in_both_languages() -> None:
    assert len({class_heading(c, "zh") for c in CLASSES}) == 45
    assert len({class_heading(c, "en") for c in CLASSES}) == 45
    assert "软件" in class_heading(9, "zh")
    assert "clothing" in class_heading(25, "en")
    for missing in (0, 46):
        with pytest.raises(ValueError, match="does not exist"):
            class_heading(missing)


def test_shipped_groups() -> None:
    assert group_name("0901") == "电子计算机及其外部设备"
    assert is_group("2507")
    assert not is_group("0999")
    assert not is_group("0917")  # never assigned: 0916 is followed by 0918
    assert group_name("0999") is None
    assert groups_of(38) == ("3801", "3802")
    assert len(groups_of(9)) == 23
    assert groups_of(46) == ()
    assert all(groups_of(c) for c in CLASSES)
    assert groups_edition().startswith("11-2018")


def test_office_table_of_similar_groups(shared: Path) -> None:
    with (shared / "office-samples" / "nice" / "similar-groups-cn.json").open("rb") as stream:
        found = parse_groups(stream)
    assert len(found.groups) == 491
    assert found.groups_of(33) == ("3301",)
    assert found.goods["氨"] == frozenset({"0101"})
    assert found.goods["智能手机"] == frozenset({"0907"})
    assert found.classes_of_goods("智能手机") == frozenset({9})
    assert found.classes_of_goods("没有这种商品") == frozenset()
    assert {code: group_name(code) for code in found.groups} == found.groups


def test_relations_between_groups() -> None:
    found = parse({"edition": "12-2025", "classes": table(related=[{"code": "4402", "note": "注释第1条"}])})
    assert found.edition == "12-2025"
    assert found.related("0301", "4402")
    assert found.related("4402", "0301")
    assert found.related("0301", "0301")
    assert found.citation("4402", "0301") == "注释第1条"
    plain = parse(table(related=["4402"]))
    assert plain.related("4402", "0301")
    assert plain.citation("4402", "0301") == ""
    assert not parse(table()).related("0301", "4402")


@pytest.mark.parametrize(
    ("value", "code", "place"),
    [
        ("no table", "groups.shape", "classes"),
        ({}, "groups.shape", "classes"),
        ([], "groups.none", ""),
        ([1], "groups.shape", "classes[0]"),
        ([{"code": "46", "children": []}], "groups.bad_class", "classes[0]"),
        ([{"code": "3", "children": []}], "groups.bad_class", "classes[0]"),
        ([{"children": []}], "groups.shape", "classes[0].code"),
        (table(code="2501"), "groups.bad_code", "classes[0].children[0]"),
        (table(code="031"), "groups.bad_code", "classes[0].children[0]"),
        (table(name=""), "groups.shape", "classes[0].children[0].name"),
        (table(children=[{"name": 7}]), "groups.shape", "classes[0].children[0].children[0].name"),
        (table(related="4402"), "groups.shape", "classes[0].children[0].related"),
        (table(related=[4402]), "groups.shape", "classes[0].children[0].related[0]"),
        (table(related=["4499"]), "groups.unknown_related", ""),
        ([*table(), table()[0]], "groups.twice", "classes[2].children[0]"),
    ],
)
def test_wrong_tables_are_refused_with_the_place(value: object, code: str, place: str) -> None:
    with pytest.raises(InputError) as error:
        parse(value)
    assert (error.value.problem.code, error.value.problem.place) == (code, place)


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe"])
def test_what_is_not_json_is_refused(raw: bytes) -> None:
    with pytest.raises(InputError) as error:
        parse_groups(io.BytesIO(raw))
    assert error.value.problem.code == "groups.invalid"


@pytest.mark.parametrize(
    "text",
    ["9", "09", " 9 ", "9类", "第9类", "第 9 类", "９", "第０９类", "　９　类", "九", "第九类", "第九類"],
)
def test_class_number(text: str) -> None:
    assert class_number(text) == 9


@pytest.mark.parametrize(("text", "number"), [("十", 10), ("十一", 11), ("二十", 20), ("三十五", 35), ("四十五", 45)])
def test_a_class_in_chinese_numerals(text: str, number: int) -> None:
    assert class_number(f"第{text}类") == number


@pytest.mark.parametrize("text", ["", "类", "nine", "9a", "-9", "十十", "三角板", "9" * 10])
def test_no_class_number(text: str) -> None:
    with pytest.raises(InputError) as error:
        class_number(text)
    assert (error.value.problem.code, error.value.problem.values["value"]) == ("record.bad_class", text)
