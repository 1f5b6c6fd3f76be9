"""What the programs here say when they cannot go on: one table, English and Chinese, each with what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One message in both languages, with ``{names}`` to be filled in."""

    en: str
    zh: str


MESSAGES: Mapping[str, Message] = {
    "java.missing": Message(
        "no Java {needed} or later was found: install a JDK, or set ES_JAVA_HOME to its folder",
        "没有找到 Java {needed} 或更高版本：请安装 JDK，或将 ES_JAVA_HOME 设为其目录",
    ),
    "maven.missing": Message(
        "mvn was not found: install Maven, it fetches Elasticsearch once",
        "没有找到 mvn：请安装 Maven，它用于首次下载 Elasticsearch",
    ),
    "maven.failed": Message(
        "Maven could not fetch Elasticsearch; to see why: mvn dependency:copy -Dartifact={artifact}",
        "Maven 无法下载 Elasticsearch；查看原因请运行：mvn dependency:copy -Dartifact={artifact}",
    ),
    "archive.broken": Message(
        "{path} was damaged and has been removed: start again to fetch it anew",
        "{path} 已损坏并已删除：请重新启动以再次下载",
    ),
    "openssl.failed": Message(
        "openssl could not make the certificates ({reason}): install OpenSSL 3",
        "openssl 无法生成证书（{reason}）：请安装 OpenSSL 3",
    ),
    "account.cannot_read": Message(
        "the user {user}, who runs Elasticsearch because root may not, cannot read {path}: choose another folder",
        "Elasticsearch 不允许由 root 运行，改用的用户 {user} 无法读取 {path}：请选择其他目录",
    ),
    "folder.foreign": Message(
        "{path} holds something else: choose an empty folder with --dir",
        "{path} 中有其他内容：请用 --dir 指定一个空目录",
    ),
    "folder.other_shape": Message(
        "{path} holds a cluster of {nodes} node(s) at port {port}, secure: {secure}; "
        "delete it first (make es-stop CLEAN=1), or choose another --dir",
        "{path} 中已有 {nodes} 个节点的集群（端口 {port}，启用安全：{secure}）；"
        "请先停止并删除（make es-stop CLEAN=1），或另选 --dir",
    ),
    "folder.empty": Message(
        "there is no cluster in {path}: start one",
        "{path} 中没有集群：请先启动",
    ),
    "node.unknown": Message(
        "there is no node {number}: the cluster has {nodes}",
        "没有节点 {number}：集群共有 {nodes} 个节点",
    ),
    "port.taken": Message(
        "port {port} is in use: stop what listens there, or choose another with --port",
        "端口 {port} 已被占用：请停止占用它的程序，或用 --port 另选",
    ),
    "node.died": Message(
        "{name} did not start. The end of {log}:\n{lines}",
        "{name} 未能启动。{log} 的末尾见上。",
    ),
    "node.slow": Message(
        "the cluster did not answer with {nodes} node(s) within {seconds} seconds: see the logs in {path}",
        "集群在 {seconds} 秒内没有以 {nodes} 个节点应答：请查看 {path} 中的日志",
    ),
    "owner.gone": Message(
        "process {pid}, for which the cluster was started, has ended",
        "启动集群的进程 {pid} 已经结束",
    ),
}

PREREQUISITES = frozenset({"java.missing", "maven.missing", "maven.failed", "openssl.failed"})
"""What a machine lacks, as against what went wrong on it."""


class NodeError(Exception):
    """The program cannot go on; ``str(error)`` is the message in both languages."""

    def __init__(self, code: str, /, **values: object) -> None:
        self.code = code
        message = MESSAGES[code]
        super().__init__(f"{message.en.format_map(values)}\n{message.zh.format_map(values)}")
