"""The keys under which a document number is indexed and asked: one form for every way to write it.

DOCDB form is the starting point (digits and letters without country, kind, punctuation, check digit). What feeds still
write differently there is made one, wherever number, country and kind decide it alone:

* no leading zeros, also behind letters (``D0534340`` -> ``D534340``, ``PI0507004`` -> ``PI507004``);
* EP: publications have seven digits (``666666`` -> ``0666666``), applications eight (``20100167109`` -> ``10167109``);
* WO and PCT: a year of four digits and a serial of six (``0198623`` -> ``2001098623``); an international application
  belongs to its receiving office (``PCT/EP02/07746``, ``WO2002EP07746`` -> EP ``2002007746`` W);
* US: publications of applications have a serial of seven digits (``2002066904`` -> ``20020066904``), applications since
  series 13 their series and serial (``201113167395`` -> ``13167395``);
* JP: years of an era are those of the common era (``H08179521`` -> ``1996179521``), also in the applications that DOCDB
  writes with the year behind (``32252194`` A -> ``1994322521``);
* KR: no number of the right before a year (``1020010024348`` -> ``20010024348``);
* CN, DE and EP: no check digit; CN and DE: no EPODOC year (``20071308494`` -> ``200710308494``, ``19951012345`` ->
  ``19512345``);
* what an office writes in a form of its own is in that of DOCDB (MX ``MX/a/2010/001234`` -> ``2010001234``,
  IT ``BG2002A000039`` -> ``BG20020039``, see :mod:`ipsearch.patentnumbers.forms`);
* EPODOC applications of offices whose DOCDB form is known are in that one (AU ``19980086854`` -> ``8685498``).

What depends on whether a number is an application or a publication (US ``40809899`` is 09/408,098 of 1999 or nothing)
cannot be decided here: there :func:`ipsearch.patentnumbers.number.read_numbers` gives several readings instead.
"""

from __future__ import annotations

import re
import unicodedata

from ipsearch.patentnumbers.checkdigits import european_check_digit, german_check_digits
from ipsearch.patentnumbers.forms import docdb_form
from ipsearch.records import with_seven_digits, year_and_serial

