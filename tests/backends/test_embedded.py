"""The contract on Tantivy, and what its documentation and our measurements say can go wrong, each made to happen."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import tantivy
from cases import ALL, FAMILY, VERSIONS, doc, ids, loaded, names
from contract import BackendContract

from ipsearch.backends.base import Backend
from ipsearch.backends.embedded import EmbeddedBackend, WriterOptions
from ipsearch.backends.embedded.failures import engine_errors
from ipsearch.backends.embedded.rows import ROWS
from ipsearch.errors import EngineBusy, EngineError, EngineUnreachable
from ipsearch.query.ast import Everything, Not, Prefix, Terms

SMALL = WriterOptions(heap_bytes=20_000_000)


@pytest.fixture
def backend(tmp_path: Path) -> Backend:
    return EmbeddedBackend(tmp_path, SMALL)


def generation(home: Path, backend: Backend) -> Path:
    return home / FAMILY / names(backend)[-1]


def run(home: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Another process with the same index."""
    head = """
        import os, signal, sys
        from pathlib import Path
        from ipsearch.backends.base import Document
        from ipsearch.backends.embedded import EmbeddedBackend, WriterOptions
        from ipsearch.errors import IpsearchError
        from ipsearch.indices import Versions
        from ipsearch.query.ast import Everything, View
        from mappings.loader import load
        backend = EmbeddedBackend(Path(sys.argv[1]), WriterOptions(heap_bytes=20_000_000))
        versions = Versions("1", load("trademark").schema_hash)
        def doc(i, **fields): return Document(i, fields, b"{}")
    """
    code = textwrap.dedent(head) + textwrap.dedent(script)
    return subprocess.run([sys.executable, "-c", code, str(home)], capture_output=True, text=True, check=False)


class TestEmbedded(BackendContract):
    @pytest.fixture
    def backend(self, tmp_path: Path) -> Backend:
        return EmbeddedBackend(tmp_path, SMALL)


def test_commits_of_its_own_and_several_threads_change_nothing_but_the_moment(tmp_path: Path) -> None:
    backend = EmbeddedBackend(tmp_path, WriterOptions(heap_bytes=40_000_000, threads=2, pending=10))
    writer = backend.build(FAMILY, VERSIONS)
    writer.put([doc("first")])
    writer.commit(b"1")
    for start in range(0, 60, 6):  # each document twice
        writer.put([doc(f"r{i}", str(start).encode()) for i in range(start, start + 12)])
    writer.close()
    writer = backend.build(FAMILY, VERSIONS, resume=True)
    assert (writer.checkpoint(), writer.count() > 10) == (b"1", True)
    writer.put([doc(f"r{i}", b"last") for i in range(60, 66)])
    writer.publish()
    reader = backend.reader(FAMILY)
    assert sorted(ids(reader, Everything())) == sorted(["first", *(f"r{i}" for i in range(66))])
    assert reader.get(["r0", "r7", "r59", "r65"]) == {"r0": b"0", "r7": b"6", "r59": b"54", "r65": b"last"}


# -- what Tantivy does silently


def test_a_document_that_kills_the_indexing_thread_takes_no_other_with_it(backend: Backend) -> None:
    writer: Any = backend.build(FAMILY, VERSIONS)
    writer.put([doc("committed")])
    writer.commit(b"1")
    writer.put([doc(f"before{i}") for i in range(100)])
    writer.put([doc("committed", b"new")])
    # The field is signed. Tantivy takes the document here, and its indexing thread dies of it later, unheard.
    poison = tantivy.Document()
    poison.add_unsigned("application_date", 20200101)
    writer._tantivy.add_document(poison)
    writer.put([doc(f"after{i}") for i in range(100)])
    writer.commit(b"2")
    assert (writer.count(), writer.checkpoint()) == (201, b"2")
    writer.publish()
    reader = backend.reader(FAMILY)
    assert reader.count(Everything()) == len(set(ids(reader, Everything()))) == 201
    assert reader.get(["committed"]) == {"committed": b"new"}


