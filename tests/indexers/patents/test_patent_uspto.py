"""Source uspto-patents: grants and applications v4.0 to v4.5, weekly files, sequence listings, damage."""

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

from indexers.base import Rejected
from indexers.patents.library import LIBRARY
from indexers.patents.uspto_redbook import SOURCE
from indexers.sources import all_sources
from ipsearch.errors import InputError
from ipsearch.records import Citation, Claim, Filing, Party, Patent, Related

read = partial(patent_reading.read, SOURCE)
records = partial(patent_reading.records, SOURCE)

FILES = (
    "uspto-grant/ipg050104.small.xml",
    "uspto-grant/ipg070102.small.xml",
    "uspto-grant/ipg120327.18.xml",
    "uspto-grant/v4-5-B1.xml",
    "uspto-grant/grant_us10000000b2_14643719.xml",
    "uspto-application/US20050004437A1.xml",
    "uspto-application/v4-4-A1.xml",
)
# number, claims, of them dependent by <claim-ref>, patents cited, literature cited, paragraphs and headings with words
# (nine of 7157516 are pictures of formulas alone), counted in the files
WEEKS: dict[str, list[tuple[str, int, int, int, int, int]]] = {
    "ipg050104.small.xml": [
        ("6836899", 23, 21, 39, 0, 88), ("6836979", 24, 22, 17, 0, 58), ("6837063", 20, 17, 19, 1, 58),
        ("6837086", 11, 9, 5, 0, 102), ("6837124", 5, 4, 20, 0, 54), ("6837151", 26, 19, 9, 0, 36),
        ("6837197", 6, 4, 8, 0, 47), ("6837220", 6, 4, 11, 0, 51), ("6837358", 34, 30, 7, 0, 34),
        ("6837463", 13, 11, 8, 0, 108), ("6837514", 6, 5, 24, 0, 156), ("6837520", 9, 7, 14, 0, 30),
        ("6837525", 8, 2, 12, 0, 57), ("6837536", 15, 12, 12, 0, 35), ("6837544", 17, 15, 17, 3, 42),
        ("6838117", 18, 16, 4, 0, 67), ("6838391", 24, 22, 18, 13, 32), ("6838526", 4, 2, 17, 4, 236),
        ("6838578", 10, 9, 7, 0, 35), ("6838627", 46, 45, 13, 0, 50), ("6838736", 18, 12, 16, 1, 135),
        ("6838741", 38, 35, 18, 26, 53), ("6838984", 16, 13, 8, 0, 61), ("6839153", 11, 5, 3, 0, 92),
        ("6839175", 11, 10, 9, 42, 192),
    ],
    "ipg070102.small.xml": [
        ("D534340", 1, 0, 13, 1, 7), ("D534463", 1, 0, 5, 0, 7), ("D534504", 1, 0, 10, 0, 7),
        ("D534673", 1, 0, 8, 0, 7), ("7155908", 2, 1, 7, 2, 36), ("7156037", 11, 8, 7, 0, 40),
        ("7156074", 5, 4, 8, 0, 64),
        ("7156135", 5, 4, 4, 0, 22), ("7156140", 10, 8, 12, 0, 26), ("7156152", 20, 19, 12, 0, 85),
        ("7156345", 8, 6, 14, 0, 42), ("7156398", 11, 9, 24, 0, 53), ("7156634", 19, 14, 11, 0, 40),
        ("7157421", 2, 1, 4, 8, 59), ("7157516", 26, 23, 38, 4, 96), ("7157821", 1, 0, 13, 0, 88),
        ("7157991", 4, 3, 11, 0, 85), ("7158161", 19, 10, 23, 4, 240), ("7158266", 49, 39, 5, 0, 124),
        ("7158487", 12, 8, 11, 2, 45), ("7158578", 16, 14, 6, 1, 85), ("7158629", 63, 59, 179, 6, 123),
        ("7158664", 5, 3, 14, 0, 136), ("7158686", 32, 31, 16, 1, 143), ("7158706", 7, 1, 19, 4, 86),
    ],
    "ipg120327.18.xml": [
        ("D656296", 1, 0, 36, 6, 8), ("D656297", 1, 0, 24, 0, 4), ("D656298", 1, 0, 154, 50, 21),
        ("D656299", 1, 0, 33, 0, 6), ("D656300", 1, 0, 11, 0, 5), ("D656301", 1, 0, 10, 0, 7),
        ("D656302", 1, 0, 15, 0, 9), ("D656303", 1, 0, 49, 0, 8), ("D656304", 1, 0, 23, 0, 8),
        ("D656305", 1, 0, 30, 0, 9), ("D656306", 1, 0, 15, 0, 8), ("D656307", 1, 0, 14, 0, 8),
        ("D656308", 1, 0, 4, 0, 17), ("D656309", 1, 0, 8, 0, 8), ("D656310", 1, 0, 6, 0, 8),
        ("D656311", 1, 0, 3, 0, 6), ("D656312", 1, 0, 3, 0, 6), ("D656313", 1, 0, 4, 0, 9),
    ],
}  # fmt: skip
GRANT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd" [ ]>\n'
    '<us-patent-grant lang="EN"><us-bibliographic-data-grant><publication-reference><document-id><country>US</country>'
    "<doc-number>{0}</doc-number><kind>B2</kind><date>20180619</date></document-id></publication-reference>"
    "{1}</us-bibliographic-data-grant>{2}</us-patent-grant>\n"
)


