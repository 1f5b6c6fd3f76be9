"""The receiving end: what an engine refuses although its packer took it, and what arrives during a commit."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from indexers import sink as sink_module
from indexers.batches import Batch
from indexers.checkpoint import decode
from indexers.load import LoadOptions, load_trademarks
from indexers.merge import Merger, merge_fields
from indexers.pipeline import analyse
from indexers.rejects import RejectsFile
from indexers.sink import Sink
from indexers.summary import LoadCounts
from indexers.trademarks import LIBRARY
from ipsearch.backends.base import Packed
from ipsearch.backends.memory import MemoryBackend, MemoryWriter
from ipsearch.documents.trademark import FAMILY, decode_record
from ipsearch.engine import versions
from ipsearch.errors import EngineError, InputError, Problem
from ipsearch.matching.statistics import Tally
from ipsearch.records import Trademark
from tests.indexers.loading import contents, rejects, row, write_ndjson

REASON = {"id": "CN-17", "error": "strict_dynamic_mapping_exception: nosuch"}


class Refusing:
    """A writer's methods that refuse one document, and tell so when the next batch has been put."""

    def __init__(self, identity: str, told: str = "") -> None:
        self.identity, self.told, self.found = identity, told or identity, False

    def put_packed(self, writer: MemoryWriter, documents: Sequence[Packed]) -> None:
        PUT(writer, [d for d in documents if d.id != self.identity])
        self.found = self.found or any(d.id == self.identity for d in documents)

    def refused(self) -> dict[str, Problem]:
        if not self.found:
            return {}
        self.found = False
        return {self.told: Problem("engine.rejected", REASON)}

    def into(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(MemoryWriter, "put_packed", lambda writer, documents: self.put_packed(writer, documents))
        monkeypatch.setattr(MemoryWriter, "refused", lambda _: self.refused())


PUT = MemoryWriter.put_packed


@pytest.mark.parametrize("batch", [1, 7, 2000])
def test_it_is_rejected_with_its_place_and_the_load_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    backend = MemoryBackend()
    path = write_ndjson(tmp_path / "a.ndjson", [row(i) for i in range(1, 31)])
    Refusing("CN-17").into(monkeypatch)
    options = LoadOptions(workers=0, batch=batch, rejects=tmp_path / "rejects.ndjson")
    summary = load_trademarks([path], backend, options)
    assert (summary.records, summary.total, summary.rejected) == (29, 29, {"engine.rejected": 1})
    [line] = rejects(summary.rejects)
    assert line["place"] == f"{path}#record 17"
    assert REASON["error"] in line["reason_zh"]
    assert '"17"' in line["raw"]
    assert sorted(contents(backend)[0]) == sorted(f"CN-{i}" for i in range(1, 31) if i != 17)


def test_a_load_of_which_everything_is_refused_tells_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_ndjson(tmp_path / "a.ndjson", [row(17)])
    Refusing("CN-17").into(monkeypatch)
    usual, refused = MemoryWriter.refused, list[bool]()

    def late(writer: MemoryWriter) -> dict[str, Problem]:
        refused.append(True)
        return usual(writer) if len(refused) > 1 else {}  # told when the writer has counted, as a cluster does

    monkeypatch.setattr(MemoryWriter, "refused", late)
    with pytest.raises(InputError, match=r"rejects\.ndjson") as error:
        load_trademarks([path], MemoryBackend(), LoadOptions(workers=0, rejects=tmp_path / "rejects.ndjson"))
    assert error.value.problem.code == "load.empty"
    [line] = rejects(tmp_path / "rejects.ndjson")
    assert REASON["error"] in line["reason_en"]


def test_a_refusal_of_what_was_never_put_ends_the_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_ndjson(tmp_path / "a.ndjson", [row(i) for i in range(1, 31)])
    Refusing("CN-17", told="CN-99").into(monkeypatch)
    with pytest.raises(EngineError, match="strict_dynamic_mapping_exception"):
        load_trademarks([path], MemoryBackend(), LoadOptions(workers=0, rejects=tmp_path / "rejects.ndjson"))


class Slow:
    """A commit of the memory engine that lasts until it is let go on; the tests say when."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: EngineError | None = None) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        usual = MemoryWriter.commit

        def commit(writer: MemoryWriter, checkpoint: bytes) -> None:
            self.begun.set()
            assert self.go_on.wait(30)
            if error is not None:
                raise error
            usual(writer, checkpoint)

        monkeypatch.setattr(MemoryWriter, "commit", commit)


@pytest.fixture
def writer() -> MemoryWriter:
    return MemoryBackend().build(FAMILY, versions())


@pytest.fixture
def sink(writer: MemoryWriter, tmp_path: Path) -> Iterator[Sink]:
    merger: Merger[Trademark] = Merger(writer.stored, decode_record, merge_fields, partial=False)
    rejected = RejectsFile(tmp_path / "rejects.ndjson")
    with closing(rejected), closing(Sink(writer, (), Tally(), rejected, merger, None, None)) as sink:
        yield sink


def taken(sink: Sink, writer: MemoryWriter, first: int, marks: int = 3) -> None:
    """Give the sink a batch of marks with the numbers from ``first`` on."""
    records = [Trademark("XX", str(first + i), "云岚") for i in range(marks)]
    counts = LoadCounts()
    for _ in records:
        counts.count_record("names")
    sink.take(Batch(first, records=records, counts=counts), analyse(records, LIBRARY, writer.packer))


def test_batches_are_taken_while_a_commit_is_under_way_and_stored_after_it(
    monkeypatch: pytest.MonkeyPatch, writer: MemoryWriter, sink: Sink
) -> None:
    slow = Slow(monkeypatch)
    taken(sink, writer, 1)
    sink.begin_commit()
    assert slow.begun.wait(30)
    taken(sink, writer, 4)
    taken(sink, writer, 7)
    assert (writer.count(), sink.counts.loaded, sink.taken) == (3, 3, (9, 0))
    assert not sink.is_due(1, 0.0)  # one commit at a time
    slow.go_on.set()
    sink.commit()
    assert (writer.count(), sink.counts.loaded) == (9, 9)
    assert decode(writer.checkpoint()).total == 9


def test_the_checkpoint_of_a_commit_knows_nothing_of_what_came_after_its_beginning(
    monkeypatch: pytest.MonkeyPatch, writer: MemoryWriter, sink: Sink
) -> None:
    slow = Slow(monkeypatch)
    taken(sink, writer, 1)
    sink.begin_commit()
    taken(sink, writer, 4)
    slow.go_on.set()
    sink.close()
    checkpoint = decode(writer.checkpoint())
    assert (checkpoint.total, checkpoint.counts.loaded) == (3, 3)


def test_what_waits_for_a_commit_is_bounded(monkeypatch: pytest.MonkeyPatch, writer: MemoryWriter, sink: Sink) -> None:
    monkeypatch.setattr(sink_module, "AHEAD", 1)
    slow = Slow(monkeypatch)
    taken(sink, writer, 1)
    sink.begin_commit()
    assert slow.begun.wait(30)
    threading.Timer(0.05, slow.go_on.set).start()
    taken(sink, writer, 4)  # waits for the commit
    assert slow.go_on.is_set()
    assert writer.count() == 6


def test_a_commit_that_fails_ends_the_load(monkeypatch: pytest.MonkeyPatch, writer: MemoryWriter, sink: Sink) -> None:
    slow = Slow(monkeypatch, EngineError("engine.closed", place="there"))
    taken(sink, writer, 1)
    sink.begin_commit()
    slow.go_on.set()
    with pytest.raises(EngineError, match="there"):
        sink.finish(new=True)
    assert writer.count() == 3
