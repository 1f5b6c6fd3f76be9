"""Goods and services: same class, same or related similar group, or neither (类似商品和服务).

Marks conflict only on same or similar goods. Goods of one similar group (类似群) of the Chinese table are in principle
similar, goods of different groups are not, unless the table relates the groups. Marks without groups (other offices)
are compared by class.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from ipsearch.documents.lean import Lean
from ipsearch.matching.judge import Verdict
from ipsearch.matching.options import CheckOptions
from ipsearch.matching.reasons import longest_common, reason
from ipsearch.matching.report import Reason
from ipsearch.text.form import Form
from ipsearch.text.nice import GroupTable

OTHER_GROUP_FACTOR = 0.8
OTHER_CLASS_FACTOR = 0.7
"""What other goods do to the order of the hits; the level stays, because it speaks of the marks."""


class Relation(NamedTuple):
    """How the goods of a mark relate to those asked for."""

    same: bool = True
    factor: float = 1.0
    rule: str = ""
    groups: str = ""


SAME = Relation()


class GoodsRelations:
    """The knowledge of goods: class and group codes and, where the user has loaded one, the office's whole table."""

    def __init__(self, table: GroupTable | None = None) -> None:
        self._table = table
        self._related: dict[str, set[str]] = {}
        for a, b in table.relations if table else ():
            self._related.setdefault(a, set()).add(b)
            self._related.setdefault(b, set()).add(a)

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
        related = {int(g[:2]) for g in self._related_to(options.groups)}
        return tuple(sorted({*options.classes, *related}))

    def against(self, hit: Lean, options: CheckOptions) -> Relation:
        """How a hit's goods relate to the asked ones."""
        if options.groups and hit.groups:
            if not set(hit.groups).isdisjoint(options.groups):
                return SAME
            if shared := self._related_to(options.groups).intersection(hit.groups):
                return Relation(rule="related_group", groups=",".join(sorted(shared)))
            whole = {*options.classes} - {int(g[:2]) for g in options.groups}
            if not whole.isdisjoint(hit.classes):  # a class asked for without groups
                return SAME
            return Relation(False, OTHER_GROUP_FACTOR, "other_group", ",".join(hit.groups[:5]))
        if options.classes and hit.classes and set(hit.classes).isdisjoint(options.classes):
            return Relation(False, OTHER_CLASS_FACTOR, "other_class", ",".join(map(str, hit.classes)))
        return SAME

    def names_goods(self, asked: Form) -> bool:
        """Whether any part of a mark is a name of goods; if not, it shares no generic name with any other."""
        han = asked.han
        if self._table is None:
            return False
        return any(han[i:j] in self._table.goods for j in range(1, len(han) + 1) for i in range(j))

    def shares_generic_name(self, asked: Form, hit: Lean, verdict: Verdict) -> bool:
        """Whether what the marks share is a generic name (通用名称) of the hit's goods, by the loaded table."""
        if self._table is None or verdict.level == "identical" or len(asked.han) < 2:
            return False
        other = hit.form.han
        if len(other) < 2 or other == asked.han:
            return False
        classes = self._table.classes_of_goods(longest_common(asked.han, other))
        return bool(classes) and (not hit.classes or not classes.isdisjoint(hit.classes))

    def _related_to(self, groups: tuple[str, ...]) -> set[str]:
        return {related for group in groups for related in self._related.get(group, ())}


def goods_reasons(relation: Relation, options: CheckOptions) -> Iterator[Reason]:
    """Why the goods put a hit lower, or bring it in from another class."""
    if relation.rule:
        asked = ",".join(options.groups) or ",".join(map(str, options.classes))
        yield reason(relation.rule, asked, relation.groups)
