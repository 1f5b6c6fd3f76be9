"""Readers of a real cluster: what is found, whole and as it was, also when the snapshot is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from cases import ALL, FAMILY, VERSIONS, doc, ids, loaded, names
from elastic_node import Cluster, call, settings_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipsearch.backends.base import Document, Reader
from ipsearch.backends.elastic import BulkOptions, ElasticBackend, WriterOptions
from ipsearch.backends.elastic.patience import Patience
from ipsearch.backends.elastic.prefixes import expand
from ipsearch.backends.elastic.snapshot import Snapshot
from ipsearch.errors import EngineError
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
    monkeypatch.setattr("ipsearch.backends.elastic.scan.PAGE", 7)
    reader: Any = loaded(backend, [doc(f"r{i:03}", exact=("x",)) for i in range(100)])
    assert reader._snapshots[-1].shards == 2

    def lose() -> None:
        reader._snapshots[-1].close()  # so does the cluster with one that nobody asks

    whole = [hit.id for hit in reader.scan(Everything())]
    assert sorted(whole) == [f"r{i:03}" for i in range(100)]
    found = []
    for number, hit in enumerate(reader.scan(Everything())):
        if number % 20 == 0:
            lose()
        found.append(hit.id)
    assert found == whole
    lose()
    assert sorted(ids(reader, Everything(), ALL)) == sorted(whole)
    lose()
    assert [page.total for page in reader.search_many([(Everything(), ALL), (Terms("exact", ("x",)), ALL)])] == [
        100
    ] * 2
    lose()
    assert (reader.count(Everything()), reader.get(["r001"])) == (100, {"r001": b"{}"})
    assert len(ids(reader, Everything(), View(limit=50))) == 50
    reader.close()
    reader.close()


def test_a_lost_snapshot_is_opened_again_only_if_nothing_was_written_since(
    backend: ElasticBackend, elastic_plain: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = loaded(backend, [doc(i, b"1") for i in "abcdef"])
    monkeypatch.setattr("ipsearch.backends.elastic.reader.MOST_ROWS", 2)

    def lose() -> None:
        call(elastic_plain, "DELETE", "/_pit", body={"id": reader._snapshots[-1]._id})

    body = reader._body(Everything(), View(limit=None), 2)
    rows = reader._rows(reader._snapshots[-1], body, reader._snapshots[-1].ask(body), None)
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


def test_behind_the_end_of_the_connection(elastic_plain: Cluster, prefix: str) -> None:
    backend = ElasticBackend(settings_of(elastic_plain, prefix), SMALL)
    reader = loaded(backend, [doc("CN-1", exact=("x",))])
    backend.close()
    for call_behind in (lambda: reader.search(Everything(), ALL), lambda: backend.generations(FAMILY)):
        with pytest.raises(EngineError) as caught:
            call_behind()
        assert caught.value.problem.code == "engine.disconnected"


def test_the_points_in_time_go_with_the_last_who_reads(
    backend: ElasticBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cluster admits some hundreds, and each keeps replaced files on its disks."""
    loaded(backend, [doc("CN-1", exact=("x",))]).close()
    closed: list[str] = []
    monkeypatch.setattr(Snapshot, "close", lambda snapshot: closed.append(snapshot.index))
    reader: Reader | None = backend.reader(FAMILY, VERSIONS)
    assert reader is not None
    asked = reader.search(Prefix("exact", "x"), ALL)
    rows = reader.scan(Everything())
    reader = None
    assert not closed
    assert [hit.id for hit in rows] == [hit.id for hit in asked.hits]
    del rows
    assert len(closed) == 1
    other = backend.reader(FAMILY, VERSIONS)
    other.close()
    other.close()
    del other
    assert len(closed) == 2
