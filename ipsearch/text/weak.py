"""Weak elements: the parts of a mark that carry little distinctiveness (显著性弱的部分).

Marks that differ only in a generic name, a place, a legal form, a trade word, or a word for quality, material or
function are similar under the Trademark Examination and Trial Guide of CNIPA (商标审查审理指南, 2021, part two, on
similar marks): 水云轩 / 水云阁, 太阳 / 红太阳. The functions below find those parts, so that what is left, the core
(显著部分), can be compared. They say nothing about similarity themselves.

Input is in normal form (:func:`ipsearch.text.normal.normalise`). The word lists are tables of this project
(docs/word-tables.md), read once when first needed.

Rules for Chinese text, each against one way of cutting too much:

* The longest element at either end goes first; at equal length the end, as the generic part stands last in Chinese.
* An element of one character (王, 轩, 新, 金), a place name, a modifier and a title (师傅, 先生) go only if two
  characters or more remain, for a surname and a title are one name (康师傅), and so does whatever stands at the
  beginning (苹果树 is no 树); every other element if one remains. 牌, which says no more than 品牌, is such another
  (龙牌 is 龙, but 王牌 is a word). A modifier of one character goes only if two or three remain (红太阳; in a longer
  mark the first character is more often a surname or part of a word), a generic name of one character only if no
  other generic name has gone (金龙鱼食用油 keeps 鱼).
* A generic name before a number stays, for the number is a model's (苹果14; but 555香烟 is 555).
* What remains must not be a weak element itself (大世界 stays) nor begin or end with 之, 的, 与, 和 (天空之城 stays).
  So the core is never empty, and a mark made of weak elements only is its own core.
* A word of the kind ``keep`` is no weak element but protects its end: 印记 does not lose 记, 大众 does not lose 大. So
  does a word that is weak at the end only where it begins a mark: 美体小铺 does not lose 美.
* A generic name counts only for the goods it names: 手机 is weak in class 9, an ordinary word in class 33. One that
  does not count protects its end like ``keep``. Without classes every generic name counts, and one that remains is
  kept as a core of its own beside a firm's word or a generic name for other goods (苹果 in 苹果公司 and 苹果手机, but
  青岛啤酒 stays whole).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

from ipsearch.text.tables import read_table

PLACE_KINDS = frozenset({"country", "region", "province", "city", "county"})
"""Kinds of elements that are place names (地名)."""

_AFFIXES = {"province": "省", "city": "市", "county": "县市区"}
"""What may follow a place name of each kind, so that 苏州 and 苏州市 are one row of the table."""
_FIRM_KINDS = frozenset({"legal_form", "trade_word"})
_COUNTED = frozenset({"generic", "trade_word"})
"""Kinds whose Latin words are weak in the plural too (hotels, sandwiches)."""
_BRAND = "牌"
_NEED_TWO = PLACE_KINDS | {"modifier", "company_prefix", "title"}
PARTICLES: Final = frozenset("之的与和")
"""Grammatical words, no part of a name by themselves: a core neither begins nor ends with one."""
_LONGEST_PHRASE = 3


class _Row(NamedTuple):
    kind: str
    classes: frozenset[int]
    goods: frozenset[int]

    def counts(self, classes: frozenset[int]) -> bool:
        """Whether it is weak for these goods: it is at all, and it names them or no goods are asked for."""
        return self.kind != "keep" and (not self.classes or not classes or not self.classes.isdisjoint(classes))


class _End(NamedTuple):
    """The elements for one end of a text, and for each outermost character the lengths to try, longest first."""

    rows: dict[str, _Row]
    lengths: dict[str, tuple[int, ...]]


class _Han(NamedTuple):
    prefix: _End
    suffix: _End
    whole: dict[str, _Row]


def core_zh(text: str, nice_classes: Iterable[int] = ()) -> str:
    """What remains of a Chinese text without its weak elements; the text itself if nothing would remain."""
    start, end, _ = _strip(text, frozenset(nice_classes))
    return text[start:end]


def short_name_zh(text: str) -> str:
    """The core with the single weak characters beside it, where more is weak than these; empty if there is none such.

    北京同仁堂集团 has the core 同仁 and is called 同仁堂.
    """
    start, end, cuts = _strip(text, frozenset())
    first, last = start, end
    for left, right in cuts:
        if right - left == 1:
            first = left if right == start else first
            last = right if left == end else last
    return "" if (first, last) in ((0, len(text)), (start, end)) else text[first:last]


def weak_kind_latin(word: str, nice_classes: Iterable[int] = ()) -> str:
    """The kind of a weak Latin word or place name (``new york``); empty if it is not weak."""
    row = _latin()[0].get(word)
    return row[0].kind if row is not None and row[0].counts(frozenset(nice_classes)) else ""


def names_a_firm(text: str) -> bool:
    """Whether a text, Chinese or one Latin word, is only the form of a firm or a trade word (集团, 科技, ltd)."""
    row = _han().whole.get(text)
    kind = row.kind if row is not None else weak_kind_latin(text)
    return kind in _FIRM_KINDS


def is_weak_zh(text: str) -> bool:
    """Whether a Chinese text is one weak element and nothing else (牙膏, 集团, 北京)."""
    row = _han().whole.get(text)
    return row is not None and row.kind != "keep"


def is_weak_throughout_zh(text: str) -> bool:
    """Whether a Chinese text is one weak element, or several of two characters or more in a row (科技有限公司)."""
    if is_weak_zh(text):
        return True
    return any(is_weak_zh(text[:i]) and is_weak_throughout_zh(text[i:]) for i in range(2, len(text) - 1))


def names_some_goods(text: str) -> bool:
    """Whether a Chinese text is a generic name and nothing else, so weak for some goods and no others (小米, 坚果)."""
    row = _han().whole.get(text)
    return row is not None and row.kind == "generic"


def weak_words_latin(words: Sequence[str], nice_classes: Iterable[int] = ()) -> tuple[bool, ...]:
    """For each word of a Latin mark whether it is weak. All may be.

    Place names of several words count as a whole. Words of one letter are conjunctions only between two words
    of the mark (``ben y jerry``); at its ends and after another weak word (``h and e``) they are more often initials.
    """
    classes = frozenset(nice_classes)
    rows, phrases = _latin()
    flags = [False] * len(words)
    last = len(words) - 1
    for i, word in enumerate(words):
        row = rows.get(word)
        if row is not None and row[0].counts(classes):
            position = row[1]
            inside = 0 < i < last and not flags[i - 1]
            flags[i] = flags[i] or position == "any" or inside or (position == "lead" and i < last)
        if word in phrases:
            for size in range(2, min(_LONGEST_PHRASE, len(words) - i) + 1):
                if " ".join(words[i : i + size]) in rows:
                    flags[i : i + size] = [True] * size
    return tuple(flags)


def core_latin(words: Sequence[str], nice_classes: Iterable[int] = ()) -> tuple[str, ...]:
    """The words that are not weak; all words if every one is."""
    if len(words) < 2:
        return tuple(words)
    kept = tuple(w for w, weak in zip(words, weak_words_latin(words, nice_classes), strict=True) if not weak)
    return kept or tuple(words)


def _strip(text: str, classes: frozenset[int]) -> tuple[int, int, list[tuple[int, int]]]:
    """Where the core of a Chinese text begins and ends, and where the weak elements do, the outer before the inner."""
    prefix, suffix, whole = _han()
    start, end = 0, len(text)
    cuts: list[tuple[int, int]] = []
    if end < 2 or (text[0] not in prefix.lengths and text[-1] not in suffix.lengths):
        return start, end, cuts
    row = whole.get(text)
    if row is not None and row.counts(classes):
        return start, end, cuts
    generic_gone = False
    while end - start > 1:
        part = text[start:end]
        front = _longest(prefix, part, at_end=False)
        back = _longest(suffix, part, at_end=True)
        if front == len(part) - 1 or (
            front and not _may_go(prefix.rows[part[:front]], part[:front], part[front:], classes, whole, generic_gone)
        ):
            front = 0
        if front and prefix.rows[part[:front]].kind == "generic" and part[front:].isdigit():
            front = 0  # the number is a model's
        if back and not _may_go(suffix.rows[part[-back:]], part[-back:], part[:-back], classes, whole, generic_gone):
            back = 0
        if front > back:
            kind = prefix.rows[part[:front]].kind
            cuts.append((start, start + front))
            start += front
        elif back:
            kind = suffix.rows[part[-back:]].kind
            cuts.append((end - back, end))
            end -= back
        else:
            break
        generic_gone = generic_gone or kind == "generic"
    return start, end, cuts


def _longest(side: _End, part: str, *, at_end: bool) -> int:
    """Length of the longest known word at one end; 0 if none, or if the part is one known word, never cut inside."""
    rows, lengths = side
    size = len(part)
    for length in lengths.get(part[-1] if at_end else part[0], ()):
        if length <= size and (part[size - length :] if at_end else part[:length]) in rows:
            return length if length < size else 0
    return 0


def _may_go(
    row: _Row, element: str, rest: str, classes: frozenset[int], whole: dict[str, _Row], generic_gone: bool
) -> bool:
    """Whether an element may be cut off, given what would remain."""
    remains, length = len(rest), len(element)
    if not row.counts(classes) or (remains < 2 and ((length == 1 and element != _BRAND) or row.kind in _NEED_TWO)):
        return False
    if length == 1 and ((row.kind == "modifier" and remains > 3) or (row.kind == "generic" and generic_gone)):
        return False
    if rest[0] in PARTICLES or rest[-1] in PARTICLES:
        return False
    remaining = whole.get(rest)
    if remaining is None or not remaining.counts(classes):
        return True
    if classes or remaining.kind != "generic":
        return False
    return row.kind in _FIRM_KINDS or (row.kind == "generic" and row.goods.isdisjoint(remaining.goods))


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in read_table(name).splitlines()[1:]]


@cache
def _row(kind: str, cell: str = "") -> _Row:
    """One object for each of the few different rows. Goods end at class 34; nearly all generic names are retail too."""
    classes = frozenset(map(int, cell.split(","))) if cell else frozenset()
    return _Row(kind, classes, frozenset(c for c in classes if c <= 34) or classes)


@cache
def _han() -> _Han:
    prefix: dict[str, _Row] = {}
    suffix: dict[str, _Row] = {}
    for element, kind, position, classes in _rows("weak_zh.tsv"):
        row = _row(kind, classes)
        if position != "suffix":
            prefix[element] = row
        if position != "prefix":
            suffix[element] = row
    for place, script, kind in _rows("places.tsv"):
        if script == "zh":
            for name in (place, *(place + affix for affix in _AFFIXES.get(kind, ""))):
                prefix.setdefault(name, _row(kind))
                suffix.setdefault(name, _row(kind))
    # A word that is weak at one end and protected at the other is weak when it is all that remains.
    whole = prefix | {e: row for e, row in suffix.items() if row.kind != "keep" or e not in prefix}
    cut_inside = [e for e in suffix if any(e[:size] in prefix for size in range(1, len(e)))]
    return _Han(_end(dict.fromkeys(cut_inside, _row("keep")) | prefix, 0), _end(suffix, -1), whole)


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if word[-1] == "y" and word[-2] not in "aeiou" else word + "s"


def _end(rows: dict[str, _Row], outer: int) -> _End:
    lengths: dict[str, set[int]] = {}
    for element in rows:
        lengths.setdefault(element[outer], set()).add(len(element))
    return _End(rows, {char: tuple(sorted(sizes, reverse=True)) for char, sizes in lengths.items()})


@cache
def _latin() -> tuple[dict[str, tuple[_Row, str]], frozenset[str]]:
    rows = {word: (_row(kind, cell), position) for word, kind, position, cell in _rows("weak_latin.tsv")}
    for word, found in list(rows.items()):
        if found[0].kind in _COUNTED and len(word) > 2:
            rows.setdefault(_plural(word), found)
    for place, script, kind in _rows("places.tsv"):
        if script == "latin":
            rows.setdefault(place, (_row(kind), "any"))
    return rows, frozenset(phrase.split(" ", 1)[0] for phrase in rows if " " in phrase)
