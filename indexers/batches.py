"""Read units into batches: every record merged, checked and counted, every reject with its place.

Where a batch ends depends on the input alone, so that a load that goes on from a checkpoint makes the same batches.
However many records are rejected, reading goes on: the next one may be good, and every reject is listed. A month of
CNIPA gives the rejects of 4 million goods rows before its first mark: their number says nothing about what follows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec

from indexers.base import Reading, Rejected, Unit
from indexers.checkpoint import Position
from indexers.library import Library
from indexers.merge import Merger
from indexers.meter import Meter
from indexers.summary import LoadCounts
from indexers.validate import is_text
from ipsearch.errors import InputError, Problem
from ipsearch.records import Patent, Trademark

BATCH_TEXT = 4_000_000
"""Characters of text in a batch, at most: a class heading of the USPTO has up to a million, and batches queue up."""


class Item(NamedTuple):
    """What a source gave as number ``ordinal`` (from 1) of a unit, and where it stood if the source says it."""

    unit: Unit[Any]
    ordinal: int
    content: Trademark | Patent | Rejected
    stood: str = ""

    @property
    def place(self) -> str:
        """Where it was read, for a person."""
        return self.stood or f"{self.unit.label}#record {self.ordinal}"


@dataclass(slots=True)
class Batch:
    """Records that go to the index together, and how far the input is read behind them.

    ``origins`` are what each record was made of. ``counts`` says what this batch adds to the load's.
    """

    serial: int
    after: Position = field(default_factory=Position)
    records: list[Any] = field(default_factory=list)
    origins: list[Item] = field(default_factory=list)
    rejects: list[Rejected] = field(default_factory=list)
    counts: LoadCounts = field(default_factory=LoadCounts)
    label: str = ""
    bytes_done: int = 0

    def reject(self, item: Rejected) -> None:
        """Note a reject."""
        self.rejects.append(item)
        self.counts.count_reject(item.problem.code)


def read_batches(
    units: Sequence[Unit[Any]],
    library: Library[Any],
    start: Position,
    merger: Merger[Any],
    meter: Meter,
    size: int,
    today: dt.date,
) -> Generator[Batch, None, None]:
    """Batches of ``size`` items from ``start`` on; small units share one. A unit that fails ends, the next goes on."""
    serial, text, done = 0, 0, sum(unit.size for unit in units[: start.unit])
    items: list[Item] = []
    for index, unit in enumerate(units[start.unit :], start.unit):
        meter.begin_unit()
        skip = start.consumed if index == start.unit else 0
        with closing(_read(unit)) as reading:
            for ordinal, content in enumerate(reading, 1):
                if ordinal <= skip:
                    continue
                items.append(Item(unit, ordinal, content, unit.cursor.place))
                text += len(content.raw) if isinstance(content, Rejected) else library.size(content)
                if len(items) < size and text < BATCH_TEXT:
                    continue
                serial += 1
                batch = _settle(serial, items, library, merger, today)
                items, text = [], 0
                batch.after = Position(index, ordinal)
                batch.label, batch.bytes_done = unit.label, done + min(meter.position, unit.size)
                yield batch
        done += unit.size
    if items:
        batch = _settle(serial + 1, items, library, merger, today)
        batch.after, batch.label, batch.bytes_done = Position(len(units)), units[-1].label, done
        yield batch


def _read(unit: Unit[Any]) -> Generator[Any, None, None]:
    """What the source gives; damage that ends it is its last reject."""
    reading: Reading[Any] = unit.source.read(unit)
    try:
        yield from reading
        return
    except InputError as error:
        problem = error.problem
    except OSError as error:
        problem = Problem("file.unreadable", {"error": str(error)})
    except Exception as error:
        # A source that stumbles over one file must not end a load of hours; the reject says which and why.
        problem = Problem("load.unit", {"error": f"{type(error).__name__}: {error}"})
    yield Rejected(problem.placed(unit.label))


def _settle(serial: int, items: Sequence[Item], library: Library[Any], merger: Merger[Any], today: dt.date) -> Batch:
    batch = Batch(serial)
    given = [(item.unit.source, item.content) for item in items if not isinstance(item.content, Rejected)]
    merger.prepare(given)
    sound = is_text([record for _, record in given])  # what is stored is: a merged record is sound if both parts are
    for item in items:
        content = item.content
        if not isinstance(content, Rejected):
            content = merger.merge(item.unit.source, content)
        if not isinstance(content, Rejected):
            problem = library.check(content) or (None if sound or is_text(content) else Problem("record.not_text"))
            if problem is None:
                merger.keep(serial, content)
                batch.records.append(content)
                batch.origins.append(item)
                library.count(batch.counts, item.unit.source.name, content, today)
                continue
            content = Rejected(problem, raw_text(content))
        batch.reject(Rejected(content.problem.placed(item.place), content.raw))
    return batch


def raw_text(record: Trademark | Patent) -> str:
    """A record as text for the rejects file, whatever its strings hold."""
    try:
        return msgspec.json.encode(record).decode()
    except UnicodeEncodeError:
        return ascii(record)
