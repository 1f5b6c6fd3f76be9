"""Whether any text at all is read as a query or told why it is none, in every dialect and with none declared.

    python -m benchmarks.fuzz_queries [--count 1000000] [--seed N] [--workers N] [--turns]

Every text is read in each dialect and by detection (``--turns``: by one of them, in turn), and what is read is written
again. Printed are, per reader, how many texts were read, how many were not and for which reason, and the slowest one. A
mistake must have its place inside the text, something that could stand there, and a wording in both languages. Exit
code 1 on anything else.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from multiprocessing import Pool

from benchmarks.machine import describe
from benchmarks.queries import Queries
from ipsearch.query.dialects.base import Misread
from ipsearch.query.dialects.detect import DIALECTS, read

CHUNK = 5000
DETECTION = "detection"
READERS = (*DIALECTS, DETECTION)
SHOWN = 20


@dataclass
class Outcome:
    """What became of some texts; ``failures`` are reader, text and error."""

    read: Counter[str] = field(default_factory=Counter)
    misread: Counter[tuple[str, str]] = field(default_factory=Counter)
    slowest: dict[str, tuple[float, str]] = field(default_factory=dict)
    failures: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Both together."""
        self.read += other.read
        self.misread += other.misread
        self.failures += other.failures
        for reader, slow in other.slowest.items():
            self.slowest[reader] = max(slow, self.slowest.get(reader, (0.0, "")))


def problem_of(error: Misread, text: str) -> str:
    """What is wrong with a mistake as it is told; empty if nothing."""
    if not 0 <= error.position <= len(text):
        return f"{error.problem.code}: position {error.position} of {len(text)}"
    if not error.expected or not all(error.expected):
        return f"{error.problem.code}: nothing expected"
    if not error.problem.text("zh") or not error.problem.text("en"):
        return f"{error.problem.code}: no text"
    return ""


def attempt(reader: str, text: str, outcome: Outcome) -> None:
    """Read one text with one reader, and write what was read."""
    try:
        reading = read(text, None if reader == DETECTION else reader)
        DIALECTS[reading.dialect].render(reading.query)
        outcome.read[reader] += 1
    except Misread as error:
        outcome.misread[reader, error.problem.code] += 1
        if problem := problem_of(error, text):
            outcome.misread[reader, error.problem.code] -= 1
            outcome.failures.append((reader, text, problem))
    except Exception as error:
        outcome.failures.append((reader, text, repr(error)))


def run(texts: Iterable[str], turns: bool = False) -> Outcome:
    """Read every text with every reader, or with one of them in turn."""
    outcome = Outcome()
    for number, text in enumerate(texts):
        for reader in (READERS[number % len(READERS)],) if turns else READERS:
            start = time.perf_counter()
            attempt(reader, text, outcome)
            took = time.perf_counter() - start
            if took > outcome.slowest.get(reader, (0.0, ""))[0]:
                outcome.slowest[reader] = (took, text[:60])
    return outcome


def _chunk(job: tuple[str, int, bool]) -> Outcome:
    seed, count, turns = job
    queries = Queries(seed)
    return run((queries.query() for _ in range(count)), turns)


def show(outcome: Outcome) -> None:
    """The table."""
    print(f"{'reader':<10} {'strings':>9} {'read':>9} {'misread':>9} {'slowest ms':>11}  slowest string")
    for reader in READERS:
        wrong = sum(n for (name, _), n in outcome.misread.items() if name == reader)
        took, text = outcome.slowest.get(reader, (0.0, ""))
        failed = sum(name == reader for name, _, _ in outcome.failures)
        strings = outcome.read[reader] + wrong + failed
        print(f"{reader:<10} {strings:>9} {outcome.read[reader]:>9} {wrong:>9} {took * 1000:>11.1f}  {text[:40]!r}")
    print(f"\n{'misread as':<28}" + "".join(f"{reader:>11}" for reader in READERS))
    for code in sorted({code for _, code in outcome.misread}):
        print(f"{code:<28}" + "".join(f"{outcome.misread[reader, code]:>11}" for reader in READERS))
    print(f"\n{len(outcome.failures)} other errors")
    for reader, text, error in outcome.failures[:SHOWN]:
        print(f"  {reader}: {text[:200]!r} ({len(text)} characters): {error[:200]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--turns", action="store_true", help="read each string with one reader only, in turn")
    options = parser.parse_args()
    print(f"{describe()}\nseed {options.seed}\n")
    starts = range(0, options.count, CHUNK)
    chunks = [(f"{options.seed}/{start}", min(CHUNK, options.count - start), options.turns) for start in starts]
    outcome = Outcome()
    with Pool(options.workers) as pool:
        for part in pool.imap_unordered(_chunk, chunks):
            outcome.add(part)
    show(outcome)
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    sys.exit(main())
