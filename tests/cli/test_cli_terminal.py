"""On a terminal: a table, in colour unless NO_COLOR is set."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from ipsearch.cli import progress
from tests.cli.conftest import Cli
from tests.small_register import RECORDS, write_register


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What a command writes to a terminal of its own, errors included."""
    primary, secondary = pty.openpty()
    command = [sys.executable, "-m", "ipsearch", *arguments]
    process = subprocess.Popen(
        command, stdout=secondary, stderr=secondary, env=os.environ | {"TERM": "xterm-256color"} | environment
    )
    os.close(secondary)
    written = b""
    try:
        while chunk := os.read(primary, 65536):
            written += chunk
    except OSError:  # Linux ends a terminal whose other side is closed with EIO
        pass
    os.close(primary)
    assert process.wait() == 0
    return written.decode()


def test_a_table_in_colour(cli: Cli) -> None:
    out = on_a_terminal("check", "小米")
    assert "\x1b[" in out
    assert "Searched all" in out


def test_no_color(cli: Cli) -> None:
    out = on_a_terminal("check", "小米", NO_COLOR="1")
    assert "Searched all" in out
    # Bold and dim are no colours; 30 to 38 are those of the foreground.
    assert "\x1b[3" not in out
    assert ";3" not in out.replace("; status", "")


def test_a_bar_while_loading(empty_cli: Cli, tmp_path: Path) -> None:
    out = on_a_terminal("load", "trademarks", str(write_register(tmp_path)))
    assert f"Loaded {len(RECORDS)} records" in out
    # The bar draws over itself: it hides the cursor, and shows it again at its end.
    assert out.count("\x1b[?25l") == out.count("\x1b[?25h") == 1


def test_lines_where_there_is_no_terminal(empty_cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LINES", 0.0)
    (tmp_path / "names.txt").write_text("小米\nzzyzx\n", encoding="utf-8")
    assert empty_cli("load", "trademarks", str(write_register(tmp_path))).code == 0
    result = empty_cli("dedupe", "names.txt", "--out", "answers", "--lang", "zh")
    assert [line[:4] for line in result.err.splitlines()] == ["100%", "100%"]
    assert "已完成 2 件" in result.err
