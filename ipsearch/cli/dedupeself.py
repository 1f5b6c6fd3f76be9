"""``ipsearch dedupe --self --out DIR``, and what the summaries of all batches have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ipsearch.cli.output import Answer, Row
from ipsearch.cli.progress import Update, progress
from ipsearch.cli.session import Session
from ipsearch.cli.words import number, say, searched_text
from ipsearch.dedupe.library import LibraryProgress, dedupe_library
from ipsearch.dedupe.parallel import Helpers, usual_helpers
from ipsearch.dedupe.tally import ClassCounts, LibrarySummary
from ipsearch.engine import opened_checker
from ipsearch.errors import Lang
from ipsearch.matching.pairs import PairOptions

if TYPE_CHECKING:
    from rich.console import RenderableType

HEADER = ("class", "taken", "near", "free")


def dedupe_self(s: Session, out: Path, options: PairOptions, *, resume: bool) -> None:
    """Check the register against itself, showing how far it is, and write the summary."""
    checker = s.ip.trademarks.checker
    with progress() as update:
        summary = dedupe_library(
            checker, out, options, resume=resume, helpers=helpers_of(s),
            progress=lambda now: _progress(now, update, s.lang),
        )  # fmt: skip
    s.write(answer(summary))


def helpers_of(s: Session) -> Helpers:
    """Helper processes on the other processors."""
    return Helpers(usual_helpers(), partial(opened_checker, s.ip.settings))


def rows(classes: Iterable[ClassCounts]) -> Iterator[Row]:
    """One row a class, as :data:`HEADER` names its cells."""
    return ((c.nice_class, c.taken, c.near, c.free) for c in classes)


def _progress(now: LibraryProgress, update: Update, lang: Lang) -> None:
    rate = number(now.fresh / now.seconds if now.seconds else 0)
    counts = {"records": number(now.records), "total": number(now.total), "pairs": number(now.pairs)}
    update(now.records, now.total, say("dedupe.pairs_progress", lang, **counts, rate=rate))


def answer(summary: LibrarySummary) -> Answer:
    """A run's summary in every form."""

    def view(lang: Lang) -> Iterable[RenderableType]:
        from ipsearch.cli.dedupeview import library_view  # noqa: PLC0415 - Rich is only needed for tables

        return library_view(summary, lang)

    return Answer(
        objects=(msgspec.json.encode(summary),),
        header=HEADER,
        rows=lambda: rows(summary.classes),
        view=view,
        note=lambda lang: " ".join(statement(summary, lang)),
    )


def statement(summary: LibrarySummary, lang: Lang) -> Iterator[str]:
    """What was searched and what was not, in sentences."""
    stated = summary.completeness
    *searched, dated = searched_text(stated, lang, "dedupe.pairs_searched")
    yield from searched
    if summary.groups:
        yield say("dedupe.pairs_groups", lang, groups=", ".join(summary.groups))
    if summary.without_text:
        yield say("dedupe.pairs_without_text", lang, count=number(summary.without_text))
    if stated.hits > stated.shown:
        yield say("dedupe.pairs_below", lang, count=number(stated.hits - stated.shown))
    yield dated
