"""Variants of the USPTO's formats that its document types allow and its files have: SGML of 2001, rare elements."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from patent_reading import ids, only, read, recognised, records, rejects, written

from indexers.officevalues import full_name
from indexers.patents import uspto_greenbook, uspto_pap, uspto_redbook, uspto_sgml
from indexers.patents.greenbook_text import readable
from indexers.patents.sgml import as_xml
from indexers.patents.uspto_values import document_number, locarno
from ipsearch.records import Citation, Claim, Filing, Party, Patent, Related

GREENBOOK, SGML = uspto_greenbook.SOURCE, uspto_sgml.SOURCE
PAP, REDBOOK = uspto_pap.SOURCE, uspto_redbook.SOURCE

OF_2001 = """<!DOCTYPE PATDOC PUBLIC "-//USPTO//DTD ST.32 US PATENT GRANT V2.4 2000-09-20//EN" [
<!ENTITY US{0}-D0.TIF SYSTEM "US{0}-D0.TIF" NDATA TIF>
]>
<PATDOC DTD="2.4" STATUS="BUILD 20001002">
<SDOBI><B100><B110><DNUM><PDAT>{0}</PDAT></DNUM></B110><B130><PDAT>{1}</PDAT></B130></B100>
<B400><B472><B473US><B474><PDAT>14</PDAT></B474></B472></B400>
<B500><B510><B511><PDAT>{2}</PDAT></B511><B516><PDAT>7</PDAT></B516></B510>
<B560><B561><PCIT><DOC><DNUM><PDAT>D. 271298</PDAT></DNUM></DOC><PARTY-US><NAM><SNM><STEXT><PDAT>Roe</PDAT></STEXT>
</SNM></NAM></PARTY-US></PCIT><CITED-BY-EXAMINER>
</B561><B562><NCIT><STEXT><PDAT>Lamps &mdash; AT&T</PDAT></STEXT></NCIT><CITED-BY-OTHER></B562></B560>
<B590><B597US>
</B590></B500>{3}</SDOBI>
<SDODE><DETDESC><BTEXT><H LVL="1"><STEXT><PDAT>FIELD</PDAT></STEXT></H>
<PARA ID="P-1" LVL="0"><PTEXT><PDAT>A lamp.<EMI FILE=x.TIF ID="e">
</PDAT></PTEXT></PARA><CWU><TABLE-US><TABLE><ROW><ENTRY><PDAT>12 V</PDAT></ENTRY></ROW></TABLE></TABLE-US></CWU>
</BTEXT></DETDESC></SDODE>
<SDOCL><CL><CLM ID="CLM-00001"><PARA><PTEXT><PDAT>1. A lamp.</PDAT></PTEXT></PARA></CLM></CL></SDOCL>
</PATDOC>
"""
"""Elements without content stay open, as SGML allows."""
GRANT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd" [ ]>
<us-patent-grant lang="EN" dtd-version="v4.5"><us-bibliographic-data-grant><publication-reference><document-id>
<country>US</country><doc-number>{0}</doc-number><kind>B2</kind><date>20200107</date></document-id>
</publication-reference>{1}</us-bibliographic-data-grant>{2}</us-patent-grant>"""
PUBLICATION = (
    "<patent-application-publication><subdoc-bibliographic-information><document-id><doc-number>20020000001</doc-number>"
    "<kind-code>A1</kind-code></document-id>{0}</subdoc-bibliographic-information>{1}</patent-application-publication>"
)


def grant(tmp_path: Path, biblio: str, body: str = "") -> Patent:
    return only(REDBOOK, written(tmp_path / "one.xml", GRANT.format("10000001", biblio, body)))


