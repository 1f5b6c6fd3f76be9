"""What the tables of PatentsView say of one patent: a function a table, from its rows to fields of the record.

Columns as in the data dictionary of the granted patents; a column that a release lacks counts as empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from indexers.officevalues import joined
from indexers.patents.symbols import class_symbol, cpc_of, from_parts, unique
from indexers.patents.tables import date_of
from indexers.patents.uspto_values import (
    RELATIONS,
    application_name,
    document_number,
    english,
    foreign_number,
    phase_of,
    right,
)
from indexers.patents.xmltext import claim
from ipsearch.records import Citation, Filing, Party, Related, document_name

Row = Mapping[str, str]
_IPC = ("section", "ipc_class", "subclass", "main_group", "subgroup")
_ADDITIONAL = frozenset(("additional", "A"))


def read_patent(rows: list[Row]) -> dict[str, Any]:
    """The document itself, from the table that alone knows its kind."""
    row = rows[0]
    published = date_of(row.get("patent_date", ""))
    kind = row.get("wipo_kind", "")
    withdrawn = ("withdrawn",) if row.get("withdrawn") == "1" else ()
    return {
        "kind": kind, "type": right(row.get("patent_type", ""), kind), "language": "en",
        "publication_date": published, "grant_date": published, "notes": withdrawn,
        "title": english(row.get("patent_title", "")), "abstract": english(row.get("patent_abstract", "")),
    }  # fmt: skip


def _application(rows: list[Row]) -> dict[str, Any]:
    row = rows[0]
    number = re.sub(r"\D", "", row.get("application_id", ""))
    return {"application": Filing("US", number, "", date_of(row.get("filing_date", "")))} if number else {}


def _abstract(rows: list[Row]) -> dict[str, Any]:
    return {"abstract": english(rows[0].get("patent_abstract", ""))}


def _inventors(rows: list[Row]) -> dict[str, Any]:
    people = (_person(row, "inventor") for row in _ordered(rows, "inventor_sequence"))
    return {"inventors": tuple(party for party in people if party.name)}


def _assignees(rows: list[Row]) -> dict[str, Any]:
    parties = tuple(
        party for row in _ordered(rows, "assignee_sequence")
        if (party := Party(_organisation(row, "assignee"), identifier=row.get("assignee_id", ""))).name
    )  # fmt: skip
    return {"owners": parties, "applicants": parties}


def _cpc(rows: list[Row]) -> dict[str, Any]:
    ordered = _ordered(rows, "cpc_sequence")
    symbols, additional = cpc_of(
        [(class_symbol(row.get("cpc_group", "")), row.get("cpc_type", "") in _ADDITIONAL) for row in ordered]
    )
    return {"cpc": symbols, "cpc_additional": additional}


def _ipc(rows: list[Row]) -> dict[str, Any]:
    printed = (from_parts(partial(_cell, row), _IPC) for row in _ordered(rows, "ipc_sequence"))
    return {"ipc": unique([class_symbol(one) for one in printed])}


def _cell(row: Row, column: str) -> str:
    return row.get(column, "")


def _us_citations(rows: list[Row]) -> dict[str, Any]:
    return {"citations": tuple(
        Citation(document_name("US", document_number(number)), phase=_phase(row))
        for row in _ordered(rows, "citation_sequence")
        if (number := row.get("citation_patent_id") or row.get("citation_document_number", ""))
    )}  # fmt: skip


def _foreign_citations(rows: list[Row]) -> dict[str, Any]:
    found: list[Citation] = []
    for row in _ordered(rows, "citation_sequence"):
        if number := row.get("citation_application_id", ""):
            country = row.get("citation_country", "")
            name = document_name(country, foreign_number(country, number, row.get("citation_date", "")))
            found.append(Citation(name, phase=_phase(row)))
    return {"citations": tuple(found)}


def _other_references(rows: list[Row]) -> dict[str, Any]:
    texts = (row.get("other_reference_text", "") for row in _ordered(rows, "other_reference_sequence"))
    return {"citations": tuple(Citation(text=text) for text in texts if text)}


def _priorities(rows: list[Row]) -> dict[str, Any]:
    return {"priorities": tuple(found for row in rows if (found := _priority(row)) is not None)}


def _priority(row: Row) -> Filing | None:
    number = _first(row, "application_number", "number", "foreign_application_id")
    country = _first(row, "foreign_country_filed", "country")
    date = date_of(_first(row, "filing_date", "date"))
    return Filing(country, re.sub(r"[^0-9A-Za-z]", "", number), "", date, number) if number else None


def _first(row: Row, *columns: str) -> str:
    """The first of several columns that is filled: their names changed from one release to the next."""
    return next((row[name] for name in columns if row.get(name)), "")


def _applicants(rows: list[Row]) -> dict[str, Any]:
    people = (_person(row, "applicant", _organisation) for row in _ordered(rows, "applicant_sequence"))
    return {"applicants": tuple(party for party in people if party.name)}


def _attorneys(rows: list[Row]) -> dict[str, Any]:
    people = (_person(row, "attorney", _organisation) for row in _ordered(rows, "attorney_sequence"))
    return {"agents": tuple(party for party in people if party.name)}


def _examiners(rows: list[Row]) -> dict[str, Any]:
    people = (_person(row, "examiner") for row in _ordered(rows, "examiner_sequence"))
    return {"examiners": tuple(party for party in people if party.name)}


def _uspc(rows: list[Row]) -> dict[str, Any]:
    symbols: list[str] = []
    for row in _ordered(rows, "uspc_sequence"):
        klass, subclass = row.get("uspc_mainclass_id", ""), row.get("uspc_subclass_id", "")
        full = subclass if "/" in subclass else "/".join(part for part in (klass, subclass) if part)
        symbols.append(f"US {full}" if full else "")
    return {"national": unique(symbols)}


def _related(rows: list[Row]) -> dict[str, Any]:
    found: list[Related] = []
    for row in _ordered(rows, "related_doc_sequence"):
        if number := row.get("related_doc_number", ""):
            word = row.get("related_doc_type", "").strip().lower().replace(" ", "-")
            country = row.get("published_country", "") or "US"
            kind = RELATIONS.get(word, word.replace("-", "_") or "related")
            published = kind == "earlier_publication"
            name = document_name(country, document_number(number)) if published else application_name(country, number)
            found.append(Related(kind, name, date_of(row.get("related_doc_published_date", ""))))
    return {"related": tuple(found)}


def _pct(rows: list[Row]) -> dict[str, Any]:
    found: list[Related] = []
    notes: list[str] = []
    for row in rows:
        number = row.get("pct_doc_number", "")
        published = row.get("pct_doc_type", "").lower().startswith("wo") or number.upper().startswith("WO")
        date = date_of(_first(row, "published_or_filed_date", "published_filed_date"))
        if number and published:
            found.append(Related("pct_publication", document_name("WO", foreign_number("WO", number)), date))
        elif number:
            found.append(Related("pct_application", application_name("WO", number), date))
        if entered := row.get("pct_371_date", ""):
            notes.append(f"us-371-date:{entered}")
    return {"related": tuple(found), "notes": unique(notes)}


def _claims(rows: list[Row]) -> dict[str, Any]:
    """The rows tell the order; a claim's own number stands in its text as well."""
    found = []
    for place, row in enumerate(_ordered(rows, "claim_sequence"), 1):
        number = int(value) if (value := row.get("claim_number", "").lstrip("0")).isdecimal() else place
        if words := " ".join(row.get("claim_text", "").split()):
            found.append(claim(words, number))
    return {"claims": english(tuple(found))}


