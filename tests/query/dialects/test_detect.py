from __future__ import annotations

import pytest

from ipsearch.errors import UsageError
from ipsearch.query.dialects.base import Misread
from ipsearch.query.dialects.detect import CERTAIN, DIALECTS, SURE, canonical, detect, read
from tests.query.dialects.notation import notation
from tests.query.dialects.test_cases import CASES, MISREAD, READ, Case, name

TEXTS = [
    ("cql", "ta=green prox/distance<=2 ta=energy"),
    ("cql", 'pa=siemens and pd within "2018 2020"'),
    ("cql", "ti any 电池"),
    ("cql", "ta all battery and pa=siemens"),
    ("cql", "cpc=/low H01M and pa=bosch"),
    ("cql", "ti=battery and pa=bosch"),
    ("cql", 'ti any "solar wind"'),
    ("incopat", "ti=(空调 (2w) 蒸发器) not ap=格力"),
    ("incopat", "tiab=电池 and pd=[2020 to 2021]"),
    ("incopat", "(20110101<=pd<=20130101) and ti=电池"),
    ("incopat", 'ap=(TREE@"华为技术有限公司")'),
    ("incopat", "ti=（空调（2w）蒸发器）"),
    ("incopat", "R=(一种锂电池) and ipc-low=H01M"),
    ("patsnap", "TTL:(电池 $W2 正极)"),
    ("patsnap", "TTL:电池 AND PBD:[20200101 TO 20201231]"),
    ("patsnap", "EPDS:DE GAND EPDS_SLS:1"),
    ("patsnap", 'ANCS:(TREE@"华为技术有限公司")'),
    ("patsnap", "TTL：（电池 OR 正极） AND ABST：隔膜"),
    ("cnipa", "发明名称=（发动机 引擎） AND 申请日>2010-01-01"),
    ("cnipa", "电池/TI AND 华为/PA"),
    ("cnipa", "发明名称=（电池 3W 正极）"),
    ("cnipa", "申请（专利权）人=（华为）"),
    ("brs", "(engine ADJ3 valve).clm. AND @pd>=20200101<=20201231"),
    ("brs", "engine.ti. AND (valve OR piston).ab."),
    ("brs", "battery SAME anode"),
    ("incopat", "FULL=(石墨烯) and PNC=(CN or US) and PN-KIND=B"),
    ("incopat", "STATUS=授权 and PT=发明授权"),
    ("incopat", "(ti=(空调) or ab=(空调)) not ap=(格力)"),
    ("incopat", "ap=(比亚迪股份有限公司 or 宁德时代) and ady=2021"),
    ("patsnap", "ttl:(battery or cell) and apd:[20200101 to 20201231]"),
    ("cql", "nftxt=battery"),
    ("cql", "ct=EP1000000"),
    ("cql", "ap=EP20100167109 and ti=bluetooth"),
    ("cnipa", "外观设计洛迦诺分类号=(14-03)"),
    ("brs", "7650331.did."),
    ("brs", "battery[ti] AND anode[ab]"),
    ("brs", "TTL/battery AND ACLM/anode"),
    ("brs", "batter$ with electrolyte"),
    ("brs", "(battery OR cell).CLM."),
    ("brs", '"438".clas. AND wafer'),
    ("brs", '"US 20100123456 A1".DID.'),
    ("brs", "(wafer and polish)[ti,ab]"),
    ("brs", "ttl/(wireless and charging)"),
    ("brs", 'IN/"Smith"'),
    ("brs", '@PY>="1990" AND @PY<="2014"'),
    ("cnipa", "((电池 OR 蓄电池) S 正极)/CLMS"),
    ("cnipa", "(solar (2A) cell)/BI,AB"),
    ("brs", "(rotor adj blade) same heater"),
    ("incopat", "PA=(Vestas) AND PY=[2012 TO 2026]"),
    ("incopat", "AD=(20191203 to 20191206)"),
    ("patsnap", "APD_Y:2001 AND F_AN:华为"),
    ("simple", "TI=(solid ADJ/3 electrolyte)"),
    ("simple", "CTB=(polymer NEAR5 degradation) AND CPC=(C08J//) NOT PA=(basf)"),
    ("brs", "wafer NEAR2 polish$"),
    ("simple", "PA:(Siemens) AND IN:(Smith) AND EN_CL:(turbine NEAR5 blade)"),
    ("simple", "an IN/OUT port"),
    ("simple", "state of the art. The invention"),
    ("simple", "battery anode"),
    ("simple", "锂电池 正极"),
    ("simple", "ti:battery -lead"),
    ("simple", "battery NEAR/3 anode"),
    ("simple", "method(s) for charging a battery"),
    ("simple", "TI:电池 PA:华为"),
    ("simple", "标题=电池 pd:2019..2021"),
]
MISTAKES = [
    ("patsnap", "TTL:(电池 AND PBD:[20200101 TO 20201231]", "query.open_parenthesis"),
    ("patsnap", "TTL:(a $W200 b) AND ABST:c", "query.distance"),
    ("patsnap", "TTL:电池 AND ABSTR:正极 AND PBD:2020", "query.unknown_field"),
    ("cql", "ta=green prox/wrong ta=energy", "query.modifier"),
    ("cql", "ti=green prox/unit=sentence ab=energy", "query.near_fields"),
    ("cql", 'pd within "2018 2020" and not ti=a', "query.binary_not"),
    ("incopat", "ti=(空调 (2w) 蒸发器", "query.open_parenthesis"),
    ("incopat", "ti=(a (100w) b)", "query.distance"),
    ("incopat", "tiabc=(压缩机) and R=(x) and des=(y)", "query.like_place"),
    ("incopat", "pd=[2021 to 2020] and tiab=电池", "query.range_order"),
    ("cnipa", "发明名称=（发动机 引擎 AND 申请日>2010", "query.open_parenthesis"),
    ("cnipa", "发明名称=电池 AND 申请日>二〇一〇", "query.bad_date"),
    ("brs", "(engine ADJ3 valve.clm. AND @pd>=20200101", "query.open_parenthesis"),
    ("brs", "engine.ti. AND @pd>=20209901", "query.bad_date"),
    ("brs", "engine NOT SAME valve", "query.unsupported"),
    ("brs", "L1 AND L2", "query.unsupported"),
    ("brs", "engine WITH2 valve", "query.unsupported"),
    ("brs", "battery.ti", "query.suffix_end"),
    ("brs", "RI.ASST.", "query.absent_field"),
    ("brs", "(T01-J10B$ OR T04-D$).ABCD,EFGH.", "query.unknown_field"),
    ("brs", "CTB=(polymer SAME degradation)", "query.foreign_field"),
    ("cnipa", "(lock+ 3D firearm+)/TI/AB/CLMS/TQ", "query.unknown_field"),
]


