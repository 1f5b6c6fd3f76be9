"""The parts of an Office file (Office Open XML): an archive of XML documents, read as a stream, its parser at rest.

Whoever hands in such a file decides what is in it. No document type is allowed, so that there are no entities to expand
or to fetch; a part that unpacks to an absurd size stops; namespaces and prefixes, which differ by program and by
edition of the standard (transitional, strict), tell nothing.
"""

from __future__ import annotations

import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO, Final, NamedTuple
from xml.parsers import expat

from ipsearch.errors import InputError

BOMB_RATIO: Final = 400
"""Largest believable ratio of unpacked to packed bytes. Office XML packs about 20:1, CSV about 10:1; deflate itself
cannot exceed 1032:1, which is what a bomb is made of."""
BOMB_FLOOR: Final = 64 << 20
"""Below this many unpacked bytes the ratio does not matter."""
_CHUNK = 1 << 16
DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, expat.ExpatError, LookupError, ValueError, EOFError,
    OSError, RuntimeError,
)  # fmt: skip
"""What comes of an archive that broke off, is damaged or another kind; RuntimeError: of a password, a rare method."""


class Element(NamedTuple):
    """An element that has ended: its name and attributes, and its text behind its last child."""

    name: str
    attributes: Mapping[str, str]
    text: str


@contextmanager
def told_as_damage(place: str) -> Iterator[None]:
    """Damage as an ``InputError`` ``file.damaged_workbook`` that names the place."""
    try:
        yield
    except DAMAGED as error:
        raise InputError("file.damaged_workbook", place=place, error=str(error)) from error


class Parts:
    """The parts of an open file, by name. ``place`` names the file in messages."""

    def __init__(self, stream: BinaryIO, place: str) -> None:
        self._archive, self._place = zipfile.ZipFile(stream), place
        # Names of parts are the same in capitals, and some programs on Windows write backslashes.
        self._members = {_plain(info.filename): info for info in self._archive.infolist()}

    def close(self) -> None:
        """Let go of the archive; the stream stays open."""
        self._archive.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._members

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Id -> type, as its last word, and name of the parts that one names; of the file itself for ""."""
        folder, own = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{own}.rels")
        if relations not in self:
            return {}
        found = [one.attributes for one in self.elements(relations) if one.name == "Relationship"]
        return {
            one["Id"]: (one["Type"].rpartition("/")[2], posixpath.normpath(posixpath.join("/", folder, one["Target"])))
            for one in found
            if one.get("TargetMode") != "External"
        }  # fmt: skip

    def elements(self, name: str) -> Iterator[Element]:
        """The elements of a part, each at its end."""
        ended: list[Element] = []
        opened: list[dict[str, str]] = []
        text: list[str] = []
        names: dict[str, str] = {}

        def start(_: str, attributes: dict[str, str]) -> None:
            opened.append(attributes)
            text.clear()

        def end(tag: str) -> None:
            local = names.get(tag) or names.setdefault(tag, tag.rpartition(":")[2])
            ended.append(Element(local, opened.pop(), "".join(text)))
            text.clear()

        def refuse(*_: object) -> None:
            raise InputError("xml.forbidden", place=f"{self._place}!{name}", error="<!DOCTYPE")

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text.append, refuse
        for chunk in self._chunks(name):
            parser.Parse(chunk, False)
            yield from ended
            ended.clear()
        parser.Parse(b"", True)
        yield from ended

    def _chunks(self, name: str) -> Iterator[bytes]:
        info = self._members[_plain(name)]
        most, seen = max(BOMB_FLOOR, BOMB_RATIO * info.compress_size), 0
        with self._archive.open(info) as part:
            while chunk := part.read(_CHUNK):
                seen += len(chunk)
                if seen > most:
                    raise InputError("file.bomb", place=f"{self._place}!{name}", ratio=BOMB_RATIO, limit=seen)
                yield chunk


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
