"""Numbers in digits and in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipsearch.text.numerals import by_value, number_spellings, number_word

numerals = st.text("0129零〇一二两三九十百千廿卅", min_size=1, max_size=6)
texts = st.builds("".join, st.lists(numerals | st.text("岚里号", max_size=2), max_size=4))


@pytest.mark.parametrize(
    ("digits", "word"),
    [("7", "七"), ("10", "十"), ("15", "十五"), ("88", "八十八"), ("100", "一百"), ("101", "一百零一"),
     ("110", "一百一十"), ("2000", "二千"), ("2008", "二千零八"), ("2080", "二千零八十"), ("9999", "九千九百九十九")],
)  # fmt: skip
def test_number_words(digits: str, word: str) -> None:
    assert number_word(digits) == word


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("50岚", "五十岚"),
        ("12生肖", "一十二生肖"),
        ("1000里马", "千里马"),
        ("100年润发", "百年润发"),
        ("1024", "一千〇二十四"),
        ("200", "两百"),
        ("3只松鼠", "三只松鼠"),
        ("1号店36计", "一号店三十六计"),
        ("廿四味", "二十四味"),  # as old shops write it
        ("卅年", "30年"),
        ("一百廿五", "125"),
    ],
)
def test_the_same_number(a: str, b: str) -> None:
    assert by_value(a) == by_value(b) != ""


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("90后", "九零后"),
        ("11", "一一"),
        ("007", "七"),
        ("2两", "22"),
        ("3千", "3000"),
        ("20000", "两万"),
        ("廿十", "20"),
        ("水", "木"),
    ],
)
def test_other_numbers_or_none(a: str, b: str) -> None:
    assert by_value(a) != by_value(b) or by_value(a) == ""


def test_a_very_long_number_is_none_that_has_a_word() -> None:
    assert number_spellings("9" * 5000) == number_spellings("千" * 5000) == ()


@given(texts)
def test_every_spelling_has_the_same_spellings(text: str) -> None:
    found = number_spellings(text)
    assert not found or found[0] == text
    for other in found:
        assert set(number_spellings(other)) == set(found)
        assert by_value(other) == by_value(text)


@given(st.integers(1, 9999))
def test_digits_and_the_number_word_are_one_number(value: int) -> None:
    assert number_word(str(value)) in number_spellings(str(value))
