"""Days as an index keeps them."""

from __future__ import annotations

import datetime as dt


def day_number(day: dt.date) -> int:
    """A day as the integer YYYYMMDD."""
    return day.year * 10000 + day.month * 100 + day.day
