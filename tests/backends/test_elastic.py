"""The contract on real clusters: one shard, three shards, and with security by a user with a loader's rights only."""

from __future__ import annotations

from contract import BackendContract
from elastic_kinds import OneShard, Secure, ThreeShards


class TestOneShard(OneShard, BackendContract):
    examples = 10


class TestThreeShards(ThreeShards, BackendContract):
    examples = 6


class TestSecure(Secure, BackendContract):
    examples = 4
