"""Citations in the EPO's exchange format and register: what is cited, by whom, in which phase, against which claims."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_PAIRED = frozenset(("category", "rel-claims"))
_IN_TEXT = re.compile(r"\[([XYADEILOPT&]{1,4})\]\s*(\d[\d,\s-]*)?")
"""The register has categories and claims in a text: ``(TDK [GB]) [Y] 1-12,15 * the whole document * [A] 13,14``."""


def read_citations(body: Element, notes: Notes) -> Iterator[Citation]:
    """The citations of ``references-cited``; the passages of a cited document are noted under its name."""
    for one in find_all(body, "references-cited/citation"):
        citation = _citation(one, notes)
        if citation is not None:
            passages = [flat(passage) for passage in [*find_all(one, "rel-passage"), *find_all(one, "*/rel-passage")]]
            if passages:
                notes.append(f"passage:{citation.document or citation.text[:40]} {'; '.join(passages)}")
            yield citation
    if loose := flat(find(body, "references-cited/text")):
        yield Citation(text=loose)


def _citation(one: Element, notes: Notes) -> Citation | None:
    category, claims = _relevance(one)
    phase = _phase(one)
    patent, other = find(one, "patcit"), find(one, "nplcit")
    if patent is not None:
        cited = read_filing([patent], notes)
        if not cited.number:
            cited = from_joined(patent.get("dnum") or "")
        if cited.number:
            return Citation(cited.name, category=category, phase=phase, claims=claims, date=cited.date)
        if value := flat(find(patent, "text")):
            return Citation(text=value, category=category, phase=phase, claims=claims)
    if other is not None and (value := flat(find(other, "text")) or literature(other)):
        return Citation(text=value, category=category, phase=phase, claims=claims)
    return None


def literature(element: Element) -> str:
    """A citation of literature in parts (author, title, journal, pages) as one line."""
    pieces = (" ".join(str(piece).split()) for piece in element.itertext())
    return ", ".join(piece for piece in pieces if piece.strip(" ,;"))


def phase_of(code: str) -> str:
    """Who cited and when, by the codes of DOCDB, which Google and The Lens hand on; anything else in lower case."""
    known = code if code in _PHASES else code.upper()
    return _PHASES.get(known, code.lower())


def _phase(one: Element) -> str:
    phase = phase_of(one.get("cited-phase") or "")
    by = one.get("cited-by") or ""
    return phase or {"applicant": "applicant", "examiner": "search"}.get(by, by)


def _relevance(one: Element) -> tuple[str, str]:
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
    found = [(local_name(e), text(e)) for e in one.iter() if isinstance(e.tag, str) and local_name(e) in _PAIRED]
    categories = [re.sub(r"[\s,;]", "", value) for name, value in found if name == "category"]
    claims = [value for name, value in found if name == "rel-claims"]
    if len(categories) == len(claims):
        return list(zip(categories, claims, strict=True))
    if len(categories) == 1:
        return [(categories[0], "; ".join(claims))]
    return [*((letters, "") for letters in categories), *(("", value) for value in claims)]
