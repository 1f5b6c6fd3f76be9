from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from ipsearch.patentnumbers.checkdigits import chinese_check_digit
from ipsearch.query.dialects.base import Misread
from ipsearch.query.dialects.detect import DIALECTS, read
from tests.query.dialects.notation import notation

VECTORS = 19


@dataclass(frozen=True)
class Case:
    """One row of ``cases.yaml``."""

    dialect: str
    q: str
    reading: str = ""
    notes: tuple[str, ...] = ()
    error: str = ""
    at: str = ""
    fix: str | None = None
    likely: str = ""
    expected: tuple[str, ...] = ()
    vector: int = 0


def _case(dialect: str, row: dict[str, Any]) -> Case:
    row = {"reading" if key == "is" else key: value for key, value in row.items()}
    return Case(dialect, **{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()})


ROWS = yaml.load(Path(__file__).with_name("cases.yaml").read_text("utf-8"), yaml.CSafeLoader)
CASES = [_case(dialect, row) for dialect, rows in ROWS.items() for row in rows]
READ = [case for case in CASES if not case.error]
MISREAD = [case for case in CASES if case.error]


def name(case: Case) -> str:
    return f"{case.dialect}: {case.q}"


def misread(text: str, dialect: str) -> Misread:
    with pytest.raises(Misread) as caught:
        read(text, dialect)
    return caught.value


@pytest.mark.parametrize("case", READ, ids=name)
def test_a_query_means_what_its_dialect_says(case: Case) -> None:
    reading = read(case.q, case.dialect)
    assert notation(reading.query) == case.reading
    assert set(case.notes) <= {notice.code for notice in reading.notices}
    assert {notice.code for notice in reading.notices if notice.level == "warning"} <= set(case.notes)
    assert (reading.dialect, reading.confidence) == (case.dialect, 1.0)


@pytest.mark.parametrize("case", READ, ids=name)
def test_a_notice_has_a_place_in_the_text_and_two_languages(case: Case) -> None:
    for notice in read(case.q, case.dialect).notices:
        assert 0 <= notice.start < notice.end <= len(case.q)
        assert notice.text("zh")
        assert notice.text("en")
        assert notice.text("zh") != notice.text("en")


@pytest.mark.parametrize("case", MISREAD, ids=name)
def test_a_mistake_is_told_with_its_place_and_its_remedy(case: Case) -> None:
    error = misread(case.q, case.dialect)
    assert error.problem.code == case.error
    if case.at:
        assert (error.position, case.q[error.position :].startswith(case.at)) == (case.q.index(case.at), True)
    else:
        assert error.position == len(case.q)
    assert set(case.expected) <= set(error.expected)
    assert error.likely == case.likely
    if case.fix is not None:
        assert error.fix == case.fix


@pytest.mark.parametrize("case", MISREAD, ids=name)
def test_every_mistake_is_told_in_both_languages_with_what_could_stand_there(case: Case) -> None:
    error = misread(case.q, case.dialect)
    zh, en = error.problem.text("zh"), error.problem.text("en")
    assert any("一" <= c <= "鿿" for c in zh)
    assert en.isascii() or not case.q.isascii() or "→" in en
    assert zh != en
    assert f"{case.dialect}:{error.position + 1}" in zh
    assert error.text == case.q
    assert 0 <= error.position <= len(case.q)
    assert error.expected
    assert all(error.expected)


@pytest.mark.parametrize("case", [case for case in MISREAD if case.fix], ids=name)
def test_a_query_put_right_can_be_read(case: Case) -> None:
    assert case.fix is not None
    assert read(case.fix, case.dialect).query


@pytest.mark.parametrize(
    ("query", "dialect", "fix"),
    [
        ("ti=(a and", "cql", "ti=(a)"),
        ("AP=华为 OR not", "incopat", "AP=华为"),
        ("发明名称=(电池 AND", "cnipa", "发明名称=(电池)"),
        ("TTL:(电池 AND", "patsnap", "TTL:(电池)"),
        ("ad=[2019 to 2018", "incopat", ""),
    ],
)
def test_a_query_with_two_mistakes_is_put_right_in_both_or_not_at_all(query: str, dialect: str, fix: str) -> None:
    for declared in (dialect, None):
        with pytest.raises(Misread) as caught:
            read(query, declared)
        assert (caught.value.dialect, caught.value.fix) == (dialect, fix)


def test_the_acceptance_vectors_are_all_here() -> None:
    assert {case.vector for case in CASES} == set(range(VECTORS + 1))


def test_every_dialect_has_many_cases_and_no_case_is_there_twice() -> None:
    assert set(ROWS) == set(DIALECTS)
    assert min(map(len, ROWS.values())) >= 60
    assert len({(case.dialect, case.q) for case in CASES}) == len(CASES)


def test_an_application_number_keeps_the_check_digit_that_belongs_to_it() -> None:
    assert notation(read("申请号=200710308494.X", "cnipa").query) == "an=200710308494.X"
    assert chinese_check_digit("200710308494") == "X"


def test_a_warning_of_mixed_operators_shows_both_readings() -> None:
    [warning] = [one for one in read("ti=a or ti=b and (ti=c or ti=d)", "cql").notices if one.code == "query.mixed"]
    assert warning.values == {
        "reading": "((ti=a or ti=b) and (ti=c or ti=d))",
        "other": "ti=a or (ti=b and (ti=c or ti=d))",
    }
    assert (warning.level, warning.start, warning.end) == ("warning", 0, 31)


def test_a_warning_of_mixed_operators_begins_where_the_first_operand_begins() -> None:
    [warning] = [one for one in read("(ti=a or ti=b) or ti=c and ti=d", "cql").notices if one.code == "query.mixed"]
    assert warning.values["reading"] == "(((ti=a or ti=b) or ti=c) and ti=d)"
    assert warning.start == 0
