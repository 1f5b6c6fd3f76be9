"""Small registers in memory: marks, a reader with the statistics of exactly those marks, a check on it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from ipsearch.backends.base import Document, Reader
from ipsearch.backends.memory import MemoryBackend
from ipsearch.documents.trademark import FAMILY, Prepared, prepare
from ipsearch.engine import versions
from ipsearch.matching.check import Checker
from ipsearch.matching.goods import GoodsRelations
from ipsearch.matching.options import CheckOptions
from ipsearch.matching.statistics import Statistics, Tally
from ipsearch.records import Party, Status, Trademark
from ipsearch.text.nice import GroupTable

TODAY = dt.date(2026, 3, 1)
"""The day on which tests judge status; never the real one."""


SEED: Final = 2 if os.environ.get("IPSEARCH_COMPILED") == "1" else 1
"""Which real names are taken: the sources and the compiled modules are tried with different ones."""


@dataclass(frozen=True)
class Case:
    """One row of ``cases.yaml``."""

    a: str
    b: str
    level: str
    rules: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    standard: str = ""


@cache
def cases() -> list[Case]:
    """Pairs of marks with the outcome expected of the judgement."""
    rows = yaml.load(Path(__file__).with_name("cases.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return [
        Case(**{**row, "rules": tuple(row.get("rules", ())), "against": tuple(row.get("against", ()))}) for row in rows
    ]


def tm(
    mark: str,
    number: str = "",
    *,
    office: str = "CN",
    classes: Iterable[int] = (),
    groups: Iterable[str] = (),
    status: Status = "registered",
    expires: dt.date | None = None,
    ended: dt.date | None = None,
    applicant: str = "",
    applicants: Iterable[str] = (),
) -> Trademark:
    """A record; its number is the mark itself where none is given, ``applicants`` own it together."""
    return Trademark(
        office=office,
        application_number=number or mark,
        mark=mark,
        classes=tuple(classes),
        groups=tuple(groups),
        status=status,
        expiry_date=expires,
        termination_date=ended,
        applicants=tuple(Party(name=name) for name in (applicant, *applicants) if name),
    )


def document(prepared: Prepared) -> Document:
    """What a backend gets of a prepared record."""
    return Document(prepared.id, prepared.fields, prepared.lean, prepared.detail)


def register(marks: Iterable[str | Trademark], statistics: bytes | None = None) -> Reader:
    """A published register in memory; plain names are numbered from 0. Its statistics are its own unless given."""
    records = [tm(m, str(i)) if isinstance(m, str) else m for i, m in enumerate(marks)]
    prepared = [prepare(r) for r in records]
    if statistics is None:
        tally = Tally()
        tally.add(p.form for p in prepared)
        statistics = tally.to_bytes()
    backend = MemoryBackend()
    writer = backend.build(FAMILY, versions())
    writer.put([document(p) for p in prepared])
    writer.set_statistics(statistics)
    writer.publish()
    return backend.reader(FAMILY, versions())


def checker(marks: Iterable[str | Trademark], table: GroupTable | None = None) -> Checker:
    """A check on a register in memory."""
    return Checker(register(marks), GoodsRelations(table))


def options(
    *,
    classes: Iterable[int] = (),
    groups: Iterable[str] = (),
    applicant: str = "",
    limit: int | None = None,
    today: dt.date = TODAY,
) -> CheckOptions:
    """Options of a check on the day of the tests, showing everything."""
    return CheckOptions(tuple(classes), tuple(groups), applicant, limit, today)


def even() -> Statistics:
    """Statistics in which every element weighs alike."""
    return Statistics()
