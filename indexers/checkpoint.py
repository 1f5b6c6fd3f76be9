"""How far a load has come: enough to go on after any crash as if nothing had happened.

A checkpoint is committed together with the records it speaks of (see :class:`ipsearch.backends.base.Writer`). It names
the units read so far with a fingerprint of their files, so that a load never goes on with other data.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from typing import Any

import msgspec

from indexers.base import Unit
from indexers.summary import LoadCounts
from ipsearch.errors import EngineError, InputError, unicode_text
from ipsearch.matching.statistics import Counts

FORMAT = 1


class UnitMark(msgspec.Struct, frozen=True, array_like=True):
    """A unit as it was read: what, by which source, and a fingerprint of size and time of its files."""

    label: str
    source: str
    fingerprint: str


class Position(msgspec.Struct, frozen=True):
    """A place in the input: ``consumed`` items of unit number ``unit`` (from 0) are done."""

    unit: int = 0
    consumed: int = 0


class Checkpoint(msgspec.Struct, frozen=True):
    """Everything a load needs to go on.

    ``units`` are those up to the position, ``tally`` the statistics with full precision, ``base`` the records in the
    index before the load and ``total`` those in it now. ``rejects`` and ``rejects_size`` say which part of which file
    belongs to the load. ``seconds`` is the time it has taken.
    """

    units: tuple[UnitMark, ...]
    position: Position
    counts: LoadCounts
    tally: Counts
    base: int
    total: int
    rejects: str = ""
    rejects_size: int = 0
    seconds: float = 0.0
    finished: bool = False
    format: int = FORMAT


def encode(checkpoint: Checkpoint) -> bytes:
    """Compressed JSON."""
    # Level 1: the counts of a whole register are tens of megabytes.
    return zlib.compress(msgspec.json.encode(checkpoint), 1)


def decode(blob: bytes) -> Checkpoint | None:
    """The checkpoint, ``None`` for an empty blob. Raises ``EngineError`` ``load.checkpoint`` for another format."""
    if not blob:
        return None
    try:
        checkpoint = msgspec.json.decode(zlib.decompress(blob), type=Checkpoint)
    except (zlib.error, msgspec.DecodeError) as error:
        raise EngineError("load.checkpoint") from error
    if checkpoint.format != FORMAT:
        raise EngineError("load.checkpoint")
    return checkpoint


def mark_unit(unit: Unit[Any]) -> UnitMark:
    """What is remembered of a unit."""
    files = sorted({blob.path for blob in unit.blobs})
    stats = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    members = [blob.member for blob in unit.blobs]
    digest = hashlib.blake2b(repr((stats, members)).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    first = unit.blobs[0]
    label = f"{first.path.absolute()}!{first.member}" if first.member else str(first.path.absolute())
    return UnitMark(unicode_text(label), unit.source.name, digest)


def require_same(units: Sequence[UnitMark], checkpoint: Checkpoint) -> None:
    """Raise ``InputError`` ``load.changed``, naming the file, if what was read is not what would be read now.

    Files after the position may have changed or been added: they were not read yet.
    """
    for i, known in enumerate(checkpoint.units):
        if i >= len(units) or units[i] != known:
            raise InputError("load.changed", place=known.label)
