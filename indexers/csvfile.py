"""Source ``csv``: marks in a table, the columns named as the keys of the canonical form or by their usual headings.

Only ``mark`` (商标名称, *Trademark*) is required. Classes, groups and Vienna codes of a cell may be separated in any
usual way, names by ``;``, ``、`` or a line break; ``goods`` holds the goods of the row's only class, or ``class:text``
entries. Days are written in any form that says one (:func:`indexers.cells.read_day`), the day of expiry also as the end
of a term (专用权期限), whose beginning is an event as in CNIPA's packages; a mark 图形 is a device without words, as
there. Without ``office`` a row belongs to ``XX``; without ``application_number`` its registration number is the number,
or its line. The delimiter is ``,``, ``;``, ``|`` or a tab, whichever the header uses; a title, blank lines and
``sep=;`` may stand above it, and it may take two or three rows (:func:`ipsearch.records.three_rows`); a cell in double
quotes may hold line breaks. Of a workbook (``.xlsx``) every sheet with a column for the mark is read.

No row takes another one's place: China keeps one registration per number and class, so that a row of one class has it
as ``part``, as in CNIPA's packages; a row whose line is its number has the list as ``part``. Rows of one mark are one
record, wherever they stand (:mod:`indexers.samemark`).

No data is left out unseen: a heading that means nothing here is kept in the notes with its value if it is Chinese, or
one of :data:`ipsearch.records.BESIDE` (*Country*, *Address*); any other name is an error. So is what stands in a column
of days, kinds or goods and cannot be read: it keeps no mark out.
A status without a mapping is ``unknown``, with the word as ``status_code``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from contextlib import closing
from functools import partial
from types import MappingProxyType
from typing import Any, cast

from indexers.base import Cursor, Reading, Source, Unit
from indexers.cells import content, filled, names, read_day, read_number, read_office, read_term
from indexers.cnipa.kind import DEVICE_NAME, form_kind
from indexers.cnipa.status import TERM
from indexers.csvtable import Table, has_sheets, header_of, open_tables, read_table, sheets_aside, tables_with
from indexers.files import Blob, short_name
from indexers.officevalues import Notes, feature_kind
from indexers.samemark import gather
from indexers.statuses import euipo_status
from ipsearch.records import (
    BESIDE,
    MARK_KINDS,
    PICTURE,
    STATUSES,
    Event,
    Goods,
    MarkKind,
    Party,
    Status,
    Trademark,
    field_of,
    fields_of,
    has_mark_column,
    refuse_other_mark,
)
from ipsearch.spreadsheets.header import heads_of_marks
from ipsearch.text.codecells import codes, read_classes, read_groups
from ipsearch.text.nice import class_number

NUMBERS = ("application_number", "registration_number", "international_number")
TEXTS = (
    "office", "mark", "part", "status_code", "transliteration", "translation", "description", "disclaimer", "colours",
    "image", "language",
)  # fmt: skip
DATES = (
    "status_date", "application_date", "publication_date", "registration_date", "expiry_date", "termination_date",
)  # fmt: skip
COLUMNS = (
    *NUMBERS, *TEXTS, *DATES, "kind", "status", "classes", "groups", "goods", "vienna", "notes", "applicants", "agents",
)  # fmt: skip
"""Every column that is read."""
DEFAULT_OFFICE = "XX"
NUMBER_AND_CLASS = frozenset(("CN", DEFAULT_OFFICE))
"""Offices whose registrations of one number may differ by class, or may be of such an office."""

STATUS_WORDS: Mapping[str, Status] = MappingProxyType({
    "申请中": "pending", "申请": "pending", "已申请": "pending", "受理": "pending", "已受理": "pending",
    "注册申请中": "pending", "商标注册申请中": "pending", "待审中": "pending", "审查中": "pending",
    "实质审查中": "pending", "待审查": "pending", "等待实质审查": "pending", "等待实质审核": "pending",
    "商标申请中": "pending", "申请审查中": "pending", "待审": "pending", "待受理": "pending", "受理中": "pending",
    "商标注册申请等待受理中": "pending", "此商标正等待受理，暂无法查询详细信息": "pending",
    "等待受理通知书发文": "pending", "商标注册申请等待受理通知书发文": "pending",
    "商标注册申请受理通知书发文": "pending", "注册申请部分驳回": "pending", "驳回复审": "pending",
    "驳回复审中": "pending", "驳回复审待审中": "pending", "等待驳回复审": "pending",
    "商标注册申请等待驳回复审": "pending", "初审公告": "published",
    "已初审公告": "published", "已初审": "published", "初步审定": "published", "初步审定公告": "published",
    "注册申请初步审定": "published", "异议中": "opposed", "异议": "opposed", "商标异议中": "opposed",
    "商标异议申请中": "opposed", "异议复审": "opposed", "不予注册复审": "opposed", "注册": "registered",
    "已注册": "registered", "商标已注册": "registered", "注册完成": "registered", "有效": "registered",
    "注册商标": "registered", "注册公告": "registered", "撤销/无效宣告申请审查中": "registered",
    "撤销中": "registered", "撤销复审": "registered", "撤销三年不使用待审中": "registered",
    "撤销连续三年停止使用注册商标中": "registered", "无效宣告中": "registered", "商标续展": "registered",
    "商标续展中": "registered", "商标续展完成": "registered", "驳回": "refused", "已驳回": "refused",
    "不予注册": "refused", "撤回": "withdrawn", "已撤回": "withdrawn", "注销": "surrendered", "已注销": "surrendered",
    "撤销": "cancelled", "已撤销": "cancelled", "宣告无效": "invalidated", "无效宣告": "invalidated",
    "无效": "inactive", "已无效": "inactive", "商标无效": "inactive", "商标已无效": "inactive", "无效商标": "inactive",
    "已销亡": "inactive", "终止": "inactive", "失效": "inactive", "已失效": "inactive", "期满未续展": "expired",
    "未续展": "expired", "已过期": "expired", "专用权已过期": "expired", "到期": "expired", "dead": "inactive",
})  # fmt: skip
"""What lists write as a status (法律状态). ``无效``, ``已销亡`` and *dead* do not say why a mark is dead. A request for
cancellation or invalidity, and for review of a refusal (商标法第三十四条), leave the mark as it is until they are
decided. What is *done* (驳回复审完成, 商标注册申请完成) does not say how, and is none."""

_LIST = re.compile(r"[;；\n]")


def parse_row(row: Mapping[str, str], line: int, list_name: str = "") -> Trademark:
    """The record of one row, its cells keyed by column (see :data:`COLUMNS`); ``line`` is the number it falls back to,
    in the list ``list_name``.

    Raises:
        InputError: a class that cannot be read, or words where the picture of the mark should stand.
    """
    notes: Notes = []
    row = {name: content(cell) if name == "mark" else filled(cell) for name, cell in row.items()}
    refuse_other_mark(row.get(PICTURE, ""), row.get("mark", ""))
    classes = read_classes(row.get("classes", ""))
    numbers = {name: number for name in NUMBERS if (number := _number(row, name, notes))}
    texts: dict[str, Any] = {name: row[name] for name in TEXTS if row.get(name)}
    office = texts["office"] = read_office(texts.get("office", DEFAULT_OFFICE))
    number = numbers.get("application_number") or numbers.get("registration_number", "")
    if not number and list_name:
        texts.setdefault("part", list_name)
    elif number and office in NUMBER_AND_CLASS and len(classes) == 1:
        texts.setdefault("part", f"{classes[0]:02d}")
    numbers["application_number"] = number or str(line)
    kind = _kind(row, notes)
    if texts.get("mark") == DEVICE_NAME and (kind == "figurative" or not row.get("kind")):
        notes.append(f"mark:{texts.pop('mark')}")
        kind = "figurative"
    goods = _goods(row, classes, notes)
    begins, expires = _term(row, notes)
    dates = {name: day for name in DATES if (day := expires if name == "expiry_date" else _date(row, name, notes))}
    beside = (f"{name}:{value}" for name, value in row.items() if name not in _KNOWN and value)
    return Trademark(
        **numbers | texts | dates | _status(row),
        kind=kind,
        classes=classes,
        groups=read_groups(row.get("groups", "")),
        goods=goods,
        vienna=codes(row.get("vienna", "")),
        notes=(*_list(row, "notes"), *notes, *beside),
        events=(Event("term_start", begins, TERM),) if begins else (),
        applicants=tuple(Party(name=name) for name in names(row.get("applicants", ""))),
        agents=tuple(Party(name=name) for name in names(row.get("agents", ""))),
    )


def _number(row: Mapping[str, str], name: str, notes: Notes) -> str:
    """The number, or "" for none and for one of which a spreadsheet kept the first digits only: others share them."""
    value = row.get(name, "")
    number = read_number(value)
    if number is None:
        notes.append(f"{name}:{value}")
    return number or ""


def _status(row: Mapping[str, str]) -> dict[str, str]:
    """The status and, if it stands for one, the word that was mapped; a column with the office's own code wins."""
    word = row.get("status", "")
    if word.lower() in STATUSES or not word:
        return {"status": word.lower() or "unknown"}
    code = {} if row.get("status_code") else {"status_code": word}
    return {"status": STATUS_WORDS.get(word.lower().rstrip("。")) or euipo_status(word), **code}


