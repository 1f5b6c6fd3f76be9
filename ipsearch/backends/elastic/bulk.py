"""Send documents so that none is lost: in chunks, by several threads, each document until the cluster answers for it.

The helpers of the client repeat no single document that a full queue refuses (``parallel_bulk``), or only in some modes
(``streaming_bulk``), and would make JSON anew of what is JSON. A chunk is repeated here until every document of it is
stored or refused for good. Where an answer was lost, nobody knows whether its documents were stored: the second try
then finds some of them there, and they are counted as unsure.

Where a document has a body in each of several indices, a chunk goes to one after the other, the next when all of it is
answered for: what the last index has, the others have too. The first body has all that the others have, so that a
document that cannot be stored is refused by the first index, and goes to no other.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import msgspec
from elasticsearch import ApiError, Elasticsearch, TransportError

from ipsearch.backends.elastic.client import SHARD_WAIT, for_writing
from ipsearch.backends.elastic.failures import OVERLOADED, TOO_LARGE, Cause, cause_of, engine_error, refusal
from ipsearch.backends.elastic.patience import WRITING, Patience, is_passing
from ipsearch.errors import EngineError

Bodies: TypeAlias = tuple[str, ...]
"""A document as each of the indices takes it."""
_ANSWER = ["items.*.status", "items.*.result", "items.*.error"]


@dataclass(frozen=True, slots=True)
class BulkOptions:
    """How documents are sent: threads, documents and characters of a chunk, how long one is repeated."""

    workers: int = 3
    chunk_documents: int = 2000
    chunk_bytes: int = 3 << 20
    patience: Patience = WRITING


@dataclass(slots=True)
class Outcome:
    """What became of documents: ``created`` are new for certain; ``refused`` says why, by id.

    ``replaced`` had been there before, as far as the cluster knows. It repeats a write by itself when the node that did
    it dies, and then takes its own first try for another document; so any of these may be new. Of ``unsure`` ones we
    know that they were sent twice.
    """

    created: int = 0
    replaced: int = 0
    unsure: int = 0
    refused: dict[str, Cause] = field(default_factory=dict)

    def add(self, other: Outcome) -> None:
        """Count another chunk's, too."""
        self.created += other.created
        self.replaced += other.replaced
        self.unsure += other.unsure
        self.refused |= other.refused


def _anybody() -> None:
    """No lock: whoever sends may."""


