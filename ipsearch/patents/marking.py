"""What made a document a hit, marked in its texts: the very words, also of a proximity, with claim and paragraph."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ipsearch.documents.patent import text_paragraphs
from ipsearch.patents.lower import Sought
from ipsearch.patents.report import Excerpt, Mark
from ipsearch.query.spans import Either, Near, Span, Word, spans
from ipsearch.query.spans import Sequence as Words
from ipsearch.records import Patent
from ipsearch.text.stream import tokens

SHOWN = 3
"""Excerpts of a document at most, besides its title."""
AROUND = 60
"""Characters shown before the first and after the last mark of a long text."""
LONG = 240


def excerpts(record: Patent, sought: Iterable[Sought], most: int = SHOWN) -> tuple[Excerpt, ...]:
    """Where the query's words stand: the title always, then the first passages of other texts that have any."""
    by_field: dict[str, list[Span]] = {}
    for one in sought:
        by_field.setdefault(one.field, []).append(one.span)
    found: list[Excerpt] = []
    for field, wanted in by_field.items():
        found += _field(record, field, wanted, most)
    titles = [one for one in found if one.field == "title"]
    return (*titles, *[one for one in found if one.field != "title"][:most])


def _field(record: Patent, field: str, wanted: Sequence[Span], most: int) -> Iterator[Excerpt]:
    shown = 0
    for number, paragraph in enumerate(text_paragraphs(record, field), 1):
        places = marks(paragraph, wanted)
        if not places:
            continue
        text, moved = _cut(paragraph, places)
        yield Excerpt(
            field, text, moved,
            claim=number if field == "claims" else 0, paragraph=number if field == "description" else 0,
        )  # fmt: skip
        shown += 1
        if shown >= most:
            return


def marks(text: str, wanted: Sequence[Span]) -> tuple[Mark, ...]:
    """The places of the words that the spans select in a text, in order, those that touch joined."""
    stream = tokens(text)
    hits: set[int] = set()
    for span in wanted:
        for start, end in spans(span, stream):
            hits.update(i for i in range(start, end) if _is_meant(span, stream[i]))
    if not hits:
        return ()
    places = _places(text, stream)
    found: list[Mark] = []
    for i in sorted(hits):
        if i not in places:
            continue
        start, end = places[i]
        if found and (start <= found[-1].end or not text[found[-1].end : start].strip()) and i - 1 in hits:
            found[-1] = Mark(found[-1].start, end)
        else:
            found.append(Mark(start, end))
    return tuple(found)


def _is_meant(span: Span, token: str) -> bool:
    """Whether the token is one of the words asked for, not one that stands between them."""
    match span:
        case Word(values):
            return token in values
        case Words(words):
            return any(token in word.values for word in words)
        case Either(items):
            return any(_is_meant(item, token) for item in items)
        case Near(left, right):
            return _is_meant(left, token) or _is_meant(right, token)


def _places(text: str, stream: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Where each token of the stream stands in the text.

    The text is walked through in pieces whose tokens are the next ones of the stream; folding a text can change its
    length, so places cannot be counted in the folded text.
    """
    found: dict[int, tuple[int, int]] = {}
    index = 0
    for match in _PIECE.finditer(_SIGN.sub(_as_letter, text)):
        piece = text[match.start() : match.end()]
        parts = [token for token in tokens(piece) if token != "."]
        while index < len(stream) and stream[index] == ".":
            index += 1
        if stream[index : index + len(parts)] == parts:
            found.update(_inside(piece, parts, index, match.start()))
            index += len(parts)
    return found


def _inside(piece: str, parts: Sequence[str], index: int, start: int) -> dict[int, tuple[int, int]]:
    """Places of the tokens of one piece: character by character where that is possible, else the piece for all."""
    if len(parts) == len(piece) and all(len(part) == 1 for part in parts):
        return {index + i: (start + i, start + i + 1) for i in range(len(parts))}
    return {index + i: (start, start + len(piece)) for i in range(len(parts))}


def _as_letter(found: re.Match[str]) -> str:
    return "x" if _is_of_words(found[0]) else found[0]


@cache
def _is_of_words(sign: str) -> bool:
    """Whether a sign is part of a word: one that stands for letters (℃, ㎏, ㈱), or an accent."""
    return unicodedata.combining(sign) != 0 or bool(tokens(sign))


_SIGN = re.compile(r"[^\w\s\x00-\x7f]")
_PIECE = re.compile(r"[^\W_\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff]+(?:['’.,][^\W_\u3040-\u9fff]+)*|\w")


def _cut(text: str, places: Sequence[Mark]) -> tuple[str, tuple[Mark, ...]]:
    """A long text around its first marks."""
    if len(text) <= LONG:
        return text, tuple(places)
    start = max(0, places[0].start - AROUND)
    end = min(len(text), max(start + LONG, places[0].end + AROUND))
    before, after = "…" if start else "", "…" if end < len(text) else ""
    moved = [Mark(m.start - start + len(before), m.end - start + len(before)) for m in places if m.end <= end]
    return before + text[start:end] + after, tuple(moved)
