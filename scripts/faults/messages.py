"""Every failure of a cluster, made to happen: what ipsearch says in both languages, its exit code, and what it wrote.

    python -m scripts.faults.messages

Each command is the real command line. Exit code 1 if one ended in another way than here expected, or changed anything.
"""

from __future__ import annotations

import argparse
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.faults import tables
from scripts.faults.cluster import Cluster, running
from scripts.faults.program import Environment, command_line, environment, run
from scripts.faults.refusing import refusing

PREFIX = "ipsearch-shown"
FIRST, SECOND = "云岚\n沐禾优选\nQUILLFORD\n", "小米\n"
LANGUAGES = ("en", "zh")
FLOOD_SECONDS = 90.0
"""The node looks at its disk every 10 seconds at best."""


@dataclass(frozen=True, slots=True)
class Case:
    """A failure, the command that meets it, its settings, and the exit code that belongs to it."""

    what: str
    command: tuple[str, ...]
    settings: Environment
    code: int


@dataclass(frozen=True, slots=True)
class Files:
    """What commands load: a list that is loaded before, and another one."""

    first: Path
    second: Path

    @property
    def load(self) -> tuple[str, ...]:
        """A load of the other list into the live generation."""
        return ("load", "trademarks", str(self.second))


CHECK = ("check", "云岚")


def secure_cases(cluster: Cluster, files: Files) -> Iterator[Case]:
    """Logins, certificates and rights."""
    other = str(Path(cluster.ca_certs).with_name("other-ca.pem"))
    yield Case("wrong certificate", CHECK, environment(cluster, PREFIX, "loader", ca_certs=other), 3)
    yield Case("certificate of no known authority", CHECK, _without(environment(cluster, PREFIX, "loader")), 3)
    yield Case("wrong password", CHECK, environment(cluster, PREFIX, "loader", password="wrong"), 1)
    yield Case("wrong API key", CHECK, environment(cluster, PREFIX, api_key="aWQ6d3Jvbmc="), 1)
    yield Case("right missing: the searcher loads", files.load, environment(cluster, PREFIX, "searcher"), 1)
    yield Case("right missing: a first load", files.load, environment(cluster, f"{PREFIX}-b", "searcher"), 1)
    # The cluster names no index to a user who may not see any.
    yield Case("right missing: not even to see", CHECK, environment(cluster, "others", "searcher"), 3)


def _without(settings: Environment) -> Environment:
    return {name: value for name, value in settings.items() if name != "IPSEARCH_CA_CERTS"}


def plain_cases(cluster: Cluster, files: Files) -> Iterator[Case]:
    """The cluster, its indices and its disk. Each fault lasts until the next case is asked for."""
    settings = environment(cluster, PREFIX)
    with socket.socket() as taken:  # bound and not listening: nobody else gets the port
        taken.bind(("127.0.0.1", 0))
        away = environment(Cluster((f"http://127.0.0.1:{taken.getsockname()[1]}",)), PREFIX)
        yield Case("unreachable", CHECK, away, 3)
        yield Case("unreachable", files.load, away, 3)
    yield Case("index missing", CHECK, environment(cluster, f"{PREFIX}-none"), 3)
    with stale(cluster):
        old = environment(cluster, f"{PREFIX}-old")
        yield Case("index stale", CHECK, old, 3)
        yield Case("index stale", files.load, old, 3)
    with refusing(cluster.urls[0], lambda _: True) as url:
        yield Case("queue full: every request refused (429)", CHECK, {**settings, "IPSEARCH_URL": url}, 3)
    with refusing(cluster.urls[0], lambda path: path.endswith("/_bulk")) as url:
        yield Case(
            "queue full: documents refused for two minutes (429)", files.load, {**settings, "IPSEARCH_URL": url}, 3
        )
    with setting(cluster, {"cluster.max_shards_per_node": 1}):
        yield Case("node full: no more shards", (*files.load, "--rebuild"), settings, 1)
    (index,) = live(cluster)
    block(cluster, index, True)
    yield Case("index read-only (block of the flood stage)", files.load, settings, 1)
    block(cluster, index, None)
    with flooded(cluster, index):
        yield Case("disk full: the node's own flood stage", files.load, settings, 1)
        yield Case("disk full: searching goes on", CHECK, settings, 0)


@contextmanager
def stale(cluster: Cluster) -> Iterator[None]:
    """An index of another version under the alias."""
    index = f"{PREFIX}-old-trademark-a0-m00000000-20260102t030405"
    cluster.ask("PUT", f"/{index}", {"aliases": {f"{PREFIX}-old-trademark": {}}})
    yield
    cluster.ask("DELETE", f"/{index}")


