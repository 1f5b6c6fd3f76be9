"""Source ``euipo``: EU trade marks as the EUIPO publishes them, schema EM-TM-TradeMark (a dialect of WIPO ST.66).

One file holds one or many ``TradeMark`` elements. Applicants and representatives are register keys: their names are in
files of their own. ``status_code`` is the office's text with the two numbers behind it, such as
``Registered (milestone 23, status 1)``. A deletion (``operationCode="Delete"``) does not say why, so such a mark is
``inactive`` unless its own status is already that of a dead mark. One that gives no more than the number is a partial
record: the stored mark stays and is dead from then on.

National offices and WIPO hand out their own marks for TMview in the EUIPO's schema, under its namespace or one of
their own at TMview (``http://gb.tmview.europa.eu/trademark/data``): each mark is one of the office that it names
(``RegistrationOfficeCode``). INPI hands out a single mark without a namespace and without a transaction around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from indexers.base import Reading, Rejected, Source, Unit
from indexers.files import Blob
from indexers.merge import merge_part
from indexers.officevalues import Notes, mark_kind
from indexers.st66 import finish, note_rest, read_mark
from indexers.st66_goods import read_goods
from indexers.st66_parties import read_owners, read_parties
from indexers.st66_proceedings import READ, read_proceedings, read_records
from indexers.statuses import DEAD, euipo_status, termination_date
from indexers.xmlhead import read_head
from indexers.xmlstream import Element, build_record, elements, find_all, line_of, local_name, text, texts
from ipsearch.errors import InputError, Problem
from ipsearch.records import Event, Trademark

OFFICE = "EM"
NAMESPACE = re.compile(r"https?://(?:(?:www\.)?(?:euipo|oami)|(?:[a-z]{2}\.)?tmview)\.europa\.eu/")
"""The office has changed it with its own name and with its downloads: ``http://euipo.europa.eu/trademark/data``,
``http://www.euipo.europa.eu/EUTM/EUTM_Download``, ``http://www.oami.europa.eu/TM-Search``. Of the national offices
some have one of their own: ``http://ro.tmview.europa.eu/trademark/data``."""
HELD_BACK = 500
"""Marks of one transaction kept until its relations have been read, which follow all of its marks. The office writes
one mark per transaction; the limit keeps memory flat on a file that somebody has merged."""

DELETION = Event("deletion", code="Delete")
"""What a deletion adds to a mark; the office gives it no date."""

_INTERNATIONAL = re.compile(r"W0*(\d+[A-Z]?)\Z")
_READ = READ | {"SecondLanguageCode", "TradeDistinctivenessIndicator"}
"""What is read here beside what every source of ST.66 reads."""


def read_trademark(mark: Element) -> Trademark:
    """One ``TradeMark`` element. Raises :class:`~ipsearch.errors.InputError` for a mark that cannot be a record."""
    notes: Notes = []
    record = read_mark(mark, text(mark, "RegistrationOfficeCode") or OFFICE, notes)
    classes, goods = read_goods(mark, notes)
    label = text(mark, "MarkCurrentStatusCode")
    deleted = mark.get("operationCode") == "Delete"
    status = euipo_status(label)
    if deleted and status not in DEAD:
        status = "inactive"
    _note_particulars(mark, notes)
    note_rest(mark, _READ, notes)
    international = _INTERNATIONAL.match(record.application_number)
    events = (*record.events, *read_proceedings(mark, notes), *read_records(mark, notes))
    return finish(
        msgspec.structs.replace(
            record,
            kind=mark_kind(text(mark, "MarkFeature"), record.mark, notes),
            registration_number=record.registration_number or _number_for_life(record),
            classes=classes,
            goods=goods,
            status=status,
            status_code=_status_code(mark, label),
            # By the office's own status: the date of a living one is not the day on which the mark was deleted.
            termination_date=termination_date(
                euipo_status(label), record.termination_date, record.expiry_date, record.status_date
            ),
            applicants=read_owners(mark, notes),
            agents=read_parties(mark, "Representative"),
            international_number=international[1] if international else record.international_number,
            events=(*events, DELETION) if deleted else events,
        ),
        notes,
    )


