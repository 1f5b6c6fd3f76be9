"""Damage in a list of JSON: what is whole is read."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from indexers import ndjson
from indexers.base import Rejected, Unit
from indexers.files import Blob
from indexers.jsonlines import decoded

MARK = '{{"office": "CN", "application_number": "{0}", "mark": "云{0}", "classes": [9]}}'
MARKS = [MARK.format(number) for number in range(1, 6)]


def read(folder: Path, data: bytes) -> list[str]:
    path = folder / "marks.json"
    path.write_bytes(data)
    found = ndjson.SOURCE.read(Unit(ndjson.SOURCE, (Blob(path, size=len(data)),)))
    return [
        f"{one.problem.code}{one.problem.place.removeprefix(str(path))}"
        if isinstance(one, Rejected)
        else one.application_number
        for one in found
    ]


@pytest.mark.parametrize(("before", "behind"), [("[", "]"), ('{"total": 5, "data": [\n', "\n]}")])
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("云3", "云\x013", ["1", "2", "json.invalid[3]", "4", "5"]),
        ('"mark": "云3"', '"mark" "云3"', ["1", "2", "json.invalid[3]", "4", "5"]),
        ("云3", "云3\\", ["1", "2", "json.invalid[3]", "4", "5"]),
        ("云5", "云5\x01", ["1", "2", "3", "4", "json.invalid[5]"]),
        ('{"office": "CN", "application_number": "3"', '&"office": "CN", "application_number": "3"',
         ["1", "2", "4", "5", "json.invalid"]),
        ('{"office": "CN", "application_number": "3"', '& {"office": "CN", "application_number": "3"',
         ["1", "2", "3", "4", "5", "json.invalid"]),
    ],
)  # fmt: skip
def test_what_is_whole_is_read(tmp_path: Path, before: str, behind: str, old: str, new: str, told: list[str]) -> None:
    data = before + ", ".join(MARKS) + behind
    assert read(tmp_path, data.encode()) == ["1", "2", "3", "4", "5"]
    assert data.count(old) == 1
    assert read(tmp_path, data.replace(old, new).encode()) == told


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    data = f"[{', '.join(MARKS)}]".encode().replace("云3".encode(), b"\xff\xfe")
    assert read(tmp_path, data)[:2] == ["1", "2"]
    assert read(tmp_path, data)[3:] == ["4", "5"]
    assert read(tmp_path, data)[2].startswith(("json.invalid", "file.encoding"))


def test_a_list_that_ends_early(tmp_path: Path) -> None:
    data = f"[{', '.join(MARKS)}]".encode()
    assert read(tmp_path, data[: data.index("云4".encode())]) == ["1", "2", "3", "json.invalid[4]"]


def test_no_list_of_objects_is_one_reject(tmp_path: Path) -> None:
    assert read(tmp_path, b'[1, 2, {"office": ') == ["json.invalid"]


def test_an_object_that_is_nested_too_deep_is_a_reject(tmp_path: Path) -> None:
    deep = '{"office": "CN", "extra": ' + "[" * 100_000
    assert read(tmp_path, f"[{MARKS[0]}, {deep}, {MARKS[1]}]".encode()) == ["1", "json.invalid[2]", "2"]
    rejected = decoded(b"[" * 100_000, msgspec.json.decode, "a line")
    assert isinstance(rejected, Rejected)
    assert (rejected.problem.code, rejected.problem.place) == ("json.invalid", "a line")
