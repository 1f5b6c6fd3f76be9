"""Dialect ``brs``: the language of the USPTO's Patent Public Search.

Strength: ADJ and NEAR, then WITH, SAME, AND and NOT, XOR, OR. ``ADJn`` within n words in this order and ``NEARn`` in
any order, both in one sentence; ``WITH`` the same sentence, ``SAME`` the same paragraph. A field stands behind:
``(engine ADJ3 valve).clm.``, ``engine[ti,ab]``, or before: ``TI/engine``, ``@pd>=20200101<=20201231``. ``$`` and ``*``
any letters, ``$n`` up to n, ``?`` exactly one. A space means OR, as the system comes. Queries of the systems before it
are read too: ``ANDNOT``, ``ISD/1/31/2010->12/31/2015`` with the month first.
"""

from __future__ import annotations

import re

from ipsearch.fields import absent, codes, plain_code
from ipsearch.query.dialects import raw
from ipsearch.query.dialects.base import Misread, Reading, Rendering
from ipsearch.query.dialects.binding import Meaning, reading, searched_in
from ipsearch.query.dialects.lexing import Op, Token, lex, plain
from ipsearch.query.dialects.parser import Grammar, Parser, worded
from ipsearch.query.dialects.rendering import RESERVED, Style, Writer, sureness
from ipsearch.query.syntax import Near, Query, Wild

NAME = "brs"
MOST_WORDS = 450
MOST_XOR = 6
"""``XOR`` of a query: each doubles what it stands between."""

_RULES = re.compile(
    r"(?P<space>\s+)|(?P<comment>#[^\n]*)"
    r'|(?P<halved>"[\w./-]+"/(?:[A-Za-z]?\d+(?:\.\d+)?[A-Za-z]?(?!\w)|\$))'
    r'|(?P<phrase>"[^"]*")'
    r"|(?P<date>@[A-Za-z]{2,4}\s*(?:(?:<=|>=|=|<|>)\s*(?:\d{1,8}|\"\d{4,8}\")\s*){1,2})"
    r"|(?P<suffix>\.\s*[A-Za-z]{2,5}(?:\s*,\s*[A-Za-z]{2,5})*\s*\.|\[[A-Za-z]{2,5}(?:\s*,\s*[A-Za-z]{2,5})*\])"
    r"|(?P<unclosed>\.[A-Za-z]{2,4}(?=[\s)]|\Z))"
    r"|(?P<prefix>[A-Za-z]{2,4}/(?=[^\s/]))"
    r"|(?P<open>\()|(?P<close>\))|(?P<sign>[&|])"
    r'|(?P<word>(?:[^\s()"\[\].&|#@]|\.(?=\d))+)'
)
_KINDS = {"open": "(", "close": ")"}
_WORDS = {"and": "and", "or": "or", "not": "not", "andnot": "not", "xor": "xor", "&": "and", "|": "or"}
_NEAR = re.compile(r"(?P<o>O?)(?P<op>ADJ|NEAR|WITH|SAME)(?P<n>\d{0,4})\Z", re.IGNORECASE)
_SET = re.compile(r"L\d{1,4}\Z")
_FOREIGN_FIELD = re.compile(r"(?P<code>[A-Za-z][\w-]{0,30})(?P<sign>[=:])")
_WHOLE_CLASS = "CLAS"
_BOUND = re.compile(r"(<=|>=|=|<|>)\s*\"?(\d{1,8})")


def tokens(text: str) -> list[Token]:
    """The tokens, operators recognised."""
    found: list[Token] = []
    for token in lex(text, _RULES, NAME):
        kind = _KINDS.get(token.kind, token.kind)
        if kind in ("word", "sign") and (name := _WORDS.get(token.text.casefold())):
            found.append(token.of("op", Op(name)))  # type: ignore[arg-type]
        elif kind == "word" and (near := _NEAR.match(token.text)):
            before = found[-1] if found else None
            if before is not None and before.op is not None and before.op.name == "not":
                sign, place = f"NOT {token.text}", Token("op", "", before.start, token.end)
                raise _misread("query.unsupported", place, text, ("NOT",), construct=sign)
            found.append(token.of("op", _near(near, token, text)))
        elif kind == "unclosed":
            found += _unclosed(token, text)
        elif kind == "halved":  # "429"/$ is 429/$
            found.append(Token("word", token.text.replace('"', ""), token.start, token.end))
        else:
            found.append(token.of(kind))
    either = [token for token in found if token.op is not None and token.op.name == "xor"]
    if len(either) > MOST_XOR:
        raise Misread(
            "query.too_deep",
            text=text,
            position=either[MOST_XOR].start,
            dialect=NAME,
            expected=("AND", "OR"),
            limit=MOST_XOR,
        )
    return found


