"""Load a library: files in, a searchable generation out, written once for all sources and kinds of record.

A first load, or one with ``rebuild``, builds a generation aside and publishes it at its end; the one before is kept.
Any other load is a delta: it writes into the live generation, a record with a known id replacing the stored one. Either
way an interrupted load (Ctrl-C, kill, power) goes on with ``resume`` where it was: no record is lost or doubled, and
the statistics and the rejects file come out as without the interruption. The statistics count every record that is
loaded, also one that replaces another; a rebuild counts anew.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from indexers.batches import read_batches
from indexers.checkpoint import Checkpoint, Position, UnitMark, decode, mark_unit, require_same
from indexers.collector import seldom_collecting
from indexers.discover import Plan, discover
from indexers.interrupt import Interrupt
from indexers.library import Library, find_library
from indexers.merge import Merger
from indexers.meter import Meter
from indexers.pipeline import analysis
from indexers.rejects import RejectsFile, default_path, place_of
from indexers.sink import Sink
from indexers.summary import LoadSummary, Progress
from ipsearch.arguments import given_list
from ipsearch.backends.base import Backend, Writer
from ipsearch.errors import EngineError, Problem, UsageError
from ipsearch.helpers import Pipeline
from ipsearch.indices import GenerationInfo, Versions, parse_name
from ipsearch.matching.statistics import Statistics, Tally
from ipsearch.termination import Terminated


def usual_workers() -> int:
    """How many helper processes pay: this process and the engine have a processor to themselves where there are more.

    Three analyse as much as one process can store.
    """
    return min(max(1, (os.cpu_count() or 1) - 2), 3)


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How to load.

    ``source`` names the feed where it cannot be recognised. ``rejects`` is the file for what cannot be loaded (made
    only if there is any; by default ``rejects-<time>.ndjson`` in the current folder). ``workers`` are helper processes
    for the analysis, 0 for none (:func:`usual_workers`); ``batch`` records go to the index at a time (by default as
    many as suit the library), and after ``commit_records`` or ``commit_seconds`` they are made durable.
    """

    source: str | None = None
    resume: bool = False
    rebuild: bool = False
    rejects: Path | None = None
    workers: int = field(default_factory=usual_workers)
    batch: int | None = None
    commit_records: int = 200_000
    commit_seconds: float = 30.0


USUAL: Final = LoadOptions()


class LoadInterrupted(KeyboardInterrupt):
    """Ctrl-C: what was read is committed, and the load can go on with ``resume``. ``problem`` says so."""

    def __init__(self, records: int) -> None:
        self.problem = Problem("load.interrupted", {"records": records})
        super().__init__(self.problem.text("en"))


