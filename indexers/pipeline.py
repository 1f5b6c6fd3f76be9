"""Analysis in helper processes: making the tokens of a record costs more than reading and storing it.

Batches go out in order and come back in order, a bounded number at a time. A helper gets records as MessagePack and
gives back documents packed for the engine; it holds nothing that a load could lose: if it dies, its batches are
analysed here.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from queue import SimpleQueue
from types import TracebackType
from typing import Any

import msgspec

from indexers.batches import Batch
from indexers.collector import without_collector
from indexers.library import Library, find_library
from ipsearch.backends.base import Packed, Packer
from ipsearch.errors import EngineError, Problem
from ipsearch.matching.statistics import Elements

if sys.platform == "linux":
    import fcntl

WARM = 4
"""Batches that are analysed here before helpers are started: a start takes as long as some thousand records."""
DEPTH = 8
"""Batches that a helper has at a time, so that it has work while this process stores others."""
PIPE = 1 << 20
"""Bytes that wait between this process and a helper, either way (Linux; 64 kB elsewhere): two batches with answers.

With less, a process that wants to send waits until the other comes to receive, although both have work.
"""


class Analysed(msgspec.Struct, gc=False):
    """What became of a batch: documents in order, the records (by index) that failed and why, and what to count."""

    documents: list[Packed]
    failures: list[tuple[int, Problem]]
    elements: Elements


def analyse(records: Sequence[Any], library: Library[Any], pack: Packer) -> Analysed:
    """Make the documents of some records."""
    documents: list[Packed] = []
    failures: list[tuple[int, Problem]] = []
    forms: list[Any] = []
    with without_collector():
        for i, record in enumerate(records):
            try:
                document, form = library.document(record)
                documents.append(pack(document))
            except EngineError as error:
                failures.append((i, error.problem))
            except Exception as error:
                # One record that the analysis stumbles over must not end the load; it is rejected with this reason.
                failures.append((i, Problem("record.not_analysed", {"error": f"{type(error).__name__}: {error}"})))
            else:
                forms.append(form)
    return Analysed(documents, failures, library.elements(forms))


def help_out(batches: Connection, answers: Connection, family: str, pack: Packer) -> None:
    """The life of a helper: batches in, documents out, until the other end is closed or gone."""
    # Ctrl-C reaches every process of the terminal; only the loading one decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    arrived = _receiving(batches)
    library = find_library(family)
    decoder, encoder = msgspec.msgpack.Decoder(list[library.record]), msgspec.msgpack.Encoder()  # type: ignore[name-defined]
    with suppress(BrokenPipeError):
        while (payload := arrived.get()) is not None:
            with without_collector():
                answers.send_bytes(encoder.encode(analyse(decoder.decode(payload), library, pack)))


def _receiving(connection: Connection) -> SimpleQueue[bytes | None]:
    """What arrives from now on, and ``None`` when nothing more can.

    Both ends would wait for ever if each first wanted to get rid of a batch larger than the pipe.
    """
    arrived: SimpleQueue[bytes | None] = SimpleQueue()

    def receive() -> None:
        with suppress(EOFError, OSError), connection:
            while True:
                arrived.put(connection.recv_bytes())
        arrived.put(None)

    threading.Thread(target=receive, daemon=True).start()
    return arrived


@dataclass(slots=True)
class _Helper:
    process: multiprocessing.process.BaseProcess
    batches: Connection
    answers: SimpleQueue[bytes | None]
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
    library: Library[Any]
    pack: Packer
    _helpers: list[_Helper] = field(default_factory=list)

    def __enter__(self) -> Pipeline:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for helper in self._helpers:
            helper.batches.close()
        for helper in self._helpers:
            helper.process.terminate()
            helper.process.join()
            helper.process.close()
        self._helpers.clear()

    def run(self, batches: Iterable[Batch]) -> Generator[tuple[Batch, Analysed], None, None]:
        """Each batch with its documents, in order."""
        jobs: deque[_Job] = deque()
        most = self.workers * DEPTH + 2 if self.workers else 0
        for count, batch in enumerate(batches):
            if count == WARM:
                self._start()
            jobs.append(self._dispatch(batch))
            while jobs and (len(jobs) > most or _is_ready(jobs[0])):
                job = jobs.popleft()
                yield job.batch, self._result(job)
        while jobs:
            job = jobs.popleft()
            yield job.batch, self._result(job)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # threads are running here: a fork could hang
        for _ in range(self.workers):
            theirs, batches = context.Pipe(duplex=False)
            answers, sending = context.Pipe(duplex=False)
            for end in (batches, sending):
                if sys.platform == "linux":
                    with suppress(OSError):  # no more room for this user: the pipe stays as it is
                        fcntl.fcntl(end.fileno(), fcntl.F_SETPIPE_SZ, PIPE)
            arguments = (theirs, sending, self.library.family, self.pack)
            process = context.Process(target=help_out, args=arguments, name="ipsearch-helper", daemon=True)
            process.start()
            theirs.close()
            sending.close()  # or the end of the helper would not end the answers
            self._helpers.append(_Helper(process, batches, _receiving(answers)))

    def _dispatch(self, batch: Batch) -> _Job:
        """Give the batch to the helper with the least to do; if all have enough, do it here instead of waiting."""
        free = [h for h in self._helpers if not h.lost and h.waiting < DEPTH]
        if not free:
            return _Job(batch, analyse(batch.records, self.library, self.pack))
        helper = min(free, key=lambda h: h.waiting)
        try:
            helper.batches.send_bytes(msgspec.msgpack.encode(batch.records))
        except OSError:
            helper.lost = True
            return _Job(batch, analyse(batch.records, self.library, self.pack))
        helper.waiting += 1
        return _Job(batch, helper=helper)

    def _result(self, job: _Job) -> Analysed:
        if job.analysed is not None:
            return job.analysed
        assert job.helper is not None
        job.helper.waiting -= 1
        if not job.helper.lost:
            payload = job.helper.answers.get()
            if payload is not None:
                with without_collector():
                    return msgspec.msgpack.decode(payload, type=Analysed)
            job.helper.lost = True
        return analyse(job.batch.records, self.library, self.pack)


def _is_ready(job: _Job) -> bool:
    helper = job.helper
    return helper is None or helper.lost or not helper.answers.empty()
