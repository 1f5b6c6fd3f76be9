"""Source ``uspto-patents``: US grants and applications since 2005, ``us-patent-grant`` and ``us-patent-application``
v4.0-v4.7.

A weekly file holds some thousand documents one after another; sequence listings between them belong to the document
before and are left aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from indexers.base import Reading, Source, Unit
from indexers.files import Blob
from indexers.officevalues import Notes, joined
from indexers.patents.exchange_citations import literature
from indexers.patents.exchange_parties import address_of
from indexers.patents.symbols import class_symbol, cpc_of, from_parts, unique
from indexers.patents.tables import date_of
from indexers.patents.uspto_values import (
    RELATIONS,
    SEQUENCES,
    application_name,
    document_number,
    english,
    filing,
    foreign_number,
    ipc_symbol,
    phase_of,
    priority,
    right,
    us_class,
)
from indexers.patents.xmlsplit import read_documents, root_of
from indexers.patents.xmltext import blocks, day, flat, is_deleted, linked_claim, paragraphs, person_name
from indexers.xmlstream import Element, find, find_all, local_name, text, texts
from ipsearch.errors import InputError
from ipsearch.records import Citation, Claim, Filing, Party, Patent, Related, document_name

_CLASSES = ("main-classification", "further-classification")
_ALL_CLASSES = (*_CLASSES, "additional-info", "linked-indexing-code-group/*", "unlinked-indexing-code")
_NEW_APPLICANTS = "us-parties/us-applicants/us-applicant"
_EXAMINERS = ("primary-examiner", "assistant-examiner", "authorized-officer")
_PERSONS = frozenset((*_EXAMINERS, "inventor", "deceased-inventor", "us-deceased-inventor"))


def read_document(document: Element) -> Patent:
    """The record of a ``us-patent-grant`` or ``us-patent-application``."""
    notes: Notes = []
    granted = local_name(document) == "us-patent-grant"
    body = find(document, "us-bibliographic-data-grant" if granted else "us-bibliographic-data-application")
    if body is None:
        raise InputError("record.no_document_number")
    printed = text(body, "publication-reference/document-id/doc-number")
    kind = text(body, "publication-reference/document-id/kind")
    if not printed:
        raise InputError("record.no_document_number")
    published = day(text(body, "publication-reference/document-id/date"), "publication-reference", notes)
    application = find(body, "application-reference")
    cpc, additional = _cpc(body)
    applicants, inventors = _applicants(body), _inventors(body)
    _note(body, notes)
    _note_applicants(body, (*applicants, *inventors), notes)
    return Patent(
        country=text(body, "publication-reference/document-id/country") or "US",
        number=document_number(printed),
        kind=kind,
        type=right((application.get("appl-type") or "") if application is not None else "", kind),
        original=printed,
        publication_date=published,
        grant_date=published if granted else None,
        application=_application(body, notes),
        priorities=tuple(_priorities(body, notes)),
        language=(document.get("lang") or "en").lower(),
        title=english(flat(find(body, "invention-title"))),
        abstract=english(" ".join(flat(one) for one in find_all(document, "abstract"))),
        claims=english(tuple(_claims(document))),
        description=english(tuple(_description(document))),
        applicants=applicants,
        owners=_people(body, "assignees/assignee"),
        inventors=inventors,
        agents=_agents(body),
        examiners=_examiners(body),
        ipc=_ipc(body),
        cpc=cpc,
        cpc_additional=additional,
        locarno=unique([value for name in _CLASSES for value in texts(body, f"classification-locarno/{name}")]),
        national=_national(body),
        citations=tuple(_citations(body)),
        related=tuple(_related(body, notes)),
        designated=unique(texts(body, "designation-of-states//country")),
        notes=tuple(notes),
    )


def _note(body: Element, notes: Notes) -> None:
    for path, name in (
        ("us-term-of-grant/us-term-extension", "term-extension-days"),
        ("us-term-of-grant/length-of-grant", "length-of-grant-years"), ("us-term-of-grant/text", "term"),
        ("us-term-of-grant/prior-disclosure-affidavit-filed", "prior-disclosure-affidavit"),
        ("us-parties/agents/customer-number", "customer-number"), ("parties/agents/customer-number", "customer-number"),
        ("us-parties/correspondence-address/customer-number", "customer-number"),
        ("parties/correspondence-address/customer-number", "customer-number"),
        ("us-related-documents/correction/type-of-correction", "correction"),
        ("us-related-documents/correction/text", "correction"),
        ("us-parties/us-applicants/us-applicant/us-rights", "us-rights"),
        ("parties/applicants/applicant/us-rights", "us-rights"),
        ("us-botanic/latin-name", "latin-name"), ("us-botanic/variety", "variety"),
        ("us-exemplary-claim", "exemplary-claim"), ("us-term-of-grant/lapse-of-patent", "lapse-of-patent"),
        ("hague-agreement-data/international-filing-date/date", "hague-filing-date"),
        ("hague-agreement-data/international-registration-publication-date/date", "hague-publication-date"),
        ("hague-agreement-data/international-registration-number", "hague-registration"),
        ("hague-agreement-data/international-registration-date/date", "hague-registration-date"),
        ("pct-or-regional-filing-data/us-371c124-date/date", "us-371-date"),
        ("pct-or-regional-filing-data/us-371c12-date/date", "us-371-date"), ("bio-deposit", "bio-deposit"),
        ("examiners/*/department", "art-unit"),
    ):  # fmt: skip
        notes.extend(f"{name}:{value}" for one in find_all(body, path) if (value := flat(one)))
    if (disclaimer := find(body, "us-term-of-grant/disclaimer")) is not None:
        notes.append("terminal-disclaimer")
        notes.extend([f"disclaimer:{value}"] if (value := literature(disclaimer)) else [])
    for combination in find_all(body, "classifications-cpc//combination-set"):
        ranks = (_symbol(one) for one in find_all(combination, "combination-rank/classification-cpc"))
        notes.append(f"combination-set:{joined(*ranks, by='; ')}")


def _note_applicants(body: Element, parties: Iterable[Party], notes: Notes) -> None:
    """Applicants who are neither kept as such nor inventors: the heirs of one, beside an assignee."""
    kept = {party.name for party in parties}
    others = (party.name for party in map(_person, _applied(body)) if party.name and party.name not in kept)
    notes.extend(f"applicant:{name}" for name in others)


def _application(body: Element, notes: Notes) -> Filing | None:
    raw = text(body, "application-reference/document-id/doc-number")
    date = day(text(body, "application-reference/document-id/date"), "application-reference", notes)
    return filing(raw, text(body, "us-application-series-code"), date)


def _priorities(body: Element, notes: Notes) -> Iterator[Filing]:
    for one in find_all(body, "priority-claims/priority-claim"):
        raw = text(one, "doc-number")
        country = text(one, "country")
        yield from priority(country, raw, day(text(one, "date"), "priority-claim", notes), notes)


def _claims(document: Element) -> Iterator[Claim]:
    for place, one in enumerate(find_all(document, "claims/claim"), 1):
        own = re.match(r"\d+", one.get("num") or "")  # cancelled claims may stand together: 00002-00005
        number = int(own[0]) if own and int(own[0]) else place
        references = (re.sub(r"\D", "", ref.get("idref") or "") for ref in one.iter("{*}claim-ref"))
        yield linked_claim(flat(one), number, references)


def _description(document: Element) -> Iterator[str]:
    for description in find_all(document, "description"):
        yield from paragraphs(blocks(description, frozenset(("p", "heading"))))


def _people(body: Element, path: str) -> tuple[Party, ...]:
    return tuple(party for one in find_all(body, path) if (party := _person(one)).name)


def _examiners(body: Element) -> tuple[Party, ...]:
    return tuple(party for role in _EXAMINERS for party in _people(body, f"examiners/{role}"))


def _person(one: Element) -> Party:
    """A party. Where an organisation has a person beside it, an inventor is the person and any other the organisation;
    who is not it stands before the address."""
    book = find(one, "addressbook")
    where = one if book is None else book
    names = [text(where, "orgname"), person_name(where)]
    if local_name(one) in _PERSONS:
        names.reverse()
    name, *beside = [value for value in names if value] or [text(where, "name") or flat(find(where, "text"))]
    department = "" if local_name(one) in _EXAMINERS else text(where, "department")
    address = joined(*beside, department, address_of(find(where, "address")))
    country = text(where, "address/country") or text(one, "residence/country")
    return Party(name, address=address, country=country if len(country) == 2 else "", identifier=_number(where))


def _number(where: Element) -> str:
    return text(where, "registered-number") or text(where, "iid")


def _applicants(body: Element) -> tuple[Party, ...]:
    """Until 2012 only inventors (or heirs) could apply: the assignee then is who the document belongs to.

    The newer form calls them applicants like all others.
    """
    new, found = find_all(body, _NEW_APPLICANTS), _applied(body)
    others = tuple(
        party for one in found if not (one.get("app-type") or "").endswith("inventor") and (party := _person(one)).name
    )
    owners = _people(body, "assignees/assignee")
    inventors = {party.name for party in _inventors(body)} if owners else set()
    if inventors.issuperset(party.name for party in others):
        others = ()
    return (others or owners if new else owners or others) or tuple(_person(one) for one in found)


def _inventors(body: Element) -> tuple[Party, ...]:
    """In the old form an applicant who is an inventor is told by ``app-type``; who died stands apart (v4.0 to v4.2)."""
    deceased = _people(body, "us-deceased-inventor")
    for path in ("us-parties/inventors", "parties/inventors"):
        every = [one for name in ("inventor", "deceased-inventor") for one in find_all(body, f"{path}/{name}")]
        if new := tuple(party for one in every if (party := _person(one)).name):
            return new + deceased
    applied = (_person(one) for one in _applied(body) if (one.get("app-type") or "").endswith("inventor"))
    return (*applied, *deceased)


def _applied(body: Element) -> list[Element]:
    return [*find_all(body, _NEW_APPLICANTS), *find_all(body, "parties/applicants/applicant")]


def _agents(body: Element) -> tuple[Party, ...]:
    """Applications until version 4.3 print where to write to, not the agents."""
    for path in ("agents/agent", "correspondence-address"):
        if found := _people(body, f"us-parties/{path}") or _people(body, f"parties/{path}"):
            return found
    return ()


def _ipc(body: Element) -> tuple[str, ...]:
    new = [_symbol(one) for one in find_all(body, "classifications-ipcr/classification-ipcr") if not is_deleted(one)]
    old = [ipc_symbol(one.text or "") for name in _CLASSES for one in find_all(body, f"classification-ipc/{name}")]
    return unique([*new, *old])


def _symbol(one: Element) -> str:
    return class_symbol(from_parts(partial(text, one)))


def _cpc(body: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = [one for one in find_all(body, "classifications-cpc//classification-cpc") if not is_deleted(one)]
    return cpc_of([(_symbol(one), text(one, "classification-value") == "A") for one in found])


def _national(body: Element) -> tuple[str, ...]:
    found = (one for name in _ALL_CLASSES for one in find_all(body, f"classification-national/{name}"))
    return unique([us_class(one.text or "") for one in found])


def _citations(body: Element) -> Iterator[Citation]:
    found = [*find_all(body, "us-references-cited/us-citation"), *find_all(body, "references-cited/citation")]
    for one in found:
        phase = phase_of(text(one, "category"))
        claims = ", ".join(texts(one, "rel-claims"))
        patent, other = find(one, "patcit"), find(one, "nplcit")
        if patent is not None and not text(patent, "document-id/doc-number"):
            if value := flat(patent):
                yield Citation(text=value, phase=phase, claims=claims)
        elif patent is not None:
            country = text(patent, "document-id/country")
            raw = text(patent, "document-id/doc-number")
            dated = text(patent, "document-id/date")
            number = document_number(raw) if country == "US" else foreign_number(country, raw, dated)
            kind = text(patent, "document-id/kind")
            name = document_name(country, number, kind if len(kind) <= 2 else "")
            yield Citation(name, phase=phase, claims=claims, date=date_of(dated))
        elif other is not None and (value := flat(other)):
            yield Citation(text=value, phase=phase, claims=claims)
    for name in ("us-references-cited", "references-cited"):
        yield from (Citation(text=value) for value in texts(body, f"{name}/text"))


def _related(body: Element, notes: Notes) -> Iterator[Related]:
    for group in find_all(body, "us-related-documents/*"):
        kind = RELATIONS.get(local_name(group), local_name(group))
        for one in [*group.iter("{*}parent-doc"), *([] if find_all(group, ".//parent-doc") else [group])]:
            documents = find_all(one, "document-id") or find_all(one, "document-corrected/document-id")
            for document in documents:
                if not (number := text(document, "doc-number")):
                    continue
                name = application_name(text(document, "country"), number)
                if kind in ("earlier_publication", "correction"):
                    country = text(document, "country") or "US"
                    name = document_name(country, document_number(number), text(document, "kind"))
                yield Related(kind, name, day(text(document, "date"), local_name(group), notes))
            yield from _became(one, kind, notes)
    for path, kind in (
        ("pct-or-regional-filing-data", "pct_application"), ("pct-or-regional-publishing-data", "pct_publication"),
    ):  # fmt: skip
        for one in find_all(body, path):
            number, country = text(one, "document-id/doc-number"), text(one, "document-id/country") or "WO"
            if number:
                filed = kind == "pct_application"
                name = application_name(country, number) if filed else document_name("WO", foreign_number("WO", number))
                yield Related(kind, name, day(text(one, "document-id/date"), path, notes))


def _became(parent: Element, kind: str, notes: Notes) -> Iterator[Related]:
    """The patent that a parent became, whose kind is printed A where it is B1 or B2; its international application."""
    for patent in find_all(parent, "parent-grant-document/document-id"):
        if number := text(patent, "doc-number"):
            name = document_name(text(patent, "country") or "US", document_number(number))
            yield Related(kind, name, day(text(patent, "date"), "parent-grant-document", notes))
    for filed in find_all(parent, "parent-pct-document/document-id"):
        if number := text(filed, "doc-number"):
            name = application_name(text(filed, "country"), number)
            yield Related("pct_application", name, day(text(filed, "date"), "parent-pct-document", notes))


_ROOTS = ("us-patent-grant", "us-patent-application")


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        yield from read_documents(blob, dict.fromkeys(_ROOTS, read_document), SEQUENCES)


def _sniff(blob: Blob) -> bool:
    return root_of(blob) in (*_ROOTS, *SEQUENCES)


SOURCE: Source[Patent] = Source("uspto-patents", read=_read, sniff=_sniff, partial=True)
