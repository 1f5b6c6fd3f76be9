"""What the tests of batches share: real names and a register of them, lists as they are written, the answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import ipsearch
from indexers.load import LoadOptions, load_trademarks
from ipsearch.matching.options import CheckOptions

OPTIONS = CheckOptions(limit=20)


def answers(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def pairs(folder: Path) -> list[dict[str, Any]]:
    return answers(folder / "pairs.ndjson")


def untimed(out: Path) -> list[dict[str, Any]]:
    return [{k: v for k, v in answer.items() if k != "took_ms"} for answer in answers(out)]


def write(path: Path, *lines: str) -> Path:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def real_names(shared: Path, count: int) -> list[str]:
    """Real names that stand beside each other in their list, so that many are alike."""
    lines = (shared / "names" / "cn-company-short-names.txt").read_text("utf-8-sig").splitlines()
    return [name.strip() for name in lines[20_000 : 20_000 + count] if name.strip()]


def register_of(names: list[str], folder: Path) -> ipsearch.Ipsearch:
    """A register of some names in the embedded engine, in a folder."""
    rows = ({"office": "XX", "application_number": str(n), "mark": name} for n, name in enumerate(names, 1))
    source = write(folder / "names.ndjson", *map(json.dumps, rows))
    ip = ipsearch.connect(f"embedded:{folder / 'engine'}", home=str(folder))
    load_trademarks([source], ip.backend, LoadOptions(workers=0))
    return ip
