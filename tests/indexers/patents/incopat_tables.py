"""Tables as the source ``incopat`` reads them in tests."""

from __future__ import annotations

from collections.abc import Sequence

from indexers.patents.incopat import parse_row
from ipsearch.records import Patent


def csv(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    def cell(value: str) -> str:
        return '"' + value.replace('"', '""') + '"' if delimiter in value or "\n" in value or '"' in value else value

    return "".join(delimiter.join(map(cell, row)) + "\r\n" for row in rows)


def row(**values: str) -> Patent:
    return parse_row([*values], [*values.values()])
