"""Tables of marks, as the source ``csv`` reads them in tests."""

from __future__ import annotations

from pathlib import Path

import msgspec

from indexers.base import Rejected, Unit
from indexers.csvfile import SOURCE
from indexers.files import Blob
from ipsearch.records import Trademark

LISTED = [["商标名称", "申请/注册号", "国际分类", "申请日期", "申请人名称"]]


def read(path: Path, content: str | bytes) -> list[Trademark | Rejected]:
    """What a table holds, without the name of the list, which a record has whose line is its number."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    items = list(SOURCE.read(Unit(SOURCE, (Blob(path),))))
    name = Blob(path).list_name
    return [
        msgspec.structs.replace(item, part="") if isinstance(item, Trademark) and item.part == name else item
        for item in items
    ]


def mark(path: Path, header: str, row: str) -> Trademark:
    """The record of a table with one row."""
    [item] = read(path / "x.csv", f"{header}\n{row}\n")
    assert isinstance(item, Trademark), item
    return item


def of_workbook(path: Path) -> list[Trademark | Rejected]:
    return list(SOURCE.read(Unit(SOURCE, (Blob(path),))))
