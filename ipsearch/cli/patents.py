"""``ipsearch search|explain|similar|export``."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipsearch.cli import arguments as given
from ipsearch.cli.arguments import Format, Library, parse_limit, split_list
from ipsearch.cli.output import Answer
from ipsearch.cli.progress import progress
from ipsearch.cli.session import session
from ipsearch.cli.telling import tell
from ipsearch.cli.words import dated, number, say
from ipsearch.errors import Lang
from ipsearch.patents.report import COLUMNS, Explanation, PatentPage, Remark, Searched, SimilarList, row_of

if TYPE_CHECKING:
    from rich.console import RenderableType

SHOWN = 20
MOST_SHOWN = 10_000
"""What ``--limit all`` is for one page; `export` writes everything."""


Query = Annotated[str, typer.Argument(metavar="QUERY", help="The query, in any of the dialects. 检索式")]
Dialect = Annotated[
    str | None,
    typer.Option(metavar="D", help="cql, incopat, patsnap, cnipa, brs or simple; recognised by default. 检索语法"),
]
Sort = Annotated[
    str, typer.Option(metavar="F", help="relevance, pd, ad, prd, gd or id; pd:asc for the oldest first. 排序")
]
Family = Annotated[bool, typer.Option("--family", help="Show each simple family once. 按简单同族合并")]


def search(
    query: Query,
    dialect: Dialect = None,
    facet: Annotated[
        list[str] | None, typer.Option("--facet", metavar="F", help="Statistics: year, applicant, ipc4 ... 统计")
    ] = None,
    family: Family = False,
    sort: Sort = "",
    limit: given.Limit = None,
    after: Annotated[str, typer.Option(metavar="CURSOR", help="Go on where a page ended. 下一页")] = "",
    engine: given.Engine = None,
    form: given.Output = None,
    lang: given.Speak = None,
) -> None:
    """专利检索: every patent document that a query selects, with exact counts.

    Paste the query that worked in Espacenet, incoPat, PatSnap, CNIPA's system or the USPTO's.
    """
    with session(engine, form, lang) as s:
        page = s.ip.patents.search(
            query, dialect=dialect, limit=_rows(limit), sort=sort, after=after, family=family, facets=split_list(facet)
        )
        s.write(answer(page))


def explain(
    query: Query,
    dialect: Dialect = None,
    engine: given.Engine = None,
    form: given.Output = None,
    lang: given.Speak = None,
) -> None:
    """解释检索式: how a query is understood, the same in every other dialect, and the request to the engine."""
    with session(engine, form, lang) as s:
        explanation = s.ip.patents.explain(query, dialect=dialect, loaded=s.ip.loaded(Library.patents.family))
        s.write(explained(explanation, s.lang))


def similar(
    number_: Annotated[str, typer.Argument(metavar="NUMBER", help="Any number of the document. 专利号")],
    limit: given.Limit = None,
    engine: given.Engine = None,
    form: given.Output = None,
    lang: given.Speak = None,
) -> None:
    """相似专利: documents similar to one, with the reasons."""
    with session(engine, form, lang) as s:
        s.write(similars(s.ip.patents.similar(number_, limit=_rows(limit))))


def export(
    query: Query,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=".csv, .ndjson, .xlsx, .bib or .ris. 输出文件")],
    dialect: Dialect = None,
    family: Family = False,
    sort: Sort = "id",
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an interrupted export. 继续中断的导出")] = False,
    engine: given.Engine = None,
    lang: given.Speak = None,
) -> None:
    """导出: everything that a query selects, streamed to a file, without a cap."""
    from ipsearch.patents.export import ExportOptions  # noqa: PLC0415 - only this command writes files
    from ipsearch.patents.export import export as write_all  # noqa: PLC0415

    with session(engine, Format.ndjson, lang) as s, progress() as update:
        began = time.monotonic()
        options = ExportOptions(dialect=dialect, sort=sort, family=family, resume=resume)
        page = s.ip.patents.search(query, dialect=dialect, limit=0, marks=False)
        count = 0
        for count in write_all(s.ip.patents, query, out, options):
            rate = number(count / max(time.monotonic() - began, 0.001))
            update(count, max(page.total, 1), say("export.progress", s.lang, count=number(count), rate=rate))
        for sentence in understood(page, s.lang):
            tell(sentence)
        tell(say("export.done", s.lang, count=number(count), out=out))


def _rows(limit: str | None) -> int:
    """Rows of a page; ``all`` stands for :data:`MOST_SHOWN`."""
    shown = parse_limit(limit, SHOWN)
    return MOST_SHOWN if shown is None else shown


def answer(page: PatentPage) -> Answer:
    """A page in every form."""

    def view(lang: Lang) -> Iterable[RenderableType]:
        from ipsearch.cli.patentview import page_view  # noqa: PLC0415 - Rich is only needed for tables

        return page_view(page, lang)

    return Answer(
        objects=(page.to_json(),),
        header=COLUMNS,
        rows=lambda: map(row_of, page.hits),
        view=view,
        note=lambda lang: " ".join((*statement(page, lang), *_beside_the_rows(page, lang))),
    )


def explained(explanation: Explanation, lang: Lang) -> Answer:
    """An explanation in every form. ``lang`` is the language of the losses in CSV."""

    def view(spoken: Lang) -> Iterable[RenderableType]:
        from ipsearch.cli.patentview import explanation_view  # noqa: PLC0415 - Rich is only needed for tables

        return explanation_view(explanation, spoken)

    return Answer(
        objects=(explanation.to_json(),),
        header=("dialect", "text", "losses"),
        rows=lambda: (
            (one.dialect, one.text, tuple(loss.text_zh if lang == "zh" else loss.text_en for loss in one.losses))
            for one in explanation.dialects
        ),
        view=view,
        note=lambda spoken: " ".join(understood(explanation, spoken)),
    )


def similars(found: SimilarList) -> Answer:
    """A list of similar documents in every form."""

    def view(lang: Lang) -> Iterable[RenderableType]:
        from ipsearch.cli.patentview import similar_view  # noqa: PLC0415 - Rich is only needed for tables

        return similar_view(found, lang)

    return Answer(
        objects=(found.to_json(),),
        header=("score", *COLUMNS, "reasons"),
        rows=lambda: (
            (one.score, *row_of(one.hit), tuple(f"{reason.kind}:{reason.score}" for reason in one.reasons))
            for one in found.results
        ),
        view=view,
        note=lambda lang: compared(found, lang),
    )


def understood(read: PatentPage | Explanation, lang: Lang) -> Iterable[str]:
    """How the query was read and what was noticed, in sentences."""
    key = "search.read_declared" if read.confidence == 1 else "search.read"
    yield say(key, lang, dialect=read.dialect, confidence=f"{read.confidence:.0%}", reading=read.reading)
    for remark in read.remarks:
        yield remark_text(remark, lang)


def statement(page: PatentPage, lang: Lang) -> Iterable[str]:
    """How the query was read, what was noticed, and what was searched, in sentences."""
    yield from understood(page, lang)
    if not page.total:
        yield say("search.nothing", lang)
    elif page.families is not None:
        counts = {"families": number(page.families), "total": number(page.total), "shown": number(len(page.hits))}
        yield say("search.families", lang, **counts)
    else:
        yield say("search.total", lang, total=number(page.total), shown=number(len(page.hits)))
    searched = page.searched
    yield say(
        "search.searched",
        lang,
        records=number(searched.records),
        claims=number(searched.with_claims),
        description=number(searched.with_description),
        dated=_since(searched, lang),
        ms=f"{page.took_ms:.0f}",
    )


def _beside_the_rows(page: PatentPage, lang: Lang) -> Iterable[str]:
    """What a table of the documents alone leaves out."""
    if page.facets:
        yield say("search.facets_elsewhere", lang)
    yield from further(page, lang)


def further(page: PatentPage, lang: Lang) -> Iterable[str]:
    """How the next page is asked for, if there is one."""
    if page.cursor:
        yield say("search.more", lang, cursor=page.cursor)


def compared(found: SimilarList, lang: Lang) -> str:
    """What was compared, in a sentence."""
    counts = {"records": found.searched.records, "compared": found.compared, "shown": len(found.results)}
    values = {name: number(count) for name, count in counts.items()}
    return say("similar.compared", lang, **values, dated=_since(found.searched, lang))


def _since(searched: Searched, lang: Lang) -> str:
    """How old the data is, inside a sentence."""
    text = dated(searched.as_of, lang)
    return text[0].lower() + text[1:]


def remark_text(remark: Remark, lang: Lang) -> str:
    """A remark as a sentence."""
    text = remark.text_zh if lang == "zh" else remark.text_en
    return say("search.warning" if remark.level == "warning" else "search.note", lang, text=text)