def test_a_week_of_2001_is_sgml(tmp_path: Path) -> None:
    week = OF_2001.format("D0435854", "S", "1402", "") + OF_2001.format("06167569", "B1", "A41D 1900", "")
    path = written(tmp_path / "pg010102.sgm", week)
    assert recognised(path) == ["uspto-sgml"]
    design, glove = records(SGML, path)
    assert (design.id, design.type, design.locarno, design.ipc) == ("US-D435854-S", "design", ("1402",), ())
    assert (glove.id, glove.type, glove.locarno, glove.ipc) == ("US-6167569-B1", "invention", (), ("A41D19/00",))
    assert design.citations == (
        Citation("US-D271298", phase="examination"), Citation(text="Lamps — AT&T", phase="applicant"),
    )  # fmt: skip
    assert design.description == {"en": ("FIELD", "A lamp.", "12 V")}
    assert design.claims == {"en": (Claim(1, "A lamp."),)}
    assert design.notes == ("length-of-grant-years:14", "terminal-disclaimer")


def test_a_document_of_sgml_that_is_cut_or_not_ascii(tmp_path: Path) -> None:
    whole = OF_2001.format("06167569", "B1", "A41D 1900", "").replace("Roe", "Möller")
    path = tmp_path / "pg.sgm"
    path.write_bytes((whole + whole[:-60]).encode("cp1252"))
    items = read(SGML, path)
    assert ids(items) == ["US-6167569-B1"]
    assert rejects(items) == [("xml.malformed", f"{path}:{whole.count(chr(10)) + 1}")]


def test_what_says_that_it_is_xml_stays_as_it_is() -> None:
    broken = b'<?xml version="1.0"?><a><b></a>'
    assert as_xml(broken) == broken
    assert as_xml(b"<a><b></a>") == b"<a><b/></a>"


def test_a_comment_before_the_document_type_may_hold_one(tmp_path: Path) -> None:
    text = OF_2001.format("06167569", "B1", "A41D 1900", "")
    start = (
        '<?xml version="1.0"?>\n<!-- <!DOCTYPE PATDOC PUBLIC "-//X//EN" [ -->\n<!DOCTYPE PATDOC SYSTEM "x.dtd" [\n'
        '<!ENTITY A SYSTEM "A" NDATA TIF>\n]>\n'
    )
    closed = start + as_xml(text[text.index("<PATDOC") :].encode()).decode()
    assert ids(records(SGML, written(tmp_path / "one.xml", closed))) == ["US-6167569-B1"]


def test_international_data_and_what_a_parent_became(tmp_path: Path) -> None:
    more = (
        "<B600><B620><PARENT-US><PDOC><DOC><DNUM><PDAT>08/123456</PDAT></DNUM></DOC></PDOC><PPUB><DOC><DNUM>"
        "<PDAT>05,999,999</PDAT></DNUM></DOC></PPUB></PARENT-US></B620></B600><B700><B720><B721><PARTY-US><NAM><FNM>"
        "<PDAT>Ann</PDAT></FNM><SNM><STEXT><PDAT>Roe</PDAT></STEXT></SNM><SFX><PDAT>Jr.</PDAT></SFX></NAM></PARTY-US></B721>"
        "</B720></B700><B800><B860><B861><DOC><DNUM><PDAT>PCT/SE98/01234</PDAT></DNUM><DATE><PDAT>19980625</PDAT></DATE>"
        "</DOC></B861><B863><DATE><PDAT>20000126</PDAT></DATE></B863></B860><B870><B871><DOC><DNUM><PDAT>WO99/01234</PDAT>"
        "</DNUM><DATE><PDAT>19990114</PDAT></DATE></DOC></B871></B870></B800>"
    )
    found = only(SGML, written(tmp_path / "pg.sgm", OF_2001.format("06167569", "B1", "A41D 1900", more)))
    assert found.related == (
        Related("division", "US-08123456"),
        Related("division", "US-5999999"),
        Related("pct_application", "SE-9801234-W", dt.date(1998, 6, 25)),
        Related("pct_publication", "WO-9901234", dt.date(1999, 1, 14)),
    )
    assert "us-371-date:20000126" in found.notes
    assert found.inventors == (Party("Roe, Ann Jr."),)


