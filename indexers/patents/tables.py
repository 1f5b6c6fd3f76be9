"""Cells of tables: lists, dates, parties, documents; the same in every source that reads one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from ipsearch.query.dialects.values import days_of
from ipsearch.records import Citation, Filing, Party
from ipsearch.text.patentnumber import read_numbers


def cells(value: str, separators: str = ";；") -> tuple[str, ...]:
    """The values of a cell that holds several."""
    return tuple(part.strip() for part in re.split(f"[{re.escape(separators)}]", value) if part.strip())


def parties(names: Iterable[str]) -> tuple[Party, ...]:
    """Parties by their names; a country in brackets behind a name is taken off."""
    found: list[Party] = []
    for name in names:
        marked = re.search(r"\s*[\[(（]([A-Z]{2})[\])）]$", name)
        found.append(Party(name[: marked.start()], country=marked[1]) if marked else Party(name))
    return tuple(found)


def date_of(value: str) -> dt.date | None:
    """A whole day as written in any format; None for anything else, also for a month."""
    found = days_of(value.strip().partition(" ")[0])
    return found[0] if found is not None and found[0] == found[1] else None


def filing(value: str, date: dt.date | None = None, country: str = "") -> Filing | None:
    """An application or priority from its number as printed; None for an empty cell."""
    if not value.strip():
        return None
    readings = read_numbers(value)
    if not readings:
        return Filing(country, re.sub(r"\W", "", value), "", date, value.strip())
    best = readings[0]
    return Filing(best.country or country, best.number, best.kind, date, value.strip())


def cited(value: str, category: str = "", phase: str = "") -> Citation:
    """A citation from a number as printed; as text if it is none."""
    name = document_of(value)
    return (
        Citation(name, category=category, phase=phase) if name else Citation(text=value, category=category, phase=phase)
    )


def document_of(value: str) -> str:
    """``US-7650331-B1`` from a number as printed, or ""."""
    readings = read_numbers(value)
    if not readings or not readings[0].country:
        return ""
    best = readings[0]
    return "-".join(part for part in (best.country, best.number, best.kind) if part)
