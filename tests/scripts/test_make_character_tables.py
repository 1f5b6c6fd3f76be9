"""The committed character tables are what the script makes of the dictionaries."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from ipsearch.text.tables import read_table

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "make_character_tables.py"


@pytest.mark.parametrize(("name", "maker"), [("simplify.tsv", "simplify_table"), ("pinyin.tsv", "pinyin_table")])
def test_the_committed_table_is_the_one_the_script_makes(name: str, maker: str) -> None:
    made = runpy.run_path(str(SCRIPT))[maker]()
    assert made == read_table(name)


def test_no_variant_compiled_here_is_a_standard_character() -> None:
    standard = {row[0] for row in read_table("tygf.txt").splitlines()}
    pairs = runpy.run_path(str(SCRIPT))["ALLOGRAPHS"].split()
    assert [pair for pair in pairs if len(pair) != 2 or pair[0] in standard or pair[1] not in standard] == []


def test_every_radical_that_has_a_character_is_in_the_table() -> None:
    radicals = {row[0] for row in read_table("simplify.tsv").splitlines() if row < "\u2f00"}
    assert radicals == {chr(c) for c in range(0x2E80, 0x2EF4)} - {"\u2e80", "\u2e9a"}  # a mark, and not assigned
