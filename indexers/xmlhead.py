"""What an XML document says about itself before its first element: encoding, document type, root element.

Sources recognise their files by it, and :mod:`indexers.xmlstream` uses it to refuse entity declarations before a
parser sees them. It reads bytes only and never expands anything.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with the one of UTF-16-LE
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARE = ((b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))

_MISC = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\s+([^\s\[>]+)")
# Closed comments and literals are skipped as a whole; an unclosed one means that the data stop inside it.
_IN_DOCTYPE = re.compile(
    r"""<!--.*?-->|<\?.*?\?>|"[^"]*"|'[^']*'|(?P<entity><!ENTITY)|(?P<open><!--|<\?|["'])|(?P<mark>[\[\]>])""",
    re.DOTALL,
)
_ROOT = re.compile(r"""<([^\s/>!?<]+)((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_ENCODING = re.compile(r"""\A<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)""")


@dataclass(frozen=True, slots=True)
class Head:
    """The start of a document.

    ``root`` is the local name of the root element, or of the document type where the data end before the root;
    ``namespace`` its namespace; ``complete`` whether the data reach the root's start tag (or something that is no
    XML); ``declares_entity`` whether the document type declares a general or parameter entity; ``mislabelled``
    the encoding the XML declaration names although the bytes cannot be in it. ``encoding`` is the one it names, and
    ``start`` how many bytes stand before the root; -1 if that is not known, or characters are wider than a byte.
    """

    text: str
    root: str = ""
    namespace: str = ""
    complete: bool = False
    declares_entity: bool = False
    mislabelled: str = ""
    encoding: str = ""
    start: int = -1


def read_head(data: bytes) -> Head:
    """Look at the first bytes of a document; more bytes may complete an incomplete answer."""
    wide = wide_encoding(data)
    text = _decode(data, wide)
    declared = _ENCODING.search(text)
    name = declared.group(1) if declared else ""
    mislabelled = name if not wide and name.lower().startswith(("utf-16", "utf-32", "ucs-")) else ""
    position, doctype = _skip_misc(text, 0), ""
    if found := _DOCTYPE.match(text, position):
        doctype = found.group(1).rpartition(":")[2]
        end, entity = _doctype_end(text, found.end())
        if entity or end is None:
            return Head(text, doctype, declares_entity=entity, mislabelled=mislabelled)
        position = _skip_misc(text, end)
    rest = text[position : position + 2]
    if rest[:1] not in ("", "<"):
        return Head(text, doctype, complete=True, mislabelled=mislabelled)
    root = _ROOT.match(text, position)
    if root is None:
        return Head(text, doctype, mislabelled=mislabelled)
    prefix, _, local = root.group(1).rpartition(":")
    start = -1 if wide else position + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
    namespace = _namespace(root.group(2), prefix)
    return Head(text, local, namespace, complete=True, mislabelled=mislabelled, encoding=name, start=start)


def wide_encoding(data: bytes) -> str:
    """The encoding of a document whose code units are wider than a byte, by its first bytes; "" for any other."""
    found = next((name for mark, name in (*_BOMS, *_BARE) if data.startswith(mark)), "")
    return "" if found == "utf-8" else found


def _decode(data: bytes, wide: str) -> str:
    """The text.

    Byte-wide encodings are read as Latin-1: markup is ASCII in every one that offices use, and the bytes of ``<`` and
    ``!`` never occur inside a character of UTF-8, GB18030, Shift-JIS or EUC.
    """
    if wide:
        return data.decode(wide, "ignore").removeprefix("\ufeff")
    return data.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _skip_misc(text: str, position: int) -> int:
    while found := _MISC.match(text, position):
        position = found.end()
    return position


def _doctype_end(text: str, position: int) -> tuple[int | None, bool]:
    """Where the document type ends (None: not in these data), and whether it declares an entity."""
    inside = False
    for found in _IN_DOCTYPE.finditer(text, position):
        if found["entity"]:
            return None, True
        if found["open"]:
            return None, False
        if found["mark"] == ">" and not inside:
            return found.end(), False
        if found["mark"] in ("[", "]"):
            inside = found["mark"] == "["
    return None, False


def _namespace(attributes: str, prefix: str) -> str:
    name = f"xmlns:{prefix}" if prefix else "xmlns"
    found = re.search(rf"""(?:^|\s){re.escape(name)}\s*=\s*(?:"([^"]*)"|'([^']*)')""", attributes)
    return (found.group(1) or found.group(2) or "") if found else ""
