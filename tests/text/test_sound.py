"""How Han characters sound: readings, near sounds, and how alike two syllables are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipsearch.text.sound import (
    MOST_READINGS,
    WORDS,
    character_sound,
    homophones,
    joined_near,
    joined_nears,
    joined_sounds,
    joined_spellings,
    meet_at_ends,
    near_class,
    passport_umlaut_as_u,
    sound_near,
    spellings,
    split_syllable,
    syllable_similarity,
    syllables,
    umlaut_as_u,
)
from ipsearch.text.tables import read_table
from tests.text.syllables import some


@pytest.mark.parametrize(
    ("char", "found"),
    [
        ("米", ("mi",)),
        ("乐", ("le", "yue")),
        ("长", ("chang", "zhang")),
        ("女", ("nv",)),  # ü as typed
        ("5", ("wu",)),
        ("0", ("ling",)),
        ("〇", ("ling",)),
        ("单", ("dan", "shan")),  # a surname
        ("翟", ("di", "zhai")),
        ("干", ("gan", "qian")),  # 乾 is folded to it
        ("征", ("zheng", "zhi")),  # and 徵 to this
        ("番", ("fan", "pan")),  # a place
        ("咖", ("ka", "ga")),
        ("a", ()),
        ("가", ()),
    ],
)
def test_readings_of_a_character(char: str, found: tuple[str, ...]) -> None:
    assert set(found) <= set(syllables(char)) if len(found) > 1 else syllables(char) == found


def test_the_usual_reading_comes_first() -> None:
    assert syllables("重")[0] == "zhong"
    assert "chong" in syllables("重")
    assert "gu" not in syllables("家")  # a reading that no word of today uses


def test_every_reading_of_a_text() -> None:
    assert set(spellings("重庆")) == {("zhong", "qing"), ("chong", "qing")}
    assert ("jia", "le") in spellings("家乐")
    assert ("jia", "yue") in spellings("家乐")
    assert spellings("58同城") == (("wu", "ba", "tong", "cheng"),)
    assert spellings("") == ()
    assert spellings("小a") == ()


def test_names_with_a_reading_of_their_own() -> None:
    assert joined_sounds("万俟家") == {"wanqijia", "wansijia", "moqijia"}
    assert "mo" not in syllables("万")
    for word, reading in WORDS.items():
        assert "".join(reading) in joined_sounds(word)
        assert meet_at_ends(word, "".join(reading))


def test_umlauts_sound_apart_and_are_spelled_u() -> None:
    assert joined_sounds("女").isdisjoint(joined_sounds("努"))
    assert joined_spellings("女娲") == joined_spellings("努娲") == {"nuwa"}
    assert joined_spellings("略") == {"lue"}
    assert joined_spellings("安源") == {"anyuan"}


@pytest.mark.parametrize(
    ("letters", "found"),
    [("nvwa", "nuwa"), ("lveyang", "lueyang"), ("nyuwa", "nuwa"), ("lyushi", "lushi"), ("vivo", "vivo"), ("yu", "yu")],
)
def test_umlauts_in_letters(letters: str, found: str) -> None:
    assert passport_umlaut_as_u(umlaut_as_u(letters)) == found


def test_readings_are_limited_and_begin_with_the_usual_ones() -> None:
    text = "乐" * 8
    found = spellings(text)
    assert len(found) == MOST_READINGS
    assert found[0] == (syllables("乐")[0],) * 8
    assert spellings(text) == found


@pytest.mark.parametrize(
    ("syllable", "parts"),
    [("zhang", ("zh", "ang")), ("an", ("", "an")), ("er", ("", "er")), ("lv", ("l", "v")), ("yi", ("y", "i"))],
)
def test_initial_and_final(syllable: str, parts: tuple[str, str]) -> None:
    assert split_syllable(syllable) == parts


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("zhang", "zan"), ("chen", "ceng"), ("shan", "san"), ("nan", "lan"), ("ran", "lan"), ("hu", "fu"),
        ("jin", "jing"), ("min", "ming"), ("lian", "liang"), ("huan", "huang"),
    ],
)  # fmt: skip
def test_near_sounds_are_one_class(a: str, b: str) -> None:
    assert near_class(a) == near_class(b)
    assert syllable_similarity(a, b) == 0.9


@pytest.mark.parametrize(("a", "b"), [("ba", "pa"), ("ji", "qi"), ("gan", "kan"), ("mi", "mu"), ("he", "ge")])
def test_other_sounds_are_not(a: str, b: str) -> None:
    assert near_class(a) != near_class(b)


@pytest.mark.parametrize(
    ("a", "b", "likeness"),
    [("mi", "mi", 1.0), ("ban", "pan", 0.5), ("ma", "mo", 0.4), ("ba", "pa", 0.0), ("an", "er", 0.0), ("e", "hu", 0.0)],
)
def test_how_alike_two_syllables_are(a: str, b: str, likeness: float) -> None:
    assert syllable_similarity(a, b) == likeness


@given(some, some)
def test_likeness_is_symmetric_and_1_for_the_same_only(a: str, b: str) -> None:
    assert syllable_similarity(a, b) == syllable_similarity(b, a)
    assert (syllable_similarity(a, b) == 1.0) == (a == b)
    assert (syllable_similarity(a, b) >= 0.9) == (near_class(a) == near_class(b))


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [("张", "赞", True), ("南", "蓝", True), ("乐", "越", True), ("米", "木", False), ("嗯", "龘", False)],
)
def test_characters_sound_near_if_a_reading_of_each_does(a: str, b: str, near: bool) -> None:
    assert sound_near(a, b) == sound_near(b, a) == near
    assert near == (not joined_nears(a).isdisjoint(joined_nears(b)))


def test_homophones_are_standard_characters_of_one_sound_each_of_the_other() -> None:
    assert {"斯", "司", "丝"} <= homophones("思") <= frozenset(read_table("tygf.txt").split())
    assert "思" not in homophones("思")
    assert {"虫", "中"} <= homophones("重")  # in either reading
    assert "窘" in homophones("迥")
    assert "囧" not in homophones("迥") | homophones("囧")  # no standard character
    for char in "思重六乐女":
        assert all(char in homophones(other) for other in homophones(char))


def test_near_sounds_of_a_reading_are_joined() -> None:
    assert joined_near(("zhang", "nan")) == near_class("zhang") + near_class("nan") == "zanlan"
    assert joined_nears("张南") == {"zanlan"}


@given(some)
def test_initial_and_final_are_the_syllable(syllable: str) -> None:
    assert "".join(split_syllable(syllable)) == syllable


def test_the_most_alike_readings_count() -> None:
    assert character_sound("重", "虫") == 1.0
    assert character_sound("重", "中") == 1.0
    assert character_sound("长", "藏") == 0.9  # zhang, zang
    assert character_sound("小", "a") == 0.0


@given(st.text("重庆长乐海尔360", min_size=1, max_size=3), st.text("重庆长乐海尔haierzhl", min_size=1, max_size=6))
def test_texts_that_are_read_alike_meet_at_both_ends(x: str, y: str) -> None:
    if not joined_sounds(x).isdisjoint({y} | joined_sounds(y)):
        assert meet_at_ends(x, y)


@pytest.mark.parametrize(
    ("x", "y", "meet"),
    [("海尔", "haier", True), ("重庆", "chongqing", True), ("360", "sanliuling", True), ("360", "360", True),
     ("小mi", "小米", True), ("女", "nu", True), ("海尔", "mi", False),
     ("海尔", "hai", False), ("海尔", "海信", False)],
)  # fmt: skip
def test_a_look_at_both_ends_tells_others_apart(x: str, y: str, meet: bool) -> None:
    assert meet_at_ends(x, y) is meet
