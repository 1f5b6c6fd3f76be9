"""How large an Elasticsearch index must be made for a number of records: shards, copies, disk, memory.

Computed from the bytes a record takes in a loaded sample, never from a rule of thumb. Bounds are those of Elastic's
guide to sizing shards: 10 to 50 GB and fewer than 200 million documents a shard, a heap of at most half the memory and
below the 32 GB up to which object pointers are short.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

GB = 1_000_000_000
SHARD_USUAL_BYTES = 30 * GB
"""What a shard is planned for: it can grow by two thirds before it reaches the 50 GB, and must be split."""
SHARD_MOST_RECORDS = 200_000_000
HEAP_LEAST, HEAP_MOST = GB, 31 * GB
HEAP_SHARE = 4
"""One byte of heap for so many bytes of index on a node."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An index as it should be created; sizes in bytes.

    ``index_bytes`` is one copy of all records; ``disk_bytes`` what all nodes need while a new generation is built
    beside the live one and merged; ``heap_bytes`` and ``cache_bytes`` what each node should have so that answers come
    from memory.
    """

    records: int
    bytes_per_record: float
    nodes: int
    primaries: int
    replicas: int
    shard_records: int
    shard_bytes: int
    index_bytes: int
    disk_bytes: int
    heap_bytes: int
    cache_bytes: int


def plan_index(records: int, bytes_per_record: float, nodes: int = 1) -> Plan:
    """The plan for ``records`` records on ``nodes`` data nodes; with two or more, each shard has a copy.

    Raises ``ValueError`` unless all three are positive.
    """
    if records < 1 or nodes < 1 or not bytes_per_record > 0:
        raise ValueError("records, bytes per record and nodes must be positive")
    whole = math.ceil(records * bytes_per_record)
    primaries = max(math.ceil(whole / SHARD_USUAL_BYTES), math.ceil(records / SHARD_MOST_RECORDS))
    replicas = 1 if nodes > 1 else 0
    on_a_node = math.ceil(whole * (1 + replicas) / nodes)
    return Plan(
        records=records,
        bytes_per_record=round(bytes_per_record, 1),
        nodes=nodes,
        primaries=primaries,
        replicas=replicas,
        shard_records=math.ceil(records / primaries),
        shard_bytes=math.ceil(whole / primaries),
        index_bytes=whole,
        # the live generation with its copies, the new one, and once more the new one while it is merged
        disk_bytes=whole * (1 + replicas) + 2 * whole,
        heap_bytes=min(max(on_a_node // HEAP_SHARE, HEAP_LEAST), HEAP_MOST),
        cache_bytes=on_a_node,
    )
