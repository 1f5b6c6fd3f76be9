"""Source docdb: a front file, a back file, undeclared prefixes, deletions, damage, memory."""

from __future__ import annotations

import datetime as dt
import gzip
import tracemalloc
from functools import partial
from pathlib import Path
from typing import Any

import patent_reading
import pytest
from lxml import etree
from patent_reading import blob, written

from indexers.base import Rejected, Unit
from indexers.patents.docdb import SOURCE, declared
from ipsearch.errors import InputError
from ipsearch.records import Citation, Filing, Party, Patent

read = partial(patent_reading.read, SOURCE)
records = partial(patent_reading.records, SOURCE)

DOCUMENT = (
    '<exch:exchange-document country="DE" doc-number="{0}" kind="B" date-publ="19680104" status="{1}">'
    "<exch:bibliographic-data/></exch:exchange-document>"
)


@pytest.fixture(scope="module")
def front(shared: Path) -> Patent:
    (item,) = records(shared / "office-samples" / "docdb" / "AP-1206-A_302101161.xml")
    return item


@pytest.fixture(scope="module")
def back(shared: Path) -> list[Patent]:
    return records(shared / "office-samples" / "docdb" / "DE-backfile.xml")


def test_numbers_and_dates_of_a_front_file(front: Patent) -> None:
    assert (front.id, front.original, front.type) == ("AP-1206-A", "AP 1206", "invention")
    assert (front.publication_date, front.grant_date) == (dt.date(2003, 9, 18), dt.date(2003, 9, 18))
    assert (front.family_id, front.language) == ("22179393", "en")
    assert front.application == Filing("AP", "2000001988", "A", dt.date(1998, 8, 4), "AP/P/2000/001988")
    assert front.priorities == (
        Filing("US", "8359798", "A", dt.date(1998, 5, 22)),
        Filing("US", "9816128", "W", dt.date(1998, 8, 4)),
    )
    # The first original number is that of the second priority: it must not be given to the first one.
    assert front.notes == (
        "originating-office:EP", "priority-original:PCT/US98/16128", "priority-original:09/083,597",
    )  # fmt: skip


def test_texts_and_parties_of_a_front_file(front: Patent) -> None:
    assert front.title == {"en": "Enteric coated pharmaceutical composition and method of manufacturing."}
    assert list(front.abstract) == ["en"]
    assert front.abstract["en"].startswith("A high drug load enteric coated pharmaceutical composition is provided")
    assert front.abstract["en"].endswith("method o making said pharmaceutical composition is disclosed.")
    assert front.applicants == (Party("BRISTOL-MYERS SQUIBB COMPANY", "BRISTOL MYERS SQUIBB CO", country="US"),)
    assert front.inventors == (Party("ULLAR Ismat", country="US"), Party("WILEY Gary J", country="US"))


def test_the_family_of_a_front_file(front: Patent, shared: Path) -> None:
    text = next((shared / "office-samples/docdb").glob("AP-*.xml")).read_bytes()
    root: Any = etree.fromstring(text)
    listed = root.findall(".//patent-family/family-member/publication-reference")
    ids = [one.find("document-id") for one in listed if one.get("data-format") == "docdb"]
    numbers = {(one.findtext("country"), one.findtext("doc-number")) for one in ids}
    assert len(front.related) == len(numbers) - 1 == 58
    assert {one.kind for one in front.related} == {"equivalent"}
    assert front.related[0].document == "AP-2000001988-A0"


def test_classes_and_citations_of_a_front_file(front: Patent) -> None:
    assert len(front.ipc) == 18
    assert (front.ipc[0], front.ipc[10], front.ipc[-1]) == ("A61K9/16", "A61K31/7048", "A61P31/18")
    assert front.cpc == (
        "A61K9/1652", "A61K9/485", "A61K9/501", "A61K9/5015", "A61K9/5026", "A61K9/5073", "A61P31/18", "A61K9/16",
    )  # fmt: skip
    assert front.cpc_additional == ("A61K9/485", "A61K9/5015")
    assert front.cpc_offices[-1] == "A61K9/16 KR"
    assert front.citations == (
        Citation("US-5556839-A", phase="search", date=dt.date(1996, 9, 17)),
        Citation("US-5510114-A", phase="search", date=dt.date(1996, 4, 23)),
        Citation("US-5326570-A", phase="search", date=dt.date(1994, 7, 5)),
    )


