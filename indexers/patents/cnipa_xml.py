"""Source ``cnipa-patents``: Chinese documents as CNIPA publishes them, in both layouts.

* ``PatentDocumentAndRelated`` (专利标准化数据, close to WIPO ST.96): names in upper camel case, namespaces ``business``
  and ``base``; numbers as printed (``dataFormat="original"``) and padded (``"standard"``);
* ``cn-patent-document`` (DTD of 2006-10-27, WIPO ST.36): lower case with hyphens, the description in titled parts.

A number keeps its check digit (校验位) only in ``original``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from indexers.base import Reading, Source, Unit
from indexers.files import Blob
from indexers.officevalues import Notes
from indexers.patents.cnipa_parties import first, read_agents, read_parties
from indexers.patents.symbols import from_parts, patent_type, unique
from indexers.patents.tables import printed_symbol
from indexers.patents.uspto_values import foreign_number
from indexers.patents.xmltext import blocks, claim, day, flat, paragraphs
from indexers.xmlhead import read_head
from indexers.xmlstream import Element, build_record, elements, find, find_all, local_name, text, texts
from ipsearch.errors import InputError
from ipsearch.records import Citation, Claim, Filing, Patent, Related, document_name

_NEW, _OLD = "PatentDocumentAndRelated", "cn-patent-document"
_CHECK_DIGIT = re.compile(r"(\d{8}|\d{12})[.](\d|X)\Z", re.IGNORECASE)
_CITED = ("PatentCitation", "ApplicationCitation", "patcit")
_RELATED = {
    "Division": "division", "division": "division", "RelatedPublicationDoc": "earlier_publication",
    "related-publication": "earlier_publication", "cn-related-publication": "earlier_publication",
}  # fmt: skip
_PARTS = ("Section", "MainClass", "Subclass", "MainGroup", "Subgroup")
_NAMES = {
    "country": ("WIPOST3Code", "country"), "number": ("DocNumber", "doc-number"), "kind": ("Kind", "kind"),
    "date": ("Date", "date"),
}  # fmt: skip


def read_new(document: Element) -> Patent:
    """The record of a ``PatentDocumentAndRelated``."""
    notes: Notes = []
    body = find(document, "BibliographicData")
    if body is None:
        body = find(document, "DesignBibliographicData")
    if body is None:
        raise InputError("record.no_document_number")
    published = _filing(_preferred(find_all(body, "PublicationReference")), notes)
    granted = _filing(_preferred(find_all(body, "GrantReference")), notes)
    application = _filing(_preferred(find_all(body, "ApplicationReference")), notes)
    country = published.country or document.get("country") or "CN"
    number, kind = published.number or document.get("docNumber", ""), published.kind or document.get("kind", "")
    if not number:
        raise InputError("record.no_document_number")
    if gazette := text(body, "PublicAvailabilityDate/GazetteReference/GazetteNumber"):
        notes.append(f"gazette:{gazette}")
    if patent_number := text(body, "PatentNumber"):  # that of a design (专利号)
        notes.append(f"patent-number:{patent_number}")
    titles = find_all(body, "InventionTitle") or find_all(body, "DesignTitle")
    parties = find(body, "Parties")  # a design has them beside the other data
    people = body if parties is None else parties
    return Patent(
        country=country,
        number=number,
        kind=kind,
        type="design" if find_all(body, "DesignTitle") else patent_type(country, kind),
        original=published.original,
        publication_date=published.date,
        grant_date=granted.date or (published.date if kind[:1] in ("B", "C", "U", "S", "Y") else None),
        application=application if application.number else None,
        priorities=tuple(
            _priorities(find_all(body, "PriorityClaim") or find_all(body, "PriorityDetails/Priority"), notes)
        ),
        language=(document.get("lang") or "zh").lower(),
        title={_lang(one): value for one in titles if (value := flat(one))},
        abstract={_lang(one): value for one in find_all(document, "Abstract") if (value := flat(one))},
        claims={_lang(one): several for one in find_all(document, "Claims") if (several := _claims(one, "Claim"))},
        description={
            _lang(one): parts
            for name in ("Description", "DesignBriefExplanation")
            for one in find_all(document, name)
            if (parts := paragraphs(_paragraphs(one)))
        },
        applicants=read_parties(people, "ApplicantDetails/Applicant"),
        owners=read_parties(people, "AssigneeDetails/Assignee") or read_parties(people, "PatenteeDetails/Patentee"),
        inventors=read_parties(people, "InventorDetails/Inventor") or read_parties(people, "DesignerDetails/Designer"),
        agents=tuple(read_agents(people, "AgentDetails/Agent")),
        examiners=read_parties(people, "ExaminerDetails/Examiner") or read_parties(body, "ExaminerDetails/Examiner"),
        ipc=unique(
            [
                *(printed_symbol(_ipcr(one)) for one in find_all(body, "ClassificationIPCRDetails/ClassificationIPCR")),
                *(printed_symbol(value) for value in texts(body, "ClassificationIPC/MainClassification")),
                *(printed_symbol(value) for value in texts(body, "ClassificationIPC/FurtherClassification")),
            ]
        ),
        cpc=unique(
            [printed_symbol(_ipcr(one)) for one in find_all(body, "ClassificationCPCDetails/ClassificationCPC")]
        ),
        locarno=unique([_locarno(one) for one in find_all(body, "ClassificationLocarno")]),
        citations=tuple(_citations(find_all(body, "ReferencesCited/Citation"), notes)),
        related=tuple(_related(body, notes)),
        notes=tuple(notes),
    )


def read_old(document: Element) -> Patent:
    """The record of a ``cn-patent-document``."""
    notes: Notes = []
    body = find(document, "cn-bibliographic-data")
    if body is None:
        raise InputError("record.no_document_number")
    published = _filing(find_all(body, "cn-publication-reference") or find_all(body, "publication-reference"), notes)
    application = _filing(find_all(body, "application-reference"), notes)
    country = published.country or document.get("country") or "CN"
    kind = published.kind or document.get("kind") or ""
    number = published.number or document.get("doc-number") or ""
    if not number:
        raise InputError("record.no_document_number")
    whole = find(document, "application-body")
    parts = document if whole is None else whole
    main = texts(body, "classification-ipc/main-classification")
    further = texts(body, "classification-ipc/further-classification")
    return Patent(
        country=country,
        number=number,
        kind=kind,
        type=patent_type(country, kind),
        original=published.original,
        publication_date=published.date,
        grant_date=published.date if kind[:1] in ("B", "C", "U", "S", "Y") else None,
        application=application if application.number else None,
        priorities=tuple(
            _priorities(
                [
                    *find_all(body, "priority-claims/priority-claim"),
                    # Of an earlier Chinese application (本国优先权); the first number in it is that one's.
                    *find_all(body, ".//cn-domestic-priority-claim"),
                ],
                notes,
            )
        ),
        language=(document.get("lang") or "zh").lower(),
        title={_lang(one): value for one in find_all(body, "invention-title") if (value := flat(one))},
        abstract={
            _lang(one): value
            for one in [*find_all(body, "abstract"), *find_all(parts, "abstract")]
            if (value := flat(one))
        },
        claims={_lang(one): several for one in find_all(parts, "claims") if (several := _claims(one, "claim"))},
        description={
            _lang(one): found for one in find_all(parts, "description") if (found := paragraphs(_described(one)))
        },
        applicants=read_parties(body, "cn-parties/cn-applicants/cn-applicant")
        or read_parties(body, "parties/applicants/applicant"),
        owners=read_parties(body, "cn-parties/cn-patentees/cn-patentee") or read_parties(body, "assignees/assignee"),
        inventors=read_parties(body, "cn-parties/cn-inventors/cn-inventor")
        or read_parties(body, "parties/inventors/inventor"),
        agents=tuple(read_agents(body, "cn-parties/cn-agents/cn-agent"))
        or tuple(read_agents(body, "parties/agents/agent")),
        examiners=read_parties(body, "examiners/*") or read_parties(body, "cn-parties/cn-examiners/*"),
        cpc=unique([printed_symbol(value) for value in texts(body, "classifications-cpc/classification-cpc/text")]),
        ipc=unique(
            [
                *(printed_symbol(value) for value in texts(body, "classifications-ipcr/classification-ipcr/text")),
                *(printed_symbol(value) for value in (*main, *further)),
            ]
        ),
        locarno=unique(
            [text(one, "main-classification") or flat(one) for one in find_all(body, "classification-locarno")]
        ),
        citations=tuple(_citations(find_all(body, "references-cited/citation"), notes)),
        related=tuple(_related(body, notes)),
        notes=tuple(notes),
    )


def _lang(element: Element) -> str:
    return (element.get("lang") or "zh").lower()


def _preferred(references: list[Element]) -> list[Element]:
    """The numbers as printed first: the padded ones are not the office's."""
    return sorted(references, key=lambda one: one.get("dataFormat") != "original")