BOOK = (
    "PATN\nWKU  {0}\nSRC  5\nAPN  5328756\nTTL  .alpha.-Amylase of M.o slashed.ller\nISD  19760106\nNCL  1\n{1}"
    "CLMS\nNUM  1.\nPAR  1. A lamp,\nPA1  (a) lit.\n"
)


def test_lines_of_a_green_book_that_other_years_have(tmp_path: Path) -> None:
    groups = (
        "INVT\nNAM  Roe; Ann\nITX  deceased\nCLAS\nICL  D0204\nFREF\nPNO  2 100 000\nCNT  GB2\nREIS\nCOD  50\n"
        "APN  553166\nAPD  19900717\nPNO  5007432\nISD  19910416\nRLAP\nCOD  86\nAPN  8127\nAPD  19951130\nPCTA\n"
        "PCN  PCT/JP79/00178\nPD1  19800310\nPD2  19800205\nDETD\n     DETAILED DESCRIPTION\n"
        "PAR  Water is H.sub.2 O at 20.degree. C.\n"
        "TBL3 one   two\n     three\nDETAILS of the lamp\n"
    )
    text = "HHHHHT        APS1\n" + BOOK.format("D02425831", groups)
    padded = "".join(f"{line:<80}\r\n" for line in text.splitlines()) + "\x1a"
    plain, wide = (only(GREENBOOK, written(tmp_path / f"{n}.txt", t)) for n, t in enumerate((text, padded)))
    assert plain == wide
    assert plain.title == {"en": "α-Amylase of Møller"}
    assert (plain.locarno, plain.ipc, plain.citations) == (("0204",), (), (Citation("GB-2100000"),))
    assert plain.related == (
        Related("reissue", "US-07553166", dt.date(1990, 7, 17)),
        Related("reissue", "US-5007432", dt.date(1991, 4, 16)),
        Related("provisional", "US-60008127", dt.date(1995, 11, 30)),
        Related("pct_application", "JP-7900178-W"),
    )
    assert plain.notes == ("inventor-text:deceased", "us-371-date:19800310", "us-102e-date:19800205")
    assert plain.description == {
        "en": ("DETAILED DESCRIPTION", "Water is H2 O at 20° C.", "one two three DETAILS of the lamp")
    }
    assert plain.claims == {"en": (Claim(1, "A lamp, (a) lit."),)}


@pytest.mark.parametrize(
    ("filed", "series"),
    [("19691231", "04"), ("19700101", "05"), ("19790101", "06"), ("19870101", "07"), ("19930101", "08"),
     ("19971229", "08"), ("19971230", "09")],
)  # fmt: skip
def test_the_day_of_filing_tells_the_series(tmp_path: Path, filed: str, series: str) -> None:
    group = f"RLAP\nCOD  71\nAPN  123456\nAPD  {filed}\n"
    found = only(GREENBOOK, written(tmp_path / "a.txt", BOOK.format("039302717", group)))
    assert [one.document for one in found.related] == [f"US-{series}123456"]


@pytest.mark.parametrize(
    ("number", "series", "filed", "expected"),
    [("D03671518", "D", "19941205", "29031745"), ("D03671518", "", "19941205", "29031745"),
     ("D02425831", "", "19750102", "05031745"), ("039302717", "8", "19941205", "08031745"),
     ("039302717", "", "19741205", "05031745"), ("039302717", "", "", "031745")],
)  # fmt: skip
def test_series_of_applications(tmp_path: Path, number: str, series: str, filed: str, expected: str) -> None:
    text = f"PATN\nWKU  {number}\nSRC  {series}\nAPN  0317454\nAPD  {filed}\nTTL  Pasta\nISD  19960220\n"
    found = only(GREENBOOK, written(tmp_path / "a.txt", text + "LREP\nNAM  Roe; Ann\n"))
    assert found.application is not None
    assert found.application.number == expected
    assert found.agents == (Party("Roe, Ann"),)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_green_book_that_went_through_other_hands(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path / "a.txt", BOOK.format("039302717", "INVT\nNAM  Møller; Åse\n"), encoding)
    assert recognised(path) == ["uspto-greenbook"]
    assert only(GREENBOOK, path).inventors == (Party("Møller, Åse"),)


