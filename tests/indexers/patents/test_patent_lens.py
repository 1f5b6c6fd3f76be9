"""Source lens: objects of the API and of bulk exports, the CSV of the web pages, damage."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from patent_reading import ids, json_lines, only, read, reads_odd_values, recognised, rejects, written

from indexers.patents.lens import SOURCE
from ipsearch.errors import InputError
from ipsearch.records import Citation, Claim, Filing, Party, Patent

ROW: dict[str, Any] = {
    "lens_id": "031-156-664-516-153",
    "jurisdiction": "US",
    "doc_number": "7654321",
    "kind": "B2",
    "date_published": "2010-02-02",
    "doc_key": "US_7654321_B2_20100202",
    "lang": "en",
    "publication_type": "GRANTED_PATENT",
    "biblio": {
        "publication_reference": {"jurisdiction": "US", "doc_number": "7654321", "kind": "B2", "date": "2010-02-02"},
        "application_reference": {"jurisdiction": "US", "doc_number": "61570706", "kind": "A", "date": "2006-12-27"},
        "priority_claims": {
            "claims": [{"jurisdiction": "US", "doc_number": "61570706", "kind": "A", "date": "2006-12-27"}],
            "earliest_claim": {"date": "2006-12-27"},
        },
        "invention_title": [{"text": "Formation fluid sampling", "lang": "en"}, {"text": "Prise", "lang": "fr"}],
        "parties": {
            "applicants": [
                {"residence": "US", "extracted_name": {"value": "SCHLUMBERGER TECHNOLOGY CORP"},
                 "extracted_address": "Sugar Land, TX"},
            ],
            "inventors": [{"residence": "FR", "sequence": 1, "extracted_name": {"value": "VASQUES RICARDO"}}],
            "agents": [{"extracted_name": {"value": "An Agent"}, "extracted_country": "US"}],
            "owners_all": [{"recorded_date": "2007-02-07", "extracted_name": {"value": "SCHLUMBERGER"},
                            "extracted_country": "US"}],
            "examiners": {"primary_examiner": {"extracted_name": {"value": "GAY JENNIFER"}, "department": "3672"}},
        },
        "classifications_ipcr": {"classifications": [{"symbol": "E21B49/08"}, {"symbol": "E21B33/12"}]},
        "classifications_cpc": {"classifications": [
            {"symbol": "E21B49/10", "classification_value": "I"}, {"symbol": "E21B33/12", "classification_value": "A"},
            {"symbol": "E21B49/10", "classification_value": "A"},
        ]},
        "classifications_national": {"classifications": [{"symbol": "166/264"}]},
        "references_cited": {"citations": [
            {"sequence": 1, "cited_phase": "SEA", "category": ["X", "Y"], "patcit": {"lens_id": "1", "document_id": {
                "jurisdiction": "US", "doc_number": "3430181", "kind": "A", "date": "1969-02-25"}}},
            {"sequence": 2, "cited_phase": "APP", "nplcit": {"text": "A paper, 2001."}},
            {"sequence": 3, "cited_phase": "ISR", "category": ["A"], "nplcit": {"text": "A book."}},
        ], "patent_count": 1, "npl_count": 2},
        "cited_by": {"patents": [], "patent_count": 0},
    },
    "families": {"simple_family": {"id": 7, "size": 1}, "extended_family": {"id": "8", "size": 2}},
    "legal_status": {"granted": True, "grant_date": "2010-02-02", "anticipated_term_date": "2026-12-27",
                     "patent_status": "ACTIVE", "calculation_log": ["x"]},
    "abstract": [{"text": "A fluid sampling system.", "lang": "en"}],
    "claims": [{"lang": "en", "claims": [
        {"claim_text": ["1. A system, comprising:", "a probe."]}, {"claim_text": ["2. The system of claim 1."]},
        {"claim_text": []},
    ]}],
    "description": {"text": "BACKGROUND\nWells are drilled.\n", "lang": "en"},
}  # fmt: skip
HEADER = (
    "#,Jurisdiction,Kind,Display Key,Lens ID,Publication Date,Application Number,Application Date,Priority Numbers,"
    "Earliest Priority Date,Title,Abstract,Applicants,Inventors,Owners,URL,CPC Classifications,IPCR Classifications,"
    "US Classifications,NPL Citations,Legal Status,Sequence Listing"
)
LINE = (
    "1,US,A1,US 2008/0189254 A1,001-002-003,2008-08-07,US 70230007 A,2007-02-05,US 70230007 A,2007-02-05,"
    '"Pipes, and valves",A pipe.,ACME CORP;;云岚,DOE JANE,ACME CORP,https://x,F16L1/00;;F16L1/02,F16L 1/00,'
    "138/98;;138/99,A paper;;A book,Active,yes"
)


def test_a_whole_object(tmp_path: Path) -> None:
    assert only(SOURCE, json_lines(tmp_path / "a.jsonl", [ROW])) == Patent(
        country="US", number="7654321", kind="B2", type="invention", publication_date=dt.date(2010, 2, 2),
        grant_date=dt.date(2010, 2, 2), expiry_date=dt.date(2026, 12, 27),
        application=Filing("US", "61570706", "A", dt.date(2006, 12, 27)),
        priorities=(Filing("US", "61570706", "A", dt.date(2006, 12, 27)),),
        family_id="7", extended_family_id="8", language="en",
        title={"en": "Formation fluid sampling", "fr": "Prise"},
        abstract={"en": "A fluid sampling system."},
        claims={"en": (Claim(1, "A system, comprising: a probe."), Claim(2, "The system of claim 1.", (1,)))},
        description={"en": ("BACKGROUND", "Wells are drilled.")},
        applicants=(Party("SCHLUMBERGER TECHNOLOGY CORP", address="Sugar Land, TX", country="US"),),
        inventors=(Party("VASQUES RICARDO", country="FR"),),
        owners=(Party("SCHLUMBERGER", country="US"),),
        agents=(Party("An Agent", country="US"),),
        examiners=(Party("GAY JENNIFER"),),
        ipc=("E21B49/08", "E21B33/12"),
        cpc=("E21B49/10", "E21B33/12"),
        cpc_additional=("E21B33/12",),
        national=("US 166/264",),
        citations=(
            Citation("US-3430181-A", category="XY", phase="search", date=dt.date(1969, 2, 25)),
            Citation(text="A paper, 2001.", phase="applicant"),
            Citation(text="A book.", category="A", phase="international_search"),
        ),
        status="ACTIVE",
        notes=("lens_id:031-156-664-516-153",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "kind", "expected"),
    [
        ("DESIGN_RIGHT", "B2", "design"), ("PLANT_PATENT", "B2", "plant"), ("LIMITED_PATENT", "A", "utility_model"),
        ("PATENT_APPLICATION", "A1", "invention"), ("UNKNOWN", "", "unknown"), (None, "U", "utility_model"),
    ],
)  # fmt: skip
def test_the_kind_of_right(tmp_path: Path, given: str | None, kind: str, expected: str) -> None:
    row = {"lens_id": "1", "jurisdiction": "CN", "doc_number": "1", "kind": kind, "publication_type": given}
    assert only(SOURCE, json_lines(tmp_path / "a.jsonl", [row])).type == expected


def test_numbers_that_stand_only_in_the_publication_reference(tmp_path: Path) -> None:
    row = {name: ROW[name] for name in ("lens_id", "biblio")}
    assert only(SOURCE, json_lines(tmp_path / "a.jsonl", [row])).id == "US-7654321-B2"


def test_nulls_where_values_should_be(tmp_path: Path) -> None:
    row = dict.fromkeys(ROW) | {"lens_id": "1", "jurisdiction": "US", "doc_number": "7"}
    expected = Patent(country="US", number="7", notes=("lens_id:1",))
    assert only(SOURCE, json_lines(tmp_path / "a.jsonl", [row])) == expected


def test_odd_values_do_not_end_the_file(tmp_path: Path) -> None:
    assert reads_odd_values(SOURCE, tmp_path / "a.json", ROW)


def test_bad_lines_do_not_take_the_others_with_them(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl", [ROW, '{"lens_id": ', {"lens_id": "2"}, ROW | {"doc_number": "9"}])
    found = read(SOURCE, path)
    assert ids(found) == ["US-7654321-B2", "US-9-B2"]
    assert rejects(found) == [("json.invalid", f"{path}:2"), ("record.no_document_number", f"{path}:3")]


def test_a_row_of_the_table(tmp_path: Path) -> None:
    assert only(SOURCE, written(tmp_path / "lens.csv", f"\ufeff{HEADER}\r\n{LINE}\r\n")) == Patent(
        country="US", number="20080189254", kind="A1", type="invention", original="US 2008/0189254 A1",
        publication_date=dt.date(2008, 8, 7),
        application=Filing("US", "70230007", "A", dt.date(2007, 2, 5), "US 70230007 A"),
        priorities=(Filing("US", "70230007", "A", dt.date(2007, 2, 5), "US 70230007 A"),),
        title={"en": "Pipes, and valves"}, abstract={"en": "A pipe."},
        applicants=(Party("ACME CORP"), Party("云岚")), inventors=(Party("DOE JANE"),), owners=(Party("ACME CORP"),),
        ipc=("F16L1/00",), cpc=("F16L1/00", "F16L1/02"), national=("US 138/98", "US 138/99"),
        citations=(Citation(text="A paper"), Citation(text="A book")),
        status="Active",
        notes=("Lens ID:001-002-003", "Sequence Listing:yes"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "language"), [("电池", "zh"), ("電池の製造", "ja"), ("배터리", "ko"), ("Battery", "en")]
)
def test_the_language_of_a_row_is_told_by_its_script(tmp_path: Path, title: str, language: str) -> None:
    path = written(tmp_path / "lens.csv", f"Jurisdiction,Kind,Display Key,Lens ID,Title\nJP,A,JP 1 A,1,{title}\n")
    assert only(SOURCE, path).title == {language: title}


def test_the_day_of_several_priorities_is_a_note(tmp_path: Path) -> None:
    header = "Jurisdiction,Kind,Display Key,Lens ID,Priority Numbers,Earliest Priority Date"
    row = "US,A1,US 1 A1,1,US 70230007 A;;US 70230008 A,2007-02-05"
    found = only(SOURCE, written(tmp_path / "lens.csv", f"{header}\n{row}\n"))
    assert [one.date for one in found.priorities] == [None, None]
    assert found.notes == ("Lens ID:1", "Earliest Priority Date:2007-02-05")


def test_bad_rows_do_not_take_the_others_with_them(tmp_path: Path) -> None:
    header = "Jurisdiction,Kind,Display Key,Lens ID"
    path = written(
        tmp_path / "lens.csv", f"{header}\nUS,A,US 1 A,1,,\nUS,A\nUS,A,,3\n\nUS,A,US 4 A,4,x\nUS,A,US 5 A,5\n"
    )
    found = read(SOURCE, path)
    # Empty cells beyond the header hold nothing.
    assert ids(found) == ["US-1-A", "US-5-A"]
    assert rejects(found) == [
        ("csv.row", f"{path}:3"), ("record.no_document_number", f"{path}:4"), ("csv.row", f"{path}:6"),
    ]  # fmt: skip


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(SOURCE, written(tmp_path / "lens.csv", ""))
    assert caught.value.problem.code == "file.empty"


def test_only_this_source_takes_either_form(tmp_path: Path) -> None:
    assert recognised(json_lines(tmp_path / "a.jsonl", [ROW])) == ["lens"]
    assert recognised(written(tmp_path / "lens.csv", f"{HEADER}\n{LINE}\n")) == ["lens"]
    quoted = ",".join(f'"{name}"' for name in HEADER.split(","))
    assert recognised(written(tmp_path / "quoted.csv", f"{quoted}\n")) == ["lens"]
    assert recognised(written(tmp_path / "other.csv", "Jurisdiction,Kind\nUS,A\n")) == []


def test_types_families_and_literature_with_semicolons(tmp_path: Path) -> None:
    header = "Jurisdiction,Kind,Display Key,Lens ID,Document Type,NPL Citations,Simple Family Members"
    row = "EM,S,EM 001234567-0001 S,1,Design Right,\"ROE A: 'Lamps; lights', 2009;;DOE B: 'Lamps'\",EM 1 S;;DE 2 S"
    found = only(SOURCE, written(tmp_path / "lens.csv", f"{header}\n{row}\n"))
    assert found.type == "design"
    assert found.citations == (Citation(text="ROE A: 'Lamps; lights', 2009"), Citation(text="DOE B: 'Lamps'"))
    assert found.notes == ("Lens ID:1", "Simple Family Members:EM 1 S;;DE 2 S")


OLD_HEADER = (
    '"#",Jurisdiction,Kind,Publication Number,Lens ID,Application Number,Application Date,Priority Numbers,'
    "Earliest Priority Date,Title,Applicants,Inventors,Owners (US),Type,Cited by Patent Count,NPL Citations"
)


def test_a_row_of_an_older_export(tmp_path: Path) -> None:
    row = (
        "1,US,S,US D0654321 S,001-002-003,US 29414573 F,2009-08-17,DE 402009000001 F 20090217;;US 23456708 P 20080817,"
        '2008-08-17,Lamp,"ROE; JANE A.;;LAMPS, INC.","DOE, JR.; JOHN;;ROE JANE A",'
        "LAMPS INC (2012-03-01);;ROE JANE A (2009-08-17);;LAMPS INC (2009-09-01),Design Right,3,"
    )
    found = only(SOURCE, written(tmp_path / "lens.csv", f"{OLD_HEADER}\n{row}\n"))
    assert (found.id, found.original, found.type) == ("US-D0654321-S", "US D0654321 S", "design")
    assert found.priorities == (
        Filing("DE", "402009000001", "F", dt.date(2009, 2, 17), "DE 402009000001 F"),
        Filing("US", "23456708", "P", dt.date(2008, 8, 17), "US 23456708 P"),
    )
    # A semicolon alone stands inside of a name.
    assert found.applicants == (Party("ROE; JANE A."), Party("LAMPS, INC."))
    assert found.inventors == (Party("DOE, JR.; JOHN"), Party("ROE JANE A"))
    assert found.owners == (Party("LAMPS INC"), Party("ROE JANE A"))
    assert found.notes == (
        "Lens ID:001-002-003",
        "Owners (US):LAMPS INC (2012-03-01);;ROE JANE A (2009-08-17);;LAMPS INC (2009-09-01)",
    )


def test_owners_with_the_day_they_were_recorded(tmp_path: Path) -> None:
    header = "Jurisdiction,Kind,Display Key,Lens ID,Owners"
    found = only(SOURCE, written(tmp_path / "lens.csv", f"{header}\nUS,B2,US 1 B2,1,ACME CORP (2017-01-05)\n"))
    assert found.owners == (Party("ACME CORP"),)
    assert found.notes == ("Lens ID:1", "Owners:ACME CORP (2017-01-05)")
