"""Tokens joined by one space come apart again, or it is noticed."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from ipsearch.backends.values import come_apart

TEXTS = st.text(alphabet=st.sampled_from("a米é \t\n\x1c\x85\xa0\u2003\u3000\u200b\ue000\U0001f600"), max_size=4)


@given(st.lists(TEXTS, max_size=5))
@example([])
@example([""])
@example(["a", "", "b"])
@example([" a"])
@example(["a\t", "b"])
def test_exactly_what_splitting_gives_back(tokens: list[str]) -> None:
    assert come_apart(" ".join(tokens), len(tokens)) == (" ".join(tokens).split() == tokens)
