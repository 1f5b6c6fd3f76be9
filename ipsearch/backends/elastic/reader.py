"""Read a generation.

Rows come in the order in which the cluster numbered their writes (``_seq_no``), about that of loading. Every copy of a
shard has the same numbers, so the order, and a place in it, stay when another point in time must be opened; the place
of a document in its shard (``_shard_doc``) would not.
"""

from __future__ import annotations

import json
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from ipsearch.backends.base import Hit, Page, check_query, check_use, check_view
from ipsearch.backends.elastic.client import Cluster
from ipsearch.backends.elastic.compile import Json, compile_query, is_token
from ipsearch.backends.elastic.facets import facet_counts, facets_body
from ipsearch.backends.elastic.indexes import Listed, described, parts
from ipsearch.backends.elastic.intervals import can_answer
from ipsearch.backends.elastic.pack import hit_of, text_token, whole
from ipsearch.backends.elastic.prefixes import expand
from ipsearch.backends.elastic.scan import sliced_rows
from ipsearch.backends.elastic.snapshot import Snapshot
from ipsearch.backends.elastic.state import StateIndex, Version, require_finished
from ipsearch.backends.values import INT64
from ipsearch.backends.verified import verified
from ipsearch.errors import EngineError
from ipsearch.indices import GenerationInfo
from ipsearch.query.ast import By, Node, Place, Ranked, Terms, View, Weighed, leaves
from mappings.loader import Mapping

MOST_ROWS = 10_000
"""Rows in one answer (``index.max_result_window``)."""
ROWS_OF_MANY = 1000
"""Rows in each of many answers that come together; those that have more are asked for the rest alone."""
MANY = 64
"""Searches in one request."""
WHOLE_AT_ONCE = 500
"""Whole records in one answer: some kilobytes each."""
_LOADED: list[Any] = ["_seq_no"]
_BY_ID: list[Any] = ["id"]
TEXTS_AT_ONCE = 500
"""Texts in one answer."""
# Not one stored field is read of a hit, not even the id: see the module ``pack``.
_ROW: Json = {"docvalue_fields": ["lean"], "stored_fields": "_none_", "_source": False}


