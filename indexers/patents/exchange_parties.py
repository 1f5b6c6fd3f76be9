"""Parties in the EPO's exchange format and register: names as filed beside names in normal form, addresses.

A party is one ``@sequence`` in up to three spellings: ``docdb`` and ``epodoc`` (with ``[FI]`` behind it) are normal
forms in Latin capitals, ``docdba`` and ``original`` are as filed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import msgspec

from indexers.officevalues import joined
from indexers.patents.xmltext import flat, person_name
from indexers.xmlstream import Element, find, find_all, local_name, text, texts
from ipsearch.records import Party

_COUNTRY_OF_NAME = re.compile(r"\s*\[([A-Z]{2})\]\s*$")
_AS_FILED = frozenset(("docdba", "original"))
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})


def read_parties(body: Element, group: str, item: str, also: str = "") -> tuple[Party, ...]:
    """The parties of the latest ``parties/GROUP``, each ``ITEM`` once; those called ``also`` count apart."""
    several = latest(find_all(body, f"parties/{group}"))
    if several is None:
        return ()
    normal: dict[str, Element] = {}
    filed: dict[str, Element] = {}
    for count, element in enumerate(find_all(several, "*")):
        if (name := local_name(element)) not in (item, also):
            continue
        forms = filed if element.get("data-format") in _AS_FILED else normal
        place = (element.get("sequence") or f"#{count}").lstrip("0")
        forms.setdefault(place if name == item else f"{name} {place}", element)
    # OPS counts spellings as filed on: those of the application, then those of the grant, 1 to 6 for three inventors.
    ahead = normal or filed
    parties = [_party(element, filed.get(place), item) for place, element in ahead.items()]
    for place, element in filed.items():
        if place not in ahead:
            _add(parties, _party(element, element, item))
    return tuple(party for party in parties if party.name)


def read_people(body: Element, *paths: str) -> tuple[Party, ...]:
    """Parties that stand in one spelling each: examiners, assignees; some have an address book, others a name alone."""
    found = (_party(one, None, local_name(one)) for path in paths for one in find_all(body, path))
    return tuple(dict.fromkeys(party for party in found if party.name))


def latest(elements: list[Element]) -> Element | None:
    """The one that was changed last, where the register shows a history; the first one where no dates are given."""
    return max(elements, key=changed, default=None)


def changed(element: Element) -> tuple[str, str]:
    """When the register was changed there: day and issue of the Bulletin."""
    return element.get("change-date") or "", element.get("change-gazette-num") or ""


def address_of(address: Element | None) -> str:
    """An address in one line, its parts in the order of the file, without the country."""
    return ", ".join(_lines(address)) if address is not None else ""


def _lines(address: Element) -> Iterator[str]:
    children = [child for child in address if isinstance(child.tag, str)]
    if not children and (value := flat(address)):
        yield value
    for child in children:
        if local_name(child) != "country":
            yield from _lines(child)


def _party(normal: Element, filed: Element | None, item: str) -> Party:
    holders = _holders(normal, item)
    latin = _name(holders)
    country = ""
    if marked := _COUNTRY_OF_NAME.search(latin):
        latin, country = latin[: marked.start()], marked[1]
    both = [(normal, holders)] if filed is None else [(normal, holders), (filed, _holders(filed, item))]
    original = _name(both[-1][1]).rstrip(", ") if filed is not None else ""
    name = original or latin.rstrip(", ")
    return Party(
        name=name,
        name_en="" if latin.rstrip(", ").casefold() == name.casefold() else latin,
        address=_first(_address(one, those) for one, those in both),
        country=_first(text(one, path) for one, _ in both for path in _COUNTRIES) or country,
        identifier=_first(_identifier(those) for _, those in both),
    )


_COUNTRIES = ("residence/country", "addressbook/address/country", "address/country", "nationality/country")


def _holders(element: Element, item: str) -> list[Element]:
    """What holds the name: an element of its own and the address book, or the party itself."""
    found = [one for one in (find(element, f"{item}-name"), find(element, "addressbook")) if one is not None]
    return found or [element]


def _identifier(holders: list[Element]) -> str:
    for holder in holders:
        if found := holder.get("cdsid") or text(holder, "registered-number") or text(holder, "iid"):
            return found
    return ""


def _name(holders: list[Element]) -> str:
    for holder in holders:
        if whole := flat(find(holder, "name")):
            return whole
        if found := person_name(holder) or text(holder, "orgname") or flat(find(holder, "text")):
            return found
    return ""


def _address(element: Element, holders: list[Element]) -> str:
    """The address; the organisation of a person and its department stand before it."""
    of = next((one for one in holders if text(one, "last-name")), None)
    before = [value for name in ("orgname", "department") for value in texts(of, name)] if of is not None else []
    where = (address_of(find(element, path)) for path in ("addressbook/address", "address"))
    return joined(*before, _first(where))


def _first(values: Iterator[str]) -> str:
    return next((value for value in values if value), "")


def _add(parties: list[Party], more: Party) -> None:
    """Another spelling of a known party, or another party. Capitals give way to the spelling that is not in them."""
    wanted = _keys(more.name)
    for place, party in enumerate(parties):
        if wanted & (_keys(party.name) | _keys(party.name_en)):
            if party.name.isupper() and not more.name.isupper():
                latin = party.name_en or party.name
                same = latin.casefold() == more.name.casefold()
                parties[place] = msgspec.structs.replace(party, name=more.name, name_en="" if same else latin)
            return
    parties.append(more)


def _keys(name: str) -> frozenset[str]:
    """A name's words in order of the alphabet, umlauts spelt out and left out."""
    plain = name.casefold()
    forms = (plain.translate(_SPELT_OUT), plain)
    bare = ("".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c)) for form in forms)
    return frozenset(key for form in bare if (key := " ".join(sorted(re.findall(r"\w+", form)))))
