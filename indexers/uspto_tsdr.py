"""USPTO, Trademark Status and Document Retrieval (TSDR): one mark per answer, in WIPO ST.66 or WIPO ST.96.

All layouts give the same record in what they all carry. ST.66 keeps the owners beside the mark, not inside it; ST.96
adds the one-letter event type to the four-character event code. TSDR first wrote a draft of ST.96 (1_D3), with a few
other names: :func:`read_st96` reads both.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from indexers.officevalues import Notes, read_date, require_number
from indexers.st66 import finish, read_mark, sentences, verbal_elements
from indexers.st66_parties import read_owners, read_party
from indexers.statuses import termination_date, uspto_status
from indexers.uspto_contacts import read_contact
from indexers.uspto_foreign import read_st66_foreign, read_st96_foreign
from indexers.uspto_notes import note_basis, note_entity, note_register, note_related, note_us_classes
from indexers.uspto_proceedings import read_assignment, read_board
from indexers.uspto_rest import note_rest66, note_rest96
from indexers.uspto_values import (
    LANGUAGE,
    drawing_kind,
    event_kind,
    named,
    national_goods,
    note_designs,
    note_first_use,
    split_owners,
)
from indexers.xmlstream import Element, find, find_all, text, texts
from ipsearch.errors import InputError
from ipsearch.records import Event, Goods, Party, Trademark

_EVENT_CODE_LENGTH = 4
_STANDARD_CHARACTERS = "standard-characters-claimed"
"""The note that the daily files' indicator of the same name becomes."""
_NO_IMAGE = "No image available"
"""What the draft of ST.96 writes as the name of the file of a mark without a drawing."""


def read_st66(data: Element) -> Trademark:
    """A ``TransactionData`` element: the mark and, beside it, its owners.

    Raises :class:`~ipsearch.errors.InputError` for a mark that cannot be a record, or more than one mark: their
    owners could not be told apart.
    """
    marks = find_all(data, "TradeMarkDetails/TradeMark")
    if len(marks) != 1:
        raise InputError("record.bad_value", field="TradeMark", value=len(marks), expected="one per TransactionData")
    mark, notes = marks[0], Notes()
    record = read_mark(mark, "US", notes)
    goods = _st66_goods(mark, notes)
    beside = find_all(data, "ApplicantDetails/Applicant")
    owners = [(text(node, "ApplicantExt/PartyTypeCode"), read_party(node, "Applicant")) for node in beside]
    applicants, former = split_owners(owners, notes)
    extension = "TradeMarkExt/RelatedMarkDetails/InternationalRegistrationNumber"
    requested = ".//BasisRequestforExtentionOfProtectionIndicator"
    for kind in filter(None, map(str.strip, text(mark, "KindMark").split(","))):
        notes.append(f"mark-category:{kind.lower()}")
    if text(mark, "WordMarkSpecification/MarkStandardCharacterIndicator") == "true":
        notes.append(_STANDARD_CHARACTERS)
    _note_national(find(mark, "TradeMarkExt"), notes)
    note_rest66(mark, beside, notes)
    note_designs(texts(mark, ".//DesignSearchCode"), notes)
    _note_beside66(mark, beside, text(mark, extension), notes)
    code = text(mark, "MarkCurrentStatusCode")
    status = uspto_status(code)
    events = [
        *record.events,
        *_renewal(texts(mark, "TradeMarkExt/AdditionalMarkDetails/RenewalDate"), notes),
        *(_st66_event(node, notes) for node in find_all(mark, "MarkEventDetails/MarkEvent")),
        *(read_assignment(node, notes) for node in find_all(mark, "AssignmentBagExt/Assignment")),
        *former,
    ]
    return finish(
        msgspec.structs.replace(
            record,
            kind=drawing_kind(text(mark, "TradeMarkExt/MarkFeatureCode"), record.mark, notes),
            classes=_classes(goods),
            goods=_described(goods),
            status=status,
            status_code=code,
            termination_date=termination_date(status, record.termination_date, record.expiry_date, record.status_date),
            priorities=tuple(read_st66_foreign(node, notes) for node in find_all(mark, "PriorityDetails/Priority")),
            applicants=applicants or read_owners(mark, notes),
            agents=named(_representatives(mark), notes),
            events=tuple(events),
            international_number=_international(text(mark, extension), texts(mark, requested), notes),
            language=LANGUAGE,
        ),
        notes,
    )


