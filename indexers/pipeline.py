"""Analysis in helper processes: making the tokens of a record costs more than reading and storing it.

Batches go out in order and come back in order, a bounded number at a time. A helper gets records as MessagePack and
gives back documents in parts; it holds nothing that a load could lose: if it dies, its batches are analysed here.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from queue import SimpleQueue
from types import TracebackType

import msgspec

from indexers.batches import Batch
from ipsearch.documents.trademark import prepare
from ipsearch.matching.statistics import Counts, Tally
from ipsearch.records import Trademark
from ipsearch.text.form import Form

Row = tuple[str, dict[str, tuple[str, ...] | int], bytes, bytes]
"""A document in parts: id, fields, lean, detail."""

WARM = 4
"""Batches that are analysed here before helpers are started: a start takes as long as some thousand records."""
DEPTH = 2
"""Batches that a helper has at a time: one in work, one waiting."""


class Analysed(msgspec.Struct, gc=False):
    """What became of a batch: documents in order, the records (by index) that failed and why, and the statistics."""

    rows: list[Row]
    failures: list[tuple[int, str]]
    tally: Counts


def analyse(records: Sequence[Trademark]) -> Analysed:
    """Make the documents of some records."""
    rows: list[Row] = []
    failures: list[tuple[int, str]] = []
    forms: list[Form] = []
    for i, record in enumerate(records):
        try:
            identity, fields, lean, detail, form = prepare(record)
        except Exception as error:
            # One record that the analysis stumbles over must not end the load; it is rejected with this reason.
            failures.append((i, f"{type(error).__name__}: {error}"))
            continue
        rows.append((identity, dict(fields), lean, detail))
        forms.append(form)
    tally = Tally()
    tally.add(forms)
    return Analysed(rows, failures, tally.state())


def help_out(connection: Connection) -> None:
    """The life of a helper: batches in, documents out, until the other end is closed or gone."""
    # Ctrl-C reaches every process of the terminal; only the loading one decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Batches have no cycles, and the collector would walk through the tables of readings again and again.
    gc.disable()
    arrived: SimpleQueue[bytes | None] = SimpleQueue()

    def receive() -> None:
        # Both ends would wait for ever if each first wanted to get rid of a batch larger than the pipe.
        with suppress(EOFError, OSError):
            while True:
                arrived.put(connection.recv_bytes())
        arrived.put(None)

    threading.Thread(target=receive, daemon=True).start()
    decoder, encoder = msgspec.msgpack.Decoder(list[Trademark]), msgspec.msgpack.Encoder()
    with suppress(BrokenPipeError):
        while (payload := arrived.get()) is not None:
            connection.send_bytes(encoder.encode(analyse(decoder.decode(payload))))


@dataclass(slots=True)
class _Helper:
    process: multiprocessing.process.BaseProcess
    connection: Connection
    waiting: int = 0
    lost: bool = False


@dataclass(slots=True)
class _Job:
    """A batch on its way: analysed already, or with a helper."""

    batch: Batch
    analysed: Analysed | None = None
    helper: _Helper | None = None


@dataclass(slots=True)
class Pipeline:
    """Analyses batches with some helper processes (0: all here). A context manager; leaving it ends the helpers."""

    workers: int
    _helpers: list[_Helper] = field(default_factory=list)

    def __enter__(self) -> Pipeline:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for helper in self._helpers:
            helper.connection.close()
        for helper in self._helpers:
            helper.process.terminate()
            helper.process.join()
            helper.process.close()
        self._helpers.clear()

    def run(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Analysed]]:
        """Each batch with its documents, in order."""
        jobs: deque[_Job] = deque()
        most = self.workers * DEPTH + 2 if self.workers else 0
        for count, batch in enumerate(batches):
            if count == WARM:
                self._start()
            jobs.append(self._dispatch(batch))
            while jobs and (len(jobs) > most or _is_ready(jobs[0])):
                job = jobs.popleft()
                yield job.batch, _result(job)
        while jobs:
            job = jobs.popleft()
            yield job.batch, _result(job)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # threads are running here: a fork could hang
        for _ in range(self.workers):
            ours, theirs = context.Pipe()
            process = context.Process(target=help_out, args=(theirs,), name="ipsearch-helper", daemon=True)
            process.start()
            theirs.close()
            self._helpers.append(_Helper(process, ours))

    def _dispatch(self, batch: Batch) -> _Job:
        """Give the batch to the helper with the least to do; if all have enough, do it here instead of waiting."""
        free = [h for h in self._helpers if not h.lost and h.waiting < DEPTH]
        if not free:
            return _Job(batch, analyse(batch.records))
        helper = min(free, key=lambda h: h.waiting)
        try:
            helper.connection.send_bytes(msgspec.msgpack.encode(batch.records))
        except OSError:
            helper.lost = True
            return _Job(batch, analyse(batch.records))
        helper.waiting += 1
        return _Job(batch, helper=helper)


def _decode(payload: bytes) -> Analysed:
    # 40,000 tuples that all stay: the collector would run 60 times for nothing, which costs more than the decoding.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return msgspec.msgpack.decode(payload, type=Analysed)
    finally:
        if collecting:
            gc.enable()


def _is_ready(job: _Job) -> bool:
    helper = job.helper
    return helper is None or helper.lost or helper.connection.poll()


def _result(job: _Job) -> Analysed:
    if job.analysed is not None:
        return job.analysed
    assert job.helper is not None
    job.helper.waiting -= 1
    if not job.helper.lost:
        try:
            return _decode(job.helper.connection.recv_bytes())
        except (EOFError, OSError):
            job.helper.lost = True
    return analyse(job.batch.records)
