"""Files that are replaced in one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipsearch.atomicfile import write_atomic


def test_a_file_is_made_and_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    (tmp_path / "state.json.new").write_bytes(b"what a killed process left")
    for content in (b"old", b"new"):
        write_atomic(path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    write_atomic(path, b"old")
    (tmp_path / "state.json.new").mkdir()
    with pytest.raises(OSError, match="state"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
