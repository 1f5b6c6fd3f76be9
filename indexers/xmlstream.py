"""XML as a stream of elements: memory stays flat on a file of any size, and nothing outside the file is ever read.

With :mod:`indexers.xmlreader` the only module that touches the parser. Entities are neither resolved nor allowed to be
declared, external document types are not loaded, the network is off, depth is limited to 256 and a text node to 10 MB
(libxml2's limits; the longest goods list known has 0.7 MB). A document type that only declares elements and attributes
is legitimate: the USPTO's daily file carries its whole DTD. Names are matched without their namespace, since offices
publish the same elements of WIPO ST.66 in namespaces of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeAlias

from lxml import etree

from indexers import xmlreader
from indexers.base import RAW_LIMIT, R, Reading, Rejected
from indexers.entities import character
from indexers.files import Blob
from indexers.xmlhead import read_head
from ipsearch.errors import InputError

Element: TypeAlias = etree._Element
"""An element as :func:`elements` yields it; read it with :func:`text`, :func:`find` and :func:`find_all`."""


def elements(blob: Blob, *records: str, also: tuple[str, ...] = ()) -> Iterator[Element | Rejected]:
    """Every element with one of the local names ``records`` or ``also``, complete, in file order.

    An element is emptied as soon as the next one is asked for, together with everything before it. Nested matches
    come first, so an outer one arrives without them. Records are not nested in each other.

    A record that is damaged is a reject with file and line, ``xml.malformed`` or ``file.encoding``, and reading goes on
    with the next one; so is damage between two records.

    Raises :class:`~ipsearch.errors.InputError` ``file.empty``, ``xml.forbidden``, ``file.truncated`` (behind the
    elements before the end), ``xml.damaged`` (in too many places), or what is wrong with the beginning of a file, each
    with file and line.
    """
    yield from xmlreader.Reader(blob, records, also).read()


def parse_document(data: bytes, place: str) -> Element:
    """A whole document in memory, as safely as :func:`elements` reads a stream; ``place`` is for messages."""
    head = read_head(data[: xmlreader.PROLOG_LIMIT])
    if head.declares_entity:
        raise InputError("xml.forbidden", place=place, error="<!ENTITY")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        message = (error.msg or "").partition(", line ")[0].strip()
        line = error.position[0]
        raise InputError("xml.malformed", place=place, error=f"line {line} of the document: {message}") from error


def read_records(blob: Blob, name: str, build: Callable[[Element], R]) -> Reading[R]:
    """One record per element ``name``; an :class:`~ipsearch.errors.InputError` of ``build`` becomes a reject."""
    for element in elements(blob, name):
        yield build_record(blob, element, build)


def build_record(blob: Blob, element: Element | Rejected, build: Callable[[Element], R]) -> R | Rejected:
    """The record of one element, or why there is none, with file and line."""
    if isinstance(element, Rejected):
        return element
    try:
        return build(element)
    except InputError as error:
        raw = etree.tostring(element, encoding="unicode", with_tail=False)[:RAW_LIMIT]
        return Rejected(error.problem.at(line_of(blob, element)), raw)


def find(element: Element, path: str) -> Element | None:
    """The first element at ``path`` (local names: ``A/B``, ``A/*/C``, ``.//C``), or None."""
    return element.find(_any_namespace(path))


def find_all(element: Element, path: str) -> list[Element]:
    """Every element at ``path``, in document order."""
    return element.findall(_any_namespace(path))


def text(element: Element, path: str = "") -> str:
    """The text of the element, or of the first one at ``path``, without surrounding white space; "" if absent."""
    found = find(element, path) if path else element
    return "" if found is None else _content(found).strip()


def texts(element: Element, path: str) -> list[str]:
    """The texts at ``path`` that are not empty."""
    return [value for found in find_all(element, path) if (value := _content(found).strip())]


def local_name(element: Element) -> str:
    """The element's name without its namespace."""
    return xmlreader.local_name(element)


def line_of(blob: Blob, element: Element) -> str:
    """``file:line`` of the element's start tag."""
    return f"{blob.label}:{element.sourceline}"


def _content(element: Element) -> str:
    if len(element) == 0:
        return element.text or ""
    # A reference to an entity of a DTD that is not loaded stays a node.
    parts = [element.text or ""]
    for child in element:
        parts.append(character(child.text or "") if child.tag is etree.Entity else _content(child))
        parts.append(child.tail or "")
    return "".join(parts)


@cache
def _any_namespace(path: str) -> str:
    return "/".join(step if step in ("*", ".", "") else f"{{*}}{step}" for step in path.split("/"))
