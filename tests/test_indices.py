from __future__ import annotations

import datetime as dt

import pytest

from ipsearch.errors import IndexStale
from ipsearch.indices import GenerationInfo, Name, Versions, check, format_name, new_generation, parse_name

WHEN = dt.datetime(2026, 11, 23, 10, 15, 0, tzinfo=dt.UTC)
NAME = Name("trademark", Versions("1", "1a2b3c4d"), WHEN)
TEXT = "trademark-a1-m1a2b3c4d-20261123t101500"


def test_names_go_there_and_back() -> None:
    assert format_name(NAME) == TEXT
    assert parse_name(TEXT) == NAME


def test_names_are_in_utc_whatever_the_clock_shows() -> None:
    shanghai = WHEN.astimezone(dt.timezone(dt.timedelta(hours=8)))
    assert format_name(Name("trademark", NAME.versions, shanghai)) == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "trademark",
        TEXT + "x",
        TEXT.upper(),
        TEXT.replace("-a1", ""),
        TEXT.replace("1123", "1323"),
        "../" + TEXT,
        TEXT + "\n",
    ],
)
def test_anything_else_is_no_name(text: str) -> None:
    assert parse_name(text) is None


@pytest.mark.parametrize("versions", [Versions("", "1a2b3c4d"), Versions("1-2", "1a2b3c4d"), Versions("1", "xyz")])
def test_versions_that_cannot_stand_in_a_name_are_refused(versions: Versions) -> None:
    with pytest.raises(ValueError, match="not a name"):
        format_name(Name("trademark", versions, WHEN))


def test_two_generations_of_one_second_have_two_names_in_order() -> None:
    taken: set[str] = set()
    for second in ("00", "01", "02"):
        info = new_generation("trademark", NAME.versions, WHEN, taken)
        assert info.name == f"trademark-a1-m1a2b3c4d-202611{'23'}t1015{second}"
        assert info.created == f"2026-11-23T10:15:{second}+00:00"
        assert (info.live, info.finished, info.records) == (False, False, 0)
        taken.add(info.name)


def test_stale_says_both_versions_and_what_to_do() -> None:
    info = new_generation("trademark", NAME.versions, WHEN, set())
    check(info, Versions("1", "1a2b3c4d"))
    for other in (Versions("2", "1a2b3c4d"), Versions("1", "00000000")):
        with pytest.raises(IndexStale) as raised:
            check(info, other)
        for part in (TEXT, "1/1a2b3c4d", f"{other.analysis}/{other.schema}", "ipsearch load trademarks --rebuild"):
            assert part in str(raised.value)
        assert "重建" in raised.value.problem.text("zh")


@pytest.mark.parametrize(
    ("records", "dead", "advised"), [(100, 30, False), (100, 31, True), (0, 0, False), (0, 1, True)]
)
def test_a_rebuild_is_advised_above_thirty_percent_dead(records: int, dead: int, advised: bool) -> None:
    info = GenerationInfo("trademark", TEXT, True, True, records, 0, "", "1", "1a2b3c4d", dead=dead)
    assert info.rebuild_advised is advised
