"""``ipsearch show ID...``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from ipsearch.cli import arguments as given
from ipsearch.cli.exits import FAILED
from ipsearch.cli.output import Answer
from ipsearch.cli.session import session
from ipsearch.errors import Lang, Problem
from ipsearch.records import Trademark

if TYPE_CHECKING:
    from rich.console import RenderableType

HEADER = (
    "id", "mark", "office", "application_number", "registration_number", "kind", "classes", "groups", "status",
    "application_date", "registration_date", "expiry_date", "termination_date", "applicants",
)  # fmt: skip


def show(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Application, registration or other number. 编号")],
    engine: given.Engine = None,
    form: given.Output = None,
    lang: given.Speak = None,
) -> None:
    """查看商标: show whole records by number.

    Any number of a record will do: 8911270, CN8911270, CN-8911270-09.
    """
    with session(engine, form, lang) as s:
        found = {wanted: s.ip.trademarks.show(wanted) for wanted in ids}
        records = tuple({r.id: r for several in found.values() for r in several}.values())
        if records:
            s.write(answer(records))
        for missing in (wanted for wanted, several in found.items() if not several):
            total = s.ip.trademarks.reader.info().records
            s.tell(Problem("show.none", {"value": missing, "records": f"{total:,}"}))
        if not all(found.values()):
            raise typer.Exit(FAILED)


def answer(records: Sequence[Trademark]) -> Answer:
    """Records in every form; the JSON of a single one is its canonical form, of several a list of them."""

    def view(lang: Lang) -> Iterable[RenderableType]:
        from ipsearch.cli.recordview import records_view  # noqa: PLC0415 - Rich is only needed for tables

        return records_view(records, lang)

    return Answer(
        objects=tuple(map(msgspec.json.encode, records)),
        header=HEADER,
        rows=lambda: (
            (*(getattr(r, name) for name in HEADER[:-1]), tuple(p.name or p.name_en for p in r.applicants))
            for r in records
        ),
        view=view,
        listed=len(records) > 1,
    )