def _kind(row: Mapping[str, str], notes: Notes) -> MarkKind:
    word = row.get("kind", "")
    if word.lower() in MARK_KINDS or not word:
        return cast(MarkKind, word.lower() or "word")
    kind = feature_kind(word) if word.isascii() else form_kind(word.removesuffix("商标")) or "unknown"
    if kind == "unknown":
        notes.append(f"kind:{word}")
    return kind


def _list(row: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in _LIST.split(row.get(name, "")) if value.strip())


def _date(row: Mapping[str, str], name: str, notes: Notes) -> dt.date | None:
    value = row.get(name, "")
    try:
        return read_day(value)
    except ValueError:
        notes.append(f"{name}:{value}")
        return None


def _term(row: Mapping[str, str], notes: Notes) -> tuple[dt.date | None, dt.date | None]:
    """When the term of protection begins, where the day of expiry is told as its end, and that day."""
    value = row.get("expiry_date", "")
    try:
        return read_term(value)
    except ValueError:
        notes.append(f"expiry_date:{value}")
        return None, None


def _goods(row: Mapping[str, str], classes: tuple[int, ...], notes: Notes) -> tuple[Goods, ...]:
    """The goods; where the row does not say to which of its classes they belong, they are a note."""
    goods: list[Goods] = []
    for value in _list(row, "goods"):
        number, colon, text = value.partition(":")
        if colon and number.strip().isdigit():
            goods.append(Goods(class_number(number.strip()), text.strip()))
        elif len(classes) == 1:
            goods.append(Goods(classes[0], value))
        else:
            notes.append(f"goods:{value}")
    return tuple(goods)


