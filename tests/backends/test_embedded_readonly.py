"""A generation whose folder cannot be written is read all the same."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from cases import ALL, FAMILY, VERSIONS, doc, loaded

from ipsearch.backends.embedded import EmbeddedBackend, WriterOptions, readonly
from ipsearch.backends.embedded.generations import TANTIVY
from ipsearch.backends.embedded.snapshot import Snapshot
from ipsearch.errors import EngineError, EngineUnreachable
from ipsearch.query.ast import Everything, Terms, View
from mappings.loader import Mapping


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A library whose lock cannot be opened, as on a read-only mount; rights alone do not stop the superuser."""
    reader = loaded(
        EmbeddedBackend(tmp_path, WriterOptions(heap_bytes=20_000_000)), [doc("CN-1", exact=("x",)), doc("CN-2")]
    )
    reader.close()
    lock = tmp_path / FAMILY / reader.info().name / TANTIVY / ".tantivy-meta.lock"
    lock.unlink(missing_ok=True)
    lock.symlink_to(tmp_path / "missing" / "lock")
    return tmp_path


def test_it_is_searched(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    links = tmp_path / "links"
    links.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(links))
    reader = EmbeddedBackend(home).reader(FAMILY, VERSIONS)
    assert not list(links.iterdir())
    assert [hit.id for hit in reader.search(Everything(), ALL).hits] == ["CN-1", "CN-2"]
    assert reader.search(Terms("exact", ("x",)), View()).total == 1
    assert set(reader.get(["CN-1", "CN-2"])) == {"CN-1", "CN-2"}
    assert [hit.id for hit in reader.scan(Everything())] == ["CN-1", "CN-2"]
    assert reader.info().records == 2


def test_it_is_not_written(home: Path) -> None:
    with pytest.raises(EngineUnreachable) as error:
        EmbeddedBackend(home).update(FAMILY, VERSIONS)
    assert error.value.problem.code == "engine.directory"


@pytest.mark.parametrize("losses", [2, 3])
def test_files_that_a_commit_deletes_meanwhile_are_looked_for_again(
    home: Path, monkeypatch: pytest.MonkeyPatch, losses: int
) -> None:
    looks: list[Path] = []
    linked = readonly._linked

    def lost(generation: Path, mapping: Mapping) -> Snapshot:
        looks.append(generation)
        if len(looks) <= losses:
            raise EngineError("engine.corrupt", place=str(generation), error="FileDoesNotExist")
        return linked(generation, mapping)

    monkeypatch.setattr(readonly, "_linked", lost)
    if losses == 2:
        assert EmbeddedBackend(home).reader(FAMILY, VERSIONS).info().records == 2
        return
    with pytest.raises(EngineError) as error:
        EmbeddedBackend(home).reader(FAMILY, VERSIONS)
    assert error.value.problem.code == "engine.corrupt"
