"""Source ``uspto-pap``: US applications of 2001 to 2004, ``patent-application-publication`` (PAP v1.5, v1.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexers.base import Reading, Source, Unit
from indexers.files import Blob
from indexers.officevalues import Notes, full_name, joined
from indexers.patents.symbols import class_symbol, unique
from indexers.patents.uspto_values import (
    SEQUENCES,
    application_name,
    document_number,
    english,
    filing,
    foreign_number,
    priority,
    right,
)
from indexers.patents.xmlsplit import read_documents, root_of
from indexers.patents.xmltext import blocks, day, flat, linked_claim
from indexers.xmlstream import Element, find, find_all, local_name, text, texts
from ipsearch.errors import InputError
from ipsearch.records import Claim, Filing, Party, Patent, Related, document_name

_ROOT = "patent-application-publication"
_RELATIONS = {
    "division-of": "division", "continuation-of": "continuation", "continuation-in-part-of": "continuation_in_part",
    "reissue-of": "reissue", "non-provisional-of-provisional": "provisional", "substitute-for": "substitution",
    "reexamination-of": "reexamination", "continuing-reissue-of": "reissue",
    "a-371-of-international": "pct_application",
}  # fmt: skip


def read_document(document: Element) -> Patent:
    """The record of a ``patent-application-publication``."""
    notes: Notes = []
    body = find(document, "subdoc-bibliographic-information")
    raw = "" if body is None else text(body, "document-id/doc-number")
    if body is None or not raw:
        raise InputError("record.no_document_number")
    kind = text(body, "document-id/kind-code")
    technical = find(body, "technical-information")
    facts = body if technical is None else technical
    assignees = tuple(_parties(body, "assignee"))
    inventors = tuple(_inventors(body))
    return Patent(
        country=text(body, "document-id/country-code") or "US",
        number=document_number(raw),
        kind=kind,
        type=right("plant" if kind.startswith("P") else "", kind),
        original=raw,
        publication_date=day(text(body, "document-id/document-date"), "document-date", notes),
        application=_application(body, notes),
        priorities=tuple(_priorities(body, notes)),
        language="en",
        title=english(flat(find(facts, "title-of-invention"))),
        abstract=english(_abstract(document)),
        claims=english(tuple(_claims(document))),
        description=english(tuple(_description(document))),
        applicants=assignees or inventors,
        owners=assignees,
        inventors=inventors,
        agents=tuple(_correspondence(body)),
        ipc=unique([class_symbol(value) for value in texts(facts, "classification-ipc//ipc")]),
        national=unique([_us_class(one) for one in find_all(facts, "classification-us//uspc")]),
        related=tuple(_related(body, notes)),
        notes=tuple(notes),
    )


def _application(body: Element, notes: Notes) -> Filing | None:
    raw = text(body, "domestic-filing-data/application-number/doc-number")
    series = text(body, "domestic-filing-data/application-number-series-code")
    return filing(raw, series, day(text(body, "domestic-filing-data/filing-date"), "filing-date", notes))


def _priorities(body: Element, notes: Notes) -> Iterator[Filing]:
    for one in find_all(body, "foreign-priority-data"):
        raw = text(one, "priority-application-number/doc-number")
        country = text(one, "country-code")
        yield from priority(country, raw, day(text(one, "filing-date"), "priority", notes), notes)


def _abstract(document: Element) -> str:
    return " ".join(flat(one) for one in find_all(document, "subdoc-abstract/paragraph"))


def _claims(document: Element) -> Iterator[Claim]:
    for place, one in enumerate(find_all(document, "subdoc-claims/claim"), 1):
        digits = re.sub(r"\D", "", one.get("id") or "")
        number = int(digits) if digits and int(digits) else place
        references = (
            digits
            for ref in one.iter("{*}dependent-claim-reference")
            for digits in re.findall(r"\d+", ref.get("depends_on") or flat(ref))
        )
        yield linked_claim(flat(one), number, references)


def _description(document: Element) -> Iterator[str]:
    for description in find_all(document, "subdoc-description"):
        for one in blocks(description, frozenset(("paragraph", "heading"))):
            number = find(one, "number")
            own = flat(number) if number is not None else ""
            if value := flat(one).removeprefix(own).strip():
                yield value


def _name(element: Element) -> str:
    organisation = text(element, "organization-name") or text(element, "organization/organization-name")
    parts = ("family-name", "given-name", "middle-name", "name-suffix")
    return organisation or full_name(*(text(element, f"name/{part}") for part in parts))


def _address(element: Element, *paths: str) -> str:
    """The address; without one, where the party lives."""
    names = ("military-address", "address-1", "address-2", "city", "state", "postalcode")
    several = (joined(*(text(element, f"{path}/{name}") for name in names)) for path in ("address", *paths))
    return next((address for address in several if address), "")


def _country(element: Element) -> str:
    return text(element, ".//country-code")[:2]


def _parties(body: Element, path: str) -> Iterator[Party]:
    for one in find_all(body, path):
        if name := _name(one):
            yield Party(name, address=_address(one), country=_country(one))


def _inventors(body: Element) -> Iterator[Party]:
    for one in find_all(body, "inventors/*"):
        if local_name(one).endswith("inventor") and (name := _name(one)):
            home = find(one, "residence")
            address = _address(one, "residence/residence-us", "residence/residence-non-us")
            yield Party(name, address=address, country=_country(home if home is not None else one))


def _correspondence(body: Element) -> Iterator[Party]:
    for one in find_all(body, "correspondence-address"):
        if name := " ".join(texts(one, "name-1") + texts(one, "name-2")):
            yield Party(name, address=_address(one), country=_country(one))


def _us_class(one: Element) -> str:
    klass, subclass = text(one, "class").lstrip("0"), text(one, "subclass")
    if subclass.isdigit() and len(subclass) == 6:  # three digits and three decimals
        whole, part = subclass[:3].lstrip("0") or "0", subclass[3:].rstrip("0")
        subclass = f"{whole}.{part}" if part else whole
    return f"US {klass}/{subclass}" if klass else ""


def _related(body: Element, notes: Notes) -> Iterator[Related]:
    groups = [*find_all(body, "continuity-data/*"), *find_all(body, "continuity-data/continuations/*")]
    for group in groups:
        name = local_name(group)
        if name == "continuations":
            continue
        if name == "corrected-republication-of":
            yield from _published("earlier_publication", group, notes)
            continue
        alone = [] if find_all(group, ".//child") else [group]  # which is this application itself
        for parent in find_all(group, ".//parent") or alone:
            if number := text(parent, ".//document-id/doc-number"):
                date = day(text(parent, ".//document-date"), name, notes)
                yield Related(_RELATIONS.get(name, name), application_name("US", number), date)
        for patent in find_all(group, ".//parent-patent"):  # what the parent became
            if number := text(patent, ".//document-id/doc-number") or text(patent, ".//doc-number"):
                date = day(text(patent, ".//document-date"), name, notes)
                yield Related(_RELATIONS.get(name, name), document_name("US", document_number(number)), date)
        for filed in find_all(group, ".//parent-pct/document-id"):
            if number := text(filed, "doc-number"):
                date = day(text(filed, "document-date"), name, notes)
                yield Related("pct_application", application_name("WO", number), date)
    for earlier in find_all(body, "prior-publication"):
        yield from _published("earlier_publication", earlier, notes)
    for one in find_all(body, "international-conventions/*"):
        match local_name(one):
            case "pct-application":
                if number := text(one, "document-id/doc-number"):
                    date = day(text(one, "document-id/document-date"), "pct-application", notes)
                    yield Related("pct_application", application_name("WO", number), date)
            case "pct-publication":
                yield from _published("pct_publication", one, notes)
            case name if value := flat(one):
                notes.append(f"{name}:{value}")


def _published(kind: str, one: Element, notes: Notes) -> Iterator[Related]:
    """A publication that an element names, of the USPTO or of WIPO."""
    for document in find_all(one, "document-id"):
        if raw := text(document, "doc-number"):
            international = kind == "pct_publication"
            country = text(document, "country-code") or ("WO" if international else "US")
            number = foreign_number(country, raw) if country != "US" else document_number(raw)
            date = day(text(document, "document-date"), local_name(one), notes)
            yield Related(kind, document_name(country, number, text(document, "kind-code")), date)


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        yield from read_documents(blob, {_ROOT: read_document}, SEQUENCES)


def _sniff(blob: Blob) -> bool:
    return root_of(blob) == _ROOT


SOURCE: Source[Patent] = Source("uspto-pap", read=_read, sniff=_sniff, partial=True)