class ChunkSender:
    """Sends single chunks to one index. May be used from several threads.

    ``require`` is asked before every request and raises ``EngineError`` if this process may no longer write.
    """

    def __init__(
        self, client: Elasticsearch, index: str, patience: Patience, require: Callable[[], None] = _anybody
    ) -> None:
        self._client = for_writing(client)
        self.index, self._patience, self._require = index, patience, require
        self._ended = threading.Event()

    def send(self, chunk: Mapping[str, str]) -> Outcome:
        """Send bodies by id until each is answered for; ``EngineError`` if one cannot be sent at all."""
        outcome, doubtful = Outcome(), set[str]()
        waiting: Mapping[str, str] = chunk
        pauses = self._patience.pauses()
        while True:
            error, again = self._try(waiting, outcome, doubtful)
            if error is None:
                return outcome
            if self._ended.is_set() or (pause := next(pauses, None)) is None:
                raise error
            waiting = again
            self._ended.wait(pause)

    def end(self) -> None:
        """Repeat nothing any more."""
        self._ended.set()

    def _try(
        self, waiting: Mapping[str, str], outcome: Outcome, doubtful: set[str]
    ) -> tuple[EngineError | None, Mapping[str, str]]:
        """One request: what stood against it, if anything, and which documents must be sent again."""
        try:
            self._require()
        except EngineError as error:
            if not is_passing(error):
                raise
            return error, waiting
        try:
            answer = self._client.bulk(
                operations=_lines(waiting),  # type: ignore[arg-type]  # bytes are sent as they are
                index=self.index,
                filter_path=_ANSWER,
                timeout=SHARD_WAIT,
            )
        except (ApiError, TransportError) as error:
            if isinstance(error, ApiError) and error.meta.status == TOO_LARGE:
                return self._halved(waiting, outcome, doubtful)
            translated = engine_error(error, self.index)
            if not is_passing(error):
                raise translated from error
            if not isinstance(error, ApiError) or error.meta.status != OVERLOADED:
                doubtful.update(waiting)
            return translated, waiting
        return self._sorted(waiting, answer["items"], outcome, doubtful)

    def _halved(
        self, waiting: Mapping[str, str], outcome: Outcome, doubtful: set[str]
    ) -> tuple[EngineError | None, Mapping[str, str]]:
        """Two requests instead of one that was too large; a document that alone is too large is refused."""
        documents = list(waiting.items())
        if len(documents) == 1:
            cause = Cause(TOO_LARGE, "too_large", f"the document has {len(documents[0][1])} characters")
            outcome.refused[documents[0][0]] = cause
            return None, {}
        passing: EngineError | None = None
        again: dict[str, str] = {}
        for half in (documents[: len(documents) // 2], documents[len(documents) // 2 :]):
            error, left = self._try(dict(half), outcome, doubtful)
            passing = error or passing
            again |= left
        return passing, again

    def _sorted(
        self, sent: Mapping[str, str], items: Iterable[dict[str, Any]], outcome: Outcome, doubtful: set[str]
    ) -> tuple[EngineError | None, Mapping[str, str]]:
        again: dict[str, str] = {}
        passing: EngineError | None = None
        for (identity, body), item in zip(sent.items(), items, strict=True):
            result = item["index"]
            if "error" not in result:
                if result["result"] == "created":
                    outcome.created += 1
                else:
                    outcome.replaced += 1
                    outcome.unsure += identity in doubtful
                continue
            cause = cause_of(result["status"], result["error"])
            if cause.is_passing:
                again[identity] = body
                passing = refusal(cause, self.index)
                if cause.status != OVERLOADED:
                    doubtful.add(identity)
            elif cause.status == 400:
                outcome.refused[identity] = cause
            else:  # of the whole index: no right, no space, no index
                raise refusal(cause, self.index)
        return passing, again


def _lines(documents: Mapping[str, str]) -> bytes:
    encode = msgspec.json.Encoder().encode
    lines: list[bytes] = []
    for identity, body in documents.items():
        lines += (b'{"index":{"_id":', encode(identity), b"}}\n", body.encode(), b"\n")
    return b"".join(lines)


class BulkSender:
    """Collects documents into chunks and sends them in threads of its own. Used by one thread at a time.

    Two versions of a document are never under way together: the cluster might keep either. ``indices`` are written in
    this order; what became of a document is what became of it in the last one, or that the first one refused it.
    ``require`` is that of :class:`ChunkSender`.
    """

    def __init__(
        self,
        client: Elasticsearch,
        indices: Sequence[str],
        options: BulkOptions,
        require: Callable[[], None] = _anybody,
    ) -> None:
        self._options = options
        self._senders = [ChunkSender(client, index, options.patience, require) for index in indices]
        self._pool = ThreadPoolExecutor(options.workers, thread_name_prefix=indices[-1])
        self._buffer: dict[str, Bodies] = {}
        self._bytes = 0
        self._flying: dict[Future[Outcome], Mapping[str, Bodies]] = {}
        self._outcome, self._error = Outcome(), None

    _error: EngineError | None

    def add(self, documents: Mapping[str, Bodies]) -> None:
        """Take bodies by id, each in place of one with the same id; raises what an earlier chunk met."""
        for identity, bodies in documents.items():
            self._bytes += sum(map(len, bodies)) - sum(map(len, self._buffer.pop(identity, ())))
            self._buffer[identity] = bodies
            if len(self._buffer) >= self._options.chunk_documents or self._bytes >= self._options.chunk_bytes:
                self._launch()
        if self._error is not None:
            self.settle()

    def waiting(self, ids: Iterable[str]) -> dict[str, Bodies]:
        """Bodies that the cluster has not answered for, by id."""
        chunks = [*self._flying.values(), self._buffer]
        return {i: chunk[i] for i in ids for chunk in chunks if i in chunk}

    def refused(self) -> dict[str, Cause]:
        """What the cluster has refused since the last time, by id."""
        found, self._outcome.refused = self._outcome.refused, {}
        return found

    def settle(self) -> Outcome:
        """Send everything and wait until the cluster has answered for it; what became of it since the last time.

        Raises ``EngineError`` if a document could not be sent, now and every time after.
        """
        if self._buffer:
            self._launch()
        self._collect(self._flying)
        if self._error is not None:
            raise self._error
        done, self._outcome = self._outcome, Outcome()
        return done

    def close(self) -> None:
        """Stop; what is under way is waited for, what was not sent is dropped."""
        self._buffer = {}
        for sender in self._senders:
            sender.end()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._flying = {}

    def _launch(self) -> None:
        chunk, self._buffer, self._bytes = self._buffer, {}, 0
        # One chunk more than threads, so that each finds its next one ready.
        while len(self._flying) > self._options.workers:
            self._collect(wait(self._flying, return_when=FIRST_COMPLETED).done)
        self._collect([future for future, sent in self._flying.items() if not sent.keys().isdisjoint(chunk)])
        self._flying[self._pool.submit(self._send, chunk)] = chunk

    def _send(self, chunk: Mapping[str, Bodies]) -> Outcome:
        """Send a chunk to each index in turn."""
        outcome, refused = Outcome(), dict[str, Cause]()
        for place, sender in enumerate(self._senders):
            outcome = sender.send({i: bodies[place] for i, bodies in chunk.items() if i not in refused})
            if place and outcome.refused:
                raise refusal(next(iter(outcome.refused.values())), sender.index)
            refused |= outcome.refused
        outcome.refused = refused
        return outcome

    def _collect(self, futures: Iterable[Future[Outcome]]) -> None:
        for future in list(futures):
            try:
                outcome = future.result()
            except EngineError as error:
                self._error = self._error or error
            else:
                self._outcome.add(outcome)
            del self._flying[future]
