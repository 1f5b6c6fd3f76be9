"""Source uspto, TSDR: one mark in WIPO ST.66 and ST.96, and in the draft of ST.96, must be one record."""

from __future__ import annotations

import csv
import datetime as dt
from functools import partial
from pathlib import Path

import msgspec
import pytest
import source_reading

from indexers.base import Rejected
from indexers.files import Blob
from indexers.statuses import DEAD, uspto_codes, uspto_status
from indexers.uspto import SOURCE
from ipsearch.errors import InputError
from ipsearch.records import Event, Party, Priority, Trademark

one = partial(source_reading.only, SOURCE)
read = partial(source_reading.read, SOURCE)


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "office-samples" / "uspto-trademarks"


@pytest.fixture(scope="module")
def st66(folder: Path) -> Trademark:
    return one(folder / "sn76044902-ST66.xml")


@pytest.fixture(scope="module")
def st96(folder: Path) -> Trademark:
    return one(folder / "sn76044902-ST96.xml")


@pytest.mark.parametrize(
    "field",
    ["office", "application_number", "registration_number", "mark", "kind", "classes", "goods", "status",
     "application_date", "publication_date", "registration_date", "expiry_date", "termination_date", "priorities",
     "applicants", "vienna", "transliteration", "translation", "description", "disclaimer", "colours",
     "international_number", "language", "id"],
)  # fmt: skip
def test_both_layouts_agree(st66: Trademark, st96: Trademark, field: str) -> None:
    assert getattr(st66, field) == getattr(st96, field)


def test_both_layouts_agree_in_their_notes_but_for_the_status(st66: Trademark, st96: Trademark) -> None:
    labels = ["A Sections 8 and 15 combined declaration has been accepted and acknowledged.",
              "The registration has been renewed."]  # fmt: skip
    for record, label in zip((st66, st96), labels, strict=True):
        assert [note for note in record.notes if note.startswith("status:")] == [f"status:{label}"]
    first, second = ([n for n in record.notes if not n.startswith("status:")] for record in (st66, st96))
    assert first == second


def test_the_record(st66: Trademark) -> None:
    assert (st66.id, st66.registration_number, st66.mark, st66.kind) == ("US-76044902", "2824281", "PYTHON", "word")
    assert st66.application_date == dt.date(2000, 5, 9)
    assert st66.registration_date == dt.date(2004, 3, 23)
    assert st66.publication_date == dt.date(2003, 12, 30)
    assert st66.classes == (9, 42)
    assert [(goods.nice_class, goods.status, goods.language) for goods in st66.goods] == [
        (9, "6", "en"), (42, "6", "en"),
    ]  # fmt: skip
    assert st66.goods[1].text == (
        "Providing information relating to an object-oriented computer programming language and its development "
        "environment"
    )
    assert st66.notes[:8] == (
        "first-use-anywhere:009 19951013", "first-use-in-commerce:009 19951013",
        "first-use-anywhere:042 19950718", "first-use-in-commerce:042 19950718",
        "mark-category:trademark", "mark-category:service mark",
        "status:A Sections 8 and 15 combined declaration has been accepted and acknowledged.",
        "distinctiveness-scope:In-Total",
    )  # fmt: skip


def test_what_has_no_field_is_noted_alike(st66: Trademark) -> None:
    assert st66.notes[9:] == (
        "filing-basis-filed:use", "filing-basis-current:use", "principal-register-amended", "change-registration",
        "amend-to-register-date:2003-09-16", "section:8 Accepted", "section:15 Accepted",
        "owner-entity:PYTHON SOFTWARE FOUNDATION: corporation, US-DE",
        "owner-entity:Corporation for National Research Initiatives: corporation, US-DC",
        "attorney-docket-number:40219.18", "us-classes:009 021 023 026 036 038", "us-classes:042 100 101",
    )  # fmt: skip


def test_related_marks(tmp_path: Path) -> None:
    related = (
        "<t:AssociatedMarkBag><t:AssociatedMark><t:AssociationCategory>Child of</t:AssociationCategory>"
        "<c:ApplicationNumber><c:IPOfficeCode>US</c:IPOfficeCode><c:ApplicationNumberText>85000001"
        "</c:ApplicationNumberText></c:ApplicationNumber></t:AssociatedMark></t:AssociatedMarkBag>"
    )
    assert one(write(tmp_path, ST96.format(NUMBER96 + related))).notes == ("related:Child of: US 85000001",)
    mark = f"<TradeMark>{US}<ApplicationNumber>1</ApplicationNumber><TradeMarkExt>{{}}</TradeMarkExt></TradeMark>"
    related = "<u:RelatedMarkDetails><u:ApplicationNumber>85000001</u:ApplicationNumber></u:RelatedMarkDetails>"
    assert one(write(tmp_path, ST66.format(mark.format(related)))).notes == ("related:85000001",)


