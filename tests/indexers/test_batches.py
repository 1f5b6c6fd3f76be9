"""Reading units into batches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cnipa_packages import BASIC, GOODS, OWNERS, PLAIN, with_cells, write_zip
from loading import row, write_ndjson

from indexers import batches as batches_module
from indexers import ndjson
from indexers.base import Reading, Rejected, Source, Unit
from indexers.batches import Batch, read_batches
from indexers.checkpoint import Position
from indexers.cnipa import SOURCE as CNIPA
from indexers.cnipa.fields import NUMBER
from indexers.files import Blob, walk
from indexers.merge import Merger
from indexers.meter import Meter
from indexers.trademarks import LIBRARY
from ipsearch.errors import InputError, Problem
from ipsearch.records import Goods, Trademark

TODAY = dt.date(2026, 1, 1)


def unit(path: Path) -> Unit:
    return Unit(ndjson.SOURCE, (Blob(path, size=path.stat().st_size),))


def made(*items: Trademark | Rejected | Exception, name: str = "made") -> Unit:
    """A unit whose source gives these; an exception is raised at its place."""

    def read(_: Unit) -> Reading:
        for item in items:
            if isinstance(item, Exception):
                raise item
            yield item

    return Unit(Source(name, read=read, sniff=lambda _: False), (Blob(Path(name)),))


def read(units: list[Unit], start: Position | None = None, size: int = 100) -> list[Batch]:
    with closing(Meter()) as meter:
        merger = Merger(lambda _: {}, LIBRARY.decode, LIBRARY.merge, partial=False)
        return list(read_batches(units, LIBRARY, start or Position(), merger, meter, size, TODAY))


def numbers(batches: list[Batch]) -> list[list[str]]:
    return [[r.application_number for r in b.records] for b in batches]


def codes(batches: list[Batch]) -> list[str]:
    return [item.problem.code for b in batches for item in b.rejects]


def mark(number: int) -> Trademark:
    return Trademark("CN", str(number), "云岚")


BAD = Rejected(Problem("json.invalid", {"error": "x"}, "made:1"))


def test_small_units_share_a_batch(tmp_path: Path) -> None:
    units = [unit(write_ndjson(tmp_path / f"{i}.ndjson", [row(i)])) for i in range(7)]
    batches = read(units, size=3)
    assert numbers(batches) == [["0", "1", "2"], ["3", "4", "5"], ["6"]]
    assert [b.after for b in batches] == [Position(2, 1), Position(5, 1), Position(7)]
    assert [b.serial for b in batches] == [1, 2, 3]
    assert [o.unit.source.name for o in batches[1].origins] == ["ndjson"] * 3
    assert [o.place for o in batches[1].origins] == [f"{tmp_path / f'{i}.ndjson'}#record 1" for i in (3, 4, 5)]
    assert batches[-1].bytes_done == sum(u.size for u in units)


@pytest.mark.parametrize("bad", [(), (0, 1, 7, 8, 9, 22)])
def test_from_each_position_the_rest_comes_in_the_same_batches(tmp_path: Path, bad: tuple[int, ...]) -> None:
    rows = [row(i, "" if i in bad else "云岚") for i in range(25)]
    units = [
        unit(write_ndjson(tmp_path / "a.ndjson", rows[:11])),
        made(mark(100), BAD, InputError("file.truncated", error="x")),
        made(),
        unit(write_ndjson(tmp_path / "b.ndjson", rows[11:])),
    ]
    whole = read(units, size=4)
    assert sum(map(len, numbers(whole))) == 26 - len(bad)
    for i, batch in enumerate(whole, 1):
        rest = read(units, batch.after, size=4)
        assert numbers(rest) == numbers(whole[i:])
        assert [b.after for b in rest] == [b.after for b in whole[i:]]
        assert codes(rest) == codes(whole[i:])


@pytest.mark.parametrize(
    ("failure", "code", "place"),
    [
        (InputError("xml.malformed", place="made:7", error="x"), "xml.malformed", "made:7"),
        (InputError("file.truncated", error="x"), "file.truncated", "made"),
        (OSError(5, "Input/output error"), "file.unreadable", "made"),
        (ZeroDivisionError("division by zero"), "load.unit", "made"),
    ],
)
def test_a_unit_that_fails_is_rejected_and_the_next_goes_on(failure: Exception, code: str, place: str) -> None:
    batches = read([made(mark(1), failure, mark(2)), made(mark(3))])
    assert numbers(batches) == [["1", "3"]]
    assert [(r.problem.code, r.problem.place) for r in batches[0].rejects] == [(code, place)]
    assert batches[0].counts.rejected == {code: 1}


def test_a_good_record_behind_thousands_of_bad_ones_is_read_and_every_reject_is_listed() -> None:
    batches = read([made(*[BAD] * 5000, mark(1)), made(mark(2))])
    assert codes(batches) == ["json.invalid"] * 5000
    assert [n for batch in numbers(batches) for n in batch] == ["1", "2"]


def test_reading_goes_on_among_bad_records_where_it_was_interrupted() -> None:
    units = [made(*[BAD] * 5000, mark(1))]
    whole = read(units)
    rest = read(units, whole[29].after)
    assert [batch.after for batch in rest] == [batch.after for batch in whole[30:]]
    assert len(codes(rest)) == 2000


def test_damaged_goods_do_not_keep_the_marks_of_a_package_out(tmp_path: Path) -> None:
    count = 30
    goods = [f"{1500001 + i},9,0901,{j},货," for i in range(count) for j in range(5)]
    damaged = [f"{1500001 + i},9,0901" for i in range(2500)]
    text = {
        "注册商标基本信息.csv": "\n".join((BASIC, *(with_cells(**{NUMBER: str(1500001 + i)}) for i in range(count)))),
        "注册商标商品服务信息.csv": "\n".join((GOODS, *goods, *damaged)),
    }
    path = write_zip(tmp_path / "2000.zip", text)
    batches = read([Unit(CNIPA, blobs) for blobs in CNIPA.group(list(walk(path)))])
    assert codes(batches) == ["csv.row"] * 2500
    assert [len(r.goods) for batch in batches for r in batch.records] == [5] * count


def test_a_record_that_cannot_be_loaded_is_shown_where_it_stood(tmp_path: Path) -> None:
    owners = f"{OWNERS}\n1500009,46,甲公司,,,\n"
    basic = "\n".join((BASIC, PLAIN, "", with_cells(国际分类="46"), with_cells(商标名称="云" * 301, 国际分类="10")))
    path = write_zip(tmp_path / "2000.zip", {"注册商标基本信息.csv": basic, "商标注册人信息.csv": owners})
    (batch,) = read([Unit(CNIPA, blobs) for blobs in CNIPA.group(list(walk(path)))])
    assert [(r.problem.code, r.problem.place) for r in batch.rejects] == [
        ("record.bad_class", f"{path}!注册商标基本信息.csv:4"),
        ("record.long_mark", f"{path}!注册商标基本信息.csv:5"),
        ("record.orphan", f"{path}#record 4"),
    ]


def test_a_record_that_is_no_text_is_rejected_and_shown(tmp_path: Path) -> None:
    (batch,) = read([made(mark(1), Trademark("CN", "2", "云\ud842"), mark(3))])
    assert numbers([batch]) == [["1", "3"]]
    (item,) = batch.rejects
    assert (item.problem.code, item.problem.place) == ("record.not_text", "made#record 2")
    assert "\\ud842" in item.raw


def test_a_batch_is_bounded_by_its_text_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches_module, "BATCH_TEXT", 1000)
    heavy = [Trademark("CN", str(i), "云岚", goods=(Goods(9, "x" * 300),)) for i in range(10)]
    assert [len(n) for n in numbers(read([made(*heavy)]))] == [4, 4, 2]


def test_reading_is_lazy() -> None:
    given: list[int] = []

    def read_endless(_: Unit) -> Iterator[Trademark | Rejected]:
        for i in range(1_000_000_000):
            given.append(i)
            yield mark(i)

    endless = Unit(Source("endless", read=read_endless, sniff=lambda _: False), (Blob(Path("x")),))
    with closing(Meter()) as meter:
        merger = Merger(lambda _: {}, LIBRARY.decode, LIBRARY.merge, partial=False)
        batches = read_batches([endless], LIBRARY, Position(), merger, meter, 10, TODAY)
        next(batches)
        assert len(given) == 10
