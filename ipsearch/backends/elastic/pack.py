"""Documents packed for Elasticsearch: the body is the document as the cluster indexes it, ready to be sent.

``lean`` is a row: the id and the lean JSON, in a column of bytes. Nothing else is read of a hit then. Read from the
stored document, 500 hits took 13 ms where this takes 4, and 5,000 took 98 ms where this takes 17 (200,000 marks, half
of them with 600 characters of detail, one shard); it costs about 50 bytes a record.

``detail`` is the whole record, as a JSON string: a JSON value inside would come back with another layout. Bytes that
are no UTF-8 text become ``{"base64": ...}``, which no string can be taken for.

A family with fields that are kept apart has two indices, and a document two bodies: the packed ``body`` for the index
of everything else, and in the packed ``detail`` the one for the index of texts, which has all fields and the whole
record. Without such fields ``detail`` is empty, and ``lean`` always, because the body has them.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from typing import Any

import msgspec

from ipsearch.backends.base import Document, Hit, Packed
from ipsearch.backends.values import INT64, MAX_TOKEN_BYTES, come_apart, joined
from ipsearch.errors import EngineError
from mappings.loader import Mapping

MAX_ID_BYTES = 512
"""Longest id in UTF-8 that the cluster takes."""
MAX_BODY_BYTES = 8 << 20
"""Largest document. A node reserves four times its size, and refuses what exceeds a tenth of its heap."""
LONGEST_WORD = 255
"""Longest token of a text field, in UTF-16 units: Lucene's white-space tokenizer cuts longer ones into two tokens."""
_KEPT_OF_LONG = 128


def text_token(token: str) -> str:
    """A token as a text field keeps it: itself, or for a long one its beginning and a digest.

    Stored and asked alike, so that a long token is found whole as any other, and two of them are one only if equal.
    """
    if len(token) <= LONGEST_WORD // 2 or len(token.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_WORD:
        return token
    digest = hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{token[: _KEPT_OF_LONG // 2]}…{digest}"


def row_of(identity: bytes, lean: bytes) -> str:
    """A row as it stands in a document: the length of the id in two bytes, the id, the lean JSON."""
    return b64encode(len(identity).to_bytes(2) + identity + lean).decode()


def hit_of(row: str) -> Hit:
    """The hit of a row."""
    data = b64decode(row)
    end = 2 + int.from_bytes(data[:2])
    return Hit(data[2:end].decode(), data[end:])


def stored_value(data: bytes) -> str | dict[str, str]:
    """A whole record as it stands in a document."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"base64": b64encode(data).decode()}


def whole(source: dict[str, Any]) -> bytes:
    """The whole record of a stored document: what :func:`stored_value` was given."""
    value = source["detail"]
    return value.encode() if isinstance(value, str) else b64decode(value["base64"])


def kept_apart(mapping: Mapping) -> frozenset[str]:
    """The fields that only the index of texts has, and the whole record; none where there is no such index."""
    return mapping.apart | {"detail"} if mapping.apart else frozenset()


class ElasticPacker:
    """Packs documents of one mapping."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._kinds = {name: spec.kind for name, spec in mapping.fields.items() if name != "id"}
        self._apart = kept_apart(mapping)

    def __reduce__(self) -> tuple[type[ElasticPacker], tuple[Mapping]]:
        return ElasticPacker, (self._mapping,)  # a compiled object has no dictionary that could go to another process

    def __call__(self, document: Document) -> Packed:
        """The document, packed."""
        try:
            source = self._source(document)
            whole = msgspec.json.encode(source)
        except (TypeError, ValueError):
            joined(document, self._mapping)  # finds which value it is, and says so
            raise
        if len(whole) > MAX_BODY_BYTES:
            raise _misfit(document, "detail", f"{len(whole)} bytes")
        if not self._apart:
            return Packed(document.id, whole.decode(), b"", b"")
        lean = msgspec.json.encode({name: value for name, value in source.items() if name not in self._apart})
        return Packed(document.id, lean.decode(), b"", whole)

    def _source(self, document: Document) -> dict[str, Any]:
        identity = document.id
        source: dict[str, Any] = {"id": identity}
        tokens = [identity]
        for name, value in document.fields.items():
            kind = self._kinds.get(name)
            if value.__class__ is int and kind == "integer" and -INT64 <= value < INT64:
                source[name] = value
            elif not isinstance(value, tuple) or kind not in ("keyword", "text", "words"):
                raise TypeError(name)
            elif value:
                source[name] = value if kind == "keyword" else " ".join(map(text_token, value))
                tokens += value
        # All tokens at once: one after the other takes four times as long.
        if not come_apart(" ".join(tokens), len(tokens)):
            raise ValueError("a token with white space, or an empty one")
        if len(max(tokens, key=len)) > MAX_TOKEN_BYTES // 4:
            joined(document, self._mapping)  # is any of them too long?
        known = identity.encode()
        if len(known) > MAX_ID_BYTES:
            raise _misfit(document, "id", identity[:80])
        source["lean"] = row_of(known, document.lean)
        source["detail"] = stored_value(document.whole)
        return source


def bodies_of(packed: Packed) -> tuple[str, ...]:
    """The bodies of a document, in the order in which they are written: that of the texts, if there is one, first."""
    return (packed.detail.decode(), packed.body) if packed.detail else (packed.body,)


def _misfit(document: Document, field: str, value: str) -> EngineError:
    return EngineError("engine.document", place=ascii(document.id)[:80], field=field, value=ascii(value))