@pytest.mark.parametrize(("dialect", "text"), TEXTS)
def test_a_text_is_read_in_the_dialect_that_it_looks_like(dialect: str, text: str) -> None:
    reading = read(text)
    assert reading.dialect == dialect
    assert reading.query == read(text, dialect).query
    assert reading.confidence == dict(detect(text))[dialect]
    assert (reading.confidence >= SURE) == (dialect != "simple")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("窓/AB*扉/CL", "*"),
        ("[窓/AB+扉/AB]*[鍵/CL]", "+"),
        ("[窓/TX]-[車/TX]", "/TX"),
        ("窓,5N,鍵/TX", ",5N,"),
        ("(窓+扉)/TX", "+"),
        ("H01M10/0525/IP", "/IP"),
        ("[(AI+学習)/CL*(鍵+扉)/CL]", "*"),
        ("(우산+양산)*(빗물+물방울)", "*"),
        ("IPC=[A45B]*우산", "*"),
        ("AP=[a]*IPC=[H01L]", "*"),
    ],
)
def test_a_query_of_a_system_whose_signs_mean_something_else_is_refused(text: str, sign: str) -> None:
    """It was read as words and truncations, which find nothing."""
    with pytest.raises(Misread) as caught:
        read(text)
    assert (caught.value.problem.code, caught.value.problem.values["sign"]) == ("query.other_system", sign)


@pytest.mark.parametrize(
    ("text", "construct"),
    [
        ("#1 AND #2", "#1"),
        ("battery AND (#3 OR #4)", "#3"),
        ("(S15 and S18) not S20", "S15"),
        ("##Mine AND a", "##Mine"),
    ],
)
def test_a_set_of_a_search_history_is_refused(text: str, construct: str) -> None:
    with pytest.raises(Misread) as caught:
        read(text)
    assert (caught.value.problem.code, caught.value.problem.values["construct"]) == ("query.unsupported", construct)


@pytest.mark.parametrize(
    "text", ["互联网+医疗", "C++ compiler", '"(a)*(b)"', "step S1 and S2O3", "a #2 diesel", "锂+钠"]
)
def test_signs_in_a_text_are_not_taken_for_those_of_another_system(text: str) -> None:
    assert read(text).dialect == "simple"


