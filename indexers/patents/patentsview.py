"""Source ``patentsview``: the tables of PatentsView (USPTO), tab-separated, plain or packed.

Every table gives a part of the patents it names: ``g_patent`` the document, the others applications, abstracts, people,
classes and citations. Rows of one patent stand together; where they do not, lists grow by what is new.

Only ``g_patent`` knows the kind of a document, without which the parts of one do not find each other: it is read with
every other table of the same load.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any

from indexers.base import Reading, Rejected, Source, Unit
from indexers.files import Blob
from indexers.patents.mergepatent import append_patents
from indexers.patents.symbols import class_symbol, unique
from indexers.patents.tables import date_of
from indexers.patents.uspto_values import document_number, right
from ipsearch.errors import Problem
from ipsearch.records import Citation, Filing, Party, Patent

Row = Mapping[str, str]
_TABLE = re.compile(r"(?:pg_|g_)?([a-z_]+?)(?:_\d{4})?\.tsv(?:\.(?:gz|zip))?\Z")
_NUMBER = re.compile(r"([A-Z]{0,2})(\d{1,8})\Z")


def _patent(rows: list[Row]) -> dict[str, Any]:
    row = rows[0]
    published = date_of(row.get("patent_date", ""))
    kind = row.get("wipo_kind", "")
    withdrawn = ("withdrawn",) if row.get("withdrawn") == "1" else ()
    return {
        "kind": kind, "type": right(row.get("patent_type", ""), kind), "publication_date": published,
        "grant_date": published,
        "language": "en", "title": _en(row.get("patent_title", "")), "abstract": _en(row.get("patent_abstract", "")),
        "notes": withdrawn,
    }  # fmt: skip


def _application(rows: list[Row]) -> dict[str, Any]:
    row = rows[0]
    number = re.sub(r"\D", "", row.get("application_id", ""))
    return {"application": Filing("US", number, "", date_of(row.get("filing_date", "")))} if number else {}


def _abstract(rows: list[Row]) -> dict[str, Any]:
    return {"abstract": _en(rows[0].get("patent_abstract", ""))}


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
    found = [
        (class_symbol(row.get("cpc_group", "")), row.get("cpc_type", "")) for row in _ordered(rows, "cpc_sequence")
    ]
    inventive = {symbol for symbol, kind in found if kind != "additional"}
    return {
        "cpc": unique([symbol for symbol, _ in found]),
        "cpc_additional": unique(
            [symbol for symbol, kind in found if kind == "additional" and symbol not in inventive]
        ),
    }


def _ipc(rows: list[Row]) -> dict[str, Any]:
    symbols: list[str] = []
    for row in _ordered(rows, "ipc_sequence"):
        head = "".join(row.get(name, "") for name in ("section", "ipc_class", "subclass"))
        symbols.append(class_symbol(f"{head}{row.get('main_group', '')}/{row.get('subgroup', '')}"))
    return {"ipc": unique(symbols)}


def _us_citations(rows: list[Row]) -> dict[str, Any]:
    return {"citations": tuple(
        Citation(f"US-{document_number(number)}", phase=_phase(row))
        for row in _ordered(rows, "citation_sequence")
        if (number := row.get("citation_patent_id") or row.get("citation_document_number", ""))
    )}  # fmt: skip


def _foreign_citations(rows: list[Row]) -> dict[str, Any]:
    return {"citations": tuple(
        Citation(f"{row.get('citation_country', '')}-{re.sub(r'[^0-9A-Za-z]', '', number)}", phase=_phase(row))
        for row in _ordered(rows, "citation_sequence") if (number := row.get("citation_application_id", ""))
    )}  # fmt: skip


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


_TABLES: Mapping[str, Callable[[list[Row]], dict[str, Any]]] = MappingProxyType(
    {
        "patent": _patent, "application": _application, "patent_abstract": _abstract,
        "inventor_disambiguated": _inventors, "inventor_not_disambiguated": _inventors,
        "assignee_disambiguated": _assignees, "assignee_not_disambiguated": _assignees, "cpc_current": _cpc,
        "cpc_at_issue": _cpc, "ipc_at_issue": _ipc, "us_patent_citation": _us_citations,
        "us_application_citation": _us_citations, "foreign_citation": _foreign_citations,
        "other_reference": _other_references, "foreign_priority": _priorities,
    }
)  # fmt: skip


class Kinds:
    """The kind code of every patent by its number, a byte each: there are nine million."""

    def __init__(self) -> None:
        self._names = [""]
        self._codes: dict[str, bytearray] = {}

    def put(self, number: str, kind: str) -> None:
        """Remember a kind."""
        found = _NUMBER.match(number)
        if found is None or len(self._names) > 255:
            return
        if kind not in self._names:
            self._names.append(kind)
        codes, place = self._codes.setdefault(found[1], bytearray()), int(found[2])
        codes.extend(bytes(max(0, place + 1 - len(codes))))
        codes[place] = self._names.index(kind)

    def get(self, number: str) -> str:
        """The kind, or "" where it is not known."""
        found = _NUMBER.match(number)
        codes = self._codes.get(found[1], b"") if found else b""
        return self._names[codes[int(found[2])]] if found and int(found[2]) < len(codes) else ""


def _en(text: str) -> dict[str, str]:
    return {"en": text} if text else {}


def _ordered(rows: list[Row], column: str) -> list[Row]:
    return sorted(rows, key=lambda row: int(value) if (value := row.get(column, "")).isdecimal() else 0)


def _organisation(row: Row, name: str) -> str:
    return (
        row.get(f"disambig_{name}_organization", "") or row.get(f"raw_{name}_organization", "") or _full_name(row, name)
    )


def _full_name(row: Row, name: str) -> str:
    last = (
        row.get(f"disambig_{name}_name_last", "")
        or row.get(f"disambig_{name}_individual_name_last", "")
        or row.get(f"raw_{name}_name_last", "")
    )
    first = (
        row.get(f"disambig_{name}_name_first", "")
        or row.get(f"disambig_{name}_individual_name_first", "")
        or row.get(f"raw_{name}_name_first", "")
    )
    return ", ".join(part for part in (last, first) if part)


def _person(row: Row, name: str) -> Party:
    return Party(_full_name(row, name), identifier=row.get(f"{name}_id", ""))


def _phase(row: Row) -> str:
    by = row.get("citation_category", "").lower().removeprefix("cited by ")
    return {"examiner": "examination", "applicant": "applicant", "other": "applicant"}.get(by, by)


def _table_of(name: str) -> Callable[[list[Row]], dict[str, Any]] | None:
    found = _TABLE.match(name.lower())
    return _TABLES.get(found[1]) if found else None


def _rows(blob: Blob) -> Iterator[tuple[int, dict[str, str] | Problem]]:
    """Line and cells of every row after the header."""
    with blob.open() as stream, io.TextIOWrapper(stream, "utf-8", "replace", newline="") as text:
        reader = csv.reader(text, delimiter="\t")
        header = [cell.strip().lstrip("\ufeff") for cell in next(reader, [])]
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:  # a quote that is never closed; what follows it may be sound again
                yield reader.line_num, Problem("csv.quote", {"error": str(error)})
                continue
            if cells is None:
                return
            if len(cells) != len(header):
                yield reader.line_num, Problem("csv.row", {"found": len(cells), "expected": len(header)})
            else:
                yield reader.line_num, dict(zip(header, cells, strict=True))


def _group(blobs: Sequence[Blob]) -> list[tuple[Blob, ...]]:
    """The documents, then every other table, each with the documents before it."""
    documents = tuple(blob for blob in blobs if _table_of(blob.name) is _patent)
    others = [(*documents, blob) for blob in blobs if _table_of(blob.name) is not _patent]
    return [*((blob,) for blob in documents), *others]


def _kinds(documents: Sequence[Blob]) -> Kinds:
    kinds = Kinds()
    for blob in documents:
        for _, row in _rows(blob):
            if isinstance(row, dict):
                kinds.put(document_number(row.get("patent_id", "")), row.get("wipo_kind", ""))
    return kinds


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    others = [blob for blob in unit.blobs if _table_of(blob.name) is not _patent]
    kinds = _kinds([blob for blob in unit.blobs if blob not in others]) if others else Kinds()
    for blob in others or unit.blobs:
        build = _table_of(blob.name)
        if build is None:
            continue
        for number, group in groupby(
            _rows(blob), lambda one: one[1].get("patent_id", "") if isinstance(one[1], dict) else ""
        ):
            found = list(group)
            for line, row in found:
                if isinstance(row, Problem) or not number:
                    problem = row if isinstance(row, Problem) else Problem("record.no_document_number")
                    yield Rejected(problem.at(f"{blob.label}:{line}"))
            rows: list[Row] = [row for _, row in found if isinstance(row, dict)]
            if rows and number:
                name = document_number(number)
                yield Patent(**{"country": "US", "number": name, "kind": kinds.get(name)} | build(rows))


def _sniff(blob: Blob) -> bool:
    header = blob.head(4096).removeprefix(b"\xef\xbb\xbf").splitlines()[:1] if _table_of(blob.name) else []
    return any(b"patent_id" in (cell.strip(b' "') for cell in line.split(b"\t")) for line in header)


SOURCE: Source[Patent] = Source(
    "patentsview", read=_read, sniff=_sniff, group=_group, partial=True, merge=append_patents
)
