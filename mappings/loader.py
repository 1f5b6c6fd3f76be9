"""Read a mapping file: the fields of an index, typed, and a hash that changes when they do."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

Kind = Literal["keyword", "text", "words", "integer", "stored"]
"""``text`` keeps positions, ``words`` only frequencies (for ranking)."""
Use = Literal["", "facet", "vocabulary", "positions"]
"""What a field is for besides being searched: ``facet`` keywords are counted; ``vocabulary`` keywords are only listed,
by their beginning; ``positions`` texts can be read back token by token."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: its name and how it is indexed.

    ``apart`` fields are bulky: an engine of several indices keeps them out of the one that answers everything else.
    """

    name: str
    kind: Kind
    use: Use = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """An index as its mapping file describes it.

    ``source`` is the file as parsed: the body that creates the index in Elasticsearch. ``schema_hash`` is eight
    hexadecimal digits over the fields and the mapping version, independent of the order and layout of the file.
    """

    family: str
    version: int
    fields: dict[str, FieldSpec]
    schema_hash: str
    source: dict[str, Any]

    @property
    def apart(self) -> frozenset[str]:
        """The names of the fields that are kept apart."""
        return frozenset(spec.name for spec in self.fields.values() if spec.apart)

    def of_kind(self, *kinds: Kind) -> tuple[FieldSpec, ...]:
        """The fields of these kinds, in the order of the file."""
        return tuple(spec for spec in self.fields.values() if spec.kind in kinds)


def load(family: str) -> Mapping:
    """The mapping of an index family (``trademark``). Raises ``FileNotFoundError`` if there is none."""
    return parse(family, resources.files("mappings").joinpath(f"{family}.json").read_text("utf-8"))


def parse(family: str, text: str) -> Mapping:
    """A mapping from its JSON text. Raises ``ValueError`` for anything that two engines would index differently."""
    source: dict[str, Any] = json.loads(text)
    mappings = source["mappings"]
    if mappings.get("dynamic") != "strict":
        raise ValueError(f"{family}: dynamic must be strict, so that a misspelt field is an error")
    properties: dict[str, dict[str, Any]] = mappings["properties"]
    fields = {name: _field(family, name, spec) for name, spec in properties.items()}
    if "id" not in fields or fields["id"].kind != "keyword":
        raise ValueError(f"{family}: id must be a keyword field")
    version = int(mappings["_meta"]["mapping_version"])
    canonical = json.dumps([version, properties], sort_keys=True, ensure_ascii=False)
    return Mapping(family, version, fields, hashlib.sha256(canonical.encode()).hexdigest()[:8], source)


def _field(family: str, name: str, spec: dict[str, Any]) -> FieldSpec:
    plain = {key: value for key, value in spec.items() if key != "meta"}
    meta = spec.get("meta", {})
    kind, use = _kind(f"{family}.{name}", plain), meta.get("use", "")
    allowed = {"keyword": ("", "facet", "vocabulary"), "text": ("", "positions")}.get(kind, ("",))
    if use not in allowed:
        raise ValueError(f"{family}.{name}: a {kind} field has no use {use!r}")
    return FieldSpec(name, kind, use, meta.get("part") == "texts")


def _kind(place: str, spec: dict[str, Any]) -> Kind:
    match spec:
        case {"type": "keyword", **rest} if rest.keys() <= {"doc_values"}:
            return "keyword"
        case {"type": "text", "analyzer": "whitespace", **rest} if rest.keys() <= {"norms"}:
            return "text"
        case {"type": "text", "analyzer": "whitespace", "index_options": "freqs", **rest} if not rest:
            return "words"
        case {"type": "long", **rest} if not rest:
            return "integer"
        case {"type": "object", "enabled": False, **rest} if not rest:
            return "stored"
        case {"type": "binary", "doc_values": True, **rest} if not rest:
            return "stored"
        case _:
            raise ValueError(f"{place}: {spec} is not one of the known kinds of field")
