"""The whole command line on a real cluster: the same answers as on the embedded engine, one clear error for a fault."""

from __future__ import annotations

import csv
import io
import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from elastic_node import Cluster, call

from tests.cli.conftest import Cli, Result
from tests.small_register import RECORDS, write_register

SAMPLES = Path(__file__).resolve().parents[2] / "data_samples"
GROUPS = [
    {"code": "09", "name": "第九类", "children": [
        {"code": "0901", "name": "计算机", "related": ["0907"]}, {"code": "0907", "name": "通讯设备"},
    ]},
]  # fmt: skip
UNLIKE = frozenset({"took_ms", "seconds", "rate", "generation", "name", "created", "bytes", "out", "rejects"})
"""What two engines, or two runs, tell otherwise: times, sizes, files, the second in which a generation was made."""

Both = Callable[..., tuple[Result, Result]]
Enter = Callable[..., Cli]


@pytest.fixture
def at(empty_cli: Cli, prefix: str, monkeypatch: pytest.MonkeyPatch) -> Enter:
    """Commands on a cluster: ``at(cluster, "loader", url=...)`` sets the environment and gives the command line."""

    def enter(cluster: Cluster, user: str = "", **more: str) -> Cli:
        settings = {"url": cluster.url, "ca_certs": cluster.ca_certs, "index_prefix": prefix, "user": user}
        settings |= {"password": cluster.users[user] if user else "", "api_key": ""} | more
        for name, value in settings.items():
            monkeypatch.setenv(f"IPSEARCH_{name.upper()}", value)
        return empty_cli

    return enter


@pytest.fixture
def both(at: Enter, elastic_plain: Cluster, tmp_path: Path) -> Both:
    """A command on the cluster and on the embedded engine, with the same exit code; ``{}`` is the engine's name."""
    cli = at(elastic_plain)

    def ask(*arguments: str) -> tuple[Result, Result]:
        cluster = cli(*(argument.format("elastic") for argument in arguments))
        embedded = cli(*(argument.format("embedded") for argument in arguments), "--engine", f"embedded:{tmp_path}/e")
        assert cluster.code == embedded.code, (arguments, cluster, embedded)
        return cluster, embedded

    return ask


@pytest.fixture
def register(tmp_path: Path) -> str:
    return str(write_register(tmp_path))


def objects(text: str) -> list[Any]:
    """Lines of JSON without what may differ."""
    return [_alike(json.loads(line)) for line in text.splitlines()]


def _alike(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _alike(item) for key, item in value.items() if key not in UNLIKE}
    return [_alike(item) for item in value] if isinstance(value, list) else value


def rows(text: str) -> list[dict[str, str]]:
    """Rows of CSV without what may differ."""
    return [{k: v for k, v in row.items() if k not in UNLIKE} for row in csv.DictReader(io.StringIO(text))]


def contents(cluster: Cluster, prefix: str) -> Any:
    """Every document of these indices with its version, and every alias: what a command that writes would change."""
    call(cluster, "POST", f"/{prefix}-*/_refresh?expand_wildcards=all")  # what was written a moment ago is seen later
    found: Any = call(cluster, "GET", f"/{prefix}-*/_search?size=1000&version=true&expand_wildcards=all")
    hits = sorted(found["hits"]["hits"], key=lambda hit: (hit["_index"], hit["_id"]))
    return hits, call(cluster, "GET", f"/{prefix}-*/_alias?expand_wildcards=all")


def refused(cli: Cli, code: int, english: str, chinese: str, *arguments: str) -> None:
    """The command ends with this code and says this in each language, without an answer and without a traceback."""
    for lang, text in (("en", english), ("zh", chinese)):
        result = cli(*arguments, "--lang", lang)
        assert (result.code, result.out) == (code, ""), result.err
        assert text in result.err
        assert "Traceback" not in result.err


