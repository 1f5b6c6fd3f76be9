"""USPTO, TSDR: what a mark's answer has beside the elements that are read, as notes under the names of the elements.

Left out are elements that say nothing about the mark (who examines it and where the file lies) or repeat a code in
words (titles of classes, names of countries).
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from indexers.officevalues import Notes
from indexers.st66 import note_rest
from indexers.st66_parties import read_party
from indexers.unread import note_unread, unread
from indexers.uspto_contacts import read_contact
from indexers.xmlstream import Element, find_all

_MARK66 = frozenset((
    "FilingPlace", "StaffDetails", "MarkEventDetails", "TradeMarkExt", "AssignmentBagExt",
))  # fmt: skip
_EXTENSION66 = frozenset((
    "MarkCurrentStatusExternalDescriptionText", "RegisterCategory", "OfficeDetails", "FilingBasisDetails",
    "AdditionalInformation", "AdditionalMarkDetails", "MarkFeatureCode", "CertificateCorrectingRegistrationText",
    "TradeDistinctivenessScope", "RelatedMarkDetails", "MarkImageDetails", "DesignSearchCode", "RenewalDate",
    "PublishPreviouslyRegisteredMarkIndicator", "ChangeInRegistrationIndicator", "AmendedToPrincipalRegisterIndicator",
    "AmendedToSupplementalRegisterIndicator", "RegisterAmendedDate", "MaintenanceFilingDetails",
))  # fmt: skip
_OWNER66 = frozenset((
    "PartyTypeCode", "PartyTypeDescriptionText", "ApplicantLegalEntityCode", "IncorporationGeographicRegionCode",
    "IncorporationGeographicRegionName", "IncorporationCountryCode", "IncorporationCountryName",
))  # fmt: skip
_OWNER96 = frozenset((
    "LegalEntityName", "NationalLegalEntityCode", "IncorporationCountryCode", "IncorporationState", "NationalityCode",
    "CommentText", "Version", "Contact",
))  # fmt: skip
_WORDS96 = frozenset((
    "MarkVerbalElementText", "MarkSignificantVerbalElementText", "MarkTranslationText", "MarkTransliteration",
    "MarkStandardCharacterIndicator",
))  # fmt: skip
_PARTS96: Sequence[tuple[str, Set[str]]] = (
    (".", frozenset((
        "RegistrationOfficeCode", "ApplicationNumber", "RegistrationNumber", "ApplicationDate", "RegistrationDate",
        "FilingPlace", "MarkCurrentStatusCode", "MarkCurrentStatusDate", "AssociatedMarkBag", "MarkCategory",
        "MarkRepresentation", "MarkDisclaimerBag", "GoodsServicesBag", "PriorityBag", "PublicationBag", "ApplicantBag",
        "NationalRepresentative", "NationalCorrespondent", "RecordAttorney", "StaffBag", "MarkEventBag",
        "AssignmentBag", "LegalProceedingsBag", "NationalTrademarkInformation", "NationalGoodsServices",
        "NationalFilingBasis",
    ))),
    ("MarkRepresentation", frozenset(("MarkReproduction", "MarkDescriptionBag"))),
    ("MarkRepresentation/MarkReproduction", frozenset(("WordMarkSpecification", "MarkImageBag"))),
    ("MarkRepresentation/MarkReproduction/WordMarkSpecification", _WORDS96),
    ("MarkRepresentation/MarkDescriptionBag", frozenset(("MarkDescriptionText", "NationalMarkDescription"))),
    ("MarkRepresentation/MarkDescriptionBag/NationalMarkDescription", frozenset(("MarkFeatureCode",))),
    ("NationalTrademarkInformation", frozenset((
        "RegisterCategory", "AmendedPrincipalRegisterIndicator", "AmendedSupplementalRegisterIndicator",
        "RegisterAmendedDate", "MarkCurrentStatusExternalDescriptionText", "RegistrationChangeIndicator",
        "PreviouslyRegisteredMarkPublicationIndicator", "TradeDistinctivenessScope", "TradeDistinctivenessScopeText",
        "RenewalDate", "CertificateCorrectingRegistrationText", "MaintenanceFilingBag", "NationalCaseLocation",
        "ApplicationAbandonedDate",
    ))),
)  # fmt: skip


def note_rest66(mark: Element, owners: Sequence[Element], notes: Notes) -> None:
    """The rest of a ``TradeMark`` of ST.66, of the USPTO's extensions to it, and of its owners."""
    note_rest(mark, _MARK66, notes)
    for path in ("", "/AdditionalInformation", "/AdditionalMarkDetails"):
        for node in find_all(mark, f"TradeMarkExt{path}"):
            note_unread(node, _EXTENSION66, notes)
    for node in owners:
        for extension in find_all(node, "ApplicantExt"):
            _note_owner(read_party(node, "Applicant").name, unread(extension, _OWNER66), notes)


def note_rest96(mark: Element, notes: Notes) -> None:
    """The rest of a ``Trademark`` of ST.96 and of its owners."""
    for path, read in _PARTS96:
        for node in find_all(mark, path):
            note_unread(node, read, notes)
    for node in find_all(mark, "ApplicantBag/Applicant"):
        _note_owner(read_contact(node).name, unread(node, _OWNER96), notes)


def _note_owner(owner: str, rest: Sequence[tuple[str, str]], notes: Notes) -> None:
    notes.extend(f"owner:{owner}: {name} {said}" for name, said in rest)
