"""Commands as processes, in surroundings that a service or a shell may give them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

BAD_NAME = "b\udcff\udcfe"
"""Bytes that are no UTF-8, as an archive from a Chinese Windows leaves them on Linux."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="closes streams and deletes folders as POSIX allows")


def _command(loaded: Path, line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A line for the shell, in which ``ipsearch`` is the command."""
    line = line.replace("ipsearch ", f"{sys.executable} -m ipsearch ")
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "IPSEARCH_HOME": str(loaded), "PYTHONPATH": str(root), "LANG": "en_US.UTF-8"}
    return subprocess.run(line, shell=True, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("ipsearch check 小米 >&-", 1, "the standard output takes no more"),
        ("ipsearch --help >&-", 1, "the standard output takes no more"),
        ("ipsearch check 小米 --limit 0 2>&-", 0, ""),
        ("ipsearch check '!!' 2>&-", 2, ""),
        ("ipsearch dedupe - --out o <&-", 2, "the list holds no mark"),
    ],
)
def test_a_standard_stream_is_closed(loaded: Path, tmp_path: Path, line: str, code: int, told: str) -> None:
    done = _command(loaded, line, tmp_path)
    assert done.returncode == code
    assert told in done.stderr
    assert "unexpectedly" not in done.stderr
    assert "Exception" not in done.stderr


def test_an_answer_never_goes_into_a_file_that_took_a_closed_stream(loaded: Path, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("小米\n", encoding="utf-8")
    _command(loaded, "ipsearch dedupe names.txt --out o >&- 2>&-", tmp_path)
    assert (tmp_path / "o").read_bytes().count(b"\n") == 1


@pytest.mark.parametrize("line", ["ipsearch dedupe {names} --out o", "ipsearch load trademarks {names}"])
def test_the_current_folder_was_deleted(loaded: Path, tmp_path: Path, line: str) -> None:
    names, gone, engine = tmp_path / "names.txt", tmp_path / "gone", f" --engine embedded:{tmp_path}/data"
    names.write_text("小米\n", encoding="utf-8")
    gone.mkdir()
    line = line.format(names=names) + (engine if "load" in line else "")
    done = _command(loaded, f"rmdir {gone}; {line}", gone)
    assert (done.returncode, done.stderr) == (
        2, ".: the current folder was deleted → change to another one, and try again\n",
    )  # fmt: skip


SLOW = """
import signal, sys, time, types

class Slow(types.ModuleType):
    def __getattr__(self, name):
        print(flush=True)
        time.sleep(60)

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.modules["typer"] = Slow("typer")
sys.argv[1:] = ["check", "a"]
from ipsearch.cli import main
main()
"""
"""Typer is what takes long to import: here it takes for ever, and says when it begins. Ctrl-C is on, also where the
tests run behind a shell, which turns it off."""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupt_while_a_command_begins(number: signal.Signals, code: int) -> None:
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), "LANG": "en_US.UTF-8", "LC_ALL": ""}
    with subprocess.Popen(
        [sys.executable, "-c", SLOW], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(number)
        _, told = process.communicate(timeout=50)
    assert process.returncode == code
    assert told == "stopped → a load, a dedupe or an export goes on with --resume\n"


def test_an_empty_path_is_not_the_current_folder(empty_cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("mark\n小米\n", encoding="utf-8")
    code, _, told = empty_cli("load", "trademarks", "")
    assert (code, told) == (2, "PATH: the path is empty → name a file or a folder; `.` is the current one\n")


def test_rejects_never_replace_what_is_loaded(empty_cli: Cli, tmp_path: Path) -> None:
    marks, link = tmp_path / "marks.csv", tmp_path / "link.csv"
    marks.write_text("mark,classes\n小米,99\n云岚,9\n", encoding="utf-8")
    link.symlink_to(marks)
    code, _, told = empty_cli("load", "trademarks", str(marks), "--rejects", str(link))
    assert code == 2
    assert "the rejects would replace a file that is to be loaded → name another file with --rejects" in told
    assert marks.read_text(encoding="utf-8").startswith("mark,classes")


def test_a_pipe_is_refused_and_not_waited_for(empty_cli: Cli, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    code, _, told = empty_cli("load", "trademarks", str(tmp_path / "pipe"))
    assert code == 2
    assert "is a pipe or a device, which cannot be read twice → write its content to a file first" in told


def _badly_named(folder: Path) -> Path:
    path = folder / f"{BAD_NAME}.csv"
    try:
        path.write_text("mark,classes\n小米,9\n云岚,99\n", encoding="utf-8")
    except (OSError, UnicodeEncodeError):
        pytest.skip("this file system takes Unicode names only")
    return path


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_file_whose_name_is_no_unicode_is_loaded(empty_cli: Cli, tmp_path: Path, form: str) -> None:
    folder = tmp_path / BAD_NAME
    try:
        folder.mkdir()
    except (OSError, UnicodeEncodeError):
        pytest.skip("this file system takes Unicode names only")
    _badly_named(folder)
    (folder / f"{BAD_NAME}.pdf").write_bytes(b"%PDF-1.4")
    rejects = folder / "rejects"
    code, out, told = empty_cli("load", "trademarks", str(folder), "--rejects", str(rejects), "--format", form)
    assert code == 4, told
    assert "Loaded 1 record" in told
    assert r"b\udcff\udcfe" in out.replace(r"\\", "\\")


def test_a_list_whose_name_is_no_unicode_is_checked(cli: Cli, tmp_path: Path) -> None:
    names = _badly_named(tmp_path)
    code, out, _ = cli("dedupe", str(names), "--out", str(tmp_path / BAD_NAME), "--format", "json")
    assert code == 4
    assert r"b\udcff\udcfe" in out.replace(r"\\", "\\")
    code, out, _ = cli("dedupe", "--self", "--out", str(tmp_path / f"{BAD_NAME}-self"), "--format", "json")
    assert code == 0


def test_answers_and_the_summary_never_share_a_file(loaded: Path, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("小米\n", encoding="utf-8")
    done = _command(loaded, "ipsearch dedupe names.txt --out o > o", tmp_path)
    assert (done.returncode, done.stderr) == (
        2, "o: is no file that answers could go to → name a file with --out\n",
    )  # fmt: skip


@pytest.mark.parametrize("engine", ["embedded:~nobody-of-this-name/data"])
def test_the_home_of_a_user_that_is_not_there(cli: Cli, engine: str) -> None:
    code, _, told = cli("check", "小米", "--engine", engine)
    assert code == 2
    assert "--engine: where ~nobody-of-this-name/data is cannot be told" in told


def test_a_field_of_a_query_steers_no_terminal(cli: Cli) -> None:
    assert "\x1b" not in cli("explain", "\x1b[31mti=a").err


def test_a_terminal_without_a_size_shows_the_answer(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "0")
    assert "小米" in cli("check", "小米", "--format", "table").out
