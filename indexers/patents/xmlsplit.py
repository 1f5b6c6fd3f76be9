"""Files in which many XML documents stand one after another, each with its own declaration and document type.

The USPTO publishes a week that way. A document begins with its declaration, and ends with the end tag of its root:
files put together by others have two on a line, or no declarations at all. Documents are cut out as bytes and parsed
one by one: memory is that of the largest document, and a damaged one does not take the others with it. UTF-16 becomes
UTF-8 first. Declarations of images in a document type (``<!ENTITY name SYSTEM "x.TIF" NDATA TIF>``) are harmless and
taken out; any other entity is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from indexers.base import RAW_LIMIT, R, Reading, Rejected
from indexers.files import Blob
from indexers.xmlhead import read_head, wide_encoding
from indexers.xmlstream import Element, local_name, parse_document
from ipsearch.errors import InputError

CHUNK = 1 << 20
MOST_BYTES = 256 << 20
"""Largest document. Sequence listings in grants reach some tens of megabytes."""
_DECLARATION = re.compile(rb"<\?xml\s")
_WIDE = re.compile(
    rb"""\A((?:\xef\xbb\xbf)?<\?xml\s[^>]*?)\s+encoding\s*=\s*["']utf-?(?:16|32)\w*["']""", re.IGNORECASE
)
"""A declaration of UTF-16, which what is cut out as bytes cannot be in."""
_TYPE = re.compile(rb"^<!DOCTYPE\s", re.MULTILINE)
"""Where a document without a declaration begins, if the end tag of the one before is damaged."""
_LONGEST_START = 256
_NOT_ENDED = re.compile(rb"(?!)")
_INDENT = re.compile(rb"(?:\xef\xbb\xbf)?[ \t]*")
_UNPARSED = re.compile(
    rb"<!(?:ENTITY\s+[^\s>]+\s+(?:SYSTEM|PUBLIC)\s+(?:\"[^\"]*\"\s*|'[^']*'\s*){1,2}NDATA\s+\w+|NOTATION[^>]*)\s*>"
)
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf|\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
# Possessive: a comment ends at its first end, and what stands behind it is never taken for a part of it.
_REMARKS = re.compile(rb"(?:\s|<!--.*?-->|<\?(?!xml\s).*?\?>)*+", re.DOTALL)
_SUBSET = re.compile(rb"(<!DOCTYPE[^\[>]*)\[(.*?)\]\s*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cut:
    """One document of a file: the line it begins at, and its bytes."""

    line: int
    data: bytes


def cuts(blob: Blob, roots: Iterable[str] = ()) -> Iterator[Cut]:
    """The documents of a file, in order; what stands before the first declaration is one too, if it is anything.

    Comments behind a document belong to it, and are left out.
    """
    names = b"|".join(re.escape(root).encode() for root in roots)
    end = re.compile(rb"</(?:" + names + rb")\s*>") if names else _NOT_ENDED
    waiting, line, looked, found = b"", 1, 0, False
    with blob.open() as stream:
        chunk = stream.read(CHUNK)
        narrow = _narrowing(chunk)
        while True:
            try:
                waiting += narrow(chunk)
            except UnicodeDecodeError as error:
                place = f"{blob.label}:{line}"
                raise InputError("file.encoding", place=place, encoding=error.encoding, error=error.reason) from error
            begin = 0
            types = {one.start() for one in _TYPE.finditer(waiting, looked)}
            ends = {one.end() for one in end.finditer(waiting, looked)}
            for start in sorted({*_starts(waiting, looked), *ends, *types}):
                piece = waiting[begin:start]
                if start in types and _is_prolog(piece):
                    continue
                if piece.strip() and not (found and _REMARKS.fullmatch(piece)):
                    found = True
                    yield _cut(line, piece)
                line += piece.count(b"\n")
                begin = start
            waiting = waiting[begin:]
            looked = max(0, len(waiting) - _LONGEST_START)
            if len(waiting) > MOST_BYTES:
                raise InputError(
                    "xml.malformed", place=f"{blob.label}:{line}", error=f"a document of over {MOST_BYTES} bytes"
                )
            if not chunk:
                break
            chunk = stream.read(CHUNK)
    if rest := waiting.strip(b" \t\r\n\0\x1a"):
        if not (found and _REMARKS.fullmatch(rest)):
            yield _cut(line, waiting)
    elif not found:
        raise InputError("file.empty", place=blob.label)


def _narrowing(first: bytes) -> Callable[[bytes], bytes]:
    """What makes UTF-8 of the pieces of a file in UTF-16, of which the first is given; those of any other stay."""
    if not (wide := wide_encoding(first)):
        return bytes
    decode = codecs.getincrementaldecoder(wide)().decode
    return lambda piece: decode(piece).encode()


def _cut(line: int, piece: bytes) -> Cut:
    """A document without the empty lines before it, its declaration without the encoding that it no longer has."""
    rest = piece.lstrip()
    return Cut(line + piece[: len(piece) - len(rest)].count(b"\n"), _WIDE.sub(rb"\1", rest, count=1))


def _is_prolog(piece: bytes) -> bool:
    before = _BEFORE.match(piece)
    return before is not None and before.end() == len(piece)


def _starts(data: bytes, looked: int) -> Iterator[int]:
    """Where a line begins with a declaration, except at the very beginning; before ``looked`` there is none."""
    for found in _DECLARATION.finditer(data, looked):
        line = data.rfind(b"\n", max(0, found.start() - _LONGEST_START), found.start()) + 1
        if line and _INDENT.fullmatch(data[line : found.start()]):
            yield line


def read_documents(
    blob: Blob,
    builders: dict[str, Callable[[Element], R]],
    passed: frozenset[str],
    prepare: Callable[[bytes], bytes] = bytes,
) -> Reading[R]:
    """One record a document, built by the name of its root; roots in ``passed`` are left aside without a word.

    ``prepare`` makes the bytes of a document XML where they are not.
    """
    for cut in cuts(blob, builders):  # not at the end of what is passed over: a listing may stand inside a document
        place = f"{blob.label}:{cut.line}"
        try:
            root = parse_document(prepare(without_images(cut.data)), place)
            name = local_name(root)
            if name in passed:
                continue
            if name not in builders:
                raise InputError("xml.malformed", place=place, error=f"<{name}> is no document")
            yield builders[name](root)
        except InputError as error:
            yield Rejected(error.problem.placed(place), cut.data[:RAW_LIMIT].decode("utf-8", "replace"))


def without_images(data: bytes) -> bytes:
    """The document without the declarations of unparsed entities in its document type."""
    head = data[: 1 << 20]
    before = _BEFORE.match(head)
    found = _SUBSET.match(head, before.end() if before else 0)
    if found is None or _UNPARSED.sub(b"", found[2]).strip():
        return data
    return data[: found.start()] + found[1] + b">" + b"\n" * found[0].count(b"\n") + data[found.end() :]


def root_of(blob: Blob) -> str:
    """The root of the first document, images declared or not."""
    head = blob.head(65536)
    try:
        head = _narrowing(head)(head)
    except UnicodeDecodeError:
        return ""
    return read_head(without_images(head)[:8192]).root
