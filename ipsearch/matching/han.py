"""Han against Han: which rules hold between two marks, and how much of them matches.

A rule decides *whether* two marks are compared at all (each has a key that is complete for it), the alignment decides
*how much* they share: every character weighs what it is worth in the register, a weak element a fraction of that, and
two characters that look or sound alike count in part.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from rapidfuzz.distance import OSA

from ipsearch.documents.keys import LONGEST_AROUND_ONE, LONGEST_COMPARED, differ_throughout, repeats
from ipsearch.matching.policy import Policy
from ipsearch.matching.side import Side
from ipsearch.matching.statistics import Statistics
from ipsearch.text.glyph import STRONG, WEAK
from ipsearch.text.glyph import similarity as glyph_similarity
from ipsearch.text.sound import (
    character_sound,
    homophones,
    joined_nears,
    joined_sounds,
    joined_spellings,
    sound_near,
    syllables,
)
from ipsearch.text.weak import is_weak_throughout_zh, is_weak_zh, names_some_goods

LONGEST_TWICE_ALIKE: Final = 4
"""Characters of a mark in which two may be replaced by look-alikes at once."""
ALL_ALIKE: Final = 0.9
"""How alike all characters of two marks must look where none is the same (未己, 末已; not 喜茶, 嘉荃)."""
SHORTEST_BEGINNING: Final = 3
"""Characters of a mark with which another begins for that alone to make them similar: a series of one maker."""

LONGEST_SOUND_CONTAINED: Final = 4
"""Characters of the longest mark that another has at its beginning or end as it sounds; the shortest has two."""
_TELLING_BY_NUMBER: Final = 3
"""Characters that say enough however common they are."""

_FIRM: Final = "公司"
_SHORTEST_TRADE_AND_FIRM: Final = 5
"""A trade has two characters or more, the form of a firm four (有限公司)."""

ORDER: Final = (
    "same_core", "reordered", "look_alike", "same_number", "same_sound", "near_sound", "near_look", "one_edit",
    "contained", "rare_part", "sound_contained",
)  # fmt: skip
"""The rules, strongest first."""


OF_WHOLES: Final = frozenset({"reordered", "look_alike", "near_look", "same_number", "same_sound", "near_sound"})
"""Rules that say less if they hold between cores only."""


def unit_similarity(a: str, b: str) -> float:
    """How much one Han character counts for another: by look, by sound, by both; 1 only for the same character."""
    if a == b:
        return 1.0
    look = glyph_similarity(a, b)
    sound = character_sound(a, b)
    best = max(look * 0.9 if look >= WEAK else 0.0, sound * 0.8 if sound >= 0.9 else sound * 0.5)
    return min(0.95, best + 0.1) if look >= STRONG and sound >= 0.9 else best


def han_rules(a: Side, b: Side) -> tuple[str, ...]:
    """The rules that hold between the Han parts, strongest first; empty if none does."""
    if not (a.han and b.han):
        return ()
    if a.han == b.han:
        return ("same_part",)
    found: set[str] = set()
    for x in a.aspects:
        for y in b.aspects:
            if len(x) == 1 == len(y) and x not in (y, a.han) and y != b.han:
                continue  # 布 of 布码头, 车 of 车天地: beside them is something else, too
            _compare(x, y, found)
    if a.numbers and "same_core" not in found and not a.numbers.isdisjoint(b.numbers):
        found.add("same_number")
    said = "same_core" in found or "reordered" in found
    if said and "one_edit" in found and OSA.distance(a.han, b.han, score_cutoff=1) > 1:
        found.discard("one_edit")  # 同仁堂 is one edit from the core of 北京同仁堂, 孩子好 from that of 好孩子
    whole = a.core == a.han and b.core == b.han
    if not (whole and len(a.han) == len(b.han)) and (contains(b.han, a) or contains(a.han, b)):
        found.add("contained")
    if not found:
        if shares_rare_part(a, b):
            found.add("rare_part")
        elif sound_contained(a, b):
            found.add("sound_contained")
    return tuple(found) if len(found) < 2 else tuple([rule for rule in ORDER if rule in found])


def shares_rare_part(a: Side, b: Side) -> bool:
    """Whether some :attr:`~ipsearch.matching.side.Side.rare_parts` are in both marks."""
    # looked for in the text first: hundreds of marks are compared with one whose parts are known, and few have any
    for part in a.rare_parts:
        if part in b.han:
            return not a.rare_parts.isdisjoint(b.rare_parts)
    return False


def sound_contained(a: Side, b: Side) -> bool:
    """Whether one mark stands at the beginning or end of the other with one character of the same sound instead
    (慕思, 慕斯迪尔), and what is the same is enough to tell it."""
    return any(
        still_tells(part, place, a.statistics)
        for short, long in ((a, b), (b, a))
        for x in short.aspects
        for y in long.aspects
        for part, place in said_at_ends(x, y)
    )


def said_at_ends(short: str, long: str) -> list[tuple[str, int]]:
    """The beginning and the end of a text, where it is another, shorter one but for one character that sounds the
    same; and the place of that character."""
    size = len(short)
    if not 2 <= size <= LONGEST_SOUND_CONTAINED or size >= len(long):
        return []
    found = []
    for part in (long[:size], long[-size:]):
        places = [i for i, (p, q) in enumerate(zip(part, short, strict=True)) if p != q]
        if len(places) != 1 or part[places[0]] not in homophones(short[places[0]]):
            continue
        if not joined_spellings(part).isdisjoint(joined_spellings(short)):  # as the key has it
            found.append((part, places[0]))
    return found


def still_tells(text: str, place: int, statistics: Statistics) -> bool:
    """Whether a text is told without the character at one place: few marks carry another, or there are many."""
    others = text[:place] + text[place + 1 :]
    return len(others) >= _TELLING_BY_NUMBER or any(map(statistics.is_telling, others))


def _compare(x: str, y: str, found: set[str]) -> None:
    """Rules between two aspects."""
    if x == y:
        found.add("same_core")
    elif len(x) == len(y):
        _same_length(x, y, found)
    else:
        _other_length(x, y, found)


def _same_length(x: str, y: str, found: set[str]) -> None:
    """Rules between two different aspects of one length."""
    differing = [(p, q) for p, q in zip(x, y, strict=True) if p != q]
    if len(differing) == 1:
        if len(x) > 2:
            found.add("one_edit")
    elif differing.count(differing[0]) == len(differing) and differ_throughout(x, y):
        found.add("one_edit")
    elif differing[0][0] in y and sorted(x) == sorted(y):
        found.add("reordered")
        if len(differing) == 2 and len(x) > 2 and OSA.distance(x, y, score_cutoff=1) == 1:
            found.add("one_edit")
    if likeness := _likeness(differing, len(x)):
        found.add("look_alike" if likeness >= STRONG else "near_look")
    if "same_sound" in found:
        return
    for p, q in differing:  # cheap, and no pair passes the sets below that fails here
        if not sound_near(p, q):
            return
    same = all(not joined_sounds(p).isdisjoint(joined_sounds(q)) for p, q in differing)
    if same and not joined_sounds(x).isdisjoint(joined_sounds(y)):
        found.add("same_sound")
        found.discard("near_sound")
    elif len(x) > 1 and not joined_nears(x).isdisjoint(joined_nears(y)):  # of one syllable hundreds sound near
        found.add("near_sound")


def _other_length(x: str, y: str, found: set[str]) -> None:
    """Rules between aspects of different length."""
    if (len(x) == 1 or len(y) == 1) and repeats(x, y):
        found.add("contained")
    if len(x) - len(y) not in (1, -1) or min(len(x), len(y)) < 2:
        return
    if OSA.distance(x, y, score_cutoff=1) <= 1:
        found.add("one_edit")
    # 先锋 and 西安风 are spelled alike. A shared first letter is cheap to see, and nine of ten pairs have none.
    if "same_sound" not in found and begin_alike(x[0], y[0]) and not joined_sounds(x).isdisjoint(joined_sounds(y)):
        found.add("same_sound")
        found.discard("near_sound")


def begin_alike(x: str, y: str) -> bool:
    """Whether some reading of one character begins with the same letter as one of the other."""
    return any(p[0] == q[0] for p in syllables(x) for q in syllables(y))


def looks(x: str, y: str) -> float:
    """Glyph similarity of what differs between two texts of one length; 0 if they are not look-alikes (形近).

    One character may differ by any look-alike; two, in a text of up to four, only by strong ones (奥利奥 / 粤利粤).
    """
    return _likeness([(p, q) for p, q in zip(x, y, strict=True) if p != q], len(x))


def _likeness(differing: list[tuple[str, str]], length: int) -> float:
    if len(differing) == 1:
        likeness = glyph_similarity(*differing[0])
        return likeness if likeness >= WEAK else 0.0
    if len(differing) == 2 and length <= LONGEST_TWICE_ALIKE:
        likeness = glyph_similarity(*differing[0])
        if likeness >= STRONG:
            likeness = min(likeness, glyph_similarity(*differing[1]))
        if likeness >= STRONG:
            return likeness if length > 2 or likeness >= ALL_ALIKE else WEAK
    return 0.0


def contains(text: str, other: Side) -> bool:
    """Whether the Han part or core of the other mark stands in the text.

    A single character counts only in a mark of up to 3, and only if few marks of the register carry it.
    """
    for aspect in other.aspects:
        if aspect in text[:LONGEST_COMPARED] and (
            len(aspect) > 1 or (len(text) <= LONGEST_AROUND_ONE and other.statistics.is_telling(aspect))
        ):
            return True
    return False


def begins_with(a: Side, b: Side) -> bool:
    """Whether one mark begins with all of the other, and not by chance.

    That is one of :data:`SHORTEST_BEGINNING` characters or more, or two that few marks of the register have beside
    each other and that are no weak element (双汇, 双汇火腿肠).
    """
    short, long = (a, b) if len(a.han) < len(b.han) else (b, a)
    if not long.han.startswith(short.han):
        return False
    return len(short.han) >= SHORTEST_BEGINNING or (bool(short.rare_parts) and not is_weak_zh(short.han))


def says_no_brand(han: str) -> bool:
    """Whether a Han part is a weak element whatever the goods (先生, not 小米)."""
    return is_weak_zh(han) and not names_some_goods(han)


def only_weak_beside(x: str, y: str) -> bool:
    """Whether one text is the other, of two characters or more, with weak elements at its ends (中华, 中华牙膏).

    A number is one: the guide names it beside the generic name (商品的通用名称、型号; 国窖, 国窖1573). In the full name
    of a firm what stands between the text and the form is the trade (深圳市腾讯计算机系统有限公司).
    """
    short, long = (x, y) if len(x) < len(y) else (y, x)
    before, found, behind = long.partition(short)
    if not found or len(short) < 2 or not _is_weak(before, short[0]):
        return False
    return _is_weak(behind, short[-1]) or (behind.endswith(_FIRM) and len(behind) > _SHORTEST_TRADE_AND_FIRM)


def _is_weak(rest: str, neighbour: str) -> bool:
    return not rest or is_weak_throughout_zh(rest) or (rest.isdigit() and not neighbour.isdigit())


def adds_little(a: Side, b: Side) -> bool:
    """Whether one mark is the other with nothing beside it that sets them apart."""
    return begins_with(a, b) or repeats(a.han, b.han) or only_weak_beside(a.han, b.han)


def adds_model(a: Side, b: Side) -> bool:
    """Whether one mark is the other, two Han characters or more, with the number of a model behind.

    In front a number is more often part of the name (58同城), and behind another number part of that.
    """
    short, long = (a.han, b.han) if len(a.han) < len(b.han) else (b.han, a.han)
    return (
        len(short) > 1
        and long.startswith(short)
        and long[len(short) :].isdigit()
        and not short[-1].isdigit()
        and not says_no_brand(short)
    )


def han_score(a: Side, b: Side, rules: tuple[str, ...], policy: Policy) -> float:
    """Similarity of the Han parts given the rules that hold, 0 to 1."""
    if "same_part" in rules:
        return 1.0
    floors = policy.floors
    if len(a.han) == 1 == len(b.han):
        return one_character_score(rules, floors)
    share = aligned_share(a, b, policy)
    least = 0.0
    cores = len(a.core), len(b.core)
    of_wholes = _rules_of_wholes(a, b, rules)
    for rule in rules:
        factor, length = (1.0, max(cores)) if rule in of_wholes else (policy.factors["by_core_only"], min(cores))
        if rule in ("same_sound", "near_sound"):
            least = max(least, factor * floors.get(f"{rule}_{length}", floors[rule]))
        elif rule in ("look_alike", "near_look"):
            least = max(least, factor * floors[f"{rule}_1" if length == 1 else rule])
        elif rule == "same_core":
            least = max(least, _same_core_floor(a, b, policy))
        elif rule == "contained" and adds_little(a, b):
            least = max(least, floors["contained_first"])
            if adds_model(a, b):
                # the guide names the model beside the generic name, and that leaves the same distinctive part
                least = max(least, policy.factors["by_core_only"] * floors["same_core"])
        elif rule in floors:
            least = max(least, factor * floors[rule])
    return min(max(share, least + policy.above_floor * share), 0.99)


def _same_core_floor(a: Side, b: Side, policy: Policy) -> float:
    floors, factor = policy.floors, policy.factors["by_core_only"]
    with_weak = (a.core != a.han) + (b.core != b.han)
    if min(len(a.core), len(b.core)) == 1:
        return factor * floors["same_core_1" if with_weak == 2 else "same_core"]
    # no less than cores that are merely alike; beside other letters what is read as a whole says more
    return factor**with_weak * floors["reordered"] if a.letters == b.letters else factor * floors["same_core"]


def _rules_of_wholes(a: Side, b: Side, rules: tuple[str, ...]) -> Container[str]:
    """Those of the rules that hold between all Han characters of two marks, not with the core of one of them only.

    Marks of one length have the same core as wholes if they differ in weak elements of one length (水云轩, 水云阁).
    """
    if len(a.han) != len(b.han):
        return ()
    if (a.core == a.han and b.core == b.han) or OF_WHOLES.isdisjoint(rules):
        return rules
    found = {"same_core", "contained"}
    _compare(a.han, b.han, found)
    return found


def one_character_score(rules: tuple[str, ...], floors: dict[str, float]) -> float:
    """One character against one: there is nothing to share but sound and look; both together count as look-alikes."""
    if "same_sound" in rules and ("near_look" in rules or "look_alike" in rules):
        return floors["look_alike_1"]
    return max((floors.get(f"{rule}_1", 0.0) for rule in rules), default=0.0)


def aligned_share(a: Side, b: Side, policy: Policy) -> float:
    """The weight that matches, as a share of the smaller mark plus part of what the larger adds.

    The common beginning and the common end are matched with each other, what lies between in its best alignment. A
    common beginning that is weak in one of the marks only (老 in 老干爹, not in 老干妈) is weak in neither.
    """
    x, y, wx, wy = a.han, b.han, a.weights, b.weights
    weight_a, weight_b = a.weight, b.weight
    if bool(a.core_start) != bool(b.core_start) and begin_the_same(a, b):
        wx, wy = a.weights_uncut, b.weights_uncut
        weight_a, weight_b = sum(wx), sum(wy)
    shorter = min(len(x), len(y))
    start = 0
    while start < shorter and x[start] == y[start]:
        start += 1
    end = 0
    while end < shorter - start and x[-1 - end] == y[-1 - end]:
        end += 1
    matched = 0.0
    for i in range(start):
        matched += min(wx[i], wy[i])
    for i in range(-end, 0):
        matched += min(wx[i], wy[i])
    if start + end < shorter:
        matched += _aligned(x[start : len(x) - end], y[start : len(y) - end], wx[start:], wy[start:])
    small, large = (weight_a, weight_b) if weight_a < weight_b else (weight_b, weight_a)
    return matched / (small + policy.extra_weight * (large - small))


def begin_the_same(a: Side, b: Side) -> bool:
    """Whether what stands before the core of one mark also begins the other."""
    cut = max(a.core_start, b.core_start)
    return a.han[:cut] == b.han[:cut]


def _aligned(x: str, y: str, wx: list[float], wy: list[float]) -> float:
    """Greatest weight that two texts can match in order; the lists of weights may be longer than the texts."""
    if len(x) == 1:  # one against the best of the others: two of five calls
        return max([unit_similarity(x, other) * min(wx[0], weight) for other, weight in zip(y, wy, strict=False)])
    if len(y) == 1:
        return max([unit_similarity(char, y) * min(weight, wy[0]) for char, weight in zip(x, wx, strict=False)])
    row = [0.0] * len(y)  # the greatest weight up to here, for each beginning of y
    for char, weight in zip(x, wx, strict=False):
        best = before = 0.0
        above, row = row, []
        for other, other_weight, without in zip(y, wy, above, strict=False):
            if without > best:
                best = without
            likeness = 1.0 if char == other else unit_similarity(char, other)
            if likeness:
                matched = before + likeness * (weight if weight < other_weight else other_weight)
                if matched > best:
                    best = matched
            row.append(best)
            before = without
    return row[-1]
