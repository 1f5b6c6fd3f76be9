"""Parts of the exchange format that the samples do not show, built by the schema exchange-documents.xsd."""

from __future__ import annotations

import datetime as dt

import pytest

from indexers.patents.exchange import read_exchange
from indexers.patents.exchange_numbers import from_epodoc, from_joined
from indexers.xmlstream import parse_document
from ipsearch.patentnumbers.keys import number_tokens
from ipsearch.patentnumbers.number import read_numbers
from ipsearch.records import Citation, Filing, Party, Patent, Related


def record(inside: str, after: str = "", attributes: str = "") -> Patent:
    text = (
        f'<exchange-document country="EP" doc-number="1" kind="A1" {attributes}>'
        f"<bibliographic-data>{inside}</bibliographic-data>{after}</exchange-document>"
    )
    return read_exchange(parse_document(text.encode(), "made"))


@pytest.mark.parametrize(
    ("epodoc", "filing"),
    [
        ("EP20100167109", Filing("EP", "10167109", "A")),
        ("EP19910302636", Filing("EP", "91302636", "A")),
        ("WO2024EP63512", Filing("EP", "2024063512", "W")),
        ("WO1998US16128", Filing("US", "1998016128", "W")),
        ("GB20230006615", Filing("GB", "20230006615")),
        ("US19990265699", Filing("US", "26569999", "A")),
        ("US20040023699", Filing("US", "2369904", "A")),
        ("US20080012399P", Filing("US", "1239908", "P")),
        ("US201261713199P", Filing("US", "201261713199", "P")),
        ("US201314052099", Filing("US", "201314052099")),
        ("US19070397099", Filing("US", "1907397099", "A")),
        ("US19260059999", Filing("US", "19260059999")),
        ("US2006142699", Filing("US", "2006142699")),
        ("CN202021636699U", Filing("CN", "202021636699", "U")),
        ("DE69905399D1", Filing("DE", "69905399", "D1")),
        ("FR1258192X", Filing("FR", "1258192X")),
        ("EP2400812", Filing("EP", "2400812")),
        ("WO02054790", Filing("WO", "02054790")),
    ],
)
def test_numbers_in_epodoc_form(epodoc: str, filing: Filing) -> None:
    assert from_epodoc(epodoc) == filing


@pytest.mark.parametrize(
    ("epodoc", "typed"),
    [("US201261713199P", "61/713,199"), ("US201261713199P", "US201261713199P"), ("US19990265699", "09/265,699"),
     ("US19990265699", "US19990265699"), ("CN202021636699U", "202021636699.8"), ("DE20022010299U", "DE 202 10 299"),
     ("RU20150117699", "2015117699"), ("US19070397099", "US19070397099"), ("JP20100123499", "2010-123499")],
)  # fmt: skip
def test_a_priority_in_epodoc_form_is_found_as_people_write_it(epodoc: str, typed: str) -> None:
    found = record(
        "<priority-claims><priority-claim sequence='1'><document-id document-id-type='epodoc'>"
        f"<doc-number>{epodoc}</doc-number><date>20100101</date></document-id></priority-claim></priority-claims>"
    )
    (priority,) = found.priorities
    assert priority.date == dt.date(2010, 1, 1)
    known = number_tokens(priority.country, priority.number, priority.kind)
    asked = [number_tokens(one.country, one.number, one.kind)[-1] for one in read_numbers(typed)]
    assert set(asked) & set(known)


def test_the_register_has_the_country_of_a_priority_beside_its_epodoc_form() -> None:
    found = record(
        "<priority-claims><priority-claim sequence='1'><country>US</country><doc-number>201061425399P</doc-number>"
        "<date>20101221</date></priority-claim><priority-claim sequence='2'><country>EP</country>"
        "<doc-number>20110160699</doc-number><date>20110331</date></priority-claim></priority-claims>"
    )
    assert found.priorities == (
        Filing("US", "201061425399", "P", dt.date(2010, 12, 21)),
        Filing("EP", "11160699", "A", dt.date(2011, 3, 31)),
    )


