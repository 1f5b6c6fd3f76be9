"""Latin against Latin: letters, sounds and words.

Three measures of how much two marks share, none of which suffices alone: the letters read straight through (TRUCOOL and
TURCOOL), the words one by one, each worth its rarity (STORK and GOLDEN STORK), and the letter sequences, each worth its
rarity, which sees a rare ending or beginning (SEATOX and BOTOX).
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Hamming

from ipsearch.documents.keys import (
    LONGEST_COMPARED,
    LONGEST_DELETED_LETTERS,
    SHORTEST_NEAR_WORD,
    differ_throughout,
    repeats,
)
from ipsearch.matching.policy import Policy
from ipsearch.matching.side import Side
from ipsearch.matching.statistics import WEAK_SHARE
from ipsearch.text.latin import latin_double, look, respell, stem, trigrams
from ipsearch.text.meaning import concepts, same_idea

SHORTEST_CONTAINED: Final = 4
"""Letters that a mark must have for being found inside another word; shorter ones are found as words only."""
SHORTEST_SWAPPED, LONGEST_SWAPPED = 5, 12
"""Letters of a mark in which any two may have changed places."""
ORDER: Final = (
    "same_letters_look", "same_letters_sound", "same_consonants", "one_letter", "swapped_letters", "same_word",
    "near_word", "letters_contained", "letters_overlap",
)  # fmt: skip
"""The rules between different letters, strongest first."""
SAME_WORD: Final = 0.6
"""Word similarity below which two words are not each other's counterpart."""


def latin_rules(a: Side, b: Side, policy: Policy) -> tuple[str, ...]:
    """The rules that hold between the Latin parts, strongest first; empty if none does."""
    x, y = a.letters, b.letters
    if not (x and y):
        return ()
    if x == y:
        return ("same_letters",)
    found = []
    if not a.shapes.isdisjoint(b.shapes) and (len(x) > 2 or one_differs(x, y)):
        found.append("same_letters_look")
    if a.spelled == b.spelled:
        found.append("same_letters_sound")
    elif len(a.spelled) == len(b.spelled) and len(a.consonants) > 2 and a.consonants == b.consonants:
        found.append("same_consonants")
    if one_letter_apart(x, y) or differ_throughout(x, y):
        found.append("one_letter")
    elif letters_swapped(x, y):
        found.append("swapped_letters")
    if not a.word_keys.isdisjoint(b.form.word_keys):
        found.append("same_word")
    short, long = (x, y) if len(x) < len(y) else (y, x)
    if (len(short) >= SHORTEST_CONTAINED and short in long[:LONGEST_COMPARED]) or (short.isalpha() and repeats(x, y)):
        found.append("letters_contained")
    if not found and nearly_shares_word(a, b):
        found.append("near_word")
    elif not found and overlaps(a, b, policy):
        found.append("letters_overlap")
    return tuple(found)


def one_differs(x: str, y: str) -> bool:
    """Whether at most one letter is another: LG and IQ look alike by letters and are not taken for each other."""
    return len(x) != len(y) or Hamming.distance(latin_double(x) or x, latin_double(y) or y) < 2


def one_letter_apart(x: str, y: str) -> bool:
    """Whether one edit makes one of two texts the other; two of two letters each, and one letter, are never close."""
    m, n = len(x), len(y)
    return -2 < m - n < 2 and m > 1 < n and m + n > 4 and OSA.distance(x, y, score_cutoff=1) <= 1


def letters_swapped(x: str, y: str) -> bool:
    """Whether two letters have changed places, wherever they stand, and nothing else differs (NIVEA, NEVIA)."""
    if len(x) != len(y) or not SHORTEST_SWAPPED <= len(x) <= LONGEST_SWAPPED or Hamming.distance(x, y) != 2:
        return False
    (p, q), other = [pair for pair in zip(x, y, strict=True) if pair[0] != pair[1]]
    return other == (q, p)


def nearly_shares_word(a: Side, b: Side) -> bool:
    """Whether all distinctive words of one mark, taken as one, are nearly those of the other, or one of those.

    Short ones also as they are written: one letter differs without the weak words beside them (BOSHC TOOLS, BOSCH).
    """
    x, y = a.heard_core, b.heard_core
    if nearly_same(x, y) or core_one_letter_apart(a.core_letters, b.core_letters):
        return True
    if len(a.heard_words) > 1 and any(nearly_same(word, y) for word in a.heard_words):
        return True
    return len(b.heard_words) > 1 and any(nearly_same(x, word) for word in b.heard_words)


def core_one_letter_apart(x: str, y: str) -> bool:
    """Whether one edit makes one of two short texts, marks without their weak words, the other."""
    return 2 < len(x) <= LONGEST_DELETED_LETTERS >= len(y) > 2 and one_letter_apart(x, y)


def nearly_same(x: str, y: str) -> bool:
    """Whether two words, as heard, begin with the same letter and are one edit apart; or two, if they are long enough.

    Long enough are words of five letters and more, one of them of six.
    """
    m, n = len(x), len(y)
    if m < SHORTEST_NEAR_WORD or n < SHORTEST_NEAR_WORD or x[0] != y[0] or not -3 < m - n < 3:
        return False
    most = 2 if m > 4 < n and m + n > 10 else 1
    return OSA.distance(x, y, score_cutoff=most) <= most


