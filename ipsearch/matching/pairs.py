"""The register against itself: every mark of it checked, every two that are alike told once.

What two records have to do with each other does not depend on which is asked: the judgement is symmetric
(:func:`~ipsearch.matching.judge.judge_sides`), both are taken in the form that the register keeps, and so are the
conditions under which their goods meet. The check of either therefore finds the other, and a pair is complete if it is
told when the smaller id is checked. So nothing has to be remembered of the records before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal, NamedTuple

import msgspec

from ipsearch.backends.base import Hit as Found
from ipsearch.backends.base import Page
from ipsearch.documents.lean import Lean, decode_lean
from ipsearch.errors import UsageError
from ipsearch.matching.check import Asked, Checker, Judged, in_classes, lights
from ipsearch.matching.life import standing
from ipsearch.matching.listing import life_reason, listed
from ipsearch.matching.options import CheckOptions, verified
from ipsearch.matching.policy import LEVELS, Level
from ipsearch.matching.report import ClassLight, Completeness, Pair, Reason
from ipsearch.query.ast import Everything, View

AT_ONCE = 10_000
"""Records read at a time, in the order of their ids; some 400 bytes each."""


@dataclass(frozen=True, slots=True)
class PairOptions:
    """Which pairs are asked for.

    ``classes`` and ``groups`` name a part of the register, as they do for a check; none means the whole. Both marks of
    a pair are in that part, and it is in those classes that they meet. ``level`` is the lowest that is told; every
    pair of it and above is. ``today`` is the day on which status is judged.
    """

    classes: tuple[int, ...] = ()
    groups: tuple[str, ...] = ()
    level: Level = "similar"
    today: dt.date = field(default_factory=dt.date.today)


def level_named(name: str) -> Level:
    """The level of this name; :class:`UsageError` if there is none."""
    for level in LEVELS:
        if level == name:
            return level
    raise UsageError("dedupe.level", place="--level", value=name, levels=", ".join(LEVELS))


State = Literal["checked", "no_text", "outside"]


class RecordCheck(NamedTuple):
    """What the check of one record of the register found.

    ``state``: ``checked``; ``no_text``, the mark has nothing that could be compared; ``outside``, it has no goods in
    the groups asked for. ``lights`` are those of its own classes, of all that are asked for if these are not known:
    would the mark be free there for its own applicant, were it not registered itself? ``pairs`` are those with records
    of a greater id, worst first and explained as they are read; of such records ``compared`` were compared, and
    ``alike`` of these were alike at any level.
    """

    id: str
    state: State
    lights: tuple[ClassLight, ...] = ()
    compared: int = 0
    alike: int = 0
    pairs: Iterator[Pair] = iter(())


class RegisterCheck:
    """Checks the records of a register, or of a part of it, against each other.

    Each is checked as :meth:`Checker.check` would check its mark for its own classes, groups and applicants, with
    three differences: the record itself is left out; its mark has the form it has in the register, where the goods tell
    what is a generic name; and only what meets it is compared (:func:`meet`). A record without classes meets all.

    Raises :class:`UsageError` for a class, group or level that cannot be.
    """

    def __init__(self, checker: Checker, options: PairOptions) -> None:
        self._checker = checker
        self._part = verified(CheckOptions(options.classes, options.groups, limit=None, today=options.today))
        self._lowest = LEVELS.index(level_named(options.level))
        self._query = in_classes(Everything(), self._part.classes)

    @property
    def total(self) -> int:
        """How many records :meth:`records` goes through."""
        return self._checker.reader.count(self._query)

    def completeness(self, compared: int, alike: int, told: int) -> Completeness:
        """What was searched, counted in pairs: so many compared, alike at any level, told."""
        return self._checker.completeness(compared, alike, told, self._part)

    def rows(self, after: str = "") -> Iterator[Found]:
        """The rows of the records of the part with an id above ``after``, by id; in bounded memory."""
        while hits := self._checker.reader.search(self._query, View(AT_ONCE, after or None, "id")).hits:
            yield from hits
            after = hits[-1].id
            if len(hits) < AT_ONCE:
                return

    def records(self, after: str = "") -> Iterator[RecordCheck]:
        """Every record of the part with an id above ``after``, checked, by id; in bounded memory."""
        rows = self.rows(after)
        while some := list(islice(rows, max(self._checker.at_once, 1))):
            yield from self.checked(some)

    def checked(self, hits: Sequence[Found]) -> Iterator[RecordCheck]:
        """The records of some rows, checked, in one search of the engine."""
        asked = [self._asked(hit) for hit in hits]
        pages = iter(self._checker.search([one for one in asked if isinstance(one, Asked)]))
        for hit, one in zip(hits, asked, strict=True):
            yield self._record(hit, one, next(pages)) if isinstance(one, Asked) else RecordCheck(hit.id, one)

    def _asked(self, hit: Found) -> Asked | State:
        record = within(decode_lean(hit.id, hit.lean), self._part)
        if record is None:
            return "outside"
        form = record.form
        if not form.compact:
            return "no_text"
        options = replace(self._part, classes=record.classes or self._part.classes, groups=record.groups)
        return Asked(record.mark, form, options, self._checker.query(form, options), record.applicants, record)

    def _record(self, hit: Found, asked: Asked, page: Page) -> RecordCheck:
        assert asked.record is not None
        record, found = asked.record, {one.id: one for one in page.hits if one.id != hit.id}
        near = [(one.id, within(decode_lean(one.id, one.lean), self._part)) for one in found.values()]
        others = [(identity, other) for identity, other in near if other is not None]
        alike = [one for one in self._checker.judged(asked, others) if meet(record, one)]
        later = [one for one in alike if one.id > hit.id]
        return RecordCheck(
            hit.id,
            "checked",
            lights(alike, asked.options),
            sum(identity > hit.id for identity, _ in others),
            len(later),
            (self._pair(hit, asked, one, found[one.id]) for one in later if self._is_told(one)),
        )

    def _is_told(self, one: Judged) -> bool:
        return one.verdict.level is not None and LEVELS.index(one.verdict.level) <= self._lowest

    def _pair(self, hit: Found, asked: Asked, one: Judged, found: Found) -> Pair:
        assert asked.record is not None
        a, b = decode_lean(hit.id, hit.lean), decode_lean(found.id, found.lean)
        now, own = standing(a, asked.options.today), one.own
        # Status is told of either mark; the text of a reason is that of the mark it speaks of.
        ended = [Reason(r.rule, r.text_zh, r.text_en, r.b, r.a) for r in life_reason(a, now)]
        explained = self._checker.hit(asked, one)
        return Pair(
            a=listed(hit.id, a, now, own=own),
            b=listed(found.id, b, one.standing, own=own),
            classes=tuple(sorted({*asked.record.classes} & {*one.lean.classes})),
            level=explained.level,
            score=explained.score,
            own=own,
            conflict=now.blocks and one.standing.blocks and not own,
            reasons=(*explained.reasons, *ended),
        )


def within(lean: Lean, part: CheckOptions) -> Lean | None:
    """A record with only those of its classes and groups that lie in the part of the register asked for; None: it has
    none there.

    Where a group stands for its class, a class of the record of which it names no group counts too: nobody knows that
    its goods are others. Classes that are not known lie everywhere. Groups of other classes than the record's go.
    """
    whole = {*part.classes} - {int(group[:2]) for group in part.groups}
    groups = [g for g in lean.groups if not part.classes or int(g[:2]) in whole or g in part.groups]
    named, kept = {int(g[:2]) for g in lean.groups}, {int(g[:2]) for g in groups}
    classes = [
        c for c in lean.classes if not part.classes or c in whole or c in kept or (c in part.classes and c not in named)
    ]
    if lean.classes and not classes:
        return None
    groups = [g for g in groups if int(g[:2]) in classes]
    return msgspec.structs.replace(lean, classes=tuple(classes), groups=tuple(groups))


def meet(record: Lean, one: Judged) -> bool:
    """Whether the goods of two records can meet: a class in common or not known, groups that are or may be related."""
    classes = one.lean.classes
    return (
        not record.classes
        or not classes
        or not {*record.classes}.isdisjoint(classes)
        or one.goods.rule == "related_group"
    )
