"""Batches with helper processes: the answers of those without."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from answering import OPTIONS, real_names, register_of, untimed, write

import ipsearch
from indexers.load import LoadOptions, load_trademarks
from ipsearch.dedupe import batch, library
from ipsearch.dedupe.batch import dedupe_file
from ipsearch.dedupe.library import dedupe_library
from ipsearch.dedupe.parallel import Helpers
from ipsearch.engine import opened_checker
from ipsearch.errors import EngineUnreachable
from ipsearch.matching.check import Checker
from ipsearch.matching.pairs import PairOptions

PAIRS = PairOptions(level="remote")


@pytest.fixture(scope="module")
def names(shared: Path) -> list[str]:
    return real_names(shared, 600)


@pytest.fixture(scope="module")
def ip(names: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[ipsearch.Ipsearch]:
    with register_of(names, tmp_path_factory.mktemp("parallel")) as ip:
        yield ip


@pytest.fixture(scope="module")
def asked(names: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list with lines that cannot be checked and texts that come again."""
    marks = [f"{name}宝" if n % 3 else name for n, name in enumerate(names)]
    return write(tmp_path_factory.mktemp("asked") / "marks.txt", "mark", *marks, "?!", marks[1], "x" * 400)


def helpers(ip: ipsearch.Ipsearch, count: int = 2) -> Helpers:
    return Helpers(count, partial(opened_checker, ip.settings))


class Here:
    """What of a batch is done in this process."""

    def __init__(self, patch: pytest.MonkeyPatch, kind: type[batch._Lines] | type[library._Lines]) -> None:
        self.items = 0
        answer = kind.__call__

        def counted(lines: object, items: list[object]) -> object:
            self.items += len(items)
            return answer(lines, items)  # type: ignore[arg-type]

        patch.setattr(kind, "__call__", counted)


def test_a_list(ip: ipsearch.Ipsearch, asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checker = ip.trademarks.checker
    alone = dedupe_file(checker, asked, tmp_path / "alone", OPTIONS)
    here = Here(monkeypatch, batch._Lines)
    helped = dedupe_file(checker, asked, tmp_path / "helped", OPTIONS, helpers=helpers(ip))
    assert 200 <= here.items < alone.lines
    assert untimed(tmp_path / "helped") == untimed(tmp_path / "alone")
    counted = ("lines", "answered", "bad", "taken", "near", "free", "classes", "records")
    assert [getattr(helped, name) for name in counted] == [getattr(alone, name) for name in counted]
    assert alone.bad == 2


def test_the_register_against_itself(
    ip: ipsearch.Ipsearch, tmp_path: Path, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    checker = ip.trademarks.checker
    alone = dedupe_library(checker, tmp_path / "alone", PAIRS)
    here = Here(monkeypatch, library._Lines)
    helped = dedupe_library(checker, tmp_path / "helped", PAIRS, helpers=helpers(ip))
    assert 200 <= here.items < len(names)
    written = [(tmp_path / name / "pairs.ndjson").read_bytes() for name in ("alone", "helped")]
    assert written[0] == written[1] != b""
    assert [helped.levels, helped.classes, helped.completeness] == [alone.levels, alone.classes, alone.completeness]


def refusing() -> Checker:
    raise EngineUnreachable("engine.unreachable", place="x", error="y")


def of_another_register(folder: Path) -> Checker:
    ip = ipsearch.connect(f"embedded:{folder / 'engine'}", home=str(folder))
    return ip.trademarks.checker


@pytest.mark.parametrize("case", ["refusing", "another register"])
def test_helpers_without_the_register_of_the_job_do_nothing(
    ip: ipsearch.Ipsearch, asked: Path, tmp_path: Path, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = refusing
    if case == "another register":
        with ipsearch.connect(f"embedded:{tmp_path / 'engine'}", home=str(tmp_path)) as other:
            load_trademarks([write(tmp_path / "marks.txt", "小米", "大米")], other.backend, LoadOptions(workers=0))
        opened = partial(of_another_register, tmp_path)
    checker = ip.trademarks.checker
    dedupe_file(checker, asked, tmp_path / "alone", OPTIONS)
    here = Here(monkeypatch, batch._Lines)
    helped = dedupe_file(checker, asked, tmp_path / "helped", OPTIONS, helpers=Helpers(1, opened))
    assert here.items == helped.lines
    assert untimed(tmp_path / "helped") == untimed(tmp_path / "alone")


PROGRAM = """
import sys
from functools import partial
from pathlib import Path
from ipsearch.config import Settings
from ipsearch.dedupe.batch import dedupe_file
from ipsearch.dedupe.parallel import Helpers
from ipsearch.engine import opened_checker
from ipsearch.matching.options import CheckOptions

if __name__ == "__main__":
    opened = partial(opened_checker, Settings(sys.argv[1], Path(sys.argv[2])))
    dedupe_file(opened(), Path(sys.argv[3]), Path(sys.argv[4]), CheckOptions(), helpers=Helpers(1, opened))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_helper_outlives_a_job_that_is_killed(ip: ipsearch.Ipsearch, asked: Path, tmp_path: Path) -> None:
    program = write(tmp_path / "program.py", PROGRAM)
    many = write(tmp_path / "many.txt", *asked.read_text(encoding="utf-8").splitlines()[:500] * 20)
    call = [sys.executable, str(program), ip.settings.url, str(ip.settings.home), str(many), str(tmp_path / "out")]
    job = subprocess.Popen(call, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})
    try:
        until(lambda: bool(children(job.pid)))
        pids = children(job.pid)
    finally:
        job.kill()
        job.wait()
    until(lambda: not any(map(is_alive, pids)))


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
