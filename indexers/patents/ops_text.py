"""Full texts as OPS answers them: ``ftxt:fulltext-document`` with the claims or the description of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexers.officevalues import Notes
from indexers.patents.exchange_numbers import read_filing
from indexers.patents.symbols import patent_type
from indexers.patents.xmltext import claims, day, flat, paragraphs
from indexers.xmlstream import Element, find, find_all, text
from ipsearch.errors import InputError
from ipsearch.records import Claim, Patent

_NUMBERED = re.compile(r"(\d{1,4})\s*[.)]")
_LONGEST_HEADING = 60
"""Characters of what may stand above the first claim (``Claims``, ``What is claimed is:``)."""


def read_fulltext(document: Element) -> Patent:
    """The texts of a document. Raises ``InputError`` ``record.no_document_number``."""
    notes: Notes = []
    body = find(document, "bibliographic-data")
    named = read_filing(find_all(document if body is None else body, "publication-reference"), notes)
    country = document.get("country") or named.country
    number = document.get("doc-number") or named.number
    kind = document.get("kind") or named.kind
    if not (country and number):
        raise InputError("record.no_document_number")
    usual = (document.get("lang") or "und").lower()
    claimed: dict[str, tuple[Claim, ...]] = {}
    for one in find_all(document, "claims"):
        claimed[(one.get("lang") or usual).lower()] = claims(_claim_texts(one))
    described: dict[str, tuple[str, ...]] = {}
    for one in find_all(document, "description"):
        language = (one.get("lang") or usual).lower()
        described[language] = (*described.get(language, ()), *_paragraphs(one))
    return Patent(
        country=country,
        number=number,
        kind=kind,
        type=patent_type(country, kind),
        publication_date=named.date or day(document.get("date-publ") or "", "date-publ", notes),
        claims={name: several for name, several in claimed.items() if several},
        description={name: several for name, several in described.items() if several},
        notes=tuple(notes),
    )


def _paragraphs(description: Element) -> Iterator[str]:
    """Headings and paragraphs; of a description without either, its lines."""
    children = [child for child in description if isinstance(child.tag, str)]
    if children:
        yield from paragraphs(children)
    else:
        yield from (value for line in text(description).splitlines() if (value := " ".join(line.split())))


def _claim_texts(element: Element) -> list[str]:
    """One claim an element ``claim``, or all of them in one, each a ``claim-text`` that begins with its number.

    International applications have all claims in one ``claim-text``, each on a line of its own below their heading.
    """
    several = find_all(element, "claim")
    if len(several) != 1:
        return [flat(one) for one in several]
    texts = find_all(several[0], "claim-text") or several
    parts = _lines(texts[0]) if len(texts) == 1 else [flat(one) for one in texts]
    found: list[str] = []
    for part in parts:
        number = _NUMBERED.match(part)
        if found and (number is None or int(number[1]) != len(found) + 1):
            found[-1] += " " + part
        else:
            found.append(part)
    return found


def _lines(element: Element) -> list[str]:
    """The lines of a text without elements, less the heading above a first claim that has its number; else the text."""
    lines = [line for raw in (element.text or "").splitlines() if (line := " ".join(raw.split()))]
    first = next((place for place, line in enumerate(lines) if (own := _NUMBERED.match(line)) and int(own[1]) == 1), -1)
    if len(element) or first < 0 or len(" ".join(lines[:first])) > _LONGEST_HEADING:
        return [flat(element)]
    return lines[first:]
