"""Analysis in helper processes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexers import trademarks
from indexers.batches import Batch
from indexers.pipeline import Analysed, analyse, analysis
from indexers.trademarks import LIBRARY
from ipsearch.backends.base import Document
from ipsearch.backends.embedded.pack import TantivyPacker
from ipsearch.documents.trademark import prepare
from ipsearch.errors import Problem
from ipsearch.helpers import Pipeline
from ipsearch.matching.statistics import Tally
from ipsearch.records import Party, Trademark
from mappings.loader import load as load_mapping

PACK = TantivyPacker(load_mapping("trademark"))


@pytest.fixture(scope="module")
def names(shared: Path) -> list[str]:
    return (shared / "names" / "cn-company-short-names.txt").read_text("utf-8-sig").splitlines()[3:1203]


def batches(names: list[str], size: int = 40) -> Iterator[Batch]:
    for serial, first in enumerate(range(0, len(names), size), 1):
        records = [
            Trademark("XX", str(first + i), name, classes=(9,)) for i, name in enumerate(names[first : first + size])
        ]
        yield Batch(serial, records=records)


def is_like(a: Analysed, b: Analysed) -> bool:
    """The order of elements differs between processes."""
    counted, expected = Tally(), Tally()
    counted.count(a.elements)
    expected.count(b.elements)
    return (a.documents, a.failures, counted.state()) == (b.documents, b.failures, expected.state())


def test_analysed_records_are_what_prepare_gives(names: list[str]) -> None:
    records = next(batches(names)).records
    analysed = analyse(records, LIBRARY, PACK)
    prepared = [prepare(r) for r in records]
    assert analysed.documents == [PACK(Document(p.id, p.fields, p.lean, p.detail)) for p in prepared]
    assert analysed.failures == []
    tally, counted = Tally(), Tally()
    tally.add(p.form for p in prepared)
    counted.count(analysed.elements)
    assert counted.state() == tally.state()


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_batches_come_back_in_order_and_alike(names: list[str], workers: int) -> None:
    with Pipeline(workers, analysis(LIBRARY, PACK)) as pipeline:
        done = list(pipeline.run(batches(names)))
    assert [b.serial for b, _ in done] == list(range(1, 31))
    assert all(is_like(analysed, analyse(batch.records, LIBRARY, PACK)) for batch, analysed in done)


def test_batches_larger_than_a_pipe_do_not_block(names: list[str]) -> None:
    with Pipeline(1, analysis(LIBRARY, PACK)) as pipeline:
        done = list(pipeline.run(batches(names * 10, size=1500)))
    assert sum(len(a.documents) for _, a in done) == 12_000


def test_a_record_that_fails_is_told_with_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbling(record: Trademark) -> object:
        if record.mark == "b":
            raise ValueError("no tone")
        return prepare(record)

    monkeypatch.setattr(trademarks, "prepare", stumbling)
    analysed = analyse([Trademark("XX", str(i), mark) for i, mark in enumerate("abc")], LIBRARY, PACK)
    assert [d.id for d in analysed.documents] == ["XX-0", "XX-2"]
    assert analysed.failures == [(1, Problem("record.not_analysed", {"error": "ValueError: no tone"}))]


def test_a_document_that_does_not_fit_is_told_with_its_number() -> None:
    long = Trademark("XX", "1", "b", applicants=(Party(name="x" * 40_000),))
    analysed = analyse([Trademark("XX", "0", "a"), long, Trademark("XX", "2", "c")], LIBRARY, PACK)
    assert [d.id for d in analysed.documents] == ["XX-0", "XX-2"]
    assert [(i, problem.code, problem.values["field"]) for i, problem in analysed.failures] == [
        (1, "engine.document", "applicant")
    ]
