"""The test node: a real cluster with the documented rights, started once, stopped by its own id, leaving nothing."""

from __future__ import annotations

import importlib
import json
import os
import re
import signal
import ssl
import subprocess
import sys
import time
import urllib.error
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from elastic_node import PROGRAM, SESSION, Cluster, call, command, require, started

ROOT = PROGRAM.parents[2]
SERVER = "org.elasticsearch.server/org.elasticsearch.bootstrap.Elasticsearch"
PATIENCE = 60.0
"""Seconds that a test waits for something that must happen; how long it takes is not tested."""


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], ModuleType]]:
    """Import a module of the program as the program does: by its bare name, from its folder."""
    monkeypatch.syspath_prepend(PROGRAM.parent)
    yield importlib.import_module
    for path in PROGRAM.parent.glob("*.py"):  # their names are short, other tests may have modules called so
        sys.modules.pop(path.stem, None)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def jdk(folder: Path, version: str) -> Path:
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "java").write_text("")
    (folder / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_RUNTIME_VERSION="99"\nJAVA_VERSION="{version}"\n')
    return folder


@pytest.fixture
def owner() -> Iterator[subprocess.Popen[bytes]]:
    """A process that clusters can be started for."""
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as process:
        yield process
        process.kill()


class TestJava:
    def test_the_one_of_the_environment_comes_first(self, module: Callable[[str], ModuleType], tmp_path: Path) -> None:
        chosen, newer = jdk(tmp_path / "a", "21.0.2"), jdk(tmp_path / "installed" / "b", "25")
        assert module("jdk").find({"ES_JAVA_HOME": str(chosen), "PATH": ""}, newer.parent) == chosen

    def test_the_newest_installed_one(self, module: Callable[[str], ModuleType], tmp_path: Path) -> None:
        jdk(tmp_path / "a", "21.0.2")
        newest = jdk(tmp_path / "b", "25.0.1")
        jdk(tmp_path / "c", "8")
        assert module("jdk").find({"JAVA_HOME": str(tmp_path / "c"), "PATH": ""}, tmp_path) == newest

    def test_the_one_of_the_path(self, module: Callable[[str], ModuleType], tmp_path: Path) -> None:
        home = jdk(tmp_path / "a", "22")
        (home / "bin" / "java").chmod(0o755)
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "java").symlink_to(home / "bin" / "java")
        assert module("jdk").find({"PATH": str(tmp_path / "bin")}, tmp_path / "none") == home

    def test_older_ones_are_refused_in_both_languages(
        self, module: Callable[[str], ModuleType], tmp_path: Path
    ) -> None:
        jdk(tmp_path / "a", "17.0.9")
        with pytest.raises(module("messages").NodeError, match=r"Java 21 or later.*\n没有找到 Java 21"):
            module("jdk").find({"PATH": ""}, tmp_path)


