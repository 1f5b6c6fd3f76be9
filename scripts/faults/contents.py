"""Everything a live generation holds, and how two of them differ."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass

from ipsearch.backends.open import open_backend
from ipsearch.config import Settings
from ipsearch.documents.trademark import FAMILY
from ipsearch.query.ast import Everything
from scripts.faults.program import Environment

EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class Contents:
    """Row and whole record by id, how many rows were met more than once, and the statistics."""

    rows: Mapping[str, bytes]
    records: Mapping[str, bytes]
    doubled: int
    counted: int
    statistics: bytes


def contents(environment: Environment) -> Contents:
    """The live generation of the trade marks that the settings in the environment name."""
    with closing(open_backend(Settings.load(environment))) as backend, closing(backend.reader(FAMILY)) as reader:
        hits = list(reader.scan(Everything()))
        rows = {hit.id: hit.lean for hit in hits}
        return Contents(
            rows, reader.get(list(rows)), len(hits) - len(rows), reader.count(Everything()), reader.statistics()
        )


def differences(found: Contents, expected: Contents) -> dict[str, int]:
    """How many records are lost, more than expected, doubled or not the same; 1 for statistics that are not."""
    return {
        "lost": len(expected.rows.keys() - found.rows.keys()),
        "extra": len(found.rows.keys() - expected.rows.keys()),
        "doubled": found.doubled,
        "rows differ": _unequal(found.rows, expected.rows),
        "records differ": _unequal(found.records, expected.records),
        "count differs": abs(found.counted - expected.counted),
        "statistics differ": int(found.statistics != expected.statistics),
    }


def _unequal(found: Mapping[str, bytes], expected: Mapping[str, bytes]) -> int:
    return sum(found.get(identity) != data for identity, data in expected.items())


def told(different: Mapping[str, int]) -> str:
    """Differences as a cell of a table; :data:`EQUAL` if there are none."""
    return ", ".join(f"{name}: {count}" for name, count in different.items() if count) or EQUAL
