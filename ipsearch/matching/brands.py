"""Marks that the public knows as names of one brand (耐克, NIKE), that have one beside something else (NIKE AIR) or
are one edit from one (ADIDOS)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ipsearch.matching.side import Side
from ipsearch.text.brandnames import HELD, NEAR, brand_keys, brand_of, named_brands
from ipsearch.text.form import Form


def name_one_brand(a: Side, b: Side) -> bool:
    """Whether the public knows both marks as names of one brand, whole or without weak elements (耐克 / NIKE)."""
    return bool(a.form.brands) and names_of_one_brand(a.form, b.form) is not None


def names_of_one_brand(a: Form, b: Form) -> tuple[str, str] | None:
    """What two marks call a brand that both name, unless by one name: that the other rules say (腾讯网, 腾讯科技)."""
    for key in a.brands:
        if key in b.brands and key == brand_of(key):
            names, others = _names(a).get(key, []), _names(b).get(key, [])
            if names and others and set(names).isdisjoint(others):
                return names[0], others[0]
    return None


RULES: Final = {HELD: "known_name_held", NEAR: "known_name_near"}
"""What begins a brand's key in a mark that does not name it -> the rule between it and marks that do."""


def linked_by(link: str, a: Side, b: Side) -> bool:
    """Whether a mark names a brand of which the other has another name beside something else (:data:`HELD`: 耐克 /
    NIKE AIR), or is one edit from another name (:data:`NEAR`: 阿迪达斯 / ADIDOS)."""
    return linked_names(link, a.form, b.form) is not None or linked_names(link, b.form, a.form) is not None


def linked_names(link: str, whole: Form, other: Form) -> tuple[str, str] | None:
    """What a mark calls a brand, and the name, another, by which the other mark is linked with it, the longest."""
    for key in whole.brands:
        if link + key in other.brands:
            names, linked = _names(whole).get(key, []), _names(other).get(link + key, [])
            if names and linked and set(names).isdisjoint(linked):
                return names[0], max(linked, key=len)
    return None


def _names(form: Form) -> dict[str, list[str]]:
    return named_brands(form.compact, form.han, form.core, form.words)


def is_name(side: Side, brands: Iterable[str]) -> bool:
    """Whether a mark, its Han part or its letters are a name of one of these brands and no more.

    可口可乐 is a name as a whole, though 可乐 is generic.
    """
    keys = {key for text in (side.form.compact, side.han, side.letters) for key in brand_keys(text)}
    return not keys.isdisjoint(brands)
