"""What a check is asked for besides the mark, and its verification."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ipsearch.arguments import given_list, given_text, given_whole, mistyped
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
        given_list("--class", classes, "list[int]", _CLASSES),
        given_list("--group", groups, "list[str]", _GROUPS),
        applicant,
        limit,
    )


def verify_mark(mark: object) -> None:
    """Raise :class:`UsageError` for a mark that cannot be checked."""
    text = given_text("MARK", mark, _MARK)
    if not text.strip():
        raise UsageError("check.empty", place="MARK")
    if len(text) > LONGEST_MARK:
        raise UsageError("record.long_mark", place="MARK", length=len(text), limit=LONGEST_MARK)


def verified_marks(marks: object) -> Iterator[str]:
    """The marks of a list one by one; :class:`UsageError` at once if it is none, and for the first that is no text."""
    if isinstance(marks, str | bytes) or not isinstance(marks, Iterable):
        raise mistyped("MARK", marks, "list[str]", '["小米", "大米"]')
    return (given_text("MARK", mark, _MARK) for mark in marks)


def verified(options: CheckOptions) -> CheckOptions:
    """The options with the classes of their groups added; raises :class:`UsageError` with the place."""
    classes = [_class(number) for number in options.classes]
    for group in options.groups:
        if not is_group(given_text("--group", group, _GROUPS)):
            raise UsageError("check.no_group", place="--group", value=group)
    given_text("--applicant", options.applicant, 'applicant="小米科技有限责任公司"')
    # A datetime is a date, and cannot be compared with one.
    if type(options.today) is not dt.date:
        raise mistyped("today", options.today, "datetime.date", "datetime.date.today()")
    limit = None if options.limit is None else given_whole("--limit", options.limit, "limit=20")
    if limit is not None and limit < 0:
        raise UsageError("check.limit", place="--limit", value=limit)
    classes += [int(group[:2]) for group in options.groups]
    return replace(options, classes=tuple(sorted({*classes})), limit=limit)


def _class(value: object) -> int:
    number = given_whole("--class", value, _CLASSES)
    if number not in CLASSES:
        raise UsageError("record.bad_class", place="--class", value=number)
    return number
