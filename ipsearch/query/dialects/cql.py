"""Dialect ``cql``: the query language of Espacenet and Open Patent Services (EPO, OPS Reference Guide 1.3).

Operators have no precedence: the left one has it. ``not`` is binary. Terms beside each other are joined by ``and``, and
a term without an index gets one by its form (Extended CQL). ``*`` any letters, ``?`` none or one, ``#`` exactly one.
Nearness binds to the clause before it, and both sides have the same index.
"""

from __future__ import annotations

import re

from ipsearch.query.dialects import raw
from ipsearch.query.dialects.base import Misread, Notice, Reading, Rendering
from ipsearch.query.dialects.binding import Meaning, reading
from ipsearch.query.dialects.lexing import Op, Token, lex, plain
from ipsearch.query.dialects.parser import Grammar, Parser, word_of, worded
from ipsearch.query.dialects.rendering import Style, Writer, sureness
from ipsearch.query.dialects.values import days_of
from ipsearch.query.spans import Unit
from ipsearch.query.syntax import Near, Query, Wild

NAME = "cql"
ADJACENT = 1
"""The distance of words that stand side by side. The CQL standard counts positions, so ``distance<=n`` allows n - 1
words between; the guide of OPS says "separated by at most n words" instead, and the documents do not settle it."""
DEFAULT_DISTANCE = 1
MOST_WORDS = 9000
FIRST_YEAR, LAST_YEAR = 1800, 2999
"""Between them a term without an index is a date."""

_MODIFIER = re.compile(
    r"\s*/\s*(?:(?P<distance>distance)\s*(?P<cmp><=|>=|<|>|=)\s*(?P<n>\d{1,4})"
    r"|unit\s*=\s*(?P<unit>word|sentence|paragraph)\b"
    r"|(?P<ordered>ordered)(?:\s*=\s*(?P<flag>true|false))?\b)",
    re.IGNORECASE,
)
_RULES = re.compile(
    r"(?P<space>\s+)"
    r'|(?P<phrase>"[^"]*")'
    r"|(?P<prox>prox\b(?:\s*/\s*(?:distance\s*(?:<=|>=|<|>|=)\s*\d{1,4}|unit\s*=\s*(?:word|sentence|paragraph)\b"
    r"|ordered(?:\s*=\s*(?:true|false))?\b))*)"
    r"|(?P<spread>/(?:low|high|same)\b)"
    r"|(?P<rel><=|>=|==|=|<|>)"
    r"|(?P<open>\()|(?P<close>\))|(?P<comma>,)"
    r'|(?P<word>[^\s()"=<>,]+)',
    re.IGNORECASE,
)
_FOREIGN = re.compile(r"(?P<n>\d{0,2})(?P<o>[wn])\Z", re.IGNORECASE)
_KINDS = {"open": "(", "close": ")", "comma": ","}
_OPS = {"and": Op("and"), "or": Op("or"), "not": Op("not")}
_WORDS = frozenset(("any", "all", "within"))
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_CLASS = re.compile(r"[A-HY](?:\d{2}(?:[A-Z](?:\d{1,4}(?:/[0-9A-F]{2,6})?)?)?)?\Z", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\w{2,4}\d+[A-Za-z]?\d?|\d+)\Z", re.ASCII)
_NAME = re.compile(r"[^\W\d_]+\Z")


def tokens(text: str) -> list[Token]:
    """The tokens, operators recognised."""
    found: list[Token] = []
    for token in lex(text, _RULES, NAME):
        kind = _KINDS.get(token.kind, token.kind)
        word = token.text.casefold()
        if kind == "word" and word in _OPS:
            found.append(token.of("op", _OPS[word]))
        elif kind == "prox":
            found.append(token.of("op", _near(token.text)))
        else:
            found.append(token.of(kind))
            if kind == ")" and len(found) > 2:
                _refuse_foreign(found[-3:], text)
    return found


