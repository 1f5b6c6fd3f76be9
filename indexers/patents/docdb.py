"""Source ``docdb``: the EPO's exchange of the world's bibliographic data (DOCDB), front and back files.

A file holds ``exchange-document`` elements, with the prefix ``exch`` declared, undeclared or absent. Amendments
(``status="A"``, ``"C"``) are whole documents and replace the stored one. A deletion (``status="D"``) is loaded with the
note ``docdb-status:deleted``: it names a document that the office withdrew from its data.
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
_FIRST_TAG = re.compile(rb"<(?:([A-Za-z][\w.-]*):)?exchange-documents?\b")


@dataclass(frozen=True, slots=True)
class _Declared(Blob):
    """A file whose prefix is declared where its author forgot it."""

    prefix: str = ""

    def open(self) -> BinaryIO:
        """The content, with the declaration put into the first tag."""
        stream = Blob.open(self)
        head = stream.read(1 << 16)
        found = _FIRST_TAG.search(head)
        if found is not None:
            name = f' xmlns:{self.prefix}="http://www.epo.org/exchange"'.encode()
            head = head[: found.end()] + name + head[found.end() :]
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
    """The blob itself, or one with its undeclared prefix declared."""
    head = blob.head()
    found = _FIRST_TAG.search(head)
    prefix = found[1].decode() if found is not None and found[1] else ""
    if not prefix or f"xmlns:{prefix}=".encode() in head:
        return blob
    return _Declared(blob.path, blob.member, blob.title, blob.size, prefix)


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        yield from read_records(declared(blob), "exchange-document", read_exchange)


def _sniff(blob: Blob) -> bool:
    head = blob.head()
    if read_head(head).root in _ROOTS:
        return True
    found = _FIRST_TAG.search(head)
    return found is not None and b"<" not in head[: found.start()].replace(b"<?", b"").replace(b"<!", b"")


SOURCE: Source[Patent] = Source("docdb", read=_read, sniff=_sniff)
