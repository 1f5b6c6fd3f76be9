"""Reading files with one source, as a load does it."""

from __future__ import annotations

from pathlib import Path

from indexers.base import R, Rejected, Source, Unit
from indexers.files import Blob


def blob(path: Path) -> Blob:
    return Blob(path, size=path.stat().st_size)


def read(source: Source[R], *paths: Path) -> list[R | Rejected]:
    """Everything that a source gives of files, grouped into units as a load does it."""
    units = source.group([blob(path) for path in paths])
    return [item for blobs in units for item in source.read(Unit(source, blobs))]


def records(source: Source[R], *paths: Path) -> list[R]:
    """The records of files in which nothing may be wrong."""
    found: list[R] = []
    for item in read(source, *paths):
        assert not isinstance(item, Rejected), item
        found.append(item)
    return found


def only(source: Source[R], path: Path) -> R:
    """The one record of a file."""
    (item,) = records(source, path)
    return item
