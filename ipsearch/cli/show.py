"""``ipsearch show ID...``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from ipsearch.backends.base import Reader
from ipsearch.cli import arguments as given
from ipsearch.cli.arguments import Format, Library
from ipsearch.cli.exits import FAILED
from ipsearch.cli.output import Answer, Row
from ipsearch.cli.session import session
from ipsearch.engine import Ipsearch
from ipsearch.errors import Lang, Problem
from ipsearch.patents.report import Found
from ipsearch.records import Trademark

if TYPE_CHECKING:
    from rich.console import RenderableType

HEADER = (
    "id", "mark", "office", "application_number", "registration_number", "kind", "classes", "groups", "status",
    "application_date", "registration_date", "expiry_date", "termination_date", "applicants",
)  # fmt: skip
PATENT_HEADER = (
    "id", "title", "type", "status", "publication_date", "application_number", "application_date", "applicants",
    "inventors", "ipc", "family", "cited", "cited_by", "events",
)  # fmt: skip


def show(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Any number, in any of its forms. 编号")],
    library: given.Only = None,
    engine: given.Engine = None,
    form: given.Output = None,
    lang: given.Speak = None,
) -> None:
    """查看: show whole records by number, trade marks and patents.

    Any number of a record will do: 8911270, CN8911270, CN-8911270-09; CN102025678A, 200910190429.0, US-7,650,331 B1,
    WO2010/123456, an application or priority number.
    """
    with session(engine, form, lang) as s:
        searched = [one for one in Library if library in (None, one) and s.ip.loaded(one.family)]
        if not searched:
            _reader(s.ip, library or Library.trademarks)  # raises the error that says what to do
        marks, documents = [], []
        missing: list[str] = []
        for wanted in ids:
            several = s.ip.trademarks.show(wanted) if Library.trademarks in searched else ()
            found = s.ip.patents.show(wanted) if Library.patents in searched else None
            marks += [one for one in several if one not in marks]
            if found is not None and found.views:
                documents.append(found)
            elif not several:
                missing.append(wanted)
        if documents:
            s.write(documents_answer(documents, marks))
            if marks and s.form is Format.csv:
                s.write(answer(marks))
        elif marks:
            s.write(answer(marks))
        for wanted in missing:
            for one in searched:
                from ipsearch.patents.documents import not_found  # noqa: PLC0415 - the analysis of patents, only for this

                records = _reader(s.ip, one).info().records
                patents = one is Library.patents
                values: dict[str, object] = {"value": wanted, "records": f"{records:,}"}
                s.tell(not_found(wanted, records) if patents else Problem("show.none", values))
        if missing:
            raise typer.Exit(FAILED)


def _reader(ip: Ipsearch, library: Library) -> Reader:
    return ip.patents.reader if library is Library.patents else ip.trademarks.reader


def answer(records: Sequence[Trademark]) -> Answer:
    """Trade marks in every form; the JSON of a single one is its canonical form, of several a list of them."""

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


def documents_answer(documents: Sequence[Found], marks: Sequence[Trademark]) -> Answer:
    """Patents in every form, and in those without columns the trade marks with the same numbers before them."""

    def view(lang: Lang) -> Iterable[RenderableType]:
        from rich.text import Text  # noqa: PLC0415 - Rich is only needed for tables

        from ipsearch.cli.patentview import found_view  # noqa: PLC0415
        from ipsearch.cli.recordview import records_view  # noqa: PLC0415

        if marks:
            yield from records_view(marks, lang)
            yield Text()
        for i, one in enumerate(documents):
            if i:
                yield Text()
            yield from found_view(one, lang)

    return Answer(
        objects=(*map(msgspec.json.encode, marks), *map(msgspec.json.encode, documents)),
        header=PATENT_HEADER,
        rows=lambda: _rows(documents),
        view=view,
        listed=len(marks) + len(documents) > 1,
    )


def _rows(documents: Sequence[Found]) -> Iterable[Row]:
    from ipsearch.documents.patent import best_text  # noqa: PLC0415 - the analysis of patents, only for these columns

    for view in (view for one in documents for view in one.views):
        record, application = view.record, view.record.application
        yield (
            record.id, best_text(record.title), record.type, view.status.status, record.publication_date,
            application.number if application else "", application.date if application else None,
            tuple(one.name for one in record.applicants), tuple(one.name for one in record.inventors), record.ipc,
            tuple(one.id for one in view.family), len(view.cited), view.cited_by_total, len(view.events),
        )  # fmt: skip
