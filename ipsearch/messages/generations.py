"""What is wrong with the generations of a cluster, or with the indexes beside them."""

from __future__ import annotations

from ipsearch.messages.message import Message

MESSAGES: dict[str, Message] = {
    "index.none_live": Message(
        "no generation is live; these are finished: {names}", "没有使用中的版本；已完成的版本有：{names}",
        "choose one: ipsearch index swap NAME; or load all data again: ipsearch load {family}s --rebuild PATH",
        "请选定一个：ipsearch index swap NAME；或重新加载全部数据：ipsearch load {family}s --rebuild PATH",
    ),
    "index.not_live": Message(
        "generation {name} is no longer live: its alias was changed while it was written",
        "版本 {name} 已不在使用中：写入期间别名被更改",
        "what was loaded is committed in it; make it live again: ipsearch index swap {name}",
        "已加载的数据已提交到该版本；请重新启用：ipsearch index swap {name}",
    ),
    "index.in_the_way": Message(
        "an index of this name stands in the way of the alias", "已有同名索引，无法建立别名",
        "delete that index, or choose another prefix (IPSEARCH_INDEX_PREFIX)",
        "请删除该索引，或更换前缀（IPSEARCH_INDEX_PREFIX）",
    ),
    "index.blocked": Message(
        "the index may not be read: {error}", "索引禁止读取：{error}",
        "lift the block in the cluster (index.blocks.read, index.blocks.metadata), or swap to another generation "
        "(ipsearch index list, swap)",
        "请在集群中解除限制（index.blocks.read、index.blocks.metadata），或切换到其他版本（ipsearch index list、swap）",
    ),
    "index.no_room": Message(
        "no node of the cluster takes the shards of a new index", "集群中没有节点接收新索引的分片",
        "free disk space on the nodes, or let the cluster allocate shards again (cluster.routing.allocation.enable)",
        "请释放各节点的磁盘空间，或恢复集群的分片分配（cluster.routing.allocation.enable）",
    ),
    "index.foreign_state": Message(
        "an index of this name is there that ipsearch has not made", "已有同名索引，但并非由 ipsearch 建立",
        "delete that index, or choose another prefix (IPSEARCH_INDEX_PREFIX)",
        "请删除该索引，或更换前缀（IPSEARCH_INDEX_PREFIX）",
    ),
    "index.state_gone": Message(
        "the index was deleted while a load, swap or drop was under way", "加载、切换或删除版本期间，该索引被删除",
        "restore it from the snapshot that holds the generations too, or load again with --rebuild",
        "请从同时包含各版本的快照恢复，或用 --rebuild 重新加载",
    ),
    "engine.lock_gone": Message(
        "no longer in the index {state}: another load took over and has ended, or somebody deleted it",
        "已不在索引 {state} 中：另一加载任务曾接管并已结束，或已被删除",
        "see what is live (ipsearch index list), then go on with --resume",
        "请查看使用中的版本（ipsearch index list），再用 --resume 继续",
    ),
}  # fmt: skip
