"""A byte of a real office file is broken in the middle: what is lost is that record, and it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from loading import contents, rejects, with_

from indexers import dpma, euipo
from indexers import sink as sink_module
from indexers.base import Rejected, Source, Unit
from indexers.files import Blob
from indexers.load import load_trademarks
from indexers.patents import cnipa_xml, docdb, dpma_patents, epfulltext, ops, uspto_redbook
from indexers.summary import Progress
from ipsearch.backends.memory import MemoryBackend

BROKEN = b"\x01"


def read(source: Source[Any], folder: Path, data: bytes) -> list[Any]:
    path = folder / "sample.xml"
    path.write_bytes(data)
    return list(source.read(Unit(source, (Blob(path, size=len(data)),))))


def names(found: list[Any]) -> list[str]:
    return ["" if isinstance(one, Rejected) else one.id for one in found]


def broken(data: bytes, at: int) -> bytes:
    """The data with the next byte of text behind a place replaced."""
    at = next(
        i for i in range(at, len(data)) if data[i] not in b" \r\n\t" and data[i - 1 : i] == b">" and data[i] != 60
    )
    return data[:at] + BROKEN + data[at + 1 :]


def whole_transactions(folder: Path, count: int) -> bytes:
    """Files of one mark each, as one file."""
    files = [path.read_bytes() for path in sorted(folder.glob("0*.xml"))[:count]]
    begin, end = b"<TransactionData>", b"</TransactionData>"
    marks = [data[data.index(begin) : data.rindex(end) + len(end)] for data in files]
    first = files[0]
    return first[: first.index(begin)] + b"\n".join(marks) + first[first.rindex(end) + len(end) :]


CASES: list[tuple[Source[Any], bytes, Callable[[Path], bytes]]] = [
    (euipo.SOURCE, b"<TradeMark ", lambda shared: whole_transactions(shared / "euipo-trademarks", 6)),
    (dpma.SOURCE, b"<Entries", lambda shared: (shared / "dpma/trademark_search.xml").read_bytes()),
    (docdb.SOURCE, b"<exch:exchange-document ", lambda shared: (shared / "docdb/DE-backfile.xml").read_bytes()),
    (dpma_patents.SOURCE, b"<PatentHitListRecord", lambda shared: (shared / "dpma/patent_search.xml").read_bytes()),
    (ops.SOURCE, b"<ops:family-member", lambda shared: (shared / "epo-ops/testdata/family.xml").read_bytes()),
]  # fmt: skip


@pytest.mark.parametrize(("source", "tag", "make"), CASES, ids=lambda one: getattr(one, "name", ""))
def test_a_byte_that_is_broken_costs_its_record_alone(
    shared: Path, tmp_path: Path, source: Source[Any], tag: bytes, make: Callable[[Path], bytes]
) -> None:
    data = make(shared / "office-samples")
    sound = names(read(source, tmp_path, data))
    assert len(sound) > 1
    assert "" not in sound
    at = -1
    for place in range(len(sound)):
        at = data.index(tag, at + 1)
        found = read(source, tmp_path, broken(data, at + len(tag)))
        assert names(found) == [*sound[:place], "", *sound[place + 1 :]]
        assert found[place].problem.code == "xml.malformed"
        assert found[place].raw.startswith("<")


@pytest.mark.parametrize(
    ("source", "file"),
    [
        (dpma.SOURCE, "dpma/trademark_info.xml"),
        (cnipa_xml.SOURCE, "cnipa-xml/CN102019000302430CN00001100838310AFULZH20190802CN00G.XML"),
        (epfulltext.SOURCE, "epo-fulltext/grant-v1-5-B1.xml"),
        (uspto_redbook.SOURCE, "uspto-grant/v4-5-B1.xml"),
    ],
)
def test_a_file_of_one_record_is_one_reject(shared: Path, tmp_path: Path, source: Source[Any], file: str) -> None:
    data = (shared / "office-samples" / file).read_bytes()
    (found,) = read(source, tmp_path, broken(data, len(data) // 2))
    assert isinstance(found, Rejected)
    assert found.problem.code == "xml.malformed"


class CrashError(Exception):
    """What breaks a load off in these tests."""


@pytest.mark.parametrize("after", range(1, 8))
def test_a_load_broken_off_at_damage_goes_on_as_if_it_was_not(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(sink_module, "AHEAD", 0)
    data = whole_transactions(shared / "office-samples/euipo-trademarks", 8)
    for _ in range(2):
        data = broken(data, data.index(b"<TradeMark ", data.rfind(BROKEN) + 2000) + 11)
    path = tmp_path / "marks.xml"
    path.write_bytes(data)
    options = with_(batch=1, commit_records=1, rejects=tmp_path / "whole")
    whole, resumed = MemoryBackend(), MemoryBackend()
    expected = load_trademarks([path], whole, options)
    assert (expected.records, expected.rejected) == (6, {"xml.malformed": 2})

    batches = iter(range(after))

    def crash(_: Progress) -> None:
        if next(batches, None) is None:
            raise CrashError

    options = with_(options, rejects=tmp_path / "resumed")
    with pytest.raises(CrashError):
        load_trademarks([path], resumed, options, crash)
    summary = load_trademarks([path], resumed, with_(options, resume=True))
    assert (summary.records, summary.rejected, summary.resumed) == (6, {"xml.malformed": 2}, True)
    assert contents(resumed) == contents(whole)
    assert rejects(tmp_path / "resumed") == rejects(tmp_path / "whole")