@pytest.mark.parametrize(
    ("country", "title", "language"),
    [("CN", "糖基纳米粒的制备方法", "zh"), ("NO", "ENERGILAGRINGSSYSTEM", "no"), ("CH", "Uhr", "ol")],
)
def test_texts_in_the_original_language_are_in_that_of_the_office(country: str, title: str, language: str) -> None:
    text = (
        f'<exchange-document country="{country}" doc-number="1" kind="A"><bibliographic-data>'
        f'<invention-title lang="en">Title</invention-title><invention-title lang="ol">{title}</invention-title>'
        f'</bibliographic-data><abstract lang="ol"><p>{title} 2</p></abstract></exchange-document>'
    )
    found = read_exchange(parse_document(text.encode(), "made"))
    assert found.title == {"en": "Title", language: title}
    assert found.abstract == {language: f"{title} 2"}


@pytest.mark.parametrize(
    ("joined", "filing"),
    [("US5556839A", Filing("US", "5556839", "A")), ("EP3109871A1", Filing("EP", "3109871", "A1")),
     ("CN201810358967", Filing("CN", "201810358967")), ("", Filing()), ("see text", Filing())],
)  # fmt: skip
def test_numbers_with_country_and_kind_in_one(joined: str, filing: Filing) -> None:
    assert from_joined(joined) == filing


def test_a_number_in_original_form_alone_is_no_further_priority() -> None:
    """These have a sequence of their own: the third may be any of the two that DOCDB has, or one that it refused."""
    claim = '<priority-claim sequence="{0}" data-format="{1}"><document-id>{2}</document-id></priority-claim>'
    docdb = "<country>US</country><doc-number>{}</doc-number><kind>A</kind>"
    original = [claim.format(n, "original", f"<doc-number>09/083,59{n}</doc-number>") for n in (1, 2, 3)]
    known = [claim.format(n, "docdb", docdb.format(f"835{n}98")) for n in (1, 2)]
    found = record(f"<priority-claims>{''.join(known + original)}</priority-claims>")
    assert found.priorities == (Filing("US", "835198", "A"), Filing("US", "835298", "A"))
    assert found.notes == tuple(f"priority-original:09/083,59{n}" for n in (1, 2, 3))
    alone = record(f"<priority-claims>{original[0]}</priority-claims>")
    assert [one.number for one in alone.priorities] == ["09/083,591"]


def applicants(*parties: tuple[str, str, str]) -> str:
    inside = "".join(
        f'<applicant sequence="{place}" data-format="{form}"><applicant-name><name>{name}</name></applicant-name>'
        "</applicant>"
        for place, form, name in parties
    )
    return f"<parties><applicants>{inside}</applicants></parties>"


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ([("1", "docdb", "BOSCH GMBH ROBERT"), ("1", "docdba", "Robert Bosch GmbH")],
         [Party("Robert Bosch GmbH", "BOSCH GMBH ROBERT")]),
        ([("1", "docdb", "IBM")], [Party("IBM")]),
        ([("1", "docdba", "日本電気株式会社")], [Party("日本電気株式会社")]),
        ([("1", "docdb", "NEC CORP"), ("1", "docdba", "日本電気株式会社")], [Party("日本電気株式会社", "NEC CORP")]),
        ([("1", "epodoc", "NOKIA CORP [FI]"), ("1", "original", "NOKIA CORP, ")], [Party("NOKIA CORP", country="FI")]),
        # OPS counts the spellings of a second publication on.
        ([("1", "epodoc", "KYLMAENEN JARI [FI]"), ("1", "original", "KYLMAENEN, JARI, "),
          ("2", "original", "Kylmänen, Jari")],
         [Party("Kylmänen, Jari", "KYLMAENEN JARI", country="FI")]),
        # Filed by two, of whom the normal form has one.
        ([("1", "docdb", "ABC CORP"), ("1", "docdba", "ABC Corp."), ("2", "docdba", "XYZ Ltd.")],
         [Party("ABC Corp.", "ABC CORP"), Party("XYZ Ltd.")]),
    ],
)  # fmt: skip
def test_spellings_of_a_party_are_one_party(parties: list[tuple[str, str, str]], expected: list[Party]) -> None:
    assert list(record(applicants(*parties)).applicants) == expected


def test_agents_and_addresses() -> None:
    found = record(
        "<parties><agents><agent sequence='1'><addressbook><last-name>Weber</last-name><first-name>Anna</first-name>"
        "<registered-number>77</registered-number>"
        "<address><street>Weg 1</street><city>Bonn</city><country>DE</country></address>"
        "</addressbook></agent></agents></parties>"
    )
    assert found.agents == (Party("Weber, Anna", address="Weg 1, Bonn", country="DE", identifier="77"),)


