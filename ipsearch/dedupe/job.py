"""What a list was begun with, kept beside its answers: ``answers.ndjson.job`` for ``answers.ndjson``.

An answer does not say for which applicant and similar groups it was made, so answers of another question could not be
told from those of this one. The folder holds ``job.json``, and ``writer.lock``, which keeps a second job out. Whenever
the process dies, the answers that are there are those of ``job.json``, or there is no such file and they are refused.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from ipsearch.atomicfile import write_atomic
from ipsearch.backends.base import Reader
from ipsearch.dedupe.answers import continued, writable
from ipsearch.errors import InputError
from ipsearch.lock import FolderLock
from ipsearch.matching.options import CheckOptions

JOB = "job.json"


class Job(msgspec.Struct, frozen=True):
    """The options that hold for every line that brings none of its own; ``goods`` is the table of goods, if any."""

    classes: tuple[int, ...]
    groups: tuple[str, ...]
    applicant: str
    limit: int | None
    goods: str

    def typed(self) -> dict[str, str]:
        """The options as they are typed; an empty one stands for none."""
        return {
            "--class": ",".join(map(str, self.classes)) or '""',
            "--group": ",".join(self.groups) or '""',
            "--applicant": f'"{self.applicant}"',
            "--limit": "all" if self.limit is None else str(self.limit),
        }


def job_of(options: CheckOptions, goods: str) -> Job:
    """The job with these options, in whatever order they were given."""
    classes, groups = tuple(sorted({*map(int, options.classes)})), tuple(sorted({*options.groups}))
    return Job(classes, groups, options.applicant, None if options.limit is None else int(options.limit), goods)


@contextmanager
def only_job(out: Path) -> Iterator[Path]:
    """The folder beside ``out``, with no other job at work on it.

    Raises:
        InputError: ``dedupe.no_file``, ``dedupe.unwritable``.
        EngineBusy: another job is at work.
    """
    if out.exists() and not out.is_file():
        raise InputError("dedupe.no_file", place=str(out))
    whole = out.resolve()  # one lock, by whatever link the file is named
    folder = whole.with_name(whole.name + ".job")
    with writable(out):
        folder.mkdir(exist_ok=True)
        lock = FolderLock(folder, "dedupe.file_busy")
    try:
        yield folder
    finally:
        # A job that was refused leaves nothing beside a file that is not its own.
        refused = not (folder / JOB).exists()
        lock.release(delete=refused)
        if refused:
            with suppress(OSError):
                folder.rmdir()


def begin(folder: Path, out: Path, job: Job) -> None:
    """Empty ``out`` and keep the job; in an order in which old answers never stand beside a new job."""
    with writable(out):
        (folder / JOB).unlink(missing_ok=True)
        with continued(out, 0) as stream:
            os.fsync(stream.fileno())
        write_atomic(folder / JOB, msgspec.json.encode(job) + b"\n")


def begun_with(folder: Path) -> Job | None:
    """The job that the answers beside the folder belong to; None if that is not known."""
    try:
        return msgspec.json.decode((folder / JOB).read_bytes(), type=Job)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def verify_same(begun: Job, job: Job, place: str) -> None:
    """Raise :class:`InputError` for a job with other options, naming those that differ, or another table of goods."""
    then, now = begun.typed(), job.typed()
    if differing := [name for name in then if then[name] != now[name]]:
        found, expected = (" ".join(f"{name} {typed[name]}" for name in differing) for typed in (then, now))
        raise InputError("dedupe.other_job", place=place, found=found, expected=expected)
    if begun.goods != job.goods:
        raise InputError("dedupe.other_table", place=place, found=begun.goods or "-", expected=job.goods or "-")


def register_of(reader: Reader) -> str:
    """The state of a register. An update changes its number of records, date or statistics."""
    info, digest = reader.info(), hashlib.sha256(reader.statistics()).hexdigest()[:8]
    return f"{info.name}/{info.records}/{info.as_of or '-'}/{digest}"
