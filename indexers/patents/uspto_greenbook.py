"""Source ``uspto-greenbook``: US grants of 1976 to 2001, the tagged text of the Green Book.

A line begins with a tag in the first four columns; its value begins in the sixth, and goes on in lines that begin with
blanks. Tags without a value open a group (``INVT`` an inventor, ``UREF`` a US citation ...); ``PATN`` opens a document.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indexers.base import Reading, Rejected, Source, Unit
from indexers.files import Blob
from indexers.officevalues import Notes
from indexers.patents.symbols import unique
from indexers.patents.uspto_redbook import whole_day
from indexers.patents.uspto_values import (
    application_name,
    document_number,
    filing_number,
    foreign_number,
    ipc_symbol,
    kind_of,
    named,
    printed_filing,
    right,
    us_class,
)
from indexers.patents.xmltext import claims, day
from ipsearch.errors import InputError, Problem
from ipsearch.records import Citation, Filing, Party, Patent, Related

_TAG = re.compile(r"[A-Z][A-Z0-9]{2,3}\Z")
_TEXT_TAGS = frozenset(("PAR", "PAL", "PAC", "PA0", "PA1", "PA2", "PA3", "PA4", "PA5", "TBL", "EQU", "FNT"))
_GROUPS = frozenset((
    "PATN", "INVT", "ASSG", "PRIR", "REIS", "RLAP", "CLAS", "UREF", "FREF", "OREF", "LREP", "PCTA", "ABST", "GOVT",
    "PARN", "BSUM", "DRWD", "DETD", "CLMS", "DCLM",
))  # fmt: skip
_FULL_TEXT = frozenset(("BSUM", "DRWD", "DETD", "CLMS", "DCLM"))
_RELATIONS = {
    "71": "continuation", "72": "continuation_in_part", "74": "continuation", "81": "division", "82": "division",
    "83": "division", "84": "reissue", "86": "provisional", "91": "reissue", "92": "reissue", "93": "reissue",
    "75": "reexamination",
}  # fmt: skip
_TYPES = {"1": "utility", "2": "reissue", "4": "design", "5": "defensive", "6": "plant", "7": "sir"}


@dataclass(slots=True)
class Group:
    """A group: its name, its lines, each a tag with its value, and the line of the file where it begins."""

    name: str
    line: int = 0
    lines: list[tuple[str, str]] = field(default_factory=list)

    def get(self, tag: str) -> str:
        """The first value of a tag, columns kept."""
        return next((value for name, value in self.lines if name == tag), "")

    def all(self, tag: str) -> list[str]:
        """Every value of a tag."""
        return [value for name, value in self.lines if name == tag]


def read_groups(lines: Iterator[str]) -> Iterator[list[Group]]:
    """The groups of each document."""
    document: list[Group] = []
    for place, line in enumerate(lines, 1):
        line = line.rstrip("\r\n")
        tag = line[:4].rstrip() if _TAG.match(line[:4].rstrip()) else ""
        value = line[5:] if tag else line
        if tag == "PATN":
            if document:
                yield document
            document = [Group("PATN", place)]
        elif not document:
            continue  # the header of a tape
        elif tag in _GROUPS and not value.strip():
            document.append(Group(tag, place))
        elif tag:
            document[-1].lines.append((tag, value))
        elif document[-1].lines:
            name, before = document[-1].lines[-1]
            document[-1].lines[-1] = (name, f"{before.rstrip()} {value.strip()}")
    if document:
        yield document


def read_document(groups: Sequence[Group]) -> Patent:
    """The record of a document. Raises ``InputError`` ``record.no_document_number``."""
    notes: Notes = []
    head = groups[0]
    raw = head.get("WKU").strip()
    number = _number(raw)
    if not number:
        raise InputError("record.no_document_number")
    kind = kind_of(number)
    published = day(head.get("ISD"), "ISD", notes)
    classes = next((group for group in groups if group.name == "CLAS"), Group("CLAS"))
    inventors = tuple(_parties(groups, "INVT"))
    owners = tuple(_parties(groups, "ASSG"))
    serial = filing_number(head.get("APN").strip()[:6], head.get("SRC").strip().zfill(2))
    for tag, name in (("TRM", "term-years"), ("DCD", "disclaimer"), ("ECL", "exemplary-claim")):
        if value := head.get(tag).strip():
            notes.append(f"{name}:{value}")
    return Patent(
        country="US",
        number=number,
        kind=kind,
        type=right(_TYPES.get(head.get("APT").strip(), ""), kind),
        original=raw,
        publication_date=published,
        grant_date=published,
        application=Filing("US", serial, "", day(head.get("APD"), "APD", notes), printed_filing(serial))
        if serial
        else None,
        priorities=tuple(_priorities(groups, notes)),
        language="en",
        title={"en": value} if (value := _joined(head.get("TTL"))) else {},
        abstract={"en": value} if (value := " ".join(_texts(groups, "ABST"))) else {},
        claims={"en": found} if (found := claims(_claims(groups))) else {},
        description={"en": parts} if (parts := tuple(_texts(groups, "GOVT", "PARN", "BSUM", "DRWD", "DETD"))) else {},
        applicants=owners or inventors,
        owners=owners,
        inventors=inventors,
        agents=tuple(_agents(groups)),
        examiners=tuple(
            Party(_joined(head.get(tag)).replace(";", ",")) for tag in ("EXP", "EXA") if head.get(tag).strip()
        ),
        ipc=unique([ipc_symbol(value) for value in classes.all("ICL")]),
        national=unique([us_class(value) for tag in ("OCL", "XCL") for value in classes.all(tag)]),
        citations=tuple(_citations(groups)),
        related=tuple(_related(groups, notes)),
        notes=tuple(notes),
    )


def _number(raw: str) -> str:
    """``039373754`` ends in a check digit; ``D0242583&`` has it after the letters and digits as well."""
    plain = raw.replace(" ", "")
    return document_number(plain[:-1]) if len(plain) >= 9 else document_number(plain)


def _joined(value: str) -> str:
    return " ".join(value.split())


def _texts(groups: Sequence[Group], *names: str) -> Iterator[str]:
    for group in groups:
        if group.name in names:
            yield from (
                text for tag, value in group.lines if tag in _TEXT_TAGS or tag == "PAC" if (text := _joined(value))
            )


def _claims(groups: Sequence[Group]) -> Iterator[str]:
    """Each claim begins with its number (``NUM``); its paragraphs follow. A design has one claim without a number."""
    waiting = ""
    for group in groups:
        if group.name not in ("CLMS", "DCLM"):
            continue
        for tag, value in group.lines:
            if tag == "NUM":
                if waiting:
                    yield waiting
                waiting = ""
            elif tag in _TEXT_TAGS:
                waiting = f"{waiting} {_joined(value)}".strip()
    if waiting:
        yield waiting


def _parties(groups: Sequence[Group], name: str) -> Iterator[Party]:
    for group in groups:
        if group.name == name and (full := _joined(group.get("NAM"))):
            parts = [group.get(tag).strip() for tag in ("STR", "CTY", "STA", "ZIP")]
            country = group.get("CNT").strip()[:2]
            home = country or ("US" if group.get("STA").strip() else "")
            yield Party(full.replace("; ", ", "), address=", ".join(part for part in parts if part), country=home)


def _agents(groups: Sequence[Group]) -> Iterator[Party]:
    for group in groups:
        if group.name == "LREP":
            for tag in ("FRM", "FR2", "AAT", "AGT", "ATT"):
                yield from (Party(_joined(value).replace("; ", ", ")) for value in group.all(tag) if value.strip())


def _priorities(groups: Sequence[Group], notes: Notes) -> Iterator[Filing]:
    for group in groups:
        if group.name == "PRIR":
            raw = group.get("APN").strip()
            country = group.get("CNT").strip()[:2]
            if number := foreign_number(country, raw):
                yield Filing(country, number, "", day(group.get("APD"), "PRIR", notes), raw)


def _citations(groups: Sequence[Group]) -> Iterator[Citation]:
    for group in groups:
        match group.name:
            case "UREF":
                yield Citation(f"US-{document_number(group.get('PNO'))}", date=_day(group))
            case "FREF":
                country = _country(group.get("CNT").strip())
                number, known = foreign_number(country, group.get("PNO")), len(country) == 2
                yield Citation(
                    named(country, number) if known else "",
                    text="" if known else f"{country} {number}".strip(),
                    date=_day(group),
                )
            case "OREF":
                yield from (
                    Citation(text=value) for tag, raw in group.lines if tag in _TEXT_TAGS if (value := _joined(raw))
                )


def _day(group: Group) -> dt.date | None:
    return whole_day(group.get("ISD").strip())


def _country(code: str) -> str:
    """Country codes of the Green Book carry an X (``FRX``, ``DEX``)."""
    return code[:2] if len(code) == 3 and code.endswith("X") else code


def _related(groups: Sequence[Group], notes: Notes) -> Iterator[Related]:
    for group in groups:
        if group.name == "RLAP" and (number := re.sub(r"\D", "", group.get("APN") or group.get("PNO"))):
            kind = _RELATIONS.get(group.get("COD").strip(), "related")
            yield Related(kind, f"US-{number}", day(group.get("APD") or group.get("ISD"), "RLAP", notes))
        if group.name == "PCTA":
            # PD1 and PD2 are dates of the entry into the national phase.
            if filed := group.get("PCN").strip():
                yield Related("pct_application", application_name("", filed), day(group.get("PD3"), "PD3", notes))
            if printed := foreign_number("WO", group.get("PCP")):
                yield Related("pct_publication", named("WO", printed), day(group.get("PCD"), "PCD", notes))


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        with blob.open() as stream:
            lines = (line.decode("latin-1") for line in stream)
            waiting: Sequence[Group] = ()
            for groups in read_groups(lines):
                if waiting:
                    yield _record(waiting, blob.label)
                waiting = groups
        if not waiting:
            if not blob.head().strip():
                raise InputError("file.empty", place=blob.label)
            yield Rejected(Problem("file.nothing", {"sources": SOURCE.name}, blob.label))
            continue
        last = _record(waiting, blob.label)
        if isinstance(last, Patent) and _is_cut(waiting, last):
            place = f"{blob.label}:{waiting[0].line}"
            raise InputError("file.truncated", place=place, error=f"{last.id} has fewer claims than it counts")
        yield last


def _record(groups: Sequence[Group], label: str) -> Patent | Rejected:
    try:
        return read_document(groups)
    except InputError as error:
        raw = "\n".join(f"{tag} {value}" for tag, value in groups[0].lines)[:500]
        return Rejected(error.problem.at(f"{label}:{groups[0].line}"), raw)


def _is_cut(groups: Sequence[Group], record: Patent) -> bool:
    """Whether the last document of a file lost its end. The format has no mark for it, but ``NCL`` counts claims.

    Files of bibliographic data count them as well and have none.
    """
    counted = groups[0].get("NCL").strip()
    whole = any(group.name in _FULL_TEXT for group in groups)
    return whole and counted.isdigit() and len(record.claims.get("en", ())) < int(counted)


def _sniff(blob: Blob) -> bool:
    head = blob.head()
    return head.startswith((b"PATN\n", b"PATN\r\n", b"PATN ")) or (b"\nPATN" in head and b"\nWKU " in head)


SOURCE: Source[Patent] = Source("uspto-greenbook", read=_read, sniff=_sniff)
