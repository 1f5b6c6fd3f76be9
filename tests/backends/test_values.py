"""Tokens joined by one space come apart again, or it is noticed."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from ipsearch.backends.values import INT64, come_apart, within_int64

TEXTS = st.text(alphabet=st.sampled_from("a米é \t\n\x1c\x85\xa0\u2003\u3000\u200b\ue000\U0001f600"), max_size=4)


@given(st.lists(TEXTS, max_size=5))
@example([])
@example([""])
@example(["a", "", "b"])
@example([" a"])
@example(["a\t", "b"])
def test_exactly_what_splitting_gives_back(tokens: list[str]) -> None:
    assert come_apart(" ".join(tokens), len(tokens)) == (" ".join(tokens).split() == tokens)


BOUNDS = st.none() | st.sampled_from([-INT64 - 1, -INT64, -INT64 + 1, -1, 0, 1, INT64 - 2, INT64 - 1, INT64, INT64 + 1])


@given(BOUNDS, BOUNDS, st.sampled_from([-INT64, -INT64 + 1, -1, 0, 1, INT64 - 2, INT64 - 1]))
def test_bounds_within_int64_keep_what_they_kept(low: int | None, high: int | None, number: int) -> None:
    def keeps(low: int | None, high: int | None) -> bool:
        return (low is None or low <= number) and (high is None or number <= high)

    bounds = within_int64(low, high)
    assert keeps(low, high) == (bounds is not None and keeps(*bounds))
    for bound in bounds or ():
        assert bound is None or -INT64 <= bound < INT64
