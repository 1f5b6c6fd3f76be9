"""Patents on a terminal: lists with what was found marked, statistics, explanations, whole documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ipsearch.cli.draw import columns, indented
from ipsearch.cli.harmless import plain
from ipsearch.cli.patents import compared, further, remark_text, statement
from ipsearch.cli.patentterms import term
from ipsearch.cli.words import number, say
from ipsearch.documents.patent import best_text
from ipsearch.errors import Lang
from ipsearch.patents.report import (
    CitedView,
    EventView,
    Excerpt,
    Explanation,
    FacetCounts,
    FacetValue,
    Found,
    PatentHit,
    PatentPage,
    PatentView,
    SimilarList,
)
from ipsearch.records import DELETED, EQUIVALENT, Filing, LegalEvent, Party, Patent, Related, claims_of

MARKED = "bold yellow"
STATUS_STYLE = {"granted": "green", "pending": "yellow", "unknown": "dim"}
SHOWN_LINKS = 15
REQUEST_SHOWN = 600
"""Characters of an engine's request in a table; JSON has the whole."""


def page_view(page: PatentPage, lang: Lang) -> Iterator[RenderableType]:
    """A page: the documents, the statistics, the statement of what was searched."""
    for i, hit in enumerate(page.hits, 1):
        yield from _hit(i, hit, lang)
    for facet in page.facets if page.total else ():
        yield Text()
        yield from _facet(facet, lang)
    yield Text()
    for sentence in statement(page, lang):
        yield Text(plain(sentence))
    for sentence in further(page, lang):
        yield Text(sentence, style="dim")


def _hit(place: int, hit: PatentHit, lang: Lang) -> Iterator[RenderableType]:
    head = Text(hit.id, style="bold")
    title = next((one for one in hit.excerpts if one.field == "title" and one.text == hit.title), None)
    head.append("  ")
    head.append_text(_marked(title) if title else Text(plain(hit.title), style="not bold"))
    line = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    line.add_row(f"{place}", head)
    yield line
    status = Text(say(f"patent.status.{hit.status}", lang), style=STATUS_STYLE.get(hit.status, "red"))
    members = say("search.members", lang, count=hit.family_size) if hit.family_size else ""
    facts = (
        str(hit.publication_date or ""),
        ", ".join(map(plain, hit.applicants[:3])),
        ", ".join(hit.ipc[:3]),
        members,
    )
    yield indented(Text(" · ").join([*(Text(fact) for fact in facts if fact), status]), 3)
    for one in hit.excerpts:
        if one is not title:
            # No space in Chinese: a line would be broken there, because the text behind it is one long word.
            text = Text(_place(one, lang) + ("：" if lang == "zh" else ": "), style="dim")
            text.append_text(_marked(one))
            yield indented(text, 3)


def _marked(excerpt: Excerpt) -> Text:
    text = Text(plain(excerpt.text))
    for mark in excerpt.marks:
        text.stylize(MARKED, mark.start, mark.end)
    return text


def _place(excerpt: Excerpt, lang: Lang) -> str:
    if excerpt.claim:
        return say("place.claim", lang, number=excerpt.claim)
    if excerpt.paragraph:
        return say("place.paragraph", lang, number=excerpt.paragraph)
    return say(f"place.{excerpt.field}", lang)


def _facet(facet: FacetCounts, lang: Lang) -> Iterator[RenderableType]:
    counted = "priority_year" if (facet.facet, facet.basis) == ("year", "family") else facet.facet
    name, basis = say(f"facet.{counted}", lang), say(f"facet.basis.{facet.basis}", lang)
    yield Text(say("facet.title", lang, facet=name, basis=basis, distinct=number(facet.distinct)), style="bold")
    most = max((value.count for value in facet.values), default=1)
    table = columns()
    table.add_column(overflow="fold")
    table.add_column(justify="right")
    table.add_column()
    for value in facet.values:
        bar = Text("█" * max(1, round(24 * value.count / most)), style="dim" if value.value in facet.lag else "")
        table.add_row(plain(_value(facet.facet, value, lang)), number(value.count), bar)
    yield table
    if facet.lag:
        yield Text(say("facet.lag", lang, years=", ".join(facet.lag)), style="dim")


