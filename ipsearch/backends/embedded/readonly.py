"""The last commit of a generation, also where its folder cannot be written: a read-only mount, another user's folder.

Tantivy opens a lock file for writing even to read. There it is given a folder of links instead, with a lock of its own,
for as long as it opens the files. The lock would keep a process that writes from deleting a file between its name is
read and it is opened: that shows as a loss, and the next look finds what is there now.
"""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from ipsearch.backends.embedded.generations import TANTIVY
from ipsearch.backends.embedded.snapshot import Snapshot, open_index
from ipsearch.errors import EngineError, EngineUnreachable
from mappings.loader import Mapping

_NO_LOCK = re.compile(r"Failed to acquire Lockfile: IoError")
_INDEX = "meta.json"
_LOOKS = 3
"""Commits come seconds apart: files of two looks in a row are hardly deleted."""


def last_commit(generation: Path, mapping: Mapping) -> Snapshot:
    """A generation as of its last commit. Raises what :func:`~ipsearch.backends.embedded.snapshot.open_index` does."""
    try:
        return Snapshot(open_index(generation, mapping), generation, mapping)
    except EngineUnreachable as error:
        if not _NO_LOCK.search(str(error.problem.values.get("error", ""))):
            raise
    for _ in range(_LOOKS - 1):
        with suppress(EngineError):
            return _linked(generation, mapping)
    return _linked(generation, mapping)


def _linked(generation: Path, mapping: Mapping) -> Snapshot:
    folder = generation / TANTIVY
    with TemporaryDirectory(prefix="ipsearch-") as name:
        links = Path(name)
        # First what names the files, then the files: those that it names are there, unless they were deleted since.
        shutil.copyfile(folder / _INDEX, links / _INDEX)
        for file in folder.iterdir():
            if file.name != _INDEX and file.suffix != ".lock":
                (links / file.name).symlink_to(file.absolute())
        return Snapshot(open_index(generation, mapping, links), generation, mapping)
