"""Loads that are killed, again and again, and go on: nothing lost, nothing doubled."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kill_helper
import pytest
from loading import contents, rejects, row, write_ndjson

import indexers.batches
from indexers.base import Unit
from indexers.load import LoadInterrupted, LoadTerminated, load_trademarks
from indexers.rejects import RejectsFile
from indexers.summary import Progress
from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.backends.embedded.writer import EmbeddedWriter
from ipsearch.documents.trademark import FAMILY
from ipsearch.indices import GenerationInfo
from ipsearch.termination import terminated

KILLED = -signal.SIGKILL
USUAL = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: terminated}


@pytest.fixture(autouse=True)
def _interruptible() -> Iterator[None]:
    """A process started in the background by a shell ignores Ctrl-C from its birth; these tests send it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    other = signal.signal(signal.SIGTERM, terminated)
    yield
    signal.signal(signal.SIGINT, before)
    signal.signal(signal.SIGTERM, other)


def feed(folder: Path, shared: Path, first: int = 4, size: int = 1500) -> list[Path]:
    """Real names in three formats, with bad records and with ids that come again in later files."""
    lines = (shared / "names" / "cn-company-short-names.txt").read_text("utf-8-sig").splitlines()
    names = [name.strip() for name in lines[first : first + size]]
    folder.mkdir()
    (folder / "1.txt").write_text("".join(f"{name}\n" for name in names), "utf-8")
    rows: list[dict[str, Any] | str] = [row(i, name, classes=[i % 45 + 1]) for i, name in enumerate(names)]
    rows[700:700] = ["{", row(0, "", kind="word"), row(1, "x", classes=[46])]
    rows += [row(i, f"{name}二") for i, name in enumerate(names[:300])]
    write_ndjson(folder / "2.ndjson", rows)
    (folder / "3.csv").write_text(
        "mark,classes\n" + "".join(f"{n},{'50' if n[0] < '三' else 9}\n" for n in names), "utf-8"
    )
    (folder / "4.xml").write_text("<Transaction xmlns='x'>")
    # Sorted before the others, and ends in the middle: what comes before the damage is loaded.
    whole = (shared / "office-samples" / "euipo-trademarks" / "018222212.xml").read_bytes()
    (folder / "0.xml").write_bytes(whole[: whole.rindex(b"</TradeMark>") + 12])
    return [folder / name for name in ("0.xml", "1.txt", "2.ndjson", "3.csv")]


def run(home: Path, rejects_path: Path, operation: int, mode: str, paths: list[Path]) -> int:
    command = [sys.executable, kill_helper.__file__, str(home), str(rejects_path), str(operation), mode]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    assert done.returncode in (0, KILLED), done.stderr
    return done.returncode


