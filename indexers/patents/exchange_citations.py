"""Citations in the EPO's exchange format and register: what is cited, by whom, in which phase, against which claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from indexers.officevalues import Notes
from indexers.patents.exchange_numbers import from_joined, read_filing
from indexers.patents.xmltext import flat
from indexers.xmlstream import Element, find, find_all, local_name, text
from ipsearch.records import Citation

_PHASES = {
    "SEA": "search", "ISR": "international_search", "APP": "applicant", "EXA": "examination", "OPP": "opposition",
    "DES": "description", "FOP": "opposition", "SUP": "supplementary_search", "CH2": "international_examination",
    "APL": "appeal", "PRS": "pre_grant_search", "TPO": "third_party", "115": "third_party", "LIM": "limitation",
    "OTH": "other", "national-search-report": "search", "search": "search",
    "international-search-report": "international_search", "supplementary-search": "supplementary_search",
    "examination": "examination", "opposition": "opposition", "description": "description", "undefined": "",
    "applicant": "applicant", "third-party": "third_party",
}  # fmt: skip
_CORRESPONDING = "corresponding-docs"
_Relevance: TypeAlias = tuple[str, str]
"""Categories and claims."""
_PAIRED = frozenset(("category", "rel-claims"))
_IN_TEXT = re.compile(r"\[([XYADEILOPT&]{1,4})\]\s*(\d[\d,\s-]*)?")
"""The register has categories and claims in a text: ``(TDK [GB]) [Y] 1-12,15 * the whole document * [A] 13,14``."""


def read_citations(body: Element, notes: Notes) -> Iterator[Citation]:
    """The citations of ``references-cited``."""
    for several in find_all(body, "references-cited"):
        yield from read_cited(several, notes)


def read_cited(several: Element, notes: Notes, usual: str = "") -> Iterator[Citation]:
    """The citations of a list, each with what corresponds to it behind it; ``usual`` is the phase where none is told.

    The passages of a cited document are noted under its name.
    """
    for one in find_all(several, "citation"):
        relevance, phase = _relevance(one), _phase(one) or usual
        patent, other = find(one, "patcit"), find(one, "nplcit")
        citation = _patent(patent, relevance, phase, notes) if patent is not None else None
        citation = citation or (_literature(other, relevance, phase) if other is not None else None)
        if citation is not None:
            passages = [flat(passage) for passage in [*find_all(one, "rel-passage"), *find_all(one, "*/rel-passage")]]
            if passages:
                notes.append(f"passage:{citation.document or citation.text[:40]} {'; '.join(passages)}")
            yield citation
        for more in find_all(one, _CORRESPONDING):
            own = _relevance(more)
            yield from _corresponding(more, own if any(own) else relevance, phase, notes)
    if loose := flat(find(several, "text")):
        yield Citation(text=loose, phase=usual)


def _corresponding(one: Element, relevance: _Relevance, phase: str, notes: Notes) -> Iterator[Citation]:
    """What a cited text names besides itself: the document an abstract is of, members of its family.

    Up to 2013 these are numbers alone, of patents or (``refno``) of literature.
    """
    for child in find_all(one, "*"):
        match local_name(child):
            case "patcit" | "document-id":
                found = _patent(child, relevance, phase, notes)
            case "nplcit" | "refno":
                found = _literature(child, relevance, phase)
            case _:
                continue
        if found is not None:
            yield found


def _patent(patent: Element, relevance: _Relevance, phase: str, notes: Notes) -> Citation | None:
    category, claims = relevance
    cited = read_filing([patent], notes)
    if not cited.number:
        cited = from_joined(patent.get("dnum") or "")
    if cited.number:
        return Citation(cited.name, category=category, phase=phase, claims=claims, date=cited.date)
    value = flat(find(patent, "text"))
    return Citation(text=value, category=category, phase=phase, claims=claims) if value else None


def _literature(other: Element, relevance: _Relevance, phase: str) -> Citation | None:
    category, claims = relevance
    value = flat(find(other, "text")) or literature(other)
    return Citation(text=value, category=category, phase=phase, claims=claims) if value else None


def literature(element: Element) -> str:
    """A citation of literature in parts (author, title, journal, pages) as one line."""
    pieces = (" ".join(str(piece).split()) for piece in element.itertext())
    return ", ".join(piece for piece in pieces if piece.strip(" ,;"))


def phase_of(code: str) -> str:
    """Who cited and when, by the codes of DOCDB, which Google and The Lens hand on; anything else in lower case."""
    known = code if code in _PHASES else code.upper()
    return _PHASES.get(known, code.lower())


def _phase(one: Element) -> str:
    phase = phase_of(one.get("cited-phase") or one.get("srep-phase") or "")
    by = one.get("cited-by") or ""
    return phase or {"applicant": "applicant", "examiner": "search"}.get(by, by)


def _relevance(one: Element) -> _Relevance:
    """The categories in one word, and the claims: with their category in front where there are several."""
    pairs = _stated(one)
    if not any(claims for _, claims in pairs):
        letters = {letter for category, _ in pairs for letter in category}
        found = _IN_TEXT.findall(text(one, "patcit/text") or text(one, "nplcit/text"))
        found = [(category, claims.strip(" ,")) for category, claims in found if letters.issuperset(category)]
        if any(claims for _, claims in found):
            pairs = found
    category = "".join(dict.fromkeys("".join(letters for letters, _ in pairs)))
    stated = [(letters, claims) for letters, claims in pairs if claims]
    if len({letters for letters, _ in stated}) > 1:
        return category, "; ".join(f"{letters} {claims}".strip() for letters, claims in stated)
    return category, ", ".join(dict.fromkeys(claims for _, claims in stated))


def _stated(one: Element) -> list[tuple[str, str]]:
    """Categories with their claims. They stand in turns; JSON puts all categories before all claims."""
    found = [(local_name(e), text(e)) for e in _inside(one) if local_name(e) in _PAIRED]
    categories = [re.sub(r"[\s,;]", "", value) for name, value in found if name == "category"]
    claims = [value for name, value in found if name == "rel-claims"]
    if len(categories) == len(claims):
        return list(zip(categories, claims, strict=True))
    if len(categories) == 1:
        return [(categories[0], "; ".join(claims))]
    return [*((letters, "") for letters in categories), *(("", value) for value in claims)]


def _inside(one: Element) -> Iterator[Element]:
    """The elements of a citation, without those of what corresponds to it."""
    for child in find_all(one, "*"):
        if local_name(child) != _CORRESPONDING:
            yield child
            yield from _inside(child)
