"""The contract for patents on the backends that need no server."""

from __future__ import annotations

from pathlib import Path

import pytest
from patent_contract import PatentContract

from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.backends.memory import MemoryBackend


class TestMemory(PatentContract):
    @pytest.fixture
    def backend(self) -> MemoryBackend:
        return MemoryBackend()


class TestEmbedded(PatentContract):
    @pytest.fixture
    def backend(self, tmp_path: Path) -> EmbeddedBackend:
        return EmbeddedBackend(tmp_path)