@pytest.mark.parametrize(
    ("printed", "text"),
    [("20.about.30.degree. C.", "20~30° C."), ("10.sup.-3 .times.2", "10-3 ×2"), ("C.sub..alpha. H", "Cα H"),
     ("ver. 1.0. Next.", "ver. 1.0. Next."),
     ("www.alpha.com", "www.alpha.com"), ("a.unknown. b", "a.unknown. b"), ("  two\n  lines ", "two lines")],
)  # fmt: skip
def test_characters_between_dots(printed: str, text: str) -> None:
    assert readable(printed) == text


@pytest.mark.parametrize(
    ("printed", "number"),
    [("D. 271298", "D271298"), ("Des. 271,298", "D271298"), ("Re. 36,000", "RE36000"), ("P. 5,123", "PP5123"),
     ("P.P. 5,123", "PP5123"), ("Plt. 5123", "PP5123"), ("B1 4,123,456", "4123456"), ("2003/0023456", "20030023456")],
)  # fmt: skip
def test_numbers_as_citations_spell_them(printed: str, number: str) -> None:
    assert document_number(printed) == number


def test_names_and_classes_of_designs() -> None:
    assert [locarno(raw) for raw in ("0201", " D0201", "A41D 1900", "")] == ["0201", "0201", "", ""]
    assert full_name("Roe, Jr.", "Ann", "B.", "Jr.") == "Roe, Jr., Ann B."
    assert (full_name("", "Ann"), full_name("Roe", "")) == ("Ann", "Roe")


def test_documents_on_one_line_and_without_declarations(tmp_path: Path) -> None:
    joined = "".join(GRANT.format(f"1000000{n}", "", "") for n in (1, 2))
    bare = "".join(GRANT.format(f"1000000{n}", "", "").partition("]>\n")[2] for n in (3, 4))
    assert ids(records(REDBOOK, written(tmp_path / "a.xml", joined))) == ["US-10000001-B2", "US-10000002-B2"]
    path = written(tmp_path / "b.xml", bare)
    assert recognised(path) == ["uspto-patents"]
    assert ids(records(REDBOOK, path)) == ["US-10000003-B2", "US-10000004-B2"]
    line = GRANT.format("10000005", "", "").replace("\n", "")
    assert ids(records(REDBOOK, written(tmp_path / "c.xml", line))) == ["US-10000005-B2"]


