"""Source ``csv``: marks in a table, the columns named as the keys of the canonical form or by their Chinese headings.

Only ``mark`` (商标名称) is required. Cells of list columns hold values separated by ``;`` (or ``；``): classes, groups,
Vienna codes, notes; ``applicants`` and ``agents`` hold names. ``goods`` holds the goods of the row's only class, or
``class:text`` entries. Without ``office`` a row belongs to ``XX``; without ``application_number`` its registration
number is the number, or its line. Days are written 2010-11-22, 2010/11/22, 20101122 or 2010年11月22日. The delimiter
is ``,``, ``;`` or a tab, whichever the header uses; a cell in double quotes may hold line breaks.

No data is left out unseen: a Chinese heading that means nothing here is kept in the notes with its value, any other
name is an error. A Chinese status without a mapping is ``unknown``, with the word as ``status_code``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

from indexers.base import Reading, Source, Unit
from indexers.cnipa.dates import parse_date
from indexers.cnipa.kind import form_kind
from indexers.csvtable import Table, header_of, read_table
from indexers.files import Blob
from ipsearch.errors import InputError
from ipsearch.records import HEADINGS, MARK_KINDS, STATUSES, Goods, MarkKind, Party, Status, Trademark
from ipsearch.text.nice import class_number

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

STATUS_WORDS: Mapping[str, Status] = MappingProxyType({
    "申请中": "pending", "待审中": "pending", "审查中": "pending", "待审查": "pending", "等待实质审查": "pending",
    "初审公告": "published", "已初审": "published", "初步审定": "published", "异议中": "opposed",
    "注册": "registered", "已注册": "registered", "有效": "registered", "注册商标": "registered",
    "驳回": "refused", "已驳回": "refused", "不予注册": "refused", "撤回": "withdrawn", "已撤回": "withdrawn",
    "注销": "surrendered", "已注销": "surrendered", "撤销": "cancelled", "已撤销": "cancelled",
    "宣告无效": "invalidated", "无效宣告": "invalidated", "无效": "inactive", "已无效": "inactive", "失效": "inactive",
    "已失效": "inactive", "期满未续展": "expired", "未续展": "expired", "已过期": "expired", "到期": "expired",
})  # fmt: skip
"""What lists write as a status (法律状态). ``无效`` alone does not say why a mark is dead."""

_LIST = re.compile(r"[;；]")


def parse_row(row: Mapping[str, str], line: int) -> Trademark:
    """The record of one row, its cells keyed by column (see :data:`COLUMNS`); ``line`` is the number it falls back to.

    Raises:
        InputError: a class, a date, a kind or a status that cannot be read.
    """
    classes = tuple(class_number(value) for value in _list(row, "classes"))
    texts = {name: row[name] for name in TEXTS if row.get(name)}
    dates = {name: _date(name, row[name]) for name in DATES if row.get(name)}
    number = texts.get("registration_number") or str(line)
    fields: dict[str, Any] = {"office": DEFAULT_OFFICE, "application_number": number} | texts | dates
    beside = tuple(f"{name}:{value}" for name, value in row.items() if name not in _KNOWN and value)
    return Trademark(
        **fields | _status(row),
        kind=_kind(row),
        classes=classes,
        groups=_list(row, "groups"),
        goods=tuple(_goods(value, classes) for value in _list(row, "goods")),
        vienna=_list(row, "vienna"),
        notes=(*_list(row, "notes"), *beside),
        applicants=tuple(Party(name=name) for name in _list(row, "applicants")),
        agents=tuple(Party(name=name) for name in _list(row, "agents")),
    )


def _status(row: Mapping[str, str]) -> dict[str, str]:
    """The status and, if it stands for one, the word that was mapped; a column with the office's own code wins."""
    word = row.get("status", "")
    if word.isascii():
        return {"status": _choice(row, "status", STATUSES, "unknown")}
    code = {} if row.get("status_code") else {"status_code": word}
    return {"status": STATUS_WORDS.get(word, "unknown"), **code}


def _kind(row: Mapping[str, str]) -> MarkKind:
    if row.get("kind", "").isascii():
        return cast(MarkKind, _choice(row, "kind", MARK_KINDS, "word"))
    return form_kind(row["kind"]) or "word"


def _list(row: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in _LIST.split(row.get(name, "")) if value.strip())


def _date(name: str, value: str) -> dt.date | None:
    try:
        return parse_date(value)
    except ValueError:
        raise InputError("record.bad_date", field=name, value=value) from None


def _choice(row: Mapping[str, str], name: str, allowed: frozenset[str], default: str) -> str:
    value = row.get(name, "").lower() or default
    if value not in allowed:
        raise InputError("record.bad_value", field=name, value=value, expected=", ".join(sorted(allowed)))
    return value


def _goods(value: str, classes: tuple[int, ...]) -> Goods:
    number, colon, text = value.partition(":")
    if colon and number.strip().isdigit():
        return Goods(class_number(number.strip()), text.strip())
    if len(classes) == 1:
        return Goods(classes[0], value)
    raise InputError("record.bad_value", field="goods", value=value, expected="class:text, as the row has no one class")


def _read(unit: Unit[Trademark]) -> Reading[Trademark]:
    return read_table(unit, _TABLE, parse_row)


def _sniff(blob: Blob) -> bool:
    return "mark" in (HEADINGS.get(name, name.lower()) for name in header_of(blob))


_KNOWN = frozenset(COLUMNS)
_TABLE = Table(("mark",), COLUMNS, lambda name: name in _KNOWN or not name.isascii(), headings=HEADINGS)

SOURCE = Source("csv", read=_read, sniff=_sniff)