def one(tmp_path: Path, biblio: str = "", body: str = "") -> Patent:
    (found,) = records(written(tmp_path / "one.xml", GRANT.format("10000000", biblio, body)))
    return found


def independent(found: Patent) -> list[int]:
    return [c.number for c in found.claims["en"] if isinstance(c, Claim) and not c.depends_on]


def depends(found: Patent) -> dict[int, tuple[int, ...]]:
    return {c.number: c.depends_on for c in found.claims["en"] if isinstance(c, Claim) and c.depends_on}


@pytest.fixture(scope="module")
def grants(shared: Path) -> dict[str, Patent]:
    """Every document of the samples by its number."""
    return {found.number: found for name in FILES for found in records(shared / "office-samples" / name)}


def test_every_document_of_the_samples_is_read(grants: dict[str, Patent]) -> None:
    assert len(grants) == 25 + 25 + 18 + 1 + 1 + 1 + 1
    assert {found.country for found in grants.values()} == {"US"}
    assert {found.kind for found in grants.values()} == {"A1", "B1", "B2", "S1"}
    assert not [found.id for found in grants.values() if LIBRARY.check(found)]
    assert not [note for found in grants.values() for note in found.notes if note.startswith("unread-")]


@pytest.mark.parametrize("name", WEEKS)
def test_a_weekly_file_is_read_whole_and_in_order(shared: Path, name: str) -> None:
    counted = []
    for found in records(shared / "office-samples" / "uspto-grant" / name):
        literature = sum(1 for cited in found.citations if cited.text)
        patents = len(found.citations) - literature
        paragraphs = len(found.description["en"])
        counted.append((found.number, len(found.claims["en"]), len(depends(found)), patents, literature, paragraphs))
    expected = list(WEEKS[name])
    if name == "ipg050104.small.xml":  # claim 4 refers to claim 1 in words alone
        expected[17] = ("6838526", 4, 3, 17, 4, 236)
    assert counted == expected


_WORDS = "description//p//text() | description//heading//text()"


def _joined(*parts: str) -> str:
    return "".join("".join(parts).split())


