"""Counting what a load does."""

from __future__ import annotations

import datetime as dt

from indexers.summary import MOST_CODES, OTHER_CODES, LoadCounts
from indexers.trademarks import LIBRARY
from ipsearch.records import Trademark

TODAY = dt.date(2026, 1, 1)


def test_only_unknown_statuses_with_a_code_are_told() -> None:
    counts = LoadCounts()
    for status, code in (("unknown", "77"), ("unknown", ""), ("registered", "78")):
        LIBRARY.count(counts, "csv", Trademark("CN", "1", status=status, status_code=code), TODAY)  # type: ignore[arg-type]
    assert counts.unknown_statuses == {"CN 77": 1}
    assert (counts.records, counts.loaded) == ({"csv": 3}, 3)


def test_free_text_in_place_of_codes_stays_bounded() -> None:
    counts = LoadCounts()
    for i in range(MOST_CODES + 500):
        LIBRARY.count(counts, "csv", Trademark("CN", "1", status_code=f"free text {i}"), TODAY)
    assert len(counts.unknown_statuses) == MOST_CODES + 1
    assert counts.unknown_statuses[OTHER_CODES] == 500


def test_the_latest_date_is_not_in_the_future() -> None:
    counts = LoadCounts()
    record = Trademark("CN", "1", application_date=dt.date(2019, 1, 1), registration_date=dt.date(2120, 1, 1))
    LIBRARY.count(counts, "csv", record, TODAY)
    assert counts.latest == dt.date(2019, 1, 1)


def test_counts_add_up() -> None:
    a = LoadCounts({"csv": 1}, {"x": 1}, {"CN 1": 1}, {"0999": 1}, dt.date(2019, 1, 1))
    a.add(LoadCounts({"csv": 2, "names": 1}, {"y": 1}, {"CN 1": 1}, {}, dt.date(2018, 1, 1)))
    assert a == LoadCounts({"csv": 3, "names": 1}, {"x": 1, "y": 1}, {"CN 1": 2}, {"0999": 1}, dt.date(2019, 1, 1))
    assert (a.loaded, a.refused) == (4, 2)
    a.withdraw("csv", "x")
    assert (a.loaded, a.rejected["x"]) == (3, 2)


def test_fresh_counts_share_nothing() -> None:
    LoadCounts().count_reject("x")
    assert LoadCounts().rejected == {}
