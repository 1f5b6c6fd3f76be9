"""Dialect ``simple``: what a person types without having learned a language.

Words are joined by ``and``; ``OR`` and ``|``, ``NOT`` and ``-`` before a word; quotes for a phrase; ``ti:battery`` or
``标题=电池`` for a field; ``2019..2021`` for a range, of days of publication where no field stands before it; ``*`` any
letters, ``?`` exactly one. NOT binds before AND, AND before OR. In lower case ``and``, ``or``, ``not`` are operators
between two operands, which is said; elsewhere they are words. A word without a field that is a class symbol or a number
of a document is still looked for as text, and this is said.

Much of what Google Patents, PATENTSCOPE and the Lens read is the same; the rest that is usual there is read, too:
``before:priority:20200101`` (with that day), ``dp:[2010 TO 2020]``, ``ANDNOT``, ``"a b"~5`` (up to five words between,
in any order), Derwent's ``NEAR3`` and ``ADJ3`` as ``NEAR/3`` and ``ADJ/3``, the commonest fields; ``CL=(words)`` is the
claims there, ``cl:H01M`` a class; ``a^2`` weighs a word for the order and selects nothing. ``UND``, ``ODER``, ``NICHT``
are DEPATISnet's operators.
"""

from __future__ import annotations

import re
from functools import partial, reduce

from ipsearch.fields import plain_code
from ipsearch.patentnumbers.labels import COUNTRIES
from ipsearch.patentnumbers.number import read_numbers
from ipsearch.query.dialects import raw
from ipsearch.query.dialects.base import Notice, Reading, Rendering
from ipsearch.query.dialects.binding import Meaning, reading
from ipsearch.query.dialects.lexing import Op, Token, lex
from ipsearch.query.dialects.parser import Grammar, Parser, worded
from ipsearch.query.dialects.rendering import RESERVED, Style, Writer, nearness
from ipsearch.query.dialects.symbols import begins_a_class
from ipsearch.query.dialects.values import days_of
from ipsearch.query.spans import Unit
from ipsearch.query.syntax import Class, Query, Wild, leaves
from ipsearch.text.classsymbol import parse_symbol

NAME = "simple"
MOST_WORDS = 999
DAYS = "pd"
"""The field of days that stand without one."""
CLAIMS = "claims"
"""The code of the claims, which are ``CL`` in most systems, where a class is ``cl`` for others."""
LEAST_DIGITS = 6
"""Digits of a word that may be the number of a document: ``GB2312`` and ``CO2`` are none."""
_BETWEEN_NUMBERS = re.compile("[;,，；、]")

_RULES = re.compile(
    r"(?P<space>\s+|(?<=[\s)]);\s*\Z)"
    r'|(?P<phrase>"[^"]*")'
    r"|(?P<loose>(?<=\")~\d{1,3}(?![\w.]))|(?P<weight>(?<=[^\W\d]|[\")])\^\d{1,3}(?:\.\d{1,3})?(?!\w))"
    r"|(?P<near>(?:NEAR|ADJ)/?\d{1,3}|SENTENCE|PARAGRAPH)(?=[\s(])"
    r"|(?P<minus>-(?=[\w\"(]))(?<![\w)\"]-)"
    r"|(?P<bound>(?i:before|after)[:=](?:(?i:priority|filing|publication):)?\"?\d[\d-]{3,9}\"?(?=[\s)]|\Z))"
    r"|(?P<range>(?:(?<=[=:])|(?<=[=:]\s))\[\s*[^\s\]]{1,20}\s+(?i:TO)\s+[^\s\]]{1,20}\s*\])"
    r"|(?P<open>\()|(?P<close>\))|(?P<bar>\|)|(?P<rel><=|>=|[=:<>])"
    r'|(?P<word>(?:(?!(?<=[^\W\d])\^\d)[^\s()"=:<>|]|(?<=\d)(?<![^\W\d]\d):(?=\d))+)'
)
_KINDS = {"open": "(", "close": ")"}
_NUMBER = re.compile(
    r"(?:(?P<pct>PCT)[ /]?[A-Z]{2}|(?P<office>[A-Z]{2})(?:/[A-Z](?=/))?)?"
    r"[ /-]?\d[\d ,/-]*(?:\.[\dX]|X)?(?:[ -]?[A-Z]\d?)?"
)
_BOUND_CODES = {"priority": "prd", "filing": "ad", "publication": "pd"}
_CODES = {"publication": "pn", "application": "ap", "priority": "pr"}
LOWER = "lower"
_LOWER = frozenset(("and", "or", "not"))
_OPS = {"AND": Op("and"), "OR": Op("or"), "NOT": Op("not"), "ANDNOT": Op("not"), "和": Op("and"), "或": Op("or"),
        "UND": Op("and"), "ODER": Op("or"), "NICHT": Op("not")}  # fmt: skip


