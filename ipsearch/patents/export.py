"""A whole list as a file (导出): streamed, without a cap, and continued where it was interrupted.

The list goes to ``<file>.part`` batch by batch. Behind each, ``<file>.part.json`` is replaced with how far it is: the
bytes that are whole and the cursor behind them. An interrupted export therefore has whole batches and at most one torn
one, which is cut off when it goes on. At the end the part takes the file's name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

import msgspec

from ipsearch.atomicfile import refusals_told, write_atomic
from ipsearch.errors import InputError, UsageError
from ipsearch.patents.exportformats import FORMATS, STAGED, Format
from ipsearch.patents.library import Patents
from ipsearch.patents.report import PatentHit
from ipsearch.patents.workbook import check_workbook, write_workbook

BATCH = 500
"""Documents between two states: at most these are read again after an interruption."""
ENDINGS = (*FORMATS, ".xlsx")


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What is exported, and in which order; ``resume`` goes on with an interrupted export."""

    dialect: str | None = None
    sort: str = "id"
    family: bool = False
    resume: bool = False


class _State(msgspec.Struct, frozen=True):
    """How far an export is, and of what: ``size`` bytes and ``count`` documents are whole, ``cursor`` behind them."""

    query: str
    dialect: str | None
    sort: str
    family: bool
    generation: str
    cursor: str = ""
    count: int = 0
    size: int = 0

    def same_job(self, other: _State) -> bool:
        """Whether both are of one query, order and library."""
        return all(
            getattr(self, name) == getattr(other, name) for name in ("query", "dialect", "sort", "family", "generation")
        )


def export(patents: Patents, query: str, out: Path, options: ExportOptions) -> Iterator[int]:
    """Write every document (or one of every family) that a query selects; yields the count after each batch.

    The ending of ``out`` names the form: ``.ndjson`` holds the whole records as ``load patents`` reads them; ``.csv``
    and ``.xlsx`` the columns of a list; ``.bib`` BibTeX and ``.ris`` RIS for reference managers. The file appears when
    it is complete.

    Raises ``UsageError`` ``export.format``, ``export.exists``, ``export.extra``; ``InputError`` ``export.other`` if the
    part that is there is of another query, order or library, ``export.unwritable`` if the system refuses the file; and
    what :meth:`Patents.search` raises.
    """
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        raise UsageError("export.format", place=str(out), value=ending or out.name, names=", ".join(ENDINGS))
    if ending == ".xlsx":
        check_workbook()
    if out.exists():
        raise UsageError("export.exists", place=str(out))
    # A workbook cannot be continued: its rows are collected first.
    form = FORMATS.get(ending, STAGED)
    part, noted = out.with_name(out.name + ".part"), out.with_name(out.name + ".part.json")
    start = _State(query, options.dialect, options.sort, options.family, patents.searched.generation)
    state = _resumed(part, noted, start) if options.resume else start
    walk = patents.walk(query, dialect=options.dialect, sort=options.sort, after=state.cursor, family=options.family)
    first = list(islice(walk, BATCH))  # a query that cannot be answered leaves no file behind
    with refusals_told("export.unwritable", out):
        with part.open("r+b" if state.size else "wb") as stream:
            stream.truncate(state.size)
            stream.seek(state.size)
            yield from _write(patents, state, form, stream, noted, chain(first, walk))
        if ending == ".xlsx":
            write_workbook(part, out)
            part.unlink()
        else:
            part.replace(out)
        noted.unlink(missing_ok=True)


def _resumed(part: Path, noted: Path, start: _State) -> _State:
    if not (noted.exists() and part.exists()):
        return start
    try:
        state = msgspec.json.decode(noted.read_bytes(), type=_State)
    except msgspec.DecodeError as error:
        raise InputError("export.other", place=str(noted)) from error
    if not state.same_job(start) or part.stat().st_size < state.size:
        raise InputError("export.other", place=str(part))
    return state


def _write(
    patents: Patents, state: _State, form: Format, stream: BinaryIO, noted: Path, walk: Iterator[tuple[PatentHit, str]]
) -> Iterator[int]:
    count = state.count
    if not state.size:
        stream.write(form.head)
    yield count
    while some := list(islice(walk, BATCH)):
        stream.write(b"".join(form.write(patents, [hit for hit, _ in some])))
        stream.flush()
        os.fsync(stream.fileno())
        count += len(some)
        after = msgspec.structs.replace(state, cursor=some[-1][1], count=count, size=stream.tell())
        write_atomic(noted, msgspec.json.encode(after))
        yield count
