"""Arrangements of a span expression: exactly its spans, told as tokens, as long as they are few."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipsearch.query.spans import Either, Near, Sequence, Span, Word, arrangements, spans

WORDS = st.builds(Word, st.lists(st.sampled_from("abc"), max_size=2).map(tuple))
SPANS: st.SearchStrategy[Span] = st.recursive(
    WORDS | st.builds(Sequence, st.lists(WORDS, max_size=2).map(tuple)),
    lambda inner: (
        st.builds(Either, st.lists(inner, max_size=2).map(tuple))
        | st.builds(Near, inner, inner, st.integers(0, 2), st.integers(0, 3), st.booleans())
    ),
    max_leaves=3,
)
TEXTS = st.lists(st.sampled_from("abcx"), max_size=12)


def standing(found: tuple[tuple[str, ...], ...], tokens: list[str]) -> set[tuple[int, int]]:
    """Where one of the arrangements stands."""
    return {
        (start, start + len(one))
        for one in found
        for start in range(len(tokens) - len(one) + 1)
        if all(wanted in ("", token) for wanted, token in zip(one, tokens[start:], strict=False))
    }


@given(SPANS, TEXTS)
def test_they_stand_where_the_expression_has_its_spans(span: Span, tokens: list[str]) -> None:
    found = arrangements(span, 1_000_000)
    assert found is not None
    assert len(found) == len(set(found))
    assert standing(found, tokens) == spans(span, tokens)


A, B, AB = Word(("a",)), Word(("b",)), Word(("a", "b"))


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Word(("a", "b", "a")), [("a",), ("b",)]),
        (Sequence((AB, B)), [("a", "b"), ("b", "b")]),
        (Sequence(()), []),
        (Either((Sequence((A, B)), AB)), [("a", "b"), ("a",), ("b",)]),
        (Near(A, B, 0, 1, ordered=True), [("a", "b"), ("a", "", "b")]),
        (Near(A, B, 1, 2), [("a", "", "b"), ("a", "", "", "b"), ("b", "", "a"), ("b", "", "", "a")]),
    ],
)
def test_they_are_told_up_to_a_bound(span: Span, expected: list[tuple[str, ...]]) -> None:
    assert arrangements(span, 4) == tuple(expected)
    for most in range(3):
        found = arrangements(span, most)
        assert found is None or len(found) <= most
    if expected:
        assert arrangements(span, len(expected) - 1) is None


@pytest.mark.parametrize("span", [Near(A, B), Near(A, B, 0, 3, unit="sentence"), Either((A, Near(A, B)))])
def test_of_a_sentence_and_of_any_distance_there_are_too_many(span: Span) -> None:
    assert arrangements(span, 1_000_000) is None
