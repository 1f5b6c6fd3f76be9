"""What every backend must do: one suite, run against each of them.

A subclass gives the fixture ``backend``. The expected values of the examples are written by hand; the property compares
with the literal evaluation of :func:`ipsearch.backends.memory.holds`.
"""

from __future__ import annotations

import pytest
from cases import ALL, BY_ID, DOCUMENTS, EXAMPLES, FAMILY, QUERIES, SIX, VERSIONS, doc, ids, loaded, names
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipsearch.backends.base import Backend, Document
from ipsearch.backends.memory import holds
from ipsearch.errors import EngineBusy, EngineError, IndexMissing, IndexStale
from ipsearch.indices import Versions
from ipsearch.query.ast import And, Everything, Exists, Node, Not, Nothing, Phrase, Prefix, Range, Terms, View


def answers_by_definition(backend: Backend, batches: list[list[Document]], queries: list[Node]) -> None:
    """Load the batches and compare every way to ask with what the query tree means."""
    writer = backend.build(FAMILY, VERSIONS)
    latest: dict[str, Document] = {}
    for number, batch in enumerate(batches):
        writer.put(batch)
        latest |= {document.id: document for document in batch}
        assert writer.count() == len(latest)
        if number % 2:
            writer.commit(b"")
    assert writer.stored(list(latest)) == {i: d.lean for i, d in latest.items()}
    writer.publish()
    reader = backend.reader(FAMILY)
    view = View(limit=2, after="CN-10", sort="id")
    try:
        for query, many in zip(queries, reader.search_many([(query, BY_ID) for query in queries]), strict=True):
            expected = sorted(i for i, d in latest.items() if holds(query, d))
            page = reader.search(query, view)
            assert ids(reader, query) == [hit.id for hit in many.hits] == expected
            assert {(hit.id, hit.lean) for hit in reader.search(query, ALL).hits} == {
                (i, latest[i].lean) for i in expected
            }
            assert sorted(hit.id for hit in reader.scan(query)) == expected
            assert [hit.id for hit in page.hits] == [i for i in expected if i > "CN-10"][:2]
            assert page.total == many.total == reader.count(query) == len(expected)
    finally:
        reader.close()
        for info in backend.generations(FAMILY):
            if not info.live:
                backend.drop(FAMILY, info.name)


