"""Marks with Han characters and letters: whether one part only says the other again (护士宝HUSHIBAO)."""

from __future__ import annotations

from functools import lru_cache

from ipsearch.matching.side import Side
from ipsearch.text.brandnames import HELD, brand_keys, named_brands
from ipsearch.text.meaning import concept_keys
from ipsearch.text.sound import joined_spellings, meet_at_ends


def reads_itself(mixed: Side) -> bool:
    """Whether the Latin part of a mixed mark only says its Han part again, in letters (护士宝HUSHIBAO) or otherwise."""
    if mixed.form.brands:
        in_han, in_letters = named_brands("", mixed.han, mixed.core, ()), named_brands("", "", "", mixed.words)
        if not in_han.keys().isdisjoint([key for key in in_letters if not key.startswith(HELD)]):
            return True
    for han in mixed.spoken:
        for letters in mixed.spellings:
            if meet_at_ends(han, letters) and letters in joined_spellings(han):
                return True
    meanings = _ideas_of(mixed.han, mixed.core)
    return bool(meanings) and not meanings.isdisjoint(_ideas_of(" ".join(mixed.words), None))


@lru_cache(maxsize=8192)
def _ideas_of(text: str, core: str | None) -> frozenset[str]:
    return frozenset(concept_keys(text, core))


def has_more(side: Side) -> bool:
    """Whether a mark has a part beside the name of a brand that says something else."""
    return bool(side.han and side.letters) and not (reads_itself(side) or brand_keys(side.form.compact))
