"""People, organisations and addresses in the formats of the USPTO, by their document types."""

from __future__ import annotations

from pathlib import Path

import pytest
from patent_reading import only, written

from indexers.patents import uspto_pap, uspto_redbook, uspto_sgml
from ipsearch.records import Party, Patent

GRANT = (
    '<us-patent-grant lang="EN" dtd-version="v4.5"><us-bibliographic-data-grant><publication-reference><document-id>'
    "<country>US</country><doc-number>10000001</doc-number><kind>B2</kind><date>20200107</date></document-id>"
    "</publication-reference>{}</us-bibliographic-data-grant></us-patent-grant>"
)
LINES = (
    "<address><address-1>Lamp House</address-1><mailcode>M1</mailcode><pobox>PO Box 7</pobox><room>2</room>"
    "<building>East</building><street>High Street 5</street><city>Bern</city><county>BE</county><state>X</state>"
    "<postcode>3000</postcode><country>CH</country></address>"
)
WHERE = "Lamp House, M1, PO Box 7, 2, East, High Street 5, Bern, BE, X, 3000"


def grant(tmp_path: Path, biblio: str) -> Patent:
    return only(uspto_redbook.SOURCE, written(tmp_path / "one.xml", GRANT.format(biblio)))


def test_every_line_of_an_address(tmp_path: Path) -> None:
    found = grant(
        tmp_path,
        f"<assignees><assignee><addressbook><orgname>Lamp SA</orgname><role>03</role>{LINES}</addressbook></assignee>"
        "<assignee><orgname>Torch Ltd</orgname><department>Lights</department></assignee></assignees>",
    )
    assert found.owners == (Party("Lamp SA", address=WHERE, country="CH"), Party("Torch Ltd", address="Lights"))


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("<orgname>Lamp SA</orgname>", Party("Lamp SA")),
        (
            "<last-name>Doe</last-name><first-name>Jane</first-name><orgname>Lamp SA</orgname>",
            Party("Doe, Jane", address="Lamp SA"),
        ),
    ],
)
def test_an_inventor_who_is_an_organisation_or_has_one(tmp_path: Path, name: str, party: Party) -> None:
    inventor = f'<inventor sequence="1"><addressbook>{name}</addressbook></inventor>'
    assert grant(tmp_path, f"<us-parties><inventors>{inventor}</inventors></us-parties>").inventors == (party,)


def test_an_agent_of_a_firm_is_the_firm(tmp_path: Path) -> None:
    book = "<last-name>Doe</last-name><first-name>Jane</first-name><orgname>Doe &amp; Partners</orgname>"
    agent = f'<agent sequence="1" rep-type="attorney"><addressbook>{book}</addressbook></agent>'
    found = grant(tmp_path, f"<us-parties><agents>{agent}</agents></us-parties>")
    assert found.agents == (Party("Doe & Partners", address="Doe, Jane"),)


def test_agents_by_their_number_alone(tmp_path: Path) -> None:
    found = grant(tmp_path, "<us-parties><agents><customer-number>12345</customer-number></agents></us-parties>")
    assert (found.agents, found.notes) == ((), ("customer-number:12345",))


def test_every_examiner_with_the_art_unit(tmp_path: Path) -> None:
    found = grant(
        tmp_path,
        "<examiners><primary-examiner><last-name>Dunn</last-name><first-name>David</first-name>"
        "<department>3645</department></primary-examiner><assistant-examiner>"
        "<orgname>Contract Examiners</orgname></assistant-examiner>"
        "<authorized-officer><name>Roe, John</name><phone>1</phone></authorized-officer></examiners>",
    )
    assert found.examiners == (Party("Dunn, David"), Party("Contract Examiners"), Party("Roe, John"))
    assert found.notes == ("art-unit:3645",)


def test_disclaimers_and_corrections_in_words(tmp_path: Path) -> None:
    found = grant(
        tmp_path,
        "<us-term-of-grant><disclaimer><date>20210105</date><text>All claims.</text></disclaimer></us-term-of-grant>"
        "<us-related-documents><correction><document-corrected><document-id><country>US</country>"
        "<doc-number>9999999</doc-number></document-id></document-corrected><type-of-correction>Certificate"
        "</type-of-correction></correction></us-related-documents>",
    )
    assert set(found.notes) == {"disclaimer:20210105, All claims.", "correction:Certificate", "terminal-disclaimer"}


def test_every_line_of_an_address_before_2005(tmp_path: Path) -> None:
    lines = "".join(
        f"<{name}><PDAT>{value}</PDAT></{name}>"
        for name, value in (
            ("OMC", "M1"), ("PBOX", "PO Box 7"), ("STR", "Lamp House"), ("STR", "High Street 5"), ("CITY", "Bern"),
            ("CNTY", "BE"), ("CTRY", "CH"), ("PCODE", "3000"),
        )
    )  # fmt: skip
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<PATDOC DTD="2.5"><SDOBI><B100><B110><DNUM><PDAT>06336131</PDAT>'
        "</DNUM></B110><B130><PDAT>B1</PDAT></B130></B100><B700><B730><B731><PARTY-US><NAM><ONM><STEXT>"
        f"<PDAT>Lamp SA</PDAT></STEXT></ONM></NAM><ADR>{lines}</ADR></PARTY-US></B731></B730><B745>"
        "<B748US><PDAT>2154</PDAT></B748US></B745></B700></SDOBI></PATDOC>\n"
    )
    found = only(uspto_sgml.SOURCE, written(tmp_path / "one.xml", text))
    where = "M1, PO Box 7, Lamp House, High Street 5, Bern, BE, 3000"
    assert found.owners == (Party("Lamp SA", address=where, country="CH"),)
    assert found.notes == ("art-unit:2154",)


def test_an_inventor_of_2001_lives_where_no_address_is_told(tmp_path: Path) -> None:
    home = "<residence-us><city>Irvine</city><state>CA</state><country-code>US</country-code></residence-us>"
    text = (
        "<patent-application-publication><subdoc-bibliographic-information><document-id><doc-number>20020000001"
        "</doc-number><kind-code>A1</kind-code></document-id><inventors><first-named-inventor><name><given-name>Jane"
        f"</given-name><family-name>Doe</family-name></name><residence>{home}</residence></first-named-inventor>"
        "</inventors></subdoc-bibliographic-information></patent-application-publication>"
    )
    found = only(uspto_pap.SOURCE, written(tmp_path / "one.xml", text))
    assert found.inventors == (Party("Doe, Jane", address="Irvine, CA", country="US"),)


def test_combinations_of_classes_and_indexing_codes(tmp_path: Path) -> None:
    cpc = (
        "<classification-cpc><section>C</section><class>08</class><subclass>L</subclass><main-group>{}</main-group>"
        "<subgroup>00</subgroup></classification-cpc>"
    )
    ranks = "".join(f"<combination-rank>{cpc.format(group)}</combination-rank>" for group in ("23", "25"))
    found = grant(
        tmp_path,
        f"<classifications-cpc><further-cpc><combination-set>{ranks}</combination-set></further-cpc></classifications-cpc>"
        "<classification-national><country>US</country><main-classification>435  6</main-classification>"
        "<unlinked-indexing-code>D13100</unlinked-indexing-code></classification-national>",
    )
    assert found.cpc == ("C08L23/00", "C08L25/00")
    assert found.notes == ("combination-set:C08L23/00; C08L25/00",)
    assert found.national == ("US 435/6", "US D13/100")
