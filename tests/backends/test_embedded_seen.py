from __future__ import annotations

from ipsearch.backends.embedded.seen import SeenIds


def test_an_id_that_was_added_is_always_in_it_and_few_others_are() -> None:
    seen = SeenIds(capacity=64)
    for start in range(0, 20_000, 1000):
        assert len(seen.admit(f"CN-{i}" for i in range(start, start + 1000))) < 100
        everything = [f"CN-{i}" for i in range(start + 1000)]
        assert seen.admit(everything) == everything
    assert len(seen.admit(f"EM-{i}" for i in range(20_000))) < 1000


def test_an_id_twice_in_one_call_is_known_the_second_time() -> None:
    assert SeenIds().admit(["CN-1", "CN-2", "CN-1"]) == ["CN-1"]


def test_an_empty_one_holds_nothing() -> None:
    assert SeenIds().admit(["CN-1"]) == []