def test_a_back_file_is_read_whole(back: list[Patent]) -> None:
    # number, citations, IPC, distinct CPC, applicants, inventors, counted in the file by hand
    assert [
        (one.number, len(one.citations), len(one.ipc), len(one.cpc), len(one.applicants), len(one.inventors))
        for one in back
    ] == [
        ("1258188", 4, 3, 4, 1, 2), ("1258189", 1, 1, 1, 1, 1), ("1258190", 2, 1, 1, 1, 1), ("1258191", 2, 1, 1, 1, 2),
        ("1258192", 10, 1, 1, 1, 2), ("1258193", 8, 2, 3, 1, 3), ("1258194", 2, 1, 1, 4, 1), ("1258195", 6, 1, 1, 1, 1),
        ("1258196", 4, 1, 1, 1, 2), ("1258197", 3, 1, 1, 1, 3),
    ]  # fmt: skip
    assert {(one.country, one.kind) for one in back} == {("DE", "B")}


def test_one_record_of_a_back_file_in_full(back: list[Patent]) -> None:
    assert back[0] == Patent(
        country="DE",
        number="1258188",
        kind="B",
        type="invention",
        publication_date=dt.date(1968, 1, 4),
        application=Filing("DE", "B0077613", "A", dt.date(1964, 7, 10), "B77613"),
        priorities=(Filing("DE", "B0077613", "A", dt.date(1964, 7, 10)),),
        family_id="6979546",
        title={"de": "Kraftstoffeinspritzpumpe fuer mehrzylindrige Brennkraftmaschinen"},
        applicants=(Party("ROBERT BOSCH G.M.B.H.", "BOSCH GMBH ROBERT"),),
        inventors=(
            Party("KNAPP DIPL.-PHYS. DR. HEINRICH", "KNAPP DIPL-PHYS DR HEINRICH"),
            Party("HEISER DIPL.-ING. JOACHIM", "HEISER DIPL-ING JOACHIM"),
        ),
        ipc=("F02M41/12", "F02M59/34", "F02M59/36"),
        cpc=("F02M59/34", "F02M41/125", "F02M59/36", "F02M2700/1358"),
        cpc_additional=("F02M2700/1358",),
        cpc_offices=(
            "F02M59/34 EP", "F02M41/125 EP", "F02M59/36 EP", "F02M2700/1358 EP",
            "F02M59/34 US", "F02M41/125 US", "F02M59/36 US", "F02M2700/1358 US",
        ),
        citations=(
            Citation("DE-814968-C", phase="search", date=dt.date(1951, 9, 27)),
            Citation("DE-1156606-B", phase="search", date=dt.date(1963, 10, 31)),
            Citation("DE-1734877-U", phase="search", date=dt.date(1956, 11, 29)),
            Citation("FR-1343388-A", phase="search", date=dt.date(1963, 11, 15)),
        ),
        # Printed after examination, before the grant: an Auslegeschrift is no granted patent.
        notes=("originating-office:EP", "examined-printed-without-grant:19680104"),
    )  # fmt: skip


def test_a_prefix_that_is_not_declared(tmp_path: Path, shared: Path, back: list[Patent]) -> None:
    text = (shared / "office-samples" / "docdb" / "DE-backfile.xml").read_text(encoding="utf-8")
    for declaration in (
        ' xmlns:exch="http://www.epo.org/exchange"', ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
    ):  # fmt: skip
        assert text.count(declaration) == 1
        text = text.replace(declaration, "")
    path = written(tmp_path / "undeclared.xml", text)
    assert SOURCE.sniff(blob(path))
    assert records(path) == back
    packed = tmp_path / "undeclared.xml.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    assert records(packed) == back


def test_a_single_document_without_its_list(tmp_path: Path) -> None:
    path = written(tmp_path / "one.xml", DOCUMENT.format("7", "A"))
    assert SOURCE.sniff(blob(path))
    assert [one.id for one in records(path)] == ["DE-7-B"]
    declared_well = written(tmp_path / "declared.xml", '<exchange-documents xmlns="http://www.epo.org/exchange"/>')
    assert declared(blob(declared_well)) == blob(declared_well)
    assert records(declared_well) == []


