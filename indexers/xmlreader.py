"""One XML document, read by one parser after another: each begins behind the damage that ended the one before it.

An office's file of gigabytes has tens of thousands of records and now and then a bad byte. A parser cannot go on behind
it, so the next one is given the beginning of the document, the tags that are open around a record, and the bytes from
the next record on (:mod:`indexers.xmlresync`). The damaged record is a reject. Records of a source do not stand in each
other: one that begins inside another tells that an end tag is lost.

With :mod:`indexers.xmlstream` the only module that touches the parser.
"""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Final, TypeAlias, cast

from lxml import etree

from indexers.base import RAW_LIMIT, Rejected
from indexers.files import Blob
from indexers.xmlhead import Head, read_head
from indexers.xmlresync import Piece, Pieces, open_tags, quotes
from ipsearch.errors import InputError, Problem, error_of

Element: TypeAlias = etree._Element

CHUNK = 1 << 16
PROLOG_LIMIT = 1 << 20
"""Most bytes before the root element. The longest prolog of an office file is the 16 kB DTD of the USPTO."""
MOST_RECORD = 64 << 20
"""Bytes of the largest record. A tree takes up to forty times as much memory as its text, where all of it is tags."""
MOST_AGAIN = 1 << 30
"""Bytes that are read again because of damage: a parser may look for the end of a text for 10 MB at each place."""
_TAIL: Final = 256
_ENCODING_ERRORS: Final = frozenset({31, 32, 81, 6000, 6003})
"""libxml2: unknown encoding, unsupported encoding, invalid bytes, no converter, conversion failed."""
_BEHIND_THE_ROOT: Final = 5
"""libxml2: more than blanks and comments behind the end of the root."""


