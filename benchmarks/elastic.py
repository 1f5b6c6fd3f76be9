"""Speed and recall of the check through Elasticsearch, against what a user would write by hand on the same node.

    python -m benchmarks.elastic [--url http://127.0.0.1:9200] [--size 1000000] [--queries 500] [--scans 20]
                                 [--home DIR] [--keep]

The same marks are loaded once as ours and once by hand (``benchmarks/byhand.py``); both indices are merged to one
segment before anything is measured, and bytes are those after the merge. Queries are those of ``benchmarks.speed``,
one edit of a real name; they are asked one after the other, twenty by each method in turns, so that a slow minute
strikes all of them, after each method has answered 500 others, because a node compiles its code while it works.
Recall is counted twice: whether the name that was edited is found, and, for ``--scans`` queries, how many of the
marks that brute force with our features puts at level ``similar`` or above. Every mark of the register is judged for
that, so registers above 2,000,000 go without. ``--home`` names an embedded register of the same marks
(``benchmarks.speed --home``), whose reports are compared field by field. ``--keep`` keeps the indices for the next run
of the same size.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks.byhand import ByHand, Json, expensive_queries, fuzzy_query, grams_query, uncut_fuzzy_query
from benchmarks.edits import Editor
from benchmarks.machine import describe
from benchmarks.parity import Comparison, cluster_settings, describe_cluster, index_bytes, own_indices
from benchmarks.registers import build, real_names, register
from benchmarks.speed import quantile, timed
from ipsearch.backends.elastic.client import Cluster
from ipsearch.documents.trademark import FAMILY
from ipsearch.engine import Ipsearch, versions
from ipsearch.matching.judge import judge_sides
from ipsearch.matching.policy import V1
from ipsearch.matching.side import Side
from ipsearch.matching.statistics import Statistics
from ipsearch.records import Trademark
from ipsearch.text.form import form_of

WARM = 500
TURN = 20
"""Queries that a method answers before the next one's turn."""
CUTS = (100, 1000)
LARGEST_SCAN = 2_000_000
OURS, EMBEDDED = "ipsearch check, 45 classes", "ipsearch check, embedded engine"
BY_HAND: dict[str, Callable[[str], Json]] = {
    "(a) bigrams 50 % or pinyin": grams_query,
    "(b) fuzzy": fuzzy_query,
    "(c) fuzzy, nothing cut": uncut_fuzzy_query,
}
Find = Callable[[str], list[str]]
"""Ids of what a method finds, best first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the mark that was edited."""

    query: str
    mark: Trademark


@dataclass(slots=True)
class Recall:
    """How many of the wanted marks a method finds: within each of the cuts, and in all that it can answer."""

    wanted: int = 0
    within: tuple[int, ...] = (0,) * (len(CUTS) + 1)

    def add(self, wanted: set[str], found: Sequence[str]) -> None:
        """Count one query."""
        self.wanted += len(wanted)
        cuts = (*CUTS, len(found))
        self.within = tuple(n + len(wanted.intersection(found[:cut])) for n, cut in zip(self.within, cuts, strict=True))

    def __str__(self) -> str:
        return " | ".join(f"{n / self.wanted:.3f}" if self.wanted else "-" for n in self.within)


def ready(engine: Ipsearch, hand: ByHand, size: int) -> bool:
    """Whether an earlier run has left both registers."""
    generations = engine.backend.generations(FAMILY)
    records = [info.records for info in generations if info.live and info.finished and info.versions == versions()]
    return records == [size] and hand.count() == size


def edited(size: int, count: int) -> list[Asked]:
    """Edited names that can be checked; the same ones as in ``benchmarks.speed`` for registers with all real names."""
    names = real_names()[:size]
    marks = {record.mark: record for record in register(len(names))}
    editor = Editor(names, seed=7)
    edits = (editor.edit() for _ in range(2 * count))
    return list(islice((Asked(q, marks[name]) for _, name, q in edits if form_of(q).compact), count))