def test_only_the_latest_owner_is_the_applicant(st66: Trademark, st96: Trademark) -> None:
    address = "P.O. Box 37, Wolfeboro Falls, NEW HAMPSHIRE, 038960037"
    assert st66.applicants == (Party(name="PYTHON SOFTWARE FOUNDATION", address=address, country="US"),)
    former = [
        Event("owner", code="20",
              text="PYTHON SOFTWARE FOUNDATION, 513 PRINCE EDWARD STREET, FREDERISCKBURG, VIRGINIA, 22401, US"),
        Event("owner", code="10",
              text="Corporation for National Research Initiatives, 1895 Preston White Drive, Reston, VIRGINIA, 20191, "
                   "US"),
    ]  # fmt: skip
    for record in (st66, st96):
        assert [event for event in record.events if event.kind == "owner"] == former


def test_each_snapshot_keeps_its_own_status_and_agents(st66: Trademark, st96: Trademark) -> None:
    # The two answers are four years apart.
    assert (st66.status_code, st66.status_date) == ("702", dt.date(2010, 9, 8))
    assert (st96.status_code, st96.status_date) == ("800", dt.date(2014, 2, 10))
    assert [agent.name for agent in st66.agents] == ["Leanne Stendell", "Leanne Stendell, HAYNES AND BOONE, LLP"]
    assert [agent.name for agent in st96.agents] == ["David A. Bell", "David A. Bell, HAYNES AND BOONE, LLP"]
    assert {agent.address for agent in (st66.agents[1], st96.agents[1])} == {
        "SUITE 700, 2323 VICTORY AVENUE, DALLAS, TEXAS, 75219"
    }


def test_the_history_is_the_same_step_by_step(st66: Trademark, st96: Trademark) -> None:
    history = [e for e in st66.events if e.kind not in ("owner", "assignment")]
    assert len(history) == 31 + 1  # 31 steps and the publication
    later = {(e.code, e.date, e.reference) for e in st96.events}
    assert {(e.code, e.date, e.reference) for e in history} <= later
    # Two labels were reworded by the office between the snapshots, no others.
    assert {e.code for e in history if e not in st96.events} == {"ARAA", "REAP"}
    assert Event("publication", dt.date(2003, 12, 30), "PUBO", "PUBLISHED FOR OPPOSITION", "") in history
    assert Event("renewal", dt.date(2014, 3, 23)) in st96.events


def test_the_assignment_is_an_event(st66: Trademark) -> None:
    (assignment,) = [event for event in st66.events if event.kind == "assignment"]
    assert assignment == Event(
        "assignment",
        dt.date(2003, 10, 21),
        "ASSIGNS THE ENTIRE INTEREST",
        "from CORPORATION FOR NATIONAL RESEARCH INITIATIVES, INC. to PYTHON SOFTWARE FOUNDATION; executed 2003-08-06; "
        "http://assignments.uspto.gov/assignments/assignment-tm-2849-0875.pdf",
        "28490875",
    )


def test_every_status_code_of_the_office_has_an_entry_that_agrees_with_its_live_or_dead_column(folder: Path) -> None:
    with (folder / "status_codes.csv").open(encoding="utf-8", newline="") as stream:
        column = {row["code"]: row["live_dead_indicator"] for row in csv.DictReader(stream)}
    assert uspto_codes().keys() == column.keys()
    assert len(column) == 169
    for code, indicator in column.items():
        status = uspto_status(code)
        assert (status in DEAD) == indicator.startswith("Dead"), code
        assert (status == "unknown") <= (code in ("000", "622", "715", "969", "970")), code
    assert uspto_status("999") == "unknown"


@pytest.mark.parametrize(
    ("code", "status"),
    [("686", "published"), ("774", "opposed"), ("630", "pending"), ("602", "withdrawn"), ("603", "refused"),
     ("710", "cancelled"), ("711", "surrendered"), ("900", "expired"), ("626", "inactive"), ("790", "registered")],
)  # fmt: skip
def test_statuses_by_their_labels(code: str, status: str) -> None:
    assert uspto_status(code) == status


ST66 = (
    '<Transaction xmlns="http://www.wipo.int/standards/XMLSchema/trademarks" '
    'xmlns:u="urn:us:gov:doc:uspto:trademark:status"><TradeMarkTransactionBody><TransactionContentDetails>'
    "<TransactionData><TradeMarkDetails>{}</TradeMarkDetails></TransactionData></TransactionContentDetails>"
    "</TradeMarkTransactionBody></Transaction>"
)
US = "<RegistrationOfficeCode>US</RegistrationOfficeCode>"
ST96 = (
    '<t:TrademarkTransaction xmlns:t="http://www.wipo.int/standards/XMLSchema/ST96/Trademark" '
    'xmlns:c="http://www.wipo.int/standards/XMLSchema/ST96/Common"><t:TrademarkBag><t:Trademark>'
    "<c:RegistrationOfficeCode>US</c:RegistrationOfficeCode>{}</t:Trademark></t:TrademarkBag></t:TrademarkTransaction>"
)


