"""A list of marks against the register: one answer a line, in order, whatever happens to the process.

The answers are NDJSON: for each line of the input the object of a check with the ``line`` in front, or
``{"line", "query", "error": {"code", "text_zh", "text_en"}}`` for a line that cannot be checked. Every answer is one
write to the file, so an interrupted job leaves whole lines and at most one torn one, and can be continued.
"""

from __future__ import annotations

import io
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from ipsearch.dedupe.answers import continued, error_line, read_answers, report_line, write_line
from ipsearch.dedupe.job import JOB, begin, begun_with, job_of, only_job, verify_same
from ipsearch.dedupe.parallel import Helpers, in_order
from ipsearch.dedupe.reading import TABLES, Entry, read_entries
from ipsearch.dedupe.tally import DedupeSummary, Tally
from ipsearch.dedupe.workbook import workbook_entries
from ipsearch.errors import InputError, Problem, UsageError
from ipsearch.matching.check import Checker
from ipsearch.matching.options import CheckOptions, verified, verify_mark
from ipsearch.matching.report import Light, Report
from ipsearch.spreadsheets.filekinds import ENDINGS, HEAD, begins_workbook, document_of, packed_by
from ipsearch.text.nice import CLASSES
from ipsearch.text.normal import normalise

_TABLES = (*TABLES, ".xls", *ENDINGS)
"""Endings of files that programs open as tables: they would call NDJSON damaged, or show a line as its commas fall."""
REMEMBERED = 2048
REMEMBERED_HITS = 20 * REMEMBERED
"""Answers kept for marks that come again, and the hits in them: with ``limit`` None one may have thousands."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: lines answered, those of them with an error, bytes of the input."""

    lines: int
    bad: int
    bytes_done: int
    bytes_total: int
    seconds: float


