import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.small_register import RECORDS, write_register


def test_an_empty_home_has_no_generation(empty_cli: Cli) -> None:
    assert empty_cli("index", "list", "--format", "json").out.strip() == "[]"
    out = empty_cli("index", "list", "--library", "patents", "--format", "table").out
    assert "There is no generation yet" in out
    assert "load patents PATH" in " ".join(out.split())


def test_list_in_a_table(cli: Cli) -> None:
    out = cli("index", "list", "--format", "table", "--lang", "zh").out
    assert "使用中" in out
    assert f" {len(RECORDS)} " in out
    name = json.loads(cli("index", "list").out)["name"]
    assert name in out


def test_the_dates_of_two_libraries_are_told_apart(empty_cli: Cli, tmp_path: Path) -> None:
    assert empty_cli("load", "trademarks", str(write_register(tmp_path))).code == 0
    one = empty_cli("index", "list", "--format", "table", "--lang", "zh").out
    (tmp_path / "patents.ndjson").write_text(json.dumps({"country": "CN", "number": "1", "kind": "A"}) + "\n")
    assert empty_cli("load", "patents", str(tmp_path / "patents.ndjson")).code == 0
    two = empty_cli("index", "list", "--format", "table", "--lang", "zh").out.splitlines()
    assert "商标" not in one.split()
    told = [line for line in two if line and "  " not in line]
    assert [line[:2] for line in told] == ["商标", "数据", "专利", "数据"]


def test_what_another_version_made_is_marked(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert json.loads(cli("index", "list").out)["stale"] is False
    monkeypatch.setattr("ipsearch.engine.ANALYSIS_VERSION", "next")
    assert json.loads(cli("index", "list").out)["stale"] is True
    assert cli("index", "list", "--format", "csv").out.splitlines()[1].endswith(",true")
    out = " ".join(cli("index", "list", "--format", "table", "--lang", "en").out.split())
    assert "live, stale" in out
    assert "load with --rebuild" in out
    assert "使用中，已过期" in cli("index", "list", "--format", "table", "--lang", "zh").out
    assert cli("check", "小米").code == 3


def test_swap_and_drop(empty_cli: Cli, tmp_path: Path) -> None:
    source = str(write_register(tmp_path))
    for _ in range(2):
        assert empty_cli("load", "trademarks", source, "--rebuild").code == 0
    old, new = [json.loads(line)["name"] for line in empty_cli("index", "list").out.splitlines()]
    live = empty_cli("index", "drop", new)
    assert live.code == 1
    assert f"generation {new} is live" in live.err
    assert empty_cli("index", "swap", old).code == 0
    assert json.loads(empty_cli("check", "小米").out)["completeness"]["generation"] == old
    assert empty_cli("index", "drop", new).code == 0
    assert [json.loads(line)["name"] for line in empty_cli("index", "list").out.splitlines()] == [old]


def test_a_name_that_is_none(cli: Cli) -> None:
    for command in ("swap", "drop"):
        result = cli("index", command, "nothing", "--lang", "zh")
        assert result.code == 3
        assert "没有名为 nothing 的已完成版本" in result.err


def test_a_plan_is_computed_from_what_is_loaded(cli: Cli) -> None:
    [live] = [json.loads(line) for line in cli("index", "list").out.splitlines()]
    plan = json.loads(cli("index", "plan", "--records", "45000000", "--nodes", "3").out)
    assert plan["bytes_per_record"] == round(live["bytes"] / live["records"], 1)
    assert (plan["measured_on"], plan["sample"], plan["sample_records"]) == ("embedded", live["name"], live["records"])
    assert plan["settings"] == {"number_of_shards": plan["primaries"], "number_of_replicas": 1}
    assert plan["index_bytes"] >= 45_000_000 * live["bytes"] / live["records"]
    out = cli("index", "plan", "--records", "45000000", "--format", "table", "--lang", "en").out
    assert "45,000,000" in out
    assert "IPSEARCH_SHARDS=" in out
    assert "load a sample there" in out
    table = cli("index", "plan", "--records", "1000", "--format", "csv").out
    assert table.startswith("records,bytes_per_record,nodes,")


def test_a_plan_says_why_what_is_loaded_cannot_be_measured(empty_cli: Cli, tmp_path: Path) -> None:
    assert empty_cli("load", "trademarks", str(write_register(tmp_path))).code == 0
    [meta] = (tmp_path / "home" / "index" / "trademark").glob("*/meta.json")
    meta.write_bytes(b"")
    result = empty_cli("index", "plan", "--records", "1000")
    assert result.code == 1
    assert f"{meta}: is damaged" in result.err


def test_a_plan_needs_a_sample(empty_cli: Cli) -> None:
    result = empty_cli("index", "plan", "--records", "45000000", "--lang", "zh")
    assert result.code == 3
    assert "请先加载一份样本" in result.err
    assert empty_cli("index", "plan", "--records", "0").code == 2
