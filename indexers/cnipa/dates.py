"""Dates as they stand in the packages."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

_FORM = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T][\d:.]+)?|(\d{4})(\d{2})(\d{2})")
_EMPTY = re.compile(r"[0\s/.:年月日T-]*|null", re.IGNORECASE)


@lru_cache(maxsize=1 << 15)
def parse_date(text: str) -> dt.date | None:
    """The day of 2000-01-02, 2000/1/2, 20000102 or 2000年1月2日, with or without a time; ``None`` if there is none.

    An empty cell, zeros (0000-00-00) and ``NULL`` are no date.

    Raises:
        ValueError: the text is something else, or no day of the calendar.
    """
    if _EMPTY.fullmatch(text):
        return None
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a date: {text}")
    year, month, day = (int(group) for group in match.groups() if group is not None)
    return dt.date(year, month, day)