def _count(element: Any, *paths: str) -> int:
    return sum(int(element.xpath(f"count({path})")) for path in paths)


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_a_document_is_lost(shared: Path, name: str) -> None:
    path = shared / "office-samples" / name
    documents: list[Any] = [
        etree.fromstring(re.sub(rb"<!DOCTYPE[^\[>]*(\[.*?\])?\s*>", b"", part, count=1, flags=re.DOTALL))
        for part in re.split(rb"(?=<\?xml )", path.read_bytes())
        if part.strip()
    ]
    documents = [root for root in documents if root.tag != "sequence-cwu"]
    for root, found in zip(documents, records(path), strict=True):
        body = root[0]
        assert found.original == body.findtext("publication-reference/document-id/doc-number")
        old = 'parties/applicants/applicant[@app-type="applicant-inventor"]'
        expected = {
            "claims": _count(root, ".//claim"),
            "citations": _count(body, ".//us-citation", "references-cited/citation"),
            "paragraphs": _count(root, "description//p[normalize-space()]", "description//heading[normalize-space()]"),
            "inventors": _count(body, old) or _count(body, ".//inventors/inventor"),
            "owners": _count(body, ".//assignee"),
            "agents": _count(body, ".//agent") or _count(body, "parties/correspondence-address"),
            "examiners": _count(body, ".//primary-examiner", ".//assistant-examiner"),
            "priorities": _count(body, ".//priority-claim"),
            "ipc": _count(body, ".//classification-ipcr", "classification-ipc/*[contains(name(), '-classification')]"),
            "cpc": _count(body, "classifications-cpc//classification-cpc"),
            "national": _count(body, "classification-national/*[contains(name(), '-classification')]"),
            "locarno": _count(body, "classification-locarno/main-classification"),
        }
        counts = {field: len(getattr(found, field)) for field in expected if field not in ("claims", "paragraphs")}
        counts |= {"claims": len(found.claims["en"]), "paragraphs": len(found.description["en"])}
        assert counts == expected, found.id
        assert _joined(found.title["en"]) == _joined(*body.find("invention-title").itertext())
        assert _joined(found.abstract.get("en", "")) == _joined(*root.xpath("abstract//text()"))
        assert _joined(*found.description["en"]) == _joined(*root.xpath(_WORDS))
        for read_claim, printed in zip(found.claims["en"], root.iterfind(".//claim"), strict=True):
            assert isinstance(read_claim, Claim)
            before = _joined(*printed.itertext()).removesuffix(_joined(read_claim.text))
            assert re.fullmatch(rf"({read_claim.number}\.\W*)?", before)


def test_a_division_of_2005_in_full(grants: dict[str, Patent]) -> None:
    found = grants["6837514"]
    assert (found.id, found.original, found.type) == ("US-6837514-B1", "06837514", "invention")
    assert (found.publication_date, found.grant_date) == (dt.date(2005, 1, 4), dt.date(2005, 1, 4))
    assert found.application == Filing("US", "10623845", "", dt.date(2003, 7, 22), "10/623845")
    assert found.priorities == (
        Filing("JP", "2000293164", "", dt.date(2000, 9, 26), "2000-293164"),
        Filing("JP", "2000293166", "", dt.date(2000, 9, 26), "2000-293166"),
    )
    assert found.title == {"en": "Steering wheel having airbag apparatus"}
    assert found.applicants == found.owners == (Party("Toyoda Gosei Co., Ltd.", address="Aichi-ken", country="JP"),)
    assert [party.name for party in found.inventors] == ["Fujita, Yoshiyuki", "Isomura, Motoi"]
    assert found.agents == (Party("Posz & Bethards, PLC"),)
    assert found.examiners == (Party("Dunn, David R."),)
    assert (found.ipc, found.national) == (("B60R21/20",), ("US 280/731", "US 280/728.2", "US 200/61.54"))
    assert found.related == (
        Related("division", "US-09953159", dt.date(2001, 9, 17)),
        Related("division", "US-6626458"),
    )
    assert depends(found) == dict.fromkeys(range(2, 7), (1,))
    assert found.citations[0] == Citation("US-4148503-A", phase="examination")
    assert [cited.document for cited in found.citations[-11:]] == [
        "DE-29918481", "EP-0370613", "EP-0489922", "EP-0887239", "EP-0895904", "EP-11115652", "GB-2270657",
        "GB-2314298", "JP-H10100907", "JP-H1111246", "WO-9119628",
    ]  # fmt: skip


