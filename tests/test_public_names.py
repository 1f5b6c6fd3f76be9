"""What `import ipsearch` promises. A change here is a change of the contract and belongs in the changelog."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec.structs

import ipsearch

NAMES = {
    "Citation", "CitedView", "Claim", "ClassLight", "Comparison", "Completeness", "EngineBusy", "EngineError",
    "EngineUnreachable", "Event", "EventView", "Excerpt", "Explanation", "FacetCounts", "FacetValue", "Feature",
    "Filing", "Found", "Goods", "Hit", "InDialect", "IndexMissing", "IndexStale", "InputError", "Ipsearch",
    "IpsearchError", "LegalEvent", "Level", "Listed", "Mark", "Misread", "Pair", "Party", "Patent", "PatentHit",
    "PatentPage", "PatentView", "Patents", "Priority", "Problem", "Reason", "Related", "Remark", "Report", "Searched",
    "Shared", "Similar", "SimilarList", "StatusView", "Trademark", "Trademarks", "UsageError", "connect",
}  # fmt: skip


def test_names() -> None:
    assert set(ipsearch.__all__) == NAMES
    assert ipsearch.__all__ == sorted(ipsearch.__all__)
    assert all(getattr(ipsearch, name).__doc__ for name in NAMES - {"Level"})  # a Literal has none


def test_a_name_is_known_before_it_is_used_and_no_other_is() -> None:
    asked = "import ipsearch; print(*dir(ipsearch)); ipsearch.conect"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True)
    assert set(done.stdout.split()) >= NAMES
    assert "AttributeError: module 'ipsearch' has no attribute 'conect'" in done.stderr


def test_a_type_checker_knows_the_names_and_no_other(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text("import ipsearch\nlevel: ipsearch.Level = 'similar'\nipsearch.conect()\n")
    at = {"cwd": Path(ipsearch.__file__).parents[1], "capture_output": True, "text": True}
    done = subprocess.run([sys.executable, "-m", "mypy", "--strict", str(program)], **at)  # type: ignore[call-overload]
    assert [line.partition(": ")[2] for line in done.stdout.splitlines() if program.name in line] == [
        'error: Module has no attribute "conect"; maybe "connect"?  [attr-defined]'
    ]


def test_whatever_an_answer_holds_has_a_public_name() -> None:
    known: set[type] = set()
    waiting = [one for name in NAMES if inspect.isclass(one := getattr(ipsearch, name)) and _is_struct(one)]
    while waiting:
        kind = waiting.pop()
        if kind not in known:
            known.add(kind)
            for field in _fields(kind):
                waiting += filter(_is_struct, _kinds(field.type))
    assert {kind.__name__ for kind in known} <= NAMES


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


def _is_struct(kind: object) -> bool:
    return inspect.isclass(kind) and issubclass(kind, msgspec.Struct)


def _kinds(annotation: object) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _kinds(part)


def _fields(kind: type) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)
