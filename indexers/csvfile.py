"""Source ``csv``: marks in a table, the columns named as the keys of the canonical form.

Only ``mark`` is required. Cells of list columns hold values separated by ``;`` (or ``；``): classes, groups, Vienna
codes, notes; ``applicants`` and ``agents`` hold names. ``goods`` holds the goods of the row's only class, or
``class:text`` entries. Without ``office`` a row belongs to ``XX``, without ``application_number`` its line is the
number. The delimiter is ``,``, ``;`` or a tab, whichever the header uses; a cell in double quotes may hold line
breaks. A column with another name is an error, so that no data is left out unseen.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Generator, Mapping
from contextlib import closing
from typing import Any, cast

from indexers.base import Reading, Rejected, Source, Unit
from indexers.encoding import SAMPLE_SIZE, detect_encoding
from indexers.files import Blob
from indexers.ndjson import RAW_LIMIT
from ipsearch.errors import InputError, IpsearchError, Problem
from ipsearch.records import MARK_KINDS, STATUSES, Goods, MarkKind, Party, Status, Trademark

TEXTS = (
    "office", "application_number", "mark", "registration_number", "part", "status_code", "transliteration",
    "translation", "description", "disclaimer", "colours", "image", "international_number", "language",
)  # fmt: skip
DATES = (
    "status_date", "application_date", "publication_date", "registration_date", "expiry_date", "termination_date",
)  # fmt: skip
COLUMNS = (
    *TEXTS, *DATES, "kind", "status", "classes", "groups", "goods", "vienna", "notes", "applicants", "agents",
)  # fmt: skip
"""Every column that is read."""
DEFAULT_OFFICE = "XX"
DELIMITERS = ",;\t"

_LIST = re.compile(r"[;；]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNDECODED = re.compile(r"[\udc80-\udcff]")


LONGEST_CELL = 131_072
"""Characters of a cell; a quote that is never closed ends there."""


def header_delimiter(header: str) -> str:
    """The delimiter that a header line uses: the most frequent of ``,``, ``;`` and tab; ``,`` for a single column."""
    return max(DELIMITERS, key=header.count)


def header_of(blob: Blob) -> list[str]:
    """The columns that the first line of a file names, for recognising it; any other file has some nonsense there."""
    head = blob.head()
    line = re.split(r"[\r\n]", head.decode(detect_encoding(head), "replace").lstrip("\ufeff"), maxsplit=1)[0]
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=header_delimiter(line)), [])]
    except csv.Error:
        return []


def open_rows(blob: Blob, longest: int = LONGEST_CELL) -> Generator[tuple[int, list[str] | Problem], None, None]:
    """Physical line of the start and cells of every row, header first. Undecodable bytes come as lone surrogates.

    A cell has at most ``longest`` characters.
    """
    encoding = detect_encoding(blob.head(SAMPLE_SIZE))
    with blob.open() as stream, io.TextIOWrapper(stream, encoding, "surrogateescape", newline="") as text:
        header = text.readline(SAMPLE_SIZE)
        delimiter = header_delimiter(header)
        yield 1, next(csv.reader([header], delimiter=delimiter), [])
        rows = csv.reader(text, delimiter=delimiter)
        line = 2
        while True:
            try:
                # The limit is one of the whole process, so that it is put back at once.
                usual = csv.field_size_limit(longest)
                try:
                    cells = next(rows, None)
                finally:
                    csv.field_size_limit(usual)
            except csv.Error as error:
                # A quote that is never closed swallows rows until the cell outgrows the reader's limit.
                yield line, Problem("csv.quote", {"error": str(error)})
            else:
                if cells is None:
                    return
                yield line, cells
            line = rows.line_num + 2


def _columns(header: list[str], place: str) -> list[str]:
    names = [cell.strip().lower() for cell in header]
    while names and not names[-1]:
        names.pop()
    known = ", ".join(COLUMNS)
    unknown = [name for name in names if name not in COLUMNS]
    if "mark" not in names:
        raise InputError("csv.columns", place=place, missing="mark", known=known)
    if unknown:
        raise InputError("csv.unknown_column", place=place, value=", ".join(unknown), known=known)
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise InputError("csv.doubled_column", place=place, value=", ".join(doubled))
    return names


def _read(unit: Unit[Trademark]) -> Reading[Trademark]:
    for blob in unit.blobs:
        with closing(open_rows(blob)) as rows:
            header = next(rows)[1]
            if isinstance(header, Problem) or not header:
                raise InputError("file.empty", place=blob.label)
            names = _columns(header, f"{blob.label}:1")
            for line, cells in rows:
                place = f"{blob.label}:{line}"
                if isinstance(cells, Problem):
                    yield Rejected(cells.at(place))
                elif any(cell.strip() for cell in cells):
                    yield _row(names, cells, line, place)


def _row(names: list[str], cells: list[str], line: int, place: str) -> Trademark | Rejected:
    raw = ",".join(cells)
    # A spreadsheet pads every row to the widest one: empty cells beyond the header hold nothing.
    while len(cells) > len(names) and not cells[-1].strip():
        cells = cells[:-1]
    if _UNDECODED.search(raw):
        values: dict[str, object] = {"encoding": "UTF-8", "error": "bytes that are no text"}
        return Rejected(Problem("file.encoding", values, place), _UNDECODED.sub("\ufffd", raw)[:RAW_LIMIT])
    if len(cells) != len(names):
        return Rejected(Problem("csv.row", {"found": len(cells), "expected": len(names)}, place), raw[:RAW_LIMIT])
    try:
        return parse_row(dict(zip(names, (cell.strip() for cell in cells), strict=True)), line)
    except IpsearchError as error:
        return Rejected(error.problem.at(place), raw[:RAW_LIMIT])


def parse_row(row: Mapping[str, str], line: int) -> Trademark:
    """The record of one row, its cells keyed by column (see :data:`COLUMNS`); ``line`` is the number it falls back to.

    Raises:
        InputError: a class, a date, a kind or a status that cannot be read.
    """
    classes = tuple(_class(value) for value in _list(row, "classes"))
    texts = {name: row[name] for name in TEXTS if row.get(name)}
    dates = {name: _date(name, row[name]) for name in DATES if row.get(name)}
    fields: dict[str, Any] = {"office": DEFAULT_OFFICE, "application_number": str(line)} | texts | dates
    return Trademark(
        **fields,
        kind=cast(MarkKind, _choice(row, "kind", MARK_KINDS, "word")),
        status=cast(Status, _choice(row, "status", STATUSES, "unknown")),
        classes=classes,
        groups=_list(row, "groups"),
        goods=tuple(_goods(value, classes) for value in _list(row, "goods")),
        vienna=_list(row, "vienna"),
        notes=_list(row, "notes"),
        applicants=tuple(Party(name=name) for name in _list(row, "applicants")),
        agents=tuple(Party(name=name) for name in _list(row, "agents")),
    )


def _list(row: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in _LIST.split(row.get(name, "")) if value.strip())


def _class(value: str) -> int:
    if not (value.isascii() and value.isdigit()):
        raise InputError("record.bad_class", value=value)
    return int(value)


def _date(name: str, value: str) -> dt.date:
    try:
        if _DATE.fullmatch(value):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    raise InputError("record.bad_date", field=name, value=value)


def _choice(row: Mapping[str, str], name: str, allowed: frozenset[str], default: str) -> str:
    value = row.get(name, "").lower() or default
    if value not in allowed:
        raise InputError("record.bad_value", field=name, value=value, expected=", ".join(sorted(allowed)))
    return value


def _goods(value: str, classes: tuple[int, ...]) -> Goods:
    number, colon, text = value.partition(":")
    if colon and number.strip().isdigit():
        return Goods(_class(number.strip()), text.strip())
    if len(classes) == 1:
        return Goods(classes[0], value)
    raise InputError("record.bad_value", field="goods", value=value, expected="class:text, as the row has no one class")


def _sniff(blob: Blob) -> bool:
    return "mark" in (name.lower() for name in header_of(blob))


SOURCE = Source("csv", read=_read, sniff=_sniff)