def _unclosed(token: Token, text: str) -> list[Token]:
    """``battery.ti`` without its last period; what names no field is a word with a period inside."""
    if plain_code(token.text[1:]) not in codes(NAME):
        return [token.of("word")]
    fix = f"{text[: token.end]}.{text[token.end :]}"
    raise Misread(
        "query.suffix_end", text=text, position=token.end, dialect=NAME, expected=(".",), fix=fix, sign=token.text
    )


def _near(found: re.Match[str], token: Token, text: str) -> Op:
    name, n = found["op"].upper(), int(found["n"] or 1)
    if n > MOST_WORDS:
        raise _misread("query.distance", token, text, (f"1-{MOST_WORDS}",), n=n, most=MOST_WORDS)
    if name in ("WITH", "SAME") and n > 1:  # so many sentences or paragraphs
        fix = text[: token.start] + name + text[token.end :]
        raise _misread("query.unsupported", token, text, (name,), fix, construct=token.text)
    if name == "WITH":
        return Op("near", unit="sentence", binds=-1)
    if name == "SAME":
        return Op("near", unit="paragraph", binds=-2)
    return Op("near", 0, max(n - 1, 0), name == "ADJ" or bool(found["o"]), "sentence")


def _misread(code: str, token: Token, text: str, expected: tuple[str, ...], fix: str = "", **values: object) -> Misread:
    return Misread(code, text=text, position=token.start, dialect=NAME, expected=expected, fix=fix, **values)


def _operand(parser: Parser) -> raw.Raw | None:
    token = parser.peek()
    assert token is not None
    if token.kind == "word" and _SET.match(token.text):
        raise parser.misread("query.unsupported", ("word", f'"{token.text}"'), construct=token.text)
    if token.kind == "date":
        parser.place += 1
        return _dates(token)
    if token.kind == "word":
        _refuse_field(parser, token)
    if token.kind != "prefix":
        return None
    parser.place += 1
    value = parser.peek()
    is_query = value is not None and value.kind == "("
    item = parser.parentheses() if is_query else worded(parser, ("word", '"..."'))
    return _fielded(token.text[:-1], token.start, token.end, item)


def _refuse_field(parser: Parser, token: Token) -> None:
    """``TI=(...)`` and ``EN_AB:(...)`` are fields of other languages, never words."""
    found, following = _FOREIGN_FIELD.match(token.text), parser.peek(1)
    if found is None:
        return
    known = any(plain_code(found["code"]) in codes(name) for name in ("cql", "incopat", "patsnap", "simple"))
    opens = found.end() == len(token.text) and following is not None and following.kind in ("(", "phrase")
    if opens or (known and found.end() < len(token.text)):
        code = found["code"].lower() if plain_code(found["code"]) in codes(NAME) else "ti"
        raise parser.misread("query.foreign_field", ("(...).ti.",), sign=found["sign"], right=f"(...).{code}.")


def _dates(token: Token) -> raw.Raw:
    code = re.match(r"@([A-Za-z]+)", token.text)
    assert code is not None
    low = high = ""
    low_open = high_open = False
    for sign, value in _BOUND.findall(token.text):
        if sign in (">", ">="):
            low, low_open = value, sign == ">"
        elif sign in ("<", "<="):
            high, high_open = value, sign == "<"
        else:
            low = high = value
    item = raw.Range(low, high, token.start, token.end, low_open, high_open)
    return raw.Fielded(code[1], token.start + 1, token.end, item)


def _after(parser: Parser, item: raw.Raw) -> raw.Raw:
    token = parser.peek()
    if token is not None and token.kind == "suffix":
        parser.place += 1
        names: dict[str, re.Match[str]] = {}  # .cipg,cicl. are one field here
        for name in re.finditer(r"[A-Za-z]+", token.text):
            field = codes(NAME).get(plain_code(name[0]))
            names.setdefault(field.name if field is not None else name[0], name)
        places = [(name[0], token.start + name.start()) for name in names.values()]
        return raw.in_any(item, lambda one: [_fielded(code, start, token.end, one) for code, start in places])
    return item


