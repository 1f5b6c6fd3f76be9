"""The loading loop after an interruption: it goes on where it was, or says why it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loading import HERE, contents, rejects, row, with_, write_ndjson

from indexers import load as load_module
from indexers import sink as sink_module
from indexers.checkpoint import encode
from indexers.load import LoadOptions, load_trademarks
from indexers.summary import Progress
from ipsearch.backends.base import Backend, Document
from ipsearch.backends.embedded.writer import EmbeddedWriter
from ipsearch.backends.memory import MemoryBackend, MemoryWriter
from ipsearch.documents.trademark import FAMILY
from ipsearch.engine import versions
from ipsearch.errors import EngineError, InputError

pytestmark = pytest.mark.usefixtures("folder")


class CrashError(Exception):
    """What breaks a load off in these tests."""


def interrupt(backend: Backend, paths: list[Path], options: LoadOptions, after: int) -> None:
    """Begin a load and break it off behind a commit, as a crash does; every commit ends before the next batch."""

    def crash(progress: Progress) -> None:
        if progress.records >= after:
            raise CrashError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sink_module, "AHEAD", 0)
        with pytest.raises(CrashError):
            load_trademarks(paths, backend, options, crash)


def test_a_resumed_load_goes_on_and_counts_everything_once(tmp_path: Path, backend: Backend, folder: Path) -> None:
    path = write_ndjson(tmp_path / "a.ndjson", [row(i) if i % 10 else row(i, "") for i in range(1, 1001)])
    interrupt(backend, [path], HERE, 500)
    summary = load_trademarks([path], backend, with_(resume=True))
    assert (summary.resumed, summary.discarded) == (True, False)
    assert (summary.records, summary.total, summary.rejected) == (900, 900, {"record.no_mark": 100})
    assert summary.rejects is not None
    assert len(rejects(summary.rejects)) == 100
    assert list(folder.iterdir()) == [summary.rejects]


NAMES = st.sampled_from(("云岚", "XIAOMI", "太阳\n神", ""))
ROWS = st.lists(
    st.builds(row, st.integers(1, 30), NAMES, classes=st.sampled_from(([], [9], [99])))
    | st.sampled_from(("{", "")),
    max_size=25,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.none() | ROWS, st.lists(ROWS, min_size=1, max_size=3), st.booleans(), st.integers(1, 7), st.integers(1, 20),
    st.lists(st.integers(1, 12), min_size=1, max_size=4),
)  # fmt: skip
def test_a_load_broken_off_anywhere_and_gone_on_with_is_the_load_that_was_not(
    before: list[dict[str, object] | str] | None, files: list[list[dict[str, object] | str]], rebuild: bool, batch: int,
    commit: int, ends: list[int],
) -> None:  # fmt: skip
    """``ends`` are the batches behind which it breaks off, the first time, the second, and so on."""
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sink_module, "AHEAD", 0)
        folder, whole, broken = Path(name), MemoryBackend(), MemoryBackend()
        paths = [
            write_ndjson(folder / f"{number}.ndjson", [row(40 + number), *rows]) for number, rows in enumerate(files)
        ]
        options = with_(batch=batch, commit_records=commit, rebuild=rebuild, rejects=folder / "whole")
        for backend in (whole, broken):
            if before is not None:
                load_trademarks([write_ndjson(folder / "before.ndjson", [row(50), *before])], backend, options)
        expected = load_trademarks(paths, whole, options)
        options = with_(options, rejects=folder / "broken")
        for end in ends:
            left = iter(range(end))

            def crash(_: Progress, left: Iterator[int] = left) -> None:
                if next(left, None) is None:
                    raise CrashError

            try:
                found = load_trademarks(paths, broken, options, crash)
                break
            except CrashError:
                options = with_(options, resume=True)
        else:
            found = load_trademarks(paths, broken, options)
        assert contents(broken) == contents(whole)
        told = ("total", "records", "replaced", "by_source", "rejected")
        assert [getattr(found, name) for name in told] == [getattr(expected, name) for name in told]
        assert rejects(found.rejects) == rejects(expected.rejects)


def test_without_resume_an_unfinished_build_is_dropped_and_that_is_told(tmp_path: Path, backend: Backend) -> None:
    a = write_ndjson(tmp_path / "a.ndjson", [row(i) for i in range(1000)])
    interrupt(backend, [a], HERE, 500)
    summary = load_trademarks([write_ndjson(tmp_path / "b.ndjson", [row(5000)])], backend, HERE)
    assert (summary.resumed, summary.discarded) == (False, True)
    assert set(contents(backend)[0]) == {"CN-5000"}
    assert len(backend.generations(FAMILY)) == 1


def test_a_delta_leaves_an_unfinished_build_for_later(tmp_path: Path, backend: Backend) -> None:
    a = write_ndjson(tmp_path / "a.ndjson", [row(i) for i in range(1000)])
    load_trademarks([write_ndjson(tmp_path / "b.ndjson", [row(5000)])], backend, HERE)
    interrupt(backend, [a], with_(rebuild=True), 500)
    delta = load_trademarks([write_ndjson(tmp_path / "c.ndjson", [row(5001)])], backend, HERE)
    assert (delta.rebuilt, delta.discarded) == (False, False)
    summary = load_trademarks([a], backend, with_(resume=True))
    assert (summary.rebuilt, summary.resumed, summary.total) == (True, True, 1000)


def test_an_interrupted_delta_that_is_not_resumed_begins_anew(tmp_path: Path, backend: Backend) -> None:
    load_trademarks([write_ndjson(tmp_path / "a.ndjson", [row(1)])], backend, HERE)
    b = write_ndjson(tmp_path / "b.ndjson", [row(i) for i in range(1000)])
    interrupt(backend, [b], HERE, 500)
    summary = load_trademarks([b], backend, HERE)
    assert (summary.resumed, summary.discarded, summary.records, summary.total) == (False, True, 1000, 1000)


def test_resume_with_nothing_to_go_on_from_is_a_plain_load(tmp_path: Path, backend: Backend) -> None:
    path = write_ndjson(tmp_path / "a.ndjson", [row(1)])
    for expected in (True, False):
        summary = load_trademarks([path], backend, with_(resume=True))
        assert (summary.resumed, summary.rebuilt, summary.total) == (False, expected, 1)


def test_files_that_changed_are_not_gone_on_with(tmp_path: Path, backend: Backend) -> None:
    a = write_ndjson(tmp_path / "a.ndjson", [row(i) for i in range(300)])
    b = write_ndjson(tmp_path / "b.ndjson", [row(i) for i in range(300, 1000)])
    c = write_ndjson(tmp_path / "c.ndjson", [row(1000)])
    interrupt(backend, [a, b, c], HERE, 500)
    for paths in ([b, c], [b, a, c], [a, c]):
        with pytest.raises(InputError) as error:
            load_trademarks(paths, backend, with_(resume=True))
        assert error.value.problem.code == "load.changed"
    write_ndjson(a, [row(i) for i in range(299)])
    with pytest.raises(InputError) as error:
        load_trademarks([a, b, c], backend, with_(resume=True))
    assert (error.value.problem.code, error.value.problem.place) == ("load.changed", str(a))
    assert "without --resume" in str(error.value)


def test_files_behind_the_interruption_may_change(tmp_path: Path, backend: Backend) -> None:
    a = write_ndjson(tmp_path / "a.ndjson", [row(i) for i in range(1000)])
    b = write_ndjson(tmp_path / "b.ndjson", [row(1000)])
    interrupt(backend, [a, b], HERE, 500)
    write_ndjson(b, [row(1000), row(1001)])
    c = write_ndjson(tmp_path / "c.ndjson", [row(1002)])
    summary = load_trademarks([a, b, c], backend, with_(resume=True))
    assert (summary.resumed, summary.total) == (True, 1003)


def test_a_checkpoint_of_another_version_is_refused(tmp_path: Path, backend: Backend) -> None:
    path = write_ndjson(tmp_path / "a.ndjson", [row(1)])
    with closing(backend.build(FAMILY, versions())) as writer:
        writer.put([Document("CN-9", {}, b"{}")])
        writer.commit(b"something else")
    with pytest.raises(EngineError) as error:
        load_trademarks([path], backend, with_(resume=True))
    assert error.value.problem.code == "load.checkpoint"
    assert load_trademarks([path], backend, HERE).total == 1


@pytest.mark.parametrize("published", [False, True])
def test_a_build_without_a_checkpoint_is_never_gone_on_with(tmp_path: Path, backend: Backend, published: bool) -> None:
    """Its records may come from other files; and a delta must not become the whole register."""
    if published:
        load_trademarks([write_ndjson(tmp_path / "a.ndjson", [row(1)])], backend, HERE)
    with closing(backend.build(FAMILY, versions())) as writer:
        writer.put([Document("CN-9", {}, b"{}")])
        writer.commit(b"")
    summary = load_trademarks([write_ndjson(tmp_path / "b.ndjson", [row(2)])], backend, with_(resume=True))
    assert (summary.resumed, summary.rebuilt) == (False, not published)
    assert set(contents(backend)[0]) == ({"CN-1", "CN-2"} if published else {"CN-2"})


def test_records_lost_behind_a_checkpoint_are_noticed(
    tmp_path: Path, backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_ndjson(tmp_path / "a.ndjson", [row(i) for i in range(1000)])
    # The checkpoint says one record more than the index has.
    monkeypatch.setattr("indexers.sink.encode", lambda c: encode(msgspec.structs.replace(c, total=c.total + 1)))
    interrupt(backend, [path], HERE, 500)
    with pytest.raises(EngineError) as error:
        load_trademarks([path], backend, with_(resume=True))
    assert error.value.problem.code == "load.count"


def test_a_finished_build_that_was_not_published_only_lacks_that(
    tmp_path: Path, backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_ndjson(tmp_path / "a.ndjson", [row(i) for i in range(300)])

    def crash(_: object) -> None:
        raise CrashError

    with monkeypatch.context() as patch:
        patch.setattr(MemoryWriter, "publish", crash)
        patch.setattr(EmbeddedWriter, "publish", crash)
        with pytest.raises(CrashError):
            load_trademarks([path], backend, HERE)
    assert not any(g.live for g in backend.generations(FAMILY))
    # Not one record is read again.
    monkeypatch.setattr(load_module, "read_batches", None)
    summary = load_trademarks([path], backend, with_(resume=True))
    assert (summary.resumed, summary.records, summary.total) == (True, 300, 300)
    assert len(contents(backend)[0]) == 300