def test_numbers_of_german_and_international_filings_of_2005(grants: dict[str, Patent]) -> None:
    found = grants["6838391"]
    assert found.priorities == (Filing("DE", "19824142", "", dt.date(1998, 5, 29), "198 24 142"),)
    assert found.related == (
        Related("division", "US-09722461", dt.date(2000, 11, 28)),
        Related("continuation", "DE-9901556-W", dt.date(1999, 5, 25)),
        Related("earlier_publication", "US-20040053513-A1", dt.date(2004, 3, 18)),
    )
    assert [party.name for party in found.examiners] == ["Nguyen, Van Thu", "Owens, Beth E."]
    assert (independent(found), depends(found)[8], depends(found)[19]) == ([1, 13], (7,), (15,))
    assert {cited.phase for cited in found.citations[:6]} == {"applicant"}
    adjuster = grants["6837544"]
    assert [filing.number for filing in adjuster.priorities] == ["10060857", "10104077"]
    assert adjuster.related[1:] == (
        Related("pct_application", "DE-0104678-W", dt.date(2001, 12, 6)),
        Related("pct_publication", "WO-0245996", dt.date(2002, 6, 13)),
    )


def test_grants_of_2007(grants: dict[str, Patent]) -> None:
    bins = grants["7156345"]
    assert bins.title == {"en": "Modular overhead stowage bin systems and associated methods"}
    assert bins.abstract["en"].startswith("A modular overhead stowage bin system has an outboard bin s")
    assert bins.applicants == bins.owners == (Party("The Boeing Company", address="Chicago, IL", country="US"),)
    assert bins.inventors[0] == Party("Brauer, R. Klaus", address="Seattle, WA", country="US")
    assert (bins.ipc, bins.national) == (("B64D11/06",), ("US 244/118.6",))
    assert bins.related == (
        Related("division", "US-10703797", dt.date(2003, 11, 7)),
        Related("division", "US-6874731"),
        Related("provisional", "US-60517670", dt.date(2003, 11, 5)),
        Related("earlier_publication", "US-20050178906-A1", dt.date(2005, 8, 18)),
    )
    assert (independent(bins), depends(bins)) == ([1, 6], {2: (1,), 3: (1,), 4: (1,), 5: (1,), 7: (6,), 8: (6,)})
    fiber = grants["7158706"]
    assert fiber.priorities == (Filing("JP", "2002035657", "", dt.date(2002, 2, 13), "P2002-035657"),)
    assert (independent(fiber), depends(fiber)) == ([1, 2, 3, 4, 5, 6], {7: (1,)})
    abroad = [cited.document for cited in fiber.citations if not cited.text and not cited.document.startswith("US")]
    assert abroad == [
        "CN-1300376-A1", "EP-0798578-A1", "EP-1030200", "JP-2001033647", "JP-2001051148", "JP-2001147338", "WO-9918461",
        "WO-0017681-A1", "WO-0055661-A1",
    ]  # fmt: skip


def test_designs_have_locarno_and_design_classes(grants: dict[str, Patent]) -> None:
    diode = grants["D534504"]
    assert (diode.id, diode.type, diode.original) == ("US-D534504-S1", "design", "D0534504")
    assert (diode.locarno, diode.national, diode.ipc) == (("1303",), ("US D13/180",), ())
    assert diode.priorities == (Filing("KR", "3020050015572", "", dt.date(2005, 5, 10), "30-2005-0015572"),)
    assert "length-of-grant-years:14" in diode.notes
    assert [cited.document for cited in diode.citations[:3]] == ["US-H445-H", "US-6061160-A", "US-D432095-S"]
    garment = grants["D656298"]
    assert garment.related == (
        Related("continuation_in_part", "US-29350198", dt.date(2009, 11, 12)),
        Related("continuation_in_part", "US-D616627"),
        Related("continuation", "US-29302500", dt.date(2008, 1, 17)),
        Related("continuation", "US-D606285"),
    )
    assert "terminal-disclaimer" in garment.notes
    cited = [one.document for one in garment.citations]
    assert {"DE-8513103", "DE-202005000716-U1", "EP-0174179", "WO-9608217", "JP-2003129303-A"} <= set(cited)
    assert "EP-08290305" in [one.document for one in grants["D656296"].citations]


def test_who_stands_for_an_inventor_is_no_inventor_and_not_before_the_assignee(grants: dict[str, Patent]) -> None:
    found = grants["D656313"]
    assert [party.name for party in found.inventors] == ["Dumas, Jean-Louis", "Jobert, Couli"]
    assert [party.name for party in found.applicants] == ["Hermes Sellier (Societe Par Actions Simplifiee)"]
    assert found.priorities == (Filing("WO", "DM074086", "", dt.date(2010, 6, 25), "DM/074 086"),)


