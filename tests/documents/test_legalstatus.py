"""Legal status: the last deciding event at the record's own office, else the office's word, else unknown."""

from __future__ import annotations

import datetime as dt

import pytest

from ipsearch.documents.legalstatus import STATUSES, as_of_date, event_kinds, meaning, status_of
from ipsearch.records import LegalEvent, Patent
from ipsearch.text.tables import read_table


def event(code: str, day: int, country: str = "", kind: str = "") -> LegalEvent:
    return LegalEvent(code, dt.date(2020, 1, day), country=country, kind=kind)


def patent(*events: LegalEvent, country: str = "CN", status: str = "") -> Patent:
    return Patent(country, "1", "B", events=events, status=status, publication_date=dt.date(2019, 5, 1))


@pytest.mark.parametrize(
    ("record", "status", "rule", "code"),
    [
        (patent(), "unknown", "none", ""),
        (patent(event("PB01", 1), event("SE01", 2)), "pending", "event", "SE01"),
        (patent(event("GR01", 3), event("SE01", 2)), "granted", "event", "GR01"),
        (patent(event("GR01", 3), event("CF01", 9)), "lapsed", "event", "CF01"),
        (patent(event("GR01", 3), event("TR01", 9)), "granted", "event", "GR01"),
        (patent(event("GR01", 3), event("ZZ99", 9)), "granted", "event", "GR01"),
        (patent(event("RJ01", 3)), "refused", "event", "RJ01"),
        (patent(event("GR01", 3), LegalEvent("SE01")), "granted", "event", "GR01"),  # without a day: before all others
        (patent(event("WD01", 3)), "withdrawn", "event", "WD01"),
        (patent(event("CX01", 3)), "expired", "event", "CX01"),
        (patent(event("GR01", 3), event("IW01", 5)), "revoked", "event", "IW01"),
        (patent(event("gr01 ", 3)), "granted", "event", "gr01 "),
        (patent(event("GRAA", 3), event("PG25", 9, "DE"), country="EP"), "granted", "event", "GRAA"),
        (patent(status="有效"), "granted", "office", ""),
        (patent(status="something"), "unknown", "none", ""),
        (patent(status="失效"), "ended", "office", ""),
        (patent(status="inactive"), "ended", "office", ""),
        (patent(event("GR01", 3), status="失效"), "granted", "event", "GR01"),
        (patent(event("CF01", 9), status="有效"), "lapsed", "event", "CF01"),
    ],
)
def test_status(record: Patent, status: str, rule: str, code: str) -> None:
    found = status_of(record)
    assert (found.status, found.rule, found.event.code if found.event else "") == (status, rule, code)


def test_the_date_up_to_which_is_known() -> None:
    assert as_of_date(patent(event("GR01", 7), event("XX", 9))) == dt.date(2020, 1, 9)
    assert as_of_date(patent()) == dt.date(2019, 5, 1)
    assert status_of(Patent("CN", "1")).as_of is None


def test_kinds_of_events_wherever_they_happened() -> None:
    record = patent(event("PE01", 1), event("PG25", 2, "EP"), event("x", 3, kind="licence"), event("y", 4))
    assert list(event_kinds(record)) == ["pledge", "national_lapse", "licence"]
    assert meaning(record, record.events[3]) is None


def test_the_table_is_well_formed() -> None:
    rows = [r.split("\t") for r in read_table("legal_codes.tsv").splitlines() if r and not r.startswith("#")]
    assert all(len(row) == 4 and row[0] and row[1] and row[2] for row in rows)
    assert {row[3] for row in rows} <= {*STATUSES, ""}
    assert len({(row[0], row[1].casefold()) for row in rows}) == len(rows)