def _number_for_life(record: Trademark) -> str:
    """That of an EU mark: opposed ones show the same number for application and registration."""
    return record.application_number if record.registration_date and record.office == OFFICE else ""


def _status_code(mark: Element, label: str) -> str:
    for node in find_all(mark, "MarkCurrentStatusCode"):
        numbers = [f"{name} {value}" for name in ("milestone", "status") if (value := node.get(name))]
        return f"{label} ({', '.join(numbers)})" if numbers else label
    return label


def _note_particulars(mark: Element, notes: Notes) -> None:
    kind = text(mark, "KindMark")
    if kind not in ("", "Individual"):
        notes.append(f"mark-category:{kind.lower()}")
    if second := text(mark, "SecondLanguageCode"):
        notes.append(f"second-language:{second.lower()}")
    if text(mark, "TradeDistinctivenessIndicator") == "true":
        notes.append("acquired-distinctiveness")


def _read(unit: Unit[Trademark]) -> Reading[Trademark]:
    for blob in unit.blobs:
        yield from _read_blob(blob)


def _read_blob(blob: Blob) -> Reading[Trademark]:
    held: dict[str, Trademark] = {}
    try:
        for element in elements(blob, "TradeMark", also=("TradeMarkRelation", "TransactionData")):
            if isinstance(element, Rejected):
                yield element
                continue
            match local_name(element):
                case "TradeMark":
                    item = build_record(blob, element, read_trademark)
                    if isinstance(item, Rejected):
                        yield item
                        continue
                    # A second statement about the same mark must not swallow the first one.
                    if item.id in held or len(held) >= HELD_BACK:
                        yield from _release(held)
                    held[item.id] = item
                case "TradeMarkRelation":
                    yield from _relate(blob, element, held)
                case _:
                    yield from _release(held)
    except InputError:
        # What came before the damage counts.
        yield from _release(held)
        raise
    yield from _release(held)


def _release(held: dict[str, Trademark]) -> Iterator[Trademark]:
    yield from held.values()
    held.clear()


def _relate(blob: Blob, relation: Element, held: dict[str, Trademark]) -> Iterator[Rejected]:
    """A relation between marks (a division, a conversion) becomes an event of the mark it names."""
    number = text(relation, "TradeMarkIdentifier")
    record = held.get(f"{OFFICE}-{number}")
    if record is None:
        problem = Problem("record.orphan", {"member": "TradeMarkRelation", "key": number, "base": "TradeMarkDetails"})
        yield Rejected(problem.at(line_of(blob, relation)), " ".join(texts(relation, "*")))
        return
    label = text(relation, "TradeMarkRelationKind")
    event = Event(
        "division" if "division" in label.lower() else "relation",
        code=label,
        reference=text(relation, "RelatedTradeMarkIdentifier"),
    )
    held[record.id] = msgspec.structs.replace(record, events=(*record.events, event))


def _sniff(blob: Blob) -> bool:
    head = read_head(blob.head())
    if head.root == "TradeMark":
        return not head.namespace and "<RegistrationOfficeCode>" in head.text
    return (
        head.root == "Transaction" and NAMESPACE.match(head.namespace) is not None and "TradeMarkDetails" in head.text
    )


def is_whole(record: Trademark) -> bool:
    """Whether the record replaces what is stored: every one but a deletion that gives neither text nor form."""
    return bool(record.mark) or record.kind != "unknown" or DELETION not in record.events


def merge_deletion(stored: Trademark | None, deletion: Trademark) -> Trademark | Rejected:
    """The stored mark as a deletion leaves it: everything is kept, and a status of a living mark is ``inactive``."""
    merged = merge_part(stored, deletion)
    if stored is None or isinstance(merged, Rejected):
        return merged
    events = (*stored.events, *(event for event in deletion.events if event not in stored.events))
    return msgspec.structs.replace(merged, events=events)


SOURCE = Source("euipo", read=_read, sniff=_sniff, partial=True, whole=is_whole, merge=merge_deletion)
