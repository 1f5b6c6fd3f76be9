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
from ipsearch.query.dialects.lexing import Token
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
_RELATIONS = frozenset(("rel", "prefix", "suffix"))


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
