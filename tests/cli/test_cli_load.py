import json
from pathlib import Path

import pytest

import indexers.load
from tests.cli.conftest import Cli
from tests.small_register import RECORDS, write_register

BAD = '{"office":"CN","application_number":"1","mark":"坏","classes":[77]}\n'
GROUPS = [
    {"code": "09", "name": "第九类", "children": [
        {"code": "0901", "name": "计算机", "children": [{"name": "计算机"}], "related": ["0907"]},
        {"code": "0907", "name": "通讯设备"},
    ]},
]  # fmt: skip


def test_summary_in_words_and_as_json(empty_cli: Cli, tmp_path: Path) -> None:
    result = empty_cli("load", "trademarks", str(write_register(tmp_path)), "--format", "json")
    summary = json.loads(result.out)
    assert result.code == 0
    assert (summary["records"], summary["total"], summary["rebuilt"]) == (len(RECORDS), len(RECORDS), True)
    assert summary["by_source"] == {"ndjson": len(RECORDS)}
    assert f"Loaded {len(RECORDS)} records" in result.err
    assert summary["generation"] in result.err


def test_a_second_load_updates_and_a_rebuild_makes_a_new_generation(empty_cli: Cli, tmp_path: Path) -> None:
    source = str(write_register(tmp_path))
    assert empty_cli("load", "trademarks", source).code == 0
    again = empty_cli("load", "trademarks", source, "--lang", "zh")
    assert f"其中 {len(RECORDS)} 条替换了已有记录" in again.err
    rebuilt = json.loads(empty_cli("load", "trademarks", source, "--rebuild").out)
    assert rebuilt["rebuilt"] is True
    generations = json.loads(empty_cli("index", "list", "--format", "json").out)
    assert [(g["records"], g["live"]) for g in generations] == [(len(RECORDS), False), (len(RECORDS), True)]


def test_rejects_are_4_and_name_their_file(empty_cli: Cli, tmp_path: Path) -> None:
    source = write_register(tmp_path)
    source.write_text(source.read_text(encoding="utf-8") + BAD, encoding="utf-8")
    rejects = tmp_path / "bad.ndjson"
    result = empty_cli("load", "trademarks", str(source), "--rejects", str(rejects))
    assert result.code == 4
    assert f"1 record was rejected → see why in {rejects}" in result.err
    assert json.loads(rejects.read_text(encoding="utf-8"))["code"] == "record.bad_class"
    assert json.loads(empty_cli("show", "8911270").out)["mark"] == "小米"


@pytest.mark.parametrize(
    ("interrupt", "code"), [(indexers.load.LoadInterrupted, 130), (indexers.load.LoadTerminated, 143)]
)
def test_an_interrupt_says_how_to_go_on(
    empty_cli: Cli,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    interrupt: type[indexers.load.LoadInterrupted],
    code: int,
) -> None:
    def stopped(*_: object) -> None:
        raise interrupt(12)

    monkeypatch.setattr(indexers.load, "load_trademarks", stopped)
    result = empty_cli("load", "trademarks", str(write_register(tmp_path)))
    assert result.code == code
    assert "12 records are safe" in result.err
    assert "--resume" in result.err


def test_resume_of_a_load_that_ended_loads_as_usual(empty_cli: Cli, tmp_path: Path) -> None:
    source = str(write_register(tmp_path))
    assert empty_cli("load", "trademarks", source).code == 0
    assert empty_cli("load", "trademarks", source, "--resume").code == 0


def test_a_number_that_comes_again_in_a_first_load_replaces_nothing_stored(empty_cli: Cli, tmp_path: Path) -> None:
    table = tmp_path / "x.csv"
    table.write_text("商标名称,申请号,国际分类,类似群\n云岚,5,9,0901\n风林,6,9,\n云岚,5,9,0907\n", encoding="utf-8")
    said = empty_cli("load", "trademarks", str(table), "--lang", "en").err
    assert "1 of them took the place of an earlier one of this load" in said
    assert "stored" not in said
    assert json.loads(empty_cli("show", "第5号").out)["groups"] == ["0901", "0907"]


def test_a_load_of_nothing_says_so(empty_cli: Cli, tmp_path: Path) -> None:
    assert empty_cli("load", "trademarks", str(write_register(tmp_path))).code == 0
    (tmp_path / "x.csv").write_text("商标名称,申请号\n", encoding="utf-8")
    result = empty_cli("load", "trademarks", str(tmp_path / "x.csv"))
    assert result.code == 0
    assert "The files hold no record" in result.err


def test_a_table_of_goods_that_cannot_be_kept_blames_the_folder_of_the_data(
    empty_cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "groups.json"
    table.write_text(json.dumps(GROUPS), encoding="utf-8")
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("IPSEARCH_HOME", str(tmp_path / "file" / "home"))
    result = empty_cli("load", "groups", str(table))
    assert result.code == 3
    assert result.err.startswith(f"{tmp_path / 'file' / 'home'}")
    assert "the data directory cannot be used" in result.err


def test_groups_are_kept_and_used(empty_cli: Cli, tmp_path: Path) -> None:
    assert empty_cli("load", "trademarks", str(write_register(tmp_path))).code == 0
    before = json.loads(empty_cli("check", "小米").out)["completeness"]["not_searched"]
    table = tmp_path / "groups.json"
    table.write_text(json.dumps(GROUPS), encoding="utf-8")
    result = empty_cli("load", "groups", str(table))
    assert result.code == 0
    assert "2 similar groups, 1 goods, 1 relation." in result.err
    after = json.loads(empty_cli("check", "小米").out)["completeness"]["not_searched"]
    assert set(before) - set(after) == {"related_groups"}
    assert set(after) - set(before) == {"related_classes"}  # no class was asked for
    of_a_class = empty_cli("check", "小米", "--class", "9")
    assert json.loads(of_a_class.out)["completeness"]["not_searched"] == ["figurative_elements"]
    table.write_text('[{"code": "01", "children": [{"code": "0101", "name": "x", "children": []}]}]')
    assert "relates no groups" in empty_cli("load", "groups", str(table), "--lang", "en").err
    table.write_text('[{"code": "77"}]')
    broken = empty_cli("load", "groups", str(table), "--lang", "zh")
    assert broken.code == 2
    assert broken.err.startswith(str(table))
    assert "77 不是类别" in broken.err


def test_a_kept_table_that_was_damaged_is_named_by_the_check(empty_cli: Cli, tmp_path: Path) -> None:
    assert empty_cli("load", "trademarks", str(write_register(tmp_path))).code == 0
    (tmp_path / "groups.json").write_text(json.dumps(GROUPS), encoding="utf-8")
    assert empty_cli("load", "groups", "groups.json").code == 0
    kept = tmp_path / "home" / "tables" / "similar-groups.json"
    for damaged, said in (("[{", "is not valid JSON"), ('[{"code": "77"}]', "classes[0]: 77 is not a class")):
        kept.write_text(damaged)
        result = empty_cli("check", "小米")
        assert result.code == 2
        assert result.err.startswith(f"{kept}: ")
        assert said in result.err