@pytest.mark.parametrize(
    ("book", "name"),
    [
        ("<text>Weber and Partners</text>", "Weber and Partners"),
        (
            "<prefix>Dr.</prefix><last-name>Weber</last-name><first-name>Anna</first-name><middle-name>M.</middle-name>"
            "<suffix>III</suffix>",
            "Weber, Anna M. III",
        ),
        ("<orgname>Weber AG</orgname>", "Weber AG"),
    ],
)
def test_a_name_in_parts_is_whole(book: str, name: str) -> None:
    found = record(f"<parties><agents><agent><addressbook>{book}</addressbook></agent></agents></parties>")
    assert found.agents == (Party(name),)


def test_the_ipc_before_edition_eight() -> None:
    found = record(
        "<classification-ipc><edition>7</edition><main-classification> 7A 61K   9/16   A</main-classification>"
        "<further-classification> 7H 04L  12/58   B</further-classification></classification-ipc>"
    )
    assert found.ipc == ("A61K9/16", "H04L12/58")


def test_a_class_to_be_deleted_is_none() -> None:
    """WIPO ST.8: D in the place of the status says that the symbol is taken off the document."""
    symbol = (
        "<patent-classification><classification-scheme scheme='CPCI'/><classification-symbol>{0}"
        "</classification-symbol><classification-status>{1}</classification-status></patent-classification>"
    )
    parts = "<section>A</section><class>61</class><subclass>P</subclass><main-group>31</main-group>"
    ipcr = "<classification-ipcr>{}</classification-ipcr>"
    found = record(
        "<classifications-ipcr>"
        + ipcr.format("<text>A61K   9/16        20060101A I20051008RMEP        </text>")
        + ipcr.format("<text>A61K   9/32        20060101ALI20030127DMRU        </text>")
        + ipcr.format(f"{parts}<subgroup>12</subgroup><classification-status>D</classification-status>")
        + ipcr.format(f"{parts}<subgroup>18</subgroup><classification-status>B</classification-status>")
        + "</classifications-ipcr><patent-classifications>"
        + symbol.format("C08F 2/00", "B") + symbol.format("C08F 210/06", "D") + "</patent-classifications>"
    )  # fmt: skip
    assert (found.ipc, found.cpc) == (("A61K9/16", "A61P31/18"), ("C08F2/00",))


def test_classes_of_other_schemes_and_combinations() -> None:
    one = (
        "<patent-classification{2}><classification-scheme scheme='{0}'/><classification-symbol>{1}"
        "</classification-symbol></patent-classification>"
    )
    found = record(
        "<classification-national><country>US</country><main-classification>435/6</main-classification>"
        "</classification-national><patent-classifications>"
        + one.format("CPCI", "C08F   2/00        ", "")
        + one.format("CPCA", "C08F 210/06        ", "")
        + one.format("CPCNO", "C08F   4/02        ", "")
        + one.format("EC", "H04L12/58C", "")
        + one.format("FTERM", "5K030 HA05", "")
        + "<combination-set><group-number>1</group-number><combination-rank><rank-number>1</rank-number>"
        + one.format("CPCI", "C08F 210/06        ", "")
        + "</combination-rank><combination-rank><rank-number>2</rank-number>"
        + one.format("CPCI", "C08F2500/12        ", "")
        + "</combination-rank></combination-set></patent-classifications>"
    )
    assert found.cpc == ("C08F2/00", "C08F210/06", "C08F4/02")
    assert found.cpc_additional == ("C08F210/06",)
    assert found.national == ("ECLA H04L12/58C", "FTERM 5K030HA05", "US 435/6")
    assert found.notes == ("combination-set:C08F210/06; C08F2500/12",)


