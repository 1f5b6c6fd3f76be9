"""Classes and similar groups: the Nice classification (国际分类) and the Chinese groups inside its classes (类似群).

The office compares goods by similar group: a four-digit code of the table of similar goods and services
(类似商品和服务区分表), the class and a number, such as 0901. The codes and names of one edition come with the package
(``similar_groups.tsv``); the goods in each group, and relations between groups, are read from a table that the user
has (:func:`parse_groups`).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import BinaryIO, Literal, NamedTuple

from ipsearch.errors import InputError
from ipsearch.text.tables import read_table

CLASSES = range(1, 46)
"""The Nice classes: 1 to 34 goods, 35 to 45 services."""
MOST_DIGITS = 9
"""Digits of a number that may be meant as a class; enough to name a wrong one in a message."""

_ONES = "一二三四五六七八九"
_TENS = ("", "十", *(f"{digit}十" for digit in _ONES[1:]))
_NUMERALS = {tens + ones: 10 * i + j for i, tens in enumerate(_TENS) for j, ones in enumerate(("", *_ONES)) if i + j}
_NUMERAL = re.compile(f"(?:(?<=[第类至和及与])|(?<![一-鿿]))[{_ONES}十]+(?=\\s*类|[至和及与]|(?![一-鿿]))")
"""A numeral that is no part of a word: 九, 第九类, 九至十二."""


class Heading(NamedTuple):
    """A short label for a class. Descriptive, not the official heading."""

    zh: str
    en: str


_HEADINGS = (
    Heading("化学原料、肥料、胶粘剂", "chemicals, fertilisers, adhesives"),
    Heading("颜料、油漆、防锈剂", "paints, varnishes, colourants"),
    Heading("化妆品、洗涤清洁用品", "cosmetics, soaps, cleaning products"),
    Heading("油脂、燃料、蜡烛", "oils, fuels, candles"),
    Heading("药品、医用营养品、消毒杀虫剂", "medicines, dietary supplements, disinfectants"),
    Heading("普通金属及其制品", "common metals and metal goods"),
    Heading("机器、马达、机床", "machines, motors, machine tools"),
    Heading("手工具、刀具餐具", "hand tools, cutlery, razors"),
    Heading("电子、软件、仪器", "electronics, software, instruments"),
    Heading("医疗器械、假肢", "medical apparatus, prostheses"),
    Heading("照明、冷暖、卫生设备", "lighting, heating, cooling, sanitary"),
    Heading("车辆、运载工具", "vehicles"),
    Heading("火器、弹药、烟花", "firearms, ammunition, fireworks"),
    Heading("贵金属、珠宝、钟表", "precious metals, jewellery, watches"),
    Heading("乐器", "musical instruments"),
    Heading("纸品、文具、印刷品", "paper, stationery, printed matter"),
    Heading("橡胶、塑料半成品、绝缘材料", "rubber, plastics in semi-finished form, insulation"),
    Heading("皮革、箱包、雨伞", "leather, bags, umbrellas"),
    Heading("非金属建筑材料", "building materials, not of metal"),
    Heading("家具、木竹塑料制品", "furniture, goods of wood or plastic"),
    Heading("厨房用具、玻璃瓷器", "kitchen utensils, glassware, porcelain"),
    Heading("绳、网、帐篷、纤维原料", "ropes, nets, tents, raw fibres"),
    Heading("纱、线", "yarns and threads"),
    Heading("布料、床上用品、毛巾", "fabrics, bed linen, towels"),
    Heading("服装、鞋、帽", "clothing, footwear, headgear"),
    Heading("花边、纽扣、拉链、假花", "lace, buttons, zips, artificial flowers"),
    Heading("地毯、席垫、墙纸", "carpets, mats, wallpaper"),
    Heading("玩具、游戏、体育用品", "toys, games, sports articles"),
    Heading("肉、鱼、蛋、奶、食用油", "meat, fish, eggs, dairy, edible oils"),
    Heading("茶、咖啡、粮食、糕点、调味品", "tea, coffee, cereals, pastry, seasonings"),
    Heading("农产品、活动物、鲜果蔬、饲料", "farm produce, live animals, fresh fruit, feed"),
    Heading("啤酒、无酒精饮料", "beer, soft drinks"),
    Heading("含酒精饮料", "wines and spirits"),
    Heading("烟草、烟具", "tobacco, smokers' articles"),
    Heading("广告、商业经营、零售批发", "advertising, business, retail"),
    Heading("金融、保险、不动产", "finance, insurance, real estate"),
    Heading("建筑、修理、安装", "construction, repair, installation"),
    Heading("电信、通讯", "telecommunications"),
    Heading("运输、仓储、旅行安排", "transport, storage, travel"),
    Heading("材料加工处理", "treatment of materials"),
    Heading("教育、文娱、体育", "education, entertainment, sport"),
    Heading("科研、设计、软件开发", "research, design, software development"),
    Heading("餐饮、住宿", "restaurants, lodging"),
    Heading("医疗、美容、园艺", "medical care, beauty care, gardening"),
    Heading("法律、安保、社会服务", "legal, security, personal services"),
)


def class_heading(nice_class: int, lang: Literal["zh", "en"] = "zh") -> str:
    """A label of a few words for a class. :class:`ValueError` if the class does not exist."""
    if nice_class not in CLASSES:
        raise ValueError(f"Nice class {nice_class} does not exist")
    heading = _HEADINGS[nice_class - 1]
    return heading.zh if lang == "zh" else heading.en


def in_digits(text: str) -> str:
    """A text that names classes, with its Chinese numerals up to 99 in digits.

    >>> in_digits("第三十五类"), in_digits("九、十二"), in_digits("九至十二"), in_digits("三角板")
    ('第35类', '9、12', '9至12', '三角板')
    """
    return _NUMERAL.sub(lambda found: str(_NUMERALS.get(found[0], found[0])), text)


def class_number(text: str) -> int:
    """The class that a person means: 9, 09, ９, 9类, 第9类, 第九类. It need not be one of :data:`CLASSES`.

    Raises:
        InputError: ``record.bad_class``, if it is no number.
    """
    digits = in_digits(unicodedata.normalize("NFKC", text).strip().replace("類", "类"))
    digits = digits.removeprefix("第").removesuffix("类").strip()
    # Python refuses to read a number of thousands of digits with an error of its own.
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
        raise InputError("record.bad_class", value=text[:80])
    return int(digits)


def is_group(code: str) -> bool:
    """Whether the code is a similar group of the edition that comes with the package (:func:`groups_edition`)."""
    return code in _shipped().groups


def group_name(code: str) -> str | None:
    """The Chinese name of a similar group; ``None`` if there is no such group."""
    return _shipped().groups.get(code)


def groups_of(nice_class: int) -> tuple[str, ...]:
    """The similar groups of a class, in order; empty if the class does not exist."""
    return _shipped().groups_of(nice_class)


def groups_edition() -> str:
    """The edition of the table of similar groups that comes with the package."""
    return _shipped().edition


@dataclass(frozen=True, slots=True)
class GroupTable:
    """A table of similar groups (类似商品和服务区分表).

    ``groups`` maps a code to its name, ``goods`` the name of a good or service to the codes of its groups (some names
    stand in several). ``relations`` maps a pair of codes, the lower one first, to what the table says about it (注释):
    such groups are similar or cross-searched although their codes differ. ``edition`` is empty if the table names none.
    """

    edition: str
    groups: Mapping[str, str]
    goods: Mapping[str, frozenset[str]] = field(default_factory=dict)
    relations: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def groups_of(self, nice_class: int) -> tuple[str, ...]:
        """The codes of a class, in order."""
        return tuple(sorted(code for code in self.groups if int(code[:2]) == nice_class))

    def related(self, a: str, b: str) -> bool:
        """Whether goods of the two groups are similar: one group, or a relation in the table."""
        return a == b or _pair(a, b) in self.relations

    def citation(self, a: str, b: str) -> str:
        """What the table says about the relation of two groups; empty if nothing, or if there is no relation."""
        return self.relations.get(_pair(a, b), "")

    def classes_of_goods(self, name: str) -> frozenset[int]:
        """The classes in which the table lists exactly this name: there it is a generic name (通用名称)."""
        return frozenset(int(code[:2]) for code in self.goods.get(name, ()))


def parse_groups(stream: BinaryIO) -> GroupTable:
    """Read a table of similar groups from JSON.

    The form is a list of classes, each ``{"code": "01", "name", "children": [group]}``, each group ``{"code": "0101",
    "name", "children": [{"name": goods}], "related": [...]}``; or an object ``{"edition", "classes": [that list]}``.
    ``children`` and ``related`` of a group may be missing. An entry of ``related`` is a code or ``{"code", "note"}``;
    a relation holds in both directions. Other keys are ignored. :class:`~ipsearch.errors.InputError` says what is
    wrong and where.
    """
    try:
        root = json.load(stream)
    except (ValueError, RecursionError) as error:
        raise InputError("groups.invalid", error=str(error)) from error
    edition, listed = (root.get("edition", ""), root.get("classes")) if isinstance(root, dict) else ("", root)
    groups: dict[str, str] = {}
    goods: dict[str, set[str]] = {}
    relations: dict[tuple[str, str], str] = {}
    for class_place, entry in _objects(listed, "classes"):
        nice_class = _text(entry, "code", class_place)
        if not (_digits(nice_class, 2) and int(nice_class) in CLASSES):
            raise InputError("groups.bad_class", place=class_place, value=nice_class)
        for place, group in _objects(entry.get("children"), f"{class_place}.children"):
            code = _text(group, "code", place)
            if not _digits(code, 4) or code[:2] != nice_class:
                raise InputError("groups.bad_code", place=place, value=code, nice_class=nice_class)
            if code in groups:
                raise InputError("groups.twice", place=place, value=code)
            groups[code] = _text(group, "name", place)
            for item_place, item in _objects(group.get("children", []), f"{place}.children"):
                goods.setdefault(_text(item, "name", item_place), set()).add(code)
            relations.update(_relations(code, group.get("related", []), f"{place}.related"))
    if not groups:
        raise InputError("groups.none")
    for a, b in relations:
        for code in (a, b):
            if code not in groups:
                raise InputError("groups.unknown_related", value=code, pair=f"{a} - {b}")
    return GroupTable(str(edition), groups, {name: frozenset(codes) for name, codes in goods.items()}, relations)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def _digits(value: str, length: int) -> bool:
    return len(value) == length and value.isascii() and value.isdigit()


def _objects(value: object, place: str) -> Iterator[tuple[str, dict[str, object]]]:
    if not isinstance(value, list):
        raise InputError("groups.shape", place=place, expected="a list")
    for i, entry in enumerate(value):
        if not isinstance(entry, dict):
            raise InputError("groups.shape", place=f"{place}[{i}]", expected="an object")
        yield f"{place}[{i}]", entry


def _text(entry: dict[str, object], key: str, place: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise InputError("groups.shape", place=f"{place}.{key}", expected="a text")
    return value.strip()


def _relations(code: str, value: object, place: str) -> Iterator[tuple[tuple[str, str], str]]:
    if not isinstance(value, list):
        raise InputError("groups.shape", place=place, expected="a list")
    for i, other in enumerate(value):
        if isinstance(other, str):
            yield _pair(code, other), ""
        elif isinstance(other, dict):
            yield _pair(code, _text(other, "code", f"{place}[{i}]")), str(other.get("note", ""))
        else:
            raise InputError("groups.shape", place=f"{place}[{i}]", expected="a code or an object")


@cache
def _shipped() -> GroupTable:
    rows = [line.split("\t") for line in read_table("similar_groups.tsv").splitlines()[1:]]
    return GroupTable(rows[0][3], {code: name for _, code, name, _ in rows})
