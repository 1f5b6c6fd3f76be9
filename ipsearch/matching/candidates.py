"""Recall: the query that finds every mark between which and the asked mark some rule holds.

One node per key. The engine only collects; no score of the engine is ever used. Which key is complete for which rule
is stated in :mod:`ipsearch.documents.keys`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ipsearch.documents.keys import (
    LONGEST_AROUND_ONE,
    LONGEST_COMPARED,
    LONGEST_DELETED_LETTERS,
    consonants,
    deletions,
    grams,
    han_deletions,
    hearings,
    letter_deletions,
    nears,
    respelled,
    sounds,
    unique,
    word_keys,
)
from ipsearch.matching.han import LOOK_ALIKE
from ipsearch.matching.latin import SHORTEST_CONTAINED
from ipsearch.matching.policy import Policy
from ipsearch.matching.statistics import Statistics
from ipsearch.query.ast import And, AtLeast, Node, Or, Terms
from ipsearch.text.form import Form
from ipsearch.text.glyph import look_alikes
from ipsearch.text.latin import look, trigrams
from ipsearch.text.meaning import concept_keys

def candidate_query(form: Form, statistics: Statistics, policy: Policy) -> Node:
    """The union of all keys' queries."""
    nodes: list[Node] = []
    exact: list[str] = [form.compact]
    if form.han:
        nodes += han_nodes(form, statistics)
        exact += [v for a in form.aspects for v in variants(a)]
        exact += [s for a in form.aspects for s in substrings(a, 2)]
        exact += form.aspects
        if len(form.han) <= LONGEST_AROUND_ONE:
            exact += [c for c in form.han if statistics.is_telling(c)]
    if form.letters:
        nodes += latin_nodes(form, statistics, policy)
        exact += [form.letters, *substrings(form.letters, SHORTEST_CONTAINED)]
        if len(form.letters) == 3:  # marks of two letters have no deletions of their own
            exact += deletions(form.letters)
    heard = hearings(form)
    exact += heard
    if heard:
        nodes.append(Terms("sound", unique((*heard, *(sounds(form) if form.han else ())))))
    if meanings := concept_keys(form.text):
        nodes.append(Terms("meaning", meanings))
    nodes.append(Terms("exact", unique(exact)))
    return Or(tuple(nodes))


def han_nodes(form: Form, statistics: Statistics) -> list[Node]:
    """Queries for the rules between Han parts, but for those that ask ``exact`` and ``sound``."""
    singles = tuple(a for a in form.aspects if len(a) == 1 and statistics.is_telling(a))
    around = [c for c in form.han if statistics.is_telling(c)] if len(form.han) <= LONGEST_AROUND_ONE else []
    nodes: list[Node] = [
        *([Terms("gram", singles)] if singles else ()),
        Terms("core", unique((*form.aspects, *around, *(v for a in form.aspects for v in (*variants(a), *substrings(a, 2)))))),
    ]
    if any(len(a) > 1 for a in form.aspects):
        nodes.append(Terms("sorted", unique("".join(sorted(a)) for a in form.aspects if len(a) > 1)))
        nodes.append(Terms("del1", han_deletions(form)))
        nodes += [And(tuple(Terms("gram", (g,)) for g in grams(a))) for a in form.aspects if len(a) > 1]
    if near := nears(form):
        nodes.append(Terms("near", near))
    if rare := tuple(g for g in grams(form.han) if statistics.is_rare(g)):
        nodes.append(Terms("gram", rare))
    return nodes


def latin_nodes(form: Form, statistics: Statistics, policy: Policy) -> list[Node]:
    """Queries for the rules between Latin parts, but for those that ask ``exact``."""
    letters = form.letters
    spelled = respelled(form.words)
    nodes: list[Node] = [
        Terms("look", (look(letters),)),
        Terms("sound", ("~" + spelled, "=" + consonants(spelled))),
        Terms("word", word_keys(form.words)),
        overlap_node(trigrams(letters), "", statistics, policy),
        overlap_node(trigrams(spelled), "~", statistics, policy),
    ]
    if deleted := letter_deletions(letters):
        nodes.append(Terms("del1", deleted))
    elif len(letters) == 2:  # a mark of three letters has it among its deletions
        nodes.append(Terms("del1", (letters,)))
    if len(letters) >= LONGEST_DELETED_LETTERS:
        # one substitution touches 3 trigrams, one swap of neighbours 4; the others are untouched
        sequences = sorted(trigrams(letters))
        nodes.append(AtLeast(max(1, len(sequences) - 4), tuple(Terms("letters", (t,)) for t in sequences)))
    if len(letters) >= SHORTEST_CONTAINED:
        inner = unique(letters[i : i + 3] for i in range(len(letters) - 2))
        nodes.append(And(tuple(Terms("letters", (t,)) for t in inner)))
    return nodes


def overlap_node(sequences: frozenset[str], mark: str, statistics: Statistics, policy: Policy) -> Node:
    """Marks that may share enough weight of letter sequences.

    Prefix filtering, as in set-similarity joins: a mark that shares the needed weight must share two of the rarest
    sequences once what is left over weighs, with the heaviest single one, less than the need.
    """
    weighed = sorted((statistics.trigram(t) ** 2, t) for t in sequences)
    need = policy.letters_overlap * sum(w for w, _ in weighed)
    heaviest = weighed[-1][0]
    left_over = 0.0
    kept = [t for _, t in weighed]
    for weight, _ in weighed:
        left_over += weight
        if left_over + heaviest >= need * (1 - 1e-9) or len(kept) <= 2:
            break
        kept.pop(0)
    return AtLeast(2, tuple(Terms("letters", (mark + t,)) for t in kept))


def variants(aspect: str) -> Iterable[str]:
    """The texts of the same length that differ in look-alikes only; for 3 and more characters ``del1`` finds them."""
    if len(aspect) > 2:
        return ()
    options = [[c for c, s in look_alikes(char).items() if s >= LOOK_ALIKE] + [char] for char in aspect]
    if len(aspect) == 1:
        return [c for c in options[0] if c != aspect]
    return [x + y for x in options[0] for y in options[1] if x + y != aspect]


def substrings(text: str, shortest: int) -> Iterable[str]:
    """Every part of at least ``shortest`` characters, but the whole."""
    text = text[:LONGEST_COMPARED]
    return (
        text[i : i + n] for n in range(shortest, len(text) + 1) for i in range(len(text) - n + 1)
    )
