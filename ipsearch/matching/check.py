"""The duplicate check (快速查重): one mark against the register, all 45 classes in one call."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec

from ipsearch.backends.base import Page, Reader
from ipsearch.documents.lean import Lean, decode_lean
from ipsearch.documents.packedform import PackedForm
from ipsearch.documents.trademark import NO_CLASS, applicant_key
from ipsearch.errors import UsageError
from ipsearch.matching.candidates import candidate_query
from ipsearch.matching.goods import GoodsRelations, Relation, goods_reasons
from ipsearch.matching.judge import Verdict, judge_sides, lowered
from ipsearch.matching.life import FACTORS, Standing, standing
from ipsearch.matching.listing import life_reason, listed
from ipsearch.matching.options import CheckOptions, joint_names, verified, verify_mark
from ipsearch.matching.policy import LEVELS, V1, Level, Policy
from ipsearch.matching.reasons import reason, reasons_for
from ipsearch.matching.report import ClassLight, Completeness, Hit, Light, Report
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


class Asked(NamedTuple):
    """A mark that is checked, with the query for everything that may be like it.

    ``applicants`` are its own; a mark of the same does not stand in its way. ``record`` is the mark's own row if it is
    one of the register; what is a generic name must then be one of the goods of both marks, so that either finds the
    other alike.
    """

    mark: str
    form: Form
    options: CheckOptions
    query: Node
    applicants: tuple[str, ...]
    record: Lean | None = None


class Judged(msgspec.Struct, frozen=True, gc=False):
    """A candidate that is reported, before its reasons are written.

    ``shared`` is an applicant that it shares with the mark asked, if any; ``own`` whether all of them are the same.
    """

    id: str
    lean: Lean
    verdict: Verdict
    standing: Standing
    shared: str
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

    @property
    def goods(self) -> GoodsRelations:
        """What is known of goods."""
        return self._goods

    @property
    def reader(self) -> Reader:
        """The register that is asked."""
        return self._reader

    def check(self, mark: str, options: CheckOptions | None = None) -> Report:
        """Every mark of the register that a rule connects with ``mark``, judged and explained, worst first."""
        started = time.perf_counter()
        asked = self._asked(mark, options or CheckOptions())
        return self._report(asked, self._reader.search(asked.query, ALL), started)

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
        found: list[Asked | UsageError] = []
        for mark, options in asked:
            try:
                found.append(self._asked(mark, options))
            except UsageError as error:
                found.append(error)
        searched = [one for one in found if isinstance(one, Asked)]
        pages = iter(self.search(searched))
        share = (time.perf_counter() - started) / max(len(searched), 1)
        return [
            self._report(one, next(pages), time.perf_counter() - share) if isinstance(one, Asked) else one
            for one in found
        ]

    def _asked(self, mark: str, options: CheckOptions) -> Asked:
        verify_mark(mark)
        options = verified(options)
        form = form_of(mark)
        if not form.compact:
            raise UsageError("check.no_text", mark=mark)
        return Asked(mark, form, options, self.query(form, options), joint_names(options.applicant))

    def query(self, form: Form, options: CheckOptions) -> Node:
        """What selects every mark of the classes asked for, and of related ones, that may be like this one."""
        found = candidate_query(form, self._statistics, self._policy)
        return in_classes(found, self._goods.classes_for(options))

    def search(self, asked: Sequence[Asked]) -> list[Page]:
        """All candidates of each mark, in one search of the engine."""
        return self._reader.search_many([(one.query, ALL) for one in asked])

    def _report(self, asked: Asked, page: Page, started: float) -> Report:
        options = asked.options
        judged = self.judged(asked, ((one.id, decode_lean(one.id, one.lean)) for one in page.hits))
        shown = judged if options.limit is None else judged[: options.limit]
        return Report(
            query=asked.mark,
            normal=asked.form.text,
            classes=lights(judged, options),
            hits=tuple([self.hit(asked, one) for one in shown]),
            completeness=self.completeness(
                len(page.hits), len(judged), len(shown), options, by_class=not options.classes
            ),
            took_ms=round((time.perf_counter() - started) * 1000, 3),
        )

    def judged(self, asked: Asked, found: Iterable[tuple[str, Lean]]) -> list[Judged]:
        """The candidates, by id, that are alike enough to be reported, worst first."""
        applicants = _by_key(asked.applicants)
        judged = []
        generic = self._goods.names_goods(asked.form)
        side = Side(asked.form, self._statistics)
        verdicts: dict[tuple[str, PackedForm | None], Verdict] = {}  # a brand is registered in many classes
        for identity, lean in found:
            written = lean.mark, lean.packed_form
            verdict = verdicts.get(written)
            if verdict is None:
                verdict = verdicts[written] = judge_sides(side, Side(lean.form, self._statistics), self._policy)
            if verdict.level is None:
                continue
            goods = self._goods.against(lean, asked.options)
            if generic and self._generic(asked, lean, verdict, goods):
                verdict = lowered(verdict, "generic_name", self._policy)
            now = standing(lean, asked.options.today)
            shared, own = _shared(applicants, lean.applicants)
            rank = round(verdict.score * FACTORS[now.life] * goods.factor, 4)
            judged.append(Judged(identity, lean, verdict, now, shared, own, goods, rank))
        judged.sort(key=_order)
        return judged

    def _generic(self, asked: Asked, hit: Lean, verdict: Verdict, goods: Relation) -> bool:
        """Whether what the marks share is a generic name of the hit's goods, and of those of an asked record.

        The goods are those in the classes by which they meet; in all of the mark's if they meet by none in particular.
        """
        shares, record = self._goods.shares_generic_name, asked.record
        return shares(asked.form, hit, verdict, goods.through or hit.classes) and (
            record is None or shares(hit.form, record, verdict, tuple(goods.stands or ()) or record.classes)
        )

    def hit(self, asked: Asked, one: Judged) -> Hit:
        """A judged candidate with its reasons."""
        verdict = one.verdict
        assert verdict.level is not None
        extra = [*goods_reasons(one.goods), *life_reason(one.lean, one.standing)]
        if one.shared:
            extra.append(reason("own" if one.own else "co_owner", one.shared, one.shared))
        return Hit(
            **msgspec.structs.asdict(listed(one.id, one.lean, one.standing, own=one.own)),
            level=verdict.level,
            score=verdict.score,
            rank=one.rank,
            own=one.own,
            reasons=(*reasons_for(asked.form, one.lean.form, verdict), *extra),
        )

    def completeness(
        self, candidates: int, hits: int, shown: int, options: CheckOptions, *, by_class: bool = False
    ) -> Completeness:
        """What was searched, for so many candidates, hits and hits shown.

        ``by_class``: no class was asked for, and every hit was taken in its own classes only.
        """
        info = self._reader.info()
        missing = ["figurative_elements"]
        if not self._goods.relates:
            missing.append("related_groups")
        elif by_class:
            missing.append("related_classes")
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


def _shared(asked: Mapping[str, str], applicants: Sequence[str]) -> tuple[str, bool]:
    """An applicant of a mark who is one of those asked (by key), by the name asked for; and whether all are the same.

    The office refuses for a mark of another (Trademark Law of China, art. 30, 商标法第三十条), and whoever owns it
    together with another is not the same applicant.
    """
    if not asked or not applicants:
        return "", False
    theirs = _by_key(applicants)
    shared = next((name for key, name in asked.items() if key and key in theirs), "")
    # A name that is empty or has no letter has the key "": nobody knows whose it is.
    return shared, bool(shared) and "" not in asked and asked.keys() == theirs.keys()


def _by_key(names: Iterable[str]) -> dict[str, str]:
    return {applicant_key(one): one for name in names for one in joint_names(name) or (name,)}


def _order(one: Judged) -> tuple[bool, float, int, str]:
    """Worst first, of one rank the identical before others; the applicant's own marks last."""
    return one.own, -one.rank, _SEVERITY[one.verdict.level or "remote"], one.id


