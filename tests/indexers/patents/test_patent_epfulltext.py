"""Source epfulltext: applications and specifications of DTD 1.0, 1.4 and 1.5, rarer parts of the format, damage."""

from __future__ import annotations

import datetime as dt
import re
from functools import partial
from pathlib import Path
from typing import Any

import patent_reading
import pytest
from lxml import etree
from patent_reading import blob, written

from indexers.base import Rejected, Unit
from indexers.patents.epfulltext import SOURCE
from indexers.patents.library import LIBRARY
from indexers.sources import all_sources
from ipsearch.errors import InputError
from ipsearch.patentnumbers.keys import number_tokens
from ipsearch.patentnumbers.number import read_numbers
from ipsearch.records import Citation, Claim, Filing, LegalEvent, Party, Patent, Related

read = partial(patent_reading.read, SOURCE)
records = partial(patent_reading.records, SOURCE)

FOLDER = "office-samples/epo-fulltext"
FILES = ("application-v1-0-A1.xml", "application-v1-5-A1.xml", "grant-v1-4-B1.xml", "grant-v1-5-B1.xml")
HEAD = '<ep-patent-document lang="en" country="EP" doc-number="{0}" kind="B1" date-publ="20210630">'
DOCUMENT = HEAD + '<SDOBI lang="en">{1}</SDOBI>{2}</ep-patent-document>'


def one(tmp_path: Path, biblio: str = "", body: str = "") -> Patent:
    (found,) = records(written(tmp_path / "one.xml", DOCUMENT.format("3404678", biblio, body)))
    return found


def sample(shared: Path, name: str) -> Patent:
    (found,) = records(shared / FOLDER / name)
    return found


def depends(found: Patent, language: str = "en") -> dict[int, tuple[int, ...]]:
    return {c.number: c.depends_on for c in found.claims[language] if isinstance(c, Claim)}


def upto(last: int, first: int = 1) -> tuple[int, ...]:
    return tuple(range(first, last + 1))


def test_an_application_of_2003_in_full(shared: Path) -> None:
    found = sample(shared, "application-v1-0-A1.xml")
    assert (found.id, found.type, found.language) == ("EP-1325900-A1", "invention", "en")
    assert (found.publication_date, found.grant_date) == (dt.date(2003, 7, 9), None)
    assert found.application == Filing("EP", "01963450", "A", dt.date(2001, 9, 5), "01963450.0")
    assert found.priorities == (Filing("JP", "2000273711", "", dt.date(2000, 9, 8), "2000273711"),)
    assert found.title == {
        "de": "VERFAHREN ZUR HERSTELLUNG VON FLUORALKANOL", "en": "PROCESS FOR PRODUCING FLUOROALKANOL",
        "fr": "PROCEDE DE PRODUCTION DE FLUOROALCANOL",
    }  # fmt: skip
    where = "12-1, Yurakucho 1-chome, Chiyoda-ku, Tokyo 100-8405"
    assert found.applicants == (Party("ASAHI GLASS COMPANY LTD.", address=where, country="JP", identifier="00242775"),)
    assert [(party.name, party.country) for party in found.inventors] == [
        ("TOHMA, Toshihiko", "JP"), ("WADA, Akihiro", "JP"),
    ]  # fmt: skip
    assert found.agents[0].name == "Müller-Boré & Partner Patentanwälte"
    assert found.agents[0].address == "Grafinger Strasse 2, 81671 München"
    # Edition 7 sets the section apart: " 7C 07C  29/44   A".
    assert found.ipc == ("C07C29/44", "C07C31/38")
    assert found.related == (
        Related("pct_application", "JP-0107711-W", dt.date(2001, 9, 5)),
        Related("pct_publication", "WO-0220444", dt.date(2002, 3, 14)),
    )
    assert found.events == (
        LegalEvent(date=dt.date(2003, 3, 13), text="request for examination", kind="examination"),
    )  # fmt: skip
    assert " ".join(found.designated) == (
        "AT BE CH CY DE DK ES FI FR GB GR IE IT LI LU MC NL PT SE TR AL LT LV MK RO SI"
    )
    assert found.citations == ()


def test_claims_of_an_application_of_2003(shared: Path) -> None:
    found = sample(shared, "application-v1-0-A1.xml")
    assert depends(found) == {1: (), 2: (1,), 3: (1, 2), 4: upto(3), 5: upto(4), 6: upto(5), 7: upto(6)}
    second = found.claims["en"][1]
    assert second == Claim(
        2, "The process for producing a fluoroalkanol according to Claim 1, wherein n is 1 or 2.", (1,)
    )
    assert found.abstract["en"].startswith("A process for producing a fluoroalkanol which can easily be industrially")
    assert "CHR1R2OH, a radical initiator and CF2=CFRf" in found.abstract["en"]
    assert len(found.description["en"]) == 38 + 9
    assert found.description["en"][0] == "TECHNICAL FIELD"


