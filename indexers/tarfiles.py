"""Tar archives, packed as a whole (``.tar.gz``, ``.tgz``, ``.tar.bz2``, ``.tar.xz``) or not, with the methods of a zip
archive, so that one code reads through all.

The EPO's weekly deliveries of full texts are tar archives up to 2022, each document a zip archive in it. What such a
tar ends with is the end of a zip archive, that of the last document, for which :mod:`zipfile` takes the whole.
"""

from __future__ import annotations

import io
import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO, cast

from indexers.packing import STEP, open_unpacked
from ipsearch.spreadsheets.officeparts import DAMAGED

_MARK, _MARK_AT = b"ustar", 257
_BLOCK = 512
_NAMES_IN_UTF8 = 0x800
IN_MEMORY = 64 << 20
"""A copy up to this size is not written to the disk."""


def begins_tar(head: bytes) -> bool:
    """Whether the first bytes are those of a tar archive (POSIX or GNU)."""
    return head[_MARK_AT : _MARK_AT + len(_MARK)] == _MARK


def is_tar(path: Path) -> bool:
    """Whether a file is a tar archive, packed or not. What cannot be unpacked at its beginning is none."""
    with open_unpacked(path) or path.open("rb") as stream:
        try:
            return begins_tar(stream.read(_MARK_AT + len(_MARK)))
        except DAMAGED:
            return False


def open_tar(path: Path) -> TarArchive:
    """A tar archive. Raises ``EOFError`` for one that broke off or is damaged, and what unpacking it raises."""
    unpacked = open_unpacked(path)
    return PackedTar(unpacked) if unpacked else TarArchive(path.open("rb"))


class TarArchive:
    """The regular files of a tar archive, which it closes. ``fp`` is what the member opened last is read from."""

    def __init__(self, stream: BinaryIO) -> None:
        self.fp = stream
        self.NameToInfo: dict[str, zipfile.ZipInfo] = {}
        try:
            # The listing alone is of tarfile: its streams check nothing that _Part does not.
            with tarfile.open(fileobj=stream, mode="r:") as listing:
                for one in listing:
                    if one.isreg():
                        info = zipfile.ZipInfo(one.name.removeprefix("./"))
                        info.compress_size = info.file_size = one.size
                        info.header_offset, info.flag_bits = one.offset_data, _NAMES_IN_UTF8
                        self.NameToInfo[info.filename] = info
                stream.seek(listing.offset)
                if stream.read(_BLOCK) != bytes(_BLOCK):
                    raise tarfile.ReadError("no mark at its end")  # cut between two members
        except BaseException as error:
            stream.close()
            if isinstance(error, tarfile.TarError):
                raise EOFError(f"tar: {error}") from error
            raise

    def namelist(self) -> list[str]:
        """The names, in the order of the archive."""
        return list(self.NameToInfo)

    def infolist(self) -> list[zipfile.ZipInfo]:
        """The members, in the order of the archive."""
        return list(self.NameToInfo.values())

    def getinfo(self, name: str) -> zipfile.ZipInfo:
        """A member. Raises ``KeyError``."""
        return self.NameToInfo[name]

    def open(self, member: str | zipfile.ZipInfo) -> IO[bytes]:
        """A stream over a member. Raises ``KeyError``."""
        info = self.NameToInfo[member] if isinstance(member, str) else member
        self.fp.seek(info.header_offset)
        return io.BufferedReader(_Part(self.fp, info.header_offset, info.file_size))

    def close(self) -> None:
        """Let go of the file."""
        self.fp.close()

    def __enter__(self) -> TarArchive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class PackedTar(TarArchive):
    """A tar archive that is packed as a whole: read from its beginning to its end, its members are read once.

    The member that was opened last is there as a copy: what recognises a file and what reads it open it one after the
    other, and each would unpack anew all that stands before it. Sizes are unpacked ones; nothing tells others.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._copied: zipfile.ZipInfo | None = None
        super().__init__(stream)

    def open(self, member: str | zipfile.ZipInfo) -> IO[bytes]:
        """A stream over a member. Raises ``KeyError``."""
        info = self.NameToInfo[member] if isinstance(member, str) else member
        if info is not self._copied:
            self._copied = None
            self._stream.seek(info.header_offset)
            self.fp = cast(BinaryIO, _Copy(IN_MEMORY))
            shutil.copyfileobj(_Part(self._stream, info.header_offset, info.file_size), self.fp, STEP)
            self._copied = info
        self.fp.seek(0)
        return io.BufferedReader(_Part(self.fp, 0, info.file_size))

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()


class _Copy(tempfile.SpooledTemporaryFile[bytes]):
    """A copy that goes with the last stream over it: one may still be read when another member is copied."""

    def __del__(self) -> None:
        self.close()


class _Part(io.RawIOBase):
    """Some bytes of a file that others read from as well."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        super().__init__()
        self._file, self._at, self._end = file, start, start + size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer)).cast("B")
        wanted = min(len(view), self._end - self._at)
        self._file.seek(self._at)
        data = self._file.read(wanted)
        if wanted and not data:
            raise EOFError("the archive ends inside a member")
        self._at += len(data)
        view[: len(data)] = data
        return len(data)
