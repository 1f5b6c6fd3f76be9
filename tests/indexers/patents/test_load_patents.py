"""Loading patents: several sources at once, rejects, parts of a record, deltas, loads that are killed and go on."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import loading
import pytest
from patent_reading import json_lines, written

from indexers.load import LoadOptions, load_patents
from indexers.patents.library import LIBRARY
from ipsearch.backends.base import Backend
from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.backends.memory import MemoryBackend
from ipsearch.documents.patent import FAMILY
from ipsearch.errors import InputError
from ipsearch.records import Patent, claims_of
from tests.workbooks import excel

KILLED = -signal.SIGKILL
HELPERS = Path(__file__).resolve().parents[1]
KILLING = (
    "import sys, kill_helper; from indexers.load import load_patents; kill_helper.load_trademarks = load_patents; "
    "kill_helper.main(*sys.argv[1:])"
)
"""The helper that kills itself, with patents in place of trade marks."""
SAMPLE = "cnipa-xml/CN102019000302430CN00001100838310AFULZH20190802CN00G.XML"
PARTS = ("biblio", "claims", "legal")
"""Answers of OPS about EP 2400812 A1."""


@pytest.fixture
def options(tmp_path: Path) -> LoadOptions:
    return LoadOptions(workers=0, batch=50, commit_records=200, rejects=tmp_path / "rejects.ndjson")


@pytest.fixture(scope="module")
def offices(shared: Path) -> Path:
    return shared / "office-samples"


contents = partial(loading.contents, library=LIBRARY)


def rejects(path: Path | None) -> list[tuple[str, str]]:
    """Code and place of every line of a rejects file."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path and path.exists() else []
    return [(line["code"], line["place"]) for line in lines]


def row(number: int, title: str = "一种电池", **fields: Any) -> dict[str, Any]:
    """A record of the canonical form."""
    return {"country": "CN", "number": f"{110_000_000 + number}", "kind": "A", "title": {"zh": title}, **fields}


def google(number: int) -> dict[str, Any]:
    titles = [{"text": f"Battery {number}", "language": "en"}]
    return {"publication_number": f"US-{9_000_000 + number}-B2", "country_code": "US", "title_localized": titles}


def feed(folder: Path, offices: Path, size: int = 3) -> Path:
    """A folder with a file of every source that has a layout of its own, and with bad records among the good ones."""
    folder.mkdir()
    for number, name in enumerate((SAMPLE, "docdb/DE-backfile.xml")):
        shutil.copy(offices / name, folder / f"{number}.xml")
    for name in PARTS:
        shutil.copy(offices / "epo-ops" / "testdata" / f"{name}.xml", folder / f"2-{name}.xml")
    json_lines(folder / "3-google.json", [*map(google, range(size)), {"publication_number": "", "country_code": "US"}])
    lens = {"lens_id": "1", "jurisdiction": "AU", "doc_number": "2001000001", "kind": "A4"}
    json_lines(folder / "4-lens.jsonl", [lens, "{"])
    table = "".join(f"CN{210_000_000 + n}U,CN2019200000{n % 10}0.X,电池组{n}\r\n" for n in range(size))
    written(folder / "5-export.csv", f"公开号,申请号,标题\r\n{table},,无号\r\n", "gb18030")
    kinds = "".join(f"{8_000_000 + n}\tB1\tCell {n}\n" for n in range(size))
    written(folder / "g_patent.tsv", f"patent_id\twipo_kind\tpatent_title\n{kinds}")
    people = "".join(f"{8_000_000 + n}\tDoe {n}\n" for n in range(size))
    written(folder / "g_inventor_disambiguated.tsv", f"patent_id\tdisambig_inventor_name_last\n{people}8\n")
    json_lines(folder / "6.ndjson", [*map(row, range(size)), row(9, country="cn"), row(0, "一种电池二")])
    written(folder / "7.csv", "country,number,kind,title\nCN,110000001,A,电池三\nCN,120000000,A,电池四\nCN,x,A,电池\n")
    written(folder / "8.xml", "<cn-patent-document><cn-bibliographic-data>")
    written(folder / "README.md", "About these files")
    return folder


