"""Elements of CNIPA's newer layout that grants and designs have: bibliography of designs, examiners, citations."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from patent_reading import only, written

from indexers.patents.cnipa_xml import SOURCE
from ipsearch.records import Citation, Claim, Filing, Party, Patent, Related

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE business:PatentDocumentAndRelated SYSTEM "/DTDS/x.dtd"[]>\n'
    '<business:PatentDocumentAndRelated xmlns:base="urn:base" xmlns:business="urn:business" xsdVersion="V2.2.1" '
    'lang="zh" country="CN" docNumber="{number}" kind="{kind}" datePublication="20220201">{body}'
    "</business:PatentDocumentAndRelated>\n"
)


def identity(number: str, kind: str = "", date: str = "", country: str = "CN") -> str:
    kinds = f"<base:Kind>{kind}</base:Kind>" if kind else ""
    dates = f"<base:Date>{date}</base:Date>" if date else ""
    return (
        f"<base:DocumentID><base:WIPOST3Code>{country}</base:WIPOST3Code><base:DocNumber>{number}</base:DocNumber>"
        f"{kinds}{dates}</base:DocumentID>"
    )


def book(name: str) -> str:
    return f"<base:AddressBook><base:Name>{name}</base:Name></base:AddressBook>"


def read(tmp_path: Path, number: str, kind: str, body: str) -> Patent:
    return only(SOURCE, written(tmp_path / "one.xml", HEAD.format(number=number, kind=kind, body=body)))


def test_a_design_has_a_bibliography_of_its_own(tmp_path: Path) -> None:
    found = read(
        tmp_path, "307096040", "S",
        '<business:DesignBibliographicData><business:PublicationReference dataFormat="original">'
        + identity("307096040", "S", "20220201")
        + '</business:PublicationReference><business:ApplicationReference dataFormat="original">'
        + identity("202130067153.8", "", "20210201")
        + "</business:ApplicationReference><business:PatentNumber>ZL202130067153.8</business:PatentNumber>"
        "<business:ClassificationLocarno><business:MainClassification>14-03</business:MainClassification>"
        "</business:ClassificationLocarno><business:DesignTitle>手机</business:DesignTitle><business:ApplicantDetails>"
        f"<business:Applicant>{book('云岚公司')}</business:Applicant></business:ApplicantDetails><business:DesignerDetails>"
        f"<business:Designer>{book('林朔')}</business:Designer></business:DesignerDetails><business:AgentDetails>"
        "<business:Agent><business:Agency><base:AddressBook><base:OrganizationName>沪上代理 31200"
        f"</base:OrganizationName></base:AddressBook></business:Agency>{book('野舟')}</business:Agent></business:AgentDetails>"
        "</business:DesignBibliographicData><business:DesignBriefExplanation><base:Paragraphs>1.名称：手机。"
        "</base:Paragraphs><base:Paragraphs>2.用途：通话。</base:Paragraphs></business:DesignBriefExplanation>",
    )  # fmt: skip
    assert (found.id, found.type, found.locarno) == ("CN-307096040-S", "design", ("14-03",))
    assert (found.publication_date, found.grant_date) == (dt.date(2022, 2, 1), dt.date(2022, 2, 1))
    assert found.application is not None
    assert (found.application.number, found.application.original) == ("202130067153", "202130067153.8")
    assert found.title == {"zh": "手机"}
    assert (found.applicants, found.inventors) == ((Party("云岚公司"),), (Party("林朔"),))
    assert found.agents == (Party("沪上代理", identifier="31200"), Party("野舟"))
    assert found.description == {"zh": ("1.名称：手机。", "2.用途：通话。")}
    assert found.notes == ("patent-number:ZL202130067153.8",)


def test_a_grant_has_examiners_and_citations_of_applications(tmp_path: Path) -> None:
    cited = (
        '<business:PublicationReference dataFormat="standard">'
        + identity("00203232659", "U", "20131009")
        + '</business:PublicationReference><business:PublicationReference dataFormat="original">'
        + identity("203232659", "U", "20131009")
        + "</business:PublicationReference>"
    )
    found = read(
        tmp_path, "104751825", "B",
        "<business:BibliographicData><business:PublicationReference>"
        + identity("104751825", "B", "20231003")
        + f"</business:PublicationReference><business:ReferencesCited><business:Citation><business:ApplicationCitation>"
        f"{cited}</business:ApplicationCitation></business:Citation><business:Citation><business:Other>电池手册</business:Other>"
        "</business:Citation></business:ReferencesCited><business:RelatedDocuments><business:RelatedPublicationDoc>"
        + identity("CN106307615A", "", "20170111")
        + "</business:RelatedPublicationDoc></business:RelatedDocuments><business:Parties><business:ExaminerDetails>"
        "<business:Examiner><base:Name>李禾</base:Name></business:Examiner></business:ExaminerDetails></business:Parties>"
        "</business:BibliographicData><business:Claims><business:Claim num='1'><business:ClaimText>1.一种灯。"
        "</business:ClaimText></business:Claim></business:Claims><business:Description><business:InventionTitle>灯"
        "</business:InventionTitle><business:TechnicalField>涉及灯。</business:TechnicalField><business:BackgroundArt>"
        "<base:Paragraphs>已有灯。</base:Paragraphs></business:BackgroundArt></business:Description>",
    )  # fmt: skip
    assert found.examiners == (Party("李禾"),)
    assert found.citations == (
        Citation("CN-203232659-U", phase="examination", date=dt.date(2013, 10, 9)),
        Citation(text="电池手册", phase="examination"),
    )
    assert found.related == (Related("earlier_publication", "CN-106307615A", dt.date(2017, 1, 11)),)
    assert found.claims == {"zh": (Claim(1, "一种灯。"),)}
    assert found.description == {"zh": ("涉及灯。", "已有灯。")}


OLD = (
    '<?xml version="1.0"?><!DOCTYPE cn-patent-document SYSTEM "dtd/cn-patent-document-06-10-27.dtd">'
    '<?xml-stylesheet type="text/xsl" href="xsl/x.xsl"?><cn-patent-document lang="ZH" country="CN">'
    "<cn-bibliographic-data><cn-publication-reference><document-id><country>CN</country><doc-number>101000001</doc-number>"
    "<kind>C</kind><date>20080730</date></document-id></cn-publication-reference>{}</cn-bibliographic-data>"
    "</cn-patent-document>"
)


def document(number: str, date: str, kind: str = "", country: str = "CN") -> str:
    kinds = f"<kind>{kind}</kind>" if kind else ""
    name = f"<country>{country}</country><doc-number>{number}</doc-number>{kinds}"
    return f"<document-id>{name}<date>{date}</date></document-id>"


def relation(parent: str, child: str) -> str:
    return f"<relation><parent-doc>{parent}</parent-doc><child-doc>{child}</child-doc></relation>"


def test_priorities_and_relations_of_the_older_layout(tmp_path: Path) -> None:
    own = document("200710000001.5", "20070405")
    text = OLD.format(
        '<priority-claims><priority-claim sequence="1"><country>JP</country><doc-number>054321/2006</doc-number>'
        "<date>20060505</date></priority-claim><cn-domestic-priority-claim><substitution>"
        f"{relation(document('200610000002.3', '20060406'), own)}</substitution></cn-domestic-priority-claim>"
        f"</priority-claims><cn-related-documents><division>{relation(document('200510000003.X', '20050102'), own)}"
        f"</division><cn-related-publication>{document('101000001', '20070801', 'A')}</cn-related-publication>"
        "</cn-related-documents>"
    )
    found = only(SOURCE, written(tmp_path / "one.xml", text))
    assert found.priorities == (
        Filing("JP", "2006054321", "", dt.date(2006, 5, 5), "054321/2006"),
        Filing("CN", "200610000002", "", dt.date(2006, 4, 6), "200610000002.3"),
    )
    assert found.related == (
        Related("division", "CN-200510000003", dt.date(2005, 1, 2)),
        Related("earlier_publication", "CN-101000001", dt.date(2007, 8, 1)),
    )


@pytest.mark.parametrize(
    ("parts", "language", "address"),
    [
        # All parts, as the standard has them; what is not filled in is 0.
        ({"Street": "珞珈山路", "AddressBuilding": "16号", "AddressRoom": "0", "County": "武昌区", "City": "武汉市",
          "Province": "湖北省", "PostCode": "430072", "Text": "0"}, "zh", "430072 湖北省武汉市武昌区珞珈山路16号"),
        ({"County": "滨海新区", "City": "市辖区", "Province": "天津市", "PostBox": "7号信箱"}, "zh",
         "天津市滨海新区7号信箱"),
        ({"PostCode": "430072", "Text": "湖北省武汉市"}, "zh", "430072 湖北省武汉市"),
        ({"PostCode": "430072", "Text": "430072 湖北省武汉市"}, "zh", "430072 湖北省武汉市"),
        ({"Street": "1 Lamp St.", "City": "Bern"}, "en", "1 Lamp St., Bern"),
        ({"Text": "0", "PostCode": "0"}, "zh", ""),
    ],
)  # fmt: skip
def test_an_address_in_parts(tmp_path: Path, parts: dict[str, str], language: str, address: str) -> None:
    lines = "".join(f"<base:{name}>{value}</base:{name}>" for name, value in parts.items())
    found = read(
        tmp_path, "110000001", "A",
        f'<business:BibliographicData><business:Parties><business:ApplicantDetails>'
        f'<business:Applicant lang="{language}">'
        f"<base:AddressBook><base:Name>云岚公司</base:Name><base:Address>{lines}</base:Address></base:AddressBook>"
        "</business:Applicant></business:ApplicantDetails></business:Parties></business:BibliographicData>",
    )  # fmt: skip
    assert found.applicants == (Party("云岚公司", address=address),)


def test_every_line_of_an_address_of_the_older_layout(tmp_path: Path) -> None:
    text = (
        '<cn-patent-document lang="zh" country="CN"><cn-bibliographic-data><cn-publication-reference><document-id>'
        "<country>CN</country><doc-number>101000001</doc-number><kind>A</kind></document-id></cn-publication-reference>"
        "<cn-parties><cn-applicants><cn-applicant sequence='1'><addressbook><name>澄野公司</name><address>"
        "<address-1>上海市</address-1><address-2>云路5号</address-2><postcode>200000</postcode><country>CN</country>"
        "</address></addressbook></cn-applicant></cn-applicants></cn-parties></cn-bibliographic-data></cn-patent-document>"
    )
    found = only(SOURCE, written(tmp_path / "old.xml", text))
    assert found.applicants == (Party("澄野公司", address="上海市, 云路5号, 200000", country="CN"),)


def test_the_number_of_an_agency_stands_beside_it(tmp_path: Path) -> None:
    found = read(
        tmp_path, "110000001", "A",
        "<business:BibliographicData><business:Parties><business:AgentDetails><business:CustomerNumber>42222"
        "</business:CustomerNumber><business:Agent><business:Agency><base:AddressBook><base:OrganizationName>沪上代理"
        "</base:OrganizationName></base:AddressBook></business:Agency></business:Agent></business:AgentDetails>"
        "</business:Parties></business:BibliographicData>",
    )  # fmt: skip
    assert found.agents == (Party("沪上代理", identifier="42222"),)
