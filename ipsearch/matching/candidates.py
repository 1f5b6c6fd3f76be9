"""Recall: the query that finds every mark between which and the asked mark some rule holds.

One node per key. The engine only collects; no score of the engine is ever used. Which key is complete for which rule
is stated in :mod:`ipsearch.documents.keys`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate, combinations, pairwise

from ipsearch.documents.keys import (
    LONGEST_AROUND_ONE,
    LONGEST_COMPARED,
    LONGEST_DELETED_LETTERS,
    beginnings,
    core_deletions,
    grams,
    han_deletions,
    heard_words,
    hearings,
    letter_deletions,
    long_hearings,
    meant_alike,
    near_words_of,
    opened,
    repeated,
    sounds,
    spelling_words,
    word_sounds,
)
from ipsearch.matching.han import LONGEST_SOUND_CONTAINED, LONGEST_TWICE_ALIKE, still_tells
from ipsearch.matching.latin import LONGEST_SWAPPED, SHORTEST_CONTAINED, SHORTEST_SWAPPED
from ipsearch.matching.policy import Policy
from ipsearch.matching.statistics import Statistics
from ipsearch.query.ast import And, AtLeast, Node, Or, Terms
from ipsearch.text.edits import unique
from ipsearch.text.form import Form
from ipsearch.text.glyph import STRONG, look_alikes
from ipsearch.text.latin import consonants, shapes, stem, trigrams
from ipsearch.text.numerals import number_spellings
from ipsearch.text.pinyin import near_pinyin
from ipsearch.text.sound import homophones, joined_nears, joined_spellings
from ipsearch.text.wade import read_as_wade, spelled_in_wade


def candidate_query(form: Form, statistics: Statistics, policy: Policy) -> Node:
    """The union of all keys' queries."""
    nodes: list[Node] = []
    exact: list[str] = [form.compact]
    said = sounds(form) if form.han else ()
    if form.han:
        nodes += han_nodes(form, statistics)
        if not form.letters:
            nodes += [_nearly(pinyin, _TOUCHED, statistics) for pinyin in long_hearings(form)]
            exact += [letters for sound in said for letters in spelled_in_wade(sound)]
        exact += inside(form, statistics)
        spelled = word_sounds(form)
        if words := unique((*map(stem, spelled), *spelled)):
            nodes.append(Terms("word", words))
    if form.letters:
        nodes += latin_nodes(form, statistics, policy)
        if form.letters.isdigit():
            nodes += number_nodes(form.letters, statistics)
        exact += [form.letters, *substrings(form.letters, SHORTEST_CONTAINED)]
        exact += (*letter_deletions(form.letters), *core_deletions(form))
        exact += (*swaps(form.letters), *repetitions(form.letters))
    heard = hearings(form)
    exact += heard
    if heard:
        others = said if form.han else (*near_pinyin(form.letters), *read_as_wade(form.letters))
        nodes.append(Terms("sound", unique((*heard, *spelling_words(form), *others))))
    if meanings := meant_alike(form):
        nodes.append(Terms("meaning", meanings))
    nodes.append(Terms("exact", unique(exact)))
    return Or(tuple(nodes))


def han_nodes(form: Form, statistics: Statistics) -> list[Node]:
    """Queries for the rules between Han parts, but for those that ask ``exact``, and ``sound`` of the whole."""
    nodes: list[Node] = []
    if singles := tuple(a for a in form.aspects if len(a) == 1 and statistics.is_telling(a)):
        nodes.append(Terms("gram", singles))
    if longer := [a for a in form.aspects if len(a) > 1]:
        nodes.append(Terms("sorted", unique("".join(sorted(a)) for a in longer)))
        changed = (*longer, *han_deletions(form), *(o for a in longer for o in opened(a)))
        nodes.append(Terms("del1", unique(changed)))
        nodes += [And(tuple(Terms("gram", (g,)) for g in grams(a))) for a in longer]
        nodes.append(Terms("near", unique(sorted(n for a in longer for n in joined_nears(a)))))
    rare = statistics.rare_parts(form.han)
    if pairs := tuple(part for part in rare if not part.isdecimal()):
        nodes.append(Terms("gram", pairs))
    for number in filter(str.isdecimal, rare):
        nodes += number_nodes(number, statistics)
    return nodes + sound_contained_nodes(form, statistics)


