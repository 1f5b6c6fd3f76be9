"""Kill a node of three while ipsearch works, and compare with work that was left alone.

    python -m scripts.faults.kill_node [--records 60000] [--marks 3000] [--seed 1] [--names FILE]

Each time the node is killed (kill -9) that holds the primary shard of the index in use, and started again afterwards.
With one replica everything must end by itself with exit code 0. Without one (the usual setting while a generation is
built) a load must end by itself with a clear error, and go on with --resume when the node is back. Exit code 1 if not.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from scripts.faults import tables
from scripts.faults.cluster import Cluster, running
from scripts.faults.contents import EQUAL, Contents, contents, differences, told
from scripts.faults.feed import NAMES, read_names, write_feed
from scripts.faults.program import Environment, command_line, environment, kill, run, small_steps, start

COPIES = {"replicas": "1", "build_replicas": "1"}
LOOK = 0.1
"""Seconds between two looks at how far a command is."""
PATIENCE = 900.0
"""Seconds after which something that does not end by itself is ended, and counted as a failure."""
EARLIEST, LATEST = 0.2, 0.7
"""Part of the work that is done when a node is killed."""


@dataclass(frozen=True, slots=True)
class Killed:
    """A command during which a node was killed: which one, how far the command was, how it ended and how long after."""

    node: int
    role: str
    done: float
    code: int | None
    seconds: float
    output: str


@dataclass(frozen=True, slots=True)
class Round:
    """A row of the result. ``killed`` is None for work during which nothing was killed."""

    what: str
    killed: Killed | None
    code: int | None
    compared: str
    good: bool


@dataclass(frozen=True, slots=True)
class Work:
    """What is prepared: the cluster, a folder, the files to load and to check, rows in a file, the source of chance."""

    cluster: Cluster
    folder: Path
    base: Path
    delta: Path
    marks: Path
    rows: int
    chance: random.Random

    def environment(self, prefix: str, **more: str) -> Environment:
        """Settings for the indices with this prefix."""
        return environment(self.cluster, f"ipsearch-{prefix}", **more)


def rounds(work: Work) -> Iterator[Round]:
    """Every round in order; a killed node must be back before the next one is asked for."""
    alone, expected = work.environment("alone", **COPIES), {}
    for feed in (work.base, work.delta):
        undisturbed(command_line("load", "trademarks", str(feed)), alone)
        expected[feed] = contents(alone)
    yield from loads(work, "usual", lambda feed: command_line("load", "trademarks", str(feed)), expected)
    yield from loads(work, "small steps", lambda feed: small_steps(feed, work.folder / "rejects"), expected)
    yield dedupe(work, alone)
    yield from build_without_copies(work, expected[work.base])


def loads(
    work: Work, how: str, command: Callable[[Path], list[str]], expected: dict[Path, Contents]
) -> Iterator[Round]:
    """A build and a delta with copies."""
    settings = work.environment(how.replace(" ", "-"), **COPIES)
    for feed, what in ((work.base, "build"), (work.delta, "delta")):
        again = ["--rebuild"] if feed is work.base else []
        one = killed_load(work, [*command(feed), *again], settings)
        yield _round(f"{what}, {how}", one, told(differences(contents(settings), expected[feed])))


def dedupe(work: Work, settings: Environment) -> Round:
    """A batch of marks, compared answer by answer with one that was left alone."""
    out = work.folder / "answers"
    command = command_line("dedupe", str(work.marks), "--out", str(out), "--class", "9,25,35")
    undisturbed(command, settings)
    expected = answers(out)
    out.unlink()
    one = killed_during(work, command, settings, lambda: len(answers(out)) / len(expected))
    found = answers(out)
    unequal = sum(a != b for a, b in zip(found, expected, strict=False)) + abs(len(found) - len(expected))
    return _round("dedupe", one, f"{unequal} of {len(expected):,} answers differ" if unequal else EQUAL)


def build_without_copies(work: Work, expected: Contents) -> Iterator[Round]:
    """A build with the usual setting; when the node is back, it is resumed."""
    settings, rejects = work.environment("no-copies", replicas="1"), work.folder / "rejects"
    one = killed_load(work, small_steps(work.base, rejects), settings)
    yield Round("build, no copies", one, one.code, one.output, one.code in (1, 3))
    resumed = run(small_steps(work.base, rejects, "--resume"), settings).returncode
    different = told(differences(contents(settings), expected))
    yield Round("the same with --resume", None, resumed, different, resumed == 0 and different == EQUAL)


def _round(what: str, one: Killed, compared: str) -> Round:
    return Round(what, one, one.code, compared, one.code == 0 and compared == EQUAL)


def undisturbed(command: Sequence[str], settings: Environment) -> None:
    """Run what cannot fail here."""
    done = run(command, settings)
    if done.returncode:
        raise SystemExit(done.stderr)


def killed_load(work: Work, command: Sequence[str], settings: Environment) -> Killed:
    """A load during which a node is killed."""
    prefix = settings["IPSEARCH_INDEX_PREFIX"]
    before = written(work.cluster, prefix)
    return killed_during(work, command, settings, lambda: (written(work.cluster, prefix) - before) / work.rows)


def killed_during(work: Work, command: Sequence[str], settings: Environment, done: Callable[[], float]) -> Killed:
    """Run the command, kill the node when ``done`` (a part of the work, up to 1) says it is time, wait for its end."""
    moment, output = work.chance.uniform(EARLIEST, LATEST), work.folder / "output"
    process = start(command, settings, output)
    try:
        while process.poll() is None and (reached := done()) < moment:
            time.sleep(LOOK)
        if process.poll() is not None:
            raise SystemExit(f"it ended before a node could be killed:\n{output.read_text('utf-8')}")
        node, role = primary_of(work.cluster, settings["IPSEARCH_INDEX_PREFIX"])
        work.cluster.kill(node)
        began = time.monotonic()
        while process.poll() is None and time.monotonic() - began < PATIENCE:
            time.sleep(LOOK)
        code = process.poll()
    finally:
        kill(process)
    said = [line for line in output.read_text("utf-8").splitlines() if not line.isdigit()]
    return Killed(node, role, reached, code, time.monotonic() - began, "\n".join(said))


def primary_of(cluster: Cluster, prefix: str) -> tuple[int, str]:
    """The number of the node with the primary shard of the newest generation, and whether it is the elected master."""
    shards = cluster.ask("GET", f"/_cat/shards/{prefix}-trademark-a*?format=json&h=index,prirep,node")
    newest = max((s for s in shards if s["prirep"] == "p"), key=lambda shard: str(shard["index"]))
    (master,) = cluster.ask("GET", "/_cat/master?format=json&h=node")
    role = ", the elected master" if master["node"] == newest["node"] else ""
    return int(newest["node"].rpartition("-")[2]), role


def written(cluster: Cluster, prefix: str) -> int:
    """How many documents the primary shards of the generations have taken so far."""
    answer = cluster.ask("GET", f"/{prefix}-trademark-a*/_stats/indexing?ignore_unavailable=true")
    return int(answer["_all"]["primaries"].get("indexing", {}).get("index_total", 0))


def answers(path: Path) -> list[dict[str, object]]:
    """The whole lines of a file of answers, without the time each took; none if there is no file."""
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    return [{**msgspec.json.decode(line), "took_ms": 0} for line in lines]


def main() -> int:
    """Kill, compare, restart; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--records", type=int, default=60_000, help="names in each of the two files to load")
    parser.add_argument("--marks", type=int, default=3000, help="marks in the batch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--names", type=Path, default=NAMES, help="a list of names, one a line")
    given = parser.parse_args()
    names = read_names(given.names, 0, 2 * given.records)
    good = True
    with tempfile.TemporaryDirectory() as folder, running("--nodes", "3") as cluster:
        place = Path(folder)
        base = write_feed(place / "base.ndjson", names[: given.records])
        # Half of the numbers are known, and get other marks.
        delta = write_feed(place / "delta.ndjson", names[given.records :], first=given.records // 2 + 1)
        marks = place / "marks.txt"
        chance = random.Random(given.seed)
        marks.write_text("".join(f"{name}\n" for name in chance.sample(names, given.marks)), "utf-8")
        work = Work(cluster, place, base, delta, marks, sum(1 for _ in base.open("rb")), chance)
        tables.head("work", "killed", "done by then", "ended after", "exit code", "compared, or said")
        for one in rounds(work):
            _show(one)
            good = good and one.good
            if one.killed:
                cluster.start_node(one.killed.node)
    print(
        f"\nseed {given.seed}, {given.records:,} records a file, {given.marks:,} marks:", "good" if good else "NOT good"
    )
    return int(not good)


def _show(one: Round) -> None:
    cells = ["-", "-", "-"]
    if one.killed:
        cells = [f"node-{one.killed.node}{one.killed.role}", f"{one.killed.done:.0%}", f"{one.killed.seconds:.0f} s"]
    tables.row((one.what, *cells, one.code, one.compared))


if __name__ == "__main__":
    sys.exit(main())
