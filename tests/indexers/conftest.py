"""Where the tests of loads put a register."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ipsearch.backends.base import Backend
from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.backends.memory import MemoryBackend


@pytest.fixture(params=["memory", "embedded"])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    opened: Backend = MemoryBackend() if request.param == "memory" else EmbeddedBackend(tmp_path / "home")
    with closing(opened):
        yield opened


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rejects files go to the current folder unless told otherwise."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder
