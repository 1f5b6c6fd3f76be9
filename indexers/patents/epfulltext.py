"""Source ``epfulltext``: European patent documents in full, ``ep-patent-document`` (DTD 1.0 to 1.5).

The bibliography is in ``SDOBI``, its elements named by the INID codes of WIPO ST.9 (``B110`` number, ``B140`` date of
publication, ``B210`` application, ``B510`` classes, ``B540`` titles, ``B730`` proprietors ...); the DTD also allows
that of WIPO ST.36, which the exchange format has too.
"""

from __future__ import annotations

import msgspec

from indexers.base import Reading, Source, Unit
from indexers.files import Blob
from indexers.officevalues import Notes, joined
from indexers.patents.epfulltext_biblio import (
    read_application,
    read_application_published,
    read_cpc,
    read_designated,
    read_ipc,
    read_national,
    read_parties,
    read_priorities,
    read_related,
    read_titles,
)
from indexers.patents.epfulltext_citations import note_search_report, read_citations
from indexers.patents.epfulltext_events import read_events
from indexers.patents.epfulltext_notes import note_rest
from indexers.patents.exchange import read_exchange
from indexers.patents.exchange_parties import read_people
from indexers.patents.symbols import patent_type, unique
from indexers.patents.xmltext import blocks, claim, claims, day, flat, paragraphs
from indexers.xmlhead import read_head
from indexers.xmlstream import Element, find, find_all, read_records, text, texts
from ipsearch.errors import InputError
from ipsearch.records import Claim, Patent, document_name

_PARAGRAPHS = frozenset(("p", "heading"))


def read_document(document: Element) -> Patent:
    """The record of an ``ep-patent-document``. Raises ``InputError`` ``record.no_document_number``."""
    notes: Notes = []
    sdobi = find(document, "SDOBI")
    if sdobi is None and find(document, "bibliographic-data") is not None:
        record = read_exchange(document)
    else:
        record = _bibliography(document, document if sdobi is None else sdobi, notes)
    abstracts: dict[str, str] = {}
    for one in find_all(document, "abstract"):
        if value := flat(one):
            abstracts[_lang(one)] = joined(abstracts.get(_lang(one), ""), value, by=" ")
    described: dict[str, tuple[str, ...]] = {}
    for one in find_all(document, "description"):
        found = paragraphs(blocks(one, _PARAGRAPHS))
        if found:
            described[_lang(one)] = (*described.get(_lang(one), ()), *found)
    claimed = _claims(document, notes)
    return msgspec.structs.replace(
        record, abstract=abstracts, claims=claimed, description=described, notes=(*record.notes, *dict.fromkeys(notes))
    )


def _bibliography(document: Element, body: Element, notes: Notes) -> Patent:
    number = document.get("doc-number") or "".join(text(body, "B100/B110").split())
    country = document.get("country") or text(body, "B100/B190") or "EP"
    kind = document.get("kind") or text(body, "B100/B130")
    if not number:
        raise InputError("record.no_document_number")
    for one in find_all(body, "B100/B150"):
        notes.append(f"correction:{flat(one)}")
    note_rest(body, notes)
    note_search_report(body, document, notes)
    owners = read_parties(body, "B700/B730/B731")
    cpc, additional = read_cpc(body)
    published = day(text(body, "B100/B140/date") or document.get("date-publ") or "", "B140", notes)
    laid_open = read_application_published(body, document_name(country, number), published, notes)
    return Patent(
        country=country,
        number=number,
        kind=kind,
        type=patent_type(country, kind),
        publication_date=published,
        grant_date=day(text(body, "B400/B450/date") or text(body, "B400/B470/date"), "B450", notes)
        if kind.startswith("B")
        else None,
        application=read_application(body, country, notes),
        priorities=tuple(read_priorities(body, notes)),
        language=(document.get("lang") or text(body, "B200/B260")).lower(),
        title=read_titles(body),
        # A specification prints the proprietor alone, who is the applicant that the grant was made to.
        applicants=read_parties(body, "B700/B710/B711") or owners,
        owners=owners,
        inventors=read_parties(body, "B700/B720/B721"),
        agents=read_parties(body, "B700/B740/B741"),
        examiners=read_parties(body, "B700/B745/*", "B500/B560/B569")
        or read_people(document, "search-report-data/srep-for-pub/srep-admin/examiners/*"),
        ipc=read_ipc(body),
        cpc=cpc,
        cpc_additional=additional,
        national=read_national(body),
        citations=tuple(read_citations(body, document, notes)),
        related=(*read_related(body, notes), *laid_open),
        events=tuple(read_events(body, notes)),
        designated=read_designated(body),
        keywords=unique(texts(body, "B500/B550/B552")),
    )


def _lang(element: Element) -> str:
    return (element.get("lang") or "und").lower()


def _claims(document: Element, notes: Notes) -> dict[str, tuple[Claim | str, ...]]:
    """Claims by language. Sets for different contracting states follow each other, each noted with its states; then
    those that the applicant amended before the publication."""
    found: dict[str, tuple[Claim | str, ...]] = {}
    for several in find_all(document, "claims"):
        language = _lang(several)
        if kind := several.get("claim-type"):
            notes.append(f"claim-set:{language} {kind}")
        found[language] = (*found.get(language, ()), *_set(several))
    for amended in find_all(document, "amended-claims"):
        language = _lang(amended)
        notes.append(f"amended-claims:{language} {len(find_all(amended, 'claim'))}")
        found[language] = (*found.get(language, ()), *_set(amended))
    return {language: several for language, several in found.items() if several}


def _set(several: Element) -> tuple[Claim, ...]:
    """One set. Applicants' own numbers, where they are not in order, stand in the text and ``num`` is empty."""
    elements = [one for one in find_all(several, "claim") if flat(one)]
    numbers = [one.get("num") or "" for one in elements]
    if all(number.isdigit() and int(number) for number in numbers):
        return tuple(claim(flat(one), int(number)) for one, number in zip(elements, numbers, strict=True))
    return claims(flat(one) for one in elements)


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        yield from read_records(blob, "ep-patent-document", read_document)


def _sniff(blob: Blob) -> bool:
    return read_head(blob.head()).root in ("ep-patent-document", "ep-patent-documents")


SOURCE: Source[Patent] = Source("epfulltext", read=_read, sniff=_sniff, partial=True)
