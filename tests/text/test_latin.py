"""How Latin words look and sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipsearch.text.latin import consonants, latin_double, look, read_aloud, respell, respelled, shapes, stem, trigrams

words = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)


@pytest.mark.parametrize(
    "alike",
    [
        ("quik", "kwik", "quick"), ("vibe", "vybe"), ("cato", "kato"), ("phone", "fone"), ("lite", "light"),
        ("night", "nite", "knight"), ("write", "rite"), ("xerox", "serox"), ("psycho", "sycho"), ("judge", "gud"),
        ("kleen", "clean"), ("seiko", "siko"), ("boost", "bust"), ("zara", "sara"), ("match", "mach"), ("ttoo", "tu"),
    ],
    ids=lambda p: p[0],
)  # fmt: skip
def test_what_sounds_alike_is_spelled_alike(alike: tuple[str, ...]) -> None:
    assert len({respell(w) for w in alike}) == 1


@pytest.mark.parametrize(("a", "b"), [("bat", "bet"), ("root", "boot"), ("ship", "chip"), ("gate", "date")])
def test_what_sounds_otherwise_is_not(a: str, b: str) -> None:
    assert respell(a) != respell(b)


def test_silent_letters_alone_are_spelled_out() -> None:
    assert respell("gh") == "gh"
    assert respell("high") == respell("hi")


@pytest.mark.parametrize(
    ("a", "b"),
    [("qq", "c"), ("z", "s"), ("kfc", "kfk"), ("aaa", "a"), ("100", "10"), ("a100", "a10"), ("99", "999"), ("y", "i")],
)
def test_what_is_said_letter_by_letter_sounds_like_itself_only(a: str, b: str) -> None:
    assert respell(a) != respell(b)


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        (("ice", "shine"), "isin"), (("quill", "ltd"), "kwiltd"), (("a", "a", "a"), "aaa"), (("b", "b"), "bb"),
        (("7", "77"), "777"), (("u2", "2"), "u22"), ((), ""),
    ],
)  # fmt: skip
def test_a_letter_doubled_at_a_seam_of_words_is_one(words: tuple[str, ...], heard: str) -> None:
    assert respelled(words) == heard


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4u", "for you"), ("4 u", "for you"), ("just 4 u", "just for you"), ("just4u", "just for you"),
        ("4you", "for you"), ("4ever young", "forever young"), ("fit4less", "fit for less"),
        ("food 4 less", "food for less"), ("good 2 go", "good to go"), ("good2go", "good to go"), ("2day", "today"),
        ("2night", "tonight"), ("b4", "before"), ("gr8", "great"), ("sk8", "skate"), ("sk8er", "skater"),
        ("str8 edge", "straight edge"), ("k 9", "canine"), ("i love u", "i love you"), ("just for u", "just for you"),
        ("toys r us", "toys are us"), ("pick n pay", "pick and pay"),
    ],
)  # fmt: skip
def test_digits_and_letters_that_stand_for_words_are_said(text: str, said: str) -> None:
    assert read_aloud(text) == said
    assert respelled(tuple(text.split())) == respelled(tuple(said.split()))


@pytest.mark.parametrize(
    "text",
    [
        "u", "r", "m8", "b44", "24h", "2 days", "4 seasons", "o2", "tele2", "super 8", "u mobile", "hyper u", "audi r8",
        "mp4", "24 7 fitness", "box 24 7", "3m", "7up", "p n g", "4 fingers", "2degrees", "great", "中4国", "",
    ],
)  # fmt: skip
def test_numbers_sizes_models_and_initials_are_no_words(text: str) -> None:
    assert read_aloud(text) == text


@given(words)
def test_one_word_sounds_the_same_alone_and_as_a_mark(word: str) -> None:
    assert respell(word) == respelled((word,))


def test_consonants_and_where_vowels_stand() -> None:
    assert consonants("siko") == consonants("seko") == "s.k."


@given(words)
def test_a_word_never_falls_silent(word: str) -> None:
    assert respell(word)
    assert respell(word) == respell(word).lower()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("huavvei", "huawei"), ("g00gle", "google"), ("burnt", "bumt"), ("paypa1", "paypal"), ("cloud", "doud"),
        ("5ony", "sony"), ("8oss", "boss"), ("аррӏе", "apple"), ("νοgυε", "vogue"),
        ("ΝΙΚΕ", "nike"), ("ΤΟΥΟΤΑ", "toyota"), ("ΝΥΧ", "nyx"), ("ΗΜ", "hm"), ("ΒΜW", "bmw"), ("ΟΜΕGΑ", "omega"),
        ("ҮАНОО", "yahoo"), ("ԌUССI", "gucci"), ("SΛMSUNG", "samsung"), ("KOЯN", "korn"),
    ],
)  # fmt: skip
def test_what_looks_alike_shares_a_shape(a: str, b: str) -> None:
    assert not set(shapes(a.casefold())).isdisjoint(shapes(b))


@pytest.mark.parametrize(("a", "b"), [("root", "boot"), ("ΝΙΚΕ", "vike"), ("ΗΜ", "nm")])
def test_what_looks_otherwise_does_not(a: str, b: str) -> None:
    assert look(a.casefold()) != look(b)


@pytest.mark.parametrize(
    ("word", "double"),
    [("ΝΙΚΕ", "nike"), ("ҮАНОО", "yahoo"), ("nike", ""), ("ΦΩΣ", ""), ("МАЯК", ""), ("компания", ""), ("小米", "")],
)
def test_the_latin_word_that_capitals_look_like(word: str, double: str) -> None:
    assert latin_double(word.casefold()) == double


def test_a_latin_word_has_one_shape() -> None:
    assert shapes("nike") == (look("nike"),)
    assert len(shapes("νικη")) == 2  # NIKH in capitals, vikn in small letters


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("roots", "root"), ("running", "run"), ("redefined", "redefin"), ("redefining", "redefin"), ("babies", "babi"),
        ("bus", "bus"),  # three letters are left alone
        ("小米", "小米"), ("компании", "компании"),
    ],
)  # fmt: skip
def test_stems(word: str, found: str) -> None:
    assert stem(word) == found


def test_sequences_of_three_letters() -> None:
    assert trigrams("cat") == {"^ca", "cat", "at$"}
    assert trigrams("a") == {"^a$"}
    assert trigrams("aaaa") == {"^aa", "aaa", "aa$"}
    assert trigrams("") == frozenset()


@given(words)
def test_a_word_has_as_many_sequences_as_letters_at_most(word: str) -> None:
    assert 1 <= len(trigrams(word)) <= len(word)


def test_a_letter_doubled_at_a_seam_is_one() -> None:
    assert respelled(("ice", "shine")) == respelled(("ishine",)) != respelled(("shine",))


@pytest.mark.parametrize(
    ("word", "is_"),
    [("international", "internat"), ("universal", "universal"), ("organic", "organic"), ("emergency", "emergenc")],
)
def test_stems_are_those_of_the_release_that_indexes_were_made_with(word: str, is_: str) -> None:
    # Releases before 3.1 have others: another release is another ANALYSIS_VERSION.
    assert stem(word) == is_