def test_a_folder_of_several_sources(tmp_path: Path, offices: Path, backend: Backend, options: LoadOptions) -> None:
    folder = feed(tmp_path / "feed", offices)
    summary = load_patents([folder], backend, options)
    assert summary.by_source == {
        "cnipa-patents": 1, "docdb": 10, "ops": 3, "google-patents": 3, "lens": 1, "incopat": 3, "patents-ndjson": 4,
        "patents-csv": 2, "patentsview": 6,
    }  # fmt: skip
    found = contents(backend)[0]
    # Three answers of OPS make one record, six rows of PatentsView three; two records came again.
    assert summary.total == len(found) == 1 + 10 + 1 + 3 + 1 + 3 + 3 + 1 + 3
    assert {"CN-110083831-A", "DE-1258188-B", "EP-2400812-A1", "US-9000000-B2", "AU-2001000001-A4"} <= set(found)
    assert [one.name for one in found["US-8000002-B1"].inventors] == ["Doe 2"]
    assert found["US-8000002-B1"].title == {"en": "Cell 2"}
    assert summary.skipped == (str(folder / "README.md"),)


def test_what_is_bad_lands_in_the_rejects_file(
    tmp_path: Path, offices: Path, backend: Backend, options: LoadOptions
) -> None:
    folder = feed(tmp_path / "feed", offices)
    summary = load_patents([folder], backend, options)
    assert summary.rejects == options.rejects
    assert rejects(summary.rejects) == [
        ("record.no_document_number", f"{folder / '3-google.json'}:4"),
        ("json.invalid", f"{folder / '4-lens.jsonl'}:2"),
        ("record.no_document_number", f"{folder / '5-export.csv'}:5"),
        ("record.bad_value", f"{folder / '6.ndjson'}#record 4"),
        ("record.bad_value", f"{folder / '7.csv'}:4"),
        ("file.truncated", f"{folder / '8.xml'}:1"),
        ("csv.row", f"{folder / 'g_inventor_disambiguated.tsv'}:5"),
    ]
    assert summary.rejected == {
        "record.no_document_number": 2, "json.invalid": 1, "record.bad_value": 2, "file.truncated": 1, "csv.row": 1,
    }  # fmt: skip


def test_what_is_no_text_is_rejected_alone(tmp_path: Path, backend: Backend, options: LoadOptions) -> None:
    table = tmp_path / "a.csv"
    rows = "".join(f"CN,{n},A,电池\n" for n in range(1, 40)).encode()
    table.write_bytes(b"country,number,kind,title\n" + rows.replace("\nCN,7,A,电".encode(), b"\nCN,7,A,\xff", 1))
    export = tmp_path / "b.csv"
    lines = "公开号,申请号,标题\n" + "".join(f"CN{210_000_000 + n}U,,电池\n" for n in range(20))
    export.write_bytes(lines.encode().replace("210000003U,,电".encode(), b"210000003U,,\xe7", 1))
    lone = google(1) | {"family_id": "\ud800"}
    rows_of_google = json_lines(tmp_path / "c.json", [google(0), json.dumps(lone), google(2)])
    summary = load_patents([table, export, rows_of_google], backend, options)
    assert summary.by_source == {"patents-csv": 38, "incopat": 19, "google-patents": 2}
    assert [place for _, place in rejects(summary.rejects)] == [
        f"{table}:8", f"{export}:5", f"{rows_of_google}:2",
    ]  # fmt: skip
    assert [code for code, _ in rejects(summary.rejects)] == ["file.encoding", "file.encoding", "json.invalid"]