def _filing(references: list[Element], notes: Notes) -> Filing:
    for reference in references:
        values = {name: first(reference, names) for name, names in _NAMES.items()}
        printed = values["number"]
        if not printed:
            continue
        number = found[1] if (found := _CHECK_DIGIT.match(printed)) else re.sub(r"[^\dA-Za-z]", "", printed)
        date = day(values["date"], local_name(reference), notes)
        return Filing(values["country"], number, values["kind"], date, "" if number == printed else printed)
    return Filing()


def _priorities(claims: list[Element], notes: Notes) -> Iterator[Filing]:
    """Each once: a padded number is left out where one as printed has its country and date."""
    printed: set[tuple[str, str]] = set()
    found: dict[Filing, None] = {}
    for one in _preferred(claims):
        filing = _year_first(_filing([one], notes))
        key = (filing.country, str(filing.date))
        if one.get("dataFormat") == "original":
            printed.add(key)
        elif key in printed:
            continue
        if filing.number:
            found.setdefault(filing)
    yield from found


def _year_first(filing: Filing) -> Filing:
    """A Japanese number that is printed with its year behind it (``054321/2007``)."""
    if filing.country != "JP" or "/" not in filing.original:
        return filing
    return Filing("JP", foreign_number("JP", filing.original), filing.kind, filing.date, filing.original)


