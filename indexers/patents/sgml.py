"""SGML as the USPTO published it in 2001, made into XML: the same document type, written by looser rules.

A document has no XML declaration, names its type by a public identifier alone, and leaves elements without content
open (``<CITED-BY-EXAMINER>``, ``<EMI FILE="x.TIF">``). Which ones these are need not be known: an element that is never
closed in a document has no content.
"""

from __future__ import annotations

import re

from indexers.encoding import western

_DOCTYPE = re.compile(rb"<!DOCTYPE\s+([\w.-]+)\s[^\[>]*(?:\[\s*\]\s*)?>", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_TAG = re.compile(rb"<(/?)([A-Za-z][\w.-]*)((?:\s[^<>]*)?)(?<!/)>")
_ATTRIBUTE = re.compile(rb"([\w-]+)\s*=\s*([^\s\"'<>]+)(?=[\s>]|\Z)")
_LOOSE = re.compile(rb"&(?![A-Za-z#][\w.-]*;)")


def as_xml(data: bytes) -> bytes:
    """A document of SGML as XML; lines stay where they are. One that says that it is XML stays as it is."""
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml\s", data):
        return data
    data = western(data.lstrip(b"\xef\xbb\xbf")).encode()  # text without a declaration is UTF-8 for XML
    data = _COMMENT.sub(_newlines, data)
    data = _DOCTYPE.sub(_system, data, count=1)
    root = _TAG.search(data)
    closed = {found[2] for found in _TAG.finditer(data) if found[1]}
    whole = closed | ({root[2]} if root else set())
    data = _TAG.sub(lambda found: _closed(found, whole), data)
    return _LOOSE.sub(b"&amp;", data)


def _system(found: re.Match[bytes]) -> bytes:
    # Without a document type a reference to a character (&mdash;) would be an error.
    return b'<!DOCTYPE %s SYSTEM "x">' % found[1] + b"\n" * found[0].count(b"\n")


def _newlines(found: re.Match[bytes]) -> bytes:
    return b"\n" * found[0].count(b"\n")


def _closed(found: re.Match[bytes], closed: set[bytes]) -> bytes:
    if found[1] or found[2] in closed:
        return found[0]
    attributes = _ATTRIBUTE.sub(rb'\1="\2"', found[3].rstrip()) if b"=" in found[3] else b""
    return b"<%s%s/>" % (found[2], attributes)
