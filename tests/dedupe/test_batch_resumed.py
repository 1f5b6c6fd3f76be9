"""A batch that goes on where it was: with the same answers, or not at all."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from answering import OPTIONS, answers, untimed, write

from ipsearch.dedupe.batch import Progress, dedupe_file
from ipsearch.errors import EngineBusy, InputError
from ipsearch.matching.check import Checker
from ipsearch.matching.goods import GoodsRelations
from ipsearch.matching.options import CheckOptions
from tests.small_register import write_register


@pytest.mark.parametrize("cut", [0, 1, 200, -1])
def test_resume_gives_what_an_undisturbed_job_gives(checker: Checker, tmp_path: Path, cut: int) -> None:
    source = write(tmp_path / "in", "小米", "?!", "zzyzx", "XIAOMI")
    whole = dedupe_file(checker, source, tmp_path / "whole", OPTIONS)
    data = (tmp_path / "whole").read_bytes()
    dedupe_file(checker, source, tmp_path / "out", OPTIONS)
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
    assert refused(checker, source, out, CheckOptions(classes=(9,), limit=20)) == "dedupe.other_job"
    table, marked = write(tmp_path / "a.csv", "mark,class", "小米,9"), tmp_path / "marked"
    dedupe_file(checker, table, marked, OPTIONS)
    assert refused(checker, write(table, "mark,class", "小米,35"), marked) == "dedupe.other_options"
    old = out.read_bytes().replace(b'"generation":"trademark-', b'"generation":"earlier-')
    out.write_bytes(old[: old.index(b"\n") + 1])
    assert refused(checker, source, out) == "dedupe.other_register"
    out.write_text("a letter to grandma\n")
    assert refused(checker, source, out) == "dedupe.no_answers"
    out.write_text('{"line":1,"query":"小米"}\n', encoding="utf-8")
    assert refused(checker, source, out) == "dedupe.no_answers"


@pytest.mark.parametrize(
    ("other", "differs"),
    [
        (CheckOptions(groups=("0907",), limit=20), '--group 0901; now it is --group 0907'),
        (CheckOptions(groups=("0901",), applicant="甲", limit=20), '--applicant ""; now it is --applicant "甲"'),
        (CheckOptions(groups=("0901",), limit=None), "--limit 20; now it is --limit all"),
        (CheckOptions(classes=(9,), limit=20), '--class "" --group 0901; now it is --class 9 --group ""'),
    ],
)  # fmt: skip
def test_resume_refuses_other_options_and_names_them(
    checker: Checker, tmp_path: Path, other: CheckOptions, differs: str
) -> None:
    """Class 9 is asked every time, so the answers themselves do not tell."""
    source, out = write(tmp_path / "in", "小米", "zzyzx"), tmp_path / "out"
    asked = CheckOptions(groups=("0901",), limit=20)
    dedupe_file(checker, source, out, asked)
    out.write_bytes(out.read_bytes()[:-10])
    assert refused(checker, source, out, other) == "dedupe.other_job"
    with pytest.raises(InputError) as caught:
        dedupe_file(checker, source, out, other, resume=True)
    assert f"was begun with {differs} →" in str(caught.value)
    assert "此任务开始时的选项为 --" in caught.value.problem.text("zh")
    assert dedupe_file(checker, source, out, asked, resume=True).resumed == 1


def test_resume_takes_the_same_options_in_another_order(checker: Checker, tmp_path: Path) -> None:
    source, out = write(tmp_path / "in", "小米"), tmp_path / "out"
    dedupe_file(checker, source, out, CheckOptions(classes=(35, 9), groups=("0907", "0901")))
    same = CheckOptions(classes=(9, 35), groups=("0901", "0907", "0901"))
    assert dedupe_file(checker, source, out, same, resume=True).resumed == 1


def test_resume_refuses_another_table_of_goods(
    checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = write(tmp_path / "in", "小米"), tmp_path / "out"
    dedupe_file(checker, source, out, OPTIONS)
    monkeypatch.setattr(GoodsRelations, "digest", "12345678")
    assert refused(checker, source, out) == "dedupe.other_table"


@pytest.mark.parametrize("content", [None, b"", b"{}"])
def test_resume_refuses_answers_of_which_nothing_says_how_they_were_made(
    checker: Checker, tmp_path: Path, content: bytes | None
) -> None:
    source, out = write(tmp_path / "in", "小米"), tmp_path / "out"
    dedupe_file(checker, source, out, OPTIONS)
    kept = tmp_path / "out.job" / "job.json"
    if content is None:
        shutil.rmtree(kept.parent)
    else:
        kept.write_bytes(content)
    assert refused(checker, source, out) == "dedupe.no_job"
    assert kept.parent.exists() == (content is not None)


@pytest.mark.parametrize("step", ["continued", "write_atomic"])
def test_a_job_that_dies_as_it_begins_leaves_no_old_answers_beside_it(
    checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    source, out = write(tmp_path / "in", "小米"), tmp_path / "out"
    dedupe_file(checker, source, out, OPTIONS)
    asked = CheckOptions(applicant="甲")
    with monkeypatch.context() as patch:
        patch.setattr(f"ipsearch.dedupe.job.{step}", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            dedupe_file(checker, source, out, asked)
    assert not (tmp_path / "out.job" / "job.json").exists()
    if step == "continued":  # the old answers are still there, and belong to nothing
        assert refused(checker, source, out, asked) == "dedupe.no_job"
    else:
        assert out.read_bytes() == b""
        assert dedupe_file(checker, source, out, asked, resume=True).resumed == 0


def test_a_second_job_on_the_same_answers_is_refused(checker: Checker, tmp_path: Path) -> None:
    source, out = write(tmp_path / "in", "小米", "zzyzx"), tmp_path / "out"
    link = tmp_path / "link"
    link.symlink_to(out)
    tried: list[str] = []

    def second(now: Progress) -> None:
        for path in (out, link):
            for resume in (False, True):
                with pytest.raises(EngineBusy, match="another job is writing these answers: process") as caught:
                    dedupe_file(checker, source, path, OPTIONS, resume=resume)
                tried.append(caught.value.problem.text("zh"))
        dedupe_file(checker, source, tmp_path / f"beside{now.lines}", OPTIONS)

    dedupe_file(checker, source, out, OPTIONS, progress=second)
    assert len(tried) == 8
    assert "另有任务正在写入此结果" in tried[0]
    assert untimed(out) == untimed(tmp_path / "beside1")
    assert dedupe_file(checker, source, out, OPTIONS).lines == 2


def test_killed_and_resumed(tmp_path: Path) -> None:
    """A process killed at any moment loses at most the line it was writing."""
    source = write(tmp_path / "in", *(f"小米{n}号" for n in range(3000)))
    register = write_register(tmp_path)
    environment = os.environ | {"IPSEARCH_HOME": str(tmp_path / "home"), "LANG": "C.UTF-8"}
    environment.pop("IPSEARCH_URL", None)
    ipsearch = [sys.executable, "-m", "ipsearch"]
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
