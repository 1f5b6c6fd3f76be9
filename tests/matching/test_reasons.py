"""Reasons: a text for every rule, no text without a rule, and the very characters that were aligned."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings

from ipsearch.matching import check, goods, han, judge, latin
from ipsearch.matching.judge import Verdict
from ipsearch.matching.judge import judge as verdict_on
from ipsearch.matching.policy import V1
from ipsearch.matching.reasons import TEXTS, differences, longest_common, reason, reasons_for
from ipsearch.matching.report import Reason
from ipsearch.matching.statistics import Counts, Statistics
from ipsearch.text.form import form_of
from tests.matching.builders import Case, cases, even
from tests.matching.marks import counts, pairs
from tests.placeholders import placeholders

CALLS = ("add", "append")
FROM_GOODS_AND_STATUS = {
    "other_class", "other_group", "related_group", "generic_name", "dead_recent", "dead_undated", "renewable",
    "dead", "own", "co_owner",
}  # fmt: skip
"""Not of the marks: test_check.py and test_goods.py meet each of them."""


def of(a: str, b: str, statistics: Statistics | None = None) -> dict[str, Reason]:
    x, y = form_of(a), form_of(b)
    return {r.rule: r for r in reasons_for(x, y, verdict_on(x, y, statistics or even(), V1))}


def test_every_text_is_reached_by_a_case_and_every_rule_of_a_case_has_a_text() -> None:
    statistics = Statistics(Counts(han_marks=10_000, characters=dict.fromkeys("移动联通银河", 3)))
    met = {rule for case in cases() for rule in of(case.a, case.b)}
    met |= {rule for a, b in [("海尔集团ABC", "海儿公司"), ("太阳RED", "太阳BLUE")] for rule in of(a, b, statistics)}
    assert met | FROM_GOODS_AND_STATUS == set(TEXTS)


def test_every_rule_that_the_modules_name_has_a_text() -> None:
    """Rules are collected by adding string constants to sets and lists."""
    named: set[str] = set()
    for module in (judge, han, latin, goods, check):
        assert module.__file__ is not None
        source = Path(module.__file__).with_name(module.__name__.rpartition(".")[2] + ".py")  # it may be compiled
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
                named |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    assert "one_letter" in named
    assert named - {"related_groups", "related_classes"} <= TEXTS.keys()  # what a check did not search


@pytest.mark.parametrize("rule", TEXTS)
def test_both_languages_say_the_same_things(rule: str) -> None:
    zh, en = TEXTS[rule]
    assert placeholders(zh) == placeholders(en)
    assert any("一" <= c <= "鿿" for c in zh)
    assert en.isascii()


@given(pairs, counts)
@settings(max_examples=400, deadline=None)
def test_no_reason_has_a_gap(pair: tuple[str, str], known: Counts) -> None:
    for rule, found in of(*pair, Statistics(known)).items():
        for text, template in zip((found.text_zh, found.text_en), TEXTS[rule], strict=True):
            assert "{" not in text
            assert not text.endswith((":", "：", ": ", "/ ", "/")), found
            assert len(text) > len(template.partition("{")[0]) or "{" not in template, found
        assert found.a
        assert found.b


@pytest.mark.parametrize("case", [c for c in cases() if c.level != "none"], ids=lambda c: f"{c.a}/{c.b}")
def test_every_reported_case_is_explained(case: Case) -> None:
    found = of(case.a, case.b)
    assert found
    assert all(r.text_zh and r.text_en for r in found.values())


@pytest.mark.parametrize(
    ("a", "b", "rule", "en"),
    [
        ("未来", "末来", "look_alike", "characters look alike: #1 未/末 (look alike)"),
        ("未己", "末已", "look_alike", "characters look alike: #1 未/末 (look alike), #2 己/已 (look alike)"),
        ("未来集团", "末来科技", "look_alike", "characters look alike: #1 未/末 (look alike)"),
        ("雪碧", "雷碧", "near_look", "characters look somewhat alike: #1 雪/雷 (look alike)"),
        ("清华", "情华", "look_alike", "characters look alike: #1 清/情 (look alike, sound the same)"),
        ("小米", "晓米", "same_sound", "same sound: xiao mi"),
        ("重庆", "仲庆", "same_sound", "same sound: zhong qing"),
        ("重庆", "虫庆", "same_sound", "same sound: chong qing"),
        ("58同城", "五八同城", "same_sound", "same sound: wu ba tong cheng"),
        ("金山", "荆珊", "near_sound", "near sound: jin shan / jing shan"),
        ("长山", "掌三", "near_sound", "near sound: zhang shan / zhang san"),
        ("海尔集团", "海儿有限公司", "same_sound", "same sound: hai er"),
        ("帕尔斯", "帕尔特", "one_edit", "differs in one character only: #3 斯/特"),
        ("茅末牌", "茅末", "one_edit", "differs in one character only: #3 牌/∅"),
        ("帕尔斯", "帕斯尔", "one_edit", "differs in one character only: #2 尔斯/斯尔"),
        ("小米", "XIAOMI", "pinyin", "the letters are the pinyin of the Han characters"),
        ("XIAOMI14", "小米", "pinyin", "the distinctive letters, xiaomi, have the sound of the Han characters"),
        ("BOSHC TOOLS", "BOSCH", "near_word", "a distinctive word is nearly the same: boshc / bosch"),
        ("DREAM LAO GAN MA", "老干妈", "spelled_word", "has the pinyin of the Han characters as a word: laoganma"),
        ("ASPEN DENTAL", "WESTERN DENTAL", "weak_part_shared", "what is shared carries little distinctiveness: dental"),
        ("XIAOMI GROUP", "小米", "pinyin", "the distinctive letters, xiaomi, have the sound of the Han characters"),
        ("360", "三六〇", "pinyin", "letters and digits have the sound of the Han characters"),
        ("360", "360杀毒", "contained", "one contains the other whole: 360"),
        ("999牌", "999", "same_core", "same distinctive part: 999"),
        ("BYD BIYADI", "比亚迪", "spelled_word", "has the pinyin of the Han characters as a word: biyadi"),
        ("ADIDAS", "ABIBAS", "one_letter", "differs in one letter only: #2 d/b, #4 d/b"),
        ("50岚", "五十岚", "same_number", "the same number, written otherwise: 50岚 / 五十岚"),
        ("水云轩", "云水阁", "reordered", "same characters in another order: 水云 / 云水"),
        ("蓝月亮", "红月亮", "first_differs", "the first character differs: 蓝/红"),
        ("RED BULL", "红牛", "same_meaning", "same meaning"),
        ("RED BULL", "公牛电器", "same_meaning", "the distinctive parts mean the same"),
        ("耐克", "NIKE LTD", "known_name", "known as names of one brand: 耐克 / nike"),
        ("可口可乐", "COCA-COLA", "known_name", "known as names of one brand: 可口可乐 / cocacola"),
        ("可口可乐公司", "COCA-COLA", "known_name", "known as names of one brand: 可口可乐 / cocacola"),
        ("梅赛德斯", "奔驰汽车", "known_name", "known as names of one brand: 梅赛德斯 / 奔驰"),
        (
            "NIKE AIR",
            "耐克",
            "known_name_held",
            "one contains another name of the other's brand: nike / 耐克",
        ),
        (
            "耐克集团",
            "NIKE AIR",
            "known_name_held",
            "one contains another name of the other's brand: 耐克 / nike",
        ),
        ("HUAWAI", "华为", "known_name_near", "huawai is one letter from huawei, known as one brand with 华为"),
        (
            "阿迪达斯",
            "ADIDOS LTD",
            "known_name_near",
            "adidos is one letter from adidas, known as one brand with 阿迪达斯",
        ),
        ("N1KE", "耐克", "known_name", "known as names of one brand: nike / 耐克"),
        ("e路通", "易路通", "pinyin", "letters and digits have the sound of the Han characters"),
        ("NIVEA", "NEVIA", "swapped_letters", "two letters have changed places: #2 i/e, #4 e/i"),
        ("大同", "TATUNG", "wade_giles", "the Han characters in Wade-Giles: tatung / datong"),
        ("特斯拉", "TESLA", "near_pinyin", "nearly the pinyin of the Han characters: tesla / tesila"),
        ("奥普拉", "奥普拉斯", "one_edit", "differs in one character only: #4 ∅/斯"),
        ("水云轩", "水云阁", "same_core", "same distinctive part: 水云"),
        ("红太阳", "太阳", "contained", "one contains the other whole: 太阳"),
        ("新百伦", "新百伦领跑", "contained", "one contains the other whole: 新百伦"),  # not its core 百伦
        ("中华牙膏", "中华", "contained", "one contains the other whole: 中华"),
        ("慕思", "慕斯迪尔", "sound_contained", "one contains the other as heard: 慕思 / 慕斯"),
        ("以稼美", "稼镁集团", "sound_contained", "one contains the other as heard: 稼美 / 稼镁"),
        ("鲁班锁", "班锁匠人", "rare_part", "shares characters that few marks have: 班锁"),
        ("鲁班锁", "班锁匠人", "first_differs", "the first character differs: 鲁/班"),
        ("PHONIX LANE", "STEP FONIX", "same_word", "shares a distinctive word: phonix"),
        ("RED ROOTS", "ROOT FAST", "same_word", "shares a distinctive word: roots"),
        ("GOOGLE", "GOOGEL", "one_letter", "differs in one letter only: #5 le/el"),
        ("ROOT", "BEETROOT", "letters_contained", "one contains the other's letters: root"),
        ("SEATOX", "BOTOX", "letters_overlap", "letter sequences in common: tox"),
        ("SAMSUNG", "SUMSUNG", "same_consonants", "same consonants and vowels in place: samsung / sumsung"),
    ],
)
def test_the_characters_named_are_those_that_were_compared(a: str, b: str, rule: str, en: str) -> None:
    assert of(a, b)[rule].text_en == en


def test_where_two_rules_hold_between_different_parts_each_names_its_own() -> None:
    found = of("水云轩", "水云阁")
    assert found["same_core"].text_zh == "显著部分相同：水云"
    assert found["one_edit"].text_zh == "仅个别文字不同：#3 轩/阁"
    assert found["contained"].text_zh == "完整包含：水云"


def test_chinese_wording_is_true_of_names_in_one_script_and_does_not_contradict_itself() -> None:
    assert of("梅赛德斯", "奔驰")["known_name"].text_zh == "公众熟知的同一品牌的不同名称：梅赛德斯 / 奔驰"
    assert of("NIKE AIR", "耐克")["known_name_held"].text_zh == "一方含有对方品牌公众熟知的另一名称：nike / 耐克"
    near = of("HUAWAI", "华为")["known_name_near"]
    assert near.text_zh == "huawai与huawei仅个别字母不同，后者与华为为公众熟知的同一品牌的名称"
    found = of("可口可乐", "百事可乐")
    assert found["rare_part"].text_zh == "含有相同的少见文字：可乐"
    assert found["weak_part_shared"].text_zh == "相同部分显著性弱：可乐"


def test_sequences_that_are_only_heard_are_shown_as_heard() -> None:
    found = reasons_for(form_of("KNIGHT"), form_of("NITEX"), Verdict(0.5, "similar", ("letters_overlap",)))
    assert found[0].text_en == "letter sequences in common: nit (as heard)"
    assert found[0].text_zh == "字母组合近似：nit（按读音）"


def test_similarities_come_before_what_speaks_against() -> None:
    verdict = Verdict(0.4, "remote", ("one_edit",), ("first_differs", "meaning_differs"))
    found = reasons_for(form_of("电老虎"), form_of("雷老虎"), verdict)
    assert [r.rule for r in found] == ["one_edit", "first_differs", "meaning_differs"]


def test_the_compared_texts_are_the_parts_compared() -> None:
    han_part = of("海尔HAIER", "海尔GROUP")["same_part"]
    assert (han_part.a, han_part.b) == ("海尔", "海尔")
    letters = of("太阳ROOT", "ROOTS")["same_word"]
    assert (letters.a, letters.b) == ("root", "roots")
    spoken = of("海尔", "HAIER")["pinyin"]
    assert (spoken.a, spoken.b) == ("海尔", "haier")
    cores = of("贵州茅台酒", "茅合")["look_alike"]  # #2 is counted in what is shown
    assert (cores.a, cores.b, cores.text_zh) == ("茅台", "茅合", "字形近似：#2 台/合 (形近)")


def test_differences_by_position() -> None:
    assert differences("帕尔斯", "帕尔特") == ("#3 斯/特", "#3 斯/特")
    assert differences("太阳", "红太阳") == ("#1 ∅/红", "#1 ∅/红")
    assert differences("王老吉", "老王吉") == ("#1 王老/老王", "#1 王老/老王")
    assert differences("清山", "情三") == (
        "#1 清/情 (形近音同), #2 山/三 (音近)", "#1 清/情 (look alike, sound the same), #2 山/三 (sound alike)",
    )  # fmt: skip
    assert differences("ABC", "ABC") == ("", "")


@pytest.mark.parametrize(
    ("x", "y", "common"), [("红太阳", "太阳牌", "太阳"), ("abcxbcd", "bcd", "bcd"), ("甲", "乙", ""), ("", "甲", "")]
)
def test_the_longest_common_part(x: str, y: str, common: str) -> None:
    assert longest_common(x, y) == common
    assert longest_common(y, x) == common


def test_a_reason_with_a_missing_value_is_an_error_not_a_gap() -> None:
    with pytest.raises(KeyError):
        reason("same_core", "a", "b")
