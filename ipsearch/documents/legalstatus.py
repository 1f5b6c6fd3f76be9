"""The legal status of a patent (法律状态), computed from its events by a rule that can be named, or unknown.

``legal_codes.tsv`` says, for each office, what a code means for the right: its kind, and the status that the right has
from then on. Events are taken in the order of their dates; the last one that changes the status decides. A code that is
not in the table changes nothing and is never guessed. Without a deciding event the feed's own word decides, if the
table has it; otherwise the status is ``unknown``: also of a grant, because nobody knows what became of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, get_args

from ipsearch.records import LegalEvent, Patent
from ipsearch.text.tables import read_table

PatentStatus = Literal["pending", "granted", "lapsed", "expired", "refused", "withdrawn", "revoked", "ended", "unknown"]
"""``pending`` under examination (审中), ``granted`` in force as far as the events tell (有效), ``lapsed`` ended early,
for unpaid fees or by surrender (终止), ``expired`` at the end of its term (期限届满), ``refused`` (驳回), ``withdrawn``
or deemed so (撤回), ``revoked`` or declared invalid as a whole (宣告无效), ``ended`` in a way that the feed does not
say (失效)."""

STATUSES: Mapping[str, PatentStatus] = MappingProxyType({one: one for one in get_args(PatentStatus)})
"""By the names that the table has."""
ALIVE: tuple[PatentStatus, ...] = ("pending", "granted")
DEAD: tuple[PatentStatus, ...] = ("lapsed", "expired", "refused", "withdrawn", "revoked", "ended")


@dataclass(frozen=True, slots=True)
class LegalStatus:
    """A status with what it rests on.

    ``rule`` is ``event`` (the ``event`` decided), ``office`` (the feed's own word) or ``none``. ``as_of`` is the latest
    date the record knows of: what happened after it is not known.
    """

    status: PatentStatus
    rule: Literal["event", "office", "none"]
    event: LegalEvent | None = None
    as_of: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """What an office's code means: the kind of event, the status after it (None: unchanged)."""

    kind: str
    status: PatentStatus | None = None


def status_of(record: Patent) -> LegalStatus:
    """The status of the right that the record is about, at its own office."""
    as_of = as_of_date(record)
    for event in reversed(own_events(record)):
        code = meaning(record, event)
        if code is not None and code.status:
            return LegalStatus(code.status, "event", event, as_of)
    if word := status_of_word(record.status):
        return LegalStatus(word, "office", None, record.status_date or as_of)
    return LegalStatus("unknown", "none", None, as_of)


def status_of_word(word: str) -> PatentStatus | None:
    """The status that a feed's own word names; None for one that is not known."""
    found = _codes().get(("*", word.strip().casefold()))
    return found.status if found is not None else None


def own_events(record: Patent) -> list[LegalEvent]:
    """The events at the record's own office, oldest first; those of one day in the order of the feed."""
    here = [event for event in record.events if not event.country or event.country == record.country]
    return sorted(here, key=lambda event: event.date or dt.date.min)


def meaning(record: Patent, event: LegalEvent) -> Code | None:
    """What an event's code means; None for a code the table does not have."""
    office = event.country or record.country
    code = "".join(event.code.split()).casefold()
    return _codes().get((office, code)) or (Code(event.kind) if event.kind else None)


def event_kinds(record: Patent) -> Iterator[str]:
    """The kinds of events that happened to the right, wherever: ``pledge``, ``transfer``, ``licence``, ``lapse`` ..."""
    for event in record.events:
        found = meaning(record, event)
        if found is not None and found.kind:
            yield found.kind


def as_of_date(record: Patent) -> dt.date | None:
    """The latest date that the record shows."""
    dates = (record.publication_date, record.grant_date, record.status_date, *(event.date for event in record.events))
    return max((date for date in dates if date), default=None)


@cache
def _codes() -> dict[tuple[str, str], Code]:
    found: dict[tuple[str, str], Code] = {}
    for row in read_table("legal_codes.tsv").splitlines():
        if row and not row.startswith("#"):
            office, code, kind, status = row.split("\t")
            found[office, code.casefold()] = Code(kind, STATUSES[status] if status else None)
    return found
