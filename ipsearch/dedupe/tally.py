"""What a batch counted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import msgspec

from ipsearch.errors import unicode_text
from ipsearch.matching.pairs import RecordCheck
from ipsearch.matching.policy import Level
from ipsearch.matching.report import Completeness, Light

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
    lines had been done before. ``skipped`` are sheets of a workbook without a column for the mark. ``records`` is the
    size of the register; ``seconds`` are those of this run.
    """

    lines: int
    answered: int
    bad: int
    taken: int
    near: int
    free: int
    reused: int
    resumed: int
    skipped: tuple[str, ...]
    records: int
    seconds: float
    out: str
    classes: tuple[ClassCounts, ...]


class LibrarySummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of the library against itself found, earlier parts of a continued one included.

    ``checked`` records count once in ``taken``, ``near`` or ``free`` by the worst light of their own classes, and once
    per such class in ``classes``; ``without_text`` have nothing that could be compared. ``pairs`` are in the list,
    ``levels`` says how many of each level, ``conflicts`` how many stand in each other's way (see
    :class:`~ipsearch.matching.report.Pair`). ``completeness`` counts in pairs: ``candidates`` compared, ``hits`` alike
    at any level, ``shown`` in the list. ``resumed`` records had been checked before; ``seconds`` are those of this run.
    """

    checked: int
    without_text: int
    pairs: int
    conflicts: int
    levels: dict[Level, int]
    taken: int
    near: int
    free: int
    resumed: int
    seconds: float
    out: str
    level: Level
    groups: tuple[str, ...]
    completeness: Completeness
    classes: tuple[ClassCounts, ...]


class LightCounts(msgspec.Struct):
    """How many marks got which light: by their worst, and per class. Counts while a job runs."""

    worst: dict[Light, int] = {}
    numbers: dict[int, dict[Light, int]] = {}

    def count(self, lights: Iterable[tuple[int, Light]]) -> None:
        """A mark with its light in every class."""
        given = dict(lights)
        for number, light in given.items():
            counts = self.numbers.setdefault(number, {})
            counts[light] = counts.get(light, 0) + 1
        worst = min(given.values(), key=WORST_FIRST.index)
        self.worst[worst] = self.worst.get(worst, 0) + 1

    def of(self, light: Light) -> int:
        """Marks whose worst light is this one."""
        return self.worst.get(light, 0)

    def classes(self) -> tuple[ClassCounts, ...]:
        """The counts per class."""
        return tuple(
            ClassCounts(nice_class=number, taken=c.get("taken", 0), near=c.get("near", 0), free=c.get("free", 0))
            for number, c in sorted(self.numbers.items())
        )


class Tally:
    """Counts while a list is checked."""

    def __init__(self) -> None:
        self.lines = self.bad = self.reused = self.resumed = self._records = 0
        self.skipped: tuple[str, ...] = ()
        self._lights = LightCounts()

    def count(self, lights: Iterable[tuple[int, Light]], records: int) -> None:
        """An answered mark: its light in every class asked for."""
        self.lines += 1
        self._records = records
        self._lights.count(lights)

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
            taken=self._lights.of("taken"),
            near=self._lights.of("near"),
            free=self._lights.of("free"),
            reused=self.reused,
            resumed=self.resumed,
            skipped=self.skipped,
            records=self._records,
            seconds=round(seconds, 3),
            out=unicode_text(str(out)),
            classes=self._lights.classes(),
        )


class LibraryTally(msgspec.Struct, kw_only=True):
    """Counts while the library is checked against itself; kept with how far the run is.

    ``seen`` records have been gone through, whether or not they could be checked.
    """

    seen: int = 0
    checked: int = 0
    without_text: int = 0
    compared: int = 0
    alike: int = 0
    conflicts: int = 0
    levels: dict[Level, int] = {}
    lights: LightCounts = msgspec.field(default_factory=LightCounts)

    @property
    def pairs(self) -> int:
        """Pairs told."""
        return sum(self.levels.values())

    def count(self, record: RecordCheck) -> None:
        """A record that has been gone through; not its pairs."""
        self.seen += 1
        self.compared += record.compared
        self.alike += record.alike
        match record.state:
            case "checked":
                self.checked += 1
                self.lights.count((light.nice_class, light.light) for light in record.lights)
            case "no_text":
                self.without_text += 1
            case "outside":
                pass

    def count_pair(self, level: Level, *, conflict: bool) -> None:
        """A pair that is told."""
        self.levels[level] = self.levels.get(level, 0) + 1
        self.conflicts += conflict
