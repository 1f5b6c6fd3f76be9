"""What every backend does: documents in, hits out, generations that are built aside and switched in one step.

A backend gets documents whose tokens are already made, and queries as :mod:`ipsearch.query.ast`. It never analyses
text and never scores. It is opened for one place (a directory, a cluster) and serves any number of index families.

Errors are :mod:`ipsearch.errors`: ``IndexMissing`` (nothing loaded), ``IndexStale`` (made by another version),
``EngineBusy`` (another writer), ``EngineUnreachable`` (no cluster, directory or disk space), else ``EngineError``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, assert_never

import msgspec

from ipsearch.errors import EngineError, IndexMissing, Problem
from ipsearch.indices import GenerationInfo, Versions
from ipsearch.query.ast import (
    By,
    Exists,
    Frequency,
    Node,
    Phrase,
    Prefix,
    Proximity,
    Range,
    Ranked,
    Terms,
    View,
    leaves,
)
from mappings.loader import Mapping as IndexMapping


class Document(NamedTuple):
    """One row of an index.

    ``fields`` holds, per field of the mapping, its tokens in order (keyword, text) or an integer; fields without a
    value are left out or empty. ``lean`` is a small JSON object that comes back with each hit; ``detail`` the whole
    record as JSON where it holds more than ``lean``, else empty.
    """

    id: str
    fields: dict[str, tuple[str, ...] | int]
    lean: bytes
    detail: bytes = b""

    @property
    def whole(self) -> bytes:
        """The whole record as JSON."""
        return self.detail or self.lean


class Packed(NamedTuple):
    """A document as one kind of engine takes it: made by that engine's :class:`Packer`, given to its writer.

    ``body`` holds the tokens in the engine's own words (text without line ends), ``detail`` the whole record as the
    engine keeps it, ``words`` what it lists beside its index. Strings and bytes only, so that it passes cheaply from
    one process to another.
    """

    id: str
    body: str
    lean: bytes
    detail: bytes
    words: str = ""


class Packer(Protocol):
    """Packs documents for one kind of engine: pure, and picklable, so that other processes can do it."""

    def __call__(self, document: Document) -> Packed:
        """The document, packed; ``EngineError`` ``engine.document`` if it does not fit the mapping
        (:func:`~ipsearch.backends.values.joined`)."""
        ...


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A row that was found: its id, its lean JSON, and the ``value`` it was ordered by where that is an integer."""

    id: str
    lean: bytes
    value: int | None = None

    def valued(self, value: int | None) -> Hit:
        """The same row as one of a list that is ordered by this value."""
        return Hit(self.id, self.lean, value)


@dataclass(frozen=True, slots=True)
class Page:
    """Hits as a view shows them, and how many rows the query selects in all (exact, whatever the limit).

    ``facets`` has, for each field that the view counts, how many of all rows have each value; exact.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: tuple[dict[str, int], ...] = ()


class Reader(Protocol):
    """The live generation as it was committed when the reader was opened. Later commits are seen by a new reader.

    May be used from several threads. Queries on unknown fields, or that a kind of field cannot answer, raise
    ``EngineError``. What it holds is released by :meth:`close`, or when nothing refers to it any more. Whoever still
    reads behind :meth:`close` gets all of the answer or ``EngineError``.
    """

    def search(self, query: Node, view: View) -> Page:
        """The rows the query selects, as the view asks for them."""
        ...

    @property
    def at_once(self) -> int:
        """How many searches :meth:`search_many` should be given at a time; 1 where it gains nothing."""
        ...

    def search_many(self, queries: Sequence[tuple[Node, View]]) -> list[Page]:
        """:meth:`search` for each, answers in order. A cluster is asked for many at a time."""
        ...

    def count(self, query: Node) -> int:
        """How many rows the query selects; exact."""
        ...

    def request(self, query: Node) -> str:
        """What the engine is asked for a query, in its own language, for people to read; its form is not promised."""
        ...

    def get(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Whole records by id; unknown ids are left out."""
        ...

    def vocabulary(self, field: str, start: str) -> list[str]:
        """The tokens of a keyword field with use ``vocabulary`` that begin with a text, in the order of code points.

        Tokens of documents that were replaced may still be among them.
        """
        ...

    def scan(self, query: Node) -> Iterator[Hit]:
        """Every row the query selects, once, streamed in bounded memory, in no particular order."""
        ...

    def statistics(self) -> bytes:
        """What :meth:`Writer.set_statistics` stored, empty if nothing."""
        ...

    def info(self) -> GenerationInfo:
        """The generation that is read."""
        ...

    def close(self) -> None:
        """Release files and connections."""
        ...


