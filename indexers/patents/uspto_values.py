"""Values as the USPTO writes them in patents: numbers, classes in fixed columns, citations."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar

from indexers.officevalues import Notes
from indexers.patents.symbols import class_symbol
from ipsearch.patentnumbers.number import read_numbers
from ipsearch.records import Claim, Filing, PatentType, document_name

T = TypeVar("T", str, tuple[str, ...], tuple[Claim | str, ...])

RELATIONS: Mapping[str, str] = MappingProxyType({
    "addition": "addition", "division": "division", "continuation": "continuation",
    "continuation-in-part": "continuation_in_part", "continuing-reissue": "reissue", "reissue": "reissue",
    "us-divisional-reissue": "reissue", "reexamination": "reexamination", "substitution": "substitution",
    "us-provisional-application": "provisional", "utility-model-basis": "utility_model_basis",
    "correction": "correction", "related-publication": "earlier_publication",
    "us-reexamination-reissue-merger": "reissue",
})  # fmt: skip
"""What a related document is, by its element since 2005, whose names the tables of PatentsView hand on."""
SEQUENCES = frozenset(("sequence-cwu",))
"""Roots of the sequence listings that stand between documents."""
_CITED_BY = {
    "examiner": "examination", "applicant": "applicant", "other": "applicant", "third party": "third_party",
}  # fmt: skip
_LETTERED = re.compile(r"(RE|PP|[DHTX])\s*0*(\d+)\Z")
_TYPES: dict[str, PatentType] = {
    "utility": "invention", "reissue": "invention", "sir": "invention", "design": "design", "plant": "plant",
}  # fmt: skip
_KINDS = {"RE": "E", "PP": "P", "D": "S", "H": "H", "T": "I4"}
_SPELLED = re.compile(r"\A(?:U\.?S\.?\s*)?(DES|PLT|PLANT|P|REISSUE)(?=\d)")
_LETTERS = {"DES": "D", "PLT": "PP", "PLANT": "PP", "P": "PP", "REISSUE": "RE"}
_CERTIFICATE = re.compile(r"B[1-9L](\d{7})\Z")
_ERA_YEAR = re.compile(r"(?:[A-Z]+\s*)?\d{1,2}[\s-]+\d{1,6}")
_BEFORE_HEISEI = 1988
_LOCARNO = re.compile(r"D?(\d{4})\Z")


def document_number(raw: str) -> str:
    """``06836899`` -> ``6836899``, ``D0500000`` -> ``D500000``; applications (``20050004437``) stay whole.

    Citations have further spellings: ``D. 271298``, ``Des. 271,298``, ``P. 5,123``, and ``B1 4,123,456`` for a patent
    with a certificate of re-examination.
    """
    plain = re.sub(r"[\s,/.]", "", raw).upper()
    plain = _SPELLED.sub(lambda found: _LETTERS[found[1]], plain)
    plain = _CERTIFICATE.sub(r"\1", plain)
    if found := _LETTERED.match(plain):
        return found[1] + found[2]
    return plain.lstrip("0") or plain


def foreign_number(country: str, raw: str, dated: str = "") -> str:
    """A document or an application of another office, without country, check digit and what else is set before it.

    ``WO 02/10589`` of WO, ``P2001-118988`` and ``118988/2001`` of JP, ``G8513103.2`` of DE, ``08290305.5`` of EP.
    Japanese years of an era get its letter (``A-10-100907``, ``59 035659``), without which nothing tells them from a
    number; of ``2191674`` the year is told by the date of the document, ``dated``, where it is that of Heisei 2.
    """
    plain = raw.strip().upper()
    if country:
        plain = re.sub(rf"{re.escape(country)}[\W_]*(?=\d)", "", plain, count=1) if plain.startswith(country) else plain
    if country in ("CN", "EP", "DE"):
        plain = plain.partition(".")[0]
    if country == "DE":
        plain = re.sub(r"\A[GP]\s*(?=\d)", "", plain)
    if country == "JP":
        plain = re.sub(r"\A[ABPUY][\W_]*(?=\d)", "", plain)
        if found := re.fullmatch(r"((?:19|20)\d\d)[\s-](\d{1,5})", plain):  # since 2000: six digits behind the year
            plain = f"{found[1]}{found[2]:0>6}"
        elif found := re.fullmatch(r"(\d{1,6})/((?:19|20)\d\d)", plain):
            plain = f"{found[2]}{found[1]:0>6}"
        elif re.fullmatch(r"[1-9]\d{6}", plain) and dated[:4] == str(_BEFORE_HEISEI + int(plain[0])):
            plain = read_numbers(f"JP {plain[0]}-{plain[1:]}")[0].number
        elif _ERA_YEAR.fullmatch(plain) and (readings := read_numbers(f"JP {plain}")):
            plain = readings[0].number
    return re.sub(r"[^\dA-Z]", "", plain)


def application_name(country: str, raw: str) -> str:
    """An application that a document names; one of the PCT belongs to its receiving office (``CH-0200573-W``)."""
    plain = re.sub(r"[^\dA-Z]", "", raw.upper())
    if found := re.match(r"PCT([A-Z]{2})(\d+)\Z", plain):
        return document_name(found[1], found[2], "W")
    return document_name(country or "US", plain)


def filing_number(raw: str, series: str = "") -> str:
    """The number of an application: series and serial, eight digits."""
    plain = re.sub(r"[\s,/]", "", raw)
    if len(plain) <= 6 and series:
        plain = f"{series}{plain:0>6}"
    return plain


def printed_filing(number: str) -> str:
    """An application as it is printed: ``10/339710``."""
    return f"{number[:2]}/{number[2:]}" if len(number) == 8 and number.isdigit() else ""


def filing(raw: str, series: str, date: dt.date | None) -> Filing | None:
    """The application of a document, from its number and series as printed; None without a number."""
    if not raw:
        return None
    number = filing_number(raw, series)
    return Filing("US", number, "", date, printed_filing(number))


def priority(country: str, raw: str, date: dt.date | None, notes: Notes) -> Iterator[Filing]:
    """The foreign priority of a row; one without a number is noted."""
    if number := foreign_number(country, raw):
        yield Filing(country, number, "", date, raw)
    elif country:
        notes.append(f"priority-without-number:{country} {date or ''}".strip())


def right(appl_type: str, kind: str) -> PatentType:
    """The kind of right from the type of the application, else from the kind code."""
    if appl_type.lower() in _TYPES:
        return _TYPES[appl_type.lower()]
    return {"S": "design", "P": "plant"}.get(kind[:1], "invention")  # type: ignore[return-value]


def kind_of(number: str) -> str:
    """The kind code of a document before 2001, when the USPTO printed none."""
    lettered = _LETTERED.match(number)
    return _KINDS.get(lettered[1], "A") if lettered else "A"


def ipc_symbol(raw: str) -> str:
    """An IPC symbol in the old fixed columns (``A45F  504`` -> ``A45F5/04``) or any other form."""
    text = raw.rstrip()
    if "/" not in text and len(text) > 7 and text[:4].replace(" ", "").isalnum():
        group, subgroup = text[4:7].strip(), text[7:].strip()
        if group.isdigit() and subgroup.isdigit():
            return class_symbol(f"{text[:4]}{group}/{subgroup}")
    return class_symbol(text)


def locarno(raw: str) -> str:
    """A class of designs as documents before 2005 have it in the place of the IPC (``0201``, ``D0201``); else ""."""
    found = _LOCARNO.match(raw.strip())
    return found[1] if found else ""


def us_class(raw: str) -> str:
    """A class of the USPC from fixed columns: three of the class, three and more of the subclass (``224 4207``)."""
    text = raw.rstrip()
    if not text.strip():
        return ""
    if len(text.split()) == 2 and len(text) < 6:  # columns lost
        klass, subclass = text.split()
        return f"US {klass}/{subclass}"
    if len(text) == 9 and text.isdigit():  # applications: three digits of each, and of the decimals
        return us_class(f"{text[:6]}{text[6:].rstrip('0')}")
    klass, whole, part = text[:3].replace(" ", ""), text[3:6].strip(), text[6:].strip()
    if not whole:
        return f"US {klass}"
    return f"US {klass}/{whole}{'.' if part[:1].isdigit() else ''}{part}"


def phase_of(category: str) -> str:
    """Who cited and when, from words (``cited by examiner``)."""
    by = category.lower().removeprefix("cited by ")
    return _CITED_BY.get(by, by)


def english(value: T) -> dict[str, T]:
    """A text of a document, all of which are in English; none if it is empty."""
    return {"en": value} if value else {}
