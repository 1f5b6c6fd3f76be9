"""Source cnipa-patents: the sample in full, both layouts with what the sample lacks, damage, recognition."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import pytest
from lxml import etree
from patent_reading import blob, ids, only, read, recognised, records, rejects, written

from indexers.base import Rejected, Unit
from indexers.patents.cnipa_xml import SOURCE
from ipsearch.errors import InputError
from ipsearch.records import Citation, Filing, Party, Patent, Related

SAMPLE = "CN102019000302430CN00001100838310AFULZH20190802CN00G.XML"
NEW = (
    '<business:PatentDocumentAndRelated xmlns:base="http://www.sipo.gov.cn/XMLSchema/base"'
    ' xmlns:business="http://www.sipo.gov.cn/XMLSchema/business" lang="zh" country="CN">{}'
    "</business:PatentDocumentAndRelated>"
)
DESIGN = """<business:BibliographicData>
  <business:PublicationReference dataFormat="original"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code>
    <base:DocNumber>305900001</base:DocNumber><base:Kind>S</base:Kind><base:Date>20200707</base:Date></base:DocumentID>
  </business:PublicationReference>
  <business:ClassificationLocarno><business:MainClassification>14-03</business:MainClassification>
  </business:ClassificationLocarno>
  <business:DesignTitle lang="zh">手机</business:DesignTitle>
  <business:Parties>
    <business:PatenteeDetails><business:Patentee sequence="1"><base:AddressBook><base:Name>云岚</base:Name>
      <base:Address><base:Text>0</base:Text></base:Address></base:AddressBook></business:Patentee>
    </business:PatenteeDetails>
    <business:DesignerDetails><business:Designer sequence="1"><base:AddressBook><base:Name>林朔</base:Name>
    </base:AddressBook></business:Designer></business:DesignerDetails>
  </business:Parties>
</business:BibliographicData>"""


def document_id(number: str, kind: str = "", date: str = "", country: str = "CN") -> str:
    return (
        f"<base:DocumentID><base:WIPOST3Code>{country}</base:WIPOST3Code><base:DocNumber>{number}</base:DocNumber>"
        f"<base:Kind>{kind}</base:Kind><base:Date>{date}</base:Date></base:DocumentID>"
    )


def priority(written_as: str, number: str, country: str, date: str) -> str:
    inner = document_id(number, "", date, country)
    return f'<business:PriorityClaim dataFormat="{written_as}">{inner}</business:PriorityClaim>'


GRANT = f"""<business:BibliographicData>
  <business:PublicationReference dataFormat="standard">{document_id("000110000001", "B", "20210601")}
  </business:PublicationReference>
  <business:PublicationReference dataFormat="original">{document_id("110000001", "B", "20210601")}
  </business:PublicationReference>
  <business:GrantReference>{document_id("ZL 201980000001.X", "", "20210601")}</business:GrantReference>
  <business:ApplicationReference dataFormat="original">{document_id("201980000001.X", "", "20190416")}
  </business:ApplicationReference>
  {priority("standard", "002018000001", "JP", "20180501")}
  {priority("original", "2018-000001", "JP", "20180501")}
  {priority("original", "2018-000002", "JP", "20180501")}
  {priority("standard", "000062123456", "US", "20180601")}
  <business:ClassificationIPCRDetails>
    <business:ClassificationIPCR sequence="1"><base:Text>H01M  10/0525   (2010.01)</base:Text>
    </business:ClassificationIPCR>
    <business:ClassificationIPCR sequence="2"><business:Section>H</business:Section>
      <business:MainClass>01</business:MainClass><business:Subclass>M</business:Subclass>
      <business:MainGroup>4</business:MainGroup><business:Subgroup>13</business:Subgroup>
    </business:ClassificationIPCR>
  </business:ClassificationIPCRDetails>
  <business:ClassificationCPCDetails><business:ClassificationCPC><base:Text>Y02E60/10</base:Text>
  </business:ClassificationCPC></business:ClassificationCPCDetails>
  <business:InventionTitle lang="zh">电池</business:InventionTitle>
  <business:InventionTitle lang="en">BATTERY</business:InventionTitle>
  <business:PCTFilingData>{document_id("PCT/JP2019/000007", "", "20190416", "")}</business:PCTFilingData>
  <business:PCTPublishingData>{document_id("WO2019/200001", "", "20191017", "")}</business:PCTPublishingData>
  <business:RelatedDocuments><business:Division>{document_id("201880000009.3", "", "20180416", "")}
  </business:Division></business:RelatedDocuments>
  <business:Parties>
    <business:ApplicantDetails>
      <business:Applicant sequence="1" lang="zh"><base:AddressBook><base:Name>云岚株式会社</base:Name><base:Address>
        <base:WIPOST3Code>JP</base:WIPOST3Code><base:Text>日本东京</base:Text></base:Address></base:AddressBook>
        <business:OrganizationCode>9144030012</business:OrganizationCode></business:Applicant>
      <business:Applicant sequence="1" lang="en"><base:AddressBook><base:Name>YUNLAN K.K.</base:Name><base:Address>
        <base:WIPOST3Code>JP</base:WIPOST3Code><base:Text>Tokyo</base:Text></base:Address></base:AddressBook>
      </business:Applicant>
      <business:Applicant sequence="2" lang="zh"><base:AddressBook><base:Name>0</base:Name></base:AddressBook>
      </business:Applicant>
    </business:ApplicantDetails>
    <business:AssigneeDetails><business:Assignee sequence="1"><base:AddressBook><base:Name>云岚株式会社</base:Name>
    </base:AddressBook></business:Assignee></business:AssigneeDetails>
  </business:Parties>
  <business:ReferencesCited>
    <business:Citation><business:PatentCitation>{document_id("101000001", "A", "20080102")}</business:PatentCitation>
    </business:Citation>
    <business:Citation><business:PatentCitation>{document_id("6000001", "B1", "", "US")}</business:PatentCitation>
    </business:Citation>
    <business:Citation><business:NonPatentCitation><base:Text>甲: 电池手册</base:Text></business:NonPatentCitation>
    </business:Citation>
  </business:ReferencesCited>
