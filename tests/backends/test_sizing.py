"""Plans of an index: the bounds of a shard, whatever the size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipsearch.backends.sizing import GB, SHARD_MOST_RECORDS, SHARD_USUAL_BYTES, plan_index


@given(st.integers(1, 2_000_000_000), st.floats(1, 100_000), st.integers(1, 100))
def test_no_shard_is_larger_than_it_may_be(records: int, size: float, nodes: int) -> None:
    plan = plan_index(records, size, nodes)
    assert plan.shard_bytes <= SHARD_USUAL_BYTES
    assert plan.shard_records <= SHARD_MOST_RECORDS
    assert plan.shard_records * plan.primaries >= records
    assert plan.shard_bytes * plan.primaries >= plan.index_bytes >= records * size
    # as few as possible: shards below 10 GB only where there is one, or too many records
    assert plan.primaries == 1 or plan.shard_bytes > 10 * GB or plan.shard_records > SHARD_MOST_RECORDS / 2


def test_the_library_of_marks_and_the_one_of_patents() -> None:
    marks = plan_index(45_000_000, 400, nodes=3)
    assert (marks.primaries, marks.replicas, marks.index_bytes) == (1, 1, 18 * GB)
    assert marks.disk_bytes == 4 * 18 * GB
    assert (marks.cache_bytes, marks.heap_bytes) == (12 * GB, 3 * GB)
    patents = plan_index(150_000_000, 6000, nodes=6)
    assert (patents.primaries, patents.shard_bytes) == (30, 30 * GB)
    assert patents.heap_bytes == 31 * GB


def test_few_small_records_on_many_nodes_are_bound_by_their_number() -> None:
    assert plan_index(1_000_000_000, 10).primaries == 5


@pytest.mark.parametrize(("records", "size", "nodes"), [(0, 1.0, 1), (1, 0.0, 1), (1, float("nan"), 1), (1, 1.0, 0)])
def test_what_cannot_be_planned(records: int, size: float, nodes: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        plan_index(records, size, nodes)
