"""Speed and memory of a load, against adding ready-made documents to Tantivy in the same run.

    python -m benchmarks.loading [--size 1000000]

The baseline has everything done beforehand: documents analysed and packed, rows written; it only adds them to a
Tantivy index of the same schema and commits as often as a load does. The load reads a file of names, analyses, adds,
commits and publishes. Every line is a process of its own; memory is its peak, helper processes included.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import tantivy

from benchmarks.machine import describe
from benchmarks.registers import document, real_names, synthetic_names
from indexers.load import LoadOptions, load_trademarks
from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.backends.embedded.pack import TantivyPacker, with_row
from ipsearch.backends.embedded.schema import schema_of
from ipsearch.documents.trademark import FAMILY, prepare
from ipsearch.records import Trademark
from mappings.loader import load as load_mapping

KINDS = {"ready": "ready-made documents", "0": "load, one process", "1": "load, one helper", "2": "load, two helpers"}


def write_names(path: Path, size: int) -> None:
    real = real_names()
    names = [*real[:size], *synthetic_names(real, max(0, size - len(real)), 3)]
    path.write_text("\n".join(names), "utf-8")


def ready_made(names: Path, folder: Path) -> float:
    """Records a second of a loop that only adds documents."""
    mapping = load_mapping(FAMILY)
    pack, schema = TantivyPacker(mapping), schema_of(mapping)
    with names.open(encoding="utf-8") as stream:
        marks = [line.strip() for line in stream]
    prepared = (prepare(Trademark(office="XX", application_number=str(i), mark=m)) for i, m in enumerate(marks))
    bodies = [pack(document(p)).body for p in prepared]
    index = tantivy.Index(schema, str(folder))
    started = time.perf_counter()
    writer = index.writer(256 << 20, 1)
    rest = iter(enumerate(bodies))
    while batch := list(islice(rest, LoadOptions().commit_records)):
        for i, one in batch:
            writer.add_json(with_row(one, i))
        writer.commit()
    writer.wait_merging_threads()
    return len(bodies) / (time.perf_counter() - started)


def whole_load(names: Path, folder: Path, workers: int) -> float:
    """Records a second of the loading job."""
    backend = EmbeddedBackend(folder)
    started = time.perf_counter()
    summary = load_trademarks([names], backend, LoadOptions(source="names", workers=workers))
    seconds = time.perf_counter() - started
    return summary.records / seconds


def child(kind: str, names: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rate = ready_made(names, Path(folder)) if kind == "ready" else whole_load(names, Path(folder), int(kind))
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"{rate} {(own + helpers) / 1024}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--size", type=int, default=1_000_000)
    arguments.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    if asked.child:
        child(asked.child[0], Path(asked.child[1]))
        return
    print(describe())
    print(f"\n{asked.size:,} names\n\n| what | records/s | share of ready-made | peak memory MB |")
    print("|---|---:|---:|---:|")
    baseline = 0.0
    with tempfile.TemporaryDirectory() as folder:
        names = Path(folder) / "names.txt"
        write_names(names, asked.size)
        for kind, title in KINDS.items():
            command = [sys.executable, "-m", "benchmarks.loading", "--child", kind, str(names)]
            printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            rate, memory = map(float, printed.split())
            baseline = baseline or rate
            print(f"| {title} | {rate:,.0f} | {rate / baseline:.0%} | {memory:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
