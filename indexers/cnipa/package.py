"""Reading a package: the unit is a zip or a folder with the members of one filing year or one month.

Side members go to a temporary store, then the basic member is streamed in file order and every row takes what belongs
to it. What is left over belongs to marks whose basic row is in another package.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from indexers.base import Cursor, Reading, Rejected, Unit
from indexers.cnipa.fields import AGENTS, BASIC, CLASS, MEMBERS, NAME
from indexers.cnipa.record import OFFICE, Key, fragment, full_record, member_number
from indexers.cnipa.rows import Row, Table, member_of, open_table, read_rows
from indexers.cnipa.store import SideStore
from indexers.files import Blob
from ipsearch.errors import InputError, Problem
from ipsearch.records import Trademark

_NUMBER = re.compile(r"[A-Z]{0,3}\d[\dA-Z]*(?:-[\dA-Z]+)?")
"""What a number can be in a row that has all its columns: the known forms, and letters or a part where nothing else is
known to have them. A row is not told from the ones around it by such a number, but its mark is not kept out for it."""
_PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_.年 ]?(1[0-2]|0?[1-9]))?(?!\d)")


def sniff(blob: Blob) -> bool:
    """Whether a blob is a member of a package."""
    return member_of(blob) is not None


def group(blobs: Sequence[Blob]) -> list[tuple[Blob, ...]]:
    """The members of each package together: bases, then months by year and month.

    A later month replaces what an earlier one says, and names sort otherwise (``2023_10`` before ``2023_2``). A package
    whose name tells no period keeps its place among the others.
    """
    packages: dict[str, list[Blob]] = {}
    for blob in blobs:
        packages.setdefault(blob.container, []).append(blob)
    given = [tuple(members) for members in packages.values()]
    periods = [period(members[0]) for members in given]
    dated = iter(sorted((p, i) for i, p in enumerate(periods) if p is not None))
    return [members if p is None else given[next(dated)[1]] for members, p in zip(given, periods, strict=True)]


def period(blob: Blob) -> tuple[bool, int, int] | None:
    """Whether a member is of a month, its year and month (0 for a base), by the folder or archive that it is in."""
    *outer, _ = (blob.title or blob.member).split("/")
    for name in (*reversed(outer), blob.path.name) if blob.member else (blob.path.parent.name,):
        if found := _PERIOD.search(name):
            year, month = int(found[1]), int(found[2] or 0)
            return month > 0, year, month
    return None


def read(unit: Unit[Trademark]) -> Reading[Trademark]:
    """Every registration of a package, then what only side members know of others."""
    tables: list[Table] = []
    for blob in unit.blobs:
        member = member_of(blob)
        if member is None:
            continue
        try:
            tables.append(open_table(blob, member))
        except InputError as error:
            # The other members still hold marks; one that cannot be read is reported, not passed over.
            yield Rejected(error.problem)
    agents: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="ipsearch-cnipa-") as folder, closing(SideStore(Path(folder))) as store:
        for table in tables:
            if table.member is AGENTS:
                yield from _read_agents(table, agents)
            elif table.member is not BASIC:
                yield from _keep(table, store)
        store.seal()
        for table in tables:
            if table.member is BASIC:
                yield from _join(table, store, agents, unit.cursor)
        unit.cursor.place = ""
        yield from _left_over(unit, store)


def _read_agents(table: Table, agents: dict[str, str]) -> Iterator[Rejected]:
    for row in read_rows(table):
        if isinstance(row, Rejected):
            yield row
        else:
            agents[row.cells[0]] = row.cells[1]


def _keep(table: Table, store: SideStore) -> Iterator[Rejected]:
    number = member_number(table.member)
    by_class = CLASS in table.member.names
    for row in read_rows(table):
        if isinstance(row, Rejected):
            yield row
            continue
        key = _key(row, table, by_class)
        if isinstance(key, Rejected):
            yield key
        else:
            store.add(key, number, row.cells, row.notes)


def _join(table: Table, store: SideStore, agents: dict[str, str], cursor: Cursor) -> Reading[Trademark]:
    named = NAME in table.header
    for row in read_rows(table):
        if isinstance(row, Rejected):
            yield row
            continue
        text = _key(row, table, by_class=True)
        if isinstance(text, Rejected):
            yield text
        else:
            key = _parse_key(text)
            cursor.place = table.place(row.line)
            yield full_record(key, row.cells, row.notes, store.take(text, key.number), agents, named)


def _key(row: Row, table: Table, by_class: bool) -> str | Rejected:
    """The key of a row: its number, and its class where the member has one."""
    number = row.cells[0].upper()
    if not number:
        return _reject(row, table, "record.no_number")
    if not _NUMBER.fullmatch(number):
        return _reject(row, table, "record.bad_value", field=table.member.names[0], value=number, expected="G1234567A")
    if not by_class:
        return number
    nice_class = row.cells[1]
    if not nice_class:
        return _reject(row, table, "record.no_class")
    if not (nice_class.isdigit() and nice_class.isascii() and len(nice_class) < 10):
        return _reject(row, table, "record.bad_class", value=nice_class)
    return f"{number}/{int(nice_class)}"


def _reject(row: Row, table: Table, code: str, **values: object) -> Rejected:
    return Rejected(Problem(code, values, table.place(row.line)), table.shape.delimiter.join(row.cells))


def _parse_key(text: str) -> Key:
    number, _, nice_class = text.partition("/")
    return Key(number, int(nice_class))


def _left_over(unit: Unit[Trademark], store: SideStore) -> Reading[Trademark]:
    """Fragments of marks without a basic row; rows that name no class have nothing to go to."""
    for text in store.left():
        if "/" in text:
            key = _parse_key(text)
            yield fragment(key, store.take(text, key.number))
    for text in store.left():
        for member, rows in store.take(text).items():
            for cells, _ in rows:
                values: dict[str, object] = {
                    "member": MEMBERS[member].title, "key": f"{OFFICE}-{text}", "base": BASIC.title,
                }  # fmt: skip
                yield Rejected(Problem("record.orphan", values, unit.label), ",".join(cells))
