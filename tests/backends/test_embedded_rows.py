from __future__ import annotations

from pathlib import Path

import pytest

from ipsearch.backends.base import Hit, Packed
from ipsearch.backends.embedded.rows import FIRST, ROWS, RowReader, RowWriter, Sizes, cut, pack_detail, unpack_detail

DETAIL = b'{"m":"x","goods":"' + b"y" * 3000 + b'"}'
A = Packed("CN-1", "", b'{"m":"x"}', pack_detail(DETAIL))
B = Packed("中-2", "", b"", b"")
C = Packed("c", "", b"\x00\xff", pack_detail(b"d"))


def written(folder: Path, *documents: Packed) -> list[int]:
    writer = RowWriter(folder)
    offsets = writer.append(documents)
    writer.sync()
    writer.close()
    return offsets


def test_rows_come_back_by_offset_over_several_writers(tmp_path: Path) -> None:
    offsets = written(tmp_path, A, B) + written(tmp_path) + written(tmp_path, C)
    rows = RowReader(tmp_path)
    assert offsets == sorted(offsets)
    assert [rows.hit(o) for o in offsets] == [Hit(d.id, d.lean) for d in (A, B, C)]
    assert [rows.whole(o) for o in offsets] == [DETAIL, b"", b"d"]
    rows.close()


def test_a_detail_is_packed_and_nothing_stays_nothing() -> None:
    assert len(A.detail) < 100
    assert [unpack_detail(pack_detail(d)) for d in (DETAIL, b"d", b"")] == [DETAIL, b"d", b""]


def test_a_reader_keeps_to_what_was_there_when_it_was_opened(tmp_path: Path) -> None:
    first = written(tmp_path, A)
    rows = RowReader(tmp_path)
    written(tmp_path, B, C)
    assert rows.hit(first[0]).id == "CN-1"
    assert [identity for identity, _ in rows.ids()] == ["CN-1"]
    rows.close()


@pytest.mark.parametrize(
    "tail",
    [
        b"", b"\x01", b"\x01\x00", b"\x04\x00\xff\x00\x00\x00torn", b"\x04\x80\x01\x00\x00\x00",
        b"\x04\x80\x01\x00\x00\x00" + bytes(12) + b"torn", bytes(64),
    ],
)  # fmt: skip
def test_a_torn_tail_is_found_and_cut(tmp_path: Path, tail: bytes) -> None:
    written(tmp_path, A, B)
    whole = (tmp_path / ROWS).stat().st_size
    with (tmp_path / ROWS).open("ab") as file:
        file.write(tail)
    rows = RowReader(tmp_path)
    found = list(rows.ids())
    rows.close()
    assert ([identity for identity, _ in found], found[-1][1]) == (["CN-1", "中-2"], whole)
    cut(tmp_path, whole)
    offset = written(tmp_path, C)[0]
    assert offset == whole
    rows = RowReader(tmp_path)
    assert [identity for identity, _ in rows.ids()] == ["CN-1", "中-2", "c"]
    rows.close()


def test_a_writer_that_died_before_the_first_row_leaves_files_that_can_be_used(tmp_path: Path) -> None:
    (tmp_path / ROWS).write_bytes(b"ips")
    assert written(tmp_path, C) == [FIRST]


def test_sync_says_how_long_the_files_are(tmp_path: Path) -> None:
    writer = RowWriter(tmp_path)
    writer.append([A, C])
    sizes = writer.sync()
    writer.close()
    assert sizes == Sizes((tmp_path / ROWS).stat().st_size, (tmp_path / "details.dat").stat().st_size)
