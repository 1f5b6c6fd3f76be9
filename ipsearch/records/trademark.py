"""A trade mark as one office keeps it.

The JSON form (source ``ndjson``, command ``show``) uses the field names below; empty fields are left out, unknown keys
are an error.

Vocabulary: office codes are WIPO ST.3 (``CN``, ``EM``, ``US``, ``DE``; ``XX`` for lists without an office), classes
are those of the Nice classification (国际分类, 1..45), groups are the four-digit similar groups (类似群) of the
Chinese table of similar goods and services (类似商品和服务区分表), figurative codes are those of the Vienna
classification.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, get_args

import msgspec

from ipsearch.records.party import Party

MarkKind = Literal[
    "word", "figurative", "combined", "three_dimensional", "colour", "sound", "motion", "multimedia", "hologram",
    "position", "pattern", "smell", "other", "unknown",
]  # fmt: skip
"""Form of the mark (商标类型). ``combined`` is a device with words (图文组合), ``unknown`` an unmapped office value."""

Status = Literal[
    "pending", "published", "opposed", "registered", "expired", "refused", "withdrawn", "surrendered", "cancelled",
    "invalidated", "inactive", "unknown",
]  # fmt: skip
"""Legal status in one vocabulary for all offices (法律状态). ``published`` is accepted and open to opposition
(初步审定公告), ``inactive`` dead for a reason the office does not state, ``unknown`` an office value without a mapping:
it is never guessed."""

MARK_KINDS: frozenset[str] = frozenset(get_args(MarkKind))
STATUSES: frozenset[str] = frozenset(get_args(Status))
KINDS_WITHOUT_WORDS: frozenset[str] = MARK_KINDS - {"word", "combined"}
"""Kinds that may come without verbal elements; every other mark must have text."""
LONGEST_MARK = 300
"""Characters. The longest word marks in the registers are slogans below 200; beyond stands a description."""


class Goods(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Goods or services of one class in one language (商品/服务).

    ``group`` is the similar group where the office gives one, ``item`` the office's serial number of the entry
    (商品序号), ``status`` the office's own code for the entry (商品状态).
    """

    nice_class: int
    text: str = ""
    language: str = ""
    group: str = ""
    item: str = ""
    status: str = ""


class Priority(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A priority claimed under the Paris Convention (优先权), or a seniority (``kind="seniority"``)."""

    number: str = ""
    country: str = ""
    date: dt.date | None = None
    kind: str = ""
    goods: str = ""


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something that happened to the mark: publication, opposition, transfer, cancellation, ...

    ``kind`` is a plain English word (``publication``, ``opposition``, ``renewal``, ...), ``code`` the office's own
    code or label, ``reference`` a gazette issue, record or opposition number.
    """

    kind: str
    date: dt.date | None = None
    code: str = ""
    text: str = ""
    reference: str = ""


class Trademark(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One trade mark in one office's register.

    ``mark`` holds the verbal elements as filed (empty for a device without words). ``part`` tells apart registrations
    that share a number: CNIPA keeps one registration per number *and* class, so its records carry the class there.
    ``status_code`` and ``status_date`` are the office's own. ``termination_date`` is the day the right ended.
    """

    office: str
    application_number: str
    mark: str = ""
    registration_number: str = ""
    part: str = ""
    kind: MarkKind = "word"
    classes: tuple[int, ...] = ()
    groups: tuple[str, ...] = ()
    goods: tuple[Goods, ...] = ()
    status: Status = "unknown"
    status_code: str = ""
    status_date: dt.date | None = None
    application_date: dt.date | None = None
    publication_date: dt.date | None = None
    registration_date: dt.date | None = None
    expiry_date: dt.date | None = None
    termination_date: dt.date | None = None
    priorities: tuple[Priority, ...] = ()
    applicants: tuple[Party, ...] = ()
    agents: tuple[Party, ...] = ()
    vienna: tuple[str, ...] = ()
    transliteration: str = ""
    translation: str = ""
    description: str = ""
    disclaimer: str = ""
    colours: str = ""
    events: tuple[Event, ...] = ()
    image: str = ""
    international_number: str = ""
    language: str = ""
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Deterministic identity: office, application number and part. Loading the same record twice is safe."""
        number = "".join(self.application_number.split())
        return "-".join(filter(None, (self.office, number, self.part)))
