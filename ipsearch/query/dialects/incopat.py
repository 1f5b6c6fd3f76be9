"""Dialect ``incopat``: the command language of incoPat (合享), as service centres use it.

``not`` binds before ``and``, ``and`` before ``or``; a space means ``and``. ``ti=(a or b)`` gives the field to all
inside. ``(nw)`` up to n words between in this order, ``(nn)`` in any order, ``(w)`` = ``(1w)``, ``(n)`` = ``(1n)``,
``(s)`` the same sentence, ``(p)`` the same paragraph, ``(nf)`` at least n times. ``*`` and ``$`` any letters, ``?``
exactly one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from ipsearch.query.dialects import raw
from ipsearch.query.dialects.base import Notice, Reading, Rendering
from ipsearch.query.dialects.binding import Binder, Meaning, reading, searched_in
from ipsearch.query.dialects.lexing import Op, Token, lex, plain, require_distance
from ipsearch.query.dialects.parser import Grammar, Parser, frequencies, value_of, worded
from ipsearch.query.dialects.rendering import Style, Writer, nearness, sureness
from ipsearch.query.syntax import And, Like, Query, Spread, Wild, leaves

NAME = "incopat"
MOST_WORDS = 99
MOST_TIMES = 100
_LIKE = {"R": "like", "RAD": "like_application", "RPD": "like_publication"}

_RULES = re.compile(
    r"(?P<space>\s+)|(?P<comment>#[^\n]*)"
    r'|(?P<phrase>"[^"]*")'
    r"|(?P<near>\(\s*(?:\d{0,4}\s*[wn]|s|sen|p)\s*\))"
    r"|(?P<freq>\(\s*\d{1,4}\s*f\s*\))"
    r"|(?P<rel><=|>=|=|<|>)"
    r"|(?P<open>\()|(?P<close>\))|(?P<begin>\[)|(?P<end>\])|(?P<comma>,)"
    r'|(?P<tree>TREE@"[^"]*")'
    r'|(?P<word>[^\s()\[\]"=<>,#]+)',
    re.IGNORECASE,
)
_KINDS = {"open": "(", "close": ")", "begin": "[", "end": "]", "comma": ","}
_OPS = {"and": Op("and"), "or": Op("or"), "not": Op("not")}
_COMPARISONS = frozenset(("<", "<=", ">", ">="))


def tokens(text: str) -> list[Token]:
    """The tokens, operators recognised."""
    found: list[Token] = []
    for token in lex(text, _RULES, NAME):
        kind = _KINDS.get(token.kind, token.kind)
        if kind == "word" and (op := _OPS.get(token.text.casefold())):
            found.append(token.of("op", op))
        elif kind == "near":
            found.append(token.of("op", _near(token, text)))
        else:
            found.append(token.of(kind))
    return found


def _near(token: Token, text: str) -> Op:
    inside = token.text.strip("()").strip().casefold()
    if inside in ("s", "sen"):
        return Op("near", unit="sentence")
    if inside == "p":
        return Op("near", unit="paragraph")
    digits = inside[:-1].strip()
    most = int(digits) if digits else 1
    require_distance(most, MOST_WORDS, token, text, NAME)
    return Op("near", 0, most, ordered=inside.endswith("w"))


def _operand(parser: Parser) -> raw.Raw | None:
    token = parser.peek()
    assert token is not None
    if token.kind == "(" and (found := _comparison(parser)) is not None:
        return found
    following = parser.peek(1)
    if token.kind != "word" or following is None or following.kind != "rel":
        if token.kind == "rel":
            raise parser.misread("query.relation_first", ("ti", "ap"), relation=token.text)
        return None
    parser.place += 2
    if token.text.upper() in _LIKE:
        return _like(parser, token)
    if following.text in _COMPARISONS:
        bound = raw.compared(following.text, worded(parser, ("20190101",)))
        return raw.Fielded(token.text, token.start, following.end, bound)
    return raw.Fielded(token.text, token.start, following.end, value_of(parser, "to"))


def _comparison(parser: Parser) -> raw.Raw | None:
    """``(20110101<=pd<=20130101)``, ``(pd>20110101)``, ``(20110101<pd)``; None if it is another parenthesis."""
    kinds = []
    for ahead in range(1, 7):
        token = parser.peek(ahead)
        if token is None:
            return None
        if token.kind == ")":
            break
        kinds.append(token)
    shape = ["=" if t.kind == "rel" and t.text not in _COMPARISONS else t.kind for t in kinds]
    if shape == ["word", "rel", "word", "rel", "word"]:
        low, first, code, second, high = kinds
        if first.text[0] != second.text[0]:
            return None
        if first.text[0] == ">":
            low, first, second, high = high, second, first, low
        item = raw.Range(
            low.text,
            high.text,
            kinds[0].start,
            kinds[-1].end,
            low_open="=" not in first.text,
            high_open="=" not in second.text,
        )
    elif shape == ["word", "rel", "word"]:
        left, relation, right = kinds
        swapped = left.text[0].isdigit()
        code, value = (right, left) if swapped else (left, right)
        below = (relation.text[0] == "<") != swapped
        included = "=" in relation.text
        item = (
            raw.Range("", value.text, left.start, right.end, high_open=not included)
            if below
            else raw.Range(value.text, "", left.start, right.end, low_open=not included)
        )
    else:
        return None
    parser.place += len(kinds) + 2
    return raw.Fielded(code.text, code.start, code.end, item)


def _like(parser: Parser, code: Token) -> raw.Raw:
    token = parser.peek()
    if token is None:
        raise parser.misread("query.value_missing", ("(", "word"))
    if token.kind != "(":
        if token.kind not in ("word", "phrase") or not token.text.strip('"').strip():
            raise parser.misread("query.value_missing", ("(", "word"))
        parser.place += 1
        return raw.Special(_LIKE[code.text.upper()], token.text.strip('"'), code.start, token.end)
    depth, start, source = 0, token.end, plain(parser.text)
    while (token := parser.peek()) is not None:
        depth += (token.text.count("(") - token.text.count(")")) if token.kind in ("(", ")") else 0
        if depth == 0 and not source[start : token.start].strip():
            raise parser.misread("query.value_missing", ("word", '"..."'))
        parser.place += 1
        if depth == 0:
            return raw.Special(_LIKE[code.text.upper()], source[start : token.start].strip(), code.start, token.end)
    raise parser.misread("query.open_parenthesis", (")",), fix=parser.text + ")", column=start)


def _spread(code: str) -> Spread | None:
    return "high" if code.upper().endswith("-HIGH") else None


_GRAMMAR = Grammar(NAME, {"or": 1, "and": 2, "not": 3, "near": 5}, "and", True, _operand, frequencies(MOST_TIMES))
_MEANING = Meaning(
    NAME, {"*": Wild.ANY, "$": Wild.ANY, "?": Wild.ONE}, searched_in("title_abstract", "TIAB"), spread=_spread
)


def parse(text: str) -> Reading:
    """Read a query; :class:`~ipsearch.query.dialects.base.Misread` if it is none."""
    return reading(Parser(text, tokens(text), _GRAMMAR), _MEANING, _check_likes)


def _check_likes(tree: raw.Raw, binder: Binder) -> None:
    """The vendor's rules for semantic fields: once, first or last, joined by ``and``, nowhere inside."""
    found = list(_likes(tree, "top"))
    if len(found) > 1:
        raise binder.misread("query.like_once", found[1][0].start, ("tiabc=",))
    for special, where in found:
        if where != "top":
            raise binder.misread(where, special.start, ("R=(...) and", "and R=(...)"))


