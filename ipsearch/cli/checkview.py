"""A report for a clerk: the lights first, then the marks in the way with reasons, then what was searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ipsearch.cli.draw import LEVEL_STYLE, LIGHT_SIGN, LIGHT_STYLE, columns, fit, padded, reason_text
from ipsearch.cli.harmless import plain
from ipsearch.cli.lightsview import MOST_LISTED, grid, listed_lights
from ipsearch.cli.words import completeness_text, ranges, say
from ipsearch.errors import Lang
from ipsearch.matching.report import Hit, Report


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
    yield grid(report.classes)
    busy = [light for light in report.classes if light.light != "free"]
    listed = busy if len(busy) <= MOST_LISTED else [light for light in busy if light.light == "taken"]
    if listed:
        yield Text()
        yield listed_lights(listed, lang)
    if len(listed) < len(busy):
        said = "near_in_grid" if listed else "near_only_in_grid"
        yield Text(say(said, lang, count=len(busy) - len(listed)), style="dim")


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
