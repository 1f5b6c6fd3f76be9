"""The law of the check: it reports exactly what judging every record of the register would report."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.edits import Editor
from ipsearch.backends.base import Reader
from ipsearch.backends.memory import holds
from ipsearch.documents.trademark import prepare
from ipsearch.matching.brands import RULES, linked_by, name_one_brand
from ipsearch.matching.candidates import candidate_query
from ipsearch.matching.check import Checker
from ipsearch.matching.goods import GoodsRelations
from ipsearch.matching.han import han_rules
from ipsearch.matching.judge import (
    facing,
    heard_alike,
    judge_sides,
    nearly_heard_alike,
    same_meaning,
    spelled_in_wade_giles,
    word_that_spells,
)
from ipsearch.matching.latin import latin_rules
from ipsearch.matching.policy import V1
from ipsearch.matching.side import Side
from ipsearch.matching.statistics import Counts, Statistics
from ipsearch.query.ast import Terms, leaves
from ipsearch.records import Trademark
from ipsearch.text.form import Form, form_of
from ipsearch.text.tables import read_table
from tests.matching.builders import SEED, Case, cases, document, even, options, register, tm
from tests.matching.marks import counts, edited, marks, pairs

Found = dict[str, tuple[str, float, tuple[str, ...]]]
"""Id of a hit -> its level, score and rules."""


def reported(reader: Reader, mark: str) -> Found:
    hits = Checker(reader, GoodsRelations()).check(mark, options()).hits
    return {h.id: (h.level, h.score, tuple(r.rule for r in h.reasons)) for h in hits}


def judged(records: list[Trademark], forms: list[Form], statistics: Statistics, mark: str) -> Found:
    """What the check must report: every record judged, none left out."""
    asked = Side(form_of(mark), statistics)
    found: Found = {}
    for record, form in zip(records, forms, strict=True):
        verdict = judge_sides(asked, Side(form, statistics), V1)
        if verdict.level is not None:
            found[record.id] = (verdict.level, verdict.score, (*verdict.rules, *verdict.against))
    return found


def holding(a: Side, b: Side) -> list[str]:
    """Every rule that holds between two marks, whatever the score."""
    a, b = facing(a, b)
    found = [*han_rules(a, b), *latin_rules(a, b, V1)]
    if a.form.compact == b.form.compact:
        found.append("same_text")
    if heard_alike(a, b):
        found.append("pinyin")
    if spelled_in_wade_giles(a, b):
        found.append("wade_giles")
    if nearly_heard_alike(a, b):
        found.append("near_pinyin")
    if word_that_spells(a, b) or word_that_spells(b, a):
        found.append("spelled_word")
    if same_meaning(a, b):
        found.append("same_meaning")
    if name_one_brand(a, b):
        found.append("known_name")
    return [*found, *[rule for link, rule in RULES.items() if linked_by(link, a, b)]]


@st.composite
def registers(draw: st.DrawFn) -> tuple[list[Trademark], str]:
    """A register of a few marks, some with classes, and a mark to check: one of them after an edit."""
    names = draw(st.lists(marks, min_size=1, max_size=10))
    records = [tm(n, str(i), classes=draw(st.sampled_from([(), (9,), (30, 43)]))) for i, n in enumerate(names)]
    return records, draw(edited(draw(st.sampled_from(names))))


@given(registers())
@settings(max_examples=600, deadline=None)
def test_the_check_reports_exactly_what_judging_every_record_reports(case: tuple[list[Trademark], str]) -> None:
    records, mark = case
    if not form_of(mark).compact:
        return
    reader = register(records)
    forms = [form_of(r.mark, r.classes) for r in records]
    assert reported(reader, mark) == judged(records, forms, Statistics.from_bytes(reader.statistics()), mark)


@pytest.mark.untraced
def test_no_edit_of_a_real_name_is_missed(shared: Path) -> None:
    lines = (shared / "names" / "cn-company-short-names.txt").read_text("utf-8-sig").splitlines()[3:]
    rows = (shared / "names" / "osm-brands.tsv").read_text("utf-8").splitlines()[1:]
    brands = [row.partition("\t")[0].strip('" ') for row in rows]
    names = random.Random(SEED).sample([n.strip() for n in lines if n.strip()], 2000)
    names += random.Random(SEED).sample([n for n in brands if n], 1000)
    records = [tm(n, str(i)) for i, n in enumerate(names)]
    forms = [form_of(n) for n in names]
    reader = register(records)
    statistics = Statistics.from_bytes(reader.statistics())
    editor = Editor(names, SEED)
    hits: Counter[str] = Counter()
    for _ in range(60):
        kind, _, mark = editor.edit()
        if form_of(mark).compact:
            expected = judged(records, forms, statistics, mark)
            assert reported(reader, mark) == expected, (kind, mark)
            hits[kind] += len(expected)
    assert len(hits) == len(editor.kinds)  # every kind of edit was tried
    assert sum(hits.values()) > 100


@given(pairs, counts)
@settings(max_examples=2000, deadline=None)
def test_whenever_a_rule_holds_the_candidates_of_each_mark_hold_the_other(pair: tuple[str, str], known: Counts) -> None:
    assert_found_both_ways(*pair, Statistics(known))


@pytest.mark.parametrize("case", cases(), ids=lambda c: f"{c.a}/{c.b}")
def test_every_case_is_found_both_ways(case: Case) -> None:
    assert_found_both_ways(case.a, case.b, even())


def assert_found_both_ways(a: str, b: str, statistics: Statistics) -> None:
    for asked, other in ((a, b), (b, a)):
        form, kept = form_of(asked), prepare(tm(other))
        if not form.compact or not kept.form.compact:
            continue
        rules = holding(Side(form, statistics), Side(kept.form, statistics))
        if rules:
            assert holds(candidate_query(form, statistics, V1), document(kept)), (asked, other, rules)


@pytest.mark.untraced
def test_every_brand_is_found_by_what_has_a_name_of_it_and_the_other_way_round() -> None:
    """Each in both scripts, before and behind something else, written with digits for letters, and with a slip."""
    tried: Counter[str] = Counter()
    for row in read_table("brand_names.tsv").splitlines()[1::9]:
        chinese, latin = (cell.split(";")[0] for cell in row.split("\t")[1:3])
        for a, b in (
            (f"{chinese}空军", latin), (f"飞天{chinese}", latin),
            (chinese, f"{latin} AIR"), (chinese, f"THE AIR {latin}"),
            (chinese, latin.replace("i", "1").replace("o", "0")),
            (chinese, f"{latin[:2]}{latin[3:4]}{latin[2:3]}{latin[4:]}"), (chinese, f"{latin}{latin[-1]}"),
        ):  # fmt: skip
            assert_found_both_ways(a, b, even())
            tried.update(holding(Side(form_of(a), even()), Side(form_of(b), even())))
    assert tried["known_name_held"] > 300
    assert tried["known_name"] > 50
    assert tried["known_name_near"] > 150


@pytest.mark.parametrize(
    ("key", "a", "b"),
    [
        ("exact", "未来", "末来"),
        ("exact", "太阳", "红太阳集团"),
        ("sorted", "安途", "途安"),
        ("del1", "帕尔斯", "帕尔特"),
        ("sound", "小米", "晓米"),
        ("near", "金山", "荆珊"),
        ("gram", "杏花村", "老杏花村里"),
        ("gram", "360", "奇虎360"),
        ("gram", "慕思", "慕斯迪尔"),
        ("gram", "慕思娜", "迪尔慕斯娜"),
        ("sound", "慕斯迪尔", "慕思"),
        ("sound", "HUAWEI MATE", "华为"),
        ("word", "华为", "HUAWEI MATE"),
        ("letters", "SEATOX", "BOTOX"),
        ("exact", "NIVEA", "NEVIA"),
        ("exact", "50岚", "五十岚"),
        ("gram", "国窖1573", "泸州老窖1573"),
        ("sound", "e路通", "易路通"),
        ("sound", "TATUNG", "大同"),
        ("exact", "大同", "TATUNG"),
        ("sound", "TESLA", "特斯拉"),
        ("letters", "特斯拉", "TESLA"),
        ("look", "BURNT", "BUMT"),
        ("word", "RUN FAST", "FAST RED RUN"),
        ("exact", "廿四味", "二十四味"),
        ("meaning", "BIG", "BIGGER"),
        ("meaning", "太阳", "SUN"),
        ("meaning", "耐克", "NIKE AIR"),
        ("meaning", "NIKE AIR", "耐克"),
        ("meaning", "耐克", "N1KE"),
        ("meaning", "阿迪达斯", "ADIDOS"),
        ("meaning", "ADIDOS", "阿迪达斯"),
        ("meaning", "七天", "7 DAYS"),
        ("sound", "4U", "FOR YOU"),
        ("sound", "PICK AND PAY", "PICK N PAY"),
    ],
)
def test_each_key_is_asked_and_is_in_the_document(key: str, a: str, b: str) -> None:
    asked = {v for leaf in leaves(candidate_query(form_of(a), even(), V1)) if leaf.field == key for v in values(leaf)}
    kept = prepare(tm(b)).fields[key]
    assert isinstance(kept, tuple)
    assert asked.intersection(kept)


def values(leaf: object) -> tuple[str, ...]:
    assert isinstance(leaf, Terms)
    return leaf.values


@given(pairs)
@settings(max_examples=60, deadline=None)
def test_a_mark_is_always_found_by_itself(pair: tuple[str, str]) -> None:
    mark = pair[0]
    if form_of(mark).compact:
        assert reported(register([mark, "别的名字"]), mark)["CN-0"][:2] == ("identical", 1.0)
