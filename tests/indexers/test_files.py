"""What is found in archives, and how it is unpacked."""

from __future__ import annotations

import bz2
import collections
import gzip
import lzma
import os
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from cnipa_packages import AGENTS, BASIC, PLAIN, damaged_name, marks, read_all, write_zip

from indexers.files import Blob, opened_archive, walk
from indexers.meter import Meter, MeteredBlob
from ipsearch.errors import InputError
from ipsearch.spreadsheets.officeparts import BOMB_FLOOR

BASIC_NAME = "注册商标基本信息.csv"


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("XZ", lzma.compress)])
def test_packed_files_are_unpacked(tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / f"a.csv.{ending}"
    path.write_bytes(pack(b"mark\nA\n"))
    (blob,) = walk(path)
    assert (blob.open().read(), blob.plain_name) == (b"mark\nA\n", "a.csv")
    assert blob.list_name == Blob(tmp_path / "a.csv").list_name
    path.write_bytes(pack(os.urandom(4000))[:2000])
    with blob.open() as stream, pytest.raises(InputError) as error:
        stream.read()
    assert (error.value.problem.code, error.value.problem.place) == ("file.truncated", str(path))
    path.write_bytes(pack(bytes(BOMB_FLOOR + 1)))
    (blob,) = walk(path)
    with blob.open() as stream, pytest.raises(InputError) as error:
        collections.deque(iter(lambda: stream.read(1 << 20), b""), maxlen=0)
    assert error.value.problem.code == "file.bomb"


def test_a_list_may_begin_as_packed_files_do(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"BZh9\nB\n")
    assert [blob.head() for blob in walk(path)] == [b"BZh9\nB\n"]


def test_members_packed_by_gzip_are_unpacked(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / "x.zip", {"a.csv.gz": gzip.compress(b"mark\nA\n"), "b": gzip.compress(b"B"), "c": b"\x1f"}
    )
    assert [blob.open().read() for blob in walk(path)] == [b"mark\nA\n", b"B", b"\x1f"]


def test_a_package_of_members_packed_by_gzip(tmp_path: Path) -> None:
    members = {BASIC_NAME: f"{BASIC}\n{PLAIN}\n", "商标代理人信息.csv": f"{AGENTS}\n10001,某所\n"}
    path = write_zip(tmp_path / "x.zip", {f"{name}.gz": gzip.compress(text.encode()) for name, text in members.items()})
    assert [(m.mark, m.agents[0].name) for m in marks(read_all(path))] == [("云岚", "某所")]


def test_members_packed_by_gzip_in_an_inner_archive(tmp_path: Path) -> None:
    inner = write_zip(tmp_path / "2000.zip", {"a.gz": gzip.compress(b"A"), "b": b"B"})
    path = write_zip(tmp_path / "x.zip", {"2000.zip": inner.read_bytes()})
    assert [blob.open().read() for blob in walk(path)] == [b"A", b"B"]
    with closing(Meter()) as meter:
        blobs = [MeteredBlob(b.path, b.member, b.title, b.size, meter) for b in walk(path)]
        assert [blob.open().read() for blob in blobs] == [b"A", b"B"]


def test_a_member_that_gzip_packed_absurdly_is_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv.gz", gzip.compress(bytes(BOMB_FLOOR + 1)))
    (blob,) = walk(path)
    assert blob.head() == bytes(8192)
    with blob.open() as stream, pytest.raises(InputError) as error:
        collections.deque(iter(lambda: stream.read(1 << 20), b""), maxlen=0)
    assert error.value.problem.code == "file.bomb"


def test_a_damaged_member_packed_by_gzip(tmp_path: Path) -> None:
    data = gzip.compress(bytes(range(256)) * 400)
    (blob,) = walk(write_zip(tmp_path / "x.zip", {"a.csv.gz": data[: len(data) // 2]}))
    with blob.open() as stream, pytest.raises(InputError) as error:
        stream.read()
    assert (error.value.problem.code, error.value.problem.place) == ("file.truncated", f"{tmp_path / 'x.zip'}!a.csv.gz")


def test_a_member_whose_name_is_damaged(tmp_path: Path) -> None:
    (blob,) = walk(damaged_name(tmp_path / "x.zip", last=False))
    with pytest.raises(InputError) as error:
        blob.open()
    assert (error.value.problem.code, blob.member) == ("file.unreadable", "名.csv")


def test_an_archive_whose_directory_is_damaged_is_one_file(tmp_path: Path) -> None:
    (blob,) = walk(damaged_name(tmp_path / "x.zip", last=True))
    assert not blob.member
    with pytest.raises(InputError) as error:
        opened_archive(blob.path)
    assert (error.value.problem.code, error.value.problem.place) == ("file.unreadable", str(tmp_path / "x.zip"))


def test_the_position_in_a_member_packed_by_gzip(tmp_path: Path) -> None:
    (one,) = walk(write_zip(tmp_path / "x.zip", {"a.gz": gzip.compress(bytes(range(256)) * 4000)}))
    with closing(Meter()) as meter, MeteredBlob(one.path, one.member, one.title, one.size, meter).open() as stream:
        stream.read()
        assert abs(meter.position - one.size) < 100


def test_hidden_members_are_left_out_as_hidden_files_are(tmp_path: Path) -> None:
    hidden = {"__MACOSX/._a.csv": "x", "._a.csv": "x", ".git/a.csv": "x", "b/.DS_Store": "x"}
    path = write_zip(tmp_path / "x.zip", {"a.csv": "A", "./b.csv": "B", "../c.csv": "C", **hidden})
    assert sorted(blob.name for blob in walk(path)) == ["a.csv", "b.csv", "c.csv"]
    outer = write_zip(tmp_path / "outer.zip", {"in.zip": path.read_bytes(), "__MACOSX/._in.zip": "x"})
    assert sorted(blob.name for blob in walk(outer)) == ["a.csv", "b.csv", "c.csv"]


def test_what_a_mac_adds_to_a_package_is_no_member_of_it(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "2000.zip", {BASIC_NAME: f"{BASIC}\n{PLAIN}\n", f"__MACOSX/._{BASIC_NAME}": bytes(120)})
    assert [getattr(item, "mark", item) for item in read_all(path)] == ["云岚"]