def test_grants_of_version_4_5(grants: dict[str, Patent]) -> None:
    found = grants["10000000"]
    assert (found.id, found.grant_date) == ("US-10000000-B2", dt.date(2018, 6, 19))
    assert found.title == {"en": "Coherent LADAR using intra-pixel quadrature detection"}
    assert found.cpc == ("G01S7/4863", "G01S7/4865", "G01S7/4914", "G01S7/4917", "G01S13/89")
    assert independent(found) == [1, 9, 11]
    assert (depends(found)[10], depends(found)[19], depends(found)[20]) == ((9,), (18,), (19,))
    assert [(cited.document, cited.phase) for cited in found.citations[:5]] == [
        ("US-5093563-A", "examination"), ("US-5751830-A", "applicant"), ("US-20030076485-A1", "applicant"),
        ("US-20060227317-A1", "examination"), ("WO-2005080928-A1", "applicant"),
    ]  # fmt: skip
    assert found.related == (Related("earlier_publication", "US-20160266243-A1", dt.date(2016, 9, 15)),)
    hybrid = grants["9358892"]
    assert hybrid.ipc == ("B60L9/00", "B60L11/00", "B60L11/18", "G01C21/26", "B60K35/00", "B60W20/00")
    assert hybrid.cpc[0] == "B60L11/1809"
    assert hybrid.cpc_additional == ("B60K2350/1076", "B60W20/00")
    assert independent(hybrid) == [1, 12, 15]
    assert hybrid.notes == ("term-extension-days:28", "exemplary-claim:1", "art-unit:3663")
    assert hybrid.inventors == (Party("Gaither, Geoffrey D.", address="Nagoya", country="JP"),)
    assert hybrid.citations[23] == Citation("WO-2009157308", phase="examination")
    assert all(cited.date is None for cited in hybrid.citations)  # months alone


def test_applications(grants: dict[str, Patent]) -> None:
    sugar = grants["20050004437"]
    assert (sugar.id, sugar.publication_date, sugar.grant_date) == ("US-20050004437-A1", dt.date(2005, 1, 6), None)
    assert sugar.priorities == (Filing("CH", "197401", "", dt.date(2001, 10, 26), "1974/01"),)
    assert sugar.related == (Related("continuation", "CH-0200573-W", dt.date(2002, 10, 21)),)
    assert sugar.national == ("US 600/300", "US 128/905", "US 345/952")
    assert depends(sugar) == {**dict.fromkeys((2, 3, 5, 6, 7, 8, 9, 10), (1,)), 4: (3,)}
    assert [party.name for party in sugar.applicants] == ["Kaufmann, Heiner", "Vering, Thomas"]
    where = "Intellectual Property Department, Suite 1500, 50 South Sixth Street, Minneapolis, MN, 55402-1498"
    assert sugar.agents == (Party("David E. Bruhn, Esq.;DORSEY & WHITNEY LLP", address=where, country="US"),)
    yard = grants["20210267109"]
    assert yard.title == {"en": "METHODS AND APPARATUS FOR YARD AND GARDEN DEBRIS COLLECTION"}
    assert yard.related == (Related("provisional", "US-62982464", dt.date(2020, 2, 27)),)
    assert (
        yard.applicants == yard.inventors == (Party("O'Keefe, Daniel", address="Jefferson Valley, NY", country="US"),)
    )
    assert (independent(yard), depends(yard)[18]) == ([1, 19, 20], (3,))


def test_a_cancelled_claim_keeps_its_number(tmp_path: Path) -> None:
    claims = (
        '<claim id="c1" num="00001-00003"><claim-text>1-3. (canceled)</claim-text></claim><claim id="c4" num="00004">'
        '<claim-text>4. A lamp.</claim-text></claim><claim id="c5" num="00005-00007"><claim-text>5-7. (canceled)'
        '</claim-text></claim><claim id="c8" num="00008"><claim-text>8. The lamp of '
        '<claim-ref idref="CLM-00004">claim 4</claim-ref>.</claim-text></claim>'
    )
    found = one(tmp_path, body=f"<claims>{claims}</claims>")
    assert [c.number for c in found.claims["en"] if isinstance(c, Claim)] == [1, 4, 5, 8]
    assert depends(found) == {8: (4,)}


