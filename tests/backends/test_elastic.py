"""The contract on real clusters: one shard, three shards, and with security by a user with a loader's rights only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from contract import BackendContract
from elastic_node import Cluster

from ipsearch.backends.base import Backend
from ipsearch.backends.elastic import ElasticBackend
from ipsearch.config import Settings


def settings_of(cluster: Cluster, prefix: str, user: str = "", shards: int = 1) -> Settings:
    return Settings(
        url=cluster.url,
        home=Path(),
        ca_certs=cluster.ca_certs,
        user=user,
        password=cluster.users[user] if user else "",
        prefix=prefix,
        shards=shards,
    )


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
