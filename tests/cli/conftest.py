"""The command line on a real embedded engine, in this process: what it wrote and its exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from ipsearch.cli.app import run
from tests.small_register import write_register


class Result(NamedTuple):
    code: int
    out: str
    err: str


Cli = Callable[..., Result]


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the small register in it; commands of tests only read it."""
    home = tmp_path_factory.mktemp("home")
    source = write_register(tmp_path_factory.mktemp("source"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("IPSEARCH_URL", raising=False)
        patch.setenv("IPSEARCH_HOME", str(home))
        assert run(["load", "trademarks", str(source), "--lang", "en"]) == 0
    return home


@pytest.fixture
def in_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Path], None]:
    """Set the environment of a command: its home, English, 80 columns, an empty current folder."""

    def enter(home: Path) -> None:
        for name in ("IPSEARCH_URL", "IPSEARCH_DEBUG", "LC_ALL", "LC_MESSAGES", "FORCE_COLOR"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"IPSEARCH_HOME": str(home), "LANG": "en_US.UTF-8", "COLUMNS": "80"}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(tmp_path)

    return enter


def _runner(capsys: pytest.CaptureFixture[str]) -> Cli:
    def call(*arguments: str) -> Result:
        capsys.readouterr()
        code = run(arguments)
        return Result(code, *capsys.readouterr())

    return call


@pytest.fixture
def cli(loaded: Path, in_home: Callable[[Path], None], capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run a command on the small register."""
    in_home(loaded)
    return _runner(capsys)


@pytest.fixture
def empty_cli(tmp_path: Path, in_home: Callable[[Path], None], capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run a command in a home of the test's own, ``tmp_path / "home"``, where nothing has been loaded."""
    in_home(tmp_path / "home")
    return _runner(capsys)
