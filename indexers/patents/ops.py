"""Source ``ops``: answers of the EPO's Open Patent Services, XML and JSON.

Bibliography, abstract, claims, description, family and legal events of a document come in separate answers, so every
answer is a part of a record and completes what is stored (:func:`~indexers.patents.mergepatent.merge_patents`). Answers
without documents (numbers converted, schemes of classification, images, statistics) are not patents and are left aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from indexers.base import Reading, Rejected, Source, Unit
from indexers.files import Blob
from indexers.officevalues import Notes
from indexers.patents.badgerfish import element_of
from indexers.patents.exchange import patent_type, read_exchange
from indexers.patents.register import read_register
from indexers.patents.xmltext import claims, day, flat, paragraphs
from indexers.xmlhead import read_head
from indexers.xmlstream import Element, build_record, elements, find, find_all, local_name, text
from ipsearch.errors import InputError
from ipsearch.records import LegalEvent, Patent

NAMES = ("exchange-document", "family-member", "fulltext-document", "register-document", "fault")
_WITH_DOCUMENTS = re.compile(
    rb"[<\"](?:\w+:)?(?:exchange-document|family-member|fulltext-document|register-document)s?[\s>\"]"
)
_JSON = re.compile(rb'\s*\{\s*"(?:\w+:)?(?:world-patent-data|fault)"\s*:')
MOST_JSON = 64 << 20


def read_answer(element: Element) -> Patent:
    """The record of one element of an answer. Raises ``InputError``."""
    match local_name(element):
        case "exchange-document":
            return read_exchange(element)
        case "family-member":
            return _family_member(element)
        case "fulltext-document":
            return _fulltext(element)
        case "register-document":
            return read_register(element)
        case _:
            error = " ".join(value for value in (text(element, "code"), text(element, "message")) if value)
            raise InputError("record.office_error", error=error or flat(element)[:200])


def _family_member(element: Element) -> Patent:
    """A member of a family, with its legal events if these were asked for."""
    record = read_exchange(element)
    events = tuple(_events(element))
    inner = find(element, "exchange-document")
    if inner is not None and len(inner):
        record = msgspec.structs.replace(read_exchange(inner), family_id=record.family_id)
    return msgspec.structs.replace(record, events=events)


def _events(element: Element) -> Iterator[LegalEvent]:
    notes: Notes = []
    for legal in find_all(element, "legal"):
        fields = {
            local_name(one): " ".join((one.text or "").split()) for one in legal.iter() if isinstance(one.tag, str)
        }
        details = [fields[name] for name in ("L510EP", "L509EP", "L507EP") if fields.get(name)]
        described = " ".join((legal.get("desc") or "").split())
        country = fields.get("L501EP", "") or fields.get("L001EP", "")
        yield LegalEvent(
            code=(legal.get("code") or fields.get("L008EP", "")).strip(),
            date=day(fields.get("L525EP", "") or fields.get("L007EP", ""), "legal-date", notes),
            text="; ".join(part for part in (described, *details) if part),
            country=country,
            impact=(legal.get("infl") or "").strip(),
        )


def _fulltext(element: Element) -> Patent:
    """Claims or description of a document."""
    reference = find(element, "bibliographic-data/publication-reference/document-id")
    where = element if reference is None else reference
    country = element.get("country") or text(where, "country")
    number = element.get("doc-number") or text(where, "doc-number")
    kind = element.get("kind") or text(where, "kind")
    if not (country and number):
        raise InputError("record.no_document_number")
    notes: Notes = []
    language = (element.get("lang") or "und").lower()
    found = {(one.get("lang") or language).lower(): claims(_claim_texts(one)) for one in find_all(element, "claims")}
    described = {
        (one.get("lang") or language).lower(): paragraphs(child for child in one if isinstance(child.tag, str))
        for one in find_all(element, "description")
    }
    return Patent(
        country=country,
        number=number,
        kind=kind,
        type=patent_type(country, kind),
        publication_date=day(text(where, "date"), "date", notes),
        claims={name: several for name, several in found.items() if several},
        description={name: several for name, several in described.items() if several},
        notes=tuple(notes),
    )


def _claim_texts(element: Element) -> list[str]:
    """One claim an element ``claim``, or all of them in one, each a ``claim-text`` that begins with its number."""
    several = find_all(element, "claim")
    if len(several) != 1:
        return [flat(one) for one in several]
    parts = [flat(one) for one in find_all(several[0], "claim-text")] or [flat(several[0])]
    found: list[str] = []
    for part in parts:
        number = re.match(r"(\d{1,4})\s*[.)]", part)
        if found and (number is None or int(number[1]) != len(found) + 1):
            found[-1] += " " + part
        else:
            found.append(part)
    return found


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        if blob.head(256).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            yield from _read_json(blob)
        else:
            # A family's member may hold its whole document, which does not say its own number.
            family = b"family-member" in blob.head(65536)
            for element in elements(blob, *(("family-member", "fault") if family else NAMES)):
                yield build_record(blob, element, read_answer)


def _read_json(blob: Blob) -> Reading[Patent]:
    with blob.open() as stream:
        data = stream.read(MOST_JSON + 1)
    if len(data) > MOST_JSON:
        raise InputError("json.invalid", place=blob.label, error=f"an answer of more than {MOST_JSON} bytes")
    try:
        answer = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except msgspec.DecodeError as error:
        raise InputError("json.invalid", place=blob.label, error=str(error)) from error
    if not isinstance(answer, dict):
        raise InputError("json.schema", place=blob.label, error="an answer is an object")
    for name, value in answer.items():
        root = element_of(name, value)
        members = list(root.iter("family-member"))
        for element in members or [one for one in root.iter() if local_name(one) in NAMES]:
            try:
                yield read_answer(element)
            except InputError as error:
                yield Rejected(error.problem if error.problem.place else error.problem.at(blob.label))


def _sniff(blob: Blob) -> bool:
    head = blob.head(65536)
    if _JSON.match(head.removeprefix(b"\xef\xbb\xbf")):
        return b'"fault"' in head[:200] or _WITH_DOCUMENTS.search(head) is not None
    root = read_head(head[:8192]).root
    return root == "fault" or (root == "world-patent-data" and _WITH_DOCUMENTS.search(head) is not None)


SOURCE: Source[Patent] = Source("ops", read=_read, sniff=_sniff, partial=True)
