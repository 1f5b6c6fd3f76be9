"""Completeness of the check against a brute-force scan with the same features.

    python -m benchmarks.completeness [--queries 10000] [--unfiltered 50] [--workers 2]

The register is every name of both public lists. A query is one edit of a registered name. The scan judges the query
against every record and must report nothing that the check did not report, at any level, with the same score. Scanning
282,000 records for 10,000 queries takes days, so the scan leaves out records that share nothing with the query: no
character or letter, no look-alike of a character, no sound, no meaning; ``--unfiltered`` queries leave out none.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import ipsearch
from benchmarks.edits import Editor
from benchmarks.machine import describe
from benchmarks.registers import load, real_names
from ipsearch.documents.keys import hearings, long_hearings, meant
from ipsearch.matching.check import Checker
from ipsearch.matching.judge import judge_sides
from ipsearch.matching.options import CheckOptions
from ipsearch.matching.policy import V1
from ipsearch.matching.side import Side
from ipsearch.records import Trademark
from ipsearch.text.brandnames import brand_of
from ipsearch.text.form import Form, form_of
from ipsearch.text.glyph import look_alikes
from ipsearch.text.latin import consonants
from ipsearch.text.numerals import by_value
from ipsearch.text.pinyin import near_pinyin
from ipsearch.text.sound import joined_nears, joined_sounds
from ipsearch.text.wade import read_as_wade

Outcome = tuple[str, str, int, list[tuple[str, str, float]]]
"""Kind of edit, query, hits reported, and what was missed or judged differently."""


class Scan:
    """Brute force: judge everything that is not plainly unrelated."""

    def __init__(self, names: list[str], checker: Checker) -> None:
        self._checker = checker
        self._forms = [form_of.__wrapped__(n) for n in names]
        self._sharing: defaultdict[str, set[int]] = defaultdict(set)
        for i, form in enumerate(self._forms):
            for unit in units(form):
                self._sharing[unit].add(i)

    def hits(self, query: str, everything: bool) -> dict[str, float]:
        """Number and score of every record that the features report."""
        form = form_of(query)
        wanted = {*units(form), *(c for h in form.han for c in look_alikes(h))}
        sharing: set[int] = set().union(*(self._sharing.get(u, ()) for u in wanted))
        numbers = range(len(self._forms)) if everything else sharing
        return {number: score for number, score in self.judged(query, map(str, numbers)).items() if score is not None}

    def judged(self, query: str, numbers: Iterable[str]) -> dict[str, float | None]:
        """The score of each record, None for one that the features do not report."""
        asked = Side(form_of(query), self._checker.statistics)
        verdicts = ((n, judge_sides(asked, Side(self._forms[int(n)], self._checker.statistics), V1)) for n in numbers)
        return {number: None if verdict.level is None else verdict.score for number, verdict in verdicts}


def units(form: Form) -> set[str]:
    """What two marks must have in common for any rule to hold, one of them at least."""
    found = {
        *form.han,
        *form.letters,
        *form.spelled,
        *("w:" + w for w in form.word_keys),
        *("h:" + h for h in hearings(form)),
        *("m:" + brand_of(k) for k in meant(form)),
    }
    for aspect in form.aspects:
        found.update("s:" + s for s in joined_sounds(aspect))
        found.update("n:" + s for s in joined_nears(aspect))
        found.add("v:" + by_value(aspect))
    found.update("p:" + p for p in (*long_hearings(form), *near_pinyin(form.letters)))
    found.update("h:" + h for h in read_as_wade(form.letters))
    if form.letters:
        found.add("c:" + consonants(form.spelled))
    found.discard("v:")
    return found


def run(job: tuple[Path, int, int, int]) -> list[Outcome]:
    """One worker's share of the queries."""
    home, seed, queries, unfiltered = job
    names = real_names()
    outcomes: list[Outcome] = []
    with ipsearch.connect(f"embedded:{home}", home=str(home)) as engine:  # without the user's own table of goods
        checker = engine.trademarks.checker
        scan, editor = Scan(names, checker), Editor(names, seed)
        while len(outcomes) < queries:
            kind, _, query = editor.edit()
            if not form_of(query).compact:
                continue
            report = checker.check(query, CheckOptions(limit=None))
            reported = {h.number: h.score for h in report.hits}
            expected = scan.hits(query, everything=len(outcomes) < unfiltered)
            wrong = [(names[int(i)], query, score) for i, score in expected.items() if reported.get(i) != score]
            # What the scan left aside is judged now: the check may not report what the features do not.
            beyond = scan.judged(query, [i for i in reported if i not in expected])
            wrong += [(names[int(i)], query, -reported[i]) for i, score in beyond.items() if reported[i] != score]
            outcomes.append((kind, query, len(expected), wrong))
    return outcomes


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--queries", type=int, default=10_000)
    arguments.add_argument("--unfiltered", type=int, default=50)
    arguments.add_argument("--workers", type=int, default=2)
    asked = arguments.parse_args()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        names = real_names()
        load(home, (Trademark(office="XX", application_number=str(i), mark=n) for i, n in enumerate(names)))
        share, whole = -(-asked.queries // asked.workers), -(-asked.unfiltered // asked.workers)
        jobs = [(home, seed, share, whole) for seed in range(asked.workers)]
        with multiprocessing.get_context("spawn").Pool(asked.workers) as pool:
            outcomes = [o for part in pool.map(run, jobs, chunksize=1) for o in part]
    print(describe())
    kinds = Counter(kind for kind, *_ in outcomes)
    print(
        f"\nregister {len(names):,} names, {len(outcomes):,} queries, {whole * asked.workers} of them unfiltered, "
        f"{time.perf_counter() - started:,.0f} s\n"
    )
    print("| edit | queries | hits reported by brute force | missed or different |\n|---|---:|---:|---:|")
    for kind in sorted(kinds):
        mine = [o for o in outcomes if o[0] == kind]
        print(f"| {kind} | {len(mine):,} | {sum(o[2] for o in mine):,} | {sum(len(o[3]) for o in mine):,} |")
    wrong = [w for o in outcomes for w in o[3]]
    print(f"| all | {len(outcomes):,} | {sum(o[2] for o in outcomes):,} | {len(wrong):,} |")
    for row in wrong[:20]:
        print("MISSED", *row)


if __name__ == "__main__":
    main()
