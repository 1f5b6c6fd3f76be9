"""Generations in a cluster: built, updated, listed, swapped, dropped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from ipsearch.backends.base import none_live
from ipsearch.backends.elastic.client import connect
from ipsearch.backends.elastic.indexes import (
    GenerationIndex,
    Listed,
    delete,
    listed,
    live_of,
    parts,
    point,
    require_free,
    require_live,
    sizes,
)
from ipsearch.backends.elastic.lock import FamilyLock
from ipsearch.backends.elastic.reader import ElasticReader
from ipsearch.backends.elastic.state import Kept, State, StateIndex
from ipsearch.backends.elastic.writer import ElasticWriter, WriterOptions
from ipsearch.config import Settings
from ipsearch.errors import EngineError, EngineUnreachable, IndexMissing
from ipsearch.indices import GenerationInfo, Versions, check, new_generation, parse_name
from mappings.loader import Mapping, load


class ElasticBackend:
    """Index families in the cluster that the settings name."""

    def __init__(
        self,
        settings: Settings,
        options: WriterOptions | None = None,
        mappings: Callable[[str], Mapping] = load,
    ) -> None:
        self._cluster = connect(settings)
        self._options, self._mappings = options or WriterOptions(), mappings
        self._states = StateIndex(self._cluster)

    def reader(self, family: str, versions: Versions | None = None) -> ElasticReader:
        """Open the live generation."""
        mapping, live = self._mappings(family), self._require_live(family)
        self._check(live, versions, mapping)
        return ElasticReader(self._cluster, self._describe(Listed(live, True)), mapping)

    def build(self, family: str, versions: Versions, resume: bool = False) -> ElasticWriter:
        """Build a new generation aside."""
        mapping = self._mappings(family)
        require_free(self._cluster, family)
        lock = self._lock(family)
        try:
            generations = listed(self._cluster, family)
            known = self._states.brief(entry.generation for entry in generations)
            unfinished = [
                entry.generation
                for entry in generations
                if not entry.live and not known.get(entry.generation, State()).finished
            ]
            same = [name for name in unfinished if name in known and _versions(name) == versions]
            if resume and same:
                return self._writer(same[-1], mapping, lock, live=False)
            for name in unfinished:
                # With documents but no state it may be a finished one whose state was lost: left for a person to drop.
                if name in known or self._is_empty(name):
                    self._delete(name)
            taken = {entry.generation for entry in generations}
            info = new_generation(family, versions, dt.datetime.now(dt.UTC), taken)
            # That of the alias first: by it a build that ends here is seen, and discarded by the next one.
            for index in reversed(parts(self._cluster, info.name, mapping)):
                index.create(mapping, versions.analysis)
            self._states.write(info.name, State(), Kept())
            return self._writer(info.name, mapping, lock, live=False)
        except BaseException:
            lock.release()
            raise

    def update(self, family: str, versions: Versions) -> ElasticWriter:
        """Write into the live generation."""
        mapping = self._mappings(family)
        self._check(self._require_live(family), versions, mapping)
        lock = self._lock(family)
        try:
            live = self._require_live(family)
            self._check(live, versions, mapping)
            return self._writer(live, mapping, lock, live=True)
        except BaseException:
            lock.release()
            raise

    def generations(self, family: str) -> list[GenerationInfo]:
        """Every generation, oldest first. One that is not there whole, or closed, is listed as unfinished and empty."""
        infos = []
        for entry in listed(self._cluster, family):
            try:
                infos.append(self._describe(entry))
            except (EngineUnreachable, IndexMissing):
                infos.append(_named(entry))
        return infos

    def swap(self, family: str, name: str, versions: Versions | None = None) -> None:
        """Make another finished generation the live one."""
        mapping = self._mappings(family)
        require_free(self._cluster, family)
        self._require_finished(family, name)
        self._check(name, versions, mapping)
        lock = self._lock(family)
        try:
            generations = self._require_finished(family, name)
            # What cannot be read, or holds less than was written, is refused here as every search of it would be.
            ElasticReader(self._cluster, self._describe(Listed(name, True)), mapping).close()
            point(self._cluster, family, name, live_of(generations))
        finally:
            lock.release()

    def drop(self, family: str, name: str) -> None:
        """Delete a generation."""
        if not any(entry.generation == name for entry in listed(self._cluster, family)):
            raise EngineError("index.no_generation", place=self._cluster.alias(family), name=name)
        lock = self._lock_if_writable(family)
        try:
            if name in live_of(listed(self._cluster, family)):
                raise EngineError("index.live", place=self._cluster.alias(family), name=name)
            delete(self._cluster, name)
            if lock is not None:  # else the state cannot be deleted now: it is small, and nobody asks for it
                self._states.delete(name)
        finally:
            if lock is not None:
                lock.release()

    def close(self) -> None:
        """Close the connections."""
        self._cluster.client.close()

    def _is_empty(self, name: str) -> bool:
        try:
            return GenerationIndex(self._cluster, name).count() == 0
        except (EngineUnreachable, IndexMissing):
            return False

    def _lock(self, family: str) -> FamilyLock:
        self._states.ensure()
        return FamilyLock(self._cluster, family, self._options.lease)

    def _lock_if_writable(self, family: str) -> FamilyLock | None:
        """The lock, or none where the index of locks takes no writes: then nobody holds it or can take it.

        So it is on a full disk, and to delete a generation is what frees it.
        """
        try:
            return self._lock(family)
        except EngineError as error:
            if error.problem.code != "engine.read_only":
                raise
            return None

    def _require_live(self, family: str) -> str:
        generations = listed(self._cluster, family)
        live = live_of(generations)
        if not live:
            finished = [entry.generation for entry in generations if self._is_finished(entry.generation)]
            raise none_live(self._cluster.alias(family), family, finished)
        if len(live) > 1:
            raise IndexMissing("index.several", place=self._cluster.alias(family), names=", ".join(live))
        return live[0]

    def _is_finished(self, name: str) -> bool:
        return self._states.brief([name]).get(name, State()).finished

    def _require_finished(self, family: str, name: str) -> list[Listed]:
        """The generations, if this one is among them and finished."""
        generations = listed(self._cluster, family)
        if not any(entry.generation == name for entry in generations) or not self._is_finished(name):
            raise EngineError("index.no_generation", place=self._cluster.alias(family), name=name)
        return generations

    @staticmethod
    def _check(name: str, versions: Versions | None, mapping: Mapping) -> None:
        found = _versions(name)
        check(_named(Listed(name, True)), versions or Versions(found.analysis, mapping.schema_hash))

    def _describe(self, entry: Listed) -> GenerationInfo:
        name, info = entry.generation, _named(entry)
        state = self._states.brief([name]).get(name, State())
        # Each one is asked: a generation that lacks an index, or has a closed one, is not whole.
        counts = [index.count() for index in parts(self._cluster, name, self._mappings(info.family))]
        size = sizes(self._cluster, [name]).get(name)
        return replace(
            info,
            finished=state.finished,
            records=counts[-1],
            as_of=state.as_of,
            bytes=size.bytes if size else 0,
            dead=size.dead if size else 0,
        )

    def _delete(self, name: str) -> None:
        # The state last: if the cluster refuses to delete, the generation stays what it was.
        delete(self._cluster, name)
        self._states.delete(name)

    def _writer(self, name: str, mapping: Mapping, lock: FamilyLock, *, live: bool) -> ElasticWriter:
        indices = parts(self._cluster, name, mapping)

        def publish() -> None:
            if live:
                require_live(self._cluster, mapping.family, name)
            else:
                point(self._cluster, mapping.family, name, live_of(listed(self._cluster, mapping.family)))

        describe = partial(self._describe, Listed(name, True))
        return ElasticWriter(indices, mapping, self._options, lock, publish, describe, live=live)


def _versions(name: str) -> Versions:
    parsed = parse_name(name)
    assert parsed is not None  # only such names are listed
    return parsed.versions


def _named(entry: Listed) -> GenerationInfo:
    parsed = parse_name(entry.generation)
    assert parsed is not None
    analysis, schema = parsed.versions.analysis, parsed.versions.schema
    created = parsed.created.isoformat()
    return GenerationInfo(parsed.family, entry.generation, entry.live, False, 0, 0, created, analysis, schema)