def overlaps(a: Side, b: Side, policy: Policy) -> bool:
    """Whether two or more shared letter sequences, as written or heard, carry enough of the heavier mark's weight."""
    shared = in_both(a.sequences, b.letters)
    if len(shared) > 1:
        weight, share = a.statistics.squared(shared), policy.letters_overlap
        if weight >= share * a.sequences_weight and weight >= share * b.sequences_weight:
            return True
    shared = in_both(a.spoken_sequences, b.spelled)
    if len(shared) < 2:
        return False
    weight, share = a.statistics.squared(shared), policy.heard_overlap
    return weight >= share * a.spoken_sequences_weight and weight >= share * b.spoken_sequences_weight


def only_weak_overlap(a: Side, b: Side) -> bool:
    """Whether the letters in common stand in weak words only (ASPEN DENTAL, WESTERN DENTAL)."""
    if a.core_letters == a.letters or b.core_letters == b.letters:
        return False
    x, y = trigrams(a.core_letters), trigrams(a.heard_core)
    return not in_both(x, b.core_letters) and not in_both(y, b.heard_core)


def in_both(sequences: frozenset[str], letters: str) -> list[str]:
    """Those of some trigrams that the letters have too, found without taking the letters apart."""
    padded = f"^{letters}$"
    return [sequence for sequence in sequences if sequence in padded]


def latin_score(a: Side, b: Side, rules: tuple[str, ...], policy: Policy) -> float:
    """Similarity of the Latin parts given the rules that hold, 0 to 1."""
    if "same_letters" in rules:
        return 1.0
    straight = letters_share(a, b, policy)
    by_words = words_share(a, b)
    by_sequences = sequences_share(a, b)
    score = 0.5 * max(straight, by_words) + 0.25 * by_sequences + 0.25 * min(straight, by_words)
    for rule in rules:
        score = max(score, policy.floors.get(rule, 0.0))
    if "one_letter" in rules and differ_throughout(a.letters, b.letters):
        score = max(score, policy.floors["one_letter_throughout"])
    return min(score, 0.99)


def letters_share(a: Side, b: Side, policy: Policy) -> float:
    """Share of the letters in common, in order, as written or as heard; Greek and Cyrillic capitals also as seen.

    Or, if that gives more, of the letters of the words that are not weak, up to what the same distinctive part is worth
    (ADIDOS TRADING CO., LTD, ADIDAS).
    """
    share = _in_order(a.letters, a.spelled, b.letters, b.spelled)
    x, y = latin_double(a.letters), latin_double(b.letters)
    if x or y:
        share = max(share, 0.0097 * fuzz.ratio(x or a.letters, y or b.letters))
    if a.core_letters != a.letters or b.core_letters != b.letters:
        cores = _in_order(a.core_letters, a.heard_core, b.core_letters, b.heard_core)
        share = max(share, min(cores, policy.floors["same_core"]))
    return share


def _in_order(x: str, x_heard: str, y: str, y_heard: str) -> float:
    return float(max(fuzz.ratio(x, y), 0.97 * fuzz.ratio(x_heard, y_heard))) / 100


def sequences_share(a: Side, b: Side) -> float:
    """Cosine of the weighted letter sequences."""
    shared = in_both(a.sequences, b.letters)
    return a.statistics.squared(shared) / sqrt(a.sequences_weight * b.sequences_weight) if shared else 0.0


@lru_cache(maxsize=32768)
def word_similarity(a: str, b: str) -> float:
    """How alike two words are: same, same stem, same idea, or by letters as written, heard or seen."""
    if a == b:
        return 1.0
    if stem(a) == stem(b):
        return 0.97
    letters = max(fuzz.ratio(a, b), 0.95 * fuzz.ratio(respell(a), respell(b)), 0.95 * fuzz.ratio(look(a), look(b)))
    return max(float(letters) / 100, 0.85 if related_words(a, b) else 0.0)


def related_words(a: str, b: str) -> bool:
    """Whether some sense of one word is the same or nearly the same idea as one of the other (cow, bull)."""
    return same_idea(concepts(a), concepts(b))


def beside_makers(a: Side, b: Side) -> list[float]:
    """The weights of the words beside another mark: those behind a "by" that the other lacks say who makes the goods.

    FOLIO BY FIRE ISLANDER is FOLIO of a maker that the mark names; beside FIRE ISLANDER all its words count.
    """
    weights = a.word_weights
    if "by" not in a.words[1:-1] or "by" in b.words:
        return weights
    at = a.words.index("by", 1)
    if not set(a.words[at:]).isdisjoint(b.words):
        return weights
    return [*weights[:at], *[weight * WEAK_SHARE for weight in weights[at:]]]


def words_share(a: Side, b: Side) -> float:
    """Weight of the words that have a counterpart, as a share of the smaller mark plus half of what the larger adds."""
    wa, wb = beside_makers(a, b), beside_makers(b, a)
    pairs = [
        (similarity, -i, -j)
        for i, x in enumerate(a.words)
        for j, y in enumerate(b.words)
        if (similarity := word_similarity(x, y)) >= SAME_WORD
    ]
    pairs.sort(reverse=True)
    used_a: set[int] = set()
    used_b: set[int] = set()
    matched = 0.0
    for similarity, i, j in pairs:
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            matched += similarity**2 * min(wa[-i], wb[-j])
    small, large = sorted((sum(wa), sum(wb)))
    return matched / (small + 0.5 * (large - small)) if small else 0.0
