"""Kill a load again and again at random moments, resume it each time, and compare with a load that was left alone.

    python -m scripts.faults.kill_loader [--records 60000] [--kills 20] [--seed 1] [--names FILE]

kill -9 hits the loading process together with the helpers it analyses records in. Exit code 1 if anything differs.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.faults import tables
from scripts.faults.cluster import running
from scripts.faults.contents import contents, differences, told
from scripts.faults.feed import NAMES, read_names, write_feed
from scripts.faults.program import Environment, environment, kill, small_steps, start

MOST_BATCHES, LONGEST_WAIT = 12, 0.5
FROM_START = 2.5
"""Seconds of a start: Python, the lock, reading the input up to where it goes on."""
LOOK, NEVER = 0.01, 3600.0
"""Seconds between two looks at what a process wrote; longer than any load here takes."""
LINE = b"\n"


@dataclass(frozen=True, slots=True)
class Moment:
    """When to kill: after so many batches (0: none is waited for), or when ``records`` are taken, and then seconds."""

    seconds: float
    batches: int = 0
    records: int = 0

    def __str__(self) -> str:
        if self.records:
            return f"{self.seconds:.2f} s after the last record was taken"
        return f"{self.seconds:.2f} s after " + (f"batch {self.batches}" if self.batches else "the start")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A process that loaded: whether it was killed, how many records it had told by then, and what it wrote."""

    killed: bool
    code: int
    records: int
    output: str


def moments(count: int, seed: int, taken: int) -> list[Moment]:
    """Random moments: most while records are taken, one of six at a start, the last two while it is published."""
    chance = random.Random(seed)
    found = [
        Moment(chance.uniform(0, LONGEST_WAIT), chance.randint(1, MOST_BATCHES))
        if chance.random() > 1 / 6
        else Moment(chance.uniform(0, FROM_START))
        for _ in range(count - 2)
    ]
    return [*found, Moment(chance.uniform(0, LONGEST_WAIT), records=taken), Moment(chance.uniform(0, FROM_START))]


def attempt(command: Sequence[str], environment: Environment, moment: Moment, output: Path) -> Attempt:
    """Run the command until the moment, or to its end if that comes first."""
    process = start(command, environment, output)
    try:
        while process.poll() is None and not _has_come(moment, output):
            time.sleep(LOOK)
        try:
            process.wait(moment.seconds)
        except subprocess.TimeoutExpired:
            killed = True
        else:
            killed = False
    finally:
        kill(process)
    return Attempt(killed, process.returncode, (_told(output) or [0])[-1], output.read_text("utf-8"))


def _has_come(moment: Moment, output: Path) -> bool:
    told = _told(output)
    return len(told) >= moment.batches and (told or [0])[-1] >= moment.records


def _told(output: Path) -> list[int]:
    # The last line may be half written.
    return [int(line) for line in output.read_text("utf-8").split("\n")[:-1] if line.isdigit()]


def kill_and_resume(
    command: Sequence[str], environment: Environment, planned: Sequence[Moment], output: Path
) -> Iterator[Attempt]:
    """Each attempt: one for each moment until one ends by itself, else one more that nobody kills."""
    for moment in [*planned, Moment(NEVER)]:
        each = attempt(command, environment, moment, output)
        yield each
        if not each.killed:
            return


def show(planned: Sequence[Moment], attempts: Iterator[Attempt]) -> bool:
    """Write a row for each attempt as it ends; whether the last one ended well."""
    tables.head("attempt", "killed", "records taken")
    for number, each in enumerate(attempts, start=1):
        what = str(planned[number - 1]) if each.killed else f"no: exit code {each.code}"
        tables.row((number, what, each.records or "-"))
    return each.code == 0


def main() -> int:
    """Kill, resume, compare; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--records", type=int, default=60_000, help="names to load")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--names", type=Path, default=NAMES, help="a list of names, one a line")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running() as cluster:
        place = Path(folder)
        feed = write_feed(place / "feed.ndjson", read_names(given.names, 0, given.records), refused=True)
        alone, killed = (environment(cluster, f"ipsearch-{name}") for name in ("alone", "killed"))
        began = time.monotonic()
        whole = attempt(small_steps(feed, place / "alone.rejects"), alone, Moment(NEVER), place / "output")
        print(f"A load that is left alone: exit code {whole.code}, {time.monotonic() - began:.0f} s.\n")
        planned = moments(given.kills, given.seed, whole.records)
        command = small_steps(feed, place / "killed.rejects", "--resume")
        done = show(planned, kill_and_resume(command, killed, planned, place / "output"))
        expected, found = contents(alone), contents(killed)
        rejects = [(place / f"{name}.rejects").read_bytes() for name in ("alone", "killed")]
    different = differences(found, expected) | {"rejects differ": int(rejects[0] != rejects[1])}
    print(f"\nseed {given.seed}: {len(found.records):,} records, {rejects[1].count(LINE):,} rejects: {told(different)}")
    return int(not done or any(different.values()))


if __name__ == "__main__":
    sys.exit(main())