def in_classes(query: Node, classes: tuple[int, ...]) -> Node:
    """The query within some classes; marks whose classes are unknown are always searched."""
    if not classes:
        return query
    return And((query, Terms("classes", (*(f"{c:02d}" for c in classes), NO_CLASS))))


def lights(judged: list[Judged], options: CheckOptions) -> tuple[ClassLight, ...]:
    """One light per class asked for, from the hits that can stand in the way there.

    A hit stands in its own classes; without any, in all; where groups are related, in the classes asked for too.
    """
    own: dict[int, list[Judged]] = {}
    everywhere = [one for one in judged if not one.lean.classes]
    for one in judged:
        if one.lean.classes:
            for number in one.lean.classes if one.goods.stands is None else one.goods.stands:
                own.setdefault(number, []).append(one)
    rest = _light(0, everywhere)
    return tuple(
        _light(number, sorted(own[number] + everywhere, key=_order) if everywhere else own[number])
        if number in own
        else msgspec.structs.replace(rest, nice_class=number)
        for number in options.classes or CLASSES
    )


def _light(number: int, hits: list[Judged]) -> ClassLight:
    blocking = [h for h in hits if h.standing.blocks and not h.own]
    levels: dict[str, int] = {}  # in the order of LEVELS
    for level in sorted([hit.verdict.level or "remote" for hit in blocking], key=_SEVERITY.__getitem__):
        levels[level] = levels.get(level, 0) + 1
    light: Light = "free"
    if any(h.verdict.level in ("identical", "near_identical") and h.goods.same_in(number) for h in blocking):
        light = "taken"
    elif any(h.verdict.level != "remote" for h in blocking):
        light = "near"
    best = blocking[0] if blocking else None
    return ClassLight(
        number,
        light,
        best.id if best else "",
        best.lean.mark if best else "",
        (best.verdict.level or "") if best else "",
        levels,
    )
