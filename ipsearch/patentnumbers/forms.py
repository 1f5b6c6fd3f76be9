"""Numbers that an office writes in a form of its own, in the form of DOCDB: no check digit, no letters of a procedure.

What a person writes and what a feed gives without punctuation match the same pattern, so that both have one key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_SERIAL: Final = r"(?P<serial>\d{1,6})"
_S: Final = r"[ ./-]*"
_PAPER: Final = r"(?:[ ,]*\d{6}|[ ,]+\d\d\.\d\d\.\d{4})?"


def _as_written(found: re.Match[str]) -> str:
    return re.sub(r"[\W_]", "", found["number"])


def _year_and(digits: int) -> Callable[[re.Match[str]], str]:
    """The year as it stands, and the serial with so many digits."""
    return lambda found: (found["year"] or "") + found["serial"].zfill(digits)


def _mexican_before_2006(found: re.Match[str]) -> str:
    return f"PA{found['year'][2:]}{found['serial'].zfill(6)}"


def _italian(found: re.Match[str]) -> str:
    return f"{found['place']}{found['year']}{int(found['serial']):04d}"


_INDIAN_OFFICES: Final = {"CHENP": "CHN", "DELNP": "DEN", "KOLNP": "KON", "MUMNP": "MUN"}
"""Branches of the Indian office where international applications enter, and how DOCDB writes them."""


def _indian(found: re.Match[str]) -> str:
    return f"{found['serial']}{_INDIAN_OFFICES.get(found['place'], found['place'])}{found['year']}"


def _argentinian(found: re.Match[str]) -> str:
    return f"{found['right']}{found['year'][2:]}{found['serial']}"


_FORMS: Final[Mapping[str, tuple[tuple[str, Callable[[re.Match[str]], str]], ...]]] = {
    # P20200100025 is what DOCDB writes as P200100025
    "AR": ((rf"(?P<right>[PM]){_S}(?P<year>20\d\d){_S}(?P<serial>01{_S}\d{{5}})", _argentinian),),
    # 11 2012 001234-5, PI 0612345-6, MU 8601234-5
    "BR": (
        (r"(?P<number>(?:1[0-3]|2[0-2]|30|32) ?20\d\d ?\d{6})[ -]?\d", _as_written),
        (r"(?P<number>(?:PI|MU) ?\d{7})[ -]?\d", _as_written),
    ),
    # 1234-2010, 2010-01234
    "CL": ((rf"{_SERIAL}-{_YEAR}", _year_and(6)), (rf"{_YEAR}-?(?P<serial>\d{{5}})", _year_and(6))),
    "CZ": ((rf"PU?V{_S}{_YEAR}{_S}{_SERIAL}", _year_and(1)),),
    # 201000123/31: its class of the IPC behind
    "EA": ((r"(?P<number>\d{9})/\d\d", _as_written),),
    "ES": ((r"[PU] ?(?P<number>\d{9}|\d{7})", _as_written),),
    "GC": ((rf"(?:GC)?C?{_S}P{_S}{_YEAR}{_S}{_SERIAL}", _year_and(1)),),
    "HK": ((r"(?P<number>\d{8}|\d{11})\.\d", _as_written),),
    # 24/CHENP/2014
    "IN": ((rf"0*(?P<serial>\d{{1,6}}) ?/? ?(?P<place>[A-Z]{{3,5}}) ?/? ?{_YEAR}", _indian),),
    # BG2002A000039: the chamber of commerce where it was filed
    "IT": ((rf"(?P<place>[A-Z]{{2}}){_S}{_YEAR}{_S}[AUV]{_S}{_SERIAL}", _italian),),
    # MX/a/2010/001234; until 2005 PA/a/2004/001234
    "MX": (
        (rf"(?:MX)?{_S}[AU]{_S}{_YEAR}{_S}{_SERIAL}", _year_and(6)),
        (rf"(?:MX)?{_S}PA{_S}A{_S}{_YEAR}{_S}{_SERIAL}", _mexican_before_2006),
    ),
    "PE": ((rf"{_SERIAL}-{_YEAR}(?:/[A-Z]{{2,3}})?", lambda found: found["serial"].lstrip("0") + found["year"]),),
    "PL": ((rf"[PW]{_S}(?P<number>\d{{6}})", _as_written),),
    "RO": ((rf"[AU]{_S}{_YEAR}{_S}(?P<serial>\d{{5}})", _year_and(5)),),
    # 2010123456/28(033123): the department that examines it, and the number of the paper in which it came or its day
    "RU": (
        (rf"(?P<number>(?:19|20)\d{{8}})/?\d\d{_PAPER}", _as_written),
        (rf"(?P<number>\d{{8}})/\d\d{_PAPER}", _as_written),
    ),
    # the letter is a check
    "SG": ((r"(?P<number>1[01]20\d{7}[A-Z])", _as_written),),
    "SK": ((rf"P(?:P|[UÚ]V){_S}(?P<number>\d{{1,6}}-\d{{4}})", _as_written),),
    "TR": ((rf"{_YEAR}/{_SERIAL}", _year_and(5)),),
    "YU": ((rf"P{_S}(?P<number>\d+/\d\d)", _as_written),),
    "ZA": ((rf"{_YEAR}/{_SERIAL}", _year_and(5)), (r"(?P<year>\d\d)/(?P<serial>\d{1,4})", _year_and(4))),
}  # fmt: skip
"""By office. Examples without a comment are in the cases of the tests."""


def docdb_form(country: str, number: str) -> str:
    """A number of the office in DOCDB form, without kind; empty where it has no form of its own, or has not this one.

    The number is upper case, with its punctuation or without.
    """
    for pattern, written in _FORMS.get(country, ()):
        if found := re.fullmatch(pattern, number):
            return written(found)
    return ""
