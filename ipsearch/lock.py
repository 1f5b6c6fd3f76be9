"""One writer a folder, in whatever process: a lock that the operating system takes back when its holder dies.

It is the lock of an SQLite file, because that works alike on every system and, unlike ``flock``, is not inherited by
worker processes that outlive the writer.
"""

from __future__ import annotations

import os
import socket
import sqlite3
from pathlib import Path

from ipsearch.errors import EngineBusy

_LOCK, _OWNER = "writer.lock", "writer"


class FolderLock:
    """Held from construction until :meth:`release`. Raises ``EngineBusy`` with this code, naming the holder."""

    def __init__(self, folder: Path, code: str = "engine.busy") -> None:
        self._owner, self._file = folder / _OWNER, folder / _LOCK
        self._connection: sqlite3.Connection | None = None
        try:
            self._connection = sqlite3.connect(self._file, timeout=0, isolation_level=None, check_same_thread=False)
            self._connection.execute("BEGIN EXCLUSIVE")
            self._owner.write_text(f"process {os.getpid()} on {socket.gethostname()}", "utf-8")
        except sqlite3.Error as error:
            self._close()
            if "locked" not in str(error):
                raise OSError(f"{self._file}: {error}") from error
            raise EngineBusy(code, place=str(folder), owner=self._named_owner()) from error
        except OSError:
            self._close()
            raise

    def release(self, *, delete: bool = False) -> None:
        """Let the next writer in; ``delete`` the file too, where none may come. May be called again."""
        if self._connection is not None:
            self._owner.unlink(missing_ok=True)
            self._close()
            if delete:
                self._file.unlink(missing_ok=True)

    def _named_owner(self) -> str:
        try:  # it comes just after the lock and goes just before it
            return self._owner.read_text("utf-8") or "another program"
        except FileNotFoundError:
            return "another program"

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
