"""The input of a batch: a table with a column ``mark`` (also a workbook's), NDJSON, or a list with one mark a line.

A line may bring its own classes, similar groups and applicant, which then stand in place of those of the job. A line
that cannot be read is an entry with a problem, never the end of the job. Other columns and keys are ignored: lists of
candidate names carry whatever their owner needs.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import msgspec

from ipsearch.errors import InputError, IpsearchError, Problem
from ipsearch.records import PICTURE, fields_of, has_mark_column, headings_of, refuse_other_mark
from ipsearch.spreadsheets.csvrows import LONGEST_CELL, read_lines, read_rows
from ipsearch.spreadsheets.filekinds import markup_of
from ipsearch.spreadsheets.header import DELIMITERS, HEAD_LINES, Header, find_header, heads_of_marks
from ipsearch.text.codecells import read_classes, read_groups

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "mark": "mark", "classes": "classes", "groups": "groups", "group": "groups", "applicants": "applicant",
        PICTURE: "picture",
    }
)  # fmt: skip
"""Fields that headings name -> what a line brings."""

TABLES = (".csv", ".tsv")
"""Files that are tables by their names."""
LONGEST_LINE = 1 << 20
"""Characters of a line that are read. A mark has 300 at most; a file without line breaks must not fill the memory."""

_UNDECODED = re.compile(r"[\udc80-\udcff]")
_NO_LISTS: Mapping[str, re.Pattern[str]] = MappingProxyType({
    "JSON": re.compile(r'\[\s*([{"]|$)'),
    "PDF": re.compile(r"%PDF-"),
})  # fmt: skip
"""How files begin whose lines are no marks either, beside those of web pages and XML."""


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
        InputError: the file holds no mark, is a table whose header names a column twice, or a table without a column
            for the mark (a ``.csv`` or ``.tsv`` file of several columns, or cells with tabs between them), or begins as
            a web page, XML, PDF or a JSON list does: each line as a whole would be taken for a mark, and be free.
    """
    lines = enumerate(read_lines(stream, LONGEST_LINE), 1)
    # What stands before the first line with text is blank, and not worth an answer.
    first = next((pair for pair in lines if pair[1].strip()), None)
    if first is None:
        raise InputError("dedupe.empty", place=place)
    head = [first, *itertools.islice(lines, HEAD_LINES - 1)]
    rest = itertools.chain(head, lines)
    header = find_header((line for _, line in head), heads_of_marks())
    beginning = first[1].lstrip("\ufeff").strip()
    others = (name for name, begins in _NO_LISTS.items() if begins.match(beginning))
    if found := markup_of(beginning) or next(others, ""):
        raise InputError("dedupe.no_list", place=place, found=found)
    entries: Iterator[Entry]
    if beginning.startswith("{"):
        entries = map(_from_json, rest)
    elif has_mark_column(header.cells):
        entries = _from_table(itertools.islice(rest, header.before, None), header, first[0] - 1, place)
    else:
        _refuse_rows(head, place)
        entries = (Entry(number, line.strip()) for number, line in rest)
    return some_of(without_trailing_blanks(map(_checked, entries)), place)


def some_of(entries: Iterator[Entry], place: str) -> Iterator[Entry]:
    """The same entries. Raises ``InputError`` ``dedupe.empty`` if there is none, as in a table of nothing but a header:
    no mark checked is not the answer that every mark is free."""
    first = next(entries, None)
    if first is None:
        raise InputError("dedupe.empty", place=place)
    return itertools.chain([first], entries)


def _refuse_rows(head: Sequence[tuple[int, str]], place: str) -> None:
    """Raise ``InputError`` for the rows of a table whose columns nobody knows."""
    between = f"[{DELIMITERS}]" if place.lower().endswith(TABLES) else r"\t"
    texts = [(number, line.strip()) for number, line in head if line.strip()]
    refuse_table([(number, re.search(between, text) is not None) for number, text in texts], place)


def refuse_table(lines: Sequence[tuple[int, bool]], place: str) -> None:
    """Raise ``InputError`` if lines, of which each is a row of several cells or not, are a table without known columns.

    A row at the beginning tells, or that most lines are rows: a title may stand above them.
    """
    rows = [number for number, is_row in lines if is_row]
    if rows and (rows[0] == lines[0][0] or len(rows) * 2 > len(lines)):
        known = ", ".join(sorted({"mark", *headings_of("mark")}))
        raise InputError("csv.columns", place=f"{place}:{rows[0]}", missing="mark", known=known)


def _checked(entry: Entry) -> Entry:
    """The entry, with a problem if its bytes were no text."""
    wrong = next((text for text in (entry.mark, entry.applicant or "") if _UNDECODED.search(text)), None)
    if wrong is None:
        return entry
    problem = Problem("file.encoding", {"encoding": "UTF-8", "error": _UNDECODED.sub("\ufffd", wrong)[:80]})
    return Entry(entry.line, _UNDECODED.sub("\ufffd", entry.mark), problem=problem)


def without_trailing_blanks(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries without the blank ones at the end, which may be a million in a sheet: runs of lines are held."""
    held: list[Entry | range] = []
    for entry in entries:
        if not entry.mark and entry.problem is None:
            last = held[-1] if held else None
            if entry != Entry(entry.line, ""):
                held.append(entry)
            elif isinstance(last, range) and last.stop == entry.line:
                held[-1] = range(last.start, entry.line + 1)
            else:
                held.append(range(entry.line, entry.line + 1))
            continue
        for blank in held:
            yield from (Entry(line, "") for line in blank) if isinstance(blank, range) else (blank,)
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


def _from_table(rows: Iterable[tuple[int, str]], header: Header, above: int, place: str) -> Iterator[Entry]:
    """The rows behind a header; ``above`` lines stand over what it was found in."""
    width = len(header.cells)
    columns = columns_of(header.cells, f"{place}:{above + header.line}")
    for at, text, row in read_rows((line for _, line in rows), header.delimiter, width, LONGEST_CELL):
        start = above + header.before + at + 1
        if isinstance(row, csv.Error):
            yield Entry(start, text.strip(), problem=Problem("csv.quote", {"error": str(row)}))
        else:
            yield entry_of(start, row, columns, width)


def columns_of(header: list[str], place: str) -> dict[str, int]:
    """Where each column that is read stands. Raises ``InputError`` ``csv.doubled_column``."""
    found: dict[str, int] = {}
    for position, field in enumerate(fields_of(header)):
        name = COLUMNS.get(field, "")
        if name in found:
            raise InputError("csv.doubled_column", place=place, value=header[position].strip())
        if name:
            found[name] = position
    return found


def entry_of(line: int, row: list[str], columns: dict[str, int], width: int) -> Entry:
    """The entry of a row of a table, whose header has ``width`` cells."""
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
        refuse_other_mark(given.get("picture", ""), mark)
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
