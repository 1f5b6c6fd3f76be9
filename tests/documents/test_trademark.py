"""From record to document and back: filters, numbers, the lean part, and nothing lost."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipsearch.backends.base import Document
from ipsearch.backends.values import joined
from ipsearch.documents.lean import decode_lean
from ipsearch.documents.trademark import NO_CLASS, applicant_key, asked_numbers, decode_record, number_forms, prepare
from ipsearch.records import Event, Goods, Party, Priority, Trademark
from ipsearch.text.form import form_of
from mappings.loader import load

XIAOMI = Trademark(
    office="CN",
    application_number="8911270",
    mark="小米",
    registration_number="8911270",
    part="09",
    classes=(9,),
    groups=("0901", "0907"),
    status="registered",
    application_date=dt.date(2010, 11, 22),
    expiry_date=dt.date(2032, 4, 27),
    applicants=(Party(name="小米科技有限责任公司"),),
)

dates = st.none() | st.dates()
party = st.builds(Party, name=st.text(max_size=4), name_en=st.text(max_size=4), country=st.sampled_from(["", "CN"]))
records = st.builds(
    Trademark,
    office=st.sampled_from(["CN", "US", "XX"]),
    application_number=st.text("0123456789GZ-/ ", min_size=1, max_size=9).filter(str.strip),
    mark=st.text(max_size=6),
    registration_number=st.sampled_from(["", "77", "1 2"]),
    part=st.sampled_from(["", "09"]),
    kind=st.sampled_from(["word", "combined"]),
    classes=st.sampled_from([(), (9,), (9, 35)]),
    groups=st.sampled_from([(), ("0901",)]),
    goods=st.sampled_from([(), (Goods(9, "计算机"),)]),
    status=st.sampled_from(["registered", "unknown"]),
    application_date=dates,
    registration_date=dates,
    expiry_date=dates,
    termination_date=dates,
    applicants=st.lists(party, max_size=2).map(tuple),
    priorities=st.sampled_from([(), (Priority("1", "DE"),)]),
    events=st.sampled_from([(), (Event("publication"),)]),
)


def test_filters_of_a_record() -> None:
    fields = prepare(XIAOMI).fields
    assert fields["office"] == ("CN",)
    assert fields["classes"] == ("09",)
    assert fields["groups"] == ("0901", "0907")
    assert fields["status"] == ("registered",)
    assert fields["number"] == ("8911270",)
    assert fields["applicant"] == ("小米科技有限责任公司",)
    assert fields["application_date"] == 20101122
    assert fields["expiry_date"] == 20320427
    assert "termination_date" not in fields
    assert fields["exact"] == ("小米",)


def test_a_mark_whose_classes_are_unknown_says_so() -> None:
    assert prepare(Trademark(office="XX", application_number="1", mark="小米")).fields["classes"] == (NO_CLASS,)


def test_a_mark_without_words_has_filters_and_no_keys() -> None:
    found = prepare(Trademark(office="CN", application_number="1", kind="figurative"))
    assert set(found.fields) == {"office", "classes", "status", "number"}


def test_the_goods_decide_what_is_generic() -> None:
    wine = prepare(Trademark(office="CN", application_number="1", mark="长城葡萄酒", classes=(33,)))
    software = prepare(Trademark(office="CN", application_number="1", mark="长城葡萄酒", classes=(9,)))
    assert wine.fields["exact"] == ("长城葡萄酒", "长城")
    assert software.fields["exact"] == ("长城葡萄酒",)
    assert wine.form == form_of("长城葡萄酒", (33,))


def test_a_record_that_the_lean_part_holds_has_no_detail() -> None:
    found = prepare(XIAOMI)
    assert found.id == "CN-8911270-09"
    assert found.detail == b""
    assert len(found.lean) < 200
    assert b"8911270" not in found.lean  # the id says it
    assert decode_record(found.id, found.lean) == XIAOMI


@pytest.mark.parametrize(
    "more",
    [
        {"goods": (Goods(9, "计算机"),)},
        {"agents": (Party(name="代理"),)},
        {"applicants": (Party(name="甲", country="CN"),)},
        {"applicants": (Party(name="甲", name_en="A"),)},
        {"vienna": ("01.01.01",)},
        {"registration_date": dt.date(2012, 4, 28)},
        {"notes": ("x",)},
    ],
)
def test_anything_more_is_kept_in_the_detail(more: dict[str, object]) -> None:
    record = Trademark(**{"office": "CN", "application_number": "1", "mark": "小米", **more})  # type: ignore[arg-type]
    found = prepare(record)
    assert found.detail
    assert decode_record(found.id, found.detail) == record


@given(records)
@settings(max_examples=300, deadline=None)
def test_every_record_comes_back_as_it_was(record: Trademark) -> None:
    found = prepare(record)
    assert found.id == record.id
    assert decode_record(found.id, found.detail or found.lean) == record
    lean = decode_lean(found.id, found.lean)
    assert (lean.office, lean.number) == (record.office, record.application_number)
    assert (lean.mark, lean.classes, lean.status) == (record.mark, record.classes, record.status)
    assert lean.registration == record.registration_number


@given(records)
@settings(max_examples=200, deadline=None)
def test_every_document_fits_the_mapping(record: Trademark) -> None:
    found = prepare(record)
    assert joined(Document(found.id, found.fields, found.lean, found.detail), load("trademark"))


def test_applicants_are_compared_in_normal_form_without_spaces() -> None:
    assert applicant_key("ACME  Co., Ltd.") == applicant_key("acme co ltd") == "acmecoltd"
    assert applicant_key("小米科技（北京）有限公司") == applicant_key("小米科技(北京)有限公司")
    assert applicant_key("") == ""


def test_numbers_of_a_record() -> None:
    record = Trademark("CN", " g 1234 ", registration_number="G1234", international_number="1234567")
    assert number_forms(record) == ("G1234", "1234567")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("8911270", ("8911270",)),
        (" 89 11270 ", ("8911270",)),
        ("CN8911270", ("CN8911270", "8911270")),
        ("cn-8911270", ("CN-8911270", "8911270", "CN")),
        ("CN-8911270-09", ("CN-8911270-09", "8911270-09", "CN-8911270", "8911270")),
        ("G1234567", ("G1234567",)),
        ("第８９１１２７０号", ("8911270",)),
        ("No. 8911270", ("8911270",)),
        ("NO8911270", ("NO8911270", "8911270")),
        ("88/000,001", ("88/000,001", "88000001")),
        ("中国8911270", ("中国8911270",)),
        ("", ()),
    ],
)
def test_numbers_as_a_user_types_them(typed: str, asked: tuple[str, ...]) -> None:
    assert asked_numbers(typed) == asked
