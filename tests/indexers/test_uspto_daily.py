"""Source uspto, bulk data: case files after the DTD of trademark-applications-daily."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from indexers.base import Rejected, Unit
from indexers.files import Blob, walk
from indexers.uspto import SOURCE
from indexers.uspto_values import event_kind
from ipsearch.errors import InputError
from ipsearch.records import Event, Goods, Party, Priority, Trademark

FRAME = (
    "<trademark-applications-daily><version><version-no>2.0</version-no><version-date>20050401</version-date></version>"
    "<creation-datetime>202001020304</creation-datetime><application-information><file-segments>"
    "<file-segment>TRMK</file-segment><action-keys><action-key>NE</action-key>{}</action-keys></file-segments>"
    "</application-information></trademark-applications-daily>"
)

FULL = """
<case-file>
 <serial-number>88000001</serial-number><registration-number>6000001</registration-number>
 <transaction-date>20200102</transaction-date>
 <case-file-header>
  <filing-date>20180615</filing-date><registration-date>20200303</registration-date>
  <status-code>700</status-code><status-date>20200303</status-date>
  <mark-identification>BLÅ FJORD &amp; CO</mark-identification><mark-drawing-code>3000</mark-drawing-code>
  <published-for-opposition-date>20191217</published-for-opposition-date>
  <domestic-representative-name>Dom Rep</domestic-representative-name><attorney-name>Ann Attorney</attorney-name>
  <trademark-in>T</trademark-in><service-mark-in>F</service-mark-in><section-2f-in>T</section-2f-in>
  <renewal-date>20300303</renewal-date>
 </case-file-header>
 <case-file-statements>
  <case-file-statement><type-code>GS0091</type-code><text>Batteries;</text><text>chargers</text></case-file-statement>
  <case-file-statement><type-code>GS0351</type-code><text>Retail stores</text></case-file-statement>
  <case-file-statement><type-code>D10000</type-code><text>"CO"</text></case-file-statement>
  <case-file-statement><type-code>TR0000</type-code><text>Blue fjord</text></case-file-statement>
  <case-file-statement><type-code>TLIT00</type-code><text>Bla</text></case-file-statement>
  <case-file-statement><type-code>CC0000</type-code><text>The color blue is claimed.</text></case-file-statement>
  <case-file-statement><type-code>DM0000</type-code><text>A fjord.</text></case-file-statement>
  <case-file-statement><type-code>PM0001</type-code><text>BLUE FIORD</text></case-file-statement>
  <case-file-statement><type-code>N00000</type-code><text>No living person.</text></case-file-statement>
 </case-file-statements>
 <case-file-event-statements>
  <case-file-event-statement><code>R.PR</code><type>A</type><description-text>REGISTERED</description-text>
   <date>20200303</date><number>0012</number></case-file-event-statement>
  <case-file-event-statement><code>DOCK</code><type>D</type><description-text>ASSIGNED</description-text>
   <date>20180910</date><number>000</number></case-file-event-statement>
 </case-file-event-statements>
 <prior-registration-applications><other-related-in>F</other-related-in><prior-registration-application>
  <relationship-type>0</relationship-type><number>1234567</number></prior-registration-application>
 </prior-registration-applications>
 <foreign-applications>
  <foreign-application><filing-date>20180101</filing-date><application-number>N-1</application-number>
   <country>NO</country><foreign-priority-claim-in>T</foreign-priority-claim-in></foreign-application>
  <foreign-application><registration-date>20180501</registration-date><country>NO</country>
   <registration-number>R-2</registration-number><foreign-priority-claim-in>F</foreign-priority-claim-in>
  </foreign-application>
 </foreign-applications>
 <classifications>
  <classification><international-code-total-no>1</international-code-total-no><international-code>009</international-code>
   <us-code>021</us-code><us-code>023</us-code><status-code>6</status-code><status-date>20180620</status-date>
   <first-use-anywhere-date>20110500</first-use-anywhere-date><primary-code>009</primary-code></classification>
  <classification><international-code>035</international-code><us-code>100</us-code><status-code>6</status-code>
   <primary-code>035</primary-code></classification>
 </classifications>
 <correspondent><address-1>ANN ATTORNEY</address-1><address-2>1 Main St</address-2><address-3>Reno, NV</address-3>
 </correspondent>
 <case-file-owners>
  <case-file-owner><entry-number>1</entry-number><party-type>10</party-type><party-name>Old AS</party-name>
   <city>Oslo</city><country>NO</country></case-file-owner>
  <case-file-owner><entry-number>1</entry-number><party-type>30</party-type><nationality><state>DE</state></nationality>
   <party-name>New Inc.</party-name><address-1>1 A St</address-1><city>Reno</city><state>NV</state>
   <postcode>89501</postcode><dba-aka-text>DBA Fjord</dba-aka-text></case-file-owner>
  <case-file-owner><entry-number>2</entry-number><party-type>30</party-type><party-name>Second SA</party-name>
   <city>Lyon</city><country>FR</country></case-file-owner>
 </case-file-owners>
 <design-searches><design-search><code>060901</code></design-search><design-search><code>261901</code></design-search>
 </design-searches>
 <international-registration><international-registration-number>1400000</international-registration-number>
  <international-registration-date>20180701</international-registration-date>
  <international-status-code>1</international-status-code><priority-claimed-in>T</priority-claimed-in>
  <priority-claimed-date>20180102</priority-claimed-date></international-registration>
 <madrid-international-filing-requests><madrid-international-filing-record><entry-number>1</entry-number>
  <reference-number>A0099999</reference-number><original-filing-date-uspto>20190101</original-filing-date-uspto>
  <international-registration-number>1500000</international-registration-number>
  <madrid-history-events><madrid-history-event><code>NEWAP</code><date>20190102</date>
   <description-text>NEW APPLICATION</description-text><entry-number>1</entry-number></madrid-history-event>
  </madrid-history-events></madrid-international-filing-record></madrid-international-filing-requests>
