"""Names of one brand: what the table knows, and that it is sound."""

from __future__ import annotations

import pytest
from rapidfuzz.distance import OSA

from ipsearch.matching.judge import judge
from ipsearch.matching.policy import V1
from ipsearch.matching.statistics import Statistics
from ipsearch.text.brandnames import HELD, NEAR, brand_keys, brand_of, named_brands
from ipsearch.text.form import form_of
from ipsearch.text.meaning import concepts
from ipsearch.text.tables import read_table
from ipsearch.text.weak import is_weak_zh


@pytest.mark.parametrize(
    ("mark", "other"),
    [
        ("耐克", "NIKE"),
        ("可口可乐", "Coca-Cola"),
        ("茅台", "MOUTAI"),
        ("梅赛德斯-奔驰", "Benz"),
        ("宝洁", "P&G"),
        ("七喜", "7UP"),
        ("哆啦A梦", "Doraemon"),
        ("耐克王", "NIKE LTD"),  # weak elements beside it
        ("耐克JORDAN", "NIKE"),  # a part
        ("凌志", "雷克萨斯"),  # two names in one language
        ("米芝莲", "MICHELIN"),  # the name in Hong Kong
        ("宾士", "奔驰"),  # and in Taiwan
        ("蒂凡尼", "TIFFANY & CO"),  # an older one
        ("酩悦", "Moët & Chandon"),
        ("宝洁", "Procter Gamble"),
        ("强生", "JOHNSON'S"),
        ("1点点", "A Little Tea"),
        ("欧乐", "ORAL-B"),
        ("皮爷", "PEET'S"),
        ("中国农业银行", "Agricultural Bank of China"),
        ("半岛酒店", "THE PENINSULA HOTELS"),
        ("奈雪の茶", "NAYUKI"),
        ("青岛啤酒", "TSINGTAO"),
        ("A.O.史密斯", "A. O. Smith"),
        ("可口可乐公司", "COCA-COLA"),  # 可乐 is weak too
        ("美的集团", "MIDEA"),  # its own core, for 的 is a particle
        ("李锦记集团", "LEE KUM KEE"),  # 记 is weak too
        ("中国工商银行股份有限公司", "ICBC"),
        ("箭牌卫浴", "WRIGLEY"),
        ("保时捷911", "PORSCHE"),
        ("保时捷", "PORSCHE 911"),
        ("百得", "BLACK+DECKER"),
        ("JOHNSON & JOHNSON", "强生"),
        ("现代汽车", "HYUNDAI"),
        ("可口可乐", "THE COCA-COLA COMPANY"),
        ("星巴克", "STARBUCKS COFFEE COMPANY"),
    ],
)
def test_marks_with_names_of_one_brand_share_a_key(mark: str, other: str) -> None:
    assert set(form_of(mark).brands) & set(form_of(other).brands)


@pytest.mark.parametrize(
    ("mark", "other"),
    [
        ("耐克", "PUMA"), ("德芙", "多芬"), ("小米", "大米"), ("NIKES", "耐克"),
        ("大金鱼", "DAIKIN"),  # not 大金 and a generic name
        ("乐家居", "ROCA"),  # not 乐家 and 居
        ("京东方", "JD"),
        ("ABC", "农业银行"),  # known less than the letters
        ("现代照明", "HYUNDAI"),  # weak words, none of which names a brand
    ],
)  # fmt: skip
def test_other_marks_do_not(mark: str, other: str) -> None:
    assert not set(form_of(mark).brands) & set(form_of(other).brands)


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ("NIKE AIR", "nike"), ("AIR NIKE MAX", "nike"), ("COCA-COLA ZERO", "cocacola"), ("空军NIKE AIR", "nike"),
        ("耐克运动", "耐克"), ("飞天茅台", "茅台"), ("上海耐克运动", "耐克"), ("耐克运动 SUN", "耐克"),
        ("可口可乐零度", "可口可乐"),
    ],
)  # fmt: skip
def test_a_name_beside_something_else_is_held(mark: str, name: str) -> None:
    assert {HELD + key for key in brand_keys(name)} == set(form_of(mark).brands)


