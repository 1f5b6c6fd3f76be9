"""Running text as a stream of tokens with positions: what phrases, distances and truncation of patent queries read.

The normal form, in this order: NFKC (full width, ligatures, ㈱, ①), case folding, traditional and variant characters to
simplified one by one, accents off (é -> e). Then tokens:

* every character of a script without spaces (Han, kana, Hangul, Thai, ...) is one token, so that no segmentation can
  hide a document: a Chinese term is found wherever its characters stand together;
* any other run of letters and digits is one token (``sio2``, ``h04l12``); a decimal point between digits belongs to it
  (``0.5mm``), a comma between groups of three digits and an apostrophe inside a word vanish (``1,000`` -> ``1000``);
* the end of a sentence is the token :data:`SENTENCE`, the end of a paragraph :data:`PARAGRAPH`;
* everything else (hyphens, commas, brackets, spaces) separates and is not kept: ``lithium-ion`` is ``lithium ion``.

A phrase that is asked for goes through the same function, so both sides always agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ipsearch.text.normal import HAN
from ipsearch.text.tables import simplified

SENTENCE = "."
PARAGRAPH = "¶"
"""The same as in :mod:`ipsearch.query.spans`; a test ties them."""

UNSPACED = HAN + r"぀-ヿㇰ-ㇿ가-힣ᄀ-ᇿ฀-๿຀-໿ក-៿က-႟"
"""Characters of scripts that put no spaces between words, as the inside of a regular-expression class: Han, kana,
Hangul, Thai, Lao, Khmer, Burmese."""

_TOKEN = re.compile(rf"[{UNSPACED}]|\d+(?:\.\d+)+[^\W_{UNSPACED}]*|[^\W_{UNSPACED}]+|[。!?！？]+|\.(?=\s|$)|\n")
_HAS_HAN = re.compile(rf"[⺀-⻳{HAN}]").search
"""Radicals too, which text copied from PDF files has in place of characters (人⺠)."""
_ENDS = frozenset("。!?！？.")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")
_ABBREVIATIONS = frozenset(
    """
    fig figs no nos e.g eg ie al vs approx ca co inc ltd dr st par eq eqs ref refs vol pp ed cf u.s
    """.split()  # noqa: SIM905 (words read best as words)
)
"""Words before a point that ends no sentence, besides single letters."""
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_HAS_LETTER = re.compile("[øłđðþæœı]").search
_VOICED = frozenset("\u3099\u309a")
_MAY_HAVE_MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u1dff\u20d0-\u20f0\u2cef-\u2dff\u302a-\u302f\ua66f-\uabff\ufb1e\ufe20-\ufe2f\U000101fd-\U0001ffff]"
).search
"""Blocks with marks that no composed character takes up (İ in lower case, vowels of Hebrew, tones of Thai). Texts in
Han, kana and Latin have none of these, and need not be looked through."""


def fold(text: str) -> str:
    """The normal form of a text, character by character; nothing is taken apart."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold()
    if _HAS_HAN(folded):
        folded = folded.translate(simplified())
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    if len(decomposed) != len(folded) or _MAY_HAVE_MARKS(folded):
        kept = "".join(c for c in decomposed if c in _VOICED or not unicodedata.combining(c))
        folded = unicodedata.normalize("NFC", kept)
    return folded.translate(_LETTERS) if _HAS_LETTER(folded) else folded


def tokens(text: str) -> list[str]:
    """The tokens of one paragraph, without ends of sentences at its beginning or end."""
    found = _TOKEN.findall(_APOSTROPHE.sub("", _THOUSANDS.sub("", fold(text).replace("\n", " "))))
    stream: list[str] = []
    start = 0
    for end in [i for i, token in enumerate(found) if token[0] in _ENDS]:
        stream += found[start:end]
        start = end + 1
        if stream and stream[-1] != SENTENCE and not (found[end] == "." and _is_abbreviation(stream[-1])):
            stream.append(SENTENCE)
    stream += found[start:]
    if stream and stream[-1] == SENTENCE:
        stream.pop()
    return stream


def stream(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """The tokens of several paragraphs, claims or languages, an end of paragraph between them."""
    joined: list[str] = []
    for paragraph in paragraphs:
        found = tokens(paragraph)
        if found and joined:
            joined.append(PARAGRAPH)
        joined += found
    return tuple(joined)


def is_word(token: str) -> bool:
    """Whether a token is a word of a spaced script: what can be truncated, and stands in the vocabulary."""
    return len(token) > 1 or (token not in _MARKS and _SINGLE.match(token) is None)


_MARKS = (SENTENCE, PARAGRAPH)
_SINGLE = re.compile(rf"[{UNSPACED}]\Z")


def _is_abbreviation(word: str) -> bool:
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word.isascii())
