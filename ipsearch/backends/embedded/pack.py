"""Documents packed for Tantivy: everything that can be done for one without knowing where its row will stand.

The body is the document as Tantivy reads it from JSON, without its first value, the offset of the row
(:func:`with_row`). Reading JSON costs the process that writes 2 us a document; a ``tantivy.Document`` costs it 6, most
of them in Python, and cannot come from another process.
"""

from __future__ import annotations

import msgspec

from ipsearch.backends.base import Document, Packed
from ipsearch.backends.embedded.rows import pack_detail
from ipsearch.backends.embedded.schema import HAS, KEYS, ROW, codes_of
from ipsearch.backends.values import INT64, MAX_TOKEN_BYTES, come_apart, joined
from mappings.loader import Mapping


class TantivyPacker:
    """Packs documents of one mapping."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        # what stands before the first token of a field, between two, and behind the last
        self._coded = {name: (code, f" {code}", f" {HAS}{name}") for name, code in codes_of(mapping).items()}
        self._kinds = {name: spec.kind for name, spec in mapping.fields.items() if name != "id"}
        self._uses = {name: spec.use for name, spec in mapping.fields.items() if spec.use}
        self._listed = [name for name, use in self._uses.items() if use == "vocabulary"]

    def __reduce__(self) -> tuple[type[TantivyPacker], tuple[Mapping]]:
        return TantivyPacker, (self._mapping,)  # a compiled object has no dictionary that could go to another process

    def __call__(self, document: Document) -> Packed:
        """The document, packed."""
        try:
            body = self._body(document)
        except (TypeError, ValueError):
            joined(document, self._mapping)  # finds which value it is, and says so
            raise
        words = [
            " ".join((name, *value))
            for name in self._listed
            if isinstance(value := document.fields.get(name), tuple) and value
        ]
        return Packed(document.id, body, document.lean, pack_detail(document.detail), "\n".join(words))

    def _body(self, document: Document) -> str:
        identity, coded = document.id, self._coded
        own: dict[str, str | int | tuple[str, ...]] = {"id": identity}
        keys: list[str] = []
        count = 0
        plain = [identity]
        for name, value in document.fields.items():
            if value.__class__ is int:
                own[name] = self._integer(name, value)
            elif not isinstance(value, tuple) or not all(value):
                raise TypeError(name)
            elif value:
                if name in coded:
                    first, between, last = coded[name]
                    keys.append(f"{first}{between.join(value)}{last}")
                    count += len(value) + 1
                    continue
                plain += value
                use = self._uses.get(name)
                if use == "vocabulary":
                    continue
                own[name] = value if use == "facet" else self._text(name, value)
                keys.append(HAS + name)
                count += 1
        own[KEYS] = " ".join(keys)
        # All tokens at once: one field after the other takes four times as long.
        everything = " ".join((*keys, *plain))
        if not come_apart(everything, count + len(plain)):
            raise ValueError("a token with white space")
        longest = MAX_TOKEN_BYTES // 4
        if len(everything) > longest and max(map(len, (*keys, *plain))) > longest:
            joined(document, self._mapping)  # is any of them too long?
        return msgspec.json.encode(own)[1:].decode()

    def _integer(self, name: str, value: int) -> int:
        if self._kinds.get(name) != "integer" or not -INT64 <= value < INT64:
            raise TypeError(name)
        return value

    def _text(self, name: str, value: tuple[str, ...]) -> str:
        if self._kinds.get(name) not in ("text", "words"):
            raise TypeError(name)
        return " ".join(value)


def with_row(body: str, row: int) -> str:
    """The document as JSON, with the offset of its row."""
    return f'{{"{ROW}":{row},{body}'
