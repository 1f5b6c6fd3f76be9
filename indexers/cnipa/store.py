"""Rows of the side members, kept on disk until the basic row they belong to is read.

The members of a package are not sorted alike, and a month has 4 million goods rows to 1.2 million marks: neither a
merge nor a table in memory joins them. A temporary database holds them, keyed by number and class, in flat memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

Rows = list[tuple[tuple[str, ...], tuple[str, ...]]]
"""Cells and notes of rows of one member."""
Side = dict[int, Rows]
"""What is known of one mark: rows by the number of their member."""

_BATCH = 2000
_MOST_ROWS = 1000
_CACHE_KIB = 48 << 10


class SideStore:
    """Rows by key, on disk. Feed it with :meth:`add`, then :meth:`seal`, then :meth:`take`."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "side.db", isolation_level=None)
        # Nothing survives the reading, so neither a journal nor a sync buys anything.
        for setting in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{_CACHE_KIB}", "locking_mode=EXCLUSIVE"):
            self._db.execute(f"PRAGMA {setting}")
        self._db.execute("CREATE TABLE side (id INTEGER PRIMARY KEY, key TEXT, member INTEGER, payload BLOB)")
        self._db.execute("BEGIN")
        self._batch: list[tuple[str, int, bytes]] = []
        self._open: tuple[str, int] = ("", -1)
        self._rows: Rows = []
        self._taken = bytearray()
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(Rows).decode

    def add(self, key: str, member: int, cells: tuple[str, ...], notes: tuple[str, ...]) -> None:
        """Keep one row. Neighbours with the same key are stored as one, which is how the goods of a mark arrive."""
        if self._open != (key, member) or len(self._rows) >= _MOST_ROWS:
            self._flush()
            self._open = (key, member)
        self._rows.append((cells, notes))

    def _flush(self) -> None:
        if self._rows:
            self._batch.append((*self._open, self._encode(self._rows)))
            self._rows = []
        if len(self._batch) >= _BATCH:
            self._write()

    def _write(self) -> None:
        self._db.executemany("INSERT INTO side (key, member, payload) VALUES (?, ?, ?)", self._batch)
        self._batch.clear()

    def seal(self) -> None:
        """No more rows: make them ready to be looked up."""
        self._flush()
        self._write()
        self._db.execute("CREATE INDEX side_key ON side (key)")
        self._db.execute("COMMIT")
        last = self._db.execute("SELECT max(id) FROM side").fetchone()[0] or 0
        self._taken = bytearray(last + 1)

    def take(self, *keys: str) -> Side:
        """The rows of some keys in the order of arrival; they no longer count as left over."""
        marks = ", ".join("?" * len(keys))
        side: Side = {}
        query = f"SELECT id, member, payload FROM side WHERE key IN ({marks}) ORDER BY id"
        for number, member, payload in self._db.execute(query, keys).fetchall():
            self._taken[number] = 1
            side.setdefault(member, []).extend(self._decode(payload))
        return side

    def left(self) -> Iterator[str]:
        """Keys of rows that were never taken, in the order of arrival."""
        for number, key in self._db.execute("SELECT id, key FROM side ORDER BY id"):
            if not self._taken[number]:
                yield key

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
