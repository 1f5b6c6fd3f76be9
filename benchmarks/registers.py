"""Registers to measure on: every name of the two public lists, and synthetic names with their statistics.

A synthetic name joins the beginning of one real name with the end of another, cut at a random place, so that
characters, neighbours, endings and lengths keep the frequencies of the real ones.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path

from ipsearch.backends.base import Backend, Document
from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.documents.trademark import FAMILY, Prepared, prepare
from ipsearch.engine import versions
from ipsearch.matching.statistics import Tally
from ipsearch.records import Trademark

SHARED = Path(__file__).resolve().parents[2] / "shared"
SEED = 1
BATCH = 4000


def real_names() -> list[str]:
    """The Chinese company short names and the brands of both lists, in file order, distinct."""
    with (SHARED / "names" / "cn-company-short-names.txt").open(encoding="utf-8-sig") as stream:
        names = [line.strip() for line in stream][3:]
    with (SHARED / "names" / "osm-brands.tsv").open(encoding="utf-8") as stream:
        names += [row["brand"].strip() for row in csv.DictReader(stream, delimiter="\t")]
    return list(dict.fromkeys(n for n in names if n))


def synthetic_names(real: list[str], count: int, seed: int) -> Iterator[str]:
    """``count`` names that are not in the real list."""
    chance = random.Random(seed)
    known = set(real)
    while count:
        a, b = chance.choice(real), chance.choice(real)
        name = a[: chance.randint(1, len(a))] + b[chance.randint(0, max(0, len(b) - 1)) :]
        if 1 < len(name) <= 14 and name not in known:
            known.add(name)
            count -= 1
            yield name


def register(size: int) -> Iterator[Trademark]:
    """``size`` registered marks: the real names first, then synthetic ones, in one class each, low ones more often."""
    chance = random.Random(SEED)
    real = real_names()
    names = real[:size]
    names += synthetic_names(real, size - len(names), SEED)
    for i, name in enumerate(names):
        nice_class = min(45, int(chance.expovariate(1 / 14)) + 1)
        yield Trademark(
            office="CN",
            application_number=str(10_000_000 + i),
            mark=name,
            part=f"{nice_class:02d}",
            classes=(nice_class,),
            status="registered",
            registration_number=str(10_000_000 + i),
        )


def build(
    backends: Sequence[Backend],
    records: Iterable[Trademark],
    beside: Callable[[Sequence[tuple[Trademark, Prepared]]], None] = lambda _: None,
) -> None:
    """Publish one register on several engines; every record is prepared once, and ``beside`` gets it too."""
    tally, rest = Tally(), iter(records)
    with ExitStack() as stack:
        writers = [stack.enter_context(closing(backend.build(FAMILY, versions()))) for backend in backends]
        while batch := [(record, prepare(record)) for record in islice(rest, BATCH)]:
            tally.add(prepared.form for _, prepared in batch)
            documents = [document(prepared) for _, prepared in batch]
            for writer in writers:
                writer.put(documents)
            beside(batch)
        for writer in writers:
            writer.set_statistics(tally.to_bytes())
            writer.commit(b"loaded")
            writer.publish()


def load(home: Path, records: Iterable[Trademark]) -> None:
    """Build and publish a register in one process, without the loading job's files."""
    with closing(EmbeddedBackend(home)) as backend:
        build([backend], records)


def document(prepared: Prepared) -> Document:
    """What the engine gets of a prepared record."""
    return Document(prepared.id, prepared.fields, prepared.lean, prepared.detail)
