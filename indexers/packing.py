"""Files that are packed as a whole: gzip, bzip2, xz. Their first bytes tell, not their names."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, BinaryIO, Final, cast

from ipsearch.errors import InputError
from ipsearch.spreadsheets.filekinds import packed_by
from ipsearch.spreadsheets.officeparts import BOMB_FLOOR, BOMB_RATIO

LONGEST_BEGINNING: Final = 10
"""First bytes that tell how a file is packed."""
_ENDING: Final = re.compile(r"\.(?:gz|bz2|xz)$", re.IGNORECASE)
_UNPACKERS: Final[Mapping[str, Callable[[IO[bytes]], IO[bytes]]]] = MappingProxyType({
    "gzip": lambda stream: cast(IO[bytes], gzip.GzipFile(fileobj=stream)),
    "bzip2": lambda stream: cast(IO[bytes], bz2.BZ2File(stream)),
    "xz": lambda stream: cast(IO[bytes], lzma.LZMAFile(stream)),  # noqa: SIM115 - whoever asks for it closes it
})  # fmt: skip
STEP: Final = 1 << 17
"""Bytes that are read at a time."""


def unpacker(head: bytes) -> Callable[[IO[bytes]], IO[bytes]] | None:
    """What unpacks a stream that begins so; None if it is not packed."""
    return _UNPACKERS.get(packed_by(head))


def unpacked_name(name: str) -> str:
    """A name without the ending that says how the file is packed: ``a.csv`` of ``a.csv.gz``."""
    return _ENDING.sub("", name)


def open_unpacked(path: Path) -> BinaryIO | None:
    """What a packed file holds; None if it is not packed. Going back in it means to unpack it anew from its beginning.

    Where it unpacks to an absurd size, reading it raises ``InputError`` ``file.bomb``, and so does going forward: what
    is passed over is unpacked as well.
    """
    with path.open("rb") as stream:
        unpack = unpacker(stream.read(LONGEST_BEGINNING))
    return None if unpack is None else io.BufferedReader(_Unpacked(path, unpack), STEP)


class _Unpacked(io.RawIOBase):
    def __init__(self, path: Path, unpack: Callable[[IO[bytes]], IO[bytes]]) -> None:
        super().__init__()
        self._place = str(path)
        self._file = path.open("rb")
        self._stream = unpack(self._file)
        self._most = max(BOMB_FLOOR, BOMB_RATIO * path.stat().st_size)
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer)).cast("B")
        data = self._stream.read(len(view))
        self._at += len(data)
        if self._at > self._most:
            raise InputError("file.bomb", place=self._place, ratio=BOMB_RATIO, limit=self._at)
        view[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        wanted = offset + (self._at if whence == io.SEEK_CUR else 0)
        if wanted < self._at:
            self._at = self._stream.seek(0)
        while self._at < wanted and self.readinto(bytearray(min(STEP, wanted - self._at))):
            pass
        return self._at

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._file.close()
        super().close()
