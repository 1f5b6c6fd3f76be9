"""The modules that ``make fast`` compiles: each is one, and is compiled from the source that stands beside it."""

from __future__ import annotations

import importlib
import os
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"][
    "hooks"
]["mypyc"]["include"]


@pytest.mark.parametrize("source", SOURCES)
def test_is_compiled_where_it_should_be_and_not_older_than_its_source(source: str) -> None:
    path = ROOT / source.removeprefix("/")
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    loaded = Path(str(module.__file__))
    assert (loaded.suffix == ".py") == (os.environ.get("IPSEARCH_COMPILED") != "1"), "make fast or make pure"
    assert loaded.stat().st_mtime >= path.stat().st_mtime, "make fast or make pure: older than its source"
