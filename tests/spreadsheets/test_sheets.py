"""Sheets of a workbook as tables of texts."""

from __future__ import annotations

import datetime as dt
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from openpyxl import load_workbook

from ipsearch.errors import InputError
from ipsearch.spreadsheets.filekinds import OLD_BEGINNING
from ipsearch.spreadsheets.officeparts import BOMB_FLOOR
from ipsearch.spreadsheets.sheets import Lost, open_workbook
from tests.workbooks import MAIN, RELATIONS, excel, inline, office_file, sheet_data


def tables(path: Path) -> dict[str, list[tuple[int, list[str]]]]:
    with path.open("rb") as stream, open_workbook(stream, "x") as sheets:
        return {sheet.place: list(sheet.rows()) for sheet in sheets}


def test_cells_as_a_person_reads_them(tmp_path: Path) -> None:
    row = ["云岚", 8911270, 9.0, 9.5, dt.datetime(2024, 3, 15), dt.date(2024, 3, 15), None, True]
    assert tables(excel(tmp_path / "a.xlsx", [row])) == {
        "x": [(1, ["云岚", "8911270", "9", "9.5", "2024-03-15", "2024-03-15", "", "TRUE"])]
    }


def test_rows_keep_their_numbers_and_their_width(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", [["甲", "乙"], [], ["丙"]], 二=[["丁"]])
    assert tables(path) == {"x:Sheet": [(1, ["甲", "乙"]), (2, ["", ""]), (3, ["丙", ""])], "x:二": [(1, ["丁"])]}


@pytest.mark.parametrize("size", [0, 4, 500, 3000, -30])
def test_a_damaged_workbook_says_so(tmp_path: Path, size: int) -> None:
    path = excel(tmp_path / "a.xlsx", [["商标", "类别"]] + [[f"云{i}", i] for i in range(500)])
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(InputError) as caught:
        tables(path)
    assert (caught.value.problem.code, caught.value.problem.place) == ("file.damaged_workbook", "x")


def test_damage_inside_a_sheet_is_told_when_it_is_read(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", [[f"云{i}岚{i * i}" for i in range(50)] for _ in range(200)])
    data = bytearray(path.read_bytes())
    at = data.index(b"xl/worksheets/sheet1.xml") + 2000
    data[at : at + 200] = bytes(200)
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        tables(path)
    assert caught.value.problem.code == "file.damaged_workbook"


def test_no_library_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = excel(tmp_path / "a.xlsx", [["云岚"]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert tables(path) == {"x": [(1, ["云岚"])]}


@pytest.mark.parametrize("dimension", ["", "A1", "A1:XFD1048576", "B7:C9", "A1:A1"])
def test_what_a_sheet_says_of_its_size_tells_nothing(tmp_path: Path, dimension: str) -> None:
    rows = sheet_data(inline("商标", "类别"), inline("云岚", "9"), dimension=dimension)
    assert tables(office_file(tmp_path / "a.xlsx", rows)) == {"x": [(1, ["商标", "类别"]), (2, ["云岚", "9"])]}


@pytest.mark.untraced
def test_formats_to_the_last_column_and_row_are_no_cells(tmp_path: Path) -> None:
    blank = '<c r="XFD1" s="3"/>'
    rows = f'<sheetData><row>{inline("云岚")}{blank}</row><row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    found = tables(office_file(tmp_path / "a.xlsx", rows))["x"]
    assert found[0] == (1, ["云岚"])
    assert (len(found), found[-1]) == (1_048_576, (1_048_576, [""]))


def test_rows_and_cells_that_are_left_out(tmp_path: Path) -> None:
    rows = '<row r="3"><c r="B3"><v>1</v></c><c><v>2</v></c><c r="AA3"><v>3</v></c></row><row><c><v>4</v></c></row>'
    found = tables(office_file(tmp_path / "a.xlsx", f"<sheetData>{rows}</sheetData>"))["x"]
    assert found[:2] == [(1, []), (2, [])]
    assert found[2] == (3, ["", "1", "2", *[""] * 23, "3"])
    assert (found[3][0], found[3][1][0]) == (4, "4")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="1"/>', '<row r="1"/><row r="1"/>', '<row r="1048577"/>', '<row r="99999999999999"/>',
        '<row><c r="XFE1"><v>1</v></c></row>', '<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row><c t="s"><v>7</v></c></row>', '<row><c t="s"><v>x</v></c></row>', "<row><c><v>x</v></c></row>",
        "<row><c>",
    ],
)  # fmt: skip
def test_rows_that_no_program_writes_are_damage(tmp_path: Path, rows: str) -> None:
    with pytest.raises(InputError) as caught:
        tables(office_file(tmp_path / "a.xlsx", f"<sheetData>{rows}</sheetData>"))
    assert caught.value.problem.code == "file.damaged_workbook"


def test_texts_in_parts_and_with_their_sound(tmp_path: Path) -> None:
    sound = '<rPh sb="0" eb="1"><t>云</t></rPh>'
    parts = f'<r><t>云</t></r><r><rPr><b/></rPr><t xml:space="preserve">岚 </t></r>{sound}<phoneticPr fontId="1"/>'
    cells = f'<c t="s"><v>0</v></c><c t="inlineStr"><is>{parts}</is></c><c t="s"><v>1</v></c><c t="s"/>'
    path = office_file(tmp_path / "a.xlsx", sheet_data(cells), texts=f"<si>{parts}</si><si><t/></si>")
    assert tables(path) == {"x": [(1, ["云岚 ", "云岚 "])]}


def test_escapes_of_characters(tmp_path: Path) -> None:
    cells = inline("小米_x000D_\n手机", "a_x005F_x000D_b", "a_x0009_b", "_xD83D_", "MAX_x", "_x000d_")
    assert tables(office_file(tmp_path / "a.xlsx", sheet_data(cells)))["x"] == [
        (1, ["小米\n手机", "a_x000D_b", "a\tb", "_xD83D_", "MAX_x", "\r"])
    ]


def test_formulas(tmp_path: Path) -> None:
    cells = (
        '<c t="str"><f>A1</f><v>云岚</v></c><c><f>1+1</f><v>2</v></c><c t="str"><f>B1</f><v></v></c>'
        '<c><f>B2</f></c><c><f>B3</f><v/></c><c t="str"><f>B4</f></c>'
        '<c t="e"><f>B5</f><v>#REF!</v></c><c t="b"><v>0</v></c>'
    )
    found = tables(office_file(tmp_path / "a.xlsx", sheet_data(cells)))["x"][0][1]
    assert found == ["云岚", "2", "", "=B2", "=B3", "=B4", "#REF!", "FALSE"]
    assert [isinstance(cell, Lost) for cell in found] == [False] * 3 + [True] * 4 + [False]


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ('HYPERLINK("http://x/?a=1","CN102025678A")', "CN102025678A"), ('hyperlink( "http://x" )', "http://x"),
        ('HYPERLINK("http://x", "a ""b""")', 'a "b"'), ("HYPERLINK(A1,B1)", '=HYPERLINK(A1,B1)'),
        ('HYPERLINK("http://x","a")&"b"', '=HYPERLINK("http://x","a")&"b"'),
    ],
)  # fmt: skip
def test_a_link_that_no_program_worked_out_says_its_words(tmp_path: Path, formula: str, said: str) -> None:
    cells = f"<c><f>{escape(formula)}</f></c>"
    assert tables(office_file(tmp_path / "a.xlsx", sheet_data(cells)))["x"] == [(1, [said])]


STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="00000000"/>'
    '<numFmt numFmtId="171" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>'
    '</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="31"/>'
    '<xf numFmtId="9"/><xf/></cellXfs>'
    '<dxfs><dxf><numFmt numFmtId="170" formatCode="General"/></dxf></dxfs>'
)


@pytest.mark.parametrize(("book", "day"), [("", "2024-03-15"), ('<workbookPr date1904="1"/>', "2028-03-16")])
def test_numbers_as_their_formats_show_them(tmp_path: Path, book: str, day: str) -> None:
    given = [("8911270", 0), ("8911270", 1), ("45366", 2), ("45366", 3), ("1", 4), ("1.2345678E7", 5), ("9", 77)]
    cells = "".join(f'<c s="{style}"><v>{value}</v></c>' for value, style in given)
    path = office_file(tmp_path / "a.xlsx", sheet_data(cells), styles=STYLES, book=book)
    assert tables(path)["x"] == [(1, ["8911270", "08911270", day, day, "100%", "12345678", "9"])]


def test_the_strict_form_of_the_standard(tmp_path: Path) -> None:
    cells = inline("云岚") + '<c t="d"><v>2024-03-15T00:00:00Z</v></c><c t="d"><v>2024-03-15T08:30:00</v></c>'
    path = office_file(
        tmp_path / "a.xlsx",
        sheet_data(cells),
        main="http://purl.oclc.org/ooxml/spreadsheetml/main",
        relations="http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    assert tables(path) == {"x": [(1, ["云岚", "2024-03-15", "2024-03-15 08:30:00"])]}


def test_prefixes_and_names_of_parts_as_some_programs_write_them(tmp_path: Path) -> None:
    row = "<x:row><x:c><x:v>7</x:v></x:c></x:row>"
    prefixed = f'<?xml version="1.0"?><x:sheet xmlns:x="{MAIN}"><x:sheetData>{row}</x:sheetData></x:sheet>'
    path, other = office_file(tmp_path / "a.xlsx", prefixed), tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(other, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name.replace("/", "\\").replace("sheet1", "Sheet1"), archive.read(name))
    assert tables(path) == tables(other) == {"x": [(1, ["7"])]}


def test_charts_are_no_sheets_and_hidden_sheets_are(tmp_path: Path) -> None:
    path = office_file(tmp_path / "a.xlsx", "", sheet_data(inline("云岚")), kinds=["chartsheet"])
    assert tables(path) == {"x": [(1, ["云岚"])]}
    book = load_workbook(excel(tmp_path / "b.xlsx", [["甲"]], 二=[["乙"]], 三=[["丙"]]))
    book["二"].sheet_state, book["三"].sheet_state = "hidden", "veryHidden"
    book["Sheet"].row_dimensions[1].hidden = True
    book.save(path)
    assert tables(path) == {"x:Sheet": [(1, ["甲"])], "x:二": [(1, ["乙"])], "x:三": [(1, ["丙"])]}


@pytest.mark.parametrize(
    "doctype",
    ['[<!ENTITY a "云">]', '[<!ENTITY a SYSTEM "file:///etc/hostname">]', 'SYSTEM "http://127.0.0.1:9/a.dtd"'],
)
def test_a_document_type_is_refused(tmp_path: Path, doctype: str) -> None:
    rows = "<sheetData><row><c><v>&a;</v></c></row></sheetData>"
    sheet = f"<?xml version='1.0'?><!DOCTYPE worksheet {doctype}><worksheet>{rows}</worksheet>"
    with pytest.raises(InputError) as caught:
        tables(office_file(tmp_path / "a.xlsx", sheet))
    assert (caught.value.problem.code, caught.value.problem.place) == ("xml.forbidden", "x!/xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("part", ["texts", "sheet"])
def test_a_part_that_unpacks_to_too_much_stops(tmp_path: Path, part: str) -> None:
    filler = " " * (BOMB_FLOOR + (1 << 20))
    path = office_file(
        tmp_path / "a.xlsx", sheet_data('<c t="s"><v>0</v></c>') + (filler if part == "sheet" else ""),
        texts="<si><t>云岚</t></si>" + (filler if part == "texts" else ""),
    )  # fmt: skip
    with pytest.raises(InputError) as caught:
        tables(path)
    assert caught.value.problem.code == "file.bomb"


def test_texts_are_read_as_far_as_cells_refer_to_them(tmp_path: Path) -> None:
    texts = "".join(f"<si><t>{i}{'长' * 30}</t></si>" for i in range(5000))
    rows = sheet_data(*(f'<c t="s"><v>{i}</v></c>' for i in (0, 4999)))
    path = office_file(tmp_path / "a.xlsx", rows, texts=f"<si><t>云岚</t></si>{texts}</broken>")
    with path.open("rb") as stream, open_workbook(stream, "x") as sheets:
        found = sheets[0].rows()
        assert next(found) == (1, ["云岚"])
        with pytest.raises(InputError) as caught:
            next(found)
    assert caught.value.problem.code == "file.damaged_workbook"


def test_what_is_no_workbook_says_what_it_is(tmp_path: Path) -> None:
    old, binary, other = tmp_path / "a.xlsx", tmp_path / "b.xlsx", tmp_path / "c.xlsx"
    old.write_bytes(OLD_BEGINNING + bytes(600))
    relation = f'<Relationship Id="b" Type="{RELATIONS}/officeDocument" Target="xl/workbook.bin"/>'
    with zipfile.ZipFile(binary, "w") as archive:
        archive.writestr("_rels/.rels", f"<Relationships>{relation}</Relationships>")
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("content.xml", "<a/>")
    found = []
    for path in (old, binary, other):
        with pytest.raises(InputError) as caught:
            tables(path)
        found.append((caught.value.problem.code, caught.value.problem.values.get("error")))
    assert found == [
        ("file.workbook", None),
        ("file.damaged_workbook", "a binary workbook (.xlsb)"),
        ("file.damaged_workbook", "no workbook inside"),
    ]
