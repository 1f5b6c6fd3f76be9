"""``ipsearch dedupe FILE --out FILE`` and ``ipsearch dedupe --self --out DIR``."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import msgspec
import typer

from ipsearch.cli import arguments as given
from ipsearch.cli.arguments import parse_classes, parse_limit, split_list
from ipsearch.cli.dedupeself import HEADER, dedupe_self, helpers_of, rows
from ipsearch.cli.output import Answer
from ipsearch.cli.progress import Update, progress
from ipsearch.cli.session import Session, session
from ipsearch.cli.words import number, say
from ipsearch.dedupe.batch import Progress, dedupe_file
from ipsearch.dedupe.tally import DedupeSummary
from ipsearch.errors import InputError, Lang, LoadFinishedWithRejects, UsageError
from ipsearch.matching.options import CheckOptions
from ipsearch.matching.pairs import PairOptions, level_named
from ipsearch.spreadsheets.filekinds import begins_workbook, document_of, packed_by

if TYPE_CHECKING:
    from rich.console import RenderableType

SHOWN = 20
PIPE = "-"
"""In place of a file: the standard input."""


def dedupe(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="CSV or .xlsx with a column `mark`, NDJSON, a list; or -. 名单"),
    ] = None,
    itself: Annotated[bool, typer.Option("--self", help="Check the register against itself. 商标库自身查重")] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Where the answers go; a folder with --self. 结果文件或文件夹")
    ] = None,
    classes: given.Classes = None,
    groups: given.Groups = None,
    applicant: given.Applicant = "",
    limit: given.Limit = None,
    level: given.Levels = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what is in --out. 继续")] = False,
    engine: given.Engine = None,
    form: given.Output = None,
    lang: given.Speak = None,
) -> None:
    """批量查重: check a whole list of marks, or the register against itself.

    FILE may be -, the standard input. --out gets one answer a line, in order. Columns or keys `classes`, `groups` and
    `applicant` of a line stand in place of the options. The standard output gets the summary. The exit code is 4 if
    lines could not be checked; their errors are in --out.

    商标库自身查重: with --self every mark of the register is checked against the others in its own classes. The folder
    --out gets pairs.ndjson, every two marks that are alike at --level or above, each pair once with its reasons, and
    summary.json. --class and --group name a part of the register; both marks are in it.
    """
    with session(engine, form, lang) as s:
        if out is None:
            raise UsageError("dedupe.no_out", place="--out")
        if itself:
            if file is not None:
                raise UsageError("dedupe.two_inputs", place=str(file))
            for name, value in (("--applicant", applicant), ("--limit", limit)):
                if value:
                    raise UsageError("dedupe.not_with_self", place=name)
            lowest = level_named(level or "similar")
            dedupe_self(s, out, PairOptions(parse_classes(classes), split_list(groups), lowest), resume=resume)
            return
        if file is None:
            raise UsageError("dedupe.no_input", place="FILE")
        if level is not None:
            raise UsageError("dedupe.only_self", place="--level")
        checked = CheckOptions(parse_classes(classes), split_list(groups), applicant, parse_limit(limit, SHOWN))
        _dedupe_list(s, file, out, checked, resume=resume)


def _dedupe_list(s: Session, file: Path, out: Path, options: CheckOptions, *, resume: bool) -> None:
    from indexers.encoding import SAMPLE_SIZE, detect_encoding, refuse_utf16  # noqa: PLC0415 - only here

    if str(out) == PIPE or _is_stream(sys.stdout, out):  # the standard output gets the summary
        raise InputError("dedupe.no_file", place=str(out))
    if str(file) == PIPE and _is_stream(sys.stdin, out):
        raise UsageError("dedupe.same_file", place=str(out))
    checker = s.ip.trademarks.checker
    with _kept(file) as source, progress() as update:
        with source.open("rb") as opened:
            head = opened.read(SAMPLE_SIZE)
        # The batch says more of these.
        if not (begins_workbook(head) or packed_by(head) or document_of(head)):
            refuse_utf16(head, str(file))
        summary = dedupe_file(
            checker, source, out, options,
            encoding=detect_encoding(head), named=str(file), resume=resume, helpers=helpers_of(s),
            progress=lambda now: _progress(now, update, s.lang),
        )  # fmt: skip
    s.write(answer(summary))
    if summary.bad:
        raise LoadFinishedWithRejects("dedupe.bad_lines", bad=summary.bad, out=out)


def _is_stream(stream: TextIO, out: Path) -> bool:
    """Whether a standard stream comes from this file, or goes to it."""
    try:
        return os.path.samestat(os.fstat(stream.fileno()), out.stat())
    except OSError:  # no such file yet, or a stream that is none of the system's
        return False


@contextmanager
def _kept(file: Path) -> Iterator[Path]:
    """The input as a file, which is read more than once; the standard input (``-``) and pipes are stored first."""
    if str(file) != PIPE and not file.is_fifo():
        yield file
        return
    with tempfile.TemporaryDirectory(prefix="ipsearch-") as folder:
        kept = Path(folder, "input")
        with kept.open("wb") as copy:
            if str(file) == PIPE:
                shutil.copyfileobj(sys.stdin.buffer, copy)
            else:
                with file.open("rb") as stream:
                    shutil.copyfileobj(stream, copy)
        yield kept


def _progress(now: Progress, update: Update, lang: Lang) -> None:
    rate = number(now.lines / now.seconds if now.seconds else 0)
    said = say("dedupe.progress", lang, done=number(now.lines), bad=number(now.bad), rate=rate)
    update(now.bytes_done, now.bytes_total, said)


def answer(summary: DedupeSummary) -> Answer:
    """A job's summary in every form."""

    def view(lang: Lang) -> Iterable[RenderableType]:
        from ipsearch.cli.dedupeview import summary_view  # noqa: PLC0415 - Rich is only needed for tables

        return summary_view(summary, lang)

    return Answer((msgspec.json.encode(summary),), HEADER, lambda: rows(summary.classes), view)
