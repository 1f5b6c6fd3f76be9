"""The library against itself: a folder with every pair of marks that are alike, whatever happens to the process.

The folder gets ``pairs.ndjson``, a :class:`~ipsearch.matching.report.Pair` a line, by the id of ``a``, then worst
first, and at the end ``summary.json``. Without the latter the run has not ended. Meanwhile ``progress.json`` says how
far it is: the record behind which it goes on, and how many bytes of the pairs belong to the records before. It is
replaced in one step, after those bytes are on the disk; what is behind them is cut off and found again when the run
goes on. ``writer.lock`` keeps a second run out; it goes with the end of the run, and after a crash it locks nothing.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from ipsearch.atomicfile import write_atomic
from ipsearch.backends.base import Hit
from ipsearch.dedupe.answers import continued, writable, write_line
from ipsearch.dedupe.job import register_of
from ipsearch.dedupe.parallel import Helpers, in_order
from ipsearch.dedupe.tally import LibrarySummary, LibraryTally
from ipsearch.errors import InputError, UsageError, unicode_text
from ipsearch.lock import FolderLock
from ipsearch.matching.check import Checker
from ipsearch.matching.pairs import PairOptions, RecordCheck, RegisterCheck
from ipsearch.matching.policy import LEVELS, Level

PAIRS, SUMMARY, PROGRESS = "pairs.ndjson", "summary.json", "progress.json"
BATCH = 100
"""Records between two states: at most these are checked again after an interruption."""


@dataclass(frozen=True, slots=True)
class LibraryProgress:
    """How far a run is: records gone through and those there are, pairs told, records of this run and its seconds."""

    records: int
    total: int
    pairs: int
    fresh: int
    seconds: float


class _Job(msgspec.Struct, frozen=True):
    """What a run was begun with: ``register`` is the state of the register, ``goods`` the table of goods, if any."""

    classes: tuple[int, ...]
    groups: tuple[str, ...]
    level: Level
    checked_on: dt.date
    register: str
    goods: str


class _State(msgspec.Struct, frozen=True):
    """How far a run is: everything up to the record ``after`` is counted and in the first ``size`` bytes."""

    job: _Job
    after: str
    size: int
    counts: LibraryTally


def dedupe_library(
    checker: Checker,
    out: Path,
    options: PairOptions,
    *,
    resume: bool = False,
    helpers: Helpers | None = None,
    progress: Callable[[LibraryProgress], None] = lambda _: None,
) -> LibrarySummary:
    """Check every record of the register against the others and write the pairs into the folder ``out``.

    Every pair is written, whatever their number; memory does not grow with it, but that ``helpers`` hold the pairs of
    some records. With ``resume`` an interrupted run goes on, as of the day on which it was begun; if there is none in
    the folder, one is begun.

    Raises:
        UsageError: ``out`` is no folder, or holds another run or other files; an option that cannot be.
        InputError: with ``resume``, the run that is there has other options, or the register or the table of goods has
            changed since; ``out`` cannot be written.
        EngineBusy: another run is at work in ``out``.
    """
    job = _job(options, checker)
    # What is refused is refused before a folder is made or a lock is put into another's; under the lock it is asked
    # again, because a run may have gone on in between.
    _state(out, job, resume)
    RegisterCheck(checker, options)
    with writable(out):
        out.mkdir(parents=True, exist_ok=True)
        lock = FolderLock(out, "dedupe.busy")
    try:
        return _run(checker, out, options, _state(out, job, resume), helpers, progress)
    finally:
        lock.release(delete=(out / SUMMARY).exists())


def _run(
    checker: Checker,
    out: Path,
    options: PairOptions,
    state: _State,
    helpers: Helpers | None,
    progress: Callable[[LibraryProgress], None],
) -> LibrarySummary:
    began, job = time.monotonic(), state.job
    found = RegisterCheck(checker, options := replace(options, today=job.checked_on))
    _replace(out / PROGRESS, state)
    counts, total, resumed = state.counts, found.total, state.counts.seen
    checked = in_order(checker, partial(_Lines, options), found.rows(state.after), helpers)
    with continued(out / PAIRS, state.size) as stream, closing(checked):
        written = _written(checked, stream, counts)
        while some := list(islice(written, BATCH)):
            with writable(out / PAIRS):
                os.fsync(stream.fileno())
            _replace(out / PROGRESS, _State(job, some[-1], stream.tell(), counts))
            fresh = counts.seen - resumed
            progress(LibraryProgress(counts.seen, total, counts.pairs, fresh, time.monotonic() - began))
    summary = LibrarySummary(
        checked=counts.checked,
        without_text=counts.without_text,
        pairs=counts.pairs,
        conflicts=counts.conflicts,
        levels={level: counts.levels.get(level, 0) for level in LEVELS[: LEVELS.index(options.level) + 1]},
        taken=counts.lights.of("taken"),
        near=counts.lights.of("near"),
        free=counts.lights.of("free"),
        resumed=resumed,
        seconds=round(time.monotonic() - began, 3),
        out=unicode_text(str(out)),
        level=options.level,
        groups=job.groups,
        completeness=found.completeness(counts.compared, counts.alike, counts.pairs),
        classes=counts.lights.classes(),
    )
    _replace(out / SUMMARY, summary)
    (out / PROGRESS).unlink()
    return summary


class _PairLine(NamedTuple):
    """A pair as it is written, and what is counted of it."""

    line: bytes
    level: Level
    conflict: bool


class _Lines:
    """Checks records: what is told of each, the pairs first. A record that could be checked is without its pairs."""

    def __init__(self, options: PairOptions, checker: Checker) -> None:
        self._found = RegisterCheck(checker, options)

    def __call__(self, rows: list[Hit]) -> Iterator[_PairLine | RecordCheck]:
        for record in self._found.checked(rows):
            for pair in record.pairs:
                yield _PairLine(pair.to_json() + b"\n", pair.level, pair.conflict)
            yield record._replace(pairs=iter(()))


def _written(told: Iterator[_PairLine | RecordCheck], stream: io.FileIO, counts: LibraryTally) -> Iterator[str]:
    """Ids of the records, as each is counted and its pairs are in the file."""
    for one in told:
        if isinstance(one, _PairLine):
            write_line(stream, one.line)
            counts.count_pair(one.level, conflict=one.conflict)
        else:
            counts.count(one)
            yield one.id


def _job(options: PairOptions, checker: Checker) -> _Job:
    """The run that is asked for."""
    classes, groups = tuple(sorted({*options.classes})), tuple(sorted({*options.groups}))
    register = register_of(checker.reader)
    return _Job(classes, groups, options.level, options.today, register, checker.goods.digest)


def _state(out: Path, job: _Job, resume: bool) -> _State:
    """Where a run in this folder begins; refuses a folder that holds anything else than a run to go on with."""
    if out.exists() and not out.is_dir():
        raise UsageError("dedupe.no_folder", place=str(out))
    if (out / SUMMARY).exists():
        raise UsageError("dedupe.finished", place=str(out), name=SUMMARY)
    if not (out / PROGRESS).exists():
        if (out / PAIRS).exists():
            raise UsageError("dedupe.other_files", place=str(out), name=PAIRS)
        return _State(job, "", 0, LibraryTally())
    if not resume:
        raise UsageError("dedupe.unfinished", place=str(out))
    return _to_go_on(out, job)


def _to_go_on(out: Path, job: _Job) -> _State:
    noted, pairs = out / PROGRESS, out / PAIRS
    try:
        state = msgspec.json.decode(noted.read_bytes(), type=_State)
    except msgspec.DecodeError as error:
        raise InputError("dedupe.no_progress", place=str(noted), error=str(error)) from error
    size = pairs.stat().st_size if pairs.exists() else 0
    if size < state.size:
        raise InputError("dedupe.pairs_cut", place=str(pairs), found=size, expected=state.size)
    begun = state.job
    if begun.register != job.register:
        raise InputError("dedupe.other_library", place=str(out), found=begun.register, expected=job.register)
    if begun.goods != job.goods:
        raise InputError("dedupe.other_goods", place=str(out), found=begun.goods or "-", expected=job.goods or "-")
    if (begun.classes, begun.groups, begun.level) != (job.classes, job.groups, job.level):
        raise InputError("dedupe.other_run", place=str(out), options=_options(begun))
    return state


def _options(job: _Job) -> str:
    """The options of a run as they are typed."""
    words = [f"--class {','.join(map(str, job.classes))}"] if job.classes else []
    words += [f"--group {','.join(job.groups)}"] if job.groups else []
    return " ".join([*words, f"--level {job.level}"])


def _replace(path: Path, content: msgspec.Struct) -> None:
    with writable(path):
        write_atomic(path, msgspec.json.encode(content) + b"\n")
