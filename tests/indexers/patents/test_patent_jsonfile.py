"""JSON as people save it: lines, an array, an answer of an interface, one object over many lines, damage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from patent_reading import ids, json_lines, read, recognised, records, rejects, written

from indexers import jsonfile
from indexers.patents import google, lens
from ipsearch.records import Related

GOOGLE: list[dict[str, Any]] = [
    {"publication_number": f"US-765033{n}-B1", "country_code": "US", "family_id": "1"} for n in (1, 2)
]
LENS: list[dict[str, Any]] = [
    {"lens_id": f"1-{n}", "jurisdiction": "EP", "doc_number": f"247194{n}", "kind": "A1",
     "biblio": {"cited_by": {"patents": [{"lens_id": "2"}]}}}
    for n in (1, 2)
]  # fmt: skip


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    ("source", "rows", "names"),
    [
        (google.SOURCE, GOOGLE, ["US-7650331-B1", "US-7650332-B1"]),
        (lens.SOURCE, LENS, ["EP-2471941-A1", "EP-2471942-A1"]),
    ],
)
def test_an_array_and_an_answer(tmp_path: Path, source: Any, rows: Any, names: list[str], indent: int | None) -> None:
    array = written(tmp_path / "array.json", json.dumps(rows, indent=indent))
    answer = written(tmp_path / "answer.json", json.dumps({"total": 2, "max_score": 1.5, "data": rows}, indent=indent))
    single = written(tmp_path / "one.json", "\ufeff" + json.dumps(rows[0], indent=indent))
    for path in (array, answer, single):
        assert recognised(path) == [source.name]
    assert ids(records(source, array)) == ids(records(source, answer)) == names
    assert ids(records(source, single)) == names[:1]


def test_a_row_longer_than_the_sample_is_a_line(tmp_path: Path) -> None:
    long = [GOOGLE[0] | {"description_localized": [{"text": "word " * 5000, "language": "en"}]}, GOOGLE[1]]
    path = json_lines(tmp_path / "a.json", long)
    assert recognised(path) == ["google-patents"]
    assert ids(records(google.SOURCE, path)) == ["US-7650331-B1", "US-7650332-B1"]


def test_an_object_of_an_array_that_is_no_row(tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", json.dumps([GOOGLE[0], {"publication_number": ""}, [1], GOOGLE[1]]))
    found = read(google.SOURCE, path)
    assert ids(found) == ["US-7650331-B1", "US-7650332-B1"]
    assert rejects(found) == [("record.no_document_number", f"{path}[2]"), ("json.schema", f"{path}[3]")]


def test_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.json", json.dumps(GOOGLE)[:-1])
    assert rejects(read(google.SOURCE, path)) == [("json.invalid", str(path))]
    lines = written(tmp_path / "b.json", '{"publication_number": \n' + json.dumps(GOOGLE[1]) + "\n")
    assert ids(read(google.SOURCE, lines)) == ["US-7650332-B1"]
    assert rejects(read(google.SOURCE, lines)) == [("json.invalid", f"{lines}:1")]
    monkeypatch.setattr(jsonfile, "LARGEST", 20)
    assert rejects(read(google.SOURCE, path)) == [("json.invalid", str(path))]


CITING = [row | {"citation": [{"publication_number": f"EP-{n}-A1"} for n in range(3)]} for row in GOOGLE]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("answer", [False, True])
@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ('"country_code": "US"', '"country_code": US'),  # before the citations
        ('"publication_number": "EP-1-A1"', '"publication_number": EP-1-A1'),  # in the midst of them
        ('"publication_number": "EP-2-A1"', '"publication_number": "EP-2-A1'),
        ('"publication_number": "EP-0-A1"', '"publication_number": '),
    ],
)
@pytest.mark.parametrize("damaged", [{0}, {1}, {2}, {0, 2}])
def test_what_a_damaged_object_holds_is_no_record(
    tmp_path: Path, indent: int | None, answer: bool, whole: str, broken: str, damaged: set[int]
) -> None:
    rows = [CITING[0] | {"publication_number": f"US-765033{n}-B1"} for n in range(3)]
    texts = [json.dumps(row, indent=indent) for row in rows]
    texts = [text.replace(whole, broken) if n in damaged else text for n, text in enumerate(texts)]
    text = "[" + ", ".join(texts) + "]"
    path = written(tmp_path / "a.json", '{"total": 3, "data": ' + text + ', "took": 1.5}' if answer else text)
    found = read(google.SOURCE, path)
    assert ids(found) == [row["publication_number"] for n, row in enumerate(rows) if n not in damaged]
    assert rejects(found) == [("json.invalid", f"{path}[{n + 1}]") for n in sorted(damaged)]


def test_one_damaged_object_over_many_lines_is_one_reject(tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", json.dumps(CITING[0], indent=2).replace('"family_id": "1"', '"family_id": 1"'))
    assert rejects(read(google.SOURCE, path)) == [("json.invalid", str(path))]


def test_lines_of_any_size_whose_first_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonfile, "LARGEST", 20)
    path = written(tmp_path / "a.json", "\n".join(['{"publication_number": "US-1-', *map(json.dumps, GOOGLE)]))
    assert ids(read(google.SOURCE, path)) == ["US-7650331-B1", "US-7650332-B1"]


def test_numbers_without_strokes_and_words_for_relations(tmp_path: Path) -> None:
    kinds = ("a-371-of-international", "continuation-in-part", "division-into")
    row = {
        "publication_number": "US7650331B1", "country_code": "US", "family_id": "1",
        "parent": [{"application_number": f"US-1000000{n}-A", "type": kind} for n, kind in enumerate(kinds)],
    }  # fmt: skip
    (found,) = records(google.SOURCE, json_lines(tmp_path / "a.json", [row]))
    assert found.id == "US-7650331-B1"
    assert found.related == (
        Related("pct_application", "US-10000000-A"), Related("continuation_in_part", "US-10000001-A"),
        Related("division_into", "US-10000002-A"),
    )  # fmt: skip
