import csv
import datetime as dt
import io
import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Cli
from tests.small_register import CANCELLED_ON, RECORDS

KEYS = {"query", "normal", "classes", "hits", "completeness", "took_ms"}
HIT_KEYS = {"id", "mark", "classes", "groups", "status", "applicant", "level", "score", "reasons"}
REASON_KEYS = {"rule", "text_zh", "text_en", "a", "b"}
LEVELS = ("identical", "near_identical", "similar", "remote")


def test_json_is_one_object_with_the_keys_of_the_contract(cli: Cli) -> None:
    result = cli("check", "小米", "--format", "json")
    report = json.loads(result.out)
    assert result.code == 0
    assert result.err == ""
    assert set(report) == KEYS
    assert [c["class"] for c in report["classes"]] == list(range(1, 46))
    assert all({"class", "light", "best"} <= set(c) for c in report["classes"])
    assert all(set(hit) >= HIT_KEYS for hit in report["hits"])
    assert all(set(reason) == REASON_KEYS for hit in report["hits"] for reason in hit["reasons"])
    assert report["completeness"]["records"] == len(RECORDS)


def test_lights_and_order(cli: Cli) -> None:
    report = json.loads(cli("check", "小米", "--format", "json").out)
    lights = {c["class"]: c["light"] for c in report["classes"]}
    # 5 holds only a refused application, 42 an unlike mark.
    assert (lights[9], lights[35], lights[41], lights[5], lights[42]) == ("taken", "taken", "near", "free", "free")
    ranks = [hit["rank"] for hit in report["hits"]]
    assert report["hits"][0]["id"] == "CN-8911270-09"
    assert ranks == sorted(ranks, reverse=True)
    assert all(hit["level"] in LEVELS for hit in report["hits"])


def test_ndjson_in_a_pipe_is_the_same_object_on_one_line(cli: Cli) -> None:
    piped, asked = cli("check", "小米"), cli("check", "小米", "--format", "ndjson")
    for result in (piped, asked):
        assert result.out.count("\n") == 1
    one, other = json.loads(piped.out), json.loads(asked.out)
    assert one | {"took_ms": 0} == other | {"took_ms": 0}


def test_options_narrow_the_question(cli: Cli) -> None:
    report = json.loads(cli("check", "小米", "--class", "9,35", "--class", "42", "--limit", "1").out)
    assert [c["class"] for c in report["classes"]] == [9, 35, 42]
    assert report["completeness"]["hits"] > len(report["hits"]) == 1
    by_group = json.loads(cli("check", "小米", "--group", "0901").out)
    assert [c["class"] for c in by_group["classes"]] == [9]
    everything = json.loads(cli("check", "小米", "--limit", "all").out)
    assert len(everything["hits"]) == everything["completeness"]["hits"]


def test_classes_as_tables_write_them(cli: Cli) -> None:
    report = json.loads(cli("check", "小米", "--class", "第9类", "--class", "３５,42类").out)
    assert [c["class"] for c in report["classes"]] == [9, 35, 42]


def test_own_marks_do_not_stand_in_the_way(cli: Cli) -> None:
    report = json.loads(cli("check", "小米", "--class", "9", "--applicant", "小米科技有限责任公司").out)
    assert report["classes"][0]["light"] == "free"
    assert [hit["own"] for hit in report["hits"]] == [True]


def test_csv_has_a_row_a_hit_and_says_what_was_searched(cli: Cli) -> None:
    result = cli("check", "小米", "--format", "csv", "--lang", "zh")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    first = rows[0]
    assert (first["id"], first["mark"], first["level"]) == ("CN-8911270-09", "小米", "identical")
    assert (first["classes"], first["lights"], first["groups"]) == ("9", "9:taken", "0901;0907")
    assert first["blocks"] == "true"
    assert "文字相同" in first["reasons"]
    assert f"{len(RECORDS)} 件商标" in result.err


def test_table_tells_lights_hits_reasons_and_completeness(cli: Cli) -> None:
    out = cli("check", "小米", "--format", "table").out
    assert out.splitlines()[0] == "小米"
    assert "● taken 2" in out
    assert " 9●" in out
    assert "41◐" in out
    assert "45○" in out
    assert "identical" in out
    assert "CN 8911270" in out
    assert "same text" in out
    until = CANCELLED_ON.replace(year=CANCELLED_ON.year + 1, day=min(CANCELLED_ON.day, 28))
    assert f"cancelled, blocks until {until.isoformat()[:8]}" in out
    assert "refused, does not block" in out
    assert f"Searched all {len(RECORDS)} records, all 45 classes" in out
    assert "devices (figurative elements) are not compared" in out
    assert f"status judged on {dt.date.today()}" in out


def test_table_in_chinese(cli: Cli) -> None:
    out = cli("check", "小米", "--format", "table", "--lang", "zh").out
    assert "● 相同/高度近似 2   ◐ 近似 1   ○ 未见障碍 42" in out
    assert "前仍构成障碍" in out
    assert f"已检索全部 {len(RECORDS)} 件商标，全部 45 个类别" in out
    assert "图形要素不参与比较" in out
    assert "Searched" not in out


