import csv
import gzip
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.dedupe.answering import answers, pairs
from tests.small_register import RECORDS
from tests.workbooks import excel


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


def test_sheets_that_are_left_aside_are_told(cli: Cli, tmp_path: Path) -> None:
    excel(tmp_path / "names.xlsx", [["商标", "类别"], ["小米", "9"]], 第二批=[["品牌", "类别"], ["大米", "9"]], 空=[])
    job = ("dedupe", "names.xlsx", "--out", "answers.ndjson")
    assert json.loads(cli(*job).out)["skipped"] == ["第二批"]
    assert "跳过 1 个没有商标列的工作表：第二批" in cli(*job, "--format", "table", "--lang", "zh").out


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


def test_a_packed_list_is_not_called_utf16(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "names.gz").write_bytes(gzip.compress("小米\n".encode(), mtime=0))
    result = cli("dedupe", "names.gz", "--out", "answers.ndjson")
    assert (result.code, "names.gz: is packed by gzip → unpack it first" in result.err) == (2, True)


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
    assert 'was begun with --class ""; now it is --class 9' in other.err


def test_resume_with_other_options_is_2_and_names_them(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("小米\nzzyzx\n", encoding="utf-8")
    assert cli("dedupe", "names.txt", "--out", "o", "--group", "0901").code == 0
    whole = (tmp_path / "o").read_bytes()
    for lang, text in (("en", "was begun with --group 0901; now it is --group 0907"), ("zh", "现在为 --group 0907")):
        other = cli("dedupe", "names.txt", "--out", "o", "--resume", "--group", "0907", "--lang", lang)
        assert (other.code, other.out, text in other.err) == (2, "", True)
    assert (tmp_path / "o").read_bytes() == whole


@pytest.mark.parametrize("itself", [False, True])
def test_out_that_cannot_be_written_is_2_and_names_the_option(cli: Cli, tmp_path: Path, itself: bool) -> None:
    (tmp_path / "names.txt").write_text("小米\n", encoding="utf-8")
    what, where = ("--self", "names.txt/o") if itself else ("names.txt", "none/o")
    for lang, text in (("en", f"{where}: cannot be written: "), ("zh", f"{where}: 无法写入：")):
        result = cli("dedupe", what, "--out", where, "--lang", lang)
        assert (result.code, result.out) == (2, "")
        assert text in result.err
        assert "--out" in result.err


def test_the_input_is_not_replaced(cli: Cli, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("小米\n", encoding="utf-8")
    assert cli("dedupe", "names.txt", "--out", "names.txt").code == 2
    with names.open("rb") as stdin:
        command = [sys.executable, "-m", "ipsearch", "dedupe", "-", "--out", "names.txt"]
        piped = subprocess.run(command, stdin=stdin, capture_output=True, text=True)
    assert (piped.returncode, "the answers would replace the input" in piped.stderr) == (2, True)
    assert names.read_text(encoding="utf-8") == "小米\n"


def test_counts_per_class_are_whole_in_a_narrow_terminal(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "names.txt").write_text("小米\n" * 1234, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "40")
    out = cli("dedupe", "names.txt", "--out", "o", "--class", "9,42", "--format", "table").out
    assert max(map(len, out.splitlines())) <= 40
    rows = [line.split() for line in out.splitlines()[1:3]]
    assert [(row[0], row[-3:]) for row in rows] == [("9", ["1,234", "0", "0"]), ("42", ["0", "0", "1,234"])]


def test_without_data_old_answers_stay(empty_cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("小米\n", encoding="utf-8")
    (tmp_path / "answers.ndjson").write_text("kept")
    assert empty_cli("dedupe", "names.txt", "--out", "answers.ndjson").code == 3
    assert (tmp_path / "answers.ndjson").read_text() == "kept"


def test_a_table_of_nothing_but_a_header_leaves_old_answers(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("mark,classes\n", encoding="utf-8")
    (tmp_path / "answers.ndjson").write_text("kept")
    result = cli("dedupe", "names.csv", "--out", "answers.ndjson")
    assert result.code == 2
    assert result.err.startswith("names.csv: the list holds no mark")
    assert (tmp_path / "answers.ndjson").read_text() == "kept"


def test_the_standard_input_is_named_as_it_was_given(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "piped").write_bytes(b"\n")
    with (tmp_path / "piped").open() as piped:
        monkeypatch.setattr("sys.stdin", piped)
        result = cli("dedupe", "-", "--out", "o")
    assert result.code == 2
    assert result.err.startswith("-: the list holds no mark")


def test_the_error_of_a_line_names_its_column_and_no_option(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("mark,classes,groups\n小米,99,\n小米,,9999\n", encoding="utf-8")
    assert cli("dedupe", "names.csv", "--out", "o").code == 4
    told = [json.loads(line)["error"] for line in (tmp_path / "o").read_text("utf-8").splitlines()]
    assert [error["text_en"].partition(" ")[0] for error in told] == ["classes:", "groups:"]
    assert [error["text_zh"].partition(" ")[0] for error in told] == ["classes:", "groups:"]


def test_a_list_of_which_no_line_can_be_checked_speaks_of_no_mark(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("!!\n", encoding="utf-8")
    result = cli("dedupe", "names.txt", "--out", "o", "--format", "table")
    assert result.code == 4
    assert result.out == "No line could be checked; o says why.\n"
    assert "1 line could not be checked → it has an error object in o" in result.err


@pytest.fixture
def library(empty_cli: Cli, tmp_path: Path) -> Cli:
    """A register in which marks meet: 小米 twice in class 9, of two applicants and of one, 米小, one without text."""
    rows = [
        {"application_number": "1", "mark": "小米", "classes": [9], "applicants": [{"name": "甲"}]},
        {"application_number": "2", "mark": "小米", "classes": [9, 35], "applicants": [{"name": "乙"}]},
        {"application_number": "3", "mark": "米小", "classes": [35], "applicants": [{"name": "乙"}]},
        {"application_number": "4", "mark": "", "kind": "figurative", "classes": [9]},
        {"application_number": "5", "mark": "张", "classes": [9]},
        {"application_number": "6", "mark": "章", "classes": [9]},
    ]
    lines = [json.dumps({"office": "CN", "status": "registered"} | row, ensure_ascii=False) + "\n" for row in rows]
    (tmp_path / "register.ndjson").write_text("".join(lines), encoding="utf-8")
    assert empty_cli("load", "trademarks", "register.ndjson").code == 0
    return empty_cli


def test_the_library_against_itself(library: Cli, tmp_path: Path) -> None:
    result = library("dedupe", "--self", "--out", "pairs", "--format", "json")
    assert result.code == 0
    found = [(p["a"]["id"], p["b"]["id"], p["level"], p["classes"], p["conflict"]) for p in pairs(tmp_path / "pairs")]
    assert found == [
        ("CN-1", "CN-2", "identical", [9], True),
        ("CN-2", "CN-3", "near_identical", [35], False),
    ]
    summary = json.loads(result.out)
    assert summary | {"seconds": 0} == json.loads((tmp_path / "pairs" / "summary.json").read_bytes()) | {"seconds": 0}
    assert (summary["checked"], summary["without_text"], summary["pairs"], summary["conflicts"]) == (5, 1, 2, 1)
    assert summary["levels"] == {"identical": 1, "near_identical": 1, "similar": 0}
    assert (summary["taken"], summary["near"], summary["free"]) == (2, 0, 3)
    assert summary["classes"] == [
        {"class": 9, "taken": 2, "near": 0, "free": 2},
        {"class": 35, "taken": 0, "near": 0, "free": 2},
    ]
    stated = summary["completeness"]
    assert (stated["records"], stated["hits"], stated["shown"], stated["caps"]) == (6, 3, 2, [])


def test_a_part_and_a_level(library: Cli, tmp_path: Path) -> None:
    library("dedupe", "--self", "--out", "a", "--class", "35")
    assert [(p["a"]["id"], p["b"]["id"]) for p in pairs(tmp_path / "a")] == [("CN-2", "CN-3")]
    library("dedupe", "--self", "--out", "b", "--level", "remote")
    assert [(p["a"]["id"], p["b"]["id"]) for p in pairs(tmp_path / "b")][2:] == [("CN-5", "CN-6")]
    library("dedupe", "--self", "--out", "c", "--level", "identical")
    assert len(pairs(tmp_path / "c")) == 1


def test_what_was_found_and_searched_is_told_in_every_form(library: Cli) -> None:
    chinese = library("dedupe", "--self", "--out", "a", "--class", "9", "--format", "table", "--lang", "zh").out
    for text in (
        "4 件商标已互相查重，1 对近似，结果在 a", "相同 1，高度近似 0，近似 0；这 1 对均互相构成障碍",
        "已检索全部 6 件商标，第 9 类，10 条规则", "未作任何截断", "图形要素不参与比较",
        "1 件商标没有可比较的文字", "另有 1 对近似程度更低",
    ):  # fmt: skip
        assert text in chinese.replace("\n", "")
    english = library("dedupe", "--self", "--out", "b", "--group", "0901", "--format", "table", "--lang", "en").out
    told = " ".join(english.split())
    assert "4 marks checked against each other, 1 pair is alike; see b" in told
    assert "Searched all 6 records, class 9, by 10 rules" in told
    assert "Only goods of the similar groups 0901." in told
    table = library("dedupe", "--self", "--out", "c", "--format", "csv")
    assert list(csv.reader(io.StringIO(table.out)))[:2] == [["class", "taken", "near", "free"], ["9", "2", "0", "2"]]
    assert "Searched all 6 records" in table.err


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (["--self", "names.txt", "--out", "o"], "names.txt: a file and --self do not", "不能同时给出文件和 --self"),
        (["--self"], "--out: it is not said where the answers go", "未指定结果写到哪里"),
        (["names.txt"], "--out: it is not said where the answers go", "未指定结果写到哪里"),
        (["--out", "o"], "FILE: there is nothing to check", "没有要查重的内容"),
        (["names.txt", "--out", "o.xlsx"], "o.xlsx: the answers are NDJSON", "不是 .xlsx"),
        (["names.txt", "--out", "-"], "-: is no file that answers could go to", "不是可以写入结果的文件"),
        (["names.txt", "--out", "o.CSV"], "o.CSV: the answers are NDJSON", "不是 .csv"),
        (["--self", "--out", "register.ndjson"], "register.ndjson: is a file", "register.ndjson: 是文件"),
        (["--self", "--out", "o", "--applicant", "甲"], "--applicant: does not go with", "不能与 --self 同时使用"),
        (["--self", "--out", "o", "--limit", "3"], "--limit: does not go with --self", "不能与 --self 同时使用"),
        (["names.txt", "--out", "o", "--level", "remote"], "--level: goes with --self only", "只能与 --self 同时使用"),
        (["--self", "--out", "o", "--level", "close"], "--level: close is no level", "没有“close”这一近似程度"),
        (["--self", "--out", "o", "--class", "46"], "--class: class 46 does not exist", "不存在第 46 类"),
        (["--self", "--out", "o", "--group", "0000"], "--group: similar group 0000 does", "不存在类似群 0000"),
        (["--self", "--out", "ended"], "ended: holds a run that has ended (summary.json)", "已有一次完成的查重结果"),
        (["--self", "--out", "ended", "--resume"], "ended: holds a run that has ended", "已有一次完成的查重结果"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_2_in_both_languages(
    library: Cli, tmp_path: Path, arguments: list[str], english: str, chinese: str
) -> None:
    (tmp_path / "names.txt").write_text("小米\n", encoding="utf-8")
    (tmp_path / "ended").mkdir()
    (tmp_path / "ended" / "summary.json").write_text("{}")
    for lang, text in (("en", english), ("zh", chinese)):
        result = library("dedupe", *arguments, "--lang", lang)
        assert (result.code, result.out) == (2, "")
        assert text in result.err
        assert "Traceback" not in result.err
    assert [*tmp_path.glob("o*"), *tmp_path.glob("-*")] == []


def test_an_interrupted_run_goes_on_only_with_its_own_options(
    library: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library("dedupe", "--self", "--out", "whole")
    with monkeypatch.context() as patch:
        patch.setattr("ipsearch.dedupe.library.BATCH", 2)
        patch.setattr("ipsearch.cli.dedupeself._progress", lambda *_: 1 / 0)
        assert library("dedupe", "--self", "--out", "o").code == 1
    again = library("dedupe", "--self", "--out", "o")
    assert (again.code, "go on with --resume" in again.err) == (2, True)
    other = library("dedupe", "--self", "--out", "o", "--resume", "--class", "9")
    assert (other.code, "was begun with --level similar" in other.err) == (2, True)
    summary = json.loads(library("dedupe", "--self", "--out", "o", "--resume", "--format", "json").out)
    assert (summary["resumed"], summary["checked"]) == (2, 5)
    assert pairs(tmp_path / "o") == pairs(tmp_path / "whole")
    library("load", "trademarks", "register.ndjson", "--rebuild")
    with monkeypatch.context() as patch:
        patch.setattr("ipsearch.cli.dedupeself._progress", lambda *_: 1 / 0)
        library("dedupe", "--self", "--out", "p")
    library("load", "trademarks", "register.ndjson", "--rebuild")
    moved = library("dedupe", "--self", "--out", "p", "--resume", "--lang", "zh")
    assert (moved.code, "此任务针对的商标库为" in moved.err) == (2, True)


def test_without_data_there_is_no_folder(empty_cli: Cli, tmp_path: Path) -> None:
    assert empty_cli("dedupe", "--self", "--out", "o").code == 3
    assert not (tmp_path / "o").exists()
