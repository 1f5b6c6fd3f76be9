"""The definition of a backend: the query tree evaluated literally over dictionaries.

Small, slow and obvious. Every other backend is tested against it. Nothing outlives the process; what a writer did not
commit is lost with the writer, as on disk.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

import msgspec

from ipsearch.backends.base import (
    Document,
    Hit,
    Packed,
    Page,
    check_query,
    check_use,
    check_view,
    last_of_each,
    none_live,
)
from ipsearch.backends.values import joined
from ipsearch.errors import EngineBusy, EngineError, IndexMissing, Problem
from ipsearch.indices import GenerationInfo, Versions, check, new_generation
from ipsearch.query.ast import (
    And,
    AtLeast,
    By,
    Everything,
    Exists,
    Frequency,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Place,
    Prefix,
    Proximity,
    Range,
    Ranked,
    Terms,
    View,
    Weighed,
)
from ipsearch.query.spans import spans
from mappings.loader import Mapping, load


def holds(query: Node, document: Document) -> bool:
    """Whether the document is one of those the query selects."""
    match query:
        case Everything():
            return True
        case Nothing():
            return False
        case Terms(name, values):
            return not set(_tokens(document, name)).isdisjoint(values)
        case Phrase(name, wanted):
            tokens, size = _tokens(document, name), len(wanted)
            return size > 0 and any(tokens[i : i + size] == wanted for i in range(len(tokens)))
        case Proximity(name, span):
            return bool(spans(span, _tokens(document, name)))
        case Frequency(name, span, least):
            return len(spans(span, _tokens(document, name))) >= least
        case Prefix(name, value):
            return any(token.startswith(value) for token in _tokens(document, name))
        case Range(name, low, high):
            number = document.fields.get(name)
            if not isinstance(number, int):
                return False
            return (low is None or low <= number) and (high is None or number <= high)
        case Exists(name):
            return bool(_tokens(document, name)) or isinstance(document.fields.get(name), int)
        case Not(item):
            return not holds(item, document)
        case And(items):
            return all(holds(item, document) for item in items)
        case Or(items):
            return any(holds(item, document) for item in items)
        case AtLeast(count, items):
            return sum(holds(item, document) for item in items) >= count
        case _:
            assert_never(query)


def _tokens(document: Document, name: str) -> tuple[str, ...]:
    value = (document.id,) if name == "id" else document.fields.get(name, ())
    return value if isinstance(value, tuple) else ()


@dataclass
class _Generation:
    """A generation's committed state."""

    info: GenerationInfo
    documents: dict[str, Document] = field(default_factory=dict)
    checkpoint: bytes = b""
    statistics: bytes = b""


