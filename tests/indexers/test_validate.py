"""Checks that hold for every source."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from indexers.validate import check_record, is_text, unknown_groups
from ipsearch.records import KINDS_WITHOUT_WORDS, LONGEST_MARK, Goods, Trademark

GOOD = Trademark("CN", "1500001", "云岚", classes=(9, 45), groups=("0901", "4501"))


def code(**changes: Any) -> str:
    problem = check_record(msgspec.structs.replace(GOOD, **changes))
    return problem.code if problem else ""


def test_a_good_record() -> None:
    assert check_record(GOOD) is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"office": ""}, "record.no_office"),
        ({"office": " "}, "record.no_office"),
        ({"office": "C N"}, "record.bad_value"),
        ({"office": "cn"}, "record.bad_value"),
        ({"application_number": ""}, "record.no_number"),
        ({"application_number": " \u3000"}, "record.no_number"),
        ({"application_number": "1" * 101}, "record.bad_value"),
        ({"registration_number": "1" * 101}, "record.bad_value"),
        ({"part": "0 9"}, "record.bad_value"),
        ({"mark": ""}, "record.no_mark"),
        ({"mark": " \u3000\n"}, "record.no_mark"),
        ({"mark": "", "kind": "combined"}, "record.no_mark"),
        ({"mark": "云" * (LONGEST_MARK + 1)}, "record.long_mark"),
        ({"classes": (0,)}, "record.bad_class"),
        ({"classes": (9, 46)}, "record.bad_class"),
        ({"goods": (Goods(46, "x"),)}, "record.bad_class"),
        ({"groups": ("abc",)}, "record.bad_group"),
        ({"groups": ("4601",)}, "record.bad_group"),
        ({"groups": ("0001",)}, "record.bad_group"),
        ({"groups": ("0900",)}, "record.bad_group"),
        ({"groups": ("09011",)}, "record.bad_group"),
        ({"groups": ("０９０１",)}, "record.bad_group"),
    ],
)
def test_what_is_rejected(changes: dict[str, Any], expected: str) -> None:
    assert code(**changes) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"mark": "云" * LONGEST_MARK},
        {"mark": "★☆"},
        {"mark": "🙂"},
        {"classes": ()},
        {"classes": tuple(range(1, 46))},
        {"groups": ("0999",)},
        {"application_number": "G 123 456 A"},
        {"application_date": dt.date(2020, 1, 1), "registration_date": dt.date(2010, 1, 1)},
        *({"mark": "", "kind": kind} for kind in sorted(KINDS_WITHOUT_WORDS)),
    ],
)
def test_what_is_loaded(changes: dict[str, Any]) -> None:
    assert code(**changes) == ""


def test_groups_of_another_edition_are_told() -> None:
    record = msgspec.structs.replace(GOOD, groups=("0901", "0999", "3598"))
    assert unknown_groups(record) == ["0999", "3598"]


def test_lone_surrogates_are_no_text() -> None:
    assert is_text(GOOD)
    assert is_text(msgspec.structs.replace(GOOD, mark="𠮷野家"))
    assert not is_text(msgspec.structs.replace(GOOD, mark="云\ud842"))
    assert not is_text(msgspec.structs.replace(GOOD, goods=(Goods(9, "\udc80"),)))
