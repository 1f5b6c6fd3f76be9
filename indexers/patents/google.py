"""Source ``google-patents``: rows of Google's public table ``patents-public-data.patents.publications`` as JSON.

Dates are integers YYYYMMDD, 0 where there is none; exports write them as numbers or as strings. The table that Google
Patents gives to download is read as well (:mod:`indexers.patents.google_csv`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

import msgspec

from indexers.base import Reading, Source, Unit
from indexers.csvtable import header_of, open_tables, read_table
from indexers.files import Blob
from indexers.jsonfile import keys_of, read_json
from indexers.patents.exchange_citations import phase_of
from indexers.patents.google_csv import columns_of, heads_results, parse_result
from indexers.patents.symbols import class_symbol, cpc_of, patent_type, unique
from indexers.patents.tables import LONGEST_TEXT, date_of, objects, reading_of, strings
from indexers.patents.xmltext import claims
from ipsearch.errors import InputError
from ipsearch.records import Citation, Filing, Party, Patent, Related, document_name
from ipsearch.spreadsheets.header import Heads

_HEADS = Heads(heads_results)
_NUMBERED = re.compile(r"(?:\A|(?<=\s))(\d{1,4})\s*[.．、](?=\s|[^\d\s])")


_RELATIONS = {
    "us_provisional_application": "provisional", "non_provisional_of_provisional": "provisional",
    "a_371_of_international": "pct_application", "related_publication": "earlier_publication", "reissue_of": "reissue",
    "us_divisional_reissue": "reissue", "continuation_of": "continuation", "division_of": "division",
    "continuation_in_part_of": "continuation_in_part",
}  # fmt: skip


def read_row(line: bytes) -> Patent:
    """The record of one row. Raises ``InputError`` ``record.no_document_number``."""
    row = msgspec.json.decode(line, type=dict[str, Any])
    country, number, kind = _publication(str(row.get("publication_number") or ""))
    if not number:
        raise InputError("record.no_document_number")
    kind = kind or str(row.get("kind_code") or "")
    cpc, additional = cpc_of([(class_symbol(code), not inventive) for code, inventive in _codes(row.get("cpc"))])
    return Patent(
        country=country,
        number=number,
        kind=kind,
        type=patent_type(country, kind),
        publication_date=_date(row.get("publication_date")),
        grant_date=_date(row.get("grant_date")),
        application=_filing(row.get("application_number"), row.get("filing_date")),
        priorities=tuple(
            found
            for one in objects(row.get("priority_claim"))
            if (found := _priority(one))
        ),
        family_id=_id(row.get("family_id")),
        title=_texts(row.get("title_localized")),
        abstract=_texts(row.get("abstract_localized")),
        claims={name: claims(split_claims(text)) for name, text in _texts(row.get("claims_localized")).items()},
        description={
            name: tuple(part.strip() for part in text.splitlines() if part.strip())
            for name, text in _texts(row.get("description_localized")).items()
        },
        applicants=_parties(row, "assignee"),
        owners=_parties(row, "assignee"),
        inventors=_parties(row, "inventor"),
        examiners=tuple(Party(str(one["name"])) for one in objects(row.get("examiner")) if one.get("name")),
        ipc=unique([class_symbol(code) for code, _ in _codes(row.get("ipc"))]),
        cpc=cpc,
        cpc_additional=additional,
        locarno=unique([code for code, _ in _codes(row.get("locarno"))]),
        national=unique([
            f"{scheme} {code}"
            for scheme, name in (("US", "uspc"), ("FI", "fi"), ("FT", "fterm"))
            for code, _ in _codes(row.get(name))
        ]),
        citations=tuple(_citations(row)),
        related=tuple(_related(row)),
        notes=tuple(
            f"{name}:{row[name]}" for name in ("entity_status", "art_unit", "application_kind") if row.get(name)
        ),
    )  # fmt: skip


def split_claims(text: str) -> list[str]:
    """The claims of a text that holds all of them; one claim if it is not numbered from 1 on.

    A claim refers to lower numbers only, so that the next number with a stop behind it begins the next claim.
    """
    starts: list[int] = []
    for found in _NUMBERED.finditer(text):
        if int(found[1]) == len(starts) + 1:
            starts.append(found.start())
    ends = [*starts[1:], len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)] if starts else [text]


def _name(text: str) -> tuple[str, str, str]:
    country, _, rest = text.partition("-")
    number, _, kind = rest.partition("-")
    return country, number, kind


def _publication(text: str) -> tuple[str, str, str]:
    """``US-7650331-B1``; tables made from this one write ``US7650331B1`` as well."""
    best = reading_of(text) if text and "-" not in text else None
    return (best.country, best.number, best.kind) if best is not None and best.country else _name(text)


def _date(value: object) -> dt.date | None:
    return date_of(str(value or ""))


def _filing(number: object, date: object) -> Filing | None:
    country, digits, kind = _name(str(number or ""))
    return Filing(country, digits, kind, _date(date)) if digits else None


def _priority(one: Mapping[str, Any]) -> Filing | None:
    return _filing(one.get("application_number") or one.get("publication_number"), one.get("filing_date"))


def _id(value: object) -> str:
    text = str(value or "")
    return "" if text in ("-1", "0") else text


def _texts(value: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in objects(value):
        if text := str(one.get("text") or "").strip():
            found.setdefault(str(one.get("language") or "und").lower(), text)
    return found


def _parties(row: Mapping[str, Any], name: str) -> tuple[Party, ...]:
    """Names as filed where there are as many as harmonised ones, which carry the country."""
    raw = strings(row.get(name))
    known: Sequence[Mapping[str, Any]] = objects(row.get(f"{name}_harmonized"))
    if len(raw) != len(known):
        return tuple(
            Party(str(one["name"]), country=str(one.get("country_code") or "")) for one in known if one.get("name")
        ) or tuple(map(Party, raw))
    return tuple(
        Party(text, "" if text.casefold() == str(one.get("name")).casefold() else str(one.get("name") or ""),
              country=str(one.get("country_code") or ""))
        for text, one in zip(raw, known, strict=True)
    )  # fmt: skip


def _codes(value: object) -> list[tuple[str, bool]]:
    """Codes, the first one first, and whether each is inventive."""
    rows = sorted(objects(value), key=lambda one: not one.get("first"))
    return [(str(one["code"]), one.get("inventive") is not False) for one in rows if one.get("code")]


def _citations(row: Mapping[str, Any]) -> Iterator[Citation]:
    for one in objects(row.get("citation")):
        name = str(one.get("publication_number") or one.get("application_number") or "")
        text = str(one.get("npl_text") or "")
        if name or text:
            yield Citation(
                document_name(*_name(name)),
                "" if name else text,
                category=str(one.get("type") or "").replace(",", ""),
                phase=phase_of(str(one.get("category") or "")),
                date=_date(one.get("filing_date")),
            )


def _related(row: Mapping[str, Any]) -> Iterator[Related]:
    if pct := str(row.get("pct_number") or ""):
        yield Related("pct_application", pct)
    for name in ("parent", "child"):
        for one in objects(row.get(name)):
            document = str(one.get("application_number") or "")
            if document:
                kind = re.sub(r"[\s-]+", "_", str(one.get("type") or name).lower())
                yield Related(_RELATIONS.get(kind, kind), document, _date(one.get("filing_date")))


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        if not _is_table(blob):
            yield from read_json(blob, read_row)
            continue
        with closing(open_tables(blob, LONGEST_TEXT, _HEADS)) as tables:
            for table in tables:
                yield from read_table(table, unit.cursor, columns_of, lambda row, _: parse_result(row))


def _is_table(blob: Blob) -> bool:
    return heads_results(header_of(blob, _HEADS))


def _sniff(blob: Blob) -> bool:
    if keys := keys_of(blob):
        return "publication_number" in keys and bool(
            keys & {"country_code", "family_id", "title_localized", "application_number"}
        )
    return _is_table(blob)


SOURCE: Source[Patent] = Source("google-patents", read=_read, sniff=_sniff, partial=True)
