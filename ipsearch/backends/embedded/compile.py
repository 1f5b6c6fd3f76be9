"""Compile the query tree to Tantivy.

Where Tantivy's meaning differs from the tree's, it is put right here: a negation alone finds nothing, a phrase of one
word panics, a phrase prefix stops at 50 expansions without a word (so prefixes are automata), ranges need a bound,
existence a fast field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import assert_never

import tantivy
from tantivy import Occur, Query

from ipsearch.backends.embedded.schema import HAS, KEYS, codes_of
from ipsearch.backends.values import within_int64
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
from ipsearch.query.spans import Arrangement, arrangements
from mappings.loader import Mapping

MOST_CLAUSES = 400
"""Terms up to this many are asked one by one: 0.29 ms against 0.73 ms for 32 (1 M records), equal at about 500."""
MOST_ARRANGEMENTS = 128
"""Ways in which the words of a span can stand that are asked for as phrases, each with its own distances."""
LONGEST_REGEX = 100
"""Characters of a prefix asked as a regular expression (0.28 ms; as a fuzzy term without edits 0.78 ms). From somewhere
above 300 the expression exceeds the engine's size limit."""


def compile_query(query: Node, schema: tantivy.Schema, mapping: Mapping) -> Query:
    """The Tantivy query that selects the same rows. Fields are those of the mapping (``check_query``)."""
    codes = codes_of(mapping)

    def coded(field: str, values: Iterable[str]) -> tuple[str, list[str]]:
        """The Tantivy field that keeps a field's tokens, and the tokens as they stand there."""
        code = codes.get(field)
        return (KEYS, [code + value for value in values]) if code else (field, list(values))

    def walk(node: Node) -> Query:
        match node:
            case Everything():
                return Query.all_query()
            case Nothing():
                return Query.empty_query()
            case Terms(field, values):
                return _terms(schema, *coded(field, values))
            case Phrase(field, tokens):
                if len(tokens) < 2:
                    return _terms(schema, *coded(field, tokens))
                if not all(map(_indexable, tokens)):
                    return Query.empty_query()
                return Query.phrase_query(schema, field, list(tokens))
            case Proximity(field, span):
                found = arrangements(span, MOST_ARRANGEMENTS)
                if found is None:
                    raise AssertionError("a span that is not verified before")
                return _should((_arranged(schema, field, one) for one in found), 1)
            case Frequency():
                raise AssertionError("a frequency that is not verified before")
            case Prefix(field, ""):
                return walk(Exists(field))
            case Prefix(field, value):
                where, (start,) = coded(field, (value,))
                return _prefix(schema, where, start)
            case Range(field, low, high):
                return _range(schema, field, low, high)
            case Exists("id"):
                return Query.all_query()
            case Exists(field):
                if mapping.fields[field].kind == "integer":
                    return Query.exists_query(field)
                return _term(schema, KEYS, HAS + field)
            case Not(item):
                return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, walk(item))])
            case And(items):
                return _all_of(items)
            case Or(items):
                return _should(map(walk, items), 1)
            case AtLeast(count, items):
                if count <= 0:
                    return Query.all_query()
                if count == len(items):
                    return _all_of(items)
                return _should(map(walk, items), count)
            case _:
                assert_never(node)

    def _all_of(items: Sequence[Node]) -> Query:
        wanted = [(Occur.Must, walk(item)) for item in items if not isinstance(item, Not)]
        unwanted = [(Occur.MustNot, walk(item.item)) for item in items if isinstance(item, Not)]
        return Query.boolean_query([*(wanted or [(Occur.Must, Query.all_query())]), *unwanted])

    return walk(query)


def _should(queries: Iterable[Query], minimum: int) -> Query:
    """A minimum above the number of queries selects nothing, and so do no queries."""
    clauses = [(Occur.Should, query) for query in queries]
    return Query.boolean_query(clauses, minimum_number_should_match=minimum)


def can_answer(node: Proximity) -> bool:
    """Whether the engine itself can answer it."""
    return arrangements(node.span, MOST_ARRANGEMENTS) is not None


def _arranged(schema: tantivy.Schema, field: str, tokens: Arrangement) -> Query:
    words: list[str | tuple[int, str]] = [(place, token) for place, token in enumerate(tokens) if token]
    if not all(_indexable(token) for token in tokens):
        return Query.empty_query()
    return _term(schema, field, tokens[0]) if len(words) == 1 else Query.phrase_query(schema, field, words)


def _term(schema: tantivy.Schema, field: str, value: str) -> Query:
    return Query.term_query(schema, field, value, index_option="basic")


def _terms(schema: tantivy.Schema, field: str, values: Sequence[str]) -> Query:
    known = [value for value in dict.fromkeys(values) if _indexable(value)]
    if len(known) == 1:
        return _term(schema, field, known[0])
    if len(known) <= MOST_CLAUSES:
        return _should((_term(schema, field, value) for value in known), 1)
    return Query.term_set_query(schema, field, known)


def _prefix(schema: tantivy.Schema, field: str, value: str) -> Query:
    if not _indexable(value) or value.split() != [value]:  # no token has white space
        return Query.empty_query()
    if len(value) > LONGEST_REGEX:
        return Query.fuzzy_term_query(schema, field, value, distance=0, prefix=True)
    return Query.regex_query(schema, field, re.escape(value) + ".*")


def _indexable(value: str) -> bool:
    """Whether the text can be UTF-8: undecodable bytes of a command line arrive as lone surrogates."""
    return value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)


def _range(schema: tantivy.Schema, field: str, low: int | None, high: int | None) -> Query:
    bounds = within_int64(low, high)
    if bounds is None:
        return Query.empty_query()
    if bounds == (None, None):
        return Query.exists_query(field)
    return Query.range_query(schema, field, tantivy.FieldType.Integer, *bounds)
