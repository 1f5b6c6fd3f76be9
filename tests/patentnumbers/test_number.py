"""Document numbers: how each office and each feed writes them, as cases and in the offices' own files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from meeting import met

from ipsearch.messages import MESSAGES
from ipsearch.patentnumbers.checkdigits import chinese_check_digit, european_check_digit, german_check_digits
from ipsearch.patentnumbers.keys import number_tokens
from ipsearch.patentnumbers.number import read_numbers
from ipsearch.patentnumbers.reading import Step, step_text

CASES: dict[str, list[Any]] = yaml.load((Path(__file__).parent / "cases.yaml").read_text("utf-8"), yaml.CSafeLoader)


def ids(case: list[str]) -> str:
    return case[0]


@pytest.mark.parametrize("case", CASES["first"], ids=ids)
def test_likeliest_reading(case: list[str]) -> None:
    first = read_numbers(case[0])[0]
    assert [first.country, first.number, first.kind, first.role, first.check] == case[1:]


@pytest.mark.parametrize("case", CASES["first"], ids=ids)
def test_what_is_read_meets_what_is_indexed(case: list[str]) -> None:
    typed, country, number, kind, *_ = case
    assert met(typed, country, number, kind)


@pytest.mark.parametrize("case", CASES["meets"], ids=ids)
def test_forms_of_one_document_meet(case: list[str]) -> None:
    assert met(*case)


@pytest.mark.parametrize("case", CASES["apart"], ids=ids)
def test_different_documents_do_not_meet(case: list[str]) -> None:
    assert not met(*case)


@pytest.mark.parametrize("text", CASES["none"])
def test_what_is_not_a_number(text: str) -> None:
    assert read_numbers(text) == ()


def test_numbers_shown_as_examples_have_a_right_check_digit() -> None:
    document = (Path(__file__).resolve().parents[2] / "docs" / "patent-search.md").read_text("utf-8")
    paragraph = document.partition("## Numbers")[2].partition("## Lists")[0]
    shown = [" ".join(one.split()) for one in re.findall(r"`([^`]*\d{4}[^`]*)`", paragraph)]
    shown += re.findall(r"[\w.]*\d{4}[\w.]*", MESSAGES["query.not_number"].remedy_en)
    assert "200910190429.0" in shown
    assert {one: read_numbers(one)[0].check for one in shown if read_numbers(one)[0].check == "wrong"} == {}


def test_there_are_cases_enough() -> None:
    assert len(CASES["first"]) + len(CASES["meets"]) >= 150


def test_check_digits_of_china() -> None:
    assert chinese_check_digit("200710308494") == "X"
    # By hand: 9*2 + 8*3 + 8*4 + 1*5 + 4*6 + 0*7 + 6*8 + 0*9 = 151 = 13 * 11 + 8.
    assert chinese_check_digit("98814060") == "8"


@pytest.mark.parametrize(
    ("number", "digit"), [("10167109", "7"), ("23173822", "0"), ("08290305", "5"), ("19702186", "8"), ("16839078", "9")]
)
def test_check_digits_of_the_european_office(number: str, digit: str) -> None:
    assert european_check_digit(number) == digit


@pytest.mark.parametrize(
    ("number", "digit"),
    [("10027360", "2"), ("102007004488", "9"), ("112014005344", "9"), ("3130619", "5"), ("3025842", "5")],
)
def test_check_digits_of_germany(number: str, digit: str) -> None:
    assert digit in german_check_digits(number)
    assert len(german_check_digits("3130619")) == 1
    assert len(german_check_digits("3025842")) == 2


def test_a_wrong_check_digit_is_told_with_the_right_one() -> None:
    (reading,) = read_numbers("ZL200710308494.1")
    assert reading.check == "wrong"
    assert Step("check_wrong", ("1", "X")) in reading.steps
    assert "X" in step_text(Step("check_wrong", ("1", "X")), "zh")


def test_a_prefix_with_digits_missing_is_no_error() -> None:
    assert [one.country for one in read_numbers("ZL01234567890")] == ["CN"]


def test_several_plausible_readings_are_all_given() -> None:
    assert [(r.country, r.check) for r in read_numbers("10167109.7")] == [("EP", "ok"), ("DE", "wrong")]
    plain = [(r.country, r.role) for r in read_numbers("200710308494")]
    assert plain == [("CN", "application"), ("", "any")]
    year = [(r.country, r.number, r.role) for r in read_numbers("US2024/023778")]
    assert year == [("US", "20240023778", "publication"), ("US", "2024023778", "application")]
    showa = [r.number for r in read_numbers("JP20-12345")]
    assert showa == ["S2012345", "H2012345"]
    assert read_numbers("US10123456")[0].role == "any"


def test_a_label_decides_between_readings() -> None:
    assert {r.role for r in read_numbers("US20010760867")} == {"publication", "application"}
    assert {r.role for r in read_numbers("US Pub. No. 20010760867")} == {"publication"}
    assert {r.role for r in read_numbers("US Appl. No. 20010760867")} == {"application"}


@pytest.mark.parametrize(
    ("typed", "zh", "en"),
    [
        ("CN 1020 25678 A", ["去除空格与标点"], ["spaces and punctuation removed"]),
        (
            "WO0198623A1",
            ["国际公布号 0198623 补全为 2001098623"],
            ["the short international number 0198623 completed to 2001098623"],
        ),
        ("JPH08179521A", ["日本年号 H08 换算为公历 1996 年"], ["the Japanese year H08 is 1996"]),
        (
            "JP8-179521",
            ["未注明年号，按 H08 解读", "日本年号 H08 换算为公历 1996 年"],
            ["no era given: read as H08", "the Japanese year H08 is 1996"],
        ),
        (
            "ZL200710308494.X",
            ["去除专利号前缀 ZL", "去除空格与标点", "校验位 X 正确"],
            ["the prefix ZL of a Chinese patent removed", "spaces and punctuation removed", "check digit X verified"],
        ),
        ("EP666666B1", ["规范前导零"], ["leading zeros put right"]),
        (
            "US 10/123,456",
            ["按美国申请号解读：系列 10，序号 123456"],
            ["read as a US application: series 10, serial 123456"],
        ),
        (
            "US2002/0066904A1",
            ["按美国申请公开号解读：2002 年第 0066904 号"],
            ["read as a US application published in 2002 as 0066904"],
        ),
        (
            "PCT/EP02/07746",
            ["按国际申请号解读，受理局 EP，2002 年"],
            ["read as an international application filed at EP in 2002"],
        ),
        ("KR10-2001-0024348", ["去除韩国权利种类号 10"], ["the Korean number of the kind of right, 10, removed"]),
        (
            "特開2008-123456",
            ["按文字“特開”解读", "去除空格与标点"],
            ["read by its label “特開”", "spaces and punctuation removed"],
        ),
        ("US7650331", [], []),
    ],
)  # fmt: skip
def test_steps_say_what_was_done(typed: str, zh: list[str], en: list[str]) -> None:
    steps = read_numbers(typed)[0].steps
    assert [step_text(step, "zh") for step in steps] == zh
    assert [step_text(step, "en") for step in steps] == en


def test_every_step_has_a_sentence_in_both_languages() -> None:
    typed = [case[0] for part in ("first", "meets", "apart") for case in CASES[part]]
    steps = {step for one in typed for reading in read_numbers(one) for step in reading.steps}
    assert len({step.code for step in steps}) >= 20
    for step in steps:
        for lang in ("zh", "en"):
            sentence = step_text(step, lang)
            assert sentence
            assert "{" not in sentence


def test_keys_go_from_the_number_alone_to_the_kind() -> None:
    assert number_tokens("US", "D0534340", "S1") == ("D534340", "USD534340", "USD534340S", "USD534340S1")
    assert number_tokens("EP", "666666", "B1") == ("666666", "EP0666666", "EP0666666B", "EP0666666B1")
    assert number_tokens("CN", "102025678") == ("102025678", "CN102025678")
    assert number_tokens("", "0666666") == ("666666",)
    assert number_tokens("CN", "-") == ()


Numbers = tuple[str, str, str]


def numbers_of(element: etree._Element) -> Numbers:
    found = {etree.QName(part).localname: (part.text or "").strip() for part in element}
    return found.get("country", ""), found.get("doc-number", ""), found.get("kind", "")


@pytest.fixture(scope="module")
def office_numbers(shared: Path) -> tuple[set[Numbers], set[tuple[Numbers, str]]]:
    """Every number of the office's files with a country, and the pairs of one application in DOCDB and EPODOC form."""
    every: set[Numbers] = set()
    pairs: set[tuple[Numbers, str]] = set()
    for folder in ("docdb", "epo-ops", "epo-fulltext", "uspto-grant", "uspto-application"):
        for path in sorted((shared / "office-samples" / folder).rglob("*.xml")):
            root = etree.parse(path, etree.XMLParser(recover=True, resolve_entities=False, no_network=True)).getroot()
            if root is None:
                continue
            every |= {numbers_of(one) for one in root.iterfind(".//{*}document-id")}
            for name in ("publication-reference", "application-reference"):
                for document in {reference.getparent() for reference in root.iterfind(f".//{{*}}{name}")}:
                    assert document is not None
                    forms = {
                        reference.get("data-format") or one.get("document-id-type"): numbers_of(one)
                        for reference in document.iterfind(f"{{*}}{name}")
                        for one in reference.iterfind("{*}document-id")
                    }
                    if "docdb" in forms and "epodoc" in forms:
                        pairs.add((forms["docdb"], forms["epodoc"][1]))
    return {one for one in every if one[0] and one[1]}, pairs


