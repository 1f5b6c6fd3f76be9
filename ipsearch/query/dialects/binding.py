"""A parsed query understood: codes become fields, words become terms, dates, classes, numbers and values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import assert_never

from ipsearch.fields import Field, codes, fields, plain_code
from ipsearch.query import syntax
from ipsearch.query.dialects import raw
from ipsearch.query.dialects.base import Misread, Notice
from ipsearch.query.dialects.values import Days, days_of, vocabulary_of
from ipsearch.query.syntax import Wild

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
LONGEST_WORD = 200
"""Characters of a word with wildcards."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a dialect makes of words.

    ``wild`` are its signs of truncation; ``least_before`` how many letters must stand before one that is open to the
    end. ``default`` says, for a word without a field, which field it is searched in (and what to tell about it).
    ``spread`` says what a code alone tells about descendants. ``counted`` is a sign that a digit may follow: up to so
    many characters.
    """

    name: str
    wild: Mapping[str, Wild]
    default: Callable[[raw.Word], tuple[str, Notice | None]]
    least_before: int = 0
    wild_in_quotes: bool = True
    spread: Callable[[str], syntax.Spread | None] = lambda _: None
    counted: str = ""


@dataclass(slots=True)
class Binder:
    """Binds one text."""

    meaning: Meaning
    text: str
    notices: list[Notice] = field(default_factory=list)

    def bind(self, node: raw.Raw, within: Field | None = None, spread: syntax.Spread | None = None) -> syntax.Query:
        """The query that a parsed node means inside a field."""
        match node:
            case raw.Word():
                return self._word(node, within, spread)
            case raw.Range():
                return self._range(node, within)
            case raw.Fielded():
                return self._fielded(node)
            case raw.Near():
                return self._near(node, within)
            case raw.Often(item, least):
                term = self.bind(item, within)
                if not isinstance(term, syntax.Term):
                    raise self.misread("query.often_operand", node.start)
                if any(not isinstance(piece, str) for word in term.words for piece in word):
                    raise self.misread("query.often_wild", node.start)
                return syntax.Often(term, least)
            case raw.Joined("gand", items):
                return syntax.SameEvent(tuple([self.bind(item, within) for item in items]))
            case raw.Joined("xor", (first, second, *_)):
                a, b = self.bind(first, within), self.bind(second, within)
                return syntax.Or((syntax.And((a, syntax.Not(b))), syntax.And((b, syntax.Not(a)))))
            case raw.Joined(name, items):
                return _join(name, [self.bind(item, within, spread) for item in items])
            case raw.Negated(item):
                return syntax.Not(self.bind(item, within, spread))
            case raw.Special("tree", value):
                return syntax.Group((within or fields()["applicant"]).name, value)
            case raw.Special("like", value):
                return syntax.Like(value)
            case raw.Special("like_application", value):
                return syntax.Like(value, "application_date")
            case raw.Special("like_publication", value):
                return syntax.Like(value, "publication_date")
            case raw.Special():
                raise self.misread("query.unsupported", node.start, construct=node.name)
            case _:
                assert_never(node)

    def field_of(self, code: str, start: int) -> Field:
        """The field of a code; ``query.unknown_field`` with the nearest codes if there is none."""
        known = codes(self.meaning.name)
        found = known.get(plain_code(code))
        if found is None:
            near = get_close_matches(code.upper(), list(known), 3, 0.4)
            fix = self.text[:start] + (near[0].lower() if near and code.islower() else near[0]) + self.text[
                start + len(code) :
            ] if near else ""  # fmt: skip
            raise self.misread("query.unknown_field", start, tuple(near), fix, field_code=code)
        return found

    def _fielded(self, node: raw.Fielded) -> syntax.Query:
        spec = self.field_of(node.code, node.start)
        if node.relation in ("any", "all"):
            return self._listed(node, spec)
        if node.relation == "within":
            return self._within(node, spec)
        spread: syntax.Spread | None = None
        if node.relation in ("low", "high", "same"):
            if spec.kind != "class":
                raise self.misread("query.class_relation", node.start, field_code=node.code)
            spread = node.relation  # type: ignore[assignment]
        elif spec.kind == "class":
            spread = self.meaning.spread(node.code)
        found = self.bind(node.item, spec, spread)
        if node.offices:
            return _with_offices(found, node.offices)
        return found

    def _listed(self, node: raw.Fielded, spec: Field) -> syntax.Query:
        if not isinstance(node.item, raw.Word):
            raise self.misread("query.list_value", node.start, relation=node.relation)
        words = node.item.text.replace(",", " ").split()
        if not words:
            raise self.misread("query.empty_value", node.item.start)
        items = [self._word(raw.Word(word, node.item.start, node.item.end), spec, None) for word in words]
        return _join("or" if node.relation == "any" else "and", items)

    def _within(self, node: raw.Fielded, spec: Field) -> syntax.Query:
        item = node.item
        parts = re.split(r"[\s,]+", item.text.strip()) if isinstance(item, raw.Word) else []
        if len(parts) != 2:
            raise self.misread("query.within", node.start, fix="", field_code=node.code)
        assert isinstance(item, raw.Word)
        return self._range(raw.Range(parts[0], parts[1], item.start, item.end), spec)

    def _word(self, word: raw.Word, within: Field | None, spread: syntax.Spread | None) -> syntax.Query:
        if not word.text.strip():
            raise self.misread("query.empty_value", word.start)
        spec = within
        if spec is None:
            name, notice = self.meaning.default(word)
            spec = fields()[name]
            if notice is not None:
                self.notices.append(notice)
        text = word.text.strip()
        match spec.kind:
            case "text" | "party":
                return syntax.Term(spec.name, self._words(word))
            case "date":
                parts = text.split(":") if ":" in text else text.split()
                if len(parts) == 2:
                    return self._range(raw.Range(parts[0], parts[1], word.start, word.end), spec)
                low, high = self._days(text, word.start)
                return syntax.Dates(spec.name, low, high)
            case "integer":
                if (parts := text.split(":") if ":" in text else text.split()) and len(parts) == 2:
                    return self._range(raw.Range(parts[0], parts[1], word.start, word.end), spec)
                return syntax.Numbers(spec.name, self._integer(text, word.start), self._integer(text, word.start))
            case "class":
                return self._class(spec, text, spread)
            case "number":
                open_end = text[-1] in self.meaning.wild and len(text) > 1
                return syntax.Value(spec.name, text[:-1] if open_end else text, open_end)
            case "value":
                open_end = text[-1] in self.meaning.wild and len(text) > 1
                value = text[:-1] if open_end else text
                values = vocabulary_of(self.meaning.name, spec.name, value)
                return _join("or", [syntax.Value(spec.name, one, open_end) for one in values])
            case _:
                assert_never(spec.kind)

    def _class(self, spec: Field, text: str, spread: syntax.Spread | None) -> syntax.Query:
        symbol = "".join(text.upper().split())
        ends: tuple[syntax.Spread, ...] = ("low", "high", "same")
        for end in ends:
            if symbol.endswith("/" + end.upper()):
                symbol, spread = symbol[: -len(end) - 1], end
        while symbol and symbol[-1] in self.meaning.wild:
            symbol = symbol[:-1]
        if not symbol:
            raise self.misread("query.empty_value", 0)
        return syntax.Class(spec.name, symbol, spread or "low")

    def _words(self, word: raw.Word) -> tuple[syntax.Word, ...]:
        found: list[syntax.Word] = []
        place = word.start + word.quoted
        for part in re.finditer(r"\S+", word.text):
            found.append(self._pieces(part[0], place + part.start(), word.quoted))
        return tuple(found)

    def _pieces(self, text: str, start: int, quoted: bool) -> syntax.Word:
        if quoted and not self.meaning.wild_in_quotes:
            return (text,)
        pieces = self._split(text)
        wild = [piece for piece in pieces if not isinstance(piece, str)]
        if not wild:
            return (text,)
        if len(wild) == len(pieces):
            raise self.misread("query.only_wild", start, word=text)
        if len(text) > LONGEST_WORD:
            raise self.misread("query.long_word", start, word=text[:20], limit=LONGEST_WORD)
        first = pieces[0]
        if Wild.ANY in wild and isinstance(first, str) and not _UNSPACED.search(first):
            least = self.meaning.least_before
            if len(first) < least:
                values: dict[str, object] = {"word": text, "least": least}
                self.notices.append(Notice("query.short_stem", start, start + len(text), values))
        if Wild.ANY in wild and _UNSPACED.search(text) and pieces[-1] is Wild.ANY:
            self.notices.append(Notice("query.han_truncation", start, start + len(text), {"word": text}, "note"))
        self._warn_of_signs(text, start)
        return tuple(pieces)

    def _split(self, text: str) -> list[str | Wild]:
        """Literal pieces and signs, in order."""
        signs = re.escape("".join(self.meaning.wild))
        counted = rf"{re.escape(self.meaning.counted)}\d|" if self.meaning.counted else ""
        pieces: list[str | Wild] = []
        for part in re.findall(rf"{counted}[{signs}]|[^{signs}]+", text):
            if len(part) == 2 and part[0] == self.meaning.counted:
                pieces += [Wild.OPTIONAL] * int(part[1])
            else:
                pieces.append(self.meaning.wild.get(part, part))
        return pieces

    def _warn_of_signs(self, text: str, start: int) -> None:
        """``?`` and ``#`` mean the opposite in the neighbouring dialects."""
        for sign in "?#":
            meant = self.meaning.wild.get(sign)
            if sign in text and meant in (Wild.ONE, Wild.OPTIONAL):
                code = "query.sign_one" if meant is Wild.ONE else "query.sign_optional"
                self.notices.append(Notice(code, start, start + len(text), {"sign": sign, "word": text}, "note"))

    def _near(self, node: raw.Near, within: Field | None) -> syntax.Query:
        before = node.right if isinstance(node.right, raw.Fielded) else None
        behind = self._same_field(node, within)
        if within is None and before is not None and not _is_fielded(node.left):
            within = self.field_of(before.code, before.start)
        left, right = self.bind(node.left, within), self.bind(node.right, behind)
        sides = []
        for side in (left, right):
            operand = _operand(side)
            if operand is None:
                raise self.misread("query.near_operand", node.start)
            sides.append(operand)
        names = {name for side in sides for name in _fields_of(side)}
        if len(names) > 1:
            raise self.misread("query.near_fields", node.start, fields=", ".join(sorted(names)))
        op = node.op
        return syntax.Near(sides[0], sides[1], op.least, op.most, op.ordered, op.unit)

    def _same_field(self, node: raw.Near, within: Field | None) -> Field | None:
        """A bare word beside ``ti=a`` belongs to the same field."""
        left = node.left
        while isinstance(left, raw.Near):
            left = left.right if isinstance(left.right, raw.Fielded) else left.left
        if within is None and isinstance(left, raw.Fielded) and not isinstance(node.right, raw.Fielded):
            return self.field_of(left.code, left.start)
        return within

    def _range(self, node: raw.Range, spec: Field | None) -> syntax.Query:
        if spec is None:
            raise self.misread("query.range_field", node.start)
        low, high = (None if end in ("", "*") else end for end in (node.low.strip(), node.high.strip()))
        match spec.kind:
            case "date":
                begin = self._days(low, node.start)[1 if node.low_open else 0] if low else None
                end = self._days(high, node.start)[0 if node.high_open else 1] if high else None
                begin = begin + dt.timedelta(1) if begin and node.low_open else begin
                end = end - dt.timedelta(1) if end and node.high_open else end
                if begin and end and begin > end:
                    raise self.misread("query.range_order", node.start, low=low, high=high)
                return syntax.Dates(spec.name, begin, end)
            case "integer":
                a = self._integer(low, node.start) + node.low_open if low else None
                b = self._integer(high, node.start) - node.high_open if high else None
                return syntax.Numbers(spec.name, a, b)
            case "class" if low and high:
                return syntax.Class(spec.name, _symbol(low), "low", until=_symbol(high))
            case _:
                raise self.misread("query.no_range", node.start, field_code=spec.en)

    def _days(self, text: str, start: int) -> Days:
        found = days_of(text)
        if found is None:
            raise self.misread("query.bad_date", start, ("YYYYMMDD", "YYYY-MM-DD", "YYYY"), value=text)
        return found

    def _integer(self, text: str, start: int) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise self.misread("query.bad_integer", start, ("123",), value=text)
        return int(text)

    def misread(
        self, code: str, position: int, expected: tuple[str, ...] = (), fix: str = "", **values: object
    ) -> Misread:
        """The error at a place of the text."""
        return Misread(
            code,
            text=self.text,
            position=position,
            dialect=self.meaning.name,
            expected=expected,
            fix=fix,
            values=values,
        )