def _note_beside66(mark: Element, owners: Sequence[Element], international: str, notes: Notes) -> None:
    """Particulars that have no field, in the order of :func:`_note_beside96`."""
    note_basis(find(mark, "TradeMarkExt/FilingBasisDetails"), notes)
    note_register(find_all(mark, "TradeMarkExt/AdditionalMarkDetails"), notes)
    for node in owners:
        code, state, country = (
            text(node, f"ApplicantExt/{name}")
            for name in ("ApplicantLegalEntityCode", "IncorporationGeographicRegionCode", "IncorporationCountryCode")
        )
        country = country or text(node, "ApplicantIncorporationCountryCode")
        form = text(node, "ApplicantLegalEntity")
        note_entity(read_party(node, "Applicant").name, code, state, country, notes, form=form)
    for docket in texts(mark, "RepresentativeDetails/Representative/RepresentativeExt/RepresentativeDocketText"):
        notes.append(f"attorney-docket-number:{docket}")
    for node in find_all(mark, "GoodsServicesDetails/GoodsServices/ClassDescriptionDetails/ClassDescription"):
        prime = text(node, "ClassDescriptionExt/PrimeClassText") or text(node, "ClassNumber")
        note_us_classes(prime, texts(node, "ClassDescriptionExt/DomesticClassNumbers"), notes)
    for node in find_all(mark, "TradeMarkExt/RelatedMarkDetails"):
        note_related(node, "", international, notes)


def _note_beside96(mark: Element, international: str, notes: Notes) -> None:
    note_basis(find(mark, "NationalFilingBasis"), notes)
    note_register(find_all(mark, "NationalTrademarkInformation"), notes)
    for node in find_all(mark, "ApplicantBag/Applicant"):
        code, state, country = (
            text(node, name) for name in ("NationalLegalEntityCode", "IncorporationState", "IncorporationCountryCode")
        )
        note_entity(read_contact(node).name, code, state, country, notes, form=text(node, "LegalEntityName"))
    for docket in texts(mark, "RecordAttorney/DocketText"):
        notes.append(f"attorney-docket-number:{docket}")
    for node in find_all(mark, "GoodsServicesBag/GoodsServices"):
        entries = find_all(node, "GoodsServicesClassificationBag/GoodsServicesClassification")
        prime = next(
            (text(one, "ClassNumber") for one in entries if text(one, "ClassificationKindCode") == "Primary"), ""
        )
        note_us_classes(prime, [number for one in entries if (number := text(one, "NationalClassNumber"))], notes)
    for node in find_all(mark, "AssociatedMarkBag/AssociatedMark"):
        note_related(node, text(node, "AssociationCategory"), international, notes)


def _representatives(mark: Element) -> list[Party]:
    """Attorney, correspondent and domestic representative: each has a ``RepresentativeDetails`` of its own."""
    nodes = find_all(mark, "RepresentativeDetails/Representative")
    return [read_party(node, "Representative") for node in nodes]


