"""Goods: same class, same or related similar group, or neither; generic names of the user's table."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipsearch.documents.lean import Lean
from ipsearch.documents.packedform import pack_form
from ipsearch.matching.goods import (
    OTHER_CLASS_FACTOR,
    OTHER_GROUP_FACTOR,
    GoodsRelations,
    goods_reasons,
)
from ipsearch.matching.judge import judge
from ipsearch.matching.policy import V1
from ipsearch.matching.report import Reason
from ipsearch.text.form import form_of
from ipsearch.text.nice import GroupTable
from tests.matching.builders import even, options

TABLE = GroupTable(
    "test",
    {"0301": "肥皂", "0305": "香料", "3501": "广告", "4402": "美容服务"},
    goods={"香皂": frozenset({"0301"}), "美容服务": frozenset({"4402"})},
    relations={("0301", "4402"): "类似"},
)
SAME, OTHER_GROUP, OTHER_CLASS = (1.0, ""), (OTHER_GROUP_FACTOR, "other_group"), (OTHER_CLASS_FACTOR, "other_class")
RELATED, MAY_BE_RELATED = (1.0, "related_group"), (OTHER_GROUP_FACTOR, "related_group")


@pytest.mark.parametrize(
    ("hit", "classes", "groups", "relation", "stands"),
    [
        # by group where both sides have groups
        (Lean(classes=(3,), groups=("0301", "0305")), (), ("0301",), SAME, {3: True}),
        (Lean(classes=(3,), groups=("0305",)), (3,), ("0301",), OTHER_GROUP, {3: False}),
        (Lean(classes=(44,), groups=("4402",)), (3,), ("0301",), RELATED, {3: True}),
        (Lean(classes=(3,), groups=("0301",)), (44,), ("4402",), RELATED, {44: True}),
        (Lean(classes=(35,), groups=("3501",)), (3,), ("0301",), OTHER_CLASS, {}),
        # each class by its own groups
        (
            Lean(classes=(3, 35), groups=("0305", "3501")),
            (3, 35),
            ("0301", "3501"),
            (1.0, "other_group"),
            {3: False, 35: True},
        ),
        # a class asked for without groups is asked for as a whole
        (Lean(classes=(35,), groups=("3501",)), (3, 35), ("0301",), SAME, {35: True}),
        (Lean(classes=(44,), groups=("4402",)), (3,), (), MAY_BE_RELATED, {3: False}),
        (Lean(classes=(44,), groups=("4402",)), (3, 44), (), RELATED, {3: False, 44: True}),
        (Lean(classes=(35,), groups=("3501",)), (3,), (), OTHER_CLASS, {}),
        # a class of which the mark names no group counts in each of them
        (Lean(classes=(3,)), (3,), ("0301",), SAME, {3: True}),
        (Lean(classes=(3, 44), groups=("4402",)), (3,), ("0305",), SAME, {3: True}),
        (Lean(classes=(3, 44), groups=("0301",)), (44,), ("4402",), SAME, {44: True}),
        (Lean(classes=(44,)), (3,), ("0301",), MAY_BE_RELATED, {3: False}),
        (Lean(classes=(44,)), (3,), ("0305",), OTHER_CLASS, {}),
        (Lean(classes=(44,)), (3,), (), MAY_BE_RELATED, {3: False}),
        # by class where one side has none
        (Lean(classes=(3,), groups=("0305",)), (3,), (), SAME, {3: True}),
        (Lean(classes=(9, 3)), (3,), (), SAME, {3: True}),
        (Lean(classes=(9, 35)), (3,), (), OTHER_CLASS, {}),
        # a group of another class than the mark's says nothing
        (Lean(classes=(3,), groups=("4402",)), (3,), ("0305",), SAME, {3: True}),
        # nothing is known of the hit, or nothing is asked
        (Lean(), (3,), ("0301",), SAME, None),
        (Lean(classes=(9,), groups=("0901",)), (), (), SAME, None),
    ],
)
def test_how_a_hit_relates(
    hit: Lean, classes: tuple[int, ...], groups: tuple[str, ...], relation: tuple[float, str], stands: object
) -> None:
    found = GoodsRelations(TABLE).against(hit, options(classes=classes, groups=groups))
    assert ((found.factor, found.rule), found.stands) == (relation, stands)


GOODS = st.builds(
    lambda classes, groups: (classes, tuple(g for g in groups if int(g[:2]) in classes)),
    st.lists(st.sampled_from([3, 35, 44]), min_size=1, unique=True).map(tuple),
    st.lists(st.sampled_from(sorted(TABLE.groups)), unique=True),
)
"""Classes and some of their groups."""


@given(GOODS, GOODS)
def test_where_two_marks_meet_does_not_depend_on_which_is_asked(
    a: tuple[tuple[int, ...], tuple[str, ...]], b: tuple[tuple[int, ...], tuple[str, ...]]
) -> None:
    goods = GoodsRelations(TABLE)
    one = goods.against(Lean(classes=a[0], groups=a[1]), options(classes=b[0], groups=b[1]))
    other = goods.against(Lean(classes=b[0], groups=b[1]), options(classes=a[0], groups=a[1]))
    assert one.factor == other.factor
    assert one.stands is not None
    assert other.stands is not None
    assert one.stands.keys() == other.through
    assert other.stands.keys() == one.through


@given(GOODS, st.sampled_from(sorted(TABLE.groups)))
def test_a_class_asked_as_a_whole_finds_whatever_one_of_its_groups_finds(
    hit: tuple[tuple[int, ...], tuple[str, ...]], group: str
) -> None:
    goods, number, lean = GoodsRelations(TABLE), int(group[:2]), Lean(classes=hit[0], groups=hit[1])
    whole, part = options(classes=(number,)), options(classes=(number,), groups=(group,))
    assert set(goods.classes_for(part)) <= set(goods.classes_for(whole))
    assert bool(goods.against(lean, part).stands) <= bool(goods.against(lean, whole).stands)


def test_without_a_table_no_groups_are_related() -> None:
    goods = GoodsRelations()
    assert not goods.loaded
    assert not goods.relates
    for asked in (options(classes=(3,), groups=("0301",)), options(classes=(3,))):
        assert goods.against(Lean(classes=(44,), groups=("4402",)), asked).rule == "other_class"
        assert goods.classes_for(asked) == (3,)


def test_a_table_brings_in_the_classes_of_related_groups() -> None:
    goods = GoodsRelations(TABLE)
    assert goods.loaded
    assert goods.relates
    assert goods.classes_for(options(classes=(3,), groups=("0301",))) == (3, 44)
    assert goods.classes_for(options(classes=(3,), groups=("0305",))) == (3,)
    assert goods.classes_for(options(classes=(3,))) == (3, 44)  # 0301 is one of its groups
    assert goods.classes_for(options(classes=(3,), groups=("0301",))) == (3, 44)
    assert goods.classes_for(options(classes=(35,))) == (35,)
    assert goods.classes_for(options(classes=(35, 44), groups=("3501",))) == (3, 35, 44)
    assert goods.classes_for(options()) == ()


def test_a_table_without_relations_says_so() -> None:
    goods = GoodsRelations(GroupTable("test", {"0301": "肥皂"}))
    assert goods.loaded
    assert not goods.relates


def test_reasons_name_what_was_asked_and_what_the_hit_has() -> None:
    goods = GoodsRelations(TABLE)

    def told(hit: Lean, **asked: Any) -> list[Reason]:
        return list(goods_reasons(goods.against(hit, options(**asked))))

    [related] = told(Lean(classes=(44,), groups=("4402",)), classes=(3, 35), groups=("0301", "0305"))
    assert related.text_zh == "关联类似群：0301 / 4402"
    assert related.text_en == "related similar group: 0301 / 4402"
    [whole] = told(Lean(classes=(44,), groups=("4402",)), classes=(3,))
    assert (whole.a, whole.b, whole.text_zh) == ("3", "4402", "关联类似群：第3类 / 4402")
    assert whole.text_en == "related similar group: class 3 / 4402"
    [unnamed] = told(Lean(classes=(44,)), classes=(3,), groups=("0301",))
    assert (unnamed.a, unnamed.b, unnamed.text_en) == ("0301", "44", "related similar group: 0301 / class 44")
    [other] = told(Lean(classes=(9, 10)), classes=(5, 35))
    assert (other.rule, other.a, other.b) == ("other_class", "5,35", "9,10")
    [group] = told(Lean(classes=(3, 35), groups=("0305", "3501")), classes=(3,), groups=("0301",))
    assert group.text_en == "other similar group: 0301 / 0305"  # 3501 has nothing to do with it
    assert told(Lean(classes=(3,)), classes=(3,)) == []


@pytest.mark.parametrize(
    ("a", "b", "classes", "generic"),
    [
        ("兰花香皂", "竹叶香皂", (3,), True),  # what they share names the goods
        ("兰花香皂", "竹叶香皂", (9,), False),  # not in class 9
        ("兰花香皂", "竹叶香皂", (3, 9), False),  # in class 9 it distinguishes
        ("兰花香皂", "竹叶香皂", (), False),  # classes unknown
        ("兰花香皂", "兰花香水", (3,), False),  # 兰花香 is no entry of the table
        ("兰花香皂", "兰花香皂", (3,), False),
        ("香", "香皂", (3,), False),
    ],
)
def test_a_shared_generic_name(a: str, b: str, classes: tuple[int, ...], generic: bool) -> None:
    x, y = form_of(a), form_of(b)
    verdict = judge(x, y, even(), V1)
    hit = Lean(mark=b, packed_form=pack_form(y, b))
    assert GoodsRelations(TABLE).names_goods(x) >= generic
    assert not GoodsRelations().names_goods(x)
    assert GoodsRelations(TABLE).shares_generic_name(x, hit, verdict, classes) == generic
    assert not GoodsRelations().shares_generic_name(x, hit, verdict, classes)
