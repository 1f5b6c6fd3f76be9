"""Source dpma-patents: answers of the German register about patents, utility models and designs."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Any

import patent_reading
import pytest
from lxml import etree
from patent_reading import blob, written

from indexers.base import Rejected, Unit
from indexers.patents.dpma_patents import DESIGNS, SOURCE
from indexers.patents.library import LIBRARY
from indexers.sources import all_sources
from ipsearch.errors import InputError
from ipsearch.records import Filing, LegalEvent, Party, Patent

read = partial(patent_reading.read, SOURCE)
records = partial(patent_reading.records, SOURCE)

FOLDER = "office-samples/dpma"
FILES = ("patent_info.xml", "patent_search.xml", "design_info.xml", "design_search.xml")
TRADEMARKS = ("trademark_info.xml", "trademark_search.xml")
HIT = "<PatentHitListRecord><registered-number>{0}</registered-number>{1}</PatentHitListRecord>"
DESIGN = "<Design><DesignIdentifier>{0}</DesignIdentifier>{1}</Design>"
TRANSACTION = (
    f'<Transaction xmlns="{DESIGNS}"><DesignTransactionBody><DesignApplicationDetails><DesignApplication>'
    "<DesignApplicationNumber>402019000001.5</DesignApplicationNumber><DesignDetails>{0}</DesignDetails>{1}"
    "</DesignApplication></DesignApplicationDetails></DesignTransactionBody></Transaction>"
)


def test_a_patent_in_full(shared: Path) -> None:
    (found,) = records(shared / FOLDER / "patent_info.xml")
    assert (found.id, found.original, found.type, found.language) == (
        "DE-10027360-A1", "000010027360", "invention", "de",
    )  # fmt: skip
    assert found.publication_date == dt.date(2000, 12, 7)
    assert found.application == Filing("DE", "10027360", "", dt.date(2000, 6, 2), "10027360.2")
    assert found.priorities == (Filing("JP", "11158010", "", dt.date(1999, 6, 4), "11158010"),)
    assert found.title == {"de": "Dreh-Energieumsetzer für ein Hybrid-Elektrofahrzeug"}
    assert found.abstract["de"].startswith("Ein Dreh-Energieumsetzer ist zusammengesetzt aus einem Stator (1210)")
    assert found.applicants == (Party("DENSO CORPORATION, Kariya-city", address="Aichi-pref.", country="JP"),)
    assert found.inventors == (Party("Seguchi, Masahiro, Kariya", address="Aichi", country="JP"),)
    # Where letters go to is no second agent.
    office = "KUHNEN & WACKER Patent- und Rechtsanwaltsbüro"
    assert found.agents == (Party(office, address="85354 Freising", country="DE"),)
    assert found.ipc == ("H02K16/00",)
    assert (found.status, found.status_date) == ("nicht-anhaengig-erloschen", dt.date(2017, 6, 21))
    assert found.events == (
        LegalEvent("R000", dt.date(2000, 6, 2), "vorverfahren"),
        LegalEvent("R004", dt.date(2000, 7, 20), "vorverfahren"),
        LegalEvent("R119", dt.date(2007, 1, 3), "verwaltungsverfahren"),
        LegalEvent("R079", dt.date(2005, 10, 17), "klassifikationsaenderung"),
        LegalEvent("R200", dt.date(2000, 12, 7), "publikationen"),
    )
    assert found.notes == ()


def test_utility_models_of_a_list_of_results(shared: Path) -> None:
    found = records(shared / FOLDER / "patent_search.xml")
    assert [(one.id, one.original, one.type) for one in found] == [
        ("DE-8233714-U1", "G 82 33 714.4", "utility_model"), ("DE-8303227-U1", "G 83 03 227.4", "utility_model"),
        ("DE-8308408-U1", "G 83 08 408.8", "utility_model"),
    ]  # fmt: skip
    assert [(one.publication_date, one.grant_date) for one in found] == [
        (dt.date(1983, 2, 24), dt.date(1983, 2, 24)), (dt.date(1983, 3, 31), dt.date(1983, 3, 31)),
        (dt.date(1983, 5, 5), dt.date(1983, 5, 5)),
    ]  # fmt: skip
    assert found[0].application == Filing("DE", "8233714", "", dt.date(1982, 12, 1), "G 82 33 714.4")
    assert [one.title["de"] for one in found] == ["Elektrofahrzeug", *["Elektro-Fahrzeug mit Ladekabel"] * 2]
    kurs = "ELO - MA - HG Peter Kurs Ing. VDI GmbH & Co"
    assert found[0].applicants == (Party(kurs, address="75334 Straubenhardt", country="DE"),)
    assert found[0].agents == (Party("Trappenberg, Hans, Pat.-Ing.", address="76185 Karlsruhe", country="DE"),)
    assert found[1].applicants == (
        Party("Jungheinrich Unternehmensverwaltung KG", address="2000 Hamburg", country="DE"),
    )  # fmt: skip
    assert {one.status for one in found} == {"Not pending/lapsed"}


def test_further_classes_of_a_result_follow_the_main_one(shared: Path) -> None:
    found = records(shared / FOLDER / "patent_search.xml")
    assert [one.ipc for one in found] == [("B60K1/00",), ("B60L3/00",), ("B60L3/00", "H01R13/703")]


def test_a_design_in_full(shared: Path) -> None:
    (found,) = records(shared / FOLDER / "design_info.xml")
    assert (found.id, found.original, found.type) == ("DE-M88001740001-S", "M8800174-0001", "design")
    assert (found.publication_date, found.grant_date) == (dt.date(1988, 11, 10), dt.date(1988, 9, 15))
    assert found.application == Filing("DE", "M8800174", "", dt.date(1988, 7, 7), "M8800174.1")
    assert found.priorities == (Filing("US", "141676", "", dt.date(1988, 1, 7), "141 676"),)
    assert (found.title, found.locarno) == ({"de": "Stuhl"}, ("06-01",))
    assert found.events == (
        LegalEvent(date=dt.date(1988, 9, 15), text="Design Registered; 1988-21, Part 1a, 1988-11-10"),
        LegalEvent(
            date=dt.date(1994, 2, 1), text="Cancellation Expiry Term Of Protection; 1994-8, Part 1e, 1994-04-25"
        ),
        LegalEvent("cancellation", dt.date(1994, 2, 1), kind="lapse"),
    )
    assert found.notes == ("type-of-deposit:Representation", "term-of-protection:5")
    assert found.status == "Paper File Destroyed"


def test_parties_of_a_design_have_their_country_where_the_register_puts_it(shared: Path) -> None:
    (found,) = records(shared / FOLDER / "design_info.xml")
    assert found.applicants == found.owners == (Party("MT Designs", address="Greensboro, N.C.", country="US"),)
    vossius = "VOSSIUS & PARTNER Patentanwälte Rechtsanwälte mbB"
    assert found.agents == (Party(vossius, address="81675 München", country="DE"),)
    assert found.inventors == ()


def test_designs_of_a_list_of_results(shared: Path) -> None:
    found = records(shared / FOLDER / "design_search.xml")
    assert [(one.id, one.locarno, one.publication_date) for one in found] == [
        ("DE-M90006030001-S", ("07-02",), dt.date(1991, 5, 10)),
        ("DE-M90006030002-S", ("07-02",), dt.date(1991, 5, 10)), ("DE-M90007440001-S", ("14",), dt.date(1991, 5, 25)),
    ]  # fmt: skip
    assert found[0].title == {"de": "Mikrowellenherde"}
    assert found[2].application == Filing("DE", "M9000744", "", dt.date(1990, 1, 29), "M9000744.1")
    samsung = Party("Samsung Electronics Co., Ltd., Suwon-si Gyeonggi-do", country="KR")
    assert {(one.owners, one.applicants) for one in found} == {((samsung,), (samsung,))}
    weickmann = "Weickmann & Weickmann Patent- und Rechtsanwälte PartmbB"
    assert found[0].agents == (Party(weickmann, address="81679 München", country="DE"),)
    assert found[0].status == "Design registration cancelled, paper file deleted"


# Where each answer has its parts: of a record, then below it.
PATHS: dict[str, tuple[str, dict[str, str]]] = {
    "patent_info.xml": (
        "//dpma-patent-document",
        {"applicants": ".//applicant", "inventors": ".//inventor", "agents": ".//agent",
         "priorities": ".//priority-claim", "ipc": ".//classification-ipcr", "events": ".//event-data",
         "title": ".//invention-title"},
    ),
    "patent_search.xml": (
        "//PatentHitListRecord",
        {"applicants": ".//applicant", "inventors": ".//inventor", "agents": "agent", "ipc": ".//classification",
         "title": "invention-title"},
    ),
    "design_info.xml": (
        "//Design",
        {"applicants": ".//Applicant", "agents": ".//Representative", "inventors": ".//Designer",
         "locarno": ".//ClassNumber", "priorities": ".//Priority", "title": "DesignTitle",
         "events": ".//CancellationDate | .//DesignBasicRecord"},
    ),
    "design_search.xml": (
        "//DesignHitListRecord",
        {"owners": "OwnerOrApplicant", "agents": "Representative", "locarno": "ClassNumber",
         "title": "ProductDescription"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_counts_are_those_of_the_elements(shared: Path, name: str) -> None:
    root: Any = etree.fromstring((shared / FOLDER / name).read_bytes())
    for element in root.iter("{*}*"):
        element.tag = etree.QName(element).localname
    where, paths = PATHS[name]
    expected = [{field: len(one.xpath(path)) for field, path in paths.items()} for one in root.xpath(where)]
    found = records(shared / FOLDER / name)
    assert [LIBRARY.check(one) for one in found] == [None] * len(found)
    assert [{field: len(getattr(one, field)) for field in paths} for one in found] == expected


@pytest.mark.parametrize(
    ("printed", "kind", "number"),
    [
        ("10 2008 012 345.6", "Patent", "102008012345"), ("G 82 33 714.4", "Utility model", "8233714"),
        ("20 2005 000 716.1", "Gebrauchsmuster", "202005000716"), ("P 40 12 345.6", "Patent", "4012345"),
    ],
)  # fmt: skip
def test_numbers_have_neither_type_nor_check_digit(tmp_path: Path, printed: str, kind: str, number: str) -> None:
    text = f"<PatentHitList>{HIT.format(printed, f'<type>{kind}</type>')}</PatentHitList>"
    (found,) = records(written(tmp_path / "one.xml", text))
    assert (found.number, found.original) == (number, printed)
    assert (found.type, found.kind) == (("invention", "") if kind == "Patent" else ("utility_model", "U1"))


def test_a_result_without_number_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    hits = "\n".join(HIT.format(number, "") for number in ("10 2008 012 345.6", "", "10 2008 012 346.4"))
    path = written(tmp_path / "list.xml", f"<PatentHitList>\n{hits}\n</PatentHitList>")
    first, rejected, last = read(path)
    assert [one.number for one in (first, last) if isinstance(one, Patent)] == ["102008012345", "102008012346"]
    assert isinstance(rejected, Rejected)
    assert (rejected.problem.code, rejected.problem.place) == ("record.no_document_number", f"{path}:3")


def test_the_products_of_a_design_stand_behind_its_title(tmp_path: Path) -> None:
    lines = "".join(f"<ProductDescription>{name}</ProductDescription>" for name in ("Modell X", "Stuhl", "Tisch"))
    inside = (
        "<DesignTitle>Modell X</DesignTitle><IndicationProductDetails><IndicationProduct><ClassDescriptionDetails>"
        f"<ClassDescription>{lines}</ClassDescription></ClassDescriptionDetails></IndicationProduct>"
        "</IndicationProductDetails>"
    )
    design = DESIGN.format("402019000001-0001", inside)
    (found,) = records(written(tmp_path / "designs.xml", TRANSACTION.format(design, "")))
    assert found.title == {"de": "Modell X; Stuhl; Tisch"}


def test_a_design_without_number_does_not_take_the_others_of_its_application_with_it(tmp_path: Path) -> None:
    designs = "\n".join(DESIGN.format(number, "") for number in ("402019000001-0001", "", "402019000001-0003"))
    path = written(tmp_path / "designs.xml", TRANSACTION.format(designs, ""))
    first, rejected, last = read(path)
    assert [one.number for one in (first, last) if isinstance(one, Patent)] == ["4020190000010001", "4020190000010003"]
    assert isinstance(rejected, Rejected)
    assert (rejected.problem.code, rejected.problem.place) == ("record.no_document_number", f"{path}:2")


def test_designs_without_applicants_have_those_of_their_application(tmp_path: Path) -> None:
    name = "<FormattedName><LastName>Stein</LastName><FirstName>Eva</FirstName></FormattedName>"
    address = f"<FormattedNameAddress><Name>{name}</Name><Address><AddressCountryCode>AT</AddressCountryCode></Address>"
    applicants = f"<ApplicantDetails><Applicant>{address}</FormattedNameAddress></Applicant></ApplicantDetails>"
    path = written(tmp_path / "designs.xml", TRANSACTION.format(DESIGN.format("402019000001-0001", ""), applicants))
    (found,) = records(path)
    assert found.applicants == found.owners == (Party("Stein, Eva", country="AT"),)
    assert found.application == Filing("DE", "402019000001", "", None, "402019000001.5")


def test_a_patent_without_publication_has_the_number_of_its_application(tmp_path: Path) -> None:
    namespace = "http://www.dpma.de/standards/XMLSchema/DE-PATGBM-RegisterExt"
    filed = (
        "<application-reference><document-id><doc-number>10027360.2</doc-number></document-id></application-reference>"
    )
    root = f'<dpma-patent-document xmlns="{namespace}">'
    text = root + "<bibliographic-data>{}</bibliographic-data></dpma-patent-document>"
    (found,) = records(written(tmp_path / "filed.xml", text.format(filed)))
    assert (found.id, found.original) == ("DE-10027360", "")
    path = written(tmp_path / "nothing.xml", text.format(""))
    (item,) = read(path)
    assert isinstance(item, Rejected)
    assert (item.problem.code, item.problem.place) == ("record.no_document_number", f"{path}:1")


PUBLISHED = (
    '<publication-reference sequence="{}"><document-id><country>DE</country><doc-number>{}</doc-number>'
    "<kind>{}</kind></document-id></publication-reference>"
)
EVENT = (
    "<event-data><procedural-status>R200</procedural-status><publication-info><publication-date>{}</publication-date>"
    "</publication-info><published-documents><document>{}</document></published-documents></event-data>"
)


def test_every_publication_of_a_patent_is_a_record_with_its_own_day(tmp_path: Path) -> None:
    number = "102008012345"
    listed = "".join(PUBLISHED.format(i, number, kind) for i, kind in enumerate(("A1", "B4", "C5", "B4"), 1))
    events = EVENT.format("2009-01-08", f"DE{number}A1") + EVENT.format("2012-03-15", f"DE{number}B4")
    text = (
        f"<dpma-patent-document><bibliographic-data><publication-references>{listed}</publication-references>"
        "<application-reference><document-id><doc-number>102008012345.6</doc-number></document-id>"
        "</application-reference><invention-title>Ventil</invention-title><office-specific-bib-data>"
        "<date-of-first-publication>2009-01-08</date-of-first-publication></office-specific-bib-data>"
        f"</bibliographic-data><events>{events}</events></dpma-patent-document>"
    )
    found = records(written(tmp_path / "one.xml", text))
    assert [(one.id, one.publication_date) for one in found] == [
        ("DE-102008012345-A1", dt.date(2009, 1, 8)),
        ("DE-102008012345-B4", dt.date(2012, 3, 15)),
        ("DE-102008012345-C5", None),
    ]
    assert {one.application for one in found} == {Filing("DE", number, "", None, "102008012345.6")}
    assert {one.title["de"] for one in found} == {"Ventil"}
    assert {len(one.events) for one in found} == {2}


@pytest.mark.parametrize("name", FILES)
def test_an_answer_that_is_cut_is_told(shared: Path, tmp_path: Path, name: str) -> None:
    data = (shared / FOLDER / name).read_text(encoding="utf-8")
    path = written(tmp_path / "cut.xml", data[: len(data) * 3 // 4])
    reading = SOURCE.read(Unit(SOURCE, (blob(path),)))
    whole = records(shared / FOLDER / name)[: 2 if name.endswith("search.xml") else 0]
    assert [next(reading) for _ in whole] == whole
    with pytest.raises(InputError) as caught:
        next(reading)
    assert caught.value.problem.code == "file.truncated"
    assert caught.value.problem.place.startswith(str(path))


def test_an_empty_file(tmp_path: Path) -> None:
    path = written(tmp_path / "empty.xml", "")
    with pytest.raises(InputError) as caught:
        read(path)
    assert (caught.value.problem.code, caught.value.problem.place) == ("file.empty", str(path))
    assert not SOURCE.sniff(blob(path))


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_recognised_by_its_own_source_only(shared: Path, name: str) -> None:
    path = shared / FOLDER / name
    assert [source.name for source in all_sources(LIBRARY) if source.sniff(blob(path))] == ["dpma-patents"]


@pytest.mark.parametrize("name", TRADEMARKS)
def test_answers_about_trade_marks_belong_to_no_source_of_patents(shared: Path, name: str) -> None:
    path = shared / FOLDER / name
    assert [source.name for source in all_sources(LIBRARY) if source.sniff(blob(path))] == []
