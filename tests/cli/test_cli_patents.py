"""The commands for patents on the samples: what a person reads, what a machine reads, exit codes."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from ipsearch.cli.app import run
from ipsearch.patents.report import COLUMNS
from tests.cli.conftest import Cli
from tests.small_register import write_register

SAMPLES = Path(__file__).resolve().parents[2] / "data_samples" / "patents"
QUERY = "TI=(电池 OR 蓄电池) AND IPC=H01M AND PD=[20200101 TO 20221231]"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample patents and the small register of marks."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("IPSEARCH_URL", raising=False)
        patch.setenv("IPSEARCH_HOME", str(home))
        assert run(["load", "patents", str(SAMPLES), "--lang", "en"]) == 0
        assert (
            run(["load", "trademarks", str(write_register(tmp_path_factory.mktemp("register"))), "--lang", "en"]) == 0
        )
    return home


@pytest.fixture
def cli(home: Path, empty_cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.setenv("IPSEARCH_HOME", str(home))
    return empty_cli


def test_a_search_as_a_person_reads_it(cli: Cli) -> None:
    result = cli("search", QUERY, "--limit", "2", "--facet", "status,year", "--format", "table", "--lang", "zh")
    assert result.code == 0
    for text in ("1  CN-199000731-A  固态蓄电池", "法律状态（按文献计，公开日", "理解为（incopat",
                 "13 篇文献，显示 2 篇", "已检索全部 72 篇文献", "下一页：--after 'relevance~2'", "有效"):  # fmt: skip
        assert text in result.out
    english = cli("search", QUERY, "--family", "--format", "table").out
    assert "simple families (13 documents)" in english


def test_a_search_as_a_machine_reads_it(cli: Cli) -> None:
    page = json.loads(cli("search", QUERY, "--limit", "3").out)
    assert (page["total"], len(page["hits"])) == (13, 3)
    following = json.loads(cli("search", QUERY, "--limit", "3", "--after", page["cursor"]).out)
    assert not {hit["id"] for hit in page["hits"]} & {hit["id"] for hit in following["hits"]}
    result = cli("search", QUERY, "--format", "csv", "--limit", "all", "--sort", "id")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 13
    assert "Searched all 72 documents" in result.err
    assert "Next page" not in result.err  # it has them all


def test_a_table_for_machines_tells_of_the_next_page_beside_it(cli: Cli) -> None:
    first = cli("search", QUERY, "--format", "csv", "--limit", "3", "--sort", "pd")
    found = re.search(r"Next page: --after '([^']+)'", first.err)
    assert found is not None
    following = cli("search", QUERY, "--format", "csv", "--limit", "all", "--sort", "pd", "--after", found[1])
    assert len({row["id"] for page in (first, following) for row in csv.DictReader(io.StringIO(page.out))}) == 13


def test_csv_says_what_its_rows_do_not_hold(cli: Cli) -> None:
    told = cli("search", QUERY, "--format", "csv", "--limit", "2", "--facet", "year", "--sort", "id").err
    assert "The statistics are not in this table" in told
    assert "Next page: --after 'id~" in told
    assert "统计" in cli("search", QUERY, "--format", "csv", "--facet", "year", "--lang", "zh").err
    told = cli("search", QUERY, "--format", "csv", "--limit", "all", "--lang", "zh").err
    assert "统计" not in told
    assert "--after" not in told
    assert "Read as (incopat, 70% sure): (ti:电池" in cli("explain", QUERY, "--format", "csv").err


def test_nothing_found_says_what_was_searched(cli: Cli) -> None:
    result = cli("search", "ti:quantum", "--format", "table")
    assert result.code == 0
    assert "Nothing was found." in result.out
    assert "Searched all 72 documents" in result.out


@pytest.mark.parametrize(
    ("query", "options", "caret", "english", "chinese"),
    [
        ("ti=(电池 and 正极", ("--dialect", "cql"), "    ^", "parenthes", "括号"),
        ("TTLX:(电池) AND (a $W3 b)", (), "  ^", "there is no field TTLX", "没有字段 TTLX"),
        ("ti=a (3n", ("--dialect", "incopat"), "  ^", "incopat:", "incopat:"),
    ],
)
def test_a_misread_query_shows_its_place(
    cli: Cli, query: str, options: tuple[str, ...], caret: str, english: str, chinese: str
) -> None:
    for lang, words in (("en", english), ("zh", chinese)):
        result = cli("search", query, *options, "--lang", lang)
        assert result.code == 2
        assert words in result.err
        assert f"  {query}\n" in result.err
        assert any(line.startswith(caret) or line.strip() == "^" for line in result.err.splitlines())
        assert result.out == ""


def test_an_explanation_in_every_dialect(cli: Cli) -> None:
    out = cli("explain", QUERY, "--format", "table").out
    for text in (
        "cql",
        "patsnap  (TTL:电池 OR TTL:蓄电池) AND IPC:H01M AND PBD:[20200101 TO 20221231]",
        "brs",
        "PhraseQuery",
    ):
        assert text in out
    explained = json.loads(cli("explain", QUERY).out)
    assert [one["dialect"] for one in explained["dialects"]] == [
        "cql", "incopat", "patsnap", "cnipa", "brs", "simple",
    ]  # fmt: skip


def test_a_loss_is_told_in_the_language_of_the_answer(cli: Cli) -> None:
    for lang, said in (("en", "this dialect has no such distance"), ("zh", "该语法没有该邻近运算")):
        out = cli("explain", "TI=(电池 (3n) 冷却)", "--format", "csv", "--lang", lang).out
        losses = {row["dialect"]: row["losses"] for row in csv.DictReader(io.StringIO(out))}
        assert losses["brs"].startswith(said)


def test_an_explanation_needs_no_library(empty_cli: Cli) -> None:
    result = empty_cli("explain", QUERY, "--format", "table")
    assert result.code == 0
    assert "cql" in result.out


def test_a_document_by_any_number(cli: Cli) -> None:
    for number in ("CN199000731A", "CN 199000731 A"):
        out = cli("show", number, "--format", "table", "--lang", "zh").out
        for text in (
            "固态蓄电池",
            "终止 · 依据事件 CF01（2024-05-20）",
            "同族（1）",
            "引证（1）",
            "被引（3）",
            "法律事件（4）",
        ):
            assert text in out
    found = json.loads(cli("show", "201919900137.2").out)
    assert [view["record"]["number"] for view in found["views"]] == ["199000731", "199000731"]
    rows = list(csv.DictReader(io.StringIO(cli("show", "201919900137.2", "--format", "csv").out)))
    assert [row["status"] for row in rows] == ["lapsed", "lapsed"]


def test_codes_are_words_of_the_language(cli: Cli) -> None:
    chinese = cli("show", "CN-199000731-A", "--format", "table", "--lang", "zh").out
    for text in ("[授权]", "[终止]", "[审查]"):
        assert text in chinese
    assert "[grant]" in cli("show", "CN-199000731-A", "--format", "table", "--lang", "en").out
    lines = chinese.splitlines()
    assert next(i for i, line in enumerate(lines) if "[终止]" in line) < next(
        i for i, line in enumerate(lines) if "[授权]" in line
    )
    counted = cli("search", "pd>=2000", "--facet", "event,year", "--family", "--format", "table", "--lang", "zh").out
    assert "授权  " in counted
    assert "最早优先权年（按简单同族计" in counted


def test_members_of_a_family_stand_in_one_line(empty_cli: Cli, tmp_path: Path) -> None:
    """DOCDB names hundreds of some; other relations stand in a line each."""
    related = [{"kind": "division", "document": "EP-2"}]
    related += [{"kind": "equivalent", "document": name} for name in ("US-3-A", "CN-4-A")]
    record = {"country": "EP", "number": "1234567", "kind": "A1", "title": {"en": "Lamp"}, "related": related}
    path = tmp_path / "one.ndjson"
    path.write_text(json.dumps(record), encoding="utf-8")
    empty_cli("load", "patents", str(path), "--source", "patents-ndjson")
    lines = empty_cli("show", "EP1234567A1", "--format", "table", "--lang", "zh").out.splitlines()
    assert any(line.rstrip().endswith(" 分案 EP-2") for line in lines)
    assert any(line.strip() == "等同文献 US-3-A, CN-4-A" for line in lines)


def test_nothing_found_has_no_statistics(cli: Cli) -> None:
    assert "(by publication" not in cli("search", "zzyzx", "--facet", "year", "--format", "table").out


def test_marks_and_documents_are_looked_up_together(cli: Cli) -> None:
    lines = [json.loads(line) for line in cli("show", "8911270", "CN199000731A").out.splitlines()]
    assert lines[0]["mark"] == "小米"
    assert lines[1]["views"][0]["record"]["number"] == "199000731"
    missing = cli("show", "99999999")
    assert missing.code == 1
    assert "no record has the number 99999999" in missing.err
    assert "no patent document with the number 99999999 among 72 documents" in missing.err
    alone = cli("show", "99999999", "--library", "patents")
    assert "no record has the number" not in alone.err


def test_similar_documents_with_their_reasons(cli: Cli) -> None:
    out = cli("similar", "CN199000731A", "--limit", "2", "--format", "table").out
    assert "Characteristic words" in out
    assert "classes in common: H01M10" in out
    found = json.loads(cli("similar", "CN199000731A", "--limit", "2").out)
    assert len(found["results"]) == 2
    said = f"Of all 72 documents the {found['compared']} closest by words or linked by citation were compared, 2 shown"
    assert said in " ".join(out.split())
    assert said in cli("similar", "CN199000731A", "--limit", "2", "--format", "csv").err
    missing = cli("similar", "CN1")
    assert missing.code == 2


def test_a_document_like_no_other_is_told_as_such(cli: Cli) -> None:
    Path("one.ndjson").write_text('{"country":"EP","number":"2400812"}\n', encoding="utf-8")
    assert cli("load", "patents", "one.ndjson", "--engine", "embedded:alone").code == 0
    told = cli("similar", "EP2400812", "--engine", "embedded:alone", "--format", "table", "--lang", "en")
    assert (told.code, "Nothing was found." in told.out) == (0, True)


def test_an_export_and_a_second_one_that_finds_the_file_there(cli: Cli) -> None:
    result = cli("export", QUERY, "--out", "hits.csv")
    assert result.code == 0
    assert "13 documents written to hits.csv" in result.err
    exported = csv.reader(io.StringIO(Path("hits.csv").read_text("utf-8-sig")))
    listed = csv.reader(io.StringIO(cli("search", QUERY, "--format", "csv", "--limit", "all", "--sort", "id").out))
    assert list(exported) == list(listed)
    assert cli("export", QUERY, "--out", "hits.csv").code == 2
    assert "扩展名 .doc 不对应任何格式" in cli("export", QUERY, "--out", "hits.doc", "--lang", "zh").err


def test_an_export_says_how_the_query_was_read(cli: Cli) -> None:
    result = cli("export", "not country:Atlantis", "--out", "none.csv", "--lang", "en")
    assert 'tac:"not" country:Atlantis' in result.err
    assert "Warning: not was searched as a word" in result.err
    assert "Atlantis is no value of the field" in result.err
    assert "0 documents written to none.csv" in result.err


def test_the_index_commands_know_both_libraries(cli: Cli) -> None:
    listed = [json.loads(line) for line in cli("index", "list").out.splitlines()]
    assert [one["name"].partition("-")[0] for one in listed] == ["trademark", "patent"]
    [only] = [json.loads(line) for line in cli("index", "list", "--library", "patents").out.splitlines()]
    plan = json.loads(cli("index", "plan", "--records", "150000000", "--library", "patents").out)
    assert plan["sample"] == only["name"]
    assert plan["bytes_per_record"] == round(only["bytes"] / 72, 1)


@pytest.mark.parametrize(
    "command", [("search", "battery"), ("similar", "CN1"), ("export", "battery", "--out", "x.csv"), ("show", "CN1")]
)
def test_before_anything_is_loaded(empty_cli: Cli, command: tuple[str, ...]) -> None:
    result = empty_cli(*command, "--lang", "zh")
    assert result.code == 3
    assert "ipsearch load" in result.err


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("search", "a", "--sort", "size"), "there is no order size"),
        (("search", "a", "--facet", "size"), "there is no statistic size"),
        (("search", "a", "--dialect", "klingon"), "klingon"),
        (("search", "a", "--limit", "-1"), "-1"),
        (("search", " "), "the query is empty"),
    ],
)
def test_wrong_options(cli: Cli, arguments: tuple[str, ...], text: str) -> None:
    result = cli(*arguments)
    assert result.code == 2
    assert text in result.err


def test_an_export_that_cannot_be_written(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "missing" / "hits.csv"
    code, _, told = cli("export", "pd>=1900", "--out", str(out))
    assert code == 2
    assert f"{out}: cannot be written: No such file or directory → check that the folder is there" in told
    (tmp_path / "full.csv.part").symlink_to("/dev/full")
    code, _, told = cli("export", "pd>=1900", "--out", str(tmp_path / "full.csv"))
    assert code == 2
    assert "full.csv: cannot be written: " in told