def write(folder: Path, content: str) -> Path:
    path = folder / "made.xml"
    path.write_text(content, encoding="utf-8")
    return path


NUMBER96 = "<c:ApplicationNumber><c:ApplicationNumberText>1</c:ApplicationNumberText></c:ApplicationNumber>"
CHANGE_OF_NAME = Event(
    "assignment", dt.date(2001, 12, 27), "CHANGE OF NAME",
    "from T.C.X. DATAKONSULT AB to MYSQL AB; executed 2001-11-09; http://example.org/24170910.pdf", "24170910",
)  # fmt: skip


def assignment_xml(prefix: str, common: str, bag: str) -> str:
    """The assignment 2417/0910 as ST.66 (the name of an entity), ST.96 (in bags) and its draft write it."""
    organisation = "<c:OrganizationStandardName>{}</c:OrganizationStandardName>"
    entity = "<u:EntityName>{}</u:EntityName>"
    name = f"<c:OrganizationName>{organisation}</c:OrganizationName>" if common == "c" else entity

    # The standard has one day of execution, the others one for each who signs.
    signed = f"<{prefix}:AssignmentExecut{{}}Date>2001-11-09-05:00</{prefix}:AssignmentExecut{{}}Date>"
    paper = "http://example.org/24170910.pdf"
    if bag:
        paper = f"<t:TrademarkDocument><c:DocumentIdentifier>{paper}</c:DocumentIdentifier></t:TrademarkDocument>"

    def party(side: str, who: str) -> str:
        own = signed.format("ion", "ion") if side == "Assignor" and not bag else ""
        inner = (
            f"<{prefix}:{side}><{common}:Contact><{common}:Name>{name.format(who)}</{common}:Name></{common}:Contact>"
            f"{own}</{prefix}:{side}>"
        )
        return f"<{prefix}:{side}{bag}>{inner}</{prefix}:{side}{bag}>" if bag else inner

    return (
        f"<{prefix}:Assignment><{prefix}:AssignmentIdentifier>24170910</{prefix}:AssignmentIdentifier>"
        f"<{prefix}:AssignmentConveyanceCategory>CHANGE OF NAME</{prefix}:AssignmentConveyanceCategory>"
        f"<{prefix}:AssignmentRecordedDate>2001-12-27</{prefix}:AssignmentRecordedDate>"
        f"{signed.format('ed', 'ed') if bag else ''}"
        f"{party('Assignor', 'T.C.X. DATAKONSULT AB')}{party('Assignee', 'MYSQL AB')}"
        f"<{prefix}:AssignmentDocumentBag>{paper}</{prefix}:AssignmentDocumentBag></{prefix}:Assignment>"
    )


def test_an_assignment_is_the_same_event_in_every_layout(tmp_path: Path) -> None:
    st66 = (
        f"<TradeMark>{US}<ApplicationNumber>1</ApplicationNumber>"
        f"<AssignmentBagExt>{assignment_xml('u', 'u', '')}</AssignmentBagExt></TradeMark>"
    )
    assert one(write(tmp_path, ST66.format(st66))).events == (CHANGE_OF_NAME,)
    for bag in ("Bag", ""):
        st96 = f"{NUMBER96}<t:AssignmentBag>{assignment_xml('t', 'c', bag)}</t:AssignmentBag>"
        assert one(write(tmp_path, ST96.format(st96))).events == (CHANGE_OF_NAME,)


def side(role: str, who: str, lawyer: str, number: str, words: str) -> str:
    """One side of a proceeding before the board: the party, its mark and its correspondent."""
    contact = "<c:Contact><c:Name>{}</c:Name></c:Contact>"
    person = f"<c:PersonName><c:PersonFullName>{lawyer}</c:PersonFullName></c:PersonName>"
    return (
        f"<t:{role}><t:Correspondent>{contact.format(person)}</t:Correspondent><t:AssociatedMarkBag><t:AssociatedMark>"
        f"<t:WordMarkSpecification><t:MarkVerbalElementText>{words}</t:MarkVerbalElementText></t:WordMarkSpecification>"
        f"<t:NationalApplicationNumber><c:ApplicationNumberText>{number}</c:ApplicationNumberText>"
        "</t:NationalApplicationNumber></t:AssociatedMark></t:AssociatedMarkBag>"
        f"{contact.format(f'<c:EntityName>{who}</c:EntityName>')}</t:{role}>"
    )


