"""Speed of the check over a register of a million marks, against brute force over the same records in the same run.

    python -m benchmarks.speed [--size 1000000] [--queries 1000] [--home DIR]

Queries are one edit of a real name (``benchmarks/edits.py``). Brute force is what a user would write with rapidfuzz:
``process.extract(query, marks, scorer=..., limit=100)`` over normal forms held in memory, and a scan with our own
features, which alone gives the same answer. ``--home`` keeps the register for the next run.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

import ipsearch
from benchmarks.edits import Editor
from benchmarks.machine import describe
from benchmarks.registers import load, real_names, register
from ipsearch.matching.judge import judge_sides
from ipsearch.matching.policy import V1
from ipsearch.matching.side import Side
from ipsearch.text.form import form_of
from ipsearch.text.normal import normalise

BRUTE: dict[str, Callable[..., float]] = {
    "WRatio (rapidfuzz's default)": fuzz.WRatio,
    "ratio": fuzz.ratio,
    "Jaro-Winkler": JaroWinkler.similarity,
}


def timed(action: Callable[[str], object], queries: Iterable[str]) -> list[float]:
    """Milliseconds of each call."""
    found = []
    for query in queries:
        started = time.perf_counter()
        action(query)
        found.append((time.perf_counter() - started) * 1000)
    return found


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def extract(marks: list[str], scorer: Callable[..., float], query: str) -> object:
    """The hundred best by a plain measure."""
    return process.extract(normalise(query), marks, scorer=scorer, limit=100)


def row(name: str, times: list[float], ours: list[float]) -> str:
    p50, p95 = quantile(times, 0.5), quantile(times, 0.95)
    ratios = f"{p50 / quantile(ours, 0.5):,.0f} | {p95 / quantile(ours, 0.95):,.0f}"
    return f"| {name} | {len(times)} | {p50:,.2f} | {p95:,.2f} | {ratios} |"


def command_line(home: Path) -> float:
    """Median seconds of a whole ``ipsearch check`` process, warm."""
    engine = f"embedded:{home}"
    command = [sys.executable, "-m", "ipsearch", "check", "小米", "--engine", engine, "--format", "json"]
    times = []
    for _ in range(8):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"IPSEARCH_HOME": str(home)})
        times.append(time.perf_counter() - started)
    return statistics.median(times[1:])


def measure(home: Path, size: int, count: int) -> None:
    marks = [r.mark for r in register(size)]
    normal = [normalise(m) for m in marks]
    editor = Editor(real_names(), seed=7)
    queries = [q for _, _, q in (editor.edit() for _ in range(count + 200)) if form_of(q).compact]
    with ipsearch.connect(f"embedded:{home}", home=str(home)) as engine:  # without the user's own table of goods
        check = engine.trademarks.check
        timed(check, queries[:100])
        gc.collect()
        gc.freeze()  # the million strings of the brute force are no part of the product
        ours = timed(check, queries[100 : 100 + count])
        reports = [check(q) for q in queries[100 : 100 + count]]
        info = engine.trademarks.reader.info()
        print(f"\nregister {info.records:,} marks, {info.bytes / info.records:.0f} bytes per record on disk\n")
        print("| method | queries | p50 ms | p95 ms | p50 against ours | p95 against ours |")
        print("|---|---:|---:|---:|---:|---:|")
        print(row("ipsearch check, 45 classes", ours, ours))
        for name, scorer in BRUTE.items():
            brute = timed(partial(extract, normal, scorer), queries[:20])
            print(row(f"rapidfuzz extract, {name}", brute, ours))
        weights = engine.trademarks.checker.statistics
        forms = [form_of.__wrapped__(m) for m in marks]

        def scan(query: str) -> None:
            asked = Side(form_of(query), weights)
            for form in forms:
                judge_sides(asked, Side(form, weights), V1)

        print(row("scan with our own features", timed(scan, queries[:2]), ours))
        print(
            f"\ncandidates judged: median {statistics.median(r.completeness.candidates for r in reports):.0f}, "
            f"hits: median {statistics.median(r.completeness.hits for r in reports):.0f}"
        )
        started = time.perf_counter()
        total = sum(1 for _ in engine.trademarks.check_many(queries))
        print(f"check_many: {total / (time.perf_counter() - started):,.0f} names a second, one process")
    print(f"one command-line call, warm: {command_line(home):.2f} s in all")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--size", type=int, default=1_000_000)
    arguments.add_argument("--queries", type=int, default=1000)
    arguments.add_argument("--home", type=Path)
    asked = arguments.parse_args()
    print(describe())
    with tempfile.TemporaryDirectory() as folder:
        home = asked.home or Path(folder)
        if not (home / "trademark" / "LIVE").exists():
            load(home, register(asked.size))
        os.sync()
        measure(home, asked.size, asked.queries)


if __name__ == "__main__":
    main()
