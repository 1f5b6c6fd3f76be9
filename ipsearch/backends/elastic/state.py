"""What is known of generations beside their documents: one small index, a document for each generation.

Whether a generation exists, and which one is live, is not kept here: its index exists, and the alias points to it. Both
are read by name and at once, never searched, so a write is seen by the next read of any process.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from elasticsearch import BadRequestError, ConflictError, Elasticsearch, NotFoundError

from ipsearch.backends.elastic import blobs as stored
from ipsearch.backends.elastic.blobs import Blob
from ipsearch.backends.elastic.client import Cluster
from ipsearch.backends.elastic.failures import documents_of, engine_errors
from ipsearch.backends.elastic.making import make
from ipsearch.backends.elastic.patience import WRITING, Patience, is_passing, repeated
from ipsearch.errors import EngineBusy, EngineError, IndexMissing

_SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-2", "refresh_interval": "1s"}
_OPAQUE = {"type": "object", "enabled": False}
_MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "properties": {"generation": _OPAQUE, "lock": _OPAQUE, "piece": {"type": "binary"}},
}
BLOBS = ("checkpoint", "statistics")
"""The opaque values of a state."""
_TRIES = 5
_EXISTS = "resource_already_exists_exception"


@dataclass(frozen=True, slots=True)
class State:
    """What the last commit left: records, how far the caller had read, date of the data, what is kept with it.

    A build is ``finished`` before it is made live, and ``published`` when it was.
    """

    finished: bool = False
    records: int = 0
    as_of: str = ""
    checkpoint: bytes = b""
    statistics: bytes = b""
    published: bool = False


class Version(NamedTuple):
    """Which write of a document this is; (-1, -1) if there is none."""

    seq_no: int = -1
    primary_term: int = -1


class Kept(NamedTuple):
    """A state as it stands in the index, and where its opaque values are."""

    state: State = State()
    version: Version = Version()
    blobs: Mapping[str, Blob] = MappingProxyType({})


class StateIndex:
    """The states of the generations of a cluster."""

    def __init__(self, cluster: Cluster) -> None:
        self._client, self.name = cluster.client, cluster.state

    def ensure(self) -> None:
        """Make the index if there is none; ``EngineError`` if there is one of this name that is not ours."""
        with engine_errors(self.name):
            with suppress(NotFoundError):
                # Not "exists": that is answered without a word about the right that is missing.
                found, *others = self._client.indices.get_mapping(index=self.name).values()
                mapping, fields = found["mappings"], found["mappings"].get("properties", {}).keys()
                ours = mapping == _MAPPINGS
                if others or not (
                    ours or (mapping.keys() <= {"properties"} and fields <= _MAPPINGS["properties"].keys())
                ):
                    raise EngineError("index.foreign_state", place=self.name)
                if ours or "generation" in fields:
                    return
                # A write made it, at the moment it was deleted: it holds a lock at most, and nothing that is missed.
                self._client.options(max_retries=0).indices.delete(index=self.name, ignore_unavailable=True)
            try:
                make(self._client, self.name, _SETTINGS, _MAPPINGS)
            except BadRequestError as error:
                if error.error != _EXISTS:  # made meanwhile
                    raise

    def read(self, generation: str, wanted: Collection[str] = BLOBS) -> Kept:
        """The state of a generation, with the opaque values that are wanted; the empty one if none was ever written."""
        with engine_errors(self.name):
            for _ in range(_TRIES):
                try:
                    found = self._client.get(index=self.name, id=generation)
                except NotFoundError:
                    return Kept()
                kept = found["_source"]["generation"]
                blobs: dict[str, Blob] = {name: kept[name] for name in BLOBS}
                with suppress(NotFoundError):  # written anew since: what the state says now is there
                    values = {name: stored.read(self._client, self.name, blobs[name]) for name in wanted}
                    return Kept(_decoded(kept, values, self.name), version_of(found), blobs)
        raise EngineError("engine.moved", place=self.name)

    def brief(self, generations: Iterable[str]) -> dict[str, State]:
        """The states of some generations, without checkpoint and statistics; left out where there is none."""
        wanted = list(generations)
        if not wanted:
            return {}
        large = [f"generation.{name}" for name in BLOBS]
        with engine_errors(self.name):
            try:
                found = documents_of(self._client.mget(index=self.name, ids=wanted, source_excludes=large))
            except NotFoundError:
                return {}
        return {name: _decoded(source["generation"], {}, self.name) for name, source in found.items()}

    def write(self, generation: str, state: State, before: Kept) -> Kept:
        """Replace the state that was ``before``; ``EngineBusy`` if somebody else wrote since."""
        blobs = dict(before.blobs)
        with engine_errors(self.name):
            changed = [n for n in BLOBS if n not in blobs or getattr(state, n) != getattr(before.state, n)]
            if changed:  # else the write below asks
                repeated(WRITING, partial(_require, self._client, self.name))
            for name in changed:
                blobs[name] = stored.write(self._client, self.name, generation, getattr(state, name))
            kept = {name: getattr(state, name) for name in ("finished", "published", "records", "as_of")}
            document = {**kept, **blobs}
            try:
                version = put_if(self._client, self.name, generation, {"generation": document}, before.version)
            except EngineBusy as error:
                if not is_passing(error):  # else an earlier try may have been done: the state names the new ones then
                    new = [blob for name, blob in blobs.items() if blob is not before.blobs.get(name)]
                    stored.delete(self._client, self.name, new)
                raise
            stored.delete(
                self._client, self.name, [old for name, old in before.blobs.items() if old is not blobs[name]]
            )
        return Kept(state, version, blobs)

    def note_published(self, generation: str) -> None:
        """Note of a finished generation that it was live, if that is not known."""
        kept = self.read(generation, ())
        if kept.state.finished and not kept.state.published:
            self.write(generation, replace(kept.state, published=True), kept)

    def delete(self, generation: str) -> None:
        """Forget a generation."""
        blobs = self.read(generation).blobs
        with engine_errors(self.name):
            with suppress(NotFoundError):
                self._client.delete(index=self.name, id=generation)
            stored.delete(self._client, self.name, blobs.values())


def require_finished(cluster: Cluster, generation: str, state: State) -> None:
    """Raise ``IndexMissing`` if a live generation has no state: its statistics and its number of records are lost."""
    if not state.finished:
        raise IndexMissing("index.no_state", place=cluster.index(generation), state=cluster.state)


def version_of(answer: Any) -> Version:
    """The version in an answer of the cluster."""
    return Version(answer["_seq_no"], answer["_primary_term"])


def _require(client: Elasticsearch, index: str) -> None:
    """Raise ``IndexMissing`` if there is no index: to write into it would make one, with any mapping."""
    try:
        client.indices.get_mapping(index=index)
    except NotFoundError as error:
        raise IndexMissing("index.state_gone", place=index) from error


def put_if(
    client: Elasticsearch,
    index: str,
    name: str,
    document: dict[str, dict[str, Any]],
    before: Version,
    patience: Patience = WRITING,
) -> Version:
    """Write a document of this index if it is still the one of ``before``; ``EngineBusy`` if not.

    ``IndexMissing`` if the index is gone, ``EngineBusy`` ``engine.lock_gone`` if only the document is.
    A write whose answer was lost may have been done; the mark in it tells whether what stands there is ours.
    """
    mark = secrets.token_hex(8)
    marked = {kind: {**value, "mark": mark} for kind, value in document.items()}
    condition: dict[str, Any] = {"op_type": "create"}
    if before.seq_no >= 0:
        condition = {"if_seq_no": before.seq_no, "if_primary_term": before.primary_term}

    def put() -> Version:
        _require(client, index)
        try:
            return version_of(client.options(max_retries=0).index(index=index, id=name, document=marked, **condition))
        except ConflictError as error:
            try:
                found = client.get(index=index, id=name)
            except NotFoundError:
                raise EngineBusy("engine.lock_gone", place=name, state=index) from error
            if any(found["_source"].get(kind, {}).get("mark") == mark for kind in marked):
                return version_of(found)
            raise EngineBusy("engine.lock_lost", place=name) from error

    return repeated(patience, put)


def _decoded(kept: Mapping[str, Any], values: Mapping[str, bytes], place: str) -> State:
    try:
        finished, records, as_of = kept["finished"], kept["records"], kept["as_of"]
    except KeyError as error:
        raise EngineError("engine.corrupt", place=place, error=error) from error
    # A state from before this was noted does not tell: what is finished is taken to have been live.
    published = kept.get("published", finished)
    return State(finished, records, as_of, values.get("checkpoint", b""), values.get("statistics", b""), published)
