"""People, organisations, agencies and addresses of Chinese documents, in both layouts of CNIPA."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexers.patents.exchange_parties import address_of
from indexers.xmlstream import Element, find, find_all, text
from ipsearch.records import Party

_AGENCY_NUMBER = re.compile(r"\s+(\d{4,6})$")
_REGIONS = ("Province", "City", "County", "AddressCity")
_PLACE = ("Street", "AddressBuilding", "AddressFloor", "AddressRoom", "AddressLine", "PostBox", "AddressMailCode")
"""Parts of an address in the order in which Chinese writes them, from the region to the door."""
_NO_CITY = frozenset(("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"))
"""What stands in place of a city under a municipality or beside the cities of a province (GB/T 2260)."""


def first(element: Element, names: tuple[str, ...]) -> str:
    """The first text at any of the paths, wherever below the element."""
    return next((value for name in names if (value := text(element, f".//{name}"))), "")


def read_parties(body: Element, path: str) -> tuple[Party, ...]:
    """Parties, each with its name in both languages where the document has both; ``0`` stands for none."""
    found: dict[str, Party] = {}
    for place, one in enumerate(find_all(body, path)):
        name = first(one, ("Name", "OrganizationName", "name", "orgname"))
        if not name or name == "0":
            continue
        latin = (one.get("lang") or "zh").lower() == "en"
        code = first(one, ("OrganizationCode",))
        address = _address(one, latin)
        party = Party(
            name=name,
            address=address,
            country=first(one, ("Address/WIPOST3Code", "address/country", "WIPOST3Code", "country")),
            identifier="" if not code.strip("0") else code,
        )
        key = one.get("sequence") or str(place)
        if latin and key in found:
            found[key] = Party(
                found[key].name, name, found[key].address, address, found[key].country, found[key].identifier
            )
        else:
            found.setdefault(key, party)
    return tuple(found.values())


def _address(one: Element, latin: bool) -> str:
    """The address as one text, else its parts; a postal code that the text has not stands before it."""
    new, old = find(one, ".//Address"), find(one, ".//address")
    if new is None:
        return "" if (line := address_of(old)) == "0" else line
    whole, code = _known(new, "Text"), _known(new, "PostCode")
    if not whole:
        parts = [value for name in (*_REGIONS, *_PLACE) if (value := _known(new, name)) and value not in _NO_CITY]
        whole = ", ".join(reversed(parts)) if latin else "".join(parts)
    return " ".join(part for part in ("" if code in whole else code, whole) if part)


def _known(address: Element, name: str) -> str:
    value = text(address, name)
    return "" if value == "0" else value


def read_agents(body: Element, path: str) -> Iterator[Party]:
    """The agency (代理机构) and the agent (代理人), each a party; the agency's number is its identifier."""
    group = find(body, path.rpartition("/")[0])
    known = "" if group is None else text(group, "CustomerNumber")
    for one in find_all(body, path):
        agency = first(one, ("Agency//OrganizationName", "cn-agency/name", "cn-agency/orgname", "agency/name"))
        if agency:
            number = _AGENCY_NUMBER.search(agency)
            yield Party(name=_AGENCY_NUMBER.sub("", agency), identifier=number[1] if number else known)
        person = text(one, "AddressBook/Name") or text(one, "name") or text(one, "addressbook/name")
        if person and person != agency:
            yield Party(name=person)
