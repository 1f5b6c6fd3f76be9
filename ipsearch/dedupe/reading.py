"""The input of a batch: a table with a column ``mark``, NDJSON, or a plain list with one mark a line.

A line may bring its own classes, similar groups and applicant, which then stand in place of those of the job. A line
that cannot be read is an entry with a problem, never the end of the job. Other columns and keys are ignored: lists of
candidate names carry whatever their owner needs.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import msgspec

from ipsearch.errors import InputError, IpsearchError, Problem
from ipsearch.records import headings_of, plain_heading
from ipsearch.text.codecells import read_classes, read_groups
from ipsearch.text.csvrows import LONGEST_CELL, read_rows

Form = Literal["csv", "ndjson", "list"]

COLUMNS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "mark": headings_of("mark") | {"mark"},
        "classes": headings_of("classes") | {"classes", "class"},
        "groups": headings_of("groups") | {"groups", "group"},
        "applicant": headings_of("applicants") | {"applicant", "applicants"},
    }
)
"""Columns that are read, by any of their names."""

DELIMITERS = ",;\t"
TABLES = (".csv", ".tsv")
"""Files that are tables by their names."""
LONGEST_LINE = 1 << 20
"""Characters of a line that are read. A mark has 300 at most; a file without line breaks must not fill the memory."""

_UNDECODED = re.compile(r"[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the input. ``line`` counts from 1; ``mark`` is as written. None means: as the job says."""

    line: int
    mark: str
    classes: tuple[int, ...] | None = None
    groups: tuple[str, ...] | None = None
    applicant: str | None = None
    problem: Problem | None = None


class _Asked(msgspec.Struct):
    """A line of NDJSON."""

    mark: str
    classes: list[int | str] | int | str | None = None
    nice_class: list[int | str] | int | str | None = msgspec.field(default=None, name="class")
    groups: list[str] | str | None = None
    group: list[str] | str | None = None
    applicant: str | None = None


def read_entries(stream: io.TextIOBase, place: str) -> Iterator[Entry]:
    """Every line as an entry, in order; the blank ones at the end are left out.

    ``stream`` is text opened with ``errors="surrogateescape"`` and ``newline=""``; ``place`` names it in messages.

    Raises:
        InputError: the file is empty, a table whose header names a column twice, or a table without a column for the
            mark (a ``.csv`` or ``.tsv`` file of several columns, or cells with tabs between them): each row as a whole
            would be taken for a mark, and be free.
    """
    lines = _lines(stream)
    first = next((pair for pair in lines if pair[1].strip()), None)
    if first is None:
        raise InputError("dedupe.empty", place=place)
    # What stands before the first line with text is blank, and not worth an answer.
    rest = itertools.chain([first], lines)
    entries: Iterator[Entry]
    match form_of_line(first[1]):
        case "ndjson":
            entries = map(_from_json, rest)
        case "csv":
            entries = _from_table(rest, place)
        case "list" if re.search(f"[{DELIMITERS}]" if place.lower().endswith(TABLES) else r"\t", first[1].strip()):
            known = ", ".join(sorted(COLUMNS["mark"]))
            raise InputError("csv.columns", place=f"{place}:{first[0]}", missing="mark", known=known)
        case "list":
            entries = (Entry(number, line.strip()) for number, line in rest)
    return _without_trailing_blanks(map(_checked, entries))


def form_of_line(line: str) -> Form:
    """What the first line tells: an object, a header with a mark column, or a mark."""
    text = line.removeprefix("\ufeff").strip()
    if text.startswith("{"):
        return "ndjson"
    cells = next(csv.reader([text], delimiter=_delimiter(text)), [])
    headings = [plain_heading(cell) for cell in cells]
    # An English word alone on a line is a name like any other, if it is not the one of the canonical form.
    alone = len(cells) == 1 and text.isascii() and headings != ["mark"]
    return "csv" if not alone and any(heading in COLUMNS["mark"] for heading in headings) else "list"


def _delimiter(header: str) -> str:
    return max(DELIMITERS, key=header.count)


