"""Any number of an office meets its document in every style in which it is written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from meeting import met

from ipsearch.patentnumbers.checkdigits import chinese_check_digit, european_check_digit, german_check_digits
from ipsearch.patentnumbers.number import read_numbers

SERIALS = st.integers(1, 999_999)


@given(st.integers(2004, 2039), st.sampled_from("12389"), st.integers(1, 9_999_999), st.sampled_from(range(8)))
def test_chinese_applications_meet_in_every_style(year: int, right: str, serial: int, style: int) -> None:
    number = f"{year}{right}{serial:07d}"
    digit = chinese_check_digit(number)
    typed = [
        f"CN{number}", f"CN{number}{digit}", f"CN{number}.{digit}", f"ZL{number}.{digit}", f"{number}.{digit}",
        f"ZL {year} {right} {serial:07d}.{digit}", f"CN-{number}-A", f"申请号：{number}.{digit}",
    ][style]  # fmt: skip
    assert met(typed, "CN", number, "A")
    assert "wrong" not in {one.check for one in read_numbers(typed) if one.country == "CN"}


@given(st.integers(1, 13_000_000), st.sampled_from(["B1", "B2", "A"]), st.sampled_from(range(8)))
def test_american_patents_meet_in_every_style(number: int, kind: str, style: int) -> None:
    typed = [
        f"US{number}", f"US{number}{kind}", f"US-{number}-{kind}", f"US {number:,} {kind}", f"US{number:08d}{kind}",
        f"US-{number:,} {kind}", f"U.S. Pat. No. {number:,}", f"US_{number}_{kind}",
    ][style]  # fmt: skip
    assert met(typed, "US", str(number), kind)


@given(st.integers(2001, 2035), SERIALS, st.sampled_from(["A1", "A2", "A9"]), st.sampled_from(range(5)))
def test_american_publications_meet_in_every_style(year: int, serial: int, kind: str, style: int) -> None:
    typed = [
        f"US {year}/{serial:07d} {kind}", f"US{year}{serial:07d}{kind}", f"US{year}{serial:06d}{kind}",
        f"{year}/{serial:07d}", f"US-{year}{serial:06d}-{kind}",
    ][style]  # fmt: skip
    for indexed in (f"{year}{serial:07d}", f"{year}{serial:06d}"):
        assert met(typed, "US", indexed, kind)


@given(st.integers(1978, 2003), SERIALS, st.sampled_from(range(6)))
def test_short_international_numbers_meet_the_long_ones(year: int, serial: int, style: int) -> None:
    serial = serial % 99_999 + 1  # nothing is numbered 0
    typed = [
        f"WO{year % 100:02d}/{serial:05d}", f"WO{year % 100:02d}{serial:05d}A1", f"WO{year}/{serial:06d}",
        f"WO{year}{serial:06d}A1", f"WO {year % 100:02d}{serial:06d}", f"WO-{year}{serial:06d}-A1",
    ][style]  # fmt: skip
    for indexed in (f"{year}{serial:06d}", f"{year % 100:02d}{serial:05d}"):
        assert met(typed, "WO", indexed, "A1")


@given(
    st.sampled_from(["US", "EP", "CN", "JP", "IB"]),
    st.integers(1978, 2035),
    st.integers(1, 99_999),
    st.sampled_from(range(5)),
)
def test_international_applications_meet_in_every_style(office: str, year: int, serial: int, style: int) -> None:
    typed = [
        f"PCT/{office}{year}/{serial:06d}", f"PCT{office}{year}{serial:06d}", f"WOPCT/{office}{year}/{serial:06d}",
        f"WO{year}{office}{serial:05d}", f"pct/{office.lower()}{year}/{serial:06d}",
    ][style]  # fmt: skip
    assert met(typed, office, f"{year}{serial:06d}", "W")
    assert met(typed, "WO", f"{year}{office}{serial:05d}", "")


@given(st.integers(1, 11), SERIALS, st.sampled_from(range(7)))
def test_heisei_publications_meet_in_every_style(year: int, serial: int, style: int) -> None:
    typed = [
        f"特開平{year}-{serial}", f"JPH{year:02d}{serial}A", f"JP-H{year:02d}{serial}-A", f"JP H{year}-{serial} A",
        f"JP{year}-{serial}", f"JP{1988 + year}-{serial}", f"JP{year:02d}{serial:06d}A",
    ][style]  # fmt: skip
    for indexed in (f"H{year:02d}{serial}", f"H{year:02d}{serial:06d}", f"{1988 + year}{serial:06d}"):
        assert met(typed, "JP", indexed, "A")


@given(st.integers(1970, 2035), SERIALS, st.sampled_from(range(4)))
def test_japanese_applications_meet_what_docdb_writes(year: int, serial: int, style: int) -> None:
    era = f"昭{year - 1925}" if year < 1989 else f"平{year - 1988}" if year < 2000 else str(year)
    docdb = f"{serial}{year % 100:02d}" if year < 2000 else f"{year}{serial:06d}"
    typed = [f"特願{era}-{serial}", f"JP{year}-{serial}", f"JP{year}0{serial:06d}", f"特願{era}-{serial:06d}号"][style]
    assert met(typed, "JP", docdb, "A")


@given(st.integers(0, 39), SERIALS, st.sampled_from(range(5)))
def test_european_applications_meet_in_every_style(year: int, serial: int, style: int) -> None:
    number = f"{year:02d}{serial:06d}"
    digit = european_check_digit(number)
    typed = [
        f"EP{number}.{digit}", f"EP{number}", f"{number}.{digit}", f"EP20{year:02d}0{serial:06d}", f"EP{number}A",
    ][style]  # fmt: skip
    assert met(typed, "EP", number, "A")


@given(st.sampled_from(["10", "11", "20"]), st.integers(2004, 2035), SERIALS, st.sampled_from(range(5)))
def test_german_applications_meet_in_every_style(right: str, year: int, serial: int, style: int) -> None:
    number = f"{right}{year}{serial:06d}"
    digit = german_check_digits(number)[0]
    spaced = f"{right} {year} {number[6:9]} {number[9:]}"
    typed = [
        f"DE{number}", f"DE {spaced}", f"DE {spaced}.{digit}", f"{spaced}.{digit}", f"DE{year}{right}{serial:06d}",
    ][style]  # fmt: skip
    assert met(typed, "DE", number, "U" if right == "20" else "A")


@given(st.integers(1983, 2035), st.integers(1, 9_999_999), st.sampled_from(range(4)))
def test_korean_numbers_meet_in_every_style(year: int, serial: int, style: int) -> None:
    typed = [
        f"KR10-{year}-{serial:07d}", f"KR{year}-{serial:07d}", f"10-{year}-{serial:07d}", f"KR10{year}{serial:07d}A",
    ][style]  # fmt: skip
    assert met(typed, "KR", f"{year}{serial:07d}", "A")


@given(st.sampled_from(["AT", "BE", "CH", "ES", "IT", "RU", "SE", "FI", "HU"]), SERIALS, st.sampled_from(range(4)))
def test_numbers_of_other_offices_meet_in_every_style(country: str, number: int, style: int) -> None:
    grouped = f"{number:,}".replace(",", " ")
    typed = [
        f"{country}{number}B1", f"{country} {grouped} B1", f"{country}-{number:07d}-B1", f"{country}{number}",
    ][style]  # fmt: skip
    assert met(typed, country, str(number), "B1")
