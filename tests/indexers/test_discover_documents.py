"""Documents in place of a table: OpenDocument, Word, iWork, Access, PDF, RTF are called what they are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from indexers.discover import discover
from indexers.library import find_library
from indexers.meter import Meter
from indexers.trademarks import LIBRARY
from ipsearch.errors import InputError
from ipsearch.spreadsheets.filekinds import OLD_BEGINNING


def zipped(**members: str) -> bytes:
    with io.BytesIO() as whole:
        with zipfile.ZipFile(whole, "w") as archive:
            for name, text in members.items():
                archive.writestr(name, text)
        return whole.getvalue()


SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
DOCUMENTS = {
    "a.ods": (zipped(mimetype=SPREADSHEET, **{"content.xml": "<x/>", "META-INF/manifest.xml": "<m/>"}), ".ods"),
    "a.xlsx": (zipped(mimetype=SPREADSHEET, **{"content.xml": "<x/>", "META-INF/manifest.xml": "<m/>"}), ".ods"),
    "a.docx": (zipped(**{"[Content_Types].xml": "<x/>", "word/document.xml": "<w/>"}), "Word"),
    "a.numbers": (zipped(**{"Index/Document.iwa": "x", "Metadata/Properties.plist": "x"}), ".numbers"),
    "a.pdf": (b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n", "PDF"),
    "a.rtf": (b"{\\rtf1\\ansi {\\fonttbl}\nx\\par\n}", "RTF"),
    "a.mdb": (b"\0\1\0\0Standard Jet DB\0" + bytes(5000), "Access"),
    "a.accdb": (b"\0\1\0\0Standard ACE DB\0" + bytes(5000), "Access"),
    "a.doc": (OLD_BEGINNING + bytes(5000), "Word"),
}


@pytest.fixture
def meter() -> Iterator[Meter]:
    with closing(Meter()) as meter:
        yield meter


@pytest.mark.parametrize("family", ["trademark", "patent"])
@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "a.xlsx"])
def test_one_that_is_named_is_refused_by_what_it_is(tmp_path: Path, meter: Meter, name: str, family: str) -> None:
    content, called = DOCUMENTS[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        discover([tmp_path / name], find_library(family), None, meter)
    assert caught.value.problem.code == "file.document"
    for lang in ("en", "zh"):
        text = caught.value.problem.text(lang)  # type: ignore[arg-type]
        assert called in text
        assert ".xlsx" in text


def test_one_that_is_called_a_workbook_is_refused_too(tmp_path: Path, meter: Meter) -> None:
    (tmp_path / "a.xlsx").write_bytes(DOCUMENTS["a.xlsx"][0])
    with pytest.raises(InputError, match="OpenDocument"):
        discover([tmp_path / "a.xlsx"], LIBRARY, None, meter)


def test_those_of_a_folder_are_left_aside_and_listed(tmp_path: Path, meter: Meter) -> None:
    names = [name for name in DOCUMENTS if name != "a.xlsx"]
    for name in names:
        (tmp_path / name).write_bytes(DOCUMENTS[name][0])
    (tmp_path / "marks.csv").write_text("mark,classes\n云岚,9\n", "utf-8")
    plan = discover([tmp_path], LIBRARY, None, meter)
    assert [unit.source.name for unit in plan.units] == ["csv"]
    assert sorted(Path(label).name for label in plan.skipped) == sorted(names)


def test_an_archive_of_data_is_none_for_a_folder_of_that_name(tmp_path: Path, meter: Meter) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(**{"index/marks.csv": "mark\n云岚\n", "META-INF/manifest.xml": "<m/>"}))
    plan = discover([tmp_path / "a.zip"], LIBRARY, None, meter)
    assert [unit.source.name for unit in plan.units] == ["csv"]
