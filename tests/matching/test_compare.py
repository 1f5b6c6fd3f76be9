"""Two marks side by side: every feature is shown, whatever they are."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from ipsearch.matching.compare import FEATURES, compare
from ipsearch.matching.han import ORDER
from ipsearch.matching.judge import judge
from ipsearch.matching.latin import ORDER as LATIN_ORDER
from ipsearch.matching.policy import V1
from ipsearch.matching.report import Comparison, Feature
from ipsearch.text.form import form_of
from tests.matching.builders import even
from tests.matching.marks import pairs


def compared(a: str, b: str) -> Comparison:
    return compare(a, b, even(), V1, weights="even")


def feature(found: Comparison, name: str) -> Feature:
    [one] = [f for f in found.features if f.name == name]
    return one


@given(pairs)
@settings(max_examples=150, deadline=None)
def test_every_feature_is_shown_for_any_two_marks(pair: tuple[str, str]) -> None:
    found = compared(*pair)
    names = [f.name for f in found.features]
    assert len(names) == len(set(names))
    assert set(names) == {*FEATURES, *ORDER, *LATIN_ORDER}
    for one in found.features:
        assert 0 <= one.value <= 1
        assert one.text_zh
        assert one.text_en
        assert "{" not in one.text_zh + one.text_en


@given(pairs)
@settings(max_examples=150, deadline=None)
def test_the_verdict_is_that_of_the_judgement_and_its_rules_are_features(pair: tuple[str, str]) -> None:
    found = compared(*pair)
    verdict = judge(form_of(pair[0]), form_of(pair[1]), even(), V1)
    assert (found.score, found.level) == (verdict.score, verdict.level or "none")
    assert [r.rule for r in found.reasons] == [*verdict.rules, *verdict.against]
    values = {f.name: f.value for f in found.features}
    for rule in {*verdict.rules}.intersection(values):
        assert values[rule] == 1.0, rule


def test_nothing_in_common_is_shown_as_such() -> None:
    found = compared("华为", "NIKE")
    assert (found.level, found.score, found.reasons) == ("none", 0.0, ())
    assert {f.value for f in found.features} == {0.0}


@pytest.mark.parametrize(
    ("a", "b", "name", "value", "x", "y"),
    [
        ("小 米", "小米", "normal_form", 1.0, "小米", "小米"),
        ("帕尔斯", "帕尔特", "characters", 0.667, "帕尔斯", "帕尔特"),
        ("帕尔斯", "帕尔特", "distinctive_share", 0.688, "帕尔斯", "帕尔特"),
        ("帕尔斯", "帕尔特", "common_part", 0.667, "帕尔斯", "帕尔特"),
        ("小米", "晓米", "sound", 1.0, "xiao mi", "xiao mi"),
        ("小米", "晓米", "same_sound", 1.0, "小米", "晓米"),
        ("水云轩", "水云阁", "same_core", 1.0, "水云", "水云"),
        ("海尔", "HAIER", "pinyin", 1.0, "haier", "haier"),
        ("太阳", "SUN", "same_meaning", 1.0, "太阳", "sun"),
        ("耐克", "NIKE", "known_name", 1.0, "耐克", "nike"),
        ("耐克", "NIKE AIR", "known_name_held", 1.0, "耐克", "nike air"),
        ("阿迪达斯", "ADIDOS", "known_name_near", 1.0, "阿迪达斯", "adidos"),
        ("大象", "大众", "meaning_differs", 1.0, "大象", "大众"),
        ("ROOTS", "ROOT", "letters", 0.889, "roots", "root"),
        ("PHONE", "FONE", "spoken_letters", 1.0, "fon", "fon"),
        ("RED BULL", "BULL RED", "words", 1.0, "red bull", "bull red"),
        ("SEATOX", "BOTOX", "sequences", 0.365, "seatox", "botox"),
    ],
)
def test_values_and_the_texts_compared(a: str, b: str, name: str, value: float, x: str, y: str) -> None:
    one = feature(compared(a, b), name)
    assert (one.value, one.a, one.b) == (value, x, y)


def test_look_names_the_characters() -> None:
    one = feature(compared("未来", "末来"), "look")
    assert one.value > 0.9
    assert "未/末" in one.text_zh
    assert "未/末" in one.text_en


def test_the_json_is_the_contract() -> None:
    found = json.loads(compared("未来", "末来").to_json())
    assert found.keys() == {"a", "b", "level", "score", "reasons", "features", "policy", "weights"}
    assert (found["policy"], found["weights"], found["level"]) == ("v1", "even", "near_identical")
