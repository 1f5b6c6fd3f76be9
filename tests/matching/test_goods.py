"""Goods: same class, same or related similar group, or neither; generic names of the user's table."""

from __future__ import annotations

import pytest

from ipsearch.documents.lean import Lean
from ipsearch.documents.packedform import pack_form
from ipsearch.matching.goods import (
    OTHER_CLASS_FACTOR,
    OTHER_GROUP_FACTOR,
    GoodsRelations,
    Relation,
    goods_reasons,
)
from ipsearch.matching.judge import judge
from ipsearch.matching.policy import V1
from ipsearch.text.form import form_of
from ipsearch.text.nice import GroupTable
from tests.matching.builders import even, options

TABLE = GroupTable(
    "test",
    {"0301": "肥皂", "0305": "香料", "3501": "广告", "4402": "美容服务"},
    goods={"香皂": frozenset({"0301"}), "美容服务": frozenset({"4402"})},
    relations={("0301", "4402"): "类似"},
)
SAME = Relation()
OTHER = Relation(False, OTHER_GROUP_FACTOR, "other_group", "0305")


@pytest.mark.parametrize(
    ("hit", "classes", "groups", "relation"),
    [
        # by group where both sides have groups
        (Lean(classes=(3,), groups=("0301", "0305")), (), ("0301",), SAME),
        (Lean(classes=(3,), groups=("0305",)), (3,), ("0301",), OTHER),
        (Lean(classes=(44,), groups=("4402",)), (3,), ("0301",), Relation(rule="related_group", groups="4402")),
        (Lean(classes=(3,), groups=("0301",)), (44,), ("4402",), Relation(rule="related_group", groups="0301")),
        # a class asked for without groups is asked for as a whole
        (Lean(classes=(35,), groups=("3501",)), (3, 35), ("0301",), SAME),
        # by class where one side has none
        (Lean(classes=(3,)), (3,), ("0301",), SAME),
        (Lean(classes=(3,), groups=("0305",)), (3,), (), SAME),
        (Lean(classes=(9, 3)), (3,), (), SAME),
        (Lean(classes=(9, 35)), (3,), (), Relation(False, OTHER_CLASS_FACTOR, "other_class", "9,35")),
        # nothing is known of the hit, or nothing is asked
        (Lean(), (3,), ("0301",), SAME),
        (Lean(classes=(9,), groups=("0901",)), (), (), SAME),
    ],
)
def test_how_a_hit_relates(hit: Lean, classes: tuple[int, ...], groups: tuple[str, ...], relation: Relation) -> None:
    assert GoodsRelations(TABLE).against(hit, options(classes=classes, groups=groups)) == relation


def test_without_a_table_no_groups_are_related() -> None:
    goods = GoodsRelations()
    assert not goods.loaded
    assert not goods.relates
    asked = options(classes=(3,), groups=("0301",))
    assert goods.against(Lean(classes=(44,), groups=("4402",)), asked).rule == "other_group"
    assert goods.classes_for(asked) == (3,)


def test_a_table_brings_in_the_classes_of_related_groups() -> None:
    goods = GoodsRelations(TABLE)
    assert goods.loaded
    assert goods.relates
    assert goods.classes_for(options(classes=(3,), groups=("0301",))) == (3, 44)
    assert goods.classes_for(options(classes=(3,), groups=("0305",))) == (3,)
    assert goods.classes_for(options(classes=(3,))) == (3,)  # no group, no relation
    assert goods.classes_for(options()) == ()


def test_a_table_without_relations_says_so() -> None:
    goods = GoodsRelations(GroupTable("test", {"0301": "肥皂"}))
    assert goods.loaded
    assert not goods.relates


def test_reasons_name_what_was_asked_and_what_the_hit_has() -> None:
    [related] = goods_reasons(Relation(rule="related_group", groups="4402"), options(classes=(3,), groups=("0301",)))
    assert related.text_zh == "关联类似群：0301 / 4402"
    assert related.text_en == "related similar group: 0301 / 4402"
    [other] = goods_reasons(Relation(False, 0.7, "other_class", "9"), options(classes=(3, 5)))
    assert (other.rule, other.a, other.b) == ("other_class", "3,5", "9")
    assert list(goods_reasons(SAME, options(classes=(3,)))) == []


@pytest.mark.parametrize(
    ("a", "b", "classes", "generic"),
    [
        ("兰花香皂", "竹叶香皂", (3,), True),  # what they share names the goods
        ("兰花香皂", "竹叶香皂", (9,), False),  # not in class 9
        ("兰花香皂", "竹叶香皂", (), True),  # classes unknown
        ("兰花香皂", "兰花香水", (3,), False),  # 兰花香 is no entry of the table
        ("兰花香皂", "兰花香皂", (3,), False),
        ("香", "香皂", (3,), False),
    ],
)
def test_a_shared_generic_name(a: str, b: str, classes: tuple[int, ...], generic: bool) -> None:
    x, y = form_of(a), form_of(b)
    verdict = judge(x, y, even(), V1)
    hit = Lean(mark=b, classes=classes, packed_form=pack_form(y, b))
    assert GoodsRelations(TABLE).names_goods(x) >= generic
    assert not GoodsRelations().names_goods(x)
    assert GoodsRelations(TABLE).shares_generic_name(x, hit, verdict) == generic
    assert not GoodsRelations().shares_generic_name(x, hit, verdict)
