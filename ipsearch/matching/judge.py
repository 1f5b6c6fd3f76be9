"""The judgement on two marks: which rules hold, how similar they are, at what level. Pure: no engine, no register.

The parts of the marks are compared each with its counterpart: Han with Han, Latin with Latin, Han with the Latin that
spells or translates it. The best comparison decides, lowered where another part sets the marks apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from ipsearch.documents.keys import core_letters, spelled_word
from ipsearch.matching.brands import RULES, is_name, linked_names, name_one_brand
from ipsearch.matching.han import aligned_share, han_rules, han_score, says_no_brand, unit_similarity
from ipsearch.matching.latin import latin_rules, latin_score, only_weak_overlap, words_share
from ipsearch.matching.mixed import has_more, reads_itself
from ipsearch.matching.policy import Level, Policy
from ipsearch.matching.side import Side
from ipsearch.matching.statistics import WEAK_SHARE, Statistics
from ipsearch.text.brandnames import HELD, brand_of
from ipsearch.text.form import Form, form_of
from ipsearch.text.meaning import concepts, same_idea
from ipsearch.text.meaning import same_meaning as means_the_same
from ipsearch.text.pinyin import is_near_pinyin, join_syllables, letter_variants, syllable_runs
from ipsearch.text.sound import joined_spellings, meet_at_ends
from ipsearch.text.wade import read_as_wade
from ipsearch.text.weak import names_some_goods

CONTAINED: Final = frozenset({"contained", "sound_contained"})
"""Rules by which one mark stands whole in the other: what stands before it is no difference of its own."""

WEAK_EVIDENCE: Final = CONTAINED | {"one_edit", "rare_part"}
"""Rules that say little if what is shared lies outside both cores."""

SAME_BEGINNING: Final = frozenset({"reordered", "same_number"})
"""Rules by which another first character is no difference of its own."""

MEANING_COUNTS: Final = CONTAINED | {"same_core", "rare_part"}
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
    a, b = facing(a, b)
    best = _written_part(a, b, policy)
    if best[0] < policy.floors["same_meaning"] and same_meaning(a, b):
        best = _also(best, (_meaning_score(a, b, policy), ("same_meaning",), ()))
    if best[0] < policy.floors["known_name"] and a.form.brands and b.form.brands:
        if name_one_brand(a, b):
            best = _also(best, _known_part(a, b, policy))
        for link in RULES:
            if (linked := max(_linked_part(link, a, b, policy), _linked_part(link, b, a, policy)))[1]:
                best = _also(best, linked)
    score = round(best[0], 4)
    return Verdict(score, policy.level(score), best[1], best[2])


def _written_part(a: Side, b: Side, policy: Policy) -> _Part:
    """What two marks are worth to each other by look and sound."""
    best: _Part = (0.0, (), ())
    han = han_rules(a, b)
    if han:
        best = _han_part(a, b, han, policy)
    if a.letters or b.letters:
        if latin := latin_rules(a, b, policy):
            best = max(best, _latin_part(a, b, latin, han, policy))
        if heard_alike(a, b):
            best = max(best, (_pinyin_score(a, b, policy), ("pinyin",), ()))
        elif a.han or b.han:
            best = max(best, _spelled_part(a, b, policy), _spelled_part(b, a, policy), _near_part(a, b, policy))
    return best


def lowered(verdict: Verdict, reason: str, policy: Policy) -> Verdict:
    """The verdict with one more reason against it. What is reported without it still is: as ``remote`` at least."""
    score = round(verdict.score * policy.factors[reason], 4)
    level = policy.level(score) or ("remote" if verdict.level else None)
    return Verdict(score, level, verdict.rules, (*verdict.against, reason))


_Part = tuple[float, tuple[str, ...], tuple[str, ...]]


def _also(best: _Part, other: _Part) -> _Part:
    """The better of two parts with the rules of both; what speaks against the one that is less does not count."""
    return max(best[0], other[0]), (*best[1], *other[1]), best[2] if best[0] > other[0] else other[2]


def facing(a: Side, b: Side) -> tuple[Side, Side]:
    """Two marks as they are compared: a number is Han beside a Han part that has it."""
    if a.han and not b.han:
        return a, b.facing(a)
    return (a.facing(b), b) if b.han and not a.han else (a, b)


def _han_part(a: Side, b: Side, rules: tuple[str, ...], policy: Policy) -> _Part:
    score = han_score(a, b, rules, policy)
    against: list[str] = []
    if "same_part" not in rules:
        if CONTAINED.isdisjoint(rules):
            if SAME_BEGINNING.isdisjoint(rules) and _first_differs(a, b):
                against.append("first_differs")
        elif other_adjectives(a.form, b.form):
            against.append("first_differs")
        if WEAK_EVIDENCE.issuperset(rules) and _share_weak_only(a, b, rules) and not _whole_name(a, b):
            against.append("weak_part_shared")
        if MEANING_COUNTS.isdisjoint(rules) and meaning_differs(a, b):
            against.append("meaning_differs")
    if a.letters != b.letters:
        if a.letters and b.letters:
            if "same_part" in rules and _letters_decide(a, b):
                score = _share_beside_letters(a, b, policy)
            against.append("other_parts_differ")
        elif not reads_itself(mixed := a if a.letters else b):
            if "same_part" not in rules and (len(mixed.core) == 1 or says_no_brand(mixed.han)):
                least = policy.remote / policy.factors["other_part_beside"]
                score = min(score, max(_share_beside_letters(a, b, policy), least))
            against.append("other_part_beside")
    for reason in against:
        score *= policy.factors[reason]
    if "same_part" in rules:
        score = max(score, policy.remote)
    return score, rules, tuple(against)


def _share_weak_only(a: Side, b: Side, rules: tuple[str, ...]) -> bool:
    """Whether what is shared lies outside both cores, or is a whole mark that is a weak element (上海, 上海医药)."""
    if a.core_characters.isdisjoint(b.core):
        return True
    if "contained" not in rules or len(a.han) == len(b.han):
        return False
    short = a.han if len(a.han) < len(b.han) else b.han
    return len(short) > 1 and says_no_brand(short)


def _whole_name(a: Side, b: Side) -> bool:
    """Whether one mark stands whole in the other and is weak as a name of some goods only (小米, 小米有品).

    What goods the marks are for is not known here; where it is and the name is theirs, :func:`lowered` says so.
    """
    short, long = (a.han, b.han) if len(a.han) < len(b.han) else (b.han, a.han)
    return short in long and names_some_goods(short)


def _latin_part(a: Side, b: Side, rules: tuple[str, ...], han: tuple[str, ...], policy: Policy) -> _Part:
    score = latin_score(a, b, rules, policy)
    against: tuple[str, ...] = ()
    if a.han and b.han:
        rules = (*rules, *han)  # alike in both parts (华为HUAWEI, 华伟HUAWEI): nothing speaks against
        against = () if han else ("latin_part_against_other_han",)
    elif a.han or b.han:
        against = ("latin_part_only",)
    if rules == ("letters_overlap",) and only_weak_overlap(a, b):
        against = (*against, "weak_part_shared")
    if len(a.letters) == 1 == len(b.letters) and (a.han or b.han):
        score = min(score, _letter_share(a, b, han, policy))
    for reason in against:
        score *= policy.factors[reason]
    return score, rules, against


def _letter_share(a: Side, b: Side, han: tuple[str, ...], policy: Policy) -> float:
    """What is shared where each mark has one letter: it is one character among the Han characters (e家, e路通)."""
    weigh, extra = a.statistics.word, policy.extra_weight
    letter = min(weigh(a.letters), weigh(b.letters))
    small, large = sorted((side.weight if side.han else 0.0) for side in (a, b))
    matched = aligned_share(a, b, policy) * (small + extra * (large - small)) if han else 0.0
    return (letter + matched) / (letter + small + extra * (large - small))


def _letters_decide(a: Side, b: Side) -> bool:
    """Whether the Han part that both marks have says little beside their letters (SUN家, MOON家; not Q币, QQ币)."""
    return (len(a.han) == 1 or says_no_brand(a.han)) and set(a.letters) != set(b.letters)


def _share_beside_letters(a: Side, b: Side, policy: Policy) -> float:
    """What a common Han part, one character or a weak element, is worth beside other letters.

    SUN家 and MOON家, A先生 and B先生; or letters in one mark only, QQ币 and 币世界.
    """
    han = min([side.weight * (WEAK_SHARE if says_no_brand(side.han) else 1.0) for side in (a, b)])
    fewer, more = sorted((sum(a.word_weights), sum(b.word_weights)))
    return han / (han + fewer + policy.extra_weight * (more - fewer))


def _first_differs(a: Side, b: Side) -> bool:
    """Whether the cores begin otherwise; a weak beginning cut off one mark only (大 of 大自兔) still is one."""
    if a.core[0] == b.core[0] or unit_similarity(a.core[0], b.core[0]) >= 0.5 or _begin_alike(a.core, b.core):
        return False
    return bool(a.core_start) == bool(b.core_start) or unit_similarity(a.han[0], b.han[0]) < 0.5


def _begin_alike(a: str, b: str) -> bool:
    """Whether what stands before the same end means the same (女王驾到, 皇后驾到)."""
    end = 0
    while end < min(len(a), len(b)) and a[-1 - end] == b[-1 - end]:
        end += 1
    return end > 0 and not concepts(a[: len(a) - end]).isdisjoint(concepts(b[: len(b) - end]))


def other_adjectives(a: Form, b: Form) -> bool:
    """Whether each mark has one character of its own before the same core (蓝月亮, 红月亮)."""
    return (
        a.core == b.core != ""
        and a.han[1:].startswith(a.core)
        and b.han[1:].startswith(b.core)
        and unit_similarity(a.han[0], b.han[0]) < 0.5
    )


def first_of(a: Form, b: Form) -> str:
    """The first character that differs from the other mark's: of the core, or what stands before it."""
    return a.han[0] if other_adjectives(a, b) else a.core[:1]


