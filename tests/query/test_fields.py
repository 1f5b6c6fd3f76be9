from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from ipsearch.fields import Field, codes, fields, plain_code
from ipsearch.query.dialects.base import Misread
from ipsearch.query.dialects.detect import DIALECTS, read

MAPPING = Path(__file__).resolve().parents[2] / "mappings" / "patent.json"
PROPERTIES = json.loads(MAPPING.read_text("utf-8"))["mappings"]["properties"]
TYPES = {"text": {"text"}, "party": {"text", "keyword"}, "class": {"keyword"}, "number": {"keyword"}, "date": {"long"},
         "integer": {"long", "keyword"}, "value": {"keyword"}}  # fmt: skip
VALUES = {
    "text": "电池",
    "party": "华为",
    "class": "H01M",
    "number": "EP1000000",
    "date": "2019",
    "integer": "7",
    "value": "x",
}
WRITTEN = {
    "cql": "{}={}",
    "incopat": "{}={}",
    "patsnap": "{}:{}",
    "cnipa": "{}=({})",
    "brs": "({1}).{0}.",
    "simple": "{}:{}",
}


def name(field: Field) -> str:
    return field.name


FIELDS = list(fields().values())


@pytest.mark.parametrize("field", FIELDS, ids=name)
def test_a_field_has_a_name_in_both_languages(field: Field) -> None:
    assert field.zh
    assert field.zh != field.en
    assert any("一" <= c <= "鿿" for c in field.zh) or field.zh.isupper()
    assert field.en.isascii()
    assert field.en


def test_espacenet_has_no_index_of_the_publishing_office() -> None:
    """Its indexes are those of the EPO's list; the office is the beginning of a number there (``pn=CN``)."""
    assert "cql" not in fields()["country"].codes
    assert all(code.isalnum() for field in FIELDS for code in field.codes.get("cql", ()))
    written = DIALECTS["cql"].render(read("country:CN", "simple").query)
    assert written.text == "pn=CN"
    assert [loss.code for loss in written.losses] == ["query.loss_field"]


@pytest.mark.parametrize("field", FIELDS, ids=name)
def test_a_field_is_held_by_fields_of_the_index_of_its_kind(field: Field) -> None:
    assert field.paths
    assert len(set(field.paths)) == len(field.paths)
    for path in field.paths:
        assert PROPERTIES[path]["type"] in TYPES[field.kind]


@pytest.mark.parametrize("field", FIELDS, ids=name)
def test_text_that_is_asked_by_distance_keeps_its_positions(field: Field) -> None:
    for path in field.paths:
        if PROPERTIES[path]["type"] == "text":
            assert PROPERTIES[path]["meta"]["use"] == "positions"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_code_of_a_dialect_is_one_field(dialect: str) -> None:
    found = Counter(plain_code(code) for field in FIELDS for code in field.codes.get(dialect, ()))
    assert [code for code, times in found.items() if times > 1] == []
    assert len(codes(dialect)) == found.total()


@pytest.mark.parametrize("field", FIELDS, ids=name)
def test_a_field_has_codes_of_known_dialects_only_and_one_at_least(field: Field) -> None:
    assert set(field.codes) <= set(DIALECTS)
    assert any(field.codes.values())


def test_names_of_fields_are_theirs_alone() -> None:
    assert len({field.zh for field in FIELDS}) == len({field.en for field in FIELDS}) == len(FIELDS)
    assert [field.name for field in FIELDS] == list(fields())


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_code_can_be_typed_in_either_case(dialect: str) -> None:
    for code, field in codes(dialect).items():
        for typed in (code, code.lower()):
            query = read(WRITTEN[dialect].format(typed, VALUES[field.kind]), dialect).query
            assert f"field='{field.name}'" in repr(query)


@pytest.mark.parametrize("code", ["申请（专利权）人", "申请(专利权)人"])
def test_a_code_is_found_with_either_kind_of_parentheses(code: str) -> None:
    assert codes("cnipa")[plain_code(code)].name == "applicant"


def test_an_unknown_code_is_answered_with_the_nearest_ones() -> None:
    with pytest.raises(Misread) as caught:
        read("TTLE:电池", "patsnap")
    assert "TTL" in caught.value.expected
    assert codes("latin") == {}
