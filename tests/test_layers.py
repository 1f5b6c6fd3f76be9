"""The layers of the design, and what an import costs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter import cli

ROOT = Path(__file__).resolve().parents[1]


def test_every_module_keeps_to_its_layer(capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert code == 0, capsys.readouterr().out


def imported_by(statement: str) -> set[str]:
    """Top-level modules that are there after a statement in a fresh interpreter."""
    program = f"{statement}\nimport sys, json\nprint(json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    names: list[str] = json.loads(done.stdout.splitlines()[-1])
    return set(names)


def test_the_package_needs_no_engine_terminal_or_parser() -> None:
    assert imported_by("import ipsearch").isdisjoint({"tantivy", "typer", "rich", "lxml", "elasticsearch", "indexers"})


def test_a_check_in_a_pipe_loads_no_parser_and_draws_nothing() -> None:
    statement = "from ipsearch.cli.app import run; run(['compare', '小米', '大米', '--engine', 'memory:'])"
    assert imported_by(statement).isdisjoint({"rich", "lxml", "indexers"})


def test_ctrl_c_can_be_told_before_the_parts_of_the_command_line_are_there() -> None:
    assert imported_by("from ipsearch.cli.stopped import stopped; stopped([], KeyboardInterrupt())").isdisjoint(
        {"typer", "rich", "msgspec"}
    )