def _refuse_foreign(three: list[Token], text: str) -> None:
    """``(2w)`` is incoPat's."""
    opening, word, closing = three
    foreign = _FOREIGN.match(word.text) if word.kind == "word" and opening.kind == "(" else None
    if foreign is None:
        return
    most, ordered = int(foreign["n"] or 1) + ADJACENT, "/ordered=true" if foreign["o"] in "wW" else ""
    sign, right = text[opening.start : closing.end], f"prox/distance<={most}{ordered}"
    raise Misread(
        "query.foreign_near", text=text, position=opening.start, dialect=NAME, expected=("prox",),
        fix=text[: opening.start] + right + text[closing.end :], sign=sign, right=right,
    )  # fmt: skip


def _near(text: str) -> Op:
    most: int | None = DEFAULT_DISTANCE - ADJACENT
    least, ordered, unit, given = 0, False, "", False
    for found in _MODIFIER.finditer(text):
        if found["distance"]:
            n, given = int(found["n"]), True
            match found["cmp"]:
                case "<=":
                    most = n - ADJACENT
                case "<":
                    most = n - 1 - ADJACENT
                case "=":
                    least = most = n - ADJACENT
                case ">=":
                    least, most = n - ADJACENT, None
                case _:
                    least, most = n + 1 - ADJACENT, None
        elif found["unit"]:
            unit = found["unit"].casefold()
        else:
            ordered = (found["flag"] or "true").casefold() == "true"
    if unit in ("sentence", "paragraph") and not given:
        most = None
    near_unit: Unit = "sentence" if unit == "sentence" else "paragraph" if unit == "paragraph" else ""
    return Op("near", max(least, 0), None if most is None else max(most, 0), ordered, near_unit)


def _operand(parser: Parser) -> raw.Raw | None:
    token, following = parser.peek(), parser.peek(1)
    if token is not None and token.kind == "phrase" and following is not None:
        behind = parser.peek(2)
        if following.text.casefold() in _WORDS and behind is not None and behind.kind == "phrase":
            parser.place += 1
            raise parser.misread("query.unexpected", ("and", "or", "not"), token=following.text)
    if token is None or token.kind != "word" or following is None or token.text.startswith("/"):
        if token is not None and token.kind == "rel":
            raise parser.misread("query.relation_first", ("ti", "pa", "word"), relation=token.text)
        before = parser.tokens[parser.place - 1] if parser.place else None
        if token is not None and token.text.startswith("/") and before is not None and before.text.startswith("prox"):
            raise parser.misread("query.modifier", ("distance", "unit", "ordered"), modifier=token.text)
        return None
    keyword = following.text.casefold() if following.kind == "word" else ""
    value = parser.peek(2)
    is_list = keyword in _WORDS and value is not None and value.kind in ("phrase", "word") and value.op is None
    if keyword in _WORDS and value is not None and value.kind == "(":
        parser.place += 2
        raise parser.misread("query.list_value", ('"..."',), relation=keyword)
    if keyword in _WORDS and value is None:
        parser.place += 2
        raise parser.misread("query.value_missing", ('"..."',))
    if following.kind != "rel" and not is_list:
        return None
    parser.place += 2
    relation = keyword if is_list else following.text
    spread = parser.peek()
    if spread is not None and spread.kind == "spread" and relation in ("=", "=="):
        parser.place += 1
        relation = spread.text[1:].casefold()
    item: raw.Raw
    offices: tuple[str, ...] = ()
    if relation in ("<", "<=", ">", ">="):
        item = raw.compared(relation, worded(parser, ("20190101", "2019")))
        relation = "="
    else:
        relation = "=" if relation == "==" else relation
        item, offices = _value(parser)
    return raw.Fielded(token.text, token.start, following.end, item, relation, offices)


def _value(parser: Parser) -> tuple[raw.Raw, tuple[str, ...]]:
    """A value, and the offices that a class is limited to."""
    token = parser.peek()
    if token is not None and token.kind == "(":
        return _offices(parser) or (parser.within(parser.parentheses), ())
    return worded(parser, ("word", '"..."', "(")), ()


def _offices(parser: Parser) -> tuple[raw.Raw, tuple[str, ...]] | None:
    """``(C08F prox/unit=sentence (US, EP))``."""
    symbol, near, opening = parser.peek(1), parser.peek(2), parser.peek(3)
    is_qualified = (
        symbol is not None and symbol.kind == "word" and near is not None and near.op is not None
        and near.op.name == "near" and opening is not None and opening.kind == "("
    )  # fmt: skip
    if not is_qualified:
        return None
    assert symbol is not None
    parser.place += 4
    names: list[str] = []
    while (token := parser.peek()) is not None and token.kind in ("word", ","):
        if token.kind == "word":
            names.append(token.text.upper())
        parser.place += 1
    if not names:
        raise parser.misread("query.value_missing", ("US", "EP"))
    for _ in range(2):
        parser.close(symbol)
    return word_of(symbol), tuple(names)