def scan(records: Iterable[Trademark], queries: Sequence[str], weights: Statistics) -> list[set[str]]:
    """Brute force: per query the ids of all marks at level ``similar`` or above."""
    asked = [Side(form_of(query), weights) for query in queries]
    found: list[set[str]] = [set() for _ in asked]
    for record in records:
        other = Side(form_of.__wrapped__(record.mark, record.classes), weights)
        for one, ids in zip(asked, found, strict=True):
            if judge_sides(one, other, V1).score >= V1.similar:
                ids.add(record.id)
    return found


def finders(engine: Ipsearch, hand: ByHand) -> dict[str, Find]:
    """Every method as far as it goes: all hits of ours, the longest list that is counted by hand."""

    def ours(query: str) -> list[str]:
        return [hit.id for hit in engine.trademarks.check(query, limit=None).hits]

    def by_hand(make: Callable[[str], Json], query: str) -> list[str]:
        return hand.search(make(query), CUTS[-1])

    return {OURS: ours, **{name: partial(by_hand, make) for name, make in BY_HAND.items()}}


def print_speed(
    actions: dict[str, Callable[[str], object]], sizes: dict[str, float], queries: Sequence[str], warm: Sequence[str]
) -> None:
    gc.collect()
    gc.freeze()
    print("| method | queries | p50 ms | p95 ms | p50 against ours | p95 against ours | bytes per record |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for action in actions.values():
        timed(action, warm)
    times: dict[str, list[float]] = {name: [] for name in actions}
    for start in range(0, len(queries), TURN):
        for name, action in actions.items():
            times[name] += timed(action, queries[start : start + TURN])
    for name, taken in times.items():
        found = [(quantile(taken, share), quantile(times[OURS], share)) for share in (0.5, 0.95)]
        cells = [f"{mine:,.2f}" for mine, _ in found] + [f"{mine / other:.2f}" for mine, other in found]
        print(f"| {name} | {len(taken)} | {' | '.join(cells)} | {sizes[name]:.0f} |", flush=True)


def alike(asked: Asked, weights: Statistics) -> bool:
    """Whether our features report the mark that was edited, at any level; an edit can leave too little of it."""
    other = Side(form_of.__wrapped__(asked.mark.mark, asked.mark.classes), weights)
    return judge_sides(Side(form_of(asked.query), weights), other, V1).level is not None


def print_recall(finders: dict[str, Find], asked: Sequence[Asked], brute: Sequence[set[str]]) -> None:
    """``brute`` are the marks that the first queries should find."""
    said = "no scan was asked for, or the register is too large for one"
    if brute:
        marks = sum(map(len, brute))
        said = f"{len(brute)} scans of the whole register put {marks:,} marks at level `similar` or above"
    print(f"\nrecall: {len(asked):,} edited names; {said}\n")
    columns = [f"{kind} @{cut}" for kind in ("edited name", "scan") for cut in (*map("{:,}".format, CUTS), "all")]
    print(f"| method | {' | '.join(columns)} |\n|---|" + "---:|" * len(columns))
    for name, find in finders.items():
        originals, judged = Recall(), Recall()
        for i, one in enumerate(asked):
            found = find(one.query)
            originals.add({one.mark.id}, found)
            if i < len(brute):
                judged.add(brute[i], found)
        print(f"| {name} | {originals} | {judged} |", flush=True)
    print(
        f"\nall: every hit of ours, the first {CUTS[-1]:,} of the others. A query with more such marks than a cut "
        "shows keeps every method below 1 there."
    )


def print_extent(engine: Ipsearch, queries: Sequence[str]) -> None:
    found = [engine.trademarks.check(query, limit=0).completeness for query in queries]
    counts = {"candidates": [float(c.candidates) for c in found], "hits": [float(c.hits) for c in found]}
    texts = [f"{name}: median {quantile(n, 0.5):,.0f}, p95 {quantile(n, 0.95):,.0f}" for name, n in counts.items()]
    print(f"\n{'; '.join(texts)}")
    started = time.perf_counter()
    total = sum(1 for _ in engine.trademarks.check_many(queries))
    print(f"check_many: {total / (time.perf_counter() - started):,.0f} names a second, one process")


def print_parity(embedded: Ipsearch, elastic: Ipsearch, queries: Sequence[str]) -> None:
    compared = Comparison()
    for query in queries:
        compared.add(*(engine.trademarks.check(query, limit=None) for engine in (elastic, embedded)))
    print(
        f"\nagainst the embedded engine: {compared.reports:,} reports, {compared.hits:,} hits, "
        f"{compared.fields:,} fields compared, {compared.different:,} reports differ"
    )


def measure(
    cluster: Cluster, engine: Ipsearch, hand: ByHand, embedded: Ipsearch | None, asked: argparse.Namespace
) -> None:
    size: int = asked.size
    edits = edited(size, asked.queries + WARM)
    queries, warm = [one.query for one in edits[: asked.queries]], [one.query for one in edits[asked.queries :]]
    del edits[asked.queries :]
    info = engine.trademarks.reader.info()
    actions: dict[str, Callable[[str], object]] = {OURS: engine.trademarks.check}
    sizes = {OURS: index_bytes(cluster.client, cluster.index(info.name)) / size}
    sizes |= dict.fromkeys(BY_HAND, index_bytes(cluster.client, hand.index) / size)
    for name, make in BY_HAND.items():
        actions[name] = partial(_search, hand, make)
    if embedded:
        actions[EMBEDDED] = embedded.trademarks.check
        sizes[EMBEDDED] = embedded.trademarks.reader.info().bytes / size
    print(f"\nregister {info.records:,} marks, {hand.count():,} by hand; {cluster.shards} shard(s) of one segment\n")
    print_speed(actions, sizes, queries, warm)
    print_extent(engine, queries)
    if embedded:
        print_parity(embedded, engine, queries)
    weights = engine.trademarks.checker.statistics
    scans = asked.scans if size <= LARGEST_SCAN else 0
    wanted = scan(register(size), queries[:scans], weights) if scans else []
    print_recall(finders(engine, hand), edits, wanted)
    reported = sum(alike(one, weights) for one in edits)
    print(
        f"\nOur features report {reported / len(edits):.3f} of the edited names, at any level: "
        "no check with them can find more."
    )


def _search(hand: ByHand, make: Callable[[str], Json], query: str) -> object:
    return hand.search(make(query), CUTS[0])


def run(asked: argparse.Namespace, folder: Path) -> None:
    settings = cluster_settings(asked.url, str(asked.size), folder)
    with ExitStack() as stack:
        embedded = None
        if asked.home:
            embedded = stack.enter_context(Ipsearch(replace(settings, url=f"embedded:{asked.home}")))
            if embedded.trademarks.reader.info().records != asked.size:
                raise SystemExit(f"{asked.home} does not hold {asked.size:,} marks")
        cluster = stack.enter_context(own_indices(settings, asked.keep))
        engine = stack.enter_context(Ipsearch(settings))
        print(f"{describe()}\n{describe_cluster(cluster.client)}", flush=True)
        hand = ByHand(cluster.client, f"{settings.prefix}-byhand", settings.shards)
        if not ready(engine, hand, asked.size):
            hand.create()
            build([engine.backend], register(asked.size), hand.put)
            hand.finish()
        stack.enter_context(expensive_queries(cluster.client))
        measure(cluster, engine, hand, embedded, asked)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", default="http://127.0.0.1:9200")
    arguments.add_argument("--size", type=int, default=1_000_000)
    arguments.add_argument("--queries", type=int, default=500)
    arguments.add_argument("--scans", type=int, default=20, help="queries that are also answered by brute force")
    arguments.add_argument("--home", type=Path, help="an embedded register of the same marks")
    arguments.add_argument("--keep", action="store_true", help="keep the indices for the next run of this size")
    with tempfile.TemporaryDirectory() as folder:
        run(arguments.parse_args(), Path(folder))


if __name__ == "__main__":
    main()
