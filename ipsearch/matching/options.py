"""What a check is asked for besides the mark, and its verification."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from ipsearch.errors import UsageError
from ipsearch.text.nice import CLASSES, is_group

LONGEST_MARK = 300


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


def verify_mark(mark: str) -> None:
    """Raise :class:`UsageError` for a mark that cannot be checked."""
    if not mark.strip():
        raise UsageError("check.empty", place="MARK")
    if len(mark) > LONGEST_MARK:
        raise UsageError("record.long_mark", place="MARK", length=len(mark), limit=LONGEST_MARK)


def verified(options: CheckOptions) -> CheckOptions:
    """The options with the classes of their groups added; raises :class:`UsageError` with the place."""
    for number in options.classes:
        if number not in CLASSES:
            raise UsageError("record.bad_class", place="--class", value=number)
    for group in options.groups:
        if not is_group(group):
            raise UsageError("check.no_group", place="--group", value=group)
    if options.limit is not None and options.limit < 0:
        raise UsageError("check.limit", place="--limit", value=options.limit)
    return replace(options, classes=tuple(sorted({*options.classes, *(int(g[:2]) for g in options.groups)})))
