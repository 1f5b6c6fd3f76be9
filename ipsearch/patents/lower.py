"""From what a searcher wrote to the query tree: fields become index fields, words become tokens.

Everything that needs the register is asked of a :class:`~ipsearch.patents.pattern.Vocabulary`; the rest is a pure
function of the query. What cannot be carried out is an error that names it, never left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from types import MappingProxyType
from typing import assert_never

from ipsearch.documents.patent import name_words, token
from ipsearch.errors import UsageError
from ipsearch.fields import Field, fields
from ipsearch.patentnumbers.keys import number_tokens
from ipsearch.patentnumbers.labels import COUNTRIES
from ipsearch.patentnumbers.number import LONGEST, read_numbers
from ipsearch.patentnumbers.reading import Reading, Role
from ipsearch.patents.classes import class_query
from ipsearch.patents.pattern import Expander, Vocabulary
from ipsearch.query import syntax
from ipsearch.query.ast import (
    Everything,
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
    Weighed,
    all_of,
    any_of,
)
from ipsearch.query.dialects.base import Notice
from ipsearch.query.spans import Either, Near, Span, Word
from ipsearch.query.spans import Sequence as Words
from ipsearch.text.partyname import party_key, person_key
from ipsearch.text.words import ranking_words

RANKED = (("title_words", 4.0), ("abstract_words", 2.0), ("claims_words", 1.0))
"""Where the words of a query are looked for to order a list, and how much a place counts."""
TEXTS = frozenset((
    "title", "abstract", "claims", "first_claim", "description", "names", "applicant_names", "inventor_names",
    "agent_names", "cited_text",
))  # fmt: skip
"""Index fields that keep positions."""
MOST_NAMES = 5000
"""Runs of words that a truncated name may stand for."""
SCHEMES = ("US", "FI", "FT", "FTERM", "ECLA", "DE", "JP", "GB")
"""National classifications, named before their symbols; asked without one, a symbol is looked for in all."""
_ONE_EACH = ("publication_number", "application_number")
"""Numbers of which a document has one."""
_FIRST_YEAR, _LAST_YEAR = 1500, 2200


@dataclass(frozen=True, slots=True)
class Sought:
    """What a query looks for in a text field, for marking it in what is shown."""

    field: str
    span: Span


@dataclass(frozen=True, slots=True)
class Lowered:
    """A query in engine terms: the rows it selects, what it seeks in texts, its words for ranking, what was noticed."""

    node: Node
    sought: tuple[Sought, ...]
    ranked: tuple[Weighed, ...]
    notices: tuple[Notice, ...]


def lower(query: syntax.Query, vocabulary: Vocabulary) -> Lowered:
    """Lower a query. Raises :class:`~ipsearch.errors.UsageError` for what cannot be carried out."""
    work = _Lowering(Expander(vocabulary))
    node = work.node(query)
    words = tuple(dict.fromkeys(ranking_words(" ".join(_positive_words(query)))))
    ranked = tuple(Weighed(name, words, weight) for name, weight in RANKED) if words else ()
    notices = {(n.code, repr(sorted(n.values.items()))): n for n in (*work.expander.notices, *work.notices)}
    return Lowered(node, tuple(dict.fromkeys(work.sought)), ranked, tuple(notices.values()))


@dataclass(slots=True)
class _Lowering:
    expander: Expander
    sought: list[Sought] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    negated: bool = False
    numbers: dict[str, tuple[Reading, ...]] = field(default_factory=dict)

    def node(self, query: syntax.Query) -> Node:
        match query:
            case syntax.Term():
                return self._term(query)
            case syntax.Near() | syntax.OneOf():
                span = self._span(query)
                return any_of(self._proximity(path, span) for path in self._paths(next(syntax.terms(query)).field))
            case syntax.Often(term, least):
                span = self._span(term)
                return any_of(self._frequency(path, span, least) for path in self._paths(term.field))
            case syntax.Dates(name, low, high):
                return any_of(Range(path, _day(low), _day(high)) for path in _field(name).paths)
            case syntax.Numbers(name, low, high):
                return any_of(_integers(path, low, high) for path in _field(name).paths)
            case syntax.Class():
                return any_of(class_query(path, query) for path in _field(query.field).paths)
            case syntax.Value():
                return self._value(query)
            case syntax.Group(name, text):
                self.notices.append(Notice("query.no_tree", values={"name": text}))
                return any_of(_whole_names(path, text) for path in _field(name).paths if path not in TEXTS)
            case syntax.Like():
                self.notices.append(Notice("query.like_ranks", level="note"))
                return Everything()
            case syntax.SameEvent():
                raise UsageError("query.same_event")
            case syntax.Not(item):
                self.negated = not self.negated
                inner = self.node(item)
                self.negated = not self.negated
                return Not(inner)
            case syntax.And(items):
                self._warn_of_numbers(items)
                return all_of([self.node(item) for item in items])
            case syntax.Or(items):
                return _either(self.node(item) for item in items)
            case _:
                assert_never(query)

    def _warn_of_numbers(self, items: Iterable[syntax.Query]) -> None:
        """A pasted list of numbers where a space is ``and``: no document has two numbers of one kind."""
        asked: dict[str, dict[str, frozenset[str]]] = {}
        for item in items:
            if not isinstance(item, syntax.Value) or item.field not in _ONE_EACH or item.open_end:
                continue
            if numbers := frozenset(one.number for one in self._readings(item.value)):
                asked.setdefault(item.field, {})[item.value] = numbers
        for name, several in asked.items():
            if len(several) > 1 and not frozenset.intersection(*several.values()):
                told: dict[str, object] = {"field": _field(name).label, "values": ", ".join(several)}
                self.notices.append(Notice("query.several_numbers", values=told))

    def _term(self, term: syntax.Term) -> Node:
        spec = _field(term.field)
        span = self._span(term)
        found = [self._proximity(path, span) for path in spec.paths if path in TEXTS]
        if spec.kind == "party":
            text = typed_text(term)
            keys = [path for path in spec.paths if path not in TEXTS]
            found += [_name_prefix(path, term) if term.is_wild else _whole_names(path, text) for path in keys]
            if not any(path in TEXTS for path in spec.paths):
                found += [_worded_names(path, span, spec) for path in keys]
        if not found:
            raise _not_text(spec)
        return any_of(found)

    def _span(self, operand: syntax.Operand) -> Span:
        match operand:
            case syntax.Term():
                span = self.expander.span(operand)
                if span is None:
                    raise UsageError("query.empty_term", value=typed_text(operand))
                return span
            case syntax.OneOf(items):
                return Either(tuple([self._span(item) for item in items]))
            case syntax.Near(left, right, least, most, ordered, unit):
                return Near(self._span(left), self._span(right), least, most, ordered, unit)
            case _:
                assert_never(operand)

    def _paths(self, name: str) -> list[str]:
        paths = [path for path in _field(name).paths if path in TEXTS]
        if not paths:
            raise _not_text(_field(name))
        return paths

    def _proximity(self, path: str, span: Span) -> Node:
        if not self.negated:
            self.sought.append(Sought(path, span))
        match span:
            case Word(values):
                return Terms(path, values)
            case Words(words) if all(len(word.values) == 1 for word in words):
                return Phrase(path, tuple([word.values[0] for word in words]))
            case _:
                return Proximity(path, span)

    def _frequency(self, path: str, span: Span, least: int) -> Node:
        if not self.negated:
            self.sought.append(Sought(path, span))
        return Frequency(path, span, least)

    def _value(self, query: syntax.Value) -> Node:
        spec = _field(query.field)
        if spec.kind == "number":
            return self._number(spec, query)
        value = token(query.value)
        if spec.name in ("type", "status", "event_kind", "language"):
            value = value.lower()
        elif spec.name not in ("family", "extended_family"):
            value = value.upper()
        values = (value, *(f"{scheme}_{value}" for scheme in SCHEMES)) if spec.name == "national" else (value,)
        if query.open_end:
            return any_of(Prefix(path, one) for path in spec.paths for one in values)
        return any_of(Terms(path, values) for path in spec.paths)

    def _number(self, spec: Field, query: syntax.Value) -> Node:
        start = "".join(c for c in query.value.upper() if c.isalnum())
        if query.open_end or start in COUNTRIES:
            return any_of(Prefix(path, start) for path in spec.paths)
        readings = self._readings(query.value)
        if not readings:
            raise UsageError("query.not_number", value=query.value[:LONGEST])
        if readings[0].check == "wrong":
            self.notices.append(Notice("query.check_digit", values={"number": query.value}))
        return any_of(Terms(path, asked_tokens(readings, path)) for path in spec.paths)

    def _readings(self, number: str) -> tuple[Reading, ...]:
        """The ways to read a number, each number read once: a pasted list has thousands."""
        if number not in self.numbers:
            self.numbers[number] = read_numbers(number)
        return self.numbers[number]


ROLES: Mapping[str, tuple[Role, ...]] = MappingProxyType({
    "number": ("publication", "any"), "cites": ("publication", "any"), "application": ("application", "any"),
    "priority": ("application", "priority", "any"),
})  # fmt: skip
"""What a number may be to be looked for in an index field."""


def asked_tokens(readings: Sequence[Reading], path: str) -> tuple[str, ...]:
    """The keys of a number in an index field: those of every way to read it as what the field holds, else at all."""
    fitting = [one for one in readings if one.role in ROLES[path]]
    return tuple(dict.fromkeys(key for one in fitting or readings for key in asked_key(one)))


def asked_key(reading: Reading) -> tuple[str, ...]:
    """The keys that a reading must meet: with its kind where it names one, else without."""
    return number_tokens(reading.country, reading.number, reading.kind)[-1:]


def _either(nodes: Iterable[Node]) -> Node:
    """Any of the nodes; single words of one field are one set of words, which engines look up at once."""
    words: dict[str, list[str]] = {}
    others: list[Node] = []
    for node in nodes:
        for item in node.items if isinstance(node, Or) else (node,):
            if isinstance(item, Terms):
                words.setdefault(item.field, []).extend(item.values)
            else:
                others.append(item)
    return any_of([*(Terms(field, tuple(dict.fromkeys(values))) for field, values in words.items()), *others])


def _field(name: str) -> Field:
    return fields()[name]


def _not_text(spec: Field) -> UsageError:
    return UsageError("query.not_text", field=spec.label)


def _day(date: dt.date | None) -> int | None:
    return None if date is None else date.year * 10000 + date.month * 100 + date.day


def _integers(path: str, low: int | None, high: int | None) -> Node:
    if path == "claim_count":
        return Range(path, low, high)
    first = max(_FIRST_YEAR if low is None else low, _FIRST_YEAR)
    last = min(_LAST_YEAR if high is None else high, _LAST_YEAR)
    return Terms(path, tuple(map(str, range(first, last + 1))))


def _whole_names(path: str, text: str) -> Node:
    key = person_key(text) if path == "inventor" else party_key(text).key
    return Terms(path, (token(key),)) if key else Nothing()


def _worded_names(path: str, span: Span, spec: Field) -> Node:
    """Names that hold the words side by side, in a field without a text."""
    words = span.words if isinstance(span, Words) else (span,)
    values = [word.values for word in words if isinstance(word, Word)]
    if len(values) < len(words) or prod(map(len, values)) > MOST_NAMES:
        raise _not_text(spec)
    return any_of(Prefix(path, name_words(one)) for one in product(*values))


def _name_prefix(path: str, term: syntax.Term) -> Node:
    """A truncated name: the whole name begins with it; other truncations are of words in the name."""
    last = term.words[-1]
    literal = " ".join(piece for word in term.words for piece in word if isinstance(piece, str))
    others = [piece for word in term.words[:-1] for piece in word] + list(last[:-1])
    if last[-1] is syntax.Wild.ANY and all(isinstance(piece, str) for piece in others):
        start = token(party_key(literal).key)
        return Prefix(path, start) if start else Nothing()
    return Nothing()


def typed_text(term: syntax.Term) -> str:
    """A term as text, wildcards as ``*``."""
    return " ".join("".join(piece if isinstance(piece, str) else "*" for piece in word) for word in term.words)


def _positive_words(query: syntax.Query) -> Iterator[str]:
    """The words that rows should have, for ranking."""
    match query:
        case syntax.Term():
            for word in query.words:
                # What is left of a Latin word with a wildcard (bat of bat?ery) is no word; of a Chinese text it is.
                pieces = [piece for piece in word if isinstance(piece, str)]
                yield from (piece for piece in pieces if len(word) == 1 or not piece.isascii())
        case syntax.Near(left, right):
            yield from _positive_words(left)
            yield from _positive_words(right)
        case syntax.OneOf(items) | syntax.And(items) | syntax.Or(items) | syntax.SameEvent(items):
            yield from _each(items)
        case syntax.Often(term):
            yield from _positive_words(term)
        case syntax.Like(text):
            yield text
        case _:
            return


def _each(items: Iterable[syntax.Query]) -> Iterator[str]:
    for item in items:
        yield from _positive_words(item)
