"""USPTO: what a record has no field of its own for, as notes that say the same in each of the office's layouts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from indexers.officevalues import Notes, joined
from indexers.xmlstream import Element, find_all, local_name, text, texts

_ENTITIES: Mapping[str, str] = MappingProxyType({
    "01": "individual", "02": "partnership", "03": "corporation", "04": "joint ownership", "05": "joint venture",
    "06": "incorporated association", "07": "unincorporated association", "08": "trustee", "09": "joint stock company",
    "10": "limited liability joint stock company", "11": "company", "12": "foundation", "13": "limited partnership",
    "14": "state agency", "15": "federal agency", "16": "limited liability company", "17": "trust", "18": "estate",
    "19": "sole proprietorship",
})  # fmt: skip
"""Legal forms of owners by their two digits (Trademark Applications documentation); 98 is none, 99 has a statement."""
_STAGES: Mapping[str, str] = MappingProxyType({
    "BasisWhenFiled": "filed", "BasisCurrently": "current", "BasisAmended": "amended",
    "FilingBasis": "filed", "CurrentBasis": "current", "AmendedBasis": "amended",
})  # fmt: skip
_BASES: Mapping[str, str] = MappingProxyType({
    "BasisUseIndicator": "use", "BasisIntentToUseIndicator": "intent to use",
    "BasisForeignApplicationIndicator": "foreign application",
    "BasisForeignRegistrationIndicator": "foreign registration",
    "BasisRequestforExtentionOfProtectionIndicator": "extension of protection",
    "BasisInternationalRegistrationIndicator": "extension of protection",
    "BasisNoIndicator": "none", "NoBasisIndicator": "none",
})  # fmt: skip
"""Bases of an application (15 U.S.C. §§ 1051, 1126, 1141f), by the elements of ST.66 and of ST.96."""
_FLAGS: Mapping[str, str] = MappingProxyType({
    "AmendedToPrincipalRegisterIndicator": "principal-register-amended",
    "AmendedPrincipalRegisterIndicator": "principal-register-amended",
    "AmendedToSupplementalRegisterIndicator": "supplemental-register-amended",
    "AmendedSupplementalRegisterIndicator": "supplemental-register-amended",
    "ChangeInRegistrationIndicator": "change-registration", "RegistrationChangeIndicator": "change-registration",
    "PublishPreviouslyRegisteredMarkIndicator": "section-12c",
    "PreviouslyRegisteredMarkPublicationIndicator": "section-12c",
})  # fmt: skip
"""What the daily files call the same."""

_HEADER_FIELDS = frozenset((
    "filing-date", "registration-date", "status-code", "status-date", "mark-identification", "mark-drawing-code",
    "published-for-opposition-date", "abandonment-date", "cancellation-date", "republished-12c-date",
    "domestic-representative-name", "attorney-name", "renewal-date",
))  # fmt: skip
_CATEGORIES = frozenset((
    "trademark", "service-mark", "collective-trademark", "collective-service-mark", "collective-membership-mark",
    "certification-mark",
))  # fmt: skip


def note_header(header: Element, notes: Notes) -> None:
    """Categories of the mark, indicators that are set, and everything else that a ``case-file-header`` says."""
    for node in header:
        name, value = local_name(node), text(node)
        if name.endswith("-in"):
            plain = name.removesuffix("-in")
            if value == "T":
                notes.append(f"mark-category:{plain.replace('-', ' ')}" if plain in _CATEGORIES else plain)
        elif value.strip("0") and name not in _HEADER_FIELDS:
            notes.append(f"{name}:{value}")


def rest(node: Element, *read: str) -> str:
    """The children of an element of the daily files that have no children, without those that are read elsewhere."""
    pairs = ((local_name(child), text(child)) for child in node if len(child) == 0)
    return ", ".join(
        f"{name} {value}" for name, value in pairs if name not in read and value.strip("0") and value != "F"
    )


def note_entity(name: str, code: str, state: str, country: str, notes: Notes, *, form: str = "") -> None:
    """The legal form of an owner and where it is from: a country, or a state of the United States as ``US-DE``.

    ``form``: what the office says of it in words, for a code that has none of its own, such as 99.
    """
    entity = _ENTITIES.get(code.zfill(2)) or form or (f"entity {code}" if code.strip("0") else "")
    if said := joined(entity, f"US-{state}" if state else country):
        notes.append(f"owner-entity:{name}: {said}")


def note_us_classes(prime: str, numbers: Iterable[str], notes: Notes) -> None:
    """The classes of the United States' own system that an entry is in, beside its class of the Nice classification."""
    if said := " ".join(numbers):
        notes.append(f"us-classes:{prime.strip()} {said}")


def note_basis(node: Element | None, notes: Notes) -> None:
    """The bases of an application that are set: when it was filed, now, as amended."""
    for stage in () if node is None else node:
        bases = [_BASES.get(local_name(one), "") for one in stage if text(one) == "true"]
        if said := joined(*bases):
            notes.append(f"filing-basis-{_STAGES.get(local_name(stage), local_name(stage))}:{said}")


def note_register(nodes: Sequence[Element], notes: Notes) -> None:
    """What became of the registration: amendments, affidavits and whether they were accepted."""
    for node in nodes:
        set_ = {local_name(child) for child in node if text(child) == "true"}
        notes += [flag for name, flag in _FLAGS.items() if name in set_]
        for day in texts(node, "RegisterAmendedDate"):
            notes.append(f"amend-to-register-date:{day[:10]}")
        for path in ("MaintenanceFilingDetails", "MaintenanceFilingBag/MaintenanceFiling"):
            for filing in find_all(node, path):
                decision = text(filing, "DecisionStatusText") or text(filing, "DecisionStatusCategory")
                if said := joined(text(filing, "SectionText"), decision, by=" "):
                    notes.append(f"section:{said}")


def note_related(node: Element, kind: str, known: str, notes: Notes) -> None:
    """The numbers of another mark that an element of ST.66 or ST.96 relates this one to, without a known one."""
    leaves = (one for one in node.iter() if len(one) == 0 and isinstance(one.tag, str))
    numbers = [value for one in leaves if (value := text(one)) and value not in (kind, known)]
    if numbers:
        notes.append(f"related:{joined(kind, ' '.join(dict.fromkeys(numbers)), by=': ')}")
