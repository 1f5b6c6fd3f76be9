"""What every backend must do for texts, orders and counts: one suite over the family of patents.

The expected values of the examples are written by hand; the property compares with the memory backend's definition.
"""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipsearch.backends.base import Backend, Document, Reader
from ipsearch.backends.memory import MemoryBackend, holds
from ipsearch.errors import EngineError
from ipsearch.indices import Versions
from ipsearch.query.ast import (
    And,
    By,
    Everything,
    Exists,
    Frequency,
    Node,
    Not,
    Or,
    Phrase,
    Place,
    Proximity,
    Ranked,
    Terms,
    View,
    Weighed,
)
from ipsearch.query.spans import Either, Near, Sequence, Span, Word
from mappings.loader import load

FAMILY = "patent"
VERSIONS = Versions("1", load(FAMILY).schema_hash)
BY_ID = View(limit=None, sort="id")


def doc(identity: str, text: str = "", **fields: tuple[str, ...] | int) -> Document:
    tokens = tuple(text.split())
    return Document(identity, ({"abstract": tokens} if tokens else {}) | fields, b"{}", b'{"x":1}')


def loaded(backend: Backend, documents: list[Document]) -> Reader:
    writer = backend.build(FAMILY, VERSIONS)
    writer.put(documents)
    writer.publish()
    return backend.reader(FAMILY, VERSIONS)


def word(*values: str) -> Word:
    return Word(values)


TEXTS = [
    doc("a", "green energy is stored . the green battery ¶ energy saves", publication_date=20200101, ipc4=("H01M",)),
    doc("b", "energy of green kind", publication_date=20190101, ipc4=("H01M", "H02J")),
    doc("c", "green big blue energy", publication_date=20200101, ipc4=("H01M",)),
    doc("d", "电 池 的 正 极 . 电 极", publication_date=20180101, ipc4=("H02J",)),
    doc("e", "green . energy", ipc4=("A01B",)),
    doc("f", "green green green"),
]
GREEN, ENERGY = word("green"), word("energy")

EXAMPLES: list[tuple[Span, str]] = [
    (GREEN, "abcef"),
    (word("green", "电"), "abcdef"),
    (word(), ""),
    (word("."), "ade"),
    (Sequence((word("green"), word("energy", "battery"))), "a"),
    (Sequence((word("电"), word("池", "极"))), "d"),
    (Sequence(()), ""),
    (Near(GREEN, ENERGY, most=0, ordered=True), "a"),
    (Near(GREEN, ENERGY, most=1, ordered=True), "ae"),
    (Near(GREEN, ENERGY, most=2, ordered=True), "ace"),
    (Near(GREEN, ENERGY, most=1), "abe"),
    (Near(GREEN, ENERGY, least=2, most=2), "ac"),
    (Near(GREEN, ENERGY, unit="sentence"), "abc"),
    (Near(GREEN, ENERGY, most=1, unit="sentence"), "ab"),
    (Near(GREEN, ENERGY, unit="paragraph"), "abce"),
    (Near(GREEN, ENERGY), "abce"),
    (Near(word("battery"), word("saves"), unit="paragraph"), ""),
    (Near(GREEN, GREEN, most=0), "f"),
    (Near(GREEN, GREEN), "af"),
    (Near(Either((word("big"), word("of"))), ENERGY, most=1), "bc"),
    # the shortest span of green..blue is not the only one: what is near it counts from every span
    (Near(Near(GREEN, word("blue"), most=1, ordered=True), ENERGY, most=0, ordered=True), "c"),
    (Near(Near(GREEN, GREEN, most=9), GREEN, most=0), "f"),
]


