"""Source ``docdb``: the EPO's exchange of the world's bibliographic data (DOCDB), front and back files.

A file holds ``exchange-document`` elements, with the prefix ``exch`` declared, undeclared or absent. Created and
amended documents (``status="C"``, ``"A"``) complete the stored one. A deletion (``status="D"``, ``"DV"``) is a
record with the note ``docdb-status:D``: it names a document that the office took out of its data. One that its office
announced and withdrew (``status="CV"``) has the note ``docdb-status:CV``.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import BinaryIO, cast

from indexers.base import Reading, Source, Unit
from indexers.files import Blob
from indexers.patents.exchange import read_exchange
from indexers.xmlhead import read_head
from indexers.xmlstream import read_records
from ipsearch.records import Patent

_ROOTS = frozenset(("exchange-documents", "exchange-document"))
_NAMESPACE = "http://www.epo.org/exchange"
_FIRST_TAG = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?exchange-documents?(?=[\s/>])")
_PREFIX = re.compile(rb"(?:</?|\s)([A-Za-z][\w.-]*):[A-Za-z][\w.-]*(?=\s*=\s*[\"']|[\s/>])")
_LOOKED_AT = 1 << 16


@dataclass(frozen=True, slots=True)
class _Declared(Blob):
    """A file whose prefixes are declared where its author forgot it."""

    inner: Blob | None = None
    prefixes: tuple[bytes, ...] = ()

    def open(self) -> BinaryIO:
        """The content, with the declarations put into the first tag."""
        assert self.inner is not None
        stream = self.inner.open()
        head = stream.read(_LOOKED_AT)
        if found := _FIRST_TAG.search(head):
            names = b"".join(b' xmlns:%s="%s"' % (prefix, _NAMESPACE.encode()) for prefix in self.prefixes)
            head = head[: found.end()] + names + head[found.end() :]
        return cast(BinaryIO, io.BufferedReader(_Joined(head, stream)))


class _Joined(io.RawIOBase):
    """Bytes, then the rest of a stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer)).cast("B")
        data = self._head[: len(view)] if self._head else self._rest.read(len(view))
        self._head = self._head[len(view) :]
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._rest.close()
        super().close()


def declared(blob: Blob) -> Blob:
    """The blob itself, or one in which every prefix of its beginning is declared."""
    head = blob.head(_LOOKED_AT)
    if _FIRST_TAG.search(head) is None:
        return blob
    used = dict.fromkeys(_PREFIX.findall(head))
    known = (b"xml", b"xmlns")
    missing = tuple(name for name in used if name not in known and b"xmlns:%s=" % name not in head)
    if not missing:
        return blob
    return _Declared(blob.path, blob.member, blob.title, blob.size, blob, missing)


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        yield from read_records(declared(blob), "exchange-document", read_exchange)


def _sniff(blob: Blob) -> bool:
    return read_head(blob.head()).root in _ROOTS


SOURCE: Source[Patent] = Source("docdb", read=_read, sniff=_sniff, partial=True)
