"""Hypothesis strategies: query trees of every kind of node, in the one form that parsers give them."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from ipsearch.fields import Kind, fields
from ipsearch.query.dialects.lexing import plain
from ipsearch.query.dialects.shapes import join
from ipsearch.query.syntax import (
    Class,
    Dates,
    Group,
    Like,
    Near,
    Not,
    Numbers,
    Often,
    OneOf,
    Operand,
    Query,
    SameEvent,
    Term,
    Value,
    Wild,
    Word,
)

_TRAPS = """
and or not xor any all within to prox gand tree s p f w d n sen near with same adj adj3 near5 oadj2 same2 3w =2d notf
sentence paragraph near/3 和 与 或 非 ss 检索 l1 c++ a-b -a a- a--b x_y a.b .ti. u/v /ti a*b a?b a#b b$1 r= a:b (2w)
andnot a% 5% 12345% 220n 3a comput$ polish$4 batter+ ti=x en_ab: before:priority:2019 10:30 438/$
(3f) [a] a,b a'b tree@ @pd a&b a|b # ( ) 2019..2020 2019 h01m t_shirt
"""
TRAPS = tuple(_TRAPS.split())
"""Words that some dialect could take for something else."""
CANONICAL = {
    "status": ("pending", "granted", "lapsed", "expired", "refused", "withdrawn", "revoked", "ended", "unknown"),
    "type": ("invention", "utility_model", "design", "plant"),
    "event_kind": ("transfer", "licence", "pledge", "opposition", "revocation"),
}
SYMBOLS = (
    "A", "H01", "H01M", "H01M10", "H01M10/052", "A01B1/00", "C08F220/38", "09-01", "Y02E60/10",
    "F", "[A", "ADJ3", ".TI.", "PA/B1", "2W", "H0'",
)  # fmt: skip
"""The last ones are signs of some dialect; all but the first of these are no symbols, and kept as typed."""
NUMBERS = ("CN102025678A", "EP1000000", "200710308494.X", "PCT/EP2002/007746", "EP 1000000 B1", "11000000", "L1", "W")

_signs = st.characters(codec="utf-8", exclude_categories=("Z", "C")).map(plain).filter(lambda c: not c.isspace())
pieces = st.one_of(
    st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=6),
    st.text("电池正极发动机", min_size=1, max_size=4),
    st.sampled_from(TRAPS),
    st.text(_signs, min_size=1, max_size=4),
)
plain_words: st.SearchStrategy[Word] = st.tuples(pieces)


def _is_word(parts: tuple[str | Wild, ...]) -> bool:
    beside = any(isinstance(a, str) and isinstance(b, str) for a, b in pairwise(parts))
    return not beside and any(isinstance(part, str) for part in parts)


wild_words: st.SearchStrategy[Word] = (
    st.lists(st.one_of(pieces, st.sampled_from(Wild)), min_size=2, max_size=4).map(tuple).filter(_is_word)
)


def names(*kinds: Kind) -> st.SearchStrategy[str]:
    return st.sampled_from([field.name for field in fields().values() if field.kind in kinds])


def terms(field: str) -> st.SearchStrategy[Term]:
    words = st.lists(st.one_of(plain_words, plain_words, wild_words), min_size=1, max_size=3).map(tuple)
    return st.builds(Term, st.just(field), words)


@st.composite
def nears(draw: st.DrawFn, field: str, depth: int = 2) -> Near:
    least = draw(st.sampled_from((0, 0, 0, 1, 3)))
    most = draw(st.none() | st.integers(least, least + 120) | st.just(least))
    ordered, unit = draw(st.booleans()), draw(st.sampled_from(("", "", "sentence", "paragraph")))
    return Near(draw(operands(field, depth)), draw(operands(field, depth)), least, most, ordered, unit)  # type: ignore[arg-type]


def operands(field: str, depth: int) -> st.SearchStrategy[Operand]:
    if not depth:
        return terms(field)
    inner = st.one_of(terms(field), nears(field, depth - 1))
    return st.one_of(
        terms(field), inner, st.lists(inner, min_size=2, max_size=3).map(lambda items: OneOf(tuple(items)))
    )


days = st.dates(dt.date(1500, 1, 1), dt.date(9999, 12, 31))


def _ordered(ends: tuple[Any, Any]) -> tuple[Any, Any]:
    low, high = ends
    return (high, low) if low is not None and high is not None and high < low else ends


@st.composite
def dates(draw: st.DrawFn) -> Dates:
    return Dates(draw(names("date")), *_ordered(draw(st.tuples(st.none() | days, st.none() | days))))


@st.composite
def numbers(draw: st.DrawFn) -> Numbers:
    ends = st.none() | st.integers(0, 3000)
    return Numbers(draw(names("integer")), *_ordered(draw(st.tuples(ends, ends))))


@st.composite
def values(draw: st.DrawFn) -> Value:
    field = draw(names("number", "value"))
    if field in CANONICAL:
        return Value(field, draw(st.sampled_from(CANONICAL[field])))
    return Value(field, draw(st.sampled_from(NUMBERS) | pieces), draw(st.booleans()))


@st.composite
def classes(draw: st.DrawFn) -> Class:
    offices = draw(st.sampled_from(((), (), (), ("EP",), ("US", "EP"))))
    until = draw(st.sampled_from(("", "", "", *SYMBOLS)))
    spread = draw(st.sampled_from(("low", "low", "same", "high")))
    return Class(draw(names("class")), draw(st.sampled_from(SYMBOLS)), spread, offices, until)  # type: ignore[arg-type]


@st.composite
def oftens(draw: st.DrawFn) -> Often:
    words = st.lists(st.one_of(plain_words, wild_words), min_size=1, max_size=2).map(tuple)
    return Often(Term(draw(names("text", "party")), draw(words)), draw(st.integers(1, 120)))


phrases = st.lists(pieces, min_size=1, max_size=3).map(" ".join)
groups = st.builds(Group, names("party"), phrases)
likes = st.builds(Like, phrases, st.sampled_from(("", "application_date", "publication_date")))
leaves: st.SearchStrategy[Query] = st.one_of(
    names("text", "party").flatmap(terms),
    names("text", "party").flatmap(nears),
    oftens(),
    dates(),
    numbers(),
    classes(),
    values(),
    groups,
    likes,
)


def _same(items: list[Query]) -> Query:
    flat = [one for item in items for one in (item.items if isinstance(item, SameEvent) else (item,))]
    return SameEvent(tuple(flat))


def _joined(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(inner, min_size=2, max_size=4)
    return st.one_of(
        several.map(lambda items: join("and", items)),
        several.map(lambda items: join("or", items)),
        inner.map(Not),
        several.map(_same),
    )


queries: st.SearchStrategy[Query] = st.recursive(leaves, _joined, max_leaves=8)
"""Any query."""

plain_leaves: st.SearchStrategy[Query] = st.one_of(
    st.builds(
        Term,
        st.sampled_from(("title", "abstract", "claims", "applicant")),
        st.lists(st.sampled_from((("电池",), ("valve",), ("engine",), ("to",), ("w",))), min_size=1, max_size=2).map(
            tuple
        ),
    ),
    st.builds(Value, st.just("publication_number"), st.sampled_from(NUMBERS[:2]), st.booleans()),
    st.builds(Class, st.sampled_from(("ipc", "cpc")), st.sampled_from(SYMBOLS)),
    st.builds(Dates, st.just("publication_date"), days),
)
plain_queries: st.SearchStrategy[Query] = st.recursive(
    plain_leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(lambda items: join("and", items)),
        st.lists(inner, min_size=2, max_size=4).map(lambda items: join("or", items)),
        st.tuples(plain_leaves, inner).map(lambda two: join("and", [two[0], Not(two[1])])),
    ),
    max_leaves=20,
)
"""Queries that every dialect can say."""
