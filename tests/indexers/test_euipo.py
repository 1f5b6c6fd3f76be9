"""Source euipo: all 212 real files."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import msgspec
import pytest
from euipo_files import one
from lxml import etree

from indexers.euipo import SOURCE
from indexers.files import Blob
from ipsearch.records import KINDS_WITHOUT_WORDS, Event, Party, Priority, Trademark


@pytest.fixture(scope="module")
def office_files(shared: Path) -> list[Path]:
    return sorted((shared / "office-samples" / "euipo-trademarks").glob("*.xml"))


@pytest.fixture(scope="module")
def records(office_files: list[Path]) -> dict[str, Trademark]:
    return {path.stem: one(path) for path in office_files}


def trees(paths: list[Path]) -> Iterator[etree._Element]:
    for path in paths:
        root = etree.parse(str(path)).getroot()
        for node in root.iter():
            if isinstance(node.tag, str):
                node.tag = etree.QName(node).localname
        yield root


def count(paths: list[Path], xpath: str) -> int:
    return sum(int(cast(float, root.xpath(f"count({xpath})"))) for root in trees(paths))


def test_every_file_is_one_record_under_its_own_number(records: dict[str, Trademark]) -> None:
    assert len(records) == 212
    assert {r.id for r in records.values()} == {f"EM-{stem}" for stem in records}


def test_counts_agree_with_the_files(office_files: list[Path], records: dict[str, Trademark]) -> None:
    every = list(records.values())
    events = Counter(event.kind for record in every for event in record.events)
    mark = "//TradeMark"
    assert sum(len(r.goods) for r in every) == count(office_files, f"{mark}//GoodsServicesDescription") == 10_306
    assert sum(len(r.vienna) for r in every) == count(office_files, f"{mark}//CategoryCode") == 444
    assert sum(1 for r in every if r.mark) == count(office_files, f"{mark}/WordMarkSpecification") == 204
    assert sum(1 for r in every if r.image) == count(office_files, f"{mark}//MarkImageURI") == 92
    assert sum(len(r.applicants) for r in every) == count(office_files, f"{mark}/ApplicantDetails/*") == 184
    assert sum(len(r.agents) for r in every) == count(office_files, f"{mark}/RepresentativeDetails/*") == 188
    assert sum(len(r.priorities) for r in every) == count(office_files, "//Priority | //Seniority") == 25
    assert events["publication"] == count(office_files, "//Publication") == 357
    assert events["opposition"] == count(office_files, "//Opposition") == 32
    assert sum(len(r.events) for r in every) == 357 + 32 + 28 + 1  # + register entries + one division
    assert Counter(r.status for r in every) == {
        "registered": 162, "opposed": 22, "pending": 18, "published": 6, "withdrawn": 3, "refused": 1,
    }  # fmt: skip
    assert Counter(r.kind for r in every) == {"word": 120, "combined": 83, "figurative": 8, "three_dimensional": 1}


def test_marks_without_words_are_there_and_say_so(records: dict[str, Trademark]) -> None:
    silent = {stem: record for stem, record in records.items() if not record.mark}
    assert len(silent) == 8
    assert all(r.kind in KINDS_WITHOUT_WORDS and r.vienna and r.image for r in silent.values())
    star = silent["018222714"]
    assert (star.kind, star.vienna, star.classes, star.status) == ("figurative", ("01.15.21",), (41,), "refused")
    assert star.termination_date == dt.date(2020, 11, 18)


def test_a_record_field_by_field(records: dict[str, Trademark]) -> None:
    record = msgspec.structs.replace(records["018228823"], goods=())
    assert record == Trademark(
        office="EM",
        application_number="018228823",
        mark="HEMPWOOD",
        kind="combined",
        classes=(19,),
        status="pending",
        status_code="Application under examination (milestone 2, status 1)",
        status_date=dt.date(2020, 4, 24),
        application_date=dt.date(2020, 4, 23),
        agents=(Party(identifier="32185"),),
        vienna=("05.01.03", "05.01.05", "05.01.16", "25.05.94", "26.11.08", "26.11.98", "27.05.12", "29.01.08",
                "29.01.96"),
        image="file://018/228/018228823/000162459558.JPG",
        language="en",
        notes=("second-language:de",),
    )  # fmt: skip
    (goods,) = records["018228823"].goods
    assert (goods.nice_class, goods.language) == (19, "en")
    assert goods.text.startswith("Hardwood flooring; Engineered hardwood flooring;")
    assert goods.text.endswith("made using hemp stalks from Cannabis Sativa.")


def test_goods_are_there_in_every_language(records: dict[str, Trademark]) -> None:
    record = records["018225164"]
    assert len({goods.language for goods in record.goods}) == 23
    (english,) = [goods for goods in record.goods if goods.language == "en"]
    assert english.text.startswith("3D printers;")


def test_registration_and_publications(records: dict[str, Trademark]) -> None:
    record = records["018222477"]
    assert (record.registration_number, record.registration_date) == ("018222477", dt.date(2020, 7, 24))
    assert (record.expiry_date, record.termination_date) == (dt.date(2030, 4, 8), None)
    # A.1 publishes the application, B.1 the registration.
    assert record.publication_date == dt.date(2020, 4, 16)
    assert record.events == (
        Event("publication", dt.date(2020, 4, 16), "A.1", "", "2020/072"),
        Event("publication", dt.date(2020, 7, 28), "B.1", "", "2020/141"),
    )
    assert records["018228823"].registration_number == ""


def test_oppositions_with_grounds_and_earlier_marks(records: dict[str, Trademark]) -> None:
    record = records["018222476"]
    assert (record.status, record.termination_date) == ("withdrawn", dt.date(2020, 9, 30))
    first, second = (event for event in record.events if event.kind == "opposition")
    londoner = "earlier mark EM 016199481 THE LONDONER"
    assert first == Event(
        "opposition",
        dt.date(2020, 8, 18),
        "Identity of marks and G&S; Likelihood of confusion",
        f"opponent 602667; representative 10018; {londoner}; {londoner}",
        "003128752",
    )
    assert second.reference == "003129139"


def test_seniority_priority_records_and_division(records: dict[str, Trademark]) -> None:
    claims = [claim for record in records.values() for claim in record.priorities]
    seniorities = [claim for claim in claims if claim.kind == "seniority"]
    assert len(seniorities) == 9
    assert Priority("UK00003341923", "GB", dt.date(2018, 9, 28), "seniority") in seniorities
    assert Priority("88847418", "US", dt.date(2020, 3, 25)) in claims
    divided = records["018225164"].events
    assert divided[-1] == Event("division", code="Parent Division", reference="018304434")
    day, label = dt.date(2020, 9, 10), "Proprietor - Partial transfers"
    assert Event("transfer", day, label, "Published; representative 15066", "018462153") in divided


def test_a_seniority_keeps_its_numbers_and_dates_apart(records: dict[str, Trademark]) -> None:
    record = records["018222197"]
    assert record.priorities == (Priority("30043254", "DE", dt.date(2000, 6, 7), "seniority"),)
    assert "seniority:DE 30043254: application 300432542, registered 2001-01-25" in record.notes
    # Where both numbers are one, or no day of registration is given, there is nothing to say about it.
    assert "seniority:GB UK00003341923: registered 2018-12-21" in records["018228813"].notes
    assert "seniority:DE 30078041: application 300780419" in records["018228515"].notes
    assert len([note for note in records["018228815"].notes if note.startswith("seniority:")]) == 6


def test_a_record_names_who_asked_for_it(records: dict[str, Trademark]) -> None:
    (event,) = [event for event in records["018222901"].events if event.reference == "018541824"]
    assert (event.kind, event.text) == ("representative", "Not to be published; representative 66514")


# Every path with content in the 212 files, below TradeMark: which field it becomes, or why it is left out.
HANDLED = {
    "@operationCode": "status and event of a deletion",
    "RegistrationOfficeCode": "office",
    "ApplicationNumber": "application_number",
    "ApplicationDate": "application_date",
    "RegistrationDate": "registration_date",
    "ApplicationLanguageCode": "language",
    "SecondLanguageCode": "notes",
    "ExpiryDate": "expiry_date",
    "MarkCurrentStatusCode": "status, status_code",
    "MarkCurrentStatusCode/@milestone": "status_code",
    "MarkCurrentStatusCode/@status": "status_code",
    "MarkCurrentStatusDate": "status_date",
    "KindMark": "notes, unless it is an individual mark",
    "MarkFeature": "kind",
    "TradeDistinctivenessIndicator": "notes, if true",
    "WordMarkSpecification/MarkVerbalElementText": "mark",
    "GoodsServicesDetails/GoodsServices/ClassDescriptionDetails/ClassDescription/ClassNumber": "classes",
    "GoodsServicesDetails/GoodsServices/ClassDescriptionDetails/ClassDescription/GoodsServicesDescription": "goods",
    "GoodsServicesDetails/GoodsServices/ClassDescriptionDetails/ClassDescription/GoodsServicesDescription"
    "/@languageCode": "goods",
    "SeniorityDetails/Seniority/SeniorityCountryCode": "priorities",
    "SeniorityDetails/Seniority/SeniorityRegistrationNumber": "priorities",
    "SeniorityDetails/Seniority/SeniorityApplicationNumber": "priorities; notes, beside a registration number",
    "SeniorityDetails/Seniority/SeniorityFilingDate": "priorities",
    "SeniorityDetails/Seniority/SeniorityRegistrationDate": "notes",
    "SeniorityDetails/Seniority/SeniorityPartialIndicator": "priorities.goods, if true",
    "SeniorityDetails/Seniority/SeniorityStatusCode": "priorities.kind, unless accepted",
    "PriorityDetails/Priority/PriorityCountryCode": "priorities",
    "PriorityDetails/Priority/PriorityNumber": "priorities",
    "PriorityDetails/Priority/PriorityDate": "priorities",
    "PriorityDetails/Priority/PriorityPartialIndicator": "priorities.goods, if true",
    "PriorityDetails/Priority/PriorityStatusCode": "priorities.kind, unless claimed or accepted",
    "PublicationDetails/Publication/PublicationIdentifier": "events, publication_date",
    "PublicationDetails/Publication/PublicationSection": "events, publication_date",
    "PublicationDetails/Publication/PublicationDate": "events, publication_date",
    "PublicationDetails/Publication/PublicationPage": "events, unless 0",
    "ApplicantDetails/ApplicantKey/Identifier": "applicants",
    "RepresentativeDetails/RepresentativeKey/Identifier": "agents",
    "MarkImageDetails/MarkImage/MarkImageURI": "image",
    "MarkImageDetails/MarkImage/MarkImageIdentifier": "image, where there is no address",
    "MarkImageDetails/MarkImage/MarkImageCategory/CategoryCodeDetails/CategoryCode": "vienna",
    "MarkRecordDetails/MarkRecord/BasicRecord/RecordIdentifier": "events",
    "MarkRecordDetails/MarkRecord/BasicRecord/BasicRecordKind": "events",
    "MarkRecordDetails/MarkRecord/BasicRecord/RecordCurrentStatusCode": "events",
    "MarkRecordDetails/MarkRecord/BasicRecord/RecordCurrentStatusDate": "events",
    "MarkRecordDetails/MarkRecord/BasicRecord/ClaimantDetails/ClaimantKey/Identifier": "events",
    "MarkRecordDetails/MarkRecord/BasicRecord/RepresentativeDetails/RepresentativeKey/Identifier": "events",
    "OppositionDetails/Opposition/OppositionIdentifier": "events",
    "OppositionDetails/Opposition/OppositionDate": "events",
    "OppositionDetails/Opposition/OppositionGroundText": "events",
    "OppositionDetails/Opposition/OpponentDetails/OpponentKey/Identifier": "events",
    "OppositionDetails/Opposition/RepresentativeDetails/RepresentativeKey/Identifier": "events",
    "OppositionDetails/Opposition/EarlierMarkDetails/EarlierMark/EarlierMarkCountryCode": "events",
    "OppositionDetails/Opposition/EarlierMarkDetails/EarlierMark/ApplicationNumber": "events",
    "OppositionDetails/Opposition/EarlierMarkDetails/EarlierMark/RegistrationNumber": "events",
    "OppositionDetails/Opposition/EarlierMarkDetails/EarlierMark/DesignatedCountryDetails/DesignatedCountryCode":
        "events",
    "OppositionDetails/Opposition/EarlierMarkDetails/EarlierMark/WordMarkSpecification/MarkVerbalElementText": "events",
}  # fmt: skip
IGNORED = {
    "MarkImageDetails/MarkImage/MarkImageIdentifier/@identifierKindCode": "the office's own code, always EM",
    "MarkImageDetails/MarkImage/MarkImageFileFormat": "repeated in the address of the image",
    "SeniorityDetails/Seniority/InternationalTradeMarkCode": "the route of the earlier mark; its number tells it",
    "OppositionDetails/Opposition/ProceedingLanguageCode": "says nothing about the mark",
    "OppositionDetails/Opposition/EarlierMarkDetails/EarlierMark/ApplicationDate": "a record of its own, by number",
    "OppositionDetails/Opposition/EarlierMarkDetails/EarlierMark/RegistrationDate": "a record of its own, by number",
    "OppositionDetails/Opposition/EarlierMarkDetails/EarlierMark/MarkFeature": "a record of its own, by number",
}  # fmt: skip
OUTSIDE = {
    "TransactionHeader/SenderDetails/RequestProducerDateTime": "when the file was made",
    "TransactionContentDetails/TransactionIdentifier": "the application number again",
    "TransactionContentDetails/TransactionCode": "the kind of file",
    "TradeMarkRelationDetails/TradeMarkRelation/TradeMarkIdentifier": "events",
    "TradeMarkRelationDetails/TradeMarkRelation/TradeMarkRelationKind": "events",
    "TradeMarkRelationDetails/TradeMarkRelation/RelatedTradeMarkIdentifier": "events",
}


def paths_with_content(root: etree._Element) -> Iterator[str]:
    for node in root.iter():
        path = "/".join(n.tag for n in reversed([node, *node.iterancestors()]))
        if (node.text or "").strip():
            yield path
        yield from (f"{path}/@{name}" for name in map(str, node.attrib) if "schemaLocation" not in name)


def test_no_element_with_content_is_dropped_unnoticed(office_files: list[Path]) -> None:
    inside, outside = set(), set()
    for root in trees(office_files):
        for path in paths_with_content(root):
            before, mark, below = path.partition("/TradeMarkDetails/TradeMark/")
            if mark:
                inside.add(below)
            else:
                outside.add(before.removeprefix("Transaction/").removeprefix("TradeMarkTransactionBody/")
                            .removeprefix("TransactionContentDetails/TransactionData/"))  # fmt: skip
    assert inside == HANDLED.keys() | IGNORED.keys()
    assert outside == OUTSIDE.keys()


def test_it_claims_its_own_files_only(shared: Path, office_files: list[Path]) -> None:
    assert all(SOURCE.sniff(Blob(path)) for path in office_files)
    others = [p for p in (shared / "office-samples").rglob("*") if p.is_file() and p not in set(office_files)]
    assert len(others) > 50
    assert [p.name for p in others if SOURCE.sniff(Blob(p))] == []


def test_a_file_of_applicants_is_not_claimed(tmp_path: Path) -> None:
    path = tmp_path / "applicants.xml"
    path.write_text('<Transaction xmlns="http://euipo.europa.eu/trademark/data"><ApplicantDetails/></Transaction>')
    assert not SOURCE.sniff(Blob(path))