def test_a_record_that_comes_twice_is_stored_once_as_it_came_last(
    tmp_path: Path, backend: Backend, options: LoadOptions
) -> None:
    path = json_lines(tmp_path / "a.ndjson", [row(1, "甲", notes=["x"]), row(2), row(1, "乙")])
    table = written(tmp_path / "b.csv", "country,number,kind,title\nCN,110000002,A,丙\n")
    summary = load_patents([path, table], backend, options)
    found = contents(backend)[0]
    assert {i: one.title["zh"] for i, one in found.items()} == {"CN-110000001-A": "乙", "CN-110000002-A": "丙"}
    # Whole records replace one another: nothing of the first one is left.
    assert found["CN-110000001-A"].notes == ()
    assert (summary.records, summary.total, summary.replaced) == (4, 2, 2)


def test_a_delta_replaces_what_it_holds_and_keeps_the_rest(
    tmp_path: Path, backend: Backend, options: LoadOptions
) -> None:
    first = load_patents([json_lines(tmp_path / "a.ndjson", map(row, range(120)))], backend, options)
    delta = json_lines(tmp_path / "b.ndjson", [row(5, "一种电容", status="有效"), row(500, "一种电感")])
    second = load_patents([delta], backend, options)
    assert (second.rebuilt, second.generation, second.replaced) == (False, first.generation, 1)
    found = contents(backend)[0]
    assert len(found) == second.total == 121
    assert (found["CN-110000005-A"].title, found["CN-110000005-A"].status) == ({"zh": "一种电容"}, "有效")
    assert (found["CN-110000006-A"].title, found["CN-110000500-A"].title) == ({"zh": "一种电池"}, {"zh": "一种电感"})


def test_a_rebuild_leaves_nothing_of_before(tmp_path: Path, backend: Backend, options: LoadOptions) -> None:
    load_patents([json_lines(tmp_path / "a.ndjson", [row(1)])], backend, options)
    load_patents([json_lines(tmp_path / "b.ndjson", [row(2)])], backend, replace(options, rebuild=True))
    assert set(contents(backend)[0]) == {"CN-110000002-A"}


@pytest.mark.parametrize("order", [PARTS, PARTS[::-1]], ids="-".join)
@pytest.mark.parametrize("apart", [False, True], ids=["at-once", "apart"])
def test_parts_complete_the_record_that_is_stored(
    offices: Path, backend: Backend, options: LoadOptions, order: tuple[str, ...], apart: bool
) -> None:
    paths = [offices / "epo-ops" / "testdata" / f"{name}.xml" for name in order]
    for several in [[path] for path in paths] if apart else [paths]:
        load_patents(several, backend, options)
    (found,) = contents(backend)[0].values()
    assert (found.id, found.title["en"]) == ("EP-2400812-A1", "BLUETOOTH NETWORKING")
    assert (len(found.claims["en"]), len(found.events), len(found.citations)) == (15, 69, 6)


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 0)], ids=str)
@pytest.mark.parametrize("apart", [False, True], ids=["at-once", "apart"])
@pytest.mark.parametrize(
    ("country", "docdb", "other", "name"),
    [
        ("US", "2017317382", "20170317382", "US-20170317382-A1"),
        ("WO", "9961002", "1999061002", "WO-9961002-A1"),
        ("WO", "0012345", "2000012345", "WO-0012345-A1"),
        ("WO", "02054790", "2002054790", "WO-02054790-A1"),
    ],
)
def test_feeds_complete_each_other(
    tmp_path: Path,
    backend: Backend,
    options: LoadOptions,
    order: tuple[int, ...],
    apart: bool,
    country: str,
    docdb: str,
    other: str,
    name: str,
) -> None:
    """The bibliography of DOCDB and the claims of another feed, each with a number in a form of its own."""
    document = f'<exchange-document country="{country}" doc-number="{docdb}" kind="A1" family-id="55" status="C">'
    title = '<bibliographic-data><invention-title lang="fr">Pile</invention-title></bibliographic-data>'
    claims = [{"lang": "en", "claims": [{"claim_text": ["1. A cell."]}]}]
    lens = {"lens_id": "1", "jurisdiction": country, "doc_number": other, "kind": "A1", "claims": claims}
    feeds = (
        (".xml", f"<exchange-documents>{document}{title}</exchange-document></exchange-documents>"),
        (".jsonl", json.dumps(lens)),
    )
    paths = [written(tmp_path / f"{place}{feeds[i][0]}", feeds[i][1]) for place, i in enumerate(order)]
    for several in [[path] for path in paths] if apart else [paths]:
        load_patents(several, backend, options)
    (found,) = contents(backend)[0].values()
    assert (found.id, found.family_id, found.title) == (name, "55", {"fr": "Pile"})
    assert [one.text for one in claims_of(found, "en")] == ["A cell."]


