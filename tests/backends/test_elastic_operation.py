"""What clusters meet in operation: proxies with limits, full disks, nodes that hang, loaders that were stopped."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from cases import FAMILY, VERSIONS, doc, ids, loaded, names, problem
from elastic_node import Cluster, call, settings_of
from elasticsearch import Elasticsearch
from fake_cluster import Answer, fake_cluster

from ipsearch.backends.elastic import BulkOptions, ElasticBackend, WriterOptions
from ipsearch.backends.elastic.bulk import ChunkSender, Outcome
from ipsearch.backends.elastic.client import LEFT_ALONE, connect
from ipsearch.backends.elastic.indexes import GenerationIndex
from ipsearch.backends.elastic.lock import FamilyLock
from ipsearch.backends.elastic.patience import Patience
from ipsearch.config import Settings
from ipsearch.errors import EngineBusy, EngineError, EngineUnreachable
from ipsearch.query.ast import Everything

SHORT = Patience(seconds=5.0, first=0.001, longest=0.01)
NONE = Patience(seconds=0.0, first=0.0, longest=0.0)
STOPPED = 120.0
"""Seconds for which a loader is stopped: more than any lease."""


@pytest.fixture
def backend(elastic_plain: Cluster, prefix: str) -> Iterator[ElasticBackend]:
    options = WriterOptions(BulkOptions(chunk_documents=10, patience=SHORT))
    with closing(ElasticBackend(settings_of(elastic_plain, prefix), options)) as backend:
        yield backend


# -- a loader that was stopped for a while


@contextmanager
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if the clock had gone on."""
    with monkeypatch.context() as patch:
        now = time.time()
        patch.setattr("ipsearch.backends.elastic.lock.time.time", lambda: now + STOPPED)
        yield


