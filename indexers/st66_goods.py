"""Goods and services in WIPO ST.66: of each class, as one text or as terms, and those that stand outside any class.

Outside of a class the DPMA has the one text of all classes of an old mark (``GoodsServicesNotClassifiedDescription``),
and the standard allows terms, which may have a class of their own. TMview has the class ``-`` for goods of another
classification than that of Nice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexers.officevalues import Notes, require_nice_class
from indexers.unread import note_unread, unread
from indexers.xmlstream import Element, find_all, text, texts
from ipsearch.records import Goods

_TERM = "ClassificationTermDetails/ClassificationTerm"
_UNCLASSIFIED = "GoodsServicesNotClassifiedDescription"
_WORDS = frozenset(("GoodsServicesDescription", "ClassificationTermDetails"))
_PART = _WORDS | {
    "ClassificationKindCode", "ClassificationVersion", "ProposedLeadingClassNumber", "ClassDescriptionDetails",
    _UNCLASSIFIED,
}  # fmt: skip
_LISTED = re.compile(r"[;,\n]")
_ENTRY = _WORDS | {"ClassNumber", "ClassNumberStatusCode"}


def read_goods(mark: Element, notes: Notes) -> tuple[tuple[int, ...], tuple[Goods, ...]]:
    """The Nice classes and the goods of every class in every language, as one text or as terms.

    Goods without a class are notes. Raises :class:`~ipsearch.errors.InputError` ``record.bad_class`` for a class number
    that is none.
    """
    classes: set[int] = set()
    goods: list[Goods] = []
    for details in find_all(mark, "GoodsServicesDetails"):
        note_unread(details, {"GoodsServices"}, notes)
    for part in find_all(mark, "GoodsServicesDetails/GoodsServices"):
        for entry in find_all(part, "ClassDescriptionDetails/ClassDescription"):
            number = _class(text(entry, "ClassNumber"))
            classes.update(() if number is None else (number,))
            goods += _goods(_words(entry), number, text(entry, "ClassNumberStatusCode"), notes)
            notes.extend(f"{name}:{number or ''} {said}" for name, said in unread(entry, _ENTRY))
        goods += _goods(_words(part), None, "", notes)
        # One text for all classes is that of the only one.
        only = next(iter(classes)) if len(classes) == 1 and not goods else None
        goods += _goods((("", node) for node in find_all(part, _UNCLASSIFIED)), only, "", notes)
        notes.extend(f"nice-edition:{edition}" for edition in texts(part, "ClassificationVersion"))
        note_unread(part, _PART, notes)
    return tuple(sorted({*classes, *(item.nice_class for item in goods)})), tuple(goods)


def _words(node: Element) -> Iterator[tuple[str, Element]]:
    """The texts of an entry: its description and each term that is not in it, with the term's own class."""
    described = find_all(node, "GoodsServicesDescription")
    yield from (("", one) for one in described)
    terms = [(term, one) for term in find_all(node, _TERM) for one in find_all(term, "ClassificationTermText")]
    if not terms:
        return
    whole = ";".join(map(text, described))
    listed = {item.strip() for item in _LISTED.split(whole)}
    for term, one in terms:
        said = text(one)
        # A term with a comma is not in the list, but in the text.
        if said not in listed and not (_LISTED.search(said) and said in whole):
            yield text(term, "ClassNumber"), one


def _goods(words: Iterator[tuple[str, Element]], number: int | None, status: str, notes: Notes) -> Iterator[Goods]:
    for raw, node in words:
        own = number if number is not None else _class(raw)
        if not (said := text(node)):
            continue
        if own is None:
            notes.append(f"goods:{said}")
        else:
            yield Goods(own, said, node.get("languageCode", "").lower(), status=status)


def _class(raw: str) -> int | None:
    return require_nice_class(raw) if raw.strip("-") else None
