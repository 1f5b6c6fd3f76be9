"""Every document is answered for: full queues, lost answers, refusals, in any mixture."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from elasticsearch import Elasticsearch, OrjsonSerializer
from fake_cluster import Answer, FakeCluster, fake_cluster
from hypothesis import given, settings
from hypothesis import strategies as st

from ipsearch.backends.elastic.bulk import BulkOptions, BulkSender, ChunkSender, Outcome
from ipsearch.backends.elastic.patience import Patience
from ipsearch.errors import EngineBusy, EngineError, EngineUnreachable

SHORT = Patience(seconds=5.0, first=0.001, longest=0.01)
NONE = Patience(seconds=0.0, first=0.001, longest=0.001)
BUSY = {"type": "es_rejected_execution_exception", "reason": "queue is full"}
NO_SHARD = {"type": "unavailable_shards_exception", "reason": "primary shard is not active"}
BAD = {"type": "document_parsing_exception", "reason": "cannot be read"}
FULL = {"type": "cluster_block_exception", "reason": "blocked by: flood-stage watermark"}
NO_RIGHT = {"type": "security_exception", "reason": "action [bulk] is unauthorized for user [searcher]"}


def sent(body: bytes) -> dict[str, Any]:
    """Documents of a bulk request by id."""
    lines = [json.loads(line) for line in body.splitlines()]
    return {action["index"]["_id"]: document for action, document in zip(lines[::2], lines[1::2], strict=True)}


class Store:
    """Stores what it is sent, but for the troubles of a script: one a request, then none."""

    def __init__(self, *script: str) -> None:
        self.script, self.stored = list(script), dict[str, Any]()

    def __call__(self, _method: str, _path: str, body: bytes) -> Answer:
        documents, trouble = sent(body), self.script.pop(0) if self.script else ""
        match trouble:
            case "lost before":
                return None
            case "lost after":
                self.put(documents)
                return None
            case "gateway":
                self.put(documents)
                return 502, {"error": "bad gateway"}
            case "queue":
                return 429, {"error": BUSY, "status": 429}
        items = []
        for number, (identity, document) in enumerate(documents.items()):
            error = {"items busy": (429, BUSY), "no shard": (503, NO_SHARD), "bad": (400, BAD)}.get(trouble)
            if error and number % 2 == 0:
                items.append({"index": {"status": error[0], "error": error[1]}})
            else:
                items.append({"index": {"status": 201, "result": self.put({identity: document})}})
        return 200, {"items": items}

    def put(self, documents: dict[str, Any]) -> str:
        result = "updated" if documents.keys() <= self.stored.keys() else "created"
        self.stored |= documents
        return result


def client_of(fake: FakeCluster) -> Elasticsearch:
    return Elasticsearch(fake.url, serializer=OrjsonSerializer(), max_retries=3, retry_backoff_base=0.001)


def send(store: Any, count: int = 4, patience: Patience = SHORT) -> tuple[Outcome, FakeCluster]:
    with fake_cluster(store) as fake, client_of(fake) as client:
        sender = ChunkSender(client, "index", patience)
        return sender.send({f"r{i}": json.dumps({"n": i}) for i in range(count)}), fake


def test_a_chunk_is_one_request_of_lines() -> None:
    store = Store()
    outcome, fake = send(store, 3)
    assert (outcome, store.stored) == (Outcome(created=3), {f"r{i}": {"n": i} for i in range(3)})
    assert [(method, path.partition("?")[0]) for method, path, _ in fake.requests] == [("PUT", "/index/_bulk")]


@pytest.mark.parametrize(
    ("trouble", "requests", "created", "replaced"),
    [
        ("items busy", 2, 4, 0),  # refused before it was stored: nothing is unsure
        ("queue", 2, 4, 0),
        ("no shard", 2, 4, 0),
        ("lost before", 2, 4, 0),
        ("lost after", 2, 0, 4),
        ("gateway", 2, 0, 4),
    ],
)
def test_what_passes_is_sent_again_and_only_what_is_missing(
    trouble: str, requests: int, created: int, replaced: int
) -> None:
    store = Store(trouble)
    outcome, fake = send(store)
    assert (outcome, len(fake.requests)) == (Outcome(created, replaced, unsure=replaced), requests)
    assert store.stored == {f"r{i}": {"n": i} for i in range(4)}
    if trouble == "items busy":
        assert list(sent(fake.requests[1][2])) == ["r0", "r2"]


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.sampled_from(["items busy", "queue", "no shard", "lost before", "lost after", "gateway"]), max_size=5)
)
def test_no_mixture_of_troubles_loses_a_document_or_counts_one_twice(script: list[str]) -> None:
    store = Store(*script)
    outcome, _ = send(store, 5)
    assert store.stored.keys() == {f"r{i}" for i in range(5)}
    assert outcome.created + outcome.replaced == 5
    assert outcome.unsure <= outcome.replaced


def test_a_document_that_was_there_is_replaced_and_not_unsure() -> None:
    store = Store()
    store.put({"r1": {}})
    assert send(store)[0] == Outcome(created=3, replaced=1)


def test_a_document_that_is_refused_for_good_is_named_and_the_others_are_stored() -> None:
    store = Store("bad")
    outcome, fake = send(store)
    assert ({i: cause.reason for i, cause in outcome.refused.items()}, outcome.created) == (
        {"r0": "cannot be read", "r2": "cannot be read"}, 2,
    )  # fmt: skip
    assert len(fake.requests) == 1


@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        (403, NO_RIGHT, "engine.forbidden"),
        (429, FULL, "engine.read_only"),
        (403, FULL, "engine.read_only"),
    ],
)
@pytest.mark.parametrize("each", [False, True])
def test_what_holds_for_the_whole_index_ends_it_at_once(status: int, error: Any, code: str, each: bool) -> None:
    def answer(method: str, path: str, body: bytes) -> Answer:
        item = {"index": {"status": status, "error": error}}
        return (200, {"items": [item] * 4}) if each else (status, {"error": error, "status": status})

    with fake_cluster(answer) as fake, client_of(fake) as client:
        with pytest.raises(EngineError) as raised:
            ChunkSender(client, "index", SHORT).send({f"r{i}": "{}" for i in range(4)})
        assert (raised.value.problem.code, len(fake.requests)) == (code, 1)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [((429, {"error": BUSY, "status": 429}), EngineBusy), (None, EngineUnreachable), ((503, {}), EngineUnreachable)],
)
def test_patience_ends(answer: Answer, kind: type[EngineError]) -> None:
    with fake_cluster(lambda *_: answer) as fake, client_of(fake) as client, pytest.raises(kind):
        ChunkSender(client, "index", NONE).send({"r": "{}"})


# -- several chunks


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def client(store: Store) -> Iterator[Elasticsearch]:
    with fake_cluster(lambda *args: store(*args)) as fake, client_of(fake) as client:
        yield client


def test_documents_go_out_in_chunks_and_the_last_of_an_id_stays(client: Elasticsearch, store: Store) -> None:
    sender = BulkSender(client, ["index"], BulkOptions(workers=3, chunk_documents=7, patience=SHORT))
    for i in range(100):
        sender.add({f"r{i % 30}": (json.dumps({"n": i}),)})
    waiting = sender.waiting([f"r{i}" for i in range(30)])
    assert waiting["r9"] == ('{"n": 99}',)
    assert sender.settle().created == 30
    assert store.stored == {f"r{i % 30}": {"n": i} for i in range(70, 100)}
    assert (sender.waiting(["r9"]), sender.settle()) == ({}, Outcome())
    sender.close()


def test_two_versions_of_a_document_are_never_under_way_together() -> None:
    lock, under_way, most = threading.Lock(), Counter[str](), Counter[str]()
    store, first = Store(), threading.Event()

    def answer(method: str, path: str, body: bytes) -> Answer:
        nonlocal most
        with lock:
            under_way.update(sent(body).keys())
            most |= under_way
        first.wait(0.02)
        with lock:
            under_way.subtract(sent(body).keys())
            return store(method, path, body)

    with fake_cluster(answer) as fake, client_of(fake) as client:
        sender = BulkSender(client, ["index"], BulkOptions(workers=4, chunk_documents=2, patience=SHORT))
        for i in range(40):
            sender.add({"same": (json.dumps({"n": i}),), f"r{i}": ("{}",)})
        sender.settle()
        sender.close()
    assert store.stored["same"] == {"n": 39}
    assert set(most.values()) == {1}


def test_a_refusal_is_told_once_and_the_others_are_stored() -> None:
    store = Store("bad")
    with fake_cluster(store) as fake, client_of(fake) as client:
        sender = BulkSender(client, ["index"], BulkOptions(workers=1, chunk_documents=2, patience=SHORT))
        sender.add({f"r{i}": ("{}",) for i in range(2)})
        assert list(sender.settle().refused) == ["r0"]
        assert sender.refused() == {}
        sender.close()
        assert list(store.stored) == ["r1"]


def test_what_the_last_index_has_the_others_have_too() -> None:
    stores = {"texts": Store("bad", "items busy"), "hot": Store("lost before")}

    def answer(method: str, path: str, body: bytes) -> Answer:
        found = stores[path.split("/")[1]](method, path, body)
        assert stores["hot"].stored.keys() <= stores["texts"].stored.keys()
        return found

    with fake_cluster(answer) as fake, client_of(fake) as client:
        sender = BulkSender(client, ["texts", "hot"], BulkOptions(workers=2, chunk_documents=5, patience=SHORT))
        sender.add({f"r{i}": (json.dumps({"long": i}), json.dumps({"n": i})) for i in range(10)})
        outcome = sender.settle()
        sender.close()
    stored = {f"r{i}" for i in range(10)} - outcome.refused.keys()
    assert outcome.refused
    assert stores["texts"].stored == {i: {"long": int(i[1:])} for i in stored}
    assert stores["hot"].stored == {i: {"n": int(i[1:])} for i in stored}
    assert outcome.created + outcome.replaced == len(stored)


def test_a_document_that_only_the_last_index_refuses_ends_the_load() -> None:
    stores = {"texts": Store(), "hot": Store("bad")}
    with fake_cluster(lambda *args: stores[args[1].split("/")[1]](*args)) as fake, client_of(fake) as client:
        sender = BulkSender(client, ["texts", "hot"], BulkOptions(workers=1, patience=SHORT))
        sender.add({"r0": ("{}", "{}")})
        with pytest.raises(EngineError) as raised:
            sender.settle()
        sender.close()
    assert "cannot be read" in str(raised.value.problem.values["error"])


def test_close_does_not_wait_for_a_cluster_that_is_away() -> None:
    with fake_cluster(lambda *_: None) as fake, client_of(fake) as client:
        forever = Patience(seconds=600.0, first=300.0, longest=300.0)
        sender = BulkSender(client, ["index"], BulkOptions(workers=2, chunk_documents=1, patience=forever))
        sender.add({"a": ("{}",)})
        while not fake.requests:
            threading.Event().wait(0.001)
        began = time.monotonic()
        sender.close()
    assert time.monotonic() - began < 100  # the first pause is half of the longest at least