def _likes(node: raw.Raw, where: str) -> list[tuple[raw.Special, str]]:
    """The semantic fields, each ``top`` or with the code of what is wrong with its place."""
    match node:
        case raw.Special(name) if name.startswith("like"):
            return [(node, where)]
        case raw.Joined("and", items) if where == "top":
            last = len(items) - 1
            return [
                found
                for i, item in enumerate(items)
                for found in _likes(item, "top" if i in (0, last) else "query.like_place")
            ]
        case raw.Joined("and", items):
            return [found for item in items for found in _likes(item, where)]
        case raw.Joined(_, items):
            return [found for item in items for found in _likes(item, "query.like_joined")]
        case raw.Negated(item):
            return _likes(item, "query.like_negated")
        case raw.Fielded(_, _, _, item) | raw.Often(item):
            return _likes(item, "query.like_inside")
        case raw.Near(_, left, right):
            return [*_likes(left, "query.like_inside"), *_likes(right, "query.like_inside")]
        case _:
            return []


_write_near = partial(
    nearness, sentence="(s)", paragraph="(p)", ordered="({n}w)", unordered="({n}n)", most=MOST_WORDS
)  # fmt: skip
_STYLE = Style(
    NAME, template="{code}={value}", near=_write_near, and_=" and ", or_=" or ", not_="not", near_inside=True,
    wild={Wild.ANY: "*", Wild.ONE: "?"}, date_range="{code}=[{low} to {high}]", date_from="{code}>={low}",
    date_to="{code}<={high}", class_range="{code}=[{symbol} to {until}]", often="({value} ({n}f))",
    group='TREE@"{name}"',
    like={"": "R={value}", "application_date": "RAD={value}", "publication_date": "RPD={value}"},
    default_text="title_abstract", signs="*$?", most_often=MOST_TIMES,
)  # fmt: skip


def render(query: Query) -> Rendering:
    """Write a query in this dialect."""
    written = Writer(_STYLE).write(query)
    fits = _like_count(query) == sum(isinstance(item, Like) for item in _ends(query)) <= 1
    return written if fits else replace(written, losses=(*written.losses, Notice("query.loss_like")))


def _like_count(query: Query) -> int:
    return sum(isinstance(leaf, Like) for leaf in leaves(query))


def _ends(query: Query) -> tuple[Query, ...]:
    """Where a semantic field can stand: alone, first or last."""
    return (query.items[0], query.items[-1]) if isinstance(query, And) else (query,)


_MARKS = re.compile(
    r"\(\s*\d+\s*[wnf]\s*\)|(?<![A-Za-z])\(\s*(?:[wn]|s|sen|p)\s*\)"
    r"|\b(?:tiabc?|claim|ipc-low|ipc-high|ap-or|apnor|an|ad|status-lite|r|rad|rpd)\s*="
    r"|\bap\s{0,4}=[(\s\"]{0,9}[^\W\d][^\d()=]{0,60}(?:$|[)\s])"
    r"|=\s{0,4}\[[^\]]{0,60}\bto\b|=\s{0,4}\(\d{4,8}\s{1,4}to\s{1,4}\d{4,8}\)|<=?\s*[a-z]{2}\s*<=?|=\s{0,4}\(?\s{0,4}TREE@",
    re.IGNORECASE,
)


def marks(text: str) -> float:
    """How much the text looks like incoPat: ``(2w)``, ``tiabc=``, ``[a to b]``, ``(a<=pd<=b)``."""
    return sureness(len(_MARKS.findall(plain(text))), 0.7, 0.95)
