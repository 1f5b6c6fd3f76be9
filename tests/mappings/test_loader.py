from __future__ import annotations

import json
from typing import Any

import pytest

from mappings.loader import load, parse

SMALL: dict[str, Any] = {
    "mappings": {
        "dynamic": "strict",
        "_meta": {"mapping_version": 1, "analysis_version": ""},
        "properties": {"id": {"type": "keyword"}, "day": {"type": "long"}, "name": {"type": "keyword"}},
    }
}


def small(**properties: Any) -> str:
    text: dict[str, Any] = json.loads(json.dumps(SMALL))
    text["mappings"]["properties"] |= properties
    return json.dumps(text)


def test_the_trademark_index_has_its_fields() -> None:
    mapping = load("trademark")
    keys = "exact sorted del1 sound near look gram letters word meaning"
    filters = "office classes groups status applicant number"
    assert [s.name for s in mapping.of_kind("keyword")] == ["id", *keys.split(), *filters.split()]
    dates = ["application_date", "registration_date", "expiry_date", "termination_date"]
    assert [s.name for s in mapping.of_kind("integer")] == dates
    assert [s.name for s in mapping.of_kind("text")] == ["chars"]
    assert [s.name for s in mapping.of_kind("stored")] == ["lean", "detail"]
    assert len(mapping.fields) == 24
    assert mapping.source["mappings"]["_meta"] == {"mapping_version": 1, "analysis_version": ""}


def test_the_hash_is_that_of_the_fields_not_of_the_layout() -> None:
    base = parse("x", json.dumps(SMALL)).schema_hash
    turned: dict[str, Any] = json.loads(json.dumps(SMALL))
    turned["mappings"]["properties"] = dict(reversed(turned["mappings"]["properties"].items()))
    turned["mappings"]["_meta"]["analysis_version"] = "7"
    turned["settings"] = {"index": {"number_of_shards": 6}}
    assert parse("x", json.dumps(turned, indent=4)).schema_hash == base
    assert len(base) == 8
    assert int(base, 16) >= 0


@pytest.mark.parametrize(
    "change",
    [{"more": {"type": "keyword"}}, {"day": {"type": "keyword"}}, {"name": {"type": "keyword", "doc_values": False}}],
)
def test_the_hash_changes_with_any_field(change: dict[str, Any]) -> None:
    assert parse("x", small(**change)).schema_hash != parse("x", small()).schema_hash


def test_the_hash_changes_with_the_mapping_version() -> None:
    newer = json.dumps(SMALL).replace('"mapping_version": 1', '"mapping_version": 2')
    assert parse("x", newer).schema_hash != parse("x", small()).schema_hash


@pytest.mark.parametrize(
    "field",
    [
        {"type": "text"},
        {"type": "text", "analyzer": "standard"},
        {"type": "keyword", "normalizer": "lowercase"},
        {"type": "keyword", "ignore_above": 256},
        {"type": "integer"},
        {"type": "long", "null_value": 0},
        {"type": "object"},
        {"type": "binary"},
        {"type": "nested"},
        {"type": "date"},
    ],
)
def test_a_field_that_engines_would_index_differently_is_refused(field: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"x\.odd"):
        parse("x", small(odd=field))


def test_an_index_must_be_strict_and_have_ids() -> None:
    with pytest.raises(ValueError, match="strict"):
        parse("x", json.dumps(SMALL).replace("strict", "true"))
    with pytest.raises(ValueError, match="id must be a keyword"):
        parse("x", small(id={"type": "long"}))
    with pytest.raises(FileNotFoundError):
        load("nosuch")
