"""Answers in every form in which they can be written, and the writing.

Data goes to the standard output, in UTF-8 whatever the locale; everything else to the standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO, assert_never

import msgspec

from ipsearch.cli.arguments import Format
from ipsearch.cli.telling import tell
from ipsearch.errors import IpsearchError, Lang
from ipsearch.spreadsheets.csvcells import csv_lines

if TYPE_CHECKING:
    from rich.console import RenderableType

Row = Sequence[object]

LEAST_WIDTH = 20
"""Columns that a table takes whatever the terminal says: one without a size has COLUMNS=0, and would show nothing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say.

    ``objects`` are JSON objects; ``listed`` says that they are a list, which ``--format json`` shows as one even if it
    is empty or holds one. ``header`` and ``rows`` are the table for CSV, ``view`` the one for people. ``note`` goes to
    the standard error with forms that have no room for it.
    """

    objects: Sequence[bytes]
    header: Sequence[str]
    rows: Callable[[], Iterable[Row]]
    view: Callable[[Lang], Iterable[RenderableType]]
    listed: bool = False
    note: Callable[[Lang], str] | None = None


def default_format(given: Format | None, stdout: TextIO) -> Format:
    """The form asked for, else a table on a terminal and NDJSON in a pipe."""
    return given or (Format.table if stdout.isatty() else Format.ndjson)


def write(answer: Answer, form: Format, lang: Lang) -> None:
    """Write an answer to the standard output.

    Raises:
        IpsearchError: ``cli.output``, it takes no more, as on a full disk.
        BrokenPipeError: its reader has gone.
    """
    with _taking():
        _write(answer, form, lang)


@contextmanager
def _taking() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise untaken(error) from error


def untaken(error: OSError) -> IpsearchError:
    """What is told of a standard output that takes no more."""
    forget_output()
    return IpsearchError("cli.output", error=error.strerror or str(error))


def takes_more() -> bool:
    """Whether the standard output takes what it still holds."""
    try:
        sys.stdout.flush()
    except OSError:
        return False
    return True


def forget_output() -> None:
    """Let what the standard output still holds go nowhere: at its end the interpreter would fail on it once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(answer: Answer, form: Format, lang: Lang) -> None:
    match form:
        case Format.table:
            _show(answer.view(lang))
        case Format.json:
            whole = b"[" + b",".join(answer.objects) + b"]" if answer.listed else b"".join(answer.objects)
            _write_bytes(msgspec.json.format(whole, indent=2) + b"\n")
        case Format.ndjson:
            _write_bytes(b"".join(one + b"\n" for one in answer.objects))
        case Format.csv:
            _write_bytes(csv_lines([answer.header, *answer.rows()]))
            if answer.note is not None:
                tell(answer.note(lang))
        case _:
            assert_never(form)


def _write_bytes(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def show(parts: Iterable[RenderableType]) -> None:
    """Draw for people, in colour only on a terminal. Raises what :func:`write` raises."""
    with _taking():
        _show(parts)


def _show(parts: Iterable[RenderableType]) -> None:
    from rich.console import Console  # noqa: PLC0415 - 50 ms that only tables need

    console = Console(file=sys.stdout, highlight=False, emoji=False, markup=False)
    console.width = max(console.width, LEAST_WIDTH)
    for part in parts:
        console.print(part)
    sys.stdout.flush()