def sound_contained_nodes(form: Form, statistics: Statistics) -> list[Node]:
    """Queries for marks that have this one as heard, and for those that this one has at its beginning or end."""
    nodes: list[Node] = []
    ends: list[str] = []
    for aspect in form.aspects:
        for place in changed_places(aspect, statistics):
            spellings = [sorted(homophones(char)) if i == place else [char] for i, char in enumerate(aspect)]
            pairs = [tuple(x + y for x in first for y in second) for first, second in pairwise(spellings)]
            if all(pairs):
                nodes.append(And(tuple(Terms("gram", values) for values in pairs)))
        for size in range(2, min(LONGEST_SOUND_CONTAINED, len(aspect) - 1) + 1):
            ends += [end for end in (aspect[:size], aspect[-size:]) if changed_places(end, statistics)]
    if said := unique(sound for end in ends for sound in sorted(joined_spellings(end))):
        nodes.append(Terms("sound", said))
    return nodes


def changed_places(text: str, statistics: Statistics) -> list[int]:
    """Where a character of a text may be another of the same sound that ``sound_contained`` takes for it.

    Not where a rare pair of characters stays the same: marks that have it are found by that.
    """
    if not 2 <= len(text) <= LONGEST_SOUND_CONTAINED:
        return []
    rare = statistics.rare_parts(text)
    return [
        place
        for place in range(len(text))
        if still_tells(text, place, statistics)
        and not any(part in text[:place] or part in text[place + 1 :] for part in rare)
    ]


_TOUCHED, _TOUCHED_BY_SWAP = 3, 4
"""Trigrams that one letter added, dropped or changed touches, and two neighbours swapped; the others are untouched."""
_UNTOUCHED = 3
"""How many untouched ones are asked for; with more the engine reads longer lists, with fewer it finds more in vain."""


def _nearly(letters: str, touched: int, statistics: Statistics) -> Node:
    """Marks whose letters have all letter sequences of these but those that one edit touches.

    So of any few they have all but so many, too; the rarest are in the fewest marks.
    """
    rarest = sorted(trigrams(letters), key=lambda t: (-statistics.trigram(t), t))[: touched + _UNTOUCHED]
    return AtLeast(max(1, len(rarest) - touched), tuple(Terms("letters", (t,)) for t in rarest))


def swaps(letters: str) -> tuple[str, ...]:
    """The letters with two of them in each other's place; neighbours are found by other keys."""
    if not SHORTEST_SWAPPED <= len(letters) <= LONGEST_SWAPPED:
        return ()
    places = combinations(range(len(letters)), 2)
    return unique(
        letters[:i] + letters[j] + letters[i + 1 : j] + letters[i] + letters[j + 1 :]
        for i, j in places
        if letters[i] != letters[j] and j - i > 1
    )


def number_nodes(number: str, statistics: Statistics) -> list[Node]:
    """Queries for the Han parts that have a number, a mark of digits, beside Han characters (360 / 360杀毒)."""
    if len(number) == 1:
        return [Terms("gram", (number,))] if statistics.is_telling(number) else []
    return [And(tuple(Terms("gram", (g,)) for g in grams(number)))]


def inside(form: Form, statistics: Statistics) -> tuple[str, ...]:
    """Han parts and cores that other marks may have: this one's aspects, their parts, repetitions, deletions,
    look-alikes, and numbers written otherwise."""
    around = [c for c in form.han if statistics.is_telling(c)] if len(form.han) <= LONGEST_AROUND_ONE else ()
    parts = (v for a in form.aspects for v in (*variants(a), *substrings(a, 2)))
    again = (r for a in form.aspects for r in (*repetitions(a), *number_spellings(a)))
    return unique((*form.aspects, *around, *parts, *again, *han_deletions(form)))


