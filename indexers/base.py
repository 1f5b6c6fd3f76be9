"""What a source is: a name, how it is recognised, and a generator of records.

A source only parses. It yields a record (:class:`~ipsearch.records.Trademark`, or
:class:`~ipsearch.records.Patent`) for every one it can read and a :class:`Rejected` for every one it cannot, in file
order, without holding the file in memory. Validation that holds for every source (class numbers, missing marks) is done
once, in the loading loop; batches, progress, resume and the rejects file live there too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

from indexers.files import Blob
from ipsearch.errors import Problem
from ipsearch.records import Patent, Trademark

R = TypeVar("R", bound=Trademark | Patent)
"""The kind of record that a source gives."""

RAW_LIMIT = 2000
"""Characters of a rejected record that are kept."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that cannot be loaded: why (with the place) and what stood there, as far as it can be shown."""

    problem: Problem
    raw: str = ""


@dataclass(slots=True)
class Cursor:
    """Where the record stood that a source gave last, for messages about it; "" if the source does not say."""

    place: str = ""


@dataclass(frozen=True, slots=True)
class Unit(Generic[R]):
    """What is read in one go and checkpointed: usually one blob, for a package all its members."""

    source: Source[R]
    blobs: tuple[Blob, ...]
    cursor: Cursor = field(default_factory=Cursor, compare=False, repr=False)

    @property
    def label(self) -> str:
        """How messages name it."""
        return self.blobs[0].label if len(self.blobs) == 1 else self.blobs[0].container

    @property
    def size(self) -> int:
        """Stored bytes, for progress."""
        return sum(b.size for b in self.blobs)


Reading: TypeAlias = Iterator[R | Rejected]
"""What a source gives of a unit."""


def read_whole(_: Blob) -> Iterable[str]:
    """The usual way: nothing of a blob is left aside."""
    return ()


def one_each(blobs: Iterable[Blob]) -> list[tuple[Blob, ...]]:
    """The usual grouping: every blob is a unit of its own."""
    return [(blob,) for blob in blobs]


@dataclass(frozen=True, slots=True)
class Source(Generic[R]):
    """A feed that can be loaded.

    ``sniff`` looks at a blob's name and first bytes and says whether this source reads it, ``aside`` names the parts of
    one that it then leaves aside, as sheets of notes in a workbook. ``group`` turns the blobs that belong to the source
    into units. ``partial`` marks feeds whose records may leave out what did not change (CNIPA's monthly patches) or
    what the feed does not have (DOCDB has no claims): empty fields then keep the stored value. Where only some of them
    do, ``whole`` tells the others, which replace what is stored and are not looked up. ``merge`` says exactly what a
    partial record means for the stored one (``None`` if there is none); it may reject it, and gives the problem no
    place.
    """

    name: str
    read: Callable[[Unit[R]], Reading[R]]
    sniff: Callable[[Blob], bool]
    aside: Callable[[Blob], Iterable[str]] = read_whole
    group: Callable[[Sequence[Blob]], list[tuple[Blob, ...]]] = one_each
    partial: bool = False
    whole: Callable[[R], bool] | None = None
    merge: Callable[[R | None, R], R | Rejected] | None = None