</business:BibliographicData>"""

OLD = """<cn-patent-document lang="ZH" country="CN">
<cn-bibliographic-data>
  <cn-publication-reference><document-id><country>CN</country><doc-number>201000001</doc-number><kind>U</kind>
    <date>20080102</date></document-id></cn-publication-reference>
  <application-reference appl-type="model"><document-id><country>CN</country><doc-number>200720000001.5</doc-number>
    <date>20070103</date></document-id></application-reference>
  <priority-claims><priority-claim sequence="1"><country>DE</country><doc-number>102006000001.2</doc-number>
    <date>20060104</date></priority-claim></priority-claims>
  <classification-ipc><main-classification>B60L11/18(2006.01)I</main-classification>
    <further-classification>H02J7/00(2006.01)I</further-classification></classification-ipc>
  <invention-title lang="zh">充电桩</invention-title>
  <references-cited><citation><patcit num="1"><document-id><country>CN</country><doc-number>2900001</doc-number>
    <kind>Y</kind><date>20070516</date></document-id></patcit></citation>
    <citation><nplcit><text>乙: 充电技术</text></nplcit></citation></references-cited>
  <cn-parties>
    <cn-applicants><cn-applicant sequence="1"><addressbook><name>澄野公司</name><address><address-1>上海市</address-1>
      <country>CN</country></address></addressbook></cn-applicant></cn-applicants>
    <cn-inventors><cn-inventor sequence="1"><addressbook><name>云禾</name></addressbook></cn-inventor>
      <cn-inventor sequence="2"><addressbook><name>野舟</name></addressbook></cn-inventor></cn-inventors>
    <cn-agents><cn-agent sequence="1"><name>林朔</name><cn-agency><name>沪上代理有限公司 31200</name></cn-agency>
    </cn-agent></cn-agents>
  </cn-parties>
  <abstract><p>一种充电桩。</p></abstract>
</cn-bibliographic-data>
<application-body>
  <description><invention-title>充电桩</invention-title>
    <technical-field><heading>技术领域</heading><p>涉及充电。</p></technical-field>
    <disclosure><p>本实用新型：</p><tech-solution><p>方案甲。</p><p>方案乙。</p></tech-solution></disclosure>
    <mode-for-invention>直接写出的一段。</mode-for-invention>
    <p>末段。</p></description>
  <claims>
    <claim num="1"><claim-text>1、一种充电桩，其特征在于：</claim-text><claim-text>包括柱体。</claim-text></claim>
    <claim num="2"><claim-text>2、如权利要求1所述的充电桩。</claim-text></claim>
    <claim num="3"><claim-text>3、根据权利要求1或2所述的充电桩。</claim-text></claim>
  </claims>