def test_every_number_of_the_offices_is_found_as_it_is_written(
    office_numbers: tuple[set[Numbers], set[tuple[Numbers, str]]],
) -> None:
    every, _ = office_numbers
    assert len(every) > 300
    for country, number, kind in every:
        joined, spaced, dashed = (sign.join((country, number, kind)) for sign in ("", " ", "-"))
        for typed in (joined, spaced, dashed.strip("-")):
            assert met(typed, country, number, kind), typed


def test_what_the_epo_writes_in_two_forms_meets(
    office_numbers: tuple[set[Numbers], set[tuple[Numbers, str]]],
) -> None:
    _, pairs = office_numbers
    assert len(pairs) > 100
    assert {(docdb, epodoc) for docdb, epodoc in pairs if not met(epodoc, *docdb)} == set()


@given(st.text(max_size=90))
def test_any_text_is_read_or_refused(text: str) -> None:
    for reading in read_numbers(text):
        assert number_tokens(reading.country, reading.number, reading.kind)
        for step in reading.steps:
            step_text(step, "en")


PREFIXES = ("CN", "US", "JP", "KR", "EP", "DE", "WO", "GB", "BR", "ZL", "D", "RE", "P", "PCT/EP", "特開平", "特許第")


@given(st.sampled_from(["", *PREFIXES]), st.text("0123456789012345678901234567890./-, XABUPHS", max_size=16))
def test_anything_like_a_number_is_read_or_refused(prefix: str, text: str) -> None:
    readings = read_numbers(prefix + text)
    for one in readings:
        assert number_tokens(one.country, one.number, one.kind)
        assert all(step_text(step, "zh") for step in one.steps)
    assert len({(one.country, one.number, one.kind) for one in readings}) == len(readings)
    assert all(one.number for one in readings)


@given(
    st.sampled_from(["CN", "US", "EP", "JP", "DE", "KR", "WO", "GB", "AU", "FR", ""]),
    st.one_of(st.text(max_size=20), st.from_regex(r"[A-Z]{0,2}[0-9]{1,14}", fullmatch=True)),
    st.sampled_from(["", "A", "A1", "B2", "U", "W", "P", "T"]),
)
def test_keys_of_any_number_are_stable(country: str, number: str, kind: str) -> None:
    keys = number_tokens(country, number, kind)
    assert bool(keys) == any(c.isalnum() for c in number)
    assert len(keys) == len(set(keys))
    if country and keys and not keys[-1].endswith("W"):
        assert all(key.startswith(country) for key in keys[1:])
