from __future__ import annotations

import pytest
from hypothesis import given, settings

from benchmarks.queries import Queries
from ipsearch.query.dialects.base import Misread
from ipsearch.query.dialects.detect import DIALECTS, canonical, read, translations
from ipsearch.query.syntax import Like, Query
from tests.query.dialects.test_cases import READ, Case, name
from tests.query.dialects.trees import leaves, plain_queries, queries


def says_the_same(dialect: str, query: Query) -> bool:
    """Whether the dialect can say the query; if so, it reads it as the same."""
    rendering = DIALECTS[dialect].render(query)
    assert rendering.dialect == dialect
    assert rendering.text.strip()
    if not rendering.losses:
        assert DIALECTS[dialect].parse(rendering.text).query == query
    for loss in rendering.losses:
        assert loss.text("zh") != loss.text("en")
    return not rendering.losses


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=100, deadline=None)
@given(query=leaves)
def test_what_a_dialect_can_say_of_one_condition_it_reads_as_the_same(dialect: str, query: Query) -> None:
    says_the_same(dialect, query)


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=40, deadline=None)
@given(query=queries)
def test_what_a_dialect_can_say_it_reads_as_the_same(dialect: str, query: Query) -> None:
    says_the_same(dialect, query)


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=40, deadline=None)
@given(query=plain_queries)
def test_every_dialect_says_words_phrases_dates_classes_numbers_joined_in_any_way(dialect: str, query: Query) -> None:
    assert says_the_same(dialect, query)


@settings(max_examples=40, deadline=None)
@given(query=queries)
def test_every_query_is_written_in_every_dialect_and_shown_in_the_best(query: Query) -> None:
    found = translations(query)
    assert list(found) == list(DIALECTS)
    fewest = min(len(rendering.losses) for rendering in found.values())
    assert canonical(query) in {one.text for one in found.values() if len(one.losses) == fewest}


@pytest.mark.parametrize("case", READ, ids=name)
def test_a_real_query_survives_every_translation_that_loses_nothing(case: Case) -> None:
    query = read(case.q, case.dialect).query
    for dialect in DIALECTS:
        says_the_same(dialect, query)


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("ipc=[A", "cnipa"),  # a class that is none is kept as typed: here a bracket that opens nothing
        ("cpc= ADJ3", "simple"),  # the same, an operator in one dialect
        ("cpc= .ti.", "simple"),  # a field behind in one
        ("ipc=PA/H01M10/05", "cql"),  # a field before in one
        ("ipc:F", "simple"),  # a class that is one, and an operator in two
        ("cpc=/low H0'", "cql"),
        ("cl=09-01", "cql"),  # behind cl another dialect has words of the claims
        ("220n OR 3a", "simple"),  # (220n) is a distance where a value stands in parentheses
        ("٣n", "simple"),
        ("a\u200b# b", "brs"),  # what has no width, between a letter and a sign that is left out
        ("pn:CN102025678A\u200b|a", "simple"),
    ],
)
def test_what_one_dialect_takes_for_a_sign_is_a_word_in_none(text: str, dialect: str) -> None:
    query = read(text, dialect).query
    assert [says_the_same(name, query) for name in DIALECTS].count(True) > 2


@pytest.mark.parametrize("dialect", DIALECTS)
def test_whatever_is_read_survives_every_translation_that_loses_nothing(dialect: str) -> None:
    texts, found = Queries(f"translated/{dialect}"), 0
    for _ in range(400):
        try:
            query = read(texts.query(), dialect).query
        except Misread:
            continue
        found += sum([says_the_same(name, query) for name in DIALECTS])
    assert found > 100


def test_a_text_to_be_like_is_read_in_plain_signs_as_every_other() -> None:
    query = read("R=(一种空调（制冷），包括ＡＢ)", "incopat").query
    assert query == Like("一种空调(制冷),包括AB")
    assert says_the_same("incopat", query)


def test_most_real_queries_can_be_said_in_the_dialect_they_come_from() -> None:
    for dialect, module in DIALECTS.items():
        own = [read(case.q, dialect).query for case in READ if case.dialect == dialect]
        said = [query for query in own if not module.render(query).losses]
        assert len(said) > 0.9 * len(own), dialect
