"""What a check answers: typed, frozen, and the JSON contract of ``ipsearch check --format json``."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from ipsearch.matching.life import Life
from ipsearch.matching.policy import Level
from ipsearch.records import Status

Light = Literal["taken", "near", "free"]
"""Per class: ``taken`` if an identical or nearly identical mark stands in the way, ``near`` if a similar one does."""


class Reason(msgspec.Struct, frozen=True, gc=False):
    """Why a mark was found, or what speaks against similarity, with the two compared texts."""

    rule: str
    text_zh: str
    text_en: str
    a: str
    b: str


class Listed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A mark of the register as answers show it.

    ``blocks`` is whether it can stand in the way on the day of the check, ``blocks_until`` the end of the year of
    art. 50 for a dead mark, and for one past its expiry date.
    """

    id: str
    mark: str
    office: str
    number: str
    classes: tuple[int, ...]
    groups: tuple[str, ...]
    status: Status
    life: Life
    blocks: bool
    blocks_until: dt.date | None
    applicant: str


class Hit(Listed, frozen=True, kw_only=True, gc=False):
    """One mark of the register beside the asked one.

    ``level`` and ``score`` (0 to 1) say how similar the marks are; ``rank`` is the score lowered for goods and status,
    by which hits are ordered. ``own``: it belongs to the applicant the check was made for, and to no other.
    """

    level: Level
    score: float
    rank: float
    own: bool
    reasons: tuple[Reason, ...]


class Pair(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Two marks of the register beside each other: ``a`` is the one with the smaller id.

    ``level`` and ``score`` say how similar the marks are, from either side. ``classes`` are those that both have; empty
    if the classes of one are not known, or if only related similar groups bring them together. ``own``: their
    applicants are the same. ``conflict``: each can stand in the other's way, that is, neither is dead, nor own.
    ``reasons`` are those of a check of ``a`` that finds ``b``.
    """

    a: Listed
    b: Listed
    classes: tuple[int, ...]
    level: Level
    score: float
    own: bool
    conflict: bool
    reasons: tuple[Reason, ...]

    def to_json(self) -> bytes:
        """One JSON object."""
        return msgspec.json.encode(self)


class ClassLight(msgspec.Struct, frozen=True, gc=False):
    """The answer for one Nice class: its light, the id and level of the worst hit, how many hits of each level."""

    nice_class: int = msgspec.field(name="class")
    light: Light
    best: str
    best_mark: str
    best_level: Level | Literal[""]
    hits: dict[str, int]


class Completeness(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What was searched, so that no answer can be mistaken for more than it is.

    ``records`` is the size of the register, ``candidates`` how many marks were compared feature by feature; ``caps``
    is empty because nothing is cut; ``shown`` of ``hits`` are in the list. ``not_searched`` names, as codes, what the
    check cannot see. ``as_of`` is the last day of the loaded data, if the source says it.
    """

    records: int
    candidates: int
    hits: int
    shown: int
    classes: tuple[int, ...]
    rules: tuple[str, ...]
    caps: tuple[str, ...]
    not_searched: tuple[str, ...]
    as_of: str
    checked_on: dt.date
    generation: str
    policy: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one check: lights per class, hits worst first, and the statement of completeness."""

    query: str
    normal: str
    classes: tuple[ClassLight, ...]
    hits: tuple[Hit, ...]
    completeness: Completeness
    took_ms: float

    def to_json(self) -> bytes:
        """The contract's JSON object."""
        return msgspec.json.encode(self)


class Feature(msgspec.Struct, frozen=True):
    """One line of a comparison: its value, what it says, and the two values compared."""

    name: str
    value: float
    text_zh: str
    text_en: str
    a: str
    b: str


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two marks side by side: every feature, also where nothing conflicts, and the verdict."""

    a: str
    b: str
    level: Level | Literal["none"]
    score: float
    reasons: tuple[Reason, ...]
    features: tuple[Feature, ...]
    policy: str
    weights: str

    def to_json(self) -> bytes:
        """One JSON object."""
        return msgspec.json.encode(self)
