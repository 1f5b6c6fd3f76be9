"""Numbers of documents, applications and priorities in the EPO's exchange format, up to three forms of each.

The form is in ``@data-format``, in OPS in ``@document-id-type``: ``docdb`` is the normal form and decides, ``original``
is kept beside it, ``epodoc`` (country and number in one) is used where there is no other.
"""

from __future__ import annotations

import re

import msgspec

from indexers.officevalues import Notes
from indexers.patents.exchange_parties import latest
from indexers.patents.xmltext import day
from indexers.xmlstream import Element, find_all, text
from ipsearch.records import Filing

_EPODOC = re.compile(r"([A-Z]{2})(.+?)((?<=\d)[A-WYZ]\d?)?\Z")
"""What is no patent has the letter of its kind behind its number (``CN202021636619U``); an X there is DOCDB's own."""
_EPODOC_US = re.compile(r"US((?:19|20)(\d\d))0(\d{6})([A-WYZ]?)\Z")
_YEAR_BEHIND = range(1935, 2012)
"""Applications of these years have two digits of the year behind their serial in DOCDB (09/265,629: 26562999)."""
_YEAR_AHEAD = range(1900, 1912)
"""Of these the whole year is ahead (``1907397060``): behind, it would be that of a century later."""
_EPODOC_EP = re.compile(r"EP(?:19|20)(\d\d)0(\d{6})\Z")
_EPODOC_WO = re.compile(r"WO((?:19|20)\d\d)([A-Z]{2})0*(\d{1,6})\Z")
_WITH_KIND = re.compile(r"([A-Z]{2})(.*?\d)([A-Z]\d?)?\Z")


def read_filing(references: list[Element], notes: Notes) -> Filing:
    """The document that several references in different forms name; empty where none does."""
    found = _forms(references)
    best = next((found[form] for form in ("docdb", "epodoc", "original") if form in found), None)
    if best is None or not text(best, "doc-number"):
        return Filing()
    filing = Filing(text(best, "country"), text(best, "doc-number"), text(best, "kind"))
    if not filing.country:
        filing = from_epodoc(filing.number)
    dates = (day(text(one, "date"), "date", notes) for one in found.values())
    original = text(found["original"], "doc-number") if "original" in found else ""
    return msgspec.structs.replace(filing, date=next((date for date in dates if date), None), original=original)


def _forms(references: list[Element]) -> dict[str, Element]:
    """The first number in each form."""
    found: dict[str, Element] = {}
    for reference in references:
        # The register writes the number of a priority without the element around it.
        for document in find_all(reference, "document-id") or [reference]:
            form = reference.get("data-format") or document.get("document-id-type") or "docdb"
            found.setdefault(form, document)
    return found


def from_epodoc(number: str) -> Filing:
    """A number in epodoc form, in DOCDB form where the way there is sure.

    European applications lose the century (``EP20100167109`` is EP 10167109), international ones are at their receiving
    office (``WO2024EP63512`` is EP 2024063512 W), American ones have the year behind (``US19990265629`` is US 26562999
    A), which no key can tell from a publication. Applications of other offices keep their digits, because how many of
    them the DOCDB has depends on office and year.
    """
    if found := _EPODOC_EP.match(number):
        return Filing("EP", found[1] + found[2], "A")
    if found := _EPODOC_WO.match(number):
        return Filing(found[2], f"{found[1]}{found[3]:0>6}", "W")
    if found := _EPODOC_US.match(number):
        if int(found[1]) in _YEAR_BEHIND:
            return Filing("US", f"{int(found[3])}{found[2]}", found[4] or "A")
        if int(found[1]) in _YEAR_AHEAD:
            return Filing("US", found[1] + found[3], found[4] or "A")
    if found := _EPODOC.match(number):
        return Filing(found[1], found[2], found[3] or "")
    return Filing(number=number)


def from_joined(number: str) -> Filing:
    """A number that has country and kind in one (``US5556839A``); empty if it has not."""
    found = _WITH_KIND.match(number.strip())
    return Filing(found[1], found[2], found[3] or "") if found else Filing()


def read_priorities(body: Element, notes: Notes) -> tuple[Filing, ...]:
    """The priorities, by sequence.

    The numbers in original form follow a sequence of their own (in AP 1206 the second one belongs to the first in DOCDB
    form), so they go into the notes, and one that stands alone is no further priority beside others.
    """
    groups: dict[str, list[Element]] = {}
    several = latest(find_all(body, "priority-claims"))
    for claim in find_all(body if several is None else several, "priority-claim"):
        groups.setdefault(claim.get("sequence") or str(len(groups)), []).append(claim)
    found: dict[Filing, None] = {}
    loose = {sequence for sequence, claims in groups.items() if _forms(claims).keys() <= {"original"}}
    for sequence, claims in groups.items():
        filing = read_filing(claims, notes)
        alone = sequence in loose and len(loose) < len(groups)
        if filing.number and not filing.kind:  # the register has the epodoc form, its country in an element of its own
            known = from_epodoc(filing.country + filing.number)
            filing = msgspec.structs.replace(known, date=filing.date, original=filing.original)
        if filing.original and (alone or filing.original != filing.number):
            notes.append(f"priority-original:{filing.original}")
        if filing.number and not alone:
            found[msgspec.structs.replace(filing, original="")] = None
    return tuple(found)
