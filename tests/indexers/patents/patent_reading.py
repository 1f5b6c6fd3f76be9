"""Helpers for the tests of patent sources: reading a file with one of them, and asking which of all recognise it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from source_reading import blob, only, read, records

from indexers.base import Rejected, Source
from indexers.patents.library import LIBRARY
from indexers.sources import all_sources
from ipsearch.records import Claim, Patent

__all__ = [
    "blob",
    "depends",
    "ids",
    "json_lines",
    "only",
    "read",
    "reads_odd_values",
    "recognised",
    "records",
    "rejects",
    "written",
]


def rejects(items: Iterable[Patent | Rejected]) -> list[tuple[str, str]]:
    """Code and place of what was rejected."""
    return [(one.problem.code, one.problem.place) for one in items if isinstance(one, Rejected)]


def ids(items: Iterable[Patent | Rejected]) -> list[str]:
    """The records among what a source gave."""
    return [one.id for one in items if isinstance(one, Patent)]


def depends(found: Patent, language: str = "en") -> dict[int, tuple[int, ...]]:
    """Which claims each claim names, by their numbers."""
    return {c.number: c.depends_on for c in found.claims[language] if isinstance(c, Claim)}


def recognised(path: Path) -> list[str]:
    """The names of all sources that take a file for theirs."""
    return [source.name for source in all_sources(LIBRARY) if source.sniff(blob(path))]


def json_lines(path: Path, rows: Iterable[Mapping[str, Any] | str]) -> Path:
    """A file of JSON lines; a string stands as it is, for lines that are wrong."""
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


ODD: tuple[Any, ...] = (
    None, 1, 1.5, True, "x", "", [], {}, [None], [1], ["a"], [[]], [{}], {"a": 1}, [{"text": ["a"]}], {"claims": 5},
)  # fmt: skip
"""Values of JSON that nobody expects."""


def _with_odd_values(row: Mapping[str, Any]) -> Iterator[str]:
    """The row as JSON again and again, each time another part of it replaced by an odd value."""
    for path in _paths(row):
        for odd in ODD:
            copy = json.loads(json.dumps(row))
            place = copy
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = odd
            yield json.dumps(copy)


def reads_odd_values(source: Source[Patent], path: Path, row: Mapping[str, Any]) -> bool:
    """Whether each odd row gives a record that can be stored, or is refused as one without a number; none ends it."""
    lines = list(_with_odd_values(row))
    found = read(source, json_lines(path, lines))
    kept = [one for one in found if isinstance(one, Patent)]
    return (
        len(found) == len(lines)
        and {code for code, _ in rejects(found)} <= {"record.no_document_number"}
        and all(msgspec.json.decode(msgspec.json.encode(one), type=Patent) == one for one in kept)
    )


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield from _paths(value[key], (*path, key))


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path