def read_st96(mark: Element) -> Trademark:
    """A ``Trademark`` element of WIPO ST.96. Raises :class:`~ipsearch.errors.InputError` for what is no record."""
    notes = Notes()
    number = require_number(text(mark, "ApplicationNumber/ApplicationNumberText"))
    spelled = "MarkRepresentation/MarkReproduction/WordMarkSpecification"
    words = verbal_elements(mark, f"{spelled}/MarkVerbalElementText", f"{spelled}/MarkSignificantVerbalElementText")
    image = "MarkRepresentation/MarkReproduction/MarkImageBag/MarkImage"
    goods = [g for node in find_all(mark, "GoodsServicesBag/GoodsServices") for g in _st96_goods(node, notes)]
    owners = [(_sequence(node), read_contact(node)) for node in find_all(mark, "ApplicantBag/Applicant")]
    applicants, former = split_owners(owners, notes)
    published = [_st96_publication(node, notes) for node in find_all(mark, "PublicationBag/Publication")]
    code = text(mark, "MarkCurrentStatusCode")
    status = uspto_status(code)
    status_date = read_date(text(mark, "MarkCurrentStatusDate"), "MarkCurrentStatusDate", notes)
    national = find(mark, "NationalTrademarkInformation")
    abandoned = text(national, "ApplicationAbandonedDate") if national is not None else ""
    for kind in texts(mark, "MarkCategory"):
        notes.append(f"mark-category:{kind.lower()}")
    if text(mark, f"{spelled}/MarkStandardCharacterIndicator") == "true":
        notes.append(_STANDARD_CHARACTERS)
    if text(mark, f"{image}/ColourIndicator") == "true":
        notes.append("MarkImageColourIndicator:true")
    _note_national(national, notes)
    note_rest96(mark, notes)
    for bag in ("NationalDesignSearchCodeBag", "NationalDesignClassificationBag"):
        note_designs(texts(mark, f"{image}/{bag}//*"), notes)
    file = text(mark, f"{image}/FileName") or text(mark, f"{image}/ImageFileName")
    roles = ("RecordAttorney", "NationalCorrespondent", "NationalRepresentative")
    agents = [read_contact(node) for role in roles for node in find_all(mark, role)]
    related = "AssociatedMarkBag/AssociatedMark/InternationalApplicationNumber/ApplicationNumberText"
    _note_beside96(mark, text(mark, related), notes)
    claimed = (f"{image}/MarkImageColourClaimedText", f"{image}/MarkImageColourPartClaimedText")
    return finish(
        Trademark(
            office="US",
            application_number=number,
            mark=words,
            registration_number=text(mark, "RegistrationNumber"),
            kind=drawing_kind(text(mark, ".//MarkFeatureCode"), words, notes),
            classes=_classes(goods),
            goods=_described(goods),
            status=status,
            status_code=code,
            status_date=status_date,
            application_date=read_date(text(mark, "ApplicationDate"), "ApplicationDate", notes),
            publication_date=published[0].date if published else None,
            registration_date=read_date(text(mark, "RegistrationDate"), "RegistrationDate", notes),
            termination_date=termination_date(
                status, read_date(abandoned, "ApplicationAbandonedDate", notes), None, status_date
            ),
            priorities=tuple(read_st96_foreign(node, notes) for node in find_all(mark, "PriorityBag/Priority")),
            applicants=applicants,
            agents=named(agents, notes),
            transliteration=sentences(mark, f"{spelled}/MarkTransliteration"),
            translation=sentences(mark, f"{spelled}/MarkTranslationText"),
            description="\n".join(texts(mark, "MarkRepresentation/MarkDescriptionBag/MarkDescriptionText")),
            disclaimer="\n".join(texts(mark, "MarkDisclaimerBag/MarkDisclaimerText")),
            colours="; ".join(value for path in claimed for value in texts(mark, path)),
            events=(
                *published,
                *_renewal([text(national, "RenewalDate")] if national is not None else [], notes),
                *(_st96_event(node, notes) for node in find_all(mark, "MarkEventBag/MarkEvent")),
                *(read_assignment(node, notes) for node in find_all(mark, "AssignmentBag/Assignment")),
                *read_board(mark, notes),
                *former,
            ),
            image="" if file == _NO_IMAGE else file,
            international_number=_international(
                text(mark, related), texts(mark, ".//BasisInternationalRegistrationIndicator"), notes
            ),
            language=LANGUAGE,
        ),
        notes,
    )


def _st66_goods(mark: Element, notes: Notes) -> list[Goods]:
    goods: list[Goods] = []
    for node in find_all(mark, "GoodsServicesDetails/GoodsServices/ClassDescriptionDetails/ClassDescription"):
        prime = text(node, "ClassDescriptionExt/PrimeClassText") or text(node, "ClassNumber")
        basis = "ClassDescriptionExt/FilingBasisDetails"
        anywhere, in_commerce = (
            text(node, f"{basis}/{name}") for name in ("FirstUseDateNumber", "FirstUseInCommerceDate")
        )
        note_first_use(prime, anywhere, in_commerce, notes)
        words, status = "\n".join(texts(node, "GoodsServicesDescription")), text(node, "ClassNumberStatusCode")
        goods += national_goods(prime, texts(node, "ClassNumber"), words, status, notes)
    return goods


