"""Two marks side by side on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ipsearch.cli.draw import LEVEL_STYLE, columns, indented, reason_text
from ipsearch.cli.harmless import plain
from ipsearch.cli.words import say
from ipsearch.errors import Lang
from ipsearch.matching.report import Comparison


def comparison_view(comparison: Comparison, lang: Lang) -> Iterator[RenderableType]:
    """The verdict with its reasons, then every feature."""
    style = LEVEL_STYLE[comparison.level]
    verdict = Text(f"{plain(comparison.a)} ~ {plain(comparison.b)}  ", style="bold")
    verdict.append(f"{say(f'level.{comparison.level}', lang)} {comparison.score:.2f}", style=style)
    yield verdict
    for reason in comparison.reasons:
        yield indented(reason_text(reason, lang), 2)
    yield Text()
    yield _features(comparison, lang)
    yield Text()
    notes = (say(f"weights.{comparison.weights}", lang), say("policy", lang, policy=comparison.policy))
    yield Text(("；" if lang == "zh" else "; ").join(notes), style="dim")


def _features(comparison: Comparison, lang: Lang) -> Table:
    table = columns(header=True)
    table.add_column(say("feature", lang), overflow="fold")
    table.add_column(say("value", lang), justify="right", no_wrap=True)
    table.add_column(plain(comparison.a), overflow="fold")
    table.add_column(plain(comparison.b), overflow="fold")
    for feature in comparison.features:
        text = plain(feature.text_zh if lang == "zh" else feature.text_en)
        style = "" if feature.value else "dim"
        table.add_row(text, f"{feature.value:.2f}", plain(feature.a), plain(feature.b), style=style)
    return table
