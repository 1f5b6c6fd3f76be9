"""Whether the embedded engine and Elasticsearch answer the same, field by field.

    python -m benchmarks.parity [--url http://127.0.0.1:9200] [--size N] [--names 2000]

The register is every name of both public lists and the marks ``b`` of the decided pairs, with the same ids on both
engines. Compared are the reports of :meth:`check` on every mark ``a``, all hits, and those of :meth:`check_many` on
edited names, 20 hits each. A report has two fields that are not compared: how long it took, and the generation's name,
which has the time of the load in it. Exit code 1 if anything else differs.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from importlib.metadata import version
from itertools import islice
from pathlib import Path

import msgspec
from elasticsearch import Elasticsearch

from benchmarks.edits import Editor
from benchmarks.machine import describe
from benchmarks.ranking import decided_pairs
from benchmarks.registers import build, real_names, register
from ipsearch.backends.elastic.client import Cluster, connect
from ipsearch.config import Settings
from ipsearch.engine import Ipsearch
from ipsearch.matching.report import Report
from ipsearch.records import Trademark
from ipsearch.text.form import form_of

NOT_COMPARED = frozenset({".took_ms", ".completeness.generation"})
_ABSENT = object()


def cluster_settings(url: str, name: str, home: Path) -> Settings:
    """The cluster at ``url`` (login and certificates from the environment), with indices of a benchmark's own."""
    return replace(Settings.load(os.environ, url), prefix=f"ipsearch-bench-{name}", home=home)


def describe_cluster(client: Elasticsearch) -> str:
    """Versions, nodes and heap of a cluster, in one line."""
    nodes = client.nodes.info(metric=["jvm"])["nodes"].values()
    heaps = ", ".join(f"{node['jvm']['mem']['heap_max_in_bytes'] / 2**30:.1f}" for node in nodes)
    versions_found = ", ".join(sorted({node["version"] for node in nodes}))
    return f"Elasticsearch {versions_found}, {len(nodes)} node(s), heap {heaps} GiB, client {version('elasticsearch')}"


def index_bytes(client: Elasticsearch, index: str) -> int:
    """Size of an index on disk, of what can be searched; the size in ``_stats`` may be ten seconds old."""
    client.indices.refresh(index=index)
    shards = client.indices.segments(index=index)["indices"][index]["shards"].values()
    copies = (copy for shard in shards for copy in shard if copy["routing"]["primary"])
    return sum(segment["size_in_bytes"] for copy in copies for segment in copy["segments"].values())


@contextmanager
def own_indices(settings: Settings, keep: bool = False) -> Iterator[Cluster]:
    """The cluster; afterwards the benchmark's indices are deleted, unless they are kept for the next run."""
    cluster = connect(settings)
    with closing(cluster.client):
        try:
            yield cluster
        finally:
            names = [] if keep else list(cluster.client.indices.get(index=f"{settings.prefix}-*"))
            for name in names:
                cluster.client.indices.delete(index=name, ignore_unavailable=True)


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every single value in a report made of plain dicts and lists, with its place; and how long each list is."""
    if path in NOT_COMPARED:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        yield f"{path}#", len(value)
        for i, item in enumerate(value):
            yield from leaves(item, f"{path}[{i}]")
    else:
        yield path, value


def differences(a: Report, b: Report) -> tuple[int, list[str]]:
    """How many fields two reports have, and the places of those that differ."""
    one, other = (dict(leaves(msgspec.to_builtins(report))) for report in (a, b))
    places = one.keys() | other.keys()
    return len(places), sorted(p for p in places if one.get(p, _ABSENT) != other.get(p, _ABSENT))


class Comparison:
    """Counts what was compared, and prints what differs."""

    def __init__(self) -> None:
        self.reports = self.hits = self.fields = self.different = 0

    def add(self, a: Report, b: Report) -> None:
        """Compare two reports on one mark."""
        fields, places = differences(a, b)
        self.reports, self.hits, self.fields = self.reports + 1, self.hits + len(a.hits), self.fields + fields
        if places:
            self.different += 1
            print(f"DIFFERS {a.query!r}: {len(places)} fields: {', '.join(places[:5])}")

    def row(self, name: str) -> str:
        """One line of a table."""
        return f"| {name} | {self.reports:,} | {self.hits:,} | {self.fields:,} | {self.different:,} |"


def records(size: int) -> Iterator[Trademark]:
    """Real names, then the marks ``b`` of the decided pairs in the classes that were decided on."""
    yield from register(size)
    for i, pair in enumerate(decided_pairs()):
        classes = tuple(int(number) for number in pair["classes"] or ())
        yield Trademark(office="XX", application_number=str(i), mark=pair["b"], classes=classes)


def compare(embedded: Ipsearch, elastic: Ipsearch, edited: Sequence[str]) -> Iterator[tuple[str, Comparison]]:
    single, many = Comparison(), Comparison()
    for pair in decided_pairs():
        single.add(*(engine.trademarks.check(pair["a"], limit=None) for engine in (embedded, elastic)))
    yield "check, all hits", single
    answers = [engine.trademarks.check_many(edited, limit=20) for engine in (embedded, elastic)]
    for a, b in zip(*answers, strict=True):
        many.add(a, b)
    yield "check_many, 20 hits", many


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", default="http://127.0.0.1:9200")
    arguments.add_argument("--size", type=int, help="that many of the real names only")
    arguments.add_argument("--names", type=int, default=2000, help="edited names for check_many")
    asked = arguments.parse_args()
    real = real_names()[: asked.size]
    editor = Editor(real, seed=7)
    edited = list(islice((q for _, _, q in iter(editor.edit, None) if form_of(q).compact), asked.names))
    with tempfile.TemporaryDirectory() as folder:
        settings = cluster_settings(asked.url, "parity", Path(folder))
        here = replace(settings, url=f"embedded:{folder}")
        with own_indices(settings) as cluster, Ipsearch(here) as embedded, Ipsearch(settings) as elastic:
            print(f"{describe()}\n{describe_cluster(cluster.client)}")
            build([embedded.backend, elastic.backend], records(len(real)))
            sizes = [engine.trademarks.reader.info().records for engine in (embedded, elastic)]
            print(f"\nregister {sizes[0]:,} marks embedded, {sizes[1]:,} in Elasticsearch\n")
            found = list(compare(embedded, elastic, edited))
    print("| what | reports | hits | fields compared | reports that differ |\n|---|---:|---:|---:|---:|")
    for name, comparison in found:
        print(comparison.row(name))
    sys.exit(int(sizes[0] != sizes[1] or any(comparison.different for _, comparison in found)))


if __name__ == "__main__":
    main()