def test_an_application_of_2021(shared: Path) -> None:
    found = sample(shared, "application-v1-5-A1.xml")
    assert (found.id, found.publication_date) == ("EP-3782854-A1", dt.date(2021, 2, 24))
    assert found.application == Filing("EP", "18877305", "A", dt.date(2018, 10, 29), "18877305.5")
    assert found.priorities == (Filing("CN", "201810358967", "", dt.date(2018, 4, 20), "201810358967"),)
    assert [(party.name, party.identifier) for party in found.applicants] == [
        ("BOE TECHNOLOGY GROUP CO., LTD.", "101799773"),
        ("Chengdu BOE Optoelectronics Technology Co., Ltd.", "101314524"),
    ]
    assert [party.name for party in found.inventors] == ["FENG, Yuhsiung", "GAO, Wenbao", "ZENG, Jia"]
    assert found.ipc == ("B60R7/06", "B60N3/12")
    assert found.citations == (Citation("CN-201810358967", phase="description"),)
    assert found.related[1] == Related("pct_publication", "WO-2019200885", dt.date(2019, 10, 24))
    # 38 contracting, 2 extension and 4 validation states
    assert len(found.designated) == 44
    assert found.designated[38:] == ("BA", "ME", "KH", "MA", "MD", "TN")
    assert depends(found) == {
        1: (), 2: (1,), 3: (2,), 4: (3,), 5: (4,), 6: (4,), 7: (6,), 8: (1,), 9: (1,), 10: (1,), 11: upto(10),
        12: (11,),
    }  # fmt: skip
    assert len(found.description["en"]) == 45 + 5


def test_a_specification_of_2009(shared: Path) -> None:
    found = sample(shared, "grant-v1-4-B1.xml")
    assert (found.id, found.publication_date, found.grant_date) == (
        "EP-0449582-B1", dt.date(2009, 10, 21), dt.date(2009, 10, 21),
    )  # fmt: skip
    [claimed] = found.priorities
    assert claimed == Filing("JP", "8000290", "A", dt.date(1990, 3, 27), "8000290")
    # The year stands behind: 80002 of 1990, Heisei 2.
    assert number_tokens("JP", read_numbers("特願平2-80002")[0].number)[-1] in number_tokens(
        "JP", "8000290", claimed.kind
    )
    assert found.title["fr"] == "Méthode et appareil de mesure"
    # A specification names the proprietor alone.
    assert found.applicants == found.owners
    assert [party.name for party in found.owners] == ["CANON KABUSHIKI KAISHA"]
    assert [party.name for party in found.inventors] == [
        "Nose, Noriyuki", "Saitoh, Kenji", "Sentoku, Koichi", "Yoshii, Minoru",
    ]  # fmt: skip
    assert found.ipc == ("G03F9/00", "G03F7/20")
    front, literature, described, more = found.citations
    assert (front, described) == (
        Citation("US-4710026-A", phase="search"), Citation("US-4710026-A", phase="description"),
    )  # fmt: skip
    assert literature.text.startswith(
        "SUZUKI M ET AL: 'An optical-micron x-ray lithography' JOURNAL OF VACUUM SCIENCE &"
    )
    assert (more.phase, more.text[:18]) == ("description", "M. Suzuki et al., ")
    assert found.related == (
        Related("divisional_application", "EP-0634702", dt.date(1994, 10, 11)),
        Related("earlier_publication", "EP-0449582", dt.date(1991, 10, 2)),  # the application as laid open
    )
    assert found.notes == (
        "search-report-published:19920527",
        "remark:Teilanmeldung 94202942.2 eingereicht am 26/03/91.",
        "remark:Divisional application 94202942.2 filed on 26/03/91.",
        "remark:Demande divisionnaire 94202942.2 déposée le 26/03/91.",
        "B620EP-application:94202942.2",
    )
    assert [(event.date, event.kind) for event in found.events] == [
        (dt.date(1992, 10, 13), "examination"), (dt.date(1993, 12, 30), "examination"),
        (dt.date(2009, 4, 29), "examination"),
    ]  # fmt: skip
    assert found.designated == ("DE", "ES", "FR", "GB", "IT", "NL")
    assert (found.abstract, len(found.description["en"])) == ({}, 74)


