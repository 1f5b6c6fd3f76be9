from __future__ import annotations

import pickle

import pytest

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
    View,
    all_of,
    any_of,
    leaves,
)

A, B, C = Terms("exact", ("a",)), Prefix("exact", "b"), Exists("groups")


@pytest.mark.parametrize(
    ("items", "conjunction", "disjunction"),
    [
        ([], Everything(), Nothing()),
        ([A], A, A),
        ([A, B], And((A, B)), Or((A, B))),
        ([A, Everything(), B], And((A, B)), Everything()),
        ([A, Nothing(), B], Nothing(), Or((A, B))),
        ([And((A, B)), C], And((A, B, C)), Or((And((A, B)), C))),
        ([Or((A, B)), C], And((Or((A, B)), C)), Or((A, B, C))),
        ([Everything()], Everything(), Everything()),
        ([Nothing()], Nothing(), Nothing()),
        ([A, A], And((A, A)), Or((A, A))),
    ],
)
def test_short_forms(items: list[Node], conjunction: Node, disjunction: Node) -> None:
    assert all_of(items) == conjunction
    assert any_of(items) == disjunction


def test_leaves_are_the_nodes_that_read_a_field_in_order() -> None:
    phrase, years = Phrase("chars", ("小", "米")), Range("application_date", 1, 2)
    query = And((A, Not(Or((B, Everything()))), AtLeast(1, (C, Nothing(), phrase)), years))
    assert list(leaves(query)) == [A, B, C, phrase, years]


def test_queries_are_values() -> None:
    query = AtLeast(2, (A, Not(B), Range("application_date", None, 5)))
    assert pickle.loads(pickle.dumps(query)) == query
    assert {query, AtLeast(2, (A, Not(B), Range("application_date", None, 5)))} == {query}
    with pytest.raises(AttributeError):
        A.field = "other"  # type: ignore[misc]


@pytest.mark.parametrize("bad", [{"limit": -1}, {"after": "CN-1"}, {"after": "", "sort": "score"}])
def test_a_view_that_cannot_be_shown_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"limit|after"):
        View(**bad)  # type: ignore[arg-type]
