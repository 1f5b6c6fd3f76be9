"""Tar archives: read through as zip archives are, refused where they broke off."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
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
from indexers.trademarks import LIBRARY as TRADEMARKS
from ipsearch.errors import InputError
from ipsearch.records import Patent, Trademark
from ipsearch.spreadsheets.officeparts import BOMB_FLOOR


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


PACKERS = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


def packed(path: Path, how: str) -> Path:
    """A tar archive packed as a whole."""
    whole = path.with_name(f"{path.name}.{how}")
    whole.write_bytes(PACKERS[how](path.read_bytes()))
    path.unlink()
    return whole


@pytest.mark.parametrize("how", PACKERS)
def test_a_weekly_delivery_packed_as_a_whole(tmp_path: Path, how: str) -> None:
    path = packed(weekly(tmp_path / "week.tar", range(9900001, 9900005)), how)
    with closing(Meter()) as meter:
        plan = discover([path], LIBRARY, None, meter)
        records = [item for unit in plan.units for item in unit.source.read(unit)]
    assert [item.number for item in records if isinstance(item, Patent)] == [str(n) for n in range(9900001, 9900005)]
    assert not plan.skipped


@pytest.mark.parametrize("how", PACKERS)
def test_members_of_a_packed_tar_come_as_they_stand_in_it(tmp_path: Path, how: str) -> None:
    members = {"./b.xml": b"B" * 1000, "../a/数据.xml": b"A", "c.bz2": bz2.compress(b"C")}
    path = packed(write_tar(tmp_path / "x.tar", members), how)
    found = list(walk(path))
    assert [blob.label for blob in found] == [f"{path}!{name}" for name in ("b.xml", "../a/数据.xml", "c.bz2")]
    assert [blob.open().read() for blob in found] == [b"B" * 1000, b"A", b"C"]
    assert [file.name for file in tmp_path.iterdir()] == [path.name]  # nothing is written under a member's name
    with closing(Meter()) as meter:
        b, a, _ = (MeteredBlob(blob.path, blob.member, blob.title, blob.size, meter) for blob in found)
        with b.open() as first, a.open() as second, b.open() as third:
            assert (first.read(10), second.read(), first.read(), third.read()) == (
                b"B" * 10,
                b"A",
                b"B" * 990,
                b"B" * 1000,
            )
        with b.open() as stream:
            stream.read()
            meter.begin_unit()
            meter.opened(b, stream)
            assert meter.position == b.size


def test_a_packed_tar_is_unpacked_once_to_list_look_and_read_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{number}.ndjson" for number in range(200)]
    line = b'{"office":"XX","application_number":"%d","mark":"A"}\n'
    members = {name: line % i for i, name in enumerate(names)}
    path = packed(write_tar(tmp_path / "x.tar", members), "gz")
    rewound = []
    seek = gzip.GzipFile.seek
    monkeypatch.setattr(
        gzip.GzipFile, "seek", lambda self, offset, whence=0: rewound.append(offset) or seek(self, offset, whence)
    )
    with closing(Meter()) as meter:
        plan = discover([path], TRADEMARKS, None, meter)
        assert len(plan.units) == 200
        records = [item for unit in plan.units for item in unit.source.read(unit)]
    assert [item.application_number for item in records if isinstance(item, Trademark)] == [str(n) for n in range(200)]
    assert len(rewound) <= 3


@pytest.mark.parametrize("how", PACKERS)
@pytest.mark.parametrize("cut", [0.2, 0.6, 0.97])
def test_a_packed_tar_that_broke_off(tmp_path: Path, how: str, cut: float) -> None:
    members = {f"{n}.xml": document(n) + os.urandom(3000) for n in range(9900001, 9900004)}
    path = packed(write_tar(tmp_path / "x.tar", members), how)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * cut)])
    with closing(Meter()) as meter, pytest.raises(InputError) as error:
        discover([path], LIBRARY, None, meter)
    assert error.value.problem.code in ("file.unreadable", "file.truncated")
    assert error.value.problem.place == str(path)


@pytest.mark.parametrize("how", PACKERS)
def test_a_packed_tar_that_unpacks_to_an_absurd_size(tmp_path: Path, how: str) -> None:
    path = packed(write_tar(tmp_path / "x.tar", {"a.xml": bytes(BOMB_FLOOR + 1), "b.xml": document(1)}), how)
    with closing(Meter()) as meter, pytest.raises(InputError) as error:
        discover([path], LIBRARY, None, meter)
    assert (error.value.problem.code, error.value.problem.place) == ("file.bomb", str(path))


@pytest.mark.parametrize("inner", ["week.tar", "week.tar.gz"])
def test_a_tar_inside_an_archive_is_not_opened(tmp_path: Path, inner: str) -> None:
    data = weekly(tmp_path / "week.tar", range(9900001, 9900002)).read_bytes()
    path = tmp_path / "x.zip"
    path.write_bytes(zipped(inner, gzip.compress(data) if inner.endswith(".gz") else data))
    with closing(Meter()) as meter, pytest.raises(InputError) as error:
        discover([path], LIBRARY, None, meter)
    assert error.value.problem.code == "file.nested"
