"""Where the conflicting mark stands in the list: decided pairs against a register of real names.

    python -m benchmarks.ranking

For every decided pair (``../shared/similar-marks``) the mark ``a`` is checked against all names of both public lists
and all marks ``b``, without a class filter; the rank of ``b`` is compared with plain string measures over the same
register. Ties count half. A mark that is not in the list has no rank.

No weight is fitted to the pairs: weights are the register's document frequencies, floors and factors follow the order
of the examination guide. Two bounds of the policy decide how long the list gets (``letters_overlap``, ``remote``); for
the cross-validated line they are chosen for each pair by the other pairs alone.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler, Levenshtein

import ipsearch
from benchmarks.machine import describe
from benchmarks.registers import SHARED, load, real_names
from ipsearch.matching.check import Checker
from ipsearch.matching.goods import GoodsRelations
from ipsearch.matching.judge import judge
from ipsearch.matching.options import CheckOptions
from ipsearch.matching.policy import V1
from ipsearch.matching.statistics import Statistics
from ipsearch.records import Trademark
from ipsearch.text.form import form_of
from ipsearch.text.normal import normalise

PLAIN: dict[str, Callable[..., float]] = {
    "ratio": fuzz.ratio,
    "WRatio": fuzz.WRatio,
    "Jaro-Winkler": JaroWinkler.similarity,
    "Levenshtein": Levenshtein.normalized_similarity,
    "partial_ratio": fuzz.partial_ratio,
}
CUTS = (10, 50, 200)
BANDS = (0.001, 0.01, 0.06)
VARIANTS = tuple(replace(V1, letters_overlap=o, remote=r) for o in (0.15, 0.2, 0.25, 0.3) for r in (0.3, 0.36))
Pair = dict[str, str]


def decided_pairs() -> list[Pair]:
    with (SHARED / "similar-marks" / "decided-pairs.jsonl").open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def plain_rank(pair: Pair, marks: list[str], place: int, scorer: Callable[..., float]) -> float:
    """Rank of the mark at ``place`` by a plain measure over normal forms, ties half."""
    query = normalise(pair["a"])
    scores = [float(score) for _, score, _ in process.extract_iter(query, marks, scorer=scorer)]
    mine = scores[place]
    return sum(s > mine for s in scores) + (sum(s == mine for s in scores) + 1) / 2


def our_rank(pair: Pair, identity: str, checker: Checker) -> float | None:
    """Rank of a record in the check's list, ties half."""
    hits = checker.check(pair["a"], CheckOptions(limit=None)).hits
    mine = next((h.rank for h in hits if h.id == identity), None)
    if mine is None:
        return None
    return sum(h.rank > mine for h in hits) + (sum(h.rank == mine for h in hits) + 1) / 2


def shares(ranks: Sequence[float | None], cuts: Sequence[float] = CUTS) -> str:
    return " | ".join(f"{sum(r is not None and r <= c for r in ranks) / len(ranks):.2f}" for c in cuts)


def cross_validated(by_variant: list[list[float | None]]) -> list[float | None]:
    """For each pair its rank under the variant that is best on all other pairs (at 50, then 200, then 10)."""
    count = len(by_variant[0])
    chosen = []
    for left_out in range(count):

        def quality(ranks: list[float | None], without: int = left_out) -> tuple[int, ...]:
            rest = [r for i, r in enumerate(ranks) if i != without and r is not None]
            return tuple(sum(r <= cut for r in rest) for cut in (50, 200, 10))

        chosen.append(max(by_variant, key=quality)[left_out])
    return chosen


def area(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Area under the curve: how often a similar pair scores above a not similar one."""
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return wins / (len(positive) * len(negative))


def print_ranks(title: str, pairs: list[Pair], places: list[int], marks: list[str], checkers: list[Checker]) -> None:
    print(f"\n### {title}: {len(pairs)} pairs\n\n| measure | @10 | @50 | @200 |\n|---|---:|---:|---:|")
    for name, scorer in PLAIN.items():
        print(f"| {name} | {shares([plain_rank(p, marks, i, scorer) for p, i in zip(pairs, places, strict=True)])} |")
    by_variant = [[our_rank(p, f"XX-{i}", c) for p, i in zip(pairs, places, strict=True)] for c in checkers]
    ours = by_variant[VARIANTS.index(V1)]
    print(f"| ipsearch, policy v1 | {shares(ours)} |")
    print(f"| ipsearch, leave-one-out | {shares(cross_validated(by_variant))} |")
    for pair, rank in zip(pairs, ours, strict=True):
        if rank is None or rank > 50:
            print(f"\nnot within 50: {pair['a']} / {pair['b']} ({pair['rule']}): {rank or 'not found'}")
    in_bands = shares(ours, [b * len(marks) for b in BANDS])
    print(f"\nwithin the top {' / '.join(f'{b:.1%}' for b in BANDS)} of {len(marks):,} marks: {in_bands}")


def print_area(title: str, pairs: list[Pair], statistics: Statistics) -> None:
    def scores(measure: Callable[[str, str], float], labels: set[str]) -> list[float]:
        return [measure(p["a"], p["b"]) for p in pairs if p["label"] in labels]

    def plain(scorer: Callable[..., float]) -> Callable[[str, str], float]:
        return lambda a, b: scorer(normalise(a), normalise(b))

    measures = {name: plain(scorer) for name, scorer in PLAIN.items()}
    measures["ipsearch"] = lambda a, b: judge(form_of(a), form_of(b), statistics, V1).score
    areas = {n: area(scores(m, {"similar", "identical"}), scores(m, {"not_similar"})) for n, m in measures.items()}
    print(f"\n{title}: " + " | ".join(f"{name} {value:.2f}" for name, value in areas.items()))


def main() -> None:
    argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0]).parse_args()
    pairs = decided_pairs()
    names = real_names()
    marks = [normalise(n) for n in names + [p["b"] for p in pairs]]
    print(describe())
    with tempfile.TemporaryDirectory() as folder:
        register = enumerate(names + [p["b"] for p in pairs])
        load(Path(folder), (Trademark(office="XX", application_number=str(i), mark=n) for i, n in register))
        with ipsearch.connect(f"embedded:{folder}") as engine:
            reader = engine.trademarks.reader
            checkers = [Checker(reader, GoodsRelations(), v) for v in VARIANTS]
            for title, chosen in (("Han and mixed", False), ("Latin", True)):
                script = [p for p in pairs if (p["script"] == "latin") == chosen]
                conflicts = [p for p in script if p["core"] and p["label"] != "not_similar"]
                print_ranks(title, conflicts, [len(names) + pairs.index(p) for p in conflicts], marks, checkers)
                print("\narea under the curve, similar against not similar")
                print_area("core pairs", [p for p in script if p["core"]], checkers[0].statistics)
                print_area("all pairs", script, checkers[0].statistics)


if __name__ == "__main__":
    main()