def test_rare_bibliographic_elements(tmp_path: Path) -> None:
    identity = "<document-id><country>{0}</country><doc-number>{1}</doc-number><date>{2}</date></document-id>"
    found = grant(
        tmp_path,
        '<priority-claims><priority-claim sequence="01" kind="national"><country>DE</country><date>20190102</date>'
        '</priority-claim></priority-claims><classifications-ipcr><classification-ipcr><section>A</section><class>41</class>'
        "<subclass>D</subclass></classification-ipcr></classifications-ipcr><classification-locarno><edition>9</edition>"
        "<main-classification>0201</main-classification><further-classification>0204</further-classification>"
        '</classification-locarno><us-references-cited><us-citation><patcit num="1"><text>Roe patent of 1900</text>'
        "</patcit><category>cited by other</category><rel-claims>1-3</rel-claims></us-citation></us-references-cited>"
        "<us-related-documents><continuation><relation><parent-doc>"
        + identity.format("US", "15123456", "20160229")
        + f"<parent-grant-document>{identity.format('US', '09999999', '')}</parent-grant-document><parent-pct-document>"
        + identity.format("WO", "PCT/SE2015/050123", "20150203")
        + "</parent-pct-document></parent-doc></relation></continuation><correction><document-corrected>"
        + identity.format("US", "20190123456", "20190404")
        + "</document-corrected></correction></us-related-documents><us-parties><us-applicants/><inventors><inventor>"
        "<addressbook><last-name>Roe</last-name><first-name>Ann</first-name><suffix>III</suffix></addressbook></inventor>"
        "<deceased-inventor><last-name>Doe</last-name><first-name>Jo</first-name></deceased-inventor></inventors><agents>"
        "<agent><addressbook><text>Miller and Partners</text></addressbook></agent></agents></us-parties>"
        "<pct-or-regional-filing-data><document-id><country>WO</country><doc-number>PCT/SE2015/050123</doc-number>"
        "</document-id><us-371c124-date><date>20160805</date></us-371c124-date></pct-or-regional-filing-data>"
        "<hague-agreement-data><international-registration-number>DM/090123</international-registration-number>"
        "</hague-agreement-data>",
        "<description><p>A lamp.</p><ul><li>lit</li></ul><heading>END</heading></description>",
    )  # fmt: skip
    assert (found.priorities, found.ipc, found.locarno) == ((), ("A41D",), ("0201", "0204"))
    assert found.citations == (Citation(text="Roe patent of 1900", phase="applicant", claims="1-3"),)
    assert found.related == (
        Related("continuation", "US-15123456", dt.date(2016, 2, 29)),
        Related("continuation", "US-9999999"),
        Related("pct_application", "SE-2015050123-W", dt.date(2015, 2, 3)),
        Related("correction", "US-20190123456", dt.date(2019, 4, 4)),
        Related("pct_application", "SE-2015050123-W"),
    )
    assert found.inventors == (Party("Roe, Ann III"), Party("Doe, Jo"))
    assert found.agents == (Party("Miller and Partners"),)
    assert found.description == {"en": ("A lamp.", "lit", "END")}
    assert found.notes == (
        "hague-registration:DM/090123", "us-371-date:20160805", "priority-without-number:DE 2019-01-02",
    )  # fmt: skip


def test_a_class_to_be_deleted_is_none(tmp_path: Path) -> None:
    one = (
        "<classification-{0}><section>A</section><class>61</class><subclass>P</subclass><main-group>31</main-group>"
        "<subgroup>{1}</subgroup><classification-status>{2}</classification-status></classification-{0}>"
    )
    ipc, cpc = (one.format(name, 12, "B") + one.format(name, 18, "D") for name in ("ipcr", "cpc"))
    found = grant(
        tmp_path,
        f"<classifications-ipcr>{ipc}</classifications-ipcr>"
        f"<classifications-cpc><further-cpc>{cpc}</further-cpc></classifications-cpc>",
    )
    assert found.ipc == found.cpc == ("A61P31/12",)


def test_reexaminations_and_publications_that_a_grant_of_2001_names(tmp_path: Path) -> None:
    number = "<DNUM><PDAT>{}</PDAT></DNUM><DATE><PDAT>20010809</PDAT></DATE><CTRY><PDAT>US</PDAT></CTRY>"
    related = (
        f"<B600><B646US><PARENT-US><PDOC><DOC>{number.format('90123456')}</DOC></PDOC></PARENT-US></B646US>"
        f"<B650><DOC>{number.format('20010012345')}<KIND><PDAT>A1</PDAT></KIND></DOC></B650></B600>"
    )
    found = only(SGML, written(tmp_path / "one.sgm", OF_2001.format("06167569", "B1", "A41D 1900", related)))
    assert found.related == (
        Related("reexamination", "US-90123456", dt.date(2001, 8, 9)),
        Related("earlier_publication", "US-20010012345-A1", dt.date(2001, 8, 9)),
    )


