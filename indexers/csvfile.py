"""Source ``csv``: marks in a table, the columns named as the keys of the canonical form.

Only ``mark`` is required. Cells of list columns hold values separated by ``;`` (or ``；``): classes, groups, Vienna
codes, notes; ``applicants`` and ``agents`` hold names. ``goods`` holds the goods of the row's only class, or
``class:text`` entries. Without ``office`` a row belongs to ``XX``, without ``application_number`` its line is the
number. The delimiter is ``,``, ``;`` or a tab, whichever the header uses; a cell in double quotes may hold line
breaks. A column with another name is an error, so that no data is left out unseen.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, cast

from indexers.base import Reading, Source, Unit
from indexers.csvtable import Table, header_of, read_table
from indexers.files import Blob
from ipsearch.errors import InputError
from ipsearch.records import MARK_KINDS, STATUSES, Goods, MarkKind, Party, Status, Trademark

TEXTS = (
    "office", "application_number", "mark", "registration_number", "part", "status_code", "transliteration",
    "translation", "description", "disclaimer", "colours", "image", "international_number", "language",
)  # fmt: skip
DATES = (
    "status_date", "application_date", "publication_date", "registration_date", "expiry_date", "termination_date",
)  # fmt: skip
COLUMNS = (
    *TEXTS, *DATES, "kind", "status", "classes", "groups", "goods", "vienna", "notes", "applicants", "agents",
)  # fmt: skip
"""Every column that is read."""
DEFAULT_OFFICE = "XX"

_LIST = re.compile(r"[;；]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_row(row: Mapping[str, str], line: int) -> Trademark:
    """The record of one row, its cells keyed by column (see :data:`COLUMNS`); ``line`` is the number it falls back to.

    Raises:
        InputError: a class, a date, a kind or a status that cannot be read.
    """
    classes = tuple(_class(value) for value in _list(row, "classes"))
    texts = {name: row[name] for name in TEXTS if row.get(name)}
    dates = {name: _date(name, row[name]) for name in DATES if row.get(name)}
    fields: dict[str, Any] = {"office": DEFAULT_OFFICE, "application_number": str(line)} | texts | dates
    return Trademark(
        **fields,
        kind=cast(MarkKind, _choice(row, "kind", MARK_KINDS, "word")),
        status=cast(Status, _choice(row, "status", STATUSES, "unknown")),
        classes=classes,
        groups=_list(row, "groups"),
        goods=tuple(_goods(value, classes) for value in _list(row, "goods")),
        vienna=_list(row, "vienna"),
        notes=_list(row, "notes"),
        applicants=tuple(Party(name=name) for name in _list(row, "applicants")),
        agents=tuple(Party(name=name) for name in _list(row, "agents")),
    )


def _list(row: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in _LIST.split(row.get(name, "")) if value.strip())


def _class(value: str) -> int:
    if not (value.isascii() and value.isdigit()):
        raise InputError("record.bad_class", value=value)
    return int(value)


def _date(name: str, value: str) -> dt.date:
    try:
        if _DATE.fullmatch(value):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    raise InputError("record.bad_date", field=name, value=value)


def _choice(row: Mapping[str, str], name: str, allowed: frozenset[str], default: str) -> str:
    value = row.get(name, "").lower() or default
    if value not in allowed:
        raise InputError("record.bad_value", field=name, value=value, expected=", ".join(sorted(allowed)))
    return value


def _goods(value: str, classes: tuple[int, ...]) -> Goods:
    number, colon, text = value.partition(":")
    if colon and number.strip().isdigit():
        return Goods(_class(number.strip()), text.strip())
    if len(classes) == 1:
        return Goods(classes[0], value)
    raise InputError("record.bad_value", field="goods", value=value, expected="class:text, as the row has no one class")


def _read(unit: Unit[Trademark]) -> Reading[Trademark]:
    return read_table(unit, _TABLE, parse_row)


def _sniff(blob: Blob) -> bool:
    return "mark" in (name.lower() for name in header_of(blob))


_TABLE = Table(("mark",), COLUMNS, COLUMNS.__contains__)

SOURCE = Source("csv", read=_read, sniff=_sniff)