def step(code: str, words: str, day: str, more: str = "") -> str:
    return (
        f"<t:ProceedingEvent><t:NationalMarkEvent><t:MarkEventCode>{code}</t:MarkEventCode><t:MarkEventDescriptionText>"
        f"{words}</t:MarkEventDescriptionText>{more}</t:NationalMarkEvent><t:MarkEventDate>{day}</t:MarkEventDate>"
        "</t:ProceedingEvent>"
    )


def test_a_proceeding_before_the_board_with_both_sides_and_every_step(tmp_path: Path) -> None:
    due = "<c:CommentText>Due Date - 2009-12-07</c:CommentText>"
    proceeding = (
        "<t:OppositionProceedingBag><c:OppositionIdentifier>91000001</c:OppositionIdentifier><c:OppositionDate>"
        "2009-10-28</c:OppositionDate><t:ProceedingStatus><t:NationalStatusCode>9</t:NationalStatusCode>"
        "<t:NationalStatusDate>2010-02-09</t:NationalStatusDate><t:NationalStatusExternalDescriptionText>Terminated"
        "</t:NationalStatusExternalDescriptionText></t:ProceedingStatus>"
        f"{side('Plaintiff', 'Fjord AS', 'Ann Lee', '78000001', 'FJORD')}"
        f"{side('Defendant', 'Dog Inc.', 'Bo Ek', '77000001', 'FJOORD')}<t:ProceedingEventBag>"
        f"{step('809', 'BOARD&apos;S DECISION: SUSTAINED', '2010-02-09')}"
        f"{step('707', 'TRIAL DATES SENT', '2009-10-28', due)}</t:ProceedingEventBag></t:OppositionProceedingBag>"
    )
    other = "<t:CancellationProceedings><t:LegalProceedingIdentifier>92000001</t:LegalProceedingIdentifier>"
    other += (
        "<t:LegalProceedingFilingDate>2012-01-02</t:LegalProceedingFilingDate><t:Kind>pilot</t:Kind>"
        "</t:CancellationProceedings>"
    )
    legal = (
        f"<t:LegalProceedingsBag><t:LegalProceedings>{proceeding}{other}</t:LegalProceedings></t:LegalProceedingsBag>"
    )
    assert one(write(tmp_path, ST96.format(NUMBER96 + legal))).events == (
        Event(
            "opposition", dt.date(2009, 10, 28), "Terminated",
            "plaintiff Fjord AS (78000001 FJORD); correspondent Ann Lee; defendant Dog Inc. (77000001 FJOORD); "
            "correspondent Bo Ek; status since 2010-02-09",
            "91000001",
        ),
        Event("decision", dt.date(2010, 2, 9), "809", "BOARD'S DECISION: SUSTAINED", "91000001"),
        Event("opposition", dt.date(2009, 10, 28), "707", "TRIAL DATES SENT; Due Date - 2009-12-07", "91000001"),
        Event("cancellation", dt.date(2012, 1, 2), "", "Kind pilot", "92000001"),
    )  # fmt: skip


def test_parties_without_a_name_are_notes(tmp_path: Path) -> None:
    city = "<c:PostalAddressBag><c:PostalAddress><c:PostalStructuredAddress><c:CityName>{}</c:CityName>"
    city += "</c:PostalStructuredAddress></c:PostalAddress></c:PostalAddressBag>"
    contact = f"<c:Contact>{city}</c:Contact>"
    owner = (
        f'<t:ApplicantBag><t:Applicant c:sequenceNumber="10">{contact.format("Oslo")}</t:Applicant></t:ApplicantBag>'
    )
    agent = f"<t:NationalCorrespondent>{contact.format('Reno')}</t:NationalCorrespondent>"
    st96 = one(write(tmp_path, ST96.format(NUMBER96 + owner + agent)))
    assert (st96.applicants, st96.agents) == ((), ())
    assert set(st96.notes) == {"owner-without-name:10 Oslo", "representative-without-name:Reno"}
    address = (
        "<RepresentativeDetails><Representative><RepresentativeAddressBook><FormattedNameAddress><Address>"
        "<FormattedAddress><AddressCity>Reno</AddressCity></FormattedAddress></Address></FormattedNameAddress>"
        "</RepresentativeAddressBook></Representative></RepresentativeDetails>"
    )
    mark = f"<TradeMark>{US}<ApplicationNumber>1</ApplicationNumber>{address}</TradeMark>"
    assert one(write(tmp_path, ST66.format(mark))).notes == ("representative-without-name:Reno",)