def _lines(stream: io.TextIOBase) -> Iterator[tuple[int, str]]:
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        yield number, line
        while line and not line.endswith(("\n", "\r")):
            line = stream.readline(LONGEST_LINE)


def _checked(entry: Entry) -> Entry:
    """The entry, with a problem if its bytes were no text."""
    wrong = next((text for text in (entry.mark, entry.applicant or "") if _UNDECODED.search(text)), None)
    if wrong is None:
        return entry
    problem = Problem("file.encoding", {"encoding": "UTF-8", "error": _UNDECODED.sub("\ufffd", wrong)[:80]})
    return Entry(entry.line, _UNDECODED.sub("\ufffd", entry.mark), problem=problem)


def _without_trailing_blanks(entries: Iterable[Entry]) -> Iterator[Entry]:
    held: list[Entry] = []
    for entry in entries:
        if not entry.mark and entry.problem is None:
            held.append(entry)
            continue
        yield from held
        held.clear()
        yield entry


def _from_json(pair: tuple[int, str]) -> Entry:
    number, line = pair
    text = line.strip()
    if not text:
        return Entry(number, "")
    try:
        asked = msgspec.json.decode(text.encode("utf-8", "surrogateescape"), type=_Asked)
        return Entry(
            number,
            asked.mark.strip(),
            _classes(asked.classes if asked.classes is not None else asked.nice_class),
            _groups(asked.groups if asked.groups is not None else asked.group),
            asked.applicant,
        )
    except IpsearchError as error:
        problem = error.problem
    except msgspec.ValidationError as error:
        problem = Problem("json.schema", {"error": str(error)})
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problem = Problem("json.invalid", {"error": str(error)})
    return Entry(number, _UNDECODED.sub("\ufffd", text), problem=problem)


def _from_table(lines: Iterator[tuple[int, str]], place: str) -> Iterator[Entry]:
    number, header = next(lines)
    delimiter = _delimiter(header)
    cells = next(csv.reader([header.removeprefix("\ufeff")], delimiter=delimiter))
    columns = _columns(cells, f"{place}:{number}")
    for at, text, row in read_rows((line for _, line in lines), delimiter, len(cells), LONGEST_CELL):
        start = number + 1 + at
        if isinstance(row, csv.Error):
            yield Entry(start, text.strip(), problem=Problem("csv.quote", {"error": str(row)}))
        else:
            yield _from_row(start, row, columns, len(cells))


def _columns(header: list[str], place: str) -> dict[str, int]:
    """Where each column that is read stands."""
    found: dict[str, int] = {}
    for position, cell in enumerate(header):
        for name, names in COLUMNS.items():
            if plain_heading(cell) in names:
                if name in found:
                    raise InputError("csv.doubled_column", place=place, value=cell.strip())
                found[name] = position
    return found


def _from_row(line: int, row: list[str], columns: dict[str, int], width: int) -> Entry:
    # Spreadsheets pad rows with empty cells, and some programs leave empty cells at the end out.
    cells = [cell.strip() for cell in row]
    while len(cells) > width and not cells[-1]:
        cells.pop()
    padded = cells + [""] * (width - len(cells))
    mark = padded[columns["mark"]]
    if len(cells) > width:
        problem = Problem("csv.row", {"found": len(cells), "expected": width})
        return Entry(line, ",".join(cells), problem=problem)
    given = {name: padded[position] for name, position in columns.items() if name != "mark" and padded[position]}
    try:
        return Entry(line, mark, _classes(given.get("classes")), _groups(given.get("groups")), given.get("applicant"))
    except IpsearchError as error:
        return Entry(line, mark, problem=error.problem)


def _classes(value: list[int | str] | int | str | None) -> tuple[int, ...] | None:
    if value is None or value == "":
        return None
    values = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(number for one in values if str(one).strip() for number in read_classes(str(one))))


def _groups(value: list[str] | str | None) -> tuple[str, ...] | None:
    if value is None or value == "":
        return None
    values = value if isinstance(value, list) else [value]
    # What holds no code at all is refused by the check, and no reason to ask for all groups.
    return tuple(dict.fromkeys(code for one in values if one.strip() for code in read_groups(one) or (one.strip(),)))
