"""A parsed query understood: codes become fields, words become terms, dates, classes, numbers and values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import reduce
from typing import assert_never

from ipsearch.fields import Field, absent, codes, fields, plain_code, wider
from ipsearch.query import syntax
from ipsearch.query.dialects import raw
from ipsearch.query.dialects.base import LONGEST, Misread, Notice, Reading
from ipsearch.query.dialects.parser import Parser
from ipsearch.query.dialects.pasted import foreign_wild
from ipsearch.query.dialects.shapes import either, join, operand_of, with_offices
from ipsearch.query.dialects.symbols import class_of, symbol_of
from ipsearch.query.dialects.values import Days, days_of, ends_of, is_document, stage_of, values_instead, vocabulary_of
from ipsearch.query.syntax import Wild

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
LONGEST_WORD = 200
"""Characters of a word with wildcards."""
MISSPELT = 0.75
"""How alike a code and a known one are if it is misspelt: as ``TL`` and ``TTL``, not as ``APN`` and ``PN``."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a dialect makes of words.

    ``wild`` are its signs of truncation; ``least_before`` how many letters must stand before one that is open to the
    end. ``default`` says, for a word without a field, which field it is searched in (and what to tell about it).
    ``spread`` says what a code alone tells about descendants. ``counted`` is a sign that a digit may follow: up to so
    many characters. ``joiner`` stands between parts of a word that may be written together, with a hyphen or apart.
    ``month_first`` says that 3/4/2019 is the fourth of March.
    """

    name: str
    wild: Mapping[str, Wild]
    default: Callable[[raw.Word], tuple[str, Notice | None]]
    least_before: int = 0
    wild_in_quotes: bool = True
    spread: Callable[[str], syntax.Spread | None] = lambda _: None
    counted: str = ""
    joiner: str = ""
    month_first: bool = False


def searched_in(name: str, code: str) -> Callable[[raw.Word], tuple[str, Notice | None]]:
    """What looks for every word without a field in one field, and tells so by the dialect's ``code`` of it."""

    def default(word: raw.Word) -> tuple[str, Notice | None]:
        told: dict[str, object] = {"word": word.text, "field_code": code}
        return name, Notice("query.default_field", word.start, word.end, told, "note")

    return default


