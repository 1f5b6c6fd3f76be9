"""Classification symbols in every form that feeds write."""

from __future__ import annotations

import pytest

from indexers.patents.symbols import class_symbol, cpc_of, from_parts, unique


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("H01M10/0525", "H01M10/0525"),
        ("h01m 10/0525", "H01M10/0525"),
        # Fixed columns of the IPCR (WIPO ST.8), of DOCDB, and as OPS cuts them.
        ("A61K   9/16        20060101A I20051008RMEP        ", "A61K9/16"),
        ("H04L  12/58 20060101AFI20051008RMJP", "H04L12/58"),
        ("F02M2700/1358      ", "F02M2700/1358"),
        ("H04W  84/    20            A I                    ", "H04W84/20"),
        # Zero-padded and dotted.
        ("H04L0012/58", "H04L12/58"),
        ("H04L0012580000", "H04L12/58"),
        ("H01M 10.0525", "H01M10/0525"),
        # Editions 1 to 7, as the EPO's files of the time have them.
        (" 7A 61K   9/16   A", "A61K9/16"),
        (" 7C 07C  29/44   A", "C07C29/44"),
        ("6H 04L  12/58", "H04L12/58"),
        ("7H04L 12/58", "H04L12/58"),
        # What stops early.
        ("H01M", "H01M"),
        ("H01M 10", "H01M10"),
        ("Y02E  10/72", "Y02E10/72"),
        # The register of the EPO marks indexing codes.
        ("H04W88/04", "H04W88/04"),
    ],
)
def test_every_written_form_is_read(written: str, symbol: str) -> None:
    assert class_symbol(written) == symbol


@pytest.mark.parametrize("written", ["", "  ", "H", "H01", "435/6", "no class", "7", "12/58", "Z99Z 1/00"])
def test_what_is_no_symbol_gives_nothing(written: str) -> None:
    assert class_symbol(written) == ""


def test_unique_keeps_the_first_of_each_in_order() -> None:
    assert unique(["B", "", "A", "B"]) == ("B", "A")


@pytest.mark.parametrize(
    ("parts", "symbol"),
    [
        ({"section": "H", "class": "01", "subclass": "M", "main-group": "10", "subgroup": "0525"}, "H01M10/0525"),
        ({"section": "H", "class": "01", "subclass": "M", "main-group": "10"}, "H01M10"),
        ({"section": "H", "class": "01", "subclass": "M"}, "H01M"),
        ({}, ""),
    ],
)
def test_a_symbol_in_parts_is_put_together(parts: dict[str, str], symbol: str) -> None:
    assert from_parts(lambda name: parts.get(name, "")) == symbol


def test_what_is_inventive_anywhere_is_not_additional() -> None:
    """Offices give symbols of their own: what is additional for one may be the invention for the other."""
    given = [("H01M10/0525", True), ("Y02E60/10", True), ("H01M10/0525", False), ("Y02E60/10", True), ("", True)]
    assert cpc_of(given) == (("H01M10/0525", "Y02E60/10"), ("Y02E60/10",))
