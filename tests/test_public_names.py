"""What `import ipsearch` promises. A change here is a change of the contract and belongs in the changelog."""

from __future__ import annotations

import inspect

import msgspec.structs

import ipsearch

NAMES = {
    "Citation", "Claim", "ClassLight", "Comparison", "Completeness", "EngineBusy", "EngineError",
    "EngineUnreachable", "Event", "Explanation", "FacetCounts", "Feature", "Filing", "Found", "Goods", "Hit",
    "IndexMissing", "IndexStale", "InputError", "Ipsearch", "IpsearchError", "LegalEvent", "Listed", "Misread",
    "Pair", "Party", "Patent", "PatentHit", "PatentPage", "PatentView", "Patents", "Priority", "Reason", "Report",
    "SimilarList", "Trademark", "Trademarks", "UsageError", "connect",
}  # fmt: skip


def test_names() -> None:
    assert set(ipsearch.__all__) == NAMES
    assert ipsearch.__all__ == sorted(ipsearch.__all__)
    assert all(getattr(ipsearch, name).__doc__ for name in NAMES)


def test_arguments() -> None:
    def arguments(function: object) -> list[str]:
        assert callable(function)
        return list(inspect.signature(function).parameters)

    options = ["classes", "groups", "applicant", "limit"]
    assert arguments(ipsearch.connect) == ["url", "home", "api_key", "user", "password", "ca_certs"]
    assert arguments(ipsearch.Trademarks.check) == ["self", "mark", *options]
    assert arguments(ipsearch.Trademarks.check_many) == ["self", "marks", *options]
    assert arguments(ipsearch.Trademarks.pairs) == ["self", "classes", "groups", "level"]
    assert arguments(ipsearch.Trademarks.compare) == ["self", "a", "b"]
    assert arguments(ipsearch.Trademarks.show) == ["self", "number"]
    assert arguments(ipsearch.Patents.search) == [
        "self", "query", "dialect", "limit", "sort", "after", "family", "facets", "marks",
    ]  # fmt: skip
    assert arguments(ipsearch.Patents.iter) == ["self", "query", "dialect", "sort", "family"]
    assert arguments(ipsearch.Patents.count) == ["self", "query", "dialect"]
    assert arguments(ipsearch.Patents.facets) == ["self", "query", "names", "dialect", "limit", "family"]
    assert arguments(ipsearch.Patents.explain) == ["self", "query", "dialect", "loaded"]
    assert arguments(ipsearch.Patents.show) == ["self", "number"]
    assert arguments(ipsearch.Patents.similar) == ["self", "number", "limit"]


def test_keys_of_a_page() -> None:
    assert [f.encode_name for f in _fields(ipsearch.PatentPage)] == [
        "query", "dialect", "confidence", "reading", "total", "hits", "searched", "families", "facets", "remarks",
        "sort", "cursor", "took_ms",
    ]  # fmt: skip
    assert {"id", "title", "status", "publication_date", "applicants", "ipc", "family", "excerpts"} <= {
        f.encode_name for f in _fields(ipsearch.PatentHit)
    }
    assert [f.encode_name for f in _fields(ipsearch.PatentView)] == [
        "record", "status", "family", "cited", "cited_by", "cited_by_total", "events",
    ]  # fmt: skip


def test_keys_of_a_report() -> None:
    assert [f.encode_name for f in _fields(ipsearch.Report)] == [
        "query", "normal", "classes", "hits", "completeness", "took_ms",
    ]  # fmt: skip
    assert [f.encode_name for f in _fields(ipsearch.ClassLight)] == [
        "class", "light", "best", "best_mark", "best_level", "hits",
    ]  # fmt: skip
    assert {"id", "mark", "classes", "groups", "status", "applicant", "level", "score", "reasons"} <= {
        f.encode_name for f in _fields(ipsearch.Hit)
    }
    assert [f.encode_name for f in _fields(ipsearch.Pair)] == [
        "a", "b", "classes", "level", "score", "own", "conflict", "reasons",
    ]  # fmt: skip
    assert [f.encode_name for f in _fields(ipsearch.Listed)] == [
        "id", "mark", "office", "number", "classes", "groups", "status", "life", "blocks", "blocks_until", "applicant",
    ]  # fmt: skip
    assert [f.encode_name for f in _fields(ipsearch.Reason)] == ["rule", "text_zh", "text_en", "a", "b"]


def _fields(kind: type) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)
