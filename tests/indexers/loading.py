"""What the tests of the loading loop share: small feeds, and everything a register answers, for comparison."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from indexers import ndjson
from indexers.base import R, Source, Unit
from indexers.files import Blob
from indexers.library import Library
from indexers.load import LoadOptions
from indexers.trademarks import LIBRARY
from ipsearch.backends.base import Backend
from ipsearch.query.ast import Everything

HERE = LoadOptions(workers=0, batch=50, commit_records=200)
"""A load in this process that commits often."""


def write_ndjson(path: Path, rows: Iterable[dict[str, Any] | str]) -> Path:
    """A file of the canonical form; a string stands as it is, for lines that are wrong."""
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def row(number: int, mark: str = "云岚", **fields: Any) -> dict[str, Any]:
    """A valid record of the canonical form."""
    return {"office": "CN", "application_number": str(number), "mark": mark, **fields}


def contents(backend: Backend, library: Library[R] = LIBRARY) -> tuple[dict[str, R], bytes]:
    """Every record of the live generation by id, and its statistics."""
    with closing(backend.reader(library.family)) as reader:
        ids = [hit.id for hit in reader.scan(Everything())]
        assert len(ids) == len(set(ids))
        return {i: library.decode(i, blob) for i, blob in reader.get(ids).items()}, reader.statistics()


def rejects(path: Path | None) -> list[dict[str, str]]:
    """The lines of a rejects file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path else []


def patches(path: Path) -> Unit:
    """An ndjson file read as a feed that lists only changes."""
    return Unit(Source("patches", ndjson.SOURCE.read, ndjson.SOURCE.sniff, partial=True), (Blob(path),))


def with_(options: LoadOptions = HERE, **changes: object) -> LoadOptions:
    values = {name: getattr(options, name) for name in LoadOptions.__slots__}
    return LoadOptions(**{**values, **changes})