def _default(word: raw.Word) -> tuple[str, Notice | None]:
    """The index of a term that has none, by its form (OPS guide, Extended CQL)."""
    name = _inferred(word.text) if not word.quoted else "text"
    code = {"text": "txt", "names": "ia", "number": "num", "class": "cl", "publication_date": "pd"}[name]
    return name, Notice("query.inferred", word.start, word.end, {"word": word.text, "field_code": code}, "note")


def _inferred(text: str) -> str:
    if _COUNTRY.match(text):
        return "number"
    first, _, second = text.partition(":")
    days = days_of(first)
    if days and FIRST_YEAR <= days[0].year <= LAST_YEAR and (not second or days_of(second)):
        return "publication_date"
    if _CLASS.match(text):
        return "class"
    if _NUMBER.match(text):
        return "number"
    if _NAME.match(text) and text[0].isupper() and not text[0].islower():
        return "names"
    return "text"


_GRAMMAR = Grammar(NAME, {"and": 1, "or": 1, "not": 1, "near": 5}, "and", False, _operand, left_to_right=True)
_MEANING = Meaning(NAME, {"*": Wild.ANY, "?": Wild.OPTIONAL, "#": Wild.ONE}, _default, least_before=3)


def parse(text: str) -> Reading:
    """Read a query; :class:`~ipsearch.query.dialects.base.Misread` if it is none."""
    return reading(Parser(text, tokens(text), _GRAMMAR), _MEANING)


def _write_near(near: Near) -> str | None:
    parts = ["prox"]
    if max(near.least, near.most or 0) > MOST_WORDS:
        return None
    if near.unit:
        parts.append(f"unit={near.unit}")
    if near.most is not None:
        if near.least == near.most:
            parts.append(f"distance={near.most + ADJACENT}")
        elif near.least == 0:
            parts.append(f"distance<={near.most + ADJACENT}")
        else:
            return None
    elif near.least:
        parts.append(f"distance>={near.least + ADJACENT}")
    elif not near.unit:
        return None
    if near.ordered:
        parts.append("ordered=true")
    return "/".join(parts)


_STYLE = Style(
    NAME, template="{code}={value}", near=_write_near, and_=" and ", or_=" or ", not_=" not ", unary_not=False,
    wild={Wild.ANY: "*", Wild.OPTIONAL: "?", Wild.ONE: "#"}, date_range='{code} within "{low} {high}"',
    date_from="{code}>={low}", date_to="{code}<={high}", class_low="{code}=/low {symbol}",
    class_same="{code}=/same {symbol}",
    class_high="{code}=/high {symbol}", class_range='{code} within "{symbol} {until}"',
    class_offices="{code}=({symbol} prox/unit=sentence ({offices}))", default_text="text",
    signs="*?#",
)  # fmt: skip


def render(query: Query) -> Rendering:
    """Write a query in this dialect."""
    return Writer(_STYLE).write(query)


_SIGNS = re.compile(
    r'\bprox\b|=\s*/(?:low|high|same)\b|\b(?:within|any|all)\s+"'
    r"|(?<!\w)(?:ti|ab|ta|pa|pn|pd|cpc|ipc|ctxt|ftxt|txt|ap|pr)\s+(?:within|any|all)\s+\w"
)
_INDEXES = re.compile(r"\b(?:ti|ab|ta|pa|in|pn|pd|cpc|ipc|ctxt|ftxt|txt|num|ap|pr|ia|cl)\s*={1,2}(?!\s*\[)")


def marks(text: str) -> float:
    """How much the text looks like CQL: ``prox``, ``within "a b"``, ``ti any battery`` (but ``in any case``); indexes
    with ``=`` stand in incoPat's language, too."""
    source = plain(text)
    return sureness(len(_SIGNS.findall(source)), 0.9, 0.9) or sureness(len(_INDEXES.findall(source)), 0.4, 0.6)
