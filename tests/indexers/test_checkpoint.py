"""Checkpoints: complete, and true to the files."""

from __future__ import annotations

import datetime as dt
import os
import zlib
from pathlib import Path

import msgspec
import pytest

from indexers import ndjson
from indexers.base import Unit
from indexers.checkpoint import Checkpoint, Position, decode, encode, mark_unit, require_same
from indexers.files import Blob
from indexers.summary import LoadCounts
from ipsearch.errors import EngineError, InputError
from ipsearch.matching.statistics import Tally
from ipsearch.text.form import form_of


def unit(*paths: Path) -> Unit:
    return Unit(ndjson.SOURCE, tuple(Blob(p) for p in paths))


def checkpoint(*units: Unit) -> Checkpoint:
    tally = Tally()
    tally.add(map(form_of, ["云岚", "蓝云 Blue", "blue sky"]))
    counts = LoadCounts({"csv": 3}, {"record.no_mark": 1}, {"CN 7": 2}, {"0999": 1}, dt.date(2020, 1, 2))
    return Checkpoint(tuple(map(mark_unit, units)), Position(1, 20), counts, tally.state(), 5, 8, "/r.ndjson", 77, 1.5)


def test_what_is_encoded_comes_back(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    given = checkpoint(unit(tmp_path / "a"))
    assert decode(encode(given)) == given
    assert decode(b"") is None


def test_statistics_keep_their_full_precision() -> None:
    given = checkpoint()
    # 蓝 and the words occur once: what a generation keeps leaves them out, a checkpoint must not.
    assert given.tally.words == {"blue": 2, "sky": 1}
    again = decode(encode(given))
    assert again is not None
    tally = Tally(again.tally)
    tally.add([form_of("sky")])
    assert tally.state().words == {"blue": 2, "sky": 2}


def test_another_format_is_refused() -> None:
    newer = zlib.compress(msgspec.json.encode(msgspec.structs.replace(checkpoint(), format=2)))
    for blob in (b"x", zlib.compress(b"{}"), newer):
        with pytest.raises(EngineError) as error:
            decode(blob)
        assert error.value.problem.code == "load.checkpoint"


def test_a_change_of_content_time_or_members_is_noticed(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    a.write_text("x")
    b.write_text("y")
    before = mark_unit(unit(a, b))
    assert mark_unit(unit(a, b)) == before
    assert mark_unit(unit(a)) != before
    os.utime(b, ns=(1, 1))
    later = mark_unit(unit(a, b))
    assert later != before
    b.write_text("yy")
    os.utime(b, ns=(1, 1))
    assert mark_unit(unit(a, b)) != later


def test_a_relative_path_is_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("x")
    monkeypatch.chdir(tmp_path)
    assert mark_unit(unit(Path("a"))) == mark_unit(unit(tmp_path / "a"))


def test_only_what_was_read_must_be_the_same(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in "abc"]
    for path in paths:
        path.write_text("x")
    known = checkpoint(*(unit(p) for p in paths[:2]))
    marks = [mark_unit(unit(p)) for p in paths]
    require_same(marks, known)
    for now in (marks[:1], marks[1:], [marks[1], marks[0]], []):
        with pytest.raises(InputError) as error:
            require_same(now, known)
        assert error.value.problem.code == "load.changed"
