"""The values of a document as every engine can take them: which tokens, which integers, and how long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ipsearch.backends.base import Document
from ipsearch.errors import EngineError
from mappings.loader import Mapping as IndexMapping

MAX_TOKEN_BYTES: Final = 32_766
"""Longest token in UTF-8. Lucene refuses longer ones; Tantivy drops those above 65,530 bytes without a word."""
INT64: Final = 1 << 63
"""Integers are below it, and not below its negative."""


def joined(document: Document, mapping: IndexMapping) -> dict[str, str | int]:
    """The document's values as engines take them: the tokens of a field joined by one space; empty fields left out.

    Raises ``EngineError`` naming id and field if engines could not index the document, or would index it differently:
    a token with white space would become two (Tantivy splits at ASCII white space, Lucene at any Unicode one).
    """
    values: dict[str, str | int] = {"id": _join(document.id, "id", (document.id,))}
    fields: Mapping[str, object] = document.fields  # whatever a program has put there
    for name, value in fields.items():
        spec = mapping.fields.get(name)
        kind = spec.kind if spec and name != "id" else "stored"
        if isinstance(value, tuple) and kind in ("keyword", "text", "words"):
            if value:
                values[name] = _join(document.id, name, value)
        elif type(value) is int and kind == "integer" and -INT64 <= value < INT64:
            values[name] = value
        else:
            raise _misfit(document.id, name, value)
    return values


def come_apart(text: str, count: int) -> bool:
    """Whether a text made of so many tokens, each behind one space, splits into them again at any white space.

    What can be printed has no white space but the space: a look at the characters is a third of splitting them.
    """
    plain = text.isprintable() and "  " not in text
    single = text.strip(" ") == text if plain else " ".join(text.split()) == text
    return single and (text.count(" ") + 1 if text else 0) == count


def within_int64(low: int | None, high: int | None) -> tuple[int | None, int | None] | None:
    """The bounds of a range as engines take them, without those that every integer keeps; None if none is between."""
    least = -INT64 if low is None else max(low, -INT64)
    most = INT64 - 1 if high is None else min(high, INT64 - 1)
    if least > most:
        return None
    return None if least == -INT64 else least, None if most == INT64 - 1 else most


def _join(identity: str, field: str, tokens: tuple[str, ...]) -> str:
    try:
        text = " ".join(tokens)
        if not come_apart(text, len(tokens)):
            raise _misfit(identity, field, tokens)
        if not text.isascii():
            text.encode()  # lone surrogates cannot be indexed
        if len(text) > MAX_TOKEN_BYTES // 4 and any(len(token.encode()) > MAX_TOKEN_BYTES for token in tokens):
            raise _misfit(identity, field, tokens)
    except (TypeError, UnicodeEncodeError) as error:
        raise _misfit(identity, field, tokens) from error
    return text


def _misfit(identity: str, field: str, value: object) -> EngineError:
    return EngineError("engine.document", place=ascii(identity), field=field, value=ascii(value)[:80])