def _value(facet: str, value: FacetValue, lang: Lang) -> str:
    """A value of a statistic in words."""
    if facet in ("status", "type"):
        return say(f"patent.{facet}.{value.value}", lang)
    return term("event", value.value, lang) if facet == "event" else value.label


def explanation_view(explanation: Explanation, lang: Lang) -> Iterator[RenderableType]:
    """An explanation: reading, remarks, the other dialects with their losses, the request."""
    yield Text(say("explain.reading", lang), style="bold")
    yield indented(Text(f"{explanation.dialect} ({explanation.confidence:.0%}): {plain(explanation.reading)}"), 2)
    if explanation.guesses:
        guesses = ", ".join(f"{name} {sure:.0%}" for name, sure in explanation.guesses.items())
        yield indented(Text(say("explain.guesses", lang, guesses=guesses), style="dim"), 2)
    for remark in explanation.remarks:
        yield indented(Text(remark_text(remark, lang)), 2)
    yield Text(say("explain.dialects", lang), style="bold")
    table = columns()
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for one in explanation.dialects:
        text = Text(plain(one.text))
        for loss in one.losses:
            said = loss.text_zh if lang == "zh" else loss.text_en
            text.append("\n" + say("explain.loss", lang, text=said), style="yellow")
        table.add_row(one.dialect, text)
    yield table
    if explanation.engine:
        yield Text(say("explain.engine", lang), style="bold")
        request = plain(explanation.engine)
        cut = request if len(request) <= REQUEST_SHOWN else f"{request[:REQUEST_SHOWN]} … (--format json)"
        yield indented(Text(cut, style="dim"), 2)


def similar_view(found: SimilarList, lang: Lang) -> Iterator[RenderableType]:
    """Similar documents, best first, with the reasons."""
    yield Text(say("similar.words", lang, words=", ".join(found.words)))
    if not found.compared:
        yield Text(say("search.nothing", lang))
    for i, one in enumerate(found.results, 1):
        yield from _hit(i, one.hit, lang)
        for reason in one.reasons:
            what = ", ".join(reason.what[:8])
            text = say(f"similar.reason.{reason.kind}", lang, what=what, score=f"{reason.score:.2f}")
            yield indented(Text("· " + plain(text), style="dim"), 3)
    yield Text()
    yield Text(compared(found, lang))


def found_view(found: Found, lang: Lang) -> Iterator[RenderableType]:
    """What a number names, with how it was read."""
    steps = found.steps_zh if lang == "zh" else found.steps_en
    if steps:
        yield Text(say("show.steps", lang, steps="; ".join(steps)), style="dim")
    if found.check == "wrong":
        yield Text(say("show.check_wrong", lang), style="yellow")
    if found.ambiguous:
        yield Text(say("show.ambiguous", lang), style="yellow")
    for i, view in enumerate(found.views):
        if i:
            yield Text()
        yield from document_view(view, lang)


def document_view(view: PatentView, lang: Lang) -> Iterator[RenderableType]:
    """One document: its facts, its family, citations both ways, legal events with the newest first."""
    record = view.record
    yield Text(record.id, style="bold")
    if DELETED in record.notes:
        yield Text(say("show.deleted", lang), style="yellow")
    yield _facts(view, lang)
    sections: tuple[tuple[str, int, Sequence[str]], ...] = (
        ("show.family", len(view.family), [_joined(one.id, one.publication_date, one.title) for one in view.family]),
        ("show.cited", len(view.cited), [_cited(one, lang) for one in view.cited]),
        ("show.cited_by", view.cited_by_total, [f"{hit.id}  {hit.title}" for hit in view.cited_by]),
        ("show.events", len(view.events), [_event(one.event, one.kind, lang) for one in _newest_first(view.events)]),
    )  # fmt: skip
    for key, count, lines in sections:
        if count:
            yield Text(say(key, lang, count=number(count)), style="bold")
            for line in lines[:SHOWN_LINKS]:
                yield indented(Text(plain(line)), 2)
            if count > SHOWN_LINKS:
                yield indented(Text("…"), 2)


