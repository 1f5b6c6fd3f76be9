"""The lock of a folder, and who holds it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ipsearch.errors import EngineBusy
from ipsearch.lock import FolderLock


def test_the_second_is_told_who_is_first_and_comes_in_after_it(tmp_path: Path) -> None:
    first = FolderLock(tmp_path)
    with pytest.raises(EngineBusy, match=f"process {os.getpid()} on "):
        FolderLock(tmp_path)
    first.release()
    first.release()
    FolderLock(tmp_path).release(delete=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("state", ["not yet written", "deleted meanwhile"])
def test_a_holder_that_just_comes_or_goes_has_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    held = FolderLock(tmp_path)
    if state == "not yet written":
        (tmp_path / "writer").write_text("")
    else:
        (tmp_path / "writer").unlink()
        monkeypatch.setattr(Path, "exists", lambda _: True)  # as it was a moment ago
    with pytest.raises(EngineBusy, match="another program"):
        FolderLock(tmp_path)
    held.release()
