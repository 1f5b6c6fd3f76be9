"""The table that Google Patents gives to download (``gp-search.csv``): the search, then a row a document.

Names stand in one cell with a comma and a space between them, which is in the names of companies as well: a legal form
belongs to the name before it. A Japanese or Korean party comes in its own script and in Latin letters.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from indexers.patents.symbols import patent_type, unique
from indexers.patents.tables import day_of, filing, language_of, parties, reading_of
from ipsearch.errors import InputError
from ipsearch.records import Patent
from ipsearch.text.partyname import party_key

_NEEDED = frozenset(("id", "result link"))
_OF_THE_NAME_BEFORE = re.compile(r"(?:[JS]r|I{2,3}|IV|Esq|Ph\.?\s?D|M\.?D)\.?", re.IGNORECASE)


def heads_results(header: Collection[str]) -> bool:
    """Whether a line is the header of the table."""
    return _NEEDED.issubset(columns_of(header))


def columns_of(header: Collection[str], _: str = "") -> list[str]:
    """The columns of a header."""
    return [cell.strip().lstrip("\ufeff").lower() for cell in header]


def parse_result(row: Mapping[str, str]) -> Patent:
    """The record of one row. Raises ``InputError`` ``record.no_document_number``."""
    printed = row.get("id", "")
    country, _, rest = printed.partition("-")
    number, _, kind = rest.partition("-")
    best = reading_of(printed) if not number else None
    if best is not None:
        country, number, kind = best.country, best.number, best.kind
    if not number:
        raise InputError("record.no_document_number")
    title = row.get("title", "").strip()
    assignees, inventors = _names(row.get("assignee", "")), _names(row.get("inventor/author", ""))
    return Patent(
        country=country,
        number=number,
        kind=kind,
        type=patent_type(country, kind),
        publication_date=day_of(row.get("publication date", "")),
        grant_date=day_of(row.get("grant date", "")),
        application=filing("", day_of(row.get("filing/creation date", "")), country),
        title={language_of(title): title} if title else {},
        applicants=parties(assignees),
        owners=parties(assignees),
        inventors=parties(inventors),
        # Nobody knows whose day it is, nor whether a comma was a name's own.
        notes=tuple(
            f"{name}:{row[name]}"
            for name, is_said in (("priority date", True), ("assignee", len(assignees) > 1))
            if is_said and row.get(name)
        ),
    )


def _names(cell: str) -> tuple[str, ...]:
    """The names of a cell, each once."""
    found: list[str] = []
    for part in (part.strip() for part in cell.split(", ")):
        # A name that is nothing but legal forms keeps them: another one is set before it.
        own = _OF_THE_NAME_BEFORE.fullmatch(part) is None and party_key(f"x {part}").key != "x"
        if own or not found:
            found.append(part)
        else:
            found[-1] += f", {part}"
    return unique(found)
