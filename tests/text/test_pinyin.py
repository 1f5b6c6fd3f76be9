"""What letters spell in pinyin: whole, as they may be meant, in the order of a name, and with one letter wrong."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from ipsearch.text.pinyin import (
    LEAST_NEAR_SYLLABLES,
    LONGEST_NEAR,
    is_near_pinyin,
    is_pinyin,
    letter_variants,
    may_be_near,
    most_syllables,
    near_pinyin,
    spelled_letters,
)
from ipsearch.text.sound import umlaut_as_u
from tests.text.syllables import some

vocal = some.filter(lambda s: not {"a", "e", "i", "o", "u", "v"}.isdisjoint(s))


@pytest.mark.parametrize(
    ("letters", "divided"),
    [
        ("xiaomi", True), ("tongrentang", True), ("nuwa", True), ("lue", True), ("zhuang", True), ("xian", True),
        ("nike", True), ("nvwa", False), ("quill", False), ("xiaom", False), ("mxiao", False), ("hm", False),
    ],
)  # fmt: skip
def test_what_letters_are_pinyin(letters: str, divided: bool) -> None:
    assert is_pinyin(letters) is divided


@given(st.lists(vocal, min_size=1, max_size=5))
def test_syllables_put_together_are_pinyin(found: list[str]) -> None:
    letters = umlaut_as_u("".join(found))
    assert is_pinyin(letters)
    assert most_syllables(letters)[-1] >= len(found)


def test_look_alikes_read_as_the_letter_meant() -> None:
    assert letter_variants("huavvei") == ("huavvei", "huawei")
    assert letter_variants("mi1k") == ("mi1k", "milk", "miik", "miyik")
    assert letter_variants("3m") == ("3m", "sanm")
    assert letter_variants("root") == ("root",)


def test_umlauts_are_u_however_they_are_written() -> None:
    assert letter_variants("nvwa") == ("nvwa", "nuwa")
    assert letter_variants("lyushi") == ("lyushi", "lushi")
    assert letter_variants("anyuannv") == ("anyuannv", "anyuannu", "anuannu")


def test_letters_of_other_scripts_are_those_they_look_like() -> None:
    assert letter_variants("хіаомі") == ("хіаомі", "xiaomi")  # Cyrillic
    assert letter_variants("さくら") == ("さくら",)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("xiaomi", "group"), ("xiaomigroup", "xiaomi")),
        (("beijing", "lv"), ("beijinglv", "beijinglu", "lv", "lu")),
        (("3m", "group"), ("3mgroup", "sanmgroup")),  # sanm is not pinyin
        (("360", "group"), ("360group", "36ogroup", "sanliulinggroup", "360", "36o", "sanliuling")),
        (("quill", "group"), ("quillgroup",)),
        (("group",), ("group",)),
        (("xiaolong", "li"), ("xiaolongli", "lixiaolong")),
        (("xiaolong", "lv", "ltd"), ("xiaolonglvltd", "xiaolonglultd", "xiaolonglv", "xiaolonglu", "luxiaolong")),
        (("wei", "hua"), ("weihua",)),  # no name of a person: a given name of two syllables is meant
        (("xiaolong", "ford"), ("xiaolongford",)),
        ((), ()),
    ],
)
def test_letters_are_spelled_with_and_without_weak_words(words: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert spelled_letters(words) == found


@pytest.mark.parametrize(
    ("letters", "pinyin", "near"),
    [
        ("tesla", "tesila", True),
        ("adidas", "adidasi", True),
        ("pingduoduo", "pinduoduo", True),
        ("honda", "hongda", False),  # two syllables
        ("pesila", "tesila", False),  # another first letter
        ("tesila", "tesila", False),  # nothing differs
        ("tela", "tesila", False),
    ],
)
def test_pinyin_one_letter_away(letters: str, pinyin: str, near: bool) -> None:
    assert (pinyin in near_pinyin(letters)) is near


@st.composite
def nearly_spelled(draw: st.DrawFn) -> tuple[str, str]:
    """Pinyin, and letters made of it by one edit."""
    pinyin = umlaut_as_u("".join(draw(st.lists(some, min_size=2, max_size=6))))
    at, letter = draw(st.integers(1, len(pinyin))), draw(st.sampled_from("aeghimnosuz"))
    behind = [pinyin[at:], letter + pinyin[at:], pinyin[at + 1 :], letter + pinyin[at + 1 :]]
    return pinyin, pinyin[:at] + draw(st.sampled_from(behind))


@given(nearly_spelled())
@example(("abian", "aian"))
@example(("aaipangdaoa", "aaipangdao"))
@example(("aoao", "aoaoa"))
@example(("nanan", "nanana"))
@example(("tesila", "tesla"))
def test_all_pinyin_one_letter_away_is_found_and_no_other(pair: tuple[str, str]) -> None:
    pinyin, letters = pair
    found = near_pinyin(letters)
    assert (pinyin in found) == (may_be_near(pinyin) and is_near_pinyin(letters, pinyin) and pinyin != letters)
    for text in found:
        assert Levenshtein.distance(text, letters) == 1
        assert most_syllables(text)[-1] >= LEAST_NEAR_SYLLABLES
        assert len(text) <= LONGEST_NEAR
