"""What a load tells: while it runs, and when it has ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

MOST_CODES = 1000
"""Different office codes that are counted by name; a free text in their place must not fill the memory."""
OTHER_CODES = "(others)"


class LoadCounts(msgspec.Struct):
    """What was counted so far. Every table maps a name to how often it came.

    ``records`` by source, ``rejected`` by code of the reason, ``unknown_statuses`` by office and office's own code,
    ``unknown_groups`` by similar group; ``latest`` is the latest date that any record shows.
    """

    records: dict[str, int] = {}
    rejected: dict[str, int] = {}
    unknown_statuses: dict[str, int] = {}
    unknown_groups: dict[str, int] = {}
    latest: dt.date | None = None

    @property
    def loaded(self) -> int:
        """Records of all sources."""
        return sum(self.records.values())

    @property
    def refused(self) -> int:
        """Rejects for any reason."""
        return sum(self.rejected.values())

    def count_record(self, source: str) -> None:
        """A record is loaded."""
        _add(self.records, source, 1)

    def count_status(self, code: str) -> None:
        """A record has a status that is not known, ``code`` of an office."""
        _add(self.unknown_statuses, code, 1)

    def count_group(self, code: str) -> None:
        """A record has a similar group that is not known."""
        _add(self.unknown_groups, code, 1)

    def count_dates(self, dates: Iterable[dt.date | None], today: dt.date) -> None:
        """A record shows these dates."""
        for date in dates:
            # A date after today is a mistake of the register, and would make old data look current.
            if date is not None and date <= today and (self.latest is None or date > self.latest):
                self.latest = date

    def count_reject(self, code: str) -> None:
        """A record, or a whole unit, is rejected."""
        _add(self.rejected, code, 1)

    def withdraw(self, source: str, code: str) -> None:
        """A record that was counted as loaded is rejected after all."""
        self.records[source] -= 1
        self.count_reject(code)

    def add(self, other: LoadCounts) -> None:
        """Take over what another part of the load counted."""
        for mine, theirs in (
            (self.records, other.records),
            (self.rejected, other.rejected),
            (self.unknown_statuses, other.unknown_statuses),
            (self.unknown_groups, other.unknown_groups),
        ):
            for key, number in theirs.items():
                _add(mine, key, number)
        self.latest = max((d for d in (self.latest, other.latest) if d), default=None)


def _add(table: dict[str, int], key: str, number: int) -> None:
    if key not in table and len(table) >= MOST_CODES:
        key = OTHER_CODES
    table[key] = table.get(key, 0) + number


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a load is. ``bytes_done`` and ``bytes_total`` are stored (packed) bytes of the files."""

    unit: str
    bytes_done: int
    bytes_total: int
    records: int
    rejected: int
    seconds: float


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What a load did.

    ``generation`` holds ``total`` records now; ``records`` were loaded (``by_source``), ``replaced`` of them in place
    of one with the same id. ``rejected`` counts reasons by code; the records are in ``rejects`` (``None`` if there are
    none). ``skipped`` are files that no source reads, and sheets without its columns in a workbook that one reads.
    ``resumed``: an interrupted load was continued; ``discarded``: one was found and dropped. Counts of a resumed load
    include what was done before the interruption.
    """

    generation: str
    rebuilt: bool
    total: int
    records: int
    replaced: int
    by_source: Mapping[str, int]
    rejected: Mapping[str, int]
    unknown_statuses: Mapping[str, int]
    unknown_groups: Mapping[str, int]
    skipped: tuple[str, ...]
    rejects: Path | None
    resumed: bool
    discarded: bool
    seconds: float

    @property
    def rate(self) -> float:
        """Records a second."""
        return self.records / self.seconds if self.seconds else 0.0
