"""What a batch counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import msgspec

from ipsearch.matching.report import Light

WORST_FIRST: tuple[Light, ...] = get_args(Light)


class ClassCounts(msgspec.Struct, frozen=True, kw_only=True):
    """How many marks got which light in one Nice class."""

    nice_class: int = msgspec.field(name="class")
    taken: int
    near: int
    free: int


class DedupeSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a job did, earlier runs of a continued one included.

    ``lines`` = ``answered`` + ``bad``. Each answered mark counts once in ``taken``, ``near`` or ``free`` by its worst
    light, and once per class asked for in ``classes``. ``reused`` marks repeated the text of one before, ``resumed``
    lines had been done before. ``records`` is the size of the register; ``seconds`` are those of this run.
    """

    lines: int
    answered: int
    bad: int
    taken: int
    near: int
    free: int
    reused: int
    resumed: int
    records: int
    seconds: float
    out: str
    classes: tuple[ClassCounts, ...]


class Tally:
    """Counts while a job runs."""

    def __init__(self) -> None:
        self.lines = self.bad = self.reused = self.resumed = self._records = 0
        self._worst: Counter[Light] = Counter()
        self._classes: dict[int, Counter[Light]] = {}

    def count(self, lights: Iterable[tuple[int, Light]], records: int) -> None:
        """An answered mark: its light in every class asked for."""
        self.lines += 1
        self._records = records
        given = dict(lights)
        for number, light in given.items():
            self._classes.setdefault(number, Counter())[light] += 1
        self._worst[min(given.values(), key=WORST_FIRST.index)] += 1

    def count_bad(self) -> None:
        """A line that could not be checked."""
        self.lines += 1
        self.bad += 1

    def summary(self, out: Path, seconds: float) -> DedupeSummary:
        """The counts at the end."""
        return DedupeSummary(
            lines=self.lines,
            answered=self.lines - self.bad,
            bad=self.bad,
            taken=self._worst["taken"],
            near=self._worst["near"],
            free=self._worst["free"],
            reused=self.reused,
            resumed=self.resumed,
            records=self._records,
            seconds=round(seconds, 3),
            out=str(out),
            classes=tuple(
                ClassCounts(nice_class=number, taken=c["taken"], near=c["near"], free=c["free"])
                for number, c in sorted(self._classes.items())
            ),
        )
