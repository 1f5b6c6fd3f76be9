"""What happened to a right and who took part, in elements of WIPO ST.36: in DOCDB, the register and full texts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from epfulltext_documents import HEAD, records
from patent_reading import written

from indexers.patents.exchange import read_exchange
from indexers.patents.ops import read_answer
from indexers.xmlstream import parse_document
from ipsearch.records import LegalEvent, Party, Patent, Related

DAY = "<date>20090504</date>"
ON = dt.date(2009, 5, 4)


def record(inside: str) -> Patent:
    text = (
        '<exchange-document country="EP" doc-number="1" kind="A1">'
        f"<bibliographic-data>{inside}</bibliographic-data></exchange-document>"
    )
    return read_exchange(parse_document(text.encode(), "made"))


@pytest.mark.parametrize(
    ("step", "words", "kind"),
    [
        ("date-application-refused", "application refused", "refusal"),
        ("date-application-withdrawn-by-applicant", "application withdrawn", "withdrawal"),
        ("date-application-deemed-withdrawn", "application deemed withdrawn", "withdrawal"),
        ("date-of-revocation", "patent revoked", "revocation"),
        ("dates-rights-effective/proceedings-suspended", "proceedings suspended", ""),
        ("dates-rights-effective/proceedings-resumed", "proceedings resumed", ""),
        ("opposition-data/date-rejected", "opposition rejected", "opposition"),
        ("opposition-data/opposition-not-filed", "no opposition filed", "no_opposition"),
        ("term-of-grant/disclaimer", "disclaimer", "disclaimer"),
        ("dates-of-public-availability/printed-as-amended", "document printed as amended", "opposition"),
    ],
)
def test_dated_steps_are_events(step: str, words: str, kind: str) -> None:
    group, _, inner = step.partition("/")
    inside = f"<{inner}>{DAY}</{inner}>" if inner else DAY
    assert record(f"<{group}>{inside}</{group}>").events == (LegalEvent(date=ON, text=words, kind=kind),)


def test_steps_that_hold_for_states() -> None:
    inside = (
        f"<pct-application-no-longer-effective><country>US</country>{DAY}<region>AP</region><date>20090601</date>"
        "</pct-application-no-longer-effective>"
    )
    assert [(event.country, event.date) for event in record(inside).events] == [
        ("US", ON), ("AP", dt.date(2009, 6, 1)),
    ]  # fmt: skip


def test_a_partial_withdrawal_has_its_reason() -> None:
    inside = f'<date-application-partially-withdrawn reason="Art. 24">{DAY}</date-application-partially-withdrawn>'
    words = "application withdrawn in part: Art. 24"
    assert record(inside).events == (LegalEvent(date=ON, text=words, kind="disclaimer"),)


def test_the_register_may_know_the_issue_of_the_bulletin_alone() -> None:
    text = (
        "<register-document><bibliographic-data><publication-reference><document-id><country>EP</country><doc-number>1"
        "</doc-number><kind>A1</kind></document-id></publication-reference><date-application-withdrawn-by-applicant "
        'change-gazette-num="2012/35"/></bibliographic-data></register-document>'
    )
    found = read_answer(parse_document(text.encode(), "made"))
    assert found.events == (LegalEvent(text="application withdrawn: Bulletin 2012/35", kind="withdrawal"),)


def test_lapses_invalidations_and_terms() -> None:
    lapse = (
        f"<lapse-of-patent><document-id><country>{{}}</country><doc-number>1</doc-number>{DAY}</document-id>"
        "</lapse-of-patent>"
    )
    found = record(
        "<dates-of-public-availability><term-of-grant>"
        f"{lapse.format('EP')}{lapse.format('AT')}<length-of-grant>20</length-of-grant></term-of-grant>"
        f"<invalidation-of-patent><document-id><country>EP</country><doc-number>1</doc-number>{DAY}</document-id>"
        "</invalidation-of-patent></dates-of-public-availability>"
    )
    assert found.events == (
        LegalEvent(date=ON, text="patent invalidated", kind="revocation"),
        LegalEvent(date=ON, text="lapsed", country="EP", impact="-", kind="lapse"),
        LegalEvent(date=ON, text="lapsed", country="AT", impact="-", kind="national_lapse"),
    )
    assert set(found.notes) == {"length-of-grant:20", "invalidation-of-patent:EP-1, 20090504"}


def test_where_a_document_became_public() -> None:
    found = record(
        "<dates-of-public-availability><gazette-reference><gazette-num>18/2009</gazette-num><date>20090504</date>"
        "<text>part I</text></gazette-reference><unexamined-printed-without-grant><document-id><country>JP</country>"
        f"<doc-number>2009012345</doc-number><kind>A</kind>{DAY}</document-id></unexamined-printed-without-grant>"
        f"<printed-with-grant><document-id>{DAY}</document-id></printed-with-grant></dates-of-public-availability>"
    )
    assert found.grant_date == ON
    assert set(found.notes) == {
        "gazette-reference:18/2009, 20090504, part I", "unexamined-printed-without-grant:JP-2009012345-A, 20090504",
    }  # fmt: skip


def test_deceased_inventors_are_inventors() -> None:
    """They have sequences of their own."""
    found = record(
        "<parties><inventors>"
        '<inventor sequence="1" data-format="docdb"><inventor-name><name>DOE JANE</name></inventor-name></inventor>'
        '<inventor sequence="1" data-format="docdba"><inventor-name><name>Doe, Jane</name></inventor-name></inventor>'
        '<deceased-inventor sequence="1" data-format="docdb"><inventor-name><name>ROE JOHN</name></inventor-name>'
        "</deceased-inventor></inventors></parties>"
    )
    assert found.inventors == (Party("Doe, Jane", "DOE JANE"), Party("ROE JOHN"))


def test_a_person_of_an_organisation_with_a_number() -> None:
    found = record(
        '<parties><applicants><applicant sequence="1"><applicant-name><last-name>Doe</last-name>'
        "<first-name>Jane</first-name><orgname>Lamp SA</orgname><department>Patents</department>"
        "<registered-number>77</registered-number></applicant-name><address><city>Lyon</city><country>FR</country>"
        "</address></applicant></applicants></parties>"
    )
    assert found.applicants == (
        Party("Doe, Jane", address="Lamp SA, Patents, Lyon", country="FR", identifier="77"),
    )  # fmt: skip


def test_examiners_assignees_opponents_and_licensees(tmp_path: Path) -> None:
    """A full text with a bibliography of ST.36 in place of one of ST.32."""
    biblio = (
        "<bibliographic-data><assignees><assignee><addressbook><orgname>Lamp SA</orgname><address><country>FR</country>"
        "</address></addressbook></assignee><assignee><name>Torch Ltd</name></assignee></assignees>"
        "<licensee-data><licensee><addressbook><orgname>Candle AG</orgname></addressbook></licensee><effective-in>"
        "<country>DE</country></effective-in></licensee-data>"
        "<examiners><primary-examiner><name>Schroeder, R</name></primary-examiner>"
        "<authorized-officer><last-name>Doe</last-name><first-name>Jane</first-name></authorized-officer></examiners>"
        "<opposition-data><opponent><addressbook><orgname>Rival AG</orgname></addressbook></opponent>"
        f"<date-opposition-filed>{DAY}</date-opposition-filed></opposition-data></bibliographic-data>"
    )
    (found,) = records(written(tmp_path / "one.xml", HEAD.format("1") + biblio + "</ep-patent-document>"))
    assert found.owners == (Party("Lamp SA", country="FR"), Party("Torch Ltd"))
    assert found.examiners == (Party("Schroeder, R"), Party("Doe, Jane"))
    assert found.events == (LegalEvent(date=ON, text="opposition filed", kind="opposition"),)
    assert set(found.notes) == {"opponent:Rival AG", "licensee:Candle AG, DE"}


def test_deposits_and_the_day_of_a_search_report() -> None:
    found = record(
        "<bio-deposit><depositary>DSMZ</depositary><bio-accno>DSM 1234</bio-accno></bio-deposit>"
        "<search-reports-information><search-report-information><date-search-report-mailed><date>20110330</date>"
        "</date-search-report-mailed></search-report-information></search-reports-information>"
    )
    assert set(found.notes) == {"deposit:DSMZ, DSM 1234", "date-search-report-mailed:20110330"}


def test_related_documents_and_those_of_the_pct() -> None:
    identity = "<document-id><country>{}</country><doc-number>{}</doc-number><kind>{}</kind></document-id>"
    parent = f"<relation><parent-doc>{identity.format('EP', '98000001', 'A')}</parent-doc></relation>"
    found = record(
        f"<related-documents><division>{parent}</division><continuation-in-part>{parent}</continuation-in-part>"
        f"<related-publication>{identity.format('EP', '999', 'A2')}</related-publication><correction>"
        f"<document-corrected>{identity.format('EP', '998', 'B1')}</document-corrected>"
        "<type-of-correction>W1</type-of-correction></correction></related-documents>"
        "<pct-or-regional-filing-data><document-id><country>WO</country><doc-number>PCT/JP01/07711</doc-number>"
        f"{DAY}</document-id></pct-or-regional-filing-data><pct-or-regional-publishing-data><document-id>"
        "<country>WO</country><doc-number>WO 02/20444</doc-number></document-id></pct-or-regional-publishing-data>"
        "<classification-locarno><edition>9</edition><main-classification>06-01</main-classification>"
        "</classification-locarno>"
    )
    assert found.related == (
        Related("division", "EP-98000001-A"),
        Related("continuation_in_part", "EP-98000001-A"),
        Related("earlier_publication", "EP-999-A2"),
        Related("correction", "EP-998-B1"),
        Related("pct_application", "JP-0107711-W", ON),
        Related("pct_publication", "WO-0220444"),
    )
    assert (found.notes, found.locarno) == (("correction:W1",), ("06-01",))