def test_any_preceding_claim_means_all_of_them_in_three_languages(shared: Path) -> None:
    measuring = {
        1: (), 2: (1,), 3: (1,), 4: upto(3), 5: upto(4), 6: upto(4), 7: (), 8: (7,), 9: (7,), 10: upto(9, 7),
        11: upto(10, 7), 12: upto(10, 7),
    }  # fmt: skip
    voltage = {
        1: (), 2: (1,), 3: (1, 2), 4: upto(3), 5: upto(4), 6: (5,), 7: (), 8: (7,), 9: (8,), 10: upto(9, 7),
        11: upto(10, 7), 12: upto(11, 8),
    }  # fmt: skip
    for name, expected in (("grant-v1-4-B1.xml", measuring), ("grant-v1-5-B1.xml", voltage)):
        found = sample(shared, name)
        assert {language: depends(found, language) for language in found.claims} == dict.fromkeys(
            ("en", "de", "fr"), expected
        )


def test_a_specification_of_2021(shared: Path) -> None:
    found = sample(shared, "grant-v1-5-B1.xml")
    assert (found.id, found.grant_date) == ("EP-3404678-B1", dt.date(2021, 6, 30))
    assert found.application == Filing("EP", "17171508", "A", dt.date(2017, 5, 17), "17171508.9")
    assert (found.priorities, found.abstract) == ((), {})
    assert found.title["en"] == "HIGH VOLTAGE ASSEMBLY AND METHOD TO OPERATE THE HIGH VOLTAGE ASSEMBLY"
    assert found.owners == (
        Party("General Electric Technology GmbH", address="Brown Boveri Strasse 7, 5400 Baden", country="CH",
              identifier="101560150"),
    )  # fmt: skip
    assert [(cited.document, cited.phase) for cited in found.citations] == [
        ("EP-3109871-A1", "search"), ("FR-84247-E", "search"), ("GB-693448-A", "search"),
        ("US-20080197955-A1", "search"), ("EP-3109871-A1", "description"), ("US-20080197955-A1", "description"),
        ("GB-693448-A", "description"),
    ]  # fmt: skip
    assert [event.text for event in found.events] == ["request for examination", "intention to grant announced"]
    assert len(found.description["en"]) == 33 + 4
    assert len(found.designated) == 38


@pytest.mark.parametrize("name", FILES)
def test_counts_are_those_of_the_elements(shared: Path, name: str) -> None:
    path = shared / FOLDER / name
    root: Any = etree.fromstring(re.sub(rb"<!DOCTYPE[^>]*>", b"", path.read_bytes(), count=1))
    paths = {
        "inventors": ".//B721", "agents": ".//B741", "priorities": ".//B310", "ipc": ".//B511 | .//B512 | .//B510EP/*",
        "citations": ".//B561 | .//B562 | ep-reference-list//patcit | ep-reference-list//nplcit", "title": ".//B542",
        "designated": ".//B840/ctry | .//B845EP/ctry | .//B849EP/ctry", "owners": ".//B731", "abstract": "abstract",
        "related": ".//B600//dnum | .//B861//dnum | .//B871//dnum | .//B430[date != //B140/date]",
        "events": ".//B241 | .//B242 | .//B452EP",
    }  # fmt: skip
    found = sample(shared, name)
    assert LIBRARY.check(found) is None
    assert {field: len(getattr(found, field)) for field in paths} == {
        field: len(root.xpath(where)) for field, where in paths.items()
    }
    assert {language: len(several) for language, several in found.claims.items()} == {
        several.get("lang"): len(several.findall("claim")) for several in root.iterfind("claims")
    }
    assert len(found.description["en"]) == len(root.xpath("description//p | description//heading"))
    for several in root.iterfind("claims"):
        for printed, claim in zip(several.findall("claim"), found.claims[several.get("lang")], strict=True):
            assert isinstance(claim, Claim)
            assert int(printed.get("num")) == claim.number
            assert "".join(claim.text.split()) == "".join("".join(printed.itertext()).split())


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
        LegalEvent(date=dt.date(2006, 6, 7), text="patent revoked", kind="revocation"),
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
        ("<ep-patent-documents>" + DOCUMENT.format("1", "", "") + "</b></ep-patent-documents>", "xml.malformed", 1),
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


def test_a_sample_that_is_cut_is_not_loaded(shared: Path, tmp_path: Path) -> None:
    data = (shared / FOLDER / "grant-v1-5-B1.xml").read_text(encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(written(tmp_path / "cut.xml", data[: len(data) // 2]))
    assert caught.value.problem.code == "file.truncated"


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_recognised_by_its_own_source_only(shared: Path, name: str) -> None:
    path = shared / FOLDER / name
    assert [source.name for source in all_sources(LIBRARY) if source.sniff(blob(path))] == ["epfulltext"]


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