def test_the_commands_answer_as_on_the_embedded_engine(both: Both, tmp_path: Path) -> None:
    def same(*arguments: str) -> list[Any]:
        cluster, embedded = both(*arguments, "--format", "ndjson")
        assert cluster.out
        assert objects(cluster.out) == objects(embedded.out), arguments
        return objects(cluster.out)

    samples = SAMPLES / "trademarks.ndjson"
    names = ["云岚", "沐禾优选", "QUILLFORD", "小米"]
    (tmp_path / "names.txt").write_text("".join(f"{name}\n" for name in names), "utf-8")
    (tmp_path / "groups.json").write_text(json.dumps(GROUPS), "utf-8")
    (loaded,) = same("load", "trademarks", str(samples), str(SAMPLES / "cnipa"), "--rejects", "{}.rejects")
    assert (tmp_path / "elastic.rejects").read_bytes() == (tmp_path / "embedded.rejects").read_bytes() != b""
    assert (loaded["rebuilt"], loaded["records"] > 300) == (True, True)
    (delta,) = same("load", "trademarks", str(tmp_path / "names.txt"))
    assert (delta["rebuilt"], delta["records"], delta["total"]) == (False, len(names), loaded["total"] + len(names))
    assert both("load", "groups", str(tmp_path / "groups.json"))[0].code == 0
    records = [json.loads(line) for line in samples.read_text("utf-8").splitlines()]
    marks = list(dict.fromkeys(record["mark"] for record in records if record["mark"]))[::20]
    reports = [same("check", mark, "--limit", "all")[0] for mark in [*marks, *names, "zzyzx"]]
    assert sum(len(report["hits"]) for report in reports) > 50
    assert {report["completeness"]["records"] for report in reports} == {delta["total"]}
    same("check", marks[0], "--class", "3,9", "--group", "0901", "--applicant", records[0]["applicants"][0]["name"])
    same("compare", marks[0], f"{marks[0]}二")
    assert same("show", records[0]["application_number"])[0]["mark"] == records[0]["mark"]
    assert both("show", "no-such-number")[0].code == 1
    same("index", "list")


def test_every_format_is_the_same(both: Both, register: str) -> None:
    both("load", "trademarks", register)
    for command in (("check", "小米"), ("compare", "小米", "小米科技"), ("show", "200"), ("index", "list")):
        for form, read in (("json", lambda text: _alike(json.loads(text))), ("ndjson", objects), ("csv", rows)):
            cluster, embedded = both(*command, "--format", form)
            assert read(cluster.out) == read(embedded.out), (command, form)
            assert read(cluster.out)
    # Tables show the time it took and the name of the generation in lines of their own.
    cluster, embedded = (result.out.splitlines() for result in both("show", "200", "--format", "table", "--lang", "zh"))
    assert cluster == embedded
    cluster, embedded = (result.out for result in both("check", "小米", "--format", "table", "--lang", "zh"))
    assert "小米科技有限责任公司" in cluster
    assert len(cluster.splitlines()) == len(embedded.splitlines())


def test_dedupe_is_the_same_line_by_line(both: Both, register: str, tmp_path: Path) -> None:
    both("load", "trademarks", register)
    (tmp_path / "asked.csv").write_text("mark,classes\n小米,9\nQUILLFORD,\n小米,9\n!!!,\nzzyzx,9;35\n", "utf-8")
    cluster, embedded = both("dedupe", "asked.csv", "--out", "{}.ndjson", "--format", "json")
    assert cluster.code == 4
    assert _alike(json.loads(cluster.out)) == _alike(json.loads(embedded.out))
    answers = [objects((tmp_path / f"{name}.ndjson").read_text("utf-8")) for name in ("elastic", "embedded")]
    assert answers[0] == answers[1]
    assert [answer["line"] for answer in answers[0]] == [2, 3, 4, 5, 6]


