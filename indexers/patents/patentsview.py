"""Source ``patentsview``: the tables of PatentsView (USPTO), tab-separated, plain or packed.

Every table gives a part of the patents it names: ``g_patent`` the document, the others applications, abstracts, people,
classes, citations and texts. Rows of one patent stand together; where they do not, lists grow by what is new.

Only ``g_patent`` knows the kind of a document, without which the parts of one do not find each other: it is read with
every other table of the same load.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec

from indexers.base import Reading, Rejected, Source, Unit
from indexers.csvtable import longest_row
from indexers.files import Blob
from indexers.patents.mergepatent import append_patents
from indexers.patents.patentsview_tables import TABLES, Row, read_patent
from indexers.patents.tables import LONGEST_TEXT
from indexers.patents.uspto_values import document_number
from ipsearch.errors import Problem
from ipsearch.records import Claim, Patent
from ipsearch.spreadsheets.csvrows import LONGEST_CELL, next_row, read_lines

_TABLE = re.compile(r"(?:pg_|g_)?([a-z_]+?)(?:_\d{4})?\.tsv(?:\.(?:gz|zip))?\Z")
_WHOLE_TEXTS = frozenset(("claim_text", "summary_text", "description_text", "draw_desc_text", "patent_abstract"))
"""Columns whose cells may hold a whole description."""
_NUMBER = re.compile(r"([A-Z]{0,2})(\d{1,8})\Z")


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


def _table_of(name: str) -> Callable[[list[Row]], dict[str, Any]] | None:
    found = _TABLE.match(name.lower())
    return TABLES.get(found[1]) if found else None


def _rows(blob: Blob) -> Iterator[tuple[int, dict[str, str] | Problem]]:
    """Line and cells of every row after the header."""
    with blob.open() as stream, io.TextIOWrapper(stream, "utf-8", "replace", newline="") as text:
        reader = csv.reader(read_lines(text, longest_row(LONGEST_TEXT)), delimiter="\t")
        header = [cell.strip().lstrip("\ufeff") for cell in next(reader, [])]
        longest = LONGEST_TEXT if _WHOLE_TEXTS & set(header) else LONGEST_CELL
        # The office's own files: quotes are as they should be, and a look at each line would be for nothing.
        while (cells := next_row(reader, longest)) is not None:
            if isinstance(cells, csv.Error):
                yield reader.line_num, Problem("csv.quote", {"error": str(cells)})
            elif len(cells) != len(header):
                yield reader.line_num, Problem("csv.row", {"found": len(cells), "expected": len(header)})
            else:
                yield reader.line_num, dict(zip(header, cells, strict=True))


def _group(blobs: Sequence[Blob]) -> list[tuple[Blob, ...]]:
    """The documents, then every other table, each with the documents before it."""
    documents = tuple(blob for blob in blobs if _table_of(blob.name) is read_patent)
    others = [(*documents, blob) for blob in blobs if _table_of(blob.name) is not read_patent]
    return [*((blob,) for blob in documents), *others]


def _kinds(documents: Sequence[Blob]) -> Kinds:
    kinds = Kinds()
    for blob in documents:
        for _, row in _rows(blob):
            if isinstance(row, dict):
                kinds.put(document_number(row.get("patent_id", "")), row.get("wipo_kind", ""))
    return kinds


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    others = [blob for blob in unit.blobs if _table_of(blob.name) is not read_patent]
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


def merge_tables(stored: Patent | None, patch: Patent) -> Patent:
    """What a row of a table means for the stored record: every list grows, claims and paragraphs too."""
    whole = append_patents(stored, patch)
    if stored is None:
        return whole
    claims = {**stored.claims}
    for language, several in patch.claims.items():
        every = [one for one in (*claims.get(language, ()), *several) if isinstance(one, Claim)]
        unique = list(dict.fromkeys(every))
        unique.sort(key=lambda one: one.number)
        claims[language] = tuple(unique)
    described = {**stored.description}
    for language, parts in patch.description.items():
        known = described.get(language, ())
        stands = any(known[at : at + len(parts)] == parts for at in range(len(known)))
        described[language] = known if stands else (*known, *parts)
    return msgspec.structs.replace(whole, claims=claims, description=described)


def _sniff(blob: Blob) -> bool:
    header = blob.head(4096).removeprefix(b"\xef\xbb\xbf").splitlines()[:1] if _table_of(blob.name) else []
    return any(b"patent_id" in (cell.strip(b' "') for cell in line.split(b"\t")) for line in header)


SOURCE: Source[Patent] = Source("patentsview", read=_read, sniff=_sniff, group=_group, partial=True, merge=merge_tables)
