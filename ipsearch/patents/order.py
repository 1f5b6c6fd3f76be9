"""Orders of a list, and cursors that go on where a page ended."""

from __future__ import annotations

from dataclasses import dataclass

from ipsearch.arguments import given_text
from ipsearch.errors import UsageError
from ipsearch.query.ast import By, Place, Ranked, View, Weighed

_DATES = {"pd": "publication_date", "ad": "application_date", "prd": "priority_date", "gd": "grant_date"}
NAMES = ("relevance", "id", *_DATES)
_DIRECTIONS = ("", "asc", "desc")


@dataclass(frozen=True, slots=True)
class Order:
    """An order: ``relevance``, ``id``, or a date (``pd``, ``ad``, ``prd``, ``gd``), newest first unless ``asc``."""

    name: str
    descending: bool = True

    @classmethod
    def read(cls, text: str) -> Order:
        """From ``pd``, ``pd:asc``, ``relevance``; ``UsageError`` ``search.sort`` for anything else."""
        name, _, direction = given_text("--sort", text, 'sort="pd"').partition(":")
        if name not in NAMES or direction not in _DIRECTIONS or (direction and name not in _DATES):
            raise UsageError("search.sort", place="--sort", value=text, names=", ".join(NAMES))
        return cls(name, direction != "asc")

    def __str__(self) -> str:
        return self.name if self.descending or self.name not in _DATES else f"{self.name}:asc"

    @property
    def by(self) -> By | None:
        """The date that rows are ordered by; None for an order by id, and for a ranking."""
        return By(_DATES[self.name], self.descending) if self.name in _DATES else None

    def view(self, limit: int, cursor: Cursor, words: tuple[Weighed, ...]) -> View:
        """The view of the next ``limit`` rows; of a ranking everything from the best row on."""
        if self.name == "relevance" and words:
            return View(limit=cursor.offset + limit, sort=Ranked(words))
        if self.by:
            return View(limit=limit, sort=self.by, after=cursor.place)
        return View(limit=limit, sort="id", after=cursor.place.id if cursor.place else None)


def _offset(text: str) -> int:
    """A number of rows as :meth:`Cursor.write` writes it; ``ValueError`` for anything else."""
    if not (text.isascii() and text.isdecimal()):
        raise ValueError
    return int(text)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: a place in an order by date or id, or a number of rows of a ranking."""

    place: Place | None = None
    offset: int = 0

    @classmethod
    def read(cls, text: str, order: Order) -> Cursor:
        """From the text that a page gave; ``UsageError`` ``search.cursor`` if it belongs to another order."""
        if not given_text("--after", text, "after=page.cursor"):
            return cls()
        name, _, rest = text.partition("~")
        value, _, identity = rest.partition("~")
        try:
            if name != str(order):
                raise ValueError
            if order.name == "relevance" and not identity:
                return cls(offset=_offset(value))
            return cls(Place(int(value) if value else None, identity))
        except ValueError:
            raise UsageError("search.cursor", place="--after", value=text, sort=str(order)) from None

    def write(self, order: Order) -> str:
        """As text, for the next page."""
        if self.place is None:
            return f"{order}~{self.offset}"
        return f"{order}~{'' if self.place.value is None else self.place.value}~{self.place.id}"
