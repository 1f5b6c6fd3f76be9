"""DPMAregister, the entries of a mark's history (``MarkRecord``): registration, opposition, cancellation, transfer, ...

An entry is a basic record and, beside it, the DPMA's own part for its kind (``Record5f``,
``RecordProcedureIncomplete``). There are some thirty of these; a text of theirs is introduced by its element's name.
"""

from __future__ import annotations

from collections.abc import Iterator

from indexers.officevalues import Notes, joined, read_date
from indexers.st66_parties import in_words, read_party, said
from indexers.statuses import markengesetz_status, paragraph
from indexers.unread import say_unread
from indexers.xmlstream import Element, find_all, local_name, text, texts
from ipsearch.records import Event, Status

RECORD_KINDS = {
    "Eintragung": "registration",
    "Widerspruch": "opposition",
    "Berichtigung": "correction",
    "Umschreibung": "transfer",
    "Teilung": "division",
    "Verlaengerung": "renewal",
    "Verlängerung": "renewal",
    "Loeschung Inhaber": "cancellation",
    "Löschung Inhaber": "cancellation",
    "Loeschung Dritter": "cancellation",
    "Löschung Dritter": "cancellation",
}
_BASIC = frozenset((
    "RecordIdentifier", "BasicRecordKind", "RecordPublicationDetails", "RecordCurrentStatusCode",
    "RecordCurrentStatusDate",
))  # fmt: skip
_BOOK = "AddressBook"
_ROLES = {"PreviousHolder": "from", "NewHolder": "to"}
_SAID = {"LegalGround": "", "CorrectionText": "", "CancellationDate": "cancelled", "ReceiptDeclarationDate": "received"}
"""How the texts of the real file are introduced; any other by its name."""
_IN_PART = "teilweise"
"""Marke teilweise geloescht: the ground of such an entry does not tell why the mark ended."""


def read_records(mark: Element, notes: Notes) -> list[Event]:
    """The entries as events, each with everything that it says."""
    events = []
    for node in find_all(mark, "MarkRecordDetails/MarkRecord"):
        details = list(_details(node))
        for basic in find_all(node, "BasicRecord"):
            events.append(_record(basic, details, notes))
            details = []
    return events


def read_ground(mark: Element) -> Status:
    """Why the mark ended: the paragraph that its entries name; ``unknown`` where they have none, or several."""
    grounds = [
        ground
        for node in find_all(mark, "MarkRecordDetails/MarkRecord")
        if _IN_PART not in text(node, "BasicRecord/RecordCurrentStatusCode")
        for ground in texts(node, "*/LegalGround")
    ]
    reasons = {markengesetz_status(paragraph(ground)) for ground in grounds} - {"unknown"}
    return reasons.pop() if len(reasons) == 1 else "unknown"


def _record(basic: Element, details: list[str], notes: Notes) -> Event:
    label = text(basic, "BasicRecordKind")
    publications = find_all(basic, "RecordPublicationDetails/RecordPublication")
    parts = ("Identifier", "Section", "Date")
    published = [joined(*(text(node, f"Publication{part}") for part in parts), by=" ") for node in publications]
    days = ("RecordCurrentStatusDate", "RecordPublicationDetails/RecordPublication/PublicationDate")
    path = next((path for path in days if text(basic, path)), days[0])
    return Event(
        RECORD_KINDS.get(label, "record"),
        read_date(text(basic, path), path.rpartition("/")[2], notes),
        code=label,
        text=joined(
            *texts(basic, "RecordCurrentStatusCode"),
            *details,
            *(f"published {publication}" for publication in published if publication),
            *say_unread(basic, _BASIC),
            by="; ",
        ),
        reference=text(basic, "RecordIdentifier"),
    )


def _details(entry: Element) -> Iterator[str]:
    """What the DPMA's own part of an entry says: the ground of a cancellation, a correction, a change of holder."""
    for extension in find_all(entry, "*"):
        if local_name(extension) != "BasicRecord":
            yield from _said(extension)


def _said(node: Element) -> Iterator[str]:
    name, parts = local_name(node), find_all(node, "*")
    if not parts:
        value = text(node)
        if value.strip("0") and value != "false":
            yield joined(_SAID.get(name, name), value, by=" ")
    for part in parts:
        if local_name(part).endswith(_BOOK):
            party = said(read_party(node, local_name(part).removesuffix(_BOOK)))
            yield joined(_ROLES.get(name, in_words(name)), party, by=" ") if party else ""
        else:
            yield from _said(part)
