"""The judgement: symmetric, bounded, and what it says of known pairs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipsearch.matching.judge import Verdict, judge, lowered
from ipsearch.matching.policy import LEVELS, V1
from ipsearch.matching.reasons import TEXTS
from ipsearch.matching.statistics import Counts, Statistics
from ipsearch.text.form import form_of
from tests.matching.builders import Case, cases, even
from tests.matching.marks import counts, pairs

GENTLE = replace(V1, factors=dict.fromkeys(V1.factors, 1.0))


def verdict(a: str, b: str, statistics: Statistics | None = None) -> Verdict:
    return judge(form_of(a), form_of(b), statistics or even(), V1)


@given(pairs, counts)
@settings(max_examples=400, deadline=None)
def test_the_order_of_the_marks_does_not_matter(pair: tuple[str, str], known: Counts) -> None:
    a, b = pair
    assert verdict(a, b, Statistics(known)) == verdict(b, a, Statistics(known))


@given(pairs, counts)
@settings(max_examples=400, deadline=None)
def test_a_score_is_between_0_and_1_and_its_level_is_that_of_the_policy(pair: tuple[str, str], known: Counts) -> None:
    found = verdict(*pair, Statistics(known))
    assert 0 <= found.score <= 1
    assert found.level == ("identical" if found.rules == ("same_text",) else V1.level(found.score))
    assert bool(found.score) <= bool(found.rules)  # no score without a rule


@given(pairs)
@settings(max_examples=300, deadline=None)
def test_identical_exactly_when_the_normal_forms_are_the_same_but_for_spaces(pair: tuple[str, str]) -> None:
    a, b = (form_of(m) for m in pair)
    assert (judge(a, b, even(), V1).level == "identical") == (a.compact == b.compact != "")


@given(pairs, counts)
@settings(max_examples=300, deadline=None)
def test_what_speaks_against_only_lowers(pair: tuple[str, str], known: Counts) -> None:
    a, b = (form_of(m) for m in pair)
    statistics = Statistics(known)
    found, unlowered = judge(a, b, statistics, V1), judge(a, b, statistics, GENTLE)
    assert found.score <= unlowered.score
    if found.against:
        # the same Han part keeps two marks in the report, whatever stands beside it
        assert found.score < unlowered.score or found.score in (0, V1.remote)


@pytest.mark.parametrize("reason", V1.factors)
@given(score=st.floats(0, 0.99))
@settings(max_examples=20, deadline=None)
def test_one_more_reason_against_lowers_and_is_kept(reason: str, score: float) -> None:
    before = Verdict(score, V1.level(score), ("one_edit",), ("first_differs",))
    after = lowered(before, reason, V1)
    assert after.score <= round(score, 4)
    assert after.level == (V1.level(after.score) or ("remote" if before.level else None))  # never out of the report
    assert (after.rules, after.against) == (("one_edit",), ("first_differs", reason))


@pytest.mark.parametrize(
    ("a", "b", "rules"),
    [
        ("华为HUAWEI", "华伟HUAWEI", ("same_letters", "same_sound")),
        ("安踏ANTA", "安塔ANTA", ("same_letters", "same_sound")),
        ("K歌", "K哥", ("same_letters", "same_sound")),
        ("A股", "A谷", ("same_letters", "same_sound")),
    ],
)
def test_marks_alike_in_both_parts_have_the_rules_of_both(a: str, b: str, rules: tuple[str, ...]) -> None:
    found = verdict(a, b)
    assert set(rules) <= set(found.rules)
    assert (found.level, found.against) == ("near_identical", ())


@pytest.mark.parametrize(("mixed", "han"), [("耐克NIKE", "耐克"), ("可口可乐COCA-COLA", "可口可乐")])
def test_letters_that_name_the_same_brand_say_the_han_part_again(mixed: str, han: str) -> None:
    found = verdict(mixed, han)
    assert (found.score, found.against) == (1.0, ())


@pytest.mark.parametrize(("a", "b"), [("腾讯网", "腾讯科技"), ("NIKE LTD", "NIKE GROUP"), ("耐克鞋NIKE", "耐克集团")])
def test_one_name_on_both_sides_is_no_second_name_of_a_brand(a: str, b: str) -> None:
    assert "known_name" not in verdict(a, b).rules


@pytest.mark.parametrize(
    ("holder", "name", "other"),
    [
        ("NIKE AIR", "NIKE", "耐克"), ("NIKE AIR MAX", "NIKE", "耐克"), ("空军NIKE AIR", "NIKE", "耐克"),
        ("耐克运动", "耐克", "NIKE"), ("耐克空军SUN", "耐克", "NIKE"), ("星巴克星空", "星巴克", "STARBUCKS"),
        ("STARBUCKS RESERVE", "STARBUCKS", "星巴克"), ("飞天茅台", "茅台", "MOUTAI"),
    ],
)  # fmt: skip
def test_what_has_a_name_of_a_brand_is_as_like_another_name_as_that_name_but_no_more_than_names_are(
    holder: str, name: str, other: str
) -> None:
    assert verdict(holder, other).score == min(verdict(holder, name).score, V1.floors["known_name"])
    assert verdict(holder, f"{other} GROUP" if other.isascii() else f"{other}集团").score < verdict(holder, other).score


@pytest.mark.parametrize(
    ("near", "name", "other"),
    [
        ("ADIDOS", "ADIDAS", "阿迪达斯"), ("ADIDOS LTD", "ADIDAS", "阿迪达斯"), ("TOYATA MOTOR", "TOYOTA", "丰田"),
        ("STARBUCK", "STARBUCKS", "星巴克"), ("MERCEDEZ", "MERCEDES", "BENZ"),
    ],
)  # fmt: skip
def test_what_is_one_edit_from_a_name_of_a_brand_is_as_like_another_name_as_that_name_up_to_a_bound(
    near: str, name: str, other: str
) -> None:
    found = verdict(near, other)
    assert found.score == min(verdict(near, name).score, V1.floors["known_name_near"])
    assert found.level == "similar"
    assert found == verdict(other, near)


def test_weak_elements_beside_the_name_of_a_brand_count_once_for_each_mark() -> None:
    floor, factor = V1.floors["known_name"], V1.factors["by_core_only"]
    for a, b, weak in (
        ("可口可乐", "COCA-COLA", 0), ("可口可乐", "COCA-COLA LTD", 1), ("可口可乐公司", "COCA-COLA", 1),
        ("美的集团", "MIDEA", 1), ("耐克鞋", "NIKE LTD", 2), ("顺丰", "SF EXPRESS", 0),
    ):  # fmt: skip
        assert verdict(a, b).score == pytest.approx(floor * factor**weak, abs=1e-4), (a, b)


def test_where_only_the_letters_are_alike_it_says_so() -> None:
    assert verdict("红日ROOT", "青山ROOT").against == ("latin_part_against_other_han",)
    assert verdict("红日ROOT", "ROOTS").against == ("latin_part_only",)


@pytest.mark.parametrize("case", cases(), ids=lambda c: f"{c.a}/{c.b}")
def test_known_pairs(case: Case) -> None:
    for a, b in ((case.a, case.b), (case.b, case.a)):
        found = verdict(a, b)
        assert (found.level or "none") == case.level, found
        assert set(case.rules) <= set(found.rules), found
        assert set(case.against) <= set(found.against), found


def test_the_cases_are_many_distinct_and_well_formed() -> None:
    rows = cases()
    assert len(rows) >= 120
    assert len({frozenset((c.a, c.b)) for c in rows}) == len(rows)
    for case in rows:
        assert case.level in (*LEVELS, "none")
        assert {*case.rules, *case.against} <= TEXTS.keys()


def test_a_case_that_departs_from_the_standard_really_does() -> None:
    for case in cases():
        if case.standard:
            similar = case.level in ("identical", "near_identical", "similar")
            assert case.standard.startswith("not similar: " if similar else "similar: "), case


def test_marks_without_text_are_not_alike() -> None:
    assert verdict("🙂", "!!") == Verdict(0.0, None)
    assert verdict("", "小米") == Verdict(0.0, None)


def test_rare_characters_weigh_more_than_common_ones() -> None:
    common = Statistics(Counts(han_marks=100_000, characters=dict.fromkeys("大通", 40_000)))
    rare_shared = verdict("蜂鸟大", "蜂鸟通", common)
    common_shared = verdict("大通蜂", "大通鸟", common)
    assert rare_shared.rules[0] == common_shared.rules[0] == "one_edit"
    assert rare_shared.score > common_shared.score


@pytest.mark.parametrize(
    ("a", "b", "differs"),
    [
        ("大白兔", "大自兔", False),
        ("老干妈", "老千妈", False),
        ("北京水云", "北京山岚", True),
        ("帕尔斯", "特尔斯", True),
    ],
)
def test_a_beginning_cut_off_one_mark_only_is_no_different_first_character(a: str, b: str, differs: bool) -> None:
    verdict = judge(form_of(a), form_of(b), even(), V1)
    assert ("first_differs" in verdict.against) is differs


@pytest.mark.parametrize(
    ("a", "b", "differs"),
    [
        ("女王驾到", "皇后驾到", False),
        ("世界岚亭", "天下岚亭", False),
        ("世界岚亭", "月光岚亭", True),  # words of different meaning
        ("斯岚亭", "特岚亭", True),  # no words
    ],
)
def test_a_beginning_of_the_same_meaning_is_no_different_first_character(a: str, b: str, differs: bool) -> None:
    assert [("first_differs" in verdict(x, y).against) for x, y in ((a, b), (b, a))] == [differs, differs]


@pytest.mark.parametrize(
    ("a", "b", "differs"),
    [("君王", "君主", False), ("梦想", "梦乡", False), ("太阳", "台阳", False), ("福兰", "湖南", True)],
)
def test_words_for_nearly_the_same_idea_do_not_mean_different_things(a: str, b: str, differs: bool) -> None:
    found = verdict(a, b)
    assert found.rules
    assert ("meaning_differs" in found.against) is differs
