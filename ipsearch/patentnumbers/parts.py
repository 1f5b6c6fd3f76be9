"""What the readers of the offices' numbers share: cleaning, check digits, international applications."""

from __future__ import annotations

import re

from ipsearch.patentnumbers.reading import Check, Reading, Step
from ipsearch.records import full_year

PLAIN = Step("plain")
EPODOC = Step("epodoc")
DOCDB = Step("docdb")


def squeezed(body: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[\W_]", "", body)


def cleaned(body: str, number: str) -> tuple[Step, ...]:
    """The steps from a number as written to what is left of it."""
    plain = squeezed(body)
    steps = (PLAIN,) if plain != body else ()
    return steps if plain == number else (*steps, Step("zeros"))


def international_application(office: str, year: str, serial: str) -> Reading:
    """``PCT/EP02/07746``: in DOCDB an application at its receiving office, kind W."""
    full = year if len(year) == 4 else str(full_year(year))
    return Reading(office, f"{full}{int(serial):06d}", "W", "application", steps=(Step("pct", (office, full)),))


def checked(country: str, number: str, given: str, right: tuple[str, ...], before: tuple[Step, ...]) -> Reading:
    """An application whose check digit is ``given`` and should be one of ``right``; wrong, it is read all the same."""
    check: Check = "ok" if given in right else "wrong"
    step = Step("check_ok", (given,)) if check == "ok" else Step("check_wrong", (given, "/".join(right)))
    return Reading(country, number, "", "application", check, (*before, step))
