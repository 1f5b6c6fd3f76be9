"""Tar archives: read through as zip archives are, refused where they broke off."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from indexers.base import Rejected
from indexers.discover import discover
from indexers.files import walk
from indexers.meter import Meter, MeteredBlob
from indexers.patents.library import LIBRARY
from ipsearch.errors import InputError
from ipsearch.records import Patent


def write_tar(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def zipped(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return packed.getvalue()


def document(number: int) -> bytes:
    return f'<ep-patent-document country="EP" doc-number="{number}" kind="A1"><SDOBI/></ep-patent-document>'.encode()


def weekly(path: Path, numbers: range) -> Path:
    """A delivery as the EPO made it until 2022: a document a zip archive, all in a tar."""
    return write_tar(path, {f"./DOC/EPNWA1/EP{n}NWA1.zip": zipped(f"EP{n}.xml", document(n)) for n in numbers})


def test_every_document_of_a_weekly_delivery(tmp_path: Path) -> None:
    path = weekly(tmp_path / "week.tar", range(9900001, 9900005))
    assert zipfile.is_zipfile(path)  # by the end of its last member
    with closing(Meter()) as meter:
        plan = discover([path], LIBRARY, None, meter)
        records = [item for unit in plan.units for item in unit.source.read(unit)]
    assert [item.number for item in records if isinstance(item, Patent)] == [str(n) for n in range(9900001, 9900005)]
    assert not plan.skipped


def test_members_are_named_and_read_in_any_order(tmp_path: Path) -> None:
    path = write_tar(tmp_path / "x.tar", {"./b.xml": b"B" * 1000, "a/数据.xml": b"A", "c.gz": gzip.compress(b"C")})
    found = list(walk(path))
    assert [blob.label for blob in found] == [f"{path}!{name}" for name in ("a/数据.xml", "b.xml", "c.gz")]
    assert [blob.size for blob in found][:2] == [1, 1000]
    assert [blob.open().read() for blob in found] == [b"A", b"B" * 1000, b"C"]
    with closing(Meter()) as meter:
        a, b, _ = (MeteredBlob(blob.path, blob.member, blob.title, blob.size, meter) for blob in found)
        with b.open() as first, a.open() as second:
            assert (first.read(10), second.read(), first.read()) == (b"B" * 10, b"A", b"B" * 990)


@pytest.mark.parametrize("cut", ["inside a member", "between members"])
def test_an_archive_that_broke_off(tmp_path: Path, cut: str) -> None:
    path = weekly(tmp_path / "week.tar", range(9900001, 9900004))
    with tarfile.open(path) as archive:
        last = archive.getmembers()[-1]
    data = path.read_bytes()
    path.write_bytes(data[: last.offset_data + 10 if cut == "inside a member" else last.offset])
    with closing(Meter()) as meter, pytest.raises(InputError) as error:
        discover([path], LIBRARY, None, meter)
    assert (error.value.problem.code, error.value.problem.place) == ("file.unreadable", str(path))
    weekly(tmp_path / "whole.tar", range(9900008, 9900009))
    with closing(Meter()) as meter:
        plan = discover([tmp_path], LIBRARY, None, meter)
        items = [item for unit in plan.units for item in unit.source.read(unit)]
    assert [isinstance(item, Rejected) for item in items] == [True, False]


@pytest.mark.parametrize("how", ["in a zip", "by gzip"])
def test_a_packed_tar_is_not_opened(tmp_path: Path, how: str) -> None:
    data = weekly(tmp_path / "week.tar", range(9900001, 9900002)).read_bytes()
    path = tmp_path / ("x.zip" if how == "in a zip" else "week.tar.gz")
    path.write_bytes(zipped("week.tar", data) if how == "in a zip" else gzip.compress(data))
    with closing(Meter()) as meter, pytest.raises(InputError) as error:
        discover([path], LIBRARY, None, meter)
    assert error.value.problem.code == "file.nested"
