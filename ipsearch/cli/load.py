"""``ipsearch load trademarks|patents|groups``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from ipsearch.cli import arguments as given
from ipsearch.cli.arguments import Format
from ipsearch.cli.harmless import plain
from ipsearch.cli.output import Answer
from ipsearch.cli.progress import Update, progress
from ipsearch.cli.session import Session, session
from ipsearch.cli.telling import tell
from ipsearch.cli.words import number, say
from ipsearch.engine import store_groups
from ipsearch.errors import Lang, LoadFinishedWithRejects, unicode_text

if TYPE_CHECKING:
    from indexers.load import LoadOptions
    from indexers.summary import LoadSummary, Progress
    from ipsearch.backends.base import Backend

app = typer.Typer(
    help="加载数据: load trade marks, patents, or a table of similar groups.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

MOST_NAMED = 5
"""Entries of a table of counts, or skipped files and sheets, that a summary names."""


Paths = Annotated[
    list[Path],
    typer.Argument(metavar="PATH...", parser=given.path, help="Files, .gz, .zip, .tar or folders. 文件或目录"),
]
Source = Annotated[str | None, typer.Option(metavar="NAME", help="The feed, if not recognised. 数据源")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with an interrupted load. 继续中断的加载")]
Rebuild = Annotated[bool, typer.Option("--rebuild", help="Build a new generation from these files. 重建")]
Rejects = Annotated[Path | None, typer.Option(metavar="FILE", help="Where rejected records go. 拒绝记录")]


@app.command()
def trademarks(
    paths: Paths,
    source: Source = None,
    resume: Resume = False,
    rebuild: Rebuild = False,
    rejects: Rejects = None,
    engine: given.Engine = None,
    form: given.Output = None,
    lang: given.Speak = None,
) -> None:
    """加载商标: from office files, NDJSON, CSV or lists.

    A first load, or one with --rebuild, makes a new generation and switches to it at the end; any other updates the
    live one. The exit code is 4 if records were rejected.
    """
    from indexers.load import LoadOptions, load_trademarks  # noqa: PLC0415 - the parsers are only needed here

    options = LoadOptions(source=source, resume=resume, rebuild=rebuild, rejects=rejects)
    _load(load_trademarks, paths, options, session(engine, form, lang))


@app.command()
def patents(
    paths: Paths,
    source: Source = None,
    resume: Resume = False,
    rebuild: Rebuild = False,
    rejects: Rejects = None,
    engine: given.Engine = None,
    form: given.Output = None,
    lang: given.Speak = None,
) -> None:
    """加载专利: from office files (XML, SGML, Green Book), Google, Lens, incoPat, PatentsView, NDJSON or CSV.

    A first load, or one with --rebuild, makes a new generation and switches to it at the end; any other updates the
    live one. The exit code is 4 if records were rejected.
    """
    from indexers.load import LoadOptions, load_patents  # noqa: PLC0415 - the parsers are only needed here

    options = LoadOptions(source=source, resume=resume, rebuild=rebuild, rejects=rejects)
    _load(load_patents, paths, options, session(engine, form, lang))


def _load(
    load: Callable[[Sequence[Path], Backend, LoadOptions, Callable[[Progress], None]], LoadSummary],
    paths: Sequence[Path],
    options: LoadOptions,
    opened: AbstractContextManager[Session],
) -> None:
    with opened as s, progress() as update:
        summary = load(paths, s.ip.backend, options, lambda now: _progress(now, update, s.lang))
        report(summary, s)
        if summary.rejects is not None:
            raise LoadFinishedWithRejects("load.rejected", count=sum(summary.rejected.values()), path=summary.rejects)


@app.command()
def groups(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The table as JSON. JSON 格式的区分表")],
    engine: given.Engine = None,
    lang: given.Speak = None,
) -> None:
    """加载区分表: a table of similar goods and services.

    The file is a list of classes {"code": "01", "name", "children": [group]}, each group {"code": "0101", "name",
    "children": [{"name": goods}], "related": [code]}. It is kept in the user's data and used by every later check.
    """
    with session(engine, None, lang) as s:
        table = store_groups(file, s.ip.settings.tables)
        counts = {name: len(getattr(table, name)) for name in ("groups", "goods", "relations")}
        tell(say("load.table", s.lang, **counts))
        if not table.relations:
            tell(say("load.no_relations", s.lang))


def _progress(now: Progress, update: Update, lang: Lang) -> None:
    rate = number(now.records / now.seconds if now.seconds else 0)
    unit = plain(Path(now.unit).name)
    said = say("load.progress", lang, records=number(now.records), rejected=number(now.rejected), rate=rate, unit=unit)
    update(now.bytes_done, now.bytes_total, said)


def report(summary: LoadSummary, s: Session) -> None:
    """Tell what a load did: in words on the standard error, and as JSON on the standard output where that is asked."""
    for line in summary_lines(summary, s.lang):
        tell(line)
    if s.form is not Format.table:
        s.write(answer(summary))


def summary_lines(summary: LoadSummary, lang: Lang) -> list[str]:
    """A load in sentences; counts that are nought are left out."""
    seconds = f"{summary.seconds:.1f}"
    lines = [say("load.loaded", lang, records=number(summary.records), seconds=seconds, rate=number(summary.rate))]
    if not summary.records and not summary.rejected:
        lines.append(say("load.nothing", lang))
    if summary.replaced:
        # A new generation has nothing stored before.
        code = "load.again" if summary.rebuilt else "load.replaced"
        lines.append(say(code, lang, count=number(summary.replaced)))
    if len(summary.by_source) > 1:
        lines.append(say("load.by_source", lang, counts=_counts(summary.by_source)))
    if summary.unknown_statuses:
        lines.append(say("load.statuses", lang, counts=_counts(summary.unknown_statuses)))
    if summary.unknown_groups:
        lines.append(say("load.groups", lang, counts=_counts(summary.unknown_groups)))
    if summary.skipped:
        names = [Path(label).name for label in summary.skipped[:MOST_NAMED]]
        more = [] if len(summary.skipped) <= MOST_NAMED else ["…"]
        lines.append(say("load.skipped", lang, count=number(len(summary.skipped)), names=", ".join(names + more)))
    if summary.resumed:
        lines.append(say("load.resumed", lang))
    if summary.discarded:
        lines.append(say("load.discarded", lang))
    ended = "load.rebuilt" if summary.rebuilt else "load.updated"
    lines.append(say(ended, lang, generation=summary.generation, total=number(summary.total)))
    return lines


def _counts(table: Mapping[str, int]) -> str:
    most = sorted(table.items(), key=lambda item: (-item[1], item[0]))
    named = ", ".join(f"{name} {number(count)}" for name, count in most[:MOST_NAMED])
    return named + (f", … ({len(most)})" if len(most) > MOST_NAMED else "")


def answer(summary: LoadSummary) -> Answer:
    """A load's summary in the forms for machines."""
    built = msgspec.to_builtins(summary, enc_hook=lambda path: unicode_text(str(path)))
    return Answer(
        objects=(msgspec.json.encode(built),),
        header=tuple(built),
        rows=lambda: [[_flat(value) for value in built.values()]],
        view=lambda _: (),
    )


def _flat(value: object) -> object:
    if isinstance(value, dict):
        return tuple(f"{name}:{count}" for name, count in value.items())
    return tuple(value) if isinstance(value, list) else value
