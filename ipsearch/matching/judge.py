"""The judgement on two marks: which rules hold, how similar they are, at what level. Pure: no engine, no register.

The parts of the marks are compared each with its counterpart: Han with Han, Latin with Latin, Han with the Latin that
spells or translates it. The best comparison decides, lowered where another part sets the marks apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import msgspec

from ipsearch.documents.keys import letter_variants
from ipsearch.matching.han import han_rules, han_score, unit_similarity
from ipsearch.matching.latin import latin_rules, latin_score
from ipsearch.matching.policy import Level, Policy
from ipsearch.matching.side import Side
from ipsearch.matching.statistics import Statistics
from ipsearch.text.form import Form
from ipsearch.text.meaning import concept_keys
from ipsearch.text.sound import joined_spellings, meet_at_ends

WEAK_EVIDENCE: Final = frozenset({"one_edit", "contained", "rare_part"})
"""Rules that say little if what is shared lies outside both cores."""

MEANING_COUNTS: Final = frozenset({"same_core", "contained", "rare_part"})
"""Rules by which one mark has a whole part of the other: another meaning of the rest does not set them apart."""


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """What was found between two marks: ``score`` 0 to 1, its level (None: nothing to report), the rules behind it.

    ``rules`` are the similarities, strongest first; ``against`` what lowered the score.
    """

    score: float
    level: Level | None
    rules: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


def judge(a: Form, b: Form, statistics: Statistics, policy: Policy) -> Verdict:
    """Compare two marks under a policy."""
    return judge_sides(Side(a, statistics), Side(b, statistics), policy)


def judge_sides(a: Side, b: Side, policy: Policy) -> Verdict:
    """:func:`judge` on marks made ready. Symmetric: the order of the marks does not matter."""
    if a.form.compact == b.form.compact and a.form.compact:
        return Verdict(1.0, "identical", ("same_text",))
    best: _Part = (0.0, (), ())
    han = han_rules(a, b)
    if han:
        best = _han_part(a, b, han, policy)
    if a.letters or b.letters:
        if latin := latin_rules(a, b, policy):
            best = max(best, _latin_part(a, b, latin, han, policy))
        if heard_alike(a, b):
            best = max(best, (_pinyin_score(a, b, policy), ("pinyin",), ()))
    if best[0] < policy.floors["same_meaning"] and same_meaning(a, b):
        best = (policy.floors["same_meaning"], (*best[1], "same_meaning"), ())
    score = round(best[0], 4)
    return Verdict(score, policy.level(score), best[1], best[2])


def lowered(verdict: Verdict, reason: str, policy: Policy) -> Verdict:
    """The verdict with one more reason against it. What is reported without it still is: as ``remote`` at least."""
    score = round(verdict.score * policy.factors[reason], 4)
    level = policy.level(score) or ("remote" if verdict.level else None)
    return Verdict(score, level, verdict.rules, (*verdict.against, reason))


_Part = tuple[float, tuple[str, ...], tuple[str, ...]]


def _han_part(a: Side, b: Side, rules: tuple[str, ...], policy: Policy) -> _Part:
    score = han_score(a, b, rules, policy)
    against: list[str] = []
    if "same_part" not in rules:
        if "reordered" not in rules and "contained" not in rules and _first_differs(a, b):
            against.append("first_differs")
        if WEAK_EVIDENCE.issuperset(rules) and a.core_characters.isdisjoint(b.core):
            against.append("weak_part_shared")
        if MEANING_COUNTS.isdisjoint(rules) and meaning_differs(a, b):
            against.append("meaning_differs")
    if a.letters != b.letters:
        if a.letters and b.letters:
            against.append("other_parts_differ")
        elif not reads_itself(a if a.letters else b):
            against.append("other_part_beside")
    for reason in against:
        score *= policy.factors[reason]
    return score, rules, tuple(against)


def _latin_part(a: Side, b: Side, rules: tuple[str, ...], han: tuple[str, ...], policy: Policy) -> _Part:
    score = latin_score(a, b, rules, policy)
    against: tuple[str, ...] = ()
    if a.han and b.han:
        rules = (*rules, *han)  # alike in both parts (华为HUAWEI, 华伟HUAWEI): nothing speaks against
        against = () if han else ("latin_part_against_other_han",)
    elif a.han or b.han:
        against = ("latin_part_only",)
    for reason in against:
        score *= policy.factors[reason]
    return score, rules, against


def _first_differs(a: Side, b: Side) -> bool:
    """Whether the cores begin otherwise; a weak beginning cut off one mark only (大 of 大自兔) still is one."""
    if a.core[0] == b.core[0] or unit_similarity(a.core[0], b.core[0]) >= 0.5:
        return False
    return bool(a.core_start) == bool(b.core_start) or unit_similarity(a.han[0], b.han[0]) < 0.5


def _pinyin_score(a: Side, b: Side, policy: Policy) -> float:
    mixed = (a.han and a.letters) or (b.han and b.letters)
    if max(len(a.core), len(b.core)) == 1 and not mixed:
        return policy.floors["pinyin_1"]
    with_weak = a.core != a.han or b.core != b.han or not (_all_spelled(a, b) or _all_spelled(b, a))
    return policy.floors["pinyin"] * (policy.factors["by_core_only"] if with_weak else 1.0)


def _all_spelled(latin: Side, han: Side) -> bool:
    """Whether what sounds like the other is a mixed mark or all letters of this one, weak words and all."""
    return bool(latin.letters) and (bool(latin.han) or not han.heard.isdisjoint(letter_variants(latin.letters)))


def heard_alike(a: Side, b: Side) -> bool:
    """Whether one mark's Han characters are what the other's letters spell (海尔 / HAIER, 小mi / 小米)."""
    if (b.letters and a.han and _spells(b, a)) or (a.letters and b.han and _spells(a, b)):
        return True
    return bool(
        a.han
        and b.han
        and (a.letters or b.letters)
        and _some_meet(a.read_whole, b.read_whole)
        and not a.heard_whole.isdisjoint(b.heard_whole)
    )


def _spells(latin: Side, han: Side) -> bool:
    return _some_meet(latin.spellings, han.read) and not han.heard.isdisjoint(latin.spellings)


def _some_meet(texts: Iterable[str], others: Iterable[str]) -> bool:
    # not any(): a generator costs as much as what it asks for here, once for every mark compared
    for x in texts:
        for y in others:
            if meet_at_ends(x, y):
                return True
    return False


def reads_itself(mixed: Side) -> bool:
    """Whether the Latin part of a mixed mark only spells or translates its Han part (护士宝HUSHIBAO)."""
    for han in mixed.spoken:
        for letters in mixed.spellings:
            if meet_at_ends(han, letters) and letters in joined_spellings(han):
                return True
    meanings = _ideas_of(mixed.han, mixed.core)
    return bool(meanings) and not meanings.isdisjoint(_ideas_of(" ".join(mixed.words), None))


@lru_cache(maxsize=32768)
def _ideas_of(text: str, core: str | None) -> frozenset[str]:
    return frozenset(concept_keys(text, core))


def same_meaning(a: Side, b: Side) -> bool:
    """Whether both marks as wholes mean the same, in one language or two (永恒 / FOREVER)."""
    return bool(a.meanings) and not a.meanings.isdisjoint(b.meanings)


def meaning_differs(a: Side, b: Side) -> bool:
    """Whether both marks as wholes have a known meaning and no idea in common (大象 / 大众, not 家之蓝 / 梦之蓝)."""
    return bool(a.ideas) and bool(b.ideas) and a.ideas.isdisjoint(b.ideas)
