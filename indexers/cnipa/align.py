"""Cells of a damaged row: which text goes into which column when quotes and delimiters cannot be trusted.

In the packages seen, 0.2 to 0.3 % of the basic rows hold a stray double quote that would swallow the rows after it, and
free text holds delimiters without quotes. The columns around the free text have a recognisable form (numbers,
classes, dates, gazette issues, flags), so they hold a row in place and the extra cells go to the text between them.
Which of the texts they go to is judged by costs: most texts of a row are empty, and few hold two delimiters in a row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from types import MappingProxyType

from indexers.cnipa.fields import Column, Kind, Member

_NUMBER = r"[Gg]?\d+[A-Za-z]{0,3}"
_CLASS = r"\d{1,3}"
_DATE = r"(?:\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:[ T][\d:.]+)?|\d{8}|)"
FORMS: Mapping[Kind, re.Pattern[str]] = MappingProxyType({
    "number": re.compile(_NUMBER), "class": re.compile(_CLASS), "date": re.compile(_DATE),
    "issue": re.compile(r"第?\d*期?"), "code": re.compile(r"[\w;；、/.-]{0,30}"), "flag": re.compile(r"[^,\t]{0,4}"),
    "word": re.compile(r".{0,60}", re.DOTALL), "zh": re.compile(r".*", re.DOTALL),
    "foreign": re.compile(r".*", re.DOTALL), "text": re.compile(r".*", re.DOTALL),
})  # fmt: skip
"""What a cell of each kind can be: a row with another one is no row."""
USUAL: Mapping[Kind, re.Pattern[str]] = MappingProxyType({
    "code": re.compile(r"[A-Za-z0-9_;；、/.-]*"), "flag": re.compile(r"[是否有无0-9YyNn]?"),
    "word": re.compile(r"(?!(?:[是否]|\d{3,})$).*", re.DOTALL), "text": re.compile(r"(?![是否]$).*", re.DOTALL),
})  # fmt: skip
"""What it is, as far as is known: the office documents no values, so that another one only speaks against a place."""
ANCHORS: Mapping[Kind, str] = MappingProxyType({"number": _NUMBER, "class": _CLASS, "date": _DATE})
"""Kinds that a row can be recognised by when they stand at its beginning."""
MOST_EXTRA_CELLS = 40
"""More extra cells than this are several rows run together, or no row at all."""

_HAN = re.compile(r"[㐀-鿿]")
_MISFIT = 6
"""Cost of Chinese in a foreign column or the reverse: dearer than a few commas, cheaper than giving the row up."""
_UNUSUAL = 20
"""Cost of a text where a flag or a code stands, or the reverse: dearer than the commas of nearly any text."""
_BESIDE = re.compile(rf"[是否]?|一般|集体|证明|特殊|{_DATE}")
"""What stands in the columns beside the texts: nothing, a flag, 商标类型, a day."""
_TAKEN = 8
"""Cost of that between the delimiters of a joined text or at its ends: it has taken a column beside it."""
_FOREIGN_PART = 2
"""Cost of a part without Chinese in a joined Chinese text: ``SMITH CO., LTD.`` belongs to the column behind."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the rows of one file look like.

    ``start`` is the beginning of a row, ``strong`` if more than a number tells it, ``joined`` a second row further on.
    """

    delimiter: str
    columns: tuple[Column, ...]
    start: re.Pattern[str]
    strong: bool
    joined: re.Pattern[str]

    def starts(self, line: str) -> bool:
        """Whether a physical line begins a row: its leading columns have the right form."""
        return self.start.match(line) is not None


def shape_of(member: Member, header: Sequence[str], delimiter: str) -> Shape:
    """The shape of a file with this canonical header. Columns that are not known are free text."""
    known = {c.name: c for c in member.columns}
    columns = tuple(known.get(name, Column(name, "text", spill=9)) for name in header)
    lead = [rf'"?\s*{ANCHORS[c.kind]}\s*"?' for c in takewhile(lambda c: c.kind in ANCHORS, columns)]
    d = re.escape(delimiter)
    start = d.join(lead or [r'"?[\w-]{1,30}"?']) + d
    # Inside a row only five digits and a class that exists begin a second row: 1,2,3-trimethylbenzene does not.
    joined = start.replace(_NUMBER, r"[Gg]?\d{5,}[A-Za-z]{0,3}", 1).replace(_CLASS, r"(?:0?[1-9]|[1-3]\d|4[0-5])", 1)
    return Shape(delimiter, columns, re.compile(start), len(lead) > 1, re.compile(joined))


def parse_row(record: str, shape: Shape) -> tuple[list[str], str] | None:
    """The cells of one row, as many as the header has, and what had to be repaired; ``None`` if it cannot be read.

    The repairs are ``""``, ``quotes`` (a stray quote was taken literally) and ``delimiters`` (extra cells were joined
    again).
    """
    width = len(shape.columns)
    if '"' not in record:
        cells = record.split(shape.delimiter)
        if len(cells) == width:
            return cells, ""
    else:
        quoted = _quoted(record, shape)
        if quoted is not None:
            return quoted, ""
        cells = record.split(shape.delimiter)
        if len(cells) == width:
            bare = [_unquote(c) for c in cells]
            if _cost(bare, shape) is not None:
                return bare, "quotes"
    # Two rows run together would fit too, the second one inside the texts of the first: that must not hide a mark.
    if not width < len(cells) <= width + MOST_EXTRA_CELLS or (
        shape.strong and shape.joined.search(record, len(cells[0]) + 1)
    ):
        return None
    aligned = _align(tuple(cells), shape)
    return (aligned, "delimiters") if aligned is not None else None


def misfit(record: str, shape: Shape) -> tuple[Column, str] | None:
    """The first cell that cannot stand in its column, of a row with as many cells as the header and yet unreadable."""
    try:
        rows = list(csv.reader([record], delimiter=shape.delimiter, strict=True))
    except csv.Error:
        rows = []
    for cells in (*rows, [_unquote(cell) for cell in record.split(shape.delimiter)]):
        if len(cells) == len(shape.columns):
            pairs = zip(shape.columns, cells, strict=True)
            return next(((column, cell) for column, cell in pairs if _misfit(cell, column.kind) is None), None)
    return None


def _quoted(record: str, shape: Shape) -> list[str] | None:
    """The cells if the quotes are right: the proper count, every cell of its column's form, no row swallowed."""
    try:
        rows = list(csv.reader([record], delimiter=shape.delimiter, strict=True))
    except csv.Error:
        return None
    if len(rows) != 1 or len(rows[0]) != len(shape.columns) or _cost(rows[0], shape) is None:
        return None
    return rows[0]


