"""Blobs as the loading loop reads them: archives stay open over their members, and the position is known.

A zip archive with thousands of small members is common (one mark a file). Opening it anew for each member reads its
whole directory each time, which is quadratic: 20,000 members take 50 minutes instead of 10 seconds.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from indexers.files import INNER, Archive, Blob, inner_name, open_archive, open_inner, open_member, stored_position
from ipsearch.errors import InputError
from ipsearch.spreadsheets.officeparts import DAMAGED


class Meter:
    """Shared by the blobs of one load: the archive that is open, and how far the current unit has been read."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._archive: Archive | None = None
        self._inner: tuple[str, zipfile.ZipFile] | None = None
        self._positions: dict[str, int] = {}
        self._current: tuple[str, BinaryIO] | None = None

    def archive(self, path: Path) -> Archive:
        """The archive, opened once as long as members of the same one are asked for."""
        if self._archive is None or self._path != path:
            self.close()
            try:
                self._archive, self._path = open_archive(path), path
            except DAMAGED as error:
                raise InputError("file.unreadable", place=str(path), error=str(error)) from error
        return self._archive

    def member(self, blob: Blob) -> BinaryIO:
        """A stream over a member; an archive inside the archive stays open as long as it is asked for."""
        archive = self.archive(blob.path)
        name = inner_name(archive, blob.member)
        if not name:
            return open_member(archive, blob)
        if self._inner is None or self._inner[0] != name:
            self._close_inner()
            self._inner = (name, open_inner(archive, name, blob.path))
        within = Blob(blob.path, blob.member.removeprefix(f"{name}{INNER}"), blob.title, blob.size)
        return open_member(self._inner[1], within)

    def _close_inner(self) -> None:
        if self._inner is not None:
            self._inner[1].close()
        self._inner = None

    def opened(self, blob: Blob, stream: BinaryIO) -> None:
        """A blob of the unit is read from now on."""
        self._note()
        self._current = (blob.label, stream)

    def begin_unit(self) -> None:
        """Another unit is read from now on."""
        self._positions.clear()
        self._current = None

    @property
    def position(self) -> int:
        """Stored bytes of the current unit that have been read, for progress."""
        self._note()
        return sum(self._positions.values())

    def close(self) -> None:
        """Let go of the archive."""
        self._close_inner()
        if self._archive is not None:
            self._archive.close()
        self._archive = self._path = None

    def _note(self) -> None:
        if self._current is not None and not self._current[1].closed:
            label, stream = self._current
            self._positions[label] = max(self._positions.get(label, 0), stored_position(stream))


@dataclass(frozen=True, slots=True)
class MeteredBlob(Blob):
    """A blob that opens through a :class:`Meter`."""

    meter: Meter = field(default_factory=Meter, compare=False, repr=False)

    def open(self) -> BinaryIO:
        """A binary stream over the unpacked content; close it."""
        # Not super(): a class with slots is made anew by the decorator, and super() would name the old one.
        stream = self.meter.member(self) if self.member else Blob.open(self)
        self.meter.opened(self, stream)
        return stream


@dataclass(frozen=True, slots=True)
class PeekedBlob(MeteredBlob):
    """A blob whose first bytes are read once, however many sources look at them."""

    peeked: list[tuple[int, bytes]] = field(default_factory=list, compare=False, repr=False)

    def head(self, size: int = 8192) -> bytes:
        """The first bytes, for recognising the format."""
        if not self.peeked or (self.peeked[0][0] < size and len(self.peeked[0][1]) == self.peeked[0][0]):
            self.peeked[:] = [(size, Blob.head(self, size))]
        return self.peeked[0][1][:size]
