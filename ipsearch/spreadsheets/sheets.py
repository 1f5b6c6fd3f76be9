"""Workbooks of Excel (工作簿, ``.xlsx``): every sheet a table of texts, as a person reads its cells.

Read from the file itself, because nothing may be lost: openpyxl's streaming reader ends where a sheet says that it
ends, which is often wrong, finds no sheet in a strict file, cannot tell a formula without a result from an empty cell,
and takes three times as long (28.6 s for 300,000 rows of 8 columns, 11.0 s here). Hidden sheets, rows and columns, and
rows that a filter hides, are read as all others: what is hidden is not deleted.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Final

from ipsearch.spreadsheets.filekinds import OLD_BEGINNING, archived_document, refuse_document, refuse_old_workbook
from ipsearch.spreadsheets.numberformat import BUILT_IN, DAYS_1900, DAYS_1904, Format, read_format, show
from ipsearch.spreadsheets.officeparts import Element, Parts, told_as_damage

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
_AHEAD = 1000
"""Texts to read at a time."""

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINK = re.compile(r'HYPERLINK\(\s*(?:"(?:[^"]|"")*"\s*,\s*)?"((?:[^"]|"")*)"\s*\)', re.IGNORECASE)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?Z?")


class Lost(str):
    """A cell without a value: what a formula gave is an error (``#REF!``), or was never written down (``=B2``)."""

    __slots__ = ()


class _Texts:
    """The texts to which cells refer by number, read as far as they are asked for: a header needs the first few."""

    def __init__(self, elements: Iterator[Element]) -> None:
        self._known: list[str] = []
        self._rest = _texts(elements)

    def __getitem__(self, number: int) -> str:
        if number >= len(self._known):
            self._known += islice(self._rest, number + _AHEAD - len(self._known))
        return self._known[number]


@dataclass(frozen=True, slots=True)
class _Shared:
    """What cells of all sheets refer to: texts, formats, and the day from which days count."""

    texts: _Texts
    formats: Sequence[Format]
    epoch: dt.datetime


class Sheet:
    """A sheet of an open workbook. ``place`` names it in messages."""

    def __init__(self, parts: Parts, part: str, shared: _Shared, title: str, place: str) -> None:
        self._parts, self._part, self._shared = parts, part, shared
        self.title, self.place = title, place

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Number (from 1) and cells of every row, blank ones too, none shorter than those before it.

        A row ends with its last cell that is not empty: formats go on to the end of the sheet. A cell without a value
        is :class:`Lost`. Raises ``InputError`` ``file.damaged_workbook`` where the sheet is damaged.
        """
        width = last = 0
        for number, cells in self._filled():
            for blank in range(last + 1, number):
                yield blank, [""] * width
            width, last = max(width, len(cells)), number
            yield number, cells + [""] * (width - len(cells))

    def _filled(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that are there."""
        cells: list[str] = []
        inside: dict[str, str] = {}
        number = column = 0
        with told_as_damage(self.place):
            for element in self._parts.elements(self._part):
                name, attributes, text = element
                if name == "c":
                    column = _column(attributes.get("r", ""), column)
                    if filled := _cell_text(attributes, inside, self._shared):
                        cells += [""] * (column - len(cells) - 1)
                        cells.append(filled)
                    inside = {}
                elif name == "row":
                    number = _next_row(attributes.get("r", ""), number)
                    yield number, cells
                    cells, column = [], 0
                else:
                    _gather(inside, name, text)


@contextmanager
def open_workbook(stream: BinaryIO, place: str) -> Iterator[list[Sheet]]:
    """The sheets of a workbook, in order. ``place`` names the file in messages, and its sheets if it has several.

    Raises:
        InputError: ``file.damaged_workbook``, ``file.workbook``, ``file.document``; ``file.bomb`` and
            ``xml.forbidden``, also later on.
    """
    # A workbook is an archive itself: inside another one it has to be taken out first.
    whole = stream if stream.seekable() else io.BytesIO(stream.read())
    refuse_old_workbook(whole.read(len(OLD_BEGINNING)), place)
    whole.seek(0)
    with told_as_damage(place):
        parts = Parts(whole, place)
    with closing(parts):
        refuse_document(archived_document(parts.names), place)
        with told_as_damage(place):
            sheets = _sheets(parts, place)
        yield sheets


def _sheets(parts: Parts, place: str) -> list[Sheet]:
    book = next((part for kind, part in parts.related("").values() if kind == "officeDocument"), "xl/workbook.xml")
    if book.lower().endswith(".bin"):
        raise ValueError("a binary workbook (.xlsb)")
    if book not in parts:
        raise ValueError("no workbook inside")
    related = parts.related(book)
    epoch, named = DAYS_1900, []
    for element in parts.elements(book):
        if element.name == "sheet":
            relation = next((value for key, value in element.attributes.items() if key.rpartition(":")[2] == "id"), "")
            kind, part = related.get(relation, ("", ""))
            if kind == "worksheet":  # others are charts
                named.append((element.attributes.get("name") or part, part))
        elif element.name == "workbookPr" and element.attributes.get("date1904", "0") in ("1", "true"):
            epoch = DAYS_1904
    beside = dict(related.values())
    shared = _Shared(_Texts(_elements(parts, beside.get("sharedStrings", ""))), _formats(parts, beside), epoch)
    return [Sheet(parts, part, shared, title, f"{place}:{title}" if len(named) > 1 else place) for title, part in named]


def _texts(elements: Iterator[Element]) -> Iterator[str]:
    inside: dict[str, str] = {}
    for name, _, text in elements:
        if name == "si":
            yield _unescaped(inside.get("t", ""))
            inside = {}
        else:
            _gather(inside, name, text)


def _formats(parts: Parts, beside: Mapping[str, str]) -> list[Format]:
    """The number formats to which cells refer by number."""
    codes: dict[str, str] = {str(number): code for number, code in BUILT_IN.items()}
    used: list[str] = []
    for element in _elements(parts, beside.get("styles", "")):
        if element.name == "numFmt" and "formatCode" in element.attributes:
            codes[element.attributes.get("numFmtId", "")] = element.attributes["formatCode"]
        elif element.name == "xf":
            used.append(element.attributes.get("numFmtId", "0"))
        elif element.name == "cellStyleXfs":  # those of named styles, to which no cell refers
            used.clear()
        elif element.name == "cellXfs":
            break
    return [read_format(codes.get(number, "")) for number in used]


def _elements(parts: Parts, part: str) -> Iterator[Element]:
    return parts.elements(part) if part in parts else iter(())


def _gather(inside: dict[str, str], name: str, text: str) -> None:
    """Note what is inside a cell: its value, its formula, its texts, which have a part for each look, and how to say
    them, which is not part of them (phonetic runs)."""
    if name == "t":
        inside["run"] = text
        inside["t"] = inside.get("t", "") + text
    elif name == "rPh":
        inside["t"] = inside["t"].removesuffix(inside.pop("run", ""))
    elif name in ("v", "f"):
        inside[name] = text


def _cell_text(attributes: Mapping[str, str], inside: Mapping[str, str], shared: _Shared) -> str:
    if not inside:
        return ""
    kind, value = attributes.get("t", "n"), inside.get("v", "")
    if kind == "s":
        return shared.texts[int(value)] if value else ""
    if kind in ("str", "inlineStr"):
        if "f" in inside and "v" not in inside and "t" not in inside:
            return _without_result(inside["f"])
        return _unescaped(inside.get("t", "") or value)
    if kind == "e":
        return Lost(value)
    if not value.strip():
        return _without_result(inside["f"]) if "f" in inside else ""
    if kind == "b":
        return "FALSE" if value.strip() in ("0", "false") else "TRUE"
    if kind == "d":
        moment = _MOMENT.fullmatch(value)
        return value if moment is None else moment[1] + (f" {moment[2]}" if moment[2].strip("0:") else "")
    style = int(attributes.get("s", "0"))
    return show(value.strip(), shared.formats[style] if style < len(shared.formats) else Format(), shared.epoch)


def _without_result(formula: str) -> str:
    """What a formula without a result says: programs that only write workbooks leave links with their words so."""
    link = _LINK.fullmatch(formula.strip())
    return link[1].replace('""', '"') if link else Lost(f"={formula}")


def _unescaped(text: str) -> str:
    """A text without the escapes for characters that XML cannot hold: ``_x000D_`` is a carriage return."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: _character(int(found[1], 16)) or found[0], text)
    return text.replace("\r\n", "\n")


def _character(code: int) -> str:
    return "" if 0xD800 <= code < 0xE000 else chr(code)  # half of a pair is no character


def _column(reference: str, before: int) -> int:
    """The column (from 1) of a cell such as ``AB12``; one that does not say it stands beside the one before."""
    column = 0
    for letter in reference.rstrip("0123456789").replace("$", "").upper():
        column = column * 26 + ord(letter) - 64
    column = column or before + 1
    if not before < column <= LAST_COLUMN:
        raise ValueError(f"cell {reference}")
    return column


def _next_row(reference: str, before: int) -> int:
    number = int(reference) if reference else before + 1
    if not before < number <= LAST_ROW:
        raise ValueError(f"row {reference}")
    return number