def test_the_chinese_word_for_free_holds_beside_a_mark_that_is_alike_and_dead(cli: Cli) -> None:
    out = cli("check", "小米", "--class", "5", "--format", "table", "--lang", "zh").out
    assert "○ 未见障碍 1" in out
    assert "相同     小米             1.00  驳回，不构成障碍" in out


def test_no_hit_is_not_silence(cli: Cli) -> None:
    out = cli("check", "zzyzx", "--format", "table").out
    assert f"{len(RECORDS)} records were searched and no identical or similar mark was found." in out
    assert "○ free 45" in out
    zh = cli("check", "zzyzx", "--format", "table", "--lang", "zh").out
    assert f"已检索 {len(RECORDS)} 件商标，未发现相同或近似商标。" in zh
    bare = cli("check", "zzyzx", "--format", "csv")
    assert bare.out.count("\n") == 1
    assert f"{len(RECORDS)} records were searched" in bare.err


def test_hits_that_are_not_shown_are_counted(cli: Cli) -> None:
    out = cli("check", "小米", "--format", "table", "--limit", "1").out
    total = json.loads(cli("check", "小米").out)["completeness"]["hits"]
    assert f"1 of {total} hits shown; use --limit for more." in out


def test_table_fits_80_columns_and_has_no_colour_in_a_pipe(cli: Cli) -> None:
    for lang in ("zh", "en"):
        out = cli("check", "小米", "--format", "table", "--lang", lang).out
        assert max(map(cell_len, out.splitlines())) <= 80
        assert "\x1b" not in out


@pytest.mark.parametrize("width", [24, 40, 55, 80])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_number_is_cut_in_a_narrow_terminal(
    empty_cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int, lang: str
) -> None:
    """The row of a class keeps its number, and the count of every level beside a long heading and a long mark."""
    near = "小米科技有限责任公司通讯电子"
    names = [(near, 111), (near[:-1] + "器", 222), (near[:-1] + "机", 333)]
    lines = [
        json.dumps({"office": "CN", "application_number": f"{mark}{n}", "mark": mark, "classes": [9, 42]})
        for mark, count in names
        for n in range(count)
    ]
    (tmp_path / "register.ndjson").write_text("\n".join(lines), encoding="utf-8")
    assert empty_cli("load", "trademarks", "register.ndjson").code == 0
    counted = json.loads(empty_cli("check", near, "--class", "9,42").out)["classes"]
    monkeypatch.setenv("COLUMNS", str(width))
    out = empty_cli("check", near, "--class", "9,42", "--limit", "0", "--format", "table", "--lang", lang).out
    assert max(map(cell_len, out.splitlines())) <= width
    rows = re.findall(r"^● ( 9|42)(.*?)(?=^● |^\n)", out.partition("\n\n")[2].partition("\n\n")[2], re.S | re.M)
    assert [number.strip() for number, _ in rows] == ["9", "42"]
    for (_, row), light in zip(rows, counted, strict=True):
        assert [int(n) for n in re.findall(r"\d+", row)] == list(light["hits"].values())


def test_no_count_is_cut_beside_folded_numbers_of_classes(empty_cli: Cli, tmp_path: Path) -> None:
    """In 80 columns: eighteen classes with one answer fold, one stands alone with a long heading and mark."""
    mark, odd = "小米科技有限责任公司通讯电子", list(range(1, 36, 2))
    sizes = [(mark, odd, 111), (mark[:-1] + "器", odd, 222), (mark, [42], 333), (mark[:-1] + "机", [42], 444)]
    lines = [
        json.dumps({"office": "CN", "application_number": f"{i}-{n}", "mark": text, "classes": classes})
        for i, (text, classes, count) in enumerate(sizes)
        for n in range(count)
    ]
    (tmp_path / "register.ndjson").write_text("\n".join(lines), encoding="utf-8")
    assert empty_cli("load", "trademarks", "register.ndjson").code == 0
    out = empty_cli("check", mark, "--limit", "0", "--format", "table").out
    rows = out.partition("45○")[2].strip().partition("\n\n")[0]
    assert "18 classes alike" in rows
    assert [n for n in re.findall(r"\d+", rows) if len(n) == 3] == ["111", "222", "333", "444"]
    assert {int(n) for n in re.findall(r"\d+", rows) if len(n) < 3} >= {*odd, 42}


def test_a_mark_cannot_steer_the_terminal(cli: Cli) -> None:
    out = cli("check", "沐禾", "--format", "table").out
    assert "沐\ufffd[31m禾" in out
    assert "\x1b" not in out
    refused = cli("check", "\x1b[31m", "--class", "99")
    assert "\x1b" not in refused.err


def test_classes_with_one_answer_are_listed_together(empty_cli: Cli, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("小米\n晓米\n奥利奥\n", encoding="utf-8")
    assert empty_cli("load", "trademarks", str(names), "--source", "names").code == 0
    taken = empty_cli("check", "小米", "--format", "table").out  # marks without classes stand in all
    assert "● 1-45  45 classes alike" in taken
    assert taken.count("classes alike") == 1
    near = empty_cli("check", "XIAOMI", "--format", "table", "--lang", "zh").out
    assert "45 个类别存在近似商标" in near
    assert "另有" not in near
    few = empty_cli("check", "小米", "--class", "9,35", "--format", "table").out
    assert "electronics" in few
    assert "classes 9, 35" in few
