from __future__ import annotations

import pytest
from contract import BackendContract

from ipsearch.backends.base import Backend
from ipsearch.backends.memory import MemoryBackend


class TestMemory(BackendContract):
    @pytest.fixture
    def backend(self) -> Backend:
        return MemoryBackend()