class Writer(Protocol):
    """The one writer of a family: builds a new generation, or updates the live one.

    Safe to call from several threads, which then take turns. What was put is durable after :meth:`commit`. Every
    commit compares the number of documents in the index with the number that were put; a difference is an
    ``EngineError``, never a smaller index.
    """

    @property
    def packer(self) -> Packer:
        """What makes :meth:`put_packed` able to take a document. Packing is half of the work of a load."""
        ...

    def put(self, documents: Sequence[Document]) -> None:
        """Pack documents and put them.

        All of a call or nothing: a document that does not fit the mapping raises ``EngineError`` naming it.
        """
        ...

    def put_packed(self, documents: Sequence[Packed]) -> None:
        """Add documents, replacing those with the same id; of two in one call the later one stays."""
        ...

    def stored(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Whole records as this writer would leave them, committed or only put; for merging partial updates."""
        ...

    def refused(self) -> dict[str, Problem]:
        """Documents that the engine turned out not to take, by id, and why; each is told once.

        All that were put are told after :meth:`count`. Nearly everything that an engine refuses is refused by its
        packer already. A commit with refusals that were not asked for raises ``EngineError`` ``engine.rejected``.
        """
        ...

    def commit(self, checkpoint: bytes) -> None:
        """Make everything put so far durable, and remember how far the caller has read.

        After a crash :meth:`checkpoint` gives the last value whose documents are all in the index. Documents after it
        may be there too (loading them again is harmless), documents before it are never missing. A writer commits on
        its own, under the last checkpoint, when more is waiting than it can keep.
        """
        ...

    def checkpoint(self) -> bytes:
        """The checkpoint of the last commit, empty before the first."""
        ...

    def count(self) -> int:
        """Documents that will be in the index after the next commit."""
        ...

    def set_statistics(self, statistics: bytes) -> None:
        """An opaque value to keep with the generation, written at the next commit."""
        ...

    def set_as_of(self, date: str) -> None:
        """The date of the data (ISO), written at the next commit."""
        ...

    def publish(self) -> GenerationInfo:
        """Finish: commit, check the count in the index, make the generation live in one step, close the writer.

        The generation that was live stays and can be swapped back. For an update the generation is live already.
        """
        ...

    def close(self) -> None:
        """Stop without publishing. What was not committed may be gone; a build can be resumed."""
        ...


class Backend(Protocol):
    """A place that keeps index families."""

    def reader(self, family: str, versions: Versions | None = None) -> Reader:
        """Open the live generation; ``versions``, if given, must be those it was made with."""
        ...

    def build(self, family: str, versions: Versions, resume: bool = False) -> Writer:
        """Build a new generation aside; the live one keeps answering.

        ``resume`` continues the unfinished or :meth:`unpublished` build of the same versions if there is one; otherwise
        unfinished builds are discarded and an empty one is begun.
        """
        ...

    def update(self, family: str, versions: Versions) -> Writer:
        """Write into the live generation; readers see each commit when they are opened anew."""
        ...

    def generations(self, family: str) -> list[GenerationInfo]:
        """Every generation, oldest first."""
        ...

    def unpublished(self, family: str) -> list[str]:
        """The finished generations, newer than the live one, that were never live: a load was killed at the switch.

        :meth:`build` with ``resume`` goes on with one of them as with an unfinished one, and :meth:`swap` takes them.
        """
        ...

    def swap(self, family: str, name: str, versions: Versions | None = None) -> None:
        """Make another finished generation the live one; ``versions``, if given, must be those it was made with."""
        ...

    def drop(self, family: str, name: str) -> None:
        """Delete a generation; never the live one."""
        ...

    def close(self) -> None:
        """Release everything."""
        ...


def none_live(place: str, family: str, finished: Sequence[str]) -> IndexMissing:
    """The error for a family without a live generation: nothing was loaded yet, or a finished one must be chosen."""
    if finished:
        return IndexMissing("index.none_live", place=place, names=", ".join(finished), family=family)
    return IndexMissing("index.missing", place=place, family=family, data=family)


def check_query(query: Node, mapping: IndexMapping) -> None:
    """Raise ``EngineError`` if the query asks a field for something its kind cannot answer."""
    for leaf in leaves(query):
        match leaf:
            case Terms():
                kinds = {"keyword", "text", "words"}
            case Prefix():
                kinds = {"keyword"}
            case Phrase():
                kinds = {"text"}
            case Proximity() | Frequency():
                kinds = {"text"} if _use(mapping, leaf.field) == "positions" else set()
            case Range():
                kinds = {"integer"}
            case Exists():
                kinds = {"keyword", "text", "words", "integer"}
            case _:
                assert_never(leaf)
        spec = mapping.fields.get(leaf.field)
        if spec is None or spec.kind not in kinds or spec.use == "vocabulary":
            raise _unanswerable(mapping, type(leaf).__name__, leaf.field)


def check_view(view: View, mapping: IndexMapping) -> None:
    """Raise ``EngineError`` if the view orders by a field that cannot be ordered by, or counts one that cannot be."""
    for field in view.facets:
        if _use(mapping, field) != "facet":
            raise _unanswerable(mapping, "facet", field)
    match view.sort:
        case By(field) if mapping.fields.get(field) is None or mapping.fields[field].kind != "integer":
            raise _unanswerable(mapping, "By", field)
        case Ranked(words):
            for weighed in words:
                if mapping.fields.get(weighed.field) is None or mapping.fields[weighed.field].kind not in RANKABLE:
                    raise _unanswerable(mapping, "Ranked", weighed.field)
        case _:
            return


def check_use(field: str, use: str, mapping: IndexMapping) -> None:
    """Raise ``EngineError`` unless the field is there for this use."""
    if _use(mapping, field) != use:
        raise _unanswerable(mapping, use, field)


RANKABLE = frozenset(("text", "words"))
"""Kinds of field that a ranking reads."""


def _use(mapping: IndexMapping, field: str) -> str:
    spec = mapping.fields.get(field)
    return spec.use if spec else ""


def _unanswerable(mapping: IndexMapping, node: str, field: str) -> EngineError:
    spec = mapping.fields.get(field)
    return EngineError("engine.query", node=node, field=field, kind=spec.kind if spec else "-")


def last_of_each(documents: Sequence[Packed]) -> dict[str, Packed]:
    """Documents by id, the last of each, in the order of those last ones."""
    found = {document.id: document for document in documents}
    if len(found) == len(documents):
        return found
    found.clear()
    for document in documents:
        found.pop(document.id, None)
        found[document.id] = document
    return found