def test_the_tables_of_patentsview_complete_each_other_in_any_order(
    tmp_path: Path, backend: Backend, options: LoadOptions
) -> None:
    abstracts = written(tmp_path / "g_patent_abstract.tsv", "patent_id\tpatent_abstract\n7650331\tA system.\n")
    documents = written(tmp_path / "g_patent.tsv", "patent_id\twipo_kind\tpatent_title\n7650331\tB1\tSystem\n")
    summary = load_patents([abstracts, documents], backend, options)
    assert contents(backend)[0] == {
        "US-7650331-B1": Patent(
            country="US", number="7650331", kind="B1", type="invention", language="en", title={"en": "System"},
            abstract={"en": "A system."},
        )
    }  # fmt: skip
    assert not summary.rejected


def test_a_broken_member_of_an_archive_does_not_take_the_others_with_it(
    tmp_path: Path, offices: Path, backend: Backend, options: LoadOptions
) -> None:
    whole = (offices / SAMPLE).read_bytes()
    package = tmp_path / "package.zip"
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1/CN1.XML", whole)
        archive.writestr("2/CN2.XML", whole.replace(b"110083831<", b"110083832<", 2)[: len(whole) // 2])
        archive.writestr("3/CN3.XML", whole.replace(b"110083831<", b"110083833<"))
        archive.writestr("4/CN4.XML", b"")
    summary = load_patents([package], backend, options)
    assert set(contents(backend)[0]) == {"CN-110083831-A", "CN-110083833-A"}
    (torn, place), empty = rejects(summary.rejects)
    assert torn == "file.truncated"
    assert place.startswith(f"{package}!2/CN2.XML:")
    assert empty == ("file.empty", f"{package}!4/CN4.XML")


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.ndjson", '{"country":"CN"}\n{"country":"CN","number":"x"}\n', "file.unknown_format"),
        ("a.ndjson", '{"country":"CN","number":"x"}\n{\n', "load.empty"),
        ("a.ndjson", '{"office":"CN","application_number":"1","mark":"云岚"}\n', "file.trademark"),
        ("a.xml", "", "file.empty"),
    ],
)
def test_an_input_without_a_patent_builds_nothing(
    tmp_path: Path, backend: Backend, options: LoadOptions, name: str, text: str, code: str
) -> None:
    with pytest.raises(InputError) as caught:
        load_patents([written(tmp_path / name, text)], backend, options)
    assert caught.value.problem.code == code
    assert not any(generation.live for generation in backend.generations(FAMILY))


