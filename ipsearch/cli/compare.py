"""``ipsearch compare A B``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from ipsearch.cli import arguments as given
from ipsearch.cli.output import Answer
from ipsearch.cli.session import session
from ipsearch.cli.words import say
from ipsearch.errors import Lang
from ipsearch.matching.report import Comparison

if TYPE_CHECKING:
    from rich.console import RenderableType

HEADER = ("feature", "value", "text_zh", "text_en", "a", "b")


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="One mark. 商标一")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other mark. 商标二")],
    engine: given.Engine = None,
    form: given.Output = None,
    lang: given.Speak = None,
) -> None:
    """比较两个商标: how similar are they, and why?

    Works without data; with a loaded register its statistics weigh the characters.
    """
    with session(engine, form, lang) as s:
        s.write(answer(s.ip.trademarks.compare(a, b)))


def answer(comparison: Comparison) -> Answer:
    """A comparison in every form; the first row of the CSV is the verdict."""

    def view(lang: Lang) -> Iterable[RenderableType]:
        from ipsearch.cli.compareview import comparison_view  # noqa: PLC0415 - Rich is only needed for tables

        return comparison_view(comparison, lang)

    level = comparison.level
    verdict = ("verdict", comparison.score, say(f"level.{level}", "zh"), level, comparison.a, comparison.b)
    features = ((f.name, f.value, f.text_zh, f.text_en, f.a, f.b) for f in comparison.features)
    return Answer(
        objects=(comparison.to_json(),),
        header=HEADER,
        rows=lambda: (verdict, *features),
        view=view,
        note=lambda lang: say(f"weights.{comparison.weights}", lang),
    )
