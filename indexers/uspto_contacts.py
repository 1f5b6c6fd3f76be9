"""Parties in the USPTO's ST.96, and in what its ST.66 takes over from there: a ``Contact`` with names and addresses."""

from __future__ import annotations

from indexers.officevalues import joined
from indexers.xmlstream import Element, find, texts
from ipsearch.records import Party

_POSTAL = "PostalAddressBag/PostalAddress"
_PARTS = ("AddressLineText", "CityName", "GeographicRegionName", "PostalCode")


def read_contact(node: Element) -> Party:
    """The party of an element with a ``Contact``; its country is that of the address or else of its incorporation."""
    contact = find(node, "Contact")
    if contact is None:
        return Party()
    structured = f"{_POSTAL}/PostalStructuredAddress"
    lines = [value for part in _PARTS for value in texts(contact, f"{structured}/{part}")]
    countries = (
        *texts(contact, f"{structured}/CountryCode"),
        *texts(node, "IncorporationCountryCode"),
        *texts(node, "NationalityCode"),
    )
    return Party(
        name=contact_name(contact),
        address=joined(*lines, *texts(contact, f"{_POSTAL}/PostalAddressText")),
        country=next(iter(countries), ""),
    )


def contact_name(contact: Element) -> str:
    """Person and organisation, or the entity: the same name may stand there twice, as an organisation and an entity."""
    paths = ("PersonName/PersonFullName", "OrganizationName/OrganizationStandardName", "EntityName")
    return joined(*dict.fromkeys(value for path in paths for value in texts(contact, f"Name/{path}")))
