"""The collector is as it was when a block ends, however it ends."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from indexers.collector import SELDOM, seldom_collecting, without_collector


def test_nothing_is_collected_inside() -> None:
    with without_collector():
        assert not gc.isenabled()
        with without_collector():
            pass
        assert not gc.isenabled()  # the inner block ends nothing that the outer one began
    assert gc.isenabled()


def test_collections_are_seldom() -> None:
    usual = gc.get_threshold()
    with seldom_collecting():
        assert gc.isenabled()
        assert gc.get_threshold() == (usual[0] * SELDOM, *usual[1:])


@pytest.mark.parametrize("block", [without_collector, seldom_collecting])
def test_after_an_error_it_is_as_before(block: Callable[[], AbstractContextManager[None]]) -> None:
    before = gc.isenabled(), gc.get_threshold()
    with pytest.raises(KeyError), block():
        raise KeyError
    assert (gc.isenabled(), gc.get_threshold()) == before
