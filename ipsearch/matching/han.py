"""Han against Han: which rules hold between two marks, and how much of them matches.

A rule decides *whether* two marks are compared at all (each has a key that is complete for it), the alignment decides
*how much* they share: every character weighs what it is worth in the register, a weak element a fraction of that, and
two characters that look or sound alike count in part.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from ipsearch.documents.keys import LONGEST_AROUND_ONE, LONGEST_COMPARED, grams
from ipsearch.matching.policy import Policy
from ipsearch.matching.statistics import WEAK_SHARE, Statistics
from ipsearch.text.form import Form
from ipsearch.text.glyph import similarity as glyph_similarity
from ipsearch.text.sound import character_sound, near_class, spellings

LOOK_ALIKE = 0.8
"""Glyph similarity from which two characters count as look-alikes (形近), see docs/glyph-table.md."""

FIRST_WEIGHT = 1.2
"""The first character of the distinctive part weighs more: a different beginning often keeps two marks apart."""


@lru_cache(maxsize=131072)
def unit_similarity(a: str, b: str) -> float:
    """How much one Han character counts for another: by look, by sound, by both; 1 only for the same character."""
    if a == b:
        return 1.0
    look = glyph_similarity(a, b)
    sound = character_sound(a, b)
    best = max(look * 0.9 if look >= LOOK_ALIKE else 0.0, sound * 0.8 if sound >= 0.9 else sound * 0.5)
    return min(0.95, best + 0.1) if look >= LOOK_ALIKE and sound >= 0.9 else best


def alike(a: str, b: str) -> bool:
    """Whether two texts of one length differ only in look-alikes: in one character, or in both of two."""
    differing = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    allowed = 2 if len(a) == 2 else 1
    return 0 < len(differing) <= allowed and all(glyph_similarity(x, y) >= LOOK_ALIKE for x, y in differing)


@lru_cache(maxsize=65536)
def joined_sounds(text: str) -> frozenset[str]:
    """The joined pinyin of every reading."""
    return frozenset("".join(s) for s in spellings(text))


@lru_cache(maxsize=65536)
def joined_nears(text: str) -> frozenset[str]:
    """The joined classes of near sounds of every reading."""
    return frozenset("".join(map(near_class, s)) for s in spellings(text))


def han_rules(a: Form, b: Form, statistics: Statistics) -> tuple[str, ...]:
    """The rules that hold between the Han parts, strongest first; empty if none does."""
    if not (a.han and b.han):
        return ()
    if a.han == b.han:
        return ("same_part",)
    found = []
    pairs = [(x, y) for x in a.aspects for y in b.aspects]
    if any(x == y for x, y in pairs):
        found.append("same_core")
    if any(len(x) == len(y) > 1 and x != y and sorted(x) == sorted(y) for x, y in pairs):
        found.append("reordered")
    if any(len(x) == len(y) and alike(x, y) for x, y in pairs):
        found.append("look_alike")
    if any(not joined_sounds(x).isdisjoint(joined_sounds(y)) for x, y in pairs):
        found.append("same_sound")
    elif any(not joined_nears(x).isdisjoint(joined_nears(y)) for x, y in pairs):
        found.append("near_sound")
    if any(one_edit(x, y) for x, y in pairs):
        found.append("one_edit")
    if contains(b.han, a.aspects, statistics) or contains(a.han, b.aspects, statistics):
        found.append("contained")
    if not found and any(statistics.is_rare(g) for g in set(grams(a.han)).intersection(grams(b.han))):
        found.append("rare_part")
    return tuple(found)


def contains(text: str, aspects: tuple[str, ...], statistics: Statistics) -> bool:
    """Whether the Han part or core of the other mark stands in the text.

    A single character counts only in a mark of up to 3, and only if few marks of the register carry it.
    """
    window = text[:LONGEST_COMPARED]
    for aspect in aspects:
        if aspect in window and (len(aspect) > 1 or (len(text) <= LONGEST_AROUND_ONE and statistics.is_telling(aspect))):
            return True
    return False


def one_edit(x: str, y: str) -> bool:
    """One character added, dropped or changed, or two neighbours swapped, in texts of which one has 3 or more."""
    if min(len(x), len(y)) < 2 or max(len(x), len(y)) < 3 or x == y:
        return False
    return OSA.distance(x, y, score_cutoff=1) <= 1


def han_score(a: Form, b: Form, rules: tuple[str, ...], statistics: Statistics, policy: Policy) -> float:
    """Similarity of the Han parts given the rules that hold, 0 to 1."""
    if "same_part" in rules:
        return 1.0
    floors = policy.floors
    score = aligned_share(a, b, statistics, policy)
    shortest = min(len(a.core), len(b.core))
    for rule in rules:
        if rule in ("same_sound", "near_sound"):
            score = max(score, floors.get(f"{rule}_{shortest}", floors[rule]))
        elif rule == "look_alike":
            score = max(score, floors["look_alike_1" if shortest == 1 else rule])
        elif rule in floors:
            score = max(score, floors[rule])
    return min(score, 0.99)


def weights(form: Form, statistics: Statistics) -> list[float]:
    """What each character of the Han part is worth: its rarity, a fraction of it outside the core."""
    start = form.han.find(form.core)
    end = start + len(form.core)
    found = []
    for i, char in enumerate(form.han):
        weight = statistics.character(char)
        found.append(weight * (FIRST_WEIGHT if i == start else 1.0) if start <= i < end else weight * WEAK_SHARE)
    return found


def aligned_share(a: Form, b: Form, statistics: Statistics, policy: Policy) -> float:
    """The weight that matches in the best alignment, as a share of the smaller mark plus part of what the larger adds."""
    x, y = a.han, b.han
    if len(x) > len(y):
        x, y, a, b = y, x, b, a
    wx, wy = weights(a, statistics), weights(b, statistics)
    previous = [0.0] * (len(y) + 1)
    for i, char in enumerate(x):
        current = [0.0]
        for j, other in enumerate(y):
            best = max(previous[j + 1], current[j])
            alike_by = 1.0 if char == other else unit_similarity(char, other)
            if alike_by:
                best = max(best, previous[j] + alike_by * min(wx[i], wy[j]))
            current.append(best)
        previous = current
    small, large = sorted((sum(wx), sum(wy)))
    return previous[-1] / (small + policy.extra_weight * (large - small))
