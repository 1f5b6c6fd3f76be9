"""Rules between Han parts: when each holds, when it does not, and how much two marks share."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from ipsearch.matching.han import (
    ORDER,
    adds_model,
    aligned_share,
    contains,
    han_rules,
    han_score,
    looks,
    only_weak_beside,
    repeats,
    unit_similarity,
)
from ipsearch.matching.policy import V1
from ipsearch.matching.side import Side
from ipsearch.matching.statistics import TELLING_LEAST, Counts, Statistics
from ipsearch.text.form import form_of
from ipsearch.text.glyph import STRONG, WEAK
from tests.matching.builders import even
from tests.matching.marks import counts, pairs


def side(mark: str, statistics: Statistics | None = None) -> Side:
    return Side(form_of(mark), statistics or even())


def rules(a: str, b: str, statistics: Statistics | None = None) -> tuple[str, ...]:
    return han_rules(side(a, statistics), side(b, statistics))


@pytest.mark.parametrize(
    ("a", "b", "held"),
    [
        ("小米", "小米ROOT", ("same_part",)),
        ("太阳集团", "太阳牌", ("same_core", "contained")),
        ("安途", "途安", ("reordered",)),
        ("安途集团", "途安有限公司", ("reordered",)),  # between the cores
        ("未来", "末来", ("look_alike",)),
        ("未己", "末已", ("look_alike",)),  # both of two, strong look-alikes
        ("雪碧", "雷碧", ("near_look",)),
        ("小米", "晓米", ("same_sound",)),
        ("重庆", "仲庆", ("same_sound",)),  # zhong
        ("重庆", "虫庆", ("same_sound",)),  # chong
        ("先锋", "西安风", ("same_sound",)),  # joined, both are xianfeng
        ("西安", "先", ()),  # one syllable has too many homophones
        ("58同城", "五八同城", ("same_sound",)),
        ("金山", "荆珊", ("near_sound",)),
        ("帕尔斯", "帕尔特", ("one_edit",)),
        ("帕尔斯", "帕斯尔", ("reordered", "one_edit")),
        ("娃哈哈", "娃乐乐", ("one_edit",)),  # 哈 is 乐 wherever it stands
        ("娃哈哈", "娃乐多", ()),
        ("杏花村", "杏花村里", ("one_edit", "contained")),
        ("杏花", "杏花村里香", ("contained",)),
        ("茅", "金茅", ("contained",)),
        ("鲁班锁", "班锁匠人", ("rare_part",)),
        ("布码头", "车天地", ()),  # between weak elements of both
        ("布", "车天地", ("near_look",)),
        ("慕思", "慕斯迪尔", ("sound_contained",)),
        ("稼镁", "以稼美", ("sound_contained",)),
        ("稼镁集团", "以稼美", ("sound_contained",)),  # its core
        ("慕思", "迪慕斯尔", ()),  # neither at the beginning nor at the end
        ("慕思", "木斯迪尔", ()),  # two characters
        ("慕思", "慕迪尔", ()),
        ("小米", "华为", ()),
        ("水云轩", "水云阁", ("same_core", "one_edit", "contained")),
        ("同仁堂", "北京同仁堂", ("same_core", "contained")),  # 北京 is two characters
        ("小米", "XIAOMI", ()),
        ("安途", "途远", ()),
    ],
)
def test_which_rules_hold(a: str, b: str, held: tuple[str, ...]) -> None:
    assert rules(a, b) == held
    assert rules(b, a) == held


def test_two_characters_one_of_which_differs_are_no_single_edit() -> None:
    assert "one_edit" not in rules("东方", "西方")
    assert "one_edit" not in rules("东", "西")


def test_two_weak_look_alikes_are_two_differences() -> None:
    assert looks("雪雪", "雷雷") == 0.0
    assert WEAK <= looks("雪碧", "雷碧") < STRONG
    assert looks("未来未", "末来末") >= STRONG
    assert looks("未来未来己", "末来末来己") == 0.0  # in five characters one may differ
    assert looks("未来", "未来") == 0.0


def test_a_single_character_is_contained_only_in_a_short_mark_and_only_if_few_marks_carry_it() -> None:
    common = Statistics(Counts(han_marks=10_000, characters={"茅": 501}))
    assert contains("金茅", side("茅"))
    assert contains("大金茅", side("茅"))
    assert not contains("大金茅台", side("茅"))
    assert not contains("金茅", side("茅", common))


@pytest.mark.parametrize(
    ("x", "y", "only"),
    [
        ("中华", "中华牙膏", True),
        ("中华牙膏集团", "中华牙膏", True),
        ("北京中华牙膏", "中华", True),
        ("中华鲟", "中华", False),
        ("国窖", "国窖1573", True),  # a model
        ("金维他", "21金维他", True),
        ("楼8", "楼88", False),  # another number
        ("美的", "广东省佛山市美的电器股份有限公司", True),  # several in a row
        ("腾讯", "深圳市腾讯奇思妙想有限公司", True),  # the trade of a firm
        ("海天", "海天蓝有限公司", False),  # one character is no trade
        ("海天", "碧海天空有限公司", False),
        ("腾讯", "腾讯奇思妙想", False),
        ("水", "水集团", False),
        ("水云", "山岚", False),
    ],
)
def test_whether_one_mark_adds_weak_elements_only(x: str, y: str, only: bool) -> None:
    assert only_weak_beside(x, y) is only
    assert only_weak_beside(y, x) is only


@pytest.mark.parametrize(
    ("x", "y", "model"),
    [
        ("华海", "华海500", True),
        ("小米", "小米14", True),  # weak as a name of some goods only
        ("华海", "500华海", False),
        ("华海", "华海五百", False),
        ("华海", "华海X500", False),
        ("华海5", "华海500", False),
        ("海", "海500", False),
        ("上海", "上海1930", False),  # weak whatever the goods
    ],
)
def test_whether_one_mark_adds_the_number_of_a_model(x: str, y: str, model: bool) -> None:
    assert adds_model(side(x), side(y)) is model
    assert adds_model(side(y), side(x)) is model


def test_the_number_of_a_model_is_worth_no_more_than_another_weak_element() -> None:
    known = Statistics(Counts(han_marks=10_000, characters=dict.fromkeys("华海50", 9_000)))
    plain, model, firm = (side(mark, known) for mark in ("华海", "华海500", "华海科技"))
    numbered, named = (han_score(plain, other, han_rules(plain, other), V1) for other in (model, firm))
    assert V1.floors["contained_first"] < numbered < named


@pytest.mark.parametrize(
    ("x", "y", "again"),
    [
        ("乐", "乐乐", True),
        ("乐", "乐乐乐", True),
        ("乐", "乐乐乐乐", False),
        ("乐", "乐", False),
        ("乐乐", "乐乐乐", False),
    ],
)
def test_whether_one_mark_repeats_the_character_of_the_other(x: str, y: str, again: bool) -> None:
    assert repeats(x, y) is again
    assert repeats(y, x) is again


def test_what_is_the_same_must_tell_a_mark_that_another_has_as_heard() -> None:
    characters = dict.fromkeys("慕思美凯龙", TELLING_LEAST + 1)
    known = Statistics(Counts(han_marks=100_000, characters=characters, grams=dict.fromkeys(("红星", "星美"), 101)))
    assert rules("慕思", "慕斯迪尔", known) == ()
    assert rules("慕思娜", "慕斯娜迪尔", known) == ("sound_contained",)  # 娜 tells it
    assert rules("美凯龙", "美恺龙居家", known) == ()
    assert rules("星美凯龙", "星美恺龙居家", known) == ("sound_contained",)  # three are the same
    assert rules("红星美凯龙", "红星美恺龙居家", known) == ()  # too long


def test_only_the_beginning_of_a_long_mark_is_searched_for_another() -> None:
    assert contains("天" * 62 + "小米", side("小米"))
    assert not contains("天" * 63 + "小米", side("小米"))


def test_a_common_pair_of_characters_is_no_rare_part() -> None:
    common = Statistics(Counts(han_marks=10_000, grams={"班锁": 101}))
    assert rules("鲁班锁", "班锁匠人", common) == ()


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ("米", "米", 1.0, 1.0),
        ("清", "请", 0.85, 0.95),  # look and sound
        ("小", "晓", 0.8, 0.8),  # sound
        ("土", "士", 0.7, 0.9),  # look
        ("山", "三", 0.7, 0.75),  # near sound
        ("水", "火", 0.0, 0.0),
    ],
)
def test_how_much_one_character_counts_for_another(a: str, b: str, low: float, high: float) -> None:
    assert low <= unit_similarity(a, b) <= high
    assert unit_similarity(a, b) == unit_similarity(b, a)


def test_a_part_of_the_weight_is_shared() -> None:
    even_share = aligned_share(side("帕尔斯"), side("帕尔特"), V1)
    assert even_share == pytest.approx((1.2 + 1) / 3.2)  # the first character weighs 1.2
    known = Statistics(Counts(han_marks=10_000, characters={"斯": 9_000, "特": 9_000}))
    assert aligned_share(side("帕尔斯", known), side("帕尔特", known), V1) > even_share


def test_what_the_longer_mark_adds_counts_in_part() -> None:
    assert aligned_share(side("杏花"), side("杏花村里"), V1) == pytest.approx(2.2 / (2.2 + V1.extra_weight * 2))


def test_a_weak_element_weighs_a_fraction() -> None:
    assert side("太阳牌").weights == pytest.approx([1.2, 1.0, 0.3])
    assert side("红太阳").weights == pytest.approx([0.3, 1.2, 1.0])


def test_a_beginning_that_is_weak_in_one_mark_only_is_weak_in_neither() -> None:
    assert (side("老干妈").core, side("老干爹").core) == ("老干妈", "干爹")
    assert aligned_share(side("老干妈"), side("老干爹"), V1) == pytest.approx((1.2 + 1) / 3.2)
    assert aligned_share(side("太阳"), side("红太阳"), V1) > 0.8  # no common beginning: 红 stays weak


@pytest.mark.parametrize(
    ("a", "b", "floor"),
    [
        ("海澜之佳", "海澜之家", "same_sound"),  # 之家 is weak, 之佳 is not: all four characters sound the same
        ("黄老吉", "皇老吉", "same_sound"),  # 黄 is weak, 皇 is not
        ("龙牌", "隆排", "same_sound_2"),
    ],
)
def test_what_sounds_the_same_as_a_whole_is_as_long_as_the_longer_core(a: str, b: str, floor: str) -> None:
    known = Statistics(Counts(han_marks=10_000, characters=dict.fromkeys(a + b, 9_000)))
    x, y = side(a, known), side(b, known)
    share = aligned_share(x, y, V1)
    least = V1.floors[floor] + V1.above_floor * share
    assert han_score(x, y, han_rules(x, y), V1) == pytest.approx(max(share, least))


@pytest.mark.parametrize("other", ["海华", "化海", "华诲", "华海轩", "骅海", "花海牌"])
def test_the_same_core_is_worth_no_less_than_one_that_is_merely_alike(other: str) -> None:
    known = Statistics(Counts(han_marks=10_000, characters=dict.fromkeys("华海化诲骅花", 9_000)))
    firm, same, alike = (side(mark, known) for mark in ("华海科技有限公司", "华海", other))
    assert 0.88 > han_score(firm, same, han_rules(firm, same), V1) >= han_score(firm, alike, han_rules(firm, alike), V1)


def test_of_marks_with_one_core_the_one_that_adds_nothing_is_the_closest() -> None:
    known = Statistics(Counts(han_marks=10_000, characters=dict.fromkeys("华海科技传媒集团有限公司", 9_000)))
    firm = side("华海科技有限公司", known)
    alone, beside = (han_score(firm, y, han_rules(firm, y), V1) for y in (side("华海", known), side("华海传媒", known)))
    assert alone > beside > V1.floors["same_core"]


def test_one_character_between_weak_elements_of_both_marks_says_no_more_than_it_weighs() -> None:
    x, y, alone = side("爱贷款"), side("爱理财"), side("爱")
    assert (x.core, y.core) == ("爱", "爱")
    share = aligned_share(x, y, V1)
    assert V1.floors["same_core_1"] < share < V1.floors["same_core"] * V1.factors["by_core_only"]
    assert han_score(x, y, ("same_core",), V1) == share
    assert han_score(x, alone, ("same_core",), V1) >= V1.floors["same_core"] * V1.factors["by_core_only"]


def test_marks_at_one_floor_stand_in_the_order_of_what_matches() -> None:
    known = Statistics(Counts(han_marks=10_000, characters={"梦": 500}))
    x, near, far = (side(mark, known) for mark in ("安途梦", "梦安途", "途安梦"))
    assert V1.floors["reordered"] > aligned_share(x, near, V1) > aligned_share(x, far, V1)
    scores = [han_score(x, y, han_rules(x, y), V1) for y in (near, far)]
    assert scores[0] > scores[1] > V1.floors["reordered"]


def test_what_matches_lifts_no_floor_to_the_next_level() -> None:
    floors = [*V1.floors.values(), V1.factors["by_core_only"] * V1.floors["reordered"]]
    for bound in (V1.remote, V1.similar, V1.near_identical):
        assert not [floor for floor in floors if floor < bound <= floor + V1.above_floor * bound]


def test_a_weak_element_that_both_have_makes_no_longer_sound() -> None:
    known = Statistics(Counts(han_marks=10_000, characters={"集": 9_999, "团": 9_999}))
    x, y = side("京东集团", known), side("惊洞集团", known)
    assert V1.floors["same_sound_2"] < han_score(x, y, han_rules(x, y), V1) < V1.floors["same_sound"]


@given(pairs, counts)
@settings(max_examples=300, deadline=None)
def test_scores_are_symmetric_shares_and_floors_hold(pair: tuple[str, str], known: Counts) -> None:
    a, b = (side(m, Statistics(known)) for m in pair)
    held = han_rules(a, b)
    assert held == han_rules(b, a)
    assert list(held) == sorted(held, key=lambda r: ORDER.index(r) if r in ORDER else -1)
    if not held:
        return
    score = han_score(a, b, held, V1)
    assert score == pytest.approx(han_score(b, a, held, V1))
    assert 0 < score <= 1
    assert (score == 1) == (held == ("same_part",))
    if "reordered" in held:
        assert score >= V1.floors["reordered"] * V1.factors["by_core_only"]
