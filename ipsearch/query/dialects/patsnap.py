"""Dialect ``patsnap``: the command language of PatSnap (智慧芽).

Nearness binds before GAND (the same event), that before NOT, NOT before AND, AND before OR; a space means AND.
``FIELD:(a OR b)`` gives the field to all inside. ``$Wn`` up to n words between in any order, ``$PREn`` in this order,
``$WS`` = ``$W99``, ``$SEN``, ``$PARA``; ``$FREQn`` at least n times. ``*`` any letters, ``?`` exactly one, ``#`` none
or one; no signs inside quotes. ``_`` between parts of a word: together, with a hyphen or apart.
"""

from __future__ import annotations

import re
from functools import partial

from ipsearch.fields import absent, codes
from ipsearch.query.dialects import raw
from ipsearch.query.dialects.base import Misread, Reading, Rendering
from ipsearch.query.dialects.binding import Meaning, reading, searched_in
from ipsearch.query.dialects.lexing import Op, Token, lex, plain, require_distance
from ipsearch.query.dialects.parser import Grammar, Parser, frequencies, value_of
from ipsearch.query.dialects.rendering import Style, Writer, nearness, sureness
from ipsearch.query.syntax import Query, Wild

NAME = "patsnap"
MOST_WORDS = 99
MOST_TIMES = 50

_RULES = re.compile(
    r"(?P<space>\s+)"
    r'|(?P<phrase>"[^"]*")'
    r"|(?P<near>\$(?:PRE\d{1,4}|WS\b|W\d{1,4}|SEN\b|PARA\b))"
    r"|(?P<freq>\$FREQ\d{1,4})"
    r"|(?P<lonely>\$(?:PRE|W|FREQ)(?![\w]))"
    r"|(?P<open>\()|(?P<close>\))|(?P<begin>\[)|(?P<end>\])|(?P<rel>:)"
    r'|(?P<tree>TREE@"[^"]*")'
    r'|(?P<word>[^\s()\[\]":$]+)',
    re.IGNORECASE,
)
_KINDS = {"open": "(", "close": ")", "begin": "[", "end": "]"}
_OPS = {"and": Op("and"), "or": Op("or"), "not": Op("not"), "gand": Op("gand")}


def tokens(text: str) -> list[Token]:
    """The tokens, operators recognised."""
    found: list[Token] = []
    for token in lex(text, _RULES, NAME):
        kind = _KINDS.get(token.kind, token.kind)
        if kind == "word" and (op := _OPS.get(token.text.casefold())):
            found.append(token.of("op", op))
        elif kind == "lonely":
            sign = token.text
            raise Misread(
                "query.distance_number", text=text, position=token.end, dialect=NAME, expected=(f"{sign}5",), sign=sign
            )
        elif kind == "near":
            found.append(token.of("op", _near(token, text)))
        else:
            found.append(token.of(kind))
    return found


def _near(token: Token, text: str) -> Op:
    sign = token.text[1:].upper()
    if sign in ("SEN", "PARA"):
        return Op("near", unit="sentence" if sign == "SEN" else "paragraph")
    most = MOST_WORDS if sign == "WS" else int(re.sub(r"\D", "", sign))
    require_distance(most, MOST_WORDS, token, text, NAME)
    return Op("near", 0, most, ordered=sign.startswith("PRE"))


def _operand(parser: Parser) -> raw.Raw | None:
    token, following = parser.peek(), parser.peek(1)
    assert token is not None
    if token.kind != "word" or following is None or following.kind != "rel":
        if token.kind == "rel":
            raise parser.misread("query.relation_first", ("TTL", "AN"), relation=token.text)
        return None
    parser.place += 2
    return raw.Fielded(token.text, token.start, following.end, value_of(parser, "TO"))


_BINDS = {"or": 1, "and": 2, "not": 3, "gand": 4, "near": 5}
_GRAMMAR = Grammar(NAME, _BINDS, "and", True, _operand, frequencies(MOST_TIMES))
_MEANING = Meaning(
    NAME, {"*": Wild.ANY, "?": Wild.ONE, "#": Wild.OPTIONAL}, searched_in("main_text", "MAINF"), least_before=2,
    wild_in_quotes=False, joiner="_",
)  # fmt: skip


def parse(text: str) -> Reading:
    """Read a query; :class:`~ipsearch.query.dialects.base.Misread` if it is none."""
    return reading(Parser(text, tokens(text), _GRAMMAR), _MEANING)


_write_near = partial(
    nearness, sentence="$SEN", paragraph="$PARA", ordered="$PRE{n}", unordered="$W{n}", most=MOST_WORDS
)  # fmt: skip
_STYLE = Style(
    NAME, template="{code}:{value}", near=_write_near, and_=" AND ", or_=" OR ", not_="NOT", near_inside=True,
    wild={Wild.ANY: "*", Wild.ONE: "?", Wild.OPTIONAL: "#"}, date_range="{code}:[{low} TO {high}]",
    date_from="{code}:[{low} TO *]", date_to="{code}:[* TO {high}]", class_low="{code}:{symbol}",
    class_range="{code}:[{symbol} TO {until}]", often="({value} $FREQ{n})", group='TREE@"{name}"', same_event=" GAND ",
    default_text="main_text", phrase_wild=False, signs="*?#", most_often=MOST_TIMES,
)  # fmt: skip


def render(query: Query) -> Rendering:
    """Write a query in this dialect."""
    return Writer(_STYLE).write(query)


_MARKS = re.compile(r"\$(?:W\d|WS\b|PRE\d|SEN\b|PARA\b|FREQ\d)|\bGAND\b")
_CODES = re.compile(r"\b([A-Z][A-Z_]{1,30}):")


def marks(text: str) -> float:
    """How much the text looks like PatSnap: ``TTL:``, ``$W2``, ``[a TO b]``."""
    source = plain(text)
    known = sum(map(_speaks, _CODES.findall(source)))
    return sureness(2 * len(_MARKS.findall(source)) + max(known, 0), 0.6, 0.95)


def _speaks(code: str) -> int:
    """What a code speaks for or against this dialect; most against it one that others write with a colon."""
    if code in codes(NAME) or code in absent(NAME):
        return 1
    return -2 if code in codes("simple") else -1