@pytest.mark.parametrize(
    ("attributes", "phase"),
    [('cited-phase="SEA"', "search"), ('cited-phase="ISR"', "international_search"), ('cited-phase="APP"', "applicant"),
     ('cited-phase="EXA"', "examination"), ('cited-phase="OPP"', "opposition"), ('cited-phase="115"', "third_party"),
     ('cited-phase="APL"', "appeal"), ('cited-phase="DES"', "description"), ('cited-phase="NEW"', "new"),
     ('cited-phase="undefined" cited-by="applicant"', "applicant"), ('cited-by="examiner"', "search"), ("", "")],
)  # fmt: skip
def test_phases_of_citations(attributes: str, phase: str) -> None:
    found = record(f'<references-cited><citation {attributes}><patcit dnum="US1A"/></citation></references-cited>')
    assert found.citations == (Citation("US-1-A", phase=phase),)


def test_categories_claims_and_passages() -> None:
    found = record(
        "<references-cited><citation cited-phase='SEA'><patcit><document-id><country>US</country>"
        "<doc-number>5</doc-number><kind>A</kind><date>00010101</date></document-id></patcit>"
        "<category>X,P</category><rel-claims>1-3</rel-claims><category>Y</category><rel-claims>4</rel-claims>"
        "<rel-passage><passage>* figure 1 *</passage></rel-passage></citation>"
        "<citation><nplcit><article><author><name>M. Suzuki</name></author><atl>On x-rays</atl></article></nplcit>"
        "<category>A</category></citation>"
        "<citation><nplcit><text> No further\n relevant documents </text></nplcit></citation></references-cited>"
    )
    assert found.citations == (
        Citation("US-5-A", category="XPY", phase="search", claims="XP 1-3; Y 4"),
        Citation(text="M. Suzuki, On x-rays", category="A"),
        Citation(text="No further relevant documents"),
    )
    assert found.notes == ("passage:US-5-A * figure 1 *",)


def test_what_corresponds_to_a_citation_is_cited_with_it() -> None:
    """An abstract in English names the document that it is of; so does a search report with members of a family."""
    patent = "<document-id><country>{}</country><doc-number>{}</doc-number><kind>A</kind></document-id>"
    found = record(
        "<references-cited><citation cited-phase='SEA'><nplcit><text>PATENT ABSTRACTS OF JAPAN vol. 1</text></nplcit>"
        "<category>X</category><rel-claims>1-3</rel-claims>"
        f"<corresponding-docs><patcit>{patent.format('JP', '2001123456')}</patcit></corresponding-docs></citation>"
        f"<citation cited-phase='SEA'><patcit>{patent.format('DE', '10012345')}</patcit><category>Y</category>"
        f"<corresponding-docs><patcit>{patent.format('US', '6123456')}</patcit><nplcit><text>XP001</text></nplcit>"
        "<category>A</category><rel-claims>9</rel-claims></corresponding-docs>"
        f"<corresponding-docs>{patent.format('FR', '2812345')}<refno>XP002</refno></corresponding-docs></citation>"
        "</references-cited>"
    )
    assert found.citations == (
        Citation(text="PATENT ABSTRACTS OF JAPAN vol. 1", category="X", phase="search", claims="1-3"),
        Citation("JP-2001123456-A", category="X", phase="search", claims="1-3"),
        Citation("DE-10012345-A", category="Y", phase="search"),
        Citation("US-6123456-A", category="A", phase="search", claims="9"),
        Citation(text="XP001", category="A", phase="search", claims="9"),
        Citation("FR-2812345-A", category="Y", phase="search"),
        Citation(text="XP002", category="Y", phase="search"),
    )


def test_texts_of_several_languages_and_sources() -> None:
    found = record(
        '<invention-title lang="en" data-format="docdba">AS FILED</invention-title>'
        '<invention-title lang="en" data-format="docdb">normal form</invention-title>'
        '<invention-title lang="zh" data-format="docdba">方法</invention-title>',
        '<abstract lang="EN" abstract-source="EPO"><p>One <b>two</b>.</p><p>Three.</p></abstract>'
        '<abstract lang="en" abstract-source="national office"><p>Other.</p></abstract>',
    )
    assert found.title == {"en": "normal form", "zh": "方法"}
    assert found.abstract == {"en": "One two. Three."}
    assert found.notes == ("further-invention-title:en AS FILED", "further-abstract:en Other.")


