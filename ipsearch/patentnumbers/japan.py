"""Numbers of Japan: years of an era (年号), of the common era, and numbers of grants without a year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipsearch.patentnumbers.keys import ERAS, canonical, international
from ipsearch.patentnumbers.parts import EPODOC, cleaned, squeezed
from ipsearch.patentnumbers.reading import Reading, Role, Step


def _era_number(era: str, year: int, serial: str, kind: str, role: Role, guessed: bool) -> Reading:
    name = f"{era}{year:02d}"
    steps = (Step("era", (name, str(ERAS[era] + year))),)
    before = (Step("era_guess", (name,)),) if guessed else ()
    return Reading("JP", f"{name}{int(serial)}", kind, role, steps=(*before, *steps))


def japanese(body: str, kind: str, role: Role) -> Iterator[Reading]:
    """Years of an era (``H8-179521``, ``8-179521``, ``H08179521``), of the common era, and numbers without a year."""
    plain = body.replace(" ", "")
    kind = "" if kind == "T" else kind  # a translation of an international application (特表), of kind A in DOCDB
    if found := re.fullmatch(r"([MTSHR])-?(\d{1,2})[-/.](\d{1,6})", plain) or re.fullmatch(
        r"([MTSHR])-?(\d\d)(\d{1,6})", plain
    ):
        yield _era_number(found[1], int(found[2]), found[3], kind, role, guessed=False)
    elif found := re.fullmatch(r"(\d{3,6})/((?:19|20)\d\d)", plain):  # as the gazettes of other offices print it
        number = f"{found[2]}{int(found[1]):06d}"
        yield Reading("JP", number, kind, "application", steps=cleaned(body, number))
    elif found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,6})", plain):
        yield from _japanese_year(int(found[1]), found[2], kind, role)
    elif found := re.fullmatch(r"0{0,2}((?:19|20)\d\d)(?:[-/.](\d{1,6})|(\d{5,6}))", plain):
        number = f"{found[1]}{int(found[2] or found[3]):06d}"
        yield Reading("JP", number, kind, role, steps=cleaned(body, number))
    elif re.fullmatch(r"(?:19|20)\d\d0\d{6}", plain):
        yield Reading("JP", canonical("JP", plain), kind, "application", steps=(EPODOC,))
    elif re.fullmatch(r"WO[-/]?\d{4}[-/]?\d{6}", plain):
        yield Reading("JP", squeezed(plain), kind, "publication", steps=cleaned(body, squeezed(plain)))
        yield Reading("WO", international(squeezed(plain[2:])), "", "publication")
    elif found := re.fullmatch(r"D?0*(\d{1,8})", squeezed(plain)):
        yield from _japanese_digits(squeezed(plain), kind, role, cleaned(body, found[1]))


def _japanese_year(year: int, serial: str, kind: str, role: Role) -> Iterator[Reading]:
    """A year of two digits and a serial. Numbers had Heisei years up to 11 and Showa years up to 64."""
    if year <= 11:
        yield _era_number("H", year, serial, kind, role, guessed=True)
    elif year <= 64:
        yield _era_number("S", year, serial, kind, role, guessed=True)
        if year <= 31:
            yield _era_number("H", year, serial, kind, role, guessed=True)
    else:
        number = f"19{year}{int(serial):06d}"
        yield Reading("JP", number, kind, role, steps=(Step("era_guess", (f"19{year}",)),))


def _japanese_digits(plain: str, kind: str, role: Role, steps: tuple[Step, ...]) -> Iterator[Reading]:
    """Digits without a year: a patent; eight of them a year of an era with its serial; DOCDB puts the year behind."""
    granted = Reading("JP", plain.lstrip("0"), kind, "publication", steps=steps)
    behind = canonical("JP", plain, "A") if plain.isdecimal() and kind in ("", "A", "U") else plain
    filed = [Reading("JP", behind, kind, "application", steps=(EPODOC,))] if len(behind) == 10 else []
    year = int(plain[:2]) if plain.isdecimal() and len(plain) == 8 else 0
    # Unexamined publications began in Showa 46; what is older is of kind B or Y.
    if 1 <= year <= 11 or 46 <= year <= 64 or (12 <= year <= 45 and kind[:1] in ("B", "Y")):
        dated = list(_japanese_year(year, plain[2:], kind, role))
        yield from (*filed, *dated) if role == "application" else (*dated, *filed)
        if plain.startswith("0"):
            yield granted
    else:
        yield from filed if filed and (role == "application" or kind == "A") else (granted, *filed)
