"""A record on a terminal: every field that holds something, in the words of the office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ipsearch.cli.draw import columns
from ipsearch.cli.harmless import plain
from ipsearch.cli.patentterms import term
from ipsearch.cli.words import ranges, say
from ipsearch.errors import Lang
from ipsearch.records import Event, Goods, Party, Priority, Trademark
from ipsearch.text.nice import CLASSES, class_heading


def records_view(records: Sequence[Trademark], lang: Lang) -> Iterator[RenderableType]:
    """The records one below the other."""
    for i, record in enumerate(records):
        if i:
            yield Text()
        yield record_table(record, lang)


def record_table(record: Trademark, lang: Lang) -> Table:
    """One record, a field a row."""
    table = columns()
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(say("field.id", lang), plain(record.id))
    for name in record.__struct_fields__:
        if lines := field_lines(name, getattr(record, name), lang):
            table.add_row(say(f"field.{name}", lang), "\n".join(map(plain, lines)))
    return table


def field_lines(name: str, value: object, lang: Lang) -> list[str]:
    """A field's value in words, one line for each of several; nothing for an empty one."""
    match value:
        case None | "" | ():
            return []
        case str() if name in ("kind", "status"):
            return [say(f"{name}.{value}", lang)]
        case tuple() if name == "classes":
            return [f"{c} {class_heading(c, lang)}" if c in CLASSES else str(c) for c in value]
        case tuple() if name in ("groups", "vienna"):
            return [", ".join(map(str, value))]
        case tuple():
            return [_line(one, lang) for one in value]
        case _:
            return [str(value)]


def _line(value: object, lang: Lang) -> str:
    parts: tuple[str, ...]
    match value:
        case Party():
            parts = (value.name, value.name_en, value.address, value.address_en, value.country, value.identifier)
        case Goods():
            parts = (ranges((value.nice_class,)), value.group, value.item, value.status, value.language, value.text)
        case Priority():
            parts = (value.kind, value.country, value.number, _date(value), value.goods)
        case Event():
            parts = (_date(value), term("mark_event", value.kind, lang), value.code, value.reference, value.text)
        case _:
            return str(value)
    return " · ".join(part for part in parts if part)


def _date(value: Priority | Event) -> str:
    return value.date.isoformat() if value.date else ""