@pytest.mark.parametrize(
    ("text", "dialect", "code"), [("TTL:(a) AND LS:b", "patsnap", "LS"), ('ct="a" AND st=pending', "cql", "st")]
)
def test_the_code_that_is_told_is_the_one_that_the_likely_dialect_has_not(text: str, dialect: str, code: str) -> None:
    """``TTL`` was told as unknown, which that dialect has."""
    with pytest.raises(Misread) as caught:
        read(text)
    assert (caught.value.dialect, caught.value.problem.values["field_code"]) == (dialect, code)


@pytest.mark.parametrize(("dialect", "text", "code"), MISTAKES)
def test_a_mistake_in_a_certain_dialect_is_told_and_not_read_as_words(dialect: str, text: str, code: str) -> None:
    assert dict(detect(text))[dialect] >= CERTAIN
    with pytest.raises(Misread) as caught:
        read(text)
    assert (caught.value.dialect, caught.value.problem.code) == (dialect, code)


def certain(cases: list[Case]) -> list[Case]:
    return [case for case in cases if detect(case.q)[0][0] == case.dialect and detect(case.q)[0][1] >= CERTAIN]


@pytest.mark.parametrize("case", certain(READ), ids=name)
def test_what_certainly_is_of_a_dialect_reads_as_if_it_were_declared(case: Case) -> None:
    reading = read(case.q)
    assert (reading.dialect, notation(reading.query)) == (case.dialect, case.reading)
    assert CERTAIN <= reading.confidence < 1


@pytest.mark.parametrize("case", certain(MISREAD), ids=name)
def test_what_certainly_is_of_a_dialect_is_misread_as_if_it_were_declared(case: Case) -> None:
    with pytest.raises(Misread) as caught:
        read(case.q)
    assert (caught.value.dialect, caught.value.problem.code) == (case.dialect, case.error)


def test_there_are_certain_cases_of_every_dialect_with_signs_of_its_own() -> None:
    own = set(DIALECTS) - {"simple"}
    assert {case.dialect for case in certain(READ)} == own
    assert {case.dialect for case in certain(MISREAD)} == own


@pytest.mark.parametrize("case", CASES, ids=name)
def test_confidence_is_between_none_and_certainty_and_the_likeliest_comes_first(case: Case) -> None:
    found = detect(case.q)
    assert {dialect for dialect, _ in found} == set(DIALECTS)
    assert [c for _, c in found] == sorted((c for _, c in found), reverse=True)
    assert all(0 <= confidence < 1 for _, confidence in found)


@pytest.mark.parametrize("case", READ, ids=name)
def test_the_canonical_form_is_a_query_that_is_read_as_the_same(case: Case) -> None:
    query = read(case.q, case.dialect).query
    text = canonical(query)
    lossless = {d: m for d, m in DIALECTS.items() if not m.render(query).losses}
    if lossless:
        assert any(m.render(query).text == text and m.parse(text).query == query for m in lossless.values())


@pytest.mark.parametrize("text", ["ap=" + " " * 50_000, "a-" * 40_000, "=[ " * 30_000, ". " * 40_000])
def test_a_long_text_is_told_apart(text: str) -> None:
    """Takes minutes, and so is noticed, where a pattern goes back over the text from each of its places."""
    assert dict(detect(text)).keys() == DIALECTS.keys()


@pytest.mark.parametrize("text", ["", " ", "\n\t", "　"])
def test_an_empty_text_is_told_to_be_empty(text: str) -> None:
    for dialect in (None, *DIALECTS):
        with pytest.raises(Misread) as caught:
            read(text, dialect)
        assert caught.value.problem.code == "query.empty"


def test_an_unknown_dialect_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        read("a", "latin")
    assert caught.value.problem.code == "query.dialect"
    assert all(dialect in str(caught.value) for dialect in DIALECTS)


@pytest.mark.parametrize(
    ("text", "declared", "likely"),
    [
        ("ti=(a (100w) b)", "incopat", ""),
        ("ti=a (2w) b", "cql", "incopat"),
        ("ta=green prox/distance<=2 ta=energy", "incopat", "cql"),
        ("发明名称=（电池）", "incopat", "cnipa"),
        ("TTL:(电池 $W2 正极)", "simple", "patsnap"),
        ("TTL=(电池)", None, "patsnap"),
        ("ti:(a", "simple", ""),
    ],
)
def test_another_dialect_is_named_where_it_speaks_more_for_the_text(
    text: str, declared: str | None, likely: str
) -> None:
    with pytest.raises(Misread) as caught:
        read(text, declared)
    assert caught.value.likely == likely
