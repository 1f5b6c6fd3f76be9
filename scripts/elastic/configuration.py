"""The configuration folder of a node: ``elasticsearch.yml``, Java options, certificates, users, keystore."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import certificates
import users
from account import Account
from cluster import HOST, Cluster, Node
from messages import NodeError

CLUSTER_NAME = "ipsearch-dev"
ROLES_FILE = Path(__file__).with_name("roles.yml")
CERTIFICATE_FILES = ("ca.pem", "node.pem", "node.key")


@dataclass(frozen=True, slots=True)
class Runtime:
    """What nodes are run with: the distribution, the JDK, the user."""

    home: Path
    java: Path
    account: Account

    def environment(self, node: Node) -> dict[str, str]:
        """The variables of Elasticsearch's own scripts for a node."""
        tmp = str(node.folder / "tmp")
        variables = {"ES_JAVA_HOME": str(self.java), "ES_PATH_CONF": str(node.folder / "config"), "ES_TMPDIR": tmp}
        if " " not in tmp:  # the scripts split this variable at blanks
            variables["CLI_JAVA_OPTS"] = f"-Djava.io.tmpdir={tmp} -XX:-UsePerfData"
        if "ES_JAVA_OPTS" in os.environ:
            variables["ES_JAVA_OPTS"] = os.environ["ES_JAVA_OPTS"]
        return variables


def settings(node: Node, cluster: Cluster, fresh: bool) -> dict[str, object]:
    """The settings of a node; ``fresh`` if it has no data, so that it may take part in founding the cluster.

    Expensive queries are always forbidden: what works here works on a cluster whose owner forbids them.
    """
    given: dict[str, object] = {
        "cluster.name": CLUSTER_NAME,
        "node.name": node.name,
        "path.data": str(node.folder / "data"),
        "path.logs": str(node.folder / "logs"),
        "network.host": HOST,
        "http.port": node.http,
        "transport.port": node.transport,
        "search.allow_expensive_queries": False,
        "cluster.routing.allocation.disk.threshold_enabled": cluster.disk_thresholds,
        "xpack.ml.enabled": False,
        "xpack.security.enabled": cluster.secure,
        "xpack.security.autoconfiguration.enabled": False,
    }
    return given | _discovery(cluster, fresh) | (_security() if cluster.secure else {})


def _discovery(cluster: Cluster, fresh: bool) -> dict[str, object]:
    if len(cluster.nodes) == 1:
        return {"discovery.type": "single-node"}
    seeds: dict[str, object] = {"discovery.seed_hosts": [f"{HOST}:{node.transport}" for node in cluster.nodes]}
    return seeds | ({"cluster.initial_master_nodes": [node.name for node in cluster.nodes]} if fresh else {})


def _security() -> dict[str, object]:
    given: dict[str, object] = {"xpack.security.enrollment.enabled": False}
    for layer in ("http", "transport"):
        ssl = f"xpack.security.{layer}.ssl"
        given[f"{ssl}.enabled"] = True
        given[f"{ssl}.key"] = "certificates/node.key"
        given[f"{ssl}.certificate"] = "certificates/node.pem"
        given[f"{ssl}.certificate_authorities"] = ["certificates/ca.pem"]
    return given


def make_secrets(cluster: Cluster) -> None:
    """The certificates of a secured cluster, unless its folder has them."""
    if cluster.secure and not cluster.certificates.is_dir():
        certificates.make(cluster.certificates)


def write(node: Node, cluster: Cluster, runtime: Runtime) -> None:
    """Make the folders of a node and its configuration, and give them to the user it runs as."""
    config = node.folder / "config"
    for name in ("data", "logs", "tmp", "config/jvm.options.d", "config/certificates"):
        (node.folder / name).mkdir(parents=True, exist_ok=True)
    for name in ("jvm.options", "log4j2.properties"):
        shutil.copy(runtime.home / "config" / name, config / name)
    (config / "jvm.options.d" / "ipsearch.options").write_text(_java_options(cluster.heap), "utf-8")
    fresh = not any((node.folder / "data").iterdir())
    # Every JSON value is a YAML value.
    lines = (f"{name}: {json.dumps(value)}\n" for name, value in settings(node, cluster, fresh).items())
    (config / "elasticsearch.yml").write_text("".join(lines), "utf-8")
    if cluster.secure:
        _write_security(config, cluster)
    runtime.account.give(node.folder)
    if cluster.secure:
        _make_keystore(node, cluster.users, runtime)


def _java_options(heap: str) -> str:
    """No garbage collection log (64 MB a file), and no files in the system's folder for temporary ones."""
    return f"-Xms{heap}\n-Xmx{heap}\n-Xlog:disable\n-Xlog:all=warning:stderr:utctime,level,tags\n-XX:-UsePerfData\n"


def _write_security(config: Path, cluster: Cluster) -> None:
    for name in CERTIFICATE_FILES:
        shutil.copy(cluster.certificates / name, config / "certificates" / name)
    shutil.copy(ROLES_FILE, config / "roles.yml")
    (config / "users").write_text(users.users_file(cluster.users), "utf-8")
    (config / "users_roles").write_text(users.users_roles_file(), "utf-8")


def _make_keystore(node: Node, passwords: Mapping[str, str], runtime: Runtime) -> None:
    if (node.folder / "config" / "elasticsearch.keystore").is_file():
        return
    tool = str(runtime.home / "bin" / "elasticsearch-keystore")
    done = runtime.account.run(
        tool, "add", "--force", "--stdin", "bootstrap.password",
        given=passwords[users.BUILT_IN], **runtime.environment(node),
    )  # fmt: skip
    if done.returncode:
        raise NodeError("node.died", name=node.name, log=tool, lines=done.stderr.strip())
