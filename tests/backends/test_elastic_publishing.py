"""What a build leaves, what a cluster says with success although something is wrong, and what readers then tell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cases import FAMILY, VERSIONS, doc, ids, loaded, names, problem
from elastic_node import Cluster, call, settings_of
from elastic_transport import ApiResponseMeta, HttpHeaders, NodeConfig
from elasticsearch import ApiError
from fake_cluster import Answer, fake_cluster

from ipsearch.backends.elastic import BulkOptions, ElasticBackend, WriterOptions
from ipsearch.backends.elastic.client import connect
from ipsearch.backends.elastic.indexes import GenerationIndex, Size, parts
from ipsearch.backends.elastic.patience import Patience
from ipsearch.backends.elastic.prefixes import expand
from ipsearch.config import Settings
from ipsearch.errors import EngineError, EngineUnreachable
from ipsearch.query.ast import Everything

SHORT = Patience(seconds=5.0, first=0.001, longest=0.01)
NONE = Patience(seconds=0.0, first=0.0, longest=0.0)


@pytest.fixture
def backend(elastic_plain: Cluster, prefix: str) -> Iterator[ElasticBackend]:
    options = WriterOptions(BulkOptions(chunk_documents=10, patience=SHORT))
    with closing(ElasticBackend(settings_of(elastic_plain, prefix), options)) as backend:
        yield backend


# -- what a build leaves


def test_a_build_leaves_nothing_of_what_was_replaced(backend: ElasticBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whose bytes ``index plan`` would count."""
    monkeypatch.setattr("ipsearch.backends.elastic.indexes.HELD_LEAST", 0)
    writer = backend.build(FAMILY, VERSIONS)
    for _ in range(2):
        writer.put([doc(f"d{i}", detail=b'{"goods":"%d"}' % i * 50) for i in range(100)])
        writer.commit(b"")
    assert backend.generations(FAMILY)[0].dead == 100
    made = writer.publish()
    assert (made.records, made.dead) == (100, 0)