def _pinyin_score(a: Side, b: Side, policy: Policy) -> float:
    if not (_spells_more(a, b) or _spells_more(b, a) or _read_alike(a, b)):
        return policy.floors["pinyin_1"]
    with_weak = a.core != a.han or b.core != b.han or not (_all_spelled(a, b) or _all_spelled(b, a))
    return policy.floors["pinyin"] * (policy.factors["by_core_only"] if with_weak else 1.0)


def _spells_more(latin: Side, han: Side) -> bool:
    """Whether letters spell more than one Han character that the other mark has as its core (e of e路通, 鹅宝宝)."""
    longer = frozenset[str]().union(*[joined_spellings(text) for text in han.spoken if len(text) > 1])
    return not (longer | han.heard_whole if han.letters else longer).isdisjoint(latin.spellings)


def word_that_spells(latin: Side, han: Side) -> str:
    """The word of one mark, of several, that is the pinyin of the other's Han characters; empty if there is none."""
    if len(latin.words) > 1 and han.han and _some_meet((*latin.words, *syllable_runs(latin.words)), han.spoken):
        return spelled_word(latin.form, han.word_sounds)
    return ""


def _spelled_part(latin: Side, han: Side, policy: Policy) -> _Part:
    """Of the score of a mark in pinyin, as much as that mark is like the other by its words or letters: HUAWEI like
    HUAWEI MATE."""
    word = word_that_spells(latin, han)
    if not word:
        return 0.0, (), ()
    alone = Side(form_of(word), latin.statistics)
    whole = latin if word in latin.words else Side(form_of(join_syllables(latin.words)), latin.statistics)
    alike = max(words_share(alone, whole), latin_score(alone, whole, latin_rules(alone, whole, policy), policy))
    score = policy.floors["pinyin"] * alike
    if latin.han or han.letters:
        return score * policy.factors["other_part_beside"], ("spelled_word",), ("other_part_beside",)
    return score, ("spelled_word",), ()


