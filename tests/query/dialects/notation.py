"""Query trees in a compact notation, in which the expected readings of ``cases.yaml`` are written.

``and(ti:电池, not(pa:"robert bosch"), near(ab:a, ab:b, 0-3, ordered, sentence))``. Fields have short names where there
are some. ``{*}`` any characters, ``{1}`` exactly one, ``{01}`` none or one; ``pd:2019-01-01..`` a range, open at one
end; ``ipc/low:H01M`` a class with its spread, ``@US+EP`` the offices that assigned it, ``-`` the end of a range of
symbols; ``pn=EP1*`` a value, open at its end.
"""

from __future__ import annotations

from typing import assert_never

from ipsearch.query.syntax import (
    And,
    Class,
    Dates,
    Group,
    Like,
    Near,
    Not,
    Numbers,
    Often,
    OneOf,
    Or,
    Query,
    SameEvent,
    Term,
    Value,
    Word,
)

SHORT = {
    "title": "ti", "abstract": "ab", "title_abstract": "ta", "title_abstract_claims": "tac", "claims": "clm",
    "description": "desc", "text": "txt", "main_text": "main", "full_text": "all", "applicant": "pa", "inventor": "in",
    "publication_number": "pn", "application_number": "an", "priority_number": "pr", "number": "num",
    "publication_date": "pd", "application_date": "ad", "priority_date": "prd", "grant_date": "gd",
}  # fmt: skip


def notation(query: Query) -> str:
    """A tree in one line."""
    match query:
        case Term(field, words):
            text = " ".join(map(_word, words))
            return f'{_short(field)}:"{text}"' if len(words) > 1 else f"{_short(field)}:{text}"
        case Near(left, right, least, most, ordered, unit):
            distance = f"{least}-{'' if most is None else most}"
            return _call("near", notation(left), notation(right), distance, "ordered" if ordered else "", unit)
        case OneOf(items):
            return _call("oneof", *map(notation, items))
        case Often(term, least):
            return _call("often", notation(term), str(least))
        case Dates(field, low, high) | Numbers(field, low, high):
            return f"{_short(field)}:{'' if low is None else low}..{'' if high is None else high}"
        case Class(field, symbol, spread, offices, until):
            end = (f"-{until}" if until else "") + ("@" + "+".join(offices) if offices else "")
            return f"{_short(field)}/{spread}:{symbol}{end}"
        case Value(field, value, open_end):
            return f"{_short(field)}={value}{'*' if open_end else ''}"
        case Group(field, name):
            return _call("tree", _short(field), name)
        case Like(text, before):
            return _call("like", text, before)
        case SameEvent(items):
            return _call("same", *map(notation, items))
        case Not(item):
            return _call("not", notation(item))
        case And(items):
            return _call("and", *map(notation, items))
        case Or(items):
            return _call("or", *map(notation, items))
        case _:
            assert_never(query)


def _short(field: str) -> str:
    return SHORT.get(field, field)


def _word(word: Word) -> str:
    return "".join(piece if isinstance(piece, str) else f"{{{piece.value}}}" for piece in word)


def _call(name: str, *parts: str) -> str:
    return f"{name}({', '.join(part for part in parts if part)})"
