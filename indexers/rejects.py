"""The rejects file: every record that was not loaded, with its place, the reason in both languages, and its text.

NDJSON, one object a line: ``place``, ``code``, ``reason_en``, ``reason_zh``, ``raw``.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from io import FileIO
from pathlib import Path

import msgspec

from indexers.base import RAW_LIMIT, Rejected
from ipsearch.errors import InputError, unicode_text


class Reject(msgspec.Struct, frozen=True):
    """One line of the file."""

    place: str
    code: str
    reason_en: str
    reason_zh: str
    raw: str


def default_path(now: dt.datetime) -> Path:
    """A new file in the current folder, ``rejects-YYYYmmdd-HHMMSS.ndjson``."""
    stem = now.strftime("rejects-%Y%m%d-%H%M%S")
    path, turn = Path(f"{stem}.ndjson"), 1
    while path.exists():
        turn += 1
        path = Path(f"{stem}-{turn}.ndjson")
    return path


def place_of(path: Path) -> str:
    """Where a file is, for a checkpoint, which takes only Unicode."""
    return unicode_text(str(path.absolute()))


def line(item: Rejected) -> bytes:
    """One line, newline included. Bytes that are no text become question marks."""
    problem = item.problem.at("")
    texts = (item.problem.place, problem.code, problem.text("en"), problem.text("zh"), item.raw[:RAW_LIMIT])
    return msgspec.json.encode(Reject(*(t.encode("utf-8", "replace").decode() for t in texts))) + b"\n"


class RejectsFile:
    """Writes rejects; the file is made when the first one comes, in place of an older one.

    ``keep`` is the size up to which an existing file belongs to this load: an interrupted load goes on behind it, and
    what it wrote after its last checkpoint is cut off, since those records come again.
    """

    def __init__(self, path: Path, keep: int = 0) -> None:
        self.path = path
        self._keep = keep if path.exists() else 0
        self._file: FileIO | None = None
        if self._keep:
            self._open()
        elif not os.access(path.absolute().parent, os.W_OK) or path.is_dir():
            # Hours into a load is too late to find out.
            raise InputError("load.rejects", place=str(path), error="no such folder, or no right to write")

    def write(self, items: Iterable[Rejected]) -> None:
        """Append some rejects."""
        data = b"".join(map(line, items))
        if not data:
            return
        if self._file is None:
            self._open()
        assert self._file is not None
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
        except OSError as error:
            raise InputError("load.rejects", place=str(self.path), error=str(error)) from error

    def sync(self) -> int:
        """Make what was written durable; the size of the file, 0 if there is none."""
        if self._file is None:
            return 0
        os.fsync(self._file.fileno())
        return self._file.tell()

    @property
    def exists(self) -> bool:
        """Whether anything was rejected."""
        return self._file is not None

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def _open(self) -> None:
        try:
            self._file = FileIO(self.path, "r+b" if self._keep else "wb")
            self._file.truncate(min(self._keep, self._file.seek(0, os.SEEK_END)))
            self._file.seek(0, os.SEEK_END)
        except OSError as error:
            raise InputError("load.rejects", place=str(self.path), error=str(error)) from error
