"""Wade-Giles and pinyin, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipsearch.text.pinyin import pinyin_syllables
from ipsearch.text.wade import read_as_wade, spelled_in_wade

names = st.lists(st.sampled_from(sorted(pinyin_syllables())), min_size=1, max_size=5).map("".join)


@pytest.mark.parametrize(
    ("pinyin", "letters"),
    [
        ("datong", "tatung"),
        ("tongrentang", "tungjentang"),
        ("dingxin", "tinghsin"),
        ("zhonghua", "chunghwa"),
        ("zhonghua", "chunghua"),
        ("daodejing", "taoteching"),
        ("laozi", "laotzu"),
        ("zhiwang", "chihwang"),
        ("beijing", "peiching"),
        ("xian", "hsian"),
    ],
)
def test_names_that_are_spelled_so(pinyin: str, letters: str) -> None:
    assert letters in spelled_in_wade(pinyin)
    assert pinyin in read_as_wade(letters)


@pytest.mark.parametrize("letters", ["pita", "taichi", "toto", "sung", "nike", "tungtungtungtungtung", "", "天"])
def test_letters_that_are_no_such_name(letters: str) -> None:
    assert read_as_wade(letters) == ()


@given(names)
def test_each_way_undoes_the_other(pinyin: str) -> None:
    for letters in spelled_in_wade(pinyin):
        assert pinyin in read_as_wade(letters)
        for other in read_as_wade(letters):
            assert letters in spelled_in_wade(other)
