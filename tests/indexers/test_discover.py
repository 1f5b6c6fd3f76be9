"""From paths to units."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cnipa_packages import AGENTS, BASIC, PLAIN, damaged_name, write_zip
from loading import row, write_ndjson

from indexers.base import Rejected
from indexers.discover import Plan, discover
from indexers.files import walk
from indexers.formats import patent_format
from indexers.meter import Meter
from indexers.trademarks import LIBRARY
from ipsearch.errors import InputError, UsageError


@pytest.fixture
def meter() -> Iterator[Meter]:
    with closing(Meter()) as meter:
        yield meter


def found(plan: Plan) -> dict[str, list[str]]:
    """File names by source, in the order of the units."""
    names: dict[str, list[str]] = {}
    for unit in plan.units:
        names.setdefault(unit.source.name, []).extend(blob.name for blob in unit.blobs)
    return names


def skipped(plan: Plan) -> list[str]:
    return [Path(label).name for label in plan.skipped]


def code(error: pytest.ExceptionInfo[InputError]) -> str:
    return error.value.problem.code


def test_a_folder_of_names_with_their_licences(shared: Path, meter: Meter) -> None:
    plan = discover([shared / "names"], LIBRARY, None, meter)
    assert found(plan) == {"names": ["cn-company-short-names.txt", "osm-brands.tsv"]}
    assert skipped(plan) == ["cn-company-short-names.LICENSE", "osm-brands.LICENSE.md"]
    assert plan.size == sum((shared / "names" / name).stat().st_size for name in found(plan)["names"])


def test_office_xml_among_tables_of_codes(shared: Path, meter: Meter) -> None:
    plan = discover([shared / "office-samples" / "uspto-trademarks"], LIBRARY, None, meter)
    assert found(plan) == {"uspto": ["sn76044902-ST66.xml", "sn76044902-ST96.xml"]}
    assert set(skipped(plan)) == {
        "_sources.json", "drawing_codes.csv", "entity_codes.csv", "event_codes.csv", "party_types.csv",
        "statement_types.csv", "status_codes.csv",
    }  # fmt: skip


def test_trade_marks_among_everything_the_offices_publish(shared: Path, meter: Meter) -> None:
    plan = discover([shared / "office-samples"], LIBRARY, None, meter)
    euipo = sorted(path.name for path in (shared / "office-samples" / "euipo-trademarks").glob("*.xml"))
    assert found(plan) == {
        "dpma": ["trademark_info.xml", "trademark_search.xml"], "euipo": euipo,
        "uspto": ["sn76044902-ST66.xml", "sn76044902-ST96.xml"],
    }  # fmt: skip
    assert {"patent_info.xml", "AP-1206-A_302101161.xml", "v4-5-B1.xml", "design_info.xml"} <= set(skipped(plan))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("uspto-grant/v4-5-B1.xml", "us-patent-grant"), ("uspto-application/v4-4-A1.xml", "us-patent-application"),
        ("uspto-legacy/US06336130.xml", "PATDOC"), ("docdb/DE-backfile.xml", "exchange-documents"),
        ("uspto-application/US20010000044A1.xml", "patent-application-publication"),
        ("docdb/AP-1206-A_302101161.xml", "exchange-document"),
        ("epo-fulltext/grant-v1-5-B1.xml", "ep-patent-document"),
        ("epo-ops/testdata/biblio.xml", "world-patent-data"), ("dpma/patent_info.xml", "dpma-patent-document"),
        ("uspto-legacy/US03937375.greenbook", "Green Book"),
        ("cnipa-xml/CN102019000302430CN00001100838310AFULZH20190802CN00G.XML", "PatentDocumentAndRelated"),
    ],
)  # fmt: skip
def test_a_patent_file_is_named_as_such(shared: Path, meter: Meter, name: str, kind: str) -> None:
    with pytest.raises(InputError) as error:
        discover([shared / "office-samples" / name], LIBRARY, None, meter)
    assert code(error) == "file.patent"
    assert kind in str(error.value)
    assert "ipsearch load patents" in str(error.value)


def test_a_folder_of_patents_alone(shared: Path, meter: Meter) -> None:
    with pytest.raises(InputError) as error:
        discover([shared / "office-samples" / "uspto-grant"], LIBRARY, None, meter)
    assert code(error) == "file.patent"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b'{"country":"CN","number":"102025678","kind":"A"}\n', "country, number"),
        (b'{"country":"CN","number":"1","title":{"zh":"' + b"x" * 9000, "country, number"),
        (b'[\n  {\n    "country": "CN",\n    "number": "1"\n  }\n]\n', "country, number"),
        (b'[{"office":"CN","application_number":"1","applicants":[{"country":"CN"}],"goods":[{"number":1}]}]', ""),
        (b'{"office":"CN","application_number":"1","applicants":[{"country":"CN"}]}\n', ""),
        (b"<Transaction><TradeMarkTransactionBody/></Transaction>", ""),
        (b"", ""),
    ],
)
def test_what_tells_a_patent(head: bytes, kind: str) -> None:
    assert patent_format(head) == kind


def test_a_single_file_that_nothing_reads(tmp_path: Path, meter: Meter) -> None:
    (tmp_path / "x.bin").write_bytes(b"\0\1\2")
    with pytest.raises(InputError) as error:
        discover([tmp_path / "x.bin"], LIBRARY, None, meter)
    assert code(error) == "file.unknown_format"
    assert "cnipa, euipo" in str(error.value)


@pytest.mark.parametrize(("name", "sign"), [("x.csv", ","), ("x.TSV", "\t"), ("x.csv.gz", ","), ("x.txt", "\t")])
def test_a_table_without_a_header_is_told_what_it_lacks(tmp_path: Path, meter: Meter, name: str, sign: str) -> None:
    (tmp_path / name).write_text(f"小米{sign}9\n华为{sign}35\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        discover([tmp_path / name], LIBRARY, None, meter)
    assert (code(error), error.value.problem.place) == ("file.no_header", str(tmp_path / name))
    assert "商标名称" in error.value.problem.text("zh")


def test_a_folder_with_nothing_to_load(tmp_path: Path, meter: Meter) -> None:
    (tmp_path / "x.bin").write_bytes(b"\0\1\2")
    with pytest.raises(InputError) as error:
        discover([tmp_path], LIBRARY, None, meter)
    assert code(error) == "file.nothing"


def test_a_path_that_does_not_exist(tmp_path: Path, meter: Meter) -> None:
    with pytest.raises(InputError) as error:
        discover([tmp_path / "none"], LIBRARY, None, meter)
    assert code(error) == "file.missing"


def test_a_source_that_does_not_exist(tmp_path: Path, meter: Meter) -> None:
    with pytest.raises(UsageError) as error:
        discover([tmp_path], LIBRARY, "wipo", meter)
    assert error.value.problem.code == "source.unknown"


def test_text_beside_office_files_is_no_list_of_marks(tmp_path: Path, meter: Meter) -> None:
    write_ndjson(tmp_path / "marks.ndjson", [row(1)])
    (tmp_path / "about this delivery.txt").write_text("Marks of the year\n")
    plan = discover([tmp_path], LIBRARY, None, meter)
    assert found(plan) == {"ndjson": ["marks.ndjson"]}
    assert skipped(plan) == ["about this delivery.txt"]
    assert found(discover([tmp_path / "about this delivery.txt"], LIBRARY, None, meter)) == {
        "names": ["about this delivery.txt"]
    }


def test_a_list_beside_other_lists_is_one(tmp_path: Path, meter: Meter) -> None:
    (tmp_path / "a.txt").write_text("云岚\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("mark\n风林\n", encoding="utf-8")
    plan = discover([tmp_path], LIBRARY, None, meter)
    assert found(plan) == {"names": ["a.txt"], "csv": ["b.csv"]}


@pytest.mark.parametrize("name", ["README.txt", "LICENSE.txt", "使用说明.txt", "说明.txt"])
def test_a_readme_is_read_only_if_it_is_named(tmp_path: Path, meter: Meter, name: str) -> None:
    (tmp_path / "list.txt").write_text("云岚\n")
    (tmp_path / name).write_text("about\n")
    assert found(discover([tmp_path], LIBRARY, None, meter)) == {"names": ["list.txt"]}
    assert found(discover([tmp_path / name], LIBRARY, None, meter)) == {"names": [name]}


def test_a_named_source_reads_what_it_recognises(tmp_path: Path, meter: Meter) -> None:
    (tmp_path / "list.txt").write_text("云岚\n")
    write_ndjson(tmp_path / "marks.jsonl", [row(1)])
    assert found(discover([tmp_path], LIBRARY, "ndjson", meter)) == {"ndjson": ["marks.jsonl"]}


def test_a_named_source_reads_everything_where_it_recognises_nothing(tmp_path: Path, meter: Meter) -> None:
    (tmp_path / "a.lst").write_text("云岚\n")
    (tmp_path / "b.lst").write_text("蓝云\n")
    assert found(discover([tmp_path], LIBRARY, "names", meter)) == {"names": ["a.lst", "b.lst"]}


def test_members_of_a_package_are_one_unit(tmp_path: Path, meter: Meter) -> None:
    members = {"注册商标基本信息.csv": f"{BASIC}\n{PLAIN}\n", "商标代理人信息.csv": f"{AGENTS}\n10001,某所\n"}
    write_zip(tmp_path / "2001.zip", members)
    folder = tmp_path / "2002"
    folder.mkdir()
    for name, text in members.items():
        (folder / name).write_text(text, "utf-8")
    plan = discover([tmp_path], LIBRARY, None, meter)
    assert [(unit.source.name, len(unit.blobs)) for unit in plan.units] == [("cnipa", 2), ("cnipa", 2)]
    assert [unit.blobs[0].path.name for unit in plan.units] == ["2001.zip", "商标代理人信息.csv"]


def test_the_same_file_given_twice_is_read_once(tmp_path: Path, meter: Meter) -> None:
    write_ndjson(tmp_path / "a.ndjson", [row(1)])
    write_ndjson(tmp_path / "b.ndjson", [row(2)])
    plan = discover([tmp_path / "b.ndjson", tmp_path, tmp_path / "a.ndjson"], LIBRARY, None, meter)
    assert found(plan) == {"ndjson": ["b.ndjson", "a.ndjson"]}


def test_units_of_different_sources_keep_the_order_of_the_files(tmp_path: Path, meter: Meter) -> None:
    write_ndjson(tmp_path / "1.ndjson", [row(1)])
    (tmp_path / "2.csv").write_text("mark\n云岚\n", "utf-8")
    write_ndjson(tmp_path / "3.ndjson", [row(3)])
    plan = discover([tmp_path], LIBRARY, None, meter)
    assert [unit.blobs[0].name for unit in plan.units] == ["1.ndjson", "2.csv", "3.ndjson"]


def damaged_zip(path: Path) -> Path:
    write_zip(path, {"a.ndjson": "x" * 5000})
    path.write_bytes(path.read_bytes()[:-30])
    return path


def test_a_damaged_archive_is_refused_when_it_is_named(tmp_path: Path, meter: Meter) -> None:
    with pytest.raises(InputError) as error:
        discover([damaged_zip(tmp_path / "x.zip")], LIBRARY, None, meter)
    assert code(error) == "file.truncated"


def test_a_damaged_archive_in_a_folder_is_rejected_not_left_aside(tmp_path: Path, meter: Meter) -> None:
    damaged_zip(tmp_path / "1.zip")
    write_ndjson(tmp_path / "2.ndjson", [row(1)])
    with gzip.open(tmp_path / "3.xml.gz", "wb") as stream:
        stream.write(b"<a/>" * 1000)
    (tmp_path / "3.xml.gz").write_bytes((tmp_path / "3.xml.gz").read_bytes()[:20])
    with zipfile.ZipFile(tmp_path / "4.zip", "w") as archive:
        archive.writestr("inner.zip", b"PK\x03\x04....")
    damaged_name(tmp_path / "5.zip", last=True)
    plan = discover([tmp_path], LIBRARY, None, meter)
    assert not plan.skipped
    problems = {}
    for unit in plan.units:
        if unit.source.name == "unreadable":
            (item,) = unit.source.read(unit)
            assert isinstance(item, Rejected)
            problems[unit.blobs[0].path.name] = item.problem.code
    assert problems == {
        "1.zip": "file.truncated",
        "3.xml.gz": "file.truncated",
        "4.zip": "file.nested",
        "5.zip": "file.unreadable",
    }


def test_an_encrypted_member_is_rejected(tmp_path: Path, meter: Meter) -> None:
    path = write_zip(tmp_path / "x.zip", {"a.ndjson": "{}"})
    data = bytearray(path.read_bytes())
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(InputError) as error:
        discover([path], LIBRARY, None, meter)
    assert code(error) == "file.unreadable"


def test_an_archive_is_opened_once_for_all_its_members(
    tmp_path: Path, meter: Meter, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_zip(
        tmp_path / "x.zip", {f"{i:03}.ndjson": f'{{"office":"CN","application_number":"{i}"}}' for i in range(50)}
    )
    opened = []

    class Counted(zipfile.ZipFile):
        def __init__(self, file: Path) -> None:
            opened.append(file)
            super().__init__(file)

    monkeypatch.setattr("indexers.meter.zipfile.ZipFile", Counted)
    plan = discover([path], LIBRARY, None, meter)
    read = [item for unit in plan.units for item in unit.source.read(unit)]
    assert len(read) == 50
    # Once to list the members, once to look at and read them all.
    assert opened == [path, path]


def test_the_position_in_a_packed_file(tmp_path: Path, meter: Meter) -> None:
    text = "".join(f'{{"office":"CN","application_number":"{i}","mark":"{i * i}"}}\n' for i in range(30_000))
    with gzip.open(tmp_path / "x.ndjson.gz", "wt") as stream:
        stream.write(text)
    write_zip(tmp_path / "x.zip", {"x.ndjson": text})
    (tmp_path / "y.ndjson").write_text(text)
    for unit in discover([tmp_path], LIBRARY, None, meter).units:
        meter.begin_unit()
        assert meter.position == 0
        seen = []
        for _ in unit.source.read(unit):
            seen.append(meter.position)
        assert seen == sorted(seen)
        assert 0 < seen[0] < seen[-1]
        assert abs(seen[-1] - unit.size) < 100


@pytest.mark.parametrize("name", ["empty.xml", "empty.txt", "empty.csv", "empty.ndjson", "empty.zip", "empty"])
@pytest.mark.parametrize("source", [None, "names"])
def test_a_named_file_without_content_says_so(tmp_path: Path, name: str, source: str | None) -> None:
    (tmp_path / name).touch()
    with pytest.raises(InputError) as refused:
        discover([tmp_path / name], LIBRARY, source, Meter())
    assert refused.value.problem.code == "file.empty"


def test_an_empty_office_file_in_a_folder_is_rejected_not_left_aside(tmp_path: Path, meter: Meter) -> None:
    write_ndjson(tmp_path / "a.ndjson", [row(1)])
    (tmp_path / "b.xml").touch()
    (tmp_path / "c.txt").touch()
    plan = discover([tmp_path], LIBRARY, None, meter)
    told = [item for unit in plan.units for item in unit.source.read(unit) if isinstance(item, Rejected)]
    assert [(item.problem.code, item.problem.place) for item in told] == [("file.empty", str(tmp_path / "b.xml"))]
    assert skipped(plan) == ["c.txt"]


def test_a_document_type_with_entities_is_refused_and_never_left_aside(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><Transaction><y>&b;</y></Transaction>'
    (tmp_path / "bomb.xml").write_text(bomb, "utf-8")
    (tmp_path / "names.ndjson").write_text('{"office":"CN","application_number":"1","mark":"云岚"}\n', "utf-8")
    with pytest.raises(InputError) as refused:
        discover([tmp_path / "bomb.xml"], LIBRARY, None, Meter())
    assert refused.value.problem.code == "xml.forbidden"
    plan = discover([tmp_path], LIBRARY, None, Meter())
    assert [Path(unit.label).name for unit in plan.units] == ["bomb.xml", "names.ndjson"]
    assert plan.skipped == ()


def nested_zip(path: Path, members: dict[str, dict[str, str]]) -> Path:
    """An archive whose members are archives, as the EPO delivers a week."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            inner = path.parent / "inner.tmp"
            write_zip(inner, content)
            archive.write(inner, name)
            inner.unlink()
    return path


