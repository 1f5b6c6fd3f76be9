"""Documents packed for Tantivy. What must be refused is in the contract; here is what a body says."""

from __future__ import annotations

import json
import pickle

import pytest
from cases import doc

from ipsearch.backends.embedded.pack import TantivyPacker, with_row
from ipsearch.backends.embedded.rows import unpack_detail
from ipsearch.backends.embedded.schema import HAS, KEYS, ROW, codes_of
from ipsearch.backends.values import MAX_TOKEN_BYTES, joined
from ipsearch.errors import EngineError
from mappings.loader import load

MAPPING = load("trademark")
PACK = TantivyPacker(MAPPING)
CODES = codes_of(MAPPING)


def test_every_token_is_coded_and_every_field_with_one_is_named() -> None:
    document = doc("CN-1", b"lean", b"whole" * 9, exact=("小米", 'm"i\n'[:2]), core=(), application_date=20200101)
    packed = PACK(document)
    exact = CODES["exact"]
    assert json.loads(with_row(packed.body, 77)) == {
        ROW: 77, "id": "CN-1", KEYS: f'{exact}小米 {exact}m" {HAS}exact', "application_date": 20200101,
    }  # fmt: skip
    assert (packed.id, packed.lean, unpack_detail(packed.detail)) == ("CN-1", b"lean", b"whole" * 9)


def test_text_keeps_the_order_of_its_tokens() -> None:
    body = PACK(doc("x", chars=("b", "a", "b"))).body
    assert json.loads(with_row(body, 0)) == {ROW: 0, "id": "x", "chars": "b a b", KEYS: HAS + "chars"}


def test_a_document_without_fields_has_an_id_and_a_row() -> None:
    assert json.loads(with_row(PACK(doc("x")).body, 8)) == {ROW: 8, "id": "x", KEYS: ""}


def test_other_processes_pack_alike() -> None:
    document = doc("x", exact=("小米",), sorted=("米小",), classes=("09",))
    assert pickle.loads(pickle.dumps(PACK))(document) == PACK(document)


@pytest.mark.parametrize("token", ["a b", "a ", " a", "a\u3000b", "\x1c", "", "a\x85", "字" * 10_923])
@pytest.mark.parametrize("field", ["exact", "chars", "id"])
def test_what_joined_refuses_is_refused_alike(field: str, token: str) -> None:
    bad = doc(token) if field == "id" else doc("x", **{field: ("good", token)})
    with pytest.raises(EngineError) as expected:
        joined(bad, MAPPING)
    with pytest.raises(EngineError) as raised:
        PACK(bad)
    assert raised.value.problem == expected.value.problem


def test_many_short_tokens_are_no_long_one() -> None:
    tokens = tuple(f"t{i}" for i in range(20_000))
    assert len(PACK(doc("x", exact=tokens)).body) > MAX_TOKEN_BYTES
