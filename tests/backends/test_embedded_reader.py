"""A reader of the embedded engine: shared by threads, and closed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from cases import ALL, doc, loaded

from ipsearch.backends.base import Backend
from ipsearch.backends.embedded import EmbeddedBackend, WriterOptions
from ipsearch.errors import EngineError
from ipsearch.query.ast import Everything, Terms, View


@pytest.fixture
def backend(tmp_path: Path) -> Backend:
    return EmbeddedBackend(tmp_path, WriterOptions(heap_bytes=20_000_000))


def test_a_reader_may_be_shared_by_threads(backend: Backend) -> None:
    reader = loaded(backend, [doc(f"r{i}", exact=(f"k{i % 5}",)) for i in range(500)])
    with ThreadPoolExecutor(4) as pool:
        totals = list(pool.map(lambda i: reader.search(Terms("exact", (f"k{i % 5}",)), View()).total, range(100)))
    assert totals == [100] * 100


@pytest.mark.parametrize(
    "ask",
    [
        lambda reader: reader.search(Everything(), ALL),
        lambda reader: reader.search(Everything(), View(limit=0)),
        lambda reader: reader.count(Everything()),
        lambda reader: reader.get(["CN-1"]),
        lambda reader: list(reader.scan(Everything())),
        lambda reader: reader.search_many([(Everything(), ALL)]),
    ],
)
def test_a_closed_reader_says_so(backend: Backend, ask: Callable[[Any], object]) -> None:
    reader = loaded(backend, [doc("CN-1", exact=("x",))])
    assert ask(reader) is not None
    rows = reader.scan(Everything())
    reader.close()
    for call in (lambda: ask(reader), lambda: next(rows)):
        with pytest.raises(EngineError) as caught:
            call()
        assert caught.value.problem.code == "engine.disconnected"
