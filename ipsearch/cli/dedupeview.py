"""The summary of a batch on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from ipsearch.cli.draw import LIGHT_SIGN, LIGHT_STYLE, columns
from ipsearch.cli.words import number, say
from ipsearch.dedupe.tally import WORST_FIRST, DedupeSummary
from ipsearch.errors import Lang
from ipsearch.text.nice import class_heading


def summary_view(summary: DedupeSummary, lang: Lang) -> Iterator[RenderableType]:
    """What was done, and per class how many marks got which light."""
    table = columns(header=True)
    table.add_column(say("class", lang), justify="right", no_wrap=True)
    table.add_column(say("heading", lang), overflow="ellipsis", no_wrap=True)
    for light in WORST_FIRST:
        title = Text(f"{LIGHT_SIGN[light]} {say(f'light.{light}', lang)}", style=LIGHT_STYLE[light])
        table.add_column(title, justify="right", no_wrap=True)
    for one in summary.classes:
        counts = (number(getattr(one, light)) for light in WORST_FIRST)
        table.add_row(str(one.nice_class), class_heading(one.nice_class, lang), *counts)
    if summary.classes:
        yield table
        yield Text()
    done, records = number(summary.answered), number(summary.records)
    yield Text(
        say("dedupe.done", lang, done=done, records=records, out=summary.out, seconds=f"{summary.seconds:.1f}"),
        style="bold",
    )
    counted = {light: number(getattr(summary, light)) for light in WORST_FIRST}
    yield Text(say("dedupe.worst", lang, **counted))
    for name in ("reused", "resumed"):
        if count := getattr(summary, name):
            yield Text(say(f"dedupe.{name}", lang, **{name: number(count)}), style="dim")