class PatentContract:
    """Subclass it and give the fixture ``backend``: an empty place. ``examples``: random cases tried."""

    examples = 60

    def test_every_span_selects_what_its_meaning_says(self, backend: Backend) -> None:
        reader = loaded(backend, TEXTS)
        wrong = [
            (span, expected, found)
            for span, expected in EXAMPLES
            if (found := "".join(hit.id for hit in reader.search(Proximity("abstract", span), BY_ID).hits)) != expected
        ]
        assert wrong == [], wrong
        assert [reader.count(Proximity("abstract", span)) for span, _ in EXAMPLES] == [len(e) for _, e in EXAMPLES]

    def test_a_frequency_counts_every_span(self, backend: Backend) -> None:
        reader = loaded(backend, TEXTS)
        for least, expected in ((0, "abcdef"), (1, "abcef"), (2, "af"), (3, "f"), (4, "")):
            page = reader.search(Frequency("abstract", GREEN, least), BY_ID)
            assert "".join(hit.id for hit in page.hits) == expected
        assert reader.count(And((Not(Frequency("abstract", GREEN, 2)), Exists("abstract")))) == 4

    def test_pages_by_date_meet_without_gap_or_overlap(self, backend: Backend) -> None:
        rows = [doc(f"r{i:03}", "x", **({"publication_date": 20200100 + i % 4} if i % 5 else {})) for i in range(230)]
        reader = loaded(backend, rows)
        dates = {row.id: row.fields.get("publication_date") for row in rows}
        for descending in (False, True):
            expected = sorted(
                dates,
                key=lambda i: (dates[i] is None, (-1 if descending else 1) * int(dates[i] or 0), i),  # type: ignore[arg-type]
            )
            for size in (1, 7, 100):
                seen: list[str] = []
                after: Place | None = None
                while size > 1 or len(seen) < 5:
                    page = reader.search(
                        Terms("abstract", ("x",)), View(size, after, By("publication_date", descending))
                    )
                    assert page.total == 230
                    assert [hit.value for hit in page.hits] == [dates[hit.id] for hit in page.hits]
                    seen += [hit.id for hit in page.hits]
                    if not page.hits:
                        break
                    after = Place(page.hits[-1].value, page.hits[-1].id)
                assert seen == expected[: len(seen)]
                assert len(seen) in (5, 230)
        everything = reader.search(Everything(), View(None, None, By("publication_date")))
        assert len(everything.hits) == 230

    def test_a_facet_counts_every_row_once_a_value(self, backend: Backend) -> None:
        reader = loaded(backend, TEXTS)
        assert counts(reader, Everything(), "ipc4") == ({"H01M": 3, "H02J": 2, "A01B": 1},)
        energy = Terms("abstract", ("energy",))
        classes, families = counts(reader, energy, "ipc4", "family")
        assert (classes["H01M"], len(classes), families) == (3, 3, {})
        sentence = Proximity("abstract", Near(GREEN, ENERGY, unit="sentence"))
        assert counts(reader, sentence, "ipc4")[0]["H01M"] == 3
        assert counts(reader, Terms("abstract", ("none",)), "ipc4", "family") == ({}, {})

    def test_a_facet_counts_all_rows_whatever_the_page(self, backend: Backend) -> None:
        reader = loaded(backend, TEXTS)
        for view in (View(2), View(None), View(1, sort="id"), View(1, sort=By("publication_date"))):
            page = reader.search(Everything(), msgspec.structs.replace(view, facets=("ipc4",)))
            assert page.facets == ({"H01M": 3, "H02J": 2, "A01B": 1},)
            assert page.total == len(TEXTS)

    def test_a_facet_of_many_values_is_exact(self, backend: Backend) -> None:
        reader = loaded(backend, [doc(f"r{i:04}", "x", family=(f"f{i % 1300}",)) for i in range(1500)])
        assert counts(reader, Everything(), "family") == ({f"f{i}": 1 + (i < 200) for i in range(1300)},)

    def test_the_vocabulary_is_listed_by_its_beginning(self, backend: Backend) -> None:
        reader = loaded(
            backend,
            [doc("a", "x", vocabulary=("battery", "batteries", "bat")), doc("b", vocabulary=("battle", "电", "bat"))],
        )
        assert reader.vocabulary("vocabulary", "batt") == ["batteries", "battery", "battle"]
        assert reader.vocabulary("vocabulary", "") == ["bat", "batteries", "battery", "battle", "电"]
        assert reader.vocabulary("vocabulary", "z") == []

    def test_a_ranking_shows_rows_with_the_words_first(self, backend: Backend) -> None:
        rows = [doc(f"r{i}", "x", title_words=("green",) * (i % 3) + ("blue",) * 3) for i in range(30)]
        reader = loaded(backend, rows)
        view = View(limit=25, sort=Ranked((Weighed("title_words", ("green", "nothing")),)))
        page = reader.search(Everything(), view)
        assert (len(page.hits), page.total) == (25, 30)
        held = ["green" in row.fields["title_words"] for hit in page.hits for row in rows if row.id == hit.id]  # type: ignore[operator]
        assert held == [True] * 20 + [False] * 5

    @pytest.mark.parametrize(
        "ask",
        [
            lambda r: r.count(Terms("vocabulary", ("x",))),
            lambda r: r.count(Proximity("ipc4", GREEN)),
            lambda r: r.count(Phrase("title_words", ("a", "b"))),
            lambda r: r.search(Everything(), View(facets=("ipc",))),
            lambda r: r.vocabulary("ipc4", "x"),
            lambda r: r.search(Everything(), View(sort=By("ipc4"))),
            lambda r: r.search(Everything(), View(sort=Ranked((Weighed("ipc4", ("x",)),)))),
        ],
    )  # fmt: skip
    def test_a_field_that_cannot_answer_is_told(self, backend: Backend, ask: object) -> None:
        reader = loaded(backend, TEXTS)
        with pytest.raises(EngineError) as raised:
            ask(reader)  # type: ignore[operator]
        assert raised.value.problem.code == "engine.query"

    def test_any_query_answers_as_its_definition(self, backend: Backend) -> None:
        @settings(
            max_examples=self.examples, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
        )
        @given(st.lists(DOCUMENTS, max_size=8), st.lists(QUERIES, min_size=1, max_size=6))
        def check(documents: list[Document], queries: list[Node]) -> None:
            definition, latest = MemoryBackend(), {document.id: document for document in documents}
            readers = loaded(backend, documents), loaded(definition, documents)
            try:
                for query in queries:
                    expected = sorted(i for i, d in latest.items() if holds(query, d))
                    assert [hit.id for hit in readers[0].search(query, BY_ID).hits] == expected, query
                    for view in VIEWS:
                        mine, theirs = (reader.search(query, view) for reader in readers)
                        assert mine == theirs, (query, view)
                    assert readers[0].count(query) == len(expected)
            finally:
                readers[0].close()
                for info in backend.generations(FAMILY):
                    if not info.live:
                        backend.drop(FAMILY, info.name)

        check()