class MemoryReader:
    """A snapshot of a generation."""

    def __init__(self, generation: _Generation, mapping: Mapping) -> None:
        self._info, self._statistics = replace(generation.info, live=True), generation.statistics
        self._documents, self._mapping = dict(generation.documents), mapping

    def search(self, query: Node, view: View) -> Page:
        """The rows the query selects, as the view asks for them."""
        check_view(view, self._mapping)
        rows = list(self.scan(query))
        match view.sort:
            case "id":
                shown = sorted(rows, key=lambda hit: hit.id)
                if isinstance(view.after, str):
                    shown = [hit for hit in shown if hit.id > view.after]
            case By() as order:
                shown = [hit.valued(self._value(hit, order)) for hit in rows]
                shown.sort(key=lambda hit: _place(hit.value, hit.id, order))
                if isinstance(view.after, Place):
                    begin = _place(view.after.value, view.after.id, order)
                    shown = [hit for hit in shown if _place(hit.value, hit.id, order) > begin]
            case Ranked(words):
                scores = self._scores(words)
                shown = sorted(rows, key=lambda hit: (-scores.get(hit.id, 0.0), hit.id))
            case _:
                shown = rows
        found = [self._documents[hit.id] for hit in rows]
        facets = [dict(Counter(value for d in found for value in set(_tokens(d, field)))) for field in view.facets]
        return Page(tuple(shown[: view.limit]), len(rows), tuple(facets))

    def _value(self, hit: Hit, order: By) -> int | None:
        value = self._documents[hit.id].fields.get(order.field)
        return value if isinstance(value, int) else None

    def _scores(self, words: Sequence[Weighed]) -> dict[str, float]:
        """BM25 with k1 = 1.2 and b = 0.75, the sum over fields and tokens."""
        scores: dict[str, float] = {}
        for weighed in words:
            texts = {i: found for i, d in self._documents.items() if (found := _tokens(d, weighed.field))}
            mean = sum(map(len, texts.values())) / max(len(texts), 1)
            for token in dict.fromkeys(weighed.tokens):
                holding = {i: found.count(token) for i, found in texts.items() if token in found}
                idf = math.log(1 + (len(texts) - len(holding) + 0.5) / (len(holding) + 0.5))
                for i, count in holding.items():
                    length = 1.2 * (0.25 + 0.75 * len(texts[i]) / mean)
                    scores[i] = scores.get(i, 0.0) + weighed.weight * idf * count * 2.2 / (count + length)
        return scores

    at_once = 1
    """Searches gain nothing from company here."""

    def search_many(self, queries: Sequence[tuple[Node, View]]) -> list[Page]:
        """The rows of each query."""
        return [self.search(query, view) for query, view in queries]

    def request(self, query: Node) -> str:
        """The tree itself, which is evaluated as it stands."""
        return repr(query)

    def count(self, query: Node) -> int:
        """How many rows the query selects."""
        return sum(1 for _ in self.scan(query))

    def get(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Whole records by id."""
        return {i: self._documents[i].whole for i in ids if i in self._documents}

    def scan(self, query: Node) -> Iterator[Hit]:
        """Every row the query selects, in the order they were put."""
        check_query(query, self._mapping)
        return (Hit(d.id, d.lean) for d in self._documents.values() if holds(query, d))

    def vocabulary(self, field: str, start: str) -> list[str]:
        """The tokens that begin with a text."""
        check_use(field, "vocabulary", self._mapping)
        tokens = {token for d in self._documents.values() for token in _tokens(d, field)}
        return sorted(token for token in tokens if token.startswith(start))

    def statistics(self) -> bytes:
        """What the writer stored."""
        return self._statistics

    def info(self) -> GenerationInfo:
        """The generation that is read."""
        return self._info

    def close(self) -> None:
        """Nothing to release."""


def _place(value: int | None, identity: str, order: By) -> tuple[bool, int, str]:
    """Where a row stands in an order: rows without a value last, equal ones by id."""
    number = 0 if value is None else value
    return (value is None, -number if order.descending else number, identity)


@dataclass(frozen=True)
class MemoryPacker:
    """Checks documents; their body is their fields as JSON."""

    mapping: Mapping

    def __call__(self, document: Document) -> Packed:
        """The document, packed."""
        joined(document, self.mapping)
        body = msgspec.json.encode(document.fields).decode()
        return Packed(document.id, body, document.lean, document.detail)


def unpack(packed: Packed) -> Document:
    """The document that :class:`MemoryPacker` packed."""
    fields = msgspec.json.decode(packed.body, type=dict[str, tuple[str, ...] | int])
    return Document(packed.id, fields, packed.lean, packed.detail)


class MemoryWriter:
    """Writes into one generation; ``done`` tells the backend that the writer has ended, and whether it published."""

    def __init__(self, generation: _Generation, mapping: Mapping, done: Callable[[bool], None]) -> None:
        self._generation, self._done = generation, done
        self.packer = MemoryPacker(mapping)
        self._documents, self._statistics = dict(generation.documents), generation.statistics
        self._as_of, self._open = generation.info.as_of, True

    def put(self, documents: Sequence[Document]) -> None:
        """Pack documents and put them."""
        self.put_packed(list(map(self.packer, documents)))

    def put_packed(self, documents: Sequence[Packed]) -> None:
        """Add or replace documents."""
        self._check_open()
        for identity, packed in last_of_each(documents).items():
            self._documents.pop(identity, None)
            self._documents[identity] = unpack(packed)

    def stored(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Whole records as this writer would leave them."""
        return {i: self._documents[i].whole for i in ids if i in self._documents}

    def refused(self) -> dict[str, Problem]:
        """None: what the packer takes is stored."""
        return {}

    def commit(self, checkpoint: bytes) -> None:
        """Make everything put so far the generation's state."""
        self._check_open()
        kept = self._generation
        kept.documents, kept.checkpoint, kept.statistics = dict(self._documents), checkpoint, self._statistics
        size = sum(len(d.lean) + len(d.detail) for d in kept.documents.values())
        kept.info = replace(kept.info, records=len(kept.documents), bytes=size, as_of=self._as_of)

    def checkpoint(self) -> bytes:
        """The checkpoint of the last commit."""
        return self._generation.checkpoint

    def count(self) -> int:
        """Documents after the next commit."""
        return len(self._documents)

    def set_statistics(self, statistics: bytes) -> None:
        """Kept at the next commit."""
        self._statistics = statistics

    def set_as_of(self, date: str) -> None:
        """Kept at the next commit."""
        self._as_of = date

    def publish(self) -> GenerationInfo:
        """Commit, and make the generation live."""
        self.commit(self.checkpoint())
        self._generation.info = replace(self._generation.info, finished=True)
        self._end(True)
        return replace(self._generation.info, live=True)

    def close(self) -> None:
        """Drop what was not committed."""
        self._end(False)

    def _check_open(self) -> None:
        if not self._open:
            raise EngineError("engine.closed", place=self._generation.info.name)

    def _end(self, published: bool) -> None:
        if self._open:
            self._open = False
            self._done(published)


@dataclass
class _Family:
    """The generations of a family, which one is live, and whether somebody writes."""

    generations: dict[str, _Generation] = field(default_factory=dict)
    live: str = ""
    busy: bool = False


class MemoryBackend:
    """Keeps index families in this process."""

    def __init__(self, mappings: Callable[[str], Mapping] = load) -> None:
        self._mappings = mappings
        self._families: dict[str, _Family] = {}

    def _family(self, family: str) -> _Family:
        return self._families.setdefault(family, _Family())

    def _live(self, family: str, versions: Versions | None) -> _Generation:
        kept = self._family(family)
        if not kept.live:
            raise none_live("", family, ())
        generation = kept.generations[kept.live]
        if versions is not None:
            check(generation.info, versions)
        return generation

    def _writer(self, family: str, name: str) -> MemoryWriter:
        kept, mapping = self._family(family), self._mappings(family)

        def done(published: bool) -> None:
            kept.busy = False
            if published:
                kept.live = name

        kept.busy = True
        return MemoryWriter(kept.generations[name], mapping, done)

    def _free(self, family: str) -> None:
        if self._family(family).busy:
            raise EngineBusy("engine.busy", place=family, owner="this process")

    def reader(self, family: str, versions: Versions | None = None) -> MemoryReader:
        """Open the live generation."""
        return MemoryReader(self._live(family, versions), self._mappings(family))

    def build(self, family: str, versions: Versions, resume: bool = False) -> MemoryWriter:
        """Build a new generation aside."""
        self._free(family)
        kept = self._family(family).generations
        unfinished = [info for info in self.generations(family) if not info.finished]
        same = [info.name for info in unfinished if info.versions == versions]
        if resume and same:
            return self._writer(family, same[-1])
        for info in unfinished:
            del kept[info.name]
        info = new_generation(family, versions, dt.datetime.now(dt.UTC), set(kept))
        kept[info.name] = _Generation(info)
        return self._writer(family, info.name)

    def update(self, family: str, versions: Versions) -> MemoryWriter:
        """Write into the live generation."""
        self._free(family)
        return self._writer(family, self._live(family, versions).info.name)

    def generations(self, family: str) -> list[GenerationInfo]:
        """Every generation, oldest first."""
        kept = self._family(family)
        infos = [replace(g.info, live=name == kept.live) for name, g in kept.generations.items()]
        return sorted(infos, key=lambda info: (info.created, info.name))

    def unpublished(self, _family: str) -> list[str]:
        """None: a generation is finished and live in one step."""
        return []

    def swap(self, family: str, name: str, versions: Versions | None = None) -> None:
        """Make another finished generation the live one."""
        self._free(family)
        kept = self._family(family)
        if name not in kept.generations or not kept.generations[name].info.finished:
            raise IndexMissing("index.no_generation", place=family, name=name)
        if versions is not None:
            check(kept.generations[name].info, versions)
        kept.live = name

    def drop(self, family: str, name: str) -> None:
        """Delete a generation."""
        self._free(family)
        kept = self._family(family)
        if name not in kept.generations:
            raise IndexMissing("index.no_generation", place=family, name=name)
        if name == kept.live:
            raise EngineError("index.live", place=family, name=name)
        del kept.generations[name]

    def close(self) -> None:
        """Forget everything."""
        self._families.clear()
