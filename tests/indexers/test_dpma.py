"""Source dpma: the register's answer for a trade mark. Lists of results: ``test_dpma_hits.py``."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import pytest
import source_reading

from indexers.base import Rejected
from indexers.dpma import SOURCE
from indexers.files import Blob
from ipsearch.records import Event, Goods, Party, Priority, Trademark

read = partial(source_reading.read, SOURCE)

HEAD = (
    '<Transaction xmlns="http://www.wipo.int/standards/XMLSchema/trademarks" '
    'xmlns:de="http://register.dpma.de/standards/XMLSchema/DE-TM-RegisterExt">'
    "<TradeMarkTransactionBody><TransactionContentDetails><TransactionData><TradeMarkDetails>"
)
FOOT = (
    "</TradeMarkDetails></TransactionData></TransactionContentDetails></TradeMarkTransactionBody></Transaction>"
)  # fmt: skip
NUMBER = "<ApplicationNumber>1</ApplicationNumber>"


def made(folder: Path, inside: str) -> Trademark | Rejected:
    path = folder / "made.xml"
    path.write_text(f"{HEAD}<TradeMark>{inside}</TradeMark>{FOOT}", encoding="utf-8")
    (item,) = read(path)
    return item


@pytest.fixture(scope="module")
def record(shared: Path) -> Trademark:
    (item,) = read(shared / "office-samples" / "dpma" / "trademark_info.xml")
    assert isinstance(item, Trademark)
    return item


def test_numbers_dates_and_status(record: Trademark) -> None:
    assert (record.id, record.registration_number) == ("DE-E17341", "919224")
    assert (record.mark, record.kind) == ("von Eicken`s Apple and Grape", "word")
    assert record.application_date == dt.date(1974, 1, 25)
    assert record.registration_date == dt.date(1974, 6, 6)
    assert record.publication_date == dt.date(1974, 7, 31)
    assert record.expiry_date == dt.date(2014, 1, 31)
    # The file is destroyed; the register entry says why: section 47 MarkenG, not renewed.
    assert (record.status, record.status_code) == ("expired", "Akte vernichtet")
    assert record.termination_date == dt.date(2014, 2, 1)


def test_goods_and_parties(record: Trademark) -> None:
    assert record.classes == (34,)
    (goods,) = record.goods
    assert (goods.nice_class, goods.language) == (34, "de")
    assert goods.text.startswith("Mit Apfel und Weintrauben")
    assert goods.text.endswith("Ländern des englischen Sprachbereichs importiert")
    assert record.applicants == (Party(name="Joh. Wilh. von Eicken GmbH", address="Lübeck, 23556", country="DE"),)
    assert record.agents == ()
    # The address for letters has the street that the holder's lacks.
    letters = "correspondence:Joh. Wilh. von Eicken GmbH, Drechslerstr. 1-3, Lübeck, 23556, DE"
    assert record.notes == ("standard-characters", letters)


def test_every_register_entry_is_an_event(record: Trademark) -> None:
    assert [event.kind for event in record.events] == [
        "opposition period", "publication", "cancellation", "registration", "opposition", "correction", "transfer",
        "renewal",
    ]  # fmt: skip
    period, _, cancellation, *_, transfer, renewal = record.events
    assert period == Event("opposition period", dt.date(1974, 7, 31), text="until 1974-10-31")
    assert cancellation == Event(
        "cancellation",
        dt.date(2014, 11, 13),
        "Loeschung Inhaber",
        "Marke geloescht; Löschung wegen Nichtverlängerung nach § 47; cancelled 2014-02-01; "
        "published 2014-51 5f 2014-12-19",
        "201400411284",
    )
    assert transfer.text == (
        "Abgeschlossen; received 2002-12-13; from Joh. Wilh. von Eicken GmbH & Co., Lübeck, 23556, DE; "
        "to Joh. Wilh. von Eicken GmbH, Lübeck, 23556, DE; new correspondence address Joh. Wilh. von Eicken GmbH, "
        "Drechslerstr. 1-3, Lübeck, 23556, DE"
    )
    assert (renewal.date, renewal.code) == (dt.date(2004, 7, 30), "Verlaengerung")


@pytest.mark.parametrize(
    ("label", "status"),
    [("Marke eingetragen", "registered"), ("Anmeldung eingegangen", "pending"), ("Marke gelöscht", "inactive"),
     ("Marke geloescht", "inactive"), ("Akte vernichtet", "inactive"), ("Anmeldung zurückgewiesen", "refused"),
     ("Anmeldung zurueckgenommen", "withdrawn"), ("Eintragung nicht moeglich", "inactive"),
     ("Marke eingetragen, Widerspruchsfrist laeuft", "registered"),
     ("Marke eingetragen, Widerspruchsverfahren läuft", "registered"), ("Neuer Zustand", "unknown")],
)  # fmt: skip
def test_statuses(tmp_path: Path, label: str, status: str) -> None:
    item = made(tmp_path, f"{NUMBER}<MarkCurrentStatusCode>{label}</MarkCurrentStatusCode>")
    assert isinstance(item, Trademark)
    assert (item.status, item.status_code) == (status, label)


@pytest.mark.parametrize(
    ("ground", "label", "status"),
    [("Verzicht nach § 48", "Marke geloescht", "surrendered"), ("Verfall nach §49", "Marke geloescht", "cancelled"),
     ("Nichtigkeit nach § 50", "Akte vernichtet", "invalidated"), ("§ 999", "Marke geloescht", "inactive"),
     ("Teilverzicht nach § 48", "Marke eingetragen", "registered")],
)  # fmt: skip
def test_the_paragraph_tells_why_a_dead_mark_is_dead(tmp_path: Path, ground: str, label: str, status: str) -> None:
    extension = f"<de:Record5f><de:LegalGround>{ground}</de:LegalGround></de:Record5f>"
    item = made(
        tmp_path,
        f"{NUMBER}<MarkCurrentStatusCode>{label}</MarkCurrentStatusCode>"
        f"<MarkRecordDetails><MarkRecord><BasicRecord/>{extension}</MarkRecord></MarkRecordDetails>",
    )
    assert isinstance(item, Trademark)
    assert item.status == status


def test_every_part_of_an_entry_is_said(tmp_path: Path) -> None:
    day = "<PublicationIdentifier>2010-{0}</PublicationIdentifier><PublicationDate>2010-0{0}-05</PublicationDate>"
    published = "".join(f"<RecordPublication>{day.format(n)}</RecordPublication>" for n in (3, 4))
    opponent = (
        "<de:Record2b><de:Opponent><ApplicantAddressBook><FormattedNameAddress><Name><FreeFormatName>"
        "<FreeFormatNameDetails><FreeFormatNameLine>Uhr AG</FreeFormatNameLine></FreeFormatNameDetails>"
        "</FreeFormatName></Name></FormattedNameAddress></ApplicantAddressBook></de:Opponent>"
        "<de:EarlierNumber>30012345</de:EarlierNumber><de:Closed>false</de:Closed></de:Record2b>"
    )
    item = made(
        tmp_path,
        f"{NUMBER}<MarkRecordDetails><MarkRecord><BasicRecord><RecordIdentifier>11</RecordIdentifier><BasicRecordKind>"
        "Loeschung Dritter</BasicRecordKind><RecordReference>S 5</RecordReference><RecordPublicationDetails>"
        f"{published}</RecordPublicationDetails><RecordCurrentStatusCode>Veroeffentlicht</RecordCurrentStatusCode>"
        f"</BasicRecord>{opponent}</MarkRecord></MarkRecordDetails>",
    )
    assert isinstance(item, Trademark)
    assert item.events == (
        Event(
            "cancellation", dt.date(2010, 3, 5), "Loeschung Dritter",
            "Veroeffentlicht; opponent Uhr AG; EarlierNumber 30012345; published 2010-3 2010-03-05; "
            "published 2010-4 2010-04-05; RecordReference S 5",
            "11",
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("grounds", "status"),
    [
        ((("Marke teilweise geloescht", "§ 48"), ("Marke geloescht", "§ 47")), "expired"),
        ((("Marke geloescht", "§ 47"), ("Marke geloescht", "§ 49")), "inactive"),
    ],
)
def test_only_one_reason_for_the_whole_mark_tells_its_status(
    tmp_path: Path, grounds: tuple[tuple[str, str], ...], status: str
) -> None:
    entries = "".join(
        f"<MarkRecord><BasicRecord><RecordCurrentStatusCode>{code}</RecordCurrentStatusCode></BasicRecord>"
        f"<de:Record5g><de:LegalGround>{ground}</de:LegalGround></de:Record5g></MarkRecord>"
        for code, ground in grounds
    )
    dead = "<MarkCurrentStatusCode>Marke geloescht</MarkCurrentStatusCode>"
    item = made(tmp_path, f"{NUMBER}{dead}<MarkRecordDetails>{entries}</MarkRecordDetails>")
    assert isinstance(item, Trademark)
    assert item.status == status


def test_every_publication_is_an_event_and_part_one_is_that_of_the_mark(tmp_path: Path) -> None:
    parts = (("2020-10", "2a", "2020-03-06"), ("2020-12", "1aaa", "2020-03-20"))
    published = "".join(
        f"<Publication><PublicationIdentifier>{issue}</PublicationIdentifier><PublicationSection>{part}"
        f"</PublicationSection><PublicationDate>{day}</PublicationDate></Publication>"
        for issue, part, day in parts
    )
    item = made(tmp_path, f"{NUMBER}<PublicationDetails>{published}</PublicationDetails>")
    assert isinstance(item, Trademark)
    assert item.publication_date == dt.date(2020, 3, 20)
    assert [(event.reference, event.code) for event in item.events] == [("2020-10", "2a"), ("2020-12", "1aaa")]


def test_every_mark_of_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "two.xml"
    marks = "".join(f"<TradeMark><ApplicationNumber>{n}</ApplicationNumber></TradeMark>" for n in (1, 2))
    path.write_text(f"{HEAD}{marks}{FOOT}", encoding="utf-8")
    assert [item.id for item in read(path) if isinstance(item, Trademark)] == ["DE-1", "DE-2"]


def test_what_differs_from_the_sample(tmp_path: Path) -> None:
    goods = "<ClassDescription><ClassNumber>{0}</ClassNumber></ClassDescription>"
    address = (
        "<CorrespondenceAddress><CorrespondenceAddressBook><FormattedNameAddress><Name><FreeFormatName>"
        "<FreeFormatNameDetails><FreeFormatNameLine>Kanzlei X</FreeFormatNameLine></FreeFormatNameDetails>"
        "</FreeFormatName></Name></FormattedNameAddress></CorrespondenceAddressBook></CorrespondenceAddress>"
    )
    item = made(
        tmp_path,
        "<ApplicationNumber>302020000001</ApplicationNumber><KindMark>Collective</KindMark>"
        "<MarkFeature>Figurative</MarkFeature><GoodsServicesDetails><GoodsServices>"
        "<ProposedLeadingClassNumber>30</ProposedLeadingClassNumber><ClassDescriptionDetails>"
        f"{goods.format(9)}{goods.format(30)}</ClassDescriptionDetails></GoodsServices></GoodsServicesDetails>"
        f"{address}<de:FileNumber>7</de:FileNumber><de:MarkFeatureDPMA>Kennfadenmarke</de:MarkFeatureDPMA>",
    )
    assert isinstance(item, Trademark)
    assert (item.kind, item.classes, item.goods) == ("figurative", (9, 30), ())
    assert item.notes == (
        "mark-category:collective", "mark-feature-dpma:Kennfadenmarke", "file-number:7", "leading-class:30",
        "correspondence:Kanzlei X",
    )  # fmt: skip


def test_what_the_standard_has_beside_the_sample_is_a_note(tmp_path: Path) -> None:
    key = "<InternationalMarkKey><Identifier>900001</Identifier></InternationalMarkKey>"
    item = made(tmp_path, f"<ApplicationNumber>1</ApplicationNumber>{key}<de:Licence>true</de:Licence>")
    assert isinstance(item, Trademark)
    assert item.notes == ("InternationalMarkKey:900001", "Licence:true")


@pytest.mark.parametrize("classes", [(9,), (9, 30)])
def test_the_one_text_of_all_classes_of_an_old_mark(tmp_path: Path, classes: tuple[int, ...]) -> None:
    entries = "".join(f"<ClassDescription><ClassNumber>{n}</ClassNumber></ClassDescription>" for n in classes)
    item = made(
        tmp_path,
        f"{NUMBER}<GoodsServicesDetails><GoodsServices><ClassDescriptionDetails>{entries}</ClassDescriptionDetails>"
        "<de:GoodsServicesNotClassifiedDescription languageCode='DE'>Uhren, Brot"
        "</de:GoodsServicesNotClassifiedDescription></GoodsServices></GoodsServicesDetails>",
    )
    assert isinstance(item, Trademark)
    assert item.classes == classes
    # With one class it is clear whose text it is.
    whole = (Goods(9, "Uhren, Brot", "de"),)
    assert (item.goods, item.notes) == ((whole, ()) if len(classes) == 1 else ((), ("goods:Uhren, Brot",)))


def test_priorities_of_old_files(tmp_path: Path) -> None:
    item = made(
        tmp_path,
        f"{NUMBER}<PriorityDetails><Priority><PriorityNumber>7</PriorityNumber><PriorityDate>1950-01-02</PriorityDate>"
        "<de:OtherPriorityCountryCode>SAAR</de:OtherPriorityCountryCode></Priority></PriorityDetails>"
        "<SeniorityDetails><Seniority><SeniorityRegistrationNumber>000111</SeniorityRegistrationNumber>"
        "<SeniorityPublicationDate>2001-02-03</SeniorityPublicationDate><InternationalTradeMarkCode>EU"
        "</InternationalTradeMarkCode></Seniority></SeniorityDetails>",
    )
    assert isinstance(item, Trademark)
    assert item.priorities == (Priority("7", "SAAR", dt.date(1950, 1, 2)), Priority("000111", kind="seniority"))
    assert item.notes == (
        "seniority:000111: SeniorityPublicationDate 2001-02-03", "seniority:000111: InternationalTradeMarkCode EU",
    )  # fmt: skip


def test_a_mark_without_number_is_rejected(tmp_path: Path) -> None:
    item = made(tmp_path, "<MarkFeature>Word</MarkFeature>")
    assert isinstance(item, Rejected)
    assert item.problem.code == "record.no_number"


@pytest.mark.parametrize(("code", "office"), [("DE", "DE"), ("EM", "EM"), ("WO", "WO"), ("", "DE")])
def test_a_mark_of_another_register_keeps_its_office(tmp_path: Path, code: str, office: str) -> None:
    item = made(tmp_path, f"<RegistrationOfficeCode>{code}</RegistrationOfficeCode>{NUMBER}")
    assert isinstance(item, Trademark)
    assert (item.office, item.id) == (office, f"{office}-1")


def test_an_address_has_its_floor_and_the_colours_their_parts(tmp_path: Path) -> None:
    item = made(
        tmp_path,
        f"{NUMBER}<MarkImageDetails><MarkImage><MarkImageColourClaimedText>rot</MarkImageColourClaimedText>"
        "<MarkImageColourPartClaimedText>das Dreieck ist rot</MarkImageColourPartClaimedText></MarkImage>"
        "</MarkImageDetails><ApplicantDetails><Applicant><ApplicantAddressBook><FormattedNameAddress><Name>"
        "<FormattedName><LastName>Roth</LastName></FormattedName></Name><Address><FormattedAddress>"
        "<AddressStreet>Ring 1</AddressStreet><AddressRoom>12</AddressRoom><AddressFloor>3. OG</AddressFloor>"
        "<AddressCity>Bonn</AddressCity></FormattedAddress></Address></FormattedNameAddress></ApplicantAddressBook>"
        "</Applicant></ApplicantDetails>",
    )
    assert isinstance(item, Trademark)
    assert item.colours == "rot; das Dreieck ist rot"
    assert item.applicants == (Party(name="Roth", address="12, 3. OG, Ring 1, Bonn"),)


def test_it_claims_the_answers_about_trade_marks_only(shared: Path) -> None:
    everything = [p for p in (shared / "office-samples").rglob("*") if p.is_file()]
    assert {p.name for p in everything if SOURCE.sniff(Blob(p))} == {"trademark_info.xml", "trademark_search.xml"}
