"""Weights come from the register: rare elements weigh more, and counting may be interrupted or shared out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ipsearch.matching.statistics import RARE_LEAST, TELLING_LEAST, Counts, Statistics, Tally
from ipsearch.text.form import form_of
from tests.matching.marks import marks

NAMES = ["小米", "小米科技", "大米", "RED ROOTS", "red bull", "华为HUAWEI"]


def tally(names: list[str]) -> Tally:
    counted = Tally()
    counted.add(form_of(n) for n in names)
    return counted


def test_what_is_counted() -> None:
    counts = tally(NAMES).state()
    assert (counts.han_marks, counts.latin_marks) == (4, 3)
    assert counts.characters == {"小": 2, "米": 3, "科": 1, "技": 1, "大": 1, "华": 1, "为": 1}
    assert counts.words == {"root": 1, "red": 2, "bull": 1, "huawei": 1}  # by stem
    assert counts.trigrams["^re"] == 2
    assert counts.grams["小米"] == 2


def test_an_element_repeated_in_one_mark_counts_once() -> None:
    counts = tally(["娃哈哈哈哈", "TOTOTO TOTOTO"]).state()
    assert counts.characters["哈"] == 1
    assert counts.grams["哈哈"] == 1
    assert counts.words["tototo"] == 1
    assert counts.trigrams["oto"] == 1


def test_what_is_kept_with_a_generation() -> None:
    counts = tally([*NAMES, *["小米"] * (RARE_LEAST - 2)]).counts()
    assert counts.words == {"red": 2}  # a count of 1 weighs like none
    assert "^bu" not in counts.trigrams
    assert counts.grams == {}  # 100 marks have 小米: still rare
    assert tally(["小米"] * (RARE_LEAST + 1)).counts().grams == {"小米": RARE_LEAST + 1}


@given(st.lists(marks, max_size=8), st.lists(marks, max_size=8))
@settings(deadline=None)
def test_counting_on_after_an_interruption_is_counting(first: list[str], second: list[str]) -> None:
    whole = tally(first + second)
    resumed = Tally(tally(first).state())
    resumed.add(form_of(n) for n in second)
    assert resumed.state() == whole.state()
    assert resumed.to_bytes() == whole.to_bytes()


@given(st.lists(marks, max_size=8))
@settings(deadline=None)
def test_stored_and_read_again_they_weigh_the_same(names: list[str]) -> None:
    counted = tally(names)
    read = Statistics.from_bytes(counted.to_bytes())
    assert read.counts == counted.counts()


def test_memory_is_bounded() -> None:
    counted = Tally(largest_table=5)
    counted.add(map(form_of, ["小米", "小米", "甲乙丙丁戊己"]))
    assert counted.state().characters == {"小": 2, "米": 2}


def test_weights_fall_with_frequency_between_the_bounds() -> None:
    known = Statistics(Counts(han_marks=50_000, characters={"大": 50_000, "龙": 500, "麒": 1}))
    assert known.character("大") == 0.05
    assert 0.05 < known.character("龙") < known.character("麒") < known.character("饕") == 1.0


def test_even_without_a_register() -> None:
    even = Statistics.from_bytes(b"")
    assert even.character("大") == even.word("the") == even.trigram("^th") == 1.0
    assert even.is_rare("大众")
    assert even.is_telling("大")


def test_a_word_weighs_by_its_stem() -> None:
    known = Statistics(Counts(latin_marks=5000, words={"root": 900}))
    assert known.word("roots") == known.word("root") < known.word("quillford")


def test_telling_and_rare_depend_on_the_size_of_the_register() -> None:
    small = Statistics(Counts(han_marks=1000, characters={"大": TELLING_LEAST, "小": TELLING_LEAST + 1}))
    assert small.is_telling("大")
    assert not small.is_telling("小")
    large = Statistics(Counts(han_marks=45_000_000, characters={"大": 45_000, "小": 45_001}))
    assert large.is_telling("大")
    assert not large.is_telling("小")


def test_the_order_of_a_set_does_not_change_a_sum() -> None:
    known = Statistics(Counts(latin_marks=9000, trigrams={"abc": 7, "bcd": 70, "cde": 700, "def": 2}))
    sequences = ["abc", "bcd", "cde", "def", "efg"]
    assert known.squared(sequences) == known.squared(sequences[::-1])