</application-body>
</cn-patent-document>"""


@pytest.fixture(scope="module")
def samples(shared: Path) -> Path:
    return shared / "office-samples" / "cnipa-xml"


@pytest.fixture(scope="module")
def sample(samples: Path) -> Patent:
    return only(SOURCE, samples / SAMPLE)


def test_no_sample_is_left_out_of_these_tests(samples: Path) -> None:
    assert [path.name for path in samples.iterdir() if path.suffix.lower() == ".xml"] == [SAMPLE]


def test_numbers_and_dates_of_the_sample(sample: Patent) -> None:
    assert (sample.id, sample.type, sample.language) == ("CN-110083831-A", "invention", "zh")
    assert (sample.publication_date, sample.grant_date) == (dt.date(2019, 8, 2), None)
    # 1 is the check digit, which DOCDB numbers lack.
    assert sample.application == Filing("CN", "201910302430", "", dt.date(2019, 4, 16), "201910302430.1")
    assert (sample.priorities, sample.citations, sample.related) == ((), (), ())
    assert sample.ipc == ("G06F17/27",)
    assert sample.notes == ("gazette:35-3102",)


def test_texts_of_the_sample(sample: Patent) -> None:
    assert sample.title == {"zh": "一种基于BERT-BiGRU-CRF的中文命名实体识别方法"}
    assert list(sample.abstract) == list(sample.claims) == list(sample.description) == ["zh"]
    assert sample.abstract["zh"].endswith("节省了训练时间。")
    # 101 paragraphs, of which nine are an image each.
    paragraphs = sample.description["zh"]
    assert len(paragraphs) == 92
    assert (paragraphs[0], paragraphs[2], paragraphs[15]) == ("技术领域", "背景技术", "发明内容")
    # Indices and exponents stay with their letters.
    assert "MultiHead(Q,K,V)＝Concat(head1,...,headh)Wo" in paragraphs


def test_claims_of_the_sample(sample: Patent) -> None:
    claims = [one for one in sample.claims["zh"] if not isinstance(one, str)]
    assert [(one.number, one.depends_on) for one in claims] == [(1, ()), (2, (1,)), (3, (2,)), (4, (3,))]
    assert claims[1].text.startswith("如权利要求1所述的")
    assert claims[0].text.endswith("得到命名实体识别结果。")


def test_parties_of_the_sample(sample: Patent) -> None:
    address = "430072 湖北省武汉市武昌区珞珈山武汉大学"
    assert sample.applicants == (Party("武汉大学", address=address, country="CN"),)
    assert sample.inventors == (Party("董文永"), Party("杨飘"))
    agency = "武汉科皓知识产权代理事务所(特殊普通合伙)"
    assert sample.agents == (Party(agency, identifier="42222"), Party("鲁力"))
    assert sample.owners == ()


@pytest.mark.parametrize("name", [SAMPLE])
def test_counts_are_those_of_the_file(samples: Path, name: str) -> None:
    root = etree.parse(str(samples / name), etree.XMLParser(load_dtd=False, no_network=True)).getroot()

    def count(path: str) -> int:
        steps = "/".join(f"*[local-name()='{step}']" for step in path.split("/"))
        return len(root.xpath(steps))

    (found,) = records(SOURCE, samples / name)
    paragraphs = root.xpath("//*[local-name()='Description']//*[local-name()='Paragraphs'][normalize-space()]")
    parties = "BibliographicData/Parties"
    assert len(found.claims["zh"]) == count("Claims/Claim")
    assert len(found.description["zh"]) == len(paragraphs)
    assert len(found.applicants) == count(f"{parties}/ApplicantDetails/Applicant")
    assert len(found.inventors) == count(f"{parties}/InventorDetails/Inventor")
    assert len(found.agents) == count(f"{parties}/AgentDetails/Agent/Agency") + count(
        f"{parties}/AgentDetails/Agent/AddressBook"
    )
    assert len(found.ipc) == count("BibliographicData/ClassificationIPCRDetails/ClassificationIPCR")
    assert len(found.citations) == count("BibliographicData/ReferencesCited/Citation")
    assert len(found.priorities) == count("BibliographicData/PriorityClaim")


def test_a_granted_patent_of_the_new_layout(tmp_path: Path) -> None:
    found = only(SOURCE, written(tmp_path / "grant.xml", NEW.format(GRANT)))
    assert (found.id, found.type, found.grant_date) == ("CN-110000001-B", "invention", dt.date(2021, 6, 1))
    assert found.application == Filing("CN", "201980000001", "", dt.date(2019, 4, 16), "201980000001.X")
    assert found.title == {"zh": "电池", "en": "BATTERY"}
    assert (found.ipc, found.cpc) == (("H01M10/0525", "H01M4/13"), ("Y02E60/10",))
    assert found.applicants == (Party("云岚株式会社", "YUNLAN K.K.", "日本东京", "Tokyo", "JP", "9144030012"),)
    assert found.owners == (Party("云岚株式会社"),)
    assert found.citations == (
        Citation("CN-101000001-A", phase="examination", date=dt.date(2008, 1, 2)),
        Citation("US-6000001-B1", phase="examination"),
        Citation(text="甲: 电池手册", phase="examination"),
    )
    assert found.related == (
        Related("pct_application", "JP-2019000007-W", dt.date(2019, 4, 16)),
        Related("pct_publication", "WO-2019200001", dt.date(2019, 10, 17)),
        Related("division", "CN-201880000009", dt.date(2018, 4, 16)),
    )


def test_priorities_of_one_day_are_kept_and_padded_numbers_are_not(tmp_path: Path) -> None:
    found = only(SOURCE, written(tmp_path / "grant.xml", NEW.format(GRANT)))
    assert found.priorities == (
        Filing("JP", "2018000001", "", dt.date(2018, 5, 1), "2018-000001"),
        Filing("JP", "2018000002", "", dt.date(2018, 5, 1), "2018-000002"),
        Filing("US", "000062123456", "", dt.date(2018, 6, 1)),
    )


def test_a_design(tmp_path: Path) -> None:
    assert only(SOURCE, written(tmp_path / "design.xml", NEW.format(DESIGN))) == Patent(
        country="CN", number="305900001", kind="S", type="design", publication_date=dt.date(2020, 7, 7),
        grant_date=dt.date(2020, 7, 7), language="zh", title={"zh": "手机"}, locarno=("14-03",),
        owners=(Party("云岚"),), inventors=(Party("林朔"),),
    )  # fmt: skip


def test_a_utility_model_of_the_old_layout(tmp_path: Path) -> None:
    found = only(SOURCE, written(tmp_path / "old.xml", OLD))
    assert (found.id, found.type, found.language) == ("CN-201000001-U", "utility_model", "zh")
    assert (found.publication_date, found.grant_date) == (dt.date(2008, 1, 2), dt.date(2008, 1, 2))
    assert found.application == Filing("CN", "200720000001", "", dt.date(2007, 1, 3), "200720000001.5")
    assert found.priorities == (Filing("DE", "102006000001", "", dt.date(2006, 1, 4), "102006000001.2"),)
    assert found.ipc == ("B60L11/18", "H02J7/00")
    assert (found.title, found.abstract) == ({"zh": "充电桩"}, {"zh": "一种充电桩。"})
    assert found.applicants == (Party("澄野公司", address="上海市", country="CN"),)
    assert found.inventors == (Party("云禾"), Party("野舟"))
    assert found.agents == (Party("沪上代理有限公司", identifier="31200"), Party("林朔"))
    assert found.citations == (
        Citation("CN-2900001-Y", phase="examination", date=dt.date(2007, 5, 16)),
        Citation(text="乙: 充电技术", phase="examination"),
    )


def test_claims_and_every_paragraph_of_the_old_layout(tmp_path: Path) -> None:
    found = only(SOURCE, written(tmp_path / "old.xml", OLD))
    claims = [one for one in found.claims["zh"] if not isinstance(one, str)]
    assert [(one.number, one.text, one.depends_on) for one in claims] == [
        (1, "一种充电桩，其特征在于： 包括柱体。", ()), (2, "如权利要求1所述的充电桩。", (1,)),
        (3, "根据权利要求1或2所述的充电桩。", (1, 2)),
    ]  # fmt: skip
    assert found.description["zh"] == (
        "技术领域", "涉及充电。", "本实用新型：", "方案甲。", "方案乙。", "直接写出的一段。", "末段。",
    )  # fmt: skip


@pytest.mark.parametrize("number", ["", "0", "x", "\N{SUPERSCRIPT TWO}"])
def test_a_claim_without_number_has_that_of_its_place(tmp_path: Path, number: str) -> None:
    found = only(SOURCE, written(tmp_path / "old.xml", OLD.replace('num="2"', f'num="{number}"')))
    assert [one.number for one in found.claims["zh"] if not isinstance(one, str)] == [1, 2, 3]


def test_a_broken_document_between_good_ones(tmp_path: Path) -> None:
    nothing = OLD.replace("<doc-number>201000001</doc-number>", "")
    other = OLD.replace("201000001", "201000002")
    path = written(tmp_path / "many.xml", f"<cn-patent-documents>\n{OLD}\n{nothing}\n{other}</cn-patent-documents>")
    found = read(SOURCE, path)
    assert ids(found) == ["CN-201000001-U", "CN-201000002-U"]
    assert rejects(found) == [("record.no_document_number", f"{path}:{2 + OLD.count(chr(10)) + 1}")]
    assert isinstance(found[1], Rejected)
    assert found[1].raw.startswith("<cn-patent-document")


@pytest.mark.parametrize("body", ["", "<business:BibliographicData/>", "<cn-bibliographic-data/>"])
@pytest.mark.parametrize("outer", [NEW, "<cn-patent-document>{}</cn-patent-document>"])
def test_a_document_without_number_is_rejected(tmp_path: Path, outer: str, body: str) -> None:
    if body.startswith("<business") and outer is not NEW:
        body = "<bibliographic-data/>"
    path = written(tmp_path / "none.xml", outer.format(body))
    assert rejects(read(SOURCE, path)) == [("record.no_document_number", f"{path}:1")]


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9, 0.999])
def test_a_truncated_sample_gives_no_half_record(tmp_path: Path, samples: Path, share: float) -> None:
    whole = (samples / SAMPLE).read_bytes()
    path = tmp_path / "cut.xml"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(InputError) as caught:
        list(SOURCE.read(Unit(SOURCE, (blob(path),))))
    assert caught.value.problem.code == "file.truncated"
    assert caught.value.problem.place.startswith(str(path))


@pytest.mark.parametrize(
    ("text", "code", "good"),
    [
        ("", "file.empty", 0),
        (f"<cn-patent-documents>{OLD}<cn-patent-doc", "file.truncated", 1),
        (f'<!DOCTYPE e [<!ENTITY a "b">]>{OLD}', "xml.forbidden", 0),
    ],
)
def test_damage_keeps_what_stands_before_it(tmp_path: Path, text: str, code: str, good: int) -> None:
    path = written(tmp_path / "damaged.xml", text)
    found: list[Patent | Rejected] = []
    with pytest.raises(InputError) as caught:
        found.extend(SOURCE.read(Unit(SOURCE, (blob(path),))))
    assert caught.value.problem.code == code
    assert ids(found) == ["CN-201000001-U"] * good


def test_damage_in_a_document_is_a_reject_and_reading_goes_on(tmp_path: Path) -> None:
    damaged = OLD.replace("<", "< ", 1) + OLD.replace("</", "\1</", 1)
    path = written(tmp_path / "damaged.xml", f"<cn-patent-documents>{OLD}{damaged}{OLD}</cn-patent-documents>")
    found = list(SOURCE.read(Unit(SOURCE, (blob(path),))))
    assert [one.problem.code if isinstance(one, Rejected) else one.id for one in found] == [
        "CN-201000001-U", "xml.malformed", "xml.malformed", "CN-201000001-U",
    ]  # fmt: skip


def test_a_packed_sample_reads_the_same(tmp_path: Path, samples: Path, sample: Patent) -> None:
    packed = tmp_path / f"{SAMPLE}.gz"
    packed.write_bytes(gzip.compress((samples / SAMPLE).read_bytes()))
    assert records(SOURCE, packed) == [sample]
    assert recognised(packed) == ["cnipa-patents"]


def test_only_this_source_takes_the_sample(samples: Path) -> None:
    assert recognised(samples / SAMPLE) == ["cnipa-patents"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (NEW.format(GRANT), ["cnipa-patents"]),
        (OLD, ["cnipa-patents"]),
        (f"<cn-patent-documents>{OLD}</cn-patent-documents>", ["cnipa-patents"]),
        ("<PatentDocument/>", []),
        (f"<index>{OLD}</index>", []),
        ("", []),
    ],
)
def test_only_this_source_takes_either_layout(tmp_path: Path, text: str, names: list[str]) -> None:
    assert recognised(written(tmp_path / "file.xml", text)) == names
