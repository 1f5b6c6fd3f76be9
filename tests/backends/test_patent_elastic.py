"""The contract for patents on real clusters: one shard, three shards, and with security by a loader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from elastic_node import Cluster, settings_of
from patent_contract import PatentContract

from ipsearch.backends.base import Backend
from ipsearch.backends.elastic import ElasticBackend


class TestOneShard(PatentContract):
    examples = 10

    @pytest.fixture
    def backend(self, elastic_plain: Cluster, prefix: str) -> Iterator[Backend]:
        backend = ElasticBackend(settings_of(elastic_plain, prefix))
        yield backend
        backend.close()


class TestThreeShards(PatentContract):
    examples = 5

    @pytest.fixture
    def backend(self, elastic_plain: Cluster, prefix: str) -> Iterator[Backend]:
        backend = ElasticBackend(settings_of(elastic_plain, prefix, shards=3))
        yield backend
        backend.close()


class TestSecure(PatentContract):
    examples = 3

    @pytest.fixture
    def backend(self, elastic_secure: Cluster, prefix: str) -> Iterator[Backend]:
        backend = ElasticBackend(settings_of(elastic_secure, prefix, user="loader"))
        yield backend
        backend.close()
