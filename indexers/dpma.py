"""Source ``dpma``: the German register's answer for a trade mark (DPMAregister, DE-TM-Register, WIPO ST.66).

A list of results (``HitList``) is read too, see :mod:`indexers.dpma_hits`. Statuses are German words (Aktenzustand);
those that are not known for certain stay ``unknown``. Where the register says why a mark was removed, by the paragraph
of the Trade Mark Act (MarkenG), the status follows it.
"""

from __future__ import annotations

import msgspec

from indexers.base import Reading, Source, Unit
from indexers.dpma_hits import is_whole, merge_hit, read_hit
from indexers.dpma_records import read_ground, read_records
from indexers.files import Blob
from indexers.officevalues import Notes, mark_kind
from indexers.st66 import finish, note_rest, read_mark
from indexers.st66_goods import read_goods
from indexers.st66_parties import read_owners, read_parties, read_party, said
from indexers.st66_proceedings import READ, read_proceedings
from indexers.statuses import dpma_status, termination_date
from indexers.xmlhead import read_head
from indexers.xmlstream import Element, build_record, elements, find_all, local_name, text, texts
from ipsearch.records import Party, Trademark

NAMESPACE = "http://www.wipo.int/standards/XMLSchema/trademarks"
_HOST = "register.dpma.de"

_CLASS_NUMBER = "GoodsServicesDetails/GoodsServices/ClassDescriptionDetails/ClassDescription/ClassNumber"
_READ = READ | {"FileNumber", "MarkFeatureDPMA", "CorrespondenceAddress"}
"""What is read here beside what every source of ST.66 reads."""


def read_trademark(mark: Element) -> Trademark:
    """One ``TradeMark`` element. Raises :class:`~ipsearch.errors.InputError` for a mark that cannot be a record."""
    notes: Notes = []
    # The register also shows EU marks (EM) and international ones (WO).
    record = read_mark(mark, text(mark, "RegistrationOfficeCode") or "DE", notes)
    classes, goods = read_goods(mark, notes)
    label = text(mark, "MarkCurrentStatusCode")
    status = dpma_status(label)
    if status == "inactive" and (reason := read_ground(mark)) != "unknown":
        status = reason
    applicants, agents = read_owners(mark, notes), read_parties(mark, "Representative")
    _note_particulars(mark, record, {*applicants, *agents}, notes)
    note_rest(mark, _READ, notes)
    return finish(
        msgspec.structs.replace(
            record,
            kind=mark_kind(text(mark, "MarkFeature"), record.mark, notes),
            classes=classes,
            goods=goods,
            status=status,
            status_code=label,
            termination_date=termination_date(status, record.termination_date, record.expiry_date, record.status_date),
            applicants=applicants,
            agents=agents,
            events=(*record.events, *read_proceedings(mark, notes), *read_records(mark, notes)),
        ),
        notes,
    )


def _note_particulars(mark: Element, record: Trademark, known: set[Party], notes: Notes) -> None:
    kind = text(mark, "KindMark")
    if kind not in ("", "Individual"):
        notes.append(f"mark-category:{kind.lower()}")
    feature = text(mark, "MarkFeatureDPMA")
    if feature and feature != text(mark, "MarkFeature"):
        notes.append(f"mark-feature-dpma:{feature}")
    file_number = text(mark, "FileNumber")
    if file_number not in ("", record.application_number, record.registration_number):
        notes.append(f"file-number:{file_number}")
    leading = text(mark, "GoodsServicesDetails/GoodsServices/ProposedLeadingClassNumber")
    if leading and len(texts(mark, _CLASS_NUMBER)) > 1:
        notes.append(f"leading-class:{leading}")
    if text(mark, "WordMarkSpecification/MarkStandardCharacterIndicator") == "true":
        notes.append("standard-characters")
    for node in find_all(mark, "CorrespondenceAddress"):
        party = read_party(node, "Correspondence")
        if party not in (Party(), *known):
            notes.append(f"correspondence:{said(party)}")


def _read_record(element: Element) -> Trademark:
    return read_hit(element) if local_name(element) == "Entries" else read_trademark(element)


def _read(unit: Unit[Trademark]) -> Reading[Trademark]:
    for blob in unit.blobs:
        for element in elements(blob, "TradeMark", "Entries"):
            yield build_record(blob, element, _read_record)


def _sniff(blob: Blob) -> bool:
    head = read_head(blob.head())
    whole = head.root == "Transaction" and head.namespace == NAMESPACE and _HOST in head.text
    return whole or (head.root == "HitList" and "HitCount" in head.text)


SOURCE = Source("dpma", read=_read, sniff=_sniff, partial=True, whole=is_whole, merge=merge_hit)
