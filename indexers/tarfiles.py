"""Tar archives with the methods of a zip archive, so that one code reads through both.

The EPO's weekly deliveries of full texts are tar archives up to 2022, each document a zip archive in it. What such a
tar ends with is the end of a zip archive, that of the last document, for which :mod:`zipfile` takes the whole.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO, cast

_MARK, _MARK_AT = b"ustar", 257
_BLOCK = 512
_NAMES_IN_UTF8 = 0x800


def begins_tar(head: bytes) -> bool:
    """Whether the first bytes are those of a tar archive (POSIX or GNU)."""
    return head[_MARK_AT : _MARK_AT + len(_MARK)] == _MARK


def is_tar(path: Path) -> bool:
    """Whether a file is a tar archive that is not packed itself."""
    with path.open("rb") as stream:
        return begins_tar(stream.read(_MARK_AT + len(_MARK)))


class TarArchive:
    """The regular files of a tar archive. Raises ``EOFError`` for one that broke off or is damaged."""

    def __init__(self, path: Path) -> None:
        self.fp = path.open("rb")
        self.NameToInfo: dict[str, zipfile.ZipInfo] = {}
        try:
            # The listing alone is of tarfile: its streams check nothing that _Part does not.
            with tarfile.open(fileobj=self.fp, mode="r:") as listing:
                for one in listing:
                    if one.isreg():
                        info = zipfile.ZipInfo(one.name.removeprefix("./"))
                        info.compress_size = info.file_size = one.size
                        info.header_offset, info.flag_bits = one.offset_data, _NAMES_IN_UTF8
                        self.NameToInfo[info.filename] = info
                self.fp.seek(listing.offset)
                if self.fp.read(_BLOCK) != bytes(_BLOCK):
                    raise tarfile.ReadError("no mark at its end")  # cut between two members
        except tarfile.TarError as error:
            self.fp.close()
            raise EOFError(f"tar: {error}") from error

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
