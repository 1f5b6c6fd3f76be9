"""The register against itself: exactly the pairs that judging every two records finds, each once."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipsearch.documents.lean import Lean
from ipsearch.errors import UsageError
from ipsearch.matching.check import Checker
from ipsearch.matching.goods import GoodsRelations
from ipsearch.matching.judge import judge
from ipsearch.matching.pairs import PairOptions, RecordCheck, RegisterCheck, within
from ipsearch.matching.policy import LEVELS, V1, Level
from ipsearch.matching.report import Pair
from ipsearch.records import Trademark
from ipsearch.text.form import form_of
from ipsearch.text.nice import GroupTable
from tests.matching.builders import SEED, TODAY, checker, options, tm
from tests.matching.marks import marks
from tests.matching.test_goods import TABLE

Found = dict[tuple[str, str], tuple[str, float]]
"""Ids of a pair, the smaller first -> its level and score."""


def asked(*classes: int, groups: tuple[str, ...] = (), level: Level = "remote") -> PairOptions:
    return PairOptions(classes, groups, level, TODAY)


def pairs(check: Checker, given: PairOptions | None = None) -> list[Pair]:
    return [pair for record in RegisterCheck(check, given or asked()).records() for pair in record.pairs]


def found(check: Checker, given: PairOptions | None = None) -> Found:
    told = pairs(check, given)
    by_ids: Found = {(pair.a.id, pair.b.id): (pair.level, pair.score) for pair in told}
    assert len(by_ids) == len(told)  # no pair twice
    return by_ids


def brute_force(check: Checker, records: list[Trademark], part: frozenset[int] = frozenset()) -> Found:
    """Every two records that have a class in common (one of the part), or one of which has none, judged."""
    expected: Found = {}
    for a, b in combinations(sorted(records, key=lambda record: record.id), 2):
        x, y = ({c for c in record.classes if not part or c in part} for record in (a, b))
        inside = (x or not a.classes) and (y or not b.classes)
        if not inside or (a.classes and b.classes and x.isdisjoint(y)):
            continue
        one, other = form_of(a.mark, a.classes), form_of(b.mark, b.classes)
        verdict = judge(one, other, check.statistics, V1)
        if one.compact and other.compact and verdict.level is not None:
            expected[a.id, b.id] = (verdict.level, verdict.score)
    return expected


CLASSES = st.sampled_from([(), (9,), (30, 43), (9, 30)])


@given(st.lists(st.tuples(marks, CLASSES), min_size=1, max_size=9), st.sampled_from([(), (9,), (30, 43)]))
@settings(max_examples=300, deadline=None)
def test_exactly_the_pairs_that_judging_every_two_finds(
    rows: list[tuple[str, tuple[int, ...]]], part: tuple[int, ...]
) -> None:
    records = [tm(mark, str(i), classes=classes) for i, (mark, classes) in enumerate(rows)]
    check = checker(records)
    assert found(check, asked(*part)) == brute_force(check, records, frozenset(part))


def real_names(shared: Path, count: int) -> list[str]:
    lines = (shared / "names" / "cn-company-short-names.txt").read_text("utf-8-sig").splitlines()[3:]
    rows = (shared / "names" / "osm-brands.tsv").read_text("utf-8").splitlines()[1:]
    brands = [row.partition("\t")[0].strip('" ') for row in rows]
    # Names that stand beside each other in the list begin alike.
    start = random.Random(SEED).randrange(len(lines) - count)
    names = [n.strip() for n in lines[start : start + count] if n.strip()]
    return names + random.Random(SEED).sample([n for n in brands if n], count)


@pytest.mark.untraced
def test_no_pair_of_real_names_is_missed_or_told_twice(shared: Path) -> None:
    choose = random.Random(SEED)
    classes = [(), (9,), (25, 35), (30,), (35, 43), (9, 30, 35)]
    records = [tm(name, str(i), classes=choose.choice(classes)) for i, name in enumerate(real_names(shared, 200))]
    check = checker(records)
    expected = brute_force(check, records)
    assert len(expected) > 500
    assert {level for level, _ in expected.values()} >= {"near_identical", "similar", "remote"}
    assert found(check) == expected


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_tells_it_and_all_above(level: Level) -> None:
    check = checker(["小米", "小米", "小米科技", "米小", "大米", "小麦", "张", "章"])
    everything = found(check)
    kept = LEVELS[: LEVELS.index(level) + 1]
    assert len({one for one, _ in everything.values()}) == 4
    assert found(check, asked(level=level)) == {ids: v for ids, v in everything.items() if v[0] in kept}


REGISTER = [
    tm("小米", "1", classes=(9,), groups=("0901",), applicant="甲公司"),
    tm("小米", "2", classes=(9, 35), applicant="乙公司"),
    tm("小米", "3", classes=(35,), applicant="乙 公司"),
    tm("小米", "4", classes=(9,), groups=("0907",), applicant="丙公司", status="refused"),
    tm("小米", "5", applicant="丁公司"),
    tm("", "6", classes=(9,)),
    tm("沐禾", "7", classes=(9,)),
]


def test_a_pair_says_where_the_marks_meet_and_whether_they_are_in_conflict() -> None:
    told = {(p.a.id[3:], p.b.id[3:]): (p.classes, p.own, p.conflict) for p in pairs(checker(REGISTER))}
    assert told == {
        ("1", "2"): ((9,), False, True),
        ("1", "4"): ((9,), False, False),  # one is dead
        ("1", "5"): ((), False, True),  # nobody knows the classes of one
        ("2", "3"): ((35,), True, False),  # one applicant
        ("2", "4"): ((9,), False, False),
        ("2", "5"): ((), False, True),
        ("3", "5"): ((), False, True),
        ("4", "5"): ((), False, False),
    }  # fmt: skip


def test_reasons_name_both_marks() -> None:
    by_ids = {(p.a.id[3:], p.b.id[3:]): [(r.rule, r.a, r.b) for r in p.reasons] for p in pairs(checker(REGISTER))}
    assert by_ids["1", "4"] == [("same_text", "小米", "小米"), ("other_group", "0901", "0907"), ("dead", "", "refused")]
    assert by_ids["4", "5"] == [("same_text", "小米", "小米"), ("dead", "refused", "")]
    assert by_ids["2", "3"][-1] == ("own", "乙公司", "乙公司")


def test_marks_of_one_applicant_do_not_stand_in_each_others_way() -> None:
    (pair,) = [p for p in pairs(checker(REGISTER)) if p.own]
    assert (pair.a.blocks, pair.b.blocks, pair.a.life) == (False, False, "live")


def test_a_co_owner_is_not_the_same_applicant() -> None:
    owners = [("甲公司",), ("甲公司", "乙公司"), ("乙公司", "甲公司"), ("乙公司",)]
    records = [tm("小米", str(i), classes=(9,), applicants=names) for i, names in enumerate(owners)]
    told = {
        (p.a.id[3:], p.b.id[3:]): (p.own, p.conflict, [(r.rule, r.b) for r in p.reasons[1:]])
        for p in pairs(checker(records))
    }
    assert told == {
        ("0", "1"): (False, True, [("co_owner", "甲公司")]),
        ("0", "2"): (False, True, [("co_owner", "甲公司")]),
        ("0", "3"): (False, True, []),
        ("1", "2"): (True, False, [("own", "甲公司")]),
        ("1", "3"): (False, True, [("co_owner", "乙公司")]),
        ("2", "3"): (False, True, [("co_owner", "乙公司")]),
    }
    lights = [c.light for r in RegisterCheck(checker(records[1:3]), asked()).records() for c in r.lights]
    assert lights == ["free", "free"]


def test_each_record_is_checked_as_its_own_mark_would_be() -> None:
    """Its lights, and the pairs seen from both sides, are those of a check without the record itself."""
    records = [*REGISTER, tm("XIAOMI", "8", classes=(9, 25)), tm("大米", "9", classes=(9,)), tm("QUILL", "10")]
    check, told = checker(records), found(checker(records))
    by_id = {record.id: record for record in records}
    for one in RegisterCheck(check, asked()).records():
        record = by_id[one.id]
        if one.state == "no_text":
            assert (record.mark, one.lights) == ("", ())
            continue
        applicant = record.applicants[0].name if record.applicants else ""
        rest = checker([other for other in records if other is not record])
        # The weights of the whole register, as the record itself is checked with them.
        alone = Checker(rest.reader, GoodsRelations())
        alone._statistics = check.statistics
        given = options(classes=record.classes, groups=record.groups, applicant=applicant)
        report = alone.check(record.mark, given)
        assert [(c.nice_class, c.light, c.hits) for c in one.lights] == [
            (c.nice_class, c.light, c.hits) for c in report.classes
        ]
        seen = {(min(h.id, one.id), max(h.id, one.id)): (h.level, h.score) for h in report.hits}
        assert seen == {ids: value for ids, value in told.items() if one.id in ids}


def test_the_counts_are_of_pairs_each_once() -> None:
    found = list(RegisterCheck(checker(REGISTER), asked(level="identical")).records())
    assert [r.state for r in found] == ["checked"] * 5 + ["no_text", "checked"]
    assert sum(r.alike for r in found) == 8
    assert sum(r.compared for r in found) >= 8
    assert RegisterCheck(checker(REGISTER), asked()).total == 7


def test_a_part_of_the_register() -> None:
    check = checker(REGISTER)
    nine = found(check, asked(9))
    assert {(a[3:], b[3:]) for a, b in nine} == {
        ("1", "2"), ("1", "4"), ("1", "5"), ("2", "4"), ("2", "5"), ("4", "5"),
    }  # fmt: skip
    # Whoever names no group may have these goods too.
    group = found(check, asked(groups=("0901",)))
    assert {(a[3:], b[3:]) for a, b in group} == {("1", "2"), ("1", "5"), ("2", "5")}
    lights = {r.id[3:]: [c.nice_class for c in r.lights] for r in RegisterCheck(check, asked(9)).records()}
    assert (lights["2"], lights["5"]) == ([9], [9])
    assert [r.state for r in RegisterCheck(check, asked(groups=("0901",))).records()][2] == "outside"


@pytest.mark.parametrize(
    ("lean", "classes", "groups", "kept"),
    [
        (Lean(classes=(9, 35), groups=("0901", "3501")), (), (), ((9, 35), ("0901", "3501"))),
        (Lean(classes=(9, 35), groups=("0901", "3501")), (9,), (), ((9,), ("0901",))),
        (Lean(classes=(9,), groups=("0901", "0907")), (9,), ("0901",), ((9,), ("0901",))),
        (Lean(classes=(9,), groups=("0907",)), (9,), ("0901",), None),
        (Lean(classes=(9, 35), groups=("0907",)), (9, 35), ("0901",), ((35,), ())),
        (Lean(classes=(9,)), (9,), ("0901",), ((9,), ())),
        (Lean(classes=(9,), groups=("3501",)), (), (), ((9,), ())),
        (Lean(groups=("0901",)), (9,), (), ((), ())),
        (Lean(classes=(3,)), (9,), (), None),
    ],
)
def test_what_of_a_record_lies_in_the_part(
    lean: Lean, classes: tuple[int, ...], groups: tuple[str, ...], kept: tuple[object, object] | None
) -> None:
    one = within(lean, options(classes=classes, groups=groups))
    assert (None if one is None else (one.classes, one.groups)) == kept


def test_related_groups_bring_marks_of_other_classes_together() -> None:
    records = [
        tm("云岚", "1", classes=(3,), groups=("0301",)),
        tm("云岚", "2", classes=(44,), groups=("4402",)),  # related to 0301
        tm("云岚", "3", classes=(44,)),  # no group is known
        tm("云岚", "4", classes=(3,), groups=("0305",)),
    ]
    told = {(p.a.id[3:], p.b.id[3:]): (p.classes, p.reasons[-1].rule) for p in pairs(checker(records, TABLE))}
    assert told == {
        ("1", "2"): ((), "related_group"), ("1", "3"): ((), "related_group"),
        ("1", "4"): ((3,), "other_group"), ("2", "3"): ((44,), "same_text"),
    }  # fmt: skip
    assert len(pairs(checker(records[::-1], TABLE))) == 4  # whatever the order of loading
    assert len(pairs(checker(records))) == 2  # without the table
    lights = {r.id[3:]: [(c.nice_class, c.light) for c in r.lights] for r in related(checker(records[:2], TABLE))}
    assert lights == {"1": [(3, "taken")], "2": [(44, "taken")]}
    lights = {r.id[3:]: [(c.nice_class, c.light) for c in r.lights] for r in related(checker(records[::2], TABLE))}
    assert lights == {"1": [(3, "near")], "3": [(44, "near")]}  # nobody knows whether 3 is in 4402


def related(check: Checker) -> list[RecordCheck]:
    return list(RegisterCheck(check, asked()).records())


GOODS = st.sampled_from(
    [((3,), ("0301",)), ((3,), ()), ((44,), ("4402",)), ((44,), ()), ((3, 44), ("0305",)), ((3, 35), ("0301", "3501"))]
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(["兰香皂", "竹香皂", "兰花"]), GOODS), min_size=2, max_size=5), st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_ids_makes_no_difference(
    rows: list[tuple[str, tuple[tuple[int, ...], tuple[str, ...]]]], order: random.Random
) -> None:
    """Also where groups are related, not named, or names generic: either mark finds the other, equally alike."""
    new = list(range(len(rows)))
    order.shuffle(new)
    by_rows = []
    for numbers in (range(len(rows)), new):
        records = [tm(m, str(n), classes=c, groups=g) for (m, (c, g)), n in zip(rows, numbers, strict=True)]
        row = {record.id: i for i, record in enumerate(records)}
        told = found(checker(records, TABLE))
        by_rows.append({frozenset((row[a], row[b])): value for (a, b), value in told.items()})
    assert by_rows[0] == by_rows[1]


def test_a_generic_name_lowers_a_pair_if_it_is_one_of_the_goods_of_both() -> None:
    table = GroupTable("test", {"0301": "肥皂"}, goods={"香皂": frozenset({"0301"})}, relations={})
    for b_classes, expected in (((3,), True), ((3, 30), True), ((3, 9), False), ((9, 30), False), ((), False)):
        records = [tm("红香皂", "1", classes=(3, 9)), tm("蓝香皂", "2", classes=b_classes)]
        for one in (records, [tm(r.mark, str(9 - i), classes=r.classes) for i, r in enumerate(records)]):
            (pair,) = pairs(checker(one, table))
            assert ("generic_name" in [r.rule for r in pair.reasons]) is expected, b_classes


def test_going_on_behind_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    check = checker([tm(name, str(i)) for i, name in enumerate(["小米"] * 7)])
    whole = [record.id for record in RegisterCheck(check, asked()).records()]
    for size in (1, 2, 3, 7, 8):
        monkeypatch.setattr("ipsearch.matching.pairs.AT_ONCE", size)
        assert [record.id for record in RegisterCheck(check, asked()).records()] == whole
        assert [record.id for record in RegisterCheck(check, asked()).records(whole[3])] == whole[4:]
    assert list(RegisterCheck(check, asked()).records(whole[-1])) == []


def test_what_cannot_be_asked() -> None:
    check = checker(["小米"])
    wrong: Any = "close"
    for one, text in ((asked(46), "class 46"), (asked(groups=("9",)), "group 9"), (asked(level=wrong), "is no level")):
        with pytest.raises(UsageError, match=text):
            RegisterCheck(check, one)
