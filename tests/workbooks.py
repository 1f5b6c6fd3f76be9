"""Workbooks of Excel for tests."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

Rows = Sequence[Sequence[object]]


def excel(path: Path, rows: Rows, **sheets: Rows) -> Path:
    """A workbook with these rows in its first sheet, and further sheets by title."""
    book = Workbook()
    for sheet, content in [(book.active, rows), *((book.create_sheet(title), more) for title, more in sheets.items())]:
        for row in content:
            sheet.append(list(row))
    book.save(path)
    return path


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def office_file(
    path: Path,
    *sheets: str,
    texts: str = "",
    styles: str = "",
    book: str = "",
    main: str = MAIN,
    relations: str = RELATIONS,
    kinds: Sequence[str] = (),
) -> Path:
    """A workbook as another program may write it: what is inside ``worksheet``, ``sst`` and ``styleSheet``, as XML.

    Its sheets are 表1, 表2 ...; ``kinds`` are theirs if they are no worksheets, ``book`` stands before them.
    """
    named = "".join(f'<sheet name="表{i}" sheetId="{i}" r:id="r{i}"/>' for i in range(1, len(sheets) + 1))
    related = "".join(
        f'<Relationship Id="r{i}" Type="{relations}/{kind}" Target="worksheets/sheet{i}.xml"/>'
        for i, kind in enumerate([*kinds, *["worksheet"] * (len(sheets) - len(kinds))], 1)
    )
    related += f'<Relationship Id="t" Type="{relations}/sharedStrings" Target="/xl/texts.xml"/>'
    related += f'<Relationship Id="s" Type="{relations}/styles" Target="styles.xml"/>'
    packaged = "http://schemas.openxmlformats.org/package/2006/relationships"
    contents = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{packaged}"><Relationship Id="b" Type="{relations}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}">{book}<sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packaged}">{related}</Relationships>',
        "xl/texts.xml": f'<sst xmlns="{main}">{texts}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
        **{
            f"xl/worksheets/sheet{i}.xml": sheet
            if sheet.startswith("<?")
            else f'<worksheet xmlns="{main}">{sheet}</worksheet>'
            for i, sheet in enumerate(sheets, 1)
        },
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


def sheet_data(*rows: str, dimension: str = "") -> str:
    """A sheet of rows, each the XML of its cells."""
    said = f'<dimension ref="{dimension}"/>' if dimension else ""
    return f"{said}<sheetData>{''.join(f'<row>{row}</row>' for row in rows)}</sheetData>"


def inline(*texts: str) -> str:
    """Cells with texts of their own."""
    return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
