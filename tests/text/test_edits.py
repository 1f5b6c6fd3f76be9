"""Distinct texts, and texts one character shorter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from ipsearch.text.edits import deletions, unique

units = st.text("abc", min_size=2, max_size=7)


@given(units, units)
def test_one_edit_apart_means_a_deletion_in_common(a: str, b: str) -> None:
    if OSA.distance(a, b) == 1:
        assert {a, *deletions(a)} & {b, *deletions(b)}


def test_deletions() -> None:
    assert deletions("abc") == ("bc", "ac", "ab")
    assert deletions("aab") == ("ab", "aa")
    assert deletions("a") == ()


def test_unique_keeps_the_order_and_drops_empty_values() -> None:
    assert unique(["b", "", "a", "b"]) == ("b", "a")
