"""``ipsearch index list|plan|swap|drop``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from ipsearch.backends.sizing import Plan, plan_index
from ipsearch.cli import arguments as given
from ipsearch.cli.arguments import Library
from ipsearch.cli.output import Answer
from ipsearch.cli.session import session
from ipsearch.cli.telling import tell
from ipsearch.cli.words import say
from ipsearch.errors import IndexMissing, Lang
from ipsearch.indices import GenerationInfo, parse_name

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(help="索引版本: generations of the index.", no_args_is_help=True, rich_markup_mode=None)

HEADER = (*(field.name for field in fields(GenerationInfo)), "stale")
Name = Annotated[str, typer.Argument(metavar="NAME", help="A name from `ipsearch index list`. 版本名")]


@app.command("list")
def list_generations(
    library: given.Only = None, engine: given.Engine = None, form: given.Output = None, lang: given.Speak = None
) -> None:
    """列出版本: every generation, oldest first, and which one is live."""
    from indexers.library import find_library  # noqa: PLC0415 - the parsers are only needed here

    with session(engine, form, lang) as s:
        made: list[GenerationInfo] = []
        stale: set[str] = set()
        for family in [one.family for one in Library if library in (None, one)]:
            versions = find_library(family).versions()
            generations = s.ip.backend.generations(family)
            made += generations
            stale.update(one.name for one in generations if one.versions != versions)
        s.write(answer(made, stale))


@app.command()
def plan(
    records: Annotated[int, typer.Option(min=1, metavar="N", help="Records the index will hold. 记录数")],
    nodes: Annotated[int, typer.Option(min=1, metavar="N", help="Data nodes of the cluster. 数据节点数")] = 1,
    library: Annotated[Library, typer.Option(help="Whose records. 商标库或专利库")] = Library.trademarks,
    engine: given.Engine = None,
    form: given.Output = None,
    lang: given.Speak = None,
) -> None:
    """规划: shards, copies, disk and memory of an Elasticsearch index, from the bytes per record of what is loaded."""
    with session(engine, form, lang) as s:
        live = next((g for g in s.ip.backend.generations(library.family) if g.live), None)
        if live is not None and not live.finished:
            s.ip.backend.reader(library.family).close()  # says why it cannot be measured: closed, damaged, gone
        if live is None or not (live.records and live.bytes):
            raise IndexMissing("plan.no_sample", place=s.ip.settings.url)
        s.write(plan_answer(plan_index(records, live.bytes / live.records, nodes), live, s.ip.settings.engine))


@app.command()
def swap(name: Name, engine: given.Engine = None, lang: given.Speak = None) -> None:
    """切换版本: make another finished generation the live one."""
    from indexers.library import find_library  # noqa: PLC0415 - the parsers are only needed here

    with session(engine, None, lang) as s:
        family = family_of(name)
        s.ip.backend.swap(family, name, find_library(family).versions())
        tell(say("index.swapped", s.lang, name=name))


@app.command()
def drop(name: Name, engine: given.Engine = None, lang: given.Speak = None) -> None:
    """删除版本: delete a generation that is not live."""
    with session(engine, None, lang) as s:
        s.ip.backend.drop(family_of(name), name)
        tell(say("index.dropped", s.lang, name=name))


def family_of(name: str) -> str:
    """The family that a generation's name tells."""
    parsed = parse_name(name)
    return parsed.family if parsed else Library.trademarks.family


def plan_answer(made: Plan, sample: GenerationInfo, engine: str) -> Answer:
    """A plan in every form."""
    found = asdict(made) | {
        "measured_on": engine,
        "sample": sample.name,
        "sample_records": sample.records,
        "settings": {"number_of_shards": made.primaries, "number_of_replicas": made.replicas},
    }
    settings = msgspec.json.encode(found["settings"]).decode()

    def view(lang: Lang) -> Iterable[RenderableType]:
        from ipsearch.cli.planview import plan_view  # noqa: PLC0415 - Rich is only needed for tables

        return plan_view(made, sample, engine, settings, lang)

    return Answer(
        objects=(msgspec.json.encode(found),),
        header=tuple(found),
        rows=lambda: [(*list(found.values())[:-1], settings)],
        view=view,
    )


def answer(generations: Sequence[GenerationInfo], stale: Collection[str]) -> Answer:
    """Generations in every form; ``stale`` names those that another version made."""
    found = [asdict(one) | {"stale": one.name in stale} for one in generations]

    def view(lang: Lang) -> Iterable[RenderableType]:
        from ipsearch.cli.indexview import generations_view  # noqa: PLC0415 - Rich is only needed for tables

        return generations_view(generations, stale, lang)

    return Answer(
        objects=tuple(map(msgspec.json.encode, found)),
        header=HEADER,
        rows=lambda: (tuple(one.values()) for one in found),
        view=view,
        listed=True,
    )
