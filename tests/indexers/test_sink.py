"""What an engine refuses although its packer took it: in the rejects file with its place, and the load goes on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from indexers.load import LoadOptions, load_trademarks
from ipsearch.backends.base import Packed
from ipsearch.backends.memory import MemoryBackend, MemoryWriter
from ipsearch.errors import EngineError, Problem
from tests.indexers.loading import contents, rejects, row, write_ndjson

REASON = {"id": "CN-17", "error": "strict_dynamic_mapping_exception: nosuch"}


class Refusing:
    """A writer's methods that refuse one document, and tell so when the next batch has been put."""

    def __init__(self, identity: str, told: str = "") -> None:
        self.identity, self.told, self.found = identity, told or identity, False

    def put_packed(self, writer: MemoryWriter, documents: Sequence[Packed]) -> None:
        PUT(writer, [d for d in documents if d.id != self.identity])
        self.found = self.found or any(d.id == self.identity for d in documents)

    def refused(self) -> dict[str, Problem]:
        if not self.found:
            return {}
        self.found = False
        return {self.told: Problem("engine.rejected", REASON)}

    def into(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(MemoryWriter, "put_packed", lambda writer, documents: self.put_packed(writer, documents))
        monkeypatch.setattr(MemoryWriter, "refused", lambda _: self.refused())


PUT = MemoryWriter.put_packed


@pytest.mark.parametrize("batch", [1, 7, 2000])
def test_it_is_rejected_with_its_place_and_the_load_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    backend = MemoryBackend()
    path = write_ndjson(tmp_path / "a.ndjson", [row(i) for i in range(1, 31)])
    Refusing("CN-17").into(monkeypatch)
    options = LoadOptions(workers=0, batch=batch, rejects=tmp_path / "rejects.ndjson")
    summary = load_trademarks([path], backend, options)
    assert (summary.records, summary.total, summary.rejected) == (29, 29, {"engine.rejected": 1})
    [line] = rejects(summary.rejects)
    assert line["place"] == f"{path}#record 17"
    assert REASON["error"] in line["reason_zh"]
    assert '"17"' in line["raw"]
    assert sorted(contents(backend)[0]) == sorted(f"CN-{i}" for i in range(1, 31) if i != 17)


def test_a_refusal_of_what_was_never_put_ends_the_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_ndjson(tmp_path / "a.ndjson", [row(i) for i in range(1, 31)])
    Refusing("CN-17", told="CN-99").into(monkeypatch)
    with pytest.raises(EngineError, match="strict_dynamic_mapping_exception"):
        load_trademarks([path], MemoryBackend(), LoadOptions(workers=0, rejects=tmp_path / "rejects.ndjson"))
