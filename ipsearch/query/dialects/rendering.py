"""Queries written in a dialect: the inverse of reading, with everything in parentheses that could be read otherwise."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import assert_never

from ipsearch.fields import fields
from ipsearch.query import syntax
from ipsearch.query.dialects.base import Notice, Rendering
from ipsearch.query.dialects.symbols import class_of
from ipsearch.query.dialects.values import stage_of, vocabulary_of
from ipsearch.query.syntax import Wild

RESERVED = r"and|or|not|andnot|xor|any|all|within|to|prox|gand|tree|[spf]|sen|[wn]"
"""Words that some dialect takes for operators, as a regular expression."""
_BARE = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BARE_WILD = re.compile(r"[^\W_]*(?:-[^\W_]+)*")
_SUBGROUP = re.compile(r"[A-HY]\d{2}[A-Z]\d{1,4}/\d{2,6}", re.ASCII)


def sureness(found: int, each: float, most: float) -> float:
    """How sure ``found`` signs of a dialect make: each adds its share, up to a limit."""
    return min(found * each, most)


def nearness(near: syntax.Near, sentence: str, paragraph: str, ordered: str, unordered: str, most: int) -> str | None:
    """The operator of a dialect that has whole units, and distances of up to ``most`` words (``n`` of a template)."""
    if near.unit:
        alone = near.least == 0 and near.most is None and not near.ordered
        return (sentence if near.unit == "sentence" else paragraph) if alone else None
    if near.least or near.most is None or near.most > most:
        return None
    return (ordered if near.ordered else unordered).format(n=near.most)


@dataclass(frozen=True, slots=True)
class Style:
    """How a dialect writes. Templates take ``code``, ``value`` and the parts of a range or class; None: cannot be said.

    ``near`` writes the operator of a nearness, or gives None if the dialect has none like it. ``near_inside`` says
    whether the field stands once around a nearness or before each of its terms. ``signs`` cannot stand for themselves,
    ``reserved`` words only in quotes; ``most_often`` is the highest frequency.
    """

    name: str
    near: Callable[[syntax.Near], str | None]
    template: str
    and_: str
    or_: str
    not_: str
    wild: Mapping[Wild, str]
    default_text: str
    unary_not: bool = True
    near_inside: bool = False
    often: str | None = None
    group: str | None = None
    like: Mapping[str, str] = field(default_factory=dict)
    same_event: str | None = None
    date: str = "{:%Y%m%d}"
    date_range: str = "{code}=[{low} to {high}]"
    date_from: str = "{code}>={low}"
    date_to: str = "{code}<={high}"
    class_low: str | None = "{code}={symbol}"
    class_same: str | None = None
    class_high: str | None = None
    class_range: str | None = None
    class_offices: str | None = None
    open_end: str = "*"
    quote: str = '"'
    phrase_wild: bool = True
    signs: str = "*?"
    reserved: str = RESERVED
    most_often: int = 100


_NEAREST = MappingProxyType({"country": "publication_number"})
"""Fields that stand for one which a dialect does not have: a number begins with its office (``pn=CN``)."""


@dataclass(slots=True)
class Writer:
    """Writes one query."""

    style: Style
    losses: list[Notice] = field(default_factory=list)

    def write(self, query: syntax.Query) -> Rendering:
        """The text, and what could not be said."""
        text = self.text(query)
        return Rendering(self.style.name, text, tuple(self.losses))

    def text(self, query: syntax.Query) -> str:
        """A query without parentheses around it."""
        style = self.style
        match query:
            case syntax.Term():
                return self._fielded(query.field, self.term(query))
            case syntax.Near() | syntax.OneOf():
                return self._near(query)
            case syntax.Often(term, least):
                if style.often is None or not 0 < least <= style.most_often or term.is_wild:
                    self.lose("query.loss_often", least=least)
                    return self.text(term)
                return self._fielded(term.field, style.often.format(value=self.term(term), n=least))
            case syntax.Dates(name, low, high):
                return self._range(name, self._day(low), self._day(high))
            case syntax.Numbers(name, low, high):
                return self._numbers(name, low, high)
            case syntax.Class():
                return self._class(query)
            case syntax.Value(name, value, open_end):
                end = style.open_end if open_end else ""
                self._literal(value)
                staged = name in ("type", "status") and stage_of(style.name, name, value) is not None
                if staged or vocabulary_of(style.name, name, value) != (value.strip(),):  # a word that means another
                    self.lose("query.loss_signs", word=value)
                return self._fielded(name, value + end if self._bare(value) else self._quoted(value + end))
            case syntax.Group(name, text):
                if style.group is None or style.quote in text:
                    self.lose("query.loss_group", name=text)
                    return self._fielded(name, self._quoted(text))
                return self._fielded(name, style.group.format(name=text))
            case syntax.Like(text, before):
                if before not in style.like or style.quote in text:
                    self.lose("query.loss_like")
                    return self._fielded(style.default_text, self._quoted(text))
                return style.like[before].format(value=self._quoted(text))
            case syntax.SameEvent(items):
                if style.same_event is None:
                    self.lose("query.loss_same_event")
                    return style.and_.join(map(self.inner, items))
                return style.same_event.join(map(self.inner, items))
            case syntax.Not(item):
                if style.unary_not:
                    return f"{style.not_.strip()} {self.inner(item)}".lstrip()
                self.lose("query.loss_not")
                return self.inner(item)
            case syntax.Or(items):
                return style.or_.join(map(self.inner, items))
            case syntax.And(items):
                return self._and(items)
            case _:
                assert_never(query)

    def _and(self, items: tuple[syntax.Query, ...]) -> str:
        """Conjunctions keep the order of their items; ``not`` is joined to what stands before it."""
        if self.style.unary_not:
            return self.style.and_.join(map(self.inner, items))
        found = ""
        for item in items:
            if isinstance(item, syntax.Not) and found:
                found += self.style.not_ + self.inner(item.item)
            else:
                found += (self.style.and_ if found else "") + self.inner(item)
        return found

    def inner(self, query: syntax.Query) -> str:
        """A query as an operand: what has operators of its own in parentheses."""
        several = syntax.And | syntax.Or | syntax.SameEvent | syntax.Near | syntax.OneOf | syntax.Not
        return f"({self.text(query)})" if isinstance(query, several) else self.text(query)

    def term(self, term: syntax.Term) -> str:
        """A word, or a phrase in quotes, without its field."""
        words = [self._word(word) for word in term.words]
        text, wild = " ".join(words), term.is_wild
        if len(words) == 1 and (self._bare_wild(term.words[0]) if wild else self._bare(text)):
            return text
        if wild and not self.style.phrase_wild:
            self.lose("query.loss_phrase_wild", word=text)
        return self._quoted(text)

    def _bare(self, text: str) -> bool:
        """Whether a text can stand without quotes."""
        return bool(_BARE.fullmatch(text)) and not re.fullmatch(self.style.reserved, text, re.IGNORECASE)

    def _bare_wild(self, word: syntax.Word) -> bool:
        return all(_BARE_WILD.fullmatch(piece) for piece in word if isinstance(piece, str))

    def _quoted(self, text: str) -> str:
        quote = self.style.quote
        if quote in text:
            self.lose("query.loss_signs", word=text)
        return quote + text.replace(quote, " ") + quote

    def _literal(self, text: str) -> None:
        """Signs of the dialect cannot be looked for themselves."""
        if any(sign in text for sign in self.style.signs):
            self.lose("query.loss_signs", word=text)

    def _word(self, word: syntax.Word) -> str:
        pieces: list[str] = []
        for piece in word:
            if isinstance(piece, str):
                if self.style.phrase_wild or any(not isinstance(one, str) for one in word):
                    self._literal(piece)
                pieces.append(piece)
            elif piece in self.style.wild:
                pieces.append(self.style.wild[piece])
            else:
                self.lose("query.loss_wild", sign=piece.value)
                pieces.append(self.style.wild[Wild.ANY])
        return "".join(pieces)

    def _near(self, query: syntax.Operand) -> str:
        if self.style.near_inside:
            name = next(syntax.terms(query)).field
            inside = self._operand(query)
            return self._fielded(name, inside if "({value})" in self.style.template else f"({inside})")
        return self._operand(query)

    def _operand(self, operand: syntax.Operand) -> str:
        match operand:
            case syntax.Term():
                return (
                    self.term(operand) if self.style.near_inside else self._fielded(operand.field, self.term(operand))
                )
            case syntax.OneOf(items):
                return self.style.or_.join(map(self._side, items))
            case syntax.Near(left, right):
                sign = self.style.near(operand)
                if sign is None:
                    self.lose("query.loss_near")
                    return f"{self._side(left)}{self.style.and_}{self._side(right)}"
                return f"{self._side(left)} {sign} {self._side(right)}"
            case _:
                assert_never(operand)

    def _side(self, operand: syntax.Operand) -> str:
        text = self._operand(operand)
        return text if isinstance(operand, syntax.Term) else f"({text})"

    def code(self, name: str) -> str:
        """The dialect's code of a field; where it has none, that of the nearest one, mostly the default text."""
        found = fields()[name].codes.get(self.style.name, ())
        if found:
            return found[0]
        instead = fields()[_NEAREST.get(name, self.style.default_text)].codes[self.style.name][0]
        self.lose("query.loss_field", field=fields()[name].label, instead=instead)
        return instead

    def _fielded(self, name: str, value: str) -> str:
        return self.style.template.format(code=self.code(name), value=value)

    def _day(self, date: dt.date | None) -> str:
        return "" if date is None else self.style.date.format(date)

    def _range(self, name: str, low: str, high: str) -> str:
        style, code = self.style, self.code(name)
        if low and high:
            return style.date_range.format(code=code, low=low, high=high)
        if not low and not high:
            self.lose("query.loss_field", field=fields()[name].label, instead=code)
            return style.date_from.format(code=code, low="15000101")
        return style.date_from.format(code=code, low=low) if low else style.date_to.format(code=code, high=high)

    def _numbers(self, name: str, low: int | None, high: int | None) -> str:
        if low is not None and low == high:
            return self._fielded(name, str(low))
        return self._range(name, "" if low is None else str(low), "" if high is None else str(high))

    def _class(self, query: syntax.Class) -> str:
        style, code = self.style, self.code(query.field)
        if (query.until or query.offices) and query.spread != "low":
            self.lose("query.loss_spread", symbol=query.symbol)
        if query.until and query.offices:
            self.lose("query.loss_offices", symbol=query.symbol)
        if query.until:
            template, lost = style.class_range, "query.loss_class_range"
        elif query.offices:
            template, lost = style.class_offices, "query.loss_offices"
        else:
            kinds = {"low": style.class_low, "same": style.class_same, "high": style.class_high}
            template, lost = kinds[query.spread], "query.loss_spread"
        if template is None:
            self.lose(lost, symbol=query.symbol)
            template = style.class_low or style.template.replace("{value}", "{symbol}")
        alone = not query.until and not query.offices
        symbol = self._symbol(query.field, query.symbol, alone)
        until = self._symbol(query.field, query.until, False) if query.until else ""
        return template.format(code=code, symbol=symbol, until=until, offices=", ".join(query.offices))

    def _symbol(self, name: str, symbol: str, alone: bool) -> str:
        """A class symbol. What a searcher typed and is none (``[A``, ``ADJ3``) stands in quotes, which it cannot have
        in a range or beside an office.
        """
        if self._bare(symbol) or _SUBGROUP.fullmatch(symbol):
            return symbol
        if not alone:
            if not _BARE.fullmatch(symbol):
                self.lose("query.loss_signs", word=symbol)
            return symbol
        self._literal(symbol)
        if class_of(name, symbol, None, self.style.signs) != syntax.Class(name, symbol):
            self.lose("query.loss_signs", word=symbol)
        return self._quoted(symbol)

    def lose(self, code: str, **values: object) -> None:
        """Note something that the dialect cannot say."""
        notice = Notice(code, values=values)
        if notice.code not in {one.code for one in self.losses}:
            self.losses.append(notice)
