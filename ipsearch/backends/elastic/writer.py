"""Write a generation: every document that was put is in the index, or the caller hears of it.

Order of a commit: every document answered for, the lock still ours, the index refreshed and counted, then the state
with the checkpoint. A crash between any two leaves more in the index than the checkpoint says, never less. The index is
refreshed at commits only, so that readers see commits.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

import msgspec

from ipsearch.backends.base import Document, Packed, last_of_each
from ipsearch.backends.elastic.bulk import BulkOptions, BulkSender
from ipsearch.backends.elastic.failures import Cause, engine_errors
from ipsearch.backends.elastic.indexes import GenerationIndex, Listed, described
from ipsearch.backends.elastic.lock import LEASE, FamilyLock
from ipsearch.backends.elastic.pack import ElasticPacker, bodies_of, whole
from ipsearch.backends.elastic.patience import WRITING, repeated
from ipsearch.backends.elastic.state import State, StateIndex, require_finished
from ipsearch.errors import EngineError, Problem, error_of
from ipsearch.indices import GenerationInfo
from mappings.loader import Mapping

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class WriterOptions:
    """How a writer works; ``lease`` is how many seconds its lock outlives it."""

    bulk: BulkOptions = field(default_factory=BulkOptions)
    lease: float = LEASE


class ElasticWriter:
    """The one writer of a family. ``publish`` makes its generation live, or makes sure that a ``live`` one still is.

    ``indices`` are those of the generation as :func:`~ipsearch.backends.elastic.indexes.parts` orders them.
    """

    def __init__(
        self,
        indices: Sequence[GenerationIndex],
        mapping: Mapping,
        options: WriterOptions,
        lock: FamilyLock,
        publish: Callable[[], None],
        *,
        live: bool,
    ) -> None:
        self._indices, self._lock, self._publish, self._live = indices, lock, publish, live
        self._index = index = indices[-1]
        self.packer = ElasticPacker(mapping)
        self._states = StateIndex(index.cluster)
        kept = self._states.read(index.generation)
        if live:
            require_finished(index.cluster, index.generation, kept.state)
        self._kept = kept
        self._as_of, self._statistics = kept.state.as_of, kept.state.statistics
        counts = [one.refreshed_count() for one in indices]
        self._records, self._replaced, self._unsure = counts[-1], 0, 0
        for one, found in zip(indices, counts, strict=True):
            if found < kept.state.records:
                raise EngineError("engine.lost", place=one.name, found=found, expected=kept.state.records)
        self._refused: dict[str, Cause] = {}
        names = [one.name for one in indices]
        self._sender = BulkSender(index.cluster.client, names, options.bulk, lock.require)
        self._turn, self._open = threading.RLock(), True

    def put(self, documents: Sequence[Document]) -> None:
        """Pack documents and put them."""
        self.put_packed(list(map(self.packer, documents)))

    def put_packed(self, documents: Sequence[Packed]) -> None:
        """Add or replace documents."""
        with self._turn:
            self._check_open()
            latest = last_of_each(documents)
            self._guarded(lambda: self._sender.add({i: bodies_of(document) for i, document in latest.items()}))

    def stored(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Whole records as this writer would leave them."""
        with self._turn:
            self._check_open()
            waiting = self._sender.waiting(ids)
            found = {i: whole(msgspec.json.decode(bodies[0])) for i, bodies in waiting.items()}
            found.update(self._indices[0].whole([i for i in ids if i not in waiting]))
            return found

    def refused(self) -> dict[str, Problem]:
        """Documents that the cluster refused for good."""
        with self._turn:
            found, self._refused = self._refused | self._sender.refused(), {}
            return {identity: _refusal(identity, cause) for identity, cause in found.items()}

    def commit(self, checkpoint: bytes) -> None:
        """Make everything put so far durable."""
        with self._turn:
            self._check_open()
            self._guarded(lambda: self._commit(checkpoint, finished=self._kept.state.finished))

    def checkpoint(self) -> bytes:
        """The checkpoint of the last commit."""
        return self._kept.state.checkpoint

    def count(self) -> int:
        """Documents after the next commit. Sends all that waits, because only the cluster knows which ids are new."""
        with self._turn:
            self._check_open()
            self._guarded(self._settle)
            if self._unsure:
                self._guarded(self._recount)
            return self._records

    def set_statistics(self, statistics: bytes) -> None:
        """Kept at the next commit."""
        self._statistics = statistics

    def set_as_of(self, date: str) -> None:
        """Kept at the next commit."""
        self._as_of = date

    def publish(self) -> GenerationInfo:
        """Commit, and make the generation live."""
        with self._turn:
            self._check_open()
            self._guarded(self._finish)
            self._end()
            entry = Listed(self._index.generation, live=True)
            # It is live: what can only not be told just now must not look like a load that failed.
            return repeated(WRITING, partial(described, self._index.cluster, entry, self._kept.state, self._records))

    def close(self) -> None:
        """Drop what was not sent."""
        with self._turn:
            if self._open:
                self._end()

    def _finish(self) -> None:
        self._commit(self._kept.state.checkpoint, finished=self._kept.state.finished)
        if not self._live:
            for index in self._indices:
                index.make_ready()
            self._recount()  # merging takes long, and says nothing of a shard whose node is gone
            # Finished before it is live: a crash between leaves a generation that can be gone on with, or swapped to.
            self._remember(replace(self._kept.state, finished=True))
            self._lock.renew()
        self._publish()

    def _commit(self, checkpoint: bytes, *, finished: bool) -> None:
        self._settle()
        for identity, cause in self._refused.items():
            raise error_of(EngineError, _refusal(identity, cause).at(self._index.name))
        self._lock.renew()
        self._recount()
        self._remember(
            replace(
                self._kept.state,
                finished=finished,
                records=self._records,
                as_of=self._as_of,
                checkpoint=checkpoint,
                statistics=self._statistics,
            )
        )

    def _settle(self) -> None:
        outcome = self._sender.settle()
        self._records += outcome.created
        self._replaced += outcome.replaced
        self._unsure += outcome.unsure
        self._refused |= outcome.refused

    def _recount(self) -> None:
        """Refresh, and compare with what the cluster answered for."""
        *others, found = [index.refreshed_count() for index in self._indices]
        if any(other < found for other in others):
            raise EngineError("engine.lost", place=self._indices[0].name, found=min(others), expected=found)
        if not self._records <= found <= self._records + self._replaced:
            # Whoever opens it now is told: it holds less than its state says.
            self._remember(replace(self._kept.state, records=max(self._records, found + 1)))
            raise EngineError("engine.lost", place=self._index.name, found=found, expected=self._records)
        self._records, self._replaced, self._unsure = found, 0, 0

    def _remember(self, state: State) -> None:
        self._kept = self._states.write(self._index.generation, state, self._kept)

    def _guarded(self, action: Callable[[], _Result]) -> _Result:
        """Run a step that must not fail half: if it does, this writer ends; a resumed one goes on from the commit."""
        try:
            with engine_errors(self._index.name):
                return action()
        except EngineError:
            if self._open:
                self._end()
            raise

    def _end(self) -> None:
        self._open = False
        self._sender.close()
        self._lock.release()

    def _check_open(self) -> None:
        if not self._open:
            raise EngineError("engine.closed", place=self._index.name)


def _refusal(identity: str, cause: Cause) -> Problem:
    return Problem("engine.rejected", {"id": identity, "error": f"{cause.kind}: {cause.reason}"})