def _newest_first(events: Sequence[EventView]) -> list[EventView]:
    return sorted(events, key=lambda one: one.event.date or dt.date.min)[::-1]


def _event(event: LegalEvent, kind: str, lang: Lang) -> str:
    said = f"[{term('event', kind, lang)}]" if kind else ""
    parts = (str(event.date or "          "), event.country, event.code, said, event.text)
    return "  ".join(part for part in parts if part)


def _facts(view: PatentView, lang: Lang) -> Table:
    record = view.record
    table = columns()
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    rows: list[tuple[str, list[str]]] = [("title", [f"{text}  ({name})" for name, text in record.title.items()])]
    rows.append(("type", [say(f"patent.type.{record.type}", lang)]))
    rows.append(("status", [_status(view, lang)]))
    for name in ("original", "publication_date", "grant_date", "expiry_date", "family_id", "extended_family_id"):
        rows.append((name, [str(value)] if (value := getattr(record, name)) else []))
    rows.append(("application", [_filing(record.application)] if record.application else []))
    rows.append(("priorities", [_filing(one) for one in record.priorities]))
    for name in ("applicants", "owners", "inventors", "agents", "examiners"):
        rows.append((name, [_party(one) for one in getattr(record, name)]))
    for name in ("ipc", "cpc", "locarno", "national", "designated", "keywords"):
        rows.append((name, [", ".join(getattr(record, name))] if getattr(record, name) else []))
    rows.append(("related", [*_relations(record, lang)]))
    rows.append(("abstract", [best_text(record.abstract)] if record.abstract else []))
    rows.append(("claims", [_claims(view, language, lang) for language in record.claims]))
    paragraphs = [
        say("patent.in_language", lang, language=name, what=say("patent.paragraphs", lang, count=len(parts)))
        for name, parts in record.description.items()
    ]
    rows.append(("description", paragraphs))
    rows.append(("notes", list(record.notes)))
    for name, lines in rows:
        if lines:
            table.add_row(say(f"patent.field.{name}", lang), "\n".join(map(plain, lines)))
    return table


def _status(view: PatentView, lang: Lang) -> str:
    status, event = view.status, view.status.event
    values = {"code": event.code, "date": event.date or "-", "text": event.text} if event else {}
    text = f"{say(f'patent.status.{status.status}', lang)} · {say(f'patent.rule.{status.rule}', lang, **values)}"
    return f"{text} · {say('patent.as_of', lang, date=status.as_of)}" if status.as_of else text


def _claims(view: PatentView, language: str, lang: Lang) -> str:
    claims = claims_of(view.record, language)
    independent = ", ".join(str(one.number) for one in claims if not one.depends_on)
    count = say("patent.claims", lang, count=len(claims))
    told = say("patent.claims_told", lang, count=count, independent=say("show.independent", lang, numbers=independent))
    return say("patent.in_language", lang, language=language, what=told)


def _filing(one: Filing) -> str:
    parts = (one.country + one.number + one.kind, f"({one.original})" if one.original else "", str(one.date or ""))
    return " ".join(part for part in parts if part)


def _party(one: Party) -> str:
    return " · ".join(part for part in (one.name, one.name_en, one.address, one.country, one.identifier) if part)


def _relations(record: Patent, lang: Lang) -> Iterator[str]:
    """A line each, but members of the family, which may be hundreds, in one."""
    yield from (_related(one, lang) for one in record.related if one.kind != EQUIVALENT)
    if members := ", ".join(one.document for one in record.related if one.kind == EQUIVALENT):
        yield f"{term('relation', EQUIVALENT, lang)} {members}"


def _related(one: Related, lang: Lang) -> str:
    return " ".join(part for part in (term("relation", one.kind, lang), one.document, str(one.date or "")) if part)


def _cited(one: CitedView, lang: Lang) -> str:
    cited, phase = one.citation, term("phase", one.citation.phase, lang)
    return _joined(cited.document or cited.text, cited.category, phase, one.title)


def _joined(*parts: object) -> str:
    return "  ".join(str(part) for part in parts if part)
