"""The Tantivy schema of a mapping.

All keyword fields that are not counted share one Tantivy field, each token with the code of its field before it:
Tantivy keeps a byte of field norm per field and document, and its Python schema builder has no switch for that (18
bytes a record saved). The field has no frequencies and positions; its tokens are joined by one space and split by the
white-space tokenizer (``add_text`` per token is slower, pre-tokenized text ten times). It also says which fields have a
token, because Tantivy answers "exists" for fast fields only. One field more is our own: where the row is.
"""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

import tantivy

from mappings.loader import Mapping

ROW = "_row"
"""Offset of the row; also the order of hits, which is that of loading, and does not change when segments merge."""
KEYS = "_keys"
"""The tokens of all keyword fields, coded, and the names of the fields that have any, after :data:`HAS`."""
HAS = "!"
"""The code before the name of a field that has a token."""
FIRST_CODE = ord("A")
"""Codes of fields start here: one character each that no other code is."""


def codes_of(mapping: Mapping) -> dict[str, str]:
    """The code of each keyword field that shares :data:`KEYS`; the same mapping gives the same codes."""
    names = sorted(spec.name for spec in mapping.of_kind("keyword") if spec.name != "id" and not spec.use)
    return {name: chr(FIRST_CODE + i) for i, name in enumerate(names)}


def schema_of(mapping: Mapping) -> tantivy.Schema:
    """The schema of an index; the same mapping gives the same schema."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(ROW, fast=True)
    builder.add_text_field(KEYS, tokenizer_name="whitespace", index_option="basic")
    for spec in mapping.fields.values():
        match spec.kind:
            case "keyword" if spec.use == "facet":
                builder.add_text_field(spec.name, fast=True, tokenizer_name="raw", index_option="basic")
            case "keyword":
                pass  # in KEYS, or beside the index (vocabulary.py)
            case "text":
                kept = spec.use == "positions"
                builder.add_text_field(spec.name, stored=kept, tokenizer_name="whitespace", index_option="position")
            case "words":
                builder.add_text_field(spec.name, tokenizer_name="whitespace", index_option="freq")
            case "integer":
                builder.add_integer_field(spec.name, fast=True)
            case "stored":
                pass  # rows.py keeps them
            case _:
                assert_never(spec.kind)
    return builder.build()


def new_index(path: Path, mapping: Mapping) -> None:
    """Make an empty index in an empty directory."""
    tantivy.Index(schema_of(mapping), str(path))
