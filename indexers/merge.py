"""Partial records: what a feed that lists only changes means for the records that are stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic

import msgspec

from indexers.base import R, Rejected, Source
from indexers.statuses import DEAD
from ipsearch.errors import Problem
from ipsearch.records import Goods, Trademark

Lookup = Callable[[Sequence[str]], dict[str, bytes]]
"""Whole records by id as an index holds them, those that are not there left out."""


class Merger(Generic[R]):
    """Completes partial records, also from records that are on their way to the index.

    For each batch: :meth:`prepare` once, then :meth:`merge` and, for what is good, :meth:`keep` record by record.
    Batches are numbered upwards; :meth:`arrived` says that the index has one. ``decode`` reads a stored record,
    ``usual`` merges where the source does not say how. If ``partial`` is false no source of the load is, and nothing is
    looked up or kept.
    """

    def __init__(
        self,
        lookup: Lookup,
        decode: Callable[[str, bytes], R],
        usual: Callable[[R | None, R], R | Rejected],
        *,
        partial: bool,
    ) -> None:
        self._lookup, self._decode, self._usual, self._partial = lookup, decode, usual, partial
        self._stored: dict[str, bytes] = {}
        self._on_the_way: dict[str, tuple[int, R]] = {}

    def prepare(self, records: Iterable[tuple[Source[R], R]]) -> None:
        """Look up what a batch's partial records need, in one go."""
        if self._partial:
            ids = {r.id: None for source, r in records if _is_patch(source, r) and r.id not in self._on_the_way}
            self._stored = self._lookup(tuple(ids)) if ids else {}

    def merge(self, source: Source[R], record: R) -> R | Rejected:
        """The record as it is to be stored, or why it cannot be (the problem has no place)."""
        if not _is_patch(source, record):
            return record
        identity = record.id
        if waiting := self._on_the_way.get(identity):
            stored: R | None = waiting[1]
        else:
            blob = self._stored.get(identity)
            stored = self._decode(identity, blob) if blob is not None else None
        return (source.merge or self._usual)(stored, record)

    def keep(self, batch: int, record: R) -> None:
        """The record goes to the index with this batch."""
        if self._partial:
            self._on_the_way[record.id] = (batch, record)

    def arrived(self, batch: int) -> None:
        """The index has everything up to this batch."""
        if self._on_the_way:
            self._on_the_way = {i: entry for i, entry in self._on_the_way.items() if entry[0] > batch}


def _is_patch(source: Source[R], record: R) -> bool:
    return source.partial and (source.whole is None or not source.whole(record))


def merge_fields(stored: Trademark | None, patch: Trademark) -> Trademark | Rejected:
    """The general meaning of a partial record: an empty field keeps the stored value, any other replaces it.

    Goods are merged one by one (:func:`merge_goods`). A record without text and kind is part of a mark: with nothing
    stored it is rejected (``record.orphan``).
    """
    if stored is None:
        if patch.kind == "unknown" and not patch.mark.strip():
            return orphan(patch, patch.office, "the register")
        return patch
    goods = merge_goods(stored.goods, patch.goods)
    return msgspec.structs.replace(stored, **given_fields(patch) | {"goods": goods})


def orphan(patch: Trademark, member: str, base: str) -> Rejected:
    """The part of a mark that is not stored: of what it is a part, and where the whole should have been."""
    values: dict[str, object] = {"member": member, "key": patch.id, "base": base}
    return Rejected(Problem("record.orphan", values), msgspec.json.encode(patch).decode())


def given_fields(patch: Trademark) -> dict[str, Any]:
    """The fields of which a partial record says anything."""
    fields: dict[str, Any] = {name: getattr(patch, name) for name in patch.__struct_fields__}
    return {name: value for name, value in fields.items() if value not in ("", None, (), "unknown")}


def merge_goods(stored: tuple[Goods, ...], patch: tuple[Goods, ...]) -> tuple[Goods, ...]:
    """The stored goods with those of a patch, which replace the ones of their class, group and serial number.

    Without a serial number the text has to tell an entry from the others of its group.
    """
    return tuple(({_entry(g): g for g in stored} | {_entry(g): g for g in patch}).values())


def merge_part(stored: Trademark | None, part: Trademark) -> Trademark | Rejected:
    """:func:`merge_fields` with a record that tells a part of what the office knows: its notes are added to the stored
    ones, and a stored status that says why the mark is dead stays, where the part only says that it is."""
    merged = merge_fields(stored, part)
    if stored is None or isinstance(merged, Rejected):
        return merged
    return msgspec.structs.replace(
        merged,
        status=stored.status if stored.status in DEAD and part.status == "inactive" else merged.status,
        notes=tuple(dict.fromkeys((*stored.notes, *part.notes))),
    )


def _entry(goods: Goods) -> tuple[object, ...]:
    return (goods.nice_class, goods.group, goods.item, goods.language, "" if goods.item else goods.text)
