"""Source ``uspto-sgml``: US grants of 2001 to 2004, ``PATDOC`` v2.x, elements named by the INID codes of WIPO ST.9.

Those of 2001 (v2.4) are SGML, later ones XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexers.base import Reading, Source, Unit
from indexers.files import Blob
from indexers.officevalues import Notes, full_name, joined
from indexers.patents.sgml import as_xml
from indexers.patents.symbols import unique
from indexers.patents.tables import date_of
from indexers.patents.uspto_values import (
    SEQUENCES,
    application_name,
    document_number,
    english,
    filing,
    foreign_number,
    ipc_symbol,
    locarno,
    priority,
    right,
    us_class,
)
from indexers.patents.xmlsplit import read_documents, root_of
from indexers.patents.xmltext import blocks, day, flat, linked_claim, paragraphs
from indexers.xmlstream import Element, find, find_all, local_name
from ipsearch.errors import InputError
from ipsearch.records import Citation, Claim, Filing, Party, Patent, Related, document_name

_RELATIONS = {
    "B610": "addition", "B620": "division", "B630": "continuation", "B631": "continuation",
    "B632": "continuation_in_part",
    "B633": "reissue", "B640": "reissue", "B641US": "division", "B645": "reexamination",
    "B645US": "reexamination", "B646US": "reexamination",
    "B650": "earlier_publication", "B660": "substitution", "B680US": "provisional",
}  # fmt: skip

_ADDRESS = ("NAM/ODV", *(f"ADR/{part}" for part in ("OMC", "PBOX", "STR", "CITY", "CNTY", "STATE", "PCODE")))
"""Division of an organisation, mail code, box, lines of the street, city, county, state, postal code."""


def _at(element: Element, path: str) -> str:
    found = find(element, path)
    return "" if found is None else flat(found)


def _raw(element: Element) -> str:
    """Text with its columns kept."""
    return "".join(map(str, element.itertext())).strip("\n")


def read_document(document: Element) -> Patent:
    """The record of a ``PATDOC``."""
    notes: Notes = []
    body = find(document, "SDOBI")
    printed = "" if body is None else _at(body, "B100/B110")
    if body is None or not printed:
        raise InputError("record.no_document_number")
    kind, number = _at(body, "B100/B130"), document_number(printed)
    published = day(_at(body, "B100/B140"), "B140", notes)
    inventors = tuple(_parties(body, "B700/B720/B721"))
    owners = tuple(_parties(body, "B700/B730/B731"))
    _note(body, notes)
    symbols = [_raw(one) for name in ("B511", "B512", "B513") for one in find_all(body, f"B500/B510/{name}")]
    return Patent(
        country=_at(body, "B100/B190") or "US",
        number=number,
        kind=kind,
        type=right("", kind),
        original=printed,
        publication_date=published,
        grant_date=published,
        application=_application(body, notes),
        priorities=tuple(_priorities(body, notes)),
        language="en",
        title=english(_at(body, "B500/B540")),
        abstract=english(_at(document, "SDOAB")),
        claims=english(tuple(_claims(document))),
        description=english(tuple(_description(document))),
        applicants=owners or inventors,
        owners=owners,
        inventors=inventors,
        agents=tuple(_parties(body, "B700/B740/B741")),
        examiners=tuple(_parties(body, "B700/B745/*")),
        ipc=unique([ipc_symbol(value) for value in symbols]),
        locarno=unique([locarno(value) for value in symbols]),
        national=unique(
            [us_class(_raw(one)) for name in ("B521", "B522") for one in find_all(body, f"B500/B520/{name}")]
        ),
        citations=tuple(_citations(body)),
        related=tuple(_related(body, notes)),
        notes=tuple(notes),
    )


def _note(body: Element, notes: Notes) -> None:
    for path, name in (
        ("B400/B472/B474", "length-of-grant-years"), ("B400/B472/B474US", "term-extension-days"),
        ("B500/B570/B578US", "exemplary-claim"), ("B800/B860/B863/DATE", "us-371-date"),
        ("B800/B860/B864US/DATE", "us-371-date"), ("B700/B745/B748US", "art-unit"),
    ):  # fmt: skip
        notes.extend(f"{name}:{value}" for one in find_all(body, path) if (value := flat(one)))
    if find(body, "B400/B472/B473US") is not None:
        notes.append("terminal-disclaimer")


def _application(body: Element, notes: Notes) -> Filing | None:
    return filing(_at(body, "B200/B210"), _at(body, "B200/B211US"), day(_at(body, "B200/B220"), "B220", notes))


def _priorities(body: Element, notes: Notes) -> Iterator[Filing]:
    """B310, B320 and B330 stand in a row for each priority."""
    number, date = "", None
    for one in find_all(body, "B300/*"):
        match local_name(one):
            case "B310":
                number = flat(one)
            case "B320":
                date = day(flat(one), "B320", notes)
            case "B330":
                yield from priority(flat(one), number, date, notes)
                number, date = "", None


def _claims(document: Element) -> Iterator[Claim]:
    for place, one in enumerate(document.iter("{*}CLM"), 1):
        digits = re.sub(r"\D", "", one.get("ID") or "")
        number = int(digits) if digits and int(digits) else place
        references = (re.sub(r"\D", "", ref.get("ID") or ref.get("REF") or "") for ref in one.iter("{*}CLREF"))
        yield linked_claim(flat(one), number, references)


def _description(document: Element) -> Iterator[str]:
    for description in find_all(document, "SDODE"):
        yield from paragraphs(blocks(description, frozenset(("PARA", "H"))))


def _parties(body: Element, path: str) -> Iterator[Party]:
    for one in find_all(body, path):
        for party in [*find_all(one, "PARTY-US"), *find_all(one, "PARTY-NONUS")]:
            name = _at(party, "NAM/ONM") or full_name(*(_at(party, f"NAM/{part}") for part in ("SNM", "FNM", "SFX")))
            address = joined(*(flat(line) for part in _ADDRESS for line in find_all(party, part)))
            country = _at(party, "ADR/CTRY") or ("US" if _at(party, "ADR/STATE") else "")
            if name:
                yield Party(name, address=address, country=country[:2])


def _citations(body: Element) -> Iterator[Citation]:
    for group in find_all(body, "B500/B560"):
        phase = ""
        cited: list[Element] = []
        for one in group:
            name = local_name(one) if isinstance(one.tag, str) else ""
            if name in ("B561", "B562"):
                cited.append(one)
            inner = find(one, "CITED-BY-EXAMINER") if name else None
            other = find(one, "CITED-BY-OTHER") if name else None
            if name == "CITED-BY-EXAMINER" or inner is not None:
                phase = "examination"
            elif name == "CITED-BY-OTHER" or other is not None:
                phase = "applicant"
            if phase and cited:
                yield from (_cited(each, phase) for each in cited)
                cited, phase = [], ""
        yield from (_cited(each, "") for each in cited)


def _cited(one: Element, phase: str) -> Citation:
    document = find(one, "PCIT/DOC")
    if document is None:
        return Citation(text=flat(one), phase=phase)
    country = _at(document, "CTRY") or ("US" if find(one, "PCIT/PARTY-US") is not None else "")
    raw = _at(document, "DNUM")
    dated = _at(document, "DATE")
    number = document_number(raw) if country in ("US", "") else foreign_number(country, raw, dated)
    kind = _at(document, "KIND")
    name = document_name(country or "US", number, kind if kind.isalnum() and not kind.isdigit() else "")
    return Citation(name, phase=phase, date=date_of(dated))


def _related(body: Element, notes: Notes) -> Iterator[Related]:
    for group in find_all(body, "B600/*"):
        inner = [one for one in find_all(group, "*") if local_name(one).startswith("B6")]
        for one in [*inner, group]:
            kind = _RELATIONS.get(local_name(one), "related")
            for parent in [*find_all(one, "PARENT-US/PDOC/DOC"), *find_all(one, "PDOC/DOC"), *find_all(one, "DOC")]:
                if number := _at(parent, "DNUM"):
                    country = _at(parent, "CTRY")
                    name = application_name(country, number)
                    if kind == "earlier_publication":
                        name = document_name(country or "US", document_number(number), _at(parent, "KIND"))
                    yield Related(kind, name, day(_at(parent, "DATE"), local_name(one), notes))
            for granted in find_all(one, "PARENT-US/PPUB/DOC"):  # the patent that the parent became
                if number := _at(granted, "DNUM"):
                    name = document_name(_at(granted, "CTRY") or "US", document_number(number))
                    yield Related(kind, name, day(_at(granted, "DATE"), local_name(one), notes))
    for one in find_all(body, "B800/B860/B861"):
        if number := _found(one, "DNUM"):
            yield Related("pct_application", application_name("", number), day(_found(one, "DATE"), "B861", notes))
    for one in find_all(body, "B800/B870/B871"):
        if number := foreign_number("WO", _found(one, "DNUM")):
            yield Related("pct_publication", document_name("WO", number), day(_found(one, "DATE"), "B871", notes))


def _found(one: Element, name: str) -> str:
    return _at(one, name) or _at(one, f"DOC/{name}")


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        yield from read_documents(blob, {"PATDOC": read_document}, SEQUENCES, as_xml)


def _sniff(blob: Blob) -> bool:
    return root_of(blob) == "PATDOC"


SOURCE: Source[Patent] = Source("uspto-sgml", read=_read, sniff=_sniff, partial=True)
