"""Latin against Latin: letters, sounds and words.

Three measures of how much two marks share, none of which suffices alone: the letters read straight through (TRUCOOL and
TURCOOL), the words one by one, each worth its rarity (STORK and GOLDEN STORK), and the letter sequences, each worth its
rarity, which sees a rare ending or beginning (SEATOX and BOTOX).
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from ipsearch.documents.keys import LONGEST_COMPARED, consonants, respelled, word_keys
from ipsearch.matching.policy import Policy
from ipsearch.matching.statistics import WEAK_SHARE, Statistics
from ipsearch.text.form import Form
from ipsearch.text.latin import look, respell, stem, trigrams
from ipsearch.text.meaning import concepts, related
from ipsearch.text.weak import weak_kind_latin

SHORTEST_CONTAINED = 4
"""Letters that a mark must have for being found inside another word; shorter ones are found as words only."""
SAME_WORD = 0.6
"""Word similarity below which two words are not each other's counterpart."""


@lru_cache(maxsize=32768)
def letter_sequences(letters: str) -> frozenset[str]:
    """Trigrams, cached: the query's are asked for once per candidate."""
    return trigrams(letters)


def latin_rules(a: Form, b: Form, statistics: Statistics, policy: Policy) -> tuple[str, ...]:
    """The rules that hold between the Latin parts, strongest first; empty if none does."""
    x, y = a.letters, b.letters
    if not (x and y):
        return ()
    if x == y:
        return ("same_letters",)
    found = []
    heard = consonants(respelled(a.words))
    if look(x) == look(y):
        found.append("same_letters_look")
    if respelled(a.words) == respelled(b.words):
        found.append("same_letters_sound")
    elif len(heard) > 2 and heard == consonants(respelled(b.words)):
        found.append("same_consonants")
    if min(len(x), len(y)) >= 2 and max(len(x), len(y)) >= 3 and OSA.distance(x, y, score_cutoff=1) <= 1:
        found.append("one_letter")
    if not set(word_keys(a.words)).isdisjoint(word_keys(b.words)):
        found.append("same_word")
    short, long = sorted((x, y), key=len)
    if len(short) >= SHORTEST_CONTAINED and short in long[:LONGEST_COMPARED]:
        found.append("letters_contained")
    if not found and overlaps(x, y, a, b, statistics, policy):
        found.append("letters_overlap")
    return tuple(found)


def overlaps(x: str, y: str, a: Form, b: Form, statistics: Statistics, policy: Policy) -> bool:
    """Whether the shared letter sequences, as written or as heard, carry enough of the heavier mark's weight."""
    return (
        overlap(letter_sequences(x), letter_sequences(y), statistics) >= policy.letters_overlap
        or overlap(letter_sequences(respelled(a.words)), letter_sequences(respelled(b.words)), statistics)
        >= policy.letters_overlap
    )


def overlap(a: frozenset[str], b: frozenset[str], statistics: Statistics) -> float:
    """Squared weight of two or more shared sequences as a share of the heavier set; 0 if fewer are shared."""
    shared = a & b
    if len(shared) < 2:
        return 0.0
    return sequence_weight(shared, statistics) / max(sequence_weight(a, statistics), sequence_weight(b, statistics))


def sequence_weight(sequences: frozenset[str], statistics: Statistics) -> float:
    """Sum of the squared weights."""
    return sum(statistics.trigram(t) ** 2 for t in sorted(sequences))


def latin_score(a: Form, b: Form, rules: tuple[str, ...], statistics: Statistics, policy: Policy) -> float:
    """Similarity of the Latin parts given the rules that hold, 0 to 1."""
    if "same_letters" in rules:
        return 1.0
    straight = letters_share(a, b)
    by_words = words_share(a.words, b.words, statistics)
    by_sequences = sequences_share(a.letters, b.letters, statistics)
    score = 0.5 * max(straight, by_words) + 0.25 * by_sequences + 0.25 * min(straight, by_words)
    for rule in rules:
        score = max(score, policy.floors.get(rule, 0.0))
    return min(score, 0.99)


def letters_share(a: Form, b: Form) -> float:
    """Share of the letters in common, in order, as written or as heard."""
    heard = fuzz.ratio(respelled(a.words), respelled(b.words))
    return float(max(fuzz.ratio(a.letters, b.letters), 0.97 * heard)) / 100


def sequences_share(x: str, y: str, statistics: Statistics) -> float:
    """Cosine of the weighted letter sequences."""
    a, b = letter_sequences(x), letter_sequences(y)
    shared = sequence_weight(a & b, statistics)
    return shared / sqrt(sequence_weight(a, statistics) * sequence_weight(b, statistics)) if shared else 0.0


@lru_cache(maxsize=65536)
def word_similarity(a: str, b: str) -> float:
    """How alike two words are: same, same stem, same idea, or by letters as written, heard or seen."""
    if a == b:
        return 1.0
    if stem(a) == stem(b):
        return 0.97
    letters = max(
        fuzz.ratio(a, b), 0.95 * fuzz.ratio(respell(a), respell(b)), 0.95 * fuzz.ratio(look(a), look(b))
    )
    return max(float(letters) / 100, 0.85 if related_words(a, b) else 0.0)


def related_words(a: str, b: str) -> bool:
    """Whether some sense of one word is the same or nearly the same idea as one of the other (cow, bull)."""
    return any(related(x, y) for x in concepts(a) for y in concepts(b))


def word_weight(word: str, statistics: Statistics) -> float:
    """What a word is worth: its rarity, a fraction of it for articles, legal forms and trade words."""
    return statistics.word(word) * (WEAK_SHARE if weak_kind_latin(word) else 1.0)


def words_share(a: tuple[str, ...], b: tuple[str, ...], statistics: Statistics) -> float:
    """Weight of the words that have a counterpart, as a share of the smaller mark plus half of what the larger adds."""
    wa, wb = [word_weight(w, statistics) for w in a], [word_weight(w, statistics) for w in b]
    pairs = sorted(
        ((word_similarity(x, y), -i, -j) for i, x in enumerate(a) for j, y in enumerate(b)), reverse=True
    )
    used_a: set[int] = set()
    used_b: set[int] = set()
    matched = 0.0
    for similarity, i, j in pairs:
        if similarity < SAME_WORD:
            break
        if -i not in used_a and -j not in used_b:
            used_a.add(-i)
            used_b.add(-j)
            matched += similarity**2 * min(wa[-i], wb[-j])
    small, large = sorted((sum(wa), sum(wb)))
    return matched / (small + 0.5 * (large - small)) if small else 0.0