def _near_part(a: Side, b: Side, policy: Policy) -> _Part:
    """What letters are worth that spell the Han characters otherwise than in pinyin, or nearly."""
    if spelled_in_wade_giles(a, b):
        return policy.floors["wade_giles"], ("wade_giles",), ()
    if nearly_heard_alike(a, b):
        return policy.floors["near_pinyin"], ("near_pinyin",), ()
    return 0.0, (), ()


def _all_spelled(latin: Side, han: Side) -> bool:
    """Whether what sounds like the other is a mixed mark or all letters of this one, weak words and all."""
    return bool(latin.letters) and (bool(latin.han) or not han.heard.isdisjoint(letter_variants(latin.letters)))


def heard_alike(a: Side, b: Side) -> bool:
    """Whether one mark's Han characters are what the other's letters spell (海尔 / HAIER, 小mi / 小米)."""
    if (b.letters and a.han and _spells(b, a)) or (a.letters and b.han and _spells(a, b)):
        return True
    return _read_alike(a, b)


def _read_alike(a: Side, b: Side) -> bool:
    """Whether two marks with Han characters, one of them mixed, are read alike as wholes (小mi / 小米)."""
    return bool(
        a.han
        and b.han
        and (a.letters or b.letters)
        and _some_meet(a.read_whole, b.read_whole)
        and not a.heard_whole.isdisjoint(b.heard_whole)
    )


