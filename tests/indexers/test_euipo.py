"""Source euipo: all 212 real files, and what they do not show."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import msgspec
import pytest
from lxml import etree

from indexers.base import Rejected, Unit
from indexers.euipo import HELD_BACK, SOURCE
from indexers.files import Blob
from ipsearch.errors import InputError
from ipsearch.records import KINDS_WITHOUT_WORDS, Event, Goods, Party, Priority, Trademark

HEAD = (
    '<Transaction xmlns="http://euipo.europa.eu/trademark/data"><TradeMarkTransactionBody>'
    "<TransactionContentDetails><TransactionData><TradeMarkDetails>"
)
FOOT = "</TransactionData></TransactionContentDetails></TradeMarkTransactionBody></Transaction>"


def read(path: Path) -> list[Trademark | Rejected]:
    return list(SOURCE.read(Unit(SOURCE, (Blob(path, size=path.stat().st_size),))))


def one(path: Path) -> Trademark:
    (record,) = read(path)
    assert isinstance(record, Trademark)
    return record


def write(folder: Path, marks: str, after: str = "") -> Path:
    path = folder / "made.xml"
    path.write_text(f"{HEAD}{marks}</TradeMarkDetails>{after}{FOOT}", encoding="utf-8")
    return path


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
        f"opponent 602667; {londoner}; {londoner}",
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
    assert Event("transfer", day, label, "Published", "018462153") in divided


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
    "SeniorityDetails/Seniority/SeniorityApplicationNumber": "priorities, where there is no registration number",
    "SeniorityDetails/Seniority/SeniorityFilingDate": "priorities",
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
    "OppositionDetails/Opposition/OppositionIdentifier": "events",
    "OppositionDetails/Opposition/OppositionDate": "events",
    "OppositionDetails/Opposition/OppositionGroundText": "events",
    "OppositionDetails/Opposition/OpponentDetails/OpponentKey/Identifier": "events",
    "OppositionDetails/Opposition/EarlierMarkDetails/EarlierMark/EarlierMarkCountryCode": "events",
    "OppositionDetails/Opposition/EarlierMarkDetails/EarlierMark/ApplicationNumber": "events",
    "OppositionDetails/Opposition/EarlierMarkDetails/EarlierMark/RegistrationNumber": "events, without application no.",
    "OppositionDetails/Opposition/EarlierMarkDetails/EarlierMark/WordMarkSpecification/MarkVerbalElementText": "events",
}
IGNORED = {
    "MarkImageDetails/MarkImage/MarkImageIdentifier/@identifierKindCode": "the office's own code, always EM",
    "MarkImageDetails/MarkImage/MarkImageFileFormat": "repeated in the address of the image",
    "SeniorityDetails/Seniority/SeniorityRegistrationDate": "a seniority counts from its filing date",
    "SeniorityDetails/Seniority/InternationalTradeMarkCode": "the route of the earlier mark; its number tells it",
    "MarkRecordDetails/MarkRecord/BasicRecord/RepresentativeDetails/RepresentativeKey/Identifier":
        "who asked for the entry; today's agents are the mark's own",
    "OppositionDetails/Opposition/ProceedingLanguageCode": "says nothing about the mark",
    "OppositionDetails/Opposition/RepresentativeDetails/RepresentativeKey/Identifier": "the other side's agent",
    "OppositionDetails/Opposition/EarlierMarkDetails/EarlierMark/ApplicationDate": "a record of its own, by number",
    "OppositionDetails/Opposition/EarlierMarkDetails/EarlierMark/RegistrationDate": "a record of its own, by number",
    "OppositionDetails/Opposition/EarlierMarkDetails/EarlierMark/MarkFeature": "a record of its own, by number",
    "OppositionDetails/Opposition/EarlierMarkDetails/EarlierMark/DesignatedCountryDetails/DesignatedCountryCode":
        "a record of its own, by number",
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


def mark_xml(number: str, more: str = "", code: str = "Insert") -> str:
    return f'<TradeMark operationCode="{code}"><ApplicationNumber>{number}</ApplicationNumber>{more}</TradeMark>'


WORD = "<MarkFeature>Word</MarkFeature>"


def test_a_word_mark_without_text_is_kept_as_unknown(tmp_path: Path) -> None:
    empty = "<WordMarkSpecification><MarkVerbalElementText> </MarkVerbalElementText></WordMarkSpecification>"
    record = one(write(tmp_path, mark_xml("1", WORD + empty)))
    assert (record.kind, record.mark, record.notes) == ("unknown", "", ("mark-feature:Word",))


@pytest.mark.parametrize(
    ("feature", "kind"),
    [("Sound", "sound"), ("3-D", "three_dimensional"), ("Olfactory", "smell"), ("Hologram", "hologram"),
     ("Tracer", "unknown")],
)  # fmt: skip
def test_features(tmp_path: Path, feature: str, kind: str) -> None:
    record = one(write(tmp_path, mark_xml("1", f"<MarkFeature>{feature}</MarkFeature>")))
    assert record.kind == kind
    assert record.notes == (("mark-feature:Tracer",) if kind == "unknown" else ())


@pytest.mark.parametrize(
    ("label", "status"),
    [("Registration cancelled", "cancelled"), ("Registration surrendered", "surrendered"),
     ("Registration expired", "expired"), ("Registration cancellation pending", "registered"),
     ("registered", "registered"), ("Something new", "unknown"), ("", "unknown")],
)  # fmt: skip
def test_statuses(tmp_path: Path, label: str, status: str) -> None:
    more = (
        "<ExpiryDate>2020-05-01</ExpiryDate><MarkCurrentStatusDate>2020-06-02</MarkCurrentStatusDate>"
        f"<MarkCurrentStatusCode>{label}</MarkCurrentStatusCode>"
    )
    record = one(write(tmp_path, mark_xml("1", more)))
    assert (record.status, record.status_code) == (status, label)
    ended = {"cancelled": dt.date(2020, 6, 2), "surrendered": dt.date(2020, 6, 2), "expired": dt.date(2020, 5, 1)}
    assert record.termination_date == ended.get(status)


def test_particulars_of_a_full_record(tmp_path: Path) -> None:
    more = (
        "<KindMark>Collective</KindMark><TradeDistinctivenessIndicator>true</TradeDistinctivenessIndicator>"
        "<WordMarkSpecification><MarkVerbalElementText>A</MarkVerbalElementText>"
        "<MarkTransliteration>ah</MarkTransliteration></WordMarkSpecification>"
        "<MarkDescriptionDetails><MarkDescription>round</MarkDescription></MarkDescriptionDetails>"
        "<MarkDisclaimerDetails><MarkDisclaimer>BIO</MarkDisclaimer></MarkDisclaimerDetails>"
        "<MarkImageDetails><MarkImage><MarkImageColourClaimedText>red</MarkImageColourClaimedText><MarkImageCategory>"
        "<CategoryCodeDetails><CategoryCode>1.15.9</CategoryCode><CategoryCode>star</CategoryCode>"
        "</CategoryCodeDetails></MarkImageCategory></MarkImage></MarkImageDetails>"
        "<PriorityDetails><Priority><PriorityNumber>9</PriorityNumber><PriorityStatusCode>Refused</PriorityStatusCode>"
        "</Priority></PriorityDetails><ExhibitionPriorityDetails><ExhibitionPriority><ExhibitionName>Expo"
        "</ExhibitionName><ExhibitionDate>2019-05-01</ExhibitionDate></ExhibitionPriority></ExhibitionPriorityDetails>"
        "<ApplicantDetails><Applicant><ApplicantIdentifier>77</ApplicantIdentifier><ApplicantAddressBook>"
        "<FormattedNameAddress><Name><FormattedName><FirstName>Ann</FirstName><LastName>Lee</LastName></FormattedName>"
        "</Name><Address><FormattedAddress><AddressStreet>Rue 1</AddressStreet><AddressCity>Nice</AddressCity>"
        "<FormattedAddressCountryCode>FR</FormattedAddressCountryCode></FormattedAddress></Address>"
        "</FormattedNameAddress></ApplicantAddressBook></Applicant></ApplicantDetails>"
        "<ExpiryDate>2030-02-30</ExpiryDate>"
    )
    record = one(write(tmp_path, mark_xml("W01234567", more)))
    assert (record.transliteration, record.description, record.disclaimer) == ("ah", "round", "BIO")
    assert (record.colours, record.vienna, record.international_number) == ("red", ("01.15.09",), "1234567")
    assert record.priorities == (
        Priority(number="9", kind="priority:refused"),
        Priority("Expo", "", dt.date(2019, 5, 1), "exhibition"),
    )
    assert record.applicants == (Party(name="Ann Lee", address="Rue 1, Nice", country="FR", identifier="77"),)
    assert record.expiry_date is None
    assert set(record.notes) == {
        "mark-category:collective", "acquired-distinctiveness", "image-category:star", "unread-ExpiryDate:2030-02-30",
    }  # fmt: skip


def test_a_deletion_is_dead_for_an_unstated_reason(tmp_path: Path) -> None:
    live = "<MarkCurrentStatusCode>Registered</MarkCurrentStatusCode>"
    dead = "<MarkCurrentStatusCode>Application withdrawn</MarkCurrentStatusCode>"
    first, second = read(write(tmp_path, mark_xml("1", live, "Delete") + mark_xml("2", dead, "Delete")))
    assert isinstance(first, Trademark)
    assert isinstance(second, Trademark)
    assert (first.status, second.status) == ("inactive", "withdrawn")
    assert first.events[-1] == Event("deletion", code="Delete")


def test_a_mark_without_number_or_with_a_false_class_is_rejected_and_the_rest_is_read(tmp_path: Path) -> None:
    goods = (
        "<GoodsServicesDetails><GoodsServices><ClassDescriptionDetails><ClassDescription><ClassNumber>{}</ClassNumber>"
        "<GoodsServicesDescription>x</GoodsServicesDescription></ClassDescription></ClassDescriptionDetails>"
        "</GoodsServices></GoodsServicesDetails>"
    )
    marks = mark_xml("") + mark_xml("2", goods.format(46)) + mark_xml("3", goods.format("07"))
    first, second, third = read(write(tmp_path, marks))
    assert isinstance(first, Rejected)
    assert isinstance(second, Rejected)
    assert isinstance(third, Trademark)
    assert [first.problem.code, second.problem.code] == ["record.no_number", "record.bad_class"]
    assert first.problem.place.endswith("made.xml:1")
    assert third.goods == (Goods(7, "x"),)


def test_relations_find_their_mark_among_many_and_a_stray_one_is_reported(tmp_path: Path) -> None:
    relation = (
        "<TradeMarkRelationDetails><TradeMarkRelation><TradeMarkIdentifier>{}</TradeMarkIdentifier>"
        "<TradeMarkRelationKind>Parent Division</TradeMarkRelationKind>"
        "<RelatedTradeMarkIdentifier>9</RelatedTradeMarkIdentifier></TradeMarkRelation></TradeMarkRelationDetails>"
    )
    marks = "".join(mark_xml(str(n)) for n in range(1, 4))
    items = read(write(tmp_path, marks, relation.format(1) + relation.format(77)))
    by_number = {item.application_number: item for item in items if isinstance(item, Trademark)}
    assert len(by_number) == 3
    assert by_number["1"].events == (Event("division", code="Parent Division", reference="9"),)
    (stray,) = [item for item in items if isinstance(item, Rejected)]
    assert stray.problem.code == "record.orphan"


def test_a_merged_file_streams_in_order_and_keeps_what_came_before_damage(tmp_path: Path) -> None:
    many = [str(n) for n in range(1, 3 * HELD_BACK)]
    path = write(tmp_path, "".join(mark_xml(n) for n in many))
    assert [item.application_number for item in read(path) if isinstance(item, Trademark)] == many
    broken = tmp_path / "broken.xml"
    broken.write_bytes(path.read_bytes()[: -len(FOOT) - 60])
    reading = SOURCE.read(Unit(SOURCE, (Blob(broken),)))
    seen = [next(reading) for _ in many[:-1]]
    assert [item.application_number for item in seen if isinstance(item, Trademark)] == many[:-1]
    with pytest.raises(InputError) as caught:
        next(reading)
    assert caught.value.problem.code == "file.truncated"


def test_it_claims_its_own_files_only(shared: Path, office_files: list[Path]) -> None:
    assert all(SOURCE.sniff(Blob(path)) for path in office_files)
    others = [p for p in (shared / "office-samples").rglob("*") if p.is_file() and p not in set(office_files)]
    assert len(others) > 50
    assert [p.name for p in others if SOURCE.sniff(Blob(p))] == []


def test_a_file_of_applicants_is_not_claimed(tmp_path: Path) -> None:
    path = tmp_path / "applicants.xml"
    path.write_text('<Transaction xmlns="http://euipo.europa.eu/trademark/data"><ApplicantDetails/></Transaction>')
    assert not SOURCE.sniff(Blob(path))
