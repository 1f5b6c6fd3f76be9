"""Sources uspto-pap and uspto-sgml (2001 to 2004), and what all formats before 2005 have in common."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from patent_reading import blob, depends, only, read, records, written

from indexers.base import Rejected, Source
from indexers.patents import uspto_greenbook, uspto_pap, uspto_sgml
from indexers.patents.library import LIBRARY
from indexers.sources import all_sources
from ipsearch.errors import InputError
from ipsearch.records import Citation, Claim, Filing, Party, Patent, Related

GREENBOOK, SGML, PAP = uspto_greenbook.SOURCE, uspto_sgml.SOURCE, uspto_pap.SOURCE
SAMPLES: dict[str, Source[Patent]] = {
    "uspto-legacy/US03937375.greenbook": GREENBOOK,
    "uspto-legacy/US06336130.xml": SGML,
    "uspto-application/US20010000044A1.xml": PAP,
}
PATDOC = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE PATDOC SYSTEM "ST32-US-Grant-025xml.dtd" [\n'
    '<!ENTITY A.TIF SYSTEM "A.TIF" NDATA TIF>\n]>\n<PATDOC DTD="2.5"><SDOBI><B100><B110><DNUM><PDAT>{0}</PDAT></DNUM>'
    "</B110><B130><PDAT>B1</PDAT></B130></B100>{1}</SDOBI>{2}</PATDOC>\n"
)
PUBLICATION = (
    '<?xml version="1.0"?>\n<!DOCTYPE patent-application-publication SYSTEM "pap-v16-2002-01-01.dtd" []>\n'
    "<patent-application-publication><subdoc-bibliographic-information><document-id><doc-number>{0}</doc-number>"
    "<kind-code>A1</kind-code></document-id>{1}</subdoc-bibliographic-information>{2}</patent-application-publication>\n"
)


def sample(shared: Path, source: Source[Patent]) -> Patent:
    """The document that the office published in the format of a source."""
    [name] = [name for name, one in SAMPLES.items() if one is source]
    return only(source, shared / "office-samples" / name)


def test_a_grant_of_2002_in_full(shared: Path) -> None:
    found = sample(shared, SGML)
    assert (found.id, found.original, found.publication_date) == ("US-6336130-B1", "06336130", dt.date(2002, 1, 1))
    assert found.application == Filing("US", "09413215", "", dt.date(1999, 10, 5), "09/413215")
    assert found.priorities == (Filing("NO", "971605", "", dt.date(1997, 4, 8), "971605"),)
    assert found.title == {"en": "Arrangement for improving availability of services in a communication system"}
    ericsson = Party("Telefonaktiebolaget LM Ericsson (publ)", address="Stockholm", country="SE")
    assert found.applicants == found.owners == (ericsson,)
    assert found.inventors == (Party("Do, Thanh Van", address="Oslo", country="NO"),)
    assert (found.agents, found.examiners) == ((Party("Nixon & Vanderhye P.C."),), (Party("Coulter, Kenneth R."),))
    assert (found.ipc, found.national) == (("G06F15/16", "G06F13/00"), ("US 709/202", "US 709/201"))
    assert found.related == (Related("continuation", "NO-9800107-W", dt.date(1998, 4, 2)),)
    assert found.citations[:6] == (
        *(Citation(f"US-{n}-A", phase="examination") for n in (5825759, 5974441, 6049819, 6076099, 6085086)),
        Citation("WO-9625012", phase="applicant"),
    )
    assert [(cited.document, cited.phase) for cited in found.citations[6:]] == [("", "applicant")] * 3
    assert found.citations[7].text.startswith("IEEE 46th Technology Conference")


def test_claims_of_a_grant_of_2002(shared: Path) -> None:
    found = sample(shared, SGML)
    assert depends(found) == {
        1: (), 2: (1,), 3: (1,), 4: (1,), 5: (4,), 6: (4,), 7: (4,), 8: (7,), 9: (), 10: (9,), 11: (10,), 12: (9,),
        13: (10,), 14: (9,), 15: (14,), 16: (15,), 17: (16,), 18: (), 19: (18,), 20: (19,), 21: (19,), 22: (19,),
    }  # fmt: skip
    assert len(found.description["en"]) == 42 + 4  # paragraphs and headings
    assert found.description["en"][1] == "FIELD OF THE INVENTION"


def test_a_reference_to_another_claim_goes_before_the_words(tmp_path: Path) -> None:
    claims = (
        '<SDOCL><CL><CLM ID="CLM-00001"><PARA><PTEXT><PDAT>1. A lamp.</PDAT></PTEXT></PARA></CLM><CLM ID="CLM-00002">'
        '<PARA><PTEXT><PDAT>2. A lamp as in </PDAT><CLREF ID="CLM-00001"><PDAT>the first</PDAT></CLREF></PTEXT></PARA>'
        "</CLM></CL></SDOCL>"
    )
    biblio = (
        "<B600><B630><B633><PARENT-US><PDOC><DOC><DNUM><PDAT>08/123,456</PDAT></DNUM><DATE><PDAT>19950203</PDAT></DATE>"
        "</DOC></PDOC></PARENT-US></B633></B630></B600>"
    )
    (found,) = records(SGML, written(tmp_path / "one.xml", PATDOC.format("06336131", biblio, claims)))
    assert found.claims == {"en": (Claim(1, "A lamp."), Claim(2, "A lamp as in the first", (1,)))}
    assert found.related == (Related("reissue", "US-08123456", dt.date(1995, 2, 3)),)


def test_an_application_of_2001_in_full(shared: Path) -> None:
    found = sample(shared, PAP)
    assert (found.id, found.publication_date, found.grant_date) == ("US-20010000044-A1", dt.date(2001, 3, 15), None)
    assert found.application == Filing("US", "09342866", "", dt.date(1999, 6, 29), "09/342866")
    assert found.title["en"].startswith("Systems and Methods For Transacting Business Over A Global Communications")
    street = "2424 S.E. Bristol Street, Suite 300, Newport Beach, California, CA"
    lin = Party("Lin, Wayne W", address=f"c/o Law Offices of Neal M. Cohen, {street}", country="US")
    assert found.inventors == found.applicants == (lin,)
    assert found.agents == (Party("Neal Cohen", address=street, country="US"),)
    assert (found.ipc, found.national) == (("G06F17/60",), ("US 705/26", "US 705/37"))
    assert (found.owners, found.priorities, found.related, found.citations) == ((), (), (), ())


def test_texts_of_an_application_of_2001(shared: Path) -> None:
    found = sample(shared, PAP)
    assert found.abstract["en"].startswith(
        "A business model / process is described for conducting business transactions"
    )
    assert depends(found) == {
        1: (), 2: (1,), 3: (1,), 4: (3,), 5: (4,), 6: (1,), 7: (1,), 8: (1,), 9: (1,), 10: (1,), 11: (1,), 12: (1,),
        13: (), 14: (13,), 15: (13,), 16: (13,), 17: (16,), 18: (13,), 19: (), 20: (19,), 21: (20,),
    }  # fmt: skip
    assert found.claims["en"][4] == Claim(5, "The method of claim 4, wherein the PDA is a video game.", (4,))
    assert len(found.description["en"]) == 41 + 5  # paragraphs, without their numbers, and headings
    assert found.description["en"][0] == "Field OF Invention"
    assert found.description["en"][1].startswith("The present invention relates generally to systems and methods")


def test_relations_priorities_and_linked_claims_of_an_application(tmp_path: Path) -> None:
    parent = "<parent-child><child><document-id><doc-number>1</doc-number></document-id></child><parent><document-id>"
    end = "</document-id></parent></parent-child>"
    biblio = (
        "<continuity-data><continuations><continuation-in-part-of>"
        f"{parent}<doc-number>09123456</doc-number><document-date>20000102</document-date>{end}"
        f"</continuation-in-part-of></continuations><a-371-of-international>{parent}"
        f"<doc-number>PCT/NO98/00107</doc-number>{end}</a-371-of-international><non-provisional-of-provisional>"
        "<document-id><doc-number>60123456</doc-number><document-date>19990304</document-date></document-id>"
        "</non-provisional-of-provisional></continuity-data><foreign-priority-data><priority-application-number>"
        "<doc-number>2000-12345</doc-number></priority-application-number><filing-date>20000119</filing-date>"
        "<country-code>JP</country-code></foreign-priority-data>"
    )
    claims = "<subdoc-claims>" + "".join(
        f'<claim id="CLM-0000{n}"><claim-text>{n}. A lamp{more}.</claim-text></claim>'
        for n, more in (
            (1, ""), (2, ""),
            (3, ' of <dependent-claim-reference depends_on="CLM-00001 CLM-00002">these</dependent-claim-reference>'),
        )
    ) + "</subdoc-claims>"  # fmt: skip
    (found,) = records(PAP, written(tmp_path / "one.xml", PUBLICATION.format("20020000001", biblio, claims)))
    assert set(found.related) == {
        Related("continuation_in_part", "US-09123456", dt.date(2000, 1, 2)),
        Related("pct_application", "NO-9800107-W"),
        Related("provisional", "US-60123456", dt.date(1999, 3, 4)),
    }
    assert found.priorities == (Filing("JP", "2000012345", "", dt.date(2000, 1, 19), "2000-12345"),)
    assert depends(found) == {1: (), 2: (), 3: (1, 2)}


# Where each format has its parts, for counts that owe nothing to the sources.
PATHS: dict[str, dict[str, str]] = {
    "uspto-legacy/US06336130.xml": {
        "claims": ".//CLM", "description": "SDODE//PARA | SDODE//H", "citations": ".//B561 | .//B562",
        "inventors": ".//B721", "owners": ".//B731", "agents": ".//B741", "priorities": ".//B310",
        "ipc": ".//B511 | .//B512", "national": ".//B521 | .//B522", "related": ".//PDOC",
    },
    "uspto-application/US20010000044A1.xml": {
        "claims": ".//claim", "description": "subdoc-description//paragraph | subdoc-description//heading",
        "citations": ".//no-such", "inventors": ".//first-named-inventor | .//inventor", "owners": ".//assignee",
        "agents": ".//correspondence-address", "priorities": ".//foreign-priority-data", "ipc": ".//ipc",
        "national": ".//uspc", "related": ".//parent",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", PATHS)
def test_counts_are_those_of_the_elements(shared: Path, name: str) -> None:
    path = shared / "office-samples" / name
    data = re.sub(rb"<!DOCTYPE[^\[>]*(\[.*?\])?\s*>", b"", path.read_bytes(), count=1, flags=re.DOTALL)
    root: Any = etree.fromstring(data, etree.XMLParser(resolve_entities=False, recover=True))
    (found,) = records(SAMPLES[name], path)
    assert LIBRARY.check(found) is None
    counts = {field: len(getattr(found, field)) for field in PATHS[name] if field not in ("claims", "description")}
    counts |= {"claims": len(found.claims["en"]), "description": len(found.description["en"])}
    assert counts == {field: len(root.xpath(where)) for field, where in PATHS[name].items()}


@pytest.mark.parametrize(("source", "document"), [(SGML, PATDOC), (PAP, PUBLICATION)])
def test_broken_documents_between_good_ones(tmp_path: Path, source: Source[Patent], document: str) -> None:
    good = [document.format(number, "", "") for number in ("1000001", "1000002", "1000003")]
    broken, nameless = document.format("9", "<oops>", ""), document.format("", "", "")
    path = written(tmp_path / "week.xml", good[0] + broken + good[1] + nameless + good[2][:-20])
    first, damaged, second, without, cut = read(source, path)
    assert [item.number for item in (first, second) if isinstance(item, Patent)] == ["1000001", "1000002"]
    problems = [item.problem for item in (damaged, without, cut) if isinstance(item, Rejected)]
    assert [problem.code for problem in problems] == ["xml.malformed", "record.no_document_number", "xml.malformed"]
    lines = document.count("\n")
    assert [problem.place for problem in problems] == [f"{path}:{n * lines + 1}" for n in (1, 3, 4)]


@pytest.mark.parametrize("source", [GREENBOOK, SGML, PAP])
@pytest.mark.parametrize("text", ["", "\n \n"])
def test_an_empty_file(tmp_path: Path, source: Source[Patent], text: str) -> None:
    path = written(tmp_path / "empty", text)
    with pytest.raises(InputError) as caught:
        read(source, path)
    assert (caught.value.problem.code, caught.value.problem.place) == ("file.empty", str(path))
    assert not source.sniff(blob(path))


@pytest.mark.parametrize("name", SAMPLES)
def test_each_file_is_recognised_by_its_own_source_only(shared: Path, name: str) -> None:
    path = shared / "office-samples" / name
    assert [one.name for one in all_sources(LIBRARY) if one.sniff(blob(path))] == [SAMPLES[name].name]


def test_greek_letters_are_named_as_in_the_iso_sets(tmp_path: Path) -> None:
    title = "<B500><B540><STEXT><PDAT>Use of &bgr;-lactams below 3 &mgr;m &b.alpha;</PDAT></STEXT></B540></B500>"
    abstract = "<SDOAB><BTEXT><PARA><PTEXT><PDAT>A &rlhar2; B</PDAT></PTEXT></PARA></BTEXT></SDOAB>"
    (found,) = records(SGML, written(tmp_path / "a.xml", PATDOC.format("06500001", title, abstract)))
    assert found.title == {"en": "Use of β-lactams below 3 μm α"}
    assert found.abstract == {"en": "A ⇌ B"}
    title = (
        "<technical-information><title-of-invention>&agr;-amylase &OHgr;</title-of-invention></technical-information>"
    )
    (found,) = records(PAP, written(tmp_path / "b.xml", PUBLICATION.format("20020000001", title, "")))
    assert found.title == {"en": "α-amylase Ω"}
