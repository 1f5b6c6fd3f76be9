"""Class symbols: every written form, what is above a symbol, and what is asked for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipsearch.text.classsymbol import (
    Symbol,
    ancestors,
    high_tokens,
    locarno_symbol,
    low_token,
    parse_symbol,
    same_token,
)

WRITTEN = [
    ("H", "H"),
    ("y", "Y"),
    ("H04", "H04"),
    ("H 04", "H04"),
    ("H04L", "H04L"),
    ("h04l", "H04L"),
    ("H04L12", "H04L12"),
    ("H04L 12", "H04L12"),
    ("H04L12/", "H04L12"),
    ("H04L12/58", "H04L12/58"),
    ("h04l 12/58", "H04L12/58"),
    ("H 04 L 12/58", "H04L12/58"),
    ("H04 L 12/58", "H04L12/58"),
    ("H04L  12/58", "H04L12/58"),
    ("H04L 12 / 58", "H04L12/58"),
    ("H04L-12/58", "H04L12/58"),
    ("H04L-012/58", "H04L12/58"),
    ("H04L0012/58", "H04L12/58"),
    ("H04L0012580000", "H04L12/58"),
    ("H01M0010052500", "H01M10/0525"),
    ("H04L12.58", "H04L12/58"),
    ("A61K 31:58", "A61K31/58"),
    ("Ｈ０４Ｌ　１２／５８", "H04L12/58"),
    ("H04L12⁄58", "H04L12/58"),
    ("(H04L12/58)", "H04L12/58"),
    ("H04L12/58.", "H04L12/58"),
    ("H04L12/58;", "H04L12/58"),
    ("H04L 12/58 (2006.01)", "H04L12/58"),
    ("H01M 10/0525 (2010)", "H01M10/0525"),
    ("H01M 10/0525(2010.01)I", "H01M10/0525"),
    ("H01M10/0525 (2010.01) N", "H01M10/0525"),
    ("Int. Cl. H04L 12/58", "H04L12/58"),
    ("Int.Cl.7 A61K 9/16", "A61K9/16"),
    ("H04L 12/58 20060101AFI20051008RMJP", "H04L12/58"),
    ("H01M  10/0525      20100101AFI20110420BHCN        ", "H01M10/0525"),
    ("A61K   9/16        20060101A I20051008RMEP        ", "A61K9/16"),
    ("H04W  84/    20            A I                    ", "H04W84/20"),
    ("B28B...5/00........20060101AFI20070601BHEP........", "B28B5/00"),
    (" 7A 61K   9/16   A", "A61K9/16"),
    (" 7H 04L  12/58   B", "H04L12/58"),
    ("7H04L 12/58", "H04L12/58"),
    ("C08F 2/00 US", "C08F2/00"),
    ("H04L12/00", "H04L12/00"),
    ("Y02E 60/10", "Y02E60/10"),
    ("G06F17/30864", "G06F17/30864"),
    ("H04L2012/5608", "H04L2012/5608"),
    ("B29K2105/04", "B29K2105/04"),
]


@pytest.mark.parametrize(("written", "symbol"), WRITTEN)
def test_every_written_form_is_read(written: str, symbol: str) -> None:
    assert str(parse_symbol(written)) == symbol


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "12", "hello", "battery", "AB", "HA", "I04", "Z99", "H4", "H04L12/5", "435/6", "06-01", "H04L/58",
        "H04L12/58; G06F17/30", "A61K 31/58, A61K 9/00", "H04L 12-58", "H04L12/58x", "H04L00/00", "H04LL12/58", "电池",
    ],
)  # fmt: skip
def test_what_is_no_symbol_is_never_read_as_a_wider_one(text: str) -> None:
    assert parse_symbol(text) is None


def test_a_symbol_in_parts() -> None:
    assert parse_symbol("h01m 10/0525") == Symbol("H", "01", "M", "10", "0525")
    assert parse_symbol("H01") == Symbol("H", "01")


def test_ancestors() -> None:
    assert ancestors("H04L12/58") == ("H", "H04", "H04L", "H04L12", "H04L12/58")
    assert ancestors("H04L 12/00") == ("H", "H04", "H04L", "H04L12", "H04L12/00")
    assert ancestors("H04L") == ("H", "H04", "H04L")
    assert ancestors("H") == ("H",)
    assert ancestors("6-1") == ("06", "06-01")
    assert ancestors("") == ()
    assert ancestors("no class") == ("noclass",)


def test_low_same_high() -> None:
    assert low_token("h04l 12/58") == "H04L12/58"
    assert low_token("H04L12/00") == low_token("H04L12") == "H04L12"
    assert low_token("H04L") == "H04L"
    assert low_token("06-01") == "06-01"
    assert low_token("") == ""
    assert same_token("H04L 12/00") == "H04L12/00"
    assert same_token("H04L12/58") == "H04L12/58"
    assert same_token("") == ""
    assert high_tokens("H04L12/58") == ("H", "H04", "H04L", "H04L12", "H04L12/00", "H04L12/58")
    assert high_tokens("H04L12/00") == ("H", "H04", "H04L", "H04L12", "H04L12/00")
    assert high_tokens("H04L") == ("H", "H04", "H04L")


def test_the_dots_of_the_scheme_are_not_known() -> None:
    # In the IPC H04L12/58 was a subgroup of H04L12/54 (two dots under one); the symbols do not say so.
    assert "H04L12/54" not in ancestors("H04L12/58")
    assert low_token("H04L12/54") not in ancestors("H04L12/58")


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("06-01", "06-01"),
        ("6-1", "06-01"),
        ("06.01", "06-01"),
        ("0601", "06-01"),
        ("LOC06-01", "06-01"),
        ("LOC (10) Cl. 06-01", "06-01"),
        ("loc(13)cl.14-02", "14-02"),
        ("１４－０２", "14-02"),
        ("06", ""),
        ("H04L12/58", ""),
        ("060101", ""),
        ("", ""),
    ],
)
def test_locarno(written: str, symbol: str) -> None:
    assert locarno_symbol(written) == symbol


SYMBOLS = st.builds(
    Symbol,
    st.sampled_from("ABCDEFGHY"),
    st.integers(1, 99).map("{:02d}".format),
    st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    st.integers(1, 2999).map(str),
    st.from_regex(r"[0-9]{1,5}[1-9]|00", fullmatch=True),
)


@given(SYMBOLS, st.sampled_from(range(7)))
def test_a_symbol_is_the_same_in_every_form(symbol: Symbol, style: int) -> None:
    head, group, subgroup = symbol.section + symbol.klass + symbol.subclass, int(symbol.group), symbol.subgroup
    written = [
        f"{head}{group}/{subgroup}", f"{head.lower()} {group}/{subgroup}", f"{head}{group:4d}/{subgroup:<6}20100101AFI",
        f"{head}{group:04d}/{subgroup}", f"{head}{group:04d}{subgroup:0<6}", f"{head}-{group:03d}/{subgroup}",
        f"{head} {group}/{subgroup} (2006.01)",
    ][style]  # fmt: skip
    if style == 2:  # the columns are six wide, and a blank separates them from the date
        written = written.replace("20100101", " 20100101")
    assert parse_symbol(written) == symbol


@given(SYMBOLS)
def test_low_finds_a_symbol_from_everything_above_it(symbol: Symbol) -> None:
    chain = ancestors(str(symbol))
    assert all(low_token(one) in chain for one in chain)
    assert same_token(str(symbol)) in high_tokens(str(symbol))


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = parse_symbol(text)
    assert found is None or parse_symbol(str(found)) == found
    assert ancestors(text)[-1:] or not text.strip()