def test_a_drawing_in_colour_is_noted_alike(tmp_path: Path) -> None:
    colour = "<MarkImageDetails><MarkImage><MarkImageColourIndicator>true</MarkImageColourIndicator></MarkImage>"
    st66 = f"<TradeMark>{US}<ApplicationNumber>1</ApplicationNumber>{colour}</MarkImageDetails></TradeMark>"
    image = "<t:MarkImageBag><t:MarkImage><c:ColourIndicator>true</c:ColourIndicator></t:MarkImage></t:MarkImageBag>"
    st96 = f"<t:MarkRepresentation><t:MarkReproduction>{image}</t:MarkReproduction></t:MarkRepresentation>"
    for made in (ST66.format(st66), ST96.format(NUMBER96 + st96)):
        assert one(write(tmp_path, made)).notes == ("MarkImageColourIndicator:true",)


def test_what_the_layouts_have_beside_the_known_answers_is_a_note(tmp_path: Path) -> None:
    plus, use = "<{0}:FiledAsPlusApplicationIndicator>true</{0}:FiledAsPlusApplicationIndicator>", "ConcurrentUseText"
    extension = f"<u:AdditionalInformation>{plus.format('u')}</u:AdditionalInformation><u:{use}>in Utah</u:{use}>"
    st66 = (
        f"<TradeMark>{US}<ApplicationNumber>1</ApplicationNumber><TradeDistinctivenessText>in part"
        f"</TradeDistinctivenessText><TradeMarkExt>{extension}</TradeMarkExt></TradeMark>"
    )
    assert one(write(tmp_path, ST66.format(st66))).notes == (
        "TradeDistinctivenessText:in part", f"{use}:in Utah", "FiledAsPlusApplicationIndicator:true",
    )  # fmt: skip
    national = f"{plus.format('t')}<t:{use}>in Utah</t:{use}>"
    st96 = f"{NUMBER96}<t:UseRight>x</t:UseRight><t:NationalTrademarkInformation>{national}"
    assert one(write(tmp_path, ST96.format(f"{st96}</t:NationalTrademarkInformation>"))).notes == (
        "UseRight:x", "FiledAsPlusApplicationIndicator:true", f"{use}:in Utah",
    )  # fmt: skip


def test_an_owner_keeps_its_form_in_words_its_origin_and_how_it_came_by_the_mark(tmp_path: Path) -> None:
    form, how = "A COMPANY (AN AKTIEBOLAG)", "BY CHANGE OF NAME"
    name = "<Name><FreeFormatName><FreeFormatNameDetails><FreeFormatNameLine>Fjord AB</FreeFormatNameLine>"
    book = f"<FormattedNameAddress>{name}</FreeFormatNameDetails></FreeFormatName></Name></FormattedNameAddress>"
    owner = (
        f"<Applicant><ApplicantLegalEntity>{form}</ApplicantLegalEntity><ApplicantIncorporationCountryCode>SE"
        f"</ApplicantIncorporationCountryCode><ApplicantAddressBook>{book}</ApplicantAddressBook><ApplicantExt>"
        "<u:PartyTypeCode>30</u:PartyTypeCode><u:ApplicantLegalEntityCode>99</u:ApplicantLegalEntityCode>"
        f"<u:ConveyenceKindText>{how}</u:ConveyenceKindText></ApplicantExt></Applicant>"
    )
    mark = f"<TradeMark>{US}<ApplicationNumber>1</ApplicationNumber></TradeMark>"
    made = ST66.format(mark).replace(
        "</TradeMarkDetails>", f"</TradeMarkDetails><ApplicantDetails>{owner}</ApplicantDetails>"
    )
    st66 = one(write(tmp_path, made))
    contact = "<c:Contact><c:Name><c:EntityName>Fjord AB</c:EntityName></c:Name></c:Contact>"
    owner = (
        f'<t:Applicant c:sequenceNumber="30"><c:LegalEntityName>{form}</c:LegalEntityName><c:NationalLegalEntityCode>99'
        "</c:NationalLegalEntityCode><c:IncorporationCountryCode>SE</c:IncorporationCountryCode>"
        f"<t:ConveyenceKindText>{how}</t:ConveyenceKindText>{contact}</t:Applicant>"
    )
    st96 = one(write(tmp_path, ST96.format(f"{NUMBER96}<t:ApplicantBag>{owner}</t:ApplicantBag>")))
    for record in (st66, st96):
        assert record.applicants == (Party(name="Fjord AB", country="SE"),)
        assert set(record.notes) == {f"owner-entity:Fjord AB: {form}, SE", f"owner:Fjord AB: ConveyenceKindText {how}"}