def dedupe_file(
    checker: Checker,
    source: Path,
    out: Path,
    options: CheckOptions,
    *,
    encoding: str = "utf-8-sig",
    named: str = "",
    resume: bool = False,
    helpers: Helpers | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> DedupeSummary:
    """Check every mark of ``source`` and write the answers to ``out``, replacing it unless ``resume``.

    With ``resume`` the job goes on behind the last whole line of ``out``; without such a file it begins anew.
    ``named`` is what messages call a ``source`` that is a copy, as of the standard input.
    ``options`` hold for every line that does not bring its own, and are kept beside ``out``
    (:mod:`ipsearch.dedupe.job`). ``helpers`` check beside this process; the answers are the same. Memory is bounded,
    whatever the number of lines.

    Raises:
        UsageError: ``out`` is the input itself, or named as a table is, which the answers are not; an option that
            cannot be.
        InputError: the input cannot be read, or ``out`` not be written; with ``resume`` the answers do not belong to
            this input, to these options or to this register.
        EngineBusy: another job is at work on ``out``.
    """
    began = time.monotonic()
    if not source.is_file():
        raise InputError("file.missing", place=str(source))
    if out.exists() and out.samefile(source):
        raise UsageError("dedupe.same_file", place=str(out))
    if (ending := out.suffix.lower()) in _TABLES:
        raise UsageError("dedupe.out_table", place=str(out), ending=ending)
    verified(options)
    job = job_of(options, checker.goods.digest)
    tally, total = Tally(), source.stat().st_size
    # Reading the first line tells whether the input can be used: only then may old answers be replaced.
    with source.open("rb") as raw, _opened(raw, named or str(source), encoding) as opened, only_job(out) as folder:
        entries, tally.skipped = opened
        begun = begun_with(folder)
        taken = _Taken(0, "")
        if resume and out.exists():
            if begun is not None:
                verify_same(begun, job, str(out))
            taken = _take_over(entries, out, tally, options)
        if not taken.size:
            begin(folder, out, job)
        elif begun is None:
            raise InputError("dedupe.no_job", place=str(out), name=f"{folder.name}/{JOB}")
        answers = in_order(checker, partial(_Lines, options), entries, helpers)
        with continued(out, taken.size) as stream, closing(answers):
            for answer in answers:
                _count(answer, tally, taken, out)
                write_line(stream, answer.line)
                progress(Progress(tally.lines, tally.bad, raw.tell(), total, time.monotonic() - began))
    return tally.summary(out, time.monotonic() - began)


@contextmanager
def _opened(raw: BinaryIO, place: str, encoding: str) -> Iterator[tuple[Iterator[Entry], tuple[str, ...]]]:
    """The entries of an input, and the sheets that are left aside.

    A workbook is known by its first bytes, and a file that is none must not be called one. The lines of a packed file
    are no marks.
    """
    head = raw.read(HEAD)
    raw.seek(0)
    if packer := packed_by(head):
        raise InputError("dedupe.packed", place=place, packer=packer)
    if form := document_of(head):
        raise InputError("dedupe.no_list", place=place, found=form)
    if begins_workbook(head) or place.lower().endswith(ENDINGS):
        with workbook_entries(raw, place) as opened:
            yield opened
    else:
        with io.TextIOWrapper(raw, encoding, "surrogateescape", newline="") as text:
            yield read_entries(text, place), ()


class _Taken(NamedTuple):
    """The answers that are there: their bytes, and the generation they were made from (empty: none says)."""

    size: int
    generation: str


def _take_over(entries: Iterator[Entry], out: Path, tally: Tally, options: CheckOptions) -> _Taken:
    """Count the answers that are there, each held against its line of the input."""
    size, generation = 0, ""
    for written, end in read_answers(out):
        place = f"{out}:{tally.lines + 1}"
        entry = next(entries, None)
        if entry is None or (entry.line, entry.mark) != (written.line, written.query):
            raise InputError("dedupe.other_input", place=place, query=written.query)
        if written.completeness is None:
            tally.count_bad()
        else:
            asked = verified(options_for(entry, options)).classes or tuple(CLASSES)
            if written.numbers != asked:
                raise InputError("dedupe.other_options", place=place)
            tally.count(((c.nice_class, c.light) for c in written.classes), written.completeness.records)
            generation = written.completeness.generation
        tally.resumed += 1
        size = end
    return _Taken(size, generation)


class _Answer(NamedTuple):
    """A line of the answers, and what is counted of it: without a ``generation``, an error."""

    line: bytes
    lights: tuple[tuple[int, Light], ...] = ()
    records: int = 0
    generation: str = ""
    reused: bool = False


def _count(answer: _Answer, tally: Tally, taken: _Taken, out: Path) -> None:
    """Count an answer; of another register than the answers before it is refused."""
    if not answer.generation:
        tally.count_bad()
        return
    if taken.generation not in ("", answer.generation):
        raise InputError("dedupe.other_register", place=str(out), found=taken.generation, expected=answer.generation)
    tally.count(answer.lights, answer.records)
    tally.reused += answer.reused


class _Lines:
    """Answers lines of the input."""

    def __init__(self, options: CheckOptions, checker: Checker) -> None:
        self._options, self._known = options, _Known(checker)

    def __call__(self, entries: list[Entry]) -> Iterator[_Answer]:
        asked = [(entry.mark, options_for(entry, self._options)) for entry in entries if not entry.problem]
        reports = self._known.reports(asked)
        for entry in entries:
            reused = self._known.reused
            report = entry.problem or next(reports)
            if isinstance(report, Problem):
                yield _Answer(error_line(entry, report))
                continue
            lights = tuple([(one.nice_class, one.light) for one in report.classes])
            made, line = report.completeness, report_line(entry, report)
            yield _Answer(line, lights, made.records, made.generation, self._known.reused > reused)


_Key = tuple[str, CheckOptions]


class _Known:
    """Checks that remember their latest answers. One sees only the normal form, so equal ones share an answer."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._reports: OrderedDict[_Key, Report] = OrderedDict()
        self._hits = 0
        self.reused = 0

    def reports(self, asked: Sequence[_Key]) -> Iterator[Report | Problem]:
        """The report on each mark under its options, ``took_ms`` 0 if it was known; or why it cannot be checked."""
        while len(self._reports) > REMEMBERED or self._hits > REMEMBERED_HITS:
            _, oldest = self._reports.popitem(last=False)
            self._hits -= len(oldest.hits)
        keys = [(normalise(mark), options) for mark, options in asked]
        problems = [_problem(mark) for mark, _ in asked]
        new = {
            key: one
            for key, one, problem in zip(keys, asked, problems, strict=True)
            if problem is None and key not in self._reports
        }
        made = dict(zip(new, self._checker.check_batch(new.values()), strict=True))
        for key, (mark, _), problem in zip(keys, asked, problems, strict=True):
            yield problem or self._one(key, mark, made)

    def _one(self, key: _Key, mark: str, made: dict[_Key, Report | UsageError]) -> Report | Problem:
        report = made.get(key)
        if isinstance(report, UsageError):
            # Marks of one normal form share the check, and each has its own text in the message.
            return replace(report.problem, values={**report.problem.values, "mark": mark})
        if report is not None:
            del made[key]
            self._reports[key] = report
            self._hits += len(report.hits)
        else:
            report = msgspec.structs.replace(self._reports[key], took_ms=0.0)
            self._reports.move_to_end(key)
            self.reused += 1
        return msgspec.structs.replace(report, query=mark)


def _problem(mark: str) -> Problem | None:
    try:
        verify_mark(mark)
    except UsageError as error:
        return error.problem
    return None


def options_for(entry: Entry, options: CheckOptions) -> CheckOptions:
    """The options of the job with what the line brings."""
    return replace(
        options,
        classes=options.classes if entry.classes is None else entry.classes,
        groups=options.groups if entry.groups is None else entry.groups,
        applicant=options.applicant if entry.applicant is None else entry.applicant,
    )
