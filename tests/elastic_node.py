"""Real Elasticsearch clusters for tests: started when a test first asks, once a session each, gone afterwards.

A plugin: ``pytest_plugins = ["elastic_node"]`` in ``tests/conftest.py``. ``IPSEARCH_TEST_ES_URL`` names another cluster
without security to be used as the plain one. On a machine that lacks Java, Maven or OpenSSL the tests skip with one
clear line; with ``CI=true`` or ``IPSEARCH_REQUIRE_ES=1`` they fail.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from ipsearch.config import Settings

PROGRAM = Path(__file__).resolve().parents[1] / "scripts" / "elastic" / "node.py"
SESSION = "IPSEARCH_TEST_ES_SESSION"
"""The process that owns the clusters and where their folders are: ``pid:path``. Set once, inherited by every worker."""
LACKING = 4
MEMORY, ROOM = Path("/dev/shm"), 4 << 30
JAVA = "-XX:TieredStopAtLevel=1"
"""A node that lives for minutes does not earn back what Java's second compiler costs: half the time of its start."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster: urls separated by commas, the file of its authority, passwords by user, its folder.

    The last three are empty for a cluster without security, or one that was not started here. ``command`` takes its
    folder; beside ``ca_certs`` is ``other-ca.pem``, an authority that did not sign its certificate.
    """

    url: str
    ca_certs: str
    users: Mapping[str, str]
    folder: str = ""


@pytest.fixture(scope="session")
def elastic_plain() -> Cluster:
    """One node without security."""
    other = os.environ.get("IPSEARCH_TEST_ES_URL")
    return Cluster(other, "", {}) if other else started("plain")


@pytest.fixture(scope="session")
def elastic_secure() -> Cluster:
    """One node with TLS, and the users ``searcher``, ``loader`` and ``admin``."""
    return started("secure", "--secure")


@pytest.fixture
def prefix(request: pytest.FixtureRequest) -> Iterator[str]:
    """A prefix for the indices of this test, which the roles of the users allow; they are deleted after the test."""
    name = f"ipsearch-test-{secrets.token_hex(6)}"
    yield name
    for fixture in ("elastic_plain", "elastic_secure"):
        if fixture in request.fixturenames:
            cluster: Cluster = request.getfixturevalue(fixture)
            if indices := call(cluster, "GET", f"/{name}-*/_settings?expand_wildcards=all"):
                call(cluster, "DELETE", f"/{','.join(indices)}")


def settings_of(cluster: Cluster, prefix: str, user: str = "", shards: int = 1) -> Settings:
    """How a backend reaches a cluster, its indexes named for the test."""
    return Settings(
        url=cluster.url,
        home=Path(),
        ca_certs=cluster.ca_certs,
        user=user,
        password=cluster.users[user] if user else "",
        prefix=prefix,
        shards=shards,
    )


def started(name: str, *options: str) -> Cluster:
    """The cluster of this name in this session, started with options of ``node.py start`` if it does not run yet."""
    owner, _, path = os.environ[SESSION].partition(":")
    folder = f"{path}-{name}"
    require(command("start", "--dir", folder, "--port", "0", "--owner", owner, *options))
    content = json.loads((Path(folder) / "cluster.json").read_text("utf-8"))
    return Cluster(",".join(content["urls"]), content["ca_certs"], content["users"], folder)


def require(done: subprocess.CompletedProcess[str]) -> None:
    """Go on if a command was done; skip on a machine that lacks what is needed, where it may; else fail."""
    if done.returncode == LACKING and not _required():
        pytest.skip(done.stderr.partition("\n")[0])
    if done.returncode:
        pytest.fail(done.stderr)


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``node.py``: ``command("kill", "--node", "2", "--dir", cluster.folder)``."""
    return subprocess.run(
        [sys.executable, str(PROGRAM), *arguments],
        env=os.environ | {"ES_JAVA_OPTS": JAVA}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def call(cluster: Cluster, method: str, path: str, user: str = "admin", body: object = None) -> dict[str, object]:
    """One request to the first node, by a user if the cluster has any; ``urllib.error.HTTPError`` if it refuses."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(cluster.url.partition(",")[0] + path, data, method=method)
    request.add_header("Content-Type", "application/json")
    if cluster.users:
        pair = f"{user}:{cluster.users[user]}"
        request.add_header("Authorization", "Basic " + base64.b64encode(pair.encode()).decode())
    context = ssl.create_default_context(cafile=cluster.ca_certs) if cluster.ca_certs else None
    with urllib.request.urlopen(request, timeout=60, context=context) as answer:
        found: dict[str, object] = json.load(answer)
    return found


def pytest_configure(config: pytest.Config) -> None:
    """Choose where the clusters of this session would be; nothing is made before a test asks."""
    if SESSION not in os.environ:
        os.environ[SESSION] = f"{os.getpid()}:{_quick_folder() / f'ipsearch-es-{secrets.token_hex(8)}'}"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop and delete every cluster of this session. If this process is killed, ``node.py watch`` does it."""
    owner, _, path = os.environ.get(SESSION, "").partition(":")
    if owner == str(os.getpid()):
        for folder in Path(path).parent.glob(f"{Path(path).name}-*"):
            command("stop", "--clean", "--dir", str(folder))
        del os.environ[SESSION]


def _quick_folder() -> Path:
    """In memory, where there is room for it: a cluster writes its state to disk for every index that comes or goes."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        return MEMORY
    return Path(tempfile.gettempdir()).resolve()


def _required() -> bool:
    return os.environ.get("CI") == "true" or os.environ.get("IPSEARCH_REQUIRE_ES") == "1"