ERAS = {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
"""The year before the first of a Japanese era: Meiji, Taisho, Showa, Heisei, Reiwa (明治 大正 昭和 平成 令和)."""
EPODOC = {
    **dict.fromkeys(("AU", "BG", "IL", "NZ", "PL"), "{serial}{yy}"),
    **dict.fromkeys(("AT", "SK"), "{serial}{year}"),
    **dict.fromkeys(("CA", "BR", "MA"), "{serial}"),
    **dict.fromkeys(("NO", "LT"), "{year}{serial}"),
    **dict.fromkeys(("CO", "HK"), "{yy}{serial:06d}"),
    **dict.fromkeys(("DZ", "LV"), "{yy}{serial:04d}"),
    "HU": "{yy}{serial:05d}",
}
"""How DOCDB writes an application that EPODOC writes as year and seven digits, by office (pairs of one application)."""
_EPODOC = re.compile(r"((?:18|19|20)(\d\d))(\d{7})\Z")
_ERA = re.compile(r"([MTSHR])(\d\d)(\d{1,6})\Z")
_PCT = re.compile(r"PCT([A-Z]{2})(\d{7,10})\Z")
_PCT_EPODOC = re.compile(r"((?:19|20)\d\d)([A-Z]{2})(\d{4,6})\Z")
_LETTERED = re.compile(r"([A-Z]{1,3})0*(\d+[A-Z]?\d*)\Z")
_WITHOUT_NUMBER = re.compile(r"X(\d{7})\Z")
"""EPODOC for a priority whose number is not known; DOCDB puts the X behind (``1258192X``)."""
_GERMAN_EPODOC = re.compile(r"((?:19|20)\d\d)(1[0-2]|2[0-2]|50|60)(\d{6})\Z")
_GERMAN_LETTER_EPODOC = re.compile(r"19\d\d([A-Z])0*(\d{1,6})\Z")
_EPODOC_LETTERED = re.compile(r"((?:19|20)(\d\d))([A-Z]{1,2})0*(\d{1,6})\Z")
_LETTERED_FORMS = {
    "AR": "{yy}{serial:07d}", "BR": "{yy}{serial:05d}", "DK": "{year}{serial:05d}", "GE": "{year}{serial:06d}",
    "IT": "{year}{serial:04d}", "TN": "{yy}{serial:03d}",
}  # fmt: skip
"""What DOCDB writes behind the letters of an application that EPODOC writes as year, letters, digits (DK BA200200229 is
``DK2002BA00229``), by office."""
_BRAZILIAN_RIGHTS = ("10", "11", "12", "13", "20", "21", "22")
"""The kind of filing, ahead of the year of a Brazilian application since 2012 (``BR 11 2014 014126``)."""
_FIRST_CZECH_YEAR = 1993
"""What EPODOC dates before was taken for serial and year: CZ 20004362, the 4362nd of 2000, is ``CZ19620200043``."""
_CENTURY_FOR_YEAR = {"AP": 8, "ID": 6, "RO": 7, "RU": 8, "TR": 7, "UA": 7}
"""Offices whose applications of 2000 and 2001 EPODOC gives to the year 1920, and the digits behind that 20: it takes
the century for a year of two digits (RU 2000131592 is ``RU19200131592``)."""
_FIRST_JAPANESE_YEAR = 45
"""Applications that DOCDB writes with two digits of a year behind are of 1945 to 1999."""


def number_tokens(country: str, number: str, kind: str = "") -> tuple[str, ...]:
    """The keys of a number, the least particular first: alone, with its country, with its kind's letter, its kind.

    A document is indexed under all of them; it is asked by the last of what is known. So ``CN102025678``, ``102025678``
    and ``CN102025678A`` all meet CN 102025678 A, while ``CN102025678B`` does not. Alone it has no leading zeros. The
    number may be in any form that a feed has. Empty for no number.
    """
    country, kind = country.upper(), kind.upper()
    plain = re.sub(r"[\W_]", "", half_width(number)).upper()
    if country and plain.startswith(country) and plain[2:3].isdecimal():
        plain = plain[2:]
    if found := _PCT.match(plain):
        country, plain, kind = found[1], found[2], "W"
    elif country == "WO" and (found := _PCT_EPODOC.match(plain)):
        country, plain, kind = found[2], found[1] + found[3].zfill(6), "W"
    plain = canonical(country, plain, kind)
    if not plain:
        return ()
    keys = [plain.lstrip("0") or plain]
    if country:
        keys.append(country + plain)
        if kind:
            keys += [keys[1] + kind[:1], keys[1] + kind]
    return tuple(dict.fromkeys(keys))


def half_width(text: str) -> str:
    """A text with full-width characters and the decimal digits of every script in ASCII."""
    if text.isascii():
        return text
    return re.sub(r"\d", lambda digit: str(unicodedata.decimal(digit[0])), unicodedata.normalize("NFKC", text))


def canonical(country: str, number: str, kind: str = "") -> str:
    """The one form of a number, without country and kind; the number is letters and digits, upper case."""
    if country == "WO" or kind.startswith("W"):  # an international application, at its receiving office
        return international(number)
    number = docdb_form(country, number) or number
    if found := _WITHOUT_NUMBER.match(number):
        return found[1] + "X"
    if found := _LETTERED.match(number):
        if country == "JP" and (era := _ERA.match(number)):
            return f"{ERAS[era[1]] + int(era[2])}{int(era[3]):06d}"
        return found[1] + found[2]
    if country == "DE" and (old := _GERMAN_LETTER_EPODOC.match(number)):
        return old[1] + old[2]
    if country in _LETTERED_FORMS and (found := _EPODOC_LETTERED.match(number)):
        yy = f"{int(found[2]) + 80:02d}" if (country, found[3], found[1][:2]) == ("BR", "MU", "20") else found[2]
        digits = _LETTERED_FORMS[country].format(year=found[1], yy=yy, serial=int(found[4]))
        return found[3] + digits.lstrip("0")
    if not number.isdecimal() and country != "CN":
        return number.lstrip("0") or number
    match country:
        case "EP":
            return _european(number, kind)
        case "US":
            return _american(number, kind)
        case "JP":
            return _japanese(number, kind)
        case "KR" if len(number) == 13 and number[:2] in ("10", "20", "30", "40"):
            return number[2:]
        case "CN":
            return _chinese(number)
        case "DE":
            return _german(number, kind)
    return epodoc_application(country, number, kind) or number.lstrip("0") or number[:1]


def epodoc_application(country: str, number: str, kind: str = "") -> str:
    """An application of year and seven digits as DOCDB writes it; empty where that is not known."""
    found = _EPODOC.match(number)
    if found is None:
        return ""
    year, yy, serial = int(found[1]), found[2], int(found[3])
    if kind == "T" and year >= 1978:  # a translation of a European patent has the number of that application
        return f"{yy}{serial:06d}"
    match country:
        case "AU" if year >= 2002:
            return f"{year}{serial:06d}"
        case "GB":
            return f"{year}{serial:05d}" if year >= 2000 else f"{yy}{serial:05d}"
        case "FR":
            return f"{yy}{serial:05d}" if year >= 1969 else str(serial)
        case "ZA" if year < 2000:
            return f"{yy}{serial:04d}"
        case "BR" if year >= 2012 and found[3][:2] in _BRAZILIAN_RIGHTS:
            return f"{found[3][:2]}{year}0{found[3][2:]}"
        case "CZ" if year < _FIRST_CZECH_YEAR:
            return f"{serial}{yy}"
        case "RU" if year >= 2000:
            return f"{year}{serial:06d}"
        case "OA" if year >= 2000:
            return f"{found[3][0]}{year}{found[3][2:]}"
        case _ if year == 1920 and country in _CENTURY_FOR_YEAR:
            return f"20{serial:0{_CENTURY_FOR_YEAR[country]}d}"
    return EPODOC[country].format(year=year, yy=yy, serial=serial).lstrip("0") if country in EPODOC else ""


def international(number: str) -> str:
    """An international number with a year of four digits and a serial of six; others without leading zeros."""
    if found := year_and_serial(number):
        return f"{found[0]}{found[1]:06d}"
    return number.lstrip("0") or number


def _european(number: str, kind: str) -> str:
    if found := _EPODOC.match(number):
        return found[2] + found[3][1:] if found[3].startswith("0") else number
    if len(number) == 9 and european_check_digit(number[:8]) == number[8]:
        return number[:8]
    if len(number) == 8 and not kind[1:2].isdecimal():
        return number
    short = number.lstrip("0")
    return short.zfill(7) if len(short) <= 7 else short


def _american(number: str, kind: str) -> str:
    if (whole := with_seven_digits(number)) != number:
        return whole
    if len(number) == 12 and number.startswith(("19", "20")):
        return number[4:]
    if kind.startswith("P") and (found := _EPODOC.match(number)):  # a provisional application in EPODOC form
        return f"{int(found[3])}{found[2]}"
    if len(number) == 8 and number.startswith("0") and not kind:  # an application; publications have a kind
        return number
    return number.lstrip("0") or number[:1]


def _japanese(number: str, kind: str) -> str:
    if len(number) == 11 and (found := _EPODOC.match(number)):
        return found[1] + found[3][1:]
    with_year_behind = (kind == "A" and 3 <= len(number) <= 8) or (kind == "U" and len(number) == 8)
    if with_year_behind and int(number[-2:]) >= _FIRST_JAPANESE_YEAR:
        return f"19{number[-2:]}{int(number[:-2]):06d}"
    return number.lstrip("0") or number[:1]


def _chinese(number: str) -> str:
    if re.match(r"(?:19|20)\d{10}[\dX]\Z", number) or re.match(r"(?:8[5-9]|9\d|0[0-3])[12389]\d{5}[\dX]\Z", number):
        return number[:-1]
    if found := re.match(r"((?:19|20)(\d\d))(\d)(\d{6})\Z", number):
        if int(found[1]) > 2003 or (found[1] == "2003" and found[4] >= "1"):
            return f"{found[1]}{found[3]}0{found[4]}"
        return f"{found[2]}{found[3]}{found[4][1:]}" if found[4].startswith("0") else number
    return number


def german_utility_model(number: str, kind: str) -> bool:
    """Whether twelve digits are 20 with a year, as utility models are numbered (``20 2010 001234``).

    What begins with 2020 may also be an application of 2020 in EPODOC form, which then has the kind A.
    """
    return kind[:1] in ("", "U") and re.match(r"2020(?:1[0-2]|2[0-2])\d{6}\Z", number) is not None


def _german(number: str, kind: str) -> str:
    if len(number) == 12 and kind == "T" and number[2:4] == number[4:6]:  # a translation of a European patent
        return number[4:]
    if (found := _GERMAN_EPODOC.match(number)) and not german_utility_model(number, kind):
        return found[2] + found[1] + found[3]
    if found := _EPODOC.match(number):
        return f"{found[3][0]}{found[2]}{found[3][2:]}" if int(found[1]) >= 1995 else found[3]
    plain = number.lstrip("0") or number[:1]
    if len(plain) in (9, 13) and plain[-1] in german_check_digits(plain[:-1]):
        return plain[:-1]
    return plain
