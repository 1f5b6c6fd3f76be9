"""Generations in a cluster: built, updated, listed, swapped, dropped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress

from ipsearch.backends.base import none_live
from ipsearch.backends.elastic.client import connect
from ipsearch.backends.elastic.indexes import (
    GenerationIndex,
    Listed,
    delete,
    described,
    listed,
    live_of,
    parts,
    point,
    require_free,
    require_live,
)
from ipsearch.backends.elastic.lock import FamilyLock
from ipsearch.backends.elastic.reader import ElasticReader
from ipsearch.backends.elastic.state import Kept, State, StateIndex
from ipsearch.backends.elastic.writer import ElasticWriter, WriterOptions
from ipsearch.config import Settings
from ipsearch.errors import EngineError, EngineUnreachable, IndexMissing
from ipsearch.indices import GenerationInfo, Versions, check, named, new_generation
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
        return ElasticReader(self._cluster, live, mapping)

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
            begun = {*(name for name in unfinished if name in known), *_unpublished(generations, known)}
            same = [name for name in begun if named(name).versions == versions]
            if resume and same:
                newest = max(same, key=lambda name: named(name).created)
                return self._writer(newest, mapping, lock, live=False)
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
        infos, mapping, generations = [], self._mappings(family), listed(self._cluster, family)
        known = self._states.brief(entry.generation for entry in generations)
        for entry in generations:
            try:
                # Each one is asked: a generation that lacks an index, or has a closed one, is not whole.
                counts = [index.count() for index in parts(self._cluster, entry.generation, mapping)]
                infos.append(described(self._cluster, entry, known.get(entry.generation, State()), counts[-1]))
            except (EngineUnreachable, IndexMissing):
                infos.append(named(entry.generation, live=entry.live))
        return infos

    def unpublished(self, family: str) -> list[str]:
        """The finished generations behind the live one that were never live."""
        generations = listed(self._cluster, family)
        return _unpublished(generations, self._states.brief(entry.generation for entry in generations))

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
            ElasticReader(self._cluster, name, mapping).close()
            self._make_live(family, name, generations)
        finally:
            lock.release()

    def drop(self, family: str, name: str) -> None:
        """Delete a generation."""
        if not any(entry.generation == name for entry in listed(self._cluster, family)):
            raise IndexMissing("index.no_generation", place=self._cluster.alias(family), name=name)
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
            known = self._states.brief(entry.generation for entry in generations)
            raise none_live(
                self._cluster.alias(family), family, [name for name, state in known.items() if state.finished]
            )
        if len(live) > 1:
            raise IndexMissing("index.several", place=self._cluster.alias(family), names=", ".join(live))
        return live[0]

    def _require_finished(self, family: str, name: str) -> list[Listed]:
        """The generations, if this one is among them and finished."""
        generations = listed(self._cluster, family)
        is_listed = any(entry.generation == name for entry in generations)
        if not is_listed or not self._states.brief([name]).get(name, State()).finished:
            raise IndexMissing("index.no_generation", place=self._cluster.alias(family), name=name)
        return generations

    @staticmethod
    def _check(name: str, versions: Versions | None, mapping: Mapping) -> None:
        found = named(name)
        check(found, versions or Versions(found.analysis_version, mapping.schema_hash))

    def _make_live(self, family: str, name: str, generations: Sequence[Listed]) -> None:
        """Move the alias, and note what was live: what never was, a load that was killed before goes on with."""
        before = live_of(generations)
        for one in before:  # of a load that was killed behind the switch
            self._states.note_published(one)
        point(self._cluster, family, name, before)
        with suppress(EngineError):  # it is live: this must not look like a switch that failed
            self._states.note_published(name)

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
                self._make_live(mapping.family, name, listed(self._cluster, mapping.family))

        return ElasticWriter(indices, mapping, self._options, lock, publish, live=live)


def _unpublished(generations: Sequence[Listed], known: dict[str, State]) -> list[str]:
    """Those of the generations, oldest first, that stand behind the live one, are finished, and were never live."""
    live = max((i for i, entry in enumerate(generations) if entry.live), default=-1)
    behind = [entry.generation for entry in generations[live + 1 :]]
    return [name for name in behind if name in known and known[name].finished and not known[name].published]
