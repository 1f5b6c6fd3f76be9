"""The kinds of clusters on which a contract is tested: mix one in before the contract."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from elastic_node import Cluster, settings_of

from ipsearch.backends.base import Backend
from ipsearch.backends.elastic import ElasticBackend


class OneShard:
    @pytest.fixture
    def backend(self, elastic_plain: Cluster, prefix: str) -> Iterator[Backend]:
        with closing(ElasticBackend(settings_of(elastic_plain, prefix))) as backend:
            yield backend


class ThreeShards:
    @pytest.fixture
    def backend(self, elastic_plain: Cluster, prefix: str) -> Iterator[Backend]:
        with closing(ElasticBackend(settings_of(elastic_plain, prefix, shards=3))) as backend:
            yield backend


class Secure:
    """With security on, by a user who has a loader's rights only."""

    @pytest.fixture
    def backend(self, elastic_secure: Cluster, prefix: str) -> Iterator[Backend]:
        with closing(ElasticBackend(settings_of(elastic_secure, prefix, user="loader"))) as backend:
            yield backend
