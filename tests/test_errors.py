"""Problems as text in two languages, and the tree of errors."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest

from ipsearch import errors
from ipsearch.errors import EngineBusy, EngineError, InputError, IpsearchError, Problem, UsageError
from ipsearch.query.dialects.base import Misread


def test_place_what_and_remedy_in_both_languages() -> None:
    problem = Problem("record.bad_class", {"value": 46}, "marks.csv:3")
    assert problem.text() == problem.text("en") == "marks.csv:3: class 46 does not exist → Nice classes are 1 to 45"
    assert problem.text("zh") == "marks.csv:3: 不存在第 46 类 → 国际分类为第 1 至 45 类"


def test_without_place_or_remedy_nothing_stands_there() -> None:
    assert Problem("file.missing").text() == "no such file or folder → check the path"
    assert Problem("query.loss_like").text() == "this dialect has no similarity"


def test_values_also_fill_the_remedy() -> None:
    text = Problem("source.unknown", {"value": "x", "sources": "csv, names"}).text()
    assert text == "there is no source x → one of csv, names"


def test_a_place_can_be_filled_in_later() -> None:
    problem = Problem("file.empty")
    assert problem.at("a.xml").text().startswith("a.xml: the file is empty")
    assert problem.place == ""
    assert problem.placed("a.xml") == problem.at("a.xml")
    assert problem.at("a.xml").placed("a.zip").place == "a.xml"


def test_braces_in_a_value_are_text() -> None:
    assert "{value}" in Problem("record.bad_class", {"value": "{value}"}).text()


def test_an_error_is_its_problem() -> None:
    error = UsageError("record.bad_class", place="--class", value=46)
    assert error.problem == Problem("record.bad_class", {"value": 46}, "--class")
    assert str(error) == error.problem.text("en")


def test_an_unknown_code_or_a_missing_value_fails_where_it_is_made() -> None:
    with pytest.raises(KeyError):
        UsageError("no.such_code")
    with pytest.raises(KeyError):
        UsageError("record.bad_class")


def test_the_tree() -> None:
    for name, parent in [
        ("UsageError", IpsearchError),
        ("InputError", IpsearchError),
        ("LoadFinishedWithRejects", IpsearchError),
        ("EngineError", IpsearchError),
        ("EngineUnreachable", EngineError),
        ("EngineBusy", EngineError),
        ("IndexMissing", EngineError),
        ("IndexStale", EngineError),
    ]:
        assert getattr(errors, name).__bases__ == (parent,)


def test_problems_are_equal_by_value_and_travel_between_processes() -> None:
    problem = Problem("engine.busy", {"owner": "4711"}, "here")
    assert pickle.loads(pickle.dumps(problem)) == problem
    assert EngineBusy("engine.busy", place="here", owner="4711").problem == problem


@pytest.mark.parametrize(
    "error",
    [
        UsageError("record.bad_class", place="--class", value=46),
        EngineBusy("engine.busy", place="here", owner=Path("4711")),
        EngineError("engine.failed", place="here", error=OSError(5, "what a library raised")),
        Misread("query.empty", text="ti=(", position=4, dialect="cql", expected=(")",), fix="ti=(x)"),
    ],
)
def test_errors_travel_between_processes(error: IpsearchError) -> None:
    """Otherwise they break the pool of processes that they come from."""
    error.add_note("in the third line")
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(other) is type(error)
        assert str(other) == str(error)
        assert other.problem.text("zh") == error.problem.text("zh")
        assert {**other.__dict__, "problem": None} == {**error.__dict__, "problem": None}


def test_an_error_can_always_be_logged() -> None:
    assert str(InputError("file.missing", place="\udcff.csv")).startswith("\\udcff.csv: no such file")


def test_an_input_error_can_be_caught_as_any() -> None:
    with pytest.raises(IpsearchError, match="no such file"):
        raise InputError("file.missing", place="x")
