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