def counts(reader: Reader, query: Node, *fields: str) -> tuple[dict[str, int], ...]:
    return reader.search(query, View(limit=0, facets=fields)).facets


TOKENS = st.sampled_from(["a", "b", "c", ".", "¶", "电", "sio2"])
STREAM = st.lists(TOKENS, max_size=9).map(tuple)
DOCUMENTS = st.builds(
    lambda i, text, claims, date, classes: Document(
        i,
        {"abstract": text, "claims": claims, "ipc4": classes} | ({} if date is None else {"publication_date": date}),
        b"{}", b'{"x":1}',
    ),
    st.sampled_from("pqrstu"), STREAM, STREAM, st.none() | st.sampled_from([20200101, 20200102, 20210101]),
    st.lists(st.sampled_from(["H01M", "A01B"]), max_size=2, unique=True).map(tuple),
)  # fmt: skip
WORD = st.lists(st.sampled_from(["a", "b", "电", "sio2", "none"]), min_size=1, max_size=2).map(tuple).map(Word)
SPANS: st.SearchStrategy[Span] = st.recursive(
    WORD | st.lists(WORD, max_size=3).map(tuple).map(Sequence),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=2).map(tuple).map(Either),
        st.builds(
            lambda left, right, least, more, ordered, unit: Near(
                left, right, least, None if more is None else least + more, ordered, unit
            ),
            inner, inner, st.integers(0, 2), st.none() | st.integers(0, 3), st.booleans(),
            st.sampled_from(["", "", "sentence", "paragraph"]),
        ),
    ),
    max_leaves=4,
)  # fmt: skip
TEXT = st.sampled_from(["abstract", "claims"])
LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.builds(Proximity, TEXT, SPANS),
    st.builds(Frequency, TEXT, SPANS, st.integers(0, 3)),
    st.builds(Terms, st.just("ipc4"), st.just(("H01M",))),
    st.builds(Phrase, TEXT, st.lists(st.sampled_from(["a", "b", "."]), max_size=2).map(tuple)),
)
QUERIES: st.SearchStrategy[Node] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=4,
)
VIEWS = (
    View(limit=2, sort=By("publication_date"), facets=("ipc4",)),
    View(limit=3, sort=By("publication_date", True), after=Place(20200102, "q")),
    View(limit=None, sort=By("publication_date", True), after=Place(None, "r")),
)