class Reader:
    """Reads a blob once; see :func:`indexers.xmlstream.elements`."""

    def __init__(self, blob: Blob, records: tuple[str, ...], also: tuple[str, ...]) -> None:
        self._blob, self._records, self._also = blob, records, also
        names = b"|".join(re.escape(name).encode() for name in records)
        self._end_tag = re.compile(rb"</(?:[\w.-]+:)?(?:" + names + rb")\s*>")
        self._head, self._prolog = Head(""), b""
        self._frame: bytes | None = None  # the start tags that are open around a record, once one was met
        self._held: list[Piece] = []  # what was parsed from the start tag of the latest record on, or stands between
        self._told = self._open = False  # whether the parser told of that record, and not of its end
        # damage outside a record, or of its start tag: the next parser finds out
        self._lost: Rejected | None = None
        self._damaged = self._checked = False
        self._size = self._again = 0  # bytes since that start tag, and of what was read again

    def read(self) -> Iterator[Element | Rejected]:
        """The elements, and a reject for what is damaged."""
        with self._blob.open() as opened:
            stream = cast(io.BufferedReader, opened)
            self._head, data = _safe_head(self._blob, stream)
            self._prolog = data[: max(self._head.start, 0)]
            pieces = _Source(stream, data[len(self._prolog) :], Pieces(self._records, 1 + self._prolog.count(b"\n")))
            parser: etree.XMLPullParser | None = self._parser(self._prolog)
            failure: Problem | None = None
            between = beyond = False
            for piece in pieces:
                if parser is None and piece.opens:
                    parser = self._parser_at(piece, failure)
                self._damaged = parser is not None and piece.opens and self._hides_record(seldom=True)
                if parser is not None or between:
                    self._hold(piece)
                if parser is None:
                    continue
                given = b"" if self._damaged else piece.data  # a parser that is stuck says why when it is closed
                error = _advance(parser, given)
                yield from self._elements(parser, closed=not given)
                if error is None and not self._damaged:
                    continue
                beyond = error is not None and error.code == _BEHIND_THE_ROOT  # type: ignore[attr-defined]
                failure = self._problem(parser, error)
                if not piece.data and pieces.ends_early(self._head.root) and not self._holds_whole():
                    raise _as_truncated(failure)
                if self._head.start < 0:  # no tag is found in its bytes
                    raise error_of(InputError, failure)
                parser, between = None, self._is_between()
                self._lost = self._reject(failure, pieces, between=between)
                if not between:
                    yield from self._tell()
            if failure is not None and parser is None and not beyond and pieces.ends_early(self._head.root):
                raise _as_truncated(failure)
            if failure is not None and self._frame is None:
                raise error_of(InputError, failure)
            yield from self._tell()

    def _elements(self, parser: etree.XMLPullParser, *, closed: bool) -> Iterator[Element | Rejected]:
        """What the parser has read, up to a record that begins, or was hidden, where none can be."""
        for event, item in parser.read_events():
            element = cast(Element, item)
            if event == "start" and closed:
                continue  # half a tag at the end is one, too
            if not self._checked:
                _refuse_entities(element, self._blob)
                self._checked = True
            record = not self._also or local_name(element) not in self._also
            if record and (self._open if event == "start" else self._hides_record()):
                self._damaged = True
                return
            if event == "end":
                self._open = self._open and not record
                yield element
                _forget(element)
            elif record:
                self._begin()
                yield from self._tell()

    def _tell(self) -> Iterator[Rejected]:
        if self._lost is not None:
            yield self._lost
            self._lost = None

    def _hold(self, piece: Piece) -> None:
        self._held.append(piece)
        self._size += len(piece.data)
        if self._size > MOST_RECORD:
            place = f"{self._blob.label}:{self._held[0].line}"
            raise InputError("xml.malformed", place=place, error=f"over {MOST_RECORD} bytes in or behind a record")
        if not self._open and self._size > PROLOG_LIMIT and not piece.opens:
            self._frame = self._frame or b""
            del self._held[:-1]

    def _hides_record(self, *, seldom: bool = False) -> bool:
        """Whether a record began of which the parser did not tell, and that nothing quotes: an end is lost before it,
        or the parser looks for one (the ; behind an &) to the end of the file.

        ``seldom``: asked at every start tag; while there are more and more, quoted in a long text, not each time.
        """
        untold = self._untold()
        if not untold or (seldom and len(untold) & (len(untold) - 1)):
            return False
        data = _joined(self._held)
        return not all(quotes(data, sum(len(piece.data) for piece in self._held[:place])) for place in untold)

    def _holds_whole(self) -> bool:
        """Whether the damage is in a record that the file has to its end, not where the file ends."""
        return self._open and (bool(self._untold()) or self._end_tag.search(_joined(self._held)) is not None)

    def _untold(self) -> list[int]:
        """Where records begin in what is held that are not the one with which it begins."""
        return [place for place, piece in enumerate(self._held) if piece.opens and place]

    def _begin(self) -> None:
        """The parser tells of a record: the latest that begins in what it was given."""
        self._told = self._open = True
        at = max([place for place, piece in enumerate(self._held) if piece.opens], default=len(self._held) - 1)
        if self._frame is None:
            self._frame = open_tags(_joined(self._held[:at]))
        del self._held[:at]
        self._size = sum(len(piece.data) for piece in self._held)

    def _is_between(self) -> bool:
        """Whether what is held is damaged outside a record, as far as it is known."""
        return not self._open and (self._told or not self._held[0].opens)

    def _reject(self, problem: Problem, pieces: _Source, *, between: bool) -> Rejected:
        """What damage costs; the records behind it that the parser was given are read again."""
        at = min(self._untold(), default=len(self._held))
        again = self._held[at:]
        self._again += sum(len(piece.data) for piece in self._held)
        if self._again > MOST_AGAIN:
            raise InputError("xml.damaged", place=problem.place, limit=MOST_AGAIN)
        text = _joined(self._held[:at])
        if between and self._told and (end := self._end_tag.search(text)):
            text = text[end.end() :]
        # What stands between two records tells what is open around the next one.
        self._held, self._open = [Piece(text, 0)] if between else [], False
        pieces.back(again)
        return Rejected(problem, self._text(text))

    def _parser_at(self, piece: Piece, failure: Problem | None) -> etree.XMLPullParser:
        """A parser that goes on behind damage with a record; what is wrong with the file if that cannot be."""
        assert failure is not None
        before, self._held, self._told, self._size = _joined(self._held), [], False, 0
        # What stood around the last record is around this one, too, where the tags in between are damaged.
        for frame in (open_tags((self._frame or b"") + before), self._frame):
            if frame or (frame is not None and self._head.root in self._records):
                # Lines in front of the root, so that the parser counts as it would have.
                lines = piece.line - 1 - (self._prolog + frame).count(b"\n")
                with suppress(InputError):
                    parser = self._parser(self._prolog + b"\n" * lines + frame)
                    self._frame = frame
                    return parser
        raise error_of(InputError, failure)

    def _parser(self, beginning: bytes) -> etree.XMLPullParser:
        parser = etree.XMLPullParser(
            events=("start", "end"), tag=[f"{{*}}{name}" for name in (*self._records, *self._also)],
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        error = _advance(parser, beginning) if beginning else None
        if error is not None:
            raise error_of(InputError, self._problem(parser, error))
        return parser

    def _problem(self, parser: etree.XMLPullParser, error: etree.XMLSyntaxError | None) -> Problem:
        """What the parser says, or, if it says nothing, that an end is lost."""
        begins = f"{self._blob.label}:{self._held[0].line}" if self._held else self._blob.label
        if error is None:
            return Problem("xml.malformed", {"error": "something does not end before the next record begins"}, begins)
        line, message = error.position[0], error.msg or ""
        logged = parser.feed_error_log.last_error
        if not line and logged is not None:
            # lxml's own "no element found" hides what libxml2 said.
            line, message = logged.line, logged.message
        place = f"{self._blob.label}:{line}" if line else self._blob.label
        if self._open and self._untold():  # where the parser notices may be far behind
            place = begins
        message = message.partition(", line ")[0].strip()
        if error.code in _ENCODING_ERRORS:  # type: ignore[attr-defined]  # lxml-stubs 0.5 lacks it
            return Problem("file.encoding", {"encoding": "text in the declared encoding", "error": message}, place)
        return Problem("xml.malformed", {"error": message}, place)

    def _text(self, data: bytes) -> str:
        try:
            text = data[: 4 * RAW_LIMIT].decode(self._head.encoding or "utf-8", "replace")
        except LookupError:
            text = data[: 4 * RAW_LIMIT].decode("utf-8", "replace")
        return text.strip()[:RAW_LIMIT]


class _Source:
    """The pieces of a document, those that are given back first, and an empty one at its end."""

    def __init__(self, stream: io.BufferedReader, first: bytes, pieces: Pieces) -> None:
        self._stream, self._pieces = stream, pieces
        self._first, self._tail, self._ended = first, b"", False
        self._waiting: deque[Piece] = deque()

    def __iter__(self) -> Iterator[Piece]:
        while self._waiting or not self._ended:
            while not self._waiting:
                chunk = self._first or _read(self._stream)
                self._first, self._tail, self._ended = b"", (self._tail + chunk)[-_TAIL:], not chunk
                self._waiting.extend(self._pieces.cut(chunk, last=not chunk))
                if not chunk:
                    self._waiting.append(self._pieces.end())
            yield self._waiting.popleft()

    def back(self, pieces: list[Piece]) -> None:
        """Have some pieces come again."""
        self._waiting.extendleft(reversed(pieces))
        if self._ended and not (self._waiting and not self._waiting[-1].data):
            self._waiting.append(self._pieces.end())

    def ends_early(self, root: str) -> bool:
        """Whether the document, read to its end, does not end with its root."""
        return self._ended and not _ends_with(self._tail, root)


def local_name(element: Element) -> str:
    """The element's name without its namespace, or its prefix where that is not declared."""
    return _local(str(element.tag))


@lru_cache(maxsize=4096)  # a format has some hundred names, which are asked for again with every record
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


def _joined(pieces: list[Piece]) -> bytes:
    return b"".join(piece.data for piece in pieces)


def _as_truncated(problem: Problem) -> InputError:
    return InputError("file.truncated", place=problem.place, error=str(problem.values["error"]))


def _read(stream: io.BufferedReader) -> bytes:
    # read1 hands over what one read of the archive gave; read would lose it when the next one finds damage.
    return stream.read1(CHUNK)


def _safe_head(blob: Blob, stream: io.BufferedReader) -> tuple[Head, bytes]:
    data, head = b"", Head("")
    while chunk := _read(stream):
        data += chunk
        head = read_head(data)
        if head.declares_entity:
            raise InputError("xml.forbidden", place=blob.label, error="<!ENTITY")
        if head.mislabelled:
            raise InputError("file.encoding", place=blob.label, encoding=head.mislabelled, error="the bytes are not")
        if head.complete:
            return head, data
        if len(data) > PROLOG_LIMIT:
            raise InputError("xml.forbidden", place=blob.label, error=f"no element in the first {PROLOG_LIMIT} bytes")
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise InputError("file.empty", place=blob.label)
    return head, data


def _advance(parser: etree.XMLPullParser, data: bytes) -> etree.XMLSyntaxError | None:
    """Feed bytes, or close at the end of the data; what went wrong is returned, so that events are read first."""
    try:
        if data:
            parser.feed(data)
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
