"""Patents: load, ten typical queries on both engines and against hand-written Elasticsearch requests, bytes by part.

    python -m benchmarks.patents [--size 200000] [--url http://127.0.0.1:9200] [--home DIR] [--variants 40]
                                 [--parts 2000] [--skip-load] [--no-elastic]

The library is made of the sentences of real documents (``benchmarks/patent_corpus.py``) and loaded from an NDJSON file
by the command's own loader. Each of the ten queries comes in variants with other words, drawn as often as they occur;
every variant is asked five times and timed the last two, when the library remembers how it reads; "first" is the same
with a text that it has not read before. The hand-written request asks the same index for the same rows, the same twenty
hits in the same order, the same total and statistic; answers are compared before they are timed, and a difference ends
the run. Bytes by part are those of a smaller library with descriptions of real length, loaded four times, each time
with one part more. ``--home`` keeps file and index for the next run (``--skip-load``).
"""

from __future__ import annotations

import argparse
import gc
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.machine import describe
from benchmarks.parity import cluster_settings, describe_cluster, index_bytes
from benchmarks.patent_corpus import Corpus, real_patents, write_corpus
from benchmarks.speed import quantile
from indexers.load import LoadOptions, load_patents
from ipsearch.backends.elastic.client import Cluster, connect
from ipsearch.backends.elastic.indexes import TEXTS
from ipsearch.backends.sizing import plan_index
from ipsearch.config import Settings
from ipsearch.documents.patent import FAMILY
from ipsearch.engine import Ipsearch
from ipsearch.indices import GenerationInfo
from ipsearch.records import Patent

