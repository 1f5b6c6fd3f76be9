"""Where reading of XML goes on behind damage: at the start tag of the next record, found in the bytes.

``<`` and names in ASCII are the same bytes in every encoding that offices use, but for UTF-16 and UTF-32: there nothing
is found, and damage ends the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

LONGEST_TAG: Final = 256
"""Bytes at the end of a chunk that are kept for the next one where they may be half a tag."""
_BEFORE_NAME: Final = re.compile(rb"<(?P<end>/?)(?:[\w.-]{1,64}:)?\Z")
_ANY_TAG: Final = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    rb"|<(?P<end>/?)(?P<name>[A-Za-z_][\w.:-]*)(?:\s+[\w.:-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*(?P<empty>/?)>",
    re.DOTALL,
)
_SECTIONS: Final = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_SECTION: Final = re.compile(b"|".join(map(re.escape, _SECTIONS)))


class Piece(NamedTuple):
    """Bytes of a document, the line at which they begin, and whether with the start tag of a record."""

    data: bytes
    line: int
    opens: bool = False


class Pieces:
    """Cuts a document before the start tags and behind the end tags of records, given by their local names.

    Behind the end tags, because a converter of characters stops at a bad one with all that it was given.
    """

    def __init__(self, names: Iterable[str], line: int = 1) -> None:
        # By their names, which few places have: a search for every < would take four times as long as parsing.
        self._names = [re.compile(re.escape(name).encode() + rb"(?=[\s/>])") for name in names]
        self._waiting, self._line, self._opens = b"", line, False

    def cut(self, data: bytes, *, last: bool) -> Iterator[Piece]:
        """The pieces of all that was given so far, but for half a tag at its end unless it is the ``last``."""
        data = self._waiting + data
        size = len(data)
        tag = data.rfind(b"<")
        if not last and tag >= 0 and size - tag < LONGEST_TAG and data.find(b">", tag) < 0:
            size = tag
        self._waiting = data[size:]
        at = 0
        for place, opens in sorted(self._tags(data, size)):
            if place > at:
                yield self._piece(data[at:place])
            at, self._opens = place, opens
        if size > at:
            yield self._piece(data[at:size])

    def end(self) -> Piece:
        """The empty piece at the end of the document."""
        return Piece(b"", self._line)

    def _tags(self, data: bytes, size: int) -> Iterator[tuple[int, bool]]:
        """Where start tags begin and end tags end, and whether it is a start tag."""
        for name in self._names:
            for found in name.finditer(data, 0, size):
                before = _BEFORE_NAME.search(data[max(0, found.start() - LONGEST_TAG) : found.start()])
                if before is not None and not before["end"]:
                    yield found.start() - len(before[0]), True
                elif before is not None and (end := data.find(b">", found.end(), size)) >= 0:
                    yield end + 1, False

    def _piece(self, data: bytes) -> Piece:
        piece = Piece(data, self._line, self._opens)
        self._line, self._opens = self._line + data.count(b"\n"), False
        return piece


def quotes(data: bytes, place: int) -> bool:
    """Whether a place is inside a comment, a CDATA section or a processing instruction, which may quote a tag.

    A section that holds a second beginning of its kind is none: it has lost its own end.
    """
    at = 0
    while (found := _SECTION.search(data, at)) and found.start() < place:
        opener, at = found[0], found.end()
        close = data.find(_SECTIONS[opener], at)
        if data.find(opener, at, close if close >= 0 else len(data)) >= 0:
            continue
        if close < 0 or close > place:
            return True
        at = close + len(_SECTIONS[opener])
    return False


def open_tags(data: bytes) -> bytes:
    """The start tags that are open at the end of the data, as they are written; damaged tags do not count.

    >>> open_tags(b"<a x='1'><head><b></head><!-- <c> --><list><d/>")
    b"<a x='1'><list>"
    """
    stack: list[tuple[bytes, bytes]] = []
    for tag in _ANY_TAG.finditer(data):
        name = tag["name"]
        if name is None or tag["empty"]:
            continue
        if not tag["end"]:
            stack.append((name, tag[0]))
            continue
        depth = next((place for place in reversed(range(len(stack))) if stack[place][0] == name), None)
        if depth is not None:
            del stack[depth:]
    return b"".join(tag for _, tag in stack)
