"""``ipsearch demo``: the commands that come first, on samples that come with the source."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

import typer

import ipsearch
from ipsearch.cli import arguments as given
from ipsearch.cli.arguments import Library
from ipsearch.cli.exits import DONE, REJECTS
from ipsearch.cli.language import language
from ipsearch.cli.telling import tell
from ipsearch.cli.words import say
from ipsearch.config import Settings
from ipsearch.engine import connect
from ipsearch.errors import InputError

SAMPLES = "data_samples"


def demo(
    lang: given.Speak = None,
) -> None:
    """演示: load samples, check marks, search patents.

    Each command is shown before its answer, so that it can be typed again.
    """
    spoken = language(lang, os.environ)
    samples = find_samples()
    home = Settings.load(os.environ).home / "demo"
    url, out, rejects = f"embedded:{home}", str(home / "answers.ndjson"), str(home / "rejects.ndjson")
    loaded = [str(samples / "cnipa"), str(samples / "trademarks.ndjson")]
    query = "TI=(电池 OR 蓄电池) AND IPC=H01M AND PD=[20200101 TO 20221231]"
    steps: tuple[tuple[str, list[str]], ...] = (
        ("demo.load", ["load", "trademarks", *loaded, "--rebuild", "--rejects", rejects]),
        ("demo.check", ["check", "云岚", "--class", "3", "--class", "25", "--limit", "5"]),
        ("demo.compare", ["compare", "云岚", "云蓝"]),
        ("demo.dedupe", ["dedupe", str(samples / "names.csv"), "--out", out, "--class", "3,25"]),
        ("demo.patents", ["load", "patents", str(samples / "patents"), "--rebuild", "--rejects", rejects]),
        ("demo.search", ["search", query, "--facet", "status", "--limit", "3"]),
        ("demo.explain", ["explain", query]),
        ("demo.show", ["show", "CN 199000731 A"]),
    )
    typer.echo(f"$ export IPSEARCH_URL={quoted(url)}")
    for title, command in steps:
        typer.echo(f"\n{say(title, spoken)}\n\n$ ipsearch {' '.join(map(quoted, command))}\n")
        step([*command, "--engine", url, "--lang", spoken, "--format", "table"])
    keep_live(url)
    tell(say("demo.end", spoken, url=url))


def step(command: Sequence[str]) -> None:
    """Run a command; a failure ends the demo with its exit code."""
    from ipsearch.cli.app import run  # noqa: PLC0415 - the application imports this module

    code = run(command)
    # The samples hold some damaged rows, as real packages do: their rejects are part of what is shown.
    if code not in (DONE, REJECTS):
        raise typer.Exit(code)


def quoted(word: str) -> str:
    """A word as a shell needs it. Han letters need no quotes, which ``shlex`` would put around them."""
    return word if re.fullmatch(r"[\w@%+=:,./-]+", word) else shlex.quote(word)


def keep_live(url: str) -> None:
    """Delete the generations of earlier demos."""
    with connect(url) as ip:
        for family in (one.family for one in Library):
            for generation in ip.backend.generations(family):
                if not generation.live:
                    ip.backend.drop(family, generation.name)


def find_samples() -> Path:
    """The folder of samples: in the current folder, or beside the package in a checkout."""
    for folder in (Path(SAMPLES), Path(ipsearch.__file__).resolve().parents[1] / SAMPLES):
        if (folder / "trademarks.ndjson").is_file():
            return folder
    raise InputError("demo.no_samples", place=str(Path.cwd() / SAMPLES))
