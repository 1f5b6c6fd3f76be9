"""``ipsearch check MARK``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from ipsearch.cli import arguments as given
from ipsearch.cli.arguments import Format, parse_classes, parse_limit, split_list
from ipsearch.cli.output import Answer, Row
from ipsearch.cli.session import session
from ipsearch.cli.words import completeness_text
from ipsearch.errors import Lang
from ipsearch.matching.report import Report

if TYPE_CHECKING:
    from rich.console import RenderableType

HEADER = (
    "id", "mark", "office", "number", "level", "score", "rank", "status", "life", "blocks", "blocks_until", "classes",
    "lights", "groups", "applicant", "own", "reasons",
)  # fmt: skip
"""Columns of ``--format csv``, one hit a row; ``lights`` are those of the hit's classes, ``reasons`` texts."""

SHOWN_IN_TABLE = 20
SHOWN = 100


def check(
    mark: Annotated[str, typer.Argument(metavar="MARK", help="The name to check. 商标文字")],
    classes: given.Classes = None,
    groups: given.Groups = None,
    applicant: given.Applicant = "",
    limit: given.Limit = None,
    engine: given.Engine = None,
    form: given.Output = None,
    lang: given.Speak = None,
) -> None:
    """商标快速查重: is this mark free, in which class, and why not?

    A light for each of the 45 classes, the marks that stand in the way with reasons, and what was searched.
    By default 20 hits are shown in a table, 100 elsewhere.
    """
    with session(engine, form, lang) as s:
        shown = parse_limit(limit, SHOWN_IN_TABLE if s.form is Format.table else SHOWN)
        report = s.ip.trademarks.check(
            mark, classes=parse_classes(classes), groups=split_list(groups), applicant=applicant, limit=shown
        )
        s.write(answer(report, s.lang))


def answer(report: Report, lang: Lang) -> Answer:
    """A report in every form. ``lang`` is the language of the reasons in CSV."""

    def view(spoken: Lang) -> Iterable[RenderableType]:
        from ipsearch.cli.checkview import report_view  # noqa: PLC0415 - Rich is only needed for tables

        return report_view(report, spoken)

    return Answer(
        objects=(report.to_json(),),
        header=HEADER,
        rows=lambda: rows(report, lang),
        view=view,
        note=lambda spoken: " ".join(completeness_text(report, spoken)),
    )


def rows(report: Report, lang: Lang) -> Iterable[Row]:
    """One row a hit, as :data:`HEADER` names its cells."""
    lights = {light.nice_class: light.light for light in report.classes}
    for hit in report.hits:
        yield (
            hit.id, hit.mark, hit.office, hit.number, hit.level, hit.score, hit.rank, hit.status, hit.life, hit.blocks,
            hit.blocks_until, hit.classes, tuple(f"{c}:{lights[c]}" for c in hit.classes if c in lights), hit.groups,
            hit.applicant, hit.own, tuple(r.text_zh if lang == "zh" else r.text_en for r in hit.reasons),
        )  # fmt: skip
