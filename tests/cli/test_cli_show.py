import json
from pathlib import Path

from tests.cli.conftest import Cli
from tests.small_register import RECORDS


def test_json_is_the_canonical_record(cli: Cli) -> None:
    for number in ("8911270", "cn8911270", "CN-8911270-09"):
        result = cli("show", number, "--format", "json")
        assert result.code == 0
        shown = json.loads(result.out)
        assert {key: shown[key] for key in RECORDS[0]} == RECORDS[0]


def test_ndjson_can_be_loaded_again(cli: Cli, tmp_path: Path) -> None:
    line = cli("show", "8911270").out
    assert line.count("\n") == 1
    (tmp_path / "again.ndjson").write_text(line, encoding="utf-8")
    engine = f"embedded:{tmp_path / 'engine'}"
    assert cli("load", "trademarks", "again.ndjson", "--engine", engine).code == 0
    assert cli("show", "8911270", "--engine", engine).out == line


def test_several_records_of_one_number_are_listed(cli: Cli) -> None:
    assert {r["part"] for r in json.loads(cli("show", "200", "--format", "json").out)} == {"05", "35"}
    assert cli("show", "200", "8911270").out.count("\n") == 3


def test_table_in_both_languages(cli: Cli) -> None:
    zh = cli("show", "8911270", "--format", "table", "--lang", "zh").out
    for text in ("申请号", "8911270", "小米科技有限责任公司", "已注册", "2010-11-22", "0901, 0907", "计算机"):
        assert text in zh
    en = cli("show", "8911270", "--format", "table").out
    assert "Application no." in en
    assert "registered" in en


def test_no_number_was_not_searched_for(cli: Cli) -> None:
    for number in ("", " "):
        result = cli("show", "8911270", number)
        assert (result.code, result.out) == (2, "")
        assert "NUMBER: the number is empty → write what to look up, such as 8911270" in result.err


def test_a_number_that_is_not_there_says_what_was_searched(cli: Cli) -> None:
    result = cli("show", "1", "8911270")
    assert result.code == 1
    assert json.loads(result.out)["application_number"] == "8911270"
    assert f"no record has the number 1; {len(RECORDS)} records were searched" in result.err
