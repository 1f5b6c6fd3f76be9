"""Source ``ops``: answers of the EPO's Open Patent Services, XML and JSON.

Bibliography, abstract, claims, description, family, equivalents, legal events and register of a document come in
separate answers, so every answer is a part of a record and completes what is stored
(:func:`~indexers.patents.mergepatent.join_patents`). Answers without documents (hits by number alone, converted
numbers, schemes of classification, images, statistics) are left aside; an error is rejected with its code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from lxml import etree

from indexers.base import RAW_LIMIT, Reading, Rejected, Source, Unit
from indexers.files import Blob
from indexers.officevalues import Notes
from indexers.patents.badgerfish import element_of
from indexers.patents.exchange import read_exchange
from indexers.patents.exchange_numbers import read_filing
from indexers.patents.mergepatent import join_patents
from indexers.patents.ops_legal import read_events
from indexers.patents.ops_text import read_fulltext
from indexers.patents.register import read_register
from indexers.patents.symbols import patent_type
from indexers.patents.xmltext import flat
from indexers.xmlhead import read_head
from indexers.xmlstream import Element, build_record, elements, find, find_all, local_name, text
from ipsearch.errors import InputError, Problem, error_of
from ipsearch.records import EQUIVALENT, Patent, Related

ERRORS = ("fault", "error")
NAMES = ("exchange-document", "fulltext-document", "register-document", "equivalents-inquiry", *ERRORS)
_WITH_DOCUMENTS = re.compile(
    r"[<\"](?:\w+:)?(?:exchange-documents?|family-member|fulltext-documents?|register-documents?|equivalents-inquiry)[\s>\"]"
)
_FAMILY = re.compile(r"[<\"](?:\w+:)?patent-family[\s>\"]")
_JSON = re.compile(r'\s*\{\s*"(?:\w+:)?(world-patent-data|fault|error)"\s*:')
_NOT_THERE = frozenset(("not found", "invalid result"))
"""``@status`` of a document that was asked for among others and that the office does not have."""
MOST_JSON = 64 << 20


def read_answer(element: Element) -> Patent:
    """The record of one element of an answer. Raises ``InputError``."""
    if (element.get("status") or "").lower() in _NOT_THERE:
        asked = "".join(element.get(name) or "" for name in ("country", "doc-number", "kind"))
        raise InputError("record.office_error", error=f"{element.get('status')} {asked}".strip())
    match local_name(element):
        case "exchange-document":
            return read_exchange(element)
        case "family-member":
            return _family_member(element)
        case "fulltext-document":
            return read_fulltext(element)
        case "register-document":
            return read_register(element)
        case "equivalents-inquiry":
            return _equivalents(element)
        case _:
            error = " ".join(value for value in (text(element, "code"), text(element, "message")) if value)
            raise InputError("record.office_error", error=error or flat(element)[:200])


def _family_member(element: Element) -> Patent:
    """A member of a family, with its bibliography and its legal events if these were asked for.

    The member names application and priorities in DOCDB form, the bibliography inside it often in epodoc form alone.
    """
    record = read_exchange(element)
    inner = find(element, "exchange-document")
    if inner is not None and len(inner):
        full = read_exchange(inner)
        record = msgspec.structs.replace(
            full,
            family_id=record.family_id or full.family_id,
            application=record.application
            and msgspec.structs.replace(
                record.application, original=full.application.original if full.application is not None else ""
            ),
            priorities=record.priorities or full.priorities,
            notes=(*record.notes, *full.notes),
        )
        if record.application is None:
            record = msgspec.structs.replace(record, application=full.application)
    notes: Notes = []
    events = tuple(read_events(element, notes))
    return msgspec.structs.replace(record, events=events, notes=tuple(dict.fromkeys((*record.notes, *notes))))


def _equivalents(element: Element) -> Patent:
    """The document that was asked about, with its equivalents, most of them named without a kind."""
    notes: Notes = []
    asked = read_filing(find_all(element, "publication-reference"), notes)
    if not (asked.country and asked.number):
        raise InputError("record.no_document_number")
    found: dict[Related, None] = {}
    for reference in find_all(element, "inquiry-result/publication-reference"):
        one = read_filing([reference], notes)
        if one.number and (one.country, one.number) != (asked.country, asked.number):
            found[Related(EQUIVALENT, one.name, one.date)] = None
    return Patent(
        country=asked.country,
        number=asked.number,
        kind=asked.kind,
        type=patent_type(asked.country, asked.kind),
        publication_date=asked.date,
        related=tuple(found),
        notes=tuple(notes),
    )


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        anything = False
        is_json = blob.head(256).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
        for item in _read_json(blob) if is_json else _read_xml(blob):
            anything = True
            yield item
        if not anything:
            yield Rejected(Problem("file.nothing", {"sources": "ops"}, blob.label))


def _read_xml(blob: Blob) -> Reading[Patent]:
    # A family's member holds its whole document, which must not be taken for one of its own.
    names = ("family-member", *ERRORS) if _FAMILY.search(read_head(blob.head()).text) else NAMES
    for element in elements(blob, *names):
        yield build_record(blob, element, read_answer)


def _read_json(blob: Blob) -> Reading[Patent]:
    for element in _json_elements(blob):
        try:
            yield read_answer(element)
        except InputError as error:
            raw = etree.tostring(element, encoding="unicode")[:RAW_LIMIT]
            yield Rejected(error.problem.placed(blob.label), raw)


def _json_elements(blob: Blob) -> Iterator[Element]:
    with blob.open() as stream:
        data = stream.read(MOST_JSON + 1)
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise InputError("file.empty", place=blob.label)
    if len(data) > MOST_JSON:
        raise InputError("json.invalid", place=blob.label, error=f"an answer of more than {MOST_JSON} bytes")
    try:
        answer = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except msgspec.DecodeError as error:
        raise InputError("json.invalid", place=blob.label, error=str(error)) from error
    if not isinstance(answer, dict):
        raise InputError("json.schema", place=blob.label, error="an answer is an object")
    for name, value in answer.items():
        try:
            root = element_of(name, value)
        except InputError as error:
            raise error_of(InputError, error.problem.at(blob.label)) from error
        members = list(root.iter("family-member"))
        yield from members or (one for one in root.iter(*NAMES))


def _sniff(blob: Blob) -> bool:
    # Its text, not its bytes: the shell of Windows saves what a command prints in UTF-16.
    head = read_head(blob.head())
    if found := _JSON.match(head.text):
        return found[1] != "world-patent-data" or _WITH_DOCUMENTS.search(head.text) is not None
    if head.root in ERRORS:
        return "epo.org" in head.text
    return head.root == "world-patent-data" and _WITH_DOCUMENTS.search(head.text) is not None


SOURCE: Source[Patent] = Source("ops", read=_read, sniff=_sniff, partial=True, merge=join_patents)
