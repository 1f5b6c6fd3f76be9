"""Source ``incopat``: exports of incoPat (合享) and of services like it, Excel or CSV with Chinese headers.

What a service centre holds. Headers vary in brackets, spaces and wording: :data:`COLUMNS` lists what each means.
Columns that mean nothing here are kept in the notes under their name, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial

from msgspec.structs import replace

from indexers.base import Reading, Source, Unit
from indexers.cells import content, read_number
from indexers.csvtable import has_sheets, header_of, read_rows, sheets_aside, tables_with
from indexers.files import Blob
from indexers.patents.incopat_columns import (
    COLUMNS,
    GRANT_NUMBERS,
    NUMBERS,
    column_of,
    has_numbers,
    heads_patents,
    plain_column,
)
from indexers.patents.symbols import patent_type, unique
from indexers.patents.tables import (
    LONGEST_TEXT,
    cited,
    dated_filing,
    day_of,
    document_of,
    filing,
    language_of,
    parties,
    printed_symbols,
    reading_of,
)
from indexers.patents.tables import cells as cells_of
from indexers.patents.xmltext import claims
from ipsearch.documents.legalstatus import DEAD, status_of_word
from ipsearch.errors import InputError
from ipsearch.query.dialects.values import vocabulary_of
from ipsearch.records import Citation, Filing, LegalEvent, Party, Patent, Related
from ipsearch.spreadsheets.filekinds import BEGINNING
from ipsearch.spreadsheets.header import Heads
from ipsearch.text.classsymbol import locarno_symbol

_BETWEEN_SYMBOLS = re.compile(r",(?=[A-H]\d{2}[A-Z])")
"""J-PlatPat sets commas between symbols of the FI, some of which have one inside (``G01N37/00,102``)."""
_HEADS = Heads(heads_patents)
_DAYS = ("applied", "published", "granted", "expires", "status_date")


def parse_row(headers: Sequence[str], row: Sequence[str]) -> Patent:
    """The record of one row. Raises ``InputError`` ``record.no_document_number``."""
    found: dict[str, str] = {}
    notes: list[str] = []
    for header, value in zip(headers, row, strict=False):
        value = content(value)
        if not value or value in ("-", "--"):
            continue
        meaning = column_of(header)
        if meaning in NUMBERS and read_number(value) is None:
            meaning = ""  # a spreadsheet kept the first digits only (2.0191E+11): others share them
        if meaning == "publication" and plain_column(header) in GRANT_NUMBERS:
            meaning = "grant"
        if meaning == "agents" and meaning in found:
            found[meaning] += f";{value}"
        elif meaning and meaning not in found:
            found[meaning] = value
        elif header.strip() and meaning != "number":
            notes.append(f"{header.strip()}:{value}")
    return _record(found, notes)


def _record(found: dict[str, str], notes: list[str]) -> Patent:
    _sort_numbers(found, notes)
    printed = found.get("publication") or ""
    office = re.search(r"[A-Z]{2}|中国", found.get("country", ""))
    given = office[0].replace("中国", "CN") if office else ""
    best = reading_of(printed, given)
    applied = filing(found.get("application", ""), day_of(found.get("applied", "")), best.country if best else given)
    if best is None and (applied is None or not applied.number):
        raise InputError("record.no_document_number")
    country = (best.country if best else "") or (applied.country if applied else "") or "CN"
    kind = best.kind if best else ""
    number = best.number if best else applied.number if applied else ""
    priorities = tuple(_priorities(found))
    types = vocabulary_of("incopat", "type", found.get("type", ""))
    known = (
        types[0]
        if types and types[0] in ("invention", "utility_model", "design", "plant")
        else patent_type(country, kind)
    )
    claimed = tuple(
        part for part in re.split(r"\n+", found.get("claims") or found.get("first_claim") or "") if part.strip()
    )
    symbols = {name: printed_symbols(cells(found.get(name, ""))) for name in ("ipc_main", "ipc", "cpc")}
    (main, other_main), (further, other_further) = symbols["ipc_main"], symbols["ipc"]
    status = _deciding(found.get("alive", ""), found.get("status", ""))
    status_date = day_of(found.get("status_date", ""))
    described = found.get("description", "")
    title, abstract = _by_language(found, "title"), _by_language(found, "abstract")
    hidden = [
        f"{label}:{found[name]}"
        for name, label, texts in (
            ("title", "标题", title), ("abstract", "摘要", abstract), ("title_other", "标题（原文）", title),
            ("abstract_other", "摘要（原文）", abstract),
        )
        if found.get(name) and found[name] not in texts.values()
    ]  # fmt: skip
    return Patent(
        country=country,
        number=number,
        kind=kind,
        type=known,  # type: ignore[arg-type]
        original=printed,
        publication_date=day_of(found.get("published", "")),
        grant_date=day_of(found.get("granted", "")),
        expiry_date=day_of(found.get("expires", "")),
        application=applied,
        priorities=priorities,
        family_id=found.get("family_id", ""),
        language="zh" if country == "CN" else "",
        title=title,
        abstract=abstract,
        claims={language_of(claimed[0]): claims(claimed)} if claimed else {},
        description={language_of(described): tuple(p.strip() for p in described.splitlines() if p.strip())}
        if described
        else {},
        applicants=_applicants(found),
        owners=parties(cells(found.get("owners") or found.get("standard_owners", ""))),
        inventors=parties(cells(found.get("inventors", ""))),
        agents=parties(unique([*cells(found.get("agents", ""))])),
        examiners=parties(cells(found.get("examiners", ""))),
        ipc=unique([*main, *further]),
        cpc=symbols["cpc"][0],
        # Some services have the class of a design in the column of the IPC.
        locarno=unique([*cells(found.get("locarno", "")), *map(locarno_symbol, (*other_main, *other_further))]),
        national=unique(
            [
                f"{scheme} {' '.join(one.split())}"
                for scheme, name in (("US", "uc"), ("FI", "fi"), ("FT", "fterm"), ("ECLA", "ecla"))
                for one in cells(_BETWEEN_SYMBOLS.sub(";", found.get(name, "")))
            ]
        ),
        citations=(
            *(cited(one) for one in cells(found.get("cites", ""))),
            *(Citation(text=one) for one in _lines(found.get("literature", ""))),
        ),
        related=tuple(
            Related(name, document_of(found[name]) or found[name])
            for name in ("pct_application", "pct_publication")
            if found.get(name)
        ),
        events=(LegalEvent(date=status_date, text=found["status"], kind="status"),)
        if found.get("status") and status_date
        else (),
        status=status,
        status_date=status_date,
        keywords=cells(found.get("keywords", "")),
        notes=(
            *notes,
            *hidden,
            *_loose(found),
            *_unread(found, priorities),
            *_no_symbols(symbols),
            *_said_of_status(found, status, dated=status_date is not None),
            *([f"标准申请人:{found['standard']}"] if found.get("standard") else []),
            *([f"标准当前权利人:{found['standard_owners']}"] if found.keys() >= {"owners", "standard_owners"} else []),
            *([f"简单同族:{found['family']}"] if found.get("family") else []),
        ),
    )


def _sort_numbers(found: dict[str, str], notes: list[str]) -> None:
    """Which number is the publication's, and whose day is that of the publication.

    A Chinese patent number (专利号) is that of its application. Of the numbers of the application and of the grant in
    one row the first tells the document; the day of the other publication is not its own. Espacenet has every
    publication of an application in one cell, the first one first, with its day in the same place.
    """
    for name in ("publication", "published"):
        several = found.get(name, "").splitlines()
        if len(several) > 1:
            notes.append(f"{COLUMNS[name][0]}:{'; '.join(one.strip() for one in several)}")
            found[name] = several[0].strip()
    patent, granted = found.pop("patent", ""), found.pop("grant", "")
    if patent:
        best = reading_of(patent)
        name = "publication" if best is not None and best.kind else "application"
        if found.setdefault(name, patent) != patent:
            notes.append(f"专利号:{patent}")
    if granted and found.setdefault("publication", granted) != granted:
        notes.append(f"授权公告号:{granted}")
    elif granted and day_of(found.get("granted", "")):
        if found.get("published", found["granted"]) != found["granted"]:
            notes.append(f"{COLUMNS['published'][0]}:{found['published']}")
        found["published"] = found["granted"]


def _deciding(alive: str, status: str) -> str:
    """The word for the legal status that says most: 失效 alone leaves open how the right ended, 未缴年费 beside it
    does not."""
    if not alive or status_of_word(alive) not in (None, "ended"):
        return alive or status
    return next((one for one in cells(status) if status_of_word(one) in DEAD), alive)


def _said_of_status(found: Mapping[str, str], kept: str, *, dated: bool) -> Iterator[str]:
    """What the columns of the legal status say beyond the word that is kept; with a day it is an event."""
    for name, label in (("alive", "专利有效性"), ("status", "当前法律状态")):
        if found.get(name, kept) != kept and not (name == "status" and dated):
            yield f"{label}:{found[name]}"


def _by_language(found: Mapping[str, str], name: str) -> dict[str, str]:
    """A text in the languages its columns name; one without language is what its script tells."""
    texts = {lang: text for lang in ("zh", "en", "ja") if (text := found.get(f"{name}_{lang}", ""))}
    given, other = found.get(name, ""), found.get(f"{name}_other", "")
    texts = {language_of(given): given} | texts if given else texts
    return {language_of(other): other} | texts if other else texts


def _names(found: Mapping[str, str]) -> tuple[str, ...]:
    """Applicants as filed, else as the service writes them; where it names owners alone, these."""
    every = (cells(found.get(name, "")) for name in ("applicants", "standard", "owners", "standard_owners"))
    return next((several for several in every if several), ())


def _applicants(found: Mapping[str, str]) -> tuple[Party, ...]:
    """Applicants with their names in translation and their addresses, where there is one for each."""
    several = parties(_names(found))
    latin, places = cells(found.get("applicants_en", "")), cells(found.get("address", ""))
    if len(latin) == len(several):
        several = tuple(replace(party, name_en=name) for party, name in zip(several, latin, strict=True))
    if len(places) == len(several):
        several = tuple(replace(party, address=place) for party, place in zip(several, places, strict=True))
    return several


def _loose(found: Mapping[str, str]) -> Iterator[str]:
    """Names and addresses of applicants that do not fit them."""
    count = len(_names(found))
    for name, label in (("applicants_en", "申请人（翻译）"), ("address", "申请人地址")):
        if found.get(name) and len(cells(found[name])) != count:
            yield f"{label}:{found[name]}"


def _unread(found: Mapping[str, str], priorities: Sequence[Filing]) -> Iterator[str]:
    """Days that cannot be read, and those of priorities of which nobody knows whose they are."""
    for name in _DAYS:
        if name in found and day_of(found[name]) is None:
            yield f"{COLUMNS[name][0]}:{found[name]}"
    claimed = {one.date for one in priorities if one.date}
    for value in cells(found.get("prioritised", "")):
        if day_of(value) not in claimed:
            yield f"{COLUMNS['prioritised'][0]}:{value}"


def _no_symbols(symbols: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> Iterator[str]:
    """What stands in the columns of the IPC and the CPC and is no class symbol, nor one of a design."""
    for name, (_, others) in symbols.items():
        for value in others:
            if name == "cpc" or not locarno_symbol(value):
                yield f"{COLUMNS[name][0]}:{value}"


def _priorities(found: Mapping[str, str]) -> Iterator[Filing]:
    """The priorities; the day of each may stand behind its number (``US61/234567 2009-08-17``), else in a column of
    its own that has one for each."""
    numbers = cells(found.get("priority") or found.get("priority_info", ""))
    days = cells(found.get("prioritised", ""))
    for number, day in zip(numbers, days if len(days) == len(numbers) else [""] * len(numbers), strict=True):
        one = dated_filing(number, day_of(day))
        if one is not None:
            yield one


def _lines(value: str) -> Iterator[str]:
    """Literature, which has semicolons of its own: a line or a part between two strokes each."""
    return (part.strip() for part in re.split(r"[\n|]+|;;", value) if part.strip())


def cells(value: str) -> tuple[str, ...]:
    """The values of a cell: incoPat sets a semicolon between them, PatSnap a stroke, Espacenet a line break."""
    return cells_of(value, ";；|\n")


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        with closing(tables_with(blob, has_numbers, LONGEST_TEXT, _HEADS)) as tables:
            for table in tables:
                header = table.header
                if not has_numbers(header):
                    known, place = ", ".join(c[0] for c in COLUMNS.values()), f"{table.label}:{table.line}"
                    raise InputError("csv.columns", place=place, missing="公开（公告）号", known=known)
                yield from read_rows(table, unit.cursor, len(header), partial(_of_row, header))


def _of_row(header: list[str], row: list[str], _line: int) -> Patent:
    return parse_row(header, row)


def _sniff(blob: Blob) -> bool:
    if has_sheets(blob):
        return blob.head(len(BEGINNING)) == BEGINNING
    return heads_patents(header_of(blob, _HEADS))


def _aside(blob: Blob) -> tuple[str, ...]:
    return sheets_aside(blob, has_numbers, _HEADS)


SOURCE: Source[Patent] = Source("incopat", read=_read, sniff=_sniff, aside=_aside, partial=True)
