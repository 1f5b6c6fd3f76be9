"""Does a mark still stand in the way? Status judged at a date.

A dead mark blocks for one more year: within one year from the day a registered mark was cancelled, declared invalid or
lapsed unrenewed, the office refuses what is identical or similar (Trademark Law of China, art. 50, 商标法第五十条). A
registration past its expiry date may be renewed for six months (art. 40, 宽展期); it counts as expired at that date,
which errs on the side of blocking. Other offices have no such year; their dead marks do not block.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from ipsearch.documents.lean import Lean

Life = Literal["live", "pending", "dead_recent", "dead", "unknown"]
"""Effect of the status: only ``dead`` does not stand in the way. ``unknown`` counts as live, recall first."""

PENDING = frozenset({"pending", "published", "opposed"})
ENDED_BY_ART_50 = frozenset({"expired", "cancelled", "invalidated", "surrendered", "inactive"})
OFFICES_OF_ART_50 = frozenset({"CN", "XX"})
FACTORS: dict[Life, float] = {"live": 1.0, "pending": 1.0, "unknown": 1.0, "dead_recent": 0.95, "dead": 0.6}
"""What the effect does to the order of the hits; the similarity itself stays as it is."""


class Standing(NamedTuple):
    """The effect of a mark's status on a given day, and until when a dead one blocks (None: not known)."""

    life: Life
    until: dt.date | None = None

    @property
    def blocks(self) -> bool:
        """Whether it can stand in the way of a new mark."""
        return self.life != "dead"


_LIVE, _PENDING, _UNKNOWN, _DEAD = Standing("live"), Standing("pending"), Standing("unknown"), Standing("dead")


def standing(hit: Lean, today: dt.date) -> Standing:
    """The effect of a mark's status on ``today``."""
    status, ended = hit.status, hit.ended
    if status in ("registered", "unknown") and hit.expires and hit.expires < today:
        status, ended = "expired", hit.expires
    if status == "registered":
        return _LIVE
    if status in PENDING:
        return _PENDING
    if status == "unknown":
        return _UNKNOWN
    if status not in ENDED_BY_ART_50 or hit.office not in OFFICES_OF_ART_50:
        return _DEAD
    ended = ended or (hit.expires if status == "expired" else None)
    if ended is None:
        return Standing("dead_recent")
    until = one_year_after(ended)
    return Standing("dead_recent", until) if today <= until else _DEAD


def one_year_after(day: dt.date) -> dt.date:
    """The same day a year later; 29 February gives 28 February. The last day there is where a year later is none."""
    if day.year == dt.MAXYEAR:  # registers write 9999-12-31 for "no end"
        return dt.date.max
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
