"""Source patentsview: every table, parts that find each other, kinds of documents, damage."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
from pathlib import Path

import pytest
from patent_reading import blob, ids, only, read, recognised, records, rejects, written

from indexers.base import Rejected
from indexers.patents.patentsview import SOURCE, Kinds
from ipsearch.records import Citation, Claim, Filing, Party, Patent, Related

DOCUMENTS = (
    ("patent_id", "patent_type", "patent_date", "patent_title", "wipo_kind", "num_claims", "withdrawn", "filename"),
    ("7650331", "utility", "2010-01-19", "System and method", "B1", "42", "0", "ipg100119.xml"),
    ("D500000", "design", "2004-12-21", 'A "chair"', "S1", "1", "0", "x"),
    ("PP15000", "plant", "2004-06-22", "Rose plant", "P2", "1", "1", "x"),
)
TABLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "g_patent.tsv": DOCUMENTS,
    "g_application.tsv": (
        ("application_id", "patent_id", "patent_application_type", "filing_date", "series_code"),
        ("10/871244", "7650331", "10", "2004-06-18", "10"),
    ),
    "g_patent_abstract.tsv": (("patent_id", "patent_abstract"), ("7650331", "A large-scale\tsystem.\nTwo lines.")),
    "g_inventor_disambiguated.tsv": (
        ("patent_id", "inventor_sequence", "inventor_id", "disambig_inventor_name_first",
         "disambig_inventor_name_last"),
        ("7650331", "1", "fl:sa_ln:ghemawat-1", "Sanjay", "Ghemawat"),
        ("7650331", "0", "fl:je_ln:dean-1", "Jeffrey", "Dean"),
        ("D500000", "0", "fl:ja_ln:doe-1", "", "Doe"),
    ),
    "g_assignee_disambiguated.tsv": (
        ("patent_id", "assignee_sequence", "assignee_id", "disambig_assignee_individual_name_first",
         "disambig_assignee_individual_name_last", "disambig_assignee_organization"),
        ("7650331", "0", "a-1", "", "", "Google LLC"), ("D500000", "0", "a-2", "Jane", "Doe", ""),
    ),
    "g_cpc_current.tsv": (
        ("patent_id", "cpc_sequence", "cpc_section", "cpc_class", "cpc_subclass", "cpc_group", "cpc_type"),
        ("7650331", "1", "Y", "Y10", "Y10S", "Y10S707/99931", "additional"),
        ("7650331", "0", "G", "G06", "G06F", "G06F9/5066", "inventional"),
    ),
    "g_ipc_at_issue.tsv": (
        ("patent_id", "ipc_sequence", "section", "ipc_class", "subclass", "main_group", "subgroup"),
        ("7650331", "0", "G", "06", "F", "9", "46"),
    ),
    "g_us_patent_citation.tsv": (
        ("patent_id", "citation_sequence", "citation_patent_id", "citation_category"),
        ("7650331", "10", "5414849", "cited by examiner"), ("7650331", "9", "RE12345", "cited by applicant"),
    ),
    "g_us_application_citation.tsv": (
        ("patent_id", "citation_sequence", "citation_document_number", "citation_category"),
        ("7650331", "0", "2003/0023456", "cited by other"),
    ),
    "g_foreign_citation.tsv": (
        ("patent_id", "citation_sequence", "citation_application_id", "citation_country", "citation_category"),
        ("7650331", "0", "2000-123456", "JP", "cited by applicant"),
    ),
    "g_other_reference.tsv": (
        ("patent_id", "other_reference_sequence", "other_reference_text"), ("7650331", "0", "Dean, MapReduce."),
    ),
    "g_foreign_priority.tsv": (
        ("patent_id", "priority_claim_sequence", "foreign_application_id", "filing_date", "foreign_country_filed"),
        ("7650331", "0", "2003-123456", "2003-06-18", "JP"),
    ),
}  # fmt: skip
ISSUED = dt.date(2010, 1, 19)


def tsv(folder: Path, name: str, rows: tuple[tuple[str, ...], ...] | None = None) -> Path:
    """A table as PatentsView writes it: every cell in quotes."""
    lines = ("\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows or TABLES[name])
    return written(folder / name, "".join(f"{line}\n" for line in lines))


def merged(found: list[Patent]) -> dict[str, Patent]:
    """The records by id as a load joins them."""
    assert SOURCE.merge is not None
    stored: dict[str, Patent] = {}
    for one in found:
        whole = SOURCE.merge(stored.get(one.id), one)
        assert not isinstance(whole, Rejected)
        stored[one.id] = whole
    return stored


def test_the_documents(tmp_path: Path) -> None:
    first, second, third = records(SOURCE, tsv(tmp_path, "g_patent.tsv"))
    assert first == Patent(
        country="US", number="7650331", kind="B1", type="invention", publication_date=ISSUED, grant_date=ISSUED,
        language="en", title={"en": "System and method"},
    )  # fmt: skip
    assert (second.id, second.type, second.title["en"]) == ("US-D500000-S1", "design", 'A "chair"')
    assert (third.id, third.type, third.notes) == ("US-PP15000-P2", "plant", ("withdrawn",))


def test_all_tables_together_give_one_record_of_each_document(tmp_path: Path) -> None:
    paths = [tsv(tmp_path, name) for name in sorted(TABLES)]
    found = merged(records(SOURCE, *paths))
    assert list(found) == ["US-7650331-B1", "US-D500000-S1", "US-PP15000-P2"]
    assert found["US-7650331-B1"] == Patent(
        country="US", number="7650331", kind="B1", type="invention", publication_date=ISSUED, grant_date=ISSUED,
        application=Filing("US", "10871244", "", dt.date(2004, 6, 18)),
        priorities=(Filing("JP", "2003123456", "", dt.date(2003, 6, 18), "2003-123456"),),
        language="en", title={"en": "System and method"}, abstract={"en": "A large-scale\tsystem.\nTwo lines."},
        applicants=(Party("Google LLC", identifier="a-1"),), owners=(Party("Google LLC", identifier="a-1"),),
        inventors=(
            Party("Dean, Jeffrey", identifier="fl:je_ln:dean-1"),
            Party("Ghemawat, Sanjay", identifier="fl:sa_ln:ghemawat-1"),
        ),
        cpc=("G06F9/5066", "Y10S707/99931"), cpc_additional=("Y10S707/99931",), ipc=("G06F9/46",),
        citations=(
            Citation("JP-2000123456", phase="applicant"), Citation(text="Dean, MapReduce."),
            Citation("US-20030023456", phase="applicant"),
            Citation("US-RE12345", phase="applicant"), Citation("US-5414849", phase="examination"),
        ),
    )  # fmt: skip
    assert found["US-D500000-S1"].owners == (Party("Doe, Jane", identifier="a-2"),)
    assert found["US-D500000-S1"].inventors == (Party("Doe", identifier="fl:ja_ln:doe-1"),)


def test_other_tables_are_read_with_the_documents_whatever_the_order(tmp_path: Path) -> None:
    abstracts, documents = tsv(tmp_path, "g_patent_abstract.tsv"), tsv(tmp_path, "g_patent.tsv")
    units = SOURCE.group([blob(abstracts), blob(documents)])
    assert [[one.name for one in unit] for unit in units] == [
        ["g_patent.tsv"], ["g_patent.tsv", "g_patent_abstract.tsv"],
    ]  # fmt: skip
    found = records(SOURCE, abstracts, documents)
    assert ids(found) == ["US-7650331-B1", "US-D500000-S1", "US-PP15000-P2", "US-7650331-B1"]


def test_without_the_documents_parts_find_one_another(tmp_path: Path) -> None:
    found = records(SOURCE, tsv(tmp_path, "g_patent_abstract.tsv"), tsv(tmp_path, "g_application.tsv"))
    assert list(merged(found)) == ["US-7650331"]


def test_rows_of_a_patent_that_stand_apart_add_up(tmp_path: Path) -> None:
    header, *rows = TABLES["g_us_patent_citation.tsv"]
    apart = (header, rows[0], ("7650332", "0", "1", ""), rows[1], rows[0])
    found = merged(records(SOURCE, tsv(tmp_path, "g_us_patent_citation.tsv", apart)))
    assert [one.document for one in found["US-7650331"].citations] == ["US-5414849", "US-RE12345"]
    assert [one.document for one in found["US-7650332"].citations] == ["US-1"]


def test_kinds_are_known_by_number_and_letters() -> None:
    kinds = Kinds()
    for number, kind in (("7650331", "B1"), ("12", "A"), ("D12", "S1"), ("RE12", "E1"), ("no number", "B2")):
        kinds.put(number, kind)
    assert [kinds.get(number) for number in ("7650331", "12", "D12", "RE12")] == ["B1", "A", "S1", "E1"]
    assert [kinds.get(number) for number in ("13", "D13", "X12", "9999999", "no number", "")] == [""] * 6


def test_a_sequence_that_is_no_number_comes_first(tmp_path: Path) -> None:
    header = TABLES["g_us_patent_citation.tsv"][0]
    rows = (header, ("1", "1", "11", ""), ("1", "\N{SUPERSCRIPT TWO}", "12", ""), ("1", "", "13", ""))
    item = only(SOURCE, tsv(tmp_path, "g_us_patent_citation.tsv", rows))
    assert [one.document for one in item.citations] == ["US-12", "US-13", "US-11"]


def test_a_foreign_citation_without_its_country_is_its_number(tmp_path: Path) -> None:
    rows = (TABLES["g_foreign_citation.tsv"][0], ("1", "0", "2000-123456", "", ""))
    item = only(SOURCE, tsv(tmp_path, "g_foreign_citation.tsv", rows))
    assert [one.document for one in item.citations] == ["2000123456"]


def test_the_year_of_a_japanese_document_stands_before_its_number(tmp_path: Path) -> None:
    columns = ("patent_id", "citation_sequence", "citation_application_id", "citation_date", "citation_country")
    rows = (columns, ("1", "0", "2-191674", "1990-07-01", "JP"), ("1", "1", "2191674", "1990-07-01", "JP"))
    item = only(SOURCE, tsv(tmp_path, "g_foreign_citation.tsv", rows))
    assert [one.document for one in item.citations] == ["JP-H02191674"] * 2


def test_a_packed_table_reads_the_same(tmp_path: Path) -> None:
    plain = tsv(tmp_path, "g_patent.tsv")
    packed = tmp_path / "packed"
    packed.mkdir()
    (packed / "g_patent.tsv.gz").write_bytes(gzip.compress(plain.read_bytes()))
    assert records(SOURCE, packed / "g_patent.tsv.gz") == records(SOURCE, plain)
    assert recognised(packed / "g_patent.tsv.gz") == ["patentsview"]


def test_bad_rows_do_not_take_the_others_with_them(tmp_path: Path) -> None:
    rows = (*DOCUMENTS[:2], ("7650332", "utility"), ("", *DOCUMENTS[2][1:]), DOCUMENTS[2])
    path = tsv(tmp_path, "g_patent.tsv", rows)
    found = read(SOURCE, path)
    assert ids(found) == ["US-7650331-B1", "US-D500000-S1"]
    assert rejects(found) == [("csv.row", f"{path}:3"), ("record.no_document_number", f"{path}:4")]


def test_a_bad_row_of_the_documents_is_told_once(tmp_path: Path) -> None:
    documents = tsv(tmp_path, "g_patent.tsv", (*DOCUMENTS, ("1",)))
    found = read(SOURCE, documents, tsv(tmp_path, "g_patent_abstract.tsv"), tsv(tmp_path, "g_application.tsv"))
    assert rejects(found) == [("csv.row", f"{documents}:5")]


def test_a_table_that_ends_in_the_middle_of_a_row(tmp_path: Path) -> None:
    path = tsv(tmp_path, "g_patent.tsv")
    path.write_text(path.read_text("utf-8")[:-60], "utf-8")
    found = read(SOURCE, path)
    assert ids(found) == ["US-7650331-B1", "US-D500000-S1"]
    assert [code for code, _ in rejects(found)] == ["csv.row"]


def test_a_quote_that_is_never_closed_is_told_and_changes_nothing_for_other_readers(tmp_path: Path) -> None:
    limit = csv.field_size_limit()
    header = "patent_id\tpatent_title\n"
    path = written(tmp_path / "g_patent.tsv", f'{header}1\tCell\n2\t"{"long cell " * (limit // 10 + 1)}\n3\tCell\n')
    found = read(SOURCE, path)
    assert ids(found) == ["US-1", "US-3"]
    assert [code for code, _ in rejects(found)] == ["csv.quote"]
    assert csv.field_size_limit() == limit


def test_an_empty_table_gives_nothing(tmp_path: Path) -> None:
    assert read(SOURCE, tsv(tmp_path, "g_patent.tsv", DOCUMENTS[:1])) == []
    assert read(SOURCE, written(tmp_path / "g_application.tsv", "")) == []


@pytest.mark.parametrize("name", sorted(TABLES))
def test_only_this_source_takes_each_table(tmp_path: Path, name: str) -> None:
    assert recognised(tsv(tmp_path, name)) == ["patentsview"]


@pytest.mark.parametrize(
    ("name", "text", "names"),
    [
        ("g_patent.tsv", "patent_id\tpatent_type\n", ["patentsview"]),
        ("g_patent.tsv", '\ufeff"patent_id"\t"patent_type"\r\n', ["patentsview"]),
        ("g_us_patent_citation_2010.tsv", "patent_id\tcitation_sequence\n", ["patentsview"]),
        ("g_location.tsv", "patent_id\tcity\n", []),
        ("g_patent.tsv", "id\ttype\n7\tpatent_id\n", []),
        ("patents.txt", "patent_id\tpatent_type\n", []),
        ("g_patent.tsv", "", []),
    ],
)
def test_recognition_by_name_and_header(tmp_path: Path, name: str, text: str, names: list[str]) -> None:
    assert recognised(written(tmp_path / name, text)) == names


def test_an_application_that_is_only_a_date_gives_a_record_without_one(tmp_path: Path) -> None:
    rows = (TABLES["g_application.tsv"][0], ("", "7650331", "10", "2004-06-18", "10"))
    assert only(SOURCE, tsv(tmp_path, "g_application.tsv", rows)).application is None


MORE: dict[str, tuple[tuple[str, ...], ...]] = {
    "g_applicant_not_disambiguated.tsv": (
        ("patent_id", "applicant_sequence", "raw_applicant_name_first", "raw_applicant_name_last",
         "raw_applicant_organization", "applicant_type"),
        ("7650331", "1", "Ann", "Roe", "", "applicant"), ("7650331", "0", "", "", "Lamps Ltd.", "applicant"),
    ),
    "g_attorney_disambiguated.tsv": (
        ("patent_id", "attorney_sequence", "attorney_id", "disambig_attorney_name_first", "disambig_attorney_name_last",
         "disambig_attorney_organization"),
        ("7650331", "0", "l-1", "", "", "Miller LLP"),
    ),
    "g_examiner_not_disambiguated.tsv": (
        ("patent_id", "examiner_sequence", "raw_examiner_name_first", "raw_examiner_name_last", "examiner_role"),
        ("7650331", "0", "Jo", "Doe", "primary"),
    ),
    "g_uspc_at_issue.tsv": (
        ("patent_id", "uspc_sequence", "uspc_mainclass_id", "uspc_subclass_id"),
        ("7650331", "1", "718", "100"), ("7650331", "0", "709", "709/201"),
    ),
    "g_us_rel_doc.tsv": (
        ("patent_id", "related_doc_type", "related_doc_kind", "related_doc_number", "published_country",
         "related_doc_published_date", "related_doc_sequence"),
        ("7650331", "continuation-in-part", "", "10/123,456", "US", "2003-02-01", "0"),
        ("7650331", "related-publication", "A1", "20050001234", "US", "2005-01-06", "1"),
    ),
    "g_pct_data.tsv": (
        ("patent_id", "published_or_filed_date", "pct_371_date", "pct_doc_number", "pct_doc_type"),
        ("7650331", "2004-01-02", "2005-03-04", "PCT/SE2004/000001", "pct_application"),
        ("7650331", "2004-07-08", "", "WO2004/012345", "wo_grant"),
    ),
    "g_claims_2010.tsv": (
        ("patent_id", "claim_sequence", "claim_text", "dependent", "claim_number", "exemplary"),
        ("7650331", "1", "2. The lamp of claim 1.", "claim 1", "00002", "0"),
        ("7650331", "0", "1. A lamp.", "", "00001", "1"), ("7", "0", "1. A pump.", "", "1", "1"),
        ("7650331", "2", "3. The lamp of claim 2.", "claim 2", "00003", "0"),
    ),
    "g_brf_sum_text_2010.tsv": (("patent_id", "summary_text"), ("7650331", "SUMMARY\nLamps are lit.")),
    "g_detail_desc_text_2010.tsv": (("patent_id", "description_text"), ("7650331", "word " * 40_000)),
    "g_draw_desc_text_2010.tsv": (
        ("patent_id", "draw_desc_sequence", "draw_desc_text"), ("7650331", "1", "FIG. 2"), ("7650331", "0", "FIG. 1"),
    ),
    "g_botanic.tsv": (("patent_id", "latin_name", "plant_variety"), ("PP15000", "Rosa hybrida", "Meiaaa")),
    "g_us_term_of_grant.tsv": (
        ("patent_id", "disclaimer_date", "term_disclaimer", "term_grant", "term_extension"),
        ("7650331", "2009-01-01", "", "", "557"),
    ),
}  # fmt: skip


def test_people_classes_relations_and_texts_of_further_tables(tmp_path: Path) -> None:
    tables = {"g_patent.tsv": DOCUMENTS} | MORE
    paths = [tsv(tmp_path, name, rows) for name, rows in sorted(tables.items())]
    assert all(recognised(path) == ["patentsview"] for path in paths)
    found = merged(records(SOURCE, *paths))
    item = found["US-7650331-B1"]
    assert item.applicants == (Party("Lamps Ltd."), Party("Roe, Ann"))
    assert (item.agents, item.examiners) == ((Party("Miller LLP", identifier="l-1"),), (Party("Doe, Jo"),))
    assert item.national == ("US 709/201", "US 718/100")
    assert set(item.related) == {
        Related("continuation_in_part", "US-10123456", dt.date(2003, 2, 1)),
        Related("earlier_publication", "US-20050001234", dt.date(2005, 1, 6)),
        Related("pct_application", "SE-2004000001-W", dt.date(2004, 1, 2)),
        Related("pct_publication", "WO-2004012345", dt.date(2004, 7, 8)),
    }
    assert item.claims == {
        "en": (Claim(1, "A lamp."), Claim(2, "The lamp of claim 1.", (1,)), Claim(3, "The lamp of claim 2.", (2,)))
    }
    summary, lamps, detail, *figures = item.description["en"]
    assert (summary, lamps, len(detail), figures) == ("SUMMARY", "Lamps are lit.", 199_999, ["FIG. 1", "FIG. 2"])
    assert item.notes == ("us-371-date:2005-03-04", "term-extension-days:557", "terminal-disclaimer")
    assert found["US-PP15000-P2"].notes == ("withdrawn", "latin-name:Rosa hybrida", "variety:Meiaaa")
    again = merged([*found.values(), *records(SOURCE, *paths)])
    assert again == found