class TestDistribution:
    def test_a_damaged_archive_is_removed_and_nothing_is_half_unpacked(
        self, module: Callable[[str], ModuleType], tmp_path: Path
    ) -> None:
        distribution = module("distribution")
        archive = tmp_path / f"elasticsearch-{distribution.VERSION}.zip"
        archive.write_bytes(b"PK\x03\x04 cut off")
        with pytest.raises(module("messages").NodeError, match="damaged"):
            distribution.unpacked(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["lock"]

    def test_programs_can_be_run_and_all_can_be_read(self, module: Callable[[str], ModuleType], tmp_path: Path) -> None:
        distribution = module("distribution")
        name = f"elasticsearch-{distribution.VERSION}"
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            program, text = zipfile.ZipInfo(f"{name}/bin/elasticsearch"), zipfile.ZipInfo(f"{name}/config/jvm.options")
            program.external_attr, text.external_attr = 0o700 << 16, 0o600 << 16
            archive.writestr(program, "")
            archive.writestr(text, "")
        home = distribution.unpacked(tmp_path)
        assert (home / "bin" / "elasticsearch").stat().st_mode & 0o777 == 0o755
        assert (home / "config" / "jvm.options").stat().st_mode & 0o777 == 0o644
        assert distribution.unpacked(tmp_path) == home

    def test_without_maven(self, tmp_path: Path) -> None:
        home = jdk(tmp_path / "java", "25")
        environment = {"PATH": "", "ES_JAVA_HOME": str(home), "IPSEARCH_ES_CACHE": str(tmp_path / "cache")}
        done = subprocess.run(
            [sys.executable, str(PROGRAM), "start", "--port", "0", "--dir", str(tmp_path / "cluster")],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 4
        assert done.stderr.startswith("mvn was not found")


class TestSettings:
    @pytest.mark.parametrize("nodes", [1, 3])
    @pytest.mark.parametrize("secure", [True, False])
    def test_expensive_queries_are_never_allowed(
        self, module: Callable[[str], ModuleType], tmp_path: Path, nodes: int, secure: bool
    ) -> None:
        cluster = module("cluster")
        made = tuple(cluster.Node(f"node-{n}", tmp_path / str(n), 1000 + n, 2000 + n) for n in range(1, nodes + 1))
        whole = cluster.Cluster(tmp_path, made, secure, "512m", False, {})
        settings = module("configuration").settings(made[-1], whole, fresh=True)
        assert settings["search.allow_expensive_queries"] is False
        assert settings["network.host"] == "127.0.0.1"
        assert settings["xpack.security.enabled"] is secure
        assert settings.get("discovery.type") == ("single-node" if nodes == 1 else None)
        seeds = [f"127.0.0.1:{node.transport}" for node in made]
        assert settings.get("discovery.seed_hosts") == (None if nodes == 1 else seeds)

    def test_a_node_with_data_does_not_found_a_cluster(
        self, module: Callable[[str], ModuleType], tmp_path: Path
    ) -> None:
        cluster = module("cluster")
        made = tuple(cluster.Node(f"node-{n}", tmp_path / str(n), 1000 + n, 2000 + n) for n in range(1, 4))
        whole = cluster.Cluster(tmp_path, made, False, "512m", False, {})
        settings = module("configuration").settings
        assert "cluster.initial_master_nodes" in settings(made[0], whole, fresh=True)
        assert "cluster.initial_master_nodes" not in settings(made[0], whole, fresh=False)

    @pytest.mark.parametrize("name", ["compose.yaml", "compose.three-nodes.yaml"])
    def test_a_compose_file_declares_and_certifies_what_it_uses(self, name: str) -> None:
        content = yaml.safe_load((ROOT / name).read_text("utf-8"))
        services = content["services"]
        nodes = {each: service for each, service in services.items() if "environment" in service}
        used = {volume.partition(":")[0] for service in services.values() for volume in service["volumes"]}
        assert used == content["volumes"].keys()
        assert all(service["depends_on"].keys() <= services.keys() for service in nodes.values())
        certified = re.search(r"--dns (\S+)", services["setup"]["command"][-1])
        assert certified
        assert {*certified[1].split(",")} == {"localhost", *nodes}
        assert {node["environment"]["node.name"] for node in nodes.values()} == nodes.keys()
        for node in nodes.values():
            assert {"xpack.security.http.ssl.enabled", "ELASTIC_PASSWORD"} <= node["environment"].keys()
            assert all(isinstance(value, str) for value in node["environment"].values())  # Docker takes no others
            if len(nodes) > 1:
                found = (node["environment"][key] for key in ("discovery.seed_hosts", "cluster.initial_master_nodes"))
                assert {*found} == {",".join(nodes)}
        data = [volume for node in nodes.values() for volume in node["volumes"] if volume.endswith("/data")]
        assert len({*data}) == len(nodes)

    def test_one_node_and_three_have_the_same_settings(self) -> None:
        def settings(name: str, node: str) -> dict[str, str]:
            environment = yaml.safe_load((ROOT / name).read_text("utf-8"))["services"][node]["environment"]
            among = ("node.name", "discovery.", "cluster.initial_", "xpack.security.transport.ssl.verification_mode")
            return {key: value for key, value in environment.items() if not key.startswith(among)}

        one = settings("compose.yaml", "elasticsearch")
        assert all(settings("compose.three-nodes.yaml", node) == one for node in ("es1", "es2", "es3"))

    def test_images_and_node_are_of_one_version(self, module: Callable[[str], ModuleType]) -> None:
        image = f"docker.elastic.co/elasticsearch/elasticsearch:{module('distribution').VERSION}"
        for name in ("compose.yaml", "compose.three-nodes.yaml"):
            services = yaml.safe_load((ROOT / name).read_text("utf-8"))["services"]
            assert {service["image"] for service in services.values()} == {image}
            published = [port for service in services.values() for port in service.get("ports", [])]
            assert published
            assert all(port.startswith("127.0.0.1:") for port in published)


class TestProcesses:
    @pytest.fixture
    def node(self, module: Callable[[str], ModuleType], tmp_path: Path) -> Any:
        return module("cluster").Node("node-1", tmp_path / "node-1", 1, 2)

    @pytest.fixture
    def process(self) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
        """Start a process with given arguments that ignores a request to end if told so; ready when returned."""
        made: list[subprocess.Popen[bytes]] = []

        def start(*arguments: str, stubborn: bool = False) -> subprocess.Popen[bytes]:
            ignore = "signal.signal(signal.SIGTERM, signal.SIG_IGN)" if stubborn else ""
            code = f"import signal, time\n{ignore}\nprint(flush=True)\ntime.sleep(600)"
            new = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE)
            made.append(new)
            assert new.stdout
            new.stdout.readline()
            return new

        yield start
        for each in made:
            with each:
                each.kill()

    def test_only_the_processes_of_the_node_are_ended(
        self, module: Callable[[str], ModuleType], node: Any, process: Callable[..., subprocess.Popen[bytes]]
    ) -> None:
        own, others = process(node.mark), [process(f"{node.mark}0"), process(f"see {node.mark}"), process()]
        assert node.pid == own.pid
        module("launch").stop([node])
        assert own.wait() == -signal.SIGTERM
        assert node.pid is None
        module("launch").kill(node)
        assert [other.poll() for other in others] == [None, None, None]

    def test_one_that_does_not_end_is_killed(
        self, module: Callable[[str], ModuleType], process: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
    ) -> None:
        mark = f"mark of {tmp_path}"
        stubborn = process(mark, stubborn=True)
        module("processes").stop([mark], patience=0.2)
        assert stubborn.wait() == -signal.SIGKILL

    def test_stop_where_nothing_is(self, tmp_path: Path) -> None:
        assert command("stop", "--clean", "--dir", str(tmp_path / "none")).returncode == 0
        assert not (tmp_path / "none").exists()

    def test_a_folder_with_something_else_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("dear")
        done = command("start", "--port", "0", "--dir", str(tmp_path))
        assert (done.returncode, "holds something else" in done.stderr) == (1, True)
        assert command("stop", "--clean", "--dir", str(tmp_path)).returncode == 0
        assert (tmp_path / "letter.txt").read_text() == "dear"


class TestPlain:
    def test_it_answers_and_forbids_expensive_queries(self, elastic_plain: Cluster, prefix: str) -> None:
        index = f"/{prefix}-a"
        mapping = {"mappings": {"properties": {"k": {"type": "keyword"}}}, "settings": {"number_of_replicas": 0}}
        call(elastic_plain, "PUT", index, body=mapping)
        call(elastic_plain, "PUT", f"{index}/_doc/1?refresh=true", body={"k": "abc"})
        found = call(elastic_plain, "POST", f"{index}/_search", body={"query": {"term": {"k": "abc"}}})
        assert found["hits"]["total"]["value"] == 1  # type: ignore[index]
        with pytest.raises(urllib.error.HTTPError) as refused:
            call(elastic_plain, "POST", f"{index}/_search", body={"query": {"wildcard": {"k": "a*"}}})
        with refused.value as answer:
            assert b"allow_expensive_queries" in answer.read()

    def test_a_second_start_finds_it_running(self, elastic_plain: Cluster) -> None:
        if not elastic_plain.folder:
            pytest.skip("IPSEARCH_TEST_ES_URL names another cluster")
        assert started("plain") == elastic_plain
        done = command("start", "--nodes", "3", "--dir", elastic_plain.folder)
        assert (done.returncode, "make es-stop CLEAN=1" in done.stderr) == (1, True)
        port = elastic_plain.url.rpartition(":")[2]
        done = command("start", "--port", "1", "--dir", elastic_plain.folder)
        assert (done.returncode, f"at port {port}" in done.stderr) == (1, True)
        assert command("start", "--port", port, "--dir", elastic_plain.folder).returncode == 0


class TestSecure:
    def allowed(self, cluster: Cluster, user: str, method: str, path: str, body: object = None) -> bool:
        try:
            call(cluster, method, path, user, body)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 403:
                return False
            raise
        return True

    def test_the_searcher_reads_and_writes_nothing(self, elastic_secure: Cluster, prefix: str) -> None:
        index, alias = f"/{prefix}-a", f"{prefix}-live"
        mapping = {"mappings": {"properties": {"k": {"type": "keyword"}}}}
        assert self.allowed(elastic_secure, "loader", "PUT", index, mapping)
        assert self.allowed(elastic_secure, "loader", "PUT", f"{index}/_doc/1?refresh=true", {"k": "abc"})
        point = call(elastic_secure, "POST", f"{index}/_pit?keep_alive=1m", "searcher")["id"]
        for method, path, body in (
            ("POST", f"{index}/_search", {"query": {"term": {"k": "abc"}}}),
            ("POST", "/_search", {"pit": {"id": point}, "sort": ["_shard_doc"]}),
            ("DELETE", "/_pit", {"id": point}),
            ("GET", f"{index}/_count", None),
            ("POST", f"{index}/_terms_enum", {"field": "k", "string": "a"}),
            ("GET", f"{index}/_segments", None),
            ("GET", f"{index}/_mapping", None),
            ("GET", f"{index}/_alias", None),
        ):
            assert self.allowed(elastic_secure, "searcher", method, path, body), path
        for method, path, body in (
            ("PUT", f"{index}/_doc/2", {"k": "x"}),
            ("DELETE", f"{index}/_doc/1", None),
            ("PUT", f"/{prefix}-b", {}),
            ("PUT", f"{index}/_alias/{alias}", None),
            ("PUT", f"{index}/_settings", {"index": {"refresh_interval": "1s"}}),
            ("POST", f"{index}/_refresh", None),
            ("DELETE", index, None),
            ("GET", "/_cluster/health", None),
        ):
            assert not self.allowed(elastic_secure, "searcher", method, path, body), path
        assert call(elastic_secure, "GET", f"{index}/_count", "searcher")["count"] == 1

    def test_the_loader_manages_its_own_indices_and_no_others(self, elastic_secure: Cluster, prefix: str) -> None:
        index = f"/{prefix}-a"
        move = {"actions": [{"add": {"index": f"{prefix}-a", "alias": f"{prefix}-live"}}]}
        for method, path, body in (
            ("PUT", index, {}),
            ("PUT", f"{index}/_create/lock", {"k": 1}),
            ("DELETE", f"{index}/_doc/lock", None),
            ("PUT", f"{index}/_settings", {"index": {"refresh_interval": "-1", "auto_expand_replicas": "0-1"}}),
            ("POST", f"{index}/_refresh", None),
            ("POST", f"{index}/_forcemerge?max_num_segments=1", None),
            ("POST", "/_aliases", move),
            ("GET", f"/{prefix}-live/_count", None),
            ("DELETE", index, None),
        ):
            assert self.allowed(elastic_secure, "loader", method, path, body), path
        for method, path, body in (
            ("PUT", "/other", {}),
            ("GET", "/other/_count", None),
            ("PUT", "/_cluster/settings", {"persistent": {"search.allow_expensive_queries": True}}),
        ):
            assert not self.allowed(elastic_secure, "loader", method, path, body), path

    def test_its_certificate_is_signed_by_its_own_authority_only(self, elastic_secure: Cluster) -> None:
        other = str(Path(elastic_secure.ca_certs).with_name("other-ca.pem"))
        with pytest.raises(urllib.error.URLError) as refused:
            call(Cluster(elastic_secure.url, other, elastic_secure.users), "GET", "/_cluster/health")
        assert isinstance(refused.value.reason, ssl.SSLCertVerificationError)

    def test_the_first_password_of_the_built_in_user(self, elastic_secure: Cluster) -> None:
        assert call(elastic_secure, "GET", "/_cluster/health", "elastic")["number_of_nodes"] == 1

    def test_passwords_are_for_the_owner_only(self, elastic_secure: Cluster) -> None:
        assert (Path(elastic_secure.folder) / "cluster.json").stat().st_mode & 0o077 == 0
        assert (Path(elastic_secure.folder) / "certificates" / "node.key").stat().st_mode & 0o077 == 0


def test_a_killed_node_starts_again_and_all_ends_with_its_owner(
    module: Callable[[str], ModuleType], owner: subprocess.Popen[bytes]
) -> None:
    folder = Path(f"{os.environ[SESSION].partition(':')[2]}-owned")
    require(command("start", "--port", "0", "--dir", str(folder), "--owner", str(owner.pid)))
    first = json.loads((folder / "cluster.json").read_text("utf-8"))
    assert command("kill", "--node", "1", "--dir", str(folder)).returncode == 0
    assert command("status", "--dir", str(folder)).returncode == 3
    assert command("start-node", "--node", "1", "--dir", str(folder)).returncode == 0
    again = json.loads((folder / "cluster.json").read_text("utf-8"))
    assert again["url"] == first["url"]
    assert again["nodes"][0]["pid"] != first["nodes"][0]["pid"]
    owner.kill()
    owner.wait()
    until(lambda: not folder.exists())
    assert not module("processes").runs(again["nodes"][0]["pid"])


@pytest.mark.usefixtures("elastic_plain")  # so that it skips where nothing can be started
def test_a_start_that_is_killed_with_its_owner_leaves_nothing(
    module: Callable[[str], ModuleType], owner: subprocess.Popen[bytes]
) -> None:
    folder = Path(f"{os.environ[SESSION].partition(':')[2]}-cut")
    node = module("cluster").Node("node-1", folder / "node-1", 1, 2)
    arguments = ("start", "--port", "0", "--dir", str(folder), "--owner", str(owner.pid))
    with subprocess.Popen([sys.executable, str(PROGRAM), *arguments]) as start:
        # From here on the node is a process of its own, which the launcher does not take with it.
        find = module("processes").find
        until(lambda: bool({*find(node.mark)} & {*find(SERVER)}))
        start.kill()
    owner.kill()
    owner.wait()
    until(lambda: not folder.exists())
    assert node.pid is None


def test_the_keys_in_the_documentation_have_the_rights_of_the_roles() -> None:
    roles = yaml.safe_load((PROGRAM.parent / "roles.yml").read_text("utf-8"))
    blocks = re.findall(r"```json\n(.*?)```", (ROOT / "docs" / "elasticsearch.md").read_text("utf-8"), re.DOTALL)
    keys = [json.loads(block) for block in blocks]
    assert all(key["expiration"] for key in keys)
    assert {name: role for key in keys for name, role in key["role_descriptors"].items()} == roles