def test_a_foreign_registration_keeps_its_number_and_all_days_in_both_layouts(tmp_path: Path) -> None:
    st66 = (
        f"<TradeMark>{US}<ApplicationNumber>1</ApplicationNumber><PriorityDetails><Priority><PriorityCountryCode>NO"
        "</PriorityCountryCode><PriorityNumber>A7</PriorityNumber><PriorityExt><u:ForeignPriorityClaimedIndicator>false"
        "</u:ForeignPriorityClaimedIndicator><u:ForeignApplicationFilingDate>2010-01-02-05:00"
        "</u:ForeignApplicationFilingDate><u:ForeignRegistartionNumber>R9</u:ForeignRegistartionNumber>"
        "<u:ForeignRegistrationDate>2011-03-04-05:00</u:ForeignRegistrationDate><u:ForeignExpirationDate>"
        "2021-03-04-05:00</u:ForeignExpirationDate></PriorityExt></Priority></PriorityDetails></TradeMark>"
    )
    st96 = (
        f"{NUMBER96}<t:PriorityBag><t:Priority><c:PriorityCountryCode>NO</c:PriorityCountryCode><c:ApplicationNumber>"
        "<c:ApplicationNumberText>A7</c:ApplicationNumberText></c:ApplicationNumber><c:PriorityApplicationFilingDate>"
        "2010-01-02</c:PriorityApplicationFilingDate><c:CommentText>NORWAY</c:CommentText><t:PriorityRegistrationNumber>"
        "R9</t:PriorityRegistrationNumber><t:PriorityRegistrationDate>2011-03-04</t:PriorityRegistrationDate>"
        "<t:ForeignExpirationDate>2021-03-04</t:ForeignExpirationDate></t:Priority></t:PriorityBag>"
    )
    beside = "application-number A7, filing-date 2010-01-02, ForeignExpirationDate 2021-03-04"
    for made in (ST66.format(st66), ST96.format(st96)):
        record = one(write(tmp_path, made))
        assert record.priorities == (Priority("R9", "NO", dt.date(2011, 3, 4), "foreign registration"),)
        assert record.notes == (f"foreign:NO R9: {beside}",)


def draft(text: str) -> str:
    """An answer in ST.96 as the draft 1_D3 writes it: other namespaces, root element and a few other names."""
    for new, old in (
        ("XMLSchema/ST96/Trademark", "XMLSchema/Trademark/1"), ("XMLSchema/ST96/Common", "XMLSchema/Common/1"),
        ("TrademarkTransaction ", "Transaction "), ("TrademarkTransaction>", "Transaction>"),
        ("ns1:FileName>", "ns1:ImageFileName>"), ("76044902.png", "No image available"),
        ("NationalDesignSearchCodeBag", "NationalDesignClassificationBag"), (">Domestic<", ">National<"),
    ):  # fmt: skip
        assert new in text
        text = text.replace(new, old)
    return text


def test_the_draft_of_st96_gives_the_same_record_without_an_image(
    folder: Path, tmp_path: Path, st96: Trademark
) -> None:
    path = write(tmp_path, draft((folder / "sn76044902-ST96.xml").read_text("utf-8")))
    assert SOURCE.sniff(Blob(path))
    assert st96.image == "76044902.png"
    assert one(path) == msgspec.structs.replace(st96, image="")


def test_a_drawing_in_the_draft_of_st96(folder: Path, tmp_path: Path) -> None:
    text = draft((folder / "sn76044902-ST96.xml").read_text("utf-8"))
    code = "<ns2:NationalDesignSearchCode>03.17.04</ns2:NationalDesignSearchCode>"
    code = f"<ns2:NationalDesignClassification>{code}</ns2:NationalDesignClassification>"
    text = text.replace(
        "<ns2:NationalDesignClassificationBag/>",
        f"<ns2:NationalDesignClassificationBag>{code}</ns2:NationalDesignClassificationBag>",
    ).replace("No image available", "76044902.jpg")
    record = one(write(tmp_path, text))
    assert record.image == "76044902.jpg"
    assert [note for note in record.notes if note.startswith("design-search:")] == ["design-search:031704"]


def test_the_country_of_an_owner_without_address_is_that_of_its_incorporation(tmp_path: Path) -> None:
    name = "<c:Contact><c:Name><c:EntityName>Fjord AS</c:EntityName></c:Name></c:Contact>"
    applicant = f"<t:Applicant><c:IncorporationCountryCode>NO</c:IncorporationCountryCode>{name}</t:Applicant>"
    st96 = one(write(tmp_path, ST96.format(f"{NUMBER96}<t:ApplicantBag>{applicant}</t:ApplicantBag>")))
    assert st96.applicants == (Party(name="Fjord AS", country="NO"),)