@pytest.mark.parametrize(
    "mark",
    [
        "小耐克鸟", "大金鱼", "大金鱼馆", "飞天耐克风",  # one character, or on both sides
        "GIANT PANDA", "石头剪子布", "北京牛津学院派", "WILSON TAYLOR",  # words, places and people
        "LG MOON", "HP MOON",  # initials
        "NIKEAIR", "CHICK-FIL-A",
        "现代安防",  # weak
    ],
)  # fmt: skip
def test_what_only_looks_like_a_name_is_not(mark: str) -> None:
    assert form_of(mark).brands == ()


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ("N1KE", "nike"), ("NlKE", "nike"), ("ADlDAS", "adidas"), ("AD1DAS LTD", "adidas"), ("C0CA COLA", "cocacola"),
        ("ΝΙΚΕ", "nike"), ("νike", "nike"),
    ],
)  # fmt: skip
def test_letters_that_look_like_a_name_name_the_brand(mark: str, name: str) -> None:
    assert set(brand_keys(name)) == set(form_of(mark).brands)


@pytest.mark.parametrize("mark", ["DELI", "LILY", "CLOVE", "IQ", "JCL"])
def test_other_words_that_look_like_a_name_do_not(mark: str) -> None:
    """DELL, ILLY, DOVE (a word itself), LG, JD."""
    assert form_of(mark).brands == ()


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ("ADIDOS", "adidas"), ("ADIDSA", "adidas"), ("ADIDDAS", "adidas"), ("ADDIDOS", ""), ("TOYATA", "toyota"),
        ("TOYATA LTD", "toyota"), ("丰云TOYATA", "toyota"), ("LOUIS VUITON", "louisvuitton"),
        ("STARBUCK", "starbucks"), ("HUAWAI", "huawei"), ("HAIRE", "haier"), ("XIAOMII", "xiaomi"),
        ("ROLAX", "rolex"), ("ROLLEX", "rolex"), ("ROELX", "rolex"),
        ("ROLEK", ""), ("LINDE", ""),  # of five letters, and no vowel differs
        ("ODIDAS", ""),  # the first letter
        ("XIAOMA", ""), ("XIAOMEI", ""), ("BAIDA", ""),  # pinyin of something else
        ("COCO", ""), ("SONNY", ""),  # a name of four letters
        ("HARVEY", ""), ("MATTER", ""), ("GREEN", ""), ("DREAMS", ""), ("PARKERS", ""),  # people, words
        ("PORSCHA911", ""), ("NIKE", "nike"),
    ],
)  # fmt: skip
def test_letters_one_edit_from_a_name_nearly_name_the_brand(mark: str, name: str) -> None:
    assert {brand_of(key) for key in form_of(mark).brands} == set(brand_keys(name))
    assert all(key.startswith(NEAR) == (form_of(mark).letters != name) for key in form_of(mark).brands)


def test_table_of_words_that_are_one_edit_from_a_name_is_sound() -> None:
    rows = [line.split("\t") for line in read_table("brand_neighbours.tsv").splitlines()]
    assert rows[0] == ["name", "kind"]
    assert {kind for _, kind in rows[1:]} == {"word", "person", "place"}
    names = [name for name, _ in rows[1:]]
    assert names == sorted(set(names))
    brands = {name for row in read_table("brand_names.tsv").splitlines()[1:] for name in row.split("\t")[2].split(";")}
    for name in names:
        assert (form_of(name).compact, form_of(name).brands) == (name, ())
        assert not concepts(name), f"{name} is known as a word anyway"
        assert any(name[0] == b[0] and OSA.distance(name, b) == 1 for b in brands), f"{name} is near no name"


