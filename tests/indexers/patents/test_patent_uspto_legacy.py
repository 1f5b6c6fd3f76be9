"""Sources uspto-pap (2001 to 2004), uspto-sgml (2001 to 2004) and uspto-greenbook (1976 to 2001)."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from patent_reading import blob, read, records, written

from indexers.base import Rejected, Source, Unit
from indexers.patents import uspto_greenbook, uspto_pap, uspto_sgml
from indexers.patents.library import LIBRARY
from indexers.patents.uspto_values import (
    application_name,
    document_number,
    filing_number,
    foreign_number,
    ipc_symbol,
    kind_of,
    printed_filing,
    right,
    us_class,
)
from indexers.sources import all_sources
from ipsearch.errors import InputError
from ipsearch.patentnumbers.keys import number_tokens
from ipsearch.patentnumbers.number import read_numbers
from ipsearch.records import Citation, Claim, Filing, Party, Patent, Related

GREENBOOK, SGML, PAP = uspto_greenbook.SOURCE, uspto_sgml.SOURCE, uspto_pap.SOURCE
SAMPLES: dict[str, Source[Patent]] = {
    "uspto-legacy/US03937375.greenbook": GREENBOOK,
    "uspto-legacy/US06336130.xml": SGML,
    "uspto-application/US20010000044A1.xml": PAP,
}
PATN = "PATN\nWKU  {0}\nSRC  5\nAPN  5184541\nAPT  1\nAPD  19741029\nTTL  Lamp\nISD  19760210\nNCL  {1}\n"
CLAIMS = "CLMS\nSTM  What I claim is:\nNUM  1.\nPAR  1. A lamp.\nNUM  2.\nPAR  2. The lamp of claim 1,\n      lit.\n"
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


def depends(found: Patent) -> dict[int, tuple[int, ...]]:
    return {c.number: c.depends_on for c in found.claims["en"] if isinstance(c, Claim)}


def sample(shared: Path, number: int) -> Patent:
    name, source = list(SAMPLES.items())[number]
    (found,) = records(source, shared / "office-samples" / name)
    return found


def test_a_grant_of_1976_in_full(shared: Path) -> None:
    found = sample(shared, 0)
    assert (found.id, found.original, found.type) == ("US-3937375-A", "039373754", "invention")
    assert (found.publication_date, found.grant_date) == (dt.date(1976, 2, 10), dt.date(1976, 2, 10))
    # The seventh digit of the serial is a check digit.
    assert found.application == Filing("US", "05518454", "", dt.date(1974, 10, 29), "05/518454")
    assert found.title == {"en": "Bumper support for a boat loader"}
    daniels = Party("Daniels, Everette E.", address="221 Locust St., Des Moines, IA, 50309", country="US")
    assert found.inventors == found.applicants == (daniels,)
    assert (found.owners, found.agents, found.examiners) == ((), (), (Party("Love, John J."),))
    assert (found.ipc, found.national) == (("B60R9/00",), ("US 224/42.07", "US 214/450"))
    assert found.citations == tuple(
        Citation(f"US-{number}") for number in ("2542907", "2762542", "2772799", "3113789", "3702197")
    )
    assert (found.priorities, found.related) == ((), ())
    assert found.notes == ("exemplary-claim:1",)


def test_texts_of_a_grant_of_1976(shared: Path) -> None:
    found = sample(shared, 0)
    assert depends(found) == {1: (), 2: (1,), 3: (2,)}
    first, _, last = found.claims["en"]
    assert isinstance(first, Claim)
    assert first.text.startswith("In a bumper support for a boat loader, the combination of")
    assert isinstance(last, Claim)
    assert last.text.endswith("car bumper from being scratched thereby.")
    assert found.abstract["en"].startswith(
        "A unit mountable on a rear bumper of a vehicle, and which does not interfere"
    )
    paragraphs = found.description["en"]  # 9 of BSUM, 4 of DRWD, 8 of DETD
    assert len(paragraphs) == 21
    assert paragraphs[0] == "This invention relates generally to automotive accessories."
    assert paragraphs[10:13] == (
        "FIG. 1 is a rear perspective view of the present invention.",
        "FIG. 2 is a side elevation thereof.",
        "FIG. 3 is a rear perspective view of the steel plate seat member that comprises a component of the present "
        "invention.",
    )


def test_counts_of_the_green_book_are_those_of_its_tags(shared: Path) -> None:
    name = "uspto-legacy/US03937375.greenbook"
    text = (shared / "office-samples" / name).read_text(encoding="latin-1")
    body, claims = text.split("\nCLMS\n")
    found = sample(shared, 0)
    assert len(found.claims["en"]) == len(re.findall(r"^NUM ", claims, re.MULTILINE))
    assert len(found.description["en"]) == len(re.findall(r"^PAR ", body, re.MULTILINE))
    assert len(found.citations) == len(re.findall(r"^[UFO]REF$", text, re.MULTILINE))
    assert len(found.national) == len(re.findall(r"^[OX]CL  ", body.partition("UREF")[0], re.MULTILINE))
    assert len(found.inventors) == len(re.findall(r"^INVT$", text, re.MULTILINE))


def test_other_groups_of_the_green_book(tmp_path: Path) -> None:
    groups = (
        "ASSG\nNAM  Lamps Ltd.\nCTY  London\nCNT  GB2\nPRIR\nCNT  DEX\nAPD  19990204\nAPN  199 04 123.3\n"
        "RLAP\nCOD  72\nAPN  123456\nAPD  19720304\nPCTA\nPCN  PCT/DE79/00012\nPD1  19801001\nPD3  19790203\n"
        "PCP  WO80/00123\nPCD  19800807\nFREF\nPNO  1,234,567\nISD  19711200\nCNT  FRX\nFREF\nPNO  99\nCNT  EAST\n"
        "OREF\nPAL  Smith, Lamps, 1970.\nLREP\nFRM  Miller & Co.\nAAT  Miller; Ann\nABST\nPAL  A lamp.\n"
    )
    (found,) = records(GREENBOOK, written(tmp_path / "one.txt", PATN.format("RE0286711", 2) + groups + CLAIMS))
    assert (found.id, found.type) == ("US-RE28671-E", "invention")
    assert found.applicants == found.owners == (Party("Lamps Ltd.", address="London", country="GB"),)
    assert found.priorities == (Filing("DE", "19904123", "", dt.date(1999, 2, 4), "199 04 123.3"),)
    assert found.related == (
        Related("continuation_in_part", "US-05123456", dt.date(1972, 3, 4)),
        Related("pct_application", "DE-7900012-W", dt.date(1979, 2, 3)),
        Related("pct_publication", "WO-8000123", dt.date(1980, 8, 7)),
    )
    assert found.citations == (
        Citation("FR-1234567"), Citation(text="EAST 99"), Citation(text="Smith, Lamps, 1970."),
    )  # fmt: skip
    assert found.agents == (Party("Miller & Co."), Party("Miller, Ann"))
    assert found.claims == {"en": (Claim(1, "A lamp."), Claim(2, "The lamp of claim 1, lit.", (1,)))}


def test_a_green_book_without_number_between_two_good_ones(tmp_path: Path) -> None:
    documents = [PATN.format(number, 2) + CLAIMS for number in ("039373754", "", "D02425831")]
    path = written(tmp_path / "week.txt", "HHHHHT  APS1\n" + "".join(documents))
    first, rejected, last = read(GREENBOOK, path)
    assert isinstance(first, Patent)
    assert isinstance(last, Patent)
    assert (first.id, last.id, last.type) == ("US-3937375-A", "US-D242583-S", "invention")
    assert isinstance(rejected, Rejected)
    assert (rejected.problem.code, rejected.problem.place) == ("record.no_document_number", f"{path}:18")
    assert "TTL Lamp" in rejected.raw
    assert GREENBOOK.sniff(blob(path))


def test_a_green_book_that_is_cut_keeps_what_stands_before(tmp_path: Path, shared: Path) -> None:
    whole = PATN.format("039373754", 2) + CLAIMS
    path = written(tmp_path / "cut.txt", whole + PATN.format("039373762", 2) + "BSUM\nPAR  A lam")
    reading = GREENBOOK.read(Unit(GREENBOOK, (blob(path),)))
    assert next(reading) == records(GREENBOOK, written(tmp_path / "whole.txt", whole))[0]
    with pytest.raises(InputError) as caught:
        next(reading)
    assert (caught.value.problem.code, caught.value.problem.place) == ("file.truncated", f"{path}:17")
    data = (shared / "office-samples" / "uspto-legacy" / "US03937375.greenbook").read_text(encoding="latin-1")
    with pytest.raises(InputError) as caught:
        read(GREENBOOK, written(tmp_path / "half.txt", data[: len(data) // 2]))
    assert caught.value.problem.code == "file.truncated"


def test_a_green_book_of_bibliographic_data_has_no_claims_and_is_not_cut(tmp_path: Path) -> None:
    (found,) = records(GREENBOOK, written(tmp_path / "bib.txt", PATN.format("039373754", 12) + "ABST\nPAL  A lamp.\n"))
    assert (found.id, found.claims, found.abstract) == ("US-3937375-A", {}, {"en": "A lamp."})


def test_a_grant_of_2002_in_full(shared: Path) -> None:
    found = sample(shared, 1)
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
    found = sample(shared, 1)
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
    found = sample(shared, 2)
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
    found = sample(shared, 2)
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


def test_a_text_without_documents_is_rejected(tmp_path: Path) -> None:
    path = written(tmp_path / "notes.txt", "Minutes of a meeting\n")
    (item,) = read(GREENBOOK, path)
    assert isinstance(item, Rejected)
    assert (item.problem.code, item.problem.place) == ("file.nothing", str(path))
    assert not GREENBOOK.sniff(blob(path))


@pytest.mark.parametrize("name", SAMPLES)
def test_each_file_is_recognised_by_its_own_source_only(shared: Path, name: str) -> None:
    path = shared / "office-samples" / name
    assert [one.name for one in all_sources(LIBRARY) if one.sniff(blob(path))] == [SAMPLES[name].name]


@pytest.mark.parametrize(
    ("country", "printed", "number"),
    [
        ("WO", "WO 02/10589", "0210589"), ("WO", "WO93/00737", "9300737"), ("WO", "94 19814", "9419814"),
        ("JP", "P2001-118988", "2001118988"), ("JP", "P. 2003-321368", "2003321368"),
        ("JP", "2003-84859", "2003084859"), ("JP", "A-10-100907", "H10100907"),
        ("JP", "H10-35633", "H1035633"), ("JP", "7-23484", "H0723484"), ("JP", "59 035659", "S5935659"),
        ("JP", "H7-23484", "H0723484"), ("JP", "HEI 11-322368", "H11322368"), ("JP", "09242576", "09242576"),
        ("DE", "G8513103.2", "8513103"), ("DE", "100 60 857", "10060857"), ("EP", "08290305.5", "08290305"),
        ("CN", "200810000001.X", "200810000001"), ("PL", "Wp-8030", "WP8030"), ("", "123 456", "123456"),
    ],
)  # fmt: skip
def test_numbers_of_other_offices(country: str, printed: str, number: str) -> None:
    assert foreign_number(country, printed) == number


@pytest.mark.parametrize("asked", ["特願平11-322368", "JP11-322368", "JPH11322368"])
def test_a_japanese_priority_is_found_however_it_is_asked(asked: str) -> None:
    keys = number_tokens("JP", foreign_number("JP", "11-322368"))
    assert {number_tokens(one.country, one.number, one.kind)[-1] for one in read_numbers(asked)} & set(keys)


@pytest.mark.parametrize(
    ("printed", "written"),
    [("  2 52", "US 2/52"), (" 622592", "US 62/259.2"), ("224 4207", "US 224/42.07"), (" 12142 E", "US 12/142E"),
     ("156DIG 14", "US 156/DIG.14"), ("D 2969", "US D2/969"), ("D13180", "US D13/180"), ("358  321", "US 358/3.21"),
     ("600300000", "US 600/300"), ("455432100", "US 455/432.1"), ("435", "US 435"), ("", "")],
)  # fmt: skip
def test_classes_from_fixed_columns(printed: str, written: str) -> None:
    assert us_class(printed) == written


def test_numbers_and_kinds_of_the_office() -> None:
    assert [document_number(raw) for raw in ("06836899", "D0534340", "RE038,001", "H000445", "2004/0098881")] == [
        "6836899", "D534340", "RE38001", "H445", "20040098881",
    ]  # fmt: skip
    assert [kind_of(number) for number in ("3937375", "D242583", "RE28671", "PP4000", "H445", "T100001")] == [
        "A", "S", "E", "P", "H", "I4",
    ]  # fmt: skip
    assert (filing_number("518454", "05"), printed_filing("05518454"), printed_filing("5")) == (
        "05518454",
        "05/518454",
        "",
    )
    assert [right("", kind) for kind in ("B1", "S1", "P2")] == ["invention", "design", "plant"]
    assert (right("design", "B1"), right("SIR", "H")) == ("design", "invention")
    assert [ipc_symbol(raw) for raw in ("A45F  504", "C07C24900", "H01L 21302", "G06F 17/60")] == [
        "A45F5/04", "C07C249/00", "H01L21/302", "G06F17/60",
    ]  # fmt: skip
    assert application_name("US", "PCT/NO98/00107") == "NO-9800107-W"
    assert application_name("", "10/703,797") == "US-10703797"


def test_a_japanese_number_with_its_year_behind_it() -> None:
    assert foreign_number("JP", "54321/2007") == foreign_number("JP", "2007-54321") == "2007054321"
    assert [one.number for one in read_numbers("JP 323668/2002")] == ["2002323668"]


def test_the_date_of_a_japanese_document_tells_that_its_number_begins_with_a_year() -> None:
    assert foreign_number("JP", "2191674", "19900700") == foreign_number("JP", "2-191674") != "2191674"
    assert foreign_number("JP", "2591674", "19970300") == "2591674"
    assert foreign_number("JP", "2191674") == "2191674"
    assert foreign_number("DE", "2191674", "19900700") == "2191674"


def test_a_division_in_the_green_book(tmp_path: Path) -> None:
    groups = (
        "RLAP\nCOD  74\nAPN  900001\nAPD  19920618\nPSC  01\nPNO  5512001\nFREF\nPNO  2191674\nISD  19900700\n"
        "CNT  JPX\nPARN\nPAR  This application is a division of application Ser. No. 07/900,001.\n"
    )
    (found,) = records(GREENBOOK, written(tmp_path / "one.txt", PATN.format("057006474", 2) + groups + CLAIMS))
    assert found.related == (
        Related("division", "US-07900001", dt.date(1992, 6, 18)), Related("division", "US-5512001"),
    )  # fmt: skip
    assert found.citations == (Citation("JP-H02191674"),)


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