class ElasticReader:
    """The live generation as it was when the reader was opened.

    A ``Prefix`` looks at the index as it is now, because the cluster lists tokens in no other way, and so does a reader
    whose point in time the cluster has lost. If the index was written to since, both raise ``EngineError``
    ``engine.moved`` and never answer with something else.
    """

    def __init__(self, cluster: Cluster, name: str, mapping: Mapping) -> None:
        self._cluster, self._mapping = cluster, mapping
        self._apart = mapping.apart
        # In this order, beside a process that writes: the index has all that the state says.
        state = StateIndex(cluster).read(name, ("statistics",))
        require_finished(cluster, name, state.state)
        self._statistics = state.state.statistics
        # No snapshot refers to the reader: the points in time go with the last one who reads.
        is_unchanged = partial(_has_version, cluster, name, state.version)
        self._snapshots: list[Snapshot] = []
        self._release = weakref.finalize(self, _close_all, self._snapshots)
        self._release.atexit = False  # a cluster forgets by itself; the end of a program does not wait for it
        try:
            # The one that is written last is opened first: what it has, the other has.
            for index in reversed(parts(cluster, name, mapping)):
                self._snapshots.insert(0, Snapshot(cluster, index.name, is_unchanged))
            for snapshot in self._snapshots:
                found = _total(snapshot, {"match_all": {}})
                if found < state.state.records:
                    raise EngineError("engine.lost", place=snapshot.index, found=found, expected=state.state.records)
            self._info = described(cluster, Listed(name, live=True), state.state, found)
        except BaseException:
            self.close()
            raise

    def search(self, query: Node, view: View) -> Page:
        """The rows the query selects, as the view asks for them."""
        body, snapshot = self._body(query, view), self._snapshot_for(query)
        return self._page(snapshot, body, view, snapshot.ask(body))

    def vocabulary(self, field: str, start: str) -> list[str]:
        """The words that begin with a text, as the index is now."""
        check_use(field, "vocabulary", self._mapping)
        return expand(self._cluster, self._snapshot_with(field).index, field, start) if is_token(start or "-") else []

    at_once = MANY
    """Searches in one request."""

    def search_many(self, queries: Sequence[tuple[Node, View]]) -> list[Page]:
        """The rows of each query, many queries in one request."""
        pages: list[Page] = []
        for start in range(0, len(queries), MANY):
            chunk = queries[start : start + MANY]
            bodies = [self._body(query, view, ROWS_OF_MANY) for query, view in chunk]
            asked = [self._snapshot_for(query) for query, _ in chunk]
            answers: dict[int, Json] = {}
            for snapshot in self._snapshots:
                places = [place for place, one in enumerate(asked) if one is snapshot]
                if places:
                    answers |= zip(places, snapshot.ask_many([bodies[place] for place in places]), strict=True)
            pages += [
                self._page(asked[place], bodies[place], view, answers[place]) for place, (_, view) in enumerate(chunk)
            ]
        return pages

    def count(self, query: Node) -> int:
        """How many rows the query selects."""
        return _total(self._snapshot_for(query), self._filter(query))

    def request(self, query: Node) -> str:
        """The body of the search."""
        return json.dumps(self._filter(query), ensure_ascii=False)

    def get(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Whole records by id."""
        found: dict[str, bytes] = {}
        known = list(dict.fromkeys(ids))
        for start in range(0, len(known), WHOLE_AT_ONCE):
            chunk = tuple(known[start : start + WHOLE_AT_ONCE])
            body = {
                "query": self._filter(Terms("id", chunk)),
                "size": len(chunk),
                "sort": _LOADED,
                "_source": ["detail"],
            }
            answer = self._snapshots[0].ask({**body, "track_total_hits": False})
            found.update((hit["_id"], whole(hit["_source"])) for hit in _hits(answer))
        return found

    def scan(self, query: Node) -> Iterator[Hit]:
        """Every row the query selects, some shards at a time."""
        return self._scan(self._snapshot_for(query), self._body(query, View(limit=None)))

    def _scan(self, snapshot: Snapshot, body: Json) -> Iterator[Hit]:
        """Rows, by someone who refers to the reader: without it the point in time would go."""
        yield from sliced_rows(snapshot, body)

    def statistics(self) -> bytes:
        """What the writer stored."""
        return self._statistics

    def info(self) -> GenerationInfo:
        """The generation that is read."""
        return self._info

    def close(self) -> None:
        """Release the points in time."""
        self._release()

    def _snapshot_for(self, query: Node, *fields: str) -> Snapshot:
        """The smallest index that has all fields that are asked."""
        return self._snapshot_with(*fields, *(leaf.field for leaf in leaves(query)) if self._apart else ())

    def _snapshot_with(self, *fields: str) -> Snapshot:
        return self._snapshots[-1 if self._apart.isdisjoint(fields) else 0]

    def _filter(self, query: Node) -> Json:
        check_query(query, self._mapping)
        return compile_query(verified(query, can_answer, self._find), self._mapping, self._expand)

    def _find(self, query: Node, field: str, holds: Callable[[Sequence[str]], bool]) -> Iterator[str]:
        """The rows whose tokens, as they were indexed, satisfy a condition."""
        body: Json = {
            "query": compile_query(query, self._mapping, self._expand),
            "size": TEXTS_AT_ONCE, "sort": _LOADED, "_source": [field], "track_total_hits": False,
        }  # fmt: skip
        snapshot = self._snapshot_for(query, field)
        while raw := _hits(snapshot.ask(body)):
            for hit in raw:
                if holds(hit["_source"].get(field, "").split()):
                    yield hit["_id"]
            if len(raw) < TEXTS_AT_ONCE:
                return
            body = {**body, "search_after": raw[-1]["sort"]}

    def _body(self, query: Node, view: View, most: int = MOST_ROWS) -> Json:
        check_view(view, self._mapping)
        query_body, sort = self._filter(query), _LOADED
        after: list[Any] = []
        match view.sort:
            case "id":
                sort, after = _BY_ID, [view.after]
            case By(field, descending):
                sort = [{field: {"order": "desc" if descending else "asc", "missing": "_last"}}, {"id": "asc"}]
                if isinstance(view.after, Place):
                    value = view.after.value
                    after = [_missing(descending) if value is None else value, view.after.id]
            case Ranked(words):
                query_body = {
                    "bool": {"filter": [query_body], "should": list(_weighed(words)), "minimum_should_match": 0}
                }
                sort = [{"_score": "desc"}, {"id": "asc"}]
            case _:
                pass
        body: Json = {
            "query": query_body,
            "size": most if view.limit is None else min(view.limit, most),
            "sort": sort,
            # All rows are counted by whoever reads them all.
            "track_total_hits": view.limit is not None or view.after is not None,
            **_ROW,
            **facets_body(view.facets),
        }
        return body if view.after is None else {**body, "search_after": after}

    def _page(self, snapshot: Snapshot, body: Json, view: View, answer: Json) -> Page:
        descending = view.sort.descending if isinstance(view.sort, By) else None
        hits = tuple(self._rows(snapshot, body, answer, view.limit, descending))
        total = answer["hits"]["total"]["value"] if body["track_total_hits"] else len(hits)
        return Page(hits, total, facet_counts(snapshot, body["query"], view.facets, answer))

    def _rows(
        self, snapshot: Snapshot, body: Json, answer: Json, limit: int | None, descending: bool | None = None
    ) -> Iterator[Hit]:
        """The rows of an answer and of those that continue it; with their values if they are ordered by one."""
        shown, size, last = 0, body["size"], ""
        while True:
            raw = _hits(answer)
            for found in raw:
                hit = hit_of(found["fields"]["lean"][0])
                # The row before is met again if its shard is read from another copy: the rows of all shards that have
                # one number are told apart by their places.
                if hit.id != last:
                    if descending is not None and found["sort"][0] != _missing(descending):
                        hit = hit.valued(found["sort"][0])
                    yield hit
                    shown += 1
            if len(raw) < size or (limit is not None and shown >= limit):
                return
            last = hit.id
            size = MOST_ROWS if limit is None else min(limit - shown, MOST_ROWS)
            more = {**body, "search_after": raw[-1]["sort"], "size": size, "track_total_hits": False, "aggs": {}}
            answer = snapshot.ask(more)

    def _expand(self, field: str, start: str) -> list[str]:
        snapshot = self._snapshot_with(field)
        tokens = expand(self._cluster, snapshot.index, field, start)
        snapshot.require_unchanged()
        return tokens


def _total(snapshot: Snapshot, query: Json) -> int:
    answer = snapshot.ask({"query": query, "size": 0, "track_total_hits": True})
    total: int = answer["hits"]["total"]["value"]
    return total


def _missing(descending: bool) -> int:
    """What the cluster orders a row without the value by, when such rows come last."""
    return -INT64 if descending else INT64 - 1


def _weighed(words: Iterable[Weighed]) -> Iterator[Json]:
    for weighed in words:
        for token in dict.fromkeys(filter(is_token, weighed.tokens)):
            yield {"term": {weighed.field: {"value": text_token(token), "boost": weighed.weight}}}


def _hits(answer: Json) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer.get("hits", {}).get("hits", [])
    return found


def _has_version(cluster: Cluster, generation: str, version: Version) -> bool:
    return StateIndex(cluster).read(generation, ()).version == version


def _close_all(snapshots: Sequence[Snapshot]) -> None:
    for snapshot in snapshots:
        snapshot.close()