def test_archives_inside_an_archive_are_read_through(tmp_path: Path, meter: Meter) -> None:
    lines = {n: json.dumps(row(n)) for n in range(4)}
    path = nested_zip(
        tmp_path / "week.zip",
        {
            "DOC/1.zip": {"a.ndjson": lines[1], "b/c.ndjson": lines[2]},
            "DOC/2.ZIP": {"a.ndjson": lines[3], "x.tif": "II"},
        },
    )
    plan = discover([path], LIBRARY, None, meter)
    assert [unit.blobs[0].label for unit in plan.units] == [
        f"{path}!DOC/1.zip!/a.ndjson", f"{path}!DOC/1.zip!/b/c.ndjson", f"{path}!DOC/2.ZIP!/a.ndjson",
    ]  # fmt: skip
    assert plan.skipped == (f"{path}!DOC/2.ZIP!/x.tif",)
    assert [unit.blobs[0].name for unit in plan.units] == ["a.ndjson", "c.ndjson", "a.ndjson"]
    found = [item.application_number for unit in plan.units for item in unit.source.read(unit)]
    assert found == [row(n)["application_number"] for n in (1, 2, 3)]
    # Without the meter of a load as well.
    heads = [blob.head().decode("utf-8-sig") for blob in walk(path)]
    assert heads[:3] == [lines[n] for n in (1, 2, 3)]


def test_an_archive_two_levels_down_is_rejected(tmp_path: Path, meter: Meter) -> None:
    inside = nested_zip(tmp_path / "inside.zip", {"deep.zip": {"a.ndjson": "{}"}})
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inside, "inside.zip")
    with pytest.raises(InputError) as error:
        discover([path], LIBRARY, None, meter)
    assert code(error) == "file.nested"


def test_an_inner_archive_that_unpacks_to_an_absurd_size(tmp_path: Path, meter: Meter) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.zip", b"PK\x03\x04" + bytes(80 << 20))
    with pytest.raises(InputError) as error:
        discover([path], LIBRARY, None, meter)
    assert code(error) == "file.bomb"