WORLD = 150_000_000
SHOWN = 20
RESERVED = frozenset(("and", "or", "not", "any", "all", "within", "prox", "same", "low", "high"))
"""Words that CQL has for itself; left out of the queries, by hand as well."""
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A query as a searcher types it, the same by hand, and the statistic that both ask for."""

    kind: str
    text: str
    query: Json
    facet: str = ""
    stem: str = ""
    """Of a truncation: the cluster forbids expensive queries, so its words are asked for by hand as well."""


def term(field: str, *values: str) -> Json:
    return {"terms": {field: list(values)}} if len(values) > 1 else {"term": {field: values[0]}}


def either(*items: Json) -> Json:
    return {"bool": {"should": list(items), "minimum_should_match": 1}}


def every(*items: Json) -> Json:
    return {"bool": {"filter": list(items)}}


def near(field: str, a: str, b: str, gaps: int, ordered: bool) -> Json:
    return {"intervals": {field: {"all_of": {
        "intervals": [{"match": {"query": a}}, {"match": {"query": b}}], "ordered": ordered, "max_gaps": gaps,
    }}}}  # fmt: skip


def questions(corpus: Corpus, variants: int) -> Iterator[Question]:
    """The ten queries, each in as many variants."""
    rnd = random.Random(5)
    sentences = [s for s in corpus.sentences("en") if all(w.isalpha() and w.isascii() for w in s[:8])]
    sentences = [s for s in sentences if RESERVED.isdisjoint(w.lower() for w in s[:8])]
    words = sorted({w.lower() for s in sentences for w in s[:8] if len(w) > 3})
    common = [w.lower() for s in sentences for w in s[:8] if len(w) > 3]
    plain = ("".join(c for c in s if "一" <= c <= "鿿") for s in corpus.sentences("zh"))
    chinese = [text for text in plain if len(text) > 8]
    for _ in range(variants):
        one, two = rnd.choice(common), rnd.choice(words)
        yield Question("term", f"ab={one}", term("abstract", one))
        many = rnd.sample(words, 20)
        yield Question("20 terms or", f"ab=({' or '.join(many)})", term("abstract", *many))
        yield Question(
            "20 terms, and, not",
            f"(ab=({' or '.join(many[:10])})) and (claims=({' or '.join(many[10:18])})) not ti={one}",
            {"bool": {"filter": [term("abstract", *many[:10]),
                                 term("claims", *many[10:18])],
                      "must_not": [term("title", one)]}},
        )  # fmt: skip
        run = [w.lower() for w in rnd.choice(sentences)[:3]]
        yield Question("phrase", f'ftxt="{" ".join(run)}"', either(
            *({"match_phrase": {f: {"query": " ".join(run)}}} for f in ("title", "abstract", "claims", "description"))
        ))  # fmt: skip
        start = rnd.randrange(3)
        text = rnd.choice(chinese)
        part = text[start : start + rnd.randint(2, 5)]
        yield Question("Chinese phrase", f"ab={part}", {"match_phrase": {"abstract": {"query": " ".join(part)}}})
        a, b = (w.lower() for w in rnd.sample(rnd.choice(sentences)[:8], 2))
        if a != b:
            yield Question("proximity, any order", f"claims={a} prox/distance<=6 claims={b}",
                           either(near("claims", a, b, 5, True), near("claims", b, a, 5, True)))  # fmt: skip
            yield Question("proximity, ordered", f"claims={a} prox/distance<=6/ordered=true claims={b}",
                           near("claims", a, b, 5, True))  # fmt: skip
        symbol, year = rnd.choice(corpus.symbols)[:4], rnd.randint(1998, 2018)
        yield Question("class, date, statistic", f'ipc={symbol} and pd within "{year} {year + 4}"', every(
            term("ipc", symbol), {"range": {"publication_date": {"gte": year * 10_000, "lte": (year + 5) * 10_000}}}
        ), "applicant")  # fmt: skip
        stem = two[: max(4, len(two) - 2)]
        yield Question("truncation", f"ab={stem}*", term("abstract", stem), stem=stem)
        yield Question("term, class, date", f'ab={two} and ipc={symbol} and pd>={year}', every(
            term("abstract", two), term("ipc", symbol), {"range": {"publication_date": {"gte": year * 10_000}}}
        ))  # fmt: skip


def by_hand(cluster: Cluster, index: str, question: Question) -> tuple[list[str], int, dict[str, int]]:
    """Ids, total and statistic as a hand-written request gives them."""
    wanted = question.query
    if question.stem:
        found = cluster.client.terms_enum(index=index + TEXTS, field="vocabulary", string=question.stem, size=10_000)
        wanted = term("abstract", *(found["terms"] or ["-"]))
    body: Json = {
        "query": {"bool": {"filter": [wanted]}}, "size": SHOWN, "track_total_hits": True,
        "sort": [{"publication_date": {"order": "desc", "missing": "_last"}}, {"id": "asc"}],
        "docvalue_fields": ["lean"], "stored_fields": "_none_", "_source": False,
    }  # fmt: skip
    if question.facet:
        # Every value, so that the number of distinct ones is exact, as ours is.
        body["aggs"] = {"values": {"terms": {"field": question.facet, "size": 10_000}}}
    answer = cluster.client.search(index=index + TEXTS if "description" in str(wanted) else index, **body)
    values = answer.get("aggregations", {}).get("values", {}).get("buckets", [])
    ids = [hit["sort"][1] for hit in answer["hits"]["hits"]]
    return ids, answer["hits"]["total"]["value"], {one["key"]: one["doc_count"] for one in values[:20]}


def ours(engine: Ipsearch, question: Question) -> tuple[list[str], int, dict[str, int]]:
    """The same through the library, from the text of the query."""
    page = engine.patents.search(
        question.text,
        dialect="cql",
        sort="pd",
        limit=SHOWN,
        marks=False,
        facets=[question.facet] if question.facet else [],
    )
    facet = {one.value: one.count for counts in page.facets for one in counts.values}
    return [hit.id for hit in page.hits], page.total, facet


def unread(spaces: Iterator[int], engine: Ipsearch, question: Question) -> object:
    """:func:`ours` with a text that was never asked before: it has another number of spaces behind it."""
    return ours(engine, replace(question, text=question.text + " " * next(spaces)))


def milliseconds(ways: Sequence[Callable[[], object]]) -> list[float]:
    """What each way takes, all asked in turn three times before: what a cluster keeps of a query serves all of them.

    Each is timed twice, in this order and in the other one, because whoever comes after a pause waits longer.
    """
    for _ in range(3):
        for way in ways:
            way()
    found = [0.0] * len(ways)
    places = range(len(ways))
    for place in (*places, *reversed(places)):
        started = time.perf_counter()
        ways[place]()
        found[place] += (time.perf_counter() - started) * 500
    return found


def print_queries(
    engines: dict[str, Ipsearch], hand: Callable[[Question], object] | None, asked: list[Question]
) -> None:
    gc.collect()
    gc.freeze()
    spaces = count(1)
    names = [*(label for name in engines for label in (name, f"{name}, first")), *(["by hand"] if hand else [])]
    print("\n| query | variants | hits (median) | " + " | ".join(f"{name} p50 | p95" for name in names), end="")
    print(" | Elasticsearch / by hand p50 | p95 |" if hand else " |")
    print("|---|---:|---:|" + "---:|---:|" * len(names) + ("---:|---:|" if hand else ""))
    for kind in dict.fromkeys(question.kind for question in asked):
        those = [question for question in asked if question.kind == kind]
        hits = [ours(next(iter(engines.values())), question)[1] for question in those]
        cells = [kind, str(len(those)), f"{quantile([float(n) for n in hits], 0.5):,.0f}"]
        times: list[list[float]] = []
        for question in those:
            took: list[float] = []
            for name, engine in engines.items():  # one engine after the other: a cluster that rests starts slowly
                ways: list[Callable[[], object]] = [
                    partial(ours, engine, question), partial(unread, spaces, engine, question)
                ]  # fmt: skip
                if hand and name == "Elasticsearch":
                    ways.append(partial(hand, question))
                took += milliseconds(ways)
            times.append(took)
        columns = [list(column) for column in zip(*times, strict=True)]
        for column in columns:
            cells += [f"{quantile(column, share):.1f}" for share in (0.5, 0.95)]
        if hand:
            cells += [f"{quantile(columns[-3], share) / quantile(columns[-1], share):.2f}" for share in (0.5, 0.95)]
        print(f"| {' | '.join(cells)} |", flush=True)


def require_same(
    engines: dict[str, Ipsearch], hand: Callable[[Question], object] | None, asked: list[Question]
) -> None:
    """Every way gives the same ids, totals and statistics, or the run ends."""
    for question in asked:
        found = {name: ours(engine, question) for name, engine in engines.items()}
        if hand:
            found["by hand"] = hand(question)  # type: ignore[assignment]
        first = next(iter(found.values()))
        for name, (ids, total, facet) in found.items():
            # Of equal counts at the end of a list a statistic may show others.
            if (ids, total) != first[:2] or sorted(facet.values()) != sorted(first[2].values()):
                raise SystemExit(f"DIFFERS {question.text!r}: {name} has {total}, not {first[1]}: {ids} {first[0]}")


def load(engine: Ipsearch, path: Path, name: str) -> None:
    started = time.perf_counter()
    summary = load_patents([path], engine.backend, LoadOptions(rebuild=True, rejects=path.with_suffix(".bad")))
    seconds = time.perf_counter() - started
    size = path.stat().st_size / 1e6
    live = live_one(engine)
    print(f"| {name} | {summary.records:,} | {seconds:.0f} | {summary.records / seconds:,.0f} | {size / seconds:.1f} | "
          f"{live.bytes / 1e6:,.0f} | {live.bytes / live.records:,.0f} |", flush=True)  # fmt: skip


PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("bibliography and title", ("abstract", "claims", "description")),
    ("+ abstract", ("claims", "description")),
    ("+ claims", ("description",)),
    ("+ description", ()),
)


def print_parts(settings: dict[str, Settings], corpus: Corpus, count: int, folder: Path) -> None:
    """Bytes of a document by part, and what a library of the whole world needs."""
    records = list(corpus.patents(count, full=True))
    print(f"\n{count:,} documents with descriptions of real length\n")
    print("| parts | JSON bytes | " + " | ".join(f"{name}: bytes per record | more" for name in settings) + " |")
    print("|---|---:|" + "---:|---:|" * len(settings))
    before = dict.fromkeys(settings, 0.0)
    last: dict[str, float] = {}
    for label, without in PARTS:
        path = folder / f"part-{len(without)}.ndjson"
        path.write_bytes(b"".join(msgspec.json.encode(stripped(one, without)) + b"\n" for one in records))
        cells = [label, f"{path.stat().st_size / count:,.0f}"]
        for name, one in settings.items():
            with Ipsearch(one) as engine:
                load_patents([path], engine.backend, LoadOptions(rebuild=True, rejects=folder / "bad"))
                sizes = live_bytes(engine, one)
                size = sum(sizes) / count
                for old in engine.backend.generations(FAMILY):
                    if not old.live:
                        engine.backend.drop(FAMILY, old.name)
            cells += [f"{size:,.0f}", f"{size - before[name]:,.0f}"]
            before[name] = last[name] = size
        print(f"| {' | '.join(cells)} |", flush=True)
        path.unlink()
    if len(sizes) > 1:
        hot, texts = (one / count for one in sizes)
        print(f"\nElasticsearch: {hot:,.0f} bytes a record in the index of all but texts, {texts:,.0f} in the other")
    print("\n| 150,000,000 documents | shards | GB a shard | TB one copy | TB while rebuilding, 1 replica |")
    print("|---|---:|---:|---:|---:|")
    for name, size in last.items():
        made = plan_index(WORLD, size, 12)
        print(f"| {name} | {made.primaries} | {made.shard_bytes / 1e9:.0f} | {made.index_bytes / 1e12:.1f} | "
              f"{made.disk_bytes / 1e12:.1f} |")  # fmt: skip


def stripped(record: Patent, without: Sequence[str]) -> Patent:
    return msgspec.structs.replace(record, **{name: {} for name in without})


def live_one(engine: Ipsearch) -> GenerationInfo:
    """The generation that is asked."""
    [live] = [one for one in engine.backend.generations(FAMILY) if one.live]
    return live


def live_bytes(engine: Ipsearch, settings: Settings) -> list[int]:
    """Bytes of the live generation, of a cluster by index."""
    live = live_one(engine)
    if settings.engine != "elastic":
        return [live.bytes]
    cluster = connect(settings)
    try:
        return [index_bytes(cluster.client, cluster.index(live.name) + end) for end in ("", TEXTS)]
    finally:
        cluster.client.close()


def merged(cluster: Cluster, engine: Ipsearch) -> str:
    """The index of the live generation, which then has one segment, as the one of its texts."""
    index = cluster.index(live_one(engine).name)
    merging = cluster.client.options(request_timeout=3600).indices
    merging.forcemerge(index=[index, index + TEXTS], max_num_segments=1)
    return index


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--size", type=int, default=200_000)
    arguments.add_argument("--url", default="http://127.0.0.1:9200")
    arguments.add_argument("--home", type=Path, help="where file and index stay")
    arguments.add_argument("--variants", type=int, default=40)
    arguments.add_argument("--parts", type=int, default=2000, help="documents for the bytes by part, 0 for none")
    arguments.add_argument("--skip-load", action="store_true", help="ask what an earlier run has loaded")
    arguments.add_argument("--no-elastic", action="store_true")
    asked = arguments.parse_args()
    with ExitStack() as stack:
        folder = asked.home or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        there = cluster_settings(asked.url, "patents", folder)
        settings = {"embedded": replace(there, url=f"embedded:{folder}")}
        if not asked.no_elastic:
            settings["Elasticsearch"] = there
        engines = {name: stack.enter_context(Ipsearch(one)) for name, one in settings.items()}
        print(describe())
        hand: Callable[[Question], object] | None = None
        if not asked.no_elastic:
            cluster = connect(there)
            stack.callback(cluster.client.close)
            print(describe_cluster(cluster.client))
        path = folder / f"patents-{asked.size}.ndjson"
        write_corpus(path, asked.size)
        if not asked.skip_load:
            print("\n| load | records | seconds | records/s | MB/s | index MB | bytes per record |")
            print("|---|---:|---:|---:|---:|---:|---:|")
            for name, engine in engines.items():
                load(engine, path, name)
        corpus = Corpus(real_patents())
        known = list(questions(corpus, asked.variants))
        if not asked.no_elastic:
            hand = partial(by_hand, cluster, merged(cluster, engines["Elasticsearch"]))
        require_same(engines, hand, known)
        print_queries(engines, hand, known)
        if asked.parts:
            own = {name: replace(one, prefix=f"{one.prefix}-parts", url=one.url if one.engine == "elastic" else
                                 f"embedded:{folder / 'parts'}") for name, one in settings.items()}  # fmt: skip
            print_parts(own, corpus, asked.parts, folder)


if __name__ == "__main__":
    main()
