"""The rejects file."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from indexers.base import RAW_LIMIT, Rejected
from indexers.rejects import RejectsFile, default_path
from ipsearch.errors import InputError, Problem

BAD = Rejected(Problem("record.bad_class", {"value": 46}, "marks.csv:7"), "云岚,46")


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_line_says_where_what_and_why_in_both_languages(tmp_path: Path) -> None:
    file = RejectsFile(tmp_path / "r.ndjson")
    file.write([BAD])
    file.close()
    (line,) = lines(file.path)
    assert list(line) == ["place", "code", "reason_en", "reason_zh", "raw"]
    assert (line["place"], line["code"], line["raw"]) == ("marks.csv:7", "record.bad_class", "云岚,46")
    assert line["reason_en"].startswith("class 46 does not exist")
    assert line["reason_zh"].startswith("不存在第 46 类")


def test_there_is_no_file_without_rejects(tmp_path: Path) -> None:
    file = RejectsFile(tmp_path / "r.ndjson")
    file.write([])
    assert file.sync() == 0
    file.close()
    assert not file.exists
    assert list(tmp_path.iterdir()) == []


def test_the_file_of_an_earlier_load_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "r.ndjson").write_text("old\n" * 100)
    file = RejectsFile(tmp_path / "r.ndjson")
    file.write([BAD])
    file.close()
    assert len(lines(file.path)) == 1


def test_a_resumed_load_keeps_what_belongs_to_it_and_cuts_off_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "r.ndjson"
    file = RejectsFile(path)
    file.write([BAD])
    keep = file.sync()
    assert keep == path.stat().st_size
    file.write([BAD, BAD])
    file.close()
    file = RejectsFile(path, keep)
    assert file.exists
    assert file.sync() == keep
    file.write([Rejected(Problem("record.no_number", place="x"))])
    file.close()
    assert [line["code"] for line in lines(path)] == ["record.bad_class", "record.no_number"]


def test_a_file_that_was_taken_away_meanwhile_begins_anew(tmp_path: Path) -> None:
    file = RejectsFile(tmp_path / "r.ndjson", 500)
    file.write([BAD])
    file.close()
    assert len(lines(file.path)) == 1


def test_what_is_no_text_and_what_is_too_long(tmp_path: Path) -> None:
    file = RejectsFile(tmp_path / "r.ndjson")
    file.write([Rejected(Problem("json.invalid", {"error": "\udc80"}, "a\udcff.txt:1"), "\ud842" + "x" * 5000)])
    file.close()
    (line,) = lines(file.path)
    assert line["place"] == "a?.txt:1"
    assert line["raw"] == "?" + "x" * (RAW_LIMIT - 1)


@pytest.mark.parametrize("name", ["none/r.ndjson", "."])
def test_a_place_that_cannot_be_written_is_told_at_once(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as error:
        RejectsFile(tmp_path / name)
    assert error.value.problem.code == "load.rejects"


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs /dev/full, a device that is always full")
    link = tmp_path / "r.ndjson"
    link.symlink_to(full)
    file = RejectsFile(link)
    with pytest.raises(InputError) as error:
        file.write([BAD])
    file.close()
    assert error.value.problem.code == "load.rejects"


def test_default_names_tell_the_time_and_never_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    now = dt.datetime(2026, 3, 4, 5, 6, 7)
    first = default_path(now)
    assert first == Path("rejects-20260304-050607.ndjson")
    first.touch()
    assert default_path(now) == Path("rejects-20260304-050607-2.ndjson")