def _read(unit: Unit[Trademark]) -> Reading[Trademark]:
    for blob in unit.blobs:
        yield from gather(unit.cursor, _rows(blob, unit.cursor))


def _rows(blob: Blob, cursor: Cursor) -> Reading[Trademark]:
    """The rows of all tables of a file, so that the sheets of a workbook may share a mark."""
    with closing(tables_with(blob, _has_marks, heads=_HEADS)) as tables:
        for table in tables:
            # Rows of two sheets have the same numbers, as those of two lists.
            name = short_name(f"{blob.list_name}!{table.sheet}") if table.sheet else blob.list_name
            yield from read_table(table, cursor, _TABLE.names, partial(parse_row, list_name=name), _TABLE.required)


def _has_marks(header: list[str]) -> bool:
    return "mark" in map(field_of, header)


def _sniff(blob: Blob) -> bool:
    if has_sheets(blob):
        with closing(open_tables(blob, heads=_HEADS)) as tables:
            return any(_has_marks(table.header) for table in tables)
    header = header_of(blob, _HEADS)
    # A column of marks needs no other one beside it in a file that is a table by its name.
    named = len(header) == 1 and blob.plain_name.endswith(".csv")
    return _has_marks(header) if named else has_mark_column(header)


_KNOWN = frozenset(COLUMNS)
_HEADS = heads_of_marks(_KNOWN)
_TABLE = Table(
    ("mark",), COLUMNS, lambda name: name in _KNOWN or name in BESIDE or not name.isascii() or not name,
    fields=fields_of, repeats=True,
)  # fmt: skip


def _aside(blob: Blob) -> tuple[str, ...]:
    return sheets_aside(blob, _has_marks, _HEADS)


SOURCE = Source("csv", read=_read, sniff=_sniff, aside=_aside)