def test_every_exemplary_claim_is_noted(tmp_path: Path) -> None:
    found = grant(tmp_path, "<us-exemplary-claim>1</us-exemplary-claim><us-exemplary-claim>12</us-exemplary-claim>")
    assert found.notes == ("exemplary-claim:1", "exemplary-claim:12")
    several = "<B570><B578US><PDAT>1</PDAT></B578US><B578US><PDAT>12</PDAT></B578US></B570>"
    text = OF_2001.format("06167569", "B1", "A41D 1900", "").replace("<B590>", f"{several}<B590>")
    found = only(SGML, written(tmp_path / "one.sgm", text))
    assert found.notes[1:3] == ("exemplary-claim:1", "exemplary-claim:12")


def test_an_application_of_2002_with_rare_elements(tmp_path: Path) -> None:
    biblio = (
        "<foreign-priority-data><filing-date>20000119</filing-date><country-code>JP</country-code></foreign-priority-data>"
        "<continuity-data><division-of><parent-child><child><document-id><doc-number>1</doc-number></document-id></child>"
        "<parent><document-id><doc-number>09123456</doc-number></document-id></parent><parent-status>GRANTED</parent-status>"
        "<parent-patent><document-id><doc-number>6123456</doc-number></document-id></parent-patent></parent-child>"
        "</division-of></continuity-data><inventors><first-named-inventor><name><given-name>Ann</given-name><family-name>Roe"
        "</family-name><name-suffix>Jr.</name-suffix></name></first-named-inventor></inventors>"
    )
    body = (
        "<subdoc-description><paragraph><number>1.</number>A lamp.</paragraph><math>x = y</math></subdoc-description>"
    )
    found = only(PAP, written(tmp_path / "a.xml", PUBLICATION.format(biblio, body)))
    assert (found.priorities, found.notes) == ((), ("priority-without-number:JP 2000-01-19",))
    assert found.related == (Related("division", "US-09123456"), Related("division", "US-6123456"))
    assert found.inventors == (Party("Roe, Ann Jr."),)
    assert found.description == {"en": ("A lamp.", "x = y")}
    assert found.application is None
    assert Filing() not in found.priorities


def test_what_an_application_of_2002_has_from_the_pct_and_was_before(tmp_path: Path) -> None:
    identity = (
        "<document-id><doc-number>{}</doc-number><kind-code>{}</kind-code><document-date>{}</document-date>"
        "<country-code>{}</country-code></document-id>"
    )
    before = identity.format("20010012345", "A1", "20010809", "US")
    biblio = (
        f"<continuity-data><corrected-republication-of>{before}</corrected-republication-of></continuity-data>"
        f"<prior-publication>{identity.format('20010054321', 'A1', '20011220', 'US')}</prior-publication>"
        f"<international-conventions><pct-application>{identity.format('PCT/EP00/07746', '', '20000809', '')}"
        f"</pct-application><pct-publication>{identity.format('WO02/11111', 'A', '20020620', 'WO')}</pct-publication>"
        "<filing-371>20020102</filing-371></international-conventions>"
    )
    found = only(PAP, written(tmp_path / "a.xml", PUBLICATION.format(biblio, "")))
    assert found.related == (
        Related("earlier_publication", "US-20010012345-A1", dt.date(2001, 8, 9)),
        Related("earlier_publication", "US-20010054321-A1", dt.date(2001, 12, 20)),
        Related("pct_application", "EP-0007746-W", dt.date(2000, 8, 9)),
        Related("pct_publication", "WO-0211111-A", dt.date(2002, 6, 20)),
    )
    assert found.notes == ("filing-371:20020102",)
    own, filed = identity.format("10000001", "", "20020102", ""), identity.format("PCT/US00/12345", "", "20000506", "")
    relation = f"<parent-child><child>{own}</child><parent-pct>{filed}</parent-pct></parent-child>"
    biblio = f"<continuity-data><continuation-of>{relation}</continuation-of></continuity-data>"
    found = only(PAP, written(tmp_path / "b.xml", PUBLICATION.format(biblio, "")))
    assert found.related == (Related("pct_application", "US-0012345-W", dt.date(2000, 5, 6)),)


