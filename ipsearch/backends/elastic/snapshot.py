"""A generation as it was when a reader was opened: a point in time of its index.

A point in time lives in the shards of certain nodes. When one of them dies, or nobody asked for a while, a new one is
opened on the same index and the request repeated: nothing is answered from a part of the shards. If the index was
written to meanwhile, that would be another snapshot, and the request fails with ``engine.moved``.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from elasticsearch import ApiError, Elasticsearch, TransportError

from ipsearch.backends.elastic.client import Cluster
from ipsearch.backends.elastic.failures import OVERLOADED, cause_of_error, engine_errors
from ipsearch.backends.elastic.patience import READING, Patience, is_passing
from ipsearch.errors import EngineError

KEEP_ALIVE = "5m"
"""How long a point in time is kept after a request. Each one keeps replaced files of the index on disk."""
_ALL_SHARDS = {"allow_partial_search_results": "false"}
_JSON = {"accept": "application/json", "content-type": "application/json"}
_LOST = ("search_context_missing_exception", "search_context_missing_nodes_exception")
# Answers are taken whole: a filter_path made them no faster (500 hits) or slower by half (5,000).

_Result = TypeVar("_Result")


class Snapshot:
    """A point in time of one index, which has some ``shards``. May be used from several threads."""

    def __init__(
        self,
        cluster: Cluster,
        index: str,
        is_unchanged: Callable[[], bool],
        patience: Patience = READING,
    ) -> None:
        self.index, self.is_unchanged = index, is_unchanged
        self._client: Elasticsearch = cluster.client
        self._patience = patience
        self._turn = threading.Lock()
        with engine_errors(index):
            self._id = self._open()

    def ask(self, body: dict[str, Any]) -> dict[str, Any]:
        """One search, with ``query``, ``size`` and so on; ``EngineError`` if any shard cannot answer."""
        return self._repeated(lambda point: self._search(body, point))

    def ask_many(self, bodies: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Several searches in one request; those that failed for a passing reason are asked again one by one."""

        def send(point: str) -> list[dict[str, Any]]:
            lines: list[dict[str, Any]] = []
            for body in bodies:
                lines += [{"allow_partial_search_results": False}, self._at(body, point)]
            answer = self._client.msearch(searches=lines)
            found: list[dict[str, Any]] = answer["responses"]
            return found

        answers = self._repeated(send)
        return [
            self.ask(body) if "error" in answer or answer["timed_out"] else answer
            for body, answer in zip(bodies, answers, strict=True)
        ]

    def require_unchanged(self) -> None:
        """Raise ``EngineError`` ``engine.moved`` if the index was written to since the reader was opened."""
        if not self.is_unchanged():
            raise EngineError("engine.moved", place=self.index)

    def close(self) -> None:
        """Let the cluster forget the point in time. An unreachable cluster forgets it by itself."""
        with suppress(ApiError, TransportError):
            self._client.options(max_retries=0).close_point_in_time(id=self._id)

    def _open(self) -> str:
        answer = self._client.open_point_in_time(index=self.index, keep_alive=KEEP_ALIVE)
        self.shards: int = answer["_shards"]["total"]
        return str(answer["id"])

    @staticmethod
    def _at(body: dict[str, Any], point: str) -> dict[str, Any]:
        return {**body, "pit": {"id": point, "keep_alive": KEEP_ALIVE}}

    def _search(self, body: dict[str, Any], point: str) -> dict[str, Any]:
        # client.search() takes the body apart into parameters and puts it together again: 0.1 ms of each request.
        sent = self._client.perform_request(
            "POST", "/_search", params=_ALL_SHARDS, headers=_JSON, body=self._at(body, point)
        )
        answer: dict[str, Any] = sent.body
        if answer["timed_out"]:
            raise EngineError("engine.failed", place=self.index, error="the cluster's time limit for searches")
        return answer

    def _repeated(self, send: Callable[[str], _Result]) -> _Result:
        pauses = self._patience.pauses()
        while True:
            point = self._id
            with engine_errors(self.index):
                try:
                    return send(point)
                except (ApiError, TransportError) as error:
                    if not _is_lost(error) or (pause := next(pauses, None)) is None:
                        raise
                    refused = isinstance(error, ApiError) and error.meta.status == OVERLOADED
            time.sleep(pause)
            if not refused:  # a full queue takes no point in time away
                self._renew(point)

    def _renew(self, lost: str) -> None:
        """Open another point in time, unless another thread did; left to the next try while the cluster cannot answer.

        The index of states, which says whether the data is unchanged, may be on the node that is away.
        """
        with self._turn:
            if self._id == lost:
                try:
                    with engine_errors(self.index):
                        self.require_unchanged()
                        self._id = self._open()
                except EngineError as error:
                    if not is_passing(error):
                        raise


def _is_lost(error: ApiError | TransportError) -> bool:
    # A node that does not answer in time is left alone for a while; only one that is gone may be left to ask then.
    return is_passing(error) or (isinstance(error, ApiError) and cause_of_error(error).kind in _LOST)
