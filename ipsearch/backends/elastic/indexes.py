"""The indices of a generation: made, refreshed, counted, made ready, deleted; and which one the alias points to.

A generation is one index; of a family with fields that are kept apart it is two. The second has these fields and all
others as well, so that one query over both kinds is answered by one index, exactly; and it keeps the whole records. The
first stays small, and answers every query that does not ask for what is kept apart. A document is written to the second
one first: what the first one has, the second has too.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import quote

from elasticsearch import ApiError, AuthorizationException, NotFoundError, TransportError

from ipsearch.backends.elastic.client import Cluster
from ipsearch.backends.elastic.failures import documents_of, engine_errors, other_product
from ipsearch.backends.elastic.making import make
from ipsearch.backends.elastic.pack import kept_apart, whole
from ipsearch.backends.elastic.patience import WRITING, is_passing, repeated
from ipsearch.backends.elastic.state import State
from ipsearch.errors import EngineError, EngineUnreachable, IndexMissing
from ipsearch.indices import GenerationInfo, named, parse_name
from mappings.loader import Mapping

_IDS_AT_ONCE = 500
SEGMENTS = 1
"""Parts of the index that a build leaves in a shard. Merging took 33 us a record where loading took 60, and left 180 of
315 bytes: only a merge drops what the cluster keeps of documents for its copies (``_recovery_source``)."""
_MERGE_SECONDS = 4 * 3600.0
HELD_SECONDS = 45.0
HELD_LEAST, HELD_SHARE = 1_000_000, 0.1
"""Writes, and their part of all, that are worth waiting for before a merge: 200 MB of marks. A smaller build would be
slowed down by more than what it saves."""


TEXTS = "-texts"
"""What the name of the second index of a generation ends with; no name of a generation does."""


@dataclass(frozen=True, slots=True)
class GenerationIndex:
    """An index of one generation: the one the alias points to, or that of its ``texts``."""

    cluster: Cluster
    generation: str
    texts: bool = False

    @property
    def name(self) -> str:
        """Its name in the cluster."""
        return self.cluster.index(self.generation) + (TEXTS if self.texts else "")

    def create(self, mapping: Mapping, analysis: str) -> None:
        """Make it, empty. Tokens are kept beside the index only where spans are read from them."""
        source, cluster = mapping.source, self.cluster
        out = frozenset[str]() if self.texts else kept_apart(mapping)
        kept = [spec.name for spec in mapping.fields.values() if spec.use == "positions" and spec.apart == self.texts]
        properties = {name: spec for name, spec in source["mappings"]["properties"].items() if name not in out}
        settings = {
            **source.get("settings", {}).get("index", {}),
            "number_of_shards": cluster.shards,
            "number_of_replicas": cluster.build_replicas,
            "auto_expand_replicas": False,
            "refresh_interval": "-1",  # readers see commits
        }
        mappings = {
            **source["mappings"],
            "properties": properties,
            "_meta": {**source["mappings"]["_meta"], "analysis_version": analysis},
            "_source": {"includes": [*kept, *({"detail"} - out)]},
        }
        with engine_errors(self.name):
            make(cluster.client, self.name, settings, mappings)

    def refreshed_count(self) -> int:
        """Documents in it, after all that was written became visible."""

        def refresh() -> None:
            shards = self.cluster.client.indices.refresh(index=self.name)["_shards"]
            if shards["failed"]:
                error = f"{shards['failed']} shards failed"
                raise EngineUnreachable("engine.unreachable", place=self.name, error=error)

        with engine_errors(self.name):
            repeated(WRITING, refresh)
        return repeated(WRITING, self.count)

    def count(self) -> int:
        """Documents that can be found in it."""
        with engine_errors(self.name):
            answer = self.cluster.client.search(
                index=self.name, size=0, track_total_hits=True, allow_partial_search_results=False
            )
        total: int = answer["hits"]["total"]["value"]
        return total

    def whole(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Whole records by id, refreshed or not."""
        found: dict[str, bytes] = {}
        known = [i for i in dict.fromkeys(ids) if i and len(i) <= 512]
        for start in range(0, len(known), _IDS_AT_ONCE):
            fetch = partial(self._stored, known[start : start + _IDS_AT_ONCE])
            with engine_errors(self.name):
                found.update((i, whole(source)) for i, source in repeated(WRITING, fetch).items())
        return found

    def _stored(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        return documents_of(self.cluster.client.mget(index=self.name, ids=ids))

    def make_ready(self) -> None:
        """Merge what a build left, and have as many replicas as a live index has."""
        client, replicas = self.cluster.client, self.cluster.replicas
        self._let_go()
        self._merge()
        wanted: dict[str, Any] = {"auto_expand_replicas": "0-1"}
        if replicas is not None:
            wanted = {"auto_expand_replicas": False, "number_of_replicas": replicas}
        with engine_errors(self.name):
            repeated(WRITING, lambda: client.indices.put_settings(index=self.name, settings={"index": wanted}))

    def _let_go(self) -> None:
        """Wait until the cluster holds back no more what a merge could drop, if that is much of the index.

        It keeps what was written, and what that replaced, for copies that may be behind, and looks every 30 s whether
        one is. That can be half of the index, and nothing would merge it again.
        """
        end = time.monotonic() + HELD_SECONDS
        with engine_errors(self.name):
            while self._holds_much_back() and time.monotonic() < end:
                time.sleep(1.0)
            # What no commit of the shard holds is not dropped either.
            repeated(WRITING, lambda: self.cluster.client.indices.flush(index=self.name))

    def _holds_much_back(self) -> bool:
        ask = partial(self.cluster.client.indices.stats, index=self.name, metric="docs", level="shards")
        written = held = 0
        for copy in self._copies(repeated(WRITING, ask)):
            done = copy["seq_no"]["max_seq_no"] + 1
            leases = [lease["retaining_seq_no"] for lease in copy["retention_leases"]["leases"]]
            written, held = written + done, held + done - min([done, *leases])
        return held > max(HELD_LEAST, written * HELD_SHARE)

    def _merge(self) -> None:
        """Merge each shard to one segment, which takes half an hour for a large one.

        A proxy before the cluster gives the request up after a minute; the merge goes on without it. So it is asked for
        again while there is something left to merge.
        """
        merging = self.cluster.client.options(request_timeout=_MERGE_SECONDS, retry_on_timeout=False)
        end = time.monotonic() + _MERGE_SECONDS
        with engine_errors(self.name):
            while True:
                left = self._is_unmerged()
                try:
                    repeated(WRITING, lambda: merging.indices.forcemerge(index=self.name, max_num_segments=SEGMENTS))
                except (ApiError, TransportError) as error:
                    if not (left and is_passing(error)) or time.monotonic() > end:
                        raise
                else:
                    return

    def _is_unmerged(self) -> bool:
        answer = repeated(WRITING, partial(self.cluster.client.indices.segments, index=self.name))
        return any(copy["num_search_segments"] > SEGMENTS for copy in self._copies(answer))

    def _copies(self, answer: Any) -> Iterator[dict[str, Any]]:
        """What an answer says of each copy of a shard; of an index none of whose shards has a node it says nothing."""
        for copies in answer["indices"].get(self.name, {"shards": {}})["shards"].values():
            yield from copies


def parts(cluster: Cluster, generation: str, mapping: Mapping) -> tuple[GenerationIndex, ...]:
    """The indices of a generation, in the order in which documents are written: the one of the alias is the last."""
    return possible(cluster, generation)[0 if mapping.apart else 1 :]


def possible(cluster: Cluster, generation: str) -> tuple[GenerationIndex, GenerationIndex]:
    """The indices that a generation of any family can have, in the same order."""
    return GenerationIndex(cluster, generation, texts=True), GenerationIndex(cluster, generation)


def delete(cluster: Cluster, generation: str) -> None:
    """Delete the indices of a generation: all or, if the cluster refuses it for one, none."""
    names = [index.name for index in possible(cluster, generation)]
    with engine_errors(names[-1]):
        cluster.client.indices.delete(index=names, ignore_unavailable=True)


@dataclass(frozen=True, slots=True)
class Listed:
    """A generation that has an index, and whether the alias points to it."""

    generation: str
    live: bool


def _resolved(cluster: Cluster, name: str) -> Any:
    # By hand: the client of 9.5 asks with POST, which it did not before; a GET is answered by every version.
    return cluster.client.perform_request(
        "GET",
        f"/_resolve/index/{quote(name, safe='*')}",
        params={"expand_wildcards": "open,closed"},
        headers={"accept": "application/json"},
    )


def listed(cluster: Cluster, family: str) -> list[Listed]:
    """The generations of a family that have an index, if only that of the texts, oldest first."""
    alias, start = cluster.alias(family), cluster.index("")
    with engine_errors(alias):
        # Not "get_alias": one index whose metadata is blocked makes the cluster refuse it for all.
        answer = _resolved(cluster, f"{alias}-*")
    if not isinstance(answer.body, dict) or "indices" not in answer.body:  # it is the first question of every command
        raise other_product(answer.meta, f"{answer.meta.status} {answer.body!r}")
    found: dict[tuple[dt.datetime, str], bool] = {}
    for entry in answer["indices"]:
        generation = entry["name"].removeprefix(start).removesuffix(TEXTS)
        name = parse_name(generation)
        if name is not None and name.family == family:
            key = (name.created, generation)
            found[key] = found.get(key, False) or alias in entry.get("aliases", ())
    return [Listed(generation, live) for (_, generation), live in sorted(found.items())]


def require_free(cluster: Cluster, family: str) -> None:
    """Raise ``EngineError`` ``index.in_the_way`` if the name of the family's alias is that of an index."""
    alias = cluster.alias(family)
    with engine_errors(alias), suppress(NotFoundError):
        found = _resolved(cluster, alias)
        if any(entry["name"] == alias for entry in (*found["indices"], *found["data_streams"])):
            raise EngineError("index.in_the_way", place=alias)


def require_live(cluster: Cluster, family: str, generation: str) -> None:
    """Raise ``IndexMissing`` if the alias does not point to a generation that was live."""
    live = repeated(WRITING, lambda: live_of(listed(cluster, family)))
    if live != [generation]:
        raise IndexMissing("index.not_live", place=cluster.alias(family), name=generation)


def live_of(generations: Iterable[Listed]) -> list[str]:
    """The live generation: none, one, or several if somebody else has moved the alias."""
    return [entry.generation for entry in generations if entry.live]


def point(cluster: Cluster, family: str, generation: str, before: Sequence[str]) -> None:
    """Make a generation live in one step; ``before`` are those that were."""
    alias = cluster.alias(family)
    actions: list[dict[str, Any]] = [
        {"remove": {"index": cluster.index(name), "alias": alias, "must_exist": True}}
        for name in before
        if name != generation
    ]
    if generation not in before:
        actions.append({"add": {"index": cluster.index(generation), "alias": alias}})
    if not actions:
        return

    def update() -> None:
        try:
            cluster.client.options(max_retries=0).indices.update_aliases(actions=actions)
        except NotFoundError:
            # Done by a request whose answer was lost?
            if live_of(listed(cluster, family)) != [generation]:
                raise

    with engine_errors(alias):
        repeated(WRITING, update)


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes of a generation without its copies, and documents that were replaced and are still in an index of it."""

    bytes: int = 0
    dead: int = 0


def size_of(cluster: Cluster, generation: str) -> Size:
    """The size of the indices of a generation; nothing for a user who may not see it.

    Summed over the segments: the cluster's own sum may be ten seconds old, and nothing for an index just made.
    """
    names = [index.name for index in possible(cluster, generation)]
    with engine_errors(names[-1]):
        try:
            answer = cluster.client.indices.segments(index=names, ignore_unavailable=True)
        except AuthorizationException:
            return Size()
    size = Size()
    for entry in answer["indices"].values():
        copies = [copy for shard in entry["shards"].values() for copy in shard if copy["routing"]["primary"]]
        segments = [segment for copy in copies for segment in copy["segments"].values()]
        size = Size(
            size.bytes + sum(segment["size_in_bytes"] for segment in segments),
            max(size.dead, sum(segment["deleted_docs"] for segment in segments)),
        )
    return size


def described(cluster: Cluster, entry: Listed, state: State, records: int) -> GenerationInfo:
    """What is known of a generation in which so many records can be found."""
    size = size_of(cluster, entry.generation)
    return replace(
        named(entry.generation, live=entry.live),
        finished=state.finished,
        records=records,
        as_of=state.as_of,
        bytes=size.bytes,
        dead=size.dead,
    )