def _fielded(code: str, start: int, end: int, item: raw.Raw) -> raw.Raw:
    """An operand in a field; ``"438".clas.`` is the whole class, which is written ``438/$``."""
    if plain_code(code) == _WHOLE_CLASS and isinstance(item, raw.Word):
        item = raw.Word(f"{item.text}/$", item.start, item.end)
    return raw.Fielded(code, start, end, item)


_GRAMMAR = Grammar(NAME, {"or": 1, "xor": 2, "and": 3, "not": 3, "near": 6}, "or", True, _operand, _after)
_MEANING = Meaning(
    NAME, {"$": Wild.ANY, "*": Wild.ANY, "?": Wild.ONE}, searched_in("full_text", "all"), counted="$", month_first=True
)


def parse(text: str) -> Reading:
    """Read a query; :class:`~ipsearch.query.dialects.base.Misread` if it is none."""
    return reading(Parser(text, tokens(text), _GRAMMAR), _MEANING)


def _write_near(near: Near) -> str | None:
    if near.least:
        return None
    if near.most is None:
        return {"sentence": "WITH", "paragraph": "SAME"}.get(near.unit) if not near.ordered else None
    if near.unit != "sentence" or near.most >= MOST_WORDS:
        return None
    return f"{'ADJ' if near.ordered else 'NEAR'}{near.most + 1}"


_STYLE = Style(
    NAME, template="({value}).{code}.", near=_write_near, and_=" AND ", or_=" OR ", not_="NOT", near_inside=True,
    wild={Wild.ANY: "*", Wild.ONE: "?", Wild.OPTIONAL: "$1"}, date_range="@{code}>={low}<={high}",
    date_from="@{code}>={low}",
    date_to="@{code}<={high}", class_low="({symbol}).{code}.", open_end="*", default_text="full_text", signs="$*?",
    reserved=RESERVED + r"|o?(?:adj|near|with|same)\d{0,4}|l\d{1,4}",
)  # fmt: skip


def render(query: Query) -> Rendering:
    """Write a query in this dialect."""
    return Writer(_STYLE).write(query)


_CODES = "|".join(sorted(code.lower() for code in {*codes(NAME), *absent(NAME)}))
_SEVERAL = rf"(?:{_CODES})(?:\s*,\s*(?:{_CODES}))*"
_MARKS = re.compile(
    rf"(?i:\.\s*{_SEVERAL}\s*\.|[\w)]\[{_SEVERAL}\]|@[a-z]{{2,4}}\s*[<>=])"
    r'|[)"]\.\s?[A-Za-z]{2,5}(?:\s?,\s?[A-Za-z]{2,5})*\.(?=[\s)]|\Z)'
    r"|(?<![\w/])(?:TTL|ABST|ACLM|SPEC|TI|AB|CLM|CPC|CCL|ICL)/[\w(\"]|\bPN/\d{6}|\b(?:IN|AN|PN)/[(\"]"
    r"|(?<![\w/])(?i:(?:ttl|abst|aclm|aanm|isd|apd|ccl|icl)/[\w(\"]|spec/[(\"])"
    r"|\b(?:ADJ|NEAR|WITH|SAME|adj|near)\d+\b|\b(?:ADJ|SAME|WITH|adj)\b(?!/)|\)\s+same\s+\("
    r"|\bL\d{1,4}\s+(?:AND|OR|NOT)\b|\w\.(?:ti|ab|clm|cpc|spec|ccls)(?=[\s)]|\Z)"
    r"|[A-Za-z]{3}\$\d?(?![\w\"(])"
)


_NUMBERED = re.compile(r"\b(?:ADJ|NEAR)\d+\b")
_IN_FIELD = re.compile(r"(?<!\w)[A-Z]{2,4}\s{0,2}[=:]\s{0,2}\(")
"""A field of Derwent or PATENTSCOPE, ``TI=(wind NEAR3 blade)``: there these operators speak for nobody."""


def marks(text: str) -> float:
    """How much the text looks like the USPTO's: ``.ti.``, ``@pd>=``, ``ADJ3``."""
    source = plain(text)
    found = len(_MARKS.findall(source)) - (len(_NUMBERED.findall(source)) if _IN_FIELD.search(source) else 0)
    return sureness(found, 0.5, 0.9)
