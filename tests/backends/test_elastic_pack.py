"""What is sent for a document, and what comes back from it."""

from __future__ import annotations

import json
import pickle

import pytest
from cases import DOCUMENTS, doc
from hypothesis import given
from hypothesis import strategies as st

from ipsearch.backends.base import Document, Hit
from ipsearch.backends.elastic.pack import MAX_BODY_BYTES, ElasticPacker, bodies_of, hit_of, stored_value, whole
from ipsearch.backends.values import joined
from ipsearch.errors import EngineError
from mappings.loader import load

MAPPING = load("trademark")
PACK = ElasticPacker(MAPPING)


def source(document: Document) -> dict[str, object]:
    found: dict[str, object] = json.loads(PACK(document).body)
    return found


def test_tokens_are_lists_text_is_one_string_and_the_record_a_string() -> None:
    document = doc("CN-1", b'{"m": 1}', b"", exact=("a", "b"), chars=("x", "y"), classes=(), expiry_date=20300101)
    found = source(document)
    assert hit_of(str(found.pop("lean"))) == Hit("CN-1", b'{"m": 1}')
    assert found == {
        "id": "CN-1", "exact": ["a", "b"], "chars": "x y", "expiry_date": 20300101, "detail": '{"m": 1}',
    }  # fmt: skip
    assert source(doc("a", b"1", b"2"))["detail"] == "2"


@given(DOCUMENTS, st.binary(max_size=9))
def test_every_byte_comes_back_and_the_body_is_one_line(document: Document, detail: bytes) -> None:
    packed = PACK(Document(document.id, document.fields, document.lean, detail))
    found = json.loads(packed.body)
    assert "\n" not in packed.body
    assert whole(found) == (detail or document.lean)
    assert hit_of(found["lean"]) == Hit(document.id, document.lean)


def test_what_is_kept_apart_and_the_whole_record_are_in_the_first_body_alone() -> None:
    packed = ElasticPacker(load("patent"))(doc("EP-1", b"{}", b'{"w": 1}', abstract=("a",), description=("b", "c")))
    first, last = map(json.loads, bodies_of(packed))
    assert (first.pop("description"), whole(first)) == ("b c", b'{"w": 1}')
    del first["detail"]
    assert first == last
    assert last["abstract"] == "a"
    assert bodies_of(PACK(doc("x", b"{}"))) == (PACK(doc("x", b"{}")).body,)


def test_text_and_bytes_cannot_be_taken_for_each_other() -> None:
    assert (stored_value(b"eA=="), stored_value(b"\xff")) == ("eA==", {"base64": "/w=="})


def test_other_processes_pack_alike() -> None:
    document = doc("x", exact=("小米",))
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


def test_what_only_the_cluster_refuses_is_refused() -> None:
    PACK(doc("a" * 512))
    for bad, field in ((doc("a" * 513), "id"), (doc("字" * 171), "id"), (doc("a", b" " * MAX_BODY_BYTES), "detail")):
        with pytest.raises(EngineError) as raised:
            PACK(bad)
        assert (raised.value.problem.code, raised.value.problem.values["field"]) == ("engine.document", field)