def _unquote(cell: str) -> str:
    text = cell.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else cell


def _cost(cells: Sequence[str], shape: Shape) -> int | None:
    """How badly cells fit their columns; ``None`` if one cannot be what its column holds."""
    total = 0
    for cell, column in zip(cells, shape.columns, strict=True):
        cost = _misfit(cell, column.kind)
        if cost is None:
            return None
        total += cost
    return total


def _misfit(cell: str, kind: Kind) -> int | None:
    text = cell.strip()
    if FORMS[kind].fullmatch(text) is None:
        return None
    if kind in USUAL:
        return 0 if USUAL[kind].fullmatch(text) else _UNUSUAL
    han = _HAN.search(text) is not None
    wrong = (kind == "foreign" and han) or (kind == "zh" and text != "" and not han)
    return _MISFIT if wrong else 0


def _joint(parts: Sequence[str], column: Column) -> int:
    """How unlikely it is that these cells are one text of a column."""
    texts = [part.strip() for part in parts]
    cost = column.spill * (len(texts) - 1)
    cost += _TAKEN * sum(_BESIDE.fullmatch(text) is not None for text in texts)
    if column.kind == "zh":
        cost += _FOREIGN_PART * sum(text != "" and not _HAN.search(text) for text in texts)
    return cost


def _align(cells: tuple[str, ...], shape: Shape) -> list[str] | None:
    """The cheapest way to give every column one cell, or a free-text column several."""
    columns = shape.columns

    @cache
    def best(column: int, cell: int) -> tuple[int, tuple[str, ...]] | None:
        if column == len(columns):
            return (0, ()) if cell == len(cells) else None
        spare = (len(cells) - cell) - (len(columns) - column)
        found: tuple[int, tuple[str, ...]] | None = None
        for extra in range((spare if columns[column].spill else 0) + 1):
            parts = cells[cell : cell + extra + 1]
            text = shape.delimiter.join(parts)
            fit = _misfit(text if extra else _unquote(text), columns[column].kind)
            if fit is None:
                continue
            if extra:
                fit += _joint(parts, columns[column])
            rest = best(column + 1, cell + extra + 1)
            if rest is not None:
                cost = fit + rest[0]
                if found is None or cost < found[0]:
                    found = (cost, (_unquote(text), *rest[1]))
        return found

    result = best(0, 0)
    return list(result[1]) if result else None
