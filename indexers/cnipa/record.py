"""One record from the rows of one registration: a number in a class.

Nothing of a row is lost: a column becomes a field, an event or a note ``column: value``. A flag that says no is the
normal state and leaves no note.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from indexers.cnipa.dates import parse_date
from indexers.cnipa.fields import BASIC, CO_OWNERS, GOODS, INTERNATIONAL, MEMBERS, OWNERS, PRIORITIES
from indexers.cnipa.kind import DEVICE_NAME, form_kind, is_no, is_yes, kind_of
from indexers.cnipa.status import PUBLISHED, REGISTERED, TERM, with_status
from indexers.cnipa.store import Rows, Side
from indexers.validate import is_group_code
from ipsearch.records import Event, MarkKind, Party, Priority, Trademark
from ipsearch.records import Goods as GoodsEntry

OFFICE = "CN"
FRAGMENT = "基本信息: not in this package"
"""Note of a record whose basic row is not in the package: only part of what the register holds."""
WELL_KNOWN = "well-known mark (驰名商标)"
CO_OWNER = "共有人"
"""Code of the event that names a co-owner, which tells it from the owner among the applicants."""

FORM, SOLID = "商标形态: ", "是否立体商标: "
"""How the notes of a record begin that states its form."""
GROUP_NOTE = "类似群: "

_MADRID = re.compile(r"G(\d+)[A-Z]*")
_SPLIT_GROUPS = re.compile(r"[;；、,，\s]+")


class Key(NamedTuple):
    """A registration: number and class."""

    number: str
    nice_class: int


def member_number(member: object) -> int:
    """The number under which the rows of a member are stored."""
    return next(i for i, m in enumerate(MEMBERS) if m is member)


_OWNERS, _GOODS, _CO_OWNERS, _PRIORITIES, _INTERNATIONAL = map(
    member_number, (OWNERS, GOODS, CO_OWNERS, PRIORITIES, INTERNATIONAL)
)


class _Notes:
    """Collects what has no field of its own."""

    def __init__(self) -> None:
        self._texts: dict[str, None] = {}

    def add(self, text: str) -> None:
        self._texts.setdefault(text)

    def value(self, column: str, value: str) -> None:
        if value:
            self.add(f"{column}: {value}")

    def date(self, column: str, value: str) -> dt.date | None:
        try:
            return parse_date(value)
        except ValueError:
            self.add(f"{column}: {value} (not a date)")
            return None

    def tuple(self) -> tuple[str, ...]:
        return tuple(self._texts)


def full_record(
    key: Key, cells: tuple[str, ...], row_notes: tuple[str, ...], side: Side, agents: Mapping[str, str],
    named: bool = True,
) -> Trademark:  # fmt: skip
    """The record of a basic row with its side rows. ``named`` is false for a file without the column 商标名称."""
    row = dict(zip(BASIC.names, cells, strict=True))
    notes = _Notes()
    mark, form = row["商标名称"], row["商标形态"]
    if mark == DEVICE_NAME and form_kind(form) in (None, "figurative"):
        notes.value("商标名称", mark)
        mark = ""
    solid = row["是否立体商标"]
    kind: MarkKind = kind_of(mark, form, solid) if named or form or is_yes(solid) else "unknown"
    published = notes.date("初审公告日期", row["初审公告日期"])
    registered = notes.date("注册公告日期", row["注册公告日期"])
    begins = notes.date(TERM, row[TERM])
    events = (
        *_event("publication", published, PUBLISHED, row["初审公告期号"]),
        *_event("registration", registered, REGISTERED, row["注册公告期号"]),
        *_event("term_start", begins, TERM),
    )
    applied, expires = notes.date("申请日期", row["申请日期"]), notes.date("专用期结束日期", row["专用期结束日期"])
    for column in ("商标类型", "专用有效期", "商标形态", "地理标志信息"):
        notes.value(column, row[column])
    for column in ("是否立体商标", "是否共有申请", "颜色标志"):
        notes.value(column, "" if is_no(row[column]) else row[column])
    if is_yes(row["是否驰名商标"]):
        notes.add(WELL_KNOWN)
    elif not is_no(row["是否驰名商标"]):
        notes.value("是否驰名商标", row["是否驰名商标"])
    for note in row_notes:
        notes.add(note)
    code = row["代理机构代码"]
    base = Trademark(
        OFFICE, key.number, mark, part=_part(key), kind=kind, classes=(key.nice_class,),
        application_date=applied, publication_date=published, registration_date=registered, expiry_date=expires,
        agents=(Party(name=agents.get(code, ""), identifier=code),) if code else (),
        description=row["商标设计说明"], colours=row["商标颜色说明"], disclaimer=row["放弃专用权说明"], events=events,
    )  # fmt: skip
    return with_status(_with_side(base, key, side, notes))


def fragment(key: Key, side: Side) -> Trademark:
    """The record of side rows alone: kind and status ``unknown``, noted as :data:`FRAGMENT`."""
    notes = _Notes()
    notes.add(FRAGMENT)
    base = Trademark(OFFICE, key.number, part=_part(key), kind="unknown", classes=(key.nice_class,))
    return _with_side(base, key, side, notes)


def groups_of(goods: Iterable[GoodsEntry]) -> tuple[str, ...]:
    """The similar groups (类似群) of some goods, sorted, each once; not what is no code of one (``C090061``)."""
    return tuple(code for code in _group_texts(goods) if is_group_code(code))


def odd_groups(goods: Iterable[GoodsEntry]) -> tuple[str, ...]:
    """Notes on what stands for a similar group and is no code of one."""
    return tuple(f"{GROUP_NOTE}{code}" for code in _group_texts(goods) if not is_group_code(code))


def _group_texts(goods: Iterable[GoodsEntry]) -> list[str]:
    return sorted({c for group in {g.group for g in goods} for c in _SPLIT_GROUPS.split(group) if c})


def _part(key: Key) -> str:
    return f"{key.nice_class:02d}"


def _event(kind: str, date: dt.date | None, code: str, reference: str = "") -> tuple[Event, ...]:
    return (Event(kind, date, code, reference=reference),) if date or reference else ()


def _with_side(base: Trademark, key: Key, side: Side, notes: _Notes) -> Trademark:
    goods = tuple(
        GoodsEntry(key.nice_class, text, "zh", group, item, status)
        for (_, _, group, item, text, status), _ in side.get(_GOODS, ())
    )
    co_owners = _parties(side.get(_CO_OWNERS, []), 1)
    priorities = tuple(
        Priority(number, country, notes.date("优先权日期", date), kind, text)
        for (_, _, number, kind, date, text, country), _ in side.get(_PRIORITIES, ())
    )
    madrid = _MADRID.fullmatch(key.number)
    international = madrid[1] if madrid else ""
    events = [*base.events, *(Event("co_owner", code=CO_OWNER, text=p.name) for p in co_owners)]
    for (_, number, *cells), _ in side.get(_INTERNATIONAL, ()):
        international = number or international
        events += _international_events(cells, notes)
    for note in odd_groups(goods):
        notes.add(note)
    for rows in side.values():
        for _, row_notes in rows:
            for note in row_notes:
                notes.add(note)
    return Trademark(
        base.office, base.application_number, base.mark, part=base.part, kind=base.kind, classes=base.classes,
        groups=groups_of(goods), goods=goods, application_date=base.application_date,
        publication_date=base.publication_date, registration_date=base.registration_date,
        expiry_date=base.expiry_date, priorities=priorities,
        applicants=(*_parties(side.get(_OWNERS, []), 2), *co_owners), agents=base.agents,
        description=base.description, disclaimer=base.disclaimer, colours=base.colours, events=tuple(events),
        international_number=international, notes=notes.tuple(),
    )  # fmt: skip


def _parties(rows: Rows, first: int) -> tuple[Party, ...]:
    """Owners or co-owners; one that is named in another script only is known by that name."""
    parties: dict[Party, None] = {}
    for cells, _ in rows:
        name, name_en, address, address_en = cells[first : first + 4]
        parties.setdefault(Party(name or name_en, name_en, address, address_en))
    return tuple(p for p in parties if p.name or p.address or p.address_en)


def _international_events(cells: list[str], notes: _Notes) -> list[Event]:
    registered, notified, language, application, issue, published, later, basic = cells
    notes.value("国际申请语种", language)
    notes.value("国际申请类型", application)
    return [
        *_event("international_registration", notes.date("国际注册日期", registered), "国际注册"),
        *_event("notification", notes.date("国际通知日期", notified), "国际通知"),
        *_event("publication", notes.date("国际公告日期", published), "国际公告", issue),
        *_event("subsequent_designation", notes.date("后期指定日期", later), "后期指定"),
        *_event("basic_registration", notes.date("基础注册日期", basic), "基础注册"),
    ]
