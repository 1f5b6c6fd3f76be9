"""Source uspto, bulk data: marks, parties, ends of rights, classes and goods as case files have them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from daily_files import case, one

from ipsearch.records import Goods, Party, Priority


def test_a_mark_goes_on_beyond_its_field(tmp_path: Path) -> None:
    def mark(identification: str, overflow: str) -> str:
        statement = f"<case-file-statement><type-code>MK0000</type-code><text>{overflow}</text></case-file-statement>"
        statements = f"<case-file-statements>{statement}</case-file-statements>"
        return one(tmp_path, case("1", f"<mark-identification>{identification}</mark-identification>", statements)).mark

    assert mark("FROM HERE", "TO THERE") == "FROM HERE TO THERE"
    assert mark("FROM HERE", "FROM HERE TO THERE") == "FROM HERE TO THERE"


@pytest.mark.parametrize("code", ["D00000", "D10000", "DS0000"])
def test_what_is_disclaimed(tmp_path: Path, code: str) -> None:
    statement = f'<case-file-statement><type-code>{code}</type-code><text>"PARK"</text></case-file-statement>'
    record = one(tmp_path, case("1", "", f"<case-file-statements>{statement}</case-file-statements>"))
    assert (record.disclaimer, record.notes) == ('"PARK"', ())


def test_what_was_taken_out_of_the_goods_is_none_of_them(tmp_path: Path) -> None:
    statements = "".join(
        f"<case-file-statement><type-code>{code}</type-code><text>{goods}</text></case-file-statement>"
        for code, goods in (("GS0091", "Lamps"), ("GS0092", "Radios"))
    )
    record = one(
        tmp_path,
        case("1", "<filing-date>20000101</filing-date>", f"<case-file-statements>{statements}</case-file-statements>"),
    )
    assert record.goods == (Goods(9, "Lamps", "en"),)
    assert record.notes == ("less-goods:009:Radios",)


def test_everything_of_a_header_that_has_no_field_is_a_note(tmp_path: Path) -> None:
    header = (
        "<cancellation-code>1</cancellation-code><attorney-docket-number>A-1</attorney-docket-number>"
        "<use-application-currently-in>T</use-application-currently-in><filing-basis-current-66a-in>F</filing-basis-current-66a-in>"
        "<section-8-accepted-in>T</section-8-accepted-in><location-date>20200102</location-date>"
    )
    owner = (
        "<case-file-owners><case-file-owner><party-type>10</party-type><nationality><country>DE</country></nationality>"
    )
    owner += "<legal-entity-type-code>16</legal-entity-type-code><party-name>A</party-name></case-file-owner>"
    owner += "</case-file-owners>"
    assert one(tmp_path, case("1", header, owner)).notes == (
        "cancellation-code:1", "attorney-docket-number:A-1", "use-application-currently", "section-8-accepted",
        "location-date:20200102", "owner-entity:A: limited liability company, DE",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "priority", "note"),
    [
        ("T", Priority("N-1", "NO", dt.date(2018, 1, 1)),
         "NO N-1: registration-date 20180501, registration-number R-2"),
        ("F", Priority("R-2", "NO", dt.date(2018, 5, 1), "foreign registration"),
         "NO R-2: filing-date 20180101, registration-date 20180501, application-number N-1"),
    ],
)  # fmt: skip
def test_a_foreign_application_that_was_registered_keeps_both_numbers(
    tmp_path: Path, claim: str, priority: Priority, note: str
) -> None:
    foreign = (
        "<foreign-applications><foreign-application><filing-date>20180101</filing-date><registration-date>20180501"
        "</registration-date><application-number>N-1</application-number><country>NO</country><registration-number>R-2"
        f"</registration-number><foreign-priority-claim-in>{claim}</foreign-priority-claim-in></foreign-application>"
        "</foreign-applications>"
    )
    record = one(tmp_path, case("76000001", more=foreign))
    assert record.priorities == (priority,)
    assert f"foreign:{note}" in record.notes


def test_a_correspondent_among_the_owners_is_an_agent(tmp_path: Path) -> None:
    party = "<case-file-owner><party-type>{}</party-type><party-name>{}</party-name><city>Reno</city></case-file-owner>"
    owners = f"<case-file-owners>{party.format(30, 'A Inc.')}{party.format(70, 'Ann Attorney')}</case-file-owners>"
    record = one(tmp_path, case("76000001", more=owners))
    assert record.applicants == (Party(name="A Inc.", address="Reno"),)
    assert (record.agents, record.events) == ((Party(name="Ann Attorney", address="Reno"),), ())


def test_an_owner_without_a_name_is_a_note(tmp_path: Path) -> None:
    owner = "<case-file-owner><party-type>10</party-type><address-1>1 A St</address-1><city>Reno</city>"
    owner += "<state>NV</state></case-file-owner>"
    record = one(tmp_path, case("76000001", more=f"<case-file-owners>{owner}</case-file-owners>"))
    assert (record.applicants, record.events) == ((), ())
    assert record.notes == ("owner-without-name:10 1 A St, Reno, NV, US",)


@pytest.mark.parametrize(
    ("nationality", "country"), [("<country>DE</country>", "DE"), ("<state>DE</state>", "US"), ("", "")]
)
def test_the_country_of_an_owner_without_address_is_that_of_its_nationality(
    tmp_path: Path, nationality: str, country: str
) -> None:
    owner = f"<party-type>10</party-type><nationality>{nationality}</nationality><party-name>A</party-name>"
    owners = f"<case-file-owners><case-file-owner>{owner}</case-file-owner></case-file-owners>"
    assert one(tmp_path, case("76000001", more=owners)).applicants == (Party(name="A", country=country),)


def test_a_class_that_has_ended_is_told(tmp_path: Path) -> None:
    entry = (
        "<classification><international-code>009</international-code>{}<status-date>20190101</status-date>"
        "<primary-code>009</primary-code></classification>"
    )
    ended = entry.format("<status-code>8</status-code>")
    assert one(tmp_path, case("1", more=f"<classifications>{ended}</classifications>")).notes == (
        "class-status:009 8 20190101",
    )
    active = entry.format("<status-code>6</status-code>")
    assert one(tmp_path, case("1", more=f"<classifications>{active}</classifications>")).notes == ()


def test_codes_of_unknown_forms_are_notes(tmp_path: Path) -> None:
    more = (
        "<classifications><classification><international-code>B</international-code><status-code>6</status-code>"
        "<primary-code>A</primary-code></classification></classifications>"
        "<design-searches><design-search><code>26.19</code></design-search></design-searches>"
    )
    assert set(one(tmp_path, case("1", more=more)).notes) == {
        "us-class:A", "us-class-status:A 6", "international-code:A B", "design-search:2619",
    }  # fmt: skip


def test_a_correspondent_whose_first_line_is_blank(tmp_path: Path) -> None:
    lines = "<correspondent><address-1/><address-2>ANN CO</address-2><address-3>Reno, NV</address-3></correspondent>"
    assert one(tmp_path, case("76000001", more=lines)).agents == (Party(name="ANN CO", address="Reno, NV"),)


@pytest.mark.parametrize(
    ("drawing", "words", "kind"),
    [("1000", "OLD TYPED", "word"), ("4000", "STANDARD", "word"), ("2000", "", "figurative"),
     ("3000", "WITH DEVICE", "combined"), ("5000", "STYLISED", "combined"), ("6000", "", "other"),
     ("0000", "X", "unknown"), ("", "X", "unknown"), ("4000", "", "unknown"), ("3000", "", "unknown")],
)  # fmt: skip
def test_drawing_codes(tmp_path: Path, drawing: str, words: str, kind: str) -> None:
    header = f"<mark-identification>{words}</mark-identification><mark-drawing-code>{drawing}</mark-drawing-code>"
    record = one(tmp_path, case("76000001", header))
    assert (record.kind, record.mark) == (kind, words)


def test_a_solid_drawing_is_three_dimensional(tmp_path: Path) -> None:
    header = "<mark-drawing-code>2000</mark-drawing-code><drawing-3d-current-in>T</drawing-3d-current-in>"
    record = one(tmp_path, case("76000001", header))
    assert (record.kind, record.notes) == ("three_dimensional", ("drawing-3d-current", "mark-drawing-code:2000"))


@pytest.mark.parametrize(
    ("code", "dates", "status", "ended"),
    [
        ("602", "<abandonment-date>20190401</abandonment-date>", "withdrawn", dt.date(2019, 4, 1)),
        ("710", "<cancellation-date>20190402</cancellation-date>", "cancelled", dt.date(2019, 4, 2)),
        ("900", "", "expired", dt.date(2019, 4, 30)),
        ("700", "<cancellation-date>00000000</cancellation-date>", "registered", None),
        ("999", "", "unknown", None),
    ],
)
def test_the_end_of_a_right(tmp_path: Path, code: str, dates: str, status: str, ended: dt.date | None) -> None:
    header = f"<status-code>{code}</status-code><status-date>20190430</status-date>{dates}"
    record = one(tmp_path, case("76000001", header))
    assert (record.status, record.status_code, record.termination_date) == (status, code, ended)
    assert record.registration_number == ""


def test_of_two_ends_the_other_is_noted(tmp_path: Path) -> None:
    dates = "<abandonment-date>19990401</abandonment-date><cancellation-date>20190402</cancellation-date>"
    record = one(tmp_path, case("76000001", f"<status-code>710</status-code>{dates}"))
    assert record.termination_date == dt.date(2019, 4, 2)
    assert "abandonment-date:19990401" in record.notes


def goods_case(statement: str, classification: str, filed: str = "19700101") -> str:
    return case(
        "72000001",
        f"<filing-date>{filed}</filing-date>",
        f"<case-file-statements><case-file-statement><type-code>{statement}</type-code><text>Lamps</text>"
        f"</case-file-statement></case-file-statements><classifications>{classification}</classifications>",
    )


def test_a_class_of_the_old_american_system_is_not_a_nice_class(tmp_path: Path) -> None:
    old = "<classification><international-code>009</international-code><international-code>011</international-code>"
    record = one(tmp_path, goods_case("GS0211", f"{old}<us-code>021</us-code><primary-code>021</primary-code>"
                                                "</classification>"))  # fmt: skip
    assert record.classes == (9, 11)
    assert [(goods.nice_class, goods.text) for goods in record.goods] == [(9, "Lamps"), (11, "Lamps")]


@pytest.mark.parametrize("own", ["<primary-code>009</primary-code>", ""])
def test_an_entry_is_in_every_class_that_the_office_gave_it(tmp_path: Path, own: str) -> None:
    codes = "<international-code>009</international-code><international-code>011</international-code>"
    record = one(tmp_path, goods_case("GS0091", f"<classification>{codes}{own}</classification>"))
    assert record.classes == (9, 11)
    assert [goods.text for goods in record.goods] == ["Lamps", "Lamps"]


@pytest.mark.parametrize(
    ("codes", "note"),
    [
        ("<international-code>009</international-code><primary-code>009</primary-code>", "009 021"),
        ("<international-code>009</international-code><primary-code>021</primary-code>", "021 021"),
        ("<international-code>009</international-code>", "009 021"),
    ],
)
def test_an_american_class_is_noted_beside_the_class_it_belongs_to(tmp_path: Path, codes: str, note: str) -> None:
    entry = f"<classification>{codes}<us-code>021</us-code></classification>"
    assert f"us-classes:{note}" in one(tmp_path, goods_case("GS0091", entry)).notes


def test_a_class_without_an_international_code_follows_the_filing_date(tmp_path: Path) -> None:
    entry = "<classification><primary-code>011</primary-code></classification>"
    record = one(tmp_path, goods_case("GS0111", entry, "19730901"))
    assert (record.classes, record.goods, record.notes) == ((11,), (Goods(11, "Lamps", "en"),), ())
    before = one(tmp_path, goods_case("GS0111", entry, "19730831"))
    assert (before.classes, before.notes) == ((), ("us-class:011", "us-goods:011:Lamps"))


@pytest.mark.parametrize("own", ["200", "A", "B"])
def test_certification_and_membership_classes_are_notes(tmp_path: Path, own: str) -> None:
    entry = f"<classification><international-code>{own}</international-code><primary-code>{own}</primary-code>"
    record = one(tmp_path, goods_case(f"GS{own:<3}1", f"{entry}</classification>"))
    assert (record.classes, record.goods) == ((), ())
    assert record.notes == (f"us-class:{own}", f"us-goods:{own}:Lamps")


def test_goods_without_classification_follow_the_filing_date(tmp_path: Path) -> None:
    assert one(tmp_path, goods_case("GS0111", "", "19730901")).classes == (11,)
    before = one(tmp_path, goods_case("GS0111", "", "19730831"))
    assert (before.classes, before.notes) == ((), ("us-class:011", "us-goods:011:Lamps"))


def test_an_unreadable_date_is_noted_not_lost(tmp_path: Path) -> None:
    record = one(tmp_path, case("76000001", "<filing-date>19991300</filing-date>"))
    assert (record.application_date, record.notes) == (None, ("unread-filing-date:19991300",))
