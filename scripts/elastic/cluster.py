"""A cluster on this machine as data: its folder, its nodes with their ports, its users. Kept as ``cluster.json``.

The folder holds ``cluster.json`` (for this program, for tests and for scripts; readable by the owner only, it holds the
passwords), ``certificates/`` and ``node-N/`` with ``config``, ``data``, ``logs`` and ``tmp``.
"""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import processes
from distribution import LOCK
from messages import NodeError

HOST = "127.0.0.1"
FILE = "cluster.json"
CERTIFICATES = "certificates"
TRANSPORT_OFFSET = 100
"""Elasticsearch's own distance between the ports 9200 (HTTP) and 9300 (between nodes)."""


@dataclass(frozen=True, slots=True)
class Node:
    """One node: its name, its folder, and its ports on loopback."""

    name: str
    folder: Path
    http: int
    transport: int

    @property
    def mark(self) -> str:
        """An argument of the node's processes that no others have."""
        return f"-Djava.io.tmpdir={self.folder / 'tmp'}"

    @property
    def pid(self) -> int | None:
        """The id of the running process, ``None`` if the node is not running."""
        return next(iter(processes.find(self.mark)), None)


@dataclass(frozen=True, slots=True)
class Cluster:
    """What was started. ``users`` are names with passwords, empty without security."""

    folder: Path
    nodes: tuple[Node, ...]
    secure: bool
    heap: str
    disk_thresholds: bool
    users: Mapping[str, str]

    @property
    def urls(self) -> list[str]:
        """Where each node answers."""
        return [f"{'https' if self.secure else 'http'}://{HOST}:{node.http}" for node in self.nodes]

    @property
    def certificates(self) -> Path:
        """The folder of the certificates."""
        return self.folder / CERTIFICATES

    @property
    def ca_certs(self) -> str:
        """The file of the authority that signed the nodes' certificate, empty without security."""
        return str(self.certificates / "ca.pem") if self.secure else ""

    def node(self, number: int) -> Node:
        """A node by its number from 1; ``NodeError`` ``node.unknown``."""
        if not 1 <= number <= len(self.nodes):
            raise NodeError("node.unknown", number=number, nodes=len(self.nodes))
        return self.nodes[number - 1]

    def save(self) -> None:
        """Write ``cluster.json`` with the process ids of this moment."""
        nodes = [asdict(node) | {"folder": str(node.folder), "pid": node.pid} for node in self.nodes]
        content = {
            "url": self.urls[0], "urls": self.urls, "ca_certs": self.ca_certs, "users": dict(self.users),
            "secure": self.secure, "heap": self.heap, "disk_thresholds": self.disk_thresholds, "nodes": nodes,
        }  # fmt: skip
        new = self.folder / f"{FILE}.new"
        new.touch(0o600)
        new.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
        new.replace(self.folder / FILE)


def load(folder: Path) -> Cluster | None:
    """The cluster of a folder, running or not; ``None`` if there is none."""
    try:
        content = json.loads((folder / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return None
    nodes = (Node(n["name"], Path(n["folder"]), n["http"], n["transport"]) for n in content["nodes"])
    return Cluster(
        folder, tuple(nodes), content["secure"], content["heap"], content["disk_thresholds"], content["users"]
    )


def ports(first: int, nodes: int) -> list[tuple[int, int]]:
    """The HTTP and transport port of each node: following each other from ``first``, or free ones if it is 0.

    Raises ``NodeError`` ``port.taken``.
    """
    wanted = [(first + i, first + i + TRANSPORT_OFFSET) if first else (0, 0) for i in range(nodes)]
    held: list[socket.socket] = []
    try:
        return [(_hold(http, held), _hold(transport, held)) for http, transport in wanted]
    finally:
        for each in held:
            each.close()


def _hold(port: int, held: list[socket.socket]) -> int:
    """Bind the port so that no other is given the same one, and remember to let it go."""
    each = socket.socket()
    held.append(each)
    each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        each.bind((HOST, port))
    except OSError as error:
        raise NodeError("port.taken", port=port) from error
    return int(each.getsockname()[1])


def remove(folder: Path, nodes: Sequence[Node]) -> None:
    """Delete what a cluster of these nodes left in its folder, and the folder if nothing else is in it."""
    for path in (*(node.folder for node in nodes), folder / CERTIFICATES):
        shutil.rmtree(path, ignore_errors=True)
    for name in (FILE, f"{FILE}.new", LOCK):
        (folder / name).unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()
