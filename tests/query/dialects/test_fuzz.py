from __future__ import annotations

import pytest

from benchmarks.fuzz_queries import READERS, Outcome, attempt, run
from benchmarks.queries import CHAINS, OPENINGS, SUFFIXES, Queries
from ipsearch.query.dialects.base import DEEPEST, LONGEST, Misread
from ipsearch.query.dialects.detect import DIALECTS, read, translations
from ipsearch.query.syntax import Term, Wild

STRINGS = 20_000
PARTS = 10


@pytest.mark.untraced
@pytest.mark.parametrize("part", range(PARTS))
def test_any_text_is_read_or_told_to_be_no_query(part: int) -> None:
    queries = Queries(f"test/{part}")
    outcome = run((queries.query() for _ in range(STRINGS // PARTS)), turns=True)
    assert outcome.failures == []
    assert sum(outcome.read.values()) + sum(outcome.misread.values()) == STRINGS // PARTS
    assert all(outcome.read[reader] > 20 for reader in READERS)


def test_the_generator_makes_the_same_texts_from_the_same_seed_and_all_kinds_of_mistakes() -> None:
    first, second, other = Queries(1), Queries(1), Queries(2)
    texts = [first.query() for _ in range(300)]
    assert texts == [second.query() for _ in range(300)]
    assert texts != [other.query() for _ in range(300)]
    outcome = run(texts, turns=True)
    assert len({code for _, code in outcome.misread}) > 12


@pytest.mark.untraced
@pytest.mark.parametrize("reader", READERS)
def test_what_opens_or_chains_without_end_is_read_or_refused(reader: str) -> None:
    outcome = Outcome()
    for part in (*OPENINGS, *CHAINS):
        attempt(reader, part * 300 + "a", outcome)
        attempt(reader, part * (DEEPEST - 1) + "a" + ")" * (DEEPEST - 1), outcome)
    for suffix in SUFFIXES:
        attempt(reader, "a" + suffix * 300, outcome)
        attempt(reader, "(" * 19 + "a" + suffix * 19, outcome)
    assert outcome.failures == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_parentheses_may_be_deep_but_not_without_end(dialect: str) -> None:
    assert translations(read("(" * DEEPEST + "solar" + ")" * DEEPEST, dialect).query)
    with pytest.raises(Misread) as caught:
        read("(" * (DEEPEST + 1) + "solar" + ")" * (DEEPEST + 1), dialect)
    assert (caught.value.problem.code, caught.value.position) == ("query.too_deep", DEEPEST)


@pytest.mark.parametrize(
    ("dialect", "part"),
    [
        ("cql", "ti=a or ti=b and "),
        ("cql", "ti=a or ti=b not "),
        ("cql", "ti=a prox "),
        ("incopat", "not "),
        ("incopat", "a (2w) "),
        ("patsnap", "a $W2 "),
        ("cnipa", "NOT "),
        ("cnipa", "a OR b NOT "),
        ("cnipa", "a W "),
        ("brs", "a ADJ2 "),
        ("simple", "- "),
        ("simple", "a NEAR/1 "),
    ],
)
def test_operators_that_nest_without_parentheses_are_bounded_like_them(dialect: str, part: str) -> None:
    for count in (DEEPEST, 5000):
        outcome = Outcome()
        attempt(dialect, part * count + "a", outcome)
        assert outcome.failures == []
        assert set(outcome.misread) <= {(dialect, "query.too_deep")}
    assert outcome.misread or part == "- "


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_pasted_list_of_thousands_of_numbers_is_one_flat_query(dialect: str) -> None:
    numbers = [f"CN{100_000_000 + i}A" for i in range(6000)]
    opening = {"cql": "pn=(", "incopat": "pn=(", "patsnap": "PN:(", "cnipa": "PN=(", "brs": "(", "simple": "pn:("}
    closing = ").pn." if dialect == "brs" else ")"
    query = read(opening[dialect] + " OR ".join(numbers) + closing, dialect).query
    assert len(query.items) == len(numbers)  # type: ignore[union-attr]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_text_is_refused_by_its_length_before_it_is_read(dialect: str) -> None:
    with pytest.raises(Misread) as caught:
        read("(" * (LONGEST + 1), dialect)
    assert caught.value.problem.code == "query.too_long"


@pytest.mark.untraced
def test_fields_that_multiply_what_is_inside_them_are_bounded() -> None:
    outcome = Outcome()
    attempt("brs", "(" * 5 + "a" + " b).ti,ab." * 5, outcome)
    assert outcome.read["brs"] == 1
    for codes in ("ti,ab", "ti,ab,clm", "ti,ab,clm,spec"):
        attempt("brs", "(" * 18 + "a" + f" b).{codes}." * 18, outcome)
    assert outcome.failures == []
    assert outcome.misread["brs", "query.too_long"] == 3


@pytest.mark.untraced
@pytest.mark.parametrize(("dialect", "suffix"), [("cnipa", "/TI/AB"), ("brs", ".ti,ab.")])
def test_fields_behind_what_is_long_or_deep_are_bounded(dialect: str, suffix: str) -> None:
    outcome = Outcome()
    attempt(dialect, f"(a{' AND b OR c' * 3_000}){suffix}", outcome)
    attempt(dialect, f"{'(a AND ' * 2_000}b{')' * 2_000}{suffix}", outcome)
    attempt(dialect, f"(a{' NOT b' * 3_000}){suffix}", outcome)
    assert outcome.failures == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_long_word_with_a_wildcard_is_written_at_once(dialect: str) -> None:
    """The pattern for words that need no quotes once tried every way to cut such a word: this test did not end."""
    word = ("ONEAR2notSAME2019年5月USprox/distance" * 4, Wild.ANY)
    assert DIALECTS[dialect].render(Term("title", (word,))).text
