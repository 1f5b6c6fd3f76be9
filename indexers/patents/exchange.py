"""One ``exchange-document`` of the EPO's exchange format: the body of DOCDB files and of OPS answers alike.

The same data comes in up to three formats (``@data-format``, in OPS ``@document-id-type``): ``docdb`` is the normal form
and decides, ``original`` (``docdba`` for names and titles) is kept beside it, ``epodoc`` is used where there is no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from indexers.officevalues import Notes
from indexers.patents.symbols import class_symbol, unique
from indexers.patents.xmltext import day, flat
from indexers.xmlstream import Element, find, find_all, text, texts
from ipsearch.errors import InputError
from ipsearch.records import Citation, Filing, Party, Patent, PatentType

_EPODOC = re.compile(r"([A-Z]{2})(.+)")
_COUNTRY_OF_NAME = re.compile(r"\s*\[([A-Z]{2})\]\s*$")
_PHASES = {
    "SEA": "search", "ISR": "international_search", "APP": "applicant", "EXA": "examination", "OPP": "opposition",
    "DES": "description", "FOP": "opposition", "SUP": "supplementary_search", "CH2": "international_examination",
    "APL": "appeal", "PRS": "pre_grant_search", "TPO": "third_party", "115": "third_party", "LIM": "limitation",
    "national-search-report": "search", "search": "search", "international-search-report": "international_search",
    "examination": "examination", "opposition": "opposition", "description": "description", "undefined": "",
    "applicant": "applicant", "third-party": "third_party",
}  # fmt: skip
_STATES = "designation-of-states"


def read_exchange(document: Element) -> Patent:
    """The record of an ``exchange-document``. Raises ``InputError`` ``record.no_document_number``."""
    notes: Notes = []
    biblio = find(document, "bibliographic-data")
    body = document if biblio is None else biblio
    published = _filing(find_all(body, "publication-reference"), notes)
    country = document.get("country") or published.country
    number = document.get("doc-number") or published.number
    if not (country and number):
        raise InputError("record.no_document_number")
    kind = document.get("kind") or published.kind
    _note(document, notes)
    cpc, additional, offices, national = _classifications(body)
    return Patent(
        country=country,
        number=number,
        kind=kind,
        type=patent_type(country, kind),
        original=published.original,
        publication_date=published.date or day(document.get("date-publ") or "", "date-publ", notes),
        application=_or_none(_filing(find_all(body, "application-reference"), notes)),
        priorities=_priorities(body, notes),
        family_id=document.get("family-id") or "",
        language=text(body, "language-of-publication"),
        title=_by_language(find_all(body, "invention-title")),
        abstract=_by_language([*find_all(document, "abstract"), *find_all(body, "abstract")]),
        applicants=_parties(body, "parties/applicants/applicant", "applicant-name"),
        inventors=_parties(body, "parties/inventors/inventor", "inventor-name"),
        agents=_parties(body, "parties/agents/agent", "agent-name"),
        ipc=unique([*_ipcr(body), *_ipc(body)]),
        cpc=cpc,
        cpc_additional=additional,
        cpc_offices=offices,
        national=national,
        citations=tuple(_citations(body, notes)),
        designated=unique(
            texts(body, f"{_STATES}/designation-pct/regional/country") + texts(body, f"{_STATES}//country")
        ),
        notes=tuple(notes),
    )


def patent_type(country: str, kind: str) -> PatentType:
    """The kind of right that a kind code tells (WIPO ST.16): U and Y utility models, S designs, P plants."""
    if not kind:
        return "unknown"
    match kind[0]:
        case "U" | "Y":
            return "utility_model"
        case "S":
            return "design"
        case "P" if country == "US":
            return "plant"
        case "A" | "B" | "C" | "D" | "E" | "T" | "H":
            return "invention"
        case _:
            return "unknown"


def _note(document: Element, notes: Notes) -> None:
    if (status := document.get("status")) and status == "D":
        notes.append("docdb-status:deleted")
    if office := document.get("originating-office"):
        notes.append(f"originating-office:{office}")
    for combination in find_all(document, "bibliographic-data/patent-classifications/combination-set"):
        ranks = texts(combination, "combination-rank/patent-classification/classification-symbol")
        notes.append("combination-set:" + "; ".join(" ".join(rank.split()) for rank in ranks))


def _filing(references: list[Element], notes: Notes) -> Filing:
    """The document that several references in different formats name."""
    found: dict[str, Element] = {}
    for reference in references:
        for document in find_all(reference, "document-id"):
            form = reference.get("data-format") or document.get("document-id-type") or "docdb"
            found.setdefault(form, document)
    best = next((found[form] for form in ("docdb", "epodoc", "original") if form in found), None)
    if best is None:
        return Filing()
    country, number, kind = text(best, "country"), text(best, "doc-number"), text(best, "kind")
    if not country and (split := _EPODOC.match(number)):
        country, number = split[1], split[2]
    dates = (day(text(one, "date"), "date", notes) for one in found.values())
    original = text(found["original"], "doc-number") if "original" in found else ""
    return Filing(country, number, kind, next((date for date in dates if date), None), original)


def _or_none(filing: Filing) -> Filing | None:
    return filing if filing.number else None


def _priorities(body: Element, notes: Notes) -> tuple[Filing, ...]:
    groups: dict[str, list[Element]] = {}
    for claim in [*find_all(body, "priority-claims/priority-claim"), *find_all(body, "priority-claim")]:
        groups.setdefault(claim.get("sequence") or str(len(groups)), []).append(claim)
    # The original numbers of priorities follow a sequence of their own.
    found = (msgspec.structs.replace(_filing(claims, notes), original="") for claims in groups.values())
    return tuple(dict.fromkeys(one for one in found if one.number))


def _by_language(elements: list[Element]) -> dict[str, str]:
    """Texts by language; the normal form goes before the original one of the same language."""
    found: dict[str, str] = {}
    for element in sorted(elements, key=lambda one: one.get("data-format") == "docdba"):
        value = flat(element)
        if value:
            found.setdefault((element.get("lang") or "und").lower(), value)
    return found


def _parties(body: Element, path: str, name: str) -> tuple[Party, ...]:
    """Parties by sequence: the original spelling is the name, the normal form the name in Latin letters."""
    groups: dict[str, dict[str, Element]] = {}
    for element in find_all(body, path):
        forms = groups.setdefault(element.get("sequence") or str(len(groups)), {})
        forms.setdefault(element.get("data-format") or "docdb", element)
    found: list[Party] = []
    for forms in groups.values():
        names = {
            form: text(element, f"{name}/name") or text(element, "addressbook/name") for form, element in forms.items()
        }
        normal = names.get("docdb") or names.get("epodoc") or ""
        country = next(
            (
                c
                for e in forms.values()
                if (c := text(e, "residence/country") or text(e, "addressbook/address/country"))
            ),
            "",
        )
        if marked := _COUNTRY_OF_NAME.search(normal):
            normal, country = normal[: marked.start()], country or marked[1]
        original = (names.get("docdba") or names.get("original") or "").rstrip(", ")
        same = not original or original.casefold() == normal.casefold()
        address = next((a for e in forms.values() if (a := flat(find(e, "addressbook/address")))), "")
        party = Party(
            name=normal if same else original, name_en="" if same else normal, country=country, address=address
        )
        if party.name:
            found.append(party)
    return tuple(found)


def _ipcr(body: Element) -> list[str]:
    return [class_symbol(value) for value in texts(body, "classifications-ipcr/classification-ipcr/text")]


def _ipc(body: Element) -> list[str]:
    old = find(body, "classification-ipc")
    if old is None:
        return []
    values = [*texts(old, "main-classification"), *texts(old, "further-classification"), *texts(old, "text")]
    return [class_symbol(re.sub(r"^\d(?=[A-H])", "", value.strip())) for value in values]


def _classifications(body: Element) -> tuple[tuple[str, ...], ...]:
    cpc: list[str] = []
    additional: list[str] = []
    offices: list[str] = []
    national: list[str] = []
    inventive: set[str] = set()
    for one in find_all(body, "patent-classifications/patent-classification"):
        scheme_element = find(one, "classification-scheme")
        scheme = (scheme_element.get("scheme") or "") if scheme_element is not None else ""
        raw = text(one, "classification-symbol") or _parts(one)
        symbol = class_symbol(raw)
        if not scheme.startswith("CPC"):
            if raw:
                national.append(f"{scheme} {''.join(raw.split())}")
            continue
        if not symbol:
            continue
        cpc.append(symbol)
        if office := text(one, "generating-office"):
            offices.append(f"{symbol} {office}")
        if text(one, "classification-value") == "A" or scheme == "CPCA":
            additional.append(symbol)
        else:
            inventive.add(symbol)
    return unique(cpc), unique([one for one in additional if one not in inventive]), unique(offices), unique(national)


def _parts(one: Element) -> str:
    parts = [text(one, name) for name in ("section", "class", "subclass", "main-group", "subgroup")]
    return f"{''.join(parts[:4])}/{parts[4]}" if parts[4] else "".join(parts)


def _citations(body: Element, notes: Notes) -> Iterator[Citation]:
    for one in find_all(body, "references-cited/citation"):
        phase = one.get("cited-phase") or ""
        phase = _PHASES.get(phase, phase.lower())
        if not phase and (by := one.get("cited-by")):
            phase = {"applicant": "applicant", "examiner": "search"}.get(by, by)
        category = "".join(dict.fromkeys("".join(texts(one, "category")).replace(",", "").replace(" ", "")))
        claims = ", ".join(texts(one, "rel-claims"))
        patent, other = find(one, "patcit"), find(one, "nplcit")
        if patent is not None:
            cited = _filing([patent], notes)
            if not cited.number and (dnum := patent.get("dnum")) and (split := _EPODOC.match(dnum)):
                cited = Filing(split[1], split[2])
            name = "-".join(part for part in (cited.country, cited.number, cited.kind) if part)
            yield Citation(name, category=category, phase=phase, claims=claims, date=cited.date)
        elif other is not None and (value := text(other, "text") or flat(other)):
            yield Citation(text=value, category=category, phase=phase, claims=claims)
