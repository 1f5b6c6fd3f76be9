"""Write a generation: every document that was put is in the index, or the caller hears of it.

Order of a commit: rows on disk, then Tantivy's commit, then the count is compared, then the checkpoint. A crash between
any two leaves more in the index than the checkpoint says, never less.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec
import tantivy

from ipsearch.atomicfile import write_atomic
from ipsearch.backends.base import Document, Packed, last_of_each
from ipsearch.backends.embedded.failures import engine_errors
from ipsearch.backends.embedded.generations import (
    STATISTICS,
    State,
    describe,
    finish,
    read_state,
    write_state,
)
from ipsearch.backends.embedded.pack import TantivyPacker, with_row
from ipsearch.backends.embedded.rows import FIRST, RowReader, RowWriter, cut, unpack_detail
from ipsearch.backends.embedded.seen import SeenIds
from ipsearch.backends.embedded.snapshot import Snapshot, open_index
from ipsearch.backends.embedded.vocabulary import VocabularyWriter
from ipsearch.errors import EngineError, EngineUnreachable, Problem
from ipsearch.indices import GenerationInfo
from mappings.loader import Mapping as IndexMapping

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class WriterOptions:
    """How much memory a load takes.

    ``heap_bytes`` is Tantivy's buffer over all its ``threads``. ``pending`` documents at most are kept for a replay;
    then a commit of its own is made, under the caller's last checkpoint.
    """

    heap_bytes: int = 256 << 20
    threads: int = 1
    pending: int = 250_000


_Pending = tuple[Packed, int]
"""A document since the last commit, and its row: kept so that it can be put once more."""


class EmbeddedWriter:
    """The one writer of a family. ``done`` is called once, when it ends, and lets the next one in.

    ``fresh`` says that it builds a generation: ids that were never seen are then added without a delete before.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        mapping: IndexMapping,
        options: WriterOptions,
        *,
        fresh: bool,
        done: Callable[[bool], None],
    ) -> None:
        self._folder, self._name, self._generation = folder, name, folder / name
        self.packer = TantivyPacker(mapping)
        self._mapping, self._pending_limit, self._done = mapping, options.pending, done
        self._turn = threading.RLock()
        self._pending: dict[str, _Pending] = {}
        self._statistics: bytes | None = None
        self._open = True
        place = str(self._generation)
        with engine_errors(place):
            self._state = read_state(self._generation)
            self._as_of = self._state.as_of
            self._index = open_index(self._generation, mapping)
            self._seen = _recover(self._generation) if fresh else None
            self._rows = RowWriter(self._generation)
            self._vocabulary = VocabularyWriter(self._generation, mapping)
            try:
                self._committed = Snapshot(self._index, self._generation, mapping)
                self._count = self._committed.records
                writer = self._index.writer(options.heap_bytes, options.threads)
            except BaseException:
                self._rows.close()
                raise
        self._tantivy: tantivy.IndexWriter | None = writer

    def put(self, documents: Sequence[Document]) -> None:
        """Pack documents and put them."""
        self.put_packed(list(map(self.packer, documents)))

    def put_packed(self, documents: Sequence[Packed]) -> None:
        """Add or replace documents."""
        with self._turn:
            self._check_open()
            latest = last_of_each(documents)
            for document in latest.values():
                if document.words:
                    self._vocabulary.add(document.words)
            replaced = self._pending.keys() & latest.keys()
            replaced |= self._committed_ids(latest.keys() - replaced)
            rows = self._guarded(lambda: self._rows.append(latest.values()))
            batch = dict(zip(latest, zip(latest.values(), rows, strict=True), strict=True))
            self._count += len(latest) - len(replaced)
            self._pending.update(batch)
            try:
                self._add(batch, replaced)
            except EngineError:
                self._replay()
            if len(self._pending) >= self._pending_limit:
                self._commit(self._state.checkpoint)

    def stored(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Whole records as this writer would leave them."""
        with self._turn:
            self._check_open()
            waiting = {i: _whole(self._pending[i]) for i in ids if i in self._pending}
            return waiting | self._committed.whole([i for i in ids if i not in waiting])

    def refused(self) -> dict[str, Problem]:
        """None: what the packer takes is stored."""
        return {}

    def commit(self, checkpoint: bytes) -> None:
        """Make everything put so far durable."""
        with self._turn:
            self._check_open()
            self._commit(checkpoint)

    def checkpoint(self) -> bytes:
        """The checkpoint of the last commit."""
        return self._state.checkpoint

    def count(self) -> int:
        """Documents after the next commit."""
        return self._count

    def set_statistics(self, statistics: bytes) -> None:
        """Kept at the next commit."""
        self._statistics = statistics

    def set_as_of(self, date: str) -> None:
        """Kept at the next commit."""
        self._as_of = date

    def publish(self) -> GenerationInfo:
        """Commit, wait for merges, count once more in the index as a reader opens it, make it live."""
        with self._turn:
            self._check_open()
            self._commit(self._state.checkpoint)
            writer, self._tantivy = self._tantivy, None
            assert writer is not None
            self._guarded(writer.wait_merging_threads)
            del writer
            self._committed.rows.close()
            final = self._guarded(self._reopened)
            final.rows.close()
            if final.records != self._count:
                self._fail()
                raise EngineError("engine.lost", place=final.place, found=final.records, expected=self._count)
            if self._seen is not None:  # else it was live before
                self._guarded(lambda: finish(self._generation))
            with engine_errors(str(self._folder)):
                self._end(published=True)
            return describe(self._folder, self._name, self._name)

    def close(self) -> None:
        """Drop what was not committed."""
        with self._turn:
            if self._open:
                self._end(published=False)

    def _reopened(self) -> Snapshot:
        return Snapshot(open_index(self._generation, self._mapping), self._generation, self._mapping)

    def _committed_ids(self, ids: Collection[str]) -> set[str]:
        if self._seen is not None:
            # Noted before they are written: an id that is seen too early costs a look-up, one too late a duplicate.
            ids = self._seen.admit(ids)
        return {self._committed.rows.hit(offset).id for offset in self._committed.offsets(tuple(ids))}

    def _add(self, batch: Mapping[str, _Pending], replaced: Container[str]) -> None:
        assert self._tantivy is not None
        with engine_errors(str(self._generation)):
            for identity, (document, row) in batch.items():
                if identity in replaced:
                    self._tantivy.delete_documents_by_term("id", identity)
                self._tantivy.add_json(with_row(document.body, row))

    def _commit(self, checkpoint: bytes) -> None:
        self._sizes = self._guarded(self._rows.sync)
        self._guarded(self._vocabulary.sync)
        try:
            self._commit_index()
        except EngineUnreachable:
            self._fail()
            raise
        except EngineError:
            self._replay()
            self._guarded(self._commit_again)
        self._pending.clear()
        self._guarded(lambda: self._remember(checkpoint))

    def _commit_index(self) -> None:
        assert self._tantivy is not None
        with engine_errors(str(self._generation)):
            self._tantivy.commit()
            before, self._committed = self._committed, Snapshot(self._index, self._generation, self._mapping)
            before.rows.close()
        if self._committed.records != self._count:
            found = self._committed.records
            raise EngineError("engine.lost", place=str(self._generation), found=found, expected=self._count)

    def _commit_again(self) -> None:
        try:
            self._commit_index()
        except EngineError:
            # Whoever opens it now is told: it holds less than its state says.
            write_state(self._generation, msgspec.structs.replace(self._state, records=self._count))
            raise

    def _remember(self, checkpoint: bytes) -> None:
        if self._statistics is not None:
            write_atomic(self._generation / STATISTICS, self._statistics)
            self._statistics = None
        self._state = State(self._count, *self._sizes, checkpoint, self._as_of)
        write_state(self._generation, self._state)

    def _replay(self) -> None:
        """Put everything since the last commit once more: after an error Tantivy may have lost any part of it."""

        def again() -> None:
            assert self._tantivy is not None
            with engine_errors(str(self._generation)):
                self._tantivy.rollback()
            self._add(self._pending, self._pending)

        self._guarded(again)

    def _guarded(self, action: Callable[[], _Result]) -> _Result:
        """Run a step that must not fail half: if it does, this writer ends; a resumed one goes on from the commit."""
        try:
            with engine_errors(str(self._generation)):
                return action()
        except EngineError:
            self._fail()
            raise

    def _fail(self) -> None:
        if self._open:
            self._end(published=False)

    def _end(self, *, published: bool) -> None:
        self._open = False
        writer, self._tantivy = self._tantivy, None
        del writer  # gives Tantivy's own lock back
        self._pending.clear()
        with suppress(OSError):
            self._rows.close()
        self._committed.rows.close()
        self._done(published)

    def _check_open(self) -> None:
        if not self._open:
            raise EngineError("engine.closed", place=str(self._generation))


def _whole(pending: _Pending) -> bytes:
    """The whole record as JSON."""
    document, _ = pending
    return unpack_detail(document.detail) or document.lean


def _recover(generation: Path) -> SeenIds:
    """Make an interrupted build writable: the ids it has rows for, and its torn last row cut off."""
    RowWriter(generation).close()  # makes the files if there are none yet
    seen, rows, whole = SeenIds(), RowReader(generation), FIRST
    for identity, end in rows.ids():
        seen.admit((identity,))
        whole = end
    torn = rows.size() > whole
    rows.close()
    if torn:
        cut(generation, whole)
    return seen
