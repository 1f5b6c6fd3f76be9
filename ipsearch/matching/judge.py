"""The judgement on two marks: which rules hold, how similar they are, at what level. Pure: no engine, no register.

The parts of the marks are compared each with its counterpart: Han with Han, Latin with Latin, Han with the Latin that
spells or translates it. The best comparison decides, lowered where another part sets the marks apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ipsearch.documents.keys import hearings
from ipsearch.matching.han import han_rules, han_score
from ipsearch.matching.latin import latin_rules, latin_score
from ipsearch.matching.policy import Level, Policy
from ipsearch.matching.statistics import Statistics
from ipsearch.text.form import Form
from ipsearch.text.glyph import similarity as glyph_similarity
from ipsearch.text.meaning import concept_keys
from ipsearch.text.sound import character_sound


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found between two marks: ``score`` 0 to 1, its level (None: nothing to report), the rules behind it.

    ``rules`` are the similarities, strongest first; ``against`` what lowered the score.
    """

    score: float
    level: Level | None
    rules: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


NOTHING = Verdict(0.0, None)


def judge(a: Form, b: Form, statistics: Statistics, policy: Policy) -> Verdict:
    """Compare two marks under a policy. Symmetric: the order of the marks does not matter."""
    if a.compact == b.compact and a.compact:
        return Verdict(1.0, "identical", ("same_text",))
    han = han_rules(a, b, statistics)
    latin = latin_rules(a, b, statistics, policy)
    best: _Part = (0.0, (), ())
    if han:
        best = _han_verdict(a, b, han, statistics, policy)
    if latin:
        best = max(best, _latin_verdict(a, b, latin, bool(han), statistics, policy))
    if heard_alike(a, b):
        floor = policy.floors["pinyin_1" if max(len(a.core), len(b.core)) == 1 else "pinyin"]
        best = max(best, (floor, ("pinyin",), ()))
    if best[0] < policy.floors["same_meaning"] and same_meaning(a, b):
        best = (policy.floors["same_meaning"], (*best[1], "same_meaning"), ())
    score = round(best[0], 4)
    return Verdict(score, policy.level(score), best[1], best[2])


def lowered(verdict: Verdict, reason: str, policy: Policy) -> Verdict:
    """The verdict with one more reason against it."""
    score = round(verdict.score * policy.factors[reason], 4)
    return Verdict(score, policy.level(score), verdict.rules, (*verdict.against, reason))


_WEAK_EVIDENCE = frozenset({"one_edit", "contained", "rare_part"})
_Part = tuple[float, tuple[str, ...], tuple[str, ...]]


def _han_verdict(a: Form, b: Form, rules: tuple[str, ...], statistics: Statistics, policy: Policy) -> _Part:
    score = han_score(a, b, rules, statistics, policy)
    against: list[str] = []
    if "same_part" not in rules and "reordered" not in rules and _first_differs(a.core, b.core) and "contained" not in rules:
        against.append("first_differs")
    if _WEAK_EVIDENCE.issuperset(rules) and set(a.core).isdisjoint(b.core):
        against.append("weak_part_shared")
    if "same_part" not in rules and meaning_differs(a, b):
        against.append("meaning_differs")
    if a.letters and b.letters and a.letters != b.letters:
        against.append("other_parts_differ")
    elif a.letters != b.letters and not reads_itself(a if a.letters else b):
        against.append("other_part_beside")
    for reason in against:
        score *= policy.factors[reason]
    return score, rules, tuple(against)


def _latin_verdict(
    a: Form, b: Form, rules: tuple[str, ...], with_han: bool, statistics: Statistics, policy: Policy
) -> _Part:
    score = latin_score(a, b, rules, statistics, policy)
    against: list[str] = []
    if a.han and b.han and not with_han:
        against.append("latin_part_against_other_han")
    elif a.han or b.han:
        against.append("latin_part_only")
    for reason in against:
        score *= policy.factors[reason]
    return score, rules, tuple(against)


def _first_differs(x: str, y: str) -> bool:
    return x[0] != y[0] and glyph_similarity(x[0], y[0]) < 0.5 and character_sound(x[0], y[0]) < 0.9


def heard_alike(a: Form, b: Form) -> bool:
    """Whether one mark's Han characters are what the other's letters spell (海尔 / HAIER)."""
    if not (a.han and b.letters) and not (b.han and a.letters):
        return False
    return not set(hearings(a)).isdisjoint(hearings(b))


def reads_itself(form: Form) -> bool:
    """Whether the Latin part of a mixed mark only spells or translates its Han part (护士宝HUSHIBAO)."""
    han = Form(form.han, form.han, form.han, (), "", form.core)
    latin = Form(" ".join(form.words), form.letters, "", form.words, form.letters, "")
    return heard_alike(han, latin) or same_meaning(han, latin)


def same_meaning(a: Form, b: Form) -> bool:
    """Whether both marks as wholes mean the same, in one language or two (永恒 / FOREVER)."""
    keys = concept_keys(a.text)
    return bool(keys) and not set(keys).isdisjoint(concept_keys(b.text))


def meaning_differs(a: Form, b: Form) -> bool:
    """Whether both marks as wholes have a known meaning and no idea in common (大象 / 大众, not 家之蓝 / 梦之蓝)."""
    ideas_a, ideas_b = ideas(a.text), ideas(b.text)
    return bool(ideas_a) and bool(ideas_b) and ideas_a.isdisjoint(ideas_b)


@lru_cache(maxsize=65536)
def ideas(text: str) -> frozenset[str]:
    """Every concept in any reading of a mark whose whole meaning is known."""
    return frozenset(concept for key in concept_keys(text) for concept in key.split("."))
