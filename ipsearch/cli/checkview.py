"""A report for a clerk: the lights first, then the marks in the way with reasons, then what was searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ipsearch.cli.draw import LEVEL_STYLE, LIGHT_SIGN, LIGHT_STYLE, columns, fit, padded, reason_text
from ipsearch.cli.harmless import plain
from ipsearch.cli.words import completeness_text, ranges, say
from ipsearch.errors import Lang
from ipsearch.matching.report import ClassLight, Hit, Report
from ipsearch.text.nice import class_heading

PER_ROW = 15
WIDEST_NUMBERS = 24
"""Cells for the numbers of classes with one answer before they are folded."""
MOST_LISTED = 15
"""If more classes than this are not free, only the taken ones are listed, those with one answer together."""


def report_view(report: Report, lang: Lang) -> Iterator[RenderableType]:
    """The whole answer, top to bottom."""
    head = Text(plain(report.query), style="bold")
    if report.normal != report.query:
        head.append(" " + say("compared_as", lang, normal=report.normal), style="not bold dim")
    yield head
    yield Text()
    yield from _lights(report, lang)
    yield Text()
    if report.hits:
        yield Text(say("hits", lang), style="bold")
        yield _hits(report.hits, lang)
        yield Text()
    for i, sentence in enumerate(completeness_text(report, lang)):
        yield Text(sentence, style=_tone(report) if i == 0 else "dim" if i > 1 else "")


def _tone(report: Report) -> str:
    return "bold green" if report.completeness.hits == 0 else "bold"


def _lights(report: Report, lang: Lang) -> Iterator[RenderableType]:
    counted = Text("   ").join(
        Text(f"{LIGHT_SIGN[name]} {say(f'light.{name}', lang)} {count}", style=LIGHT_STYLE[name])
        for name in LIGHT_SIGN
        for count in [sum(light.light == name for light in report.classes)]
    )
    yield counted
    for start in range(0, len(report.classes), PER_ROW):
        yield Text(" ").join(
            Text(f"{light.nice_class:>2}{LIGHT_SIGN[light.light]}", style=LIGHT_STYLE[light.light])
            for light in report.classes[start : start + PER_ROW]
        )
    busy = [light for light in report.classes if light.light != "free"]
    listed = busy if len(busy) <= MOST_LISTED else [light for light in busy if light.light == "taken"]
    if listed:
        yield Text()
        yield _listed(listed, lang)
    if len(listed) < len(busy):
        said = "near_in_grid" if listed else "near_only_in_grid"
        yield Text(say(said, lang, count=len(busy) - len(listed)), style="dim")


def _listed(lights: list[ClassLight], lang: Lang) -> Table:
    rows = [(alike[0], len(alike), ranges(light.nice_class for light in alike).rjust(2)) for alike in _alike(lights)]
    table = columns()
    if max(len(numbers) for _, _, numbers in rows) <= WIDEST_NUMBERS:
        table.add_column(no_wrap=True)
    else:  # Rich narrows a column that may wrap down to nothing
        table.add_column(min_width=WIDEST_NUMBERS, overflow="fold")
    table.add_column(no_wrap=True, overflow="ellipsis")
    table.add_column(no_wrap=True, overflow="ellipsis")
    table.add_column()  # the longest, and the only one that may wrap
    for light, count, numbers in rows:
        levels = " ".join(f"{say(f'level.{name}', lang)} {hits}" for name, hits in light.hits.items())
        sign = Text(f"{LIGHT_SIGN[light.light]} {numbers}", style=LIGHT_STYLE[light.light])
        heading = class_heading(light.nice_class, lang) if count == 1 else say("alike_classes", lang, count=count)
        table.add_row(sign, fit(heading, 30).rstrip(), fit(light.best_mark, 16).rstrip(), Text(levels, style="dim"))
    return table


def _alike(lights: list[ClassLight]) -> list[list[ClassLight]]:
    """Classes with the same answer together, where they are too many to be read one by one."""
    if len(lights) <= MOST_LISTED:
        return [[light] for light in lights]
    found: dict[tuple[str, tuple[tuple[str, int], ...]], list[ClassLight]] = {}
    for light in lights:
        found.setdefault((light.best, tuple(light.hits.items())), []).append(light)
    return list(found.values())


def _hits(hits: Sequence[Hit], lang: Lang) -> Table:
    table = columns()
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for place, hit in enumerate(hits, 1):
        table.add_row(str(place), _first_line(hit, lang))
        facts = (_classes(hit, lang), plain(hit.applicant), f"{hit.office} {plain(hit.number)}")
        table.add_row("", Text(" · ".join(fact for fact in facts if fact), style="dim"))
        for reason in hit.reasons:
            table.add_row("", reason_text(reason, lang))
    return table


def _first_line(hit: Hit, lang: Lang) -> Text:
    line = Text(fit(say(f"level.{hit.level}", lang), 8 if lang == "zh" else 16) + " ", style=LEVEL_STYLE[hit.level])
    line.append(padded(hit.mark, 16) + " ", style="bold default")
    return line.append(f"{hit.score:.2f}  {status_text(hit, lang)}", style="not bold default")


def status_text(hit: Hit, lang: Lang) -> str:
    """The status, with what it means for a new mark where the word does not say it."""
    lapsed = hit.status in ("registered", "unknown") and hit.life in ("dead_recent", "dead")
    words = [say("life.past_expiry" if lapsed else f"status.{hit.status}", lang)]
    if hit.life == "dead_recent":
        until = hit.blocks_until
        words.append(say("life.blocks", lang, until=until) if until else say("life.blocks_undated", lang))
    elif hit.life == "dead":
        words.append(say("life.dead", lang))
    if hit.own:
        words.append(say("own", lang))
    return ("，" if lang == "zh" else ", ").join(words)


def _classes(hit: Hit, lang: Lang) -> str:
    if not hit.classes:
        return say("no_classes", lang)
    groups = f" ({', '.join(hit.groups)})" if hit.groups else ""
    word = "class_short" if len(hit.classes) == 1 else "classes_short"
    return say(word, lang, numbers=ranges(hit.classes)) + plain(groups)
