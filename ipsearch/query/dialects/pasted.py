"""What is pasted from another tool or from a printed page: signs and operators of other languages, symbols with spaces.

A foreign sign that cannot be meant as a word is refused with the right one; a word that only may be an operator is
searched as typed, and said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ipsearch.fields import codes, plain_code
from ipsearch.query.dialects.base import Misread, Notice
from ipsearch.query.dialects.lexing import Token, plain
from ipsearch.query.syntax import Wild

_JOINERS: Mapping[str, str] = MappingProxyType(
    {"&": "and", "&&": "and", "|": "or", "||": "or", "ANDNOT": "not", "andnot": "not"}
)
_COLON = re.compile(r"(?P<code>[^\W\d][\w()-]*):(?P<value>.*)\Z", re.DOTALL)
_EQUAL = re.compile(r"(?P<code>[^\W\d][\w()-]*)(?P<sign><=|>=|=|<|>)(?P<value>.*)\Z", re.DOTALL)
_WRITTEN: Mapping[str, tuple[re.Pattern[str], str]] = MappingProxyType(
    {"cql": (_COLON, "="), "incopat": (_COLON, "="), "cnipa": (_COLON, "="), "patsnap": (_EQUAL, ":")}
)
"""How a field of another language looks inside a word, and what stands behind a code here."""
_MISSPELT: Mapping[str, str] = MappingProxyType(
    {"adn": "and", "nad": "and", "andd": "and", "aand": "and", "amd": "and", "orr": "or", "nto": "not", "noot": "not"}
)
_NEAR = re.compile(r"(?:O?NEAR|O?ADJ|PRE|AROUND)/?\d{1,3}\Z|[WN]/\d{1,3}\Z", re.IGNORECASE)
_UPPER = re.compile(r"(?:WITH|SAME|ADJ|NEAR|BEFORE|XOR|=?\d{1,2}[WN])\Z")
_NEARNESS: Mapping[str, str] = MappingProxyType(
    {"cql": "prox/distance<=n", "incopat": "(nw)", "patsnap": "$Wn", "cnipa": "nW", "brs": "ADJn", "simple": "NEAR/n"}
)
_TRUNCATED = re.compile(r"[^\W\d_]{3,}([$+])\d?")
"""``comput$``, ``polish$4``, ``batter+``, but not ``C++``."""
_SUBCLASS = re.compile(r"[A-HY]\d{2}[A-Z]\Z", re.IGNORECASE)
_GROUP = re.compile(r"\d{1,4}/\d{2,6}\Z")
_TAG = r"/(?:TI|AB|CL|TX|DE|FI|FT|IP|PA|IN|AP|PN)"
_EASTERN = r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
_OTHER_SYSTEM = re.compile(
    rf"[)\]][*+](?=[(\[]|{_EASTERN})|\][*+](?=[A-Z]{{2,4}}=\[)|{_TAG}[*+](?=[\w(\[])|{_TAG}(?=\])"
    rf"|,\d{{1,2}}[CN],(?=[^\s,]+/[A-Z]{{2}}\b)|(?<={_EASTERN})\+(?={_EASTERN}[^\s()]{{0,200}}\){_TAG}\b)|(?<=\d)/(?:IP|FI)\b"
)
"""Signs that join two operands without a space, and tags in brackets."""
_SETS = re.compile(
    r"(?<![^\s(])(?P<set>#\d{1,4}(?=\)*\s+(?i:and|or|not)\b)|##\w{1,40}"
    r"|S\d{1,4}(?=\)*\s+(?i:and|or|not)\s+\(*S\d{1,4}\b))"
)
_INFIX = re.compile(rf"[\u3040-\u30ff\uac00-\ud7af]\*{_EASTERN}")
"""``*`` between words of Japanese or Korean, whose systems mean and by it."""
_RELATIONS = frozenset(("rel", "prefix", "suffix"))


def refuse_other_system(text: str, dialect: str) -> None:
    """Refuse what is certainly a query of J-PlatPat (``[a/AB+b/AB]*[c/CL]``, ``a,5N,b/TX``) or of KIPRIS
    (``(a+b)*(c)``, ``AP=[a]*IPC=[b]``), where ``*`` and ``+`` would be read as truncations and the tags as words, and
    sets of a search history (``#1 AND #2``, ``S15 and S18``), which would be read as words."""
    source = "".join(_blank(part, i) for i, part in enumerate(plain(text).split('"')))
    if found := _OTHER_SYSTEM.search(source):
        sign = next((sign for sign in found[0] if sign in "*+"), found[0])
        raise Misread(
            "query.other_system", text=text, position=found.start(), dialect=dialect,
            expected=("AND", "OR", "ti:"), sign=sign,
        )  # fmt: skip
    if found := _SETS.search(source):
        place = found.start("set")
        raise Misread(
            "query.unsupported", text=text, position=place, dialect=dialect, expected=("word", "("),
            construct=found["set"],
        )  # fmt: skip


def _blank(part: str, place: int) -> str:
    """A part of a text split at its quotes, what stands inside them blank; with the quotes, places stay."""
    return f" {' ' * len(part)} " if place % 2 else part


def refuse_foreign(token: Token, text: str, dialect: str) -> None:
    """Refuse a word that is an operator or a field of another language."""
    if right := _JOINERS.get(token.text):
        fix = f"{text[: token.start].rstrip()} {right} {text[token.end :].lstrip()}"
        raise Misread(
            "query.foreign_operator", text=text, position=token.start, dialect=dialect, expected=(right,), fix=fix,
            sign=token.text, right=right,
        )  # fmt: skip
    form, right = _WRITTEN.get(dialect, (None, ""))
    found = form.match(token.text) if form else None
    if found is None or plain_code(found["code"]) not in codes(dialect):
        return
    begin, end = token.start + found.end("code"), token.start + found.start("value")
    simple_sign = "sign" not in found.re.groupindex or found["sign"] == "="
    raise Misread(
        "query.foreign_field", text=text, position=begin, dialect=dialect, expected=(right,),
        fix=text[:begin] + right + text[end:] if simple_sign else "", sign=text[begin:end], right=found["code"] + right,
    )  # fmt: skip


def doubtful(token: Token, dialect: str) -> Notice | None:
    """What to tell of a word that may have been meant as an operator."""
    word = token.text
    right = word.upper() if word in ("and", "or", "not") else _MISSPELT.get(word.casefold(), "")
    if not right and (_NEAR.match(word) or _UPPER.match(word)):
        right = _NEARNESS[dialect]
    return Notice("query.operator_like", token.start, token.end, {"word": word, "right": right}) if right else None


def foreign_wild(word: str, start: int, wild: Mapping[str, Wild]) -> tuple[Notice, ...]:
    """What to tell of a word with another language's sign of truncation, which is searched as typed."""
    if _INFIX.search(word):
        return (Notice("query.operator_like", start, start + len(word), {"word": word, "right": "AND"}),)
    found = _TRUNCATED.fullmatch(word)
    if found is None or found[1] in wild:
        return ()
    right = word[: found.start(1)] + next(sign for sign, meant in wild.items() if meant is Wild.ANY)
    told: dict[str, object] = {"word": word, "sign": found[1], "right": right}
    return (Notice("query.foreign_wild", start, start + len(word), told),)


def joined_symbols(tokens: Sequence[Token], dialect: str) -> Sequence[Token]:
    """Class symbols printed with a space (``H01M 10/0525``) as one word, where a field of classes stands by."""
    known, found = codes(dialect), list[Token]()
    is_class = any(_names_class(token.text, known) for token in tokens if token.kind in _RELATIONS)
    for i, token in enumerate(tokens):
        if token.kind == "rel" and i:
            is_class = _names_class(tokens[i - 1].text, known)
        before = found[-1] if found else None
        joins = before is not None and before.kind == token.kind == "word" and before.end < token.start
        if is_class and joins and before and _SUBCLASS.match(before.text) and _GROUP.match(token.text):
            found[-1] = Token("word", before.text + token.text, before.start, token.end)
        else:
            found.append(token)
    return found


def _names_class(text: str, known: Mapping[str, object]) -> bool:
    return any(
        getattr(known.get(plain_code(code)), "kind", "") == "class" for code in re.split(r"[\s./\[\],]+", text) if code
    )
