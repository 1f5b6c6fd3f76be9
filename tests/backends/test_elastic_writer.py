"""Writers of a real cluster when things happen: crashes, lost locks, lost answers, refusals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from cases import FAMILY, VERSIONS, doc, ids, loaded, names
from elastic_node import Cluster, call, settings_of
from elasticsearch import ConnectionTimeout, Elasticsearch

from ipsearch.backends.base import Packed
from ipsearch.backends.elastic import BulkOptions, ElasticBackend, WriterOptions
from ipsearch.backends.elastic.lock import FamilyLock, Owner
from ipsearch.backends.elastic.patience import Patience
from ipsearch.backends.elastic.state import Kept, State, StateIndex
from ipsearch.errors import EngineBusy, EngineError
from ipsearch.query.ast import Everything

SMALL = WriterOptions(
    BulkOptions(workers=3, chunk_documents=10, patience=Patience(seconds=20.0, first=0.01, longest=0.05))
)


@pytest.fixture
def backend(elastic_plain: Cluster, prefix: str) -> Iterator[ElasticBackend]:
    backend = ElasticBackend(settings_of(elastic_plain, prefix, shards=2), SMALL)
    yield backend
    backend.close()


@pytest.fixture
def cluster(backend: ElasticBackend) -> Any:
    return backend._cluster


def run(cluster: Cluster, prefix: str, script: str) -> subprocess.CompletedProcess[str]:
    """Another process that writes to the same place."""
    head = """
        import os, signal, sys
        from pathlib import Path
        from ipsearch.backends.base import Document
        from ipsearch.backends.elastic import BulkOptions, ElasticBackend, WriterOptions
        from ipsearch.config import Settings
        from ipsearch.errors import IpsearchError
        from ipsearch.indices import Versions
        from mappings.loader import load
        settings = Settings(url=sys.argv[1], home=Path(), prefix=sys.argv[2])
        backend = ElasticBackend(settings, WriterOptions(BulkOptions(chunk_documents=100)))
        versions = Versions("1", load("trademark").schema_hash)
        def doc(i, lean=b"{}", **fields): return Document(i, fields, lean)
    """
    code = textwrap.dedent(head) + textwrap.dedent(script)
    return subprocess.run(
        [sys.executable, "-c", code, cluster.url, prefix], capture_output=True, text=True, check=False
    )


# -- crashes and locks


def test_kill_in_the_middle_of_a_load_resumes_at_once_with_everything_before_the_checkpoint(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str
) -> None:
    killed = run(
        elastic_plain,
        prefix,
        """
        writer = backend.build("trademark", versions)
        for start in range(0, 3000, 250):
            writer.put([doc(f"r{i}", exact=(f"k{i}",)) for i in range(start, start + 250)])
            if start < 2000:
                writer.commit(str(start + 250).encode())
        os.kill(os.getpid(), signal.SIGKILL)
        """,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    writer = backend.build(FAMILY, VERSIONS, resume=True)
    assert writer.checkpoint() == b"2000"
    assert 2000 <= writer.count() <= 3000
    writer.put([doc(f"r{i}", b"again", exact=(f"k{i}",)) for i in range(2000, 3500)])
    assert writer.publish().records == 3500
    reader = backend.reader(FAMILY)
    assert {hit.id: hit.lean for hit in reader.scan(Everything())} == {
        f"r{i}": b"{}" if i < 2000 else b"again" for i in range(3500)
    }


def test_kill_between_the_documents_and_the_checkpoint_leaves_an_earlier_checkpoint(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str
) -> None:
    killed = run(
        elastic_plain,
        prefix,
        """
        from ipsearch.backends.elastic.state import StateIndex
        writer = backend.build("trademark", versions)
        writer.put([doc("a"), doc("b")])
        writer.commit(b"1")
        writer.put([doc("c"), doc("b")])
        StateIndex.write = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
        writer.commit(b"2")
        """,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    writer = backend.build(FAMILY, VERSIONS, resume=True)
    assert (writer.checkpoint(), writer.count()) == (b"1", 3)
    writer.put([doc("c", b"2"), doc("b", b"2"), doc("d", b"2")])
    assert writer.publish().records == 4
    assert backend.reader(FAMILY).get(list("abcd")) == {"a": b"{}", "b": b"2", "c": b"2", "d": b"2"}


def test_kill_before_the_alias_moves_leaves_a_generation_that_can_be_swapped_to(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str
) -> None:
    loaded(backend, [doc("old")]).close()
    killed = run(
        elastic_plain,
        prefix,
        """
        import ipsearch.backends.elastic.backend as module
        writer = backend.build("trademark", versions)
        writer.put([doc("new")])
        module.point = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
        writer.publish()
        """,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert [(i.live, i.finished) for i in backend.generations(FAMILY)] == [(True, True), (False, True)]
    assert ids(backend.reader(FAMILY), Everything()) == ["old"]
    assert backend.unpublished(FAMILY) == [names(backend)[1]]
    backend.swap(FAMILY, names(backend)[1])
    assert ids(backend.reader(FAMILY), Everything()) == ["new"]


def test_another_process_cannot_write_and_is_told_who_does(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str
) -> None:
    loaded(backend, [doc("a")]).close()
    writer = backend.update(FAMILY, VERSIONS)
    other = run(
        elastic_plain,
        prefix,
        """
        for begin in (backend.update, backend.build):
            try:
                begin("trademark", versions)
            except IpsearchError as error:
                print(type(error).__name__, error.problem.values["owner"])
        """,
    )
    assert [line.split(" on ")[0] for line in other.stdout.splitlines()] == [f"EngineBusy process {os.getpid()}"] * 2
    writer.close()


def test_a_lock_is_taken_over_when_it_has_run_out_and_the_loser_cannot_commit(
    backend: ElasticBackend, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(backend, [doc("a")]).close()
    writer = backend.update(FAMILY, VERSIONS)
    writer.put([doc("b")])
    with pytest.raises(EngineBusy):
        FamilyLock(cluster, FAMILY)
    with monkeypatch.context() as patch:
        now = time.time()
        patch.setattr("ipsearch.backends.elastic.lock.time.time", lambda: now + 120)
        other = FamilyLock(cluster, FAMILY)
    with pytest.raises(EngineBusy) as raised:
        writer.commit(b"1")
    assert raised.value.problem.code == "engine.lock_lost"
    other.renew()
    with pytest.raises(EngineBusy):
        backend.update(FAMILY, VERSIONS)
    other.release()
    other.release()
    with closing(backend.update(FAMILY, VERSIONS)) as next_one:
        assert next_one.checkpoint() == b""


def test_a_lock_outlives_its_lease_while_its_writer_lives(backend: ElasticBackend, cluster: Any) -> None:
    StateIndex(cluster).ensure()
    lock = FamilyLock(cluster, FAMILY, lease=0.4)
    first = call_lock(cluster)
    while call_lock(cluster) <= first + 0.5:
        time.sleep(0.02)
    with pytest.raises(EngineBusy):
        FamilyLock(cluster, FAMILY)
    lock.release()
    FamilyLock(cluster, FAMILY).release()


def call_lock(cluster: Any) -> float:
    until: float = cluster.client.get(index=cluster.state, id=f"lock-{FAMILY}")["_source"]["lock"]["until"]
    return until


def test_only_a_process_that_is_certainly_gone_is_dead() -> None:
    me = Owner.me()
    assert not me.is_dead
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert Owner(me.host, me.system, gone.pid, "1", "x").is_dead is bool(me.system)
    assert Owner(me.host, me.system, me.pid, "1", "x").is_dead is bool(me.system)  # its number was given anew
    assert not Owner("other", "another boot", gone.pid, "1", "x").is_dead
    assert not Owner(me.host, "", gone.pid, "1", "x").is_dead


def test_a_state_is_written_by_one_only(backend: ElasticBackend, cluster: Any) -> None:
    states = StateIndex(cluster)
    states.ensure()
    large = os.urandom(9 << 20)  # more than a small node takes in one document
    first = states.write("g", State(records=1, checkpoint=b"\x00", statistics=large), Kept())
    assert states.read("g") == first
    assert (first.state.checkpoint, first.state.statistics) == (b"\x00", large)
    assert states.brief(["g", "none"]) == {"g": State(records=1)}
    second = states.write("g", replace(first.state, records=2), first)
    assert second.blobs == first.blobs
    for stale in (first, Kept()):
        with pytest.raises(EngineBusy):
            states.write("g", State(records=3, statistics=large[::-1]), stale)
    assert states.read("g") == second
    third = states.write("g", State(records=4, statistics=b"small"), second)
    assert states.read("g") == third
    cluster.client.indices.refresh(index=cluster.state)
    assert cluster.client.count(index=cluster.state)["count"] == 1  # no piece is left behind
    states.write("g", State(statistics=large), third)
    states.delete("g")
    states.delete("g")
    assert states.read("g") == Kept()
    cluster.client.indices.refresh(index=cluster.state)
    assert cluster.client.count(index=cluster.state)["count"] == 0


# -- lost answers


class LosesAnswers:
    """A transport that does what it is asked and loses every third answer of a kind of request."""

    def __init__(self, client: Elasticsearch, *kinds: str) -> None:
        self.perform, self.kinds, self.number = client.transport.perform_request, kinds, 0

    def __call__(self, method: str, target: str, **rest: Any) -> Any:
        answer = self.perform(method, target, **rest)
        if method != "GET" and any(kind in target for kind in self.kinds):
            self.number += 1
            if self.number % 3 == 1:
                raise ConnectionTimeout("lost")
        return answer


def test_answers_that_are_lost_lose_no_document_and_double_none(
    backend: ElasticBackend, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(backend, [doc("old1", b"1"), doc("r5", b"1")]).close()
    loses = LosesAnswers(cluster.client, "_bulk", "_refresh", "-state/_doc/trademark", "-state/_doc/lock", "_aliases")
    monkeypatch.setattr(cluster.client.transport, "perform_request", loses)
    monkeypatch.setattr("ipsearch.backends.elastic.state.WRITING", SMALL.bulk.patience)
    writer = backend.update(FAMILY, VERSIONS)
    for start in range(0, 200, 50):
        writer.put([doc(f"r{i}", b"2") for i in range(start, start + 50)])
        assert writer.count() == start + 51
        writer.commit(str(start).encode())
    assert writer.publish().records == 201
    writer = backend.build(FAMILY, VERSIONS)
    writer.put([doc("new")])
    assert writer.publish().live
    monkeypatch.undo()
    assert loses.number > 20
    backend.swap(FAMILY, names(backend)[0])
    reader = backend.reader(FAMILY)
    assert {hit.id: hit.lean for hit in reader.scan(Everything())} == {
        "old1": b"1", **{f"r{i}": b"2" for i in range(200)},
    }  # fmt: skip


def test_a_document_lost_after_its_answer_is_noticed_and_the_checkpoint_stays_behind(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str
) -> None:
    writer = backend.build(FAMILY, VERSIONS)
    writer.put([doc("a"), doc("b")])
    writer.commit(b"1")
    writer.put([doc("c")])
    writer.count()
    call(elastic_plain, "DELETE", f"/{prefix}-{names(backend)[0]}/_doc/a")
    with pytest.raises(EngineError) as raised:
        writer.commit(b"2")
    assert raised.value.problem.values == {"found": 2, "expected": 3}
    with pytest.raises(EngineError) as raised:
        writer.commit(b"3")
    assert raised.value.problem.code == "engine.closed"
    with pytest.raises(EngineError, match="--rebuild"):
        backend.build(FAMILY, VERSIONS, resume=True)
    assert ids(loaded(backend, [doc("a")]), Everything()) == ["a"]


def test_a_failed_begin_leaves_no_lock(backend: ElasticBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise EngineError("engine.failed", error="x")

    with monkeypatch.context() as patch:
        patch.setattr("ipsearch.backends.elastic.indexes.GenerationIndex.create", fail)
        with pytest.raises(EngineError):
            backend.build(FAMILY, VERSIONS)
    backend.build(FAMILY, VERSIONS).close()


# -- generations


def test_a_finished_generation_has_replicas_and_one_that_is_built_has_what_is_asked(
    elastic_plain: Cluster, prefix: str
) -> None:
    for replicas, expected in ((None, ("0-1", "0")), (0, ("false", "0")), (2, ("false", "2"))):
        settings = settings_of(elastic_plain, prefix)
        settings = type(settings)(url=settings.url, home=settings.home, prefix=prefix, replicas=replicas)
        backend = ElasticBackend(settings)
        writer = backend.build(FAMILY, VERSIONS)
        index = f"{prefix}-{names(backend)[-1]}"

        def found(index: str = index) -> tuple[str, str]:
            answer: Any = call(elastic_plain, "GET", f"/{index}/_settings")
            kept = answer[index]["settings"]["index"]
            assert kept["refresh_interval"] == "-1"
            return kept["auto_expand_replicas"], kept["number_of_replicas"]

        assert found() == ("false", "0")
        writer.publish()
        assert found() == expected
        backend.close()


def test_a_client_that_shares_the_cluster_does_not_see_generations_of_other_prefixes(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str
) -> None:
    other = ElasticBackend(settings_of(elastic_plain, f"{prefix}-other"))
    loaded(backend, [doc("a")]).close()
    assert other.generations(FAMILY) == []
    assert ids(loaded(other, [doc("b")]), Everything()) == ["b"]
    assert ids(backend.reader(FAMILY), Everything()) == ["a"]
    other.close()


# -- refusals


def test_what_the_cluster_refuses_is_told_and_the_others_are_stored(backend: ElasticBackend) -> None:
    writer = backend.build(FAMILY, VERSIONS)
    odd = Packed("odd", '{"id":"odd","nosuch":["x"]}', b"", b"")  # no packer of ours makes this
    writer.put_packed([*map(writer.packer, [doc("a"), doc("b")]), odd])
    assert writer.count() == 2
    refused = writer.refused()
    assert (list(refused), refused["odd"].code) == (["odd"], "engine.rejected")
    assert "nosuch" in refused["odd"].text("zh")
    assert writer.refused() == {}
    writer.publish()
    assert ids(backend.reader(FAMILY), Everything()) == ["a", "b"]


def test_a_refusal_nobody_asked_for_is_no_success(backend: ElasticBackend) -> None:
    writer = backend.build(FAMILY, VERSIONS)
    writer.put_packed([writer.packer(doc("a")), Packed("odd", '{"id":"odd","nosuch":["x"]}', b"", b"")])
    with pytest.raises(EngineError) as raised:
        writer.commit(b"1")
    assert raised.value.problem.code == "engine.rejected"
