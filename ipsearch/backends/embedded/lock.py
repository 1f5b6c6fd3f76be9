"""One writer a family, in whatever process: a lock that the operating system takes back when its holder dies.

It is the lock of an SQLite file, because that works alike on every system and, unlike ``flock``, is not inherited by
worker processes that outlive the writer. Tantivy's own lock is per generation and would let an update of the live
generation run beside a build that replaces it.
"""

from __future__ import annotations

import os
import socket
import sqlite3
from pathlib import Path

from ipsearch.errors import EngineBusy

_LOCK, _OWNER = "writer.lock", "writer"


class FamilyLock:
    """Held from construction until :meth:`release`. Raises ``EngineBusy`` naming the holder."""

    def __init__(self, folder: Path) -> None:
        self._owner = folder / _OWNER
        self._connection: sqlite3.Connection | None = None
        try:
            self._connection = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None, check_same_thread=False)
            self._connection.execute("BEGIN EXCLUSIVE")
            self._owner.write_text(f"process {os.getpid()} on {socket.gethostname()}", "utf-8")
        except sqlite3.Error as error:
            self._close()
            if "locked" not in str(error):
                raise OSError(f"{folder / _LOCK}: {error}") from error
            owner = self._owner.read_text("utf-8") if self._owner.exists() else "another program"
            raise EngineBusy("engine.busy", place=str(folder), owner=owner) from error
        except OSError:
            self._close()
            raise

    def release(self) -> None:
        """Let the next writer in. May be called again."""
        if self._connection is not None:
            self._owner.unlink(missing_ok=True)
            self._close()

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