def test_states_and_dates() -> None:
    found = record(
        "<designation-of-states><designation-pct><regional><region><country>EP</country></region>"
        "<country>AT</country><country>DE</country></regional></designation-pct><designation-epc><extension-states>"
        "<country>BA</country></extension-states></designation-epc>"
        "<exclusion-from-designation><national><country>US</country></national></exclusion-from-designation>"
        "</designation-of-states><dates-of-public-availability><gazette-reference><gazette-num>2</gazette-num>"
        "<date>20200102</date></gazette-reference><not-printed-with-grant><document-id><date>20210506</date>"
        "</document-id></not-printed-with-grant></dates-of-public-availability>",
        attributes='date-publ="20201301" correction-code="W1"',
    )
    assert found.designated == ("AT", "DE", "BA")
    assert found.grant_date == dt.date(2021, 5, 6)
    assert found.publication_date is None
    assert set(found.notes) == {"unread-date-publ:20201301", "correction-code:W1", "gazette-reference:2, 20200102"}


def test_a_correction_is_noted() -> None:
    """What WIPO ST.50 says of a document that was printed again (A8, B9): which parts were corrected, and when."""
    found = record(
        "<date-of-coming-into-force><date>20200103</date></date-of-coming-into-force>"
        "<language-of-filing>zh</language-of-filing>"
        "<st50-republication><republication-code>B9</republication-code><modifications><modified-bibliography>"
        "<inid-code>72</inid-code></modified-bibliography><modified-part><modified-part-name>Claims"
        "</modified-part-name></modified-part></modifications><correction-notice><date>20200102</date></correction-notice>"
        "</st50-republication>"
    )
    assert found.notes == (
        "date-of-coming-into-force:20200103", "language-of-filing:zh",
        "st50-republication:B9, 72, Claims, 20200102",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("country", "kind", "right"),
    [("DE", "U1", "utility_model"), ("CN", "Y", "utility_model"), ("CN", "S", "design"), ("US", "P2", "plant"),
     ("HR", "P20251003", "unknown"), ("EP", "B1", "invention"), ("EP", "", "unknown")],
)  # fmt: skip
def test_the_kind_of_right(country: str, kind: str, right: str) -> None:
    text = f'<exchange-document country="{country}" doc-number="1" kind="{kind}"/>'
    assert read_exchange(parse_document(text.encode(), "made")).type == right


FAMILY = (
    '<patent-family><family-member><application-reference data-format="docdb"><document-id><country>EP</country>'
    "<doc-number>98000001</doc-number><kind>A</kind></document-id></application-reference>"
    '<publication-reference data-format="docdb" sequence="1"><document-id><country>EP</country><doc-number>1'
    "</doc-number><kind>B1</kind></document-id></publication-reference></family-member><family-member>{}"
    '<publication-reference data-format="epodoc" sequence="1"><document-id><doc-number>US2001000001</doc-number>'
    '</document-id></publication-reference></family-member><abstract lang="en" country="US" doc-number="6000001" '
    'kind="A"><p>A lamp.</p></abstract></patent-family>'
)
PUBLISHED = (
    '<publication-reference data-format="docdb" sequence="{}"><document-id><country>US</country><doc-number>{}'
    "</doc-number><kind>{}</kind></document-id></publication-reference>"
)


def test_members_of_the_simple_family_are_equivalents() -> None:
    """Not the document itself under another kind, and each number once."""
    members = PUBLISHED.format(1, "2001000001", "A1") + PUBLISHED.format(2, "6000001", "B1")
    found = record("", FAMILY.format(members + PUBLISHED.format(3, "6000001", "B2")))
    assert found.related == (Related("equivalent", "US-20010000001-A1"), Related("equivalent", "US-6000001-B1"))


@pytest.mark.parametrize(
    ("own", "abstract", "notes"),
    [
        ("", {"en": "A lamp."}, ("abstract-of-family:US-6000001-A",)),
        ('<abstract lang="de"><p>Lampe.</p></abstract>', {"de": "Lampe.", "en": "A lamp."},
         ("abstract-of-family:US-6000001-A",)),
        ('<abstract lang="en"><p>Own.</p></abstract>', {"en": "Own."}, ()),
    ],
)  # fmt: skip
def test_the_abstract_of_the_family_stands_in_for_one_in_english(
    own: str, abstract: dict[str, str], notes: tuple[str, ...]
) -> None:
    found = record("", own + FAMILY.format(""))
    assert (found.abstract, found.notes) == (abstract, notes)