def test_words_in_the_second_element_only(tmp_path: Path) -> None:
    words = "<t:MarkSignificantVerbalElementText>FJORD</t:MarkSignificantVerbalElementText>"
    specification = f"<t:WordMarkSpecification>{words}</t:WordMarkSpecification>"
    reproduction = f"<t:MarkReproduction>{specification}</t:MarkReproduction>"
    representation = f"<t:MarkRepresentation>{reproduction}</t:MarkRepresentation>"
    assert one(write(tmp_path, ST96.format(NUMBER96 + representation))).mark == "FJORD"


def test_words_and_goods_in_several_elements(tmp_path: Path) -> None:
    words = (
        "<t:MarkVerbalElementText>ONE</t:MarkVerbalElementText><t:MarkVerbalElementText>TWO</t:MarkVerbalElementText>"
    )
    spelled = f"<t:WordMarkSpecification>{words}</t:WordMarkSpecification>"
    bag = f"<t:MarkRepresentation><t:MarkReproduction>{spelled}</t:MarkReproduction></t:MarkRepresentation>"
    assert one(write(tmp_path, ST96.format(NUMBER96 + bag))).mark == "ONE TWO"
    goods = (
        "<GoodsServicesDetails><GoodsServices><ClassDescriptionDetails><ClassDescription><ClassNumber>009</ClassNumber>"
        "<GoodsServicesDescription>Lamps</GoodsServicesDescription><GoodsServicesDescription>Bulbs"
        "</GoodsServicesDescription></ClassDescription></ClassDescriptionDetails></GoodsServices></GoodsServicesDetails>"
    )
    record = one(
        write(tmp_path, ST66.format(f"<TradeMark>{US}<ApplicationNumber>1</ApplicationNumber>{goods}</TradeMark>"))
    )
    assert [item.text for item in record.goods] == ["Lamps\nBulbs"]


def test_standard_characters_and_every_translation_are_kept(tmp_path: Path) -> None:
    words = (
        "<{0}:WordMarkSpecification><{0}:MarkVerbalElementText>A</{0}:MarkVerbalElementText>"
        "<{0}:{1}>one</{0}:{1}><{0}:{1}>two</{0}:{1}>"
        "<{0}:MarkStandardCharacterIndicator>true</{0}:MarkStandardCharacterIndicator></{0}:WordMarkSpecification>"
    )
    st66 = words.format("x", "MarkTranslation").replace("x:", "")
    first = one(write(tmp_path, ST66.format(
        f"<TradeMark>{US}<ApplicationNumber>1</ApplicationNumber>{st66}</TradeMark>")))  # fmt: skip
    st96 = words.format("t", "MarkTranslationText")
    reproduction = f"<t:MarkReproduction>{st96}</t:MarkReproduction>"
    second = one(write(tmp_path, ST96.format(
        f"{NUMBER96}<t:MarkRepresentation>{reproduction}</t:MarkRepresentation>")))  # fmt: skip
    for record in (first, second):
        assert record.translation == "one\ntwo"
        assert "standard-characters-claimed" in record.notes


def test_a_day_of_first_use_that_is_a_month_is_kept_as_written_and_none_is_not_noted(tmp_path: Path) -> None:
    goods = (
        "<t:GoodsServicesBag><t:GoodsServices><t:GoodsServicesClassificationBag><t:GoodsServicesClassification>"
        "<t:ClassificationKindCode>Primary</t:ClassificationKindCode><t:ClassNumber>009</t:ClassNumber>"
        "</t:GoodsServicesClassification></t:GoodsServicesClassificationBag><t:NationalFilingBasis>"
        "<t:FirstUsedDate>20110500</t:FirstUsedDate><t:FirstUsedCommerceDate>00000000</t:FirstUsedCommerceDate>"
        "</t:NationalFilingBasis></t:GoodsServices></t:GoodsServicesBag>"
    )
    notes = one(write(tmp_path, ST96.format(NUMBER96 + goods))).notes
    assert [note for note in notes if note.startswith("first-use")] == ["first-use-anywhere:009 20110500"]


def test_priority_and_an_international_registration_in_st66(tmp_path: Path) -> None:
    mark = (
        f"<TradeMark>{US}<ApplicationNumber>85334015</ApplicationNumber><PriorityDetails><Priority>"
        "<PriorityCountryCode>IT</PriorityCountryCode><PriorityNumber>RM2011C00315</PriorityNumber><PriorityExt>"
        "<u:ForeignPriorityClaimedIndicator>true</u:ForeignPriorityClaimedIndicator>"
        "<u:ForeignApplicationFilingDate>2011-05-16-04:00</u:ForeignApplicationFilingDate></PriorityExt></Priority>"
        "</PriorityDetails><TradeMarkExt><u:RelatedMarkDetails>"
        "<u:InternationalRegistrationNumber>1087917</u:InternationalRegistrationNumber></u:RelatedMarkDetails>"
        "<u:RegisterCategory>Supplemental</u:RegisterCategory><u:MarkFeatureCode>2</u:MarkFeatureCode>"
        "</TradeMarkExt></TradeMark>"
    )
    record = one(write(tmp_path, ST66.format(mark)))
    assert record.priorities == (Priority("RM2011C00315", "IT", dt.date(2011, 5, 16)),)
    # It rests on this mark and is another right.
    assert record.international_number == ""
    assert set(record.notes) >= {"international-registration:1087917", "register:supplemental"}
    assert record.kind == "figurative"


