"""Generations of a real cluster that somebody has changed by hand: none is taken for what it is not."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import patent_contract
import pytest
from cases import FAMILY, VERSIONS, doc, ids, loaded, names, problem
from elastic_node import Cluster, call, command, require, settings_of, started

from indexers.load import LoadOptions, load_trademarks
from ipsearch.backends.base import Backend
from ipsearch.backends.elastic import ElasticBackend
from ipsearch.backends.elastic.client import connect
from ipsearch.backends.elastic.failures import Cause, refusal
from ipsearch.backends.elastic.indexes import TEXTS
from ipsearch.backends.elastic.lock import FamilyLock
from ipsearch.backends.elastic.state import StateIndex
from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.errors import EngineBusy, EngineError, EngineUnreachable, IndexMissing, IndexStale
from ipsearch.indices import Versions
from ipsearch.query.ast import Everything, Terms


@pytest.fixture
def backend(elastic_plain: Cluster, prefix: str) -> Iterator[ElasticBackend]:
    backend = ElasticBackend(settings_of(elastic_plain, prefix))
    yield backend
    backend.close()


@pytest.fixture
def send(elastic_plain: Cluster, prefix: str) -> Callable[..., Any]:
    """``send("DELETE", "-state")``: a request about a name that begins with the prefix."""

    def ask(method: str, path: str, body: object = None) -> Any:
        return call(elastic_plain, method, f"/{prefix}{path}", body=body)

    return ask


# -- the alias


def test_without_an_alias_the_finished_generations_are_named_and_not_written_to(
    backend: ElasticBackend, send: Callable[..., Any]
) -> None:
    for identity in "ab":
        loaded(backend, [doc(identity)]).close()
    backend.build(FAMILY, VERSIONS).close()
    first, second, unfinished = names(backend)
    send("DELETE", f"-{second}/_alias/*")
    for ask in (lambda: backend.reader(FAMILY), lambda: backend.update(FAMILY, VERSIONS)):
        with pytest.raises(IndexMissing, match=f"{first}, {second}") as raised:
            ask()
        assert problem(raised) == ("index.none_live", 3)
        assert unfinished not in str(raised.value)
    backend.swap(FAMILY, second)
    assert ids(backend.reader(FAMILY), Everything()) == ["b"]


def test_an_update_whose_generation_is_no_longer_live_says_so_and_keeps_what_it_wrote(
    backend: ElasticBackend, send: Callable[..., Any]
) -> None:
    loaded(backend, [doc("a")]).close()
    (name,) = names(backend)
    writer = backend.update(FAMILY, VERSIONS)
    writer.put([doc("b")])
    send("DELETE", f"-{name}/_alias/*")
    with pytest.raises(IndexMissing, match=f"swap {name}") as raised:
        writer.publish()
    assert problem(raised) == ("index.not_live", 3)
    backend.swap(FAMILY, name)
    assert ids(backend.reader(FAMILY), Everything()) == ["a", "b"]


def test_an_index_with_the_name_of_the_alias_is_told_before_anything_is_built(
    backend: ElasticBackend, send: Callable[..., Any]
) -> None:
    loaded(backend, [doc("a")]).close()
    (name,) = names(backend)
    send("DELETE", f"-{name}/_alias/*")
    send("PUT", f"-{FAMILY}", {})
    for ask in (lambda: backend.build(FAMILY, VERSIONS), lambda: backend.swap(FAMILY, name)):
        with pytest.raises(EngineError, match="IPSEARCH_INDEX_PREFIX") as raised:
            ask()
        assert raised.value.problem.code == "index.in_the_way"
    assert names(backend) == [name]
    send("DELETE", f"-{FAMILY}")
    backend.swap(FAMILY, name)
    assert ids(backend.reader(FAMILY), Everything()) == ["a"]


@pytest.mark.parametrize("engine", ["elastic", "embedded"])
def test_a_delta_does_not_become_the_whole_library_where_nothing_is_live(
    backend: ElasticBackend, send: Callable[..., Any], tmp_path: Path, engine: str
) -> None:
    kept: Backend = backend if engine == "elastic" else EmbeddedBackend(tmp_path)

    def load(text: str, resume: bool = False, rebuild: bool = False) -> int:
        marks = tmp_path / "names.txt"
        marks.write_text(text, "utf-8")
        options = LoadOptions(workers=0, rejects=tmp_path / "rejects", resume=resume, rebuild=rebuild)
        return load_trademarks([marks], kept, options).total

    assert load("云岚\n蓝云\n海川\n") == 3
    (name,) = names(kept)
    if engine == "elastic":
        send("DELETE", f"-{name}/_alias/*")
    else:
        (tmp_path / FAMILY / "LIVE").unlink()
    for resume in (False, True):
        with pytest.raises(IndexMissing, match=f"{name}.*index swap NAME") as raised:
            load("山水\n", resume)
        assert problem(raised) == ("index.none_live", 3)
    assert [(info.name, info.live, info.records) for info in kept.generations(FAMILY)] == [(name, False, 3)]
    kept.swap(FAMILY, name)
    assert load("山水\n云海\n春风\n秋月\n") == 4  # the id of a name is its list and the number of its line
    assert load("山水\n", rebuild=True) == 1


# -- swaps


def test_a_generation_of_another_version_is_not_swapped_to(backend: ElasticBackend) -> None:
    loaded(backend, [doc("a")]).close()
    loaded(backend, [doc("b")]).close()
    first, _ = names(backend)
    with pytest.raises(IndexStale) as raised:
        backend.swap(FAMILY, first, Versions("2", VERSIONS.schema))
    assert problem(raised) == ("index.stale", 3)
    assert ids(backend.reader(FAMILY), Everything()) == ["b"]
    backend.swap(FAMILY, first, VERSIONS)
    assert ids(backend.reader(FAMILY), Everything()) == ["a"]


def test_a_generation_that_holds_less_than_was_written_is_not_swapped_to(
    backend: ElasticBackend, send: Callable[..., Any]
) -> None:
    for _ in range(2):
        loaded(backend, [doc("a"), doc("b")]).close()
    first, second = names(backend)
    send("DELETE", f"-{first}/_doc/a?refresh=true")
    with pytest.raises(EngineError, match="do not use it") as raised:
        backend.swap(FAMILY, first)
    assert raised.value.problem.code == "engine.lost"
    assert [info.name for info in backend.generations(FAMILY) if info.live] == [second]


@pytest.mark.parametrize(
    ("method", "path", "code"), [("POST", "/_close", "index.closed"), ("DELETE", "", "index.gone")]
)
def test_patents_without_their_texts_are_no_whole_generation(
    elastic_plain: Cluster, prefix: str, method: str, path: str, code: str
) -> None:
    family = patent_contract.FAMILY
    with closing(ElasticBackend(settings_of(elastic_plain, prefix))) as backend:
        for _ in range(2):
            patent_contract.loaded(backend, [patent_contract.doc("a", "x")]).close()
        kept, live = [info.name for info in backend.generations(family)]
        call(elastic_plain, method, f"/{prefix}-{kept}{TEXTS}{path}")
        found = [(info.name, info.finished, info.records) for info in backend.generations(family)]
        assert found == [(kept, False, 0), (live, True, 1)]
        with pytest.raises(EngineError, match=TEXTS) as raised:
            backend.swap(family, kept)
        assert problem(raised) == (code, 3)
        assert [info.name for info in backend.generations(family) if info.live] == [live]


def test_texts_that_are_left_alone_are_listed_and_can_be_dropped(elastic_plain: Cluster, prefix: str) -> None:
    family = patent_contract.FAMILY
    with closing(ElasticBackend(settings_of(elastic_plain, prefix))) as backend:
        patent_contract.loaded(backend, [patent_contract.doc("a", "x")]).close()
        writer = backend.build(family, patent_contract.VERSIONS)
        writer.close()
        live, built = [info.name for info in backend.generations(family)]
        call(elastic_plain, "DELETE", f"/{prefix}-{built}")
        assert [(i.name, i.finished, i.records) for i in backend.generations(family)][1] == (built, False, 0)
        backend.build(family, patent_contract.VERSIONS).close()  # drops what the unfinished build left
        assert built not in [info.name for info in backend.generations(family)]
        call(elastic_plain, "DELETE", f"/{prefix}-{live}")
        backend.drop(family, live)
        assert live not in str(call(elastic_plain, "GET", f"/{prefix}-*/_settings"))


# -- blocks


@pytest.mark.parametrize("block", ["read", "metadata"])
def test_a_kept_generation_that_is_blocked_stops_nothing_else(
    backend: ElasticBackend, send: Callable[..., Any], block: str
) -> None:
    for identity in "ab":
        loaded(backend, [doc(identity)]).close()
    kept, second = names(backend)
    send("PUT", f"-{kept}/_settings", {f"index.blocks.{block}": True})
    try:
        assert [(info.name, info.finished) for info in backend.generations(FAMILY)] == [
            (kept, block == "metadata"),  # its documents can be read
            (second, True),
        ]
        assert ids(loaded(backend, [doc("c")]), Everything()) == ["c"]
        backend.swap(FAMILY, second)
        assert ids(backend.reader(FAMILY), Everything()) == ["b"]
        with pytest.raises(EngineUnreachable, match=f"may not be read.*{block}") as raised:
            backend.swap(FAMILY, kept)
        assert problem(raised) == ("index.blocked", 3)
    finally:
        send("PUT", f"-{kept}/_settings", {f"index.blocks.{block}": None})


@pytest.mark.parametrize(
    ("status", "reason", "code"),
    [
        (403, "index [a] blocked by: [FORBIDDEN/7/index read (api)];", "index.blocked"),
        (403, "index [a] blocked by: [FORBIDDEN/9/index metadata (api)];", "index.blocked"),
        (403, "index [a] blocked by: [FORBIDDEN/8/index write (api)];", "engine.read_only"),
        (
            403,
            "blocked by: [FORBIDDEN/5/index read-only (api)];[FORBIDDEN/9/index metadata (api)];",
            "engine.read_only",
        ),
        (429, "index [a] blocked by: [TOO_MANY_REQUESTS/12/disk usage];", "engine.read_only"),
    ],
)
def test_blocks_of_reading_and_of_writing_are_told_apart(status: int, reason: str, code: str) -> None:
    cause = Cause(status, "cluster_block_exception", reason)
    assert refusal(cause, "here").problem.code == code
    assert not cause.is_passing


# -- the index of states


def test_a_load_whose_index_of_states_is_deleted_says_so_and_makes_none(
    backend: ElasticBackend, elastic_plain: Cluster, prefix: str, send: Callable[..., Any]
) -> None:
    loaded(backend, [doc("a")]).close()
    writer = backend.update(FAMILY, VERSIONS)
    writer.put([doc("b")])
    send("DELETE", "-state")
    with pytest.raises(IndexMissing, match="was deleted") as raised:
        writer.commit(b"1")
    assert problem(raised) == ("index.state_gone", 3)
    assert f"{prefix}-state" not in call(elastic_plain, "GET", f"/{prefix}-*/_settings")


def test_a_lock_is_not_renewed_into_an_index_that_is_gone(elastic_plain: Cluster, prefix: str) -> None:
    cluster = connect(settings_of(elastic_plain, prefix))
    StateIndex(cluster).ensure()
    lock = FamilyLock(cluster, FAMILY, lease=2.0)
    call(elastic_plain, "DELETE", f"/{prefix}-state")
    time.sleep(1.2)  # two renewals
    with pytest.raises(IndexMissing) as raised:
        lock.renew()
    assert raised.value.problem.code == "index.state_gone"
    assert f"{prefix}-state" not in call(elastic_plain, "GET", f"/{prefix}-*/_settings")
    # Made anew, it lacks the lock: that another load took over is only one of the causes.
    StateIndex(cluster).ensure()
    with pytest.raises(EngineBusy) as lost:
        lock.renew()
    assert problem(lost) == ("engine.lock_gone", 3)
    lock.release()
    cluster.client.close()


@pytest.mark.parametrize(
    ("path", "content"),
    [("/_doc/lock-x?refresh=true", {"lock": {"until": 1.5, "owner": {"host": "h"}}}), ("", {})],
    ids=["renewed lock", "refused write"],
)
def test_an_index_of_states_that_a_write_made_is_replaced_and_a_foreign_one_is_refused(
    backend: ElasticBackend, send: Callable[..., Any], prefix: str, path: str, content: object
) -> None:
    send("PUT", f"-state{path}", content)
    loaded(backend, [doc("a")]).close()
    assert send("GET", "-state/_mapping")[f"{prefix}-state"]["mappings"]["dynamic"] == "strict"
    before = send("GET", "-state/_settings")
    backend.update(FAMILY, VERSIONS).close()
    assert send("GET", "-state/_settings") == before  # ours stays
    send("DELETE", "-state")
    send("PUT", "-state/_doc/1?refresh=true", {"diary": "dear"})
    for ask in (lambda: backend.build(FAMILY, VERSIONS), lambda: backend.drop(FAMILY, names(backend)[0])):
        with pytest.raises(EngineError, match="IPSEARCH_INDEX_PREFIX") as raised:
            ask()
        assert raised.value.problem.code == "index.foreign_state"
    assert send("GET", "-state/_doc/1")["_source"] == {"diary": "dear"}


# -- a node that is away for a while


def test_a_reader_waits_for_its_only_node_to_come_back(prefix: str) -> None:
    cluster = started("restarted")
    with closing(ElasticBackend(settings_of(cluster, prefix))) as backend:
        reader = loaded(backend, [doc("a", exact=("x",)), doc("b")])
        assert command("kill", "--node", "1", "--dir", cluster.folder).returncode == 0
        again = threading.Thread(
            target=lambda: require(command("start-node", "--node", "1", "--dir", cluster.folder)), daemon=True
        )
        again.start()
        assert ids(reader, Terms("exact", ("x",))) == ["a"]
        assert reader.count(Everything()) == 2
        again.join()
        reader.close()
    assert command("stop", "--clean", "--dir", cluster.folder).returncode == 0