def _is_fielded(node: raw.Raw) -> bool:
    match node:
        case raw.Fielded():
            return True
        case raw.Near(_, left, right):
            return _is_fielded(left) or _is_fielded(right)
        case raw.Joined(_, items):
            return any(map(_is_fielded, items))
        case _:
            return False


def _symbol(text: str) -> str:
    return "".join(text.upper().split())


def _join(name: str, items: list[syntax.Query]) -> syntax.Query:
    if len(items) == 1:
        return items[0]
    kind = syntax.Or if name == "or" else syntax.And
    flat: list[syntax.Query] = []
    for item in items:
        flat += item.items if isinstance(item, kind) else (item,)
    if kind is syntax.And:
        flat = _closed(flat)
    return kind(tuple(flat)) if len(flat) > 1 else flat[0]


def _closed(items: list[syntax.Query]) -> list[syntax.Query]:
    """``pd>=a and pd<=b`` as one range, which dialects without ranges write in no other way."""
    found: list[syntax.Query] = []
    for item in items:
        before = found[-1] if found else None
        match before, item:
            case (syntax.Dates(a, low, None), syntax.Dates(b, None, high)) if a == b and low and high and low <= high:
                found[-1] = syntax.Dates(a, low, high)
            case (syntax.Numbers(a, first, None), syntax.Numbers(b, None, last)) if (
                a == b and first is not None and last is not None and first < last
            ):
                found[-1] = syntax.Numbers(a, first, last)
            case _:
                found.append(item)
    return found


def _operand(query: syntax.Query) -> syntax.Operand | None:
    match query:
        case syntax.Term() | syntax.Near():
            return query
        case syntax.Or(items):
            operands = [_operand(item) for item in items]
            return None if None in operands else syntax.OneOf(tuple(one for one in operands if one is not None))
        case _:
            return None


def _fields_of(operand: syntax.Operand) -> set[str]:
    match operand:
        case syntax.Term(name):
            return {name}
        case syntax.Near(left, right):
            return _fields_of(left) | _fields_of(right)
        case syntax.OneOf(items):
            return {name for item in items for name in _fields_of(item)}


def _with_offices(query: syntax.Query, offices: tuple[str, ...]) -> syntax.Query:
    match query:
        case syntax.Class(name, symbol, spread):
            return syntax.Class(name, symbol, spread, offices)
        case syntax.Or(items):
            return syntax.Or(tuple([_with_offices(item, offices) for item in items]))
        case _:
            return query
