"""The simple family of a document in DOCDB: its members, and the abstract of one of them.

``patent-family`` lists the publications that claim exactly the same active priorities, each application with all its
publications, and has the best English abstract among them where the document has none (exchange-documents.xsd, EPO).
"""

from __future__ import annotations

from collections.abc import Iterator

from indexers.officevalues import Notes
from indexers.patents.xmltext import day, flat
from indexers.xmlstream import Element, find_all, text
from ipsearch.records import EQUIVALENT, FAMILY_ABSTRACT, Filing, Related, document_name


def read_members(document: Element, own: Filing, notes: Notes) -> Iterator[Related]:
    """The other members as equivalents, each number once: a grant that keeps the number of its application names it
    already."""
    seen = {(own.country, own.number)}
    for one in find_all(document, "patent-family/family-member/publication-reference"):
        if one.get("data-format", "docdb") != "docdb":
            continue
        country, number = text(one, "document-id/country"), text(one, "document-id/doc-number")
        if number and (country, number) not in seen:
            seen.add((country, number))
            date = day(text(one, "document-id/date"), "family-member", notes)
            yield Related(EQUIVALENT, document_name(country, number, text(one, "document-id/kind")), date)


def read_family_abstract(document: Element, notes: Notes) -> dict[str, str]:
    """The English abstract of the family, with a note of whose it is."""
    for one in find_all(document, "patent-family/abstract"):
        value = flat(one)
        if value and (one.get("lang") or "en").lower() == "en":
            whose = document_name(one.get("country") or "", one.get("doc-number") or "", one.get("kind") or "")
            notes.append(FAMILY_ABSTRACT + whose)
            return {"en": value}
    return {}
