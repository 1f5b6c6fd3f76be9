"""Parties in WIPO ST.66: applicants and representatives, by register key or with name and address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from indexers.officevalues import Notes, joined
from indexers.xmlstream import Element, find, find_all, local_name, text, texts
from ipsearch.records import Party

_FREE_NAME = "Name/FreeFormatName/FreeFormatNameDetails/FreeFormatNameLine"
_FORMATTED_NAME = (
    "OrganizationName", "OrganizationDepartment", "OrganizationDepartmentName", "NamePrefix", "FirstName", "MiddleName",
    "LastName", "SecondLastName", "NameSuffix",
)  # fmt: skip
_ADDRESS = (
    "AddressLine", "AddressMailCode", "AddressPostOfficeBox", "AddressRoom", "AddressFloor", "AddressBuilding",
    "AddressStreet", "AddressCity", "AddressCounty", "AddressState", "AddressPostcode",
)  # fmt: skip

_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def read_parties(mark: Element, role: str) -> tuple[Party, ...]:
    """The parties of one role (``Applicant``, ``Representative``): by key, by address book, or both.

    A party that has neither name nor number is left out: registers print an empty frame for "none".
    """
    details = f"{role}Details"
    # For TMview the United Kingdom's office names the address of a party's own file instead of its number.
    found = [text(node, "Identifier") or text(node, "URI") for node in find_all(mark, f"{details}/{role}Key")]
    keys = [Party(identifier=key) for key in found if key]
    full = [read_party(node, role) for node in find_all(mark, f"{details}/{role}")]
    return tuple(party for party in (*keys, *full) if party != Party())


def read_owners(mark: Element, notes: Notes) -> tuple[Party, ...]:
    """The applicants; the holders where there are none, as in marks of WIPO (Madrid). Holders beside them are notes."""
    applicants, holders = read_parties(mark, "Applicant"), read_parties(mark, "Holder")
    if applicants:
        notes.extend(f"holder:{said(party)}" for party in holders if party not in applicants)
    return applicants or holders


def said(party: Party) -> str:
    """A party in one line."""
    return joined(*dict.fromkeys((party.name, party.address, party.country, party.identifier)))


def involved(node: Element) -> list[tuple[str, str, Party]]:
    """Whom a proceeding names: the element, the role in words and the party, such as ``OpponentDetails``, ``opponent``.

    Every role is built as that of an applicant, so a role that only some offices know is read as well.
    """
    found = []
    for name in dict.fromkeys(map(local_name, find_all(node, "*"))):
        role = name.removesuffix("Details")
        if role == name:
            continue
        # Other details, such as those of earlier marks, have neither.
        if any(find_all(node, f"{name}/{role}{path}") for path in ("Key", f"/{role}AddressBook")):
            found += [(name, in_words(role), party) for party in read_parties(node, role)]
    return found


def in_words(role: str) -> str:
    """The name of a role as an element has it, in words.

    >>> in_words("NewHolder")
    'new holder'
    """
    return _WORDS.sub(" ", role).lower()


def read_party(node: Element, role: str) -> Party:
    """One party with its address book; the country is a WIPO ST.3 code, of the address or else of its nationality."""
    book = find(node, f"{role}AddressBook/FormattedNameAddress")
    identifier = text(node, f"{role}Identifier")
    origin = text(node, f"{role}IncorporationCountryCode") or text(node, f"{role}NationalityCode")
    if book is None:
        # The standard has lines that are name and address at once beside the address in parts.
        lines = texts(node, f"{role}AddressBook/FreeFormatAddressDetails/FreeFormatNameAddressLine")
        return Party(name=joined(*lines[:1]), address=joined(*lines[1:]), country=origin, identifier=identifier)
    name = joined(*texts(book, _FREE_NAME))
    address = _fields(find(book, "Address/FormattedAddress"))
    free = texts(book, "Address/FreeFormatAddress/FreeFormatAddressLine")
    where = [value for field in _ADDRESS for value in address.get(field, ())]
    country = joined(*address.get("FormattedAddressCountryCode", ())[:1]) or text(book, "Address/AddressCountryCode")
    county = joined(*address.get("AddressCounty", ())[:1])
    if not country and len(county) == 2 and county.isupper():
        # The DPMA writes the country code into AddressCounty.
        country = county
        where.remove(county)
    return Party(
        name=name or _formal(_fields(find(book, "Name/FormattedName"))),
        address=joined(*where, *free) or text(node, f"{role}AddressBook/PostalAddress"),
        country=country or origin,
        identifier=identifier,
    )


def _formal(name: Mapping[str, Sequence[str]]) -> str:
    return joined(*(value for part in _FORMATTED_NAME for value in name.get(part, ())[:1]), by=" ")


def _fields(node: Element | None) -> Mapping[str, Sequence[str]]:
    """The texts of the parts of a name or an address, by the names of the parts."""
    fields: dict[str, list[str]] = {}
    for child in () if node is None else find_all(node, "*"):
        if value := text(child):
            fields.setdefault(local_name(child), []).append(value)
    return fields
