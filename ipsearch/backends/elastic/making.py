"""Make an index, so that documents can be written to it: made whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError

from ipsearch.errors import EngineUnreachable

REQUEST_SECONDS = 90.0
SHARDS_SECONDS = 30.0
"""How long the cluster waits for nodes that take the shards before it says that none does."""


def make(client: Elasticsearch, name: str, settings: Mapping[str, Any], mappings: Mapping[str, Any]) -> None:
    """Make an index whose shards each have a node.

    Raises what the client raises, and ``EngineUnreachable`` ``index.no_room`` where no node takes a shard: their disks
    are too full, or the cluster was told to allocate none. There is no index then.
    """
    patient = client.options(max_retries=0, request_timeout=REQUEST_SECONDS)
    wait = f"{SHARDS_SECONDS:.0f}s"
    answer = patient.indices.create(index=name, settings=settings, mappings=mappings, timeout=wait)
    if not answer["shards_acknowledged"]:
        with suppress(ApiError, TransportError):
            patient.indices.delete(index=name, ignore_unavailable=True)
        raise EngineUnreachable("index.no_room", place=name)
