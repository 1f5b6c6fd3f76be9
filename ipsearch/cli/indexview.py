"""Generations on a terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rich.console import RenderableType
from rich.filesize import decimal
from rich.text import Text

from ipsearch.cli.draw import columns
from ipsearch.cli.words import dated, number, say
from ipsearch.errors import Lang
from ipsearch.indices import GenerationInfo


def generations_view(
    generations: Sequence[GenerationInfo], stale: Collection[str], lang: Lang
) -> Iterator[RenderableType]:
    """A generation a row, and advice where one should be built anew."""
    if not generations:
        yield Text(say("index.none", lang))
        return
    table = columns(header=True)
    # A name is there to be copied into `index swap`: it must stand on one line.
    table.add_column(say("index.name", lang), no_wrap=True, overflow="fold")
    table.add_column(say("index.state", lang), no_wrap=True)
    table.add_column(say("index.records", lang), justify="right", no_wrap=True)
    table.add_column(say("index.bytes", lang), justify="right", no_wrap=True)
    for one in generations:
        state = say("index.live" if one.live else "index.kept" if one.finished else "index.unfinished", lang)
        style = "green" if one.live else "dim"
        if one.name in stale:
            state, style = state + say("index.stale", lang), "yellow" if one.live else "dim"
        table.add_row(one.name, Text(state, style=style), number(one.records), decimal(one.bytes))
    yield table
    live = [one for one in generations if one.live]
    for one in live:
        yield Text()
        if len(live) > 1:
            yield Text(say(f"index.family.{one.family}", lang), style="bold")
        yield Text(dated(one.as_of, lang) + say("index.dead", lang, count=number(one.dead)))
        if one.name in stale:
            yield Text(say("index.load_again", lang), style="yellow")
        elif one.rebuild_advised:
            yield Text(say("index.advice", lang), style="yellow")
