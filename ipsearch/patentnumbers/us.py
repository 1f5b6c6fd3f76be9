"""Numbers of the United States: patents, publications of applications, applications by series, year or both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipsearch.patentnumbers.parts import EPODOC, cleaned, international_application, squeezed
from ipsearch.patentnumbers.reading import Reading, Role, Step

_SERIES = (
    ("02", 1935, 1947), ("03", 1948, 1959), ("04", 1960, 1969), ("05", 1970, 1978), ("06", 1979, 1986),
    ("07", 1987, 1992), ("08", 1993, 1997), ("09", 1998, 2001), ("10", 2001, 2004), ("11", 2004, 2007),
    ("12", 2007, 2011), ("60", 1995, 2008), ("61", 2007, 2013), ("29", 1992, 2013),
)  # fmt: skip
"""Series of US applications and their years of filing (MPEP 503), while DOCDB wrote them with the year behind.

Since series 13 it writes year, series and serial. Years at the edges overlap by one."""
_KNOWN_SERIES = frozenset(
    [f"{series:02d}" for series in range(2, 23)] + ["29", "35", "60", "61", "62", "63", "64", "90", "95", "96"]
)
"""Series in use: applications, designs (29, 35), provisional ones (60 to 64), re-examinations (90, 95, 96)."""
_YEAR_AHEAD_UNTIL = 1912
"""Applications before have the whole year ahead in DOCDB (``1907397060``): behind, it is that of a century later."""
_LAST_KIND_A = 6_167_569
"""The last patent of kind A without a digit (2000); larger numbers of that kind are applications in DOCDB form."""


def _american_with_year(series: str, serial: int, steps: tuple[Step, ...]) -> Iterator[Reading]:
    kind = "P" if series in ("60", "61") else "F" if series == "29" else "A"
    for known, first, last in _SERIES:
        if known == series:
            for year in range(first, last + 1):
                step = Step("us_year", (str(serial), str(year)))
                yield Reading("US", f"{serial}{year % 100:02d}", kind, "application", steps=(*steps, step))


def _american_of_year(serial: int, year: int, kind: str, steps: tuple[Step, ...]) -> Iterator[Reading]:
    """An application of which serial and year are known: as DOCDB writes it, and in each series that year had."""
    kinds = {"60": "P", "61": "P", "29": "F"}
    step = Step("us_year", (str(serial), str(year)))
    yield Reading("US", f"{serial}{year % 100:02d}", kind or "A", "application", steps=(*steps, step))
    if year < _YEAR_AHEAD_UNTIL:
        yield Reading("US", f"{year}{serial:06d}", kind or "A", "application", steps=steps)
    for series, first, last in _SERIES:
        if first <= year <= last and kind[:1] in ("", kinds.get(series, "A")):
            serial_step = Step("us_serial", (series, f"{serial:06d}"))
            yield Reading("US", f"{series}{serial:06d}", "", "application", steps=(*steps, serial_step))


def american(body: str, kind: str, role: Role) -> Iterator[Reading]:
    """Patents, designs, reissues and plants; publications of applications; applications by series, year or both."""
    plain = squeezed(body)
    if found := re.fullmatch(r"0*(DES|D|RE|PP|RX|RD|AI|H|T|X)0*(\d+)", plain):
        number = found[1].replace("DES", "D") + found[2]
        yield Reading("US", number, kind, "publication", steps=cleaned(body, number))
        return
    if not plain.isdecimal():
        return
    if found := re.fullmatch(r"(\d{1,2}) ?/ ?(\d{3})[ ,.]?(\d{3})", body):
        series, serial = found[1].zfill(2), found[2] + found[3]
        step = Step("us_serial", (series, serial))
        yield Reading("US", series + serial, "", "application", steps=(step,))
        yield from _american_with_year(series, int(serial), (step,))
    elif re.fullmatch(r"(?:19|20)\d{10}", plain):
        yield Reading("US", plain[4:], "", "application", steps=(Step("us_serial", (plain[4:6], plain[6:])),))
    elif found := re.fullmatch(r"((?:19|20)\d\d)(\d{5,7})", plain) if len(plain) > 8 else None:
        year, serial = int(found[1]), int(found[2])
        if year >= 2001 and kind[:1] not in ("P", "F"):
            step = Step("us_publication", (found[1], f"{serial:07d}"))
            yield Reading("US", f"{year}{serial:07d}", kind, "publication", steps=(step,))
        if len(plain) == 11 and found[2][0] == "0" and kind[1:] == "":
            yield from _american_of_year(serial, year, kind, (EPODOC,))
        if re.fullmatch(r"20\d\d/?\d{6}", body) and year >= 2004 and not kind:
            yield international_application("US", found[1], found[2])
    elif len(plain) == 8:
        yield from _american_eight(plain, kind, cleaned(body, plain.lstrip("0")))
    elif len(plain.lstrip("0")) <= 8:
        number = plain.lstrip("0")
        steps = cleaned(body, number)
        filed = role == "application" or (kind == "A" and int(number) > _LAST_KIND_A)
        if filed and 5 <= len(number) <= 7 and number[-2:] >= "70":
            yield from _american_of_year(int(number[:-2]), 1900 + int(number[-2:]), kind, steps)
        yield Reading("US", number, kind, "publication", steps=steps)


def _american_eight(plain: str, kind: str, steps: tuple[Step, ...]) -> Iterator[Reading]:
    """Eight digits: a patent of 10,000,000 and more or with a zero; series and serial; serial and year as in DOCDB."""
    if kind[1:] or (not kind and (plain[0] == "0" or plain < "20")):
        yield Reading("US", plain.lstrip("0"), kind, "publication", steps=steps)
    if kind[1:]:
        return
    year = 1900 + int(plain[-2:]) if plain[-2:] > "40" else 2000 + int(plain[-2:])
    if not kind and plain[:2] in _KNOWN_SERIES:
        yield Reading("US", plain, "", "application", steps=(Step("us_serial", (plain[:2], plain[2:])),))
    if plain[0] != "0" and 1970 <= year <= 2011:
        yield from _american_of_year(int(plain[:-2]), year, kind, ())
