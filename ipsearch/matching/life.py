"""Does a mark still stand in the way? Status judged at a date.

A dead mark blocks for one more year: within one year from the day a registered mark was cancelled, declared invalid or
lapsed unrenewed, the office refuses what is identical or similar (Trademark Law of China, art. 50, 商标法第五十条). A
registration past its expiry date may be renewed for six months, and lapses only after them (art. 40, 宽展期). Where no
day of its end is known, only its expiry date, the year therefore begins at the end of the six months. Other offices
have no such year; their dead marks do not block.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
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
    """The effect of a mark's status on a given day, and until when a dead one blocks (None: not known).

    ``renewable``: this follows from its expiry date alone, and a renewal may still come or have come.
    """

    life: Life
    until: dt.date | None = None
    renewable: bool = False

    @property
    def blocks(self) -> bool:
        """Whether it can stand in the way of a new mark."""
        return self.life != "dead"


_LIVE, _PENDING, _UNKNOWN, _DEAD = Standing("live"), Standing("pending"), Standing("unknown"), Standing("dead")


def standing(hit: Lean, today: dt.date) -> Standing:
    """The effect of a mark's status on ``today``."""
    status, ended = hit.status, hit.ended
    if status in ("registered", "unknown") and hit.expires and hit.expires < today:
        # A termination date beside it is the office's word; the later of both days errs on the side of blocking.
        status, ended = "expired", max(ended, hit.expires) if ended else None
    if status == "registered":
        return _LIVE
    if status in PENDING:
        return _PENDING
    if status == "unknown":
        return _UNKNOWN
    if status not in ENDED_BY_ART_50 or hit.office not in OFFICES_OF_ART_50:
        return _DEAD
    renewable = False
    if ended is None and status == "expired" and hit.expires:
        renewable, ended = True, six_months_after(hit.expires)
    if ended is None:
        return Standing("dead_recent")
    until = one_year_after(ended)
    return Standing("dead_recent", until, renewable) if today <= until else _DEAD


def six_months_after(day: dt.date) -> dt.date:
    """The same day six months later, the last of that month if it is shorter (Implementing Regulations of the Trademark
    Law, art. 12, 商标法实施条例第十二条). The last day there is where six months later is none."""
    if (day.year, day.month) > (dt.MAXYEAR, 6):
        return dt.date.max
    year, month = (day.year, day.month + 6) if day.month <= 6 else (day.year + 1, day.month - 6)
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


def one_year_after(day: dt.date) -> dt.date:
    """The same day a year later; 29 February gives 28 February. The last day there is where a year later is none."""
    if day.year == dt.MAXYEAR:  # registers write 9999-12-31 for "no end"
        return dt.date.max
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
