"""Source epfulltext: applications and specifications of DTD 1.0, 1.4 and 1.5, as the office published them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from epfulltext_documents import read, records
from lxml import etree
from patent_reading import blob, depends, written

from indexers.patents.library import LIBRARY
from indexers.sources import all_sources
from ipsearch.errors import InputError
from ipsearch.patentnumbers.keys import number_tokens
from ipsearch.patentnumbers.number import read_numbers
from ipsearch.records import Citation, Claim, Filing, LegalEvent, Party, Patent, Related

FOLDER = "office-samples/epo-fulltext"
FILES = ("application-v1-0-A1.xml", "application-v1-5-A1.xml", "grant-v1-4-B1.xml", "grant-v1-5-B1.xml")


def sample(shared: Path, name: str) -> Patent:
    (found,) = records(shared / FOLDER / name)
    return found


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


def test_a_sample_that_is_cut_is_not_loaded(shared: Path, tmp_path: Path) -> None:
    data = (shared / FOLDER / "grant-v1-5-B1.xml").read_text(encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(written(tmp_path / "cut.xml", data[: len(data) // 2]))
    assert caught.value.problem.code == "file.truncated"


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_recognised_by_its_own_source_only(shared: Path, name: str) -> None:
    path = shared / FOLDER / name
    assert [source.name for source in all_sources(LIBRARY) if source.sniff(blob(path))] == ["epfulltext"]
