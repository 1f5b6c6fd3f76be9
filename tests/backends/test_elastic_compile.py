"""The query DSL that trees become: its shapes, its limits, and that nothing expensive or foreign is ever in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from cases import QUERIES
from hypothesis import given
from hypothesis import strategies as st

from ipsearch.backends.elastic.compile import DEEPEST, MOST_TERMS, compile_query
from ipsearch.backends.elastic.pack import LONGEST_WORD, text_token
from ipsearch.errors import EngineError
from ipsearch.query.ast import (
    And,
    AtLeast,
    Everything,
    Exists,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Range,
    Terms,
)
from mappings.loader import load

MAPPING = load("trademark")
ALL, NONE = {"match_all": {}}, {"match_none": {}}
A, B = Terms("exact", ("a",)), Terms("classes", ("09", "35"))
A_DSL: dict[str, Any] = {"term": {"exact": {"value": "a"}}}
B_DSL: dict[str, Any] = {"terms": {"classes": ["09", "35"]}}
NOT_EXPENSIVE = {"bool", "match_all", "match_none", "term", "terms", "match_phrase", "range", "exists"}


def compiled(query: Node, tokens: tuple[str, ...] = ()) -> dict[str, Any]:
    (inner,) = compile_query(query, MAPPING, lambda *_: tokens)["bool"]["filter"]
    return dict(inner)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Everything(), ALL),
        (Nothing(), NONE),
        (A, A_DSL),
        (B, B_DSL),
        (Terms("exact", ()), NONE),
        (Terms("exact", ("a", "a", "\udcff", "", "x y", "a ")), A_DSL),
        (Terms("exact", ("字" * 10_923,)), NONE),
        (Phrase("chars", ()), NONE),
        (Phrase("chars", ("小",)), {"term": {"chars": {"value": "小"}}}),
        (Phrase("chars", ("小", "米")), {"match_phrase": {"chars": {"query": "小 米"}}}),
        (Phrase("chars", ("小", "米 粉")), NONE),
        (Phrase("chars", ("小", "")), NONE),
        (Prefix("exact", ""), {"exists": {"field": "exact"}}),
        (Prefix("exact", "\udcff"), NONE),
        (Range("expiry_date", 1, 2), {"range": {"expiry_date": {"gte": 1, "lte": 2}}}),
        (Range("expiry_date", None, 2), {"range": {"expiry_date": {"lte": 2}}}),
        (Range("expiry_date", -(10**30), 10**30), {"exists": {"field": "expiry_date"}}),
        (Range("expiry_date", 2**63), NONE),
        (Range("expiry_date", None, -(2**63) - 1), NONE),
        (Exists("id"), ALL),
        (Exists("groups"), {"exists": {"field": "groups"}}),
        (Not(A), {"bool": {"must_not": [A_DSL]}}),
        (And(()), ALL),
        (And((A, Not(B))), {"bool": {"filter": [A_DSL], "must_not": [B_DSL]}}),
        (And((A, And((B, And((A,)))))), {"bool": {"filter": [A_DSL, B_DSL, A_DSL]}}),
        (Or(()), NONE),
        (Or((A, Or((B,)))), {"bool": {"should": [A_DSL, B_DSL], "minimum_should_match": 1}}),
        (AtLeast(0, (A,)), ALL),
        (AtLeast(3, (A, B)), NONE),
        (AtLeast(2, (A, A, B)), {"bool": {"should": [A_DSL, A_DSL, B_DSL], "minimum_should_match": 2}}),
    ],
)
def test_a_node_becomes_a_filter(query: Node, expected: dict[str, Any]) -> None:
    assert compiled(query) == expected


def test_a_prefix_becomes_the_tokens_that_begin_with_it() -> None:
    assert compiled(Prefix("exact", "a"), ("a", "ab")) == {"terms": {"exact": ["a", "ab"]}}
    assert compiled(Prefix("exact", "a"), ()) == NONE


def test_more_values_than_a_query_takes_are_several_queries() -> None:
    values = tuple(f"k{i}" for i in range(MOST_TERMS + 1))
    first, second = compiled(Terms("exact", values))["bool"]["should"]
    assert (first["terms"]["exact"], second) == (list(values[:-1]), {"term": {"exact": {"value": values[-1]}}})


@pytest.mark.parametrize("token", ["字" * 256, "a" * 4000, "𠮷" * 128])
def test_a_long_token_of_text_is_asked_as_it_is_stored(token: str) -> None:
    stored = text_token(token)
    assert len(stored.encode("utf-16-le")) // 2 <= LONGEST_WORD
    assert stored.split() == [stored]
    assert compiled(Terms("chars", (token,))) == {"term": {"chars": {"value": stored}}}
    assert compiled(Phrase("chars", ("小", token))) == {"match_phrase": {"chars": {"query": f"小 {stored}"}}}
    assert compiled(Terms("exact", (token,))) == {"term": {"exact": {"value": token}}}
    assert len({text_token(other) for other in (token, token + "a", token[:-1] + "b", "z" + token)}) == 4


@pytest.mark.parametrize("token", ["", "a", "字" * 255, "𠮷" * 127 + "a"])
def test_a_token_that_fits_is_stored_as_it_is(token: str) -> None:
    assert text_token(token) == token


def test_a_deep_tree_is_refused_and_a_long_chain_of_one_kind_is_not_deep() -> None:
    def nested(depth: int) -> Node:
        node: Node = A
        for _ in range(depth - 1):
            node = Not(node)
        return node

    compiled(nested(DEEPEST))
    with pytest.raises(EngineError) as raised:
        compiled(nested(DEEPEST + 1))
    assert raised.value.problem.code == "engine.complex"
    chain: Node = A
    for _ in range(300):
        chain = And((B, chain))
    assert compiled(chain)["bool"]["filter"] == [B_DSL] * 300 + [A_DSL]


def kinds(query: dict[str, Any]) -> Iterator[str]:
    """Every kind of query in it."""
    for kind, inside in query.items():
        yield kind
        if kind == "bool":
            for clauses in (inside.get(name, ()) for name in ("filter", "should", "must_not")):
                for clause in clauses:
                    yield from kinds(clause)


@given(QUERIES, st.lists(st.text(), max_size=3).map(tuple))
def test_no_tree_becomes_an_expensive_query_or_one_that_is_scored(query: Node, tokens: tuple[str, ...]) -> None:
    made = compile_query(query, MAPPING, lambda *_: tokens)
    assert set(kinds(made)) <= NOT_EXPENSIVE
    assert set(made) == {"bool"}
    assert set(made["bool"]) == {"filter"}
