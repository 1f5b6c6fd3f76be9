import csv
import io
import json

from tests.cli.conftest import Cli


def test_json(cli: Cli) -> None:
    comparison = json.loads(cli("compare", "小米", "小米", "--format", "json").out)
    assert (comparison["level"], comparison["score"], comparison["weights"]) == ("identical", 1.0, "register")
    assert {"name", "value", "text_zh", "text_en", "a", "b"} == set(comparison["features"][0])


def test_works_without_data(empty_cli: Cli) -> None:
    result = empty_cli("compare", "小米", "长江", "--format", "table")
    assert result.code == 0
    assert "小米 ~ 长江  not similar" in result.out
    assert "no register loaded" in result.out


def test_table_shows_every_feature_also_where_nothing_conflicts(cli: Cli) -> None:
    features = json.loads(cli("compare", "小米", "长江").out)["features"]
    rows = list(csv.reader(io.StringIO(cli("compare", "小米", "长江", "--format", "csv").out)))
    table = cli("compare", "小米", "长江", "--format", "table", "--lang", "zh").out
    assert [row[0] for row in rows] == ["feature", "verdict", *(f["name"] for f in features)]
    assert "不近似" in table
    assert "读音" in table


def test_the_verdict_of_the_csv_is_in_both_languages(cli: Cli) -> None:
    result = cli("compare", "小米", "米小", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert (rows[0]["text_zh"], rows[0]["text_en"]) == ("高度近似", "near_identical")
    assert result.err == "weights taken from the loaded register\n"
