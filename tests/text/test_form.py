"""A mark taken apart: Han characters with the digits beside them, words, core."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipsearch.text.form import form_of, word_keys
from ipsearch.text.normal import normalise
from tests.matching.marks import marks


@pytest.mark.parametrize(
    ("mark", "han", "words", "core"),
    [
        ("小米", "小米", (), "小米"),
        ("水云轩", "水云轩", (), "水云"),
        ("RED BULL", "", ("red", "bull"), ""),
        ("华为HUAWEI", "华为", ("huawei",), "华为"),
        ("HUAWEI华为", "华为", ("huawei",), "华为"),
        ("HUAWEI 华为 P50 Pro", "华为", ("huawei", "p50", "pro"), "华为"),
        ("小mi", "小", ("mi",), "小"),
        ("mi小", "小", ("mi",), "小"),
        ("58同城", "58同城", (), "58同"),
        ("同城58", "同城58", (), "同城58"),
        ("1号店", "1号店", (), "1号"),
        ("5i5j", "", ("5i5j",), ""),
        ("7-ELEVEN", "", ("7", "eleven"), ""),
        ("711", "", ("711",), ""),
        ("H&M", "", ("h", "m"), ""),
        ("AT&T", "", ("at", "t"), ""),
        ("A&B文化", "", ("a", "b"), ""),
        ("ROCK AND ROLL", "", ("rock", "and", "roll"), ""),  # no initials
        ("AND", "", ("and",), ""),
        ("삼성 전자", "", ("삼성", "전자"), ""),
        ("ソニー", "", ("ソニー",), ""),
        ("松下パナ", "松下", ("パナ",), "松下"),
        ("", "", (), ""),
    ],
)
def test_the_parts(mark: str, han: str, words: tuple[str, ...], core: str) -> None:
    form = form_of(mark)
    assert (form.han, form.words, form.core) == (han, words, core)
    assert form.letters == "".join(words)


def test_the_text_and_the_same_without_spaces() -> None:
    form = form_of("Häagen-Dazs 冰淇淋")
    assert (form.text, form.compact) == ("haagen dazs冰淇淋", "haagendazs冰淇淋")


def test_classes_tell_which_names_are_generic() -> None:
    assert form_of("长城葡萄酒", (33,)).core == "长城"
    assert form_of("长城葡萄酒", (9,)).core == "长城葡萄酒"


def test_aspects_are_the_han_part_and_its_core_if_it_has_one() -> None:
    assert form_of("小米").aspects == ("小米",)
    assert form_of("红太阳").aspects == ("红太阳", "太阳")
    assert form_of("RED").aspects == ()


@given(st.text() | marks)
@example("A&A⺂")
def test_nothing_of_the_normal_form_is_lost(mark: str) -> None:
    form = form_of(mark)
    assert form.text == normalise(mark)
    left_out = Counter(form.compact) - Counter(form.han + form.letters)
    assert Counter(form.han + form.letters) <= Counter(form.compact)
    # The name of a firm beside the other part, or "and" beside initials.
    assert not left_out or bool(form.han) != bool(form.letters) or left_out == Counter("and" * left_out["d"])
    assert form.core in form.han
    assert bool(form.core) == bool(form.han)
    assert " " not in form.compact


@given(st.text() | marks)
def test_a_form_is_that_of_its_own_text(mark: str) -> None:
    form = form_of(mark)
    assert form_of(form.text) == form


def test_a_part_that_only_names_a_firm_is_no_part_of_its_own() -> None:
    assert (form_of("KROPKA集团").han, form_of("KROPKA集团").letters) == ("", "kropka")
    assert (form_of("翔麟 Inc").han, form_of("翔麟 Inc").letters) == ("翔麟", "")
    assert (form_of("CC直播").han, form_of("CC直播").letters) == ("直播", "cc")  # initials
    assert (form_of("小米ROOT").han, form_of("小米ROOT").letters) == ("小米", "root")  # millet, but no firm
    assert (form_of("集团 Ltd").han, form_of("集团 Ltd").letters) == ("集团", "ltd")  # nothing else is left
    assert form_of("KROPKA集团").compact == "kropka集团"


def test_the_words_as_they_sound_and_as_they_are_keyed() -> None:
    form = form_of("Quill Shining Ltd")
    assert form.spelled == "kwilsiningltd"
    assert form.word_keys == ("quill", "~kwil", "shine", "~sin")


def test_words_are_keyed_without_the_weak_ones() -> None:
    assert "ltd" not in word_keys(("quill", "ltd"))
    assert word_keys(("roots",))[0] == word_keys(("root",))[0] == "root"
    assert word_keys(("ltd",)) == ("ltd", "~ltd")


def test_a_number_is_not_all_that_is_distinctive() -> None:
    assert "lux" in word_keys(("lux", "1991"))  # lux is weak beside any other word
    assert "lux" not in word_keys(("lux", "quill"))
    assert {"quill", "quill52"} <= set(word_keys(("quill52",)))
    assert "qu" not in word_keys(("qu52",))
    assert word_keys(("52",)) == ("52", "~52")


def test_words_in_greek_capitals_are_keyed_as_the_latin_ones_too() -> None:
    assert {"nike", "~nik"} <= set(form_of("ΝΙΚΕ SPORT").word_keys)
    assert "the" not in form_of("ΤΗΕ ΝΙΚΕ").word_keys  # weak, however it is written