</case-file>
"""


def case(number: str, header: str = "", more: str = "") -> str:
    return (
        f"<case-file><serial-number>{number}</serial-number><registration-number>0000000</registration-number>"
        f"<case-file-header>{header}</case-file-header>{more}</case-file>"
    )


def write(folder: Path, cases: str, doctype: str = "") -> Path:
    path = folder / "apc200102.xml"
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}{FRAME.format(cases)}', encoding="utf-8")
    return path


def read(path: Path) -> list[Trademark | Rejected]:
    return list(SOURCE.read(Unit(SOURCE, tuple(walk(path)))))


def one(folder: Path, cases: str) -> Trademark:
    (record,) = read(write(folder, cases))
    assert isinstance(record, Trademark)
    return record


def test_a_full_case_file(tmp_path: Path) -> None:
    record = one(tmp_path, FULL)
    assert (record.id, record.registration_number, record.mark) == ("US-88000001", "6000001", "BLÅ FJORD & CO")
    assert (record.kind, record.status, record.status_code) == ("combined", "registered", "700")
    assert record.application_date == dt.date(2018, 6, 15)
    assert record.publication_date == dt.date(2019, 12, 17)
    assert (record.registration_date, record.status_date) == (dt.date(2020, 3, 3), dt.date(2020, 3, 3))
    assert record.classes == (9, 35)
    assert record.goods == (
        Goods(9, "Batteries;\nchargers", "en", status="6"),
        Goods(35, "Retail stores", "en", status="6"),
    )
    assert (record.disclaimer, record.translation, record.transliteration) == ('"CO"', "Blue fjord", "Bla")
    assert (record.colours, record.description) == ("The color blue is claimed.", "A fjord.")
    assert record.international_number == "1400000"
    assert record.vienna == ()
    assert record.notes == (
        "first-use-anywhere:009 20110500", "mark-category:trademark", "section-2f", "owner-dba-aka-text:DBA Fjord",
        "prior-0:1234567",
        "pseudo-mark:BLUE FIORD", "statement-N00000:No living person.", "design-search:060901", "design-search:261901",
        "owner-entity:New Inc.: US-DE", "foreign:NO R-2: registration-date 20180501", "us-classes:009 021 023",
        "us-classes:035 100",
    )  # fmt: skip


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


def test_the_latest_owners_are_the_applicants(tmp_path: Path) -> None:
    record = one(tmp_path, FULL)
    assert record.applicants == (
        Party(name="New Inc.", address="1 A St, Reno, NV, 89501", country="US"),
        Party(name="Second SA", address="Lyon", country="FR"),
    )
    assert Event("owner", code="10", text="Old AS, Oslo") in record.events
    assert record.agents == (
        Party(name="Ann Attorney"),
        Party(name="Dom Rep"),
        Party(name="ANN ATTORNEY", address="1 Main St, Reno, NV"),
    )


def test_priorities_and_events(tmp_path: Path) -> None:
    record = one(tmp_path, FULL)
    assert record.priorities == (
        Priority("N-1", "NO", dt.date(2018, 1, 1)),
        Priority("R-2", "NO", dt.date(2018, 5, 1), "foreign registration"),
        Priority("1400000", "WO", dt.date(2018, 1, 2)),
    )
    assert record.events == (
        Event("registration", dt.date(2020, 3, 3), "R.PR", "REGISTERED", "12"),
        Event("prosecution", dt.date(2018, 9, 10), "DOCK", "ASSIGNED", ""),
        Event("renewal", dt.date(2030, 3, 3), "renewal-date"),
        Event("international registration", dt.date(2018, 7, 1), "1", reference="1400000"),
        Event("madrid filing", dt.date(2019, 1, 1), text="1500000", reference="A0099999"),
        Event("madrid", dt.date(2019, 1, 2), "NEWAP", "NEW APPLICATION", "A0099999"),
        Event("owner", code="10", text="Old AS, Oslo"),
    )


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


def test_a_correspondent_whose_first_line_is_blank(tmp_path: Path) -> None:
    lines = "<correspondent><address-1/><address-2>ANN CO</address-2><address-3>Reno, NV</address-3></correspondent>"
    assert one(tmp_path, case("76000001", more=lines)).agents == (Party(name="ANN CO", address="Reno, NV"),)


def test_the_case_written_by_hand_follows_the_dtd_of_the_office(shared: Path) -> None:
    text = (shared / "office-samples" / "schemas" / "uspto-tradeapp-2005.dtd").read_text(encoding="latin-1")
    names = {line.split()[1] for line in text.splitlines() if line.startswith("<!ELEMENT")}
    used = {str(node.tag) for node in etree.fromstring(FULL).iter()}
    assert used <= names


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
    assert one(tmp_path, case("76000001", header)).kind == "three_dimensional"


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


def test_a_file_with_its_whole_dtd_inline_a_reject_and_several_cases(shared: Path, tmp_path: Path) -> None:
    doctype = (shared / "office-samples" / "schemas" / "uspto-tradeapp-2005.dtd").read_text(encoding="latin-1")
    assert len(doctype) > 16_000
    path = write(tmp_path, case("76000001") + case("") + FULL, doctype)
    packed = tmp_path / "apc200102.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    for place in (path, packed):
        (blob,) = walk(place)
        assert SOURCE.sniff(blob)
        first, second, third = read(place)
        assert isinstance(first, Trademark)
        assert isinstance(second, Rejected)
        assert isinstance(third, Trademark)
        assert [first.application_number, third.application_number] == ["76000001", "88000001"]
        assert second.problem.code == "record.no_number"


def test_a_cut_file_gives_the_cases_before_the_cut(tmp_path: Path) -> None:
    path = write(tmp_path, case("76000001") + case("76000002") + case("76000003"))
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"76000003")])
    reading = SOURCE.read(Unit(SOURCE, (Blob(path),)))
    assert [item.application_number for item in (next(reading), next(reading)) if isinstance(item, Trademark)] == [
        "76000001", "76000002",
    ]  # fmt: skip
    with pytest.raises(InputError) as caught:
        next(reading)
    assert caught.value.problem.code == "file.truncated"
    assert caught.value.problem.place.endswith(":2")


MEASURE = """
import resource, sys
from pathlib import Path
from indexers.base import Unit
from indexers.files import Blob
from indexers.uspto import SOURCE
from indexers.uspto_values import event_kind
count = sum(1 for _ in SOURCE.read(Unit(SOURCE, (Blob(Path(sys.argv[1])),))))
scale = 1 if sys.platform == "darwin" else 1024
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale)
"""


def peak(path: Path) -> tuple[int, int]:
    """Cases read, and the most bytes the process ever held."""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", MEASURE, str(path)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    count, memory = done.stdout.split()
    return int(count), int(memory)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    # Only the operating system sees the parser's own memory, so each size runs in a process of its own.
    cases = FULL.replace("Retail stores", "Retail stores; " * 300)
    small, large = tmp_path / "small.xml", tmp_path / "large.xml"
    for path, count in ((small, 100), (large, 5_000)):
        path.write_text(FRAME.format(cases * count), encoding="utf-8")
    size = large.stat().st_size
    few, before = peak(small)
    many, after = peak(large)
    assert (few, many) == (100, 5_000)
    assert size > 40_000_000
    assert after - before < size / 5


@pytest.mark.parametrize(
    ("codes", "kind"),
    [("REN4 RNL7", "renewal"), ("C8.. C7.. C71T C18. CAEX", "cancellation"), ("ABN2", "abandonment"),
     ("ASGN AOUM", "assignment"), ("C8P. ABND NREN 89AG", "prosecution")],
)  # fmt: skip
def test_kinds_of_events(codes: str, kind: str) -> None:
    assert {event_kind(code) for code in codes.split()} == {kind}
