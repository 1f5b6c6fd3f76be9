"""The forms of an exported list, each as the bytes of some documents: NDJSON, CSV, BibTeX, RIS.

BibTeX entries are ``@patent`` as biblatex has them; RIS tags are those that EndNote gives a patent (``AU`` inventor,
``PB`` assignee, ``SN`` patent number, ``IS`` application number, ``CY`` country).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import msgspec

from ipsearch.documents.patent import best_text
from ipsearch.patents.library import Patents
from ipsearch.patents.report import COLUMNS, PatentHit, row_of
from ipsearch.records import Patent
from ipsearch.spreadsheets.csvcells import cell_of, csv_lines

_BIBTEX = re.compile(r"[{}\\&%$#_~^]")
_BIBTEX_NAMES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True)
class Format:
    """A form: what stands at the beginning of the file, and the bytes of some documents."""

    write: Callable[[Patents, Sequence[PatentHit]], Iterator[bytes]]
    head: bytes = b""


def _csv(_: Patents, hits: Sequence[PatentHit]) -> Iterator[bytes]:
    yield csv_lines(map(row_of, hits))


def _records(patents: Patents, hits: Sequence[PatentHit]) -> Iterator[bytes]:
    for record in patents.records(hit.id for hit in hits):
        yield msgspec.json.encode(record) + b"\n"


def _rows(_: Patents, hits: Sequence[PatentHit]) -> Iterator[bytes]:
    for hit in hits:
        yield msgspec.json.encode(list(map(cell_of, row_of(hit)))) + b"\n"


def _bibtex(patents: Patents, hits: Sequence[PatentHit]) -> Iterator[bytes]:
    for hit, record in zip(hits, patents.records(hit.id for hit in hits), strict=True):
        fields = {
            "title": f"{{{_escaped(hit.title)}}}",
            "author": " and ".join(f"{{{_escaped(name)}}}" for name in hit.inventors),
            "holder": " and ".join(f"{{{_escaped(name)}}}" for name in hit.applicants),
            "number": hit.id.replace("-", ""),
            "type": f"patent{hit.country.lower()}",
            "date": str(hit.publication_date or ""),
            "abstract": _escaped(best_text(record.abstract)),
            "keywords": ", ".join(hit.ipc),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value and value != "{}"]
        yield "\n".join([f"@patent{{{hit.id},", *lines, "}", "", ""]).encode()


def _escaped(text: str) -> str:
    return _BIBTEX.sub(lambda found: _BIBTEX_NAMES.get(found[0], "\\" + found[0]), _line(text))


def _ris(patents: Patents, hits: Sequence[PatentHit]) -> Iterator[bytes]:
    for hit, record in zip(hits, patents.records(hit.id for hit in hits), strict=True):
        yield "\r\n".join(f"{tag}  - {_line(value)}" for tag, value in _tags(hit, record)).encode()
        yield b"\r\n\r\n"


def _tags(hit: PatentHit, record: Patent) -> Iterator[tuple[str, str]]:
    yield "TY", "PAT"
    yield "TI", hit.title
    yield from (("AU", name) for name in hit.inventors)
    yield from (("PB", name) for name in hit.applicants)
    if hit.publication_date:
        yield "PY", str(hit.publication_date.year)
        yield "DA", hit.publication_date.strftime("%Y/%m/%d")
    yield "SN", hit.id.replace("-", "")
    if hit.application_number:
        yield "IS", hit.application_number
    yield "CY", hit.country
    yield from (("KW", symbol) for symbol in hit.ipc)
    if abstract := best_text(record.abstract):
        yield "AB", abstract
    yield "ER", ""


def _line(text: str) -> str:
    return " ".join(text.split())


FORMATS: Mapping[str, Format] = MappingProxyType({
    ".csv": Format(_csv, b"\xef\xbb\xbf" + csv_lines([COLUMNS])),
    ".ndjson": Format(_records),
    ".bib": Format(_bibtex),
    ".ris": Format(_ris),
})  # fmt: skip
"""By the ending of the file. Without the mark at its beginning, Excel reads Chinese in a CSV file wrongly."""
STAGED = Format(_rows)
"""What a workbook is made from: each row as a JSON list."""
