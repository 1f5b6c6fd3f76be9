"""Numbers of a workbook as a person sees them: its cells hold 8911270 and 45366, and a format shows 08911270 and a day.

Only what says something else to a reader is followed: days, times of day, zeros in front, percent. Thousands, decimals
and currencies are looks.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Final, NamedTuple

DAYS_1900: Final = dt.datetime(1899, 12, 30)
DAYS_1904: Final = dt.datetime(1904, 1, 1)
"""Day 0 of a workbook, as Windows and as old Macs count."""
BUILT_IN: Final = {
    9: "0%", 10: "0.00%", **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 55), 57, 58), "y-m-d"),
    22: "y-m-d h:mm", **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "h:mm:ss"),
}  # fmt: skip
"""Formats that have a number only; those above 26 are of Chinese, Japanese and Korean workbooks."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ZEROS = re.compile(r"0{2,}")
_PERCENT = re.compile(r"[#0,]*0(?:\.([0#]*))?%")
_NO_MOMENT = re.compile("[@cfijklnoquvwx]")
"""Letters of other words, as ``General`` and ``Standard`` have them."""
_FIRST_MARCH = 60
"""Serial of 1900-02-29, a day that only Excel has: those before it count from a day later."""
_DAY: Final = 86_400


class Format(NamedTuple):
    """What a format shows: a day, a time of day, a number of at least so many digits, percent with so many decimals."""

    day: bool = False
    clock: bool = False
    digits: int = 0
    percent: int | None = None


def read_format(code: str) -> Format:
    """What a format shows of a positive number.

    >>> read_format("00000000").digits, read_format('yyyy"年"m"月"').day, read_format("[$-804]h:mm").clock
    (8, True, True)
    """
    plain = _LITERAL.sub("", code).partition(";")[0].strip().lower()
    if _NO_MOMENT.search(plain):
        return Format()
    clock = "h" in plain or "s" in plain
    if clock or re.search("[ymde]", re.sub(r"e[+-]", "", plain)):
        return Format(day=re.search("[yde]", plain) is not None or not clock, clock=clock)
    if _ZEROS.fullmatch(plain):
        return Format(digits=len(plain))
    percent = _PERCENT.fullmatch(plain)
    return Format(percent=len(percent[1] or "") if percent else None)


def show(value: str, form: Format, epoch: dt.datetime) -> str:
    """A number as its format shows it; a day as 2024-03-15, a whole number without a point."""
    number = float(value)
    if not math.isfinite(number * _DAY):  # also one that is finite itself, and none as a day or in percent
        return value
    if form.day or form.clock:
        return _moment(number, form, epoch) or _plain(value, number)
    if form.percent is not None:
        return f"{number * 100:.{form.percent}f}%"
    plain = _plain(value, number)
    return plain.zfill(form.digits) if plain.isdigit() else plain


def _plain(value: str, number: float) -> str:
    if value.isdigit():
        return value  # of a long one a float would lose digits
    return str(int(number)) if number.is_integer() else str(number)


def _moment(number: float, form: Format, epoch: dt.datetime) -> str:
    """A day or a time of day; "" for a number that is none."""
    seconds = round(number * _DAY)
    if number < 0 or (form == Format(day=True) and number < 1 and epoch == DAYS_1900):
        return ""
    if not form.day or (seconds < _DAY and epoch == DAYS_1900):
        minutes, second = divmod(seconds, 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}:{second:02d}"
    if epoch == DAYS_1900 and number < _FIRST_MARCH:
        seconds += _DAY
    try:
        moment = epoch + dt.timedelta(seconds=seconds)
    except OverflowError:
        return ""
    return str(moment) if form.clock and seconds % _DAY else str(moment.date())
