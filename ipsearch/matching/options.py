"""What a check is asked for besides the mark, and its verification."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from numbers import Integral
from typing import Any

from ipsearch.errors import UsageError
from ipsearch.records import LONGEST_MARK
from ipsearch.text.nice import CLASSES, is_group

_MARK, _CLASSES, _GROUPS = '"小米"', "classes=[9, 35]", 'groups=["0901"]'
"""Examples in messages."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What a check is asked for besides the mark.

    ``classes`` empty means all 45. ``groups`` are similar groups (类似群) the goods belong to. ``applicant`` folds that
    applicant's own marks: they are listed but colour no light; joint applicants are separated by ``;``. ``limit``
    bounds the hits *shown*, never the search; None shows all. ``today`` is the day on which status is judged.
    """

    classes: tuple[int, ...] = ()
    groups: tuple[str, ...] = ()
    applicant: str = ""
    limit: int | None = 100
    today: dt.date = field(default_factory=dt.date.today)


def joint_names(applicant: str) -> tuple[str, ...]:
    """The names of those who apply together (共同申请人); empty if none is given."""
    return tuple([name for one in applicant.replace("；", ";").split(";") if (name := one.strip())])


def options_of(classes: object, groups: object, applicant: str, limit: int | None) -> CheckOptions:
    """The options as a program gives them; :class:`UsageError` if the classes or groups are no list.

    A text is none: of ``"0901"`` each character would be taken for a group.
    """
    return CheckOptions(
        _listed("--class", classes, "list[int]", _CLASSES),
        _listed("--group", groups, "list[str]", _GROUPS),
        applicant,
        limit,
    )


def verify_mark(mark: object) -> None:
    """Raise :class:`UsageError` for a mark that cannot be checked."""
    text = _text("MARK", mark, _MARK)
    if not text.strip():
        raise UsageError("check.empty", place="MARK")
    if len(text) > LONGEST_MARK:
        raise UsageError("record.long_mark", place="MARK", length=len(text), limit=LONGEST_MARK)


def verified_marks(marks: object) -> Iterator[str]:
    """The marks of a list one by one; :class:`UsageError` at once if it is none, and for the first that is no text."""
    if isinstance(marks, str | bytes) or not isinstance(marks, Iterable):
        raise _mistyped("MARK", marks, "list[str]", '["小米", "大米"]')
    return (_text("MARK", mark, _MARK) for mark in marks)


def verified_number(number: object) -> str:
    """The number of a record; :class:`UsageError` if it is no text."""
    return _text("NUMBER", number, '"8911270"')


def verified(options: CheckOptions) -> CheckOptions:
    """The options with the classes of their groups added; raises :class:`UsageError` with the place."""
    classes = [_class(number) for number in options.classes]
    for group in options.groups:
        if not is_group(_text("--group", group, _GROUPS)):
            raise UsageError("check.no_group", place="--group", value=group)
    _text("--applicant", options.applicant, 'applicant="小米科技有限责任公司"')
    limit = None if options.limit is None else _whole("--limit", options.limit, "limit=20")
    if limit is not None and limit < 0:
        raise UsageError("check.limit", place="--limit", value=limit)
    classes += [int(group[:2]) for group in options.groups]
    return replace(options, classes=tuple(sorted({*classes})), limit=limit)


def _class(value: object) -> int:
    number = _whole("--class", value, _CLASSES)
    if number not in CLASSES:
        raise UsageError("record.bad_class", place="--class", value=number)
    return number


def _whole(place: str, value: object, example: str) -> int:
    # Whole numbers of numpy and pandas are numbers.Integral, and no int; True is an int, and no number anybody means.
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise _mistyped(place, value, "int", example)
    return int(value)


def _text(place: str, value: object, example: str) -> str:
    if not isinstance(value, str):
        raise _mistyped(place, value, "str", example)
    try:
        value.encode()
    except UnicodeEncodeError as error:  # Python keeps bytes of a command line that are not UTF-8 as lone surrogates
        raise UsageError("check.not_text", place=place) from error
    return value


def _listed(place: str, value: object, expected: str, example: str) -> tuple[Any, ...]:
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise _mistyped(place, value, expected, example)
    return tuple(value)


def _mistyped(place: str, value: object, expected: str, example: str) -> UsageError:
    found, shown = type(value).__name__, repr(value)[:80]
    return UsageError("check.type", place=place, value=shown, found=found, expected=expected, example=example)
