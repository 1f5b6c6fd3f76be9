"""Cells of tables: lists, dates, parties, documents; the same in every source that reads one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from indexers.cells import read_day
from indexers.patents.symbols import class_symbol, unique
from ipsearch.patentnumbers.number import read_numbers
from ipsearch.patentnumbers.reading import Reading
from ipsearch.query.dialects.values import days_of
from ipsearch.records import Citation, Filing, Party, document_name

_SCRIPTS = (("ja", "[\u3040-\u30ff]"), ("ko", "[\uac00-\ud7af]"), ("zh", "[\u4e00-\u9fff]"))
_EDITION = re.compile(r"\s*[(\[（](?:\d{4}[.]?\d{2}.*|[A-Z]{2}(?:,[A-Z]{2})*\)\Z)", re.DOTALL)
"""What stands behind a symbol in brackets: its edition and more, or the offices that gave it (``(EP,US)``)."""
_DATED = re.compile(r"(.*\d.*?)[\s,，]+(\d{4}[-./]?\d{2}[-./]?\d{2})\Z", re.DOTALL)
_WORDS = re.compile(r"-[A-Z]{4}")
"""Four letters before the digits: no office numbers that way, ``Nature 2010`` is literature."""


def language_of(text: str) -> str:
    """The language that the script of a text tells: ``ja``, ``ko``, ``zh``, else ``en``."""
    return next((name for name, letters in _SCRIPTS if re.search(letters, text)), "en")


def strings(value: object) -> list[str]:
    """The strings of a JSON list, or the one that stands in its place."""
    several = value if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, str) and one]


def mapping(value: object) -> Mapping[str, Any]:
    """A JSON object, or an empty one in its place."""
    return value if isinstance(value, dict) else {}


def objects(value: object) -> list[Mapping[str, Any]]:
    """The objects of a JSON list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def printed_symbol(text: str) -> str:
    """A symbol as it is printed on documents, with its edition behind it (``B60L11/18(2006.01)I``)."""
    return class_symbol(_EDITION.sub("", text))


def printed_symbols(values: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The :func:`printed_symbol` of each value, each once, and the values that are none."""
    read = [(value, printed_symbol(value)) for value in values]
    return unique([symbol for _, symbol in read]), tuple([value for value, symbol in read if not symbol])


LONGEST_TEXT = 1 << 24
"""Characters of a cell that may hold a whole description."""


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


def day_of(cell: str) -> dt.date | None:
    """A day as people and spreadsheets write it (:func:`~indexers.cells.read_day`); None where it is none, or two."""
    try:
        return read_day(cell)
    except ValueError:
        return None


def filing(value: str, date: dt.date | None = None, country: str = "") -> Filing | None:
    """An application or priority from its number as printed; None without number and day.

    Of the readings of a number the one of ``country`` is taken, if there is one.
    """
    if not value.strip():
        return Filing(country, date=date) if date else None
    best = reading_of(value, country)
    if best is None:
        return Filing(country, re.sub(r"\W", "", value), "", date, value.strip())
    return Filing(best.country or country, best.number, best.kind, date, value.strip())


def dated_filing(value: str, date: dt.date | None = None) -> Filing | None:
    """:func:`filing` of a number that may have its day behind it (``US61/234567 2009-08-17``), else the one given."""
    dated = _DATED.match(value)
    own = date_of(dated[2]) if dated else None
    return filing(dated[1], own) if dated and own else filing(value, date)


def filings(numbers: Sequence[str], first: dt.date | None) -> tuple[Filing, ...]:
    """Priorities by their numbers, each with the day behind it. Else the day is that of the only one; of several
    nobody knows whose it is."""
    found = [dated_filing(number, first if len(numbers) == 1 else None) for number in numbers]
    return tuple([one for one in found if one is not None])


def reading_of(value: str, country: str = "") -> Reading | None:
    """The likeliest reading of a number, before others one of the country; None if it is no number."""
    readings = read_numbers(value)
    return next((one for one in readings if country and one.country == country), readings[0] if readings else None)


def cited(value: str) -> Citation:
    """A citation from a number as printed; as text if it is none."""
    name = document_of(value)
    return Citation(name) if name else Citation(text=value)


def document_of(value: str) -> str:
    """``US-7650331-B1`` from a number as printed, or ""."""
    best = reading_of(value)
    if best is None or not best.country:
        return ""
    name = document_name(best.country, best.number, best.kind)
    return "" if _WORDS.search(name) else name