def test_st96_dead_extended_and_figurative(tmp_path: Path) -> None:
    record = one(
        write(
            tmp_path,
            ST96.format(
                "<c:ApplicationNumber><c:ApplicationNumberText>79000001</c:ApplicationNumberText></c:ApplicationNumber>"
                "<t:MarkCurrentStatusCode>602</t:MarkCurrentStatusCode>"
                "<t:MarkCurrentStatusDate>2012-03-09</t:MarkCurrentStatusDate>"
                "<t:AssociatedMarkBag><t:AssociatedMark><t:InternationalApplicationNumber>"
                "<c:ApplicationNumberText>0812345</c:ApplicationNumberText></t:InternationalApplicationNumber>"
                "</t:AssociatedMark></t:AssociatedMarkBag><t:MarkRepresentation><t:MarkReproduction><t:MarkImageBag>"
                "<t:MarkImage><t:NationalDesignSearchCodeBag><t:NationalDesignSearchCode><t:DesignSearchCode>02.01.01"
                "</t:DesignSearchCode></t:NationalDesignSearchCode></t:NationalDesignSearchCodeBag></t:MarkImage>"
                "</t:MarkImageBag></t:MarkReproduction><t:MarkDescriptionBag><t:NationalMarkDescription>"
                "<t:MarkFeatureCode>2</t:MarkFeatureCode></t:NationalMarkDescription></t:MarkDescriptionBag>"
                "</t:MarkRepresentation><t:NationalTrademarkInformation>"
                "<t:ApplicationAbandonedDate>2012-03-08</t:ApplicationAbandonedDate></t:NationalTrademarkInformation>"
                "<t:NationalFilingBasis><t:FilingBasis><t:BasisInternationalRegistrationIndicator>true"
                "</t:BasisInternationalRegistrationIndicator></t:FilingBasis></t:NationalFilingBasis>"
            ),
        )
    )
    assert (record.status, record.termination_date) == ("withdrawn", dt.date(2012, 3, 8))
    assert (record.international_number, record.kind) == ("0812345", "figurative")
    assert record.notes == ("design-search:020101", "filing-basis-filed:extension of protection")
    assert record.vienna == ()


def test_what_cannot_be_one_record_is_rejected(tmp_path: Path) -> None:
    none = f"<TradeMark>{US}<RegistrationNumber>7</RegistrationNumber></TradeMark>"
    (rejected,) = read(write(tmp_path, ST66.format(none)))
    assert isinstance(rejected, Rejected)
    assert rejected.problem.code == "record.no_number"
    (rejected,) = read(write(tmp_path, ST66.format(none + none)))
    assert isinstance(rejected, Rejected)
    assert rejected.problem.code == "record.bad_value"
    (rejected,) = read(write(tmp_path, ST96.format("")))
    assert isinstance(rejected, Rejected)
    assert rejected.problem.code == "record.no_number"


@pytest.mark.parametrize(
    ("content", "code"),
    [("", "file.empty"), ("<Transaction><x>", "file.truncated"), ("<Transaction/>", "file.unknown_format")],
)
def test_a_file_that_is_not_the_offices_is_an_error_not_an_empty_load(tmp_path: Path, content: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(write(tmp_path, content))
    assert caught.value.problem.code == code


def test_it_claims_its_own_files_only(shared: Path) -> None:
    everything = [p for p in (shared / "office-samples").rglob("*") if p.is_file()]
    claimed = {p.name for p in everything if SOURCE.sniff(Blob(p))}
    assert claimed == {"sn76044902-ST66.xml", "sn76044902-ST96.xml"}


def test_the_documented_table_is_the_one_in_use() -> None:
    document = (Path(__file__).resolve().parents[2] / "docs" / "status-codes.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in document.partition("## USPTO")[2].splitlines() if line.startswith("| ")]
    documented = {}
    for _, status, codes, _ in rows[1:]:
        for part in codes.split():
            first, _, last = part.partition("-")
            for number in range(int(first), int(last or first) + 1):
                documented[f"{number:03}"] = status.strip()
    # Ranges may run over numbers that the office never gave.
    assert {code: documented.get(code) for code in uspto_codes()} == {
        code: uspto_status(code) for code in uspto_codes()
    }
