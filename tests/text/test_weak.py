"""The core of a mark: what is cut off, and what must not be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipsearch.text.normal import normalise
from ipsearch.text.tables import read_table
from ipsearch.text.weak import (
    PLACE_KINDS,
    core_latin,
    core_zh,
    is_weak_throughout_zh,
    names_some_goods,
    weak_kind_latin,
    weak_words_latin,
)

WEAK_KINDS = frozenset(
    {"legal_form", "company_prefix", "trade_word", "generic", "modifier", "title", "function", "keep"}
)


@pytest.mark.parametrize(
    ("mark", "core"),
    [
        ("水云轩", "水云"),  # trade words of one character
        ("水云阁", "水云"),
        ("红太阳", "太阳"),  # modifier
        ("红太阳牌", "太阳"),
        ("龙牌", "龙"),  # 牌 goes even from one character, as 品牌 does
        ("虎牌", "虎"),
        ("龙牌集团", "龙"),
        ("马品牌", "马"),
        ("马牌子", "马"),
        ("海尔集团", "海尔"),  # legal form
        ("百度网络科技有限公司", "百度"),
        ("苏州稻香村食品有限公司", "稻香村"),  # place, trade word and legal form
        ("苏州市稻香村", "稻香村"),
        ("长城葡萄酒", "长城"),  # generic name
        ("海底捞火锅", "海底捞"),
        ("大白兔奶糖", "大白兔"),
        ("云南白药牙膏", "云南白药"),
        ("中国移动", "移动"),
        ("李国际", "李"),
        ("苹果手机", "苹果"),  # one generic name for other goods than the other
        ("小米科技", "小米"),
        ("555香烟", "555"),  # a number before the name of goods is the mark, behind it a model
        ("999牌", "999"),
        ("九阳豆浆机", "九阳"),
        ("小熊电热水壶", "小熊"),
        ("云岚信用卡", "云岚"),
        ("云岚大学", "云岚"),
        ("云岚中学", "云岚"),
        ("云岚动物园", "云岚"),
        ("新360", "360"),
        ("云岚小吃部", "云岚"),
        ("云岚酒家", "云岚"),
        ("云岚自助餐", "云岚"),
        ("云岚日式锅物", "云岚"),
        ("云岚投信", "云岚"),
        ("云岚人寿", "云岚"),
        ("云岚儿童", "云岚"),  # for whom, and how it is made, behind the name too
        ("云岚手工", "云岚"),
        ("云岚烧坊", "云岚"),  # premises and makers
        ("云岚货栈", "云岚"),
        ("云岚智选", "云岚"),  # ways of trade
        ("云岚处理器", "云岚"),  # goods and services of all classes
        ("云岚传统弓", "云岚"),
        ("云岚灯笼", "云岚"),
        ("云岚月子会所", "云岚"),
        ("便携云岚", "云岚"),
        ("洛川云岚", "云岚"),  # a county
    ],
)
def test_core_is_without_weak_elements(mark: str, core: str) -> None:
    assert core_zh(mark) == core


@pytest.mark.parametrize(
    "mark",
    [
        "太阳",
        "小米",  # one character would remain
        "苹果树",
        "苹果14",  # a model
        "小米2000",
        "钟表匠",
        "张记",
        "狮王",
        "王牌",  # words, no brand 王 or 车
        "金牌",
        "车牌",
        "红牌",  # 红 is weak itself
        "老牌",
        "大世界",  # made of weak elements only
        "北京",
        "青岛啤酒",
        "法国红酒",
        "永恒印记",  # 印记 is a word, 记 here no shop
        "人间天堂",
        "大众",
        "天空之城",  # would leave 天空之
        "雅诗兰黛",
        "阿里巴巴",
        "快乐客",  # a modifier needs two characters beside it
        "美妆公主",  # 美妆 is weak at the end only, and a word at the beginning: no 美 goes
        "蓝莓公主",
        "小镇青年",
        "云岚兄弟",  # words that many marks consist of
        "云岚天使",
        "云岚阳光",
        "多点心",  # 点心 is a generic name, here cut in the middle of a word
        "哈利路亚",
        "夜总汇",
        "热带鱼",
        "调皮蛋",
        "王",
        "",
    ],
)
def test_core_is_the_mark_itself(mark: str) -> None:
    assert core_zh(mark) == mark


def test_generic_name_is_weak_only_for_its_goods() -> None:
    assert core_zh("海棠手机", [9]) == "海棠"
    assert core_zh("海棠手机", [33]) == "海棠手机"
    assert core_zh("海棠手机") == "海棠"
    assert core_zh("小米手机", [9]) == "小米"
    assert core_zh("海棠处理器", [9]) == "海棠"
    assert core_zh("海棠处理器", [25]) == "海棠处理器"
    assert core_zh("快乐柠檬", [43]) == "柠檬"
    assert weak_kind_latin("coffee", [30]) == "generic"
    assert weak_kind_latin("coffee", [12]) == ""
    assert core_latin(["apache", "coffee"], [12]) == ("apache", "coffee")


@pytest.mark.parametrize(
    ("words", "core"),
    [
        ("the coffee bean company", "bean"),
        ("apple inc", "apple"),
        ("chateau lafite", "lafite"),
        ("domaine de la romanee conti", "romanee conti"),
        ("gold star", "star"),
        ("ben y jerry", "ben jerry"),
        ("love sandwiches", "love"),
        ("lafite galleries", "lafite"),
        ("www taobao com", "taobao"),
        ("h and m", "h m"),
        ("h and e tools", "h e"),
        ("e max", "e"),  # an initial at the end of a mark is no conjunction
        ("san francisco giants", "giants"),  # place name of two words
        ("veuve royale", "veuve"),  # praise and people in other languages
        ("lafite reserva", "lafite"),
        ("lafite pour femme", "lafite"),
        ("lafite supermarkets", "lafite"),  # shops and services
        ("lafite panaderia", "lafite"),
        ("lafite getrankemarkt", "lafite"),
        ("lafite boucherie", "lafite"),
        ("lafite immobiliare", "lafite"),
        ("lafite opera", "lafite opera"),  # a name of its own
        ("super coffee", "super coffee"),  # all weak
        ("the", "the"),
    ],
)
def test_latin_core(words: str, core: str) -> None:
    assert " ".join(core_latin(words.split())) == core


def test_every_latin_word_can_be_weak() -> None:
    assert weak_words_latin(["new", "york", "pizza"]) == (True, True, True)
    assert weak_words_latin(["joe", "new", "york", "pizza"]) == (False, True, True, True)
    assert weak_words_latin([]) == ()


@pytest.mark.parametrize(
    ("word", "kind"),
    [("gmbh", "legal_form"), ("international", "trade_word"), ("premium", "modifier"), ("und", "function"),
     ("new york", "city"), ("deutschland", "country"), ("xiaomi", "")],
)  # fmt: skip
def test_kind_of_a_latin_word(word: str, kind: str) -> None:
    assert weak_kind_latin(word) == kind


ALPHABET = "新大王牌轩酒茶水云之的北京苏州市记印有限公司集团手机红太阳abc"


@given(st.text(ALPHABET, max_size=12), st.sampled_from([(), (9,), (30, 33)]))
def test_a_core_is_a_piece_of_the_mark_and_never_empty(text: str, classes: tuple[int, ...]) -> None:
    core = core_zh(text, classes)
    assert core in text
    assert bool(core) == bool(text)


@pytest.mark.parametrize("name", ["weak_zh.tsv", "weak_latin.tsv"])
def test_table_of_weak_elements_is_sound(name: str) -> None:
    rows = [line.split("\t") for line in read_table(name).splitlines()]
    assert rows[0] == ["element", "kind", "position", "classes"]
    seen = set()
    for element, kind, position, classes in rows[1:]:
        assert element == normalise(element), element
        assert kind in WEAK_KINDS
        assert position in {"prefix", "suffix", "any", "lead", "inside"}
        assert (kind == "generic") == bool(classes), element
        assert all(1 <= int(c) <= 45 for c in classes.split(",") if c)
        for end in ("prefix", "suffix") if position == "any" else (position,):
            assert (element, end) not in seen, element
            seen.add((element, end))


def test_table_of_places_is_sound() -> None:
    rows = [line.split("\t") for line in read_table("places.tsv").splitlines()]
    assert rows[0] == ["element", "script", "kind"]
    assert len({(e, s) for e, s, _ in rows[1:]}) == len(rows) - 1
    for element, script, kind in rows[1:]:
        assert element == normalise(element), element
        assert script == ("latin" if element.isascii() else "zh")
        assert kind in PLACE_KINDS


@pytest.mark.parametrize(
    ("text", "names"), [("小米", True), ("啤酒", True), ("北京", False), ("集团", False), ("华为", False)]
)
def test_whether_a_text_is_the_name_of_some_goods(text: str, names: bool) -> None:
    assert names_some_goods(text) is names


@pytest.mark.parametrize(
    ("text", "weak"),
    [("牌", True), ("科技有限责任公司", True), ("广东省佛山市", True), ("红王", False), ("科技小米王", False)],
)
def test_whether_a_text_is_weak_throughout(text: str, weak: bool) -> None:
    assert is_weak_throughout_zh(text) is weak