@pytest.mark.parametrize(
    ("status", "notes"),
    [
        ("A", ()), ("C", ()), ("D", ("docdb-status:D",)),
        # a publication that the office withdrew is announced as such (CV), and that is taken back (DV)
        ("CV", ("docdb-status:CV",)), ("DV", ("docdb-status:D",)),
    ],
)  # fmt: skip
def test_a_deletion_is_told_apart(tmp_path: Path, status: str, notes: tuple[str, ...]) -> None:
    path = written(tmp_path / "front.xml", DOCUMENT.format("7", status))
    assert records(path) == [
        Patent(country="DE", number="7", kind="B", type="invention", publication_date=dt.date(1968, 1, 4), notes=notes)
    ]


def test_a_document_without_number_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    broken = DOCUMENT.format("", "A")
    inside = DOCUMENT.format("1", "A") + "\n" + broken + "\n" + DOCUMENT.format("2", "A")
    path = written(tmp_path / "some.xml", f"<exch:exchange-documents>{inside}</exch:exchange-documents>")
    first, rejected, last = read(path)
    assert isinstance(first, Patent)
    assert isinstance(last, Patent)
    assert (first.number, last.number) == ("1", "2")
    assert isinstance(rejected, Rejected)
    assert (rejected.problem.code, rejected.problem.place) == ("record.no_document_number", f"{path}:2")
    assert 'doc-number=""' in rejected.raw


@pytest.mark.parametrize(
    ("text", "code", "good"),
    [
        ("", "file.empty", 0),
        (f"<exch:exchange-documents>{DOCUMENT.format('1', 'A')}<exch:exch", "file.truncated", 1),
        ('<!DOCTYPE e [<!ENTITY a "b">]><exchange-documents/>', "xml.forbidden", 0),
    ],
)
def test_damage_keeps_what_stands_before_it(tmp_path: Path, text: str, code: str, good: int) -> None:
    path = written(tmp_path / "damaged.xml", text)
    found: list[Patent | Rejected] = []
    with pytest.raises(InputError) as caught:
        found.extend(SOURCE.read(Unit(SOURCE, (blob(path),))))
    assert caught.value.problem.code == code
    assert caught.value.problem.place.startswith(str(path))
    again: list[Patent | Rejected] = []
    reading = SOURCE.read(Unit(SOURCE, (blob(path),)))
    for _ in range(good):
        again.append(next(reading))
    assert all(isinstance(one, Patent) for one in again)


def test_damage_between_documents_is_a_reject_and_reading_goes_on(tmp_path: Path) -> None:
    documents = [DOCUMENT.format(number, "A") for number in "123"]
    text = "<exch:exchange-documents>\n" + "</a>\n".join(documents) + "</exch:exchange-documents>"
    found = list(SOURCE.read(Unit(SOURCE, (blob(written(tmp_path / "damaged.xml", text)),))))
    assert [one.number if isinstance(one, Patent) else one.problem.code for one in found] == [
        "1", "xml.malformed", "2", "xml.malformed", "3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('<?xml version="1.0"?><exch:exchange-documents xmlns:exch="e">', True),
        ("<exchange-document country='AP'>", True),
        ('<ops:world-patent-data xmlns:ops="o"><exchange-documents>', False),
        ("<ep-patent-document>", False),
        ("<index><exchange-documents/></index>", False),
        ('{"exchange-documents": 1}', False),
        ("", False),
    ],
)
def test_sniff(tmp_path: Path, text: str, wanted: bool) -> None:
    assert SOURCE.sniff(blob(written(tmp_path / "file.xml", text))) is wanted


@pytest.mark.untraced
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    filler = "<exch:abstract><p>" + "word " * 400 + "</p></exch:abstract></exch:exchange-document>"
    one = DOCUMENT.format("7", "A").replace("</exch:exchange-document>", filler)
    path = written(tmp_path / "long.xml", "<exch:exchange-documents>" + one * 6000 + "</exch:exchange-documents>")
    tracemalloc.start()
    count = sum(1 for _ in SOURCE.read(Unit(SOURCE, (blob(path),))))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 6000
    assert path.stat().st_size > 12 << 20
    assert peak < 3 << 20