def test_a_claim_keeps_formulas_and_lists_apart_from_its_words(tmp_path: Path) -> None:
    text = "1. A mix: <claim-text>H<sub>2</sub>O;</claim-text><claim-text>a&#x2014;b <img file='x'/>c.</claim-text>"
    found = one(tmp_path, body=f"<claims><claim num='1'><claim-text>{text}</claim-text></claim></claims>")
    assert found.claims == {"en": (Claim(1, "A mix: H2O; a—b c."),)}


def test_a_document_without_number_and_a_broken_one_do_not_take_the_others_with_them(tmp_path: Path) -> None:
    good = [GRANT.format(number, "", "") for number in ("10000001", "10000002", "10000003")]
    broken = GRANT.format("10000009", "", "").replace("</us-bibliographic-data-grant>", "")
    path = written(tmp_path / "week.xml", good[0] + broken + good[1] + GRANT.format("", "", "") + good[2])
    first, damaged, second, nameless, third = read(path)
    assert [item.number for item in (first, second, third) if isinstance(item, Patent)] == [
        "10000001", "10000002", "10000003",
    ]  # fmt: skip
    assert isinstance(damaged, Rejected)
    assert (damaged.problem.code, damaged.problem.place) == ("xml.malformed", f"{path}:4")
    assert "10000009" in damaged.raw
    assert isinstance(nameless, Rejected)
    assert (nameless.problem.code, nameless.problem.place) == ("record.no_document_number", f"{path}:10")


def test_a_truncated_week_keeps_what_stands_before_the_damage(shared: Path, tmp_path: Path) -> None:
    data = (shared / "office-samples" / "uspto-grant" / "ipg120327.18.xml").read_bytes()
    last = data.rindex(b"<?xml ")
    path = tmp_path / "cut.xml"
    path.write_bytes(data[: last + 4000])
    *good, rejected = read(path)
    assert [item.number for item in good if isinstance(item, Patent)] == [w[0] for w in WEEKS["ipg120327.18.xml"][:-1]]
    assert isinstance(rejected, Rejected)
    assert rejected.problem.code == "xml.malformed"
    line = data[:last].count(b"\n") + 1
    assert rejected.problem.place == f"{path}:{line}"


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_an_empty_file(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "empty.xml", text)
    with pytest.raises(InputError) as caught:
        read(path)
    assert (caught.value.problem.code, caught.value.problem.place) == ("file.empty", str(path))
    assert not SOURCE.sniff(blob(path))


def test_an_entity_is_refused_and_a_root_of_another_kind_is_no_document(tmp_path: Path) -> None:
    bomb = GRANT.format("1", "", "").replace("[ ]", '[ <!ENTITY a "b"> ]')
    path = written(tmp_path / "some.xml", bomb + '<?xml version="1.0"?>\n<other/>\n' + GRANT.format("10000001", "", ""))
    first, second, good = read(path)
    assert [item.problem.code for item in (first, second) if isinstance(item, Rejected)] == [
        "xml.forbidden", "xml.malformed",
    ]  # fmt: skip
    assert isinstance(good, Patent)


def test_a_sequence_listing_alone_has_no_record(tmp_path: Path) -> None:
    listing = '<?xml version="1.0"?>\n<sequence-cwu id="SEQLST-1"><publication-reference/></sequence-cwu>\n'
    path = written(tmp_path / "mixed.xml", listing + GRANT.format("10000001", "", "") + listing)
    assert SOURCE.sniff(blob(path))
    assert [found.number for found in records(path)] == ["10000001"]


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_recognised_by_its_own_source_only(shared: Path, name: str) -> None:
    path = shared / "office-samples" / name
    assert [source.name for source in all_sources(LIBRARY) if source.sniff(blob(path))] == ["uspto-patents"]
