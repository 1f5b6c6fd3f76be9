"""Opaque values of any size in the state index.

A node takes no document that is larger than a fraction of its memory: with 512 MB of heap it refused 12 MB, and the
counts of a whole register are tens of megabytes. What is larger than a piece is kept in pieces, documents of their own,
written before the state that names them and deleted after the state that does not.
"""

from __future__ import annotations

import secrets
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import TypedDict

from elasticsearch import ApiError, Elasticsearch, TransportError

from ipsearch.backends.elastic.patience import WRITING, repeated

PIECE = 2 << 20
"""Characters of a piece."""


class Blob(TypedDict, total=False):
    """A value as the state has it: its packed text, or the names of the pieces of that text."""

    text: str
    pieces: list[str]


def write(client: Elasticsearch, index: str, owner: str, data: bytes) -> Blob:
    """Keep a value; its pieces have names of their own that begin with ``owner``."""
    text = b64encode(zlib.compress(data, 1)).decode() if data else ""
    if len(text) <= PIECE:
        return {"text": text}
    mark, names = secrets.token_hex(8), []
    for start in range(0, len(text), PIECE):
        name, piece = f"{owner}.{mark}.{start // PIECE}", text[start : start + PIECE]
        repeated(WRITING, partial(client.index, index=index, id=name, document={"piece": piece}))
        names.append(name)
    return {"pieces": names}


def read(client: Elasticsearch, index: str, blob: Blob) -> bytes:
    """The value; ``NotFoundError`` if its pieces were deleted meanwhile."""
    names = blob.get("pieces", ())
    text = "".join(client.get(index=index, id=name)["_source"]["piece"] for name in names) or blob.get("text", "")
    return zlib.decompress(b64decode(text)) if text else b""


def delete(client: Elasticsearch, index: str, blobs: Iterable[Blob]) -> None:
    """Delete the pieces of values; those that cannot be deleted now only take up room."""
    for blob in blobs:
        for name in blob.get("pieces", ()):
            with suppress(ApiError, TransportError):
                client.delete(index=index, id=name)
