"""Source ``epfulltext``: European patent documents in full, ``ep-patent-document`` (DTD 1.0 to 1.5).

The bibliography is in ``SDOBI``, its elements named by the INID codes of WIPO ST.9 (``B110`` number, ``B140`` date of
publication, ``B210`` application, ``B510`` classes, ``B540`` titles, ``B730`` proprietors ...).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexers.base import Reading, Source, Unit
from indexers.files import Blob
from indexers.officevalues import Notes
from indexers.patents.exchange import patent_type
from indexers.patents.symbols import class_symbol, unique
from indexers.patents.xmltext import claim, day, flat, paragraphs
from indexers.xmlhead import read_head
from indexers.xmlstream import Element, find, find_all, local_name, read_records, text, texts
from ipsearch.errors import InputError
from ipsearch.records import Citation, Claim, Filing, Party, Patent, Related

_CITED = re.compile(r"([A-Z]{2})[\s-]+([A-Z]\d?)?[\s-]*([A-Z]?[\d\s./,]+\d)\s*([A-Z]\d?)?")
_RELATED = {
    "B620": "addition", "B621": "earlier_application", "B640": "division", "B645": "reissue", "B661": "continuation",
}  # fmt: skip


def read_document(document: Element) -> Patent:
    """The record of an ``ep-patent-document``."""
    notes: Notes = []
    sdobi = find(document, "SDOBI")
    body = document if sdobi is None else sdobi
    number = document.get("doc-number") or text(body, "B100/B110")
    country = document.get("country") or text(body, "B100/B190") or "EP"
    kind = document.get("kind") or text(body, "B100/B130")
    if not number:
        raise InputError("record.no_document_number")
    return Patent(
        country=country,
        number=number,
        kind=kind,
        type=patent_type(country, kind),
        publication_date=day(text(body, "B100/B140/date") or document.get("date-publ") or "", "B140", notes),
        grant_date=day(text(body, "B400/B450/date"), "B450", notes) if kind.startswith("B") else None,
        application=_application(body, notes),
        priorities=tuple(_priorities(body, notes)),
        language=(document.get("lang") or text(body, "B200/B260")).lower(),
        title=_titles(body),
        abstract={_lang(one): value for one in find_all(document, "abstract") if (value := flat(one))},
        claims=dict(_claims(document)),
        description={
            _lang(one): paragraphs(child for child in one if isinstance(child.tag, str))
            for one in find_all(document, "description")
        },
        applicants=_parties(body, "B700/B710/B711") or _parties(body, "B700/B730/B731"),
        owners=_parties(body, "B700/B730/B731"),
        inventors=_parties(body, "B700/B720/B721"),
        agents=_parties(body, "B700/B740/B741"),
        ipc=_ipc(body),
        cpc=unique(
            [class_symbol(value) for value in texts(body, "B500/B520EP/classifications-cpc/classification-cpc/text")]
        ),
        citations=tuple(_citations(body, document)),
        related=tuple(_related(body, notes)),
        designated=unique([*texts(body, "B800/B840/ctry"), *texts(body, "B800/B844EP/B845EP/ctry")]),
        notes=tuple(notes),
    )


def _lang(element: Element) -> str:
    return (element.get("lang") or "und").lower()


def _application(body: Element, notes: Notes) -> Filing | None:
    printed = text(body, "B200/B210")
    if not printed:
        return None
    number = re.sub(r"\D", "", printed.partition(".")[0])
    return Filing("EP", number, "A", day(text(body, "B200/B220/date"), "B220", notes), printed)


def _priorities(body: Element, notes: Notes) -> Iterator[Filing]:
    """B310, B320 and B330 stand in a row for each priority."""
    number, date = "", None
    for one in find_all(body, "B300/*"):
        match local_name(one):
            case "B310":
                number = flat(one)
            case "B320":
                date = day(text(one, "date"), "B320", notes)
            case "B330":
                yield Filing(text(one, "ctry"), re.sub(r"[^\dA-Za-z]", "", number), "", date, number)
                number, date = "", None


def _titles(body: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    language = "und"
    for one in find_all(body, "B500/B540/*"):
        if local_name(one) == "B541":
            language = flat(one).lower()
        elif value := flat(one):
            found[language] = value
    return found


def _claims(document: Element) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    for several in find_all(document, "claims"):
        found = []
        for place, one in enumerate(find_all(several, "claim"), 1):
            number = int(raw) if (raw := one.get("num") or "").isdigit() and int(raw) else place
            if value := flat(one):
                found.append(claim(value, number))
        if found:
            yield _lang(several), tuple(found)


def _parties(body: Element, path: str) -> tuple[Party, ...]:
    found: list[Party] = []
    for one in find_all(body, path):
        name = " ".join(part for part in (text(one, "snm"), text(one, "fnm")) if part)
        street = ", ".join(part for part in (text(one, "adr/str"), text(one, "adr/city")) if part)
        if name:
            found.append(Party(name, address=street, country=text(one, "adr/ctry"), identifier=text(one, "iid")))
    return tuple(found)


def _ipc(body: Element) -> tuple[str, ...]:
    new = texts(body, "B500/B510EP/classification-ipcr/text")
    old = [*texts(body, "B500/B510/B511"), *texts(body, "B500/B510/B512"), *texts(body, "B500/B510/B513")]
    return unique([class_symbol(re.sub(r"^\d(?=[A-H])", "", value)) for value in (*new, *old)])


def _citations(body: Element, document: Element) -> Iterator[Citation]:
    for one in find_all(body, "B500/B560/B561"):
        yield _cited(flat(one), "search")
    for one in find_all(body, "B500/B560/B562"):
        yield Citation(text=flat(one), phase="search")
    for one in find_all(document, "ep-reference-list//patcit"):
        parts = (text(one, "document-id/country"), text(one, "document-id/doc-number"), text(one, "document-id/kind"))
        name = "-".join(part for part in parts if part)
        yield Citation(name, phase="description") if parts[1] else Citation(text=flat(one), phase="description")
    for one in find_all(document, "ep-reference-list//nplcit"):
        if value := flat(one):
            yield Citation(text=value, phase="description")


def _cited(printed: str, phase: str) -> Citation:
    """A patent as printed on the front page: ``EP-A1- 3 109 871``; kept as text if it cannot be read."""
    if found := _CITED.search(printed):
        number = re.sub(r"\D", "", found[3]) if not found[3][0].isalpha() else re.sub(r"\W", "", found[3])
        kind = (found[2] or found[4] or "").strip()
        return Citation("-".join(part for part in (found[1], number, kind) if part), phase=phase)
    return Citation(text=printed, phase=phase)


def _related(body: Element, notes: Notes) -> Iterator[Related]:
    for code, kind in _RELATED.items():
        for one in [*find_all(body, f"B600/{code}//pdoc"), *find_all(body, f"B600/{code}/dnum")]:
            number = text(one, "dnum/anum") or text(one, "dnum/pnum") or text(one, "anum") or text(one, "pnum")
            if number:
                plain = re.sub(r"\D", "", number.partition(".")[0])
                yield Related(kind, f"EP-{plain}", day(text(one, "date"), code, notes))
    if number := text(body, "B800/B860/B861/dnum/anum"):
        yield Related("pct_application", _international(number), day(text(body, "B800/B860/B861/date"), "B861", notes))
    if number := text(body, "B800/B870/B871/dnum/pnum"):
        yield Related("pct_publication", _international(number), day(text(body, "B800/B870/B871/date"), "B871", notes))


def _international(number: str) -> str:
    plain = re.sub(r"[\s/]", "", number).removeprefix("PCT").removeprefix("WO")
    country = plain[:2] if plain[:2].isalpha() else "WO"
    return f"{country}-{plain.removeprefix(country)}"


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        yield from read_records(blob, "ep-patent-document", read_document)


def _sniff(blob: Blob) -> bool:
    return read_head(blob.head()).root in ("ep-patent-document", "ep-patent-documents")


SOURCE: Source[Patent] = Source("epfulltext", read=_read, sniff=_sniff)