def _st96_goods(node: Element, notes: Notes) -> list[Goods]:
    numbers: dict[str, list[str]] = {}
    for entry in find_all(node, "GoodsServicesClassificationBag/GoodsServicesClassification"):
        numbers.setdefault(text(entry, "ClassificationKindCode"), []).extend(texts(entry, "ClassNumber"))
    described = find_all(node, "ClassDescriptionBag/ClassDescription")
    words = "\n".join(value for entry in described for value in texts(entry, "GoodsServicesDescriptionText"))
    # The status stands in a description of its own, without class or text.
    status = text(node, "ClassDescriptionBag/ClassDescription/NationalStatusBag/NationalStatus/NationalStatusCode")
    prime = next(iter(numbers.get("Primary", [])), "")
    basis = "NationalFilingBasis"
    note_first_use(prime, text(node, f"{basis}/FirstUsedDate"), text(node, f"{basis}/FirstUsedCommerceDate"), notes)
    return national_goods(prime, numbers.get("Nice", []), words, status, notes)


def _classes(goods: Sequence[Goods]) -> tuple[int, ...]:
    return tuple(sorted({item.nice_class for item in goods}))


def _described(goods: Sequence[Goods]) -> tuple[Goods, ...]:
    return tuple(item for item in goods if item.text)


def _note_national(national: Element | None, notes: Notes) -> None:
    if national is None:
        return
    if status := text(national, "MarkCurrentStatusExternalDescriptionText"):
        notes.append(f"status:{status}")
    register = text(national, "RegisterCategory")
    # The principal register is "Principal" in ST.66 and "Primary" in ST.96.
    if register not in ("", "Principal", "Primary"):
        notes.append(f"register:{register.lower()}")
    for path in ("TradeDistinctivenessScope", "TradeDistinctivenessScopeText"):
        if scope := text(national, path):
            notes.append(f"distinctiveness-scope:{scope}")
    if correction := text(national, "CertificateCorrectingRegistrationText"):
        notes.append(f"certificate-of-correction:{correction}")


def _international(number: str, requested: Sequence[str], notes: Notes) -> str:
    """The international registration extended to the United States (section 66(a)); one based on this mark is noted."""
    if number and "true" not in requested:
        notes.append(f"international-registration:{number}")
        return ""
    return number


def _renewal(dates: Sequence[str], notes: Notes) -> list[Event]:
    days = [read_date(value, "RenewalDate", notes) for value in dates]
    return [Event("renewal", day) for day in days if day is not None]


def _st66_event(node: Element, notes: Notes) -> Event:
    code = text(node, "MarkEventCode")
    return Event(
        event_kind(code),
        read_date(text(node, "MarkEventDate"), "MarkEventDate", notes),
        code=code,
        text=text(node, "MarkEventExt/MarkEventInternalDescriptionText"),
        reference=text(node, "MarkEventExt/MarkEventProceedingNumber").lstrip("0"),
    )


def _st96_event(node: Element, notes: Notes) -> Event:
    code = text(node, "NationalMarkEvent/MarkEventCode")[:_EVENT_CODE_LENGTH]
    return Event(
        event_kind(code),
        read_date(text(node, "MarkEventDate"), "MarkEventDate", notes),
        code=code,
        text=text(node, "NationalMarkEvent/MarkEventDescriptionText"),
        reference=text(node, "NationalMarkEvent/MarkEventAdditionalText").lstrip("0"),
    )


def _st96_publication(node: Element, notes: Notes) -> Event:
    day = read_date(text(node, "PublicationDate"), "PublicationDate", notes)
    return Event("publication", day, reference=text(node, "PublicationIdentifier"))


def _sequence(node: Element) -> str:
    """The party type, which ST.96 carries as ``sequenceNumber``."""
    return next((str(value) for name, value in node.attrib.items() if str(name).endswith("sequenceNumber")), "")