def repetitions(aspect: str) -> tuple[str, ...]:
    """What repeats a single character or letter, or the one that is repeated."""
    if len(aspect) == 1:
        return repeated(aspect)
    return (aspect[0],) if aspect in repeated(aspect[0]) else ()


def latin_nodes(form: Form, statistics: Statistics, policy: Policy) -> list[Node]:
    """Queries for the rules between Latin parts, but for those that ask ``exact``."""
    letters = form.letters
    spelled = form.spelled
    nodes: list[Node] = [
        Terms("look", shapes(letters)),
        Terms("sound", ("~" + spelled, "=" + consonants(spelled))),
        Terms("word", (*form.word_keys, *near_words(heard_words(form.words)))),
        overlap_node({t: statistics.trigram(t) ** 2 for t in trigrams(letters)}, "", policy.letters_overlap),
        overlap_node({t: statistics.trigram(t) ** 2 for t in trigrams(spelled)}, "~", policy.heard_overlap),
    ]
    around = (letters, *letter_deletions(letters)) if 2 <= len(letters) <= LONGEST_DELETED_LETTERS else ()
    if changed := (*around, *opened(letters), *core_deletions(form)):
        nodes.append(Terms("del1", unique(changed)))
    if len(letters) >= LONGEST_DELETED_LETTERS:
        nodes.append(_nearly(letters, _TOUCHED_BY_SWAP, statistics))
    if len(letters) >= SHORTEST_CONTAINED:
        inner = unique(letters[i : i + 3] for i in range(len(letters) - 2))
        nodes.append(And(tuple(Terms("letters", (t,)) for t in inner)))
    return nodes


def near_words(heard: tuple[str, ...]) -> tuple[str, ...]:
    """Values of ``word`` of marks whose distinctive words, as one, are nearly these, or one of these, or reverse."""
    alone = [value for word in heard for value in near_words_of((word,))]
    joined = beginnings("".join(heard))
    return unique((*alone, *("=" + value for value in joined), *("+" + value for value in joined)))


def overlap_node(weights: Mapping[str, float], mark: str, share: float) -> Node:
    """Marks that may share this share of the weight of the letter sequences, in two sequences or more.

    The bounds of set-similarity joins. Sharing the needed weight takes at least as many sequences as the heaviest need
    to reach it. Where that is two, the commonest may be left out as long as what is left out weighs, with the heaviest
    single one, less than the need: two of the others must then still be shared.
    """
    weighed = sorted((weight, sequence) for sequence, weight in weights.items())
    need = share * sum(weights.values()) * (1 - 1e-9)
    least = next((n for n, sum_ in enumerate(accumulate(w for w, _ in reversed(weighed)), 1) if sum_ >= need), 2)
    kept = [sequence for _, sequence in weighed]
    if least > 2:
        return AtLeast(least, tuple(Terms("letters", (mark + s,)) for s in kept))
    left_over = 0.0
    for weight, _ in weighed:
        left_over += weight
        if left_over + weighed[-1][0] >= need or len(kept) <= 2:
            break
        kept.pop(0)
    return AtLeast(2, tuple(Terms("letters", (mark + s,)) for s in kept))


def variants(aspect: str) -> list[str]:
    """The texts of one length that differ in look-alikes only; ``del1`` finds one replaced of 3 and more characters."""
    found: list[str] = []
    if len(aspect) <= 2:
        found += [aspect[:i] + c + aspect[i + 1 :] for i, char in enumerate(aspect) for c in look_alikes(char)]
    if 2 <= len(aspect) <= LONGEST_TWICE_ALIKE:
        strong = [[c for c, s in look_alikes(char).items() if s >= STRONG] for char in aspect]
        for i, j in combinations(range(len(aspect)), 2):
            found += [aspect[:i] + x + aspect[i + 1 : j] + y + aspect[j + 1 :] for x in strong[i] for y in strong[j]]
    return found


def substrings(text: str, shortest: int) -> Iterable[str]:
    """Every part of at least ``shortest`` characters, but the whole."""
    text = text[:LONGEST_COMPARED]
    return (text[i : i + n] for n in range(shortest, len(text) + 1) for i in range(len(text) - n + 1))
