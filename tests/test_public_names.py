"""What `import ipsearch` promises. A change here is a change of the contract and belongs in the changelog."""

from __future__ import annotations

import inspect

import msgspec.structs

import ipsearch

NAMES = {
    "ClassLight", "Comparison", "Completeness", "EngineBusy", "EngineError", "EngineUnreachable", "Event", "Feature",
    "Goods", "Hit", "IndexMissing", "IndexStale", "InputError", "Ipsearch", "IpsearchError", "Party", "Priority",
    "Reason", "Report", "Trademark", "Trademarks", "UsageError", "connect",
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
    assert arguments(ipsearch.Trademarks.compare) == ["self", "a", "b"]
    assert arguments(ipsearch.Trademarks.show) == ["self", "number"]


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
    assert [f.encode_name for f in _fields(ipsearch.Reason)] == ["rule", "text_zh", "text_en", "a", "b"]


def _fields(kind: type) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)
