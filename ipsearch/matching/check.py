"""The duplicate check (快速查重): one mark against the register, all 45 classes in one call."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec

from ipsearch.backends.base import Hit as Found
from ipsearch.backends.base import Reader
from ipsearch.documents.packedform import PackedForm
from ipsearch.documents.trademark import NO_CLASS, Lean, applicant_key, decode_lean
from ipsearch.errors import UsageError
from ipsearch.matching.candidates import candidate_query
from ipsearch.matching.goods import GoodsRelations, Relation, goods_reasons
from ipsearch.matching.judge import Verdict, judge_sides, lowered
from ipsearch.matching.life import FACTORS, Standing, standing
from ipsearch.matching.options import CheckOptions, verified, verify_mark
from ipsearch.matching.policy import LEVELS, V1, Level, Policy
from ipsearch.matching.reasons import reason, reasons_for
from ipsearch.matching.report import ClassLight, Completeness, Hit, Light, Reason, Report
from ipsearch.matching.side import Side
from ipsearch.matching.statistics import Statistics
from ipsearch.query.ast import And, Node, Terms, View
from ipsearch.text.form import Form, form_of
from ipsearch.text.nice import CLASSES

RULES = ("exact", "sorted", "del1", "sound", "near", "gram", "letters", "look", "word", "meaning")
"""The keys asked in every check (see :mod:`ipsearch.documents.keys`)."""


ALL = View(limit=None)

_SEVERITY: dict[Level, int] = {level: place for place, level in enumerate(LEVELS)}
"""Level -> its place, the worst first."""


class _Asked(NamedTuple):
    """A mark that is checked, with the query for everything that may be like it."""

    mark: str
    form: Form
    options: CheckOptions
    query: Node


class _Judged(msgspec.Struct, frozen=True, gc=False):
    """A candidate that is reported, before its reasons are written."""

    found: Found
    lean: Lean
    verdict: Verdict
    standing: Standing
    own: bool
    goods: Relation
    rank: float


class Checker:
    """Checks marks against one opened register."""

    def __init__(self, reader: Reader, goods: GoodsRelations, policy: Policy = V1) -> None:
        self._reader = reader
        self._goods = goods
        self._policy = policy
        self._statistics = Statistics.from_bytes(reader.statistics())

    @property
    def statistics(self) -> Statistics:
        """The weights of this register."""
        return self._statistics

    def check(self, mark: str, options: CheckOptions | None = None) -> Report:
        """Every mark of the register that a rule connects with ``mark``, judged and explained, worst first."""
        started = time.perf_counter()
        asked = self._asked(mark, options or CheckOptions())
        return self._report(asked, self._reader.search(asked.query, ALL).hits, started)

    def check_many(self, marks: Iterable[str], options: CheckOptions | None = None) -> Iterator[Report]:
        """:meth:`check` for each mark, in order; reads ahead by as many marks as the engine answers at a time."""
        options = options or CheckOptions()
        rest = iter(marks)
        while some := [(mark, options) for mark in islice(rest, self.at_once)]:
            for report in self.check_batch(some):
                if isinstance(report, UsageError):
                    raise report
                yield report

    @property
    def at_once(self) -> int:
        """How many marks :meth:`check_batch` should be given at a time."""
        return self._reader.at_once

    def check_batch(self, asked: Iterable[tuple[str, CheckOptions]]) -> list[Report | UsageError]:
        """:meth:`check` for marks with their options, in one search of the engine; what one raises is its answer.

        ``took_ms`` is an equal share of the search and what the judgement took.
        """
        started = time.perf_counter()
        found: list[_Asked | UsageError] = []
        for mark, options in asked:
            try:
                found.append(self._asked(mark, options))
            except UsageError as error:
                found.append(error)
        searches = [(one.query, ALL) for one in found if isinstance(one, _Asked)]
        pages = iter(self._reader.search_many(searches))
        share = (time.perf_counter() - started) / max(len(searches), 1)
        return [
            self._report(one, next(pages).hits, time.perf_counter() - share) if isinstance(one, _Asked) else one
            for one in found
        ]

    def _asked(self, mark: str, options: CheckOptions) -> _Asked:
        verify_mark(mark)
        options = verified(options)
        form = form_of(mark)
        if not form.compact:
            raise UsageError("check.no_text", mark=mark)
        query = candidate_query(form, self._statistics, self._policy)
        return _Asked(mark, form, options, in_classes(query, self._goods.classes_for(options)))

    def _report(self, asked: _Asked, found: Sequence[Found], started: float) -> Report:
        form, options = asked.form, asked.options
        judged = self._judge_all(form, found, options)
        shown = judged if options.limit is None else judged[: options.limit]
        return Report(
            query=asked.mark,
            normal=form.text,
            classes=lights(judged, options),
            hits=tuple([self._explain(form, one, options) for one in shown]),
            completeness=self._completeness(len(found), len(judged), len(shown), options),
            took_ms=round((time.perf_counter() - started) * 1000, 3),
        )

    def _judge_all(self, form: Form, found: Iterable[Found], options: CheckOptions) -> list[_Judged]:
        own_key = applicant_key(options.applicant)
        judged = []
        asked = Side(form, self._statistics)
        verdicts: dict[tuple[str, PackedForm | None], Verdict] = {}  # a brand is registered in many classes
        for one in found:
            lean = decode_lean(one.id, one.lean)
            key = lean.mark, lean.packed_form
            verdict = verdicts.get(key)
            if verdict is None:
                verdict = verdicts[key] = judge_sides(asked, Side(lean.form, self._statistics), self._policy)
            if verdict.level is not None and self._goods.shares_generic_name(form, lean, verdict):
                verdict = lowered(verdict, "generic_name", self._policy)
            if verdict.level is None:
                continue
            now = standing(lean, options.today)
            own = bool(own_key) and any(applicant_key(a) == own_key for a in lean.applicants)
            goods = self._goods.against(lean, options)
            rank = round(verdict.score * FACTORS[now.life] * goods.factor, 4)
            judged.append(_Judged(one, lean, verdict, now, own, goods, rank))
        judged.sort(key=_order)
        return judged

    def _explain(self, form: Form, one: _Judged, options: CheckOptions) -> Hit:
        lean, now, verdict = one.lean, one.standing, one.verdict
        assert verdict.level is not None
        extra: list[Reason] = list(goods_reasons(one.goods, options))
        if now.life == "dead_recent" and now.until:
            extra.append(reason("dead_recent", "", lean.status, until=str(now.until)))
        elif now.life == "dead_recent":
            extra.append(reason("dead_undated", "", lean.status))
        elif now.life == "dead":
            extra.append(reason("dead", "", lean.status))
        if one.own:
            extra.append(reason("own", options.applicant, options.applicant))
        return Hit(
            id=one.found.id,
            mark=lean.mark,
            office=lean.office,
            number=lean.registration or lean.number,
            classes=lean.classes,
            groups=lean.groups,
            status=lean.status,
            life=now.life,
            blocks=now.blocks and not one.own,
            blocks_until=now.until,
            applicant="; ".join(lean.applicants),
            level=verdict.level,
            score=verdict.score,
            rank=one.rank,
            own=one.own,
            reasons=(*reasons_for(form, lean.form, verdict), *extra),
        )

    def _completeness(self, candidates: int, hits: int, shown: int, options: CheckOptions) -> Completeness:
        info = self._reader.info()
        missing = ["figurative_elements"]
        if not self._goods.relates:
            missing.append("related_groups")
        return Completeness(
            records=info.records,
            candidates=candidates,
            hits=hits,
            shown=shown,
            classes=options.classes or tuple(CLASSES),
            rules=RULES,
            caps=(),
            not_searched=tuple(missing),
            as_of=info.as_of,
            checked_on=options.today,
            generation=info.name,
            policy=self._policy.name,
        )


def _order(one: _Judged) -> tuple[bool, float, int, str]:
    """Worst first, of one rank the identical before others; the applicant's own marks last."""
    return one.own, -one.rank, _SEVERITY[one.verdict.level or "remote"], one.found.id