def test_an_index_that_cannot_answer_when_it_is_merged_is_not_published(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Merging takes long, and a merge says nothing of a shard whose node is gone."""
    writer = backend.build(FAMILY, VERSIONS)
    writer.put([doc("a"), doc("b")])
    writer.commit(b"1")
    index = f"/{prefix}-{names(backend)[0]}"
    with monkeypatch.context() as patch:
        patch.setattr(GenerationIndex, "make_ready", lambda _: call(elastic_plain, "POST", f"{index}/_close"))
        with pytest.raises(EngineUnreachable):
            writer.publish()
    call(elastic_plain, "POST", f"{index}/_open")
    assert [(info.live, info.finished) for info in backend.generations(FAMILY)] == [(False, False)]
    again = backend.build(FAMILY, VERSIONS, resume=True)
    assert (again.checkpoint(), again.publish().records) == (b"1", 2)


def test_a_generation_that_is_live_is_told_when_the_cluster_answers_again(
    backend: ElasticBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = [EngineUnreachable("engine.unreachable", place="x", error="gone"), Size(7)]

    def size(*_: object) -> Size:
        found = sizes.pop(0)
        if isinstance(found, EngineUnreachable):
            raise found
        return found

    monkeypatch.setattr("ipsearch.backends.elastic.writer.WRITING", SHORT)
    monkeypatch.setattr("ipsearch.backends.elastic.indexes.size_of", size)
    writer = backend.build(FAMILY, VERSIONS)
    writer.put([doc("a")])
    info = writer.publish()
    assert (info.live, info.records, info.bytes, sizes) == (True, 1, 7, [])


def test_an_index_none_of_whose_shards_has_a_node_is_waited_for_by_nobody() -> None:
    answer = {"_shards": {"total": 1, "successful": 0, "failed": 0}, "indices": {}}
    with fake_cluster(lambda *_: (200, answer)) as fake:
        cluster = connect(Settings(url=fake.url, home=Path()))
        GenerationIndex(cluster, "g").make_ready()  # whether it can be published is seen by its count
        assert fake.requests[-1][1].startswith("/ipsearch-g/_settings")
        cluster.client.close()


# -- answers that come with success and say that something is wrong


def not_found(identity: str) -> dict[str, Any]:
    return {"_id": identity, "found": False}


def failed(identity: str, kind: str, reason: str = "x") -> dict[str, Any]:
    error = {"type": kind, "reason": reason}
    return {"_id": identity, "error": {"root_cause": [error], **error}}


@pytest.mark.parametrize("kind", ["no_shard_available_action_exception", "es_rejected_execution_exception"])
def test_a_stored_record_that_cannot_be_looked_up_just_now_is_asked_for_again(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To take it for one that is not there would replace a whole record by a part of it."""
    monkeypatch.setattr("ipsearch.backends.elastic.indexes.WRITING", SHORT)
    found = {"_id": "a", "found": True, "_source": {"detail": "A"}}
    answers = [[failed("a", kind), not_found("b")]] * 8 + [[found, not_found("b")]]
    with fake_cluster(lambda *_: (200, {"docs": answers.pop(0)})) as fake:
        cluster = connect(Settings(url=fake.url, home=Path()))
        assert GenerationIndex(cluster, "g").whole(["a", "b"]) == {"a": b"A"}
        cluster.client.close()


@pytest.mark.parametrize(
    ("kind", "reason", "code"),
    [
        ("index_not_found_exception", "no such index", "index.gone"),
        ("index_closed_exception", "closed", "index.closed"),
        ("cluster_block_exception", "blocked by: [FORBIDDEN/7/index read (api)];", "index.blocked"),
    ],
)
def test_a_record_that_cannot_be_looked_up_at_all_is_no_record_that_is_not_there(
    kind: str, reason: str, code: str
) -> None:
    with fake_cluster(lambda *_: (200, {"docs": [failed("a", kind, reason)]})) as fake:
        cluster = connect(Settings(url=fake.url, home=Path()))
        with pytest.raises(EngineError) as raised:
            GenerationIndex(cluster, "g").whole(["a"])
        assert problem(raised) == (code, 3)
        assert len(fake.requests) == 1
        cluster.client.close()


def test_a_generation_whose_state_cannot_be_read_just_now_is_not_taken_for_an_unfinished_one(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str
) -> None:
    assert backend.generations(FAMILY) == []
    loaded(backend, [doc("a")]).close()
    call(elastic_plain, "PUT", f"/{prefix}-state/_settings", body={"index.blocks.read": True})
    with pytest.raises(EngineUnreachable, match="may not be read") as raised:
        backend.generations(FAMILY)
    assert problem(raised) == ("index.blocked", 3)
    call(elastic_plain, "PUT", f"/{prefix}-state/_settings", body={"index.blocks.read": None})
    assert [info.finished for info in backend.generations(FAMILY)] == [True]


def test_a_count_waits_for_a_full_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipsearch.backends.elastic.indexes.WRITING", SHORT)
    monkeypatch.setattr("elastic_transport._transport.time.sleep", lambda _: None)
    busy = {"type": "es_rejected_execution_exception", "reason": "queue is full"}
    answers: list[Answer] = [(429, {"error": busy, "status": 429})] * 8
    answers.append((200, {"hits": {"total": {"value": 3}}}))

    def answer(_method: str, path: str, _body: bytes) -> Answer:
        return (200, {"_shards": {"failed": 0}}) if "_refresh" in path else answers.pop(0)

    with fake_cluster(answer) as fake:
        cluster = connect(Settings(url=fake.url, home=Path()))
        assert GenerationIndex(cluster, "g").refreshed_count() == 3
        cluster.client.close()


# -- readers


def test_a_reader_says_how_many_records_it_reads(backend: ElasticBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded(backend, [doc("a")]).close()
    writer = backend.update(FAMILY, VERSIONS)

    def while_it_is_opened(*given: Any) -> Any:
        writer.put([doc("b")])
        writer.commit(b"")
        return parts(*given)

    monkeypatch.setattr("ipsearch.backends.elastic.reader.parts", while_it_is_opened)
    reader = backend.reader(FAMILY)
    assert (reader.info().records, ids(reader, Everything())) == (2, ["a", "b"])
    writer.close()


def test_a_full_queue_takes_no_snapshot_away(backend: ElasticBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    reader: Any = loaded(backend, [doc("a")])
    writer = backend.update(FAMILY, VERSIONS)
    writer.put([doc("b")])
    writer.commit(b"")  # another snapshot would be one too many
    snapshot = reader._snapshots[-1]
    search, point, busy = snapshot._search, snapshot._id, [True]

    def refuse_once(body: dict[str, Any], asked: str) -> Any:
        if not busy:
            return search(body, asked)
        busy.clear()
        raise ApiError("", meta_of(429), {"error": {"type": "es_rejected_execution_exception"}})

    monkeypatch.setattr(snapshot, "_search", refuse_once)
    assert reader.count(Everything()) == 1
    assert snapshot._id == point
    writer.close()


def test_a_prefix_waits_for_a_cluster_that_cannot_answer_just_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipsearch.backends.elastic.prefixes.READING", SHORT)
    monkeypatch.setattr("elastic_transport._transport.time.sleep", lambda _: None)
    answers: list[Answer] = [(503, {"error": {"type": "x", "reason": "no shard"}})] * 8
    answers.append((200, {"terms": ["a1"], "complete": True}))
    with fake_cluster(lambda *_: answers.pop(0)) as fake:
        cluster = connect(Settings(url=fake.url, home=Path()))
        assert expand(cluster, "index", "field", "a") == ["a1"]
        cluster.client.close()


def test_a_reader_that_cannot_be_opened_leaves_no_point_in_time(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str
) -> None:
    loaded(backend, [doc("a"), doc("b")]).close()
    index = f"{prefix}-{names(backend)[0]}"
    call(elastic_plain, "DELETE", f"/{index}/_doc/a?refresh=true")
    before = open_contexts(elastic_plain, index)
    for _ in range(3):
        with pytest.raises(EngineError) as raised:
            backend.reader(FAMILY)
        assert problem(raised) == ("engine.lost", 1)
    assert open_contexts(elastic_plain, index) == before


def open_contexts(cluster: Cluster, index: str) -> int:
    found: Any = call(cluster, "GET", f"/{index}/_stats/search")
    opened: int = found["_all"]["total"]["search"]["open_contexts"]
    return opened


def meta_of(status: int) -> ApiResponseMeta:
    node = NodeConfig("http", "127.0.0.1", 9200)
    return ApiResponseMeta(status, "1.1", HttpHeaders(), 0.0, node)
