"""The check end to end on a register in memory: lights, hits, own marks, dead marks, groups, completeness."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipsearch.errors import UsageError
from ipsearch.matching.check import RULES, Checker, in_classes
from ipsearch.matching.policy import V1
from ipsearch.matching.report import ClassLight, Report
from ipsearch.query.ast import And, Terms
from ipsearch.records import Trademark
from ipsearch.text.form import form_of
from ipsearch.text.nice import GroupTable
from tests.matching.builders import TODAY, checker, options, tm
from tests.matching.marks import edited, marks

TABLE = GroupTable(
    "test",
    {"0301": "肥皂", "0305": "香料", "4402": "美容服务"},
    goods={"香皂": frozenset({"0301"})},
    relations={("0301", "4402"): "类似"},
)


def light(report: Report, number: int) -> ClassLight:
    [found] = [c for c in report.classes if c.nice_class == number]
    return found


def colours(report: Report) -> dict[int, str]:
    return {c.nice_class: c.light for c in report.classes if c.light != "free"}


def check(mark: str, marks: Iterable[str | Trademark], table: GroupTable | None = None, **asked: object) -> Report:
    return checker(marks, table).check(mark, options(**asked))  # type: ignore[arg-type]


def test_all_45_classes_in_one_call() -> None:
    marks = [tm("小米", "1", classes=(9,)), tm("晓蜜", "2", classes=(30,)), tm("华为", "3", classes=(25,))]
    report = check("小米", marks)
    assert [c.nice_class for c in report.classes] == list(range(1, 46))
    assert colours(report) == {9: "taken", 30: "near"}
    nine = light(report, 9)
    assert (nine.best, nine.best_mark, nine.best_level, nine.hits) == ("CN-1", "小米", "identical", {"identical": 1})
    assert light(report, 25) == ClassLight(25, "free", "", "", "", {})
    assert [h.mark for h in report.hits] == ["小米", "晓蜜"]


@pytest.mark.parametrize(
    ("mark", "found", "others"),
    [
        ("360", {"360杀毒", "奇虎360", "新360"}, {"3600店", "1360杀毒"}),
        ("360杀毒", {"360"}, {"36", "60"}),
        ("乐", {"乐乐", "乐乐乐"}, {"乐乐乐乐"}),
        ("丽丽", {"丽"}, {"美"}),
        ("华为", {"HUAWEI MATE", "MATE HUAWEI"}, {"HUAWEIMATE PRO", "WEI HUA"}),
        ("HUAWEI MATE", {"华为", "化维"}, {"华", "马"}),
        ("小米", {"小米有品", "小米14"}, {"大米14"}),
    ],
)
def test_what_is_in_the_way_and_what_is_not(mark: str, found: set[str], others: set[str]) -> None:
    common = ["乐", "丽"] * 501  # too common to be looked for inside other marks
    marks = [*found, *others, *(f"甲乙{c}{chr(0x5000 + n)}" for n, c in enumerate(common))]
    hits = {hit.mark for hit in check(mark, marks).hits if hit.level != "remote"}
    assert found <= hits
    assert others.isdisjoint(hits)


def test_only_the_classes_asked_for() -> None:
    marks = [tm("小米", "1", classes=(9,)), tm("小米", "2", classes=(30, 35))]
    report = check("小米", marks, classes=(35, 5))
    assert [(c.nice_class, c.light) for c in report.classes] == [(5, "free"), (35, "taken")]
    assert [h.number for h in report.hits] == ["2"]
    assert report.completeness.classes == (5, 35)


@given(
    st.lists(st.tuples(marks, st.sampled_from([(), (9,), (9, 35), (35,), (30, 43)])), min_size=1, max_size=8),
    marks.flatmap(edited) | marks,
)
@settings(max_examples=60, deadline=None)
def test_a_class_is_told_alone_as_among_all(rows: list[tuple[str, tuple[int, ...]]], mark: str) -> None:
    if not form_of(mark).compact:
        return
    register = checker([tm(name, str(i), classes=classes) for i, (name, classes) in enumerate(rows)])
    among = register.check(mark, options())
    for number in (9, 35, 3):
        alone = register.check(mark, options(classes=(number,)))
        there = {h.id: (h.level, h.score) for h in among.hits if not h.classes or number in h.classes}
        assert {h.id: (h.level, h.score) for h in alone.hits} == there
        assert (light(alone, number).light, light(alone, number).hits) == (
            light(among, number).light, light(among, number).hits,
        )  # fmt: skip


def test_a_mark_without_classes_stands_in_every_class_and_is_always_searched() -> None:
    report = check("小米", [tm("小米", "1")], classes=(5, 9))
    assert colours(report) == {5: "taken", 9: "taken"}
    assert len(colours(check("小米", [tm("小米", "1")]))) == 45


def test_one_text_is_judged_by_the_goods_of_each_record() -> None:
    marks = [tm("长城葡萄酒", str(number), classes=(nice,)) for number, nice in enumerate((33, 9, 33), 1)]
    found = {h.number: [r.rule for r in h.reasons] for h in check("长城", marks).hits}
    assert "same_core" in found["1"]  # 葡萄酒 is weak for wine, and for nothing else
    assert "same_core" not in found["2"]
    assert found["3"] == found["1"]


def test_remote_hits_are_listed_and_colour_no_light() -> None:
    report = check("张", [tm("章", "1", classes=(9,))])
    assert report.hits[0].level == "remote"
    assert light(report, 9).light == "free"
    assert light(report, 9).hits == {"remote": 1}


def test_own_marks_are_listed_last_and_colour_no_light() -> None:
    marks = [
        tm("小米", "1", classes=(9,), applicant="小米科技有限责任公司"),
        tm("晓米", "2", classes=(9,), applicant="他人公司"),
    ]
    report = check("小米", marks, classes=(9,), applicant="小米科技 有限责任公司")
    assert [(h.number, h.own, h.blocks) for h in report.hits] == [("2", False, True), ("1", True, False)]
    assert report.hits[1].reasons[-1].rule == "own"
    assert light(report, 9).best == "CN-2"
    assert light(report, 9).hits == {"near_identical": 1}
    assert not any(h.own for h in check("小米", marks, classes=(9,)).hits)


@pytest.mark.parametrize(
    ("owners", "applicant", "own", "told"),
    [
        (("甲公司", "乙公司"), "乙公司", False, ["co_owner"]),
        (("甲公司", "乙公司"), "乙公司；甲公司", True, ["own"]),
        (("甲公司",), "甲公司; 乙公司", False, ["co_owner"]),
        (("甲公司; 乙公司",), "甲公司;乙公司", True, ["own"]),  # a list without columns writes them in one
        (("甲公司", "?"), "甲公司", False, ["co_owner"]),  # nobody knows who that is
        (("甲公司", ";"), "甲公司", False, ["co_owner"]),
        (("?",), "!", False, []),
        (("甲公司",), "丙公司", False, []),
        ((), "甲公司", False, []),
        (("甲公司", "甲 公司"), "甲公司", True, ["own"]),
    ],
)
def test_a_mark_is_own_if_all_its_owners_apply(
    owners: tuple[str, ...], applicant: str, own: bool, told: list[str]
) -> None:
    report = check("小米", [tm("小米", "1", classes=(9,), applicants=owners)], classes=(9,), applicant=applicant)
    assert [r.rule for r in report.hits[0].reasons] == ["same_text", *told]
    assert (report.hits[0].own, report.hits[0].blocks) == (own, not own)
    assert colours(report) == ({} if own else {9: "taken"})


def test_a_co_owner_is_named() -> None:
    marks = [tm("小米", "1", applicants=("甲公司", "乙 公司"))]
    told = check("小米", marks, applicant="乙公司").hits[0].reasons[-1]
    assert told.text_zh == "共有人：乙公司；申请人不完全相同，不作为本申请人的商标"
    assert told.text_en == "co-owner: 乙公司; the applicants are not the same, so it is no own mark"


def test_dead_marks_are_listed_below_and_only_the_recently_dead_colour_a_light() -> None:
    marks = [
        tm("小米", "1", classes=(9,), status="cancelled", ended=TODAY - dt.timedelta(days=400)),
        tm("小米", "2", classes=(35,), status="cancelled", ended=TODAY - dt.timedelta(days=100)),
        tm("小米", "3", classes=(41,), status="refused"),
        tm("小米", "4", classes=(42,), status="registered", expires=TODAY - dt.timedelta(days=30)),
    ]
    report = check("小米", marks)
    assert colours(report) == {35: "taken", 42: "taken"}
    assert [(h.number, h.life, h.blocks) for h in report.hits] == [
        ("2", "dead_recent", True),
        ("4", "dead_recent", True),
        ("1", "dead", False),
        ("3", "dead", False),
    ]
    assert (report.hits[1].reasons[-1].rule, report.hits[1].blocks_until) == ("renewable", dt.date(2027, 7, 30))
    assert "商标法第四十条" in report.hits[1].reasons[-1].text_zh
    assert "2027-07-30" in report.hits[1].reasons[-1].text_en
    until = dt.date(2026, 11, 21)  # 100 days before 1 March 2026 is 21 November 2025
    assert report.hits[0].blocks_until == until
    assert str(until) in report.hits[0].reasons[-1].text_zh
    assert "商标法第五十条" in report.hits[0].reasons[-1].text_zh
    assert report.hits[2].reasons[-1].rule == "dead"


def test_another_group_of_the_class_is_near_but_not_taken() -> None:
    marks = [tm("小米", "1", classes=(3,), groups=("0305",)), tm("小米", "2", classes=(3,), groups=("0301",))]
    assert colours(check("小米", marks[:1], groups=("0301",))) == {3: "near"}
    report = check("小米", marks, groups=("0301",))
    assert colours(report) == {3: "taken"}
    assert [h.number for h in report.hits] == ["2", "1"]
    assert report.hits[1].level == "identical"  # the level speaks of the marks
    assert report.hits[1].rank == 0.8
    assert report.hits[1].reasons[-1].text_en == "other similar group: 0301 / 0305"


def test_a_related_group_of_another_class_is_searched_and_colours_the_class_asked_for() -> None:
    marks = [tm("小米", "1", classes=(44,), groups=("4402",)), tm("小米", "2", classes=(9,), groups=("0901",))]
    without = check("小米", marks, groups=("0301",))
    assert without.hits == ()
    report = check("小米", marks, TABLE, groups=("0301",))
    assert [h.number for h in report.hits] == ["1"]
    assert report.hits[0].reasons[-1].rule == "related_group"
    assert [(c.nice_class, c.light) for c in report.classes] == [(3, "taken")]


def test_a_class_asked_as_a_whole_is_near_what_one_of_its_groups_is_related_to() -> None:
    marks = [tm("小米", "1", classes=(44,), groups=("4402",)), tm("小米", "2", classes=(9,), groups=("0901",))]
    assert check("小米", marks, classes=(3,)).hits == ()
    report = check("小米", marks, TABLE, classes=(3,))
    assert [(h.number, h.rank, h.reasons[-1].text_zh) for h in report.hits] == [("1", 0.8, "关联类似群：第3类 / 4402")]
    assert (colours(report), light(report, 3).best) == ({3: "near"}, "CN-1")
    assert colours(check("小米", marks, TABLE, classes=(35,))) == {}


def test_each_class_asked_for_has_its_own_light() -> None:
    """Also where the mark stands in another of them with the same goods."""
    marks = [tm("小米", "1", classes=(44,), groups=("4402",)), tm("小米", "2", classes=(3, 9), groups=("0305", "0901"))]
    assert colours(check("小米", marks[:1], TABLE, classes=(3, 44))) == {3: "near", 44: "taken"}
    assert colours(check("小米", marks[:1], TABLE, groups=("0301", "4402"))) == {3: "taken", 44: "taken"}
    assert colours(check("小米", marks[1:], TABLE, groups=("0301", "0901"))) == {3: "near", 9: "taken"}


def test_a_class_of_which_a_mark_names_no_group_counts_in_all_of_them() -> None:
    marks = [tm("小米", "1", classes=(3, 44), groups=("0301",))]
    assert colours(check("小米", marks, groups=("4402",))) == {44: "taken"}
    assert colours(check("小米", marks, groups=("0305",))) == {3: "near"}
    report = check("小米", [tm("小米", "1", classes=(44,))], TABLE, groups=("0301",))
    assert report.hits[0].reasons[-1].text_en == "related similar group: 0301 / class 44"
    assert colours(report) == {3: "near"}


def test_a_related_class_brings_in_marks_of_other_groups_as_other() -> None:
    marks = [tm("小米", "1", classes=(44,), groups=("4401",))]
    report = check("小米", marks, TABLE, groups=("0301",))
    assert [r.rule for r in report.hits[0].reasons] == ["same_text", "other_class"]
    assert colours(report) == {}


def test_a_generic_name_of_the_table_lowers() -> None:
    marks = [tm("老香皂", "1", classes=(3,))]
    [plain], [known] = check("大香皂", marks).hits, check("大香皂", marks, TABLE).hits
    assert (plain.level, known.level) == ("similar", "remote")
    assert known.score == pytest.approx(plain.score * 0.75, abs=1e-4)
    assert known.reasons[-1].text_zh == "相同部分为商品通用名称：香皂"
    for elsewhere in ((9,), (3, 9), ()):  # where it distinguishes, or may do
        [hit] = check("大香皂", [tm("老香皂", "1", classes=elsewhere)], TABLE).hits
        assert hit.level == "similar"
        assert "generic_name" not in [r.rule for r in hit.reasons]


def test_a_generic_name_lowers_only_in_the_classes_where_it_is_one() -> None:
    goods = {"火炬": frozenset({"1101"}), "口红": frozenset({"0306"})}
    table = GroupTable("test", {"1101": "照明", "2401": "织物"}, goods, {("1101", "2401"): ""})
    torch = [tm("火炬蓝谷", "1", classes=(24, 11))]
    assert colours(check("火炬", torch, table, classes=(24,))) == {24: "near"}
    assert colours(check("火炬", torch, table, classes=(11,))) == {11: "near"}  # 1101 is related to its class 24
    unrelated = GroupTable("test", table.groups, goods)
    assert colours(check("火炬", torch, unrelated, classes=(24,))) == {24: "near"}
    assert colours(check("火炬", torch, unrelated, classes=(11,))) == {}
    assert colours(check("火炬", torch, unrelated)) == {11: "near", 24: "near"}
    assert colours(check("口红", [tm("口红蓝谷", "1")], table, classes=(25,))) == {25: "near"}


def test_a_generic_name_takes_nothing_out_of_the_report() -> None:
    marks = [f"{before}香皂{behind}" for before in "梦云鸿鹤飞湾" for behind in ("幻飞", "海湾", "朵松", "松鹤")]
    soaps = [tm(mark, classes=(3,)) for mark in marks]
    plain, known = check("香皂之家", soaps).hits, check("香皂之家", soaps, TABLE).hits
    assert {h.mark for h in known} == {h.mark for h in plain} == set(marks)
    assert known[-1].score < V1.remote
    assert (known[-1].level, known[-1].reasons[-1].rule) == ("remote", "generic_name")


def test_completeness_says_what_was_searched() -> None:
    marks = ["小米", "晓米", "大米", "华为", "QUILLFORD"]
    said = check("小米", marks, limit=1).completeness
    assert said.records == 5
    assert said.candidates >= said.hits == 2  # 小米 and 晓米
    assert said.shown == 1
    assert said.classes == tuple(range(1, 46))
    assert said.rules == RULES
    assert said.caps == ()
    assert said.not_searched == ("figurative_elements", "related_groups")
    assert said.checked_on == TODAY
    assert said.policy == "v1"
    for asked in ({"classes": (3,)}, {"groups": ("0301",)}, {"classes": range(1, 46)}):
        assert check("小米", marks, TABLE, **asked).completeness.not_searched == ("figurative_elements",)
        assert "related_groups" in check("小米", marks, **asked).completeness.not_searched
    without_relations = GroupTable("test", {"0301": "肥皂"}, goods={"香皂": frozenset({"0301"})}, relations={})
    assert "related_groups" in check("小米", marks, without_relations).completeness.not_searched


def test_without_a_class_each_is_told_by_its_own_marks_and_the_answer_says_so() -> None:
    report = check("小米", [tm("小米", "1", classes=(44,), groups=("4402",))], TABLE)
    assert colours(report) == {44: "taken"}
    assert report.completeness.not_searched == ("figurative_elements", "related_classes")


def test_nothing_found_is_said_as_such() -> None:
    report = check("夔龘", ["小米"])
    assert report.hits == ()
    assert colours(report) == {}
    assert report.completeness.records == 1
    assert report.completeness.hits == 0


@pytest.mark.parametrize(("limit", "shown"), [(0, 0), (1, 1), (2, 2), (100, 3), (None, 3)])
def test_the_limit_bounds_what_is_shown_and_nothing_else(limit: int | None, shown: int) -> None:
    report = check("小米", [tm("小米", n, classes=(9,)) for n in "123"], limit=limit)
    assert len(report.hits) == report.completeness.shown == shown
    assert report.completeness.hits == 3
    assert light(report, 9).hits == {"identical": 3}


def test_hits_are_ordered_by_rank_then_id() -> None:
    report = check("小米", [tm("小米", "2"), tm("小米", "1"), tm("晓米", "0")])
    assert [h.number for h in report.hits] == ["1", "2", "0"]
    assert [h.rank for h in report.hits] == sorted((h.rank for h in report.hits), reverse=True)


def test_of_one_rank_the_identical_mark_comes_first() -> None:
    marks = ["小米MIX", "小米XIAOMI", "小米"]
    report = check("小米", [tm(mark, str(i), classes=(9,)) for i, mark in enumerate(marks, 1)])
    assert [h.number for h in report.hits] == ["3", "2", "1"]
    nine = light(report, 9)
    assert (nine.best_mark, nine.best_level) == ("小米", "identical")
    assert list(nine.hits.items()) == [("identical", 1), ("near_identical", 2)]


def test_the_same_check_twice_is_the_same_answer() -> None:
    engine = checker(["小米", "晓米", "小米科技", "XIAOMI"])
    first, second = (json.loads(engine.check("小米", options()).to_json()) for _ in range(2))
    for report in (first, second):
        assert report.pop("took_ms") >= 0
    assert first == second


def test_the_json_is_the_contract() -> None:
    marks = [tm("小米", "8911270", classes=(9,), applicant="小米科技")]
    report = json.loads(check("小米", marks, classes=(9,)).to_json())
    assert {"query", "classes", "hits", "completeness", "took_ms"} <= report.keys()
    assert {"class", "light", "best"} <= report["classes"][0].keys()
    [hit] = report["hits"]
    assert {"id", "mark", "classes", "groups", "status", "applicant", "level", "score", "reasons"} <= hit.keys()
    assert (hit["id"], hit["applicant"], hit["level"], hit["score"]) == ("CN-8911270", "小米科技", "identical", 1.0)
    assert hit["reasons"][0].keys() == {"rule", "text_zh", "text_en", "a", "b"}


def test_many_marks_are_checked_lazily_and_in_order() -> None:
    reports = checker(["小米"]).check_many(["小米", "华为"], options())
    assert [(r.query, len(r.hits)) for r in reports] == [("小米", 1), ("华为", 0)]


@pytest.mark.parametrize("at_once", [1, 2, 64])
def test_many_end_at_the_first_that_cannot_be_checked(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    check = checker(["小米"])
    monkeypatch.setattr(Checker, "at_once", at_once)
    reports = check.check_many(["小米", "华为", "?!", "小米"], options())
    assert [next(reports).query, next(reports).query] == ["小米", "华为"]
    with pytest.raises(UsageError, match="!"):
        next(reports)


def test_a_batch_answers_each_under_its_own_options() -> None:
    check = checker([tm("小米", "1", classes=(9,))])
    asked = [("小米", options(classes=(9,))), ("小米", options(classes=(5,))), ("", options())]
    in_9, in_5, error = check.check_batch(asked)
    assert isinstance(error, UsageError)
    assert isinstance(in_9, Report)
    assert colours(in_9) == {9: "taken"}
    assert isinstance(in_5, Report)
    assert colours(in_5) == {}


def test_marks_without_known_classes_are_asked_beside_the_classes() -> None:
    query = Terms("exact", ("小米",))
    assert in_classes(query, (9, 35)) == And((query, Terms("classes", ("09", "35", "00"))))
    assert in_classes(query, ()) == query
