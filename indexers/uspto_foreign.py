"""USPTO, TSDR: foreign applications and registrations on which a mark rests (section 44 of the Lanham Act).

Section 44(d) claims the priority of an application; section 44(e) rests on a registration, which is no priority. A
claim has room for one number and one day: the others are notes, with the names that the daily files have for them.
"""

from __future__ import annotations

from indexers.officevalues import Notes, joined, read_date
from indexers.unread import unread
from indexers.xmlstream import Element, find, text
from ipsearch.records import Priority

_ST66 = frozenset((
    "ForeignPriorityClaimedIndicator", "ForeignApplicationFilingDate", "ForeignRegistartionNumber",
    "PriorityCountryName",
))  # fmt: skip
_ST96 = frozenset((
    "PriorityCountryCode", "ApplicationNumber", "PriorityApplicationFilingDate", "PriorityStatusCategory",
    "PriorityRegistrationNumber", "CommentText",
))  # fmt: skip
"""The comment is the name of the country."""
_REGISTERED = "RegistrationDate"


def read_st66_foreign(node: Element, notes: Notes) -> Priority:
    """A ``Priority`` of ST.66 with the USPTO's extension, in which the name of the number is misspelled."""
    extension = find(node, "PriorityExt")
    return _foreign(
        text(node, "PriorityCountryCode") or text(node, "PriorityExt/PriorityCountryName"),
        text(node, "PriorityNumber"),
        text(node, "PriorityDate") or text(node, "PriorityExt/ForeignApplicationFilingDate"),
        text(node, "PriorityExt/ForeignRegistartionNumber"),
        text(node, "PriorityExt/ForeignPriorityClaimedIndicator") == "true",
        [] if extension is None else unread(extension, _ST66),
        notes,
    )


def read_st96_foreign(node: Element, notes: Notes) -> Priority:
    """A ``Priority`` of ST.96."""
    return _foreign(
        text(node, "PriorityCountryCode") or text(node, "CommentText"),
        text(node, "ApplicationNumber/ApplicationNumberText"),
        text(node, "PriorityApplicationFilingDate"),
        text(node, "PriorityRegistrationNumber"),
        text(node, "PriorityStatusCategory") == "Claimed",
        unread(node, _ST96),
        notes,
    )


def _foreign(
    country: str, number: str, filed: str, registration: str, claimed: bool, rest: list[tuple[str, str]], notes: Notes
) -> Priority:
    by_registration = bool(registration) and not claimed
    registered = next((day for name, day in rest if name.endswith(_REGISTERED)), "")
    first, day = (registration, registered) if by_registration else (number or registration, filed)
    beside = (
        ("application-number", number), ("filing-date", filed), ("registration-number", registration),
        ("registration-date", registered),
        *((name, words) for name, words in rest if words != registered),
    )  # fmt: skip
    if others := joined(*(_said(name, words) for name, words in beside if words not in ("", first, day))):
        notes.append(f"foreign:{joined(country, first, by=' ')}: {others}")
    return Priority(
        number=first,
        country=country,
        date=read_date(day, "registration-date" if by_registration else "filing-date", notes),
        kind="" if claimed else "foreign registration" if by_registration else "foreign application",
    )


def _said(name: str, words: str) -> str:
    # Days of ST.66 have a time zone.
    return f"{name} {words[:10] if name.lower().endswith('date') else words}"
