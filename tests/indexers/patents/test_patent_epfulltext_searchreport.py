"""Source epfulltext: search reports in text, by the examples of the DTD (version 1.5)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from epfulltext_documents import one

from ipsearch.records import Citation, Party

PATENT = (
    '<citation id="sr-cit0001"><patcit id="sr-pcit0001" num="0001" dnum="US6089831A"><document-id><country>US</country>'
    "<doc-number>6089831</doc-number><kind>A</kind><name>ALT MATHIAS ET AL</name><date>20000718</date></document-id>"
    "</patcit><rel-passage><passage>column 3, line 66 - column 6, line 35; figure 2</passage></rel-passage>"
    "<category>X</category><rel-claims>1,4</rel-claims><category>A</category><rel-claims>8,15</rel-claims></citation>"
)
ARTICLE = (
    '<citation id="sr-cit0012"><nplcit id="sr-ncit0012" num="0012" npl-type="s"><article><author>'
    "<name>DROP, J.G.</name></author><atl>Integrated Circuit Personalization</atl><serial>"
    "<sertitle>IBM Tech. Dis. Bull.</sertitle></serial><refno>XP1234456</refno></article></nplcit>"
    "<category>Y</category></citation>"
)
INSIDE = (
    '<citation><patcit dnum="DE19515895A1"><text>DE 195 15 895 A1</text><rel-passage><passage>page 2</passage>'
    "<category>Y</category><rel-claims>2</rel-claims></rel-passage></patcit></citation>"
)


def report(citations: str, kind: str = "ep-sr", more: str = "") -> str:
    return (
        f'<search-report-data id="srepxml" lang="en" srep-office="EP" date-produced="20050308" srep-type="{kind}">'
        f"<srep-for-pub><srep-citations>{citations}</srep-citations>{more}</srep-for-pub></search-report-data>"
    )


def test_cited_documents_with_category_claims_and_passages(tmp_path: Path) -> None:
    found = one(tmp_path, body=report(PATENT + ARTICLE + INSIDE))
    assert found.citations == (
        Citation("US-6089831-A", "", "XA", "search", "X 1,4; A 8,15", dt.date(2000, 7, 18)),
        Citation(
            text="DROP, J.G., Integrated Circuit Personalization, IBM Tech. Dis. Bull., XP1234456",
            category="Y",
            phase="search",
        ),
        Citation("DE-19515895-A1", category="Y", phase="search", claims="2"),
    )
    assert "passage:US-6089831-A column 3, line 66 - column 6, line 35; figure 2" in found.notes


@pytest.mark.parametrize(
    ("kind", "phase"),
    [
        ("ep-sr", "search"),
        ("isr", "international_search"),
        ("ep-supplementary-sr", "supplementary_search"),
        ("sisr", "supplementary_search"),
        ("", "search"),
    ],
)
def test_reports_are_of_an_office(tmp_path: Path, kind: str, phase: str) -> None:
    assert [cited.phase for cited in one(tmp_path, body=report(PATENT, kind)).citations] == [phase]


def test_a_report_that_cites_nothing(tmp_path: Path) -> None:
    assert one(tmp_path, body=report("<text>NONE</text>")).citations == ()


def test_who_searched_when_and_what_was_left_out(tmp_path: Path) -> None:
    more = (
        "<srep-incomplete-search><text>Claims 1-3 not searched.</text></srep-incomplete-search><srep-admin><examiners>"
        "<primary-examiner><name>Schroeder, R</name></primary-examiner></examiners>"
        "<date-search-completed><date>20050309</date></date-search-completed></srep-admin>"
    )
    found = one(tmp_path, body=report(PATENT, more=more))
    assert found.examiners == (Party("Schroeder, R"),)
    assert set(found.notes) >= {"date-search-completed:20050309", "incomplete-search:Claims 1-3 not searched."}


def test_the_search_report_as_the_bibliography_tells_it(tmp_path: Path) -> None:
    dates = "".join(f"<{tag}><date>20050309</date></{tag}>" for tag in ("B565", "B565EP", "B566", "B566EP"))
    place = "<B567><snm>ISA/EP</snm></B567>"
    found = one(tmp_path, f"<B500><B560>{dates}{place}</B560></B500>")
    assert found.notes == (
        "date-search-completed:20050309", "supplementary-search-report:20050309", "date-search-report-mailed:20050309",
        "search-report-corrected:20050309", "place-of-search:ISA/EP",
    )  # fmt: skip