@dataclass(slots=True)
class Binder:
    """Binds one text."""

    meaning: Meaning
    text: str
    notices: list[Notice] = field(default_factory=list)
    bound: int = 0

    def bind(self, node: raw.Raw, within: Field | None = None, spread: syntax.Spread | None = None) -> syntax.Query:
        """The query that a parsed node means inside a field."""
        self.bound += 1
        if self.bound > LONGEST:  # several fields behind parentheses multiply what is inside
            raise self.misread("query.too_long", 0, ("word",), limit=LONGEST)
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
                    raise self.misread("query.often_operand", node.start, ("word", '"..."'))
                if term.is_wild:
                    raise self.misread("query.often_wild", node.start, ("word", '"..."'))
                return syntax.Often(term, least)
            case raw.Joined("gand", items):
                bound = [self.bind(item, within) for item in items]
                parts = [item.items if isinstance(item, syntax.SameEvent) else (item,) for item in bound]
                return syntax.SameEvent(tuple(one for part in parts for one in part))
            case raw.Joined("xor", items):
                return reduce(either, [self.bind(item, within) for item in items])
            case raw.Joined(name, items):
                return join(name, [self.bind(item, within, spread) for item in items])
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
                raise self.misread("query.unsupported", node.start, ("word",), construct=node.name)
            case _:
                assert_never(node)

    def field_of(self, code: str, start: int) -> Field:
        """The field of a code; ``query.unknown_field`` with the nearest codes if there is none."""
        known = codes(self.meaning.name)
        found = known.get(plain_code(code))
        if found is None and plain_code(code) in absent(self.meaning.name):
            raise self.misread("query.absent_field", start, ("word",), field_code=code)
        if found is None and code[:1] in ("&", "|") and plain_code(code.lstrip("&|")) in known:
            right, behind = ("and", "or")[code[0] == "|"], code.lstrip("&|")
            fix = f"{self.text[:start].rstrip()} {right} {behind}{self.text[start + len(code) :]}"
            raise self.misread("query.foreign_operator", start, ("and", "or"), fix, sign=code[0], right=right)
        if found is None:
            near, fix = get_close_matches(code.upper(), list(known), 3, 0.4), ""
            alike = [one for one in near[:1] if one[0] == code[0].upper()]
            if get_close_matches(code.upper(), alike, 1, MISSPELT) and not code.endswith("!"):  # a != b
                right = near[0].lower() if code.islower() else near[0]
                fix = f"{self.text[:start]}{right}{self.text[start + len(code) :]}"
            expected = tuple(near) or tuple(known)[:3]
            raise self.misread("query.unknown_field", start, expected, fix, field_code=code)
        if plain_code(code) in wider(self.meaning.name):
            told: dict[str, object] = {"field_code": code, "field": found.label}
            if (notice := Notice("query.wider_field", start, start + len(code), told)) not in self.notices:
                self.notices.append(notice)
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
                raise self.misread("query.class_relation", node.start, ("cpc", "ipc", "cl"), field_code=node.code)
            spread = node.relation  # type: ignore[assignment]
        elif spec.kind == "class":
            spread = self.meaning.spread(node.code)
        found = self.bind(node.item, spec, spread)
        if node.offices:
            return with_offices(found, node.offices)
        return found

    def _listed(self, node: raw.Fielded, spec: Field) -> syntax.Query:
        if not isinstance(node.item, raw.Word):
            raise self.misread("query.list_value", node.start, ('"..."',), relation=node.relation)
        words = node.item.text.replace(",", " ").split()
        if not words:
            raise self.misread("query.empty_value", node.item.start, ("word",))
        items = [self._word(raw.Word(word, node.item.start, node.item.end), spec, None) for word in words]
        return join("or" if node.relation == "any" else "and", items)

    def _within(self, node: raw.Fielded, spec: Field) -> syntax.Query:
        item = node.item
        parts = re.split(r"[\s,]+", item.text.strip()) if isinstance(item, raw.Word) else []
        if not parts or len(parts) > 2 or not parts[0]:
            raise self.misread("query.within", node.start, ('"20190101 20191231"',), field_code=node.code)
        assert isinstance(item, raw.Word)
        return self._range(raw.Range(parts[0], parts[-1], item.start, item.end), spec)

    def _word(self, word: raw.Word, within: Field | None, spread: syntax.Spread | None) -> syntax.Query:
        word = word.trimmed()
        if not word.text:
            raise self.misread("query.empty_value", word.start, ("word",))
        spec = within
        if spec is None:
            name, notice = self.meaning.default(word)
            spec = fields()[name]
            if notice is not None:
                self.notices.append(notice)
        text = word.text
        match spec.kind:
            case "text" | "party":
                joiner = self.meaning.joiner
                if joiner and not word.quoted and joiner in text.strip(joiner):
                    parts = [part for part in text.split(joiner) if part]
                    ways = (raw.Word(sign.join(parts), word.start, word.end) for sign in (" ", "-", ""))
                    return syntax.Or(tuple(syntax.Term(spec.name, self._words(way)) for way in ways))
                return syntax.Term(spec.name, self._words(word))
            case "date":
                if len(parts := ends_of(text)) == 2:
                    return self._range(raw.Range(parts[0], parts[1], word.start, word.end), spec)
                low, high = self._days(text, word.start)
                return syntax.Dates(spec.name, low, high)
            case "integer":
                if len(parts := ends_of(text)) == 2:
                    return self._range(raw.Range(parts[0], parts[1], word.start, word.end), spec)
                return syntax.Numbers(spec.name, self._integer(text, word.start), self._integer(text, word.start))
            case "class":
                return self._class(spec, text, spread, word.start)
            case "number" | "value":
                open_end = text[-1] in self.meaning.wild and len(text) > 1
                value = text[:-1] if open_end else text
                if spec.kind == "number":
                    return syntax.Value(spec.name, value, open_end)
                if spec.name == "national":
                    self._refuse_inside(value, word, spec)
                if spec.name in ("type", "status") and (found := stage_of(self.meaning.name, spec.name, value)):
                    return found
                values = vocabulary_of(self.meaning.name, spec.name, value)
                self._warn_of_value(spec, values, word, open_end)
                if spec.name in ("family", "extended_family") and is_document(value):
                    told: dict[str, object] = {"value": value, "field": spec.label}
                    self.notices.append(Notice("query.family_number", word.start, word.end, told))
                return join("or", [syntax.Value(spec.name, one, open_end) for one in values])
            case _:
                assert_never(spec.kind)

    def _warn_of_value(self, spec: Field, values: tuple[str, ...], word: raw.Word, open_end: bool) -> None:
        """A value that no record has."""
        if instead := values_instead(spec.name, values, open_end):
            told: dict[str, object] = {"value": word.text, "field": spec.label, "values": instead}
            self.notices.append(Notice("query.unknown_value", word.start, word.end, told))

    def _refuse_inside(self, value: str, word: raw.Word, spec: Field) -> None:
        """``704/2??`` and ``439/395-475``: national classes are compared whole or by their beginning."""
        if any(sign in value for sign in self.meaning.wild):
            raise self.misread("query.unsupported", word.start, (f"{value[:3]}*",), construct=word.text)
        if re.fullmatch(r"\d+/\d+-\d+", value):
            raise self.misread("query.no_range", word.start, ("word", '"..."'), field_code=spec.en)

    def _class(self, spec: Field, text: str, spread: syntax.Spread | None, start: int) -> syntax.Query:
        if found := class_of(spec.name, text, spread, "".join(self.meaning.wild)):
            return found
        raise self.misread("query.empty_value", start, ("A01B", "H01M10/613"))

    def _words(self, word: raw.Word) -> tuple[syntax.Word, ...]:
        found: list[syntax.Word] = []
        place = word.start + word.quoted
        for part in re.finditer(r"\S+", word.text):
            found.append(self._pieces(part[0], place + part.start(), word.quoted))
        return tuple(found)

    def _pieces(self, text: str, start: int, quoted: bool) -> syntax.Word:
        if quoted and not self.meaning.wild_in_quotes:
            if any(sign in text for sign in self.meaning.wild):
                self.notices.append(Notice("query.quoted_wild", start, start + len(text), {"word": text}))
            return (text,)
        self.notices += foreign_wild(text, start, self.meaning.wild)
        pieces = self._split(text)
        wild = [piece for piece in pieces if not isinstance(piece, str)]
        if len(wild) == len(pieces):
            raise self.misread("query.only_wild", start, ("word",), word=text[:20])
        if not wild:
            return tuple(pieces)
        if len(text) > LONGEST_WORD:
            raise self.misread("query.long_word", start, ("word",), word=text[:20], limit=LONGEST_WORD)
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
            elif (sign := self.meaning.wild.get(part)) is not None:
                pieces.append(sign)
            elif pieces and isinstance(before := pieces[-1], str):
                pieces[-1] = before + part
            else:
                pieces.append(part)
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
        if within is None and before is not None and not raw.has_field(node.left):
            within = self.field_of(before.code, before.start)
        left, right = self.bind(node.left, within), self.bind(node.right, behind)
        sides = []
        for side in (left, right):
            operand = operand_of(side)
            if operand is None:
                raise self.misread("query.near_operand", node.start, ("word", '"..."', "("))
            sides.append(operand)
        names = {term.field for side in sides for term in syntax.terms(side)}
        if len(names) > 1:
            found = [fields()[name].codes.get(self.meaning.name, (name,))[0] for name in sorted(names)]
            raise self.misread("query.near_fields", node.start, tuple(found), fields=", ".join(sorted(names)))
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
            raise self.misread("query.range_field", node.start, ("pd", "ad"))
        low, high = (None if end in ("", "*") else end for end in (node.low.strip(), node.high.strip()))
        match spec.kind:
            case "date":
                begin = self._days(low, node.start)[1 if node.low_open else 0] if low else None
                end = self._days(high, node.start)[0 if node.high_open else 1] if high else None
                if begin == dt.date.max and node.low_open:
                    raise self.misread("query.bad_date", node.start, ("YYYYMMDD", "YYYY-MM-DD", "YYYY"), value=low)
                begin = begin + dt.timedelta(1) if begin and node.low_open else begin
                end = end - dt.timedelta(1) if end and node.high_open else end
                if begin and end and begin > end:
                    raise self._disordered(node, low, high)
                return syntax.Dates(spec.name, begin, end)
            case "integer":
                a = self._integer(low, node.start) + node.low_open if low else None
                b = self._integer(high, node.start) - node.high_open if high else None
                if a is not None and b is not None and a > b:
                    raise self._disordered(node, low, high)
                return syntax.Numbers(spec.name, a, b)
            case "class" if low and high:
                return syntax.Class(spec.name, symbol_of(low), "low", until=symbol_of(high))
            case _:
                raise self.misread("query.no_range", node.start, ("word", '"..."'), field_code=spec.en)

    def _disordered(self, node: raw.Range, low: str | None, high: str | None) -> Misread:
        """A range whose end is before its beginning, with both put right."""
        typed, fix = self.text[node.start : node.end], ""
        if low and high and 0 <= (i := typed.find(low)) < (j := typed.rfind(high)) and i + len(low) <= j:
            swapped = typed[:i] + high + typed[i + len(low) : j] + low + typed[j + len(high) :]
            fix = self.text[: node.start] + swapped + self.text[node.end :]
        return self.misread("query.range_order", node.start, (f"{high}", f"{low}"), fix, low=low, high=high)

    def _days(self, text: str, start: int) -> Days:
        found = days_of(text, self.meaning.month_first)
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
            **values,
        )


def reading(parser: Parser, meaning: Meaning, check: Callable[[raw.Raw, Binder], None] = lambda *_: None) -> Reading:
    """The whole text of a parser as a query; ``check`` looks at its tree for what the dialect forbids.

    Raises :class:`~ipsearch.query.dialects.base.Misread`.
    """
    tree, binder = parser.whole(), Binder(meaning, parser.text)
    check(tree, binder)
    return Reading(meaning.name, binder.bind(tree), (*parser.notices, *binder.notices))