def _texts(column: str, order: str = "") -> Callable[[list[Row]], dict[str, Any]]:
    def build(rows: list[Row]) -> dict[str, Any]:
        lines = (line.strip() for row in _ordered(rows, order) for line in row.get(column, "").splitlines())
        parts = tuple(line for line in lines if line)
        return {"description": english(parts)}

    return build


def _botanic(rows: list[Row]) -> dict[str, Any]:
    pairs = (("latin_name", "latin-name"), ("plant_variety", "variety"), ("variety", "variety"))
    return {"notes": unique([f"{name}:{row[column]}" for row in rows for column, name in pairs if row.get(column)])}


def _term(rows: list[Row]) -> dict[str, Any]:
    pairs = (("term_grant", "length-of-grant-years"), ("term_extension", "term-extension-days"))
    notes = [f"{name}:{row[column]}" for row in rows for column, name in pairs if row.get(column)]
    return {"notes": unique([*notes, *("terminal-disclaimer" for row in rows if row.get("disclaimer_date"))])}


def _ordered(rows: list[Row], column: str) -> list[Row]:
    return sorted(rows, key=lambda row: int(value) if (value := row.get(column, "")).isdecimal() else 0)


def _organisation(row: Row, name: str) -> str:
    return _first(row, f"disambig_{name}_organization", f"raw_{name}_organization") or _full_name(row, name)


def _full_name(row: Row, name: str) -> str:
    kinds = ("disambig_{}_name", "disambig_{}_individual_name", "raw_{}_name")
    parts = (_first(row, *(f"{kind.format(name)}_{part}" for kind in kinds)) for part in ("last", "first"))
    return joined(*parts)


def _person(row: Row, name: str, naming: Callable[[Row, str], str] | None = None) -> Party:
    return Party((naming or _full_name)(row, name), identifier=row.get(f"{name}_id", ""))


def _phase(row: Row) -> str:
    return phase_of(row.get("citation_category", ""))


TABLES: Mapping[str, Callable[[list[Row]], dict[str, Any]]] = MappingProxyType(
    {
        "patent": read_patent, "application": _application, "patent_abstract": _abstract,
        "inventor_disambiguated": _inventors, "inventor_not_disambiguated": _inventors,
        "assignee_disambiguated": _assignees, "assignee_not_disambiguated": _assignees, "cpc_current": _cpc,
        "cpc_at_issue": _cpc, "ipc_at_issue": _ipc, "us_patent_citation": _us_citations,
        "us_application_citation": _us_citations, "foreign_citation": _foreign_citations,
        "other_reference": _other_references, "foreign_priority": _priorities,
        "applicant_not_disambiguated": _applicants, "attorney_disambiguated": _attorneys,
        "attorney_not_disambiguated": _attorneys, "examiner_not_disambiguated": _examiners, "uspc_at_issue": _uspc,
        "uspc_current": _uspc, "us_rel_doc": _related, "pct_data": _pct, "claims": _claims,
        "brf_sum_text": _texts("summary_text"), "detail_desc_text": _texts("description_text"),
        "draw_desc_text": _texts("draw_desc_text", "draw_desc_sequence"), "botanic": _botanic,
        "us_term_of_grant": _term,
    }
)  # fmt: skip
