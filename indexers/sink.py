"""The receiving end of a load: documents to the index, rejects to their file, and both to a checkpoint.

A commit takes the engine a second or more, in which its process has nothing to do. So it is made in a thread, and what
arrives meanwhile waits here: reading and analysis go on, and everything is stored in the order of the input.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from indexers.base import Rejected
from indexers.batches import Batch, raw_text
from indexers.checkpoint import Checkpoint, Position, UnitMark, encode
from indexers.merge import Merger
from indexers.pipeline import Analysed
from indexers.rejects import RejectsFile, place_of
from indexers.summary import LoadCounts
from ipsearch.backends.base import Writer
from ipsearch.errors import EngineError, InputError, Problem, error_of
from ipsearch.indices import GenerationInfo
from ipsearch.matching.statistics import Tally

CHECKPOINT_SHARE = 0.05
"""Most time that checkpoints may take. They hold the statistics: after 40 million marks some seconds of work each."""
RECENT = 50_000
"""Records that are kept until the engine must have answered for them: more than any writer has under way."""
CHECKPOINT_FREE = 1.0
"""Seconds that a checkpoint may take in any case."""
AHEAD = 64_000_000
"""Characters of packed documents that may wait for a commit; a load of names makes as many in three seconds."""


class Sink:
    """Takes analysed batches in order; to be closed.

    ``known`` is the checkpoint to go on from, ``latest`` the date of the data that the index holds already.
    """

    def __init__(
        self,
        writer: Writer,
        units: Sequence[UnitMark],
        tally: Tally,
        rejects: RejectsFile,
        merger: Merger[Any],
        known: Checkpoint | None,
        latest: dt.date | None,
    ) -> None:
        self._writer, self._units, self._tally, self._rejects, self._merger = writer, units, tally, rejects, merger
        self.counts = known.counts if known else LoadCounts(latest=latest)
        self.base = known.base if known else writer.count()
        self.ended = False
        self._position = known.position if known else Position()
        self._spent, self._began = known.seconds if known else 0.0, time.monotonic()
        self._found = self._total = writer.count()
        self._since, self._committed, self._cost = 0, self._began, 0.0
        self._recent: deque[Batch] = deque()
        self._waiting: deque[tuple[Batch, Analysed]] = deque()
        self._ahead = 0
        self._thread = ThreadPoolExecutor(1, "ipsearch-commit")
        self._commit_under_way: Future[None] | None = None

    @property
    def seconds(self) -> float:
        """Time the load has taken, without the time it lay interrupted."""
        return self._spent + time.monotonic() - self._began

    @property
    def taken(self) -> tuple[int, int]:
        """Records and rejects so far, with those that wait for a commit."""
        waiting = [batch.counts for batch, _ in self._waiting]
        return (
            self.counts.loaded + sum(counts.loaded for counts in waiting),
            self.counts.refused + sum(counts.refused for counts in waiting),
        )

    def close(self) -> None:
        """Wait for a commit that is under way."""
        self._thread.shutdown()

    def take(self, batch: Batch, analysed: Analysed) -> None:
        """Store a batch, the next one in the order of the input; while a commit is under way, only keep it."""
        self._waiting.append((batch, analysed))
        if self._commit_under_way is not None and not self._commit_under_way.done():
            self._ahead += sum([len(one.body) + len(one.detail) for one in analysed.documents])
            if self._ahead < AHEAD:
                return
        self._catch_up()

    def _catch_up(self) -> None:
        """Store everything that waits; a commit that failed raises its error here."""
        if self._commit_under_way is not None:
            self._commit_under_way.result()
            self._commit_under_way = None
        self._ahead = 0
        while self._waiting:
            self._store(*self._waiting.popleft())

    def _store(self, batch: Batch, analysed: Analysed) -> None:
        for i, problem in analysed.failures:
            self._withdraw(batch, i, problem)
        self._writer.put_packed(analysed.documents)
        self._rejects.write(batch.rejects)
        self._tally.count(analysed.elements)
        self.counts.add(batch.counts)
        self._merger.arrived(batch.serial)
        self._recent.append(batch)
        while sum(len(one.records) for one in self._recent) - len(self._recent[0].records) > RECENT:
            self._recent.popleft()
        self._take_refusals()
        self._position = batch.after
        self._since += len(batch.records)

    def _withdraw(self, batch: Batch, index: int, problem: Problem) -> None:
        origin = batch.origins[index]
        batch.counts.withdraw(origin.unit.source.name, problem.code)
        batch.rejects.append(Rejected(problem.at(origin.place), raw_text(batch.records[index])))

    def _take_refusals(self) -> None:
        """Reject what the engine would not take; its packer refuses nearly all of that before."""
        refused = self._writer.refused()
        for batch in reversed(self._recent) if refused else ():
            for origin, record in zip(batch.origins, batch.records, strict=True):
                if problem := refused.pop(record.id, None):
                    self.counts.withdraw(origin.unit.source.name, problem.code)
                    self._rejects.write([Rejected(problem.at(origin.place), raw_text(record))])
        for identity, problem in refused.items():
            raise error_of(EngineError, problem.at(identity))

    def is_due(self, records: int, seconds: float) -> bool:
        """Whether so many records or seconds have come since the last commit, and it is worth its time."""
        if self._commit_under_way is not None:
            return False
        waited = time.monotonic() - self._committed
        most = max(waited * CHECKPOINT_SHARE, CHECKPOINT_FREE)
        return (self._since >= records or waited >= seconds) and self._cost <= most

    def begin_commit(self) -> None:
        """Make everything taken so far durable, with a checkpoint behind it, while more is taken."""
        self._catch_up()
        self._commit_under_way = self._thread.submit(self._commit, finished=False)

    def commit(self) -> None:
        """:meth:`begin_commit`, and wait for its end."""
        self.begin_commit()
        self._catch_up()

    def finish(self, new: bool) -> GenerationInfo:
        """Commit and publish.

        A new generation without a record is not published: ``InputError`` ``load.empty``, or ``load.no_record`` where
        nothing was rejected either.
        """
        self._catch_up()
        found = self._writer.count()
        self._take_refusals()
        if new and not found:
            self.ended = True
            if self._rejects.exists:
                raise InputError("load.empty", rejects=str(self._rejects.path))
            raise InputError("load.no_record")
        self._writer.set_statistics(self._tally.to_bytes())
        if self.counts.latest:
            self._writer.set_as_of(self.counts.latest.isoformat())
        self._commit(finished=True)
        self.ended = True
        return self._writer.publish()

    def _commit(self, *, finished: bool) -> None:
        began = time.monotonic()
        found = self._writer.count()
        self._take_refusals()
        size = self._rejects.sync()
        # The writer counts new ids itself and compares with the index at every commit; here it must fit what was put.
        # An engine may have been ahead of the checkpoint that this load goes on from.
        most = max(self.base + self.counts.loaded, self._found)
        if not self._total <= found <= most:
            raise EngineError("load.count", found=found, expected=most)
        checkpoint = Checkpoint(
            units=tuple(self._units[: self._position.unit + 1]),
            position=self._position,
            counts=self.counts,
            tally=self._tally.state(),
            base=self.base,
            total=found,
            rejects=place_of(self._rejects.path),
            rejects_size=size,
            seconds=self.seconds,
            finished=finished,
        )
        blob = encode(checkpoint)
        self._cost = time.monotonic() - began
        self._writer.commit(blob)
        self._total, self._since, self._committed = found, 0, time.monotonic()
