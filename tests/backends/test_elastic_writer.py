"""Writers and readers of a real cluster when things happen: crashes, lost locks, lost answers, lost snapshots."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from cases import ALL, FAMILY, VERSIONS, doc, ids, loaded, names
from elastic_node import Cluster, call
from elasticsearch import ConnectionTimeout, Elasticsearch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_elastic import settings_of

from ipsearch.backends.base import Document, Packed
from ipsearch.backends.elastic import BulkOptions, ElasticBackend, WriterOptions
from ipsearch.backends.elastic.lock import FamilyLock, Owner
from ipsearch.backends.elastic.patience import Patience
from ipsearch.backends.elastic.prefixes import expand
from ipsearch.backends.elastic.state import Kept, State, StateIndex
from ipsearch.errors import EngineBusy, EngineError
from ipsearch.query.ast import Everything, Phrase, Prefix, Terms, View

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
    assert backend.update(FAMILY, VERSIONS).checkpoint() == b""


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


# -- what the cluster takes and finds

UNICODE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)
ANY_TOKEN = st.one_of(
    UNICODE.filter(lambda text: text.split() == [text]),
    st.sampled_from(["\x00", "\ufffe", "\ufeff", "\u200b", "\U0010ffff", "_", ".", "a" * 256, "字" * 600, '"', "\\"]),
)
ANY_DOCUMENT = st.builds(
    lambda i, exact, chars, day, lean, detail: Document(
        i, {"exact": exact, "chars": chars, "application_date": day}, lean, detail
    ),
    ANY_TOKEN.filter(lambda text: len(text.encode()) <= 512),
    st.lists(ANY_TOKEN, max_size=3).map(tuple),
    st.lists(ANY_TOKEN, max_size=3).map(tuple),
    st.integers(-(2**63), 2**63 - 1),
    st.binary(max_size=200),
    st.binary(max_size=200) | st.text().map(lambda text: text.encode("utf-8", "ignore")),
)


def test_the_cluster_takes_whatever_the_packer_lets_through_and_finds_it(backend: ElasticBackend) -> None:
    writer = backend.build(FAMILY, VERSIONS)
    latest: dict[str, Document] = {}

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(ANY_DOCUMENT, min_size=1, max_size=4))
    def put(documents: list[Document]) -> None:
        writer.put(documents)
        latest.update((document.id, document) for document in documents)

    put()
    assert writer.stored(list(latest)) == {i: document.whole for i, document in latest.items()}
    assert writer.publish().records == len(latest)
    reader = backend.reader(FAMILY)
    assert {hit.id: hit.lean for hit in reader.scan(Everything())} == {i: d.lean for i, d in latest.items()}
    assert reader.get(list(latest)) == {i: document.whole for i, document in latest.items()}
    queries = []
    for document in latest.values():
        exact, chars = document.fields["exact"], document.fields["chars"]
        assert isinstance(exact, tuple)
        assert isinstance(chars, tuple)
        queries += [Terms("exact", (token,)) for token in exact] + [Terms("chars", (token,)) for token in chars]
        queries += [Phrase("chars", chars)] if chars else []  # type: ignore[list-item]
        found = reader.search_many([(query, ALL) for query in queries])
        assert all(document.id in {hit.id for hit in page.hits} for page in found)
        queries.clear()


def test_large_values_come_back(backend: ElasticBackend) -> None:
    lean, detail = json.dumps(["字" * 200_000]).encode(), json.dumps(["x\u2028" * 500_000]).encode()
    reader = loaded(backend, [doc("a", lean, detail), doc("b", lean)])
    assert {hit.id: hit.lean for hit in reader.scan(Everything())} == {"a": lean, "b": lean}
    assert reader.get(["a", "b"]) == {"a": detail, "b": lean}


def test_a_prefix_is_complete_in_any_alphabet_and_any_size_of_page(backend: ElasticBackend, cluster: Any) -> None:
    tokens = [
        f"{start}{i:02}" for start in ("a", "A", "é", "e\u0301", "甲", "\ue000", "\uffff", "𠮷") for i in range(40)
    ]
    reader = loaded(backend, [doc(f"r{i}", exact=(token,), classes=(token,)) for i, token in enumerate(tokens)])
    for start in ("a", "A", "é", "e", "甲", "\ue000", "\uffff", "𠮷", "𠮷1", ".", "a.*"):
        expected = sorted(token for token in tokens if token.startswith(start))
        index = cluster.index(names(backend)[0])
        for field in ("exact", "classes"):
            for size in (1, 7, 40, 1000):
                assert expand(cluster, index, field, start, size) == expected
            assert reader.count(Prefix(field, start)) == len(expected)


def test_a_prefix_never_answers_from_other_data_than_the_reader_has(backend: ElasticBackend) -> None:
    reader = loaded(backend, [doc("a", exact=("x1",))])
    writer = backend.update(FAMILY, VERSIONS)
    writer.put([doc("a", exact=("y1",))])
    writer.commit(b"")
    with pytest.raises(EngineError) as raised:
        reader.count(Prefix("exact", "x"))
    assert raised.value.problem.code == "engine.moved"
    assert backend.reader(FAMILY).count(Prefix("exact", "y")) == 1
    writer.close()


# -- snapshots


def test_a_reader_whose_snapshot_is_gone_goes_on_where_it_was(
    backend: ElasticBackend, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ipsearch.backends.elastic.reader.MOST_ROWS", 7)
    reader: Any = loaded(backend, [doc(f"r{i:03}", exact=("x",)) for i in range(100)])

    def lose() -> None:
        reader._snapshot.close()  # so does the cluster with one that nobody asks

    whole = [hit.id for hit in reader.scan(Everything())]
    assert sorted(whole) == [f"r{i:03}" for i in range(100)]
    found = []
    for number, hit in enumerate(reader.scan(Everything())):
        if number % 20 == 0:
            lose()
        found.append(hit.id)
    assert found == whole
    lose()
    assert ids(reader, Everything(), ALL) == whole
    lose()
    assert [page.total for page in reader.search_many([(Everything(), ALL), (Terms("exact", ("x",)), ALL)])] == [
        100
    ] * 2
    lose()
    assert (reader.count(Everything()), reader.get(["r001"])) == (100, {"r001": b"{}"})
    assert len(ids(reader, Everything(), View(limit=50))) == 50
    reader.close()
    reader.close()


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


# -- lost snapshots


def test_a_lost_snapshot_is_opened_again_only_if_nothing_was_written_since(
    backend: ElasticBackend, elastic_plain: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = loaded(backend, [doc(i, b"1") for i in "abcdef"])
    monkeypatch.setattr("ipsearch.backends.elastic.reader.MOST_ROWS", 2)

    def lose() -> None:
        call(elastic_plain, "DELETE", "/_pit", body={"id": reader._snapshot._id})

    body = reader._body(Everything(), View(limit=None), 2)
    rows = reader._rows(body, reader._snapshot.ask(body), None)
    first = next(rows).id
    lose()
    assert sorted([first, *(hit.id for hit in rows)]) == list("abcdef")
    writer = backend.update(FAMILY, VERSIONS)
    writer.put([doc("a", b"2"), doc("z")])
    writer.publish()
    assert reader.count(Everything()) == 6
    lose()
    for ask in (lambda: reader.count(Everything()), lambda: ids(reader, Everything())):
        with pytest.raises(EngineError) as raised:
            ask()
        assert raised.value.problem.code == "engine.moved"
    assert len(ids(backend.reader(FAMILY), Everything())) == 7


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
