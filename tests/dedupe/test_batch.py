"""A list checked line by line: every line has its answer, and what is no list is refused."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from collections.abc import Iterable
from pathlib import Path

import pytest
from answering import OPTIONS, answers, untimed, write
from hypothesis import given, settings
from hypothesis import strategies as st

from ipsearch.dedupe.answers import write_line
from ipsearch.dedupe.batch import Progress, _Known, dedupe_file
from ipsearch.errors import IndexStale, InputError, Problem, UsageError
from ipsearch.matching.check import Checker
from ipsearch.matching.options import CheckOptions
from ipsearch.matching.report import Report
from ipsearch.spreadsheets.filekinds import OLD_BEGINNING
from tests.small_register import RECORDS
from tests.workbooks import excel


def test_each_answer_is_the_report_of_its_line(checker: Checker, tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", "mark,classes,applicant", "小米,9,", "小米,,小米科技有限责任公司", "zzyzx,,")
    dedupe_file(checker, source, tmp_path / "out", CheckOptions(classes=(35,), limit=3))
    wanted = [
        checker.check("小米", CheckOptions(classes=(9,), limit=3)),
        checker.check("小米", CheckOptions(classes=(35,), applicant="小米科技有限责任公司", limit=3)),
        checker.check("zzyzx", CheckOptions(classes=(35,), limit=3)),
    ]
    expected = [json.loads(report.to_json()) | {"line": n} for n, report in enumerate(wanted, 2)]
    assert [a | {"took_ms": 0} for a in answers(tmp_path / "out")] == [e | {"took_ms": 0} for e in expected]


NAMES = ("小米", "XIAOMI", "quillford", "沐禾", "大米", "zzyzx", "?!", "ⅩⅠAOMI")
SPELLINGS = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from((str.upper, str.title, str.swapcase, " ".join, "“{}”。".format, "\u200b{}".format)),
).map(lambda two: two[1](two[0]))
LINES = st.lists(SPELLINGS | st.text(st.characters(codec="utf-8"), max_size=4), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(LINES)
def test_every_line_is_answered_as_a_check_of_its_mark_also_beside_other_spellings(
    checker: Checker, tmp_path_factory: pytest.TempPathFactory, marks: list[str]
) -> None:
    marks.append("小米")  # a list that ends with blanks has no answers to these
    folder = tmp_path_factory.mktemp("lines")
    source = write(folder / "in.ndjson", *(json.dumps({"mark": mark}, ensure_ascii=False) for mark in marks))
    dedupe_file(checker, source, folder / "out", OPTIONS)
    written = [json.loads(line) for line in (folder / "out").read_bytes().split(b"\n")[:-1]]
    assert len(written) == len(marks)
    for number, (mark, answer) in enumerate(zip(marks, written, strict=True), 1):
        [report] = checker.check_batch([(mark.strip(), OPTIONS)])
        assert answer["line"] == number
        if isinstance(report, UsageError):
            assert answer["error"]["code"] == report.problem.code
        else:
            assert answer | {"took_ms": 0} == json.loads(report.to_json()) | {"line": number, "took_ms": 0}


def test_the_line_number_comes_first(checker: Checker, tmp_path: Path) -> None:
    dedupe_file(checker, write(tmp_path / "in", "小米"), tmp_path / "out", OPTIONS)
    assert (tmp_path / "out").read_bytes().startswith('{"line":1,"query":"小米",'.encode())


def test_summary_counts_lines_lights_and_repeats(checker: Checker, tmp_path: Path) -> None:
    source = write(tmp_path / "in", "小米", "ZZYZX", "", "小 米", "zzyzx", "XIAOMI", "?!")
    seen: list[Progress] = []
    summary = dedupe_file(checker, source, tmp_path / "out", CheckOptions(classes=(9, 42)), progress=seen.append)
    assert (summary.lines, summary.answered, summary.bad, summary.reused) == (7, 5, 2, 2)
    assert (summary.taken, summary.near, summary.free) == (2, 1, 2)
    counts = [(c.nice_class, c.taken, c.near, c.free) for c in summary.classes]
    assert counts == [(9, 2, 1, 2), (42, 0, 0, 5)]
    assert (summary.records, summary.resumed) == (len(RECORDS), 0)
    assert [p.lines for p in seen] == [1, 2, 3, 4, 5, 6, 7]
    assert seen[-1].bytes_done == seen[-1].bytes_total == source.stat().st_size


def test_a_repeated_text_keeps_its_own_writing(checker: Checker, tmp_path: Path) -> None:
    dedupe_file(checker, write(tmp_path / "in", "小米", "小 米"), tmp_path / "out", OPTIONS)
    one, other = untimed(tmp_path / "out")
    assert (one["query"], other["query"]) == ("小米", "小 米")
    assert one["hits"] == other["hits"]


def test_a_bad_line_is_an_error_object(checker: Checker, tmp_path: Path) -> None:
    source = write(tmp_path / "in.ndjson", '{"mark":"小米"}', "{", '{"mark":"x","groups":["9999"]}', '{"mark":"小米"}')
    summary = dedupe_file(checker, source, tmp_path / "out", OPTIONS)
    written = answers(tmp_path / "out")
    assert summary.bad == 2
    assert [a["line"] for a in written] == [1, 2, 3, 4]
    assert written[1]["query"] == "{"
    assert written[1]["error"]["code"] == "json.invalid"
    assert set(written[2]) == {"line", "query", "error"}
    assert "9999" in written[2]["error"]["text_zh"]
    assert "9999" in written[2]["error"]["text_en"]
    assert written[3]["hits"] == written[0]["hits"]


def test_out_that_cannot_be_written(checker: Checker, tmp_path: Path) -> None:
    source, out = write(tmp_path / "in", "小米"), tmp_path / "out"
    out.mkdir()
    for path, code in [
        (out, "dedupe.no_file"), (Path("/dev/null"), "dedupe.no_file"),
        (tmp_path / "none" / "out", "dedupe.unwritable"), (source / "out", "dedupe.unwritable"),
    ]:  # fmt: skip
        with pytest.raises(InputError, match="--out") as caught:
            dedupe_file(checker, source, path, OPTIONS)
        assert (caught.value.problem.code, caught.value.problem.place) == (code, str(path))
        assert "--out" in caught.value.problem.text("zh")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb", buffering=0) as full, pytest.raises(InputError) as caught:
        write_line(full, b"{}\n")
    assert str(caught.value).startswith("/dev/full: cannot be written: No space left on device → check")


def test_bytes_that_are_no_text_in_any_cell_are_a_bad_line(checker: Checker, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    lines = ["mark,classes,groups,applicant", "小米,\udcff,,", "小米,,\udcff,", "小米,,,\udcff", "\udcff,,,", "小米,,,"]
    source.write_text("\n".join(lines), "utf-8", "surrogateescape")
    summary = dedupe_file(checker, source, tmp_path / "out", OPTIONS)
    assert (summary.lines, summary.bad) == (5, 4)
    codes = [answer.get("error", {}).get("code") for answer in answers(tmp_path / "out")]
    assert codes == ["record.bad_class", "check.not_text", "file.encoding", "file.encoding", None]
    assert "class \ufffd does not exist" in answers(tmp_path / "out")[0]["error"]["text_en"]
    assert dedupe_file(checker, source, tmp_path / "out", OPTIONS, resume=True).resumed == 5


def test_a_list_without_marks_is_the_users_own(checker: Checker, tmp_path: Path) -> None:
    for text in ("", "\n  \n"):
        (tmp_path / "in").write_text(text)
        with pytest.raises(InputError, match="the list holds no mark → give one mark a line") as caught:
            dedupe_file(checker, tmp_path / "in", tmp_path / "out", OPTIONS)
        assert "名单中没有商标" in caught.value.problem.text("zh")
    assert not (tmp_path / "out").exists()


def test_old_answers_stay_when_the_input_cannot_be_used(checker: Checker, tmp_path: Path) -> None:
    out = write(tmp_path / "out", "kept")
    with pytest.raises(InputError, match="no such file"):
        dedupe_file(checker, tmp_path / "none", out, OPTIONS)
    with pytest.raises(InputError, match="the list holds no mark"):
        dedupe_file(checker, write(tmp_path / "empty"), out, OPTIONS)
    with pytest.raises(UsageError, match="99"):
        dedupe_file(checker, write(tmp_path / "in", "小米"), out, CheckOptions(classes=(99,)))
    with pytest.raises(UsageError, match="would replace the input"):
        dedupe_file(checker, out, out, OPTIONS)
    assert out.read_text() == "kept\n"


def test_an_engine_that_fails_ends_the_job_between_two_lines(
    checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "in", "小米", "zzyzx", "XIAOMI")
    check = Checker.check_batch

    def failing(self: Checker, asked: Iterable[tuple[str, CheckOptions]]) -> object:
        some = list(asked)
        if some[0][0] == "zzyzx":
            raise IndexStale("index.stale", found="1", expected="2", family="trademark")
        return check(self, some)

    with monkeypatch.context() as patch:
        patch.setattr(Checker, "check_batch", failing)
        with pytest.raises(IndexStale):
            dedupe_file(checker, source, tmp_path / "out", OPTIONS)
    assert [a["query"] for a in answers(tmp_path / "out")] == ["小米"]
    assert dedupe_file(checker, source, tmp_path / "out", OPTIONS, resume=True).answered == 3


@pytest.mark.parametrize("at_once", [2, 3, 64])
def test_many_at_a_time_are_answered_as_one_by_one(
    checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    marks = ["小米", "XIAOMI", "小米", "", "x" * 1000, "xiaomi", "!?", "!?", *(f"华{n}" for n in range(70)), "小米"]
    source = write(tmp_path / "in", *marks)
    dedupe_file(checker, source, tmp_path / "one", OPTIONS)
    with monkeypatch.context() as patch:
        patch.setattr(Checker, "at_once", at_once)
        patch.setattr("ipsearch.dedupe.batch.REMEMBERED", 5)
        dedupe_file(checker, source, tmp_path / "many", OPTIONS)
    assert len(answers(tmp_path / "one")) == len(marks)
    assert untimed(tmp_path / "many") == untimed(tmp_path / "one")


@pytest.mark.parametrize(("most", "reused"), [(40, 1), (2, 0)])
def test_answers_with_more_hits_than_may_be_kept_are_not(
    checker: Checker, monkeypatch: pytest.MonkeyPatch, most: int, reused: int
) -> None:
    monkeypatch.setattr("ipsearch.dedupe.batch.REMEMBERED_HITS", most)
    known = _Known(checker)
    asked = [[("小米", CheckOptions(limit=None))], [("zzyzx", OPTIONS)], [("小 米", CheckOptions(limit=None))]]
    one, _, again = [next(known.reports(some)) for some in asked]
    assert isinstance(one, Report)
    assert isinstance(again, Report)
    assert len(one.hits) > 2
    assert (again.hits, known.reused) == (one.hits, reused)


def test_each_mark_of_one_normal_form_has_its_own_error(checker: Checker) -> None:
    found = list(_Known(checker).reports([("!!", OPTIONS), ("💡", OPTIONS)]))
    assert [problem.values for problem in found if isinstance(problem, Problem)] == [{"mark": "!!"}, {"mark": "💡"}]


def test_a_workbook_is_answered_as_the_same_table_and_goes_on(checker: Checker, tmp_path: Path) -> None:
    rows = [["mark", "classes"], ["小米", "9"], ["", ""], ["zzyzx", "35"], ["大米", "x"]]
    table = write(tmp_path / "in.csv", *[",".join(row) for row in rows])
    book, out = excel(tmp_path / "in.xlsx", rows), tmp_path / "out"
    dedupe_file(checker, table, tmp_path / "wanted", OPTIONS)
    dedupe_file(checker, book, out, OPTIONS)
    assert untimed(out) == untimed(tmp_path / "wanted")
    assert [answer["line"] for answer in answers(out)] == [2, 3, 4, 5]
    whole = out.read_bytes()
    out.write_bytes(whole[: whole.index(b"\n") + 20])
    assert dedupe_file(checker, book, out, OPTIONS, resume=True).resumed == 1
    assert untimed(out) == untimed(tmp_path / "wanted")


def test_a_workbook_that_is_no_list_leaves_old_answers(checker: Checker, tmp_path: Path) -> None:
    out = tmp_path / "out"
    dedupe_file(checker, excel(tmp_path / "in.xlsx", [["小米"]]), out, OPTIONS)
    before = out.read_bytes()
    with pytest.raises(InputError) as caught:
        dedupe_file(checker, excel(tmp_path / "other.xlsx", [["名字", "类别"]]), out, OPTIONS)
    assert caught.value.problem.code == "csv.columns"
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("in.xlsx", "<html>小米</html>".encode(), "file.damaged_workbook"),
        ("in.xls", "<html>\n<td>小米</td>\n</html>".encode(), "dedupe.no_list"),
        ("in.txt", '\ufeff\n<?xml version="1.0"?>\n<Workbook>小米</Workbook>'.encode(), "dedupe.no_list"),
        ("in.xls", OLD_BEGINNING + bytes(5000), "file.workbook"),
        ("in.doc", OLD_BEGINNING + bytes(5000), "file.document"),
        ("in.rtf", b"{\\rtf1\\ansi\n\\par\n}", "dedupe.no_list"),
        ("in.mdb", b"\0\1\0\0Standard Jet DB\0" + bytes(5000), "dedupe.no_list"),
        ("in.csv.bz2", bz2.compress("商标\n小米\n".encode()), "dedupe.packed"),
        ("in.xz", lzma.compress("商标\n小米\n".encode()), "dedupe.packed"),
        ("in.csv.gz", gzip.compress("商标\n小米\n".encode(), mtime=0), "dedupe.packed"),
    ],
)
def test_what_is_no_list_is_not_read_as_one(
    checker: Checker, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as caught:
        dedupe_file(checker, tmp_path / name, tmp_path / "out", OPTIONS)
    assert caught.value.problem.code == code
    assert not (tmp_path / "out").exists()
