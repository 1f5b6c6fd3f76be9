"""Source ``patents-csv``: documents in a table, the columns named as the keys of the canonical form.

``country`` and ``number`` are required. Texts may name their language (``title_zh``, ``abstract_en``), else it is that
of the column ``language``, else told by the script. Cells of list columns hold values separated by ``;``:
``applicants``, ``inventors``, ``owners``, ``agents``, ``ipc``, ``cpc``, ``locarno``, ``priority_numbers``,
``citations``, ``claims`` (separated by line breaks). A column with another name is an error, so that no data is left
out unseen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from indexers.base import Reading, Source, Unit
from indexers.csvtable import Table, header_of, read_tables
from indexers.files import Blob
from indexers.patents.symbols import patent_type
from indexers.patents.tables import (
    LONGEST_TEXT,
    cells,
    cited,
    date_of,
    filing,
    filings,
    language_of,
    parties,
    printed_symbols,
)
from indexers.patents.xmltext import claims
from ipsearch.errors import InputError
from ipsearch.records import PATENT_TYPES, Patent, PatentType

TEXTS = ("country", "number", "kind", "original", "family_id", "extended_family_id", "language", "status")
DATES = ("publication_date", "grant_date", "expiry_date", "status_date")
LANGUAGES = ("title", "abstract", "claims", "description")
PARTIES = ("applicants", "inventors", "owners", "agents", "examiners")
LISTS = ("ipc", "cpc", "cpc_additional", "locarno", "national", "designated", "keywords", "notes")
OTHERS = (
    "type", "application_number", "application_date", "priority_number", "priority_numbers", "priority_date",
    "citations",
)  # fmt: skip
COLUMNS = (*TEXTS, *DATES, *LANGUAGES, *PARTIES, *LISTS, *OTHERS)
"""Every column that is read, besides ``title_xx`` and the like."""


def is_column(name: str) -> bool:
    """Whether a column is one of those that are read."""
    base, _, language = name.rpartition("_")
    return name in COLUMNS or (base in LANGUAGES and re.fullmatch(r"[a-z]{2}", language) is not None)


def parse_row(row: Mapping[str, str]) -> Patent:
    """The record of one row, its cells keyed by column. Raises ``InputError`` for a cell that cannot be read."""
    fields: dict[str, Any] = {name: row[name] for name in TEXTS if row.get(name)}
    for name in DATES:
        if row.get(name):
            fields[name] = _date(name, row[name])
    fields |= {name: parties(cells(row[name])) for name in PARTIES if row.get(name)}
    fields |= {name: cells(row[name]) for name in LISTS if row.get(name)}
    for name in ("ipc", "cpc", "cpc_additional"):
        if name in fields:
            fields[name], unread = printed_symbols(fields[name])
            fields["notes"] = (*fields.get("notes", ()), *(f"{name}:{one}" for one in unread))
    texts = _texts(row)
    kind = fields.get("kind", "")
    given = row.get("type", "").lower()
    if given and given not in PATENT_TYPES:
        raise InputError("record.bad_type", value=given)
    country = fields.get("country", "")
    applied = _date("application_date", row["application_date"]) if row.get("application_date") else None
    first = _date("priority_date", row["priority_date"]) if row.get("priority_date") else None
    numbers = cells(row.get("priority_numbers", "") or row.get("priority_number", ""))
    if first and len(numbers) != 1:
        fields["notes"] = (*fields.get("notes", ()), f"priority_date:{row['priority_date']}")
    return Patent(
        **{"country": "", "number": ""} | fields | texts,
        type=cast(PatentType, given) if given else patent_type(country, kind),
        application=filing(row.get("application_number", ""), applied, country),
        priorities=filings(numbers, first),
        citations=tuple(cited(value) for value in cells(row.get("citations", ""))),
    )


def _texts(row: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for column, value in row.items():
        base, _, language = column.rpartition("_")
        name = column if column in LANGUAGES else base if base in LANGUAGES else ""
        if not name or not value:
            continue
        chosen = language if name == base else row.get("language") or language_of(value)
        parts = tuple(part.strip() for part in value.splitlines() if part.strip())
        text: Any = claims(parts) if name == "claims" else parts if name == "description" else value
        found.setdefault(name, {})[chosen] = text
    return found


def _date(name: str, value: str) -> Any:
    found = date_of(value)
    if found is None:
        raise InputError("record.bad_date", field=name, value=value)
    return found


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        yield from read_tables(blob, unit.cursor, _TABLE.names, lambda row, _: parse_row(row), LONGEST_TEXT)


def _sniff(blob: Blob) -> bool:
    return {"country", "number"} <= {name.lower() for name in header_of(blob)}


_TABLE = Table(("country", "number"), COLUMNS, is_column)

SOURCE: Source[Patent] = Source("patents-csv", read=_read, sniff=_sniff)
