"""Rules between Latin parts: when each holds, when it does not, and how much two marks share."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ipsearch.documents.keys import beginnings
from ipsearch.matching.latin import (
    latin_rules,
    latin_score,
    letters_share,
    nearly_same,
    overlaps,
    related_words,
    sequences_share,
    word_similarity,
    words_share,
)
from ipsearch.matching.policy import V1
from ipsearch.matching.side import Side
from ipsearch.matching.statistics import Counts, Statistics
from ipsearch.text.form import form_of
from tests.matching.builders import even
from tests.matching.marks import counts, pairs


def side(mark: str, statistics: Statistics | None = None) -> Side:
    return Side(form_of(mark), statistics or even())


def rules(a: str, b: str) -> set[str]:
    found = latin_rules(side(a), side(b), V1)
    assert found == latin_rules(side(b), side(a), V1)
    return set(found)


@pytest.mark.parametrize(
    ("a", "b", "held"),
    [
        ("小米ROOT", "ROOT", {"same_letters"}),
        ("BURNT", "BUMT", {"same_letters_look"}),
        ("HUAVVEI", "HUAWEI", {"same_letters_look"}),
        ("G00GLE", "GOOGLE", {"same_letters_look", "one_letter"}),
        ("H&M", "HM", {"same_letters"}),
        ("AT&T", "ATT", {"same_letters"}),
        ("ADIDAS", "ABIBAS", {"one_letter"}),  # d is b wherever it stands
        ("ADIDAS", "ABIDAB", {"near_word"}),
        ("ICE SHINE", "ISHINE", {"same_letters_sound"}),
        ("PHONE", "FONE", {"same_letters_sound", "same_word"}),
        ("PHONIX LANE", "STEP FONIX", {"same_word"}),
        ("SEIKO", "SIKO", {"same_letters_sound", "one_letter", "same_word"}),
        ("SAMSUNG", "SUMSUNG", {"same_consonants", "one_letter"}),
        ("GOOGLE", "GOOGEL", {"one_letter"}),
        ("AB", "ABC", {"one_letter"}),
        ("ROOT", "ROOTS", {"one_letter", "same_word", "letters_contained"}),
        ("MYSTERY", "MIXERY", {"near_word"}),
        ("ADIDOS TRADING CO., LTD", "ADIDAS", {"near_word"}),
        ("SAMSANG INTERNATIONAL", "SAMSUNG GROUP", {"near_word"}),
        ("GOLDEN STROK", "STORK", {"near_word"}),
        ("BOSHC TOOLS", "BOSCH", {"near_word"}),  # heard, two letters differ
        ("PUCCI PARIS", "GUCCI", {"near_word"}),
        ("TO GO", "2GO", set()),
        ("RIVER STROK", "CASTLE STORK", set()),  # one word of two each
        ("RUFFLES", "RIFFELS", {"near_word"}),
        ("STOP", "SHIP", set()),  # two letters of four
        ("CANADO", "MENADO", {"letters_overlap"}),  # the first letter is what one remembers
        ("RED BULL", "BULL RED", {"same_word"}),
        ("RUN", "RUNNING", {"same_word"}),
        ("ROOT", "BEETROOT", {"letters_contained"}),
        ("SEATOX", "BOTOX", {"letters_overlap"}),
        ("NIKE", "PUMA", set()),
        ("3M", "3N", set()),  # of two letters one is half the mark
        ("SUN", "SUNDAY", {"letters_overlap"}),  # contained from four letters on
        ("NIKE", "小米", set()),
    ],
)
def test_which_rules_hold(a: str, b: str, held: set[str]) -> None:
    assert rules(a, b) == held


WORD = st.text("abcd", min_size=1, max_size=10)


@given(WORD, st.lists(st.tuples(st.integers(0, 10), st.sampled_from(["", "a", "b", "ax", "swap"])), max_size=2))
@example("abcdefg", [(6, "swap")])
@example("abcdefg", [(1, "xx"), (1, "yy")])
def test_words_that_are_nearly_the_same_share_a_beginning(word: str, edits: list[tuple[int, str]]) -> None:
    other = word
    for at, text in edits:
        swapped = other[at + 1 : at + 2] + other[at : at + 1]
        other = other[:at] + (swapped + other[at + 2 :] if text == "swap" else text + other[at + 1 :])
    if nearly_same(word, other):
        assert not set(beginnings(word)).isdisjoint(beginnings(other))


def test_what_nearly_the_same_words_are() -> None:
    assert nearly_same("adidas", "abibas")
    assert nearly_same("dior", "diar")
    assert nearly_same("dior", "dioor")
    assert not nearly_same("dior", "dino")
    assert nearly_same("rufls", "rifels")
    assert not nearly_same("stork", "skirt")
    assert nearly_same("mikrosoftwer", "mikrasoftwor")
    assert not nearly_same("mikrosoft", "mikrasifd")
    assert not nearly_same("", "")


def test_a_weak_word_is_shared_by_no_one() -> None:
    assert "same_word" not in rules("QUILL LTD", "MAPLE LTD")
    assert "same_word" in rules("LTD", "LTD CO")  # unless all are weak


def test_only_the_beginning_of_long_letters_is_searched() -> None:
    assert "letters_contained" in rules("root", "q" * 60 + "root")
    assert "letters_contained" not in rules("root", "q" * 61 + "root")


def test_overlap_needs_two_sequences_and_enough_weight() -> None:
    assert not overlaps(side("ab"), side("abxyz"), V1)  # only the beginning
    assert overlaps(side("bond"), side("bonk"), V1)
    frequent = Statistics(Counts(latin_marks=3000, trigrams={"^bo": 2900, "bon": 2900}))
    assert not overlaps(side("bond", frequent), side("bonk", frequent), V1)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ("root", "root", 1.0, 1.0),
        ("root", "roots", 0.97, 0.97),
        ("bull", "cow", 0.85, 0.85),  # one idea
        ("phone", "fone", 0.9, 0.96),
        ("g00gle", "google", 0.94, 0.96),
        ("root", "xyz", 0.0, 0.1),
    ],
)
def test_how_alike_two_words_are(a: str, b: str, low: float, high: float) -> None:
    assert low <= word_similarity(a, b) <= high
    assert word_similarity(a, b) == word_similarity(b, a)


def test_related_ideas() -> None:
    assert related_words("king", "queen")
    assert not related_words("king", "table")


def test_words_count_in_any_order_and_weak_ones_little() -> None:
    assert words_share(side("RED BULL"), side("BULL RED")) == 1.0
    assert words_share(side("QUILL LTD"), side("QUILL")) > words_share(side("QUILL MAPLE"), side("QUILL"))
    known = Statistics(Counts(latin_marks=5000, words={"golden": 4000}))
    whole = side("GOLDEN STORK", known)
    assert words_share(side("STORK", known), whole) > words_share(side("GOLDEN", known), whole)


def test_who_makes_the_goods_counts_little_beside_what_they_are_called() -> None:
    made = side("QUILL BY OAK MAPLE")
    assert words_share(made, side("QUILL")) > words_share(side("QUILL OAK MAPLE"), side("QUILL"))
    assert words_share(made, side("OAK MAPLE")) == words_share(side("OAK MAPLE"), made)
    assert words_share(made, side("OAK MAPLE")) >= words_share(side("QUILL BYE OAK MAPLE"), side("OAK MAPLE"))
    assert words_share(side("QUILL BY"), side("QUILL")) == words_share(side("QUILL OF"), side("QUILL"))


def test_letters_and_sequences_in_common() -> None:
    assert letters_share(side("TRUCOOL"), side("TURCOOL"), V1) == pytest.approx(12 / 14)
    assert letters_share(side("TRUCOOL CO., LTD"), side("TURCOOL"), V1) == 0.8
    assert sequences_share(side("ABC"), side("XYZ")) == 0.0
    assert sequences_share(side("ABC"), side("ABC")) == pytest.approx(1.0)
    assert sequences_share(side("SEATOX"), side("BOTOX")) == pytest.approx(2 / (6 * 5) ** 0.5)  # tox, ox$


@given(pairs, counts)
@settings(max_examples=300, deadline=None)
def test_scores_are_symmetric_shares_and_floors_hold(pair: tuple[str, str], known: Counts) -> None:
    a, b = (side(m, Statistics(known)) for m in pair)
    held = latin_rules(a, b, V1)
    assert held == latin_rules(b, a, V1)
    if not held:
        return
    score = latin_score(a, b, held, V1)
    assert score == pytest.approx(latin_score(b, a, held, V1))
    assert 0 <= score <= 1
    assert score >= max(V1.floors.get(r, 0.0) for r in held)
    assert (score == 1) == (held == ("same_letters",))
