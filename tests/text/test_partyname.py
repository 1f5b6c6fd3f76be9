"""Names of parties: which spellings meet, which stay apart, and what was removed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipsearch.text.normal import normalise
from ipsearch.text.partyname import PartyKey, party_key, person_key
from ipsearch.text.tables import read_table

SAME = [
    ("小米科技有限责任公司", "小米科技"),
    ("华为技术有限公司", "華為技術有限公司", "华为技术股份有限公司", "華為技術 有限公司"),
    ("腾讯科技(深圳)有限公司", "腾讯科技（深圳）有限公司", "騰訊科技（深圳）有限公司"),
    ("中国石油化工集团公司", "中国石油化工股份有限公司", "中国石油化工集团有限公司"),
    ("立信会计师事务所（特殊普通合伙）", "立信会计师事务所"),
    ("Huawei Technologies Co., Ltd.", "HUAWEI TECHNOLOGIES CO LTD", "Huawei Technologies Company Limited"),
    ("Foo Co., Ltd.", "foo Co.,Ltd", "FOO CO. LTD."),
    ("Siemens AG", "SIEMENS AKTIENGESELLSCHAFT", "Siemens A.G."),
    ("Robert Bosch GmbH", "ROBERT BOSCH G.M.B.H."),
    ("Müller GmbH & Co. KG", "MÜLLER GMBH & CO KG", "Müller", "Muller KG"),
    ("L'Oréal S.A.", "L’OREAL SA", "L'ORÉAL"),
    ("Fiat S.p.A.", "FIAT SPA", "Fiat S. p. A.", "Fiat Società per Azioni"),
    ("Koninklijke Philips N.V.", "KONINKLIJKE PHILIPS NV", "Koninklijke Philips N. V."),
    ("Novo Nordisk A/S", "NOVO NORDISK AS", "Novo Nordisk"),
    ("Nokia Oyj", "NOKIA OY", "Nokia Corporation", "Nokia Corp."),
    ("BHP Billiton Pty Ltd", "BHP BILLITON PTY. LTD.", "BHP Billiton Limited"),
    ("株式会社東芝", "東芝株式会社", "(株)東芝", "（株）東芝", "㈱東芝", "東芝㈱", "株式会社　東芝"),
    ("（有）鈴木製作所", "有限会社鈴木製作所", "鈴木製作所"),
    ("KABUSHIKI KAISHA TOSHIBA", "Toshiba K.K.", "TOSHIBA KABUSHIKI KAISHA", "Toshiba Corp"),
    ("삼성전자주식회사", "삼성전자 주식회사", "주식회사 삼성전자", "(주)삼성전자"),
    ("OAO Gazprom", "Gazprom PAO", "GAZPROM OAO"),
    ("E.I. du Pont de Nemours and Company", "E. I. DU PONT DE NEMOURS AND CO.", "E I DU PONT DE NEMOURS & CO"),
    ("Skoda Auto a.s.", "SKODA AUTO AS"),
    ("Foo spol. s r.o.", "FOO S.R.O.", "Foo Sp. z o.o."),
    ("Grupo Bimbo, S.A.B. de C.V.", "GRUPO BIMBO SA DE CV"),
    ("Ericsson AB (publ)", "ERICSSON AB"),
    ("International Business Machines Corporation", "INTERNATIONAL BUSINESS MACHINES CORP"),
]


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_spellings_of_one_company_meet(names: tuple[str, ...]) -> None:
    assert len({party_key(name).key for name in names}) == 1
    assert party_key(names[0]).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ABB (China) Co., Ltd.", "ABB Co., Ltd."),
        ("飞利浦（中国）投资有限公司", "飞利浦投资有限公司"),
        ("腾讯科技(深圳)有限公司", "腾讯科技(北京)有限公司"),
        ("腾讯控股有限公司", "腾讯有限公司"),
        ("华为技术有限公司", "华为终端有限公司"),
        ("Johnson & Johnson", "Johnson"),
        ("AB Volvo", "Volvo Group AG"),
        ("X Holdings Limited", "X Limited"),
        ("Co-operative Bank plc", "Bank plc"),
        ("共有（株）会", "共有会"),
        ("国立大学法人東京大学", "国立大学法人京都大学"),
    ],
)
def test_different_companies_stay_apart(one: str, other: str) -> None:
    assert party_key(one).key != party_key(other).key


@pytest.mark.parametrize(
    ("name", "key", "removed"),
    [
        ("小米科技有限责任公司", "小米科技", ("有限责任公司",)),
        ("Huawei Technologies Co., Ltd.", "huawei technologies", ("ltd", "co")),
        ("Müller GmbH & Co. KG", "muller", ("kg", "co", "gmbh")),
        ("(株)東芝", "东芝", ("(株)",)),
        ("(주)엘지화학", "엘지화학", ("(주)",)),
        ("华润集团有限公司", "华润", ("集团有限公司",)),
        ("Sony Group Corporation", "sony", ("corporation", "group")),
        ("Philips", "philips", ()),
    ],
)
def test_a_merge_is_explained_by_what_was_removed(name: str, key: str, removed: tuple[str, ...]) -> None:
    assert party_key(name) == PartyKey(key, removed)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("公司", "公司"),
        ("集团有限公司", "集团有限公司"),
        ("有限会社", "有限会社"),
        ("Co., Ltd.", "co ltd"),
        ("Group Ltd", "group ltd"),
        ("AG", "ag"),
        ("A/S", "as"),
        ("S.p.A.", "spa"),
        ("GmbH & Co. KG", "gmbh and co kg"),
    ],
)
def test_a_name_of_legal_forms_alone_stays(name: str, key: str) -> None:
    assert party_key(name) == PartyKey(key)


def test_a_name_without_letters_has_no_key() -> None:
    assert party_key("") == party_key(" ... ") == PartyKey("")


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("SMITH, John A.", "John A. Smith", "Smith John A", "SMITH，John A．"), "a john smith"),
        (("Smith, J.A.", "J. A. Smith", "J.A. SMITH"), "a j smith"),
        (("MÜLLER, Hans", "Hans Müller"), "hans muller"),
        (("O'Brien, Pat", "Pat O’Brien"), "obrien pat"),
        (("van der Berg, Jan", "Jan van der Berg"), "berg der jan van"),
        (("张三", "张 三", "張三", "张　三"), "张三"),
        (("让·保罗", "让保罗"), "让保罗"),
        (("山田 太郎", "山田太郎"), "山田太郎"),
        (("김 철수", "김철수"), "김철수"),
        (("", " , "), ""),
    ],
)
def test_spellings_of_one_person_meet(names: tuple[str, ...], key: str) -> None:
    assert {person_key(name) for name in names} == {key}


def test_order_of_a_chinese_name_counts() -> None:
    assert person_key("李明") != person_key("明李")


def test_the_table_is_in_order() -> None:
    lines = read_table("legal_forms.tsv").splitlines()
    assert lines[0].startswith("#")
    assert "general knowledge" in lines[1]
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert all(len(row) == 2 and row[1] in ("end", "both") and normalise(row[0]) for row in rows)
    assert len({row[0] for row in rows}) == len(rows) > 100


@given(st.text(max_size=60))
@example("A:A¼")
def test_a_key_is_stable_and_never_lost(name: str) -> None:
    found = party_key(name)
    assert bool(found.key) == bool(normalise(name))
    assert party_key(found.key).key == found.key
    assert person_key(person_key(name)) == person_key(name)


FORMS = ["Ltd", "GmbH", "Inc.", "Corp", "S.A.", "B.V.", "有限公司", "株式会社", "Co., Ltd."]


@given(st.sampled_from(["Alpha Beta", "Zeta 3", "阿尔法", "Ünïcode Lab"]), st.lists(st.sampled_from(FORMS), max_size=3))
def test_any_number_of_legal_forms_comes_off(name: str, forms: list[str]) -> None:
    assert party_key(" ".join([name, *forms])).key == party_key(name).key
