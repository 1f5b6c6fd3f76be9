"""Search on the samples: totals, pages, families, statistics, what is said about it - counted over the records."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from ipsearch.documents.legalstatus import status_of
from ipsearch.documents.patent import earliest, family_key
from ipsearch.errors import UsageError
from ipsearch.patents.library import Patents
from ipsearch.patents.report import PatentHit
from ipsearch.patents.statistics import by_publication
from ipsearch.query.dialects.base import Misread
from ipsearch.records import Patent

BATTERY = "TI=(电池 or 蓄电池)"


def ids(hits: tuple[PatentHit, ...]) -> list[str]:
    return [hit.id for hit in hits]


def titled(records: tuple[Patent, ...], *words: str) -> set[str]:
    return {r.id for r in records if any(word in text for word in words for text in r.title.values())}


def test_a_page_says_how_the_query_was_read_and_what_was_searched(
    patents: Patents, records: tuple[Patent, ...]
) -> None:
    page = patents.search(BATTERY, dialect="incopat", limit=3)
    assert (page.dialect, page.confidence, page.reading) == ("incopat", 1, "ti:电池 OR ti:蓄电池")
    assert page.total == len(titled(records, "电池")) == 17
    assert len(page.hits) == 3
    assert page.searched.records == len(records) == 72
    assert page.searched.with_claims == sum(bool(r.claims) for r in records)
    assert page.searched.with_description == sum(bool(r.description) for r in records)


@pytest.mark.parametrize("sort", ["pd", "pd:asc", "ad", "prd", "prd:asc", "gd", "id", "relevance"])
def test_pages_behind_each_other_are_the_whole_list(patents: Patents, sort: str) -> None:
    whole = ids(patents.search(BATTERY, sort=sort, limit=1000).hits)
    found: list[str] = []
    cursor = ""
    while True:
        page = patents.search(BATTERY, sort=sort, limit=4, after=cursor)
        found += ids(page.hits)
        assert page.total == 17
        if not (cursor := page.cursor):
            break
    assert found == whole
    assert len(set(whole)) == 17


@pytest.mark.parametrize("sort", ["pd", "id", "relevance"])
@pytest.mark.parametrize("family", [False, True])
def test_a_page_that_ends_with_the_list_has_no_next_one(patents: Patents, sort: str, family: bool) -> None:
    whole = patents.search(BATTERY, sort=sort, family=family, limit=1000).hits
    assert not patents.search(BATTERY, sort=sort, family=family, limit=len(whole)).cursor
    before = patents.search(BATTERY, sort=sort, family=family, limit=len(whole) - 2)
    last = patents.search(BATTERY, sort=sort, family=family, limit=2, after=before.cursor)
    assert (ids((*before.hits, *last.hits)), last.cursor) == (ids(whole), "")


def test_orders_are_those_of_the_dates(patents: Patents, records: tuple[Patent, ...]) -> None:
    dates = {r.id: r.publication_date for r in records}
    found = patents.search("pd>=1900", sort="pd", limit=100).hits
    assert [dates[i] for i in ids(found)] == sorted(dates.values(), key=str, reverse=True)
    oldest = patents.search("pd>=1900", sort="prd:asc", limit=1).hits[0]
    assert oldest.priority_date == min(date for r in records if (date := earliest(r)))


def test_a_limit_of_0_counts_alone(patents: Patents) -> None:
    page = patents.search(BATTERY, limit=0, facets=["country"])
    assert (page.total, page.hits, page.cursor) == (17, (), "")
    assert sum(value.count for value in page.facets[0].values) == 17


def test_families_are_shown_once_with_true_totals(patents: Patents, records: tuple[Patent, ...]) -> None:
    selected = titled(records, "电池")
    members = Counter(family_key(r) for r in records if r.id in selected)
    found: list[PatentHit] = []
    cursor = ""
    while True:
        page = patents.search(BATTERY, family=True, limit=2, after=cursor, sort="pd")
        found += page.hits
        assert (page.total, page.families) == (17, len(members))
        if not (cursor := page.cursor):
            break
    assert {hit.family: hit.family_size for hit in found} == dict(members)
    assert len(found) == len(members)


def test_a_family_ranks_where_its_best_member_does(patents: Patents) -> None:
    sizes: Counter[str] = Counter()
    ranked: dict[str, str] = {}
    for hit in patents.search(BATTERY, sort="relevance", limit=1000).hits:
        ranked.setdefault(hit.family, hit.id)
        sizes[hit.family] += 1
    assert max(sizes.values()) > 1
    found: list[PatentHit] = []
    cursor = ""
    while True:
        page = patents.search(BATTERY, family=True, limit=2, after=cursor)
        assert (page.sort, page.families) == ("relevance", len(ranked))
        found += page.hits
        if not (cursor := page.cursor):
            break
    assert [(hit.family, hit.id) for hit in found] == list(ranked.items())
    assert {hit.family: hit.family_size for hit in found} == dict(sizes)


def test_iter_gives_every_document_and_every_family(patents: Patents, records: tuple[Patent, ...]) -> None:
    assert [hit.id for hit in patents.iter("pd>=1900")] == sorted(r.id for r in records)
    families = [hit.family for hit in patents.iter("pd>=1900", family=True)]
    assert sorted(families) == sorted({family_key(r) for r in records})
    assert patents.count("pd>=1900") == len(records)


def test_statistics_are_those_of_the_records(patents: Patents, records: tuple[Patent, ...]) -> None:
    status, country, year, ipc = patents.facets("pd>=1900", ["status", "country", "year", "ipc4"], limit=None)
    assert {v.value: v.count for v in status.values} == Counter(status_of(r).status for r in records)
    assert {v.value: v.count for v in country.values} == Counter(r.country for r in records)
    assert [(v.value, v.count) for v in year.values] == sorted(
        Counter(str(r.publication_date.year) for r in records if r.publication_date).items()
    )
    assert {v.value: v.count for v in ipc.values} == Counter(s for r in records for s in {x[:4] for x in r.ipc})
    assert {status.basis, country.basis, year.basis} == {"publication"}


def test_statistics_by_family_count_each_once_by_its_earliest_priority(
    patents: Patents, records: tuple[Patent, ...]
) -> None:
    (year,) = patents.facets("pd>=1900", ["year"], family=True)
    first: dict[str, str] = {}
    for record in sorted(records, key=lambda r: (str(earliest(r)), r.id)):
        first.setdefault(family_key(record), str(earliest(record))[:4])
    assert year.basis == "family"
    assert {v.value: v.count for v in year.values} == Counter(first.values())


def test_the_last_years_are_marked_as_incomplete(patents: Patents) -> None:
    [found] = by_publication(["year"], [{"2023": 1, "2019": 3, "2020": 2}], today=dt.date(2021, 5, 1))
    assert [value.value for value in found.values] == ["2019", "2020", "2023"]
    assert found.lag == ("2020", "2023")


def test_what_was_found_is_marked(patents: Patents) -> None:
    page = patents.search('ab=("冷却板" (1w) "循环泵")', dialect="incopat", limit=1)
    (excerpt,) = [one for one in page.hits[0].excerpts if one.field == "abstract"]
    assert [excerpt.text[m.start : m.end] for m in excerpt.marks] == ["冷却板", "循环泵"]
    assert all(not hit.excerpts for hit in patents.search(BATTERY, marks=False).hits)


def test_an_explanation_works_without_a_library(patents: Patents) -> None:
    found = patents.explain("电池* and ti:battery", loaded=False)
    assert found.engine == ""
    assert [one.dialect for one in found.dialects] == ["cql", "incopat", "patsnap", "cnipa", "brs", "simple"]
    assert "battery" in patents.explain("ti:battery").engine
    assert found.guesses["simple"] == 0.2


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"sort": "title"}, "search.sort"),
        ({"sort": "pd:up"}, "search.sort"),
        ({"after": "pd~x~y", "sort": "pd"}, "search.cursor"),
        ({"after": "ad~20200101~CN-1-A", "sort": "pd"}, "search.cursor"),
        ({"facets": ["colour"]}, "search.facet"),
        ({"limit": -1}, "search.limit"),
        ({"dialect": "latin"}, "query.dialect"),
    ],
)
def test_options_that_cannot_be(patents: Patents, options: dict[str, object], code: str) -> None:
    with pytest.raises(UsageError) as caught:
        patents.search(BATTERY, **options)  # type: ignore[arg-type]
    assert caught.value.problem.code == code


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda p: p.search(None), "QUERY: None is of the type NoneType → give str"),
        (lambda p: p.search(b"x"), "QUERY: b'x' is of the type bytes"),
        (lambda p: p.search("\udcff"), "QUERY: the text holds bytes or characters that are no Unicode text"),
        (lambda p: p.search("x", limit=None), "--limit: None is of the type NoneType → give int"),
        (lambda p: p.search("x", limit="5"), "--limit: '5' is of the type str"),
        (lambda p: p.search("x", limit=2.5), "--limit: 2.5 is of the type float"),
        (lambda p: p.search("x", sort=5), "--sort: 5 is of the type int"),
        (lambda p: p.search("x", after=5), "--after: 5 is of the type int"),
        (lambda p: p.search("x", after="relevance~-5"), "--after: the cursor relevance~-5 does not belong"),
        (lambda p: p.search("x", facets="year"), "--facet: 'year' is of the type str → give list[str]"),
        (lambda p: p.search("x", facets=None), "--facet: None is of the type NoneType → give list[str]"),
        (lambda p: p.search("x", facets=[5]), "--facet: 5 is of the type int → give str"),
        (lambda p: p.search("x", dialect=["cql"]), "--dialect: ['cql'] is of the type list"),
        (lambda p: p.iter(None), "QUERY: None is of the type NoneType"),
        (lambda p: p.iter("ti=("), "cql:5: the query ends where a term is expected"),
        (lambda p: p.walk("x", after="x"), "--after: the cursor x does not belong"),
        (lambda p: p.show(""), "NUMBER: the number is empty → write what to look up, such as CN102025678A"),
        (lambda p: p.similar("\u3000"), "NUMBER: the number is empty"),
        (lambda p: p.count(5), "QUERY: 5 is of the type int"),
        (lambda p: p.facets("x", "year"), "--facet: 'year' is of the type str → give list[str]"),
        (lambda p: p.facets("x", ["year"], limit=-1), "--limit: limit is -1"),
        (lambda p: p.explain(5), "QUERY: 5 is of the type int"),
        (lambda p: p.show(5), "NUMBER: 5 is of the type int → give str"),
        (lambda p: p.similar(None), "NUMBER: None is of the type NoneType"),
        (lambda p: p.similar("CN-199000731-A", limit=-1), "--limit: limit is -1"),
        (lambda p: p.records("CN-199000731-A"), "ids: 'CN-199000731-A' is of the type str → give list[str]"),
        (lambda p: list(p.records([5])), "ids: 5 is of the type int → give str"),
    ],
)
def test_calls_that_cannot_be(patents: Patents, call: Callable[[Any], object], says: str) -> None:
    """Told at once, also by what answers an iterator."""
    with pytest.raises(UsageError) as caught:
        call(patents)
    assert str(caught.value).startswith(says)


@pytest.mark.parametrize("sort", ["relevance", "pd", "id"])
@pytest.mark.parametrize("family", [False, True])
def test_a_limit_or_cursor_beyond_all_bounds_is_the_whole_list_or_its_end(
    patents: Patents, sort: str, family: bool
) -> None:
    """An engine that made room for so many rows would end the process."""
    page = patents.search(BATTERY, limit=10**12, sort=sort, family=family)
    assert len(page.hits) == (page.families if family else page.total)
    assert not page.cursor
    if page.sort == "relevance":
        for rows in (10**12, 10**30):
            assert not patents.search(BATTERY, after=f"relevance~{rows}").hits


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("ti=(battery", "query.open_parenthesis"), ("zz=battery", "query.unknown_field"), ("ipc=ZZ", "query.bad_class"),
        ("pn=abc", "query.not_number"), ("", "query.empty"), ("CPC=[H01M10/00 to A01B1/00]", "query.class_range"),
    ],
)  # fmt: skip
def test_queries_that_cannot_be(patents: Patents, query: str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        patents.search(query)
    assert caught.value.problem.code == code
    for lang in ("zh", "en"):
        assert caught.value.problem.text(lang)


@pytest.mark.parametrize(
    ("query", "at"), [("ti=电池 and pn=abc", "abc"), ("ti=a and ipc=zz 99", "zz 99"), ("cl=(H01M or 9X)", "9X")]
)  # fmt: skip
def test_what_cannot_be_carried_out_has_its_place(patents: Patents, query: str, at: str) -> None:
    with pytest.raises(Misread) as caught:
        patents.search(query, dialect="cql")
    assert query[caught.value.position :].startswith(at)
    with pytest.raises(Misread) as explained:
        patents.explain(query, dialect="cql")
    assert explained.value.position == caught.value.position


def test_a_misread_query_has_its_place_and_a_mend(patents: Patents) -> None:
    with pytest.raises(Misread) as caught:
        patents.search("ti=(电池 and 正极", dialect="cql")
    assert caught.value.position <= len("ti=(电池 and 正极")
    assert caught.value.expected == (")",)
    assert caught.value.fix == "ti=(电池 and 正极)"
