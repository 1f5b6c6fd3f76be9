"""Span expressions as Elasticsearch's intervals, where the two mean the same.

Intervals are minimal: of two that lie inside each other only the inner one counts. For two operands of fixed width that
loses nothing, because the inner one of two pairs is the nearer one; for nearness inside nearness it would, and such an
expression is looked up instead (:mod:`ipsearch.backends.verified`). ``unordered`` intervals may overlap, so both orders
are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from ipsearch.backends.elastic.pack import text_token
from ipsearch.query.ast import Proximity
from ipsearch.query.spans import PARAGRAPH, SENTENCE, Either, Near, Sequence, Span, Unit, Word, words

MOST_VALUES = 1000
"""Tokens that one word may stand for; each is a clause of the query."""
MOST_ALTERNATIVES = 64

Json: TypeAlias = dict[str, Any]
_Plain: TypeAlias = Word | Sequence


def can_answer(node: Proximity) -> bool:
    """Whether intervals mean the same as the span expression."""
    found = _alternatives(node.span)
    small = all(len(word.values) <= MOST_VALUES for word in words(node.span))
    return small and found is not None and len(found) <= MOST_ALTERNATIVES


def intervals(node: Proximity) -> Json:
    """The query; :func:`can_answer` holds."""
    rules = [rule for one in _alternatives(node.span) or () for rule in _rules(one)]
    if not rules:
        return {"match_none": {}}
    found: list[Json] = [{"intervals": {node.field: rule}} for rule in rules]
    # Queries side by side take a quarter of the time of one query whose intervals are side by side.
    return found[0] if len(found) == 1 else {"bool": {"should": found, "minimum_should_match": 1}}


def _alternatives(span: Span) -> list[_Plain | Near] | None:
    """The expression as alternatives of words, phrases and nearness of two of these; None if it is not that simple."""
    match span:
        case Word() | Sequence():
            return [span]
        case Either(items):
            return _all(map(_alternatives, items))
        case Near(left, right, least, most, ordered, unit):
            firsts, seconds = _plain(left), _plain(right)
            if least or firsts is None or seconds is None:
                return None
            return [Near(a, b, 0, most, ordered, unit) for a in firsts for b in seconds]


def _plain(span: Span) -> list[_Plain] | None:
    found = _alternatives(span)
    plain = [one for one in found or () if not isinstance(one, Near)]
    return plain if found is not None and len(plain) == len(found) else None


def _all(parts: Iterator[list[_Plain | Near] | None]) -> list[_Plain | Near] | None:
    joined: list[_Plain | Near] = []
    for part in parts:
        if part is None:
            return None
        joined += part
    return joined


def _rules(span: _Plain | Near) -> Iterator[Json]:
    match span:
        case Near(left, right, _, most, ordered, unit):
            assert isinstance(left, Word | Sequence)
            assert isinstance(right, Word | Sequence)
            for first, second in [(left, right)] if ordered else [(left, right), (right, left)]:
                a, b = list(_rules(first)), list(_rules(second))
                if a and b:
                    yield _ordered([a[0], b[0]], most, unit)
        case Word(values):
            terms = [_term(value) for value in dict.fromkeys(values)]
            if terms:
                yield terms[0] if len(terms) == 1 else {"any_of": {"intervals": terms}}
        case Sequence(items):
            parts = [list(_rules(item)) for item in items]
            if parts and all(parts):
                yield parts[0][0] if len(parts) == 1 else _ordered([part[0] for part in parts], 0, "")


def _ordered(parts: list[Json], most: int | None, unit: Unit) -> Json:
    rule: Json = {"intervals": parts, "ordered": True, "max_gaps": -1 if most is None else most}
    if unit:
        ends = [_term(PARAGRAPH)] if unit == "paragraph" else [_term(SENTENCE), _term(PARAGRAPH)]
        rule["filter"] = {"not_containing": {"any_of": {"intervals": ends}}}
    return {"all_of": rule}


def _term(value: str) -> Json:
    # The white-space analyzer leaves a token as it is; ``match`` is the only rule that takes a word.
    return {"match": {"query": text_token(value)}}