@pytest.fixture(scope="module")
def inputs(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return feed(tmp_path_factory.mktemp("feed") / "files", shared)


@pytest.fixture(scope="module")
def whole(inputs: list[Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, list[dict[str, str]]]:
    """What an uninterrupted load gives."""
    home = tmp_path_factory.mktemp("whole")
    backend = EmbeddedBackend(home)
    summary = load_trademarks(inputs, backend, kill_helper.options(home / "r.ndjson"))
    assert summary.records > 4000
    assert {"json.invalid", "record.no_mark", "record.bad_class", "file.truncated"} <= set(summary.rejected)
    return contents(backend), rejects(summary.rejects)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_build_killed_again_and_again(
    tmp_path: Path, inputs: list[Path], whole: tuple[Any, list[dict[str, str]]], seed: int
) -> None:
    chance = random.Random(seed)
    home, file = tmp_path / "home", tmp_path / "r.ndjson"
    kills = 0
    # A load has about 260 operations; a kill every 20 to 110 of them leaves some of the work done each time.
    while run(home, file, chance.randint(20, 110), "resume", inputs) == KILLED:
        kills += 1
        assert kills < 60
    assert kills >= 2
    assert contents(EmbeddedBackend(home)) == whole[0]
    assert rejects(file) == whole[1]


def test_a_build_killed_at_each_step_of_its_end(
    tmp_path: Path, inputs: list[Path], whole: tuple[Any, list[dict[str, str]]]
) -> None:
    home, file = tmp_path / "home", tmp_path / "r.ndjson"
    assert run(home, file, 150, "resume", inputs) == KILLED
    # The last operations of a load are sync, commit and publish, before and after.
    left = 1
    while run(home, file, left, "resume", inputs) == KILLED:
        left += 1 if left < 8 else 11
    assert contents(EmbeddedBackend(home)) == whole[0]
    assert rejects(file) == whole[1]
    assert sum(g.live for g in EmbeddedBackend(home).generations(FAMILY)) == 1


def test_a_load_killed_from_outside_at_any_moment(
    tmp_path: Path, inputs: list[Path], whole: tuple[Any, list[dict[str, str]]]
) -> None:
    home, file = tmp_path / "home", tmp_path / "r.ndjson"
    command = [sys.executable, kill_helper.__file__, str(home), str(file), "0", "resume+slow"]
    for batches in (3, 12, 9):
        with subprocess.Popen([*command, *map(str, inputs)], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(batches):
                assert process.stdout.readline().strip().isdigit()
            process.kill()
    assert run(home, file, 0, "resume", inputs) == 0
    assert contents(EmbeddedBackend(home)) == whole[0]
    assert rejects(file) == whole[1]


def test_a_delta_killed_again_and_again(tmp_path: Path, shared: Path) -> None:
    first = feed(tmp_path / "first", shared, size=600)
    # Partly the same numbers with other names, partly new ones.
    delta = feed(tmp_path / "delta", shared, first=2000, size=900)
    homes = [tmp_path / "killed", tmp_path / "whole"]
    for home in homes:
        load_trademarks(first, EmbeddedBackend(home), kill_helper.options(tmp_path / "r0.ndjson"))
    load_trademarks(delta, EmbeddedBackend(homes[1]), kill_helper.options(tmp_path / "whole.ndjson"))
    kills = 0
    chance = random.Random(4)
    while run(homes[0], tmp_path / "killed.ndjson", chance.randint(15, 60), "resume", delta) == KILLED:
        kills += 1
        assert kills < 60
    assert kills >= 2
    assert contents(EmbeddedBackend(homes[0])) == contents(EmbeddedBackend(homes[1]))
    assert rejects(tmp_path / "killed.ndjson") == rejects(tmp_path / "whole.ndjson")


def test_a_rebuild_that_is_killed_leaves_the_live_generation_alone(tmp_path: Path, inputs: list[Path]) -> None:
    home = tmp_path / "home"
    write_ndjson(tmp_path / "old.ndjson", [row(1, "旧标")])
    old = load_trademarks([tmp_path / "old.ndjson"], EmbeddedBackend(home), kill_helper.options(tmp_path / "r.ndjson"))
    assert run(home, tmp_path / "r.ndjson", 100, "rebuild", inputs) == KILLED
    assert set(contents(EmbeddedBackend(home))[0]) == {"CN-1"}
    # resume finds the unfinished build without being told to rebuild
    assert run(home, tmp_path / "r.ndjson", 0, "resume", inputs) == 0
    generations = {g.name: g.live for g in EmbeddedBackend(home).generations(FAMILY)}
    assert len(generations) == 2
    assert generations[old.generation] is False


@pytest.mark.parametrize("number", USUAL)
def test_an_interrupt_commits_what_was_taken_and_says_how_to_go_on(
    tmp_path: Path, inputs: list[Path], whole: tuple[Any, list[dict[str, str]]], number: signal.Signals
) -> None:
    backend, file = EmbeddedBackend(tmp_path / "home"), tmp_path / "r.ndjson"

    def press(progress: Progress) -> None:
        if progress.records > 1000:
            signal.raise_signal(number)

    with pytest.raises(LoadInterrupted) as stopped:
        load_trademarks(inputs, backend, kill_helper.options(file), press)
    assert "--resume" in str(stopped.value)
    assert isinstance(stopped.value, LoadTerminated) is (number == signal.SIGTERM)
    assert {one: signal.getsignal(one) for one in USUAL} == USUAL
    (unfinished,) = backend.generations(FAMILY)
    assert not unfinished.finished
    assert unfinished.records > 1000
    summary = load_trademarks(inputs, backend, kill_helper.options(file, ["resume"]))
    assert summary.resumed
    assert contents(backend) == whole[0]
    assert rejects(file) == whole[1]
    assert sum(summary.rejected.values()) == len(whole[1])


@pytest.mark.parametrize("number", USUAL)
def test_an_interrupt_while_a_commit_is_under_way_waits_for_its_end(
    tmp_path: Path,
    inputs: list[Path],
    whole: tuple[Any, list[dict[str, str]]],
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
) -> None:
    backend, file = EmbeddedBackend(tmp_path / "home"), tmp_path / "r.ndjson"
    steps: list[str] = []
    sync = RejectsFile.sync

    def pressed(self: RejectsFile) -> int:
        steps.append("commit")
        if len(steps) == 1:
            signal.raise_signal(number)
            steps.append("went on")
        return sync(self)

    monkeypatch.setattr(RejectsFile, "sync", pressed)
    with pytest.raises(LoadInterrupted):
        load_trademarks(inputs, backend, kill_helper.options(file))
    assert steps[:2] == ["commit", "went on"]
    load_trademarks(inputs, backend, kill_helper.options(file, ["resume"]))
    assert contents(backend) == whole[0]
    assert rejects(file) == whole[1]


def test_ctrl_c_leaves_no_file_open(tmp_path: Path, inputs: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even while somebody still looks at the error, whose frames would keep it."""
    reading, open_units = indexers.batches._read, set[str]()

    def watched(unit: Unit[Any]) -> Iterator[Any]:
        open_units.add(unit.label)
        try:
            yield from reading(unit)
        finally:
            open_units.remove(unit.label)

    def press(now: Progress) -> None:
        if now.records > 500:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(indexers.batches, "_read", watched)
    options = kill_helper.options(tmp_path / "r.ndjson")
    with pytest.raises(LoadInterrupted) as stopped:
        load_trademarks(inputs, EmbeddedBackend(tmp_path / "home"), options, press)
    assert (stopped.value.problem.code, open_units) == ("load.interrupted", set())


def test_ctrl_c_while_a_build_is_published_comes_too_late(
    tmp_path: Path, inputs: list[Path], whole: tuple[Any, list[dict[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    backend, file = EmbeddedBackend(tmp_path / "home"), tmp_path / "r.ndjson"
    publish = EmbeddedWriter.publish

    def pressed(writer: EmbeddedWriter) -> GenerationInfo:
        signal.raise_signal(signal.SIGINT)
        return publish(writer)

    monkeypatch.setattr(EmbeddedWriter, "publish", pressed)
    summary = load_trademarks(inputs, backend, kill_helper.options(file))
    assert [(g.name, g.live) for g in backend.generations(FAMILY)] == [(summary.generation, True)]
    assert contents(backend) == whole[0]