class BackendContract:
    """Subclass it and give the fixture ``backend``: an empty place.

    ``examples`` is how many random cases are tried; fewer where each takes long.
    """

    examples = 50

    # -- queries

    def test_every_node_selects_what_its_meaning_says(self, backend: Backend) -> None:
        reader = loaded(backend, SIX)
        wrong = [
            (query, expected, found)
            for query, expected in EXAMPLES
            if (found := "".join(ids(reader, query))) != expected
        ]
        assert wrong == []
        assert [reader.count(query) for query, _ in EXAMPLES] == [len(expected) for _, expected in EXAMPLES]
        assert ["".join(sorted(hit.id for hit in reader.scan(query))) for query, _ in EXAMPLES] == [
            e for _, e in EXAMPLES
        ]

    @pytest.mark.parametrize(
        "query",
        [
            Terms("nosuch", ("a",)),
            Terms("application_date", ("20200101",)),
            Phrase("exact", ("a", "b")),
            Range("exact", 1, 2),
            Prefix("lean", "x"),
            Prefix("chars", "小"),
            And((Everything(), Not(Exists("detail")))),
        ],
    )
    def test_a_field_that_cannot_answer_is_an_error(self, backend: Backend, query: Node) -> None:
        reader = loaded(backend, SIX)
        for ask in (
            lambda: reader.search(query, ALL),
            lambda: reader.search_many([(Everything(), ALL), (query, ALL)]),
            lambda: reader.count(query),
            lambda: list(reader.scan(query)),
        ):
            with pytest.raises(EngineError) as raised:
                ask()
            assert raised.value.problem.code == "engine.query"

    def test_a_limit_shows_less_and_counts_all(self, backend: Backend) -> None:
        reader = loaded(backend, [doc(f"r{i:04}", exact=("x",)) for i in range(2500)])
        query = Terms("exact", ("x",))
        for limit, shown in ((0, 0), (1, 1), (1023, 1023), (1025, 1025), (2500, 2500), (9999, 2500), (None, 2500)):
            for sort in ("score", "id"):
                page = reader.search(query, View(limit=limit, sort=sort))
                assert (len({hit.id for hit in page.hits}), page.total) == (shown, 2500)
        assert len({hit.id for hit in reader.scan(query)}) == 2500

    def test_the_engines_order_does_not_change(self, backend: Backend) -> None:
        reader = loaded(backend, [doc(f"r{i}", exact=("x",)) for i in range(300)])
        whole = ids(reader, Everything(), ALL)
        assert ids(reader, Everything(), View(limit=200)) == whole[:200]
        assert ids(reader, Everything(), ALL) == whole

    def test_pages_by_id_meet_without_gap_or_overlap(self, backend: Backend) -> None:
        # Few rows shown of many, and many of few, are different ways in an engine; odd characters a third.
        rows = [f"CN-{i}" for i in range(80)] + [
            'CN-1"',
            "CN-1(",
            "CN-1 ".strip() + "[x]",
            "*",
            "TO",
            "é",
            "中",
            "𠮷",
            "{",
            "CN",
            "-0:",
            "-",
        ]
        reader = loaded(backend, [doc(i) for i in rows])
        for size in (1, 2, 50):
            seen: list[str] = []
            while hits := reader.search(
                Everything(), View(limit=size, after=seen[-1] if seen else None, sort="id")
            ).hits:
                seen += [hit.id for hit in hits]
            assert seen == sorted(rows)
        page = reader.search(Everything(), View(limit=2, after="CN-1!!", sort="id"))
        assert ([hit.id for hit in page.hits], page.total) == (['CN-1"', "CN-1("], len(rows))
        assert ids(reader, Everything(), View(limit=1, after="\U0010ffff", sort="id")) == []

    def test_many_searches_answer_as_each_alone(self, backend: Backend) -> None:
        reader = loaded(backend, [doc(f"r{i:04}", str(i).encode(), exact=(f"k{i % 3}", "x")) for i in range(2100)])
        views = (
            ALL, BY_ID, View(limit=0), View(limit=3), View(limit=1500), View(limit=2, sort="id"),
            View(limit=1200, sort="id", after="r0400"), View(limit=None, sort="id", after="r2098"),
        )  # fmt: skip
        queries: list[Node] = [Everything(), Nothing(), Terms("exact", ("k0",)), Terms("exact", ("k1", "k2"))]
        asked = [(query, view) for query in queries for view in views] * 3
        assert reader.search_many(asked) == [reader.search(query, view) for query, view in asked]
        assert reader.search_many([]) == []

    def test_an_empty_index_answers(self, backend: Backend) -> None:
        reader = loaded(backend, [])
        assert (reader.count(Everything()), ids(reader, Everything()), list(reader.scan(Not(Nothing())))) == (0, [], [])
        assert reader.get(["a"]) == {}

    def test_any_query_on_any_documents_is_its_definition(self, backend: Backend) -> None:
        batches = st.lists(st.lists(DOCUMENTS, max_size=8), max_size=4)

        @settings(max_examples=self.examples, deadline=None, suppress_health_check=list(HealthCheck))
        @given(batches, st.lists(QUERIES, min_size=10, max_size=10))
        def always(batches: list[list[Document]], queries: list[Node]) -> None:
            answers_by_definition(backend, batches, queries)

        always()

    # -- documents

    def test_lean_comes_with_the_hit_and_detail_when_asked(self, backend: Backend) -> None:
        reader = loaded(backend, [doc("a", b'{"m":1}', b'{"m":1,"goods":"x"}'), doc("b", b"\x00\xff"), doc("c", b"")])
        assert {hit.id: hit.lean for hit in reader.search(Everything(), ALL).hits} == {
            "a": b'{"m":1}', "b": b"\x00\xff", "c": b"",
        }  # fmt: skip
        assert reader.get(["b", "a", "nosuch", "a"]) == {"a": b'{"m":1,"goods":"x"}', "b": b"\x00\xff"}

    def test_the_later_document_of_an_id_replaces_the_earlier(self, backend: Backend) -> None:
        writer = backend.build(FAMILY, VERSIONS)
        writer.put([doc("a", b"1", exact=("one",)), doc("a", b"2", exact=("two",)), doc("b", b"1")])
        assert (writer.count(), writer.stored(["a", "b", "c"])) == (2, {"a": b"2", "b": b"1"})
        writer.put([doc("a", b"3", exact=("three",))])
        assert (writer.count(), writer.stored(["a"])) == (2, {"a": b"3"})
        writer.commit(b"")
        writer.put([doc("b", b"4", b"whole", exact=("four",)), doc("c", b"5")])
        assert (writer.count(), writer.stored(["a", "b", "c"])) == (3, {"a": b"3", "b": b"whole", "c": b"5"})
        info = writer.publish()
        reader = backend.reader(FAMILY)
        assert (info.records, info.live, info.finished) == (3, True, True)
        assert ids(reader, Terms("exact", ("one", "two"))) == []
        assert ids(reader, Terms("exact", ("three", "four"))) == ["a", "b"]
        assert reader.get(["a", "b", "c"]) == {"a": b"3", "b": b"whole", "c": b"5"}

    @pytest.mark.parametrize(
        "bad",
        [
            doc("x", exact=("two words",)),
            doc("x", exact=("ideographic　space",)),
            doc("x", exact=("", "a b")),
            doc("x", exact=("a ",)),
            doc("x", exact=("",)),
            doc("x", exact=("\udcff",)),
            doc("x", exact=("字" * 10_923,)),
            doc("x", exact=(1,)),  # type: ignore[arg-type]
            doc("x", exact="text"),  # type: ignore[arg-type]
            doc("x", exact=20200101),
            doc("x", application_date=("20200101",)),
            doc("x", application_date=True),
            doc("x", application_date=2**63),
            doc("x", nosuch=("a",)),
            doc("x", lean_=("a",)),
            doc("x", id=("y",)),
            doc("", exact=("a",)),
            doc("a b", exact=("a",)),
            doc("\udcff", exact=("a",)),
        ],
    )
    def test_a_document_that_does_not_fit_refuses_the_call_and_loses_nothing(
        self, backend: Backend, bad: Document
    ) -> None:
        writer = backend.build(FAMILY, VERSIONS)
        writer.put([doc("a")])
        with pytest.raises(EngineError) as raised:
            writer.put([doc("b"), bad, doc("c")])
        assert raised.value.problem.code == "engine.document"
        writer.put([doc("d", exact=("字" * 10_922,), application_date=-(2**63))])
        writer.publish()
        assert ids(backend.reader(FAMILY), Everything()) == ["a", "d"]

    def test_statistics_and_date_are_kept_with_the_generation(self, backend: Backend) -> None:
        assert loaded(backend, []).statistics() == b""
        writer = backend.build(FAMILY, VERSIONS)
        writer.set_statistics(b"\x00df")
        writer.set_as_of("2026-11-20")
        assert writer.publish().as_of == "2026-11-20"
        reader = backend.reader(FAMILY)
        assert (reader.statistics(), reader.info().as_of) == (b"\x00df", "2026-11-20")

    # -- generations

    def test_nothing_loaded_is_said(self, backend: Backend) -> None:
        for ask in (lambda: backend.reader(FAMILY), lambda: backend.update(FAMILY, VERSIONS)):
            with pytest.raises(IndexMissing, match="ipsearch load trademarks"):
                ask()
        assert backend.generations(FAMILY) == []

    def test_a_build_is_seen_when_it_is_published(self, backend: Backend) -> None:
        old = loaded(backend, [doc("old")])
        writer = backend.build(FAMILY, VERSIONS)
        writer.put([doc("new")])
        writer.commit(b"1")
        assert [(i.live, i.finished, i.records) for i in backend.generations(FAMILY)] == [
            (True, True, 1),
            (False, False, 1),
        ]
        assert ids(backend.reader(FAMILY), Everything()) == ["old"]
        writer.publish()
        assert [(i.live, i.finished) for i in backend.generations(FAMILY)] == [(False, True), (True, True)]
        assert ids(backend.reader(FAMILY), Everything()) == ["new"]
        assert ids(old, Everything()) == ["old"]

    def test_swap_and_drop(self, backend: Backend) -> None:
        loaded(backend, [doc("one")])
        loaded(backend, [doc("two")])
        first, second = names(backend)
        with pytest.raises(IndexStale):
            backend.swap(FAMILY, first, Versions("2", VERSIONS.schema))
        backend.swap(FAMILY, first, VERSIONS)
        assert ids(backend.reader(FAMILY), Everything()) == ["one"]
        with pytest.raises(EngineError) as raised:
            backend.drop(FAMILY, first)
        assert raised.value.problem.code == "index.live"
        backend.drop(FAMILY, second)
        assert names(backend) == [first]
        for refused in (backend.swap, backend.drop):
            with pytest.raises(IndexMissing) as raised:
                refused(FAMILY, second)
            assert raised.value.problem.code == "index.no_generation"

    def test_an_unfinished_build_cannot_go_live(self, backend: Backend) -> None:
        loaded(backend, [doc("old")])
        backend.build(FAMILY, VERSIONS).close()
        with pytest.raises(IndexMissing) as raised:
            backend.swap(FAMILY, names(backend)[-1])
        assert raised.value.problem.code == "index.no_generation"

    def test_an_interrupted_build_resumes_at_its_checkpoint(self, backend: Backend) -> None:
        writer = backend.build(FAMILY, VERSIONS)
        assert writer.checkpoint() == b""
        writer.put([doc("a", b"1"), doc("b", b"1")])
        writer.set_as_of("2026-01-01")
        writer.commit(b"after b\x00")
        writer.put([doc("c", b"1")])
        writer.close()
        writer = backend.build(FAMILY, VERSIONS, resume=True)
        assert (writer.checkpoint(), writer.count()) == (b"after b\x00", 2)
        assert writer.stored(["a", "b", "c"]) == {"a": b"1", "b": b"1"}
        writer.put([doc("b", b"2"), doc("c", b"2")])
        assert writer.publish().as_of == "2026-01-01"
        assert backend.reader(FAMILY).get(["a", "b", "c"]) == {"a": b"1", "b": b"2", "c": b"2"}
        assert len(names(backend)) == 1

    def test_a_new_build_discards_the_interrupted_one(self, backend: Backend) -> None:
        writer = backend.build(FAMILY, VERSIONS)
        writer.put([doc("a")])
        writer.commit(b"1")
        writer.close()
        writer = backend.build(FAMILY, VERSIONS)
        assert (writer.count(), writer.checkpoint(), len(names(backend))) == (0, b"", 1)
        writer.close()

    def test_a_build_of_another_version_is_not_resumed(self, backend: Backend) -> None:
        writer = backend.build(FAMILY, VERSIONS)
        writer.put([doc("a")])
        writer.commit(b"1")
        writer.close()
        writer = backend.build(FAMILY, Versions("2", VERSIONS.schema), resume=True)
        assert (writer.count(), writer.checkpoint()) == (0, b"")
        writer.close()

    def test_another_version_is_stale(self, backend: Backend) -> None:
        loaded(backend, [doc("a")])
        for ask in (backend.reader, backend.update):
            with pytest.raises(IndexStale, match="--rebuild"):
                ask(FAMILY, Versions("2", VERSIONS.schema))
        assert ids(backend.reader(FAMILY, VERSIONS), Everything()) == ["a"]

    def test_one_writer_at_a_time(self, backend: Backend) -> None:
        loaded(backend, [doc("a")])
        name = names(backend)[0]
        for begin in (backend.build, backend.update):
            writer = begin(FAMILY, VERSIONS)
            for refused in (
                lambda: backend.build(FAMILY, VERSIONS),
                lambda: backend.build(FAMILY, VERSIONS, resume=True),
                lambda: backend.update(FAMILY, VERSIONS),
                lambda: backend.swap(FAMILY, name),
                lambda: backend.drop(FAMILY, name),
            ):
                with pytest.raises(EngineBusy):
                    refused()
            writer.close()
        backend.swap(FAMILY, name)
        assert ids(backend.reader(FAMILY), Everything()) == ["a"]

    def test_a_writer_that_has_ended_refuses(self, backend: Backend) -> None:
        writer = backend.build(FAMILY, VERSIONS)
        writer.close()
        writer.close()
        for refused in (lambda: writer.put([doc("a")]), lambda: writer.commit(b""), writer.publish):
            with pytest.raises(EngineError) as raised:
                refused()
            assert raised.value.problem.code == "engine.closed"

    def test_an_update_is_seen_by_readers_opened_after_its_commit(self, backend: Backend) -> None:
        before = loaded(backend, [doc("a", b"1", exact=("x",)), doc("b", b"1", exact=("x",))])
        writer = backend.update(FAMILY, VERSIONS)
        assert (writer.count(), writer.stored(["a"])) == (2, {"a": b"1"})
        writer.put([doc("a", b"2", exact=("y",)), doc("c", b"2", exact=("x",))])
        assert ids(backend.reader(FAMILY), Terms("exact", ("x",))) == ["a", "b"]
        writer.commit(b"delta 1")
        assert ids(backend.reader(FAMILY), Terms("exact", ("x",))) == ["b", "c"]
        assert ids(before, Terms("exact", ("x",))) == ["a", "b"]
        writer.put([doc("d")])
        writer.close()
        reader = backend.reader(FAMILY)
        assert (ids(reader, Everything()), reader.get(["a"])) == (["a", "b", "c"], {"a": b"2"})
        writer = backend.update(FAMILY, VERSIONS)
        assert writer.checkpoint() == b"delta 1"
        writer.put([doc("d")])
        assert writer.publish().records == 4
        assert len(names(backend)) == 1
