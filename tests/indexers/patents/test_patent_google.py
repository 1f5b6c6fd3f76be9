"""Source google-patents: rows of the public table, claims taken apart, values that are not there, damage."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from patent_reading import ids, json_lines, only, read, reads_odd_values, recognised, rejects, written

from indexers.patents.google import SOURCE, split_claims
from ipsearch.records import Citation, Claim, Filing, Party, Patent, Related

ROW: dict[str, Any] = {
    "publication_number": "US-7650331-B1",
    "application_number": "US-87124404-A",
    "country_code": "US",
    "kind_code": "B1",
    "application_kind": "A",
    "pct_number": "US-2004000001-W",
    "family_id": "41509886",
    "title_localized": [{"text": "System and method for data processing", "language": "en", "truncated": False}],
    "abstract_localized": [{"text": "A large-scale system.", "language": "en"}],
    "claims_localized": [{
        "text": "What is claimed is: \n 1. A system, comprising 1.5 V cells. \n 2. The system of claim 1 . "
                "3. The system of claims 1 or 2, of 2010. ",
        "language": "en",
    }],
    "description_localized": [{"text": "FIELD \n \n The invention relates to data.\nMore.", "language": "en"}],
    "publication_date": 20100119,
    "filing_date": 20040618,
    "grant_date": 20100119,
    "priority_date": 20040618,
    "priority_claim": [
        {"publication_number": "", "application_number": "US-87124404-A", "filing_date": 20040618},
        {"publication_number": "US-2003000001-A1", "application_number": "US-46500003-P", "filing_date": 0},
    ],
    "inventor": ["Jeffrey Dean", "Sanjay Ghemawat"],
    "inventor_harmonized": [
        {"name": "DEAN JEFFREY", "country_code": "US"}, {"name": "GHEMAWAT SANJAY", "country_code": ""},
    ],
    "assignee": ["Google Inc."],
    "assignee_harmonized": [{"name": "GOOGLE INC", "country_code": "US"}],
    "examiner": [{"name": "An Examiner", "department": "2100", "level": "primary"}],
    "uspc": [{"code": "718/100", "inventive": True, "first": True, "tree": []}],
    "ipc": [
        {"code": "G06F9/50", "inventive": True, "first": False, "tree": []},
        {"code": "G06F9/46", "inventive": True, "first": True, "tree": []},
    ],
    "cpc": [
        {"code": "Y10S707/99931", "inventive": False, "first": False, "tree": []},
        {"code": "G06F9/5066", "inventive": False, "first": False, "tree": []},
        {"code": "G06F9/5066", "inventive": True, "first": True, "tree": []},
    ],
    "fi": [], "fterm": [], "locarno": [],
    "citation": [
        {"publication_number": "US-5414849-A", "application_number": "", "npl_text": "", "type": "",
         "category": "APP", "filing_date": 19921001},
        {"publication_number": "EP-1000001-A1", "npl_text": "", "type": "X,Y", "category": "SEA", "filing_date": 0},
        {"publication_number": "", "npl_text": "Dean, MapReduce, 2004.", "type": "", "category": "EXA"},
    ],
    "parent": [{"application_number": "US-46500003-P", "type": "PROVISIONAL", "filing_date": 20030601}],
    "child": [],
    "entity_status": "undiscounted",
    "art_unit": "2195",
}  # fmt: skip


def row(**changes: Any) -> dict[str, Any]:
    return {**ROW, **changes}


def test_documents_are_named_as_their_own_records_are(tmp_path: Path) -> None:
    cited = ("US-2017317382-A1", "WO-1999061002-A1", "EP-1000001-A1", "US-201113167395-A")
    path = json_lines(tmp_path / "a.json", [row(citation=[{"publication_number": one} for one in cited])])
    assert [one.document for one in only(SOURCE, path).citations] == [
        "US-20170317382-A1", "WO-9961002-A1", "EP-1000001-A1", "US-201113167395-A",
    ]  # fmt: skip


def test_a_whole_row(tmp_path: Path) -> None:
    assert only(SOURCE, json_lines(tmp_path / "a.json", [ROW])) == Patent(
        country="US", number="7650331", kind="B1", type="invention", publication_date=dt.date(2010, 1, 19),
        grant_date=dt.date(2010, 1, 19), application=Filing("US", "87124404", "A", dt.date(2004, 6, 18)),
        priorities=(Filing("US", "87124404", "A", dt.date(2004, 6, 18)), Filing("US", "46500003", "P")),
        family_id="41509886",
        title={"en": "System and method for data processing"},
        abstract={"en": "A large-scale system."},
        claims={"en": (
            Claim(1, "A system, comprising 1.5 V cells."),
            Claim(2, "The system of claim 1 .", (1,)),
            Claim(3, "The system of claims 1 or 2, of 2010.", (1, 2)),
        )},
        description={"en": ("FIELD", "The invention relates to data.", "More.")},
        applicants=(Party("Google Inc.", "GOOGLE INC", country="US"),),
        owners=(Party("Google Inc.", "GOOGLE INC", country="US"),),
        inventors=(
            Party("Jeffrey Dean", "DEAN JEFFREY", country="US"), Party("Sanjay Ghemawat", "GHEMAWAT SANJAY"),
        ),
        examiners=(Party("An Examiner"),),
        # The one marked as first comes first; a symbol that is inventive once is not additional.
        ipc=("G06F9/46", "G06F9/50"),
        cpc=("G06F9/5066", "Y10S707/99931"),
        cpc_additional=("Y10S707/99931",),
        national=("US 718/100",),
        citations=(
            Citation("US-5414849-A", phase="applicant", date=dt.date(1992, 10, 1)),
            Citation("EP-1000001-A1", category="XY", phase="search"),
            Citation(text="Dean, MapReduce, 2004.", phase="examination"),
        ),
        related=(
            Related("pct_application", "US-2004000001-W"),
            Related("provisional", "US-46500003-P", dt.date(2003, 6, 1)),
        ),
        notes=("entity_status:undiscounted", "art_unit:2195", "application_kind:A"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (20190802, dt.date(2019, 8, 2)), ("20190802", dt.date(2019, 8, 2)), ("2019-08-02", dt.date(2019, 8, 2)),
        (0, None), ("0", None), (None, None), ("", None), (20190230, None), (201908, None),
    ],
)  # fmt: skip
def test_dates_as_numbers_and_as_strings(tmp_path: Path, value: object, expected: dt.date | None) -> None:
    item = only(SOURCE, json_lines(tmp_path / "a.json", [row(publication_date=value)]))
    assert item.publication_date == expected


def test_a_row_with_its_number_alone(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.json", [{"publication_number": "CN-110083831-A", "country_code": "CN"}])
    assert only(SOURCE, path) == Patent(country="CN", number="110083831", kind="A", type="invention")


def test_nulls_where_lists_should_be(tmp_path: Path) -> None:
    empty = {name: None for name in ROW if name not in ("publication_number", "country_code")}
    path = json_lines(tmp_path / "a.json", [row(**empty)])
    assert only(SOURCE, path) == Patent(country="US", number="7650331", kind="B1", type="invention")


def test_a_kind_that_stands_only_in_its_column(tmp_path: Path) -> None:
    item = only(SOURCE, json_lines(tmp_path / "a.json", [row(publication_number="CN-305900001", kind_code="S")]))
    assert (item.id, item.type) == ("CN-305900001-S", "design")


@pytest.mark.parametrize("family", ["-1", -1, 0, None, ""])
def test_a_family_that_is_none(tmp_path: Path, family: object) -> None:
    assert only(SOURCE, json_lines(tmp_path / "a.json", [row(family_id=family)])).family_id == ""


def test_parties_of_which_there_are_more_raw_than_harmonised(tmp_path: Path) -> None:
    changes = {"assignee": ["甲公司", "乙公司"], "inventor": ["林朔"], "inventor_harmonized": []}
    item = only(SOURCE, json_lines(tmp_path / "a.json", [row(**changes)]))
    assert item.applicants == (Party("GOOGLE INC", country="US"),)
    assert item.inventors == (Party("林朔"),)


def test_several_languages(tmp_path: Path) -> None:
    titles = [{"text": "电池", "language": "zh"}, {"text": "Battery", "language": "EN"}, {"text": "", "language": "fr"}]
    assert only(SOURCE, json_lines(tmp_path / "a.json", [row(title_localized=titles)])).title == {
        "zh": "电池", "en": "Battery",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("1.一种电池。\n2.根据权利要求1所述的电池。", ["1.一种电池。", "2.根据权利要求1所述的电池。"]),
        ("1、一种电池。 2、如权利要求1所述的电池。", ["1、一种电池。", "2、如权利要求1所述的电池。"]),
        ("We claim: 1 . A cell. 3. not next 2 . The cell", ["1 . A cell. 3. not next", "2 . The cell"]),
        ("A design, as shown.", ["A design, as shown."]),
        ("2. A cell that is the rest of a text", ["2. A cell that is the rest of a text"]),
        ("1. A cell of 2.5 V", ["1. A cell of 2.5 V"]),
    ],
)
def test_claims_are_taken_apart_at_their_numbers(text: str, claims: list[str]) -> None:
    assert split_claims(text) == claims


def test_odd_values_do_not_end_the_file(tmp_path: Path) -> None:
    assert reads_odd_values(SOURCE, tmp_path / "a.json", ROW)


def test_bad_lines_do_not_take_the_others_with_them(tmp_path: Path) -> None:
    other = row(publication_number="US-7650332-B1")
    path = json_lines(tmp_path / "a.json", [ROW, "{", "[1]", row(publication_number=""), "", other])
    found = read(SOURCE, path)
    assert ids(found) == ["US-7650331-B1", "US-7650332-B1"]
    assert rejects(found) == [
        ("json.invalid", f"{path}:2"), ("json.schema", f"{path}:3"), ("record.no_document_number", f"{path}:4"),
    ]  # fmt: skip


def test_only_this_source_takes_the_file(tmp_path: Path) -> None:
    assert recognised(json_lines(tmp_path / "a.json", [ROW])) == ["google-patents"]
    short = {"publication_number": "US-1-A", "family_id": "1"}
    assert recognised(json_lines(tmp_path / "b.json", [short])) == ["google-patents"]
    assert recognised(json_lines(tmp_path / "c.json", [{"publication_number": "US-1-A"}])) == []


RESULTS = "id,title,assignee,inventor/author,priority date,filing/creation date,publication date,grant date,result link"
SEARCH = "search URL:,https://patents.google.com/?q=%22lamp%22&oq=lamp"


def test_a_table_as_it_is_downloaded(tmp_path: Path) -> None:
    rows = (
        'US-11000001-B2,Lamp ,"Yunlan Co., Ltd., Chengye Institute, Lamps, Inc.","Jane Roe, John Doe, Jr.",2016-04-05,'
        "2017-10-04,2019-04-16,2019-04-16,https://patents.google.com/patent/US11000001B2/en\n"
        'JP-2016000001-A,Lamp,"株式会社云岚, Yunlan Corp","林 朔, Saku Hayashi, 林 朔",2015-03-26,,2016-10-20,,https://x\n'
        "CN-305900001-S,,,,,,,,https://x\n,Lamp,,,,,,,https://x\n"
    )
    path = written(tmp_path / "gp-search.csv", f"{SEARCH}\n{RESULTS}\n{rows}")
    assert recognised(path) == ["google-patents"]
    found = read(SOURCE, path)
    assert rejects(found) == [("record.no_document_number", f"{path}:6")]
    grant, application, design = (one for one in found if isinstance(one, Patent))
    assert grant == Patent(
        country="US", number="11000001", kind="B2", type="invention",
        publication_date=dt.date(2019, 4, 16), grant_date=dt.date(2019, 4, 16),
        application=Filing("US", date=dt.date(2017, 10, 4)), title={"en": "Lamp"},
        # A legal form belongs to the name before it, as does what tells a son from his father.
        applicants=(Party("Yunlan Co., Ltd."), Party("Chengye Institute"), Party("Lamps, Inc.")),
        owners=(Party("Yunlan Co., Ltd."), Party("Chengye Institute"), Party("Lamps, Inc.")),
        inventors=(Party("Jane Roe"), Party("John Doe, Jr.")),
        notes=("priority date:2016-04-05", "assignee:Yunlan Co., Ltd., Chengye Institute, Lamps, Inc."),
    )  # fmt: skip
    assert application.inventors == (Party("林 朔"), Party("Saku Hayashi"))
    assert (application.application, application.grant_date) == (None, None)
    assert (design.id, design.type) == ("CN-305900001-S", "design")
    assert recognised(written(tmp_path / "a.csv", f"{RESULTS}\n{rows}")) == ["google-patents"]
