"""Exports: every form, everything, continued behind an interruption as if there had been none."""

from __future__ import annotations

import csv
import gc
import io
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest
from openpyxl import load_workbook

from ipsearch.errors import InputError, UsageError
from ipsearch.patents import export as exporting
from ipsearch.patents import workbook
from ipsearch.patents.export import ENDINGS, ExportOptions, export
from ipsearch.patents.library import Patents
from ipsearch.patents.report import COLUMNS
from ipsearch.patents.workbook import write_workbook
from ipsearch.records import Patent

ALL = "pd>=1900"


def run(patents: Patents, query: str, out: Path, options: ExportOptions | None = None) -> int:
    return list(export(patents, query, out, options or ExportOptions()))[-1]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "BATCH", 10)


def test_ndjson_holds_the_whole_records(patents: Patents, records: tuple[Patent, ...], tmp_path: Path) -> None:
    assert run(patents, ALL, tmp_path / "all.ndjson") == len(records)
    lines = (tmp_path / "all.ndjson").read_bytes().splitlines()
    assert [msgspec.json.decode(line, type=Patent) for line in lines] == sorted(records, key=lambda r: r.id)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.ndjson"]


def test_csv_has_the_columns_of_a_list_in_the_order_asked_for(patents: Patents, tmp_path: Path) -> None:
    run(patents, "ti:电池", tmp_path / "hits.csv", ExportOptions(sort="pd:asc"))
    content = (tmp_path / "hits.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 17
    assert [row["publication_date"] for row in rows] == sorted(row["publication_date"] for row in rows)
    assert rows[0]["ipc"] == "H01M10/613;H01M10/6568"


def test_families_are_exported_once(patents: Patents, tmp_path: Path) -> None:
    assert run(patents, ALL, tmp_path / "f.csv", ExportOptions(family=True)) == 40
    rows = list(csv.DictReader(io.StringIO((tmp_path / "f.csv").read_text("utf-8-sig"))))
    assert sum(int(row["family_size"]) for row in rows) == 72


def test_bibtex_and_ris_name_people_number_and_date(patents: Patents, tmp_path: Path) -> None:
    run(patents, "pn:CN199000731B", tmp_path / "one.bib")
    run(patents, "pn:CN199000731B", tmp_path / "one.ris")
    bib, ris = (tmp_path / "one.bib").read_text("utf-8"), (tmp_path / "one.ris").read_text("utf-8")
    assert bib.startswith("@patent{CN-199000731-B,\n  title = {{固态蓄电池}},\n")
    for part in ("number = {CN199000731B}", "date = {2021-12-02}", "author = {{", "holder = {{沐禾日用品有限公司}}"):
        assert part in bib
    lines = (tmp_path / "one.ris").read_bytes().decode().split("\r\n")
    assert lines[0] == "TY  - PAT"
    assert "SN  - CN199000731B" in ris
    assert "DA  - 2021/12/02" in lines
    assert lines[-3:] == ["ER  - ", "", ""]


def test_a_workbook_has_every_row_as_text(patents: Patents, tmp_path: Path) -> None:
    assert run(patents, ALL, tmp_path / "all.xlsx") == 72
    sheet = load_workbook(tmp_path / "all.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == COLUMNS
    assert len(rows) == 73
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.xlsx"]


def test_a_workbook_takes_nothing_for_a_formula_and_goes_on_in_a_second_sheet(tmp_path: Path) -> None:
    row = ["=1+1", "\x01bell", "x" * 40_000, *[""] * (len(COLUMNS) - 3)]
    (tmp_path / "rows").write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for _ in range(3)))
    write_workbook(tmp_path / "rows", tmp_path / "b.xlsx", longest_sheet=3)
    book = load_workbook(tmp_path / "b.xlsx")
    assert [sheet.max_row for sheet in book.worksheets] == [3, 2]
    cell = book.worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert book.worksheets[0]["B2"].value == "\ufffdbell"
    assert book.worksheets[0]["C2"].value.endswith("…[+7253]")
    with zipfile.ZipFile(tmp_path / "b.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("stop", [0, 1, 3])
def test_an_interrupted_export_goes_on_as_if_it_had_not_been(
    in_memory: Patents, tmp_path: Path, ending: str, stop: int
) -> None:
    whole, out = tmp_path / f"whole{ending}", tmp_path / f"out{ending}"
    run(in_memory, ALL, whole)
    broken = export(in_memory, ALL, out, ExportOptions())
    for _ in range(stop + 1):
        next(broken)
    broken.close()
    part = out.with_name(out.name + ".part")
    part.write_bytes(part.read_bytes() + b"torn")  # what a killed process may have begun to write
    assert not out.exists()
    assert run(in_memory, ALL, out, ExportOptions(resume=True)) == 72
    if ending == ".xlsx":
        one, other = (list(load_workbook(p).worksheets[0].values) for p in (whole, out))
        assert one == other
    else:
        assert out.read_bytes() == whole.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == [out.name, whole.name]


def test_a_part_of_another_query_is_not_continued(in_memory: Patents, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    broken = export(in_memory, ALL, out, ExportOptions())
    next(broken), next(broken)
    broken.close()
    for query, options in (("ti:电池", ExportOptions(resume=True)), (ALL, ExportOptions(sort="pd", resume=True))):
        with pytest.raises(InputError) as caught:
            run(in_memory, query, out, options)
        assert caught.value.problem.code == "export.other"
    noted = out.with_name("out.csv.part.json")
    noted.write_bytes(b"{")
    with pytest.raises(InputError) as caught:
        run(in_memory, ALL, out, ExportOptions(resume=True))
    assert (caught.value.problem.code, caught.value.problem.place) == ("export.other", str(noted))


def test_mistakes_leave_no_file_behind(in_memory: Patents, tmp_path: Path) -> None:
    (tmp_path / "there.csv").write_text("")
    for name, query, code in (
        ("a.pdf", ALL, "export.format"),
        ("none", ALL, "export.format"),
        ("there.csv", ALL, "export.exists"),
        ("b.csv", "ti=(", "query.ends"),
    ):
        with pytest.raises(UsageError) as caught:
            run(in_memory, query, tmp_path / name)
        assert caught.value.problem.code == code, name
    assert [path.name for path in tmp_path.iterdir()] == ["there.csv"]


@pytest.mark.parametrize("place", ["_fitting", "Workbook.save"])
def test_a_workbook_that_is_interrupted_is_silent_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def stop(*_: object) -> str:
        raise KeyboardInterrupt

    texts = iter("abcdef")
    if place == "_fitting":
        monkeypatch.setattr(workbook, place, lambda _: next(texts, None) or stop())
    else:
        monkeypatch.setattr(f"openpyxl.{place}", stop)
    said: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", said.append)
    (tmp_path / "rows").write_bytes(b'["a","b"]\n' * 9)
    with pytest.raises(KeyboardInterrupt):
        write_workbook(tmp_path / "rows", tmp_path / "b.xlsx", longest_sheet=3)
    gc.collect()
    assert said == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rows"]


def test_a_workbook_needs_its_extra(in_memory: Patents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(UsageError) as caught:
        run(in_memory, ALL, tmp_path / "a.xlsx")
    assert caught.value.problem.code == "export.extra"
    assert "ipsearch[xlsx]" in caught.value.problem.text("en")
