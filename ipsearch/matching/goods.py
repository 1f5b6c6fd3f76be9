"""Goods and services: same class, same or related similar group, or neither (类似商品和服务).

Marks conflict only on same or similar goods. Goods of one similar group (类似群) of the Chinese table are in principle
similar, goods of different groups are not, unless the table relates the groups. Groups are compared within the classes
for which both sides name any; a class without a group (other offices; a class asked for) counts in all of its groups.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec

from ipsearch.documents.lean import Lean
from ipsearch.matching.judge import Verdict
from ipsearch.matching.options import CheckOptions
from ipsearch.matching.reasons import Both, longest_common, reason
from ipsearch.matching.report import Reason
from ipsearch.text.form import Form
from ipsearch.text.nice import GroupTable

OTHER_GROUP_FACTOR = 0.8
OTHER_CLASS_FACTOR = 0.7
"""What other goods do to the order of the hits; the level stays, because it speaks of the marks. The first also
holds for goods that may be related, because of a class that counts in all of its groups."""


class Relation(NamedTuple):
    """How the goods of a mark relate to those asked for.

    ``stands`` has the classes asked for in which the mark stands, and whether its goods there are the same or surely
    related; None: in its own classes, or in all if these are not known. ``through`` are the classes of the mark by
    which it stands there. ``rule`` names a reason to tell, with the goods ``asked`` and ``theirs``: groups, and classes
    (``09``) of which no group is named.
    """

    factor: float = 1.0
    rule: str = ""
    asked: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    stands: Mapping[int, bool] | None = None
    through: frozenset[int] = frozenset()

    def same_in(self, nice_class: int) -> bool:
        """Whether the goods are the same or surely related in a class asked for."""
        return self.stands is None or self.stands.get(nice_class, False)


SAME = Relation()
_NONE: Final[frozenset[str]] = frozenset()


class GoodsRelations:
    """The knowledge of goods: class and group codes and, where the user has loaded one, the office's whole table."""

    def __init__(self, table: GroupTable | None = None) -> None:
        self._table = table
        self._related: dict[str, set[str]] = {}  # a group or a class as a whole (09) -> those related to it
        for a, b in table.relations if table else ():
            for one in (a, a[:2]):
                for other in (b, b[:2]):
                    self._related.setdefault(one, set()).add(other)
                    self._related.setdefault(other, set()).add(one)

    @property
    def loaded(self) -> bool:
        """Whether a table of goods has been loaded (``ipsearch load groups``)."""
        return self._table is not None

    @property
    def digest(self) -> str:
        """Tells one table of goods from another; empty without one."""
        table = self._table
        if table is None:
            return ""
        goods = sorted((name, sorted(codes)) for name, codes in table.goods.items())
        content = (table.edition, sorted(table.groups.items()), goods, sorted(table.relations.items()))
        return hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:8]

    @property
    def relates(self) -> bool:
        """Whether that table says which groups are related to each other."""
        return bool(self._related)

    def classes_for(self, options: CheckOptions) -> tuple[int, ...]:
        """The classes to search: those asked for and those of related groups; empty means all."""
        if not options.classes:
            return ()
        asked = codes_of(options.classes, options.groups)
        related = {int(code[:2]) for one in asked for code in self._related.get(one, ())}
        return tuple(sorted({*options.classes, *related}))

    def against(self, hit: Lean, options: CheckOptions) -> Relation:
        """How a hit's goods relate to the asked ones.

        A class of which one side names no group counts in every group of it: nobody knows that its goods are others.
        Which of two marks is asked makes no difference to where they meet.
        """
        if not hit.classes or not (options.classes or options.groups):
            return SAME
        has = codes_of(hit.classes, _groups_in(hit.classes, hit.groups))
        stands: dict[int, bool] = {}
        same: set[int] = set()
        through: set[int] = set()
        related: list[tuple[str, Set[str]]] = []
        for code in codes_of(options.classes, options.groups):
            nice = int(code[:2])
            near = self._related.get(code, _NONE) & has
            through.update([int(other[:2]) for other in near])
            if nice in hit.classes:
                through.add(nice)
                stands.setdefault(nice, False)
                if len(code) == 2 or code in has or code[:2] in has:
                    stands[nice] = True
                    same.add(nice)
            if near:
                # Certain only between named groups: of a whole class, most goods are not related.
                named = {other for other in near if len(code) == len(other) == 4}
                stands[nice] = stands.get(nice, False) or bool(named)
                related.append((code, named or near))
        factor = 1.0 if any(stands.values()) else OTHER_GROUP_FACTOR if stands else OTHER_CLASS_FACTOR
        rule, asked, theirs = _told(hit, options, stands, [one for one in related if int(one[0][:2]) not in same])
        return Relation(factor, rule, asked, theirs, stands, frozenset(through))

    def names_goods(self, asked: Form) -> bool:
        """Whether any part of a mark is a name of goods; if not, it shares no generic name with any other."""
        han = asked.han
        if self._table is None:
            return False
        return any(han[i:j] in self._table.goods for j in range(1, len(han) + 1) for i in range(j))

    def shares_generic_name(self, asked: Form, hit: Lean, verdict: Verdict, classes: Collection[int]) -> bool:
        """Whether what the marks share is a generic name (通用名称) of the hit's goods, by the loaded table.

        It must be one in each of these ``classes`` of the hit: 火炬 names lighting, and distinguishes textiles.
        """
        if self._table is None or not classes or verdict.level == "identical" or len(asked.han) < 2:
            return False
        other = hit.form.han
        if len(other) < 2 or other == asked.han:
            return False
        return self._table.classes_of_goods(longest_common(asked.han, other)).issuperset(classes)


@lru_cache(maxsize=32768)
def codes_of(classes: tuple[int, ...], groups: tuple[str, ...]) -> frozenset[str]:
    """The goods as codes: the groups, and for each class of which none is named the class as a whole (``09``)."""
    named = {int(group[:2]) for group in groups}
    return frozenset([*groups, *[f"{number:02d}" for number in classes if number not in named]])


def _told(
    hit: Lean, options: CheckOptions, stands: Mapping[int, bool], related: list[tuple[str, Set[str]]]
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The reason that goods give, and the codes it names: why a mark stands where it does not by its own groups."""
    if related:
        theirs = {code for _, codes in related for code in codes}
        return "related_group", tuple(sorted([code for code, _ in related])), tuple(sorted(theirs))
    if others := {number for number, same in stands.items() if not same}:
        return "other_group", _groups_in(others, options.groups), _groups_in(others, hit.groups)[:5]
    if not stands:
        asked = codes_of(options.classes, options.groups)
        return "other_class", tuple(sorted(asked)), tuple([f"{number:02d}" for number in hit.classes])
    return "", (), ()


def _groups_in(classes: Collection[int], groups: Iterable[str]) -> tuple[str, ...]:
    return tuple([group for group in groups if int(group[:2]) in classes])


def goods_reasons(relation: Relation) -> Iterator[Reason]:
    """Why the goods put a hit lower, or bring it in from another class."""
    if relation.rule:
        asked, theirs = relation.asked, relation.theirs
        yield reason(relation.rule, _written(asked), _written(theirs), asked=_named(asked), theirs=_named(theirs))


def _named(codes: tuple[str, ...]) -> Both:
    return _written(codes, "第{}类", "、"), _written(codes, "class {}", ", ")


def _written(codes: tuple[str, ...], whole: str = "{}", between: str = ",") -> str:
    """The codes, a class as a whole in these words."""
    return between.join([code if len(code) == 4 else whole.format(int(code)) for code in codes])
