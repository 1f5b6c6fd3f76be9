"""Proceedings and entries in the register as ST.66 and TM-XML have them; the real files name all by register key."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from euipo_files import mark_xml, one, write

from ipsearch.records import Event


def party(role: str, name: str, city: str, country: str, more: str = "") -> str:
    return (
        f"<{role}Details><{role}>{more}<{role}AddressBook><FormattedNameAddress><Name><FreeFormatName>"
        f"<FreeFormatNameDetails><FreeFormatNameLine>{name}</FreeFormatNameLine></FreeFormatNameDetails>"
        f"</FreeFormatName></Name><Address><AddressCountryCode>{country}</AddressCountryCode><FormattedAddress>"
        f"<AddressCity>{city}</AddressCity></FormattedAddress></Address></FormattedNameAddress></{role}AddressBook>"
        f"</{role}></{role}Details>"
    )


def test_who_opposes_is_named_and_every_step_is_an_event(tmp_path: Path) -> None:
    grounds = "<OppositionGroundText>Art. 8(1)\nArt. 8(5)</OppositionGroundText>"
    step = (
        "<OppositionEventDetails><OppositionEvent><OppositionEventCode>Opposition closed</OppositionEventCode>"
        "<OppositionEventDate>2021-06-01</OppositionEventDate><Comment>settled</Comment></OppositionEvent>"
        "</OppositionEventDetails>"
    )
    opposition = (
        "<OppositionIdentifier>B 7</OppositionIdentifier><OppositionDate>2020-05-04</OppositionDate>"
        f"{grounds}<OppositionGroundText>Art. 8(1)</OppositionGroundText>"
        "<OppositionCurrentStatusCode>Closed</OppositionCurrentStatusCode>"
        f"{party('Opponent', 'Fjord AS', 'Oslo', 'NO', '<OpponentIdentifier>55</OpponentIdentifier>')}"
        f"{party('Representative', 'Kanzlei X', 'Köln', 'DE')}{step}"
    )
    record = one(
        write(tmp_path, mark_xml("1", f"<OppositionDetails><Opposition>{opposition}</Opposition></OppositionDetails>"))
    )
    assert record.events == (
        Event(
            "opposition", dt.date(2020, 5, 4), "Art. 8(1); Art. 8(5)",
            "opponent Fjord AS, Oslo, NO, 55; representative Kanzlei X, Köln, DE; OppositionCurrentStatusCode Closed",
            "B 7",
        ),
        Event("opposition", dt.date(2021, 6, 1), "Opposition closed", "settled", "B 7"),
    )  # fmt: skip
    assert record.notes == ()


def test_an_earlier_mark_has_both_its_numbers_and_where_it_is_valid(tmp_path: Path) -> None:
    earlier = (
        "<EarlierMarkCountryCode>WO</EarlierMarkCountryCode><EarlierMarkKind>Collective</EarlierMarkKind>"
        "<ApplicationNumber>A1</ApplicationNumber><RegistrationNumber>700</RegistrationNumber><DesignatedCountryDetails>"
        "<DesignatedCountryCode>BX</DesignatedCountryCode><DesignatedCountryCode>FR</DesignatedCountryCode>"
        "</DesignatedCountryDetails>"
    )
    details = f"<EarlierMarkDetails><EarlierMark>{earlier}</EarlierMark></EarlierMarkDetails>"
    record = one(
        write(tmp_path, mark_xml("1", f"<OppositionDetails><Opposition>{details}</Opposition></OppositionDetails>"))
    )
    assert [event.text for event in record.events] == ["earlier mark WO A1 700 BX FR EarlierMarkKind Collective"]


def test_an_appeal_and_the_decision_in_it(tmp_path: Path) -> None:
    appeal = (
        "<AppealDetails><Appeal><AppealIdentifier>R 9/2020-1</AppealIdentifier><AppealDate>2020-02-03</AppealDate>"
        "<AppealGroundText>no confusion</AppealGroundText><AppealDecisionDate>2020-11-12</AppealDecisionDate>"
        "<AppealDecisionStatusCode>Accepted partially</AppealDecisionStatusCode>"
        f"{party('Appellant', 'Bo Ek', 'Lund', 'SE')}</Appeal></AppealDetails>"
    )
    assert one(write(tmp_path, mark_xml("1", appeal))).events == (
        Event("appeal", dt.date(2020, 2, 3), "no confusion", "appellant Bo Ek, Lund, SE", "R 9/2020-1"),
        Event("decision", dt.date(2020, 11, 12), "Accepted partially", "appeal", "R 9/2020-1"),
    )


def test_a_cancellation_and_a_decision_of_its_own(tmp_path: Path) -> None:
    cancellation = (
        "<CancellationDetails><Cancellation><CancellationIdentifier>C 3</CancellationIdentifier><CancellationDate>"
        "2019-01-02</CancellationDate><CancellationKind>Revocation</CancellationKind>"
        f"{party('Claimant', 'Eva', 'Wien', 'AT')}</Cancellation></CancellationDetails>"
    )
    decision = (
        "<DecisionDetails><Decision><DecisionIdentifier>D 4</DecisionIdentifier><DecisionDate>2019-09-10</DecisionDate>"
        "<DecisionText>revoked in part</DecisionText><DecisionResponsible>Cancellation Division</DecisionResponsible>"
        "</Decision></DecisionDetails>"
    )
    record = one(write(tmp_path, mark_xml("1", cancellation + decision)))
    assert record.events == (
        Event("cancellation", dt.date(2019, 1, 2), "", "claimant Eva, Wien, AT; CancellationKind Revocation", "C 3"),
        Event("decision", dt.date(2019, 9, 10), "revoked in part", "DecisionResponsible Cancellation Division", "D 4"),
    )
    assert record.notes == ()


def test_entries_have_a_day_of_whatever_kind_and_name_who_asked(tmp_path: Path) -> None:
    claimant = party("Claimant", "Ny AB", "Malmö", "SE", "<ClaimantIdentifier>Ny AB</ClaimantIdentifier>")
    effective = f"<RecordEffectiveDate>2018-03-04</RecordEffectiveDate>{claimant}"
    published = (
        "<RecordPublicationDetails><RecordPublication><PublicationIdentifier>2016-07</PublicationIdentifier>"
        "<PublicationDate>2016-02-19</PublicationDate></RecordPublication></RecordPublicationDetails>"
    )
    entry = "<MarkRecord><BasicRecord><BasicRecordKind>{}</BasicRecordKind>{}</BasicRecord></MarkRecord>"
    number = "<RecordIdentifier>5</RecordIdentifier>"
    named = f"<MarkRecord><RecordChangeNameAddress>{number}</RecordChangeNameAddress></MarkRecord>"
    entries = f"{entry.format('Transfer', effective)}{entry.format('Inscription', published)}{named}"
    record = one(write(tmp_path, mark_xml("1", f"<MarkRecordDetails>{entries}</MarkRecordDetails>")))
    assert record.events == (
        Event("transfer", dt.date(2018, 3, 4), "Transfer",
              "claimant Ny AB, Malmö, SE; RecordEffectiveDate 2018-03-04"),
        Event("record", dt.date(2016, 2, 19), "Inscription", "RecordPublicationDetails 2016-07, 2016-02-19"),
        Event("change of name", code="RecordChangeNameAddress", reference="5"),
    )  # fmt: skip


def test_steps_of_the_examination_are_events(tmp_path: Path) -> None:
    steps = (
        "<MarkEventDetails><MarkEvent><MarkEventCode>Refusal</MarkEventCode><MarkEventDate>2020-01-02</MarkEventDate>"
        "<MarkEventResponseDate>2020-03-02</MarkEventResponseDate></MarkEvent><MarkEvent><MarkEventCode>Fee"
        "</MarkEventCode><MarkEventDateTime>2020-04-05T10:00:00</MarkEventDateTime></MarkEvent></MarkEventDetails>"
    )
    record = one(write(tmp_path, mark_xml("1", steps)))
    assert record.events == (
        Event("prosecution", dt.date(2020, 1, 2), "Refusal", "MarkEventResponseDate 2020-03-02"),
        Event("prosecution", dt.date(2020, 4, 5), "Fee"),
    )
    assert record.notes == ()
