"""The summaries of batches on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from ipsearch.cli.dedupeself import statement
from ipsearch.cli.draw import LIGHT_SIGN, LIGHT_STYLE, columns
from ipsearch.cli.words import number, say
from ipsearch.dedupe.tally import WORST_FIRST, ClassCounts, DedupeSummary, LibrarySummary
from ipsearch.errors import Lang
from ipsearch.text.nice import class_heading


def summary_view(summary: DedupeSummary, lang: Lang) -> Iterator[RenderableType]:
    """What was done, and per class how many marks got which light."""
    yield from _classes_view(summary.classes, lang)
    if summary.skipped:
        count, names = number(len(summary.skipped)), ", ".join(summary.skipped)
        yield Text(say("dedupe.skipped", lang, count=count, names=names))
    done, records = number(summary.answered), number(summary.records)
    if summary.bad and not summary.answered:
        yield Text(say("dedupe.none_done", lang, out=summary.out), style="bold")
        return
    yield Text(
        say("dedupe.done", lang, done=done, records=records, out=summary.out, seconds=f"{summary.seconds:.1f}"),
        style="bold",
    )
    counted = {light: number(getattr(summary, light)) for light in WORST_FIRST}
    yield Text(say("dedupe.worst", lang, **counted))
    for name in ("reused", "resumed"):
        if count := getattr(summary, name):
            yield Text(say(f"dedupe.{name}", lang, **{name: number(count)}), style="dim")


def library_view(summary: LibrarySummary, lang: Lang) -> Iterator[RenderableType]:
    """How many pairs were found, per class how many marks got which light, and what was searched."""
    yield from _classes_view(summary.classes, lang)
    counts = {"checked": number(summary.checked), "pairs": number(summary.pairs)}
    seconds = f"{summary.seconds:.1f}"
    yield Text(say("dedupe.pairs_done", lang, **counts, out=summary.out, seconds=seconds), style="bold")
    if summary.pairs:
        told = (f"{say(f'level.{level}', lang)} {number(n)}" for level, n in summary.levels.items())
        values = {"levels": ("，" if lang == "zh" else ", ").join(told), "conflicts": number(summary.conflicts)}
        key = "dedupe.pairs_all_conflict" if summary.conflicts == summary.pairs else "dedupe.pairs_levels"
        yield Text(say(key, lang, **values, pairs=number(summary.pairs)))
    yield Text(say("dedupe.pairs_worst", lang, **{light: number(getattr(summary, light)) for light in WORST_FIRST}))
    if summary.resumed:
        yield Text(say("dedupe.pairs_resumed", lang, resumed=number(summary.resumed)), style="dim")
    for sentence in statement(summary, lang):
        yield Text(sentence, style="dim")


def _classes_view(classes: Sequence[ClassCounts], lang: Lang) -> Iterator[RenderableType]:
    if not classes:
        return
    table = columns(header=True)
    table.add_column(say("class", lang), justify="right", no_wrap=True)
    table.add_column(say("heading", lang))  # it may be narrowed, so that no number is cut
    for light in WORST_FIRST:
        title = Text(f"{LIGHT_SIGN[light]} {say(f'light.{light}', lang)}", style=LIGHT_STYLE[light])
        table.add_column(title, justify="right", no_wrap=True)
    for one in classes:
        counts = (number(getattr(one, light)) for light in WORST_FIRST)
        heading = Text(class_heading(one.nice_class, lang), no_wrap=True, overflow="ellipsis")
        table.add_row(str(one.nice_class), heading, *counts)
    yield table
    yield Text()