def test_the_library_against_itself_is_the_same_pair_by_pair(
    both: Both, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both("load", "trademarks", str(SAMPLES / "trademarks.ndjson"), str(SAMPLES / "cnipa"), "--rejects", "{}.rejects")
    monkeypatch.setattr("ipsearch.matching.pairs.AT_ONCE", 100)
    cluster, embedded = both("dedupe", "--self", "--out", "{}", "--level", "remote", "--format", "json")
    summary = _alike(json.loads(cluster.out))
    assert summary == _alike(json.loads(embedded.out))
    assert summary["checked"] > 300
    written = [(tmp_path / name / "pairs.ndjson").read_bytes() for name in ("elastic", "embedded")]
    assert written[0] == written[1]
    assert written[0].count(b"\n") == summary["pairs"] > 100


def test_swap_and_drop(at: Enter, elastic_plain: Cluster, register: str) -> None:
    cli = at(elastic_plain)
    for _ in range(2):
        assert cli("load", "trademarks", register, "--rebuild").code == 0
    old, new = (json.loads(line)["name"] for line in cli("index", "list").out.splitlines())
    refused(cli, 1, f"generation {new} is live", f"版本 {new} 正在使用", "index", "drop", new)
    refused(cli, 3, "no finished generation nothing", "没有名为 nothing 的已完成版本", "index", "swap", "nothing")
    assert cli("index", "swap", old).code == 0
    assert json.loads(cli("check", "小米").out)["completeness"]["generation"] == old
    assert cli("index", "drop", new).code == 0
    assert [json.loads(line)["name"] for line in cli("index", "list").out.splitlines()] == [old]


def test_a_loader_loads_and_a_searcher_searches_only(
    at: Enter, elastic_secure: Cluster, register: str, prefix: str, tmp_path: Path
) -> None:
    assert at(elastic_secure, "loader")("load", "trademarks", register).code == 0
    cli = at(elastic_secure, "searcher")
    report = json.loads(cli("check", "小米").out)
    assert (report["completeness"]["records"], bool(report["hits"])) == (len(RECORDS), True)
    assert json.loads(cli("show", "97000001").out)["mark"] == "QUILLFORD"
    (listed,) = (json.loads(line) for line in cli("index", "list").out.splitlines())
    (tmp_path / "names.txt").write_text("小米\n", "utf-8")
    assert cli("dedupe", "names.txt", "--out", "answers.ndjson").code == 0
    before = contents(elastic_secure, prefix)
    for command in (
        ("load", "trademarks", register),
        ("load", "trademarks", register, "--rebuild"),
        ("index", "swap", listed["name"]),
        ("index", "drop", listed["name"]),
    ):
        refused(cli, 1, "lacks a right", "权限不足", *command)
        assert contents(elastic_secure, prefix) == before
    refused(at(elastic_secure, "searcher", index_prefix=f"{prefix}-b"), 1, "rights of a loader", "加载者权限",
            "load", "trademarks", register)  # fmt: skip
    assert call(elastic_secure, "GET", f"/{prefix}-b-*/_alias") == {}


def test_a_wrong_login_or_certificate(at: Enter, elastic_secure: Cluster, register: str, prefix: str) -> None:
    other = str(Path(elastic_secure.ca_certs).with_name("other-ca.pem"))
    for code, english, chinese, more in (
        (1, "does not accept the key or the user", "不接受该密钥或用户", {"user": "loader", "password": "wrong"}),
        (1, "does not accept the key or the user", "不接受该密钥或用户", {"api_key": "aWQ6d3Jvbmc="}),
        (3, "no trusted connection", "无法建立受信任的连接", {"ca_certs": other}),
        (2, "do not go together", "组合无效", {"user": "loader", "password": ""}),
    ):
        for command in (("check", "小米"), ("load", "trademarks", register)):
            refused(at(elastic_secure, **more), code, english, chinese, *command)
    assert contents(elastic_secure, prefix)[1] == {}


def test_nothing_answers(at: Enter, register: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("elastic_transport._transport.time.sleep", lambda _: None)
    with socket.socket() as taken:  # bound and not listening: nobody else gets the port
        taken.bind(("127.0.0.1", 0))
        cli = at(Cluster(f"http://127.0.0.1:{taken.getsockname()[1]}", "", {}))
        for command in (("check", "小米"), ("load", "trademarks", register), ("index", "list")):
            refused(cli, 3, "check that Elasticsearch runs", "请检查 Elasticsearch 是否运行", *command)


def test_nothing_loaded_and_an_index_of_another_version(
    at: Enter, elastic_plain: Cluster, prefix: str, register: str
) -> None:
    cli = at(elastic_plain)
    refused(cli, 3, "no trademark data has been loaded", "尚未加载商标数据", "check", "小米")
    stale = f"{prefix}-trademark-a0-m00000000-20260102t030405"
    call(elastic_plain, "PUT", f"/{stale}", body={"aliases": {f"{prefix}-trademark": {}}})
    before = contents(elastic_plain, prefix)
    for command in (("check", "小米"), ("load", "trademarks", register)):
        refused(cli, 3, "0/00000000", "请重建", *command)
    assert contents(elastic_plain, prefix) == before
    assert cli("load", "trademarks", register, "--rebuild").code == 0
    assert json.loads(cli("check", "小米").out)["completeness"]["records"] == len(RECORDS)


def test_an_index_that_the_flood_stage_made_read_only(
    at: Enter, elastic_plain: Cluster, prefix: str, register: str, tmp_path: Path
) -> None:
    cli = at(elastic_plain)
    assert cli("load", "trademarks", register).code == 0
    name = json.loads(cli("index", "list").out)["name"]
    (tmp_path / "more.txt").write_text("云岚\n", "utf-8")
    settings = f"/{prefix}-{name}/_settings"
    call(elastic_plain, "PUT", settings, body={"index.blocks.read_only_allow_delete": True})
    refused(cli, 1, "free disk space", "请释放集群磁盘空间", "load", "trademarks", str(tmp_path / "more.txt"))
    assert json.loads(cli("check", "小米").out)["completeness"]["records"] == len(RECORDS)
    call(elastic_plain, "PUT", settings, body={"index.blocks.read_only_allow_delete": None})
    assert cli("load", "trademarks", str(tmp_path / "more.txt"), "--resume").code == 0
    assert json.loads(cli("check", "云岚").out)["completeness"]["records"] == len(RECORDS) + 1
