"""What goes wrong with a cluster, each made to happen: one clear error, the right exit code, nothing half done."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cases import ALL, FAMILY, VERSIONS, doc, ids, loaded, names, problem
from elastic_node import Cluster, call, settings_of
from fake_cluster import Answer, fake_cluster

from ipsearch.backends.elastic import BulkOptions, ElasticBackend, WriterOptions
from ipsearch.backends.elastic.failures import cause_of, refusal
from ipsearch.backends.elastic.patience import Patience
from ipsearch.config import Settings
from ipsearch.errors import (
    EngineBusy,
    EngineError,
    EngineUnreachable,
    IndexMissing,
    IndexStale,
)
from ipsearch.indices import Versions
from ipsearch.query.ast import AtLeast, Everything, Node, Not, Terms

QUICK = WriterOptions(BulkOptions(patience=Patience(seconds=0.0, first=0.01, longest=0.01)))


@pytest.fixture
def backend(elastic_plain: Cluster, prefix: str) -> Iterator[ElasticBackend]:
    backend = ElasticBackend(settings_of(elastic_plain, prefix), QUICK)
    yield backend
    backend.close()


def every_call(backend: ElasticBackend) -> list[Any]:
    return [
        lambda: backend.reader(FAMILY),
        lambda: backend.build(FAMILY, VERSIONS),
        lambda: backend.update(FAMILY, VERSIONS),
        lambda: backend.generations(FAMILY),
        lambda: backend.swap(FAMILY, "x"),
        lambda: backend.drop(FAMILY, "x"),
    ]


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_nothing_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("elastic_transport._transport.time.sleep", lambda _: None)
    backend = ElasticBackend(Settings(url=f"http://127.0.0.1:{closed_port()}", home=Path()))
    for ask in every_call(backend):
        with pytest.raises(EngineUnreachable) as raised:
            ask()
        assert problem(raised) == ("engine.unreachable", 3)
    backend.close()


def test_a_cluster_without_a_master_is_not_reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("elastic_transport._transport.time.sleep", lambda _: None)
    error = {"root_cause": [], "type": "master_not_discovered_exception", "reason": None}
    with fake_cluster(lambda *_: (503, {"error": error, "status": 503})) as fake:
        backend = ElasticBackend(Settings(url=fake.url, home=Path()))
        with pytest.raises(EngineUnreachable, match="master_not_discovered") as raised:
            backend.generations(FAMILY)
        assert problem(raised) == ("engine.unreachable", 3)
        backend.close()


OLD = {"type": "media_type_header_exception", "reason": "Invalid media-type value on headers [Accept]"}
PATH = "no handler found for uri [/es/ipsearch-trademark-*/_alias] and method [GET]"


@pytest.mark.parametrize(
    ("product", "answer", "said"),
    [
        ("", (200, {"version": {"distribution": "opensearch", "number": "2.11.0"}}), "opensearch"),
        ("", (404, "not here"), "404 not here"),
        ("", (403, "blocked by the company"), "403 blocked by the company"),
        ("", (406, {"error": "Content-Type header [x] is not supported", "status": 406}), "is not supported"),
        ("Elasticsearch", (400, {"error": {"root_cause": [OLD], **OLD}, "status": 400}), "Invalid media-type"),
        ("Elasticsearch", (400, {"error": PATH}), "no handler"),
        ("Elasticsearch", (302, {}), "302"),
        ("Elasticsearch", (200, []), "200"),
        ("Elasticsearch", (200, {"took": 1}), "took"),
    ],
)
def test_a_server_that_is_no_cluster_of_this_version(product: str, answer: Answer, said: str) -> None:
    with fake_cluster(lambda *_: answer, product) as fake:
        backend = ElasticBackend(Settings(url=f"{fake.url}/es", home=Path()))
        for ask in (lambda: backend.generations(FAMILY), lambda: backend.reader(FAMILY)):
            with pytest.raises(EngineUnreachable, match="IPSEARCH_URL") as raised:
                ask()
            assert problem(raised) == ("engine.product", 3)
            assert str(raised.value).startswith(f"{fake.url}/es: ")
            assert said in str(raised.value)
        backend.close()


def test_an_answer_that_nobody_can_read() -> None:
    with fake_cluster(lambda *_: (404, b"no\n"), "") as fake:
        backend = ElasticBackend(Settings(url=fake.url, home=Path()))
        with pytest.raises(EngineUnreachable, match="IPSEARCH_URL") as raised:
            backend.generations(FAMILY)
        assert problem(raised) == ("engine.product", 3)
        backend.close()


def test_a_proxy_that_wants_a_login_or_finds_no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("elastic_transport._transport.time.sleep", lambda _: None)
    for status, code in ((401, "engine.unauthorized"), (502, "engine.unreachable")):
        with fake_cluster(lambda *_, status=status: (status, "proxy"), "") as fake:
            backend = ElasticBackend(Settings(url=fake.url, home=Path()))
            with pytest.raises(EngineError) as raised:
                backend.generations(FAMILY)
            assert raised.value.problem.code == code
            backend.close()


def test_a_wrong_key_or_password(elastic_secure: Cluster) -> None:
    base = {"url": elastic_secure.url, "home": Path(), "ca_certs": elastic_secure.ca_certs}
    wrong: list[dict[str, Any]] = [{"user": "loader", "password": "s3cret"}, {"api_key": "aWQ6czNjcmV0"}, {}]
    for login in wrong:
        backend = ElasticBackend(Settings(**base, **login))
        for ask in every_call(backend):
            with pytest.raises(EngineError, match="IPSEARCH_API_KEY") as raised:
                ask()
            assert problem(raised) == ("engine.unauthorized", 1)
            assert "s3cret" not in str(vars(raised.value.__cause__)) + repr(raised.value.__cause__) + str(raised.value)
        backend.close()


def test_a_searcher_reads_and_cannot_write(elastic_secure: Cluster, prefix: str) -> None:
    loader = ElasticBackend(settings_of(elastic_secure, prefix, "loader"))
    loaded(loader, [doc("a", b"1", b"whole", exact=("x",))]).close()
    loaded(loader, [doc("b", exact=("y",))]).close()
    first, second = names(loader)
    searcher = ElasticBackend(settings_of(elastic_secure, prefix, "searcher"))

    def state() -> Any:
        call(elastic_secure, "POST", f"/{prefix}-*/_refresh")  # what was written a moment ago is seen later
        return (
            call(elastic_secure, "GET", f"/{prefix}-*/_search?size=100&sort=_index")["hits"],
            call(elastic_secure, "GET", f"/{prefix}-*/_alias"),
        )

    before = state()
    for refused in (
        lambda: searcher.build(FAMILY, VERSIONS),
        lambda: searcher.update(FAMILY, VERSIONS),
        lambda: searcher.swap(FAMILY, first),
        lambda: searcher.drop(FAMILY, first),
    ):
        with pytest.raises(EngineError, match="rights of a loader") as raised:
            refused()
        assert problem(raised) == ("engine.forbidden", 1)
        assert "searcher" in str(raised.value)
    assert state() == before
    reader = searcher.reader(FAMILY, VERSIONS)
    assert (ids(reader, Everything()), reader.get(["b"]), reader.count(Terms("exact", ("y",)))) == (
        ["b"], {"b": b"{}"}, 1,
    )  # fmt: skip
    assert [(i.name, i.records, i.bytes > 0) for i in searcher.generations(FAMILY)] == [
        (first, 1, True),
        (second, 1, True),
    ]
    reader.close()
    # An empty place: nothing is made by a user without rights, not even the index of states.
    empty = ElasticBackend(settings_of(elastic_secure, f"{prefix}-empty", "searcher"))
    with pytest.raises(EngineError) as raised:
        empty.build(FAMILY, VERSIONS)
    assert problem(raised) == ("engine.forbidden", 1)
    assert call(elastic_secure, "GET", f"/{prefix}-empty-*/_alias") == {}
    # Of names that the role does not hold the cluster says which right is missing.
    elsewhere = ElasticBackend(settings_of(elastic_secure, "elsewhere", "loader"))
    with pytest.raises(EngineError, match="unauthorized for user") as raised:
        elsewhere.build(FAMILY, VERSIONS)
    assert problem(raised) == ("engine.forbidden", 1)
    for backend in (loader, searcher, empty, elsewhere):
        backend.close()


def test_an_index_that_is_read_only(backend: ElasticBackend, elastic_plain: Cluster, prefix: str) -> None:
    loaded(backend, [doc("a")]).close()
    index = f"/{prefix}-{names(backend)[0]}/_settings"
    for block in ("read_only_allow_delete", "write"):
        call(elastic_plain, "PUT", index, body={f"index.blocks.{block}": True})
        writer = backend.update(FAMILY, VERSIONS)
        writer.put([doc("b")])
        with pytest.raises(EngineError, match="disk space") as raised:
            writer.commit(b"1")
        assert problem(raised) == ("engine.read_only", 1)
        writer.close()
        call(elastic_plain, "PUT", index, body={f"index.blocks.{block}": None})
    writer = backend.update(FAMILY, VERSIONS)
    assert (writer.checkpoint(), writer.count()) == (b"", 1)
    writer.put([doc("b")])
    assert writer.publish().records == 2


def test_an_index_that_is_blocked_for_reading_or_closed(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str
) -> None:
    loaded(backend, [doc("a")]).close()
    index = f"/{prefix}-{names(backend)[0]}"
    call(elastic_plain, "PUT", f"{index}/_settings", body={"index.blocks.read": True})
    for ask in (lambda: backend.reader(FAMILY), lambda: backend.update(FAMILY, VERSIONS)):
        with pytest.raises(EngineUnreachable, match=r"may not be read: .*index read \(api\)") as raised:
            ask()
        assert problem(raised) == ("index.blocked", 3)
    call(elastic_plain, "PUT", f"{index}/_settings", body={"index.blocks.read": None})
    call(elastic_plain, "POST", f"{index}/_close")
    for ask in (lambda: backend.reader(FAMILY), lambda: backend.update(FAMILY, VERSIONS)):
        with pytest.raises(EngineUnreachable, match="_open") as closed:
            ask()
        assert problem(closed) == ("index.closed", 3)
    assert [(info.live, info.finished, info.records) for info in backend.generations(FAMILY)] == [(True, False, 0)]
    call(elastic_plain, "POST", f"{index}/_open")
    assert ids(backend.reader(FAMILY), Everything()) == ["a"]
    call(elastic_plain, "POST", f"{index}/_close")
    assert ids(loaded(backend, [doc("b")]), Everything()) == ["b"]
    assert [info.live for info in backend.generations(FAMILY)] == [False, True]
    backend.drop(FAMILY, names(backend)[0])
    assert len(names(backend)) == 1


def test_a_generation_that_may_not_be_deleted_stays_what_it_was(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str
) -> None:
    for identity in "ab":
        loaded(backend, [doc(identity)]).close()
    before = backend.generations(FAMILY)
    index = f"/{prefix}-{before[0].name}/_settings"
    call(elastic_plain, "PUT", index, body={"index.blocks.read_only": True})
    with pytest.raises(EngineError) as raised:
        backend.drop(FAMILY, before[0].name)
    assert problem(raised) == ("engine.read_only", 1)
    call(elastic_plain, "PUT", index, body={"index.blocks.read_only": None})
    assert backend.generations(FAMILY) == before
    backend.drop(FAMILY, before[0].name)
    assert names(backend) == [before[1].name]


def test_an_index_that_is_missing_or_stale(backend: ElasticBackend) -> None:
    with pytest.raises(IndexMissing) as raised:
        backend.reader(FAMILY)
    assert problem(raised) == ("index.missing", 3)
    loaded(backend, [doc("a")]).close()
    with pytest.raises(IndexStale) as stale:
        backend.reader(FAMILY, Versions("2", VERSIONS.schema))
    assert problem(stale) == ("index.stale", 3)


def test_an_index_that_is_deleted_under_a_reader(backend: ElasticBackend) -> None:
    reader = loaded(backend, [doc("a")])
    (first,) = names(backend)
    loaded(backend, []).close()
    backend.drop(FAMILY, first)
    with pytest.raises(IndexMissing, match="reload") as raised:
        reader.search(Everything(), ALL)
    assert problem(raised) == ("index.gone", 3)
    assert names(backend) != [first]


def test_a_live_generation_whose_state_is_lost_is_neither_searched_nor_updated(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str
) -> None:
    for identity in "ab":
        loaded(backend, [doc(identity)]).close()
    call(elastic_plain, "DELETE", f"/{prefix}-state")
    for ask in (lambda: backend.reader(FAMILY), lambda: backend.update(FAMILY, VERSIONS)):
        for _ in range(2):
            with pytest.raises(IndexMissing, match=f"{prefix}-state") as raised:
                ask()
            assert problem(raised) == ("index.no_state", 3)
    before = names(backend)
    # Loading anew helps, and nothing is taken for an interrupted build that may be a finished one.
    for identity in "cd":
        assert ids(loaded(backend, [doc(identity)]), Everything()) == [identity]
        assert names(backend)[:2] == before
    # A build that ended before it had a state is empty, and discarded by the next one.
    backend.build(FAMILY, VERSIONS).close()
    call(elastic_plain, "DELETE", f"/{prefix}-state/_doc/{names(backend)[-1]}")
    assert ids(loaded(backend, [doc("e")]), Everything()) == ["e"]
    assert len(names(backend)) == 5


def test_an_alias_that_somebody_pointed_to_two_generations(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str
) -> None:
    for identity in "ab":
        loaded(backend, [doc(identity)]).close()
    first, second = names(backend)

    def both() -> None:
        action = {"add": {"index": f"{prefix}-{first}", "alias": f"{prefix}-{FAMILY}"}}
        call(elastic_plain, "POST", "/_aliases", body={"actions": [action]})

    both()
    assert [info.live for info in backend.generations(FAMILY)] == [True, True]
    for ask in (lambda: backend.reader(FAMILY), lambda: backend.update(FAMILY, VERSIONS)):
        with pytest.raises(IndexMissing, match=f"{first}, {second}") as raised:
            ask()
        assert problem(raised) == ("index.several", 3)
    for name in (first, second):
        with pytest.raises(EngineError) as refused:
            backend.drop(FAMILY, name)
        assert refused.value.problem.code == "index.live"
    for name, identity in ((second, "b"), (first, "a")):
        both()
        backend.swap(FAMILY, name)
        assert [info.name for info in backend.generations(FAMILY) if info.live] == [name]
        assert ids(backend.reader(FAMILY), Everything()) == [identity]
    action = {"add": {"index": f"{prefix}-{second}", "alias": f"{prefix}-{FAMILY}"}}
    call(elastic_plain, "POST", "/_aliases", body={"actions": [action]})
    assert ids(loaded(backend, [doc("c")]), Everything()) == ["c"]
    assert sum(info.live for info in backend.generations(FAMILY)) == 1


def test_less_in_the_index_than_was_committed_is_said(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str
) -> None:
    loaded(backend, [doc("a"), doc("b")]).close()
    call(elastic_plain, "DELETE", f"/{prefix}-{names(backend)[0]}/_doc/a?refresh=true")
    for ask in (lambda: backend.reader(FAMILY), lambda: backend.update(FAMILY, VERSIONS)):
        with pytest.raises(EngineError, match="--rebuild") as raised:
            ask()
        assert problem(raised) == ("engine.lost", 1)
    assert ids(loaded(backend, [doc("c")]), Everything()) == ["c"]


def test_a_query_beyond_the_limits_of_the_cluster(backend: ElasticBackend) -> None:
    reader = loaded(backend, [doc("a", exact=("x",))])
    large = AtLeast(2, tuple(Terms("exact", (f"k{i}",)) for i in range(50_000)))
    deep: Node = Terms("exact", tuple(f"k{i}" for i in range(70_000)))
    for _ in range(27):
        deep = Not(deep)
    assert reader.count(deep) == 1
    for query in (large, Not(deep)):
        with pytest.raises(EngineError) as raised:
            reader.search(query, ALL)
        assert problem(raised) == ("engine.complex", 1)
        with pytest.raises(EngineError) as raised:
            reader.search_many([(Everything(), ALL), (query, ALL)])
        assert problem(raised) == ("engine.complex", 1)


def test_a_full_queue_that_stays_full() -> None:
    busy = {"error": {"type": "es_rejected_execution_exception", "reason": "queue is full"}, "status": 429}

    def answer(method: str, path: str, body: bytes) -> Answer:
        return 429, busy

    with fake_cluster(answer) as fake, pytest.MonkeyPatch.context() as patch:
        patch.setattr("elastic_transport._transport.time.sleep", lambda _: None)
        backend = ElasticBackend(Settings(url=fake.url, home=Path()))
        with pytest.raises(EngineBusy, match="overloaded") as raised:
            backend.generations(FAMILY)
        assert problem(raised) == ("engine.overloaded", 3)
        backend.close()


@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        (500, {"type": "x", "reason": "y"}, "engine.failed"),
        (504, "gateway", "engine.unreachable"),
        (404, {"type": "index_not_found_exception", "reason": "no such index"}, "index.gone"),
        (404, {"type": "resource_not_found_exception", "reason": "no"}, "engine.failed"),
        (400, {"root_cause": [{"type": "a", "reason": "outer", "caused_by": {"reason": "inner"}}]}, "engine.failed"),
        (503, {"type": "cluster_block_exception", "reason": "no master"}, "engine.unreachable"),
        (400, {"type": "validation_exception", "reason": "has [2]/[1] maximum normal shards open;"}, "engine.shards"),
    ],
)
def test_any_refusal_has_an_error(status: int, error: Any, code: str) -> None:
    assert refusal(cause_of(status, error), "here").problem.code == code
