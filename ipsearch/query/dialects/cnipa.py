"""Dialect ``cnipa``: the search system of CNIPA (专利检索及分析系统) with Chinese field names, and the operators of
EPOQUE.

What the office documents is little; where it is silent, the meaning is that of EPOQUE and Questel, whose language the
examiners' system uses: read from left to right; ``W`` beside each other, ``nW`` up to n words between in this order,
``=nW`` exactly n, ``D`` and ``nD`` in any order, ``S`` the same sentence, ``P`` the same paragraph,
``F`` the same field; ``+`` any letters,
``?`` none or one, ``#`` exactly one; ``%`` is ``+``, as older systems write it (not in ``5%``). A space inside the
parentheses of a field means or. ``发明名称=（电池 AND 正极）``, ``电池/TI``. A field may stand before (``/PA=(华为)``)
and several behind: ``/TI/AB``, as Dialog and STN write them ``/TI,AB``, whose ``(2W)``, ``(2A)`` and ``(2N)`` are read.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ipsearch.query.dialects import raw
from ipsearch.query.dialects.base import Misread, Notice, Reading, Rendering
from ipsearch.query.dialects.binding import Meaning, reading, searched_in
from ipsearch.query.dialects.lexing import Op, Token, lex, plain, require_distance
from ipsearch.query.dialects.parser import Grammar, Parser, worded
from ipsearch.query.dialects.rendering import RESERVED, Style, Writer, sureness
from ipsearch.query.spans import Unit
from ipsearch.query.syntax import Near, Query, Wild

NAME = "cnipa"
MOST_WORDS = 99

_RULES = re.compile(
    r"(?P<space>\s+)"
    r'|(?P<phrase>"[^"]*"|\'[^\']*\')'
    r"|(?P<near>=?\d{0,4}[WD](?![^\s()])|[SPF](?![^\s()])|\((?:\d{0,3}W|\d{1,3}[AN])\))"
    r"|(?P<negative>NOT[FPS](?![^\s()]))"
    r"|(?P<suffix>/[A-Z]{2,4}(?:,[A-Z]{2,4})*\b)"
    r"|(?P<name>[\u4e00-\u9fff]+(?:(?:\([\u4e00-\u9fff]+\)|/)[\u4e00-\u9fff]*)*(?=\s*(?:<=|>=|=|<|>)))"
    r"|(?P<rel><=|>=|=|<|>)"
    r"|(?P<open>\()|(?P<close>\))|(?P<comma>,)"
    r"|(?P<word>(?:[^\s()\"'=<>,/]|/(?=[A-Z]{0,4}\d))+)",
    re.IGNORECASE,
)
_KINDS = {"open": "(", "close": ")", "comma": ","}
_OPS = {"and": Op("and"), "or": Op("or"), "not": Op("not"), "与": Op("and"), "或": Op("or"), "非": Op("not")}
_PERCENT = re.compile(r"(?<![\d.])%|(?<=\d{4})%")
_COMMAND = re.compile(r"\s*(?:SS|检索)\s+(?:\d+\s*[:?]?\s+)?", re.IGNORECASE)


def tokens(text: str) -> list[Token]:
    """The tokens, operators recognised; a command in front (``SS``) is passed over."""
    start = found.end() if (found := _COMMAND.match(text)) else 0
    several: list[Token] = []
    for token in lex(" " * start + text[start:], _RULES, NAME):
        kind = _KINDS.get(token.kind, token.kind)
        if kind == "word" and (op := _OPS.get(token.text.casefold())):
            several.append(token.of("op", op))
        elif kind == "negative":
            raise Misread(
                "query.unsupported",
                text=text,
                position=token.start,
                dialect=NAME,
                expected=("NOT", "AND"),
                construct=token.text,
            )
        elif kind == "near":
            several.append(token.of("op", _near(token, text)))
        else:
            several.append(_with_plus(token, text).of("word" if kind == "name" else kind))
    return several


def _with_plus(token: Token, text: str) -> Token:
    """A word, or what stands in single quotes, with ``+`` for ``%``, except behind a number."""
    if token.kind == "phrase" and text[token.start] not in "'‘":
        return token
    return Token(token.kind, _PERCENT.sub("+", token.text), token.start, token.end, token.op)


def _near(token: Token, text: str) -> Op:
    sign = token.text.upper().strip("()")
    units: dict[str, Unit] = {"S": "sentence", "P": "paragraph"}
    if sign in units:
        return Op("near", unit=units[sign])
    if sign == "F":
        return Op("near")
    digits = re.sub(r"\D", "", sign)
    most = int(digits) if digits else 0
    require_distance(most, MOST_WORDS, token, text, NAME)
    return Op("near", most if sign.startswith("=") else 0, most, ordered=sign.endswith("W"))


def _operand(parser: Parser) -> raw.Raw | None:
    token, following = parser.peek(), parser.peek(1)
    assert token is not None
    if token.kind == "suffix":
        parser.place += 1
        if following is not None and following.text == "=":  # /PA=(华为)
            parser.place += 1
            following = parser.peek()
        item = parser.parentheses() if following is not None and following.kind == "(" else _value(parser)
        return raw.Fielded(token.text[1:], token.start + 1, token.end, item)
    if token.kind != "word" or following is None or following.kind != "rel":
        if token.kind == "rel":
            raise parser.misread("query.relation_first", ("发明名称", "申请日"), relation=token.text)
        return None
    parser.place += 2
    if following.text != "=":
        bound = raw.compared(following.text, worded(parser, ("2010-01-01",)))
        return raw.Fielded(token.text, token.start, following.end, bound)
    return raw.Fielded(token.text, token.start, following.end, _value(parser))


def _value(parser: Parser) -> raw.Raw:
    token = parser.peek()
    if token is not None and token.kind == "(":
        before = parser.place
        found = parser.within(parser.parentheses)
        _tell_of_spaces(parser, before)
        return found
    return worded(parser, ("词", "("))


def _tell_of_spaces(parser: Parser, before: int) -> None:
    inside = parser.tokens[before + 1 : parser.place - 1]
    beside = [(a, b) for a, b in pairwise(inside) if _is_word(a) and _is_word(b)]
    if beside:
        reading = " or ".join(token.text for token in inside if _is_word(token))
        start, end = inside[0].start, inside[-1].end
        parser.notices.append(Notice("query.space_or", start, end, {"reading": reading[:200]}))


def _is_word(token: Token) -> bool:
    return token.kind in ("word", "phrase")


def _after(parser: Parser, item: raw.Raw) -> raw.Raw:
    token = parser.peek()
    found: list[re.Match[str]] = []
    end = token.start if token is not None else 0
    while token is not None and token.kind == "suffix" and token.start == end:  # 电池/TI/AB and 电池/TI,AB
        parser.place += 1
        found += re.compile("[A-Z]+", re.IGNORECASE).finditer(parser.text, token.start, token.end)
        end, token = token.end, parser.peek()
    if not found:
        return item
    return raw.in_any(item, lambda one: [raw.Fielded(code[0], code.start(), code.end(), one) for code in found])


_GRAMMAR = Grammar(
    NAME, {"and": 1, "or": 1, "not": 1, "near": 5}, "and", True, _operand, _after, implied_inside="or",
    left_to_right=True,
)  # fmt: skip
_MEANING = Meaning(
    NAME,
    {"+": Wild.ANY, "*": Wild.ANY, "?": Wild.OPTIONAL, "#": Wild.ONE},
    searched_in("title_abstract_claims", "关键词"),
)


def parse(text: str) -> Reading:
    """Read a query; :class:`~ipsearch.query.dialects.base.Misread` if it is none."""
    return reading(Parser(text, tokens(text), _GRAMMAR), _MEANING)


def _write_near(near: Near) -> str | None:
    if near.unit:
        plain_unit = near.least == 0 and near.most is None and not near.ordered
        return near.unit[0].upper() if plain_unit else None
    if near.most is None and near.least == 0 and not near.ordered:
        return "F"
    if near.most is None or near.most > MOST_WORDS or near.least not in (0, near.most):
        return None
    sign = "W" if near.ordered else "D"
    if near.least == near.most and near.most > 0:
        return f"={near.most}{sign}"
    return f"{near.most or ''}{sign}"


_STYLE = Style(
    NAME, template="{code}=({value})", near=_write_near, and_=" AND ", or_=" OR ", not_="NOT", near_inside=True,
    wild={Wild.ANY: "+", Wild.OPTIONAL: "?", Wild.ONE: "#"}, date="{:%Y-%m-%d}",
    date_range="({code}>={low} AND {code}<={high})", date_from="{code}>={low}", date_to="{code}<={high}",
    class_low="{code}=({symbol})", open_end="+", default_text="title_abstract_claims", signs="+*?#",
    reserved=RESERVED + r"|[wd]|\d{1,4}[wd]|\d{1,3}[an]|not[fps]|与|或|非|ss|检索",
)  # fmt: skip


def render(query: Query) -> Rendering:
    """Write a query in this dialect."""
    return Writer(_STYLE).write(query)


_MARKS = re.compile(
    r"(?:发明名称|名称|摘要|权利要求书?|说明书|关键词|申请\(专利权\)人|申请人|发明人|专利权人|申请日|公开\(公告\)[日号]|公开日|申请号|公开号"
    r"|IPC分类号|CPC分类号|主分类号|优先权[日号])\s*[=<>]|/(?:TI|AB|PA|IN|IC|CPC|AN|PN|AD|PD)\b"
    r"|\)\s?/[A-Z]{2,5}(?=[/,\s)]|\Z)|\s=?\d*[WD]\s|\s\(\d{0,3}[WAN]\)\s|^\s*SS\s"
)


def marks(text: str) -> float:
    """How much the text looks like CNIPA's: Chinese field names, ``/TI``, ``3W``."""
    return sureness(len(_MARKS.findall(plain(text))), 0.6, 0.95)
