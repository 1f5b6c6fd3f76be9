"""A file to load: real names as records, with some that are refused and some that come twice."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

NAMES = Path(__file__).resolve().parents[3] / "shared" / "names" / "cn-company-short-names.txt"
"""A list of company short names; its first lines are credits."""
_CREDITS = 3
REFUSED_EVERY, AGAIN_EVERY = 1000, 10


def read_names(path: Path, first: int, count: int) -> list[str]:
    """``count`` names of the list behind the first ``first`` ones."""
    names = [line.strip() for line in path.read_text("utf-8-sig").splitlines()[_CREDITS:]]
    found = [name for name in names if name][first : first + count]
    if len(found) < count:
        raise ValueError(f"{path} has no {count} names behind the first {first}")
    return found


def write_feed(path: Path, names: Sequence[str], first: int = 1, refused: bool = False) -> Path:
    """The names as NDJSON, numbered from ``first``.

    Every tenth comes again at the end with another mark, and replaces the one before. With ``refused`` every thousandth
    has a class that does not exist, and goes into the rejects file.
    """
    rows = _rows(names, first, refused)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def _rows(names: Sequence[str], first: int, refused: bool) -> Iterator[dict[str, object]]:
    for number, name in enumerate(names, start=first):
        classes = [46] if refused and number % REFUSED_EVERY == 0 else [number % 45 + 1]
        yield {"office": "CN", "application_number": str(number), "mark": name, "classes": classes}
    for number, name in enumerate(names, start=first):
        if number % AGAIN_EVERY == 1:
            yield {"office": "CN", "application_number": str(number), "mark": f"{name}二", "classes": [35]}
