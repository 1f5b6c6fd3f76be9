"""A cluster for one program: started in a temporary folder, asked over HTTP, gone when the program ends."""

from __future__ import annotations

import base64
import json
import secrets
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from os import getpid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NODE = ROOT / "scripts" / "elastic" / "node.py"
SUPERUSER = "admin"
REQUEST_SECONDS = 30.0
HEALTHY_SECONDS = 180.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where it answers. ``folder`` is None for one that was not started here; ``users`` are passwords by name."""

    urls: tuple[str, ...]
    folder: Path | None = None
    ca_certs: str = ""
    users: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def url(self) -> str:
        """All addresses, as ``IPSEARCH_URL`` takes them."""
        return ",".join(self.urls)

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """One request, to the first node that answers; ``urllib.error.HTTPError`` if it refuses."""
        for url in self.urls:
            try:
                return self._send(method, url + path, body)
            except urllib.error.HTTPError:
                raise
            except (urllib.error.URLError, OSError) as error:
                lost = error
        raise lost

    def kill(self, number: int) -> None:
        """End a node (from 1) as a power cut would."""
        self._node("kill", "--node", str(number))

    def start_node(self, number: int) -> None:
        """Start a node again, and wait until every shard has all its copies."""
        self._node("start-node", "--node", str(number))
        self.await_green()

    def await_green(self) -> None:
        """Wait until all nodes are there and every shard has all its copies."""
        path = f"/_cluster/health?wait_for_status=green&wait_for_nodes={len(self.urls)}&timeout=20s"
        deadline = time.monotonic() + HEALTHY_SECONDS
        while time.monotonic() < deadline:
            try:
                self.ask("GET", path)
                return
            except urllib.error.HTTPError as error:  # 408 while it is not so
                error.close()
        raise TimeoutError(f"the cluster was not green within {HEALTHY_SECONDS:.0f} s")

    def _send(self, method: str, address: str, body: object) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=method)
        if self.users:
            pair = f"{SUPERUSER}:{self.users[SUPERUSER]}"
            request.add_header("Authorization", "Basic " + base64.b64encode(pair.encode()).decode())
        context = ssl.create_default_context(cafile=self.ca_certs) if self.ca_certs else None
        with urllib.request.urlopen(request, timeout=REQUEST_SECONDS, context=context) as answer:
            return json.load(answer)

    def _node(self, *arguments: str) -> None:
        _run(*arguments, "--dir", str(self.folder))


@contextmanager
def running(*options: str) -> Iterator[Cluster]:
    """A cluster started with these options of ``node.py start``; deleted afterwards, also if this process is killed."""
    # The folder is made by the program, which may run its nodes as another user.
    folder = Path(tempfile.gettempdir()).resolve() / f"ipsearch-faults-{secrets.token_hex(6)}"
    try:
        _run("start", "--dir", str(folder), "--port", "0", "--owner", str(getpid()), *options)
        content = json.loads((folder / "cluster.json").read_text("utf-8"))
        yield Cluster(tuple(content["urls"]), folder, content["ca_certs"], content["users"])
    finally:
        _run("stop", "--clean", "--dir", str(folder))


def _run(*arguments: str) -> None:
    done = subprocess.run([sys.executable, str(NODE), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
