"""Source ``lens``: records of The Lens, JSON lines of its API and bulk exports, and the CSV of its web pages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from indexers.base import Reading, Source, Unit
from indexers.csvtable import header_of, read_tables
from indexers.files import Blob
from indexers.jsonfile import keys_of, read_json
from indexers.patents.exchange_citations import phase_of
from indexers.patents.symbols import class_symbol, cpc_of, patent_type, unique
from indexers.patents.tables import (
    LONGEST_TEXT,
    cells,
    cited,
    date_of,
    filing,
    filings,
    language_of,
    mapping,
    objects,
    parties,
    strings,
)
from indexers.patents.xmltext import claims
from ipsearch.errors import InputError
from ipsearch.records import Citation, Filing, Party, Patent, document_name

_TYPES = {"DESIGN_RIGHT": "design", "PLANT_PATENT": "plant", "LIMITED_PATENT": "utility_model"}
_RECORDED = re.compile(r"\s*\((?:19|20)\d\d-\d\d-\d\d\)\Z")
"""The day on which the USPTO recorded an owner, behind the name."""
_USED = frozenset((
    "Jurisdiction", "Kind", "Display Key", "Lens ID", "Publication Date", "Application Number", "Application Date",
    "Priority Numbers", "Earliest Priority Date", "Title", "Abstract", "Applicants", "Inventors",
    "Owners", "Owners (US)", "Type",
    "CPC Classifications", "IPCR Classifications", "US Classifications", "Legal Status", "NPL Citations",
    "Cited Patents",
    "Cites Patents", "Document Type", "Publication Number", "Publication Year", "#", "URL",
    "Has Full Text", "Cites Patent Count", "Cited by Patent Count", "Simple Family Size",
    "Extended Family Size", "Sequence Count", "NPL Citation Count", "NPL Resolved Citation Count", "Application Year",
))  # fmt: skip


def _constant(words: str) -> str:
    """A type in the spelling of the interface (``Design Right`` -> ``DESIGN_RIGHT``), as the table has it."""
    return words.upper().replace(" ", "_")


def read_row(line: bytes) -> Patent:
    """The record of one JSON object. Raises ``InputError`` ``record.no_document_number``."""
    row = msgspec.json.decode(line, type=dict[str, Any])
    biblio = mapping(row.get("biblio"))
    published = mapping(biblio.get("publication_reference"))
    country = str(row.get("jurisdiction") or published.get("jurisdiction") or "")
    number = str(row.get("doc_number") or published.get("doc_number") or "")
    kind = str(row.get("kind") or published.get("kind") or "")
    if not number:
        raise InputError("record.no_document_number")
    people = mapping(biblio.get("parties"))
    legal = mapping(row.get("legal_status"))
    cpc, additional = cpc_of([(symbol, value == "A") for symbol, value in _symbols(biblio.get("classifications_cpc"))])
    examiners = mapping(people.get("examiners"))
    families = mapping(row.get("families"))
    return Patent(
        country=country,
        number=number,
        kind=kind,
        type=_TYPES.get(str(row.get("publication_type") or ""), patent_type(country, kind)),  # type: ignore[arg-type]
        publication_date=_date(row.get("date_published") or published.get("date")),
        grant_date=_date(legal.get("grant_date")),
        expiry_date=_date(legal.get("anticipated_term_date")),
        application=_reference(biblio.get("application_reference")),
        priorities=tuple(
            found for one in objects(mapping(biblio.get("priority_claims")).get("claims")) if (found := _reference(one))
        ),
        family_id=str(mapping(families.get("simple_family")).get("id") or ""),
        extended_family_id=str(mapping(families.get("extended_family")).get("id") or ""),
        language=str(row.get("lang") or ""),
        title=_texts(biblio.get("invention_title")),
        abstract=_texts(row.get("abstract")),
        claims={
            str(one.get("lang") or "und"): claims(_claim_texts(one))
            for one in objects(row.get("claims"))
            if _claim_texts(one)
        },
        description=_description(row.get("description")),
        applicants=_parties(people.get("applicants")),
        owners=_parties(people.get("owners_all")),
        inventors=_parties(people.get("inventors")),
        agents=_parties(people.get("agents")),
        examiners=_parties([examiners.get("primary_examiner"), examiners.get("assistant_examiner")]),
        ipc=unique([symbol for symbol, _ in _symbols(biblio.get("classifications_ipcr"))]),
        cpc=cpc,
        cpc_additional=additional,
        national=unique([f"US {symbol}" for symbol in _raw_symbols(biblio.get("classifications_national"))]),
        citations=tuple(_citations(biblio)),
        status=str(legal.get("patent_status") or ""),
        notes=(
            *((f"lens_id:{row['lens_id']}",) if row.get("lens_id") else ()),
            *((f"discontinued:{legal['discontinuation_date']}",) if legal.get("discontinuation_date") else ()),
        ),
    )


def _date(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def _reference(value: object) -> Filing | None:
    one = mapping(value)
    number = str(one.get("doc_number") or "")
    return (
        Filing(str(one.get("jurisdiction") or ""), number, str(one.get("kind") or ""), _date(one.get("date")))
        if number
        else None
    )


def _texts(value: object) -> dict[str, str]:
    return {str(one.get("lang") or "und"): str(one["text"]) for one in objects(value) if one.get("text")}


def _claim_texts(one: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for claim in objects(one.get("claims")):
        text = claim.get("claim_text")
        found.append(" ".join(map(str, text)) if isinstance(text, list) else str(text or ""))
    return [text for text in found if text.strip()]


def _description(value: object) -> dict[str, tuple[str, ...]]:
    one = mapping(value)
    text = str(one.get("text") or "")
    parts = tuple(part.strip() for part in text.split("\n") if part.strip())
    return {str(one.get("lang") or "und"): parts} if parts else {}


def _parties(value: object) -> tuple[Party, ...]:
    found: list[Party] = []
    for one in objects(value):
        name = mapping(one.get("extracted_name")).get("value") or one.get("name")
        if name:
            found.append(
                Party(
                    str(name),
                    country=str(one.get("residence") or one.get("extracted_country") or "")[:2],
                    address=str(one.get("extracted_address") or ""),
                )
            )
    return tuple(found)


def _symbols(value: object) -> list[tuple[str, str]]:
    rows = objects(mapping(value).get("classifications"))
    return [(class_symbol(str(one.get("symbol") or "")), str(one.get("classification_value") or "")) for one in rows]


def _raw_symbols(value: object) -> list[str]:
    return [str(one["symbol"]) for one in objects(mapping(value).get("classifications")) if one.get("symbol")]


def _citations(biblio: Mapping[str, Any]) -> Iterator[Citation]:
    for one in objects(mapping(biblio.get("references_cited")).get("citations")):
        phase = phase_of(str(one.get("cited_phase") or ""))
        category = "".join(strings(one.get("category")))
        patent = mapping(mapping(one.get("patcit")).get("document_id"))
        literature = mapping(one.get("nplcit"))
        if patent.get("doc_number"):
            parts = (str(patent.get(key) or "") for key in ("jurisdiction", "doc_number", "kind"))
            yield Citation(
                document_name(*parts),
                category=category,
                phase=phase,
                date=_date(patent.get("date")),
            )
        elif text := str(literature.get("text") or ""):
            yield Citation(text=text, category=category, phase=phase)


def parse_row(row: Mapping[str, str]) -> Patent:
    """The record of one row of the CSV. Raises ``InputError`` ``record.no_document_number``.

    Exports of before 2021 have ``Publication Number``, ``Owners (US)`` and ``Type``, and a priority has its day.
    """
    key = row.get("Display Key") or row.get("Publication Number") or ""
    country = row.get("Jurisdiction") or key[:2]
    kind = row.get("Kind") or ""
    number = re.sub(r"[\W_]", "", key).removeprefix(country).removesuffix(kind)
    if not number:
        raise InputError("record.no_document_number")
    first = date_of(row.get("Earliest Priority Date") or "")
    numbers = cells(row.get("Priority Numbers") or "", ";")
    priorities = filings(numbers, first)
    owners = _names(row.get("Owners") or row.get("Owners (US)") or "")
    kept = {"Lens ID"}
    if first is not None and first not in {one.date for one in priorities}:
        kept.add("Earliest Priority Date")
    if any(map(_RECORDED.search, owners)):
        kept |= {"Owners", "Owners (US)"}
    language = language_of(row.get("Title") or row.get("Abstract") or "")
    return Patent(
        country=country,
        number=number,
        kind=kind,
        type=_TYPES.get(_constant(row.get("Document Type") or row.get("Type") or ""), patent_type(country, kind)),  # type: ignore[arg-type]
        original=key,
        publication_date=date_of(row.get("Publication Date") or ""),
        application=filing(row.get("Application Number") or "", date_of(row.get("Application Date") or ""), country),
        priorities=priorities,
        title={language: row["Title"]} if row.get("Title") else {},
        abstract={language: row["Abstract"]} if row.get("Abstract") else {},
        applicants=parties(_names(row.get("Applicants") or "")),
        owners=parties(unique([_RECORDED.sub("", one) for one in owners])),
        inventors=parties(_names(row.get("Inventors") or "")),
        ipc=unique([class_symbol(one) for one in cells(row.get("IPCR Classifications") or "", ";")]),
        cpc=unique([class_symbol(one) for one in cells(row.get("CPC Classifications") or "", ";")]),
        national=unique([f"US {one}" for one in cells(row.get("US Classifications") or "", ";")]),
        citations=(
            *(cited(one) for one in cells(row.get("Cited Patents") or row.get("Cites Patents") or "", ";")),
            *(Citation(text=one.strip()) for one in (row.get("NPL Citations") or "").split(";;") if one.strip()),
        ),
        status=row.get("Legal Status") or "",
        notes=tuple(f"{name}:{value}" for name, value in row.items() if value and (name in kept or name not in _USED)),
    )


def _names(cell: str) -> list[str]:
    """The names of a cell; the semicolon alone is inside of some (``BACON; RICHARD J.``)."""
    return [name.strip() for name in cell.split(";;") if name.strip()]


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        if keys_of(blob):
            yield from read_json(blob, read_row)
        else:
            yield from read_tables(blob, unit.cursor, _columns, lambda row, _: parse_row(row), LONGEST_TEXT)


def _columns(header: list[str], _: str) -> list[str]:
    return [cell.strip().lstrip("\ufeff") for cell in header]


def _sniff(blob: Blob) -> bool:
    if keys := keys_of(blob):
        return "lens_id" in keys
    return {"Jurisdiction", "Lens ID"} <= set(header_of(blob))


SOURCE: Source[Patent] = Source("lens", read=_read, sniff=_sniff, partial=True)
