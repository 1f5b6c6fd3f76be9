"""The keys under which a document number is indexed and asked: one form for every way to write it.

DOCDB form is the starting point (digits and letters without country, kind, punctuation, check digit); what feeds still
write differently there is made one:

* EP publications have seven digits (``666666`` -> ``0666666``), other numbers no leading zeros;
* WO and PCT numbers have a year of four digits and a serial of six (``0198623`` -> ``2001098623``);
* US publications of applications have a serial of seven digits (``2002066904`` -> ``20020066904``), designs, reissues
  and plants no zeros after the letters (``D0500000`` -> ``D500000``);
* JP numbers of an era have the year of the common era (``H08179521`` -> ``1996179521``);
* KR numbers with a year have no right's number in front (``1020010024348`` -> ``20010024348``);
* CN and DE numbers have no check digit.
"""

from __future__ import annotations

import re

ERAS = {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
"""The year before the first of a Japanese era: Meiji, Taisho, Showa, Heisei, Reiwa (明治 大正 昭和 平成 令和)."""
_ERA = re.compile(r"([MTSHR])0*(\d{1,2})0*(\d{1,6})\Z")
_PREFIXED = re.compile(r"(D|RE|PP|H|T|X|AI|RX)0*(\d+)\Z")


def number_tokens(country: str, number: str, kind: str = "") -> tuple[str, ...]:
    """The keys of a number, the least particular first: alone, with its country, with its kind's letter, its kind.

    A document is indexed under all of them; it is asked by the last of what is known. Empty for no number.
    """
    plain = canonical(country.upper(), re.sub(r"[\W_]", "", number).upper(), kind.upper())
    if not plain:
        return ()
    keys = [plain]
    if country:
        keys.append(country.upper() + plain)
        if kind:
            keys += [keys[1] + kind.upper()[:1], keys[1] + kind.upper()]
    return tuple(dict.fromkeys(keys))


def canonical(country: str, number: str, kind: str = "") -> str:
    """The one form of a number, without country and kind; the number is letters and digits, upper case."""
    if kind.startswith("W") and country != "WO":  # an international application, at its receiving office
        return international(number)
    match country:
        case "WO":
            return international(number)
        case "EP" if number.isdigit() and len(number.lstrip("0")) <= 7:
            return number.lstrip("0").zfill(7)
        case "EP":
            return number
        case "US":
            if number.isdigit() and len(number) == 10 and number.startswith(("200", "201", "202")):
                return f"{number[:4]}0{number[4:]}"
            if found := _PREFIXED.match(number):
                return found[1] + found[2]
        case "JP":
            if found := _ERA.match(number):
                return f"{ERAS[found[1]] + int(found[2])}{int(found[3]):06d}"
        case "KR" if re.match(r"(?:10|20|30|40)(?:19|20)\d{9}\Z", number):
            return number[2:]
        case "CN":
            return number
    return number.lstrip("0") or number[:1]


def international(number: str) -> str:
    """An international number with a year of four digits and a serial of six."""
    if found := re.match(r"((?:19|20)\d\d)0*(\d{1,6})\Z", number):
        if len(number) >= 9:
            return f"{found[1]}{int(found[2]):06d}"
    if found := re.match(r"(\d\d)0*(\d{1,6})\Z", number):
        return f"{full_year(found[1])}{int(found[2]):06d}"
    return number.lstrip("0")


def full_year(two: str) -> int:
    """A year of two digits: PCT began in 1978."""
    return (1900 if int(two) >= 70 else 2000) + int(two)


def chinese_check_digit(digits: str) -> str:
    """The check digit (校验位) of a Chinese application number of 8 or 12 digits.

    Weights 2..9, then 2..5; the sum modulo 11, 10 is written X (CNIPA, 专利申请号标准).
    """
    weights = [2 + i % 8 for i in range(len(digits))]
    rest = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11
    return "X" if rest == 10 else str(rest)
