"""Numbers, kinds and classes as the USPTO prints them."""

from __future__ import annotations

import pytest

from indexers.patents.uspto_values import (
    application_name,
    document_number,
    filing_number,
    foreign_number,
    ipc_symbol,
    kind_of,
    printed_filing,
    right,
    us_class,
)
from ipsearch.patentnumbers.keys import number_tokens
from ipsearch.patentnumbers.number import read_numbers


@pytest.mark.parametrize(
    ("country", "printed", "number"),
    [
        ("WO", "WO 02/10589", "0210589"), ("WO", "WO93/00737", "9300737"), ("WO", "94 19814", "9419814"),
        ("JP", "P2001-118988", "2001118988"), ("JP", "P. 2003-321368", "2003321368"),
        ("JP", "2003-84859", "2003084859"), ("JP", "A-10-100907", "H10100907"),
        ("JP", "H10-35633", "H1035633"), ("JP", "7-23484", "H0723484"), ("JP", "59 035659", "S5935659"),
        ("JP", "H7-23484", "H0723484"), ("JP", "HEI 11-322368", "H11322368"), ("JP", "09242576", "09242576"),
        ("DE", "G8513103.2", "8513103"), ("DE", "100 60 857", "10060857"), ("EP", "08290305.5", "08290305"),
        ("CN", "200810000001.X", "200810000001"), ("PL", "Wp-8030", "WP8030"), ("", "123 456", "123456"),
    ],
)  # fmt: skip
def test_numbers_of_other_offices(country: str, printed: str, number: str) -> None:
    assert foreign_number(country, printed) == number


@pytest.mark.parametrize("asked", ["特願平11-322368", "JP11-322368", "JPH11322368"])
def test_a_japanese_priority_is_found_however_it_is_asked(asked: str) -> None:
    keys = number_tokens("JP", foreign_number("JP", "11-322368"))
    assert {number_tokens(one.country, one.number, one.kind)[-1] for one in read_numbers(asked)} & set(keys)


@pytest.mark.parametrize(
    ("printed", "written"),
    [("  2 52", "US 2/52"), (" 622592", "US 62/259.2"), ("224 4207", "US 224/42.07"), (" 12142 E", "US 12/142E"),
     ("156DIG 14", "US 156/DIG.14"), ("D 2969", "US D2/969"), ("D13180", "US D13/180"), ("358  321", "US 358/3.21"),
     ("600300000", "US 600/300"), ("455432100", "US 455/432.1"), ("435", "US 435"), ("", "")],
)  # fmt: skip
def test_classes_from_fixed_columns(printed: str, written: str) -> None:
    assert us_class(printed) == written


def test_numbers_and_kinds_of_the_office() -> None:
    assert [document_number(raw) for raw in ("06836899", "D0534340", "RE038,001", "H000445", "2004/0098881")] == [
        "6836899", "D534340", "RE38001", "H445", "20040098881",
    ]  # fmt: skip
    assert [kind_of(number) for number in ("3937375", "D242583", "RE28671", "PP4000", "H445", "T100001")] == [
        "A", "S", "E", "P", "H", "I4",
    ]  # fmt: skip
    assert (filing_number("518454", "05"), printed_filing("05518454"), printed_filing("5")) == (
        "05518454",
        "05/518454",
        "",
    )
    assert [right("", kind) for kind in ("B1", "S1", "P2")] == ["invention", "design", "plant"]
    assert (right("design", "B1"), right("SIR", "H")) == ("design", "invention")
    assert [ipc_symbol(raw) for raw in ("A45F  504", "C07C24900", "H01L 21302", "G06F 17/60")] == [
        "A45F5/04", "C07C249/00", "H01L21/302", "G06F17/60",
    ]  # fmt: skip
    assert application_name("US", "PCT/NO98/00107") == "NO-9800107-W"
    assert application_name("", "10/703,797") == "US-10703797"


def test_a_japanese_number_with_its_year_behind_it() -> None:
    assert foreign_number("JP", "54321/2007") == foreign_number("JP", "2007-54321") == "2007054321"
    assert [one.number for one in read_numbers("JP 323668/2002")] == ["2002323668"]


def test_the_date_of_a_japanese_document_tells_that_its_number_begins_with_a_year() -> None:
    assert foreign_number("JP", "2191674", "19900700") == foreign_number("JP", "2-191674") != "2191674"
    assert foreign_number("JP", "2591674", "19970300") == "2591674"
    assert foreign_number("JP", "2191674") == "2191674"
    assert foreign_number("DE", "2191674", "19900700") == "2191674"