def test_documents_missing_after_a_commit_are_written_again(backend: Backend) -> None:
    writer: Any = backend.build(FAMILY, VERSIONS)
    writer.put([doc("a"), doc("b")])
    writer._tantivy.rollback()
    writer.commit(b"1")
    writer.publish()
    assert ids(backend.reader(FAMILY), Everything()) == ["a", "b"]


def test_a_loss_that_stays_is_an_error_and_the_checkpoint_stays_behind(backend: Backend) -> None:
    writer: Any = backend.build(FAMILY, VERSIONS)
    writer.put([doc("a"), doc("b")])
    writer.commit(b"1")
    writer._tantivy.delete_documents_by_term("id", "a")
    writer.put([doc("c")])
    with pytest.raises(EngineError) as raised:
        writer.commit(b"2")
    assert (raised.value.problem.code, raised.value.problem.values) == ("engine.lost", {"found": 2, "expected": 3})
    with pytest.raises(EngineError) as raised:
        writer.publish()
    assert raised.value.problem.code == "engine.closed"
    # The loss is in the index now: going on from it would hide it.
    with pytest.raises(EngineError, match="--rebuild"):
        backend.build(FAMILY, VERSIONS, resume=True)
    assert ids(loaded(backend, [doc("a")]), Everything()) == ["a"]


@pytest.mark.parametrize("value", ["a", "中", "."])
def test_a_prefix_finds_more_than_fifty_expansions(backend: Backend, value: str) -> None:
    reader = loaded(backend, [doc(f"r{i}", exact=(f"{value}{i:03}",)) for i in range(200)])
    assert reader.count(Prefix("exact", value)) == 200


def test_a_long_prefix_is_found(backend: Backend) -> None:
    reader = loaded(backend, [doc("a", exact=("字" * 3000 + "a",)), doc("b", exact=("字" * 2999 + "a",))])
    assert ids(reader, Prefix("exact", "字" * 3000)) == ["a"]
    assert ids(reader, Prefix("exact", "字" * 101)) == ["a", "b"]


def test_panics_are_errors() -> None:
    schema = tantivy.SchemaBuilder().add_text_field("t").build()
    searcher = tantivy.Index(schema).searcher()

    def one_word() -> None:
        tantivy.Query.phrase_query(schema, "t", ["one"])

    def no_limit() -> None:
        searcher.search(tantivy.Query.all_query(), 0)

    for panic in (one_word, no_limit):
        with pytest.raises(EngineError) as raised, engine_errors("here"):
            panic()
        assert (raised.value.problem.code, raised.value.problem.place) == ("engine.failed", "here")


def test_other_peoples_exceptions_pass() -> None:
    for kind in (KeyboardInterrupt, SystemExit, ZeroDivisionError):
        with pytest.raises(kind), engine_errors("here"):
            raise kind


# -- updates


def test_replaced_documents_are_not_found_and_are_counted(backend: Backend, tmp_path: Path) -> None:
    loaded(backend, [doc(f"r{i}", exact=("old",)) for i in range(100)])
    writer = backend.update(FAMILY, VERSIONS)
    writer.put([doc(f"r{i}", exact=("new",)) for i in range(30)])
    info = writer.publish()
    assert (info.records, info.dead, info.rebuild_advised) == (100, 30, False)
    writer = backend.update(FAMILY, VERSIONS)
    writer.put([doc("r99", exact=("new",))])
    writer.publish()
    reader = backend.reader(FAMILY)
    assert (reader.count(Terms("exact", ("old",))), reader.count(Not(Terms("exact", ("old",))))) == (69, 31)
    assert (reader.info().dead, reader.info().rebuild_advised) == (31, True)
    on_disk = sum(p.stat().st_size for p in generation(tmp_path, backend).rglob("*"))
    assert reader.info().bytes == on_disk