class LoadTerminated(LoadInterrupted, Terminated):
    """The same, by SIGTERM where :func:`~ipsearch.termination.terminated` handles it."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """The writer of a load and where it begins."""

    writer: Writer
    rebuilt: bool
    checkpoint: Checkpoint | None
    discarded: bool
    tally: Tally
    as_of: str = ""


def load(
    family: str,
    paths: Sequence[Path | str],
    backend: Backend,
    options: LoadOptions = USUAL,
    progress: Callable[[Progress], None] = lambda _: None,
) -> LoadSummary:
    """Load files, archives and folders into the library of a family (``trademark``, ``patent``).

    ``progress`` is called after every batch.

    Records that cannot be loaded, and files that cannot be read to their end, are rejected one by one and do not end
    the load; look at ``rejected`` in the summary.

    Raises:
        UsageError: the source does not exist; ``paths`` is no list; ``load.rejects_input``, the rejects would replace a
            file that is loaded.
        InputError: a path does not exist or holds nothing to load; ``load.changed`` with ``resume``; ``load.empty``
            or ``load.no_record`` if a new generation would hold nothing; ``load.rejects``.
        EngineError: the engine cannot; ``EngineBusy`` while another load runs. What was committed stays.
        LoadInterrupted: Ctrl-C.
    """
    with closing(Meter()) as meter, seldom_collecting():
        library = find_library(family)
        found = [Path(path) for path in given_list("PATH", paths, "list[Path]", '[Path("marks.csv")]')]
        plan = discover(found, library, options.source, meter)
        _spare_input(options.rejects, plan)
        marks = [mark_unit(unit) for unit in plan.units]
        opened = _open(library, backend, options, marks)
        with closing(opened.writer):
            return _run(library, plan, marks, opened, options, meter, progress)


def load_trademarks(
    paths: Sequence[Path | str],
    backend: Backend,
    options: LoadOptions = USUAL,
    progress: Callable[[Progress], None] = lambda _: None,
) -> LoadSummary:
    """:func:`load` trade marks."""
    return load("trademark", paths, backend, options, progress)


def load_patents(
    paths: Sequence[Path | str],
    backend: Backend,
    options: LoadOptions = USUAL,
    progress: Callable[[Progress], None] = lambda _: None,
) -> LoadSummary:
    """:func:`load` patent documents."""
    return load("patent", paths, backend, options, progress)


def _open(library: Library[Any], backend: Backend, options: LoadOptions, marks: Sequence[UnitMark]) -> _Opened:
    """The new generation, the unfinished one or the live one, and where in the input to begin."""
    required, family = library.versions(), library.family
    generations = backend.generations(family)
    unfinished = _has_unfinished(generations, required)
    writer, rebuilt = _writer(family, backend, options, required, generations)
    try:
        checkpoint = _checkpoint(writer, options.resume)
        if checkpoint is not None and checkpoint.finished and not rebuilt:
            checkpoint = None  # left by a delta that ended; of a build it says that only the publication is missing
        discarded = checkpoint is not None or (rebuilt and unfinished)
        if not options.resume or checkpoint is None:
            if rebuilt:
                return _Opened(writer, rebuilt, None, discarded, Tally())
            # Asked behind the lock: another load may have ended since the generations were listed.
            with closing(backend.reader(family, required)) as reader:
                counts, as_of = Statistics.from_bytes(reader.statistics()).counts, reader.info().as_of
            return _Opened(writer, rebuilt, None, discarded, Tally(counts), as_of)
        require_same(marks, checkpoint)
        if writer.count() < checkpoint.total:
            raise EngineError("load.count", found=writer.count(), expected=checkpoint.total)
        return _Opened(writer, rebuilt, checkpoint, False, Tally(checkpoint.tally))
    except BaseException:
        writer.close()
        raise


def _has_unfinished(generations: Sequence[GenerationInfo], required: Versions) -> bool:
    """Whether a build can be gone on with. One without records cannot: damaged, or given up before its first commit."""
    return any(not (g.finished or g.live) and g.records and g.versions == required for g in generations)


def _writer(
    family: str, backend: Backend, options: LoadOptions, required: Versions, generations: Sequence[GenerationInfo]
) -> tuple[Writer, bool]:
    """The writer, and whether it builds a generation."""
    if options.resume and (_has_unfinished(generations, required) or _has_unpublished(backend, family, required)):
        writer = backend.build(family, required, resume=True)
        if writer.checkpoint():
            return writer, True
        # Nothing tells which files its records came from: they must not end up among others.
        writer.close()
    # Where finished ones are and none is live, the update says so: a delta must not become the whole library.
    if options.rebuild or not _has_finished(generations):
        writer = backend.build(family, required)
        if options.rebuild or not _has_finished(backend.generations(family)):
            return writer, True
        writer.close()  # another first load has ended meanwhile: this one adds to it
    return backend.update(family, required), False


def _has_unpublished(backend: Backend, family: str, required: Versions) -> bool:
    """Whether a build lacks nothing but the switch, before which its load was killed."""
    names = map(parse_name, backend.unpublished(family))
    return any(name is not None and name.versions == required for name in names)


def _has_finished(generations: Sequence[GenerationInfo]) -> bool:
    return any(g.live or g.finished for g in generations)


def _checkpoint(writer: Writer, resume: bool) -> Checkpoint | None:
    try:
        return decode(writer.checkpoint())
    except EngineError:
        if resume:
            raise
        return None


def _run(
    library: Library[Any],
    plan: Plan,
    marks: Sequence[UnitMark],
    opened: _Opened,
    options: LoadOptions,
    meter: Meter,
    progress: Callable[[Progress], None],
) -> LoadSummary:
    began, known = time.monotonic(), opened.checkpoint
    interrupt = Interrupt()
    start = known.position if known else Position()
    with closing(_rejects_file(options.rejects, known)) as rejects, interrupt.watched():
        partial = any(unit.source.partial for unit in plan.units)
        merger: Merger[Any] = Merger(opened.writer.stored, library.decode, library.merge, partial=partial)
        latest = dt.date.fromisoformat(opened.as_of) if opened.as_of else None
        with closing(Sink(opened.writer, marks, opened.tally, rejects, merger, known, latest)) as sink:
            try:
                if known is None or not known.finished:
                    today = dt.datetime.now(dt.UTC).date()
                    size = options.batch or library.batch
                    with (
                        closing(read_batches(plan.units, library, start, merger, meter, size, today)) as batches,
                        Pipeline(options.workers, analysis(library, opened.writer.packer)) as pipeline,
                        closing(pipeline.run(batches)) as ready,
                    ):
                        for batch, analysed in ready:
                            with interrupt.held():
                                sink.take(batch, analysed)
                                if sink.is_due(options.commit_records, options.commit_seconds):
                                    sink.begin_commit()
                            seconds = time.monotonic() - began
                            progress(Progress(batch.label, batch.bytes_done, plan.size, *sink.taken, seconds))
                with interrupt.ignored():
                    generation = sink.finish(opened.rebuilt)
            except KeyboardInterrupt as signalled:
                if sink.ended:
                    raise
                with interrupt.held():
                    sink.commit()
                kind = LoadTerminated if isinstance(signalled, Terminated) else LoadInterrupted
                raise kind(sink.counts.loaded) from None
        return LoadSummary(
            generation=generation.name,
            rebuilt=opened.rebuilt,
            total=generation.records,
            records=sink.counts.loaded,
            replaced=sink.counts.loaded - (generation.records - sink.base),
            by_source=sink.counts.records,
            rejected=sink.counts.rejected,
            unknown_statuses=sink.counts.unknown_statuses,
            unknown_groups=sink.counts.unknown_groups,
            skipped=plan.skipped,
            rejects=rejects.path if rejects.exists else None,
            resumed=known is not None,
            discarded=opened.discarded,
            seconds=sink.seconds,
        )


def _spare_input(rejects: Path | None, plan: Plan) -> None:
    """Raise ``UsageError`` if the rejects would take the place of a file that is loaded."""
    if rejects is not None and rejects.exists():
        files = {blob.path for unit in plan.units for blob in unit.blobs}
        if any(rejects.samefile(file) for file in files):
            raise UsageError("load.rejects_input", place=str(rejects))


def _rejects_file(wanted: Path | None, known: Checkpoint | None) -> RejectsFile:
    """Where this load's rejects go: on with the file of an interrupted load, unless another one is asked for."""
    if known is not None and (wanted is None or place_of(wanted) == known.rejects):
        return RejectsFile(wanted or Path(known.rejects), known.rejects_size)
    return RejectsFile(wanted or default_path(dt.datetime.now()))
