"""The answers of a batch as lines of NDJSON: made, and read back when a job is continued."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import msgspec

from ipsearch.atomicfile import refusals_told
from ipsearch.dedupe.reading import Entry
from ipsearch.errors import InputError, Problem
from ipsearch.matching.report import Light, Report

_UNENCODED = re.compile(r"[\ud800-\udfff]")
_COLUMNS = {"MARK": "mark", "--class": "classes", "--group": "groups", "--applicant": "applicant"}


def writable(place: object) -> AbstractContextManager[None]:
    """What the system refuses meanwhile, as an error that names the place and what would be right.

    Raises:
        InputError: ``dedupe.unwritable``.
    """
    return refusals_told("dedupe.unwritable", place)


@contextmanager
def continued(path: Path, size: int) -> Iterator[io.FileIO]:
    """The file, open for writing behind its first ``size`` bytes, unbuffered; what followed them is cut off.

    Lines are written with :func:`write_line`: an interrupted job leaves at most one torn one.
    """
    with writable(path):
        stream = io.FileIO(path, "r+" if size else "w")
    with stream:
        with writable(path):
            stream.truncate(size)
            stream.seek(size)
        yield stream


def write_line(stream: io.FileIO, line: bytes) -> None:
    """The whole line; on a full disk a single write may take a part of it without a word, the next one says why."""
    with writable(stream.name):
        while line:
            line = line[stream.write(line) :]


def report_line(entry: Entry, report: Report) -> bytes:
    """The object of a check, with the line's number in front."""
    return b'{"line":%d,' % entry.line + report.to_json()[1:] + b"\n"


def error_line(entry: Entry, problem: Problem) -> bytes:
    """What stands in the place of a report for a line that cannot be checked."""
    # The check names the option that a call has; here the line brought the value.
    problem = problem.at(_COLUMNS.get(problem.place, problem.place))
    error = {"code": problem.code, "text_zh": problem.text("zh"), "text_en": problem.text("en")}
    # A cell may hold bytes that are no text, and the problem quotes it.
    error = {name: _UNENCODED.sub("\ufffd", text) for name, text in error.items()}
    return msgspec.json.encode({"line": entry.line, "query": entry.mark, "error": error}) + b"\n"


class _Light(msgspec.Struct, frozen=True):
    nice_class: int = msgspec.field(name="class")
    light: Light


class _Completeness(msgspec.Struct, frozen=True):
    records: int
    generation: str


class _Error(msgspec.Struct, frozen=True):
    code: str


class Written(msgspec.Struct, frozen=True):
    """As much of a written answer as continuing needs: either ``error``, or ``classes`` and ``completeness``."""

    line: int
    query: str
    error: _Error | None = None
    classes: tuple[_Light, ...] = ()
    completeness: _Completeness | None = None

    @property
    def numbers(self) -> tuple[int, ...]:
        """The classes that were asked for."""
        return tuple(light.nice_class for light in self.classes)


def read_answers(out: Path) -> Iterator[tuple[Written, int]]:
    """Every whole answer, with the size of the file up to its end; a torn last line is left out.

    Raises:
        InputError: ``dedupe.no_answers``, a line that is no answer.
    """
    decoder, size = msgspec.json.Decoder(Written), 0
    with out.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if not line.endswith(b"\n"):
                return
            try:
                written = decoder.decode(line)
            except msgspec.DecodeError as error:
                raise InputError("dedupe.no_answers", place=f"{out}:{number}", error=str(error)) from error
            if written.error is None and written.completeness is None:
                raise InputError("dedupe.no_answers", place=f"{out}:{number}", error="neither report nor error")
            size += len(line)
            yield written, size
