"""The contract on real clusters: one shard, three shards, and with security by a user with a loader's rights only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from contract import BackendContract
from elastic_node import Cluster, settings_of

from ipsearch.backends.base import Backend
from ipsearch.backends.elastic import ElasticBackend


class TestOneShard(BackendContract):
    examples = 10

    @pytest.fixture
    def backend(self, elastic_plain: Cluster, prefix: str) -> Iterator[Backend]:
        backend = ElasticBackend(settings_of(elastic_plain, prefix))
        yield backend
        backend.close()


class TestThreeShards(BackendContract):
    examples = 6

    @pytest.fixture
    def backend(self, elastic_plain: Cluster, prefix: str) -> Iterator[Backend]:
        backend = ElasticBackend(settings_of(elastic_plain, prefix, shards=3))
        yield backend
        backend.close()


class TestSecure(BackendContract):
    examples = 4

    @pytest.fixture
    def backend(self, elastic_secure: Cluster, prefix: str) -> Iterator[Backend]:
        backend = ElasticBackend(settings_of(elastic_secure, prefix, user="loader"))
        yield backend
        backend.close()
