"""Make an index, so that documents can be written to it: made whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError

from ipsearch.backends.elastic.client import SHARD_WAIT, for_writing
from ipsearch.errors import EngineUnreachable


def make(client: Elasticsearch, name: str, settings: Mapping[str, Any], mappings: Mapping[str, Any]) -> None:
    """Make an index whose shards each have a node.

    Raises what the client raises, and ``EngineUnreachable`` ``index.no_room`` where no node takes a shard: their disks
    are too full, or the cluster was told to allocate none. There is no index then.
    """
    patient = for_writing(client)
    answer = patient.indices.create(index=name, settings=settings, mappings=mappings, timeout=SHARD_WAIT)
    if not answer["shards_acknowledged"]:
        with suppress(ApiError, TransportError):
            patient.indices.delete(index=name, ignore_unavailable=True)
        raise EngineUnreachable("index.no_room", place=name)
