"""Sources patents-ndjson and patents-csv, the cells they share with others, and what a library takes as a record."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from patent_reading import ids, json_lines, only, read, recognised, records, rejects, written

from indexers.batches import raw_text
from indexers.patents import csv_patents, ndjson_patents
from indexers.patents.csv_patents import COLUMNS, is_column
from indexers.patents.exchange_citations import phase_of
from indexers.patents.library import LIBRARY, check_patent
from indexers.patents.tables import (
    cells,
    cited,
    date_of,
    dated_filing,
    document_of,
    filing,
    language_of,
    parties,
    printed_symbol,
)
from indexers.sources import all_sources
from ipsearch.errors import InputError
from ipsearch.records import PATENT_TYPES, Citation, Claim, Filing, LegalEvent, Party, Patent, Related
from tests.workbooks import excel

CSV, NDJSON = csv_patents.SOURCE, ndjson_patents.SOURCE
TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
DATES = st.none() | st.dates(dt.date(1790, 1, 1), dt.date(2100, 1, 1))
TEXTS = st.tuples(TEXT) | st.tuples(TEXT, TEXT) | st.just(())
LANGUAGES = st.sampled_from(("zh", "en", "de", "ja", "und"))
PARTIES = st.lists(st.builds(Party, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT), max_size=2).map(tuple)
FILINGS = st.builds(Filing, TEXT, TEXT, TEXT, DATES, TEXT)
CLAIMS = st.builds(Claim, st.integers(1, 500), TEXT, st.lists(st.integers(1, 9), max_size=2).map(tuple)) | TEXT
PATENTS = st.builds(
    Patent,
    country=TEXT, number=TEXT, kind=TEXT, type=st.sampled_from(sorted(PATENT_TYPES)), original=TEXT,
    publication_date=DATES, grant_date=DATES, expiry_date=DATES, application=st.none() | FILINGS,
    priorities=st.lists(FILINGS, max_size=2).map(tuple), family_id=TEXT, extended_family_id=TEXT, language=TEXT,
    title=st.dictionaries(LANGUAGES, TEXT, max_size=2), abstract=st.dictionaries(LANGUAGES, TEXT, max_size=2),
    claims=st.dictionaries(LANGUAGES, st.lists(CLAIMS, max_size=3).map(tuple), max_size=2),
    description=st.dictionaries(LANGUAGES, TEXTS, max_size=2),
    applicants=PARTIES, inventors=PARTIES, owners=PARTIES, agents=PARTIES, examiners=PARTIES,
    ipc=TEXTS, cpc=TEXTS, cpc_additional=TEXTS, cpc_offices=TEXTS, locarno=TEXTS, national=TEXTS,
    citations=st.lists(st.builds(Citation, TEXT, TEXT, TEXT, TEXT, TEXT, DATES), max_size=2).map(tuple),
    related=st.lists(st.builds(Related, TEXT, TEXT, DATES), max_size=2).map(tuple),
    events=st.lists(st.builds(LegalEvent, TEXT, DATES, TEXT, TEXT, TEXT, TEXT), max_size=2).map(tuple),
    status=TEXT, status_date=DATES, designated=TEXTS, keywords=TEXTS, notes=TEXTS,
)  # fmt: skip


def test_the_strategy_fills_every_field_of_a_record() -> None:
    keywords = set(Patent.__struct_fields__)
    filled: set[str] = set()

    @given(PATENTS)
    @settings(max_examples=60, database=None, derandomize=True)
    def look(item: Patent) -> None:
        filled.update(name for name in keywords if getattr(item, name) not in ("", None, (), {}, "unknown"))

    look()
    assert filled == keywords


@given(item=PATENTS)
@settings(max_examples=150, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_record_is_read_back_from_its_line(tmp_path: Path, item: Patent) -> None:
    path = tmp_path / "a.ndjson"
    path.write_bytes(msgspec.json.encode(item) + b"\n" + raw_text(item).encode() + b"\n")
    assert records(NDJSON, path) == [item, item]


def test_bad_lines_do_not_take_the_others_with_them(tmp_path: Path) -> None:
    good = {"country": "CN", "number": "1", "claims": {"zh": ["一种电池。"]}}
    rows = [
        good, "{", {"country": "CN"}, {**good, "numbers": 1}, {**good, "type": "patent"}, {**good, "title": "x"}, "",
        {**good, "publication_date": "2019-02-30"}, {**good, "number": "2"},
    ]  # fmt: skip
    path = json_lines(tmp_path / "a.ndjson", rows)
    with path.open("ab") as stream:
        stream.write('{"country":"CN","number":"号"}\n'.encode("gb18030"))
    found = read(NDJSON, path)
    assert ids(found) == ["CN-1", "CN-2"]
    schema = [("json.schema", f"{path}:{line}") for line in (3, 4, 5, 6, 8)]
    assert rejects(found) == [("json.invalid", f"{path}:2"), *schema, ("file.encoding", f"{path}:10")]


def test_a_whole_row(tmp_path: Path) -> None:
    columns = {
        "country": "CN", "number": "110000001", "kind": "B", "original": "CN110000001B", "family_id": "7",
        "extended_family_id": "8", "language": "zh", "status": "有效", "publication_date": "2021-06-01",
        "grant_date": "20210601", "expiry_date": "2039/4/16", "status_date": "2021.6.1", "title": "电池",
        "title_en": "Battery", "abstract_en": "A cell; a battery.",
        "claims": "1. 一种电池。\n2. 如权利要求1所述的电池。", "description": "技术领域\n\n涉及电池。",
        "applicants": "云岚公司; YUNLAN [JP]", "inventors": "林朔；云禾", "owners": "澄野公司", "agents": "沪上",
        "examiners": "甲", "ipc": "H01M10/0525(2010.01)I; H01M 4/13", "cpc": "Y02E60/10", "cpc_additional": "Y02E60/10",
        "locarno": "14-03", "national": "US 429/1", "designated": "DE; FR", "keywords": "电池", "notes": "a:b",
        "type": "Invention", "application_number": "CN201910000001.X", "application_date": "2019-04-16",
        "priority_number": "JP2018123456", "priority_date": "2018-05-01", "citations": "US7650331B1; 电池手册",
    }  # fmt: skip
    assert set(columns) - {"title_en", "abstract_en"} == set(COLUMNS) - {"abstract", "priority_numbers"}
    row = ",".join('"' + value + '"' for value in columns.values())
    assert only(CSV, written(tmp_path / "a.csv", f"{','.join(columns)}\n{row}\n")) == Patent(
        country="CN", number="110000001", kind="B", type="invention", original="CN110000001B",
        publication_date=dt.date(2021, 6, 1), grant_date=dt.date(2021, 6, 1), expiry_date=dt.date(2039, 4, 16),
        application=Filing("CN", "201910000001", "", dt.date(2019, 4, 16), "CN201910000001.X"),
        priorities=(Filing("JP", "2018123456", "", dt.date(2018, 5, 1), "JP2018123456"),),
        family_id="7", extended_family_id="8", language="zh",
        title={"zh": "电池", "en": "Battery"}, abstract={"en": "A cell; a battery."},
        claims={"zh": (Claim(1, "一种电池。"), Claim(2, "如权利要求1所述的电池。", (1,)))},
        description={"zh": ("技术领域", "涉及电池。")},
        applicants=(Party("云岚公司"), Party("YUNLAN", country="JP")), inventors=(Party("林朔"), Party("云禾")),
        owners=(Party("澄野公司"),), agents=(Party("沪上"),), examiners=(Party("甲"),),
        ipc=("H01M10/0525", "H01M4/13"), cpc=("Y02E60/10",), cpc_additional=("Y02E60/10",), locarno=("14-03",),
        national=("US 429/1",), citations=(Citation("US-7650331-B1"), Citation(text="电池手册")), status="有效",
        status_date=dt.date(2021, 6, 1), designated=("DE", "FR"), keywords=("电池",), notes=("a:b",),
    )  # fmt: skip


def test_symbols_that_cannot_be_read_and_the_day_of_several_priorities_are_notes(tmp_path: Path) -> None:
    header = "country,number,ipc,notes,priority_numbers,priority_date"
    row = "CN,1,H01M; 06-01,a:b,JP2018123456; US61/234567,20180501"
    found = only(CSV, written(tmp_path / "a.csv", f"{header}\n{row}\n"))
    assert (found.ipc, found.notes) == (("H01M",), ("a:b", "ipc:06-01", "priority_date:20180501"))
    assert [one.date for one in found.priorities] == [None, None]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = "Country,Number,Kind,Title\r\nCN,1,A,电池\r\nCN,2,A,Battery\r\n".replace(",", delimiter)
    path = written(tmp_path / "a.csv", text, encoding)
    assert recognised(path) == ["patents-csv"]
    found = records(CSV, path)
    assert [(one.id, one.title) for one in found] == [("CN-1-A", {"zh": "电池"}), ("CN-2-A", {"en": "Battery"})]


def test_a_table_that_a_spreadsheet_padded(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "country,number,title,,\nCN,1,电池,,\nCN,2,电池\nCN,3,电池,,x\n,,,,\n")
    found = read(CSV, path)
    assert ids(found) == ["CN-1", "CN-2"]
    assert rejects(found) == [("csv.row", f"{path}:4")]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("publication_date", "2019-02-30", "record.bad_date"), ("application_date", "2019", "record.bad_date"),
        ("priority_date", "gestern", "record.bad_date"), ("type", "patent", "record.bad_type"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read(tmp_path: Path, column: str, value: str, code: str) -> None:
    path = written(tmp_path / "a.csv", f"country,number,{column}\nCN,1,{value}\nCN,2,\n")
    found = read(CSV, path)
    assert ids(found) == ["CN-2"]
    assert rejects(found) == [(code, f"{path}:2")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file.empty"), ("country,title\n", "csv.columns"), ("number,title\n", "csv.columns"),
        ("country,number,titel\n", "csv.unknown_column"), ("country,number,title_xxx\n", "csv.unknown_column"),
        ("country,number,Number\n", "csv.doubled_column"),
    ],
)  # fmt: skip
def test_a_header_that_cannot_be_read(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(CSV, written(tmp_path / "a.csv", text))
    assert caught.value.problem.code == code


def test_columns_that_name_their_language() -> None:
    assert is_column("title_zh")
    assert is_column("claims_de")
    assert not is_column("status_zh")
    assert not is_column("title_")


def test_cells_of_several_values() -> None:
    assert cells(" a; b；；c ;") == ("a", "b", "c")
    assert cells("a;b|c", "|") == ("a;b", "c")
    assert cells(" ") == ()


def test_parties_with_their_country_behind_them() -> None:
    assert parties(["BASF SE [DE]", "云岚(CN)", "澄野（JP）", "(甲) 公司", "ACME (Co)"]) == (
        Party("BASF SE", country="DE"), Party("云岚", country="CN"), Party("澄野", country="JP"), Party("(甲) 公司"),
        Party("ACME (Co)"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-08-02", dt.date(2019, 8, 2)), ("20190802", dt.date(2019, 8, 2)), ("2019/8/2", dt.date(2019, 8, 2)),
        ("2019年8月2日", dt.date(2019, 8, 2)), ("2019-08-02 00:00:00", dt.date(2019, 8, 2)),
        ("2019-08", None), ("2019", None), ("", None), ("2019-02-30", None), ("-", None),
    ],
)  # fmt: skip
def test_only_a_whole_day_is_a_date(text: str, day: dt.date | None) -> None:
    assert date_of(text) == day


def test_numbers_as_printed() -> None:
    assert filing("CN201910302430.1") == Filing("CN", "201910302430", original="CN201910302430.1")
    # The check digit fits no Chinese number of that form: the likeliest reading is German, the office says otherwise.
    assert filing("201910000001.5", country="CN") == Filing("CN", "201910000001", original="201910000001.5")
    assert filing("P-Akte", country="DE") == Filing("DE", "PAkte", original="P-Akte")
    assert filing("  ") is None
    assert filing("", dt.date(2019, 4, 16), "CN") == Filing("CN", date=dt.date(2019, 4, 16))
    assert document_of("US 7,650,331 B1") == "US-7650331-B1"
    assert cited("Nature 2010") == Citation(text="Nature 2010")


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("B60L11/18(2006.01)I", "B60L11/18"), ("H01M 10/0525 (2010.01)", "H01M10/0525"), ("G06F17/27", "G06F17/27"),
        ("H01M10/0525[2010.01]", "H01M10/0525"), ("G06F17/27(20060101)", "G06F17/27"), ("电池", ""), ("", ""),
    ],
)  # fmt: skip
def test_symbols_with_their_edition(text: str, symbol: str) -> None:
    assert printed_symbol(text) == symbol


def test_languages_and_phases() -> None:
    assert [language_of(text) for text in ("电池", "電池です", "배터리 電池", "Battery", "")] == [
        "zh", "ja", "ko", "en", "en",
    ]  # fmt: skip
    assert [phase_of(code) for code in ("SEA", "isr", "APP", "Other", "")] == [
        "search", "international_search", "applicant", "other", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, None), ({"country": " "}, "record.no_country"), ({"country": "cn"}, "record.bad_value"),
        ({"country": "CHN"}, "record.bad_value"), ({"number": ""}, "record.no_document_number"),
        ({"number": "x"}, "record.bad_value"), ({"number": "1" * 61}, "record.bad_value"),
        ({"number": "1" * 60}, None), ({"kind": "A 1"}, "record.bad_value"), ({"kind": "ABCDE"}, "record.bad_value"),
    ],
)  # fmt: skip
def test_what_a_record_must_have(fields: dict[str, str], code: str | None) -> None:
    problem = check_patent(Patent(**{"country": "CN", "number": "1", "kind": "A"} | fields))  # type: ignore[arg-type]
    assert (problem.code if problem else None) == code


def test_only_the_own_forms_replace_what_is_stored() -> None:
    whole = [source for source in all_sources(LIBRARY) if not source.partial]
    assert [source.name for source in whole] == ["patents-ndjson", "patents-csv"]


@pytest.mark.parametrize(
    ("name", "text", "names"),
    [
        ("a.ndjson", '{"country":"CN","number":"1"}\n', ["patents-ndjson"]),
        ("a.ndjson", '{"office":"CN","country":"CN","number":"1"}\n', []),
        ("a.ndjson", '{"country":"CN"}\n', []),
        ("a.json", '[\n  {"country": "CN", "number": "1"}\n]\n', ["patents-ndjson"]),
        ("a.json", '{\n  "country": "CN",\n  "number": "1"\n}\n', ["patents-ndjson"]),
        ("a.json", '[{"office": "CN", "application_number": "1", "country": "CN", "number": "1"}]', []),
        ("a.csv", "number,country\n", ["patents-csv"]),
        ("a.csv", "office,mark\n", []),
        ("a.txt", "country number\n", []),
    ],
)
def test_recognition(tmp_path: Path, name: str, text: str, names: list[str]) -> None:
    assert recognised(written(tmp_path / name, text)) == names


def test_a_list_of_records_is_read_as_its_lines_are(tmp_path: Path) -> None:
    lines = ['{"country": "CN", "number": "1", "kind": "A"}', '{"country": "CN"}', '{"country": "CN", "number": "2"}']
    found = read(NDJSON, written(tmp_path / "a.json", "[\n" + ",\n".join(lines) + "\n]\n"))
    by_line = read(NDJSON, written(tmp_path / "a.ndjson", "\n".join(lines)))
    assert ids(found) == ids(by_line) == ["CN-1-A", "CN-2"]


def test_a_blank_sheet_takes_no_other_with_it(tmp_path: Path) -> None:
    rows = {number: [["country", "number"], ["CN", number]] for number in ("110000001", "110000002")}
    path = excel(tmp_path / "a.xlsx", rows["110000001"], 空=[], 二=rows["110000002"])
    assert ids(read(CSV, path)) == ["CN-110000001", "CN-110000002"]
    with pytest.raises(InputError) as caught:
        read(CSV, excel(tmp_path / "b.xlsx", [], 空=[]))
    assert (caught.value.problem.code, caught.value.problem.place) == ("file.empty", str(tmp_path / "b.xlsx"))


@pytest.mark.parametrize(
    ("value", "number", "date"),
    [
        ("US61/234567 2009-08-17", "61234567", "2009-08-17"),
        ("DE 402009000001 F 20090217", "402009000001", "2009-02-17"),
        ("US61/234567", "61234567", "2001-01-01"), ("US61/234567，2009.08.17", "61234567", "2009-08-17"),
        ("JP 20181234", "20181234", "2001-01-01"), ("JP 20180412", "20180412", "2001-01-01"),
    ],
)  # fmt: skip
def test_the_day_behind_the_number_of_a_priority(value: str, number: str, date: str) -> None:
    found = dated_filing(value, dt.date(2001, 1, 1))
    assert found is not None
    assert (found.number.endswith(number), str(found.date)) == (True, date), found
