"""Source uspto, bulk data: a full case file after the DTD of trademark-applications-daily, and files of them."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from daily_files import FRAME, case, one, read, write
from lxml import etree

from indexers.base import Rejected, Unit
from indexers.files import Blob, walk
from indexers.uspto import SOURCE
from indexers.uspto_values import event_kind
from ipsearch.errors import InputError
from ipsearch.records import Event, Goods, Party, Priority, Trademark

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


def test_the_latest_owners_are_the_applicants(tmp_path: Path) -> None:
    record = one(tmp_path, FULL)
    assert record.applicants == (
        Party(name="New Inc.", address="1 A St, Reno, NV, 89501", country="US"),
        Party(name="Second SA", address="Lyon", country="FR"),
    )
    assert Event("owner", code="10", text="Old AS, Oslo, NO") in record.events
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
        Event("owner", code="10", text="Old AS, Oslo, NO"),
    )


def test_the_case_written_by_hand_follows_the_dtd_of_the_office(shared: Path) -> None:
    text = (shared / "office-samples" / "schemas" / "uspto-tradeapp-2005.dtd").read_text(encoding="latin-1")
    names = {line.split()[1] for line in text.splitlines() if line.startswith("<!ELEMENT")}
    used = {str(node.tag) for node in etree.fromstring(FULL).iter()}
    assert used <= names


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


@pytest.mark.untraced
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
