"""Partial records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from indexers.base import Rejected, Source
from indexers.merge import Merger, merge_fields
from ipsearch.documents.trademark import decode_record, prepare
from ipsearch.records import Goods, Party, Trademark

STORED = Trademark(
    "CN", "1", "云岚", part="09", classes=(9,), groups=("0901",), status="registered",
    goods=(Goods(9, "计算机", "zh", "0901", "1"), Goods(9, "软件", "zh", "0901", "2")),
    applicants=(Party("甲公司"),), expiry_date=dt.date(2030, 1, 1),
)  # fmt: skip
FULL: Source[Trademark] = Source("full", read=lambda _: iter(()), sniff=lambda _: False)
PARTIAL: Source[Trademark] = Source("partial", read=lambda _: iter(()), sniff=lambda _: False, partial=True)


class Index:
    """What the index has, and what it was asked."""

    def __init__(self, *records: Trademark) -> None:
        self.rows = {r.id: prepare(r) for r in records}
        self.asked: list[tuple[str, ...]] = []

    def stored(self, ids: Sequence[str]) -> dict[str, bytes]:
        self.asked.append(tuple(ids))
        return {i: self.rows[i].detail or self.rows[i].lean for i in ids if i in self.rows}


def test_empty_fields_keep_what_is_stored_and_others_replace_it() -> None:
    patch = Trademark(
        "CN", "1", part="09", kind="unknown", applicants=(Party("乙公司"),), expiry_date=dt.date(2040, 1, 1)
    )
    merged = merge_fields(STORED, patch)
    assert merged == msgspec.structs.replace(STORED, applicants=(Party("乙公司"),), expiry_date=dt.date(2040, 1, 1))


def test_goods_are_merged_one_by_one() -> None:
    patch = Trademark("CN", "1", part="09", kind="unknown", goods=(
        Goods(9, "计算机软件", "zh", "0901", "2"), Goods(9, "手机", "zh", "0907", "1")))  # fmt: skip
    merged = merge_fields(STORED, patch)
    assert isinstance(merged, Trademark)
    assert [(g.group, g.item, g.text) for g in merged.goods] == [
        ("0901", "1", "计算机"), ("0901", "2", "计算机软件"), ("0907", "1", "手机"),
    ]  # fmt: skip


def test_goods_without_a_serial_number_are_told_apart_by_their_text() -> None:
    stored = Trademark("CN", "1", "云岚", goods=(Goods(9, "计算机"),))
    merged = merge_fields(stored, Trademark("CN", "1", goods=(Goods(9, "计算机"), Goods(9, "手机"))))
    assert isinstance(merged, Trademark)
    assert [g.text for g in merged.goods] == ["计算机", "手机"]


def test_a_part_of_an_unknown_mark_is_an_orphan() -> None:
    patch = Trademark("CN", "2", part="09", kind="unknown", applicants=(Party("乙公司"),))
    item = merge_fields(None, patch)
    assert isinstance(item, Rejected)
    assert (item.problem.code, item.problem.values["key"]) == ("record.orphan", "CN-2-09")
    assert msgspec.json.decode(item.raw, type=Trademark) == patch


def test_a_new_mark_needs_nothing_stored() -> None:
    for patch in (Trademark("CN", "2", "云岚", kind="unknown"), Trademark("CN", "3", kind="figurative")):
        assert merge_fields(None, patch) is patch


def test_a_batch_is_looked_up_in_one_go_and_only_for_its_partial_records() -> None:
    index = Index(STORED)
    merger = Merger(index.stored, decode_record, merge_fields, partial=True)
    patch, other = Trademark("CN", "1", "云岚二", part="09"), Trademark("CN", "9", "x")
    merger.prepare([(PARTIAL, patch), (FULL, other), (PARTIAL, patch)])
    assert index.asked == [("CN-1-09",)]
    assert merger.merge(FULL, other) is other
    assert merger.merge(PARTIAL, patch) == msgspec.structs.replace(STORED, mark="云岚二")


def test_a_whole_record_of_a_partial_source_replaces_what_is_stored_and_is_not_looked_up() -> None:
    some = Source("some", read=PARTIAL.read, sniff=PARTIAL.sniff, partial=True, whole=lambda r: r.kind != "unknown")
    index = Index(STORED)
    merger = Merger(index.stored, decode_record, merge_fields, partial=True)
    whole = Trademark("CN", "1", "云岚二", part="09")
    patch = msgspec.structs.replace(whole, mark="", kind="unknown", description="二")
    merger.prepare([(some, whole), (some, msgspec.structs.replace(whole, part="10"))])
    assert index.asked == []
    assert merger.merge(some, whole) is whole
    merger.keep(1, whole)
    # What has just been read is what the next one changes.
    assert merger.merge(some, patch) == msgspec.structs.replace(whole, description="二")
    merger.prepare([(some, msgspec.structs.replace(patch, part="10"))])
    assert index.asked == [("CN-1-10",)]


def test_records_of_one_batch_and_of_batches_on_their_way_are_merged_in_order() -> None:
    index = Index(STORED)
    merger = Merger(index.stored, decode_record, merge_fields, partial=True)
    one = Trademark("CN", "1", "一", part="09")
    two = Trademark("CN", "1", part="09", kind="unknown", description="二")
    three = Trademark("CN", "1", part="09", kind="unknown", colours="三")
    merger.prepare([(PARTIAL, one), (PARTIAL, two)])
    for record in (one, two):
        merged = merger.merge(PARTIAL, record)
        assert isinstance(merged, Trademark)
        merger.keep(1, merged)
    # Batch 1 is not in the index yet when batch 2 is read.
    merger.prepare([(PARTIAL, three)])
    merged = merger.merge(PARTIAL, three)
    assert merged == msgspec.structs.replace(STORED, mark="一", description="二", colours="三")
    assert index.asked == [("CN-1-09",)]


def test_what_has_arrived_is_asked_of_the_index_again() -> None:
    index = Index()
    merger = Merger(index.stored, decode_record, merge_fields, partial=True)
    merger.prepare([(FULL, STORED)])
    merger.keep(1, STORED)
    patch = Trademark("CN", "1", part="09", kind="unknown", description="x")
    merger.arrived(1)
    merger.prepare([(PARTIAL, patch)])
    assert index.asked == [("CN-1-09",)]
    assert isinstance(merger.merge(PARTIAL, patch), Rejected)


def test_nothing_is_looked_up_without_a_partial_source() -> None:
    index = Index(STORED)
    merger = Merger(index.stored, decode_record, merge_fields, partial=False)
    merger.prepare([(FULL, STORED)])
    merger.keep(1, STORED)
    merger.arrived(1)
    assert merger.merge(FULL, STORED) is STORED
    assert index.asked == []
