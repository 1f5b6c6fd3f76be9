"""Errors: one tree, and every message a :class:`Problem` that says what, where and what would be right.

    IpsearchError
    ├── UsageError         the call is wrong: an option, a class number, an empty mark
    ├── InputError         a file or a record is wrong; carries the place
    ├── LoadFinishedWithRejects   a load ended, some records are in the rejects file
    └── EngineError        the engine cannot do it
        ├── EngineUnreachable     nothing answers, or the data directory cannot be read or written
        ├── EngineBusy            another writer holds the index, the queue is full
        ├── IndexMissing          nothing has been loaded yet, or what was is not there whole
        └── IndexStale            the index was made by another version of the analysis or mapping

Messages live in :mod:`ipsearch.messages`, in Chinese and English. Nothing here knows exit codes: the command line
maps classes to codes in one table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeVar

from ipsearch.messages import MESSAGES
from ipsearch.messages.phrases import in_chinese
from ipsearch.messages.wording import filled

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A message as data: ``code`` names an entry of :data:`ipsearch.messages.MESSAGES`, ``values`` fill it.

    ``place`` is where: ``file:line``, ``file#record 12``, an option, a position in a query.
    """

    code: str
    values: dict[str, object] = field(default_factory=dict)
    place: str = ""

    def text(self, lang: Lang = "en") -> str:
        """The message in one language: place, what is wrong, what would be right."""
        message = MESSAGES[self.code]
        chinese = lang == "zh"
        values = {name: in_chinese(name, value) for name, value in self.values.items()} if chinese else self.values
        what = filled(message.zh if chinese else message.en, values)
        remedy = filled(message.remedy_zh if chinese else message.remedy_en, values)
        parts = [f"{self.place}: " if self.place else "", what]
        if remedy:
            parts.append(f" → {remedy}")
        return "".join(parts)

    def at(self, place: str) -> Problem:
        """The same problem with its place filled in."""
        return Problem(self.code, self.values, place)

    def placed(self, place: str) -> Problem:
        """The same problem; with this place if it has none."""
        return self if self.place else self.at(place)


def unicode_text(text: str) -> str:
    """A text with what is not Unicode escaped: a file's name need not be, and neither a log nor JSON takes it so."""
    return text.encode("utf-8", "backslashreplace").decode()


class IpsearchError(Exception):
    """Base of everything ipsearch raises on purpose. ``str(error)`` is the English text."""

    def __init__(self, code: str, /, *, place: str = "", **values: object) -> None:
        self.problem = Problem(code, values, place)
        # A message that cannot be logged would hide itself behind another error.
        super().__init__(unicode_text(self.problem.text("en")))

    def __reduce__(self) -> tuple[object, ...]:
        # What Exception does by itself is to call the class with the text. That fails in the process that an error was
        # sent to, and breaks the pool of processes that it came from.
        plain = {name: _plain(value) for name, value in self.problem.values.items()}
        state = {**self.__dict__, "problem": Problem(self.problem.code, plain, self.problem.place)}
        return _again, (type(self), self.args), state


_Kind = TypeVar("_Kind", bound=IpsearchError)


def error_of(kind: type[_Kind], problem: Problem) -> _Kind:
    """The error that says a problem, where what is wrong ends the call and is no reject."""
    return kind(problem.code, place=problem.place, **problem.values)


class UsageError(IpsearchError):
    """The call is wrong."""


class InputError(IpsearchError):
    """A file or a record is wrong."""


class LoadFinishedWithRejects(IpsearchError):
    """A load ended and some records were rejected; the message names the file that holds them."""


class EngineError(IpsearchError):
    """The engine cannot do what was asked."""


class EngineUnreachable(EngineError):
    """Nothing answers, or the data directory cannot be used."""


class EngineBusy(EngineError):
    """Another writer holds the index."""


class IndexMissing(EngineError):
    """Nothing has been loaded yet, what was is not there whole, or no generation has the name given."""


class IndexStale(EngineError):
    """The index was made by another version of the analysis or the mapping."""


def _again(kind: type[IpsearchError], args: tuple[object, ...]) -> IpsearchError:
    """An error of this kind without its attributes, which follow from its state."""
    return kind.__new__(kind, *args)


def _plain(value: object) -> object:
    """A value of a message as it can be sent: an error or another object of a library becomes its text."""
    return value if value is None or isinstance(value, str | int | float | tuple) else str(value)