def tokens(text: str) -> list[Token]:
    """The tokens, operators recognised."""
    found: list[Token] = []
    for token in lex(text, _RULES, NAME):
        kind = _KINDS.get(token.kind, token.kind)
        if kind == "word" and (op := _OPS.get(token.text)):
            found.append(token.of("op", op))
        elif kind == "word" and token.text in _LOWER:
            found.append(token.of(LOWER))
        elif kind == "minus":
            found.append(token.of("op", Op("not")))
        elif kind == "bar":
            found.append(token.of("op", Op("or")))
        elif kind == "near":
            found.append(token.of("op", _near(token.text)))
        elif kind == "word" and "\\/" in token.text:  # the Lens wants 221\/220
            found.append(Token(kind, token.text.replace("\\/", "/"), token.start, token.end))
        else:
            found.append(token.of(kind))
    return [_lower(found, i) if token.kind == LOWER else token for i, token in enumerate(found)]


def _lower(found: list[Token], place: int) -> Token:
    """A lower-case operator between two operands; else the word."""
    token = found[place]
    before, behind = found[place - 1 : place], found[place + 1 : place + 2]
    ends = before and before[0].kind in ("word", "phrase", ")")
    if token.text == "not" and before and (before[0].kind == LOWER or before[0].op):
        ends = True
    begins = behind and (behind[0].kind in ("word", "phrase", "(") or behind[0].text in ("not", "NOT", "-"))
    return token.of("op", _OPS[token.text.upper()]) if ends and begins else token.of("word")


def _near(text: str) -> Op:
    units: dict[str, Unit] = {"SENTENCE": "sentence", "PARAGRAPH": "paragraph"}
    if text in units:
        return Op("near", unit=units[text])
    return Op("near", 0, int(re.sub(r"\D", "", text)), text.startswith("ADJ"))


def _operand(parser: Parser) -> raw.Raw | None:
    token, following = parser.peek(), parser.peek(1)
    assert token is not None
    if token.kind == "bound":
        parser.place += 1
        return _bound(parser, token)
    if token.kind != "word" or following is None or following.kind != "rel":
        if token.kind == "rel":
            raise parser.misread("query.relation_first", ("ti", "标题"), relation=token.text)
        return _bare_days(parser, token) if token.kind == "word" else None
    parser.place += 2
    value = parser.peek()
    item: raw.Raw
    if following.text not in ("=", ":"):
        return raw.Fielded(token.text, token.start, following.end, raw.compared(following.text, _end(parser)))
    if value is not None and value.kind == "(":
        item = parser.within(parser.parentheses)
    elif value is not None and value.kind == "range":
        parser.place += 1
        low, _, high = value.text[1:-1].split()
        item = raw.Range(low, high, value.start, value.end)
    else:
        item = _after(parser, _bounded(worded(parser, ("word", '"..."', "("))))
    code = CLAIMS if plain_code(token.text) == "CL" and _is_text(item) else token.text
    return raw.Fielded(code, token.start, following.end, item)


def _end(parser: Parser) -> raw.Word:
    """The value behind ``>=``, which may stand in parentheses: ``PY>=(2018)``."""
    opening = parser.peek()
    if opening is None or opening.kind != "(":
        return worded(parser, ("2010-01-01",))
    parser.place += 1
    value = worded(parser, ("2010-01-01",))
    parser.close(opening)
    return value


def _is_text(item: raw.Raw) -> bool:
    """Whether a value holds words and no symbol of a class."""
    match item:
        case raw.Word(text):
            return not begins_a_class(text)
        case raw.Joined(_, items):
            return all(map(_is_text, items))
        case raw.Negated(one):
            return _is_text(one)
        case raw.Near():
            return True
        case _:
            return False


def _after(parser: Parser, item: raw.Raw) -> raw.Raw:
    """``"a b"~5`` behind a phrase: its words at this distance in any order; a weight, which selects nothing."""
    token = parser.peek()
    if token is None or token.kind not in ("loose", "weight"):
        return item
    parser.place += 1
    told: dict[str, object] = {"sign": token.text}
    if token.kind == "weight":
        parser.notices.append(Notice("query.weight", token.start, token.end, told, "note"))
        return item
    words = item.text.split() if isinstance(item, raw.Word) else []
    if len(words) < 2 or not isinstance(item, raw.Word):
        raise parser.misread_at(token.start, "query.unsupported", ('"a b"~5',), construct=token.text)
    op = Op("near", 0, int(token.text[1:]))
    parser.notices.append(Notice("query.loose_phrase", item.start, token.end, told | {"n": op.most}, "note"))
    parts: list[raw.Raw] = [raw.Word(word, item.start, item.end) for word in words]
    return reduce(lambda left, right: raw.Near(op, left, right, token.start, token.end), parts)


def _bound(parser: Parser, token: Token) -> raw.Raw:
    """``before:priority:20200101`` and ``after:...``, as Google Patents writes days; that day is in both. Without the
    name of a date it is that of priority, as Google's form has it."""
    side, *kinds, day = re.split("[:=]", token.text.casefold().replace('"', ""))
    item = (
        raw.Range("", day, token.start, token.end) if side == "before" else raw.Range(day, "", token.start, token.end)
    )
    code = _BOUND_CODES[kinds[0]] if kinds else _BOUND_CODES["priority"]
    if not kinds:
        told: dict[str, object] = {"word": token.text, "field_code": code}
        parser.notices.append(Notice("query.inferred", token.start, token.end, told, "note"))
    return raw.Fielded(code, token.start, token.end, item)


