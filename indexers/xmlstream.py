"""XML as a stream of elements: memory stays flat on a file of any size, and nothing outside the file is ever read.

The only module that touches the parser. Entities are neither resolved nor allowed to be declared, external document
types are not loaded, the network is off, depth is limited to 256 and a text node to 10 MB (libxml2's limits; the
longest goods list known has 0.7 MB). A document type that only declares elements and attributes is legitimate: the
USPTO's daily file carries its whole DTD. Names are matched without their namespace, since offices publish the same
elements of WIPO ST.66 in namespaces of their own.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NoReturn, TypeAlias, cast

from lxml import etree

from indexers.base import RAW_LIMIT, R, Reading, Rejected
from indexers.entities import character
from indexers.files import Blob
from indexers.xmlhead import read_head
from ipsearch.errors import InputError

Element: TypeAlias = etree._Element
"""An element as :func:`elements` yields it; read it with :func:`text`, :func:`find` and :func:`find_all`."""

CHUNK = 1 << 16
PROLOG_LIMIT = 1 << 20
"""Most bytes before the root element. The longest prolog of an office file is the 16 kB DTD of the USPTO."""
_TAIL = 256
_ENCODING_ERRORS = frozenset({31, 32, 81, 6000, 6003})
"""libxml2: unknown encoding, unsupported encoding, invalid bytes, no converter, conversion failed."""


def elements(blob: Blob, *names: str) -> Iterator[Element]:
    """Every element with one of the local ``names``, complete, in file order.

    An element is emptied as soon as the next one is asked for, together with everything before it. Nested matches
    come first, so an outer one arrives without them.

    Raises :class:`~ipsearch.errors.InputError` ``file.empty``, ``file.encoding``, ``file.truncated`` (after the
    elements before the damage), ``xml.malformed`` or ``xml.forbidden``, each with file and line.
    """
    with blob.open() as stream:
        head, root = _safe_head(blob, cast(io.BufferedReader, stream))
        parser = etree.XMLPullParser(
            events=("end",), tag=[f"{{*}}{name}" for name in names], resolve_entities=False, no_network=True,
            load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        chunk, tail, unchecked = head, b"", True
        while True:
            tail = (tail + chunk)[-_TAIL:]
            failure = _advance(parser, chunk)
            for _, item in parser.read_events():
                element = cast(Element, item)
                if unchecked:
                    _refuse_entities(element, blob)
                    unchecked = False
                yield element
                _forget(element)
            if failure is not None:
                _fail(blob, failure, parser, truncated=not chunk and not _ends_with(tail, root))
            if not chunk:
                return
            chunk = _read(stream)


def parse_document(data: bytes, place: str) -> Element:
    """A whole document in memory, as safely as :func:`elements` reads a stream; ``place`` is for messages."""
    head = read_head(data[:PROLOG_LIMIT])
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


def build_record(blob: Blob, element: Element, build: Callable[[Element], R]) -> R | Rejected:
    """The record of one element, or why there is none, with file and line."""
    try:
        return build(element)
    except InputError as error:
        raw = etree.tostring(element, encoding="unicode", with_tail=False)[:RAW_LIMIT]
        return Rejected(error.problem.at(f"{blob.label}:{element.sourceline}"), raw)


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
    return etree.QName(element).localname


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


def _read(stream: object) -> bytes:
    # read1 hands over what one read of the archive gave; read would lose it when the next one finds damage.
    return cast(io.BufferedReader, stream).read1(CHUNK)


def _safe_head(blob: Blob, stream: io.BufferedReader) -> tuple[bytes, str]:
    data = b""
    while chunk := _read(stream):
        data += chunk
        head = read_head(data)
        if head.declares_entity:
            raise InputError("xml.forbidden", place=blob.label, error="<!ENTITY")
        if head.mislabelled:
            raise InputError("file.encoding", place=blob.label, encoding=head.mislabelled, error="the bytes are not")
        if head.complete:
            return data, head.root
        if len(data) > PROLOG_LIMIT:
            raise InputError("xml.forbidden", place=blob.label, error=f"no element in the first {PROLOG_LIMIT} bytes")
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise InputError("file.empty", place=blob.label)
    return data, read_head(data).root


def _advance(parser: etree.XMLPullParser, chunk: bytes) -> etree.XMLSyntaxError | None:
    """Feed a chunk, or close at the end of the data; what went wrong is returned, so that events are read first."""
    try:
        if chunk:
            parser.feed(chunk)
        else:
            parser.close()
    except etree.XMLSyntaxError as error:
        return error
    return None


def _refuse_entities(element: Element, blob: Blob) -> None:
    # Second lock: a declaration in an encoding that the look at the bytes does not know (UTF-7, EBCDIC).
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and dtd.entities():  # type: ignore[attr-defined]  # lxml-stubs 0.5 lacks it
        raise InputError("xml.forbidden", place=blob.label, error="<!ENTITY")


def _forget(element: Element) -> None:
    # The tail may still be growing inside the parser; what comes before the element no longer is.
    element.clear(keep_tail=True)  # type: ignore[call-arg]  # lxml-stubs 0.5 lacks it
    node: Element | None = element
    while node is not None:
        parent = node.getparent()
        if parent is not None:
            while node.getprevious() is not None:
                del parent[0]
        node = parent


def _ends_with(tail: bytes, root: str) -> bool:
    """Whether the document's last tag closes its root, whatever the width of its characters."""
    end = tail.replace(b"\0", b"").decode("latin-1")
    return re.search(rf"</(?:[^\s<>:]+:)?{re.escape(root)}\s*>\s*\Z", end) is not None


def _fail(blob: Blob, error: etree.XMLSyntaxError, parser: etree.XMLPullParser, *, truncated: bool) -> NoReturn:
    line, message = error.position[0], error.msg or ""
    last = parser.feed_error_log.last_error
    if not line and last is not None:
        # lxml's own "no element found" hides what libxml2 said.
        line, message = last.line, last.message
    place = f"{blob.label}:{line}" if line else blob.label
    message = message.partition(", line ")[0].strip()
    if truncated:
        raise InputError("file.truncated", place=place, error=message) from error
    if error.code in _ENCODING_ERRORS:  # type: ignore[attr-defined]  # lxml-stubs 0.5 lacks it
        raise InputError("file.encoding", place=place, encoding="text in the declared encoding", error=message)
    raise InputError("xml.malformed", place=place, error=message) from error