def test_a_first_load_needs_no_deletes(backend: Backend) -> None:
    writer: Any = backend.build(FAMILY, VERSIONS)
    asked: list[str] = []

    class Spy:
        def __getattr__(self, name: str) -> Any:
            asked.append(name)
            return getattr(inner, name)

    inner, writer._tantivy = writer._tantivy, Spy()
    writer.put([doc(f"r{i}") for i in range(1000)])
    writer.commit(b"")
    writer.put([doc(f"s{i}") for i in range(1000)])
    assert asked.count("add_json") == 2000
    assert asked.count("delete_documents_by_term") == 0
    writer.put([doc("r7"), doc("s7"), doc("new")])
    assert asked.count("delete_documents_by_term") == 2
    writer._tantivy = inner
    writer.close()


def test_a_scan_in_several_pieces_gives_every_row_once(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipsearch.backends.embedded.reader.SCAN_ROWS", 7)
    writer = backend.build(FAMILY, VERSIONS)
    for start in range(0, 300, 50):
        writer.put([doc(f"r{i}", b"x" * (i % 90), exact=(f"k{i % 3}",)) for i in range(start, start + 50)])
        writer.commit(b"")
    writer.publish()
    reader = backend.reader(FAMILY)
    for query, expected in ((Everything(), range(300)), (Terms("exact", ("k1",)), range(1, 300, 3))):
        hits = [(hit.id, len(hit.lean)) for hit in reader.scan(query)]
        assert hits == [(f"r{i}", i % 90) for i in expected]


# -- crashes and other processes


def test_kill_in_the_middle_of_a_load_resumes_with_everything_before_the_checkpoint(
    backend: Backend, tmp_path: Path
) -> None:
    killed = run(
        tmp_path,
        """
        writer = backend.build("trademark", versions)
        for start in range(0, 5000, 500):
            writer.put([doc(f"r{i}", exact=(f"k{i}",)) for i in range(start, start + 500)])
            if start < 4000:
                writer.commit(str(start + 500).encode())
        os.kill(os.getpid(), signal.SIGKILL)
        """,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with (generation(tmp_path, backend) / ROWS).open("ab") as file:
        file.write(b"\x05\x00torn")
    writer = backend.build(FAMILY, VERSIONS, resume=True)
    assert (writer.checkpoint(), writer.count()) == (b"4000", 4000)
    writer.put([doc(f"r{i}") for i in range(5000, 5700)])
    writer.commit(b"4000")
    writer.close()
    writer = backend.build(FAMILY, VERSIONS, resume=True)  # the torn row must not hide the ids behind it
    writer.put([doc(f"r{i}", b"again", exact=(f"k{i}",)) for i in range(3500, 6000)])
    assert writer.publish().records == 6000
    reader = backend.reader(FAMILY)
    assert {hit.id for hit in reader.search(Everything(), ALL).hits} == {f"r{i}" for i in range(6000)}
    assert [reader.get([f"r{i}"])[f"r{i}"] for i in (0, 3499, 3500, 5999)] == [b"{}", b"{}", b"again", b"again"]


def test_kill_between_the_engines_commit_and_the_checkpoint_leaves_an_earlier_checkpoint(
    backend: Backend, tmp_path: Path
) -> None:
    killed = run(
        tmp_path,
        """
        import ipsearch.backends.embedded.writer as module
        writer = backend.build("trademark", versions)
        writer.put([doc("a"), doc("b")])
        writer.commit(b"1")
        writer.put([doc("c"), doc("b")])
        module.write_state = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
        writer.commit(b"2")
        """,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    writer = backend.build(FAMILY, VERSIONS, resume=True)
    assert (writer.checkpoint(), writer.count()) == (b"1", 3)
    writer.put([doc("c", b"2"), doc("b", b"2"), doc("d", b"2")])
    assert writer.publish().records == 4
    assert backend.reader(FAMILY).get(list("abcd")) == {"a": b"{}", "b": b"2", "c": b"2", "d": b"2"}


def test_kill_in_an_update_leaves_the_live_generation_as_committed(backend: Backend, tmp_path: Path) -> None:
    loaded(backend, [doc("a")])
    killed = run(
        tmp_path,
        """
        writer = backend.update("trademark", versions)
        writer.put([doc("b")])
        writer.commit(b"1")
        writer.put([doc("c")])
        os.kill(os.getpid(), signal.SIGKILL)
        """,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert ids(backend.reader(FAMILY), Everything()) == ["a", "b"]
    writer = backend.update(FAMILY, VERSIONS)
    writer.put([doc("d")])
    writer.publish()
    assert ids(backend.reader(FAMILY), Everything()) == ["a", "b", "d"]


def test_another_process_cannot_write_but_reads_what_is_committed(backend: Backend, tmp_path: Path) -> None:
    loaded(backend, [doc("a")])
    writer = backend.update(FAMILY, VERSIONS)
    writer.put([doc("b")])
    writer.commit(b"")
    writer.put([doc("c")])
    other = run(
        tmp_path,
        """
        for begin in (backend.update, backend.build):
            try:
                begin("trademark", versions)
            except IpsearchError as error:
                print(type(error).__name__, error.problem.values["owner"])
        print([hit.id for hit in backend.reader("trademark").search(Everything(), View(sort="id")).hits])
        """,
    )
    owner = f"process {os.getpid()} on "
    first, second, third = other.stdout.splitlines()
    assert first.startswith(f"EngineBusy {owner}"), other.stderr
    assert second.startswith(f"EngineBusy {owner}")
    assert third == "['a', 'b']"
    writer.close()


def test_tantivys_own_lock_is_respected(backend: Backend, tmp_path: Path) -> None:
    loaded(backend, [doc("a")])
    foreign = tantivy.Index.open(str(generation(tmp_path, backend) / "tantivy")).writer(20_000_000, 1)
    with pytest.raises(EngineBusy):
        backend.update(FAMILY, VERSIONS)
    del foreign
    backend.update(FAMILY, VERSIONS).close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
@pytest.mark.parametrize("limit", [60_000, 400_000])
def test_a_full_disk_is_said_and_the_load_goes_on_when_there_is_room(
    backend: Backend, tmp_path: Path, limit: int
) -> None:
    full = run(
        tmp_path,
        f"""
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))  # every file fails beyond it, with EFBIG
        try:
            writer = backend.build("trademark", versions)
            for start in range(0, 100_000, 500):
                rows = range(start, start + 500)
                writer.put([doc(f"r{{i}}", exact=tuple(f"k{{i}}x{{j}}" for j in range(9))) for i in rows])
                writer.commit(str(start + 500).encode())
        except IpsearchError as error:
            print(type(error).__name__, error.problem.code, writer.checkpoint().decode() or 0)
        """,
    )
    kind, code, checkpoint = full.stdout.split()
    assert (kind, code) == ("EngineUnreachable", "engine.directory"), full.stderr
    writer = backend.build(FAMILY, VERSIONS, resume=True)
    read = int(writer.checkpoint() or 0)
    assert read == int(checkpoint)
    assert writer.count() >= read
    writer.put([doc(f"r{i}", exact=("again",)) for i in range(read, read + 1000)])
    assert writer.publish().records == read + 1000
    reader = backend.reader(FAMILY)
    assert {hit.id for hit in reader.scan(Everything())} == {f"r{i}" for i in range(read + 1000)}


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a file system nobody can write to")
def test_a_directory_nobody_can_write_to_is_named() -> None:
    with pytest.raises(EngineUnreachable) as raised:
        EmbeddedBackend(Path("/proc/self")).build(FAMILY, VERSIONS)
    assert raised.value.problem.code == "engine.directory"
    assert "/proc/self/trademark" in str(raised.value)


def test_a_file_where_the_directory_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_bytes(b"")
    backend = EmbeddedBackend(tmp_path / "home")
    asked: list[Callable[[], object]] = [lambda: backend.build(FAMILY, VERSIONS), lambda: backend.reader(FAMILY)]
    for ask in asked:
        with pytest.raises(EngineUnreachable, match="home"):
            ask()


# -- the package


def test_no_engine_is_imported_before_it_is_used() -> None:
    code = "import sys, ipsearch.backends.base, ipsearch.backends.memory; print('tantivy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_threads_that_write_take_turns(backend: Backend) -> None:
    writer = backend.build(FAMILY, VERSIONS)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: writer.put([doc(f"r{n}-{i}") for i in range(50)]), range(40)))
    assert writer.publish().records == 2000
