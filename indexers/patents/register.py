"""A document of the European Patent Register, as OPS answers it: bibliography, events, procedural steps, status.

The register is about an application and shows the history of every entry; the entry that was changed last is in force.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from indexers.officevalues import Notes
from indexers.patents.exchange import read_exchange
from indexers.patents.exchange_numbers import from_epodoc, from_joined, read_filing
from indexers.patents.exchange_parties import latest
from indexers.patents.symbols import patent_type
from indexers.patents.xmltext import day, flat
from indexers.xmlstream import Element, find, find_all, local_name, text, texts
from ipsearch.errors import InputError
from ipsearch.records import Filing, LegalEvent, Patent, Related, document_name

_ASKED = re.compile(r"(?:publication|pn)\s*=\s*\"?([A-Z]{2}[\dA-Z.]+)\"?\s*\Z", re.IGNORECASE)
_OFFICE = "EP"


def read_register(document: Element) -> Patent:
    """The record: numbered and kinded as the latest European publication that the register names.

    Answers with events or steps alone name no document; it is the one that was asked for, if there is only one. Raises
    ``InputError`` ``record.no_document_number``.
    """
    notes: Notes = []
    biblio = find(document, "bibliographic-data")
    record = read_exchange(document) if biblio is not None else _asked_for(document)
    status = latest(find_all(document, "ep-patent-statuses/ep-patent-status"))
    record = msgspec.structs.replace(
        record,
        status="" if status is None else flat(status),
        status_date=None if status is None else day(status.get("change-date") or "", "change-date", notes),
        events=(*record.events, *_events(document, notes), *_lapses(document, notes)),
    )
    if biblio is not None:
        record = _published(record, biblio, notes)
        divided = dict.fromkeys((*record.related, *_divisions(biblio)))
        record = msgspec.structs.replace(record, related=tuple(divided))
    return msgspec.structs.replace(record, notes=tuple(dict.fromkeys((*record.notes, *notes))))


def _asked_for(document: Element) -> Patent:
    search = next((above for above in document.iterancestors() if local_name(above) == "register-search"), None)
    alone = search is not None and search.get("total-result-count") == "1"
    asked = _ASKED.match(text(search, "query")) if search is not None and alone else None
    filing = from_joined(asked[1].upper().replace(".", "")) if asked else Filing()
    if not filing.number:
        raise InputError("record.no_document_number")
    kind = filing.kind
    return Patent(country=filing.country, number=filing.number, kind=kind, type=patent_type(filing.country, kind))


def _published(record: Patent, biblio: Element, notes: Notes) -> Patent:
    """The record under its latest European publication; earlier and international ones are related."""
    filings = [read_filing([one], notes) for one in find_all(biblio, "publication-reference")]
    own = sorted((one for one in filings if one.country == _OFFICE and one.number), key=_date)
    if not own:
        return record
    last = own[-1]
    related = [Related("earlier_publication", one.name, one.date) for one in own[:-1] if one.name != last.name]
    related += [Related("pct_publication", one.name, one.date) for one in filings if one.country == "WO"]
    applied = [read_filing([one], notes) for one in find_all(biblio, "application-reference")]
    related += [Related("pct_application", one.name, one.date) for one in applied if one.country == "WO"]
    grant = next((one.date for one in own if one.kind.startswith("B")), None)
    return msgspec.structs.replace(
        record,
        country=last.country,
        number=last.number,
        kind=last.kind,
        type=patent_type(last.country, last.kind),
        publication_date=last.date,
        grant_date=grant,
        application=next((one for one in applied if one.country == _OFFICE), record.application),
        related=tuple(dict.fromkeys(related)),
    )


def _divisions(biblio: Element) -> Iterator[Related]:
    """The application that this one is divided out of, and those divided out of it, by publication if there is one.

    Of a relation one side is empty. Not yet published, an application has its own number in place of a publication's.
    """
    for kind, name in (("division", "parent-doc"), ("divisional_application", "child-doc")):
        for one in find_all(biblio, f"related-documents/division/relation/{name}"):
            identities = find_all(one, "document-id")
            numbers = {identity.get("document-id-type"): text(identity, "doc-number") for identity in identities}
            country = next((found for identity in identities if (found := text(identity, "country"))), _OFFICE)
            applied, published = numbers.get("application number", ""), numbers.get("publication number", "")
            if published and published != applied:
                yield Related(kind, document_name(country, published))
            elif applied:
                known = from_epodoc(country + applied)
                yield Related(kind, document_name(known.country, known.number, known.kind))


def _date(filing: Filing) -> dt.date:
    return filing.date or dt.date.min


def _events(document: Element, notes: Notes) -> Iterator[LegalEvent]:
    for event in find_all(document, "events-data/dossier-event"):
        yield LegalEvent(
            text(event, "event-code"),
            day(text(event, "event-date/date"), "event-date", notes),
            "; ".join(texts(event, "event-text")),
        )
    for step in find_all(document, "procedural-data/procedural-step"):
        dates = [(one.get("step-date-type") or "", text(one, "date")) for one in find_all(step, "procedural-step-date")]
        further = [f"{name.lower().replace('_', ' ')}: {raw}" for name, raw in dates[1:] if raw]
        limit = [f"{text(one)} {one.get('time-limit-unit') or ''}".strip() for one in find_all(step, "time-limit")]
        yield LegalEvent(
            text(step, "procedural-step-code"),
            day(dates[0][1], "procedural-step-date", notes) if dates else None,
            "; ".join([*texts(step, "procedural-step-text"), *texts(step, "procedural-step-result"), *further, *limit]),
        )


def _lapses(document: Element, notes: Notes) -> Iterator[LegalEvent]:
    """Lapses in contracting states, from the latest list. The register gives them no code."""
    newest = latest(find_all(document, "bibliographic-data/term-of-grant"))
    for one in find_all(newest, "lapsed-in-country") if newest is not None else ():
        yield LegalEvent(
            date=day(text(one, "date"), "lapsed-in-country", notes),
            text="lapsed",
            country=text(one, "country"),
            impact="-",
            kind="national_lapse",
        )
