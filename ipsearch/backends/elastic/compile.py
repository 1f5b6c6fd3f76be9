"""Compile the query tree to Elasticsearch's query DSL.

Everything is a filter: nothing is scored. Only kinds of query are made that a cluster answers with
``search.allow_expensive_queries: false``. Values are JSON values and never become syntax. Where the cluster's meaning
differs from the tree's it is put right here: a minimum above the number of clauses, numbers beyond 64 bits and text
that is not Unicode are errors to it, or mean something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, assert_never

from ipsearch.backends.elastic.intervals import intervals
from ipsearch.backends.elastic.pack import text_token
from ipsearch.backends.values import MAX_TOKEN_BYTES, within_int64
from ipsearch.errors import EngineError
from ipsearch.query.ast import (
    And,
    AtLeast,
    Everything,
    Exists,
    Frequency,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Proximity,
    Range,
    Terms,
)
from ipsearch.query.spans import words
from mappings.loader import Mapping

MOST_TERMS = 65_536
"""Values in one ``terms`` query (``index.max_terms_count``)."""
DEEPEST = 28
"""Nodes below each other. The cluster takes 30 queries (``indices.query.bool.max_nested_depth``); the outermost filter
and the clauses of a long list of values are two of them."""

Json: TypeAlias = dict[str, Any]
Expand: TypeAlias = Callable[[str, str], Sequence[str]]
"""The tokens of a field that begin with a text."""

_ALL: Json = {"match_all": {}}
_NONE: Json = {"match_none": {}}


def compile_query(query: Node, mapping: Mapping, expand: Expand) -> Json:
    """The filter that selects the same rows. Fields are those of the mapping (``check_query``).

    Raises ``EngineError`` ``engine.complex`` for a tree deeper than the cluster takes.
    """
    if _depth(query) > DEEPEST:
        raise EngineError("engine.complex", error=f"more than {DEEPEST} nodes below each other")
    return {"bool": {"filter": [_Compiler(mapping, expand).walk(query)]}}


@dataclass(frozen=True, slots=True)
class _Compiler:
    """An object and no function within a function: one that calls itself refers to itself, and would keep the reader
    that expands prefixes, with its points in time, until the next collection."""

    mapping: Mapping
    expand: Expand

    def _indexed(self, field: str, values: Iterable[str]) -> list[str]:
        """The values that a token can be, as they are indexed."""
        known = [value for value in dict.fromkeys(values) if is_token(value)]
        return [text_token(value) for value in known] if self.mapping.fields[field].kind in ("text", "words") else known

    def walk(self, node: Node) -> Json:
        match node:
            case Everything() | Exists("id"):
                return _ALL
            case Nothing():
                return _NONE
            case Terms(field, values):
                return _terms(field, self._indexed(field, values))
            case Phrase(field, (_, _, *_) as tokens):
                if not all(map(is_token, tokens)):
                    return _NONE
                return {"match_phrase": {field: {"query": " ".join(map(text_token, tokens))}}}
            case Phrase(field, tokens):
                return _terms(field, self._indexed(field, tokens))
            case Proximity():
                return intervals(node) if all(map(is_token, _known(node))) else _NONE
            case Frequency():
                raise AssertionError("a frequency that is not verified before")
            case Prefix(field, ""):
                return self.walk(Exists(field))
            case Prefix(field, value):
                return _terms(field, self.expand(field, value) if is_token(value) else ())
            case Range(field, low, high):
                return _range(field, low, high)
            case Exists(field):
                return {"exists": {"field": field}}
            case Not(item):
                return {"bool": {"must_not": [self.walk(item)]}}
            case And():
                return self._all_of(list(_flat(node)))
            case Or():
                return _should([self.walk(item) for item in _flat(node)], 1)
            case AtLeast(count, items):
                return _ALL if count <= 0 else _should([self.walk(item) for item in items], count)
            case _:
                assert_never(node)

    def _all_of(self, items: Sequence[Node]) -> Json:
        wanted = [self.walk(item) for item in items if not isinstance(item, Not)]
        unwanted = [self.walk(item.item) for item in items if isinstance(item, Not)]
        clauses = {name: found for name, found in (("filter", wanted), ("must_not", unwanted)) if found}
        return {"bool": clauses} if clauses else _ALL


def _known(node: Proximity) -> Iterator[str]:
    return (value for word in words(node.span) for value in word.values)


def is_token(value: str) -> bool:
    """Whether a document can have this token: it has no white space, is Unicode and not too long."""
    if not value.isascii():
        try:
            return len(value.encode()) <= MAX_TOKEN_BYTES and value.split() == [value]
        except UnicodeEncodeError:  # undecodable bytes of a command line arrive as lone surrogates
            return False
    return len(value) <= MAX_TOKEN_BYTES and value.split() == [value]


def _terms(field: str, values: Sequence[str]) -> Json:
    if not values:
        return _NONE
    if len(values) == 1:
        return {"term": {field: {"value": values[0]}}}
    if len(values) <= MOST_TERMS:
        return {"terms": {field: list(values)}}
    return _should([_terms(field, values[i : i + MOST_TERMS]) for i in range(0, len(values), MOST_TERMS)], 1)


def _should(clauses: list[Json], minimum: int) -> Json:
    # The cluster would take a minimum above the number of clauses for that number.
    if minimum > len(clauses):
        return _NONE
    return {"bool": {"should": clauses, "minimum_should_match": minimum}}


def _range(field: str, low: int | None, high: int | None) -> Json:
    bounds = within_int64(low, high)
    if bounds is None:
        return _NONE
    given = {name: value for name, value in zip(("gte", "lte"), bounds, strict=True) if value is not None}
    return {"range": {field: given}} if given else {"exists": {"field": field}}


def _flat(node: And | Or) -> Iterator[Node]:
    """The items, with those of nodes of the same kind inside, left to right."""
    waiting: list[Node] = list(reversed(node.items))
    while waiting:
        item = waiting.pop()
        if type(item) is type(node) and isinstance(item, And | Or):
            waiting += reversed(item.items)
        else:
            yield item


def _depth(query: Node) -> int:
    """Most nodes below each other; equal ones that :func:`_flat` makes one count once."""
    deepest, waiting = 0, [(query, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        match node:
            case Not(item):
                waiting.append((item, depth + 1))
            case And(items) | Or(items):
                same = type(node)
                waiting += [(item, depth + (type(item) is not same)) for item in items]
            case AtLeast(_, items):
                waiting += [(item, depth + 1) for item in items]
            case _:
                pass
    return deepest
