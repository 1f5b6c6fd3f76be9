"""Source ``names``: a plain list of marks, one a line, such as candidate names or a corpus of company short names.

A list has no office and no register: records have office ``XX``, the physical line (from 1) as number, the list as
``part`` (the lines of another list have the same numbers), kind ``word`` and status ``unknown``. A leading block of
credits is left out: the lines before the first blank line within the first five, if one of them is a date, names a web
address or an account. A ``.tsv`` file that begins with a column ``brand`` is read too: every different name of the row
in ``brand``, ``brand_zh``, ``brand_zh_hant`` and ``brand_en``, with ``line.column`` as number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

from indexers.base import RAW_LIMIT, Cursor, Reading, Rejected, Source, Unit
from indexers.encoding import SAMPLE_SIZE, detect_encoding, has_cells, refuse_utf16
from indexers.files import Blob
from indexers.jsonlines import read_lines
from ipsearch.errors import Problem
from ipsearch.records import Trademark
from ipsearch.spreadsheets.filekinds import markup_of

OFFICE = "XX"
BRAND_COLUMNS = ("brand", "brand_zh", "brand_zh_hant", "brand_en")
"""Columns of a brand table that hold names."""
HEADER_LINES = 5
"""A block of credits ends within so many lines."""

_CREDIT = re.compile(r"@|://|^\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?$")

_Line = tuple[int, str | Rejected]


def _lines(blob: Blob) -> Iterator[_Line]:
    """Every line decoded; one that cannot be decoded is rejected alone."""
    head = blob.head(SAMPLE_SIZE)
    refuse_utf16(head, blob.label)
    detected = detect_encoding(head)
    encoding = detected.removesuffix("-sig")
    with blob.open() as stream:
        for number, line in enumerate(_physical(stream), 1):
            if line is None:
                problem = Problem("record.bad_value", {
                    "field": "mark", "value": "a line without end", "expected": "one name a line"})  # fmt: skip
                yield number, Rejected(problem.at(f"{blob.label}:{number}"))
                continue
            try:
                yield number, line.decode(detected if number == 1 else encoding)
            except UnicodeDecodeError as error:
                problem = Problem("file.encoding", {"encoding": encoding, "error": f"byte {error.start}"})
                raw = line.decode("utf-8", "replace").strip()
                yield number, Rejected(problem.at(f"{blob.label}:{number}"), raw)


def _physical(stream: BinaryIO) -> Iterator[bytes | None]:
    """Every line, also where CR alone ends it, as old tools write it; ``None`` for one without end."""
    for _, line in read_lines(stream):
        if line is None or b"\r" not in line:
            yield line
        else:
            yield from line.splitlines()


def header_size(lines: list[str]) -> int:
    """How many of the first lines are credits and not names; 0 for a plain list.

    >>> header_size(["By@corpus", "2022.11.30", "", "first name"])
    3
    """
    texts = [line.strip() for line in lines[:HEADER_LINES]]
    if "" not in texts:
        return 0
    end = texts.index("")
    return end + 1 if any(_CREDIT.search(t) for t in texts[:end]) else 0


def _read(unit: Unit[Trademark]) -> Reading[Trademark]:
    for blob in unit.blobs:
        read = _read_table if blob.plain_name.endswith(".tsv") else _read_list
        yield from read(blob, unit.cursor)


def _read_list(blob: Blob, cursor: Cursor) -> Reading[Trademark]:
    lines, name = _lines(blob), blob.list_name
    first = list(islice(lines, HEADER_LINES))
    skip = header_size([text if isinstance(text, str) else "?" for _, text in first])
    for number, text in chain(first[skip:], lines):
        if isinstance(text, Rejected):
            yield text
        elif mark := text.strip():
            cursor.place = f"{blob.label}:{number}"
            yield Trademark(OFFICE, str(number), mark, part=name)


def _read_table(blob: Blob, cursor: Cursor) -> Reading[Trademark]:
    lines, list_name = _lines(blob), blob.list_name
    header = next((text for _, text in lines), "")
    names = [] if isinstance(header, Rejected) else header.rstrip("\r\n").split("\t")
    columns = [i for i, name in enumerate(names) if name.strip() in BRAND_COLUMNS]
    if not columns:
        known = ", ".join(BRAND_COLUMNS)
        yield Rejected(Problem("csv.columns", {"missing": "brand", "known": known}, f"{blob.label}:1"))
        return
    for number, text in lines:
        if isinstance(text, Rejected):
            yield text
            continue
        cells = text.rstrip("\r\n").split("\t")
        if not text.strip():
            continue
        if len(cells) != len(names):
            problem = Problem("csv.row", {"found": len(cells), "expected": len(names)}, f"{blob.label}:{number}")
            yield Rejected(problem, text.strip()[:RAW_LIMIT])
            continue
        seen: dict[str, int] = {}
        for column in columns:
            if mark := cells[column].strip():
                seen.setdefault(mark, column)
        cursor.place = f"{blob.label}:{number}"
        for mark, column in seen.items():
            yield Trademark(OFFICE, f"{number}.{column + 1}", mark, part=list_name)


def _sniff(blob: Blob) -> bool:
    if not blob.plain_name.endswith((".tsv", ".txt")):
        return False
    head = blob.head()
    text = head.decode("utf-8-sig", "replace")
    if blob.plain_name.endswith(".tsv"):
        return re.split(r"[\t\r\n]", text, maxsplit=1)[0].strip() == "brand"
    return not has_cells(head) and not markup_of(text)  # cells of a spreadsheet and lines of a web page are no names


SOURCE = Source("names", read=_read, sniff=_sniff)
