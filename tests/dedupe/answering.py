"""What the tests of batches share: lists as they are written, and the answers to them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ipsearch.matching.options import CheckOptions

OPTIONS = CheckOptions(limit=20)


def answers(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def untimed(out: Path) -> list[dict[str, Any]]:
    return [{k: v for k, v in answer.items() if k != "took_ms"} for answer in answers(out)]


def write(path: Path, *lines: str) -> Path:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path
