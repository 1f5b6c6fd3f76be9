"""A document of the European Patent Register, as OPS answers it: bibliography, events, procedural steps, status."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from indexers.officevalues import Notes
from indexers.patents.exchange import read_exchange
from indexers.patents.symbols import class_symbol, unique
from indexers.patents.xmltext import day
from indexers.xmlstream import Element, find, find_all, text, texts
from ipsearch.records import LegalEvent, Patent

_SEPARATORS = re.compile(r"\s*(?:,|//|;)\s*")


def read_register(document: Element) -> Patent:
    """The record: numbered and kinded as the latest publication that the register names."""
    notes: Notes = []
    record = read_exchange(document)
    status = find(document, "ep-patent-statuses/ep-patent-status")
    biblio = find(document, "bibliographic-data")
    ipc = texts(document if biblio is None else biblio, "classifications-ipcr/classification-ipcr/text")
    return msgspec.structs.replace(
        record,
        ipc=unique([class_symbol(one) for value in ipc[:1] for one in _SEPARATORS.split(value)]),
        status="" if status is None else (status.text or "").strip(),
        status_date=None if status is None else day(status.get("change-date") or "", "change-date", notes),
        events=(*_events(document, notes), *_lapses(document, notes)),
        notes=(*record.notes, *notes),
    )


def _events(document: Element, notes: Notes) -> Iterator[LegalEvent]:
    for event in find_all(document, "events-data/dossier-event"):
        yield LegalEvent(
            text(event, "event-code"),
            day(text(event, "event-date/date"), "event-date", notes),
            text(event, "event-text"),
        )
    for step in find_all(document, "procedural-data/procedural-step"):
        yield LegalEvent(
            text(step, "procedural-step-code"),
            day(text(step, "procedural-step-date/date"), "procedural-step-date", notes),
            "; ".join(texts(step, "procedural-step-text")),
        )


def _lapses(document: Element, notes: Notes) -> Iterator[LegalEvent]:
    """Lapses in contracting states, from the latest list."""
    latest = find(document, "bibliographic-data/term-of-grant")
    for one in find_all(latest, "lapsed-in-country") if latest is not None else ():
        yield LegalEvent(
            "PG25", day(text(one, "date"), "date", notes), "lapsed", country=text(one, "country"), impact="-"
        )
