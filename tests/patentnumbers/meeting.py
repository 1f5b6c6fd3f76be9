"""Whether a number as it is typed finds a document whose number is written otherwise."""

from __future__ import annotations

from ipsearch.patentnumbers.keys import number_tokens
from ipsearch.patentnumbers.number import read_numbers


def asked(typed: str) -> set[str]:
    """The keys that are asked for what was typed: of every reading the most particular one."""
    return {number_tokens(one.country, one.number, one.kind)[-1] for one in read_numbers(typed)}


def met(typed: str, country: str, number: str, kind: str) -> bool:
    return not asked(typed).isdisjoint(number_tokens(country, number, kind))
