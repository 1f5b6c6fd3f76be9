"""Speed of a load into Elasticsearch, against sending ready-made documents with the client's own helpers.

    python -m benchmarks.elastic_loading [--url http://127.0.0.1:9200] [--size 300000] [--rounds 3]

The baselines have everything done beforehand: documents analysed, as dicts. They only send them, in chunks of as many
documents and by as many threads as our writer, into an index with the same mapping and settings, through the same
client. Ours, ready: packed documents to the writer, with the commits of a load. Ours, whole: a load from a file of
names, with helper processes. Every line ends with a refresh and, timed apart, the merge to one segment that finishes a
generation; of ours with publication. Every run is a process of its own on a new index, after one that is not counted;
the kinds take turns, and the median of the rounds counts; shares are of the client's own helper with as many threads.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from elasticsearch import Elasticsearch, helpers

from benchmarks.loading import write_names
from benchmarks.machine import describe
from benchmarks.parity import cluster_settings, describe_cluster, index_bytes, own_indices
from benchmarks.registers import document
from indexers.load import LoadOptions, load_trademarks, usual_workers
from indexers.trademarks import LIBRARY
from ipsearch.backends.base import Packed
from ipsearch.backends.elastic import BulkOptions, ElasticBackend
from ipsearch.backends.elastic.client import Cluster
from ipsearch.backends.elastic.indexes import GenerationIndex, delete
from ipsearch.backends.elastic.pack import ElasticPacker
from ipsearch.backends.elastic.writer import ElasticWriter, WriterOptions
from ipsearch.config import Settings
from ipsearch.documents.trademark import ANALYSIS_VERSION, FAMILY, prepare
from ipsearch.engine import versions
from ipsearch.indices import GenerationInfo, Versions
from ipsearch.records import Trademark
from mappings.loader import load as load_mapping

Action = dict[str, Any]
SENDING = BulkOptions()
ALONE = BulkOptions(workers=1)


class Kind(NamedTuple):
    """A way to load: what it is called, and the one with as many sending threads that it is measured against."""

    title: str
    baseline: str


KINDS = {
    "single": Kind("streaming_bulk, one thread", "single"),
    "alone": Kind(f"whole load, {usual_workers()} helper process(es), one thread", "single"),
    "shared": Kind(f"streaming_bulk, {SENDING.workers} threads", "shared"),
    "parallel": Kind(f"parallel_bulk, {SENDING.workers} threads", "shared"),
    "writer": Kind(f"our writer, ready documents, {SENDING.workers} threads", "shared"),
    "whole": Kind(f"whole load, {usual_workers()} helper process(es), {SENDING.workers} threads", "shared"),
}


class Measured(NamedTuple):
    """Seconds until all was stored, seconds of merging and publishing, bytes before and after that; documents."""

    loading: float
    finishing: float
    bytes_before: int
    bytes_after: int
    records: int


def packed(names: Path) -> list[Packed]:
    """Every name's document, ready to be sent by our writer."""
    pack = ElasticPacker(load_mapping(FAMILY))
    with names.open(encoding="utf-8") as stream:
        marks = (Trademark(office="XX", application_number=str(i), mark=line.strip()) for i, line in enumerate(stream))
        return [pack(document(prepare(mark))) for mark in marks]


def actions(names: Path, index: str) -> list[Action]:
    """Every name's document, ready to be sent by the client's helpers."""
    decode = msgspec.json.Decoder().decode
    return [{"_index": index, "_id": one.id, "_source": decode(one.body)} for one in packed(names)]


def single(client: Elasticsearch, ready: Iterable[Action]) -> int:
    sent = helpers.streaming_bulk(
        client, ready, chunk_size=SENDING.chunk_documents, max_chunk_bytes=SENDING.chunk_bytes
    )
    return sum(done for done, _ in sent)


def shared(client: Elasticsearch, ready: Sequence[Action]) -> int:
    """Each thread sends its share."""
    shares = [ready[i :: SENDING.workers] for i in range(SENDING.workers)]
    with ThreadPoolExecutor(SENDING.workers) as pool:
        return sum(pool.map(lambda share: single(client, share), shares))


def parallel(client: Elasticsearch, ready: Iterable[Action]) -> int:
    sent = helpers.parallel_bulk(
        client, ready, SENDING.workers, chunk_size=SENDING.chunk_documents, max_chunk_bytes=SENDING.chunk_bytes
    )
    return sum(done for done, _ in sent)


SENDERS = {"single": single, "shared": shared, "parallel": parallel}


def send(cluster: Cluster, names: Path, kind: str) -> Measured:
    """What a user of the client's helpers would do."""
    index = GenerationIndex(cluster, f"ready-{kind}")
    delete(cluster, index.generation)
    index.create(load_mapping(FAMILY), ANALYSIS_VERSION)
    ready = actions(names, index.name)
    gc.collect()
    gc.freeze()
    started = time.perf_counter()
    done = SENDERS[kind](cluster.client, ready)
    found = index.refreshed_count()
    loading = time.perf_counter() - started
    before = index_bytes(cluster.client, index.name)
    if found != done or found != len(ready):
        raise SystemExit(f"{found} of {len(ready)} documents are in the index")
    started = time.perf_counter()
    index.make_ready()
    finishing = time.perf_counter() - started
    measured = Measured(loading, finishing, before, index_bytes(cluster.client, index.name), found)
    delete(cluster, index.generation)
    return measured


