"""What happened to the right, by the elements that bibliographies of WIPO ST.36 have for it.

DOCDB tells days of public availability alone. The European Patent Register has the steps that it knows a day of; a
European full text may have all of these in place of an ``SDOBI`` (DTD ``ep-patent-document``, EPO, version 1.5).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from indexers.officevalues import Notes, joined
from indexers.patents.exchange_parties import read_people
from indexers.patents.steps import st36_steps
from indexers.patents.xmltext import day, flat
from indexers.xmlstream import Element, find_all, local_name, text, texts
from ipsearch.records import LegalEvent, document_name

_GRANTS = ("printed-with-grant", "not-printed-with-grant")
_TERM = ("term-of-grant", "dates-of-public-availability/term-of-grant")


def read_grant_date(body: Element, notes: Notes) -> dt.date | None:
    """The date of grant; the other dates on which something became public are noted, with where it was announced."""
    granted: dt.date | None = None
    for one in find_all(body, "dates-of-public-availability/*"):
        name = local_name(one)
        raw = text(one, "document-id/date") or text(one, "date")
        if name in _GRANTS:
            granted = granted or day(raw, name, notes)
        elif name != "term-of-grant" and (value := _announced(one, raw) or flat(one)):
            notes.append(f"{name}:{value}")
    return granted


def _announced(one: Element, raw: str) -> str:
    """Number of the gazette, document, day and text; a day alone, as most have it, is that alone."""
    return joined(text(one, "gazette-num"), _document(one), raw, text(one, "text"))


def _document(one: Element) -> str:
    number = text(one, "document-id/doc-number")
    return document_name(text(one, "document-id/country"), number, text(one, "document-id/kind")) if number else ""


def read_events(body: Element, country: str, notes: Notes) -> Iterator[LegalEvent]:
    """Dated steps, then lapses. Opponents and licensees, whose days are not told, are noted."""
    yield from st36_steps(body, notes)
    for term in (one for path in _TERM for one in find_all(body, path)):
        for one in find_all(term, "lapse-of-patent/document-id"):
            date = day(text(one, "date"), "lapse-of-patent", notes)
            state = text(one, "country")
            kind = "lapse" if state in ("", country) else "national_lapse"
            yield LegalEvent(date=date, text="lapsed", country=state, impact="-", kind=kind)
        notes.extend(f"length-of-grant:{value}" for value in texts(term, "length-of-grant"))
        notes.extend(f"term-of-grant:{value}" for value in texts(term, "text"))
    notes.extend(f"opponent:{party.name}" for party in read_people(body, "opposition-data/opponent"))
    for data in find_all(body, "licensee-data"):
        states = " ".join(texts(data, "effective-in/country"))
        notes.extend(f"licensee:{joined(one.name, states)}" for one in read_people(data, "licensee"))
