import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.small_register import RECORDS


def answers(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_answers_in_order_and_a_summary(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("mark,classes\n小米,9\nQUILLFORD,\nzzyzx,9;35\n", encoding="utf-8")
    result = cli("dedupe", "names.csv", "--out", "answers.ndjson", "--class", "42", "--format", "json")
    summary = json.loads(result.out)
    written = answers(tmp_path / "answers.ndjson")
    assert result.code == 0
    assert [(a["line"], a["query"]) for a in written] == [(2, "小米"), (3, "QUILLFORD"), (4, "zzyzx")]
    assert (summary["lines"], summary["answered"], summary["bad"], summary["records"]) == (3, 3, 0, len(RECORDS))
    assert (summary["taken"], summary["near"], summary["free"]) == (2, 0, 1)
    assert summary["classes"] == [
        {"class": 9, "taken": 1, "near": 0, "free": 1},
        {"class": 35, "taken": 0, "near": 0, "free": 1},
        {"class": 42, "taken": 1, "near": 0, "free": 0},
    ]


def test_an_answer_is_the_object_of_a_check(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("小米\n", encoding="utf-8")
    assert cli("dedupe", "names.txt", "--out", "answers.ndjson").code == 0
    (answer,) = answers(tmp_path / "answers.ndjson")
    report = json.loads(cli("check", "小米", "--limit", "20").out)
    assert answer | {"took_ms": 0} == report | {"line": 1, "took_ms": 0}


def test_bad_lines_are_4_and_never_stop_the_job(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("mark,class\n小米,99\n!!!,\n小米,9\n", encoding="utf-8")
    result = cli("dedupe", "names.csv", "--out", "answers.ndjson", "--lang", "zh")
    written = answers(tmp_path / "answers.ndjson")
    assert result.code == 4
    assert "2 行无法查询" in result.err
    assert [a.get("error", {}).get("code") for a in written] == ["record.bad_class", "check.no_text", None]  # type: ignore[attr-defined]
    assert set(written[0]["error"]) == {"code", "text_zh", "text_en"}  # type: ignore[call-overload]


def test_gb18030_and_table(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_bytes("商标,备注\n小米,候选\n".encode("gb18030"))
    result = cli("dedupe", "names.csv", "--out", "answers.ndjson", "--class", "9", "--format", "table", "--lang", "zh")
    assert result.code == 0
    assert answers(tmp_path / "answers.ndjson")[0]["query"] == "小米"
    assert f"1 件商标已对照 {len(RECORDS)} 条记录查重" in result.out
    rows = csv.reader(io.StringIO(cli("dedupe", "names.csv", "--out", "o", "--class", "9", "--format", "csv").out))
    assert list(rows) == [["class", "taken", "near", "free"], ["9", "1", "0", "0"]]


def test_a_pipe(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("小米\n!!\n".encode())))
    result = cli("dedupe", "-", "--out", "answers.ndjson")
    assert result.code == 4
    assert [a["query"] for a in answers(tmp_path / "answers.ndjson")] == ["小米", "!!"]


def test_utf16_is_refused(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("小米\n", encoding="utf-16")
    result = cli("dedupe", "names.txt", "--out", "answers.ndjson", "--lang", "zh")
    assert (result.code, "UTF-16 → 请转换为 UTF-8 编码" in result.err) == (2, True)
    assert not (tmp_path / "answers.ndjson").exists()


def test_resume(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("小米\nzzyzx\nQUILLFORD\n", encoding="utf-8")
    assert cli("dedupe", "names.txt", "--out", "answers.ndjson").code == 0
    whole = (tmp_path / "answers.ndjson").read_bytes()
    (tmp_path / "answers.ndjson").write_bytes(whole[: whole.index(b"\n") + 50])
    summary = json.loads(cli("dedupe", "names.txt", "--out", "answers.ndjson", "--resume").out)
    assert (summary["resumed"], summary["lines"], summary["taken"], summary["free"]) == (1, 3, 2, 1)
    assert [a["line"] for a in answers(tmp_path / "answers.ndjson")] == [1, 2, 3]
    other = cli("dedupe", "names.txt", "--out", "answers.ndjson", "--resume", "--class", "9")
    assert other.code == 2
    assert "was made for other classes" in other.err


def test_without_data_old_answers_stay(empty_cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("小米\n", encoding="utf-8")
    (tmp_path / "answers.ndjson").write_text("kept")
    assert empty_cli("dedupe", "names.txt", "--out", "answers.ndjson").code == 3
    assert (tmp_path / "answers.ndjson").read_text() == "kept"
