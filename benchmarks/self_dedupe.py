"""The library against itself: records a second, pairs and memory, against the other ways to the same question.

    python -m benchmarks.self_dedupe [--size 50000]

The register holds real names. The other ways are measured on a part of it: a check of each mark in a call of its own,
which finds every pair twice, and what a user would write with rapidfuzz, ``process.extract`` of each mark over all
others with a cut-off of 75 (``fuzz.ratio``), which says nothing of sound, look, order or goods.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from rapidfuzz import fuzz, process

import ipsearch
from benchmarks.machine import describe
from benchmarks.registers import load, register
from ipsearch.dedupe.library import dedupe_library
from ipsearch.dedupe.parallel import Helpers, usual_helpers
from ipsearch.engine import opened_checker
from ipsearch.matching.pairs import PairOptions
from ipsearch.text.normal import normalise

SAMPLE, PLAIN_SAMPLE, CUT_OFF = 1000, 200, 75


def build(home: Path, size: int) -> None:
    load(home, register(size))


def rate(action: Callable[[str], object], marks: Sequence[str]) -> float:
    """Marks a second."""
    started = time.perf_counter()
    for mark in marks:
        action(mark)
    return len(marks) / (time.perf_counter() - started)


def row(name: str, marks: int, found: float, ours: float) -> str:
    return f"| {name} | {marks:,} | {found:,.0f} | {found / ours:.2f} |"


def measure(home: Path, size: int) -> None:
    marks = [record.mark for record in register(size)]
    step = max(1, size // SAMPLE)
    with ipsearch.connect(f"embedded:{home}", home=str(home)) as engine:
        summary = dedupe_library(engine.trademarks.checker, home / "pairs", PairOptions(level="similar"))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        ours = summary.checked / summary.seconds
        compared, written = summary.completeness, (home / "pairs" / "pairs.ndjson").stat().st_size / 2**20
        print(
            f"\n{summary.checked:,} marks in {summary.seconds:,.0f} s: {compared.candidates:,} pairs compared, "
            f"{compared.hits:,} alike, {summary.pairs:,} told (similar or above), {written:,.0f} MB; "
            f"peak memory {memory:,.0f} MB\n"
        )
        print("| way | marks | marks a second | against dedupe --self |\n|---|---:|---:|---:|")
        print(row("dedupe --self, one process", summary.checked, ours, ours))
        helpers = Helpers(usual_helpers(), partial(opened_checker, engine.settings))
        helped = dedupe_library(
            engine.trademarks.checker, home / "helped", PairOptions(level="similar"), helpers=helpers
        )
        many = f"dedupe --self, {helpers.count} helper(s)"
        print(row(many, helped.checked, helped.checked / helped.seconds, ours))
        check = engine.trademarks.check
        sample = marks[::step]
        print(row("check of each", len(sample), rate(lambda mark: check(mark, limit=None), sample), ours))
    normal = [normalise(mark) for mark in marks]
    some = normal[:: max(1, size // PLAIN_SAMPLE)]

    def plain(mark: str) -> object:
        return process.extract(mark, normal, scorer=fuzz.ratio, score_cutoff=CUT_OFF, limit=None)

    print(row(f"rapidfuzz extract, ratio at {CUT_OFF}", len(some), rate(plain, some), ours))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--size", type=int, default=50_000)
    asked = arguments.parse_args()
    print(describe())
    with tempfile.TemporaryDirectory() as folder:
        builder = multiprocessing.get_context("spawn").Process(target=build, args=(Path(folder), asked.size))
        builder.start()  # a process of its own: its memory is not that of the run
        builder.join()
        measure(Path(folder), asked.size)


if __name__ == "__main__":
    main()
