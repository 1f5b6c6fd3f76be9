"""Parties in WIPO ST.66: applicants and representatives, by register key or with name and address."""

from __future__ import annotations

import re

from indexers.officevalues import joined
from indexers.xmlstream import Element, find, find_all, local_name, text, texts
from ipsearch.records import Party

_FREE_NAME = "Name/FreeFormatName/FreeFormatNameDetails/FreeFormatNameLine"
_FORMATTED_NAME = (
    "OrganizationName", "OrganizationDepartmentName", "NamePrefix", "FirstName", "MiddleName", "LastName",
    "SecondLastName", "NameSuffix",
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


def involved(node: Element) -> list[tuple[str, str, Party]]:
    """Whom a proceeding names: the element, the role in words and the party, such as ``OpponentDetails``, ``opponent``.

    Every role is built as that of an applicant, so a role that only some offices know is read as well.
    """
    found = []
    for name in dict.fromkeys(map(local_name, find_all(node, "*"))):
        role = name.removesuffix("Details")
        # Other details, such as those of earlier marks, have neither.
        if any(find_all(node, f"{name}/{role}{path}") for path in ("Key", f"/{role}AddressBook")):
            words = _WORDS.sub(" ", role).lower()
            found += [(name, words, party) for party in read_parties(node, role)]
    return found


def read_party(node: Element, role: str) -> Party:
    """One party with its address book; the country is a WIPO ST.3 code."""
    book = find(node, f"{role}AddressBook/FormattedNameAddress")
    identifier = text(node, f"{role}Identifier")
    if book is None:
        return Party(identifier=identifier, country=text(node, f"{role}NationalityCode"))
    lines = texts(book, _FREE_NAME)
    formal = [text(book, f"Name/FormattedName/{part}") for part in _FORMATTED_NAME]
    address = find(book, "Address/FormattedAddress")
    free = texts(book, "Address/FreeFormatAddress/FreeFormatAddressLine")
    where = [] if address is None else [value for field in _ADDRESS for value in texts(address, field)]
    country = text(book, "Address/FormattedAddress/FormattedAddressCountryCode") or text(
        book, "Address/AddressCountryCode"
    )
    county = text(book, "Address/FormattedAddress/AddressCounty")
    if not country and len(county) == 2 and county.isupper():
        # The DPMA writes the country code into AddressCounty.
        country = county
        where.remove(county)
    return Party(
        name=joined(*lines) or joined(*formal, by=" "),
        address=joined(*where, *free),
        country=country,
        identifier=identifier,
    )
