"""A register to check lists against."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import ipsearch
from indexers.load import LoadOptions, load_trademarks
from ipsearch.matching.check import Checker
from tests.small_register import write_register


@pytest.fixture(scope="session")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checker]:
    """A check on the small register in the embedded engine."""
    folder = tmp_path_factory.mktemp("batch")
    with ipsearch.connect(f"embedded:{folder / 'engine'}", home=str(folder)) as ip:
        load_trademarks([write_register(folder)], ip.backend, LoadOptions(workers=0))
        yield ip.trademarks.checker
