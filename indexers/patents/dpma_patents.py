"""Source ``dpma-patents``: the register of the German office (DPMAregister): patents, utility models, designs.

``dpma-patent-document`` is a whole record with its procedural events: of each of its publications a record is made, as
of all feeds. ``PatentHitList`` and ``DesignHitList`` are lists of results with the facts they show, a design's
``Transaction`` (WIPO ST.86) is a registration of designs.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import partial

from indexers.base import Reading, Rejected, Source, Unit
from indexers.files import Blob
from indexers.officevalues import Notes, joined, listed_party
from indexers.patents.exchange_parties import address_of
from indexers.patents.symbols import class_symbol, patent_type, unique
from indexers.patents.xmltext import day, flat
from indexers.xmlhead import read_head
from indexers.xmlstream import Element, build_record, elements, find, find_all, local_name, text, texts
from ipsearch.errors import InputError
from ipsearch.records import Filing, LegalEvent, Party, Patent, PatentType

DESIGNS = "http://www.wipo.int/standards/XMLSchema/designs"
_NAMES = ("dpma-patent-document", "PatentHitListRecord", "DesignHitListRecord", "DesignApplication")
_RIGHTS: dict[str, PatentType] = {
    "patent": "invention", "utility model": "utility_model", "gebrauchsmuster": "utility_model",
    "utility-model": "utility_model",
}  # fmt: skip
_PRODUCT_CLASS = "IndicationProductDetails/IndicationProduct//ClassNumber"


def publications(document: Element) -> list[Element | None]:
    """The different publications of a ``dpma-patent-document``, first to last; None, once, where there is none yet."""
    listed = find_all(document, "bibliographic-data/publication-references/publication-reference") or find_all(
        document, "bibliographic-data/publication-reference"
    )
    found: dict[str, Element] = {}
    for one in listed:
        if text(one, "document-id/doc-number"):
            found.setdefault(_printed_name(one), one)
    return [*found.values()] or [None]


def _printed_name(publication: Element) -> str:
    """``DE000010027360A1``, as the events name it."""
    return "".join(text(publication, f"document-id/{name}") for name in ("country", "doc-number", "kind"))


def read_document(document: Element, one: Element | None) -> Patent:
    """The record of one of the :func:`publications` of a ``dpma-patent-document``."""
    notes: Notes = []
    body = find(document, "bibliographic-data")
    if body is None:
        raise InputError("record.no_document_number")
    filed = text(body, "application-reference/document-id/doc-number")
    number = _number(text(one, "document-id/doc-number") if one is not None else filed)
    if not number:
        raise InputError("record.no_document_number")
    kind = text(one, "document-id/kind") if one is not None else ""
    special = find(body, "office-specific-bib-data")
    facts = body if special is None else special
    status_date = day(text(facts, "date-last-register-update"), "date-last-register-update", notes)
    return Patent(
        country=(text(one, "document-id/country") if one is not None else "") or "DE",
        number=number,
        kind=kind,
        type=_RIGHTS.get(text(facts, "type-of-ip-right").lower(), patent_type("DE", kind)),
        original=text(one, "document-id/doc-number") if one is not None else "",
        publication_date=_published(document, one) or _first_published(document, one, facts, notes),
        application=_filing(filed, text(body, "application-reference/document-id/date"), notes),
        priorities=tuple(_priorities(body, notes)),
        language="de",
        title={(t.get("lang") or "de").lower(): flat(t) for t in find_all(body, "invention-title") if flat(t)},
        abstract={"de": value} if (value := text(facts, "abstract")) else {},
        applicants=_parties(body, "parties/applicants/applicant"),
        owners=_parties(body, "parties/owners/owner"),
        inventors=_parties(body, "parties/inventors/inventor"),
        agents=_parties(body, "parties/agents/agent"),
        ipc=unique([class_symbol(value) for value in texts(body, "classifications-ipcr/classification-ipcr/text")]),
        cpc=unique([class_symbol(value) for value in texts(body, "classifications-cpc/classification-cpc/text")]),
        events=tuple(_events(document, notes)),
        status=text(facts, "status"),
        status_date=status_date,
        notes=tuple(notes),
    )


def _published(document: Element, one: Element | None) -> dt.date | None:
    """The day of a publication, by the event that names it."""
    name = _printed_name(one) if one is not None else ""
    for event in find_all(document, "events/event-data"):
        if name and name in texts(event, "published-documents/document"):
            return day(text(event, "publication-info/publication-date"), "publication-date", [])
    return None


def _first_published(document: Element, one: Element | None, facts: Element, notes: Notes) -> dt.date | None:
    """The day of the first publication: not that of one behind it, of which no event tells."""
    if one is not publications(document)[0]:
        return None
    return day(text(facts, "date-of-first-publication"), "date-of-first-publication", notes)


def read_hit(record: Element) -> Patent:
    """The record of a ``PatentHitListRecord``."""
    notes: Notes = []
    printed = text(record, "registered-number")
    number = _number(printed) or _number(text(record, "leading-registered-number"))
    if not number:
        raise InputError("record.no_document_number")
    right = _RIGHTS.get(text(record, "type").lower(), "unknown")
    return Patent(
        country="DE",
        number=number,
        kind="U1" if right == "utility_model" else "",
        type=right,
        original=printed,
        publication_date=day(text(record, "publicationDate"), "publicationDate", notes),
        grant_date=day(text(record, "registrationDate"), "registrationDate", notes),
        application=_filing(printed, text(record, "applicationDate"), notes),
        language="de",
        title={"de": value} if (value := text(record, "invention-title")) else {},
        applicants=tuple(listed_party(value) for value in texts(record, "applicants/applicant")),
        inventors=tuple(listed_party(value) for value in texts(record, "inventors/inventor")),
        agents=tuple(listed_party(value) for value in texts(record, "agent")),
        ipc=unique(
            [
                class_symbol(value)
                for name in ("main-classification", "further-classification")
                for value in texts(record, f"{name}/classification")
            ]
        ),
        status=text(record, "legalstatus"),
        notes=tuple(notes),
    )


def read_design_hit(record: Element) -> Patent:
    """The record of a ``DesignHitListRecord``."""
    notes: Notes = []
    number = text(record, "DesignIdentifier")
    if not number:
        raise InputError("record.no_document_number")
    return Patent(
        country="DE",
        number=number.replace("-", ""),
        kind="S",
        type="design",
        original=number,
        publication_date=day(text(record, "PublicationDate"), "PublicationDate", notes),
        grant_date=day(text(record, "RegistrationDate"), "RegistrationDate", notes),
        application=_filing(text(record, "DesignApplicationNumber"), text(record, "DesignApplicationDate"), notes),
        language="de",
        title={"de": value} if (value := text(record, "ProductDescription")) else {},
        owners=tuple(listed_party(value) for value in texts(record, "OwnerOrApplicant")),
        applicants=tuple(listed_party(value) for value in texts(record, "OwnerOrApplicant")),
        agents=tuple(listed_party(value) for value in texts(record, "Representative")),
        locarno=unique(texts(record, "ClassNumber")),
        status=text(record, "DesignStatus"),
        notes=tuple(notes),
    )


def read_design(application: Element, one: Element) -> Patent:
    """The record of a design of a ``DesignApplication``."""
    notes: Notes = []
    filed, date = text(application, "DesignApplicationNumber"), text(application, "DesignApplicationDate")
    whole = _design_parties(application, "Applicant")
    number = text(one, "DesignIdentifier") or text(one, "RegistrationNumber")
    if not number:
        raise InputError("record.no_document_number")
    extension = find(one, "DE_ST86Extension")
    facts = one if extension is None else extension
    return Patent(
        country="DE",
        number=number.replace("-", ""),
        kind="S",
        type="design",
        original=number,
        publication_date=day(text(one, "PublicationDetails/Publication/PublicationDate"), "PublicationDate", notes),
        grant_date=day(text(one, "RegistrationDate"), "RegistrationDate", notes),
        expiry_date=day(text(one, "ExpiryDate"), "ExpiryDate", notes),
        application=_filing(filed, date, notes),
        priorities=tuple(_design_priorities(one, notes)),
        language="de",
        title={"de": value} if (value := _design_title(one)) else {},
        applicants=_design_parties(one, "Applicant") or whole,
        owners=_design_parties(one, "Applicant") or whole,
        inventors=_design_parties(one, "Designer"),
        agents=_design_parties(one, "Representative"),
        locarno=unique(["".join(number.split()) for number in texts(one, _PRODUCT_CLASS)]),
        events=tuple(_design_events(facts, notes)),
        status=text(facts, "DesignStatus"),
        notes=tuple(notes),
    )  # fmt: skip


def _design_title(design: Element) -> str:
    """The title, then the products that are not called the same: INID code 54 of WIPO ST.80 is for both."""
    products = texts(design, "IndicationProductDetails/IndicationProduct//ProductDescription")
    found: dict[str, str] = {}
    for value in (*texts(design, "DesignTitle"), *products):
        found.setdefault(value.casefold(), value)
    return "; ".join(found.values())


def _design_events(facts: Element, notes: Notes) -> Iterator[LegalEvent]:
    """The entries of the register, each with the issue in which it was published, then the end of the right."""
    for record in find_all(facts, "DesignRecordDetails/DesignRecord/DesignBasicRecord"):
        date = day(text(record, "RecordFilingDate"), "RecordFilingDate", notes)
        published = [
            joined(*(text(one, name) for name in ("PublicationIdentifier", "PublicationSubsection", "PublicationDate")))
            for one in find_all(record, "RecordPublicationDetails/RecordPublication")
        ]
        words = joined(text(record, "LegalStatus"), *published, by="; ")
        if date or words:
            yield LegalEvent(date=date, text=words)
    if ended := text(facts, "CancellationDate"):
        yield LegalEvent("cancellation", day(ended, "CancellationDate", notes), kind="lapse")
    for path, name in (("TypeOfDeposit", "type-of-deposit"), ("TermProtectionObtained", "term-of-protection")):
        notes.extend(f"{name}:{value}" for value in texts(facts, path))
    notes.extend(f"deferment:{value}" for value in texts(facts, "DefermentStatus") if value != "No Deferment")


def _design_parties(where: Element, name: str) -> tuple[Party, ...]:
    found: list[Party] = []
    for one in find_all(where, f"{name}Details/{name}"):
        parts = [*texts(one, ".//LastName"), *texts(one, ".//FirstName"), *texts(one, ".//OrganizationName")]
        full = ", ".join(parts) or text(one, ".//FormattedNameAddress//Name")
        if full:
            # The register has the country where the schema has a state (of a federation).
            state = text(one, ".//AddressState")
            country = (text(one, ".//AddressCountryCode") or text(one, ".//FormattedAddressCountryCode"))[:2]
            if not country and len(state) == 2 and state.isupper():
                country, state = state, ""
            city = " ".join(value for name in ("AddressPostcode", "AddressCity") if (value := text(one, f".//{name}")))
            street = (*texts(one, ".//AddressPostOfficeBox"), *texts(one, ".//AddressStreet"))
            address = joined(*street, city, text(one, ".//AddressCounty"), state)
            found.append(Party(full, address=address, country=country))
    return tuple(found)


def _number(printed: str) -> str:
    """``10 2008 012 345.6``, ``G 82 33 714.4`` and ``000010027360`` without type, check digit and leading zeros."""
    plain = re.sub(r"[^\d]", "", printed.partition(".")[0])
    return plain.lstrip("0")


def _filing(printed: str, date: str, notes: Notes) -> Filing | None:
    if not printed:
        return None
    number = _number(printed) if not printed.startswith("M") else printed.partition(".")[0]
    return Filing("DE", number, "", day(date, "application", notes), printed)


def _priorities(body: Element, notes: Notes) -> Iterator[Filing]:
    for one in find_all(body, "priority-claims/priority-claim"):
        raw = text(one, "doc-number") or text(one, "document-id/doc-number")
        if raw:
            country = text(one, "country") or text(one, "document-id/country")
            date = day(text(one, "date") or text(one, "document-id/date"), "priority-claim", notes)
            yield Filing(country, re.sub(r"[^\dA-Za-z]", "", raw), "", date, raw)


def _design_priorities(one: Element, notes: Notes) -> Iterator[Filing]:
    for priority in find_all(one, "PriorityDetails/Priority"):
        if number := text(priority, "PriorityNumber"):
            date = day(text(priority, "PriorityDate"), "PriorityDate", notes)
            plain = re.sub(r"[^\dA-Za-z]", "", number)
            yield Filing(text(priority, "PriorityCountryCode"), plain, "", date, number)


def _parties(body: Element, path: str) -> tuple[Party, ...]:
    found: list[Party] = []
    for one in find_all(body, path):
        name = text(one, "addressbook/name") or text(one, "addressbook/text")
        if name:
            address = address_of(find(one, "addressbook/address"))
            found.append(Party(name, address=address, country=text(one, "addressbook/address/country")[:2]))
    return tuple(found)


def _events(document: Element, notes: Notes) -> Iterator[LegalEvent]:
    for one in find_all(document, "events/event-data"):
        code = text(one, "procedural-status")
        if code:
            date = day(text(one, "date-of-procedural-status"), "date-of-procedural-status", notes)
            yield LegalEvent(code, date, text(one, "type-of-procedure"))


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    builders = {
        "PatentHitListRecord": read_hit,
        "DesignHitListRecord": read_design_hit,
    }
    for blob in unit.blobs:
        for element in elements(blob, *_NAMES):
            if isinstance(element, Rejected):
                yield element
                continue
            if local_name(element) == "dpma-patent-document":
                for one in publications(element):
                    yield build_record(blob, element, partial(read_document, one=one))
                continue
            if build := builders.get(local_name(element)):
                yield build_record(blob, element, build)
                continue
            for one in find_all(element, "DesignDetails/Design"):
                yield build_record(blob, one, partial(read_design, element))


def _sniff(blob: Blob) -> bool:
    head = read_head(blob.head())
    design = head.root == "Transaction" and head.namespace == DESIGNS
    return design or head.root in ("dpma-patent-document", "PatentHitList", "DesignHitList")


SOURCE: Source[Patent] = Source("dpma-patents", read=_read, sniff=_sniff, partial=True)
