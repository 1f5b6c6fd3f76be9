"""A real Elasticsearch on loopback, for development and tests: one node or several, without Docker.

    python scripts/elastic/node.py start [--nodes 3] [--secure] [--dir DIR] [--port 9200]
    python scripts/elastic/node.py stop [--clean] | status | kill --node 2 | start-node --node 2

Needs a JDK of 21 or later, and Maven for the first start. Exit codes: 0 done, 1 failed, 3 not (wholly) running, 4 the
machine lacks something.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import cluster
import configuration
import distribution
import jdk
import launch
import processes
import users
from account import Account
from cluster import Cluster
from distribution import LOCK, locked
from messages import PREREQUISITES, NodeError

DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / ".elasticsearch"
DEFAULT_PORT = 9200
FAILED, NOT_RUNNING, LACKING = 1, 3, 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
    except NodeError as error:
        print(error, file=sys.stderr)
        return LACKING if error.code in PREREQUISITES else FAILED
    return code


def start(options: argparse.Namespace) -> int:
    """Start what does not run of the cluster, and say where it is."""
    with locked(options.dir):
        found = cluster.load(options.dir)
        wanted = found or _new(options)
        port = wanted.nodes[0].http
        asked = (options.nodes, options.secure, options.port or port)  # no port, or 0: the one it has
        if (len(wanted.nodes), wanted.secure, port) != asked:
            raise NodeError(
                "folder.other_shape", path=options.dir, nodes=len(wanted.nodes), secure=wanted.secure, port=port
            )
        _run(wanted, [node for node in wanted.nodes if not node.pid], options)
    _show(wanted)
    return 0


def start_node(options: argparse.Namespace) -> int:
    """Start one node of the cluster again."""
    with locked(options.dir):
        found = _load(options)
        node = found.node(options.node)
        _run(found, [] if node.pid else [node], options)
    return 0


def kill(options: argparse.Namespace) -> int:
    """End one node as a power cut would."""
    with locked(options.dir):
        found = _load(options)
        launch.kill(found.node(options.node))
        found.save()
    return 0


def stop(options: argparse.Namespace) -> int:
    """End the cluster; with ``--clean`` also delete what it left."""
    if not options.dir.is_dir():
        return 0
    with locked(options.dir):
        found = cluster.load(options.dir)
        if found:
            launch.stop(found.nodes)
            found.save()
        if options.clean:
            cluster.remove(options.dir, found.nodes if found else ())
    return 0


def status(options: argparse.Namespace) -> int:
    """Say which nodes run."""
    found = _load(options)
    _show(found)
    return 0 if all(node.pid for node in found.nodes) else NOT_RUNNING


def watch(options: argparse.Namespace) -> int:
    """Wait for the end of a process, then stop and delete the cluster that was started for it."""
    while processes.runs(options.owner) and (options.dir / cluster.FILE).is_file():
        time.sleep(1)
    return stop(options)


def _new(options: argparse.Namespace) -> Cluster:
    if any(path.name != LOCK for path in options.dir.iterdir()):
        raise NodeError("folder.foreign", path=options.dir)
    chosen = cluster.ports(DEFAULT_PORT if options.port is None else options.port, options.nodes)
    nodes = (
        cluster.Node(f"node-{number}", options.dir / f"node-{number}", http, transport)
        for number, (http, transport) in enumerate(chosen, start=1)
    )
    return Cluster(
        options.dir, tuple(nodes), options.secure, options.heap, options.disk_thresholds,
        users.passwords() if options.secure else {},
    )  # fmt: skip


def _run(wanted: Cluster, nodes: Sequence[cluster.Node], options: argparse.Namespace) -> None:
    runtime = _runtime(options.dir)
    wanted.save()
    if options.owner and nodes:
        _watch_from_aside(options)
    try:
        launch.start(wanted, nodes, runtime, options.timeout, options.owner)
    finally:
        wanted.save()


def _runtime(folder: Path) -> configuration.Runtime:
    account = Account.of_this_process()
    java = jdk.find(os.environ)
    home = distribution.unpacked(distribution.cache_folder(os.environ))
    for path in (folder, java / "bin" / "java", home / "bin" / "elasticsearch"):
        account.check_reads(path)
    return configuration.Runtime(home, java, account)


def _watch_from_aside(options: argparse.Namespace) -> None:
    subprocess.Popen(
        [sys.executable, __file__, "watch", "--dir", str(options.dir), "--owner", str(options.owner), "--clean"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", start_new_session=True,
    )  # fmt: skip


def _load(options: argparse.Namespace) -> Cluster:
    found = cluster.load(options.dir)
    if found is None:
        raise NodeError("folder.empty", path=options.dir)
    return found


def _show(found: Cluster) -> None:
    for url, node in zip(found.urls, found.nodes, strict=True):
        print(f"{node.name}    {url}    {f'pid {node.pid}' if node.pid else 'not running'}")
    if found.secure:
        print(f"CA        {found.ca_certs}")
        print(f"users     {', '.join(found.users)} (passwords in {found.folder / cluster.FILE})")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument(
        "--dir", type=lambda text: Path(text).resolve(), default=DEFAULT_FOLDER, help="folder of the cluster"
    )
    starting = argparse.ArgumentParser(add_help=False)
    starting.add_argument("--timeout", type=float, default=180, metavar="SECONDS", help="how long a start may take")
    one = argparse.ArgumentParser(add_help=False)
    one.add_argument("--node", type=int, required=True, metavar="N", help="number of the node, from 1")

    each = commands.add_parser("start", parents=[everywhere, starting], help="start a cluster")
    each.set_defaults(command=start)
    each.add_argument("--nodes", type=int, choices=(1, 3), default=1, help="how many nodes")
    each.add_argument("--secure", action="store_true", help="TLS, users and roles")
    each.add_argument(
        "--port", type=int, help=f"HTTP port of the first node, 0 for free ones (default: {DEFAULT_PORT})"
    )
    each.add_argument("--heap", default="512m", help="Java heap of each node")
    each.add_argument("--disk-thresholds", action="store_true", help="refuse writes when the disk is nearly full")
    each.add_argument("--owner", type=int, default=0, metavar="PID", help="stop and delete it when this process ends")
    each = commands.add_parser("stop", parents=[everywhere], help="stop a cluster")
    each.set_defaults(command=stop)
    each.add_argument("--clean", action="store_true", help="delete its data too")
    commands.add_parser("status", parents=[everywhere], help="show a cluster").set_defaults(command=status)
    commands.add_parser("kill", parents=[everywhere, one], help="kill -9 one node").set_defaults(command=kill)
    each = commands.add_parser("start-node", parents=[everywhere, one, starting], help="start one node again")
    each.set_defaults(command=start_node, owner=0)
    each = commands.add_parser("watch", parents=[everywhere])
    each.set_defaults(command=watch, clean=True)
    each.add_argument("--owner", type=int, required=True)
    each.add_argument("--clean", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main())
