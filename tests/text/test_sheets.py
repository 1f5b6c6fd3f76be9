"""Sheets of a workbook as tables of texts."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from ipsearch.errors import InputError
from ipsearch.text.sheets import open_workbook
from tests.workbooks import excel


def tables(path: Path) -> dict[str, list[tuple[int, list[str]]]]:
    with path.open("rb") as stream, open_workbook(stream, "x") as sheets:
        return {sheet.place: list(sheet.rows()) for sheet in sheets}


def test_cells_as_a_person_reads_them(tmp_path: Path) -> None:
    row = ["云岚", 8911270, 9.0, 9.5, dt.datetime(2024, 3, 15), dt.date(2024, 3, 15), None, True]
    assert tables(excel(tmp_path / "a.xlsx", [row])) == {
        "x": [(1, ["云岚", "8911270", "9", "9.5", "2024-03-15", "2024-03-15", "", "True"])]
    }


def test_rows_keep_their_numbers_and_their_width(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", [["甲", "乙"], [], ["丙"]], 二=[["丁"]])
    assert tables(path) == {"x:Sheet": [(1, ["甲", "乙"]), (2, ["", ""]), (3, ["丙", ""])], "x:二": [(1, ["丁"])]}


@pytest.mark.parametrize("size", [0, 4, 500, 3000, -30])
def test_a_damaged_workbook_says_so(tmp_path: Path, size: int) -> None:
    path = excel(tmp_path / "a.xlsx", [["商标", "类别"]] + [[f"云{i}", i] for i in range(500)])
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(InputError) as caught:
        tables(path)
    assert (caught.value.problem.code, caught.value.problem.place) == ("file.damaged_workbook", "x")


def test_damage_inside_a_sheet_is_told_when_it_is_read(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", [[f"云{i}岚{i * i}" for i in range(50)] for _ in range(200)])
    data = bytearray(path.read_bytes())
    at = data.index(b"xl/worksheets/sheet1.xml") + 2000
    data[at : at + 200] = bytes(200)
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        tables(path)
    assert caught.value.problem.code == "file.damaged_workbook"


def test_without_the_library_its_name_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = excel(tmp_path / "a.xlsx", [["云岚"]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(InputError) as caught:
        tables(path)
    assert caught.value.problem.code == "source.extra"
    assert "ipsearch[xlsx]" in caught.value.problem.text("en")