def test_a_loader_that_was_taken_for_dead_writes_nothing_over_what_the_next_one_wrote(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(backend, [doc("a")]).close()
    stopped = backend.update(FAMILY, VERSIONS)
    with later(monkeypatch):
        other = backend.update(FAMILY, VERSIONS)
        other.put([doc(f"d{i}", number=("NEW",)) for i in range(10)])
        other.publish()
        stopped.put([doc(f"d{i}", number=("OLD",)) for i in range(10)])  # a whole chunk: it would be sent at once
        with pytest.raises(EngineBusy) as raised:
            stopped.count()
    assert problem(raised) == ("engine.lock_gone", 3)
    index = f"/{prefix}-{names(backend)[0]}"
    call(elastic_plain, "POST", f"{index}/_refresh")
    of_the_stopped = {"query": {"term": {"number": "OLD"}}}
    assert call(elastic_plain, "POST", f"{index}/_count", body=of_the_stopped)["count"] == 0


def test_a_loader_that_was_stopped_and_not_missed_goes_on(
    backend: ElasticBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(backend, [doc("a")]).close()
    writer = backend.update(FAMILY, VERSIONS)
    with later(monkeypatch):
        writer.put([doc(f"d{i}") for i in range(10)])
        assert writer.publish().records == 11


def test_a_lock_is_asked_for_only_when_its_lease_has_run_out(
    backend: ElasticBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend._states.ensure()
    lock: Any = FamilyLock(backend._cluster, FAMILY)
    before = lock._version
    lock.require()
    assert lock._version == before
    with later(monkeypatch):
        lock.require()
        lock.require()
    assert lock._version.seq_no == before.seq_no + 1
    lock.release()


def test_a_renewal_whose_answer_came_too_late_takes_no_lock_away(
    backend: ElasticBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend._states.ensure()
    lock: Any = FamilyLock(backend._cluster, FAMILY)
    before = lock._version
    lock.renew()
    lock._version = before  # as where the node that did it did not answer in time
    lock.renew()
    lock.require()
    lock.release()
    FamilyLock(backend._cluster, FAMILY).release()


def test_a_full_queue_takes_no_lock_away(backend: ElasticBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    backend._states.ensure()
    lock: Any = FamilyLock(backend._cluster, FAMILY)
    busy = {"error": {"type": "es_rejected_execution_exception", "reason": "queue is full"}, "status": 429}

    def answer(method: str, _path: str, _body: bytes) -> Answer:
        return (200, {}) if method == "GET" else (429, busy)

    with fake_cluster(answer) as fake, monkeypatch.context() as patch:
        patch.setattr("elastic_transport._transport.time.sleep", lambda _: None)
        patch.setattr(lock, "_client", Elasticsearch(fake.url))
        with pytest.raises(EngineBusy) as raised:
            lock.renew(NONE)
        assert problem(raised) == ("engine.overloaded", 3)
    lock.renew()
    lock.release()


def test_nothing_is_sent_while_nobody_knows_whose_lock_it_is() -> None:
    troubles: list[EngineError] = [EngineUnreachable("engine.unreachable", error="no answer")]
    stored: list[bytes] = []

    def require() -> None:
        if troubles:
            raise troubles.pop()

    def answer(_method: str, _path: str, body: bytes) -> Answer:
        stored.append(body)
        return 200, {"items": [{"index": {"status": 201, "result": "created"}}]}

    with fake_cluster(answer) as fake, Elasticsearch(fake.url) as client:
        sender = ChunkSender(client, "index", SHORT, require)
        assert sender.send({"a": "{}"}) == Outcome(created=1)
        troubles.append(EngineBusy("engine.lock_lost"))
        with pytest.raises(EngineBusy):
            sender.send({"b": "{}"})
    assert len(stored) == 1


# -- proxies

TOO_LARGE = {"message": "request entity too large"}


def bounded(most: int, stored: dict[str, Any]) -> Any:
    """A cluster behind a proxy that lets no larger body pass."""

    def answer(_method: str, _path: str, body: bytes) -> Answer:
        if len(body) > most:
            return 413, TOO_LARGE
        lines = [json.loads(line) for line in body.splitlines()]
        stored.update({action["index"]["_id"]: each for action, each in zip(lines[::2], lines[1::2], strict=True)})
        return 200, {"items": [{"index": {"status": 201, "result": "created"}}] * (len(lines) // 2)}

    return answer


def test_what_a_proxy_does_not_take_at_once_is_sent_in_parts() -> None:
    stored: dict[str, Any] = {}
    documents = {f"r{i}": json.dumps({"text": "x" * 100}) for i in range(50)}
    documents["large"] = json.dumps({"text": "x" * 2000})
    with fake_cluster(bounded(1000, stored)) as fake, Elasticsearch(fake.url) as client:
        outcome = ChunkSender(client, "index", SHORT).send(documents)
    assert (outcome.created, outcome.unsure, list(outcome.refused)) == (50, 0, ["large"])
    assert stored == {name: json.loads(body) for name, body in documents.items() if name != "large"}


def test_a_question_that_a_proxy_does_not_take_is_said_as_that() -> None:
    with fake_cluster(lambda *_: (413, TOO_LARGE), product="") as fake:
        backend = ElasticBackend(Settings(url=fake.url, home=Path()))
        with pytest.raises(EngineError, match="client_max_body_size") as raised:
            backend.generations(FAMILY)
        assert problem(raised) == ("engine.too_large", 1)
        backend.close()


@pytest.mark.parametrize("merged_after", [3, 99])
def test_a_merge_goes_on_without_a_proxy_that_does_not_wait_for_it(
    merged_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ipsearch.backends.elastic.indexes.WRITING", NONE)
    monkeypatch.setattr("ipsearch.backends.elastic.indexes._MERGE_SECONDS", 5.0)
    monkeypatch.setattr("elastic_transport._transport.time.sleep", lambda _: None)
    asked = 0

    def answer(_method: str, path: str, _body: bytes) -> Answer:
        nonlocal asked
        if "_forcemerge" in path:
            asked += 1
            return (200, {}) if asked > 4 * merged_after else (504, {"message": "gateway time-out"})
        if "_segments" in path:
            left = 5 if asked < 4 * merged_after else 1
            return 200, {"indices": {"ipsearch-g": {"shards": {"0": [{"num_search_segments": left}]}}}}
        if "_stats" in path:
            return 200, {"indices": {"ipsearch-g": {"shards": {}}}}
        return 200, {"acknowledged": True}

    with fake_cluster(answer) as fake:
        cluster = connect(Settings(url=fake.url, home=Path()))
        index = GenerationIndex(cluster, "g")
        if merged_after == 99:  # a proxy that refuses for ever is not asked for ever
            monkeypatch.setattr("ipsearch.backends.elastic.indexes._MERGE_SECONDS", 0.001)
            with pytest.raises(EngineUnreachable):
                index.make_ready()
        else:
            index.make_ready()
            assert fake.requests[-1][1].startswith("/ipsearch-g/_settings")
        cluster.client.close()


# -- full disks


def test_a_generation_can_be_dropped_on_a_full_disk(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str
) -> None:
    for identity in "ab":
        loaded(backend, [doc(identity)]).close()
    block = "index.blocks.read_only_allow_delete"
    call(elastic_plain, "PUT", f"/{prefix}-*/_settings", body={block: True})
    with pytest.raises(EngineError, match="drop") as raised:
        backend.update(FAMILY, VERSIONS)
    assert problem(raised) == ("engine.read_only", 1)
    old, live = names(backend)
    with pytest.raises(EngineError, match="is live"):
        backend.drop(FAMILY, live)
    backend.drop(FAMILY, old)
    assert names(backend) == [live]
    assert ids(backend.reader(FAMILY), Everything()) == ["b"]
    call(elastic_plain, "PUT", f"/{prefix}-*/_settings", body={block: None})
    backend.update(FAMILY, VERSIONS).close()


def test_a_generation_is_not_dropped_beside_a_load_because_the_disk_is_full(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str
) -> None:
    for identity in "ab":
        loaded(backend, [doc(identity)]).close()
    writer = backend.update(FAMILY, VERSIONS)
    call(elastic_plain, "PUT", f"/{prefix}-*/_settings", body={"index.blocks.read_only_allow_delete": True})
    with pytest.raises(EngineBusy) as raised:
        backend.drop(FAMILY, names(backend)[0])
    assert problem(raised) == ("engine.busy", 3)
    writer.close()


def test_an_index_that_no_node_takes_is_not_left_behind(
    prefix: str, elastic_plain: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ipsearch.backends.elastic.making.SHARD_WAIT", "1s")
    with closing(ElasticBackend(settings_of(elastic_plain, prefix))) as backend:
        loaded(backend, [doc("a")]).close()
        template = {
            "index_patterns": [f"{prefix}-*"],
            "template": {"settings": {"index.routing.allocation.require._name": "nobody"}},
        }
        call(elastic_plain, "PUT", f"/_index_template/{prefix}", body=template)
        try:
            with pytest.raises(EngineUnreachable, match="takes the shards") as raised:
                backend.build(FAMILY, VERSIONS)
        finally:
            call(elastic_plain, "DELETE", f"/_index_template/{prefix}")
        assert problem(raised) == ("index.no_room", 3)
        assert len(names(backend)) == 1
        backend.build(FAMILY, VERSIONS).close()


# -- nodes that hang


def test_a_node_that_hangs_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipsearch.backends.elastic.client.REQUEST_SECONDS", 0.2)
    go_on = threading.Event()

    def hang(*_: object) -> Answer:
        go_on.wait(10)
        return None

    with fake_cluster(lambda *_: (200, {"indices": []})) as well, fake_cluster(hang) as hanging:
        with closing(ElasticBackend(Settings(url=f"{well.url},{hanging.url}", home=Path()))) as backend:
            began = time.monotonic()
            clock = time.time
            for minute in range(4):  # the client looks at the time of day
                monkeypatch.setattr(
                    "elastic_transport._node_pool.time.time", lambda minute=minute: clock() + minute * LEFT_ALONE / 2
                )
                for _ in range(5):
                    assert backend.generations(FAMILY) == []
            assert time.monotonic() - began < 5
            asked = len(hanging.requests)
        go_on.set()
    assert 1 <= asked <= 2
