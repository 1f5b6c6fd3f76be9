"""What a patent is indexed by, against the mapping and values written by hand."""

from __future__ import annotations

import datetime as dt

from ipsearch.documents.patent import decode_lean, decode_record, document_tokens, family_key, prepare, token
from ipsearch.records import Citation, Claim, Filing, LegalEvent, Party, Patent
from mappings.loader import load

RECORD = Patent(
    "CN", "102025678", "A", type="invention", original="CN 102025678 A", publication_date=dt.date(2011, 4, 20),
    application=Filing("CN", "200910190429", "A", dt.date(2009, 9, 24), "200910190429.X"),
    priorities=(Filing("JP", "2008255555", "A", dt.date(2008, 9, 30)),), language="zh",
    title={"zh": "电池，模块", "en": "Battery module"}, abstract={"zh": "一种电池。它很大。"},
    claims={"zh": (Claim(1, "一种电池。"), Claim(2, "如权利要求1所述的电池。", (1,)))},
    description={"zh": ("背景", "电池")}, applicants=(Party("腾讯科技（深圳）有限公司", "Tencent Inc.", country="CN"),),
    inventors=(Party("SMITH, John"),), ipc=("H01M10/0525", "H02J7/00"), cpc=("H01M10/0525", "Y02E60/10"),
    cpc_additional=("Y02E60/10",), cpc_offices=("H01M10/0525 EP",), citations=(Citation("US-7650331-B1"),),
    events=(LegalEvent("GR01", dt.date(2012, 1, 1), country="CN"),), designated=("DE",), family_id="42",
)  # fmt: skip


def test_every_field_is_in_the_mapping() -> None:
    known = set(load("patent").fields)
    assert set(prepare(RECORD).fields) <= known


def test_fields_of_a_record() -> None:
    fields = prepare(RECORD).fields
    expected: dict[str, object] = {
        "title": ("电", "池", "模", "块", "¶", "battery", "module"),
        "abstract": ("一", "种", "电", "池", ".", "它", "很", "大"),
        "claims": (*"一种电池", "¶", *"如权利要求", "1", *"所述的电池"),
        "first_claim": tuple("一种电池"),
        "description": ("背", "景", "¶", "电", "池"),
        "vocabulary": ("1", "battery", "inc", "john", "module", "smith", "tencent"),
        "number": ("CN-102025678-A", "102025678", "CN102025678", "CN102025678A"),
        "application": ("200910190429", "CN200910190429", "CN200910190429A"),
        "cites": ("7650331", "US7650331", "US7650331B", "US7650331B1"),
        "ipc": ("H", "H01", "H01M", "H01M10", "H01M10/0525", "H02", "H02J", "H02J7", "H02J7/00", "=H01M10/0525",
                "=H02J7/00"),
        "ipc_main": ("H", "H01", "H01M", "H01M10", "H01M10/0525", "=H01M10/0525"),
        "ipc4": ("H01M", "H02J"),
        "cpc_inventive": ("H", "H01", "H01M", "H01M10", "H01M10/0525", "=H01M10/0525"),
        "cpc_office": ("H|EP", "H01|EP", "H01M|EP", "H01M10|EP", "H01M10/0525|EP"),
        "publication_date": 20110420, "application_date": 20090924, "priority_date": 20080930,
        "year": ("2011",), "priority_year": ("2008",), "claim_count": 2, "status": ("granted",),
        "event": ("GR01", "CN:GR01"), "event_kind": ("grant",), "family": ("42",), "designated": ("DE",),
        "applicant_country": ("CN",), "inventor": ("john_smith",), "country": ("CN",), "kind": ("A",),
    }  # fmt: skip
    assert {name: fields[name] for name in expected} == expected


def test_a_record_comes_back_as_it_was() -> None:
    prepared = prepare(RECORD)
    assert decode_record(prepared.id, prepared.detail) == RECORD
    lean = decode_lean(prepared.lean)
    assert (lean.title, lean.family, lean.status) == ("电池，模块", "42", "granted")
    assert lean.priority == dt.date(2008, 9, 30)


def test_families_are_those_of_equal_priorities() -> None:
    one, other = Filing("CN", "1", "A"), Filing("US", "2", "A")
    a = Patent("CN", "5", "A", application=one)
    b = Patent("EP", "6", "A1", priorities=(one,))
    c = Patent("EP", "7", "A1", priorities=(other, one))
    d = Patent("US", "8", "B2", priorities=(one, other))
    assert family_key(a) == family_key(b) != family_key(c) == family_key(d)
    assert family_key(Patent("XX", "9")) == "XX-9"


def test_a_priority_is_one_however_feeds_write_it() -> None:
    written = [Filing("JP", "H11322368"), Filing("JP", "32236899", "A"), Filing("JP", "H11-322368")]
    families = {family_key(Patent("US", str(i), "A1", priorities=(one,))) for i, one in enumerate(written)}
    assert len(families) == 1


def test_the_family_of_the_feed_comes_first() -> None:
    assert family_key(Patent("XX", "9", family_id=" 12 ")) == "12"


def test_names_of_documents_and_tokens() -> None:
    assert document_tokens("US-7650331-B1") == ("7650331", "US7650331", "US7650331B", "US7650331B1")
    assert document_tokens("US") == ()
    assert token(" a  b ") == "a_b"
