"""Text of patent XML: paragraphs, claims, dates; what documents of all offices have in common."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from indexers.entities import character
from indexers.officevalues import Notes, full_name, read_date
from indexers.xmlstream import Element, find, local_name, text
from ipsearch.records import Claim
from ipsearch.records.patent import dependencies

_BREAKS = frozenset((
    "p", "br", "li", "dd", "dt", "row", "tr", "entry", "claim-text", "ClaimText", "Paragraphs", "heading", "PARA",
    "CLMSTEP", "PTEXT", "passage",
))  # fmt: skip
"""Elements whose content is set apart from what is around it."""
_LEFT_OUT = frozenset(("img", "figref-empty", "drawings", "Image", "chemistry-image", "EMI", "CHEMCDX", "CHEMMOL"))
_DELETED = re.compile(r"\d{8} ?[ACS]? ?[FL]? ?[AIN]? ?\d{8}D")
_NUMBER = re.compile(r"\s*(?:\[?\d{1,4}\s*[.．、)\]:：]+|\d{1,4}\s+(?=[A-Z一-鿿]))\s*")


def flat(element: Element | None) -> str:
    """All text of an element, white space collapsed, parts that are set apart separated by a space."""
    return " ".join("".join(_parts(element)).split()) if element is not None else ""


def _parts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag is etree.Entity:
            yield character(child.text or "")
        elif isinstance(child.tag, str):
            name = local_name(child)
            if name not in _LEFT_OUT:
                apart = name in _BREAKS
                if apart:
                    yield " "
                yield from _parts(child)
                if apart:
                    yield " "
        yield child.tail or ""


def blocks(element: Element, names: frozenset[str]) -> Iterator[Element]:
    """The elements of a description that are a paragraph each: those of ``names``, and what stands between them.

    A table or a formula beside the paragraphs is text of the description as well. A paragraph inside another one (in a
    list, a table) is part of it.
    """
    for child in element:
        if isinstance(child.tag, str) and local_name(child) not in _LEFT_OUT:
            apart = local_name(child) in names or not any(
                local_name(one) in names for one in child.iterdescendants("*")
            )
            yield from [child] if apart else blocks(child, names)


def paragraphs(elements: Iterable[Element]) -> tuple[str, ...]:
    """The texts of elements, empty ones left out."""
    return tuple(text for element in elements if (text := flat(element)))


def claim(text: str, number: int) -> Claim:
    """A claim from its text: a number in front is taken off, what it depends on read from its words."""
    own = _NUMBER.match(text)
    digits = re.sub(r"\D", "", own[0]) if own else ""
    if own and digits and int(digits) == number:
        text = text[own.end() :]
    return Claim(number, text, dependencies(text, number))


def linked_claim(text: str, number: int, references: Iterable[str]) -> Claim:
    """A claim that links those it refers to, by their digits; without any, what its words say counts."""
    found = claim(text, number)
    linked = {int(digits) for digits in references if digits and 0 < int(digits) < number}
    return Claim(number, found.text, tuple(sorted(linked)) or found.depends_on)


def claims(texts: Iterable[str]) -> tuple[Claim, ...]:
    """Claims from their texts, numbered by their own numbers where these are printed in order, else by place."""
    found: list[Claim] = []
    for one in texts:
        if not one:
            continue
        own = re.match(r"\s*\[?(\d{1,4})\s*[.．、)\]:：]", one)
        number = int(own[1]) if own and int(own[1]) > (found[-1].number if found else 0) else _next(found)
        found.append(claim(one, number))
    return tuple(found)


def _next(found: list[Claim]) -> int:
    return found[-1].number + 1 if found else 1


def is_deleted(classification: Element) -> bool:
    """Whether a symbol is named to be taken off the document: the status D of WIPO ST.8, by itself or in the text."""
    alone = flat(find(classification, "classification-status")) == "D"
    return alone or _DELETED.search(flat(find(classification, "text"))) is not None


def person_name(element: Element) -> str:
    """The name of a person in parts, as the Red Book and the exchange format have it."""
    return full_name(*(text(element, part) for part in ("last-name", "first-name", "middle-name", "suffix")))


def day(raw: str, name: str, notes: Notes) -> dt.date | None:
    """A date as feeds write it (``20190802``, ``2019-08-02``); ``00010101`` and zeros mean none."""
    value = raw.strip()
    return None if value in ("00010101", "0001-01-01", "99991231", "9999-12-31") else read_date(value, name, notes)