class TimedBackend(ElasticBackend):
    """Notes when all is stored, and how long the publication takes after that."""

    def __init__(self, settings: Settings, cluster: Cluster, sending: BulkOptions) -> None:
        super().__init__(settings, WriterOptions(bulk=sending))
        self._place = cluster
        self.began = self.ended = self.finishing = 0.0
        self.before = self.after = 0

    def build(self, family: str, versions: Versions, resume: bool = False) -> ElasticWriter:
        """Build a generation whose publication is timed."""
        writer = super().build(family, versions, resume)
        index, publish = self._place.index(self.generations(family)[-1].name), writer.publish

        def timed() -> GenerationInfo:
            self.ended = time.perf_counter()
            self.before = index_bytes(self._place.client, index)
            started = time.perf_counter()
            info = publish()
            self.finishing = time.perf_counter() - started
            self.after = index_bytes(self._place.client, index)
            return info

        writer.publish = timed  # type: ignore[method-assign]
        self.began = time.perf_counter()
        return writer

    def measured(self, info: GenerationInfo) -> Measured:
        """What was noted about the generation that was published."""
        return Measured(self.ended - self.began, self.finishing, self.before, self.after, info.records)


def write(backend: TimedBackend, names: Path) -> Measured:
    """Ready-made documents to our writer, as a load puts them."""
    rest, options = iter(packed(names)), LoadOptions()
    gc.collect()
    gc.freeze()
    with closing(backend.build(FAMILY, versions())) as writer:
        while batches := _batches(rest, options):
            for batch in batches:
                writer.put_packed(batch)
            writer.commit(b"loading")
        return backend.measured(writer.publish())


def _batches(documents: Iterator[Packed], options: LoadOptions) -> list[list[Packed]]:
    """What goes into one commit."""
    most = islice(documents, options.commit_records)
    return list(iter(lambda: list(islice(most, LIBRARY.batch)), []))


def load_whole(backend: TimedBackend, names: Path) -> Measured:
    """The loading job."""
    began = time.perf_counter()
    summary = load_trademarks([names], backend, LoadOptions(source="names"))
    backend.began = began
    info = next(info for info in backend.generations(FAMILY) if info.name == summary.generation)
    return backend.measured(info)


def child(url: str, kind: str, names: Path) -> Measured:
    settings = cluster_settings(url, "loading", names.parent)
    with own_indices(settings) as cluster:
        if kind in SENDERS:
            return send(cluster, names, kind)
        with closing(TimedBackend(settings, cluster, ALONE if kind == "alone" else SENDING)) as backend:
            return write(backend, names) if kind == "writer" else load_whole(backend, names)


def in_a_process(url: str, kind: str, names: Path) -> Measured:
    command = [sys.executable, "-m", "benchmarks.elastic_loading", "--url", url, "--child", kind, str(names)]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return msgspec.json.decode(printed, type=Measured)


def print_table(found: dict[str, list[Measured]]) -> None:
    def rate(kind: str, *, merged: bool) -> float:
        return statistics.median(m.records / (m.loading + merged * m.finishing) for m in found[kind])

    columns = ("records/s", "from, to", "share", "merging s", "records/s in all", "share", "bytes/record", "merged")
    print(f"| what | {' | '.join(columns)} |\n|---|" + "---:|" * len(columns))
    for kind, (title, baseline) in KINDS.items():
        runs = found[kind]
        rates = sorted(m.records / m.loading for m in runs)
        loading, whole = rate(kind, merged=False), rate(kind, merged=True)
        cells = (
            f"{loading:,.0f}",
            f"{rates[0]:,.0f}, {rates[-1]:,.0f}",
            f"{loading / rate(baseline, merged=False):.0%}",
            f"{statistics.median(m.finishing for m in runs):.1f}",
            f"{whole:,.0f}",
            f"{whole / rate(baseline, merged=True):.0%}",
            f"{statistics.median(m.bytes_before / m.records for m in runs):.0f}",
            f"{statistics.median(m.bytes_after / m.records for m in runs):.0f}",
        )
        print(f"| {title} | {' | '.join(cells)} |")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", default="http://127.0.0.1:9200")
    arguments.add_argument("--size", type=int, default=300_000)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    if asked.child:
        print(msgspec.json.encode(child(asked.url, asked.child[0], Path(asked.child[1]))).decode())
        return
    found: defaultdict[str, list[Measured]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        names = Path(folder) / "names.txt"
        with own_indices(cluster_settings(asked.url, "loading", names.parent)) as cluster:
            print(f"{describe()}\n{describe_cluster(cluster.client)}", flush=True)
        write_names(names, asked.size)
        in_a_process(asked.url, "writer", names)
        for turn in range(asked.rounds):
            for kind in list(KINDS)[:: -1 if turn % 2 else 1]:
                found[kind].append(in_a_process(asked.url, kind, names))
    print(f"\n{asked.size:,} names, {asked.rounds} rounds, chunks of {SENDING.chunk_documents:,} documents\n")
    print_table(found)


if __name__ == "__main__":
    main()
