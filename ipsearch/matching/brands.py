"""Marks that the public knows as names of one brand (耐克, NIKE), or that have one beside something else (NIKE AIR)."""

from __future__ import annotations

from collections.abc import Iterable

from ipsearch.matching.side import Side
from ipsearch.text.brandnames import HELD, brand_keys, named_brands
from ipsearch.text.form import Form


def name_one_brand(a: Side, b: Side) -> bool:
    """Whether the public knows both marks as names of one brand, whole or without weak elements (耐克 / NIKE)."""
    return bool(a.form.brands) and names_of_one_brand(a.form, b.form) is not None


def names_of_one_brand(a: Form, b: Form) -> tuple[str, str] | None:
    """What two marks call a brand that both name, unless by one name: that the other rules say (腾讯网, 腾讯科技)."""
    for key in a.brands:
        if key in b.brands and not key.startswith(HELD):
            names, others = _names(a).get(key, []), _names(b).get(key, [])
            if names and others and set(names).isdisjoint(others):
                return names[0], others[0]
    return None


def hold_one_brand(a: Side, b: Side) -> bool:
    """Whether a mark names a brand of which the other has another name beside something else (耐克 / NIKE AIR)."""
    return name_held(a.form, b.form) is not None or name_held(b.form, a.form) is not None


def name_held(whole: Form, holder: Form) -> tuple[str, str] | None:
    """What a mark calls a brand, and what the other has of the brand's names, the longest, unless the same one."""
    for key in whole.brands:
        if HELD + key in holder.brands:
            names, held = _names(whole).get(key, []), _names(holder).get(HELD + key, [])
            if names and held and set(names).isdisjoint(held):
                return names[0], max(held, key=len)
    return None


def _names(form: Form) -> dict[str, list[str]]:
    return named_brands(form.compact, form.han, form.core, form.words)


def is_name(side: Side, brands: Iterable[str]) -> bool:
    """Whether a mark, its Han part or its letters are a name of one of these brands and no more.

    可口可乐 is a name as a whole, though 可乐 is generic.
    """
    keys = {key for text in (side.form.compact, side.han, side.letters) for key in brand_keys(text)}
    return not keys.isdisjoint(brands)