def in_classes(query: Node, classes: tuple[int, ...]) -> Node:
    """The query within some classes; marks whose classes are unknown are always searched."""
    if not classes:
        return query
    return And((query, Terms("classes", (*(f"{c:02d}" for c in classes), NO_CLASS))))


def lights(judged: list[_Judged], options: CheckOptions) -> tuple[ClassLight, ...]:
    """One light per class asked for, from the hits that can stand in the way there.

    A hit stands in its own classes; without any, in all; by a related group, in the classes of the groups asked for.
    """
    grouped = {int(g[:2]) for g in options.groups}
    own: dict[int, list[_Judged]] = {}
    everywhere = [one for one in judged if not one.lean.classes]
    for one in judged:
        if one.lean.classes:
            for number in {*one.lean.classes, *(grouped if one.goods.rule == "related_group" else ())}:
                own.setdefault(number, []).append(one)
    rest = _light(0, everywhere)
    return tuple(
        _light(number, sorted(own[number] + everywhere, key=_order) if everywhere else own[number])
        if number in own
        else msgspec.structs.replace(rest, nice_class=number)
        for number in options.classes or CLASSES
    )


def _light(number: int, hits: list[_Judged]) -> ClassLight:
    blocking = [h for h in hits if h.standing.blocks and not h.own]
    levels: dict[str, int] = {}  # in the order of LEVELS
    for level in sorted([hit.verdict.level or "remote" for hit in blocking], key=_SEVERITY.__getitem__):
        levels[level] = levels.get(level, 0) + 1
    light: Light = "free"
    if any(h.verdict.level in ("identical", "near_identical") and h.goods.same for h in blocking):
        light = "taken"
    elif any(h.verdict.level != "remote" for h in blocking):
        light = "near"
    best = blocking[0] if blocking else None
    return ClassLight(
        number,
        light,
        best.found.id if best else "",
        best.lean.mark if best else "",
        (best.verdict.level or "") if best else "",
        levels,
    )
