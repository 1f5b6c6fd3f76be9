"""Source ``uspto-greenbook``: US grants of 1976 to 2001, the tagged text of the Green Book.

A line begins with a tag in the first four columns; its value begins in the sixth, and goes on in lines that begin with
blanks. Tags without a value open a group (``INVT`` an inventor, ``UREF`` a US citation ...); ``PATN`` opens a document.
Some years pad every line with blanks to 80 columns. In a group of text every tag is a paragraph, whatever its layout
(``PAR``, ``PA1``, ``TBL3`` ...), and a line without a tag at its beginning is a heading.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indexers.base import RAW_LIMIT, Reading, Rejected, Source, Unit
from indexers.encoding import western
from indexers.files import Blob
from indexers.officevalues import Notes, joined
from indexers.patents.greenbook_text import readable
from indexers.patents.symbols import unique
from indexers.patents.tables import date_of
from indexers.patents.uspto_values import (
    application_name,
    document_number,
    english,
    filing,
    filing_number,
    foreign_number,
    ipc_symbol,
    kind_of,
    locarno,
    priority,
    right,
    us_class,
)
from indexers.patents.xmltext import claims, day
from ipsearch.errors import InputError, Problem
from ipsearch.records import Citation, Filing, Party, Patent, Related, document_name

_TAG = re.compile(r"[A-Z][A-Z0-9]{2,3}")
_NO_TEXT = frozenset(("NUM", "STM"))
_GROUPS = frozenset((
    "PATN", "INVT", "ASSG", "PRIR", "REIS", "RLAP", "CLAS", "UREF", "FREF", "OREF", "LREP", "PCTA", "ABST", "GOVT",
    "PARN", "BSUM", "DRWD", "DETD", "CLMS", "DCLM",
))  # fmt: skip
_FULL_TEXT = frozenset(("BSUM", "DRWD", "DETD", "CLMS", "DCLM"))
_OF_TEXT = _FULL_TEXT | {"ABST", "GOVT", "PARN", "OREF"}
_SERIES = ((1948, "02"), (1960, "03"), (1970, "04"), (1979, "05"), (1987, "06"), (1993, "07"))
"""Up to which year (not in it) applications have a series; 08 ended on 1997-12-29."""
_LAST_OF_08 = dt.date(1997, 12, 29)
_DESIGNS_APART = dt.date(1992, 10, 1)
"""Since then designs have the series 29."""
_RELATIONS = {
    "71": "continuation", "72": "continuation_in_part", "74": "division", "81": "division", "82": "division",
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
        line = line.rstrip("\r\n\x1a")
        tag = line[:4].rstrip() if _TAG.fullmatch(line[:4].rstrip()) and not line[4:5].strip() else ""
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
        elif not document[-1].lines:
            if document[-1].name in _OF_TEXT and value.strip():
                document[-1].lines.append(("PAC", value))
        else:
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
    filed = day(head.get("APD"), "APD", notes)
    serial = _serial(head, kind, filed)
    symbols = classes.all("ICL")
    _note(groups, notes)
    return Patent(
        country="US",
        number=number,
        kind=kind,
        type=right(_TYPES.get(head.get("APT").strip(), ""), kind),
        original=raw,
        publication_date=published,
        grant_date=published,
        application=filing(serial, "", filed),
        priorities=tuple(_priorities(groups, notes)),
        language="en",
        title=english(readable(head.get("TTL"))),
        abstract=english(" ".join(_texts(groups, "ABST"))),
        claims=english(claims(_claims(groups))),
        description=english(tuple(_texts(groups, "GOVT", "PARN", "BSUM", "DRWD", "DETD"))),
        applicants=owners or inventors,
        owners=owners,
        inventors=inventors,
        agents=tuple(_agents(groups)),
        examiners=tuple(
            Party(readable(head.get(tag)).replace(";", ",")) for tag in ("EXP", "EXA") if head.get(tag).strip()
        ),
        ipc=unique([ipc_symbol(value) for value in symbols]),
        locarno=unique([locarno(value) for value in symbols]),
        national=unique([us_class(value) for tag in ("OCL", "XCL") for value in classes.all(tag)]),
        citations=tuple(_citations(groups)),
        related=tuple(_related(groups, notes)),
        notes=tuple(notes),
    )


def _number(raw: str) -> str:
    """``039373754`` ends in a check digit; ``D0242583&`` has it after the letters and digits as well."""
    plain = raw.replace(" ", "")
    return document_number(plain[:-1]) if len(plain) >= 9 else document_number(plain)


def _note(groups: Sequence[Group], notes: Notes) -> None:
    for group_name, tag, name in (
        ("PATN", "TRM", "term-years"), ("PATN", "DCD", "disclaimer"), ("PATN", "ECL", "exemplary-claim"),
        ("PATN", "ART", "art-unit"),
        ("INVT", "ITX", "inventor-text"), ("ASSG", "ITX", "assignee-text"), ("PCTA", "PD1", "us-371-date"),
        ("PCTA", "PD2", "us-102e-date"),
    ):  # fmt: skip
        for group in groups:
            if group.name == group_name and (value := readable(group.get(tag))):
                notes.append(f"{name}:{value}")


def _texts(groups: Sequence[Group], *names: str) -> Iterator[str]:
    for group in groups:
        if group.name in names:
            yield from (text for tag, value in group.lines if tag not in _NO_TEXT and (text := readable(value)))


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
            elif tag not in _NO_TEXT:
                waiting = f"{waiting} {readable(value)}".strip()
    if waiting:
        yield waiting


def _parties(groups: Sequence[Group], name: str) -> Iterator[Party]:
    for group in groups:
        if group.name == name and (full := readable(group.get("NAM"))):
            address = joined(*(readable(group.get(tag)) for tag in ("STR", "CTY", "STA", "ZIP")))
            country = group.get("CNT").strip()[:2]
            home = country or ("US" if group.get("STA").strip() else "")
            yield Party(full.replace("; ", ", "), address=address, country=home)


def _agents(groups: Sequence[Group]) -> Iterator[Party]:
    for group in groups:
        if group.name == "LREP":
            for tag in ("FRM", "FR2", "AAT", "AGT", "ATT", "NAM"):
                yield from (Party(readable(value).replace("; ", ", ")) for value in group.all(tag) if value.strip())


def _priorities(groups: Sequence[Group], notes: Notes) -> Iterator[Filing]:
    for group in groups:
        if group.name == "PRIR":
            country = group.get("CNT").strip()[:2]
            yield from priority(country, group.get("APN").strip(), day(group.get("APD"), "PRIR", notes), notes)


def _citations(groups: Sequence[Group]) -> Iterator[Citation]:
    for group in groups:
        match group.name:
            case "UREF":
                yield Citation(f"US-{document_number(group.get('PNO'))}", date=_day(group))
            case "FREF":
                country = _country(group.get("CNT").strip())
                number, known = foreign_number(country, group.get("PNO"), group.get("ISD").strip()), len(country) == 2
                yield Citation(
                    document_name(country, number) if known else "",
                    text="" if known else f"{country} {number}".strip(),
                    date=_day(group),
                )
            case "OREF":
                yield from (
                    Citation(text=value) for tag, raw in group.lines if tag not in _NO_TEXT and (value := readable(raw))
                )


def _day(group: Group) -> dt.date | None:
    return date_of(group.get("ISD").strip())


def _country(code: str) -> str:
    """Country codes of the Green Book carry an X or a number (``FRX``, ``GB2``, for its second series)."""
    return code[:2] if re.fullmatch(r"[A-Z]{2}[X\d]", code) else code


def _related(groups: Sequence[Group], notes: Notes) -> Iterator[Related]:
    for group in groups:
        if group.name in ("RLAP", "REIS"):
            kind = "reissue" if group.name == "REIS" else _RELATIONS.get(group.get("COD").strip(), "related")
            filed = day(group.get("APD"), group.name, notes)
            if serial := re.sub(r"\D", "", group.get("APN")):
                yield Related(kind, f"US-{_in_series(serial, kind, filed)}", filed)
            if granted := document_number(group.get("PNO")):  # the patent that the application became
                yield Related(kind, f"US-{granted}", day(group.get("ISD"), group.name, notes))
        if group.name == "PCTA":
            if filing := group.get("PCN").strip():
                yield Related("pct_application", application_name("", filing), day(group.get("PD3"), "PD3", notes))
            if printed := foreign_number("WO", group.get("PCP")):
                yield Related("pct_publication", document_name("WO", printed), day(group.get("PCD"), "PCD", notes))


def _serial(head: Group, kind: str, filed: dt.date | None) -> str:
    """The application with its series; ``D`` is the one of designs. The seventh digit is a check digit."""
    serial, series = head.get("APN").strip()[:6], head.get("SRC").strip()
    if not serial:
        return ""
    if series == "D" or (not series and kind == "S" and filed is not None and filed >= _DESIGNS_APART):
        return filing_number(serial, "29")
    return filing_number(serial, series.zfill(2)) if series.isdigit() else _in_series(serial, "", filed)


def _in_series(serial: str, kind: str, filed: dt.date | None) -> str:
    """A serial number with its series, which the day of filing tells: without it, it would be that of a patent."""
    if len(serial) > 6 or filed is None:
        return serial
    if kind == "provisional":
        return f"60{serial:0>6}"
    recent = "08" if filed <= _LAST_OF_08 else "09"
    return f"{next((series for year, series in _SERIES if filed.year < year), recent)}{serial:0>6}"


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        with blob.open() as stream:
            lines = (_decoded(line, place) for place, line in enumerate(stream))
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


def _decoded(line: bytes, place: int) -> str:
    """The format is ASCII; files that went through other hands are not always."""
    return western(line.removeprefix(b"\xef\xbb\xbf") if place == 0 else line)


def _record(groups: Sequence[Group], label: str) -> Patent | Rejected:
    try:
        return read_document(groups)
    except InputError as error:
        raw = "\n".join(f"{tag} {value}" for tag, value in groups[0].lines)[:RAW_LIMIT]
        return Rejected(error.problem.at(f"{label}:{groups[0].line}"), raw)


def _is_cut(groups: Sequence[Group], record: Patent) -> bool:
    """Whether the last document of a file lost its end. The format has no mark for it, but ``NCL`` counts claims.

    Files of bibliographic data count them as well and have none.
    """
    counted = groups[0].get("NCL").strip()
    whole = any(group.name in _FULL_TEXT for group in groups)
    return whole and counted.isdigit() and len(record.claims.get("en", ())) < int(counted)


def _sniff(blob: Blob) -> bool:
    head = blob.head().removeprefix(b"\xef\xbb\xbf")
    return head.startswith((b"PATN\n", b"PATN\r\n", b"PATN ")) or (b"\nPATN" in head and b"\nWKU " in head)


SOURCE: Source[Patent] = Source("uspto-greenbook", read=_read, sniff=_sniff, partial=True)
