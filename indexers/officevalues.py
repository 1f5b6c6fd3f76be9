"""Values as offices write them: dates, class numbers, figurative codes, forms of a mark.

Nothing is lost and nothing invented: a value that cannot be read goes into the record's notes (备注) under its name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from types import MappingProxyType

from ipsearch.errors import InputError
from ipsearch.records import KINDS_WITHOUT_WORDS, MarkKind, Party

Notes = list[str]
"""The notes of the record being built, ``name:value``; readers add to it."""

# xs:date may carry a time zone (2000-05-09-04:00), which the day does not depend on; the daily file has YYYYMMDD.
_DATE = re.compile(r"(\d{4})(-?)(\d{2})\2(\d{2})(?:[T Z+-].*)?\Z")
_VIENNA = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{1,2}))?\Z")
_COUNTRY = re.compile(r",\s*([A-Z]{2})\Z")
_NAME_AND_CITY = re.compile(r"(.+),\s*(\d{4,6}\s.+)")

_FEATURES: Mapping[str, MarkKind] = MappingProxyType(
    {
        "word": "word",
        "figurative": "figurative",
        "combined": "combined",
        # Words drawn in a manner of their own: what the EUIPO calls a figurative mark with verbal elements.
        "stylized characters": "combined",
        "stylised characters": "combined",
        "3-d": "three_dimensional",
        "3d shape": "three_dimensional",
        "three dimensional": "three_dimensional",
        "three-dimensional": "three_dimensional",
        "colour": "colour",
        "color": "colour",
        "sound": "sound",
        "motion": "motion",
        "multimedia": "multimedia",
        "hologram": "hologram",
        "position": "position",
        "pattern": "pattern",
        "olfactory": "smell",
        "other": "other",
    }
)


def read_date(raw: str, name: str, notes: Notes) -> dt.date | None:
    """A day written as ``YYYY-MM-DD`` (xs:date, time zone ignored) or ``YYYYMMDD``; zeros and blank mean none.

    An unreadable one, such as the USPTO's 20110500 for a month, is noted as ``unread-NAME``.
    """
    value = raw.strip()
    if not value.strip("0-"):
        return None
    if found := _DATE.match(value):
        try:
            return dt.date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            pass
    notes.append(f"unread-{name}:{value}")
    return None


def nice_class(raw: str) -> int | None:
    """The number of a Nice class (国际分类) written ``9``, ``09`` or ``009``; None for anything outside 1..45."""
    value = raw.strip()
    number = int(value) if value.isascii() and value.isdigit() else 0
    return number if 1 <= number <= 45 else None


def require_nice_class(raw: str) -> int:
    """As :func:`nice_class`, but raises :class:`~ipsearch.errors.InputError` ``record.bad_class``."""
    number = nice_class(raw)
    if number is None:
        raise InputError("record.bad_class", value=raw.strip() or "(empty)")
    return number


def read_vienna(codes: list[str], notes: Notes) -> tuple[str, ...]:
    """Vienna codes (图形要素) as ``NN.NN.NN`` or ``NN.NN``, each once; anything else is noted."""
    seen: dict[str, None] = {}
    for code in codes:
        if found := _VIENNA.match(code.strip()):
            seen[".".join(part.zfill(2) for part in found.groups() if part)] = None
        else:
            notes.append(f"image-category:{code}")
    return tuple(seen)


def feature_kind(feature: str) -> MarkKind:
    """Kind for a word of ``MarkFeature`` alone, ``unknown`` if it has no entry."""
    return _FEATURES.get(feature.casefold(), "unknown")


def mark_kind(feature: str, mark: str, notes: Notes) -> MarkKind:
    """Kind for ``MarkFeature`` of WIPO ST.66 and the EUIPO.

    *Figurative* covers devices with and without words (Art. 3(3)(b) EUTMIR), so one with verbal elements is
    ``combined``.
    """
    kind = feature_kind(feature)
    if kind == "unknown" and feature and feature.casefold() not in ("undefined", "unknown"):
        notes.append(f"mark-feature:{feature}")
    if kind == "figurative" and mark:
        return "combined"
    return settle_kind(kind, feature, mark, notes)


def settle_kind(kind: MarkKind, feature: str, mark: str, notes: Notes) -> MarkKind:
    """``unknown`` for a mark that the office calls verbal but publishes without words: it must not be lost.

    Its image may well be a device; saying so would be a guess. The office's own word is noted.
    """
    if mark or kind in KINDS_WITHOUT_WORDS:
        return kind
    notes.append(f"mark-feature:{feature}")
    return "unknown"


def require_number(number: str) -> str:
    """The application number; raises :class:`~ipsearch.errors.InputError` ``record.no_number`` without one."""
    if not number.strip("0 "):
        raise InputError("record.no_number")
    return number


def listed_party(value: str) -> Party:
    """A party of a list of results of the DPMA (``Jungheinrich KG, 2000 Hamburg, DE``): name, address, country."""
    country = found[1] if (found := _COUNTRY.search(value)) else ""
    rest = _COUNTRY.sub("", value)
    parts = _NAME_AND_CITY.fullmatch(rest)
    return Party(name=parts[1], address=parts[2], country=country) if parts else Party(name=rest, country=country)


def joined(*parts: str, by: str = ", ") -> str:
    """The parts that are not empty, in one line."""
    return by.join(part for part in parts if part)


def full_name(*parts: str) -> str:
    """A person: the family name, then the others, after a comma; a part that the name has already is left out."""
    family, given = parts[0], list(parts[1:])
    more = " ".join(part for part in given if part and part not in family)
    return joined(family, more)