def test_table_of_names_that_are_words_is_sound() -> None:
    rows = [line.split("\t") for line in read_table("brand_words.tsv").splitlines()]
    assert rows[0] == ["name", "kind"]
    assert {kind for _, kind in rows[1:]} == {"word", "person", "place", "part"}
    names = [name for name, _ in rows[1:]]
    assert len(names) == len(set(names))
    for name in names:
        assert brand_keys(name), f"{name} names no brand"
        assert len(name) > 3 or not name.isascii(), f"{name} is too short anyway"


def test_a_name_of_several_brands_has_the_key_of_each() -> None:
    assert set(brand_keys("dove")) == {*brand_keys("德芙"), *brand_keys("多芬")}
    assert set(brand_keys("德芙")).isdisjoint(brand_keys("多芬"))
    assert brand_keys("没有的") == ()


def test_a_brand_is_named_by_what_stands_for_it() -> None:
    """Of a mark in two scripts both names, of one with several weak elements the name without them."""
    (dove,) = brand_keys("德芙")
    assert named_brands("德芙巧克力dove", "德芙巧克力", "德芙", ("dove",))[dove] == ["德芙", "dove"]
    assert list(named_brands("招商银行集团", "招商银行集团", "招商", ()).values()) == [["招商银行"]]


@pytest.mark.parametrize("name", ["ユニクロ", "유니클로", "ЮНИКЛО", "优衣库", "UNIQLO"])
def test_a_brand_has_one_key_in_every_script(name: str) -> None:
    (uniqlo,) = brand_keys("uniqlo")
    assert form_of(name).brands == (uniqlo,)


def test_a_firm_with_the_name_of_a_brand_names_it() -> None:
    """Every Chinese name of the table, also where a piece of it is a weak element (资生堂, 新百伦, 可口可乐)."""
    for row in read_table("brand_names.tsv").splitlines()[1:]:
        for name in row.split("\t")[1].split(";"):
            if form_of(name).han == name and not is_weak_zh(name):
                for mark in (f"{name}集团", f"中国{name}有限公司", f"{name}2008"):
                    assert set(brand_keys(name)) <= set(form_of(mark).brands), mark


def test_table_of_brands_is_sound() -> None:
    rows = [line.split("\t") for line in read_table("brand_names.tsv").splitlines()]
    assert rows[0] == ["id", "zh", "latin", "other"]
    chinese: set[str] = set()
    for number, (identity, zh, latin, other) in enumerate(rows[1:], 1):
        assert int(identity) == number
        names = zh.split(";")
        assert chinese.isdisjoint(names), f"{zh} stands twice"
        chinese.update(names)
        foreign = other.split(";") if other else []
        for name in (*names, *latin.split(";"), *foreign):
            assert form_of(name).compact == name, f"{name} is not in normal form"
        assert all(form_of(name).han for name in names), identity
        assert all(name.isascii() and form_of(name).letters for name in latin.split(";")), identity
        assert not any(form_of(name).han or name.isascii() for name in foreign), identity
        assert len(foreign) == len(set(foreign)), identity
    assert len(rows) > 1_200


def test_no_row_says_only_what_sound_or_meaning_say_already() -> None:
    """Of the names, or of a slip in a Latin one: two syllables that sound alike sound otherwise with a slip."""
    even, needless = Statistics(), {"pinyin", "same_meaning"}
    for row in read_table("brand_names.tsv").splitlines()[1:]:
        _, zh, latin, _ = row.split("\t")
        names, others = [form_of(x) for x in zh.split(";")], latin.split(";")
        slips = [form_of(name[:-2] + name[-1] + name[-2]) for name in others]
        said = all(needless.intersection(judge(x, form_of(y), even, V1).rules) for x in names for y in others)
        assert not said or any(judge(x, y, even, V1).rules == ("known_name_near",) for x in names for y in slips), row
