"""Source euipo: what the real files do not show."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from euipo_files import FOOT, mark_xml, one, read, write

from indexers.base import Rejected, Unit
from indexers.euipo import HELD_BACK, SOURCE
from indexers.files import Blob
from ipsearch.errors import InputError
from ipsearch.records import Event, Goods, Party, Priority, Trademark

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
     ("registered", "registered"), ("Registration opposed", "registered"), ("Application accepted", "pending"),
     ("Filed", "pending"), ("Something new", "unknown"), ("", "unknown")],
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


def test_words_in_characters_of_their_own_are_words_and_a_device(tmp_path: Path) -> None:
    words = "<WordMarkSpecification><MarkVerbalElementText>A</MarkVerbalElementText></WordMarkSpecification>"
    record = one(write(tmp_path, mark_xml("1", f"<MarkFeature>Stylized characters</MarkFeature>{words}")))
    assert (record.kind, record.mark, record.notes) == ("combined", "A", ())


@pytest.mark.parametrize(
    ("number", "international"), [("W01234567", "1234567"), ("W0812345A", "812345A"), ("018000001", "")]
)
def test_an_international_registration_with_its_letter(tmp_path: Path, number: str, international: str) -> None:
    assert one(write(tmp_path, mark_xml(number, WORD))).international_number == international


@pytest.mark.parametrize(
    ("namespace", "known"),
    [
        ("http://www.oami.europa.eu/CTM/Download", True),
        ("http://tmview.europa.eu/trademark/data", True),
        ("http://gb.tmview.europa.eu/trademark/data", True),
        ("http://example.org/euipo.europa.eu/", False),
        ("http://example.org/tmview.europa.eu/", False),
    ],
)
def test_namespaces_of_all_its_downloads(tmp_path: Path, namespace: str, known: bool) -> None:
    path = write(tmp_path, mark_xml("1", WORD))
    path.write_text(path.read_text("utf-8").replace("http://euipo.europa.eu/trademark/data", namespace), "utf-8")
    assert SOURCE.sniff(Blob(path)) is known


@pytest.mark.parametrize(("office", "registration"), [("SE", ""), ("WO", ""), ("EM", "1"), ("", "1")])
def test_a_mark_is_one_of_the_office_that_it_names(tmp_path: Path, office: str, registration: str) -> None:
    named = f"<RegistrationOfficeCode>{office}</RegistrationOfficeCode>" if office else ""
    record = one(write(tmp_path, mark_xml("1", f"{named}<RegistrationDate>2020-01-02</RegistrationDate>")))
    assert (record.id, record.registration_number) == (f"{office or 'EM'}-1", registration)


def test_parties_by_the_address_of_their_file(tmp_path: Path) -> None:
    address = "http://www.ipo.gov.uk/trademark/applicant/1"
    parties = f"<ApplicantDetails><ApplicantKey><URI>{address}</URI></ApplicantKey></ApplicantDetails>"
    record = one(write(tmp_path, mark_xml("UK00001", f"<RegistrationOfficeCode>GB</RegistrationOfficeCode>{parties}")))
    assert (record.id, record.applicants) == ("GB-UK00001", (Party(identifier=address),))


def test_a_single_mark_without_a_transaction(tmp_path: Path) -> None:
    path = tmp_path / "notice.xml"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<TradeMark operationCode="Update">'
        "<RegistrationOfficeCode>FR</RegistrationOfficeCode><ApplicationNumber>4000001</ApplicationNumber>"
        "<MarkCurrentStatusCode>Registered</MarkCurrentStatusCode><WordMarkSpecification>"
        "<MarkVerbalElementText>CERISE</MarkVerbalElementText></WordMarkSpecification></TradeMark>",
        "utf-8",
    )
    assert SOURCE.sniff(Blob(path))
    record = one(path)
    assert (record.id, record.mark, record.status) == ("FR-4000001", "CERISE", "registered")
    path.write_text(path.read_text("utf-8").replace("RegistrationOfficeCode", "Office"), "utf-8")
    assert not SOURCE.sniff(Blob(path))


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


def test_words_in_the_significant_element_only(tmp_path: Path) -> None:
    significant = "<MarkSignificantVerbalElement>A</MarkSignificantVerbalElement>"
    words = f"<WordMarkSpecification>{{}}{significant}</WordMarkSpecification>"
    assert one(write(tmp_path, mark_xml("1", words.format("")))).mark == "A"
    both = words.format("<MarkVerbalElementText>A B</MarkVerbalElementText>")
    assert one(write(tmp_path, mark_xml("1", both))).mark == "A B"


def test_the_hour_of_filing_tells_the_day(tmp_path: Path) -> None:
    filed = "<ApplicationDateTime>2020-04-08T10:11:12</ApplicationDateTime>"
    assert one(write(tmp_path, mark_xml("1", filed))).application_date == dt.date(2020, 4, 8)


def test_goods_as_terms_and_goods_without_a_class(tmp_path: Path) -> None:
    term = "<ClassificationTerm><ClassNumber>9</ClassNumber><ClassificationTermText languageCode='EN'>{}"
    terms = "".join(f"{term.format(name)}</ClassificationTermText></ClassificationTerm>" for name in ("Lamps", "Bulbs"))
    described = "<GoodsServicesDescription>Hats</GoodsServicesDescription>"
    goods = (
        "<GoodsServicesDetails><GoodsServices><ClassDescriptionDetails><ClassDescription><ClassNumber>9</ClassNumber>"
        f"<ClassificationTermDetails>{terms}</ClassificationTermDetails></ClassDescription><ClassDescription>"
        f"<ClassNumber/>{described}</ClassDescription></ClassDescriptionDetails></GoodsServices></GoodsServicesDetails>"
    )
    record = one(write(tmp_path, mark_xml("1", goods)))
    assert record.classes == (9,)
    assert record.goods == (Goods(9, "Lamps", "en"), Goods(9, "Bulbs", "en"))
    assert record.notes == ("goods:Hats",)


def test_what_the_standard_has_beside_the_known_files_is_kept(tmp_path: Path) -> None:
    more = (
        "<FilingPlace>SE</FilingPlace><TotalMarkSeries>0</TotalMarkSeries><NonUseCancelledIndicator>false"
        "</NonUseCancelledIndicator><TransformationPriorityDetails><TransformationPriority><TransformationCountryCode>"
        "WO</TransformationCountryCode><TransformationRegistrationNumber>77</TransformationRegistrationNumber>"
        "</TransformationPriority></TransformationPriorityDetails><MarkSoundDetails><MarkSound><MarkSoundBinary>UklG"
        "</MarkSoundBinary></MarkSound></MarkSoundDetails><OppositionDetails><Opposition><OppositionIdentifier>B 1"
        "</OppositionIdentifier><OppositionCurrentStatusCode>Closed</OppositionCurrentStatusCode></Opposition>"
        "</OppositionDetails><MarkRecordDetails><MarkRecord><BasicRecord><BasicRecordKind>Transfer</BasicRecordKind>"
        "<RecordFilingDate>2020-01-02</RecordFilingDate></BasicRecord></MarkRecord><MarkRecord><RecordLicence>"
        "<RecordIdentifier>9</RecordIdentifier></RecordLicence><RecordOther/></MarkRecord></MarkRecordDetails>"
    )
    record = one(write(tmp_path, mark_xml("1", more)))
    assert record.notes == ("FilingPlace:SE", "TransformationPriorityDetails:WO, 77")
    assert record.events == (
        Event("opposition", text="OppositionCurrentStatusCode Closed", reference="B 1"),
        Event("transfer", dt.date(2020, 1, 2), "Transfer", "RecordFilingDate 2020-01-02"),
        Event("licence", code="RecordLicence", reference="9"),
    )


def holder(role: str, name: str, more: str) -> str:
    return (
        f"<{role}Details><{role}><{role}AddressBook><FormattedNameAddress><Name><FreeFormatName><FreeFormatNameDetails>"
        f"<FreeFormatNameLine>{name}</FreeFormatNameLine></FreeFormatNameDetails></FreeFormatName></Name>"
        f"</FormattedNameAddress></{role}AddressBook>{more}</{role}></{role}Details>"
    )


def test_holders_are_the_applicants_where_there_are_none(tmp_path: Path) -> None:
    nation = "<HolderNationalityCode>CH</HolderNationalityCode>"
    record = one(write(tmp_path, mark_xml("1", holder("Holder", "Uhr AG", nation))))
    assert (record.applicants, record.notes) == ((Party(name="Uhr AG", country="CH"),), ())
    origin = "<ApplicantIncorporationCountryCode>LI</ApplicantIncorporationCountryCode><ApplicantNationalityCode>AT"
    applicant = holder("Applicant", "Alt AG", f"{origin}</ApplicantNationalityCode>")
    both = one(write(tmp_path, mark_xml("1", applicant + holder("Holder", "Uhr AG", nation))))
    assert (both.applicants, both.notes) == ((Party(name="Alt AG", country="LI"),), ("holder:Uhr AG, CH",))


def test_a_party_whose_name_and_address_are_lines(tmp_path: Path) -> None:
    lines = "".join(
        f"<FreeFormatNameAddressLine>{line}</FreeFormatNameAddressLine>" for line in ("Ida", "Weg 1", "Bern")
    )
    book = f"<ApplicantAddressBook><FreeFormatAddressDetails>{lines}</FreeFormatAddressDetails></ApplicantAddressBook>"
    record = one(write(tmp_path, mark_xml("1", f"<ApplicantDetails><Applicant>{book}</Applicant></ApplicantDetails>")))
    assert record.applicants == (Party(name="Ida", address="Weg 1, Bern"),)


def test_an_international_registration_by_its_own_element(tmp_path: Path) -> None:
    number = "<InternationalRegistrationNumber>1234567</InternationalRegistrationNumber>"
    record = one(write(tmp_path, mark_xml("NZ1", number)))
    assert (record.international_number, record.notes) == ("1234567", ())


def test_a_display_at_an_exhibition_keeps_its_days_and_what_became_of_it(tmp_path: Path) -> None:
    shown = (
        "<ExhibitionCountryCode>IT</ExhibitionCountryCode><ExhibitionCityName>Milano</ExhibitionCityName>"
        "<ExhibitionName>Expo</ExhibitionName>{}<ExhibitionFirstDisplayDate>2015-05-03</ExhibitionFirstDisplayDate>"
        "<ExhibitionStatusCode>{}</ExhibitionStatusCode>"
    )
    opened = "<ExhibitionDate>2015-05-01</ExhibitionDate>"
    claims = "".join(
        f"<ExhibitionPriority>{shown.format(*values)}</ExhibitionPriority>"
        for values in ((opened, "Refused"), ("", "Claimed"))
    )
    record = one(write(tmp_path, mark_xml("1", f"<ExhibitionPriorityDetails>{claims}</ExhibitionPriorityDetails>")))
    assert record.priorities == (
        Priority("Expo, Milano", "IT", dt.date(2015, 5, 1), "exhibition:refused"),
        Priority("Expo, Milano", "IT", dt.date(2015, 5, 3), "exhibition"),
    )
    assert record.notes == ("exhibition:IT Expo, Milano: ExhibitionFirstDisplayDate 2015-05-03",)


def test_what_a_claim_says_beside_its_number_is_a_note(tmp_path: Path) -> None:
    more = (
        "<PriorityDetails><Priority><PriorityCountryCode>NO</PriorityCountryCode><PriorityNumber>9</PriorityNumber>"
        "<Comment>late</Comment></Priority></PriorityDetails>"
    )
    assert one(write(tmp_path, mark_xml("1", more))).notes == ("priority:NO 9: Comment late",)


def test_terms_outside_any_class_have_their_own_or_are_notes(tmp_path: Path) -> None:
    def term(own: str, words: str) -> str:
        number = f"<ClassNumber>{own}</ClassNumber>" if own else ""
        said = f"<ClassificationTermText languageCode='EN'>{words}</ClassificationTermText>"
        return f"<ClassificationTerm>{number}{said}</ClassificationTerm>"

    def terms(*each: str) -> str:
        return f"<ClassificationTermDetails>{''.join(each)}</ClassificationTermDetails>"

    beside = terms(term("", "Lamps"), term("", "bags, sacks"), term("", "Lamp"))
    entry = (
        "<ClassDescription><ClassNumber>9</ClassNumber><ClassNumberStatusCode>Accepted</ClassNumberStatusCode>"
        f"<GoodsServicesDescription>Lamps; bags, sacks</GoodsServicesDescription>{beside}"
        "</ClassDescription><ClassDescription><ClassNumber>-</ClassNumber><GoodsServicesDescription>Cheese"
        "</GoodsServicesDescription></ClassDescription>"
    )
    goods = (
        "<GoodsServicesDetails><GoodsServices><ClassificationVersion>10</ClassificationVersion>"
        f"<ClassDescriptionDetails>{entry}</ClassDescriptionDetails>{terms(term('25', 'Hats'), term('', 'Toys'))}"
        "<Comment>as filed</Comment></GoodsServices></GoodsServicesDetails>"
    )
    record = one(write(tmp_path, mark_xml("1", goods)))
    assert record.classes == (9, 25)
    assert record.goods == (
        Goods(9, "Lamps; bags, sacks", status="Accepted"),
        Goods(9, "Lamp", "en", status="Accepted"),
        Goods(25, "Hats", "en"),
    )
    assert record.notes == ("goods:Cheese", "goods:Toys", "nice-edition:10", "Comment:as filed")


def test_more_about_words_pictures_and_publications(tmp_path: Path) -> None:
    more = (
        "<WordMarkSpecification><MarkVerbalElementText>A</MarkVerbalElementText><MarkTranscription>ei"
        "</MarkTranscription></WordMarkSpecification><MarkImageDetails><MarkImage><MarkImageColourIndicator>true"
        "</MarkImageColourIndicator></MarkImage></MarkImageDetails><PublicationDetails><Publication>"
        "<PublicationDate>2020-01-02</PublicationDate><PublicationSubsection>2</PublicationSubsection></Publication>"
        "</PublicationDetails>"
    )
    record = one(write(tmp_path, mark_xml("1", more)))
    assert record.notes == ("MarkTranscription:ei", "MarkImageColourIndicator:true")
    assert record.events == (Event("publication", dt.date(2020, 1, 2), text="PublicationSubsection 2"),)


def test_every_part_of_a_name_and_an_address(tmp_path: Path) -> None:
    who = (
        "<RepresentativeDetails><Representative><RepresentativeAddressBook><FormattedNameAddress><Name><FormattedName>"
        "<FirstName>Ana</FirstName><LastName>Gil</LastName><SecondLastName>Ruiz</SecondLastName></FormattedName></Name>"
        "<Address><FormattedAddress><AddressLine>Casa 1</AddressLine><AddressLine>Calle 2</AddressLine>"
        "<AddressMailCode>M3</AddressMailCode><AddressCity>Jaén</AddressCity></FormattedAddress></Address></FormattedNameAddress>"
        "</RepresentativeAddressBook></Representative></RepresentativeDetails>"
    )
    record = one(write(tmp_path, mark_xml("1", who)))
    assert record.agents == (Party(name="Ana Gil Ruiz", address="Casa 1, Calle 2, M3, Jaén"),)


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