def _bare_days(parser: Parser, token: Token) -> raw.Raw | None:
    """Days without a field (``2019..2023``): those of publication, which is said."""
    low, dots, high = token.text.partition("..")
    ends = [end for end in (low, high) if end]
    if not dots or not ends or not all(map(days_of, ends)):
        return None
    parser.place += 1
    told: dict[str, object] = {"word": token.text, "field_code": DAYS}
    parser.notices.append(Notice("query.inferred", token.start, token.end, told, "note"))
    return raw.Fielded(DAYS, token.start, token.end, raw.Range(low, high, token.start, token.end))


def _bounded(value: raw.Word) -> raw.Raw:
    low, dots, high = value.text.partition("..")
    return raw.Range(low, high, value.start, value.end) if dots and not value.quoted else value


def _default(word: raw.Word) -> tuple[str, Notice | None]:
    """Where a word without a field is looked for, and what it may have been meant for: numbers, a class."""
    plain = word.text.strip().upper()
    code, numbers = _numbers(plain)
    if code:
        quoted = [f'"{one}"' if " " in one else one for one in numbers]
        plain = quoted[0] if len(quoted) == 1 else f"({' or '.join(quoted)})"
    elif (symbol := parse_symbol(plain)) and symbol.group:
        code = "cl"
    else:
        return "title_abstract_claims", None
    told: dict[str, object] = {"value": word.text, "right": f"{code}:{plain}"}
    return "title_abstract_claims", Notice("query.as_text", word.start, word.end, told)


def _numbers(plain: str) -> tuple[str, list[str]]:
    """The field of what looks like a number, or several that are pasted as one word, and these; none if it does not."""
    if code := _number_field(plain):
        return code, [plain]
    parts = [part.strip() for part in _BETWEEN_NUMBERS.split(plain)]
    numbers = [part for part in parts if part]
    codes = {_number_field(one) for one in numbers} if len(parts) > 1 else set()
    return (codes.pop(), numbers) if len(codes) == 1 else ("", [])


def _number_field(plain: str) -> str:
    """The field of what looks like the number of a document: by its country, or by a check digit that is right."""
    if not (found := _NUMBER.fullmatch(plain)):
        return ""
    country = found["office"] or ""
    readings = read_numbers(plain) if len(re.findall(r"\d", plain)) >= LEAST_DIGITS else ()
    known = country in COUNTRIES or country == "ZL" or found["pct"] or any(one.check == "ok" for one in readings)
    return _CODES.get(readings[0].role, "num") if readings and known else ""


_GRAMMAR = Grammar(NAME, {"or": 1, "and": 2, "not": 3, "near": 5}, "and", True, _operand, _after)
_MEANING = Meaning(NAME, {"*": Wild.ANY, "?": Wild.ONE}, _default)


def parse(text: str) -> Reading:
    """Read a query; :class:`~ipsearch.query.dialects.base.Misread` if it is none."""
    parser = Parser(text, found := tokens(text), _GRAMMAR)
    lower = [token for token in found if token.kind == "op" and token.text in _LOWER]
    if lower:
        parser.notices.append(Notice("query.lower_operator", lower[0].start, lower[0].end, level="note"))
    return reading(parser, _MEANING)


_write_near = partial(
    nearness, sentence="SENTENCE", paragraph="PARAGRAPH", ordered="ADJ/{n}", unordered="NEAR/{n}", most=MOST_WORDS
)  # fmt: skip
_STYLE = Style(
    NAME, template="{code}:{value}", near=_write_near, and_=" ", or_=" OR ", not_="NOT", near_inside=True,
    wild={Wild.ANY: "*", Wild.ONE: "?"}, date_range="{code}:{low}..{high}", date_from="{code}>={low}",
    date_to="{code}<={high}", class_low="{code}:{symbol}", default_text="title_abstract_claims",
    reserved=RESERVED + r"|sentence|paragraph|(?:near|adj)\d{1,3}|和|或|und|oder|nicht",
)  # fmt: skip


def render(query: Query) -> Rendering:
    """Write a query in this dialect: the canonical form, in which readings are shown."""
    writer = Writer(_STYLE)
    for leaf in leaves(query):
        if isinstance(leaf, Class) and _reads_as_claims(leaf):
            writer.lose("query.loss_signs", word=leaf.symbol)
    return writer.write(query)


def _reads_as_claims(query: Class) -> bool:
    """Whether this dialect would take the symbol, written behind ``cl``, for a word of the claims (``cl:09-01``)."""
    return query.field == "class" and not begins_a_class(query.symbol)


def marks(text: str) -> float:
    """Any text may be meant like this; little speaks for it."""
    return 0.2 if text.strip() else 0.0
