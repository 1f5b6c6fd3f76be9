"""The embedded backend: Tantivy in this process, files in one directory. Nothing to install or start.

Any number of processes read, also where they cannot write (:mod:`~ipsearch.backends.embedded.readonly`); one at a time
writes a family. Built for one machine: beyond some tens of millions of records, or for many users at once, use a
cluster.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

from ipsearch.backends.embedded import generations as stored
from ipsearch.backends.embedded.failures import engine_errors
from ipsearch.backends.embedded.reader import EmbeddedReader
from ipsearch.backends.embedded.schema import new_index
from ipsearch.backends.embedded.writer import EmbeddedWriter, WriterOptions
from ipsearch.errors import EngineError, IndexMissing
from ipsearch.indices import GenerationInfo, Versions, check, new_generation
from ipsearch.lock import FolderLock
from mappings.loader import Mapping, load

__all__ = ["EmbeddedBackend", "WriterOptions"]


class EmbeddedBackend:
    """Index families below the directory ``home``, which is made when something is first loaded."""

    def __init__(
        self,
        home: Path,
        options: WriterOptions | None = None,
        mappings: Callable[[str], Mapping] = load,
    ) -> None:
        self._home, self._options, self._mappings = home, options or WriterOptions(), mappings

    def reader(self, family: str, versions: Versions | None = None) -> EmbeddedReader:
        """Open the live generation."""
        folder, mapping = self._home / family, self._mappings(family)
        with engine_errors(str(folder)):
            name = stored.require_live(folder)
            while True:
                try:
                    return EmbeddedReader(folder, self._checked(folder, name, versions, mapping), mapping)
                except (EngineError, OSError):
                    tried, name = name, stored.require_live(folder)
                    if name == tried:
                        raise
                    # It was replaced and dropped while it was being opened.

    def build(self, family: str, versions: Versions, resume: bool = False) -> EmbeddedWriter:
        """Build a new generation aside."""
        folder, mapping = self._home / family, self._mappings(family)
        with engine_errors(str(folder)):
            folder.mkdir(parents=True, exist_ok=True)
            # Tantivy's own lock is per generation: an update of the live one would run beside a build to replace it.
            lock = FolderLock(folder)
            try:
                name = self._resumable(folder, versions) if resume else ""
                if not name:
                    self._discard(folder)
                    info = new_generation(family, versions, dt.datetime.now(dt.UTC), set(stored.names(folder)))
                    name = info.name
                    stored.create(folder, info)
                    new_index(folder / name / stored.TANTIVY, mapping)
                return self._writer(folder, name, mapping, lock, fresh=True)
            except BaseException:
                lock.release()
                raise

    def update(self, family: str, versions: Versions) -> EmbeddedWriter:
        """Write into the live generation."""
        folder, mapping = self._home / family, self._mappings(family)
        with engine_errors(str(folder)):
            stored.require_live(folder)
            lock = FolderLock(folder)
            try:
                name = stored.require_live(folder)
                self._checked(folder, name, versions, mapping)
                return self._writer(folder, name, mapping, lock, fresh=False)
            except BaseException:
                lock.release()
                raise

    def generations(self, family: str) -> list[GenerationInfo]:
        """Every generation, oldest first."""
        folder = self._home / family
        with engine_errors(str(folder)):
            return stored.listing(folder)

    def unpublished(self, family: str) -> list[str]:
        """The finished generations behind the live one that were never live."""
        folder = self._home / family
        with engine_errors(str(folder)):
            return stored.unpublished(folder)

    def swap(self, family: str, name: str, versions: Versions | None = None) -> None:
        """Make another finished generation the live one."""
        folder, mapping = self._home / family, self._mappings(family)
        with engine_errors(str(folder)):
            self._require_finished(folder, name)
            info = self._checked(folder, name, versions, mapping)
            lock = FolderLock(folder)
            try:
                self._require_finished(folder, name)
                # What cannot be read, or holds less than was written, is refused here as every search of it would be.
                EmbeddedReader(folder, info, mapping).close()
                stored.make_live(folder, name)
            finally:
                lock.release()

    def drop(self, family: str, name: str) -> None:
        """Delete a generation."""
        folder = self._home / family
        with engine_errors(str(folder)):
            if name not in stored.names(folder):
                raise IndexMissing("index.no_generation", place=str(folder), name=name)
            lock = FolderLock(folder)
            try:
                if stored.live_name(folder) == name:
                    raise EngineError("index.live", place=str(folder), name=name)
                shutil.rmtree(folder / name)
            finally:
                lock.release()

    def close(self) -> None:
        """Nothing is kept open between calls."""

    @staticmethod
    def _require_finished(folder: Path, name: str) -> None:
        if not any(info.name == name and info.finished for info in stored.listing(folder)):
            raise IndexMissing("index.no_generation", place=str(folder), name=name)

    @staticmethod
    def _checked(folder: Path, name: str, versions: Versions | None, mapping: Mapping) -> GenerationInfo:
        """What is known of a generation to be read or written, if it was made with these versions."""
        info = stored.describe(folder, name, name)
        check(info, versions or Versions(info.analysis_version, mapping.schema_hash))
        return info

    @staticmethod
    def _resumable(folder: Path, versions: Versions) -> str:
        """The newest unfinished or unpublished generation of these versions whose files are readable."""
        unpublished = stored.unpublished(folder)
        for name in reversed(stored.names(folder)):
            try:
                info = stored.describe(folder, name, "")
            except EngineError:
                continue
            if (not info.finished or name in unpublished) and info.versions == versions:
                return name
        return ""

    @staticmethod
    def _discard(folder: Path) -> None:
        """Delete unfinished builds; damaged generations are left for a person to drop."""
        for name in stored.names(folder):
            try:
                finished = stored.is_finished(folder / name)
            except EngineError:
                continue
            if not finished:
                shutil.rmtree(folder / name)

    def _writer(self, folder: Path, name: str, mapping: Mapping, lock: FolderLock, *, fresh: bool) -> EmbeddedWriter:
        def done(published: bool) -> None:
            try:
                if published:
                    stored.make_live(folder, name)
            finally:
                lock.release()

        return EmbeddedWriter(folder, name, mapping, self._options, fresh=fresh, done=done)
