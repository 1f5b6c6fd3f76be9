"""Citations of European full texts: front page, search report, list behind the description.

Elements are those of the DTD ``ep-patent-document`` (EPO, version 1.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexers.officevalues import Notes
from indexers.patents.exchange_citations import literature, read_cited
from indexers.patents.exchange_numbers import from_joined
from indexers.patents.xmltext import flat
from indexers.xmlstream import Element, find, find_all, local_name, text
from ipsearch.records import Citation, document_name

_CITED = re.compile(r"([A-Z]{2})[\s-]+([A-Z]\d?)?[\s-]*([A-Z]?[\d\s./,]+\d)\s*([A-Z]\d?)?")
_NOTHING = frozenset(("none", "keine", "néant"))
"""What stands in the place of literature where only patents are cited."""
_REPORTS = {
    "isr": "international_search", "itsr": "international_search", "sisr": "supplementary_search",
    "ep-supplementary-sr": "supplementary_search",
}  # fmt: skip
"""Kinds of search reports that are not the European one, by ``@srep-type``."""


def read_citations(body: Element, document: Element, notes: Notes) -> Iterator[Citation]:
    """The front page (B561 patents, B562 literature, each with B563 category, B564 claims), the search report, then
    the description."""
    waiting: list[Element] = []
    for one in [*find_all(body, "B500/B560/*"), None]:
        name = local_name(one) if one is not None else ""
        if one is not None and name in ("B563", "B564"):
            waiting.append(one)
            continue
        if waiting:
            yield _on_front_page(waiting)
        counts = name in ("B561", "B562") and one is not None and flat(one).casefold() not in _NOTHING
        waiting = [one] if one is not None and counts else []
    yield from _reported(document, notes)
    for one in find_all(document, "ep-reference-list//patcit"):
        cited = _of(find(one, "document-id")) or from_joined(one.get("dnum") or "").name
        yield Citation(cited, phase="description") if cited else Citation(text=flat(one), phase="description")
    for one in find_all(document, "ep-reference-list//nplcit"):
        if value := flat(find(one, "text")) or literature(one):
            yield Citation(text=value, phase="description")


def _reported(document: Element, notes: Notes) -> Iterator[Citation]:
    """Most search reports are pictures of their pages; one in text says which passages speak against which claims."""
    for report in find_all(document, "search-report-data"):
        phase = _REPORTS.get(report.get("srep-type") or "", "search")
        for several in find_all(report, "srep-for-pub/srep-citations"):
            found = read_cited(several, notes, phase)
            yield from (one for one in found if one.text.casefold().strip(" .") not in _NOTHING)


def note_search_report(body: Element, document: Element, notes: Notes) -> None:
    """When the search was completed and what was left out of it, by ST.32 and in the report itself."""
    for path, name in (
        ("B565", "date-search-completed"), ("B565EP", "supplementary-search-report"),
        ("B566", "date-search-report-mailed"), ("B566EP", "search-report-corrected"),
        ("B567", "place-of-search"), ("B568", "search-report-publication"),
    ):  # fmt: skip
        notes.extend(f"{name}:{value}" for one in find_all(body, f"B500/B560/{path}") if (value := literature(one)))
    for report in find_all(document, "search-report-data/srep-for-pub"):
        for path, name in (
            ("srep-admin/date-search-completed", "date-search-completed"),
            ("srep-admin/date-search-report-mailed", "date-search-report-mailed"),
            ("srep-incomplete-search", "incomplete-search"), ("srep-declaration", "search-declaration"),
            ("srep-earlier-search", "earlier-search"),
        ):  # fmt: skip
            notes.extend(f"{name}:{value}" for one in find_all(report, path) if (value := literature(one)))


def _on_front_page(elements: list[Element]) -> Citation:
    cited, *more = elements
    category = "".join(dict.fromkeys("".join(re.sub(r"[\s,;]", "", flat(e)) for e in more if local_name(e) == "B563")))
    claims = ", ".join(flat(one) for one in more if local_name(one) == "B564")
    printed = flat(cited)
    document = _printed(printed) if local_name(cited) == "B561" else ""
    return Citation(document, "" if document else printed, category, "search", claims)


def _printed(printed: str) -> str:
    """A patent as printed on the front page (``EP-A1- 3 109 871``); "" if it cannot be read."""
    found = _CITED.match(printed)
    if not found:
        return ""
    number = re.sub(r"\W", "", found[3])
    kind = (found[2] or found[4] or "").strip()
    return document_name(found[1], number, kind)


def _of(identity: Element | None) -> str:
    if identity is None or not text(identity, "doc-number"):
        return ""
    return document_name(text(identity, "country"), text(identity, "doc-number"), text(identity, "kind"))
