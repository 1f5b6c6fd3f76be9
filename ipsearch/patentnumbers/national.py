"""Numbers as each office writes them, without their country; one reader an office.

A reader takes the number with its punctuation, the kind code and the role where they are known, and gives all
plausible readings, the likeliest first; none if it knows no such number of that office. Where the number alone shows
that it is an application (CN, EP, US), the reading has no kind: some feeds give applications a kind, others none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ipsearch.patentnumbers.checkdigits import chinese_check_digit, european_check_digit, german_check_digits
from ipsearch.patentnumbers.forms import docdb_form
from ipsearch.patentnumbers.japan import japanese
from ipsearch.patentnumbers.keys import canonical, epodoc_application, german_utility_model, international
from ipsearch.patentnumbers.parts import DOCDB, EPODOC, PLAIN, checked, cleaned, international_application, squeezed
from ipsearch.patentnumbers.reading import Reading, Role, Step
from ipsearch.patentnumbers.us import american

OLD_YEAR = r"(?:8[5-9]|9\d|0[0-3])"
"""The first two digits of a Chinese application of 1985 to 2003."""


def chinese(body: str, kind: str, _role: Role) -> Iterator[Reading]:
    """Applications of 8 digits (1985 to 2003) or 12, with or without check digit; publications of 7 digits or 9."""
    written = body.removeprefix("ZL")
    plain = squeezed(written)
    before = (*((Step("zl"),) if written != body else ()), *((PLAIN,) if plain != written else ()))
    dotted = re.fullmatch(r"(\d{8}|\d{12})[.-]([\dX])", written.replace(" ", ""))
    old = re.fullmatch(rf"{OLD_YEAR}\d{{6}}", plain) is not None
    joined = re.fullmatch(rf"((?:19|20)\d{{10}}|{OLD_YEAR}\d{{6}})([\dX])", plain)
    if found := dotted or (None if kind else joined):
        number, given = found[1], found[2]
        yield checked("CN", number, given, (chinese_check_digit(number),), before)
    elif re.fullmatch(r"(?:19|20)\d{9}", plain) and canonical("CN", plain) != plain:
        yield Reading("CN", canonical("CN", plain), "", "application", steps=(*before, EPODOC))
    elif re.fullmatch(r"(?:19|20)\d{10}", plain) or (old and plain[2] in "12389"):
        # Until 1988 a publication had the number of its application.
        either = kind != "" or "85" < plain < "89"
        role: Role = "any" if old and either else "application"
        yield Reading("CN", plain, kind if role == "any" else "", role, steps=before)
        if plain.startswith("0"):
            yield Reading("CN", plain.lstrip("0"), kind, "publication", steps=(*before, Step("zeros")))
    elif re.fullmatch(r"\d{5,9}", plain):
        number = plain.lstrip("0")
        steps = before if number == plain else (*before, Step("zeros"))
        yield Reading("CN", number, kind, "publication", steps=steps)


def worldwide(body: str, kind: str, _role: Role) -> Iterator[Reading]:
    """International publications, short and long, and applications in EPODOC form (``2002EP07746``)."""
    plain = squeezed(body)
    if found := re.fullmatch(r"((?:19|20)\d\d)([A-Z]{2})(\d{4,6})", plain):
        yield international_application(found[2], found[1], found[3])
    elif found := re.fullmatch(r"(?:PCT)?([A-Z]{2})(\d{4}|\d\d)(\d{5,6})", plain):
        yield international_application(found[1], found[2], found[3])
    elif re.fullmatch(r"0{0,2}(?:19|20)?\d{7,8}", plain):
        number = international(plain)
        short = number != plain
        steps = (Step("short_wo", (plain, number)),) if short else cleaned(body, number)
        yield Reading("WO", number, kind, "publication", steps=steps)


def korean(body: str, kind: str, role: Role) -> Iterator[Reading]:
    """``10-2001-0024348`` (right, year, serial), ``10-1234567`` (right, number of the grant) and what leaves out."""
    plain = squeezed(body)
    if found := re.fullmatch(r"([1-4]0)?((?:19|20)\d\d)(\d{7})", plain):
        steps = (Step("kr_right", (found[1],)),) if found[1] else cleaned(body, plain)
        yield Reading("KR", found[2] + found[3], kind, role, steps=steps)
    elif re.fullmatch(r"[1-4]0\d{7}", plain):
        yield Reading("KR", plain, kind, "publication", steps=cleaned(body, plain))
    elif re.fullmatch(r"\d{4,7}", plain):
        for right in ("20",) if kind[:1] in ("U", "Y") else ("10",):
            yield Reading("KR", right + plain.zfill(7), kind, "publication", steps=(Step("kr_added", (right,)),))
        yield Reading("KR", plain.lstrip("0"), kind, "publication", steps=cleaned(body, plain.lstrip("0")))


def european(body: str, kind: str, _role: Role) -> Iterator[Reading]:
    """Publications of up to seven digits; applications of eight with or without a check digit, or with a whole year.

    The German register has an E ahead of the latter (``E 95 480 005.8``).
    """
    body = re.sub(r"\AE ?(?=\d)", "", body)
    plain = squeezed(body)
    if not plain.isdecimal():
        return
    if (found := re.fullmatch(r"(\d{8})[.-](\d)", body.replace(" ", ""))) or (
        len(plain) == 9 and european_check_digit(plain[:8]) == plain[8]
    ):
        number, given = (found[1], found[2]) if found else (plain[:8], plain[8])
        yield checked("EP", number, given, (european_check_digit(number),), ())
    elif re.fullmatch(r"(?:19|20)\d\d0\d{6}", plain):
        yield Reading("EP", canonical("EP", plain), "", "application", steps=(EPODOC,))
    elif found := re.fullmatch(r"(20\d\d)(\d{6})", plain):
        yield international_application("EP", found[1], found[2])
    elif re.fullmatch(r"(?:19|20)\d\d\d{6}", plain):
        yield Reading("EP", plain[2:], "", "application", steps=(EPODOC,))
    else:
        short = plain.lstrip("0").zfill(7)
        if len(plain) == 8 and not kind[1:]:
            yield Reading("EP", plain, "", "application", steps=cleaned(body, plain))
        if len(short) == 7:
            yield Reading("EP", short, kind, "publication", steps=cleaned(body, short))


def german(body: str, kind: str, role: Role) -> Iterator[Reading]:
    """Numbers with year and right (``10 2008 012 345.6``), of seven and eight digits, old ones with a letter."""
    text = body.replace(" ", "")
    if found := re.fullmatch(r"M(\d{7})(?:\.(\d)|-?(\d{4}))", text):  # designs of an application, or one of them
        if found[2]:
            checks = german_check_digits(found[1])
            yield replace(checked("DE", found[1], found[2], checks, (PLAIN,)), number=f"M{found[1]}")
        else:
            yield Reading("DE", f"M{found[1]}{found[3]}", kind, role, steps=(PLAIN,))
        return
    letter = re.match(r"[PGM](?=[1-9]\d{6}(?:\D|$))", text)
    rest = text[letter.end() :] if letter else text
    before = (Step("letter", (letter[0],)),) if letter else (PLAIN,) if squeezed(body) != body else ()
    if found := re.fullmatch(r"(\d{7,8}|\d{12})\.(\d)(?:-\d\d)?", rest):  # 31 23 456.7-12, its class of the IPC behind
        yield checked("DE", found[1], found[2], german_check_digits(found[1]), before)
        return
    plain = squeezed(rest)
    number = canonical("DE", plain, kind)
    if not kind and german_utility_model(plain, ""):  # 20 2010 001234, or 10 2020 001234 in EPODOC form
        yield Reading("DE", plain, "", role, steps=before)
        if re.match(r"20 20\d\d ", body):
            return
        number = canonical("DE", plain, "A")
    if re.fullmatch(r"[A-Z]{0,2}\d{1,13}|19\d\d[A-Z]\d{6}", plain):
        stripped = plain.lstrip("0")
        if number == stripped[:-1] and len(stripped) in (9, 13):
            yield checked("DE", number, stripped[-1], german_check_digits(number), before)
        else:
            changed = EPODOC if plain[0].isdecimal() and number != stripped else Step("zeros")
            steps = before if number == plain else (*before, changed)
            yield Reading("DE", number, kind, "application" if changed is EPODOC else role, steps=steps)


def british(body: str, kind: str, role: Role) -> Iterator[Reading]:
    """Publications; applications ``2306615.2`` (year, five digits and a check digit), since 2000 with a whole year."""
    if found := re.fullmatch(r"(\d\d)(\d{5})\.(\d)", body.replace(" ", "")):
        number = found[1] + found[2] if found[1] > "70" else f"20{found[1]}{found[2]}"
        yield Reading("GB", number, kind, "application", steps=(Step("check_unknown", (found[3],)),))
        return
    yield from other("GB")(body, kind, role)


def african(body: str, kind: str, role: Role) -> Iterator[Reading]:
    """Publications of ARIPO; its applications ``P/2000/001988``, without the letter of the right in DOCDB."""
    if found := re.fullmatch(r"[PUF]/((?:19|20)\d\d)/(\d{1,6})", body.replace(" ", "")):
        yield Reading("AP", found[1] + found[2].zfill(6), kind, "application", steps=(PLAIN,))
        return
    yield from other("AP")(body, kind, role)


def austrian(body: str, kind: str, role: Role) -> Iterator[Reading]:
    """Translations of European patents have an E ahead in print and in newer DOCDB, none in older; other numbers."""
    if found := re.fullmatch(r"E0*(\d{1,7})", squeezed(body)):
        yield Reading("AT", f"E{found[1]}", kind, "publication", steps=cleaned(body, f"E{found[1]}"))
        yield Reading("AT", found[1], "T", "publication", steps=(PLAIN,))
        return
    yield from other("AT")(body, kind, role)
    if kind[:1] == "T" and (found := re.fullmatch(r"0*(\d{1,7})", squeezed(body))):
        yield Reading("AT", f"E{found[1]}", "T", "publication", steps=(PLAIN,))


def other(country: str) -> Callable[[str, str, Role], Iterator[Reading]]:
    """A reader for an office without rules of its own: letters and digits as they stand, without leading zeros."""

    def read(body: str, kind: str, role: Role) -> Iterator[Reading]:
        if known := docdb_form(country, body):
            changed = () if known == body else (PLAIN,) if known == squeezed(body) else (DOCDB,)
            yield Reading(country, known, kind, role, steps=changed)
            return
        if not re.fullmatch(r"[A-Z]{0,4}[ -]?\d[\d .,/-]*(?:[A-Z]{1,5}[\d ./-]*\d|X)?", body):
            return
        if (found := re.fullmatch(r"(\d{8})\.(\d)", body)) and european_check_digit(found[1]) == found[2]:
            yield checked(country, found[1], found[2], (found[2],), (PLAIN,))  # a translation of a European patent
            return
        if found := re.fullmatch(r"([A-Z]{0,2} ?\d[\d ]{6,})-(\d)", body):  # SE 1050123-4
            yield Reading(country, squeezed(found[1]), kind, role, steps=(PLAIN, Step("check_unknown", (found[2],))))
            return
        plain = squeezed(body)
        number = plain.lstrip("0") or plain
        if known := epodoc_application(country, plain, kind):
            yield Reading(country, known, kind, "application", steps=(EPODOC,))
            return
        if found := re.fullmatch(r"(\d{1,6})/((?:18|19|20)\d\d)", body):  # AT 967/1994: serial and year
            yield Reading(country, number, kind, "application", steps=cleaned(body, number))
            yield Reading(country, found[1] + found[2][2:], kind, "application", steps=(PLAIN,))
            yield Reading(country, found[2] + found[1], kind, "application", steps=(PLAIN,))
        else:
            yield Reading(country, number, kind, role, steps=cleaned(body, number))

    return read


def reader(country: str) -> Callable[[str, str, Role], Iterator[Reading]]:
    """The reader of an office's numbers."""
    match country:
        case "CN":
            return chinese
        case "WO":
            return worldwide
        case "US":
            return american
        case "JP":
            return japanese
        case "KR":
            return korean
        case "EP":
            return european
        case "DE":
            return german
        case "GB":
            return british
        case "AP":
            return african
        case "AT":
            return austrian
    return other(country)