def _paragraphs(description: Element) -> Iterator[Element]:
    """Those of the newer layout; a part may hold its text without them. The title is no part of the description."""
    found = blocks(description, frozenset(("Paragraphs", "InventionTitle")))
    return (one for one in found if local_name(one) != "InventionTitle")


def _described(description: Element) -> Iterator[Element]:
    """The paragraphs of all parts of a description, headings as paragraphs; the title is no part of it."""
    for child in description:
        if not isinstance(child.tag, str) or local_name(child) == "invention-title":
            continue
        apart = local_name(child) in ("p", "heading") or next(child.iter("{*}p", "{*}heading"), None) is None
        yield from [child] if apart else _described(child)


def _claims(element: Element, name: str) -> tuple[Claim, ...]:
    found: list[Claim] = []
    for place, one in enumerate(find_all(element, name), 1):
        printed = one.get("num") or ""
        number = int(printed) if printed.isdecimal() and int(printed) else place
        if value := flat(one):
            found.append(claim(value, number))
    return tuple(found)


def _ipcr(one: Element) -> str:
    return text(one, "Text") or text(one, "text") or from_parts(partial(text, one), _PARTS)


def _locarno(one: Element) -> str:
    return text(one, "MainClassification") or text(one, "Text") or flat(one)


def _citations(citations: list[Element], notes: Notes) -> Iterator[Citation]:
    for one in citations:
        category = first(one, ("Category", "category"))
        patents = next((several for name in _CITED if (several := find_all(one, name))), [])
        others = find_all(one, "NonPatentCitation") or find_all(one, "nplcit")
        for patent in patents:
            filing = _filing(_preferred(find_all(patent, ".//PublicationReference")) or [patent], notes)
            if filing.number:
                yield Citation(filing.name, category=category, phase="examination", date=filing.date)
            elif value := flat(patent):
                yield Citation(text=value, category=category, phase="examination")
        for other in others or ([] if patents else [one]):
            if value := flat(other):
                yield Citation(text=value, category=category, phase="examination")


def _related(body: Element, notes: Notes) -> Iterator[Related]:
    for path, kind in (
        ("PCTFilingData", "pct_application"), ("InternationalFilingData", "pct_application"),
        ("pct-or-regional-filing-data", "pct_application"), ("PCTPublishingData", "pct_publication"),
        ("InternationalPublishingData", "pct_publication"), ("pct-or-regional-publishing-data", "pct_publication"),
    ):  # fmt: skip
        for one in find_all(body, path):
            yield from _relation(one, kind, "WO", notes)
    groups = ("RelatedDocuments/*", "cn-related-documents/*", "related-documents/*")
    for one in (found for path in groups for found in find_all(body, path)):
        name = local_name(one)
        yield from _relation(one, _RELATED.get(name, name.lower()), "CN", notes)


def _relation(one: Element, kind: str, office: str, notes: Notes) -> Iterator[Related]:
    filing = _filing([one], notes)
    if filing.number:
        number = re.sub(r"^(PCT|WO)", "", filing.number)
        country = filing.country or office
        if number[:2].isalpha():
            country, number = number[:2], number[2:]
        of_pct = "W" if kind == "pct_application" and country != "WO" else ""
        yield Related(kind, document_name(country, number, of_pct), filing.date)


def _read_record(element: Element) -> Patent:
    return read_new(element) if local_name(element) == _NEW else read_old(element)


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        for element in elements(blob, _NEW, _OLD):
            yield build_record(blob, element, _read_record)


def _sniff(blob: Blob) -> bool:
    return read_head(blob.head()).root in (_NEW, _OLD, "cn-patent-documents")


SOURCE: Source[Patent] = Source("cnipa-patents", read=_read, sniff=_sniff, partial=True)
