import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from ipsearch.dedupe.batch import Progress, dedupe_file
from ipsearch.errors import IndexStale, InputError, UsageError
from ipsearch.matching.check import Checker
from ipsearch.matching.options import CheckOptions
from tests.small_register import RECORDS, write_register

OPTIONS = CheckOptions(limit=20)


def answers(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def untimed(out: Path) -> list[dict[str, Any]]:
    return [{k: v for k, v in answer.items() if k != "took_ms"} for answer in answers(out)]


def write(path: Path, *lines: str) -> Path:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


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


@pytest.mark.parametrize("cut", [0, 1, 200, -1])
def test_resume_gives_what_an_undisturbed_job_gives(checker: Checker, tmp_path: Path, cut: int) -> None:
    source = write(tmp_path / "in", "小米", "?!", "zzyzx", "XIAOMI")
    whole = dedupe_file(checker, source, tmp_path / "whole", OPTIONS)
    data = (tmp_path / "whole").read_bytes()
    # Torn inside the line that begins after the second answer, or before its end of line.
    second = data.index(b"\n", data.index(b"\n") + 1) + 1
    (tmp_path / "out").write_bytes(data[: second + cut] if cut >= 0 else data[:-1])
    resumed = dedupe_file(checker, source, tmp_path / "out", OPTIONS, resume=True)
    assert untimed(tmp_path / "out") == untimed(tmp_path / "whole")
    assert resumed.resumed == (2 if cut >= 0 else 3)
    same = ("lines", "answered", "bad", "taken", "near", "free", "classes", "records")
    assert [getattr(resumed, name) for name in same] == [getattr(whole, name) for name in same]


def test_resume_without_answers_begins(checker: Checker, tmp_path: Path) -> None:
    source = write(tmp_path / "in", "小米")
    assert dedupe_file(checker, source, tmp_path / "out", OPTIONS, resume=True).lines == 1


def test_resume_of_a_job_that_ended_changes_nothing(checker: Checker, tmp_path: Path) -> None:
    source = write(tmp_path / "in", "小米", "zzyzx")
    dedupe_file(checker, source, tmp_path / "out", OPTIONS)
    before = (tmp_path / "out").read_bytes()
    assert dedupe_file(checker, source, tmp_path / "out", OPTIONS, resume=True).resumed == 2
    assert (tmp_path / "out").read_bytes() == before


def refused(checker: Checker, source: Path, out: Path, options: CheckOptions = OPTIONS) -> str:
    before = out.read_bytes()
    with pytest.raises(InputError) as caught:
        dedupe_file(checker, source, out, options, resume=True)
    assert out.read_bytes() == before
    assert str(out) in caught.value.problem.place
    return caught.value.problem.code


def test_resume_refuses_answers_of_another_job(checker: Checker, tmp_path: Path) -> None:
    source, out = write(tmp_path / "in", "小米", "zzyzx"), tmp_path / "out"
    dedupe_file(checker, source, out, OPTIONS)
    assert refused(checker, write(tmp_path / "other", "小米", "大米"), out) == "dedupe.other_input"
    assert refused(checker, write(tmp_path / "shorter", "小米"), out) == "dedupe.other_input"
    assert refused(checker, source, out, CheckOptions(classes=(9,))) == "dedupe.other_options"
    old = out.read_bytes().replace(b'"generation":"trademark-', b'"generation":"earlier-')
    out.write_bytes(old[: old.index(b"\n") + 1])
    assert refused(checker, source, out) == "dedupe.other_register"
    out.write_text("a letter to grandma\n")
    assert refused(checker, source, out) == "dedupe.no_answers"
    out.write_text('{"line":1,"query":"小米"}\n', encoding="utf-8")
    assert refused(checker, source, out) == "dedupe.no_answers"


def test_old_answers_stay_when_the_input_cannot_be_used(checker: Checker, tmp_path: Path) -> None:
    out = write(tmp_path / "out", "kept")
    with pytest.raises(InputError, match="no such file"):
        dedupe_file(checker, tmp_path / "none", out, OPTIONS)
    with pytest.raises(InputError, match="empty"):
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


def test_killed_and_resumed(tmp_path: Path) -> None:
    """A process killed at any moment loses at most the line it was writing."""
    source = write(tmp_path / "in", *(f"小米{n}号" for n in range(3000)))
    register = write_register(tmp_path)
    environment = os.environ | {"IPSEARCH_HOME": str(tmp_path / "home"), "LANG": "C.UTF-8"}
    environment.pop("IPSEARCH_URL", None)
    ipsearch = [sys.executable, "-m", "ipsearch.cli"]
    subprocess.run([*ipsearch, "load", "trademarks", str(register)], env=environment, check=True, capture_output=True)
    command = [*ipsearch, "dedupe", str(source), "--class", "9", "--out", str(tmp_path / "out"), "--resume"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not ((tmp_path / "out").exists() and (tmp_path / "out").stat().st_size > 10_000):
        assert time.monotonic() < deadline
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = (tmp_path / "out").read_bytes().count(b"\n")
    assert 0 < done < 3000
    finished = subprocess.run(command, env=environment, capture_output=True, check=True)
    summary = json.loads(finished.stdout)
    assert (summary["lines"], summary["resumed"]) == (3000, done)
    assert [(a["line"], a["query"]) for a in answers(tmp_path / "out")] == [(n + 1, f"小米{n}号") for n in range(3000)]