def person(tag: str, last: str, first: str, attributes: str = "") -> str:
    return (
        f'<{tag} sequence="001" {attributes}><addressbook><last-name>{last}</last-name><first-name>{first}</first-name>'
        f"</addressbook></{tag}>"
    )


def test_several_earlier_publications_and_what_the_term_and_the_hague_data_say(tmp_path: Path) -> None:
    identity = "<document-id><country>US</country><doc-number>{}</doc-number><kind>A1</kind></document-id>"
    found = grant(
        tmp_path,
        "<us-term-of-grant><text>Ends with that of US 1.</text></us-term-of-grant><us-related-documents>"
        f"<related-publication>{identity.format('20100012345')} {identity.format('20110012345')}</related-publication>"
        "</us-related-documents><hague-agreement-data><international-filing-date><date>20150102</date>"
        "</international-filing-date><international-registration-publication-date><date>20150703</date>"
        "</international-registration-publication-date></hague-agreement-data>",
    )
    assert found.related == (
        Related("earlier_publication", "US-20100012345-A1"), Related("earlier_publication", "US-20110012345-A1"),
    )  # fmt: skip
    assert found.notes == (
        "term:Ends with that of US 1.", "hague-filing-date:20150102", "hague-publication-date:20150703",
    )  # fmt: skip


def test_an_inventor_who_died_and_his_heirs_are_kept(tmp_path: Path) -> None:
    """Until 2012 inventors are among the applicants, those who died apart (v4.0 to v4.2), and heirs apply for them."""
    name = "<addressbook><last-name>{}</last-name><first-name>{}</first-name></addressbook>"
    found = grant(
        tmp_path,
        "<parties><applicants>"
        f'<applicant sequence="1" app-type="applicant-inventor">{name.format("Roe", "Ann")}</applicant>'
        f'<applicant sequence="2" app-type="applicant">{name.format("Doe, heir", "Kim")}</applicant>'
        "</applicants></parties><assignees><assignee><orgname>Lamps Ltd.</orgname></assignee></assignees>"
        f'<us-deceased-inventor sequence="1">{name.format("Doe", "Jo")}</us-deceased-inventor>',
    )
    assert found.inventors == (Party("Roe, Ann"), Party("Doe, Jo"))
    assert (found.applicants, found.notes) == ((Party("Lamps Ltd."),), ("applicant:Doe, heir, Kim",))


def test_inventors_that_are_called_applicants_applied_under_the_old_law(tmp_path: Path) -> None:
    applicant = 'app-type="applicant" designation="us-only"'
    inventors = f"<inventors>{person('inventor', 'Roe', 'Jane')}{person('inventor', 'Doe', 'John')}</inventors>"
    both = person("us-applicant", "Roe", "Jane", applicant) + person("us-applicant", "Doe", "John", applicant)
    assignee = "<assignees><assignee><addressbook><orgname>Lamps Ltd.</orgname></addressbook></assignee></assignees>"
    parties = f"<us-parties><us-applicants>{both}</us-applicants>{inventors}</us-parties>"
    found = grant(tmp_path, parties + assignee)
    assert found.applicants == found.owners == (Party("Lamps Ltd."),)
    assert found.inventors == (Party("Roe, Jane"), Party("Doe, John"))
    assert grant(tmp_path, parties).applicants == found.inventors
    # A company among them could apply under the new law only.
    company = f"<us-applicant {applicant}><addressbook><orgname>Lamp Works</orgname></addressbook></us-applicant>"
    joint = f"<us-parties><us-applicants>{both}{company}</us-applicants>{inventors}</us-parties>"
    assert grant(tmp_path, joint + assignee).applicants == (*found.inventors, Party("Lamp Works"))