def run(home: Path, file: Path, operation: int, paths: list[Path], mode: str = "resume") -> int:
    """A load in a process of its own that kills itself at an operation; 0 never kills."""
    command = [sys.executable, "-c", KILLING, str(home), str(file), str(operation), mode, *map(str, paths)]
    folders = os.pathsep.join(filter(None, (str(HELPERS), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": folders}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode in (0, KILLED), done.stderr
    return done.returncode


@pytest.fixture(scope="module")
def big(offices: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some thousand records of nine sources."""
    return feed(tmp_path_factory.mktemp("big") / "feed", offices, 700)


@pytest.fixture(scope="module")
def whole(big: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, list[tuple[str, str]]]:
    """What an uninterrupted load of these gives."""
    home = tmp_path_factory.mktemp("whole")
    assert run(home, home / "r.ndjson", 0, [big]) == 0
    found = contents(EmbeddedBackend(home)), rejects(home / "r.ndjson")
    assert len(found[0][0]) == 1 + 10 + 1 + 1 + 4 * 700 + 1
    assert len(found[1]) == 7
    return found


def test_a_build_killed_again_and_again_holds_the_same(
    tmp_path: Path, big: Path, whole: tuple[Any, list[tuple[str, str]]]
) -> None:
    chance, kills = random.Random(2), 0
    while run(tmp_path / "home", tmp_path / "r.ndjson", chance.randint(40, 110), [big]) == KILLED:
        kills += 1
        assert kills < 40
    assert kills >= 2
    assert contents(EmbeddedBackend(tmp_path / "home")) == whole[0]
    assert rejects(tmp_path / "r.ndjson") == whole[1]


def test_a_delta_of_parts_killed_again_and_again_holds_the_same(tmp_path: Path) -> None:
    first = written(tmp_path / "g_patent.tsv", "patent_id\twipo_kind\tpatent_title\n" + "".join(
        f"{n}\tB1\tCell {n}\n" for n in range(1, 900)
    ))  # fmt: skip
    delta = tmp_path / "delta"
    delta.mkdir()
    shutil.copy(first, delta / "g_patent.tsv")
    written(delta / "g_inventor_disambiguated.tsv", "patent_id\tdisambig_inventor_name_last\n" + "".join(
        f"{n}\tDoe {n % 7}\n" for several in (range(1, 900), range(400, 900)) for n in several
    ))  # fmt: skip
    homes = (tmp_path / "killed", tmp_path / "whole")
    for home in homes:
        load_patents([first], EmbeddedBackend(home), LoadOptions(workers=0, rejects=tmp_path / "r0.ndjson"))
    assert run(homes[1], tmp_path / "r1.ndjson", 0, [delta]) == 0
    chance, kills = random.Random(3), 0
    while run(homes[0], tmp_path / "r2.ndjson", chance.randint(40, 70), [delta]) == KILLED:
        kills += 1
        assert kills < 40
    assert kills >= 1
    found = contents(EmbeddedBackend(homes[0]))
    assert found == contents(EmbeddedBackend(homes[1]))
    assert all(len(one.inventors) == 1 and one.title for one in found[0].values())
    assert len(found[0]) == 899


@pytest.mark.parametrize("packed", [False, True])
def test_a_workbook_is_loaded_as_it_is_and_out_of_an_archive(tmp_path: Path, packed: bool) -> None:
    rows = [["公开（公告）号", "申请号", "标题", "IPC"], ["CN299000001U", "CN201929900001.X", "电池", "H01M10/0525"]]
    path = excel(tmp_path / "导出.xlsx", rows)
    if packed:
        archive = tmp_path / "exports.zip"
        with zipfile.ZipFile(archive, "w") as out:
            out.write(path, path.name)
        path = archive
    backend = MemoryBackend()
    summary = load_patents([path], backend, LoadOptions(workers=0, rejects=tmp_path / "rejects"))
    assert (summary.records, summary.by_source, summary.rejected) == (1, {"incopat": 1}, {})


def test_a_cell_may_hold_a_whole_description(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    long = "很长的说明。" * 50_000
    path.write_text(f'country,number,title,description\nCN,1,灯,"{long}"\nCN,2,灯,短\n', encoding="utf-8")
    backend = MemoryBackend()
    summary = load_patents([path], backend, LoadOptions(workers=0, rejects=tmp_path / "rejects"))
    assert (summary.records, summary.rejected) == (2, {})


def test_a_lone_carriage_return_is_nobodys_table(tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_bytes(b'"mark\rx\n')
    (tmp_path / "good.ndjson").write_text('{"country":"CN","number":"1","title":{"zh":"灯"}}\n', encoding="utf-8")
    summary = load_patents([tmp_path], MemoryBackend(), LoadOptions(workers=0, rejects=tmp_path / "rejects"))
    assert summary.records == 1
