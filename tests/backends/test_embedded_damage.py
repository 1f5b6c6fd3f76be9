"""Indexes of another version, and damaged files: said with the place, listed, and mended or dropped."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cases import FAMILY, VERSIONS, doc, ids, loaded, names

from ipsearch.backends.base import Backend
from ipsearch.backends.embedded import EmbeddedBackend, WriterOptions
from ipsearch.errors import EngineError, IndexStale
from ipsearch.query.ast import Everything
from mappings.loader import load

SMALL = WriterOptions(heap_bytes=20_000_000)


@pytest.fixture
def backend(tmp_path: Path) -> Backend:
    return EmbeddedBackend(tmp_path, SMALL)


def generation(home: Path, backend: Backend) -> Path:
    return home / FAMILY / names(backend)[-1]


def test_another_mapping_is_stale(backend: Backend, tmp_path: Path) -> None:
    loaded(backend, [doc("a")])
    other = EmbeddedBackend(tmp_path, SMALL, lambda family: replace(load(family), schema_hash="ffffffff"))
    with pytest.raises(IndexStale, match="ffffffff"):
        other.reader(FAMILY)


def test_another_schema_under_the_same_hash_is_stale(backend: Backend, tmp_path: Path) -> None:
    loaded(backend, [doc("a")])

    def fewer(family: str) -> Any:
        mapping = load(family)
        return replace(mapping, fields={k: v for k, v in mapping.fields.items() if k != "chars"})

    with pytest.raises(IndexStale, match="schema does not match"):
        EmbeddedBackend(tmp_path, SMALL, fewer).reader(FAMILY)


def test_another_format_of_tantivy_is_stale(backend: Backend, tmp_path: Path) -> None:
    loaded(backend, [doc("a")])
    for path in (generation(tmp_path, backend) / "tantivy").iterdir():
        data = path.read_bytes()
        if b'"index_format_version":7' in data:
            path.unlink()  # written in place, it would end the process if a thread of the engine still has it mapped
            path.write_bytes(data.replace(b'"index_format_version":7', b'"index_format_version":3'))
    with pytest.raises(IndexStale, match="index version: 3"):
        backend.reader(FAMILY)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"../../etc", b"trademark-a1-m00000000-20260101t000000\n"])
def test_a_damaged_live_is_said_and_mended_by_a_swap(backend: Backend, tmp_path: Path, content: bytes) -> None:
    loaded(backend, [doc("a")])
    (tmp_path / FAMILY / "LIVE").write_bytes(content)
    for ask in (lambda: backend.reader(FAMILY), lambda: backend.update(FAMILY, VERSIONS)):
        with pytest.raises(EngineError, match="LIVE") as raised:
            ask()
        assert raised.value.problem.code == "engine.corrupt"
    assert [info.live for info in backend.generations(FAMILY)] == [False]
    backend.swap(FAMILY, names(backend)[0])
    assert ids(backend.reader(FAMILY), Everything()) == ["a"]


@pytest.mark.parametrize("file", ["meta.json", "state.json", "tantivy/meta.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"[1", b"\xff\xfe\x00"])
def test_a_damaged_generation_is_said_listed_and_can_be_dropped(
    backend: Backend, tmp_path: Path, file: str, content: bytes
) -> None:
    loaded(backend, [doc("a")])
    (generation(tmp_path, backend) / file).write_bytes(content)
    damaged = names(backend)[0]
    if (file, content) != ("state.json", b"{}"):  # the state of a generation nothing was committed to
        with pytest.raises(EngineError) as raised:
            backend.reader(FAMILY)
        assert (raised.value.problem.code, file in str(raised.value)) == ("engine.corrupt", True)
        assert [(i.live, i.finished, i.records) for i in backend.generations(FAMILY)] == [(True, False, 0)]
    assert ids(loaded(backend, [doc("b")]), Everything()) == ["b"]
    backend.drop(FAMILY, damaged)
    assert len(names(backend)) == 1


def test_files_of_rows_without_their_end_are_said(backend: Backend, tmp_path: Path) -> None:
    for file in ("rows.dat", "details.dat"):
        loaded(backend, [doc(f"r{i}", b"{}", b"detail") for i in range(10)])
        path = generation(tmp_path, backend) / file
        os.truncate(path, path.stat().st_size - 1)
        with pytest.raises(EngineError) as raised:
            backend.reader(FAMILY)
        assert raised.value.problem.code == "engine.corrupt"
        path.write_bytes(b"something else")
        with pytest.raises(EngineError, match="not a file of rows"):
            backend.reader(FAMILY)
        path.unlink()
        with pytest.raises(EngineError, match=f"{file}: is damaged"):
            backend.reader(FAMILY)


def test_an_index_that_is_gone_is_not_made_anew(backend: Backend, tmp_path: Path) -> None:
    loaded(backend, [doc("a")])
    (generation(tmp_path, backend) / "tantivy" / "meta.json").unlink()
    with pytest.raises(EngineError) as raised:
        backend.reader(FAMILY)
    assert raised.value.problem.code == "engine.corrupt"


@pytest.mark.parametrize("damage", ["gone", "short"])
def test_a_generation_that_cannot_be_searched_is_not_swapped_to(backend: Backend, tmp_path: Path, damage: str) -> None:
    for identity in "ab":
        loaded(backend, [doc(identity)])
    old, _ = names(backend)
    rows = tmp_path / FAMILY / old / "rows.dat"
    whole = rows.read_bytes()
    if damage == "gone":
        rows.unlink()
    else:
        rows.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(EngineError) as raised:
        backend.swap(FAMILY, old)
    assert raised.value.problem.code == "engine.corrupt"
    assert ids(backend.reader(FAMILY), Everything()) == ["b"]
    rows.write_bytes(whole)
    backend.swap(FAMILY, old)
    assert ids(backend.reader(FAMILY), Everything()) == ["a"]
