"""Start nodes and wait until the cluster answers."""

from __future__ import annotations

import base64
import json
import os
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import configuration
import processes
import users
from cluster import Cluster, Node
from configuration import Runtime
from messages import NodeError

LAST_LINES = 20
REQUEST_SECONDS = 10
STOP_SECONDS = 30


def start(cluster: Cluster, nodes: Sequence[Node], runtime: Runtime, seconds: float, owner: int) -> None:
    """Start those nodes of a cluster, and wait until all running ones have found each other.

    Ends what it started if that fails: ``NodeError`` ``node.died``, ``node.slow``, or ``owner.gone`` if the process
    ``owner`` (0: nobody) has ended meanwhile.
    """
    configuration.make_secrets(cluster)
    for node in nodes:
        configuration.write(node, cluster, runtime)
    deadline = time.monotonic() + seconds
    # Elasticsearch's launcher stays until its node is ready, then leaves it running and ends. It does not take a node
    # that is still starting with it when it is ended.
    launchers = {node.name: _launch(node, runtime) for node in nodes}
    try:
        for node in nodes:
            _await_launcher(cluster, node, launchers[node.name], deadline, seconds, owner)
        _await_cluster(cluster, deadline, seconds)
    except BaseException:
        for launcher in launchers.values():
            launcher.terminate()
        stop(nodes)
        raise
    finally:
        for launcher in launchers.values():
            launcher.wait()


def stop(nodes: Sequence[Node]) -> None:
    """End nodes in order; those that do not end within 30 seconds are killed. Safe for nodes that do not run."""
    processes.stop([node.mark for node in nodes], STOP_SECONDS)


def kill(node: Node) -> None:
    """End a node as a power cut would."""
    processes.kill([node.mark], STOP_SECONDS)


def _launch(node: Node, runtime: Runtime) -> subprocess.Popen[bytes]:
    account = runtime.account
    with _log(node).open("wb") as log:
        return subprocess.Popen(
            [str(runtime.home / "bin" / "elasticsearch"), "-d"],
            env={"PATH": os.environ.get("PATH", os.defpath), **runtime.environment(node)},
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=node.folder / "tmp",
            start_new_session=True,
            user=account.uid if account.switch else None,
            group=account.gid if account.switch else None,
            extra_groups=[] if account.switch else None,
            preexec_fn=processes.die_with_parent,  # after the change of user, which would undo it
        )  # fmt: skip


def _log(node: Node) -> Path:
    return node.folder / "logs" / "start.log"


def _await_launcher(
    cluster: Cluster, node: Node, launcher: subprocess.Popen[bytes], deadline: float, seconds: float, owner: int
) -> None:
    while launcher.poll() is None:
        if time.monotonic() > deadline:
            raise NodeError("node.slow", nodes=len(cluster.nodes), seconds=seconds, path=cluster.folder)
        if owner and not processes.runs(owner):
            raise NodeError("owner.gone", pid=owner)
        time.sleep(processes.PAUSE)
    if launcher.returncode:
        lines = _log(node).read_text("utf-8", "replace").splitlines()[-LAST_LINES:]
        raise NodeError("node.died", name=node.name, log=_log(node), lines="\n".join(lines))


def _await_cluster(cluster: Cluster, deadline: float, seconds: float) -> None:
    wanted = sum(1 for node in cluster.nodes if node.pid)
    while time.monotonic() < deadline:
        if all(health(cluster, url).get("number_of_nodes", 0) >= wanted for url in _running_urls(cluster)):
            return
        time.sleep(processes.PAUSE)
    raise NodeError("node.slow", nodes=wanted, seconds=seconds, path=cluster.folder)


def _running_urls(cluster: Cluster) -> list[str]:
    return [url for url, node in zip(cluster.urls, cluster.nodes, strict=True) if node.pid]


def health(cluster: Cluster, url: str) -> dict[str, int]:
    """What a node says about the health of its cluster; empty if it does not answer."""
    request = urllib.request.Request(f"{url}/_cluster/health")
    context = None
    if cluster.secure:
        pair = f"{users.SUPERUSER}:{cluster.users[users.SUPERUSER]}"
        request.add_header("Authorization", "Basic " + base64.b64encode(pair.encode()).decode())
        context = ssl.create_default_context(cafile=cluster.ca_certs)
    try:
        with urllib.request.urlopen(request, timeout=REQUEST_SECONDS, context=context) as answer:
            found: dict[str, int] = json.load(answer)
            return found
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return {}
