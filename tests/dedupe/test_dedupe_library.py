"""The register against itself as a job: its folder, and what becomes of it when the process dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from answering import pairs, real_names, register_of

import ipsearch
from indexers.load import LoadOptions, load_trademarks
from ipsearch.dedupe.library import LibraryProgress, dedupe_library
from ipsearch.dedupe.tally import LibrarySummary
from ipsearch.errors import EngineBusy, InputError, IpsearchError, UsageError
from ipsearch.matching.check import Checker
from ipsearch.matching.goods import GoodsRelations
from ipsearch.matching.judge import judge
from ipsearch.matching.pairs import PairOptions, RecordCheck, RegisterCheck
from ipsearch.matching.policy import LEVELS, V1
from ipsearch.text.form import form_of
from ipsearch.text.nice import GroupTable
from tests.small_register import RECORDS

OPTIONS = PairOptions(level="remote")
NAMES = 250


@pytest.fixture(scope="module")
def names(shared: Path) -> list[str]:
    return real_names(shared, NAMES)


@pytest.fixture(scope="module")
def library(names: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[ipsearch.Ipsearch]:
    with register_of(names, tmp_path_factory.mktemp("library")) as ip:
        yield ip


def files(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir())


def run(ip: ipsearch.Ipsearch, out: Path, options: PairOptions = OPTIONS, **more: Any) -> LibrarySummary:
    return dedupe_library(ip.trademarks.checker, out, options, **more)


def test_the_pairs_are_those_of_comparing_every_two(
    library: ipsearch.Ipsearch, names: list[str], tmp_path: Path
) -> None:
    summary = run(library, tmp_path / "out")
    ids = [f"XX-{n}" for n in range(1, len(names) + 1)]
    statistics, expected = library.trademarks.checker.statistics, {}
    for (a, x), (b, y) in combinations(sorted(zip(ids, names, strict=True)), 2):
        verdict = judge(form_of(x), form_of(y), statistics, V1)
        if verdict.level is not None:
            expected[a, b] = (x, y, verdict.level, verdict.score)
    written = pairs(tmp_path / "out")
    found = [((p["a"]["id"], p["b"]["id"]), (p["a"]["mark"], p["b"]["mark"], p["level"], p["score"])) for p in written]
    assert len(expected) > 300
    assert dict(found) == expected
    assert len(found) == len(expected) == summary.pairs == sum(summary.levels.values())
    assert [ids[0] for ids, _ in found] == sorted(ids[0] for ids, _ in found)
    for pair in written[::20]:
        compared = library.trademarks.compare(pair["a"]["mark"], pair["b"]["mark"])
        assert (compared.level, compared.score) == (pair["level"], pair["score"])
        assert [reason.rule for reason in compared.reasons] == [reason["rule"] for reason in pair["reasons"]]


def test_the_folder_and_the_summary(library: ipsearch.Ipsearch, names: list[str], tmp_path: Path) -> None:
    seen: list[LibraryProgress] = []
    out = tmp_path / "deep" / "out"
    summary = run(library, out, progress=seen.append)
    assert files(out) == ["pairs.ndjson", "summary.json"]
    written = json.loads((out / "summary.json").read_bytes())
    assert list(written) == [
        "checked", "without_text", "pairs", "conflicts", "levels", "taken", "near", "free", "resumed", "seconds", "out",
        "level", "groups", "completeness", "classes",
    ]  # fmt: skip
    assert (summary.checked, summary.without_text, summary.resumed) == (len(names), 0, 0)
    assert summary.taken + summary.near + summary.free == len(names)
    assert [c.nice_class for c in summary.classes] == list(range(1, 46))  # these names have no classes
    assert list(summary.levels) == list(LEVELS)
    stated = summary.completeness
    assert (stated.records, stated.hits, stated.shown, stated.caps) == (len(names), summary.pairs, summary.pairs, ())
    assert stated.candidates >= stated.hits
    assert [p.records for p in seen] == [*range(100, len(names), 100), len(names)]
    assert seen[-1].total == seen[-1].fresh == len(names)


def test_a_higher_level_says_how_many_pairs_it_leaves_out(library: ipsearch.Ipsearch, tmp_path: Path) -> None:
    everything = run(library, tmp_path / "all")
    similar = run(library, tmp_path / "similar", PairOptions())
    assert list(similar.levels) == ["identical", "near_identical", "similar"]
    assert similar.completeness.hits == everything.pairs > similar.pairs == similar.completeness.shown > 0
    assert pairs(tmp_path / "similar") == [p for p in pairs(tmp_path / "all") if p["level"] != "remote"]
    assert (similar.taken, similar.near, similar.free) == (everything.taken, everything.near, everything.free)


def test_from_python(library: ipsearch.Ipsearch, tmp_path: Path) -> None:
    run(library, tmp_path / "out", PairOptions(level="similar"))
    assert [json.loads(pair.to_json()) for pair in library.trademarks.pairs()] == pairs(tmp_path / "out")
    with pytest.raises(UsageError, match="class 46"):
        library.trademarks.pairs(classes=[46])


class Stop(Exception):
    pass


def stopped(ip: ipsearch.Ipsearch, out: Path, after: int, options: PairOptions = OPTIONS) -> None:
    """A run that ends after so many batches."""
    batches = iter(range(after))

    def stop(_: LibraryProgress) -> None:
        if next(batches, None) is None:
            raise Stop

    with pytest.raises(Stop):
        run(ip, out, options, progress=stop)


@pytest.mark.parametrize("tail", [b"", b'{"a":{"id":"XX-9', b'{"torn":1}\n{"more":2}\n'])
@pytest.mark.parametrize("batches", [0, 1])
def test_resume_gives_what_an_undisturbed_run_gives(
    library: ipsearch.Ipsearch, tmp_path: Path, tail: bytes, batches: int
) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    expected = run(library, whole)
    stopped(library, out, batches)
    assert files(out) == ["pairs.ndjson", "progress.json", "writer.lock"]
    with (out / "pairs.ndjson").open("ab") as stream:
        stream.write(tail)  # what a killed process had begun to write
    summary = run(library, out, resume=True)
    assert (out / "pairs.ndjson").read_bytes() == (whole / "pairs.ndjson").read_bytes()
    assert files(out) == ["pairs.ndjson", "summary.json"]
    assert summary.resumed == min((batches + 1) * 100, NAMES)
    same = {"resumed": 0, "seconds": 0.0, "out": ""}
    assert replace_all(summary, same) == replace_all(expected, same)


def replace_all(summary: LibrarySummary, values: dict[str, object]) -> dict[str, object]:
    return {name: getattr(summary, name) for name in summary.__struct_fields__} | values


def test_a_failure_in_the_middle_of_a_batch(
    library: ipsearch.Ipsearch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(library, tmp_path / "whole")
    checked = RegisterCheck._record

    def failing(self: RegisterCheck, hit: Any, *rest: Any) -> RecordCheck:
        if hit.id == "XX-25":
            raise InputError("file.empty", place="x")
        return checked(self, hit, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(RegisterCheck, "_record", failing)
        with pytest.raises(InputError):
            run(library, tmp_path / "out")
    assert len(pairs(tmp_path / "out")) > 0
    run(library, tmp_path / "out", resume=True)
    assert (tmp_path / "out/pairs.ndjson").read_bytes() == (tmp_path / "whole/pairs.ndjson").read_bytes()


def test_resume_in_an_empty_folder_begins(library: ipsearch.Ipsearch, tmp_path: Path) -> None:
    assert run(library, tmp_path, resume=True).resumed == 0


def refused(ip: ipsearch.Ipsearch, out: Path, options: PairOptions = OPTIONS, *, resume: bool = True) -> IpsearchError:
    """The run is refused, and nothing in the folder is touched."""
    before = {path: path.read_bytes() for path in ([out] if out.is_file() else out.iterdir())}
    with pytest.raises((InputError, UsageError)) as caught:
        run(ip, out, options, resume=resume)
    assert {path: path.read_bytes() for path in ([out] if out.is_file() else out.iterdir())} == before
    assert str(out) in caught.value.problem.place
    assert caught.value.problem.text("zh") != caught.value.problem.text("en")
    return caught.value


def test_a_folder_that_holds_something_else_is_refused(library: ipsearch.Ipsearch, tmp_path: Path) -> None:
    def code(out: Path, options: PairOptions = OPTIONS, *, resume: bool = True) -> str:
        return refused(library, out, options, resume=resume).problem.code

    (tmp_path / "file").write_text("kept")
    assert code(tmp_path / "file") == "dedupe.no_folder"
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "pairs.ndjson").write_text("kept")
    assert code(tmp_path / "other") == code(tmp_path / "other", resume=False) == "dedupe.other_files"
    run(library, tmp_path / "ended")
    assert code(tmp_path / "ended") == code(tmp_path / "ended", resume=False) == "dedupe.finished"
    out = tmp_path / "begun"
    stopped(library, out, 1, PairOptions((9, 35), ("0901",), "remote"))
    assert code(out, resume=False) == "dedupe.unfinished"
    other = refused(library, out, PairOptions((9, 35), (), "remote"))
    assert "was begun with --class 9,35 --group 0901 --level remote" in str(other)
    assert code(out, PairOptions((9, 35), ("0901",), "similar")) == "dedupe.other_run"
    assert code(out, PairOptions((9,), ("0901",), "remote")) == "dedupe.other_run"
    run(library, out, PairOptions((35, 9, 9), ("0901",), "remote"), resume=True)  # the same, said otherwise


def test_progress_that_does_not_fit_is_refused(library: ipsearch.Ipsearch, tmp_path: Path) -> None:
    stopped(library, tmp_path, 1)
    noted, written = tmp_path / "progress.json", tmp_path / "pairs.ndjson"
    state, size = json.loads(noted.read_bytes()), written.stat().st_size
    written.write_bytes(written.read_bytes()[:-1])
    assert refused(library, tmp_path).problem.values == {"found": size - 1, "expected": size}
    noted.write_text("{}")
    assert refused(library, tmp_path).problem.code == "dedupe.no_progress"
    state["job"]["register"] = "trademark-of-yesterday"
    noted.write_text(json.dumps(state))
    written.write_bytes(written.read_bytes() + b"\n")
    assert refused(library, tmp_path).problem.code == "dedupe.other_library"


def test_an_updated_register_is_another(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("小米\n大米\n", encoding="utf-8")
    (tmp_path / "more.ndjson").write_text('{"office":"CN","application_number":"7","mark":"晓米"}\n', encoding="utf-8")
    out = tmp_path / "out"
    with ipsearch.connect(f"embedded:{tmp_path / 'engine'}", home=str(tmp_path)) as ip:
        load_trademarks([tmp_path / "names.txt"], ip.backend, LoadOptions(workers=0))
        stopped(ip, out, 0)
        load_trademarks([tmp_path / "more.ndjson"], ip.backend, LoadOptions(workers=0))
        ip.trademarks.reload()
        assert refused(ip, out).problem.code == "dedupe.other_library"


def test_another_table_of_goods_is_another_run(library: ipsearch.Ipsearch, tmp_path: Path) -> None:
    table = GroupTable("test", {"0301": "肥皂"}, goods={"香皂": frozenset({"0301"})})
    with_goods = Checker(library.trademarks.reader, GoodsRelations(table))
    stopped(library, tmp_path, 0)
    with pytest.raises(InputError) as raised:
        dedupe_library(with_goods, tmp_path, OPTIONS, resume=True)
    assert raised.value.problem.code == "dedupe.other_goods"
    assert raised.value.problem.values["found"] == "-"
    run(library, tmp_path, resume=True)


def test_one_run_at_a_time_in_a_folder(library: ipsearch.Ipsearch, tmp_path: Path) -> None:
    busy: list[str] = []

    def meanwhile(_: LibraryProgress) -> None:
        with pytest.raises(EngineBusy) as raised:
            dedupe_library(library.trademarks.checker, tmp_path, OPTIONS, resume=True)
        busy.append(raised.value.problem.code)

    dedupe_library(library.trademarks.checker, tmp_path, OPTIONS, progress=meanwhile)
    assert set(busy) == {"dedupe.busy"}
    assert files(tmp_path) == ["pairs.ndjson", "summary.json"]


def test_a_continued_run_judges_as_of_the_day_it_was_begun(library: ipsearch.Ipsearch, tmp_path: Path) -> None:
    yesterday = replace(OPTIONS, today=OPTIONS.today.replace(year=2020))
    stopped(library, tmp_path, 0, yesterday)
    assert run(library, tmp_path, resume=True).completeness.checked_on == yesterday.today


def test_options_that_cannot_be_leave_no_folder(library: ipsearch.Ipsearch, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="class 46"):
        run(library, tmp_path / "out", PairOptions((46,)))
    assert not (tmp_path / "out").exists()


def test_marks_of_every_status(checker: Checker, tmp_path: Path) -> None:
    """The small register: 小米 three times in classes of its own, XIAOMI in a fourth. Nothing meets."""
    summary = dedupe_library(checker, tmp_path / "out", OPTIONS)
    assert (summary.checked, summary.pairs, summary.conflicts) == (len(RECORDS), 0, 0)
    assert summary.free == len(RECORDS)
    assert pairs(tmp_path / "out") == []


def test_killed_and_resumed(names: list[str], tmp_path: Path) -> None:
    """A process killed at any moment loses and doubles no pair."""
    register = tmp_path / "names.txt"
    register.write_text("".join(f"{name}\n" for name in names * 3), encoding="utf-8")
    environment = os.environ | {"IPSEARCH_HOME": str(tmp_path / "home"), "LANG": "C.UTF-8"}
    environment.pop("IPSEARCH_URL", None)
    command = [sys.executable, "-m", "ipsearch"]
    subprocess.run([*command, "load", "trademarks", str(register)], env=environment, check=True, capture_output=True)

    def dedupe(out: str) -> list[str]:
        return [*command, "dedupe", "--self", "--out", str(tmp_path / out), "--resume"]

    subprocess.run(dedupe("whole"), env=environment, check=True, capture_output=True)
    noted = tmp_path / "out" / "progress.json"
    for seen in (200, 400):
        process = subprocess.Popen(dedupe("out"), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while not (noted.exists() and json.loads(noted.read_bytes())["counts"]["seen"] >= seen):
            assert time.monotonic() < deadline
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert "summary.json" not in files(tmp_path / "out")
    summary = json.loads(subprocess.run(dedupe("out"), env=environment, check=True, capture_output=True).stdout)
    assert summary["checked"] == 3 * len(names)
    assert 400 <= summary["resumed"] < summary["checked"]
    assert (tmp_path / "out/pairs.ndjson").read_bytes() == (tmp_path / "whole/pairs.ndjson").read_bytes()
    assert files(tmp_path / "out") == ["pairs.ndjson", "summary.json"]