@contextmanager
def setting(cluster: Cluster, values: dict[str, object]) -> Iterator[None]:
    """Settings of the whole cluster."""
    cluster.ask("PUT", "/_cluster/settings", {"persistent": values})
    yield
    cluster.ask("PUT", "/_cluster/settings", {"persistent": dict.fromkeys(values)})


def block(cluster: Cluster, index: str, value: bool | None) -> None:
    """Make an index read-only as the flood stage does, or lift that (None)."""
    cluster.ask("PUT", f"/{index}/_settings", {"index.blocks.read_only_allow_delete": value})


@contextmanager
def flooded(cluster: Cluster, index: str) -> Iterator[None]:
    """The node believes its disk to be full: more must stay free than any disk has. It makes the index read-only."""
    disk = "cluster.routing.allocation.disk"
    most = {f"{disk}.watermark.{stage}": "100pb" for stage in ("low", "high", "flood_stage")}
    with setting(cluster, {f"{disk}.threshold_enabled": True, "cluster.info.update.interval": "10s", **most}):
        _await(lambda: _is_blocked(cluster, index))
        yield
    # The node lifts it by itself only while it watches the disk.
    block(cluster, index, None)


def _is_blocked(cluster: Cluster, index: str) -> bool:
    settings = cluster.ask("GET", f"/{index}/_settings?flat_settings=true")[index]["settings"]
    return bool(settings.get("index.blocks.read_only_allow_delete") == "true")


def _await(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + FLOOD_SECONDS
    while not done():
        if time.monotonic() > deadline:
            raise SystemExit("the node did not reach the flood stage")
        time.sleep(0.5)


def live(cluster: Cluster) -> list[str]:
    """The indices that hold the live generation."""
    return list(cluster.ask("GET", f"/{PREFIX}-trademark*/_alias/{PREFIX}-trademark"))


def held(cluster: Cluster) -> dict[str, Any]:
    """What counts as written: the documents of each generation with their versions, its aliases, its state."""
    found: dict[str, Any] = {}
    for index, entry in cluster.ask("GET", "/*/_alias?expand_wildcards=all").items():
        cluster.ask("POST", f"/{index}/_refresh")
        hits = cluster.ask("GET", f"/{index}/_search?size=1000&version=true")["hits"]["hits"]
        documents = {hit["_id"]: (hit["_version"], str(hit["_source"])) for hit in hits}
        found[index] = (entry["aliases"], documents)
    return found


def changed(before: dict[str, Any], after: dict[str, Any]) -> str:
    """What a command left in the cluster."""
    new = after.keys() - before.keys()
    if any(after.get(index) != entry for index, entry in before.items() if not index.endswith("-state")):
        return "CHANGED"
    states = [index for index in before if index.endswith("-state") and after.get(index) != before[index]]
    if new:
        return f"nothing live; {len(new)} unfinished generation, which the next build deletes"
    return "nothing but a state" if states else "nothing"


def show(cluster: Cluster, cases: Iterator[Case]) -> bool:
    """Run each case in both languages and write a row; whether all ended as expected."""
    good = True
    for case in cases:
        before = held(cluster)
        with ThreadPoolExecutor(1) as pool:
            done = [pool.submit(run, command_line(*case.command, "--lang", lang), case.settings) for lang in LANGUAGES]
        ended = [each.result() for each in done]
        said = [each.stderr.strip() for each in ended]
        left = changed(before, held(cluster))
        fine = {each.returncode for each in ended} == {case.code} and left != "CHANGED"
        good = good and fine
        command = " ".join(Path(word).name for word in case.command)
        tables.row((case.what, f"`{command}`", ended[0].returncode, *said, left + ("" if fine else " **UNEXPECTED**")))
    return good


def prepared(cluster: Cluster, files: Files, user: str = "") -> None:
    """Load the first list."""
    done = run(command_line("load", "trademarks", str(files.first)), environment(cluster, PREFIX, user))
    if done.returncode:
        raise SystemExit(done.stderr)


def main() -> int:
    """Show every case; the exit code."""
    argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0]).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = Files(Path(folder) / "first.txt", Path(folder) / "second.txt")
        files.first.write_text(FIRST, "utf-8")
        files.second.write_text(SECOND, "utf-8")
        tables.head("failure", "command", "exit code", "English", "中文", "written")
        with running() as cluster:
            prepared(cluster, files)
            good = show(cluster, plain_cases(cluster, files))
        with running("--secure") as cluster:
            prepared(cluster, files, "loader")
            good = show(cluster, secure_cases(cluster, files)) and good
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
