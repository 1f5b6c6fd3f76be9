"""Rows of one mark in a table as one record, and rows of two marks with one number as two.

Lists have a row for each class, group, item or owner, and are sorted by any of these: the rows of a mark stand apart
then, and the last one would replace the others in the index. A number that several marks have (a slip, or 待申请 for
all that have none yet) would leave only the last of them. What a table has given so far is kept in a temporary database
(in ``TMPDIR``), so that memory does not grow with the table.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing

import msgspec

from indexers.base import Cursor, Reading, Rejected
from indexers.files import short_name
from indexers.merge import merge_fields
from indexers.validate import check_record
from ipsearch.records import Trademark

_SEVERAL = ("classes", "groups", "goods", "vienna", "applicants", "agents", "notes")
_CACHE_KIB = 16 << 10


def gather(cursor: Cursor, items: Reading[Trademark]) -> Reading[Trademark]:
    """The records of one table, those of its rows that belong together put together.

    Rows that follow each other give one record. A row further down gives the whole record once more, which takes the
    place of the first. A row that could not be loaded takes no part: it is rejected alone.
    """
    with closing(_Given()) as given:
        held: Trademark | None = None
        place = ""
        for item in items:
            began = cursor.place
            row = item if isinstance(item, Trademark) and check_record(item) is None else None
            if row is not None and held is not None and (row.id, row.mark) == (held.id, held.mark):
                held = together(held, row)
                continue
            if held is not None:
                cursor.place = place
                yield given.whole(held)
            if row is None:
                cursor.place = began
                yield item
            held, place = row, began
        if held is not None:
            cursor.place = place
            yield given.whole(held)


def together(first: Trademark, second: Trademark) -> Trademark:
    """What two rows say of one mark: the lists of both, otherwise the second where it says anything."""
    merged = merge_fields(first, second)
    assert not isinstance(merged, Rejected)  # that is for a record with nothing before it
    lists = {name: tuple(dict.fromkeys((*getattr(first, name), *getattr(second, name)))) for name in _SEVERAL}
    # A row that does not tell the kind has the usual one.
    kind = first.kind if second.kind == "word" else second.kind
    return msgspec.structs.replace(merged, kind=kind, **lists)


class _Given:
    """What a table has given so far, by id."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)  # a file without a name, which ends with the process
        # Nothing survives the reading, so neither a journal nor a sync buys anything.
        for setting in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{_CACHE_KIB}"):
            self._db.execute(f"PRAGMA {setting}")
        self._db.execute("CREATE TABLE given (id TEXT PRIMARY KEY, record BLOB) WITHOUT ROWID")
        self._db.execute("BEGIN")
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(Trademark).decode

    def whole(self, record: Trademark) -> Trademark:
        """With what earlier rows said of the mark; if its id is another mark's, with a ``part`` of its own."""
        earlier = self._keep(record)
        if earlier is not None and earlier.mark != record.mark:
            part = ".".join(filter(None, (record.part, short_name(record.mark))))
            notes = (*record.notes, f"same number in the list: {earlier.mark}")
            record = msgspec.structs.replace(record, part=part, notes=notes)
            earlier = self._keep(record)
        if earlier is None:
            return record
        merged = together(earlier, record)
        self._db.execute("UPDATE given SET record = ? WHERE id = ?", (self._encode(merged), merged.id))
        return merged

    def _keep(self, record: Trademark) -> Trademark | None:
        """Keep the record if it is the first of its id, else give that one."""
        added = self._db.execute("INSERT OR IGNORE INTO given VALUES (?, ?)", (record.id, self._encode(record)))
        if added.rowcount:
            return None
        (stored,) = self._db.execute("SELECT record FROM given WHERE id = ?", (record.id,)).fetchone()
        return self._decode(stored)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
