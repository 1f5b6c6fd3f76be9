"""The same answers from memory, the embedded engine and real Elasticsearch, field by field, on real files."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import msgspec
import pytest
from elastic_node import Cluster, call, settings_of

from indexers.load import LoadOptions, load_patents
from ipsearch.backends.elastic import ElasticBackend
from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.backends.memory import MemoryBackend
from ipsearch.patents.library import Patents
from ipsearch.patents.report import PatentPage
from tests.patents.conftest import SAMPLES

OFFICES = ("docdb", "epo-ops", "uspto-grant", "uspto-application", "uspto-legacy", "epo-fulltext", "cnipa-xml", "dpma")
QUERIES = (
    "电池",
    "battery OR device OR network",
    "ti=(电池 or 蓄电池) and ipc=H01M",
    "TI:(method OR apparatus) NOT ab:battery",
    'ftxt="the present invention" and pd within "1990 2023"',
    "ab=(传感器 (5n) 电池)",
    "ti=method prox/distance<=3 ti=apparatus",
    "ab=method prox/unit=sentence ab=comprises",
    "ftxt=first prox/unit=paragraph ftxt=second",
    "(semiconductor ADJ3 device).ti.",
    "TIAB=(compris*) and AP-COUNTRY=US",
    "TAC:(*fluoro*)",
    "ti=(net?ork*)",
    "CLAIM=((said) (10f))",
    "cpc=/low H04L and ad>=2000",
    "ipc=/high H04W84/20",
    "pn=US or pn=EP",
    "ap=EP20100167109",
    "in=herrala",
    "pa=(general electric)",
    "pac:DE",
    "pd=[20000101 to 20101231] not ti=method",
    "NOT ti:method",
    "pd>=1900",
)
OPTIONS: tuple[dict[str, object], ...] = (
    {"limit": 7, "sort": "pd", "facets": ("year", "country", "applicant", "ipc4", "status", "kind")},
    {"limit": 5, "sort": "pd:asc"},
    {"limit": 6, "sort": "prd", "family": True, "facets": ("year", "applicant")},
    {"limit": 1000, "sort": "id", "marks": False},
)


Defined = Callable[[str], list[list[bytes]]]


def plain(page: PatentPage) -> bytes:
    """A page without what may differ: the time and the name of the generation."""
    searched = msgspec.structs.replace(page.searched, generation="")
    return msgspec.json.format(msgspec.structs.replace(page, took_ms=0, searched=searched).to_json())


def walked(patents: Patents, query: str, options: dict[str, object]) -> list[bytes]:
    """The first pages of a list, each from the cursor of the one before."""
    found: list[bytes] = []
    cursor = ""
    for _ in range(3):
        page = patents.search(query, after=cursor, **options)  # type: ignore[arg-type]
        found.append(plain(page))
        if not (cursor := page.cursor):
            break
    return found


@pytest.fixture(scope="module")
def paths(shared: Path) -> tuple[Path, ...]:
    return (SAMPLES, *(shared / "office-samples" / name for name in OFFICES))


@pytest.fixture(scope="module")
def rejects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rejects") / "rejects.ndjson"


@pytest.fixture(scope="module")
def oracle(paths: tuple[Path, ...], rejects: Path) -> Patents:
    return _loaded(MemoryBackend(), paths, rejects)


@pytest.fixture(scope="module")
def embedded(paths: tuple[Path, ...], rejects: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Patents]:
    backend = EmbeddedBackend(tmp_path_factory.mktemp("parity"))
    yield _loaded(backend, paths, rejects)
    backend.close()


@pytest.fixture(scope="module")
def elastic(paths: tuple[Path, ...], rejects: Path, elastic_plain: Cluster) -> Iterator[Patents]:
    prefix = f"ipsearch-test-{secrets.token_hex(6)}"
    backend = ElasticBackend(settings_of(elastic_plain, prefix, shards=3))
    yield _loaded(backend, paths, rejects)
    backend.close()
    for index in call(elastic_plain, "GET", f"/{prefix}-*/_settings?expand_wildcards=all"):
        call(elastic_plain, "DELETE", f"/{index}")


def _loaded(
    backend: MemoryBackend | EmbeddedBackend | ElasticBackend, paths: tuple[Path, ...], rejects: Path
) -> Patents:
    # Two of the recorded answers of OPS are errors; they alone are rejected.
    summary = load_patents(paths, backend, LoadOptions(workers=0, rejects=rejects))
    assert summary.rejected == {"record.office_error": 2}
    return Patents(backend)


@pytest.fixture(scope="module")
def defined(oracle: Patents) -> Defined:
    """What the definition answers with each of the options: slow, so each query is asked once for both engines."""
    return cache(lambda query: [walked(oracle, query, options) for options in OPTIONS])


@pytest.mark.untraced
@pytest.mark.parametrize("query", QUERIES)
def test_the_embedded_engine_answers_as_the_definition(embedded: Patents, defined: Defined, query: str) -> None:
    assert [walked(embedded, query, options) for options in OPTIONS] == defined(query)


@pytest.mark.untraced
@pytest.mark.parametrize("query", QUERIES)
def test_elasticsearch_answers_as_the_definition(elastic: Patents, defined: Defined, query: str) -> None:
    assert [walked(elastic, query, options) for options in OPTIONS] == defined(query)


def test_the_order_by_relevance_is_each_engines_own_but_of_the_same_documents(
    oracle: Patents, embedded: Patents, elastic: Patents
) -> None:
    for query in ("battery OR device OR network", "电池 温度"):
        for family in (False, True):
            pages = [one.search(query, limit=1000, family=family) for one in (oracle, embedded, elastic)]
            lists = [sorted((h.family, h.family_size) if family else h.id for h in page.hits) for page in pages]
            assert lists[0]
            assert lists[0] == lists[1] == lists[2]


@pytest.mark.parametrize("number", ["EP2400812", "US 9,648,662 B2", "EP10167109.7", "CN 199000731 A", "12345"])
def test_documents_and_similar_ones_are_the_same(
    oracle: Patents, embedded: Patents, elastic: Patents, number: str
) -> None:
    expected = oracle.show(number)
    assert embedded.show(number) == expected
    assert elastic.show(number) == expected
    if expected.views:
        found = [one.similar(number, limit=10) for one in (oracle, embedded, elastic)]
        plainly = [msgspec.structs.replace(f, searched=found[0].searched) for f in found]
        assert plainly[0] == plainly[1] == plainly[2]


def test_the_queries_find_something(oracle: Patents) -> None:
    nothing = [query for query in QUERIES if not oracle.count(query)]
    assert nothing == []
