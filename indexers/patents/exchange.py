"""One ``exchange-document`` of the EPO's exchange format: the body of DOCDB files and of OPS answers alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from indexers.officevalues import Notes
from indexers.patents.exchange_citations import literature, read_citations
from indexers.patents.exchange_family import read_family_abstract, read_members
from indexers.patents.exchange_numbers import read_filing, read_priorities
from indexers.patents.exchange_parties import changed, latest, read_parties, read_people
from indexers.patents.exchange_procedure import read_events, read_grant_date
from indexers.patents.exchange_relations import read_relations
from indexers.patents.symbols import class_symbol, cpc_of, from_parts, patent_type, unique
from indexers.patents.xmltext import day, flat, is_deleted
from indexers.xmlstream import Element, find, find_all, local_name, text, texts
from ipsearch.errors import InputError
from ipsearch.records import DELETED, Filing, Patent

_OLD_IPC = (
    "main-classification", "further-classification", "additional-info", "linked-indexing-code-group/*",
    "unlinked-indexing-code", "text",
)  # fmt: skip
_SCHEMES = {"EC": "ECLA", "UC": "US", "USPC": "US"}
"""Names of national schemes in the records, where the exchange has others."""
_DELETED = ("D", "DV")
_WITHDRAWN = ("CV",)
"""A publication that its office announced and withdrew; ``DV`` takes that back."""
_SEVERAL = re.compile(r"//|[,;]+")
"""The register has several symbols in one text, indexing codes behind two strokes."""
_OWN_LANGUAGES = {
    **dict.fromkeys(("AU", "GB", "NZ", "US"), "en"), **dict.fromkeys(("AT", "DD", "DE"), "de"),
    **dict.fromkeys(("AR", "CL", "CO", "CR", "CU", "EC", "ES", "GT", "MX", "PE", "UY"), "es"),
    **dict.fromkeys(("CN", "TW"), "zh"), **dict.fromkeys(("EA", "RU", "SU"), "ru"), **dict.fromkeys(("BR", "PT"), "pt"),
    "BG": "bg", "CZ": "cs", "DK": "da", "EE": "et", "FR": "fr", "GR": "el", "HR": "hr", "HU": "hu", "IT": "it",
    "JP": "ja", "KR": "ko", "LT": "lt", "LV": "lv", "NL": "nl", "NO": "no", "PL": "pl", "RO": "ro", "RS": "sr",
    "SE": "sv", "SI": "sl", "SK": "sk", "TR": "tr", "UA": "uk",
}  # fmt: skip
"""The languages of offices that publish in one; OPS calls the one a text was published in ``ol``, original language."""
_OUTSIDE = frozenset(("region", "exclusion-from-designation", "new-designation-country"))


def read_exchange(document: Element) -> Patent:
    """The record of an ``exchange-document``. Raises ``InputError`` ``record.no_document_number``.

    A deleted document (``status="D"``) has the note ``docdb-status:D``, one that was withdrawn ``docdb-status:CV``.
    """
    notes: Notes = []
    biblio = find(document, "bibliographic-data")
    body = document if biblio is None else biblio
    published = read_filing(find_all(body, "publication-reference"), notes)
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
        grant_date=read_grant_date(body, notes),
        application=_or_none(read_filing(find_all(body, "application-reference"), notes)),
        priorities=read_priorities(body, notes),
        family_id=document.get("family-id") or "",
        language=text(body, "language-of-publication"),
        title=_by_language(find_all(body, "invention-title"), country, notes),
        abstract=_abstract(document, body, country, notes),
        applicants=read_parties(body, "applicants", "applicant"),
        inventors=read_parties(body, "inventors", "inventor", "deceased-inventor"),
        owners=read_people(body, "assignees/assignee"),
        agents=read_parties(body, "agents", "agent"),
        examiners=read_people(body, "examiners/*"),
        ipc=unique([*_ipcr(body), *_ipc(body)]),
        cpc=cpc,
        cpc_additional=additional,
        cpc_offices=offices,
        locarno=unique(
            [text(one) for one in find_all(body, "classification-locarno/*") if local_name(one) != "edition"]
        ),
        national=unique([*national, *_national(body)]),
        citations=tuple(read_citations(body, notes)),
        related=(*read_relations(body, notes), *read_members(document, Filing(country, number), notes)),
        events=tuple(dict.fromkeys(read_events(body, country, notes))),
        designated=unique(list(_designated(body))),
        notes=tuple(dict.fromkeys(notes)),
    )


def _note(document: Element, notes: Notes) -> None:
    status = document.get("status") or ""
    if status in _DELETED:
        notes.append(DELETED)
    elif status in _WITHDRAWN:
        notes.append(f"docdb-status:{status}")
    for name in ("originating-office", "correction-code"):
        if value := document.get(name):
            notes.append(f"{name}:{value}")
    for name in (
        "extended-kind-code", "previously-filed-app", "preceding-publication-date", "date-of-coming-into-force",
        "language-of-filing",
    ):  # fmt: skip
        for value in texts(document, f"bibliographic-data/{name}"):
            notes.append(f"{name}:{value}")
    for path, name in (
        ("st50-republication", "st50-republication"), ("bio-deposit", "deposit"),
        ("search-reports-information/search-report-information/date-search-report-mailed", "date-search-report-mailed"),
    ):  # fmt: skip
        found = (literature(one) for one in find_all(document, f"bibliographic-data/{path}"))
        notes.extend(f"{name}:{value}" for value in found if value)
    for combination in find_all(document, "bibliographic-data/patent-classifications/combination-set"):
        ranks = (_symbol(one) for one in find_all(combination, "combination-rank/patent-classification"))
        notes.append("combination-set:" + "; ".join(rank for rank in ranks if rank))


def _or_none(filing: Filing) -> Filing | None:
    return filing if filing.number else None


def _abstract(document: Element, body: Element, country: str, notes: Notes) -> dict[str, str]:
    own = _by_language([*find_all(document, "abstract"), *find_all(body, "abstract")], country, notes)
    return own if "en" in own else own | read_family_abstract(document, notes)


def _by_language(elements: list[Element], country: str, notes: Notes) -> dict[str, str]:
    """Texts by language: the one changed last, the normal form before the original one; others are noted."""
    found: dict[str, str] = {}
    ordered = sorted(elements, key=changed, reverse=True)
    for element in sorted(ordered, key=lambda one: one.get("data-format") == "docdba"):
        value = flat(element)
        language = (element.get("lang") or "und").lower()
        if language == "ol":
            language = _OWN_LANGUAGES.get(country, language)
        if not value or found.setdefault(language, value) == value:
            continue
        if not element.get("change-date") and not element.get("change-gazette-num"):
            notes.append(f"further-{local_name(element)}:{language} {value}")
    return found


def _ipcr(body: Element) -> Iterator[str]:
    several = latest(find_all(body, "classifications-ipcr"))
    for one in find_all(several, "classification-ipcr") if several is not None else ():
        if is_deleted(one):
            continue
        joint = find(one, "text")
        values = [from_parts(partial(text, one))] if joint is None else _SEVERAL.split(text(joint))
        yield from (class_symbol(value) for value in values)


def _ipc(body: Element) -> Iterator[str]:
    """The IPC up to edition 7."""
    for old in find_all(body, "classification-ipc"):
        for name in _OLD_IPC:
            yield from (class_symbol(value) for value in texts(old, name))


def _national(body: Element) -> Iterator[str]:
    for one in find_all(body, "classification-national"):
        for name in _OLD_IPC:
            yield from (f"{text(one, 'country')} {''.join(value.split())}".strip() for value in texts(one, name))


def _classifications(body: Element) -> tuple[tuple[str, ...], ...]:
    cpc: list[tuple[str, bool]] = []
    offices: list[str] = []
    national: list[str] = []
    for one in find_all(body, "patent-classifications/patent-classification"):
        if is_deleted(one):
            continue
        scheme_element = find(one, "classification-scheme")
        scheme = (scheme_element.get("scheme") or "") if scheme_element is not None else ""
        raw = _printed(one)
        symbol = class_symbol(raw)
        if not scheme.startswith("CPC") or not symbol:
            if raw:
                national.append(f"{_SCHEMES.get(scheme, scheme)} {''.join(raw.split())}".strip())
            continue
        cpc.append((symbol, text(one, "classification-value") == "A" or scheme == "CPCA"))
        if office := text(one, "generating-office"):
            offices.append(f"{symbol} {office}")
    return *cpc_of(cpc), unique(offices), unique(national)


def _symbol(one: Element) -> str:
    raw = _printed(one)
    return class_symbol(raw) or "".join(raw.split())


def _printed(one: Element) -> str:
    return text(one, "classification-symbol") or from_parts(partial(text, one))


def _designated(body: Element) -> Iterator[str]:
    """Designated and extension states, of the latest list; not the office that designates them, nor states left out."""
    several = latest(find_all(body, "designation-of-states"))
    for one in find_all(several, ".//country") if several is not None else ():
        if not any(local_name(above) in _OUTSIDE for above in one.iterancestors()):
            yield text(one)
