from __future__ import annotations

import pytest
from hypothesis import given, settings

from ipsearch.query.dialects.detect import DIALECTS, canonical, read, translations
from ipsearch.query.syntax import Query
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


def test_most_real_queries_can_be_said_in_the_dialect_they_come_from() -> None:
    for dialect, module in DIALECTS.items():
        own = [read(case.q, dialect).query for case in READ if case.dialect == dialect]
        said = [query for query in own if not module.render(query).losses]
        assert len(said) > 0.9 * len(own), dialect
