"""Cells of tables of marks, as people and spreadsheets write them: numbers, days, names.

A spreadsheet takes a number for a quantity (``1.2E+07``, ``12345678.0``) and a day for the days since 1900; what was
lost that way is told apart from what can be read again. Classes and groups: :mod:`ipsearch.text.codecells`.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from indexers.cnipa.dates import parse_date

_NOTHING = frozenset(
    ("-", "--", "---", "—", "——", "–", "－", "/", "\\", "无", "無", "暂无", "null", "none", "n/a", "#n/a")
)
_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_NAMES = re.compile(r"[;；|、\n\r]+")
_WHOLE = re.compile(r"(\d+)\.0+")
_CUT = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_NUMBERED = re.compile(r"(?:第\s*(.+?)\s*号|no\.?\s*(\d.*))", re.IGNORECASE | re.DOTALL)

_OFFICE = re.compile(r"([A-Z]{2})\s*(?:[-–—]\s*\S.*|\(.+\))|\S.*\(([A-Z]{2})\)")
_OFFICES = {
    "BOIP": "BX", "CIPO": "CA", "CNIPA": "CN", "DPMA": "DE", "EUIPO": "EM", "JPO": "JP", "KIPO": "KR", "UKIPO": "GB",
    "USPTO": "US", "WIPO": "WO",
}  # fmt: skip
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_CLOCK = r"(?:(?:\s+|T)(?:[上下]午|[AP]M)?\s*[\d:.]+\s*(?:[AP]M|Z|[+-][\d:]+)?)?"
_FORMS = tuple(
    re.compile(form + _CLOCK, re.IGNORECASE)
    for form in (
        r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*[日.]?",
        r"民[國国]\s*(?P<roc>\d{1,3})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日",
        r"(?P<d>\d{1,2})\s*\.\s*(?P<m>\d{1,2})\s*\.\s*(?P<y>\d{4})",
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s.-]+(?P<name>[A-Za-z]{3})[A-Za-z]*[\s.,-]+(?P<y>\d{4})",
        r"(?P<name>[A-Za-z]{3})[A-Za-z]*\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})",
    )
)
_EITHER = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})" + _CLOCK, re.IGNORECASE)
_SERIAL = re.compile(r"([2-7]\d{4})(?:\.\d+)?")
"""Days since 1899-12-30, from 1954 to 2118; smaller and larger numbers are none of a register's."""
_EPOCH = dt.date(1899, 12, 30)
_CLOCKED = re.compile(r"(?!19|20)\d{12}|\d{13}")
"""Milliseconds since 1970, from 1973 on, as interfaces of Chinese services count a day; not 202003200000, which is a
day with its hour."""
_CLOCK_EPOCH = dt.date(1970, 1, 1)
_MILLISECONDS_A_DAY = 86_400_000
_MIDNIGHT_IN_CHINA = 57_600_000
"""Of a day of UTC: at 16:00 the next one begins in China."""
_TERM = re.compile(r"(.*?)\s*(?:[至到~—–]+|-(?=\s*\d{4}))\s*(.*)", re.DOTALL)


def content(cell: str) -> str:
    """What a cell says, also as ``="00123456"``, by which spreadsheets are kept from taking it for a quantity."""
    text = cell.strip()
    return found[1].strip() if (found := _FORMULA.fullmatch(text)) else text


def filled(cell: str) -> str:
    """What a cell says; "" where a sign or a word stands for nothing."""
    text = content(cell)
    return "" if text.casefold() in _NOTHING else text


def read_number(cell: str) -> str | None:
    """A number of an office without what a spreadsheet or a clerk put around it; None if digits of it are lost.

    >>> read_number("'00123456"), read_number("12345678.0"), read_number("第 8911270 号"), read_number("1.2E+07")
    ('00123456', '12345678', '8911270', None)
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    if _CUT.fullmatch(text):
        return None
    if found := _NUMBERED.fullmatch(text):
        text = found[1] or found[2]
    if text.startswith("'"):
        text = text[1:].strip()
    if found := _WHOLE.fullmatch(text):
        text = found[1]
    return text.replace(",", "") if _THOUSANDS.fullmatch(text) else text


def read_office(cell: str) -> str:
    """The code of an office (WIPO ST.3) where a cell says it or gives the name by which the office is known; else what
    stands there. INPI is the name of several.

    >>> read_office("UKIPO"), read_office("FR - INPI"), read_office("INPI (BR)"), read_office("INPI")
    ('GB', 'FR', 'BR', 'INPI')
    """
    if found := _OFFICE.fullmatch(cell.strip()):
        return found[1] or found[2]
    return _OFFICES.get(cell.strip().upper(), cell)


def read_day(cell: str) -> dt.date | None:
    """A day in any usual form, or as a spreadsheet counts them.

    02.01.2020 begins with the day everywhere it is written; 02/01/2020 is two days, and none is guessed.

    Raises:
        ValueError: no day, or one of two.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    try:
        return parse_date(text)
    except ValueError:
        pass
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            year = int(parts["roc"]) + 1911 if "roc" in parts else int(parts["y"])
            # No word but a month's is known, and there is no month 0.
            month = _MONTHS.get(parts["name"].lower(), 0) if "name" in parts else int(parts["m"])
            return dt.date(year, month, int(parts["d"]))
    if found := _EITHER.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if first > 12 or first == second:
            return dt.date(year, second, first)
        if second > 12:
            return dt.date(year, first, second)
    if found := _SERIAL.fullmatch(text):
        return _EPOCH + dt.timedelta(int(found[1]))
    if _CLOCKED.fullmatch(text):
        days, left = divmod(int(text), _MILLISECONDS_A_DAY)
        # What is no midnight is an hour of a day that depends on the place.
        if left in (0, _MIDNIGHT_IN_CHINA):
            return _CLOCK_EPOCH + dt.timedelta(days + (left > 0))
    raise ValueError(f"not a day: {cell}")


def read_term(cell: str) -> tuple[dt.date | None, dt.date | None]:
    """Beginning and end of a term of protection (专用权期限), which ends on the day if a cell has one day only.

    >>> read_term("2013年05月21日至2023年05月20日")[1], read_term("2023-05-20")
    (datetime.date(2023, 5, 20), (None, datetime.date(2023, 5, 20)))

    Raises:
        ValueError: no term and no day.
    """
    try:
        return None, read_day(cell)
    except ValueError:
        found = _TERM.fullmatch(unicodedata.normalize("NFKC", cell).strip())
        if found is None:
            raise
    return read_day(found[1]), read_day(found[2])


def names(cell: str) -> tuple[str, ...]:
    """Names in one cell. Commas and spaces stand inside names."""
    return tuple(part.strip() for part in _NAMES.split(cell) if part.strip())