def _spells(latin: Side, han: Side) -> bool:
    return _some_meet(latin.spellings, han.read) and not han.heard.isdisjoint(latin.spellings)


def nearly_heard_alike(a: Side, b: Side) -> bool:
    """Whether the letters of one mark are nearly the pinyin of the other, of three characters or more (TESLA, 特斯拉).

    So are most foreign names written in Chinese, one syllable for each consonant that no vowel follows.
    """
    pair = _letters_and_han(a, b)
    if pair is None:
        return False
    latin, han = pair
    return any(is_near_pinyin(latin.letters, pinyin) for pinyin in han.long_hearings)


def spelled_in_wade_giles(a: Side, b: Side) -> bool:
    """Whether the letters of one mark spell the other as it is done in Taiwan (TATUNG, 大同)."""
    pair = _letters_and_han(a, b)
    if pair is None:
        return False
    latin, han = pair
    pinyin = read_as_wade(latin.letters)
    return bool(pinyin) and any(not joined_spellings(text).isdisjoint(pinyin) for text in han.spoken)


def _letters_and_han(a: Side, b: Side) -> tuple[Side, Side] | None:
    """The mark that is all letters, and the other, if that is all Han characters."""
    if bool(a.han) == bool(b.han) or bool(a.letters) == bool(b.letters):
        return None
    return (a, b) if a.letters else (b, a)


def _some_meet(texts: Iterable[str], others: Iterable[str]) -> bool:
    # not any(): a generator costs as much as what it asks for here, once for every mark compared
    for x in texts:
        for y in others:
            if meet_at_ends(x, y):
                return True
    return False


def _meaning_score(a: Side, b: Side, policy: Policy) -> float:
    """The floor; less by weak elements of one mark, or of both, beside what means the same."""
    floor = policy.floors["same_meaning"]
    if means_the_same(a.form.text, b.form.text):
        return floor
    with_weak = (side.han != side.core or core_letters(side.words) != side.letters for side in (a, b))
    return floor * policy.factors["by_core_only"] ** sum(with_weak)


def same_meaning(a: Side, b: Side) -> bool:
    """Whether both marks as wholes mean the same, in one language or two (永恒 / FOREVER)."""
    return bool(a.meanings) and not a.meanings.isdisjoint(b.meanings)


def _known_part(a: Side, b: Side, policy: Policy) -> _Part:
    score = policy.floors["known_name"]
    for side, other in ((a, b), (b, a)):
        if not is_name(side, other.form.brands):
            score *= policy.factors["by_core_only"]
    if has_more(a) or has_more(b):
        return score * policy.factors["other_part_beside"], ("known_name",), ("other_part_beside",)
    return score, ("known_name",), ()


def _linked_part(link: str, whole: Side, other: Side, policy: Policy) -> _Part:
    """What a mark that has, or nearly is, a name of a brand shares with another name of it: 耐克运动 with NIKE as much
    as with 耐克, ADIDOS with 阿迪达斯 as much as with ADIDAS. No more than two names of one brand are worth."""
    names = linked_names(link, whole.form, other.form)
    if names is None:
        return 0.0, (), ()
    score, _, against = _written_part(Side(form_of(names[1]), whole.statistics), other, policy)
    score = min(score, policy.floors["known_name" if link == HELD else "known_name_near"])
    if not is_name(whole, map(brand_of, other.form.brands)):
        score *= policy.factors["by_core_only"]
    if has_more(whole):
        score *= policy.factors["other_part_beside"]
        return score, (RULES[link],), ("other_part_beside",)
    return score, (RULES[link],), ("other_part_beside",) if against else ()


def meaning_differs(a: Side, b: Side) -> bool:
    """Whether both marks as wholes have a known meaning and no idea nearly in common: 大象 / 大众, not 君王 / 君主."""
    return bool(a.ideas) and bool(b.ideas) and not same_idea(a.ideas, b.ideas)
