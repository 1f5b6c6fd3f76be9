from __future__ import annotations

from ipsearch.backends.embedded.seen import SeenIds


def test_an_id_that_was_added_is_always_in_it_and_few_others_are() -> None:
    seen = SeenIds(capacity=64)
    for start in range(0, 20_000, 1000):
        assert sum(f"CN-{i}" in seen for i in range(start, start + 1000)) < 100
        seen.update(f"CN-{i}" for i in range(start, start + 1000))
        assert all(f"CN-{i}" in seen for i in range(start + 1000))
    assert sum(f"EM-{i}" in seen for i in range(20_000)) < 1000


def test_an_empty_one_holds_nothing() -> None:
    assert "CN-1" not in SeenIds()
