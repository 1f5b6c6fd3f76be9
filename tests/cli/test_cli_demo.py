import json
from pathlib import Path

import pytest

import ipsearch
from tests.cli.conftest import Cli


def test_every_step_is_shown_with_its_command(empty_cli: Cli, tmp_path: Path) -> None:
    for _ in range(2):
        result = empty_cli("demo", "--lang", "zh")
        assert result.code == 0
    out = result.out
    commands = (
        "load trademarks",
        "check 云岚",
        "compare 云岚 云蓝",
        "dedupe",
        "load patents",
        "search",
        "explain",
        "show",
    )
    for command in commands:
        assert f"$ ipsearch {command}" in out
    assert "文字相同" in out
    assert "固态蓄电池" in out
    assert "patsnap  (TTL:电池 OR TTL:蓄电池) AND IPC:H01M" in out
    assert "终止 · 依据事件 CF01" in out
    generations = json.loads(
        empty_cli("index", "list", "--format", "json", "--engine", f"embedded:{tmp_path / 'home' / 'demo'}").out
    )
    assert [g["live"] for g in generations] == [True, True]


def test_without_samples_it_says_where_they_are(
    empty_cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "elsewhere" / "ipsearch" / "__init__.py"
    monkeypatch.setattr(ipsearch, "__file__", str(package))
    result = empty_cli("demo")
    assert result.code == 2
    assert "data_samples" in result.err
