"""Source euipo: what a deletion does to a mark that is stored."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from euipo_files import mark_xml, one, write
from loading import HERE, contents, rejects

from indexers.euipo import DELETION, is_whole, merge_deletion
from indexers.load import load_trademarks
from ipsearch.backends.base import Backend
from ipsearch.records import Event, Trademark

OFFICE = "<RegistrationOfficeCode>EM</RegistrationOfficeCode>"


def deletion(folder: Path, number: str, more: str = "") -> Path:
    inside = folder / f"delete-{number}"
    inside.mkdir(exist_ok=True)
    return write(inside, mark_xml(number, OFFICE + more, "Delete"))


@pytest.mark.usefixtures("folder")
def test_a_deletion_by_number_keeps_the_record_and_ends_it(shared: Path, tmp_path: Path, backend: Backend) -> None:
    number = "018222477"
    load_trademarks([shared / "office-samples" / "euipo-trademarks" / f"{number}.xml"], backend, HERE)
    before = contents(backend)[0][f"EM-{number}"]
    assert (before.status, len(before.goods) > 0) == ("registered", True)
    for _ in ("once", "again"):
        summary = load_trademarks([deletion(tmp_path, number)], backend, HERE)
        assert (summary.records, summary.total, summary.rejected) == (1, 1, {})
        assert contents(backend)[0][f"EM-{number}"] == msgspec.structs.replace(
            before, status="inactive", events=(*before.events, Event("deletion", code="Delete"))
        )


@pytest.mark.usefixtures("folder")
def test_a_deletion_of_a_mark_that_is_not_stored_is_an_orphan(tmp_path: Path, backend: Backend) -> None:
    whole = write(tmp_path, mark_xml("1", "<MarkFeature>Figurative</MarkFeature>"))
    summary = load_trademarks([whole, deletion(tmp_path, "2")], backend, HERE)
    assert (summary.records, summary.rejected) == (1, {"record.orphan": 1})
    (line,) = rejects(summary.rejects)
    assert "EM-2" in line["reason_en"]
    assert set(contents(backend)[0]) == {"EM-1"}


@pytest.mark.usefixtures("folder")
def test_a_mark_and_its_deletion_in_one_load(tmp_path: Path, backend: Backend) -> None:
    figurative = "<MarkFeature>Figurative</MarkFeature><MarkCurrentStatusCode>Registered</MarkCurrentStatusCode>"
    marks = mark_xml("1", figurative) + mark_xml("1", OFFICE, "Delete") + mark_xml("2", figurative, "Delete")
    load_trademarks([write(tmp_path, marks)], backend, HERE)
    first, second = contents(backend)[0]["EM-1"], contents(backend)[0]["EM-2"]
    assert (first.kind, first.status, first.events) == ("figurative", "inactive", (DELETION,))
    # One that says what the mark was is a whole record, also where nothing is stored.
    assert (second.kind, second.status, second.events) == ("figurative", "inactive", (DELETION,))


STORED = Trademark(
    "EM", "1", "ALPHA", status="withdrawn", status_code="Application withdrawn", termination_date=dt.date(2020, 1, 2),
    events=(Event("publication"), Event("publication")), notes=("second-language:de",),
)  # fmt: skip


def test_a_dead_mark_keeps_the_reason_of_its_death(tmp_path: Path) -> None:
    merged = merge_deletion(STORED, one(deletion(tmp_path, "1")))
    assert merged == msgspec.structs.replace(STORED, events=(*STORED.events, DELETION))


def test_a_deletion_may_say_why(tmp_path: Path) -> None:
    more = (
        "<MarkCurrentStatusCode>Registration surrendered</MarkCurrentStatusCode>"
        "<MarkCurrentStatusDate>2021-03-04</MarkCurrentStatusDate><SecondLanguageCode>FR</SecondLanguageCode>"
    )
    stored = msgspec.structs.replace(STORED, status="registered", termination_date=None)
    merged = merge_deletion(stored, one(deletion(tmp_path, "1", more)))
    assert isinstance(merged, Trademark)
    assert (merged.mark, merged.status, merged.status_code) == ("ALPHA", "surrendered", "Registration surrendered")
    assert merged.termination_date == dt.date(2021, 3, 4)
    assert merged.notes == ("second-language:de", "second-language:fr")


def test_a_deleted_mark_did_not_end_on_the_date_of_its_living_status(tmp_path: Path) -> None:
    more = (
        "<MarkFeature>Figurative</MarkFeature><MarkCurrentStatusCode>Registered</MarkCurrentStatusCode>"
        "<MarkCurrentStatusDate>2020-07-24</MarkCurrentStatusDate>"
    )
    record = one(deletion(tmp_path, "1", more))
    assert is_whole(record)
    assert (record.status, record.status_date, record.termination_date) == ("inactive", dt.date(2020, 7, 24), None)
