"""Source epfulltext: rarer parts of the format, offices beside the EPO, damage, in documents written for it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import patent_reading
import pytest
from epfulltext_documents import DOCUMENT, HEAD, one, read, records
from patent_reading import blob, depends, written

from indexers.base import Rejected, Unit
from indexers.patents.epfulltext import SOURCE
from ipsearch.errors import InputError
from ipsearch.patentnumbers.keys import number_tokens
from ipsearch.patentnumbers.number import read_numbers
from ipsearch.records import Citation, Claim, Filing, LegalEvent, Party, Patent, Related


def test_search_report_categories_parties_and_lapses(tmp_path: Path) -> None:
    biblio = (
        "<B400><B472><B475><date>20040101</date><ctry>AT</ctry><date>20040202</date><ctry>BE</ctry></B475></B472></B400>"
        "<B500><B520><B527>US</B527><B521>435  6</B521></B520><B560><B561><text>WO-A-95/01234</text></B561>"
        "<B563>X</B563><B564>1-3</B564><B563>Y</B563><B562><text>SMITH: Lamps</text></B562><B563>A</B563></B560></B500>"
        "<B600><B620><parent><pdoc><dnum><anum>94202942.2</anum><pnum>0634702</pnum></dnum></pdoc></parent></B620></B600>"
        "<B700><B780><B781><snm>Rival AG</snm><date>20050101</date></B781><B787><date>20060607</date></B787></B780>"
        "<B730><B731><snm>Lamp SA</snm><B736EP><ctry>FR</ctry><ctry>IT</ctry></B736EP></B731></B730></B700><B800>"
        "<B844EP><B845EP><ctry>LT</ctry></B845EP><B845EP><ctry>LV</ctry><B846EP><date>1</date></B846EP></B845EP></B844EP></B800>"
    )
    found = one(tmp_path, biblio)
    assert found.citations == (
        Citation("WO-9501234-A", category="XY", phase="search", claims="1-3"),
        Citation(text="SMITH: Lamps", category="A", phase="search"),
    )
    assert found.related == (Related("division", "EP-0634702"),)
    lapse = {"text": "lapsed", "impact": "-", "kind": "national_lapse"}
    assert found.events == (
        LegalEvent(date=dt.date(2006, 6, 7), text="opposition rejected", kind="opposition"),
        LegalEvent(date=dt.date(2005, 1, 1), text="opposition filed: Rival AG", kind="opposition"),
        LegalEvent(date=dt.date(2004, 1, 1), country="AT", **lapse),
        LegalEvent(date=dt.date(2004, 2, 2), country="BE", **lapse),
    )
    assert (found.national, found.designated) == (("US 435 6",), ("LT",))
    assert set(found.notes) == {
        "opponent:Rival AG, 20050101", "party-states:Lamp SA FR IT", "B620-application:94202942.2",
    }  # fmt: skip


def test_texts_of_one_language_follow_each_other(tmp_path: Path) -> None:
    """Nor is a title without a language that of the language before it."""
    titles = "<B500><B540><B541>de</B541><B542>Lampe</B542><B542>Lamp</B542></B540></B500>"
    found = one(tmp_path, titles, '<abstract lang="en"><p>A.</p></abstract><abstract lang="en"><p>B.</p></abstract>')
    assert found.title == {"de": "Lampe", "und": "Lamp"}
    assert found.abstract == {"en": "A. B."}


def test_a_class_to_be_deleted_is_none(tmp_path: Path) -> None:
    ipcr = (
        "<classification-ipcr><text>B60R   7/0{}        20060101AFI20191025{}HEP        </text></classification-ipcr>"
    )
    cpc = "<classification-cpc><text>B60R   7/0{}        20130101 FI20191025{}HEP        </text></classification-cpc>"
    found = one(
        tmp_path,
        f"<B500><B510EP>{ipcr.format(6, 'B')}{ipcr.format(8, 'D')}</B510EP><B520EP><classifications-cpc>"
        f"{cpc.format(6, 'B')}{cpc.format(8, 'D')}</classifications-cpc></B520EP></B500>",
    )
    assert found.ipc == found.cpc == ("B60R7/06",)


def test_parts_of_a_description_are_no_paragraphs(tmp_path: Path) -> None:
    parts = (
        "<technical-field><heading>FIELD</heading><p>Lamps<table><row><entry>1</entry></row></table></p><p>Or so.</p>"
        "</technical-field><p>End.</p>"
    )
    found = one(tmp_path, body=f'<description lang="en">{parts}</description>')
    assert found.description == {"en": ("FIELD", "Lamps 1", "Or so.", "End.")}


def test_sets_of_claims_for_different_states_follow_each_other(tmp_path: Path) -> None:
    sets = "".join(
        f'<claims lang="en" claim-type="{states}"><claim num="1"><claim-text>A {thing}.</claim-text></claim></claims>'
        for states, thing in (("DE FR", "lamp"), ("GB", "torch"))
    )
    found = one(tmp_path, body=sets)
    assert found.claims == {"en": (Claim(1, "A lamp."), Claim(1, "A torch."))}
    assert found.notes == ("claim-set:en DE FR", "claim-set:en GB")


def test_amended_claims_follow_those_as_filed(tmp_path: Path) -> None:
    sets = (
        '<claims lang="en"><claim num="1"><claim-text>A lamp.</claim-text></claim></claims>'
        '<amended-claims lang="en" amend-claim-type="PCT"><heading>Amended claims under Art. 19.1 PCT</heading>'
        '<claim num="1"><claim-text>A red lamp.</claim-text></claim></amended-claims>'
    )
    found = one(tmp_path, body=sets)
    assert found.claims == {"en": (Claim(1, "A lamp."), Claim(1, "A red lamp."))}
    assert found.notes == ("amended-claims:en 1",)


@pytest.mark.parametrize(
    ("text", "depends_on"),
    [
        ("A lamp according to one of the previous claims.", (1, 2)),
        ("Lampe nach einem der vorhergehenden Patentansprüche.", (1, 2)),
        ("Lampe nach einem der vorangegangenen Ansprüche.", (1, 2)),
        ("Lampe selon l'une des revendications précédentes.", (1, 2)),
        ("A lamp according to claim 2 or any preceding claim.", (1, 2)),
        ("A lamp that the preceding lamp resembles.", ()),
    ],
)
def test_claims_that_name_the_others_without_numbers(tmp_path: Path, text: str, depends_on: tuple[int, ...]) -> None:
    found = one(
        tmp_path,
        body='<claims lang="en">'
        + "".join(
            f'<claim num="000{n}"><claim-text>{t}</claim-text></claim>' for n, t in ((1, "A"), (2, "B"), (3, text))
        )
        + "</claims>",
    )
    assert depends(found) == {1: (), 2: (), 3: depends_on}


def test_a_document_without_number_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    documents = "\n".join(DOCUMENT.format(number, "", "") for number in ("1", "", "2"))
    path = written(tmp_path / "several.xml", f"<ep-patent-documents>{documents}</ep-patent-documents>")
    first, rejected, last = read(path)
    assert isinstance(first, Patent)
    assert isinstance(last, Patent)
    assert (first.id, last.id) == ("EP-1-B1", "EP-2-B1")
    assert isinstance(rejected, Rejected)
    assert (rejected.problem.code, rejected.problem.place) == ("record.no_document_number", f"{path}:2")


@pytest.mark.parametrize(
    ("text", "code", "good"),
    [
        ("", "file.empty", 0),
        ("<ep-patent-documents>" + DOCUMENT.format("1", "", "") + HEAD, "file.truncated", 1),
        ('<!DOCTYPE e [<!ENTITY a "b">]>' + DOCUMENT.format("1", "", ""), "xml.forbidden", 0),
    ],
)
def test_damage_keeps_what_stands_before_it(tmp_path: Path, text: str, code: str, good: int) -> None:
    path = written(tmp_path / "damaged.xml", text)
    reading = SOURCE.read(Unit(SOURCE, (blob(path),)))
    assert all(isinstance(next(reading), Patent) for _ in range(good))
    with pytest.raises(InputError) as caught:
        next(reading)
    assert caught.value.problem.code == code
    assert caught.value.problem.place.startswith(str(path))


def test_damage_in_a_document_is_a_reject_and_reading_goes_on(tmp_path: Path) -> None:
    documents = [DOCUMENT.format(number, "", "") for number in "123"]
    documents[1] = documents[1].replace("</SDOBI>", "\1</SDOBI>")
    text = "<ep-patent-documents>\n" + "\n".join(documents) + "</ep-patent-documents>"
    path = written(tmp_path / "damaged.xml", text)
    first, damaged, last = SOURCE.read(Unit(SOURCE, (blob(path),)))
    assert isinstance(first, Patent)
    assert isinstance(last, Patent)
    assert (first.number, last.number) == ("1", "3")
    assert isinstance(damaged, Rejected)
    assert (damaged.problem.code, damaged.problem.place) == ("xml.malformed", f"{path}:3")
    assert 'doc-number="2"' in damaged.raw


def test_additional_classes_keywords_deposits_and_rare_steps(tmp_path: Path) -> None:
    columns = "        20130101 {}20190611BHEP        "
    cpc = "".join(
        f'<classification-cpc sequence="1"><text>{symbol}{columns.format(place)}</text></classification-cpc>'
        for symbol, place in (
            ("A61K  38/17", "FI"),
            ("C12N   9/22", "LA"),
            ("C12N   9/16", "LA"),
            ("C12N   9/16", "LI"),
        )
    )
    text = (
        '<ep-patent-document country="EP" doc-number="1000001" kind="B3" lang="en"><SDOBI><B100><B110>1000001</B110>'
        "</B100><B200><B210>05000001.2</B210><B230><B238EP><date>20070102</date></B238EP></B230></B200><B400><B453EP><B4530EP>"
        "<kind>B3</kind><date>20100203</date><bnum>201005</bnum></B4530EP></B453EP></B400><B500><B520EP><classifications-cpc>"
        f"{cpc}</classifications-cpc></B520EP><B550><B551>en</B551><B552>enzymes</B552></B550></B500><B700><B780><B781>"
        "<snm>Rival</snm></B781><B785><date>20090405</date></B785></B780></B700><B800><B830><B831>DSM</B831>"
        "<B832>DSM 1234</B832></B830></B800></SDOBI></ep-patent-document>"
    )
    found = patent_reading.only(SOURCE, written(tmp_path / "one.xml", text))
    assert found.cpc == ("A61K38/17", "C12N9/22", "C12N9/16")
    assert found.cpc_additional == ("C12N9/22",)
    assert found.keywords == ("enzymes",)
    assert "deposit:DSM, DSM 1234" in found.notes
    assert [(one.text, one.date) for one in found.events] == [
        ("re-establishment of rights requested", dt.date(2007, 1, 2)), ("patent limited", dt.date(2010, 2, 3)),
        ("opposition deemed not filed", dt.date(2009, 4, 5)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "date", "number", "kind", "query"),
    [
        ("983825 P", "20071030", "98382507", "P", "US 60/983,825"),
        ("42594 P", "20080404", "4259408", "P", "US 61/042,594"),
        ("265629", "19990310", "26562999", "A", "US 09/265,629"),
        ("201261713164 P", "20121012", "201261713164", "P", "US 61/713,164"),
        ("201313841276", "20130315", "201313841276", "", "US 13/841,276"),
    ],
)
def test_american_priorities_are_found_under_their_serial(
    tmp_path: Path, printed: str, date: str, number: str, kind: str, query: str
) -> None:
    one_of = f"<B310>{printed}</B310><B320><date>{date}</date></B320><B330><ctry>US</ctry></B330>"
    (priority,) = one(tmp_path, f"<B300>{one_of}</B300>").priorities
    assert (priority.number, priority.kind, priority.original) == (number, kind, printed)
    asked = {number_tokens(one.country, one.number, one.kind)[-1] for one in read_numbers(query)}
    assert asked & set(number_tokens(priority.country, priority.number, priority.kind))


def test_none_in_the_place_of_literature_is_no_citation(tmp_path: Path) -> None:
    biblio = (
        "<B000><eptags><B053EP>An invented remark.</B053EP><B070EP>Filed as invented.</B070EP></eptags></B000>"
        "<B500><B560><B561><text>US-A- 3 333 333</text></B561><B562><text>None</text></B562></B560></B500>"
    )
    found = one(tmp_path, biblio)
    assert [(cited.document, cited.text) for cited in found.citations] == [("US-3333333-A", "")]
    assert set(found.notes) >= {"remark:An invented remark.", "remark:Filed as invented."}


def test_the_application_is_of_the_office_of_the_document(tmp_path: Path) -> None:
    text = HEAD.replace('"EP"', '"CZ"').replace('"B1"', '"B6"').format("301234") + (
        "<SDOBI><B200><B210>PV 2019-123</B210><B220><date>20190305</date></B220></B200></SDOBI></ep-patent-document>"
    )
    (found,) = records(written(tmp_path / "one.xml", text))
    assert found.id == "CZ-301234-B6"
    assert found.application == Filing("CZ", "2019123", "", dt.date(2019, 3, 5), "PV 2019-123")


def test_what_has_no_field_of_its_own_is_noted(tmp_path: Path) -> None:
    day = "<date>20090504</date>"
    biblio = (
        "<B000><eptags><B080EP><B081EP>1</B081EP><B082EP><snm>Garza, Luis</snm></B082EP>"
        "<B083EP>NOTING OF LOSS OF RIGHTS</B083EP></B080EP></eptags></B000>"
        "<B100><B131EP>X9</B131EP><B132EP>A1</B132EP></B100><B200><B230>"
        f"<B231>{day}</B231><B232>{day}</B232></B230><B250>nl</B250><B260>en</B260></B200><B400><B440>{day}</B440>"
        f"<B470>{day}</B470></B400><B800><B810><ctry>US</ctry><ctry>JP</ctry></B810></B800><B700><B720><B721><snm>Doe</snm>"
        "<B725EP><text>The inventor has agreed to waive his entitlement to designation</text></B725EP></B721></B720>"
        "</B700>"
    )
    found = one(tmp_path, biblio)
    assert found.grant_date == dt.date(2009, 5, 4)
    assert set(found.notes) == {
        "extended-kind-code:X9", "original-kind-code:A1", "date-exhibition-filed:20090504",
        "date-complete-specification-filed:20090504", "examined-printed-without-grant:20090504",
        "not-printed-with-grant:20090504", "language-of-filing:nl", "designated-pct:US JP",
        "public-notification:NOTING OF LOSS OF RIGHTS, Garza, Luis",
        "remark:The inventor has agreed to waive his entitlement to designation",
    }  # fmt: skip


def test_a_corrected_document_and_one_of_another_office(tmp_path: Path) -> None:
    corrected = (
        "<B665><B666><dnum><pnum>1234567</pnum></dnum><date>20090504</date><kind>B1</kind></B666><B667>W1</B667></B665>"
    )
    earlier = (
        "<B655><parent><cdoc><dnum><anum>05000001.2</anum></dnum></cdoc><pdoc><dnum><pnum>98765</pnum></dnum>"
        "<ctry>CZ</ctry><kind>U1</kind></pdoc></parent></B655>"
    )
    found = one(tmp_path, f"<B600>{earlier}{corrected}</B600><B500><B530>621.3</B530></B500>")
    assert found.related == (
        Related("earlier_publication", "CZ-98765-U1"),
        Related("correction", "EP-1234567-B1", dt.date(2009, 5, 4)),
    )
    assert found.national == ("UDC 621.3",)
    assert "correction:W1" in found.notes


def test_parties_with_an_organisation_and_a_department(tmp_path: Path) -> None:
    agent = (
        "<B741><snm>Doe, Jane</snm><iid>1</iid><onm>Doe &amp; Partners</onm><odv>Patents</odv>"
        "<adr><str>High Street</str></adr><nctry><ctry>GB</ctry></nctry></B741>"
    )
    found = one(tmp_path, f"<B700><B740>{agent}</B740></B700>")
    where = "Doe & Partners, Patents, High Street"
    assert found.agents == (Party("Doe, Jane", address=where, country="GB", identifier="1"),)
