"""A reader of the embedded engine: shared by threads, and closed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from cases import ALL, FAMILY, VERSIONS, doc, ids, loaded, names
from patent_contract import doc as patent
from patent_contract import loaded as loaded_patents

from ipsearch.backends.base import Backend
from ipsearch.backends.embedded import EmbeddedBackend, WriterOptions
from ipsearch.backends.embedded.reader import EmbeddedReader
from ipsearch.errors import EngineError
from ipsearch.query.ast import Everything, Terms, View
from mappings.loader import load


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


def test_the_words_of_a_generation_that_was_dropped_are_still_found(backend: Backend) -> None:
    reader = loaded_patents(backend, [patent("a", "x", vocabulary=("battery", "bat"))])
    other = loaded_patents(backend, [patent("b")])  # it has no words: there is no file
    backend.drop("patent", reader.info().name)
    assert reader.vocabulary("vocabulary", "batt") == ["battery"]
    assert other.vocabulary("vocabulary", "batt") == []
    assert reader.vocabulary("vocabulary_reversed", "") == []
    reader.close()
    with pytest.raises(EngineError) as caught:
        reader.vocabulary("vocabulary", "batt")
    assert caught.value.problem.code == "engine.disconnected"


def test_a_reader_says_how_many_records_it_reads(backend: Backend, tmp_path: Path) -> None:
    loaded(backend, [doc("a")]).close()
    (before,) = backend.generations(FAMILY)
    writer = backend.update(FAMILY, VERSIONS)
    writer.put([doc("b")])
    writer.publish()  # while the reader is being opened
    reader = EmbeddedReader(tmp_path / FAMILY, before, load(FAMILY))
    assert (reader.info().records, ids(reader, Everything())) == (2, ["a", "b"])


def test_a_generation_that_is_replaced_and_dropped_while_it_is_opened_is_no_damage(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(backend, [doc("a")]).close()
    checked = EmbeddedBackend._checked

    def overtaken(folder: Path, name: str, *given: Any) -> Any:
        monkeypatch.undo()
        found = checked(folder, name, *given)
        loaded(backend, [doc("b")]).close()
        backend.drop(FAMILY, name)
        return found

    monkeypatch.setattr(EmbeddedBackend, "_checked", staticmethod(overtaken))
    assert ids(backend.reader(FAMILY), Everything()) == ["b"]


def test_a_generation_that_is_dropped_while_it_is_listed_is_left_out(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(backend, [doc("a")]).close()
    (kept,) = names(backend)
    gone = kept.replace("-a1-", "-a0-")
    monkeypatch.setattr("ipsearch.backends.embedded.generations.names", lambda _: [gone, kept])
    assert names(backend) == [kept]
