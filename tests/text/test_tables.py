"""The committed character tables: every row is well formed, and what the table says of itself holds."""

from __future__ import annotations

import re

import pytest

from ipsearch.text.tables import read_table, readings, simplified


def test_simplified_forms_are_final() -> None:
    table = simplified()
    assert len(table) > 3_000
    for code, simple in table.items():
        assert len(simple) == 1
        assert simple != chr(code)
        assert ord(simple) not in table, chr(code)  # folding twice changes nothing


@pytest.mark.parametrize(("char", "simple"), ["華华", "國国", "麵面", "囍喜", "髮发", "發发", "裡里", "峯峰", "乾干"])
def test_known_simplified_forms(char: str, simple: str) -> None:
    assert simplified()[ord(char)] == simple


def test_simplified_characters_are_left_alone() -> None:
    assert not any(ord(c) in simplified() for c in "华国面喜发里后干小米云")


def test_readings_are_toneless_syllables_without_repeats() -> None:
    table = readings()
    assert len(table) > 40_000
    for char, row in table.items():
        found = row.split(" ")
        assert len(char) == 1
        assert len(found) == len(set(found)), char
        assert all(re.fullmatch(r"[a-z]+", s) for s in found), char


def test_every_simplified_form_but_the_rarest_can_be_read() -> None:
    unread = {simple for simple in simplified().values() if "一" <= simple <= "鿿"} - readings().keys()
    assert len(unread) < 20, unread


@pytest.mark.parametrize("name", ["simplify.tsv", "pinyin.tsv"])
def test_rows_are_sorted_and_end_with_a_newline(name: str) -> None:
    text = read_table(name)
    assert text.endswith("\n")
    first = [row[0] for row in text.splitlines()]
    assert len(first) == len(set(first))
    assert first == sorted(first)
