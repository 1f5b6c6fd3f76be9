"""Standing on a day: what lives, what is dead, and the year after death (Trademark Law of China, art. 50)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipsearch.documents.lean import Lean
from ipsearch.matching.life import FACTORS, Standing, one_year_after, six_months_after, standing
from ipsearch.records import STATUSES, Status

TODAY = dt.date(2026, 3, 1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def at(status: Status, *, ended: str = "", expires: str = "", office: str = "CN", today: dt.date = TODAY) -> Standing:
    dates = [day(d) if d else None for d in (ended, expires)]
    return standing(Lean(office=office, status=status, ended=dates[0], expires=dates[1]), today)


@pytest.mark.parametrize("office", ["CN", "XX", "US", "EM", "DE"])
def test_what_is_registered_or_on_its_way_stands_in_the_way_everywhere(office: str) -> None:
    assert at("registered", office=office, expires="2030-01-01") == Standing("live")
    assert at("registered", office=office) == Standing("live")
    for status in ("pending", "published", "opposed"):
        assert at(status, office=office) == Standing("pending")
    assert at("unknown", office=office) == Standing("unknown")
    assert Standing("live").blocks
    assert Standing("pending").blocks
    assert Standing("unknown").blocks


@pytest.mark.parametrize("status", ["cancelled", "invalidated", "surrendered", "inactive", "expired"])
def test_a_dead_chinese_mark_blocks_for_one_year(status: Status) -> None:
    until = day("2026-03-01")
    assert at(status, ended="2025-03-01") == Standing("dead_recent", until)  # the last day counts
    assert at(status, ended="2025-03-01").blocks
    assert at(status, ended="2025-02-28") == Standing("dead")
    assert not at(status, ended="2025-02-28").blocks
    assert at(status, ended="2026-02-28") == Standing("dead_recent", day("2027-02-28"))


@pytest.mark.parametrize("status", ["refused", "withdrawn"])
def test_what_was_never_registered_leaves_no_year_behind(status: Status) -> None:
    assert at(status, ended="2026-02-28") == Standing("dead")


@pytest.mark.parametrize("office", ["US", "EM", "DE", "WO"])
def test_other_offices_have_no_such_year(office: str) -> None:
    assert at("cancelled", ended="2026-02-28", office=office) == Standing("dead")
    assert at("registered", expires="2026-02-28", office=office) == Standing("dead")


def test_a_list_without_an_office_is_treated_as_chinese() -> None:
    assert at("cancelled", ended="2026-02-28", office="XX").life == "dead_recent"


def test_a_registration_ends_the_day_after_its_expiry_date() -> None:
    assert at("registered", expires="2026-03-01") == Standing("live")
    assert at("registered", expires="2026-02-28") == Standing("dead_recent", day("2027-08-28"), renewable=True)
    assert at("registered", expires="2024-09-01") == Standing("dead_recent", day("2026-03-01"), renewable=True)
    assert at("registered", expires="2024-08-31") == Standing("dead")
    assert at("unknown", expires="2024-01-01") == Standing("dead")


def test_six_months_for_renewal_come_before_the_year() -> None:
    """Art. 40: the registration lapses only if it is not renewed in the six months after its expiry date."""
    for status in ("registered", "unknown", "expired"):
        found = [at(status, expires="2025-09-01", today=day(d)) for d in ("2026-11-30", "2027-03-01", "2027-03-02")]
        assert found == [Standing("dead_recent", day("2027-03-01"), renewable=True)] * 2 + [Standing("dead")]
    assert at("registered", expires="2025-09-01", office="US", today=day("2025-09-02")) == Standing("dead")


def test_a_day_of_the_end_leaves_no_renewal() -> None:
    assert at("registered", ended="2025-06-01", expires="2025-05-01") == Standing("dead_recent", day("2026-06-01"))
    assert at("unknown", ended="2020-01-01", expires="2025-05-01") == Standing("dead_recent", day("2026-05-01"))


@pytest.mark.parametrize(
    ("expiry", "end"),
    [
        ("2025-01-31", "2025-07-31"), ("2025-06-30", "2025-12-30"), ("2025-07-01", "2026-01-01"),
        ("2025-08-31", "2026-02-28"), ("2023-08-30", "2024-02-29"), ("2025-03-31", "2025-09-30"),
        ("2025-12-31", "2026-06-30"), ("9999-06-30", "9999-12-30"), ("9999-07-01", "9999-12-31"),
    ],
)  # fmt: skip
def test_six_months_end_on_the_same_day_or_the_last_of_the_month(expiry: str, end: str) -> None:
    assert six_months_after(day(expiry)) == day(end)


def test_an_expired_mark_without_a_day_of_its_end_uses_its_expiry_date() -> None:
    assert at("expired", expires="2025-06-01") == Standing("dead_recent", day("2026-12-01"), renewable=True)
    assert at("expired", ended="2024-01-01", expires="2025-06-01") == Standing("dead")


def test_a_dead_mark_without_any_date_blocks_because_nothing_says_it_does_not() -> None:
    assert at("cancelled") == Standing("dead_recent", None)
    assert at("cancelled", expires="2020-01-01") == Standing("dead_recent", None)  # cancelled on another day


def test_a_year_after_a_leap_day_is_the_28th() -> None:
    assert one_year_after(day("2024-02-29")) == day("2025-02-28")
    assert one_year_after(day("2023-02-28")) == day("2024-02-28")
    assert at("cancelled", ended="2024-02-29", today=day("2025-02-28")).blocks
    assert not at("cancelled", ended="2024-02-29", today=day("2025-03-01")).blocks


def test_a_day_that_means_never_does_not_overflow() -> None:
    assert one_year_after(day("9999-12-31")) == dt.date.max
    assert at("cancelled", ended="9999-12-31").blocks


@given(st.dates(max_value=dt.date(9998, 12, 31)))
def test_a_year_is_365_or_366_days(ended: dt.date) -> None:
    assert (one_year_after(ended) - ended).days in (365, 366)


@given(
    st.sampled_from(sorted(STATUSES)),
    st.none() | st.dates(),
    st.none() | st.dates(),
    st.sampled_from(["CN", "US"]),
    st.dates(),
)
def test_every_status_has_an_effect_on_every_day(
    status: Status, ended: dt.date | None, expires: dt.date | None, office: str, today: dt.date
) -> None:
    found = standing(Lean(office=office, status=status, ended=ended, expires=expires), today)
    assert 0 < FACTORS[found.life] <= 1
    assert found.blocks == (found.life != "dead")
    if found.until is not None:
        assert found.until >= today
