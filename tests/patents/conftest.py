"""The patent library over the samples that come with the source, on the backends that need no server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexers.load import LoadOptions, load_patents
from ipsearch.backends.base import Backend
from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.backends.memory import MemoryBackend
from ipsearch.patents.library import Patents
from ipsearch.records import Patent

SAMPLES = Path(__file__).resolve().parents[2] / "data_samples" / "patents"


def loaded(backend: Backend, *paths: Path) -> Patents:
    """The library on a backend into which files were loaded; none of their records may be rejected."""
    summary = load_patents(paths, backend, LoadOptions(workers=0, rejects=Path("unused")))
    assert not summary.rejected
    return Patents(backend)


@pytest.fixture(scope="session")
def in_memory() -> Patents:
    return loaded(MemoryBackend(), SAMPLES)


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Patents]:
    backend = EmbeddedBackend(tmp_path_factory.mktemp("patents"))
    yield loaded(backend, SAMPLES)
    backend.close()


@pytest.fixture(params=["in_memory", "embedded"])
def patents(request: pytest.FixtureRequest) -> Patents:
    """The library on each backend in turn."""
    found: Patents = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def records(in_memory: Patents) -> tuple[Patent, ...]:
    """Every record of the samples, for counting by hand."""
    return tuple(in_memory.records(hit.id for hit in in_memory.iter("pd>=1900")))
