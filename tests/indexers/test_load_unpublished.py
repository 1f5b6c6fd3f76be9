"""A build that is killed at the switch: when it is made and not yet live, and just behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from elastic_node import Cluster, settings_of
from loading import HERE, contents, row, with_, write_ndjson

from indexers import load as load_module
from indexers.load import load_trademarks
from ipsearch.backends.base import Backend
from ipsearch.backends.elastic import ElasticBackend
from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.documents.trademark import FAMILY

pytestmark = pytest.mark.usefixtures("folder")


class CrashError(Exception):
    """What breaks a load off in these tests."""


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine, what switches its generations, and what notes that one was live."""

    backend: Backend
    switch: str
    note: str


@pytest.fixture(params=["embedded", "elastic"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "embedded":
        module = "ipsearch.backends.embedded.generations"
        opened: Backend = EmbeddedBackend(tmp_path / "home")
        found = Engine(opened, f"{module}.make_live", f"{module}._note_published")
    else:
        cluster: Cluster = request.getfixturevalue("elastic_plain")
        opened = ElasticBackend(settings_of(cluster, request.getfixturevalue("prefix")))
        module = "ipsearch.backends.elastic"
        found = Engine(opened, f"{module}.backend.point", f"{module}.state.StateIndex.note_published")
    with closing(opened):
        yield found


@pytest.fixture
def marks(tmp_path: Path) -> Callable[[int], Path]:
    """Files of so many records; the same one for the same count."""
    return cache(lambda count: write_ndjson(tmp_path / f"{count}.ndjson", [row(i) for i in range(count)]))


def killed(engine: Engine, path: Path, rebuild: bool = False) -> None:
    """A load that ends at the switch."""

    def crash(*_: object) -> None:
        raise CrashError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine.switch, crash)
        with pytest.raises(CrashError):
            load_trademarks([path], engine.backend, with_(rebuild=rebuild))


def listed(engine: Engine) -> list[tuple[bool, bool, int]]:
    return [(info.live, info.finished, info.records) for info in engine.backend.generations(FAMILY)]


@pytest.mark.parametrize("kept", [0, 7])
def test_resume_makes_it_live_and_reads_nothing_again(
    engine: Engine, marks: Callable[[int], Path], kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also a rebuild beside a live generation, into which it would have loaded all of it once more."""
    before = [(True, True, kept)] if kept else []
    if kept:
        load_trademarks([marks(kept)], engine.backend, HERE)
    killed(engine, marks(300), rebuild=True)
    assert listed(engine) == [*before, (False, True, 300)]
    monkeypatch.setattr(load_module, "read_batches", None)
    summary = load_trademarks([marks(300)], engine.backend, with_(resume=True))
    assert (summary.resumed, summary.rebuilt, summary.records, summary.total) == (True, True, 300, 300)
    assert listed(engine) == [*[(False, True, kept) for _ in before], (True, True, 300)]
    assert len(contents(engine.backend)[0]) == 300


def test_one_that_another_build_has_taken_the_place_of_is_no_build_to_go_on_with(
    engine: Engine, marks: Callable[[int], Path]
) -> None:
    load_trademarks([marks(7)], engine.backend, HERE)
    killed(engine, marks(300), rebuild=True)
    load_trademarks([marks(9)], engine.backend, with_(rebuild=True))
    assert listed(engine) == [(False, True, 7), (False, True, 300), (True, True, 9)]
    summary = load_trademarks([marks(300)], engine.backend, with_(resume=True))
    assert (summary.resumed, summary.rebuilt) == (False, False)


def test_it_can_be_swapped_to(engine: Engine, marks: Callable[[int], Path]) -> None:
    """Where its files are no longer there; afterwards it is one that was live."""
    first = load_trademarks([marks(7)], engine.backend, HERE)
    killed(engine, marks(300), rebuild=True)
    (name,) = engine.backend.unpublished(FAMILY)
    engine.backend.swap(FAMILY, name)
    assert listed(engine) == [(False, True, 7), (True, True, 300)]
    engine.backend.swap(FAMILY, first.generation)
    assert engine.backend.unpublished(FAMILY) == []


def test_what_was_live_and_swapped_away_is_no_build_to_go_on_with(engine: Engine, marks: Callable[[int], Path]) -> None:
    first = load_trademarks([marks(7)], engine.backend, HERE)
    load_trademarks([marks(300)], engine.backend, with_(rebuild=True))
    engine.backend.swap(FAMILY, first.generation)
    summary = load_trademarks([marks(300)], engine.backend, with_(resume=True))
    assert (summary.resumed, summary.rebuilt, summary.generation) == (False, False, first.generation)


@pytest.mark.parametrize("by", ["build", "swap"])
def test_one_killed_just_behind_the_switch_is_live_and_kept_by_what_comes_after_it(
    engine: Engine, marks: Callable[[int], Path], by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_trademarks([marks(7)], engine.backend, HERE)
    with monkeypatch.context() as patch:
        patch.setattr(engine.note, lambda *_: None)
        load_trademarks([marks(300)], engine.backend, with_(rebuild=True))
    assert listed(engine) == [(False, True, 7), (True, True, 300)]
    if by == "build":
        load_trademarks([marks(9)], engine.backend, with_(rebuild=True))
        assert listed(engine) == [(False, True, 7), (False, True, 300), (True, True, 9)]
    engine.backend.swap(FAMILY, first.generation)
    assert engine.backend.unpublished(FAMILY) == []
