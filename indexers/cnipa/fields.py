"""The members of a CNIPA package (商标数据开放包) and their columns, as the office heads them.

Two packages show the same layout: one of a filing year and one of a month. Headers vary (注册号 or 申请号 or
注册号/申请号, 代理机构代码 or 代理人编码, a flattened 初审公告日期>日期, full-width ＞ and ：, trailing spaces,
共有人英文文名称 with a doubled character), so a column is known by a canonical name and its aliases. The kind of a
column says what its cells look like; that is what a damaged row is aligned by.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ipsearch.records import HEADINGS, field_of, plain_heading

Kind = Literal["number", "class", "date", "issue", "code", "flag", "word", "zh", "foreign", "text"]
"""``number`` a registration or application number, ``issue`` a gazette issue (期号), ``code`` letters and digits,
``flag`` 是/否 or a digit, ``word`` one short value, ``zh`` / ``foreign`` free text in Chinese / another script,
``text`` free text in any."""

NUMBER = "注册号/申请号"
CLASS = "国际分类"
NAME = "商标名称"
AGENT_CODE = "代理机构代码"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``spill`` is the cost of each extra cell that an unquoted delimiter made of its text; 0 = never."""

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    spill: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """One table of a package. ``keywords`` recognise its file name, ``signature`` (any of it) its header."""

    title: str
    keywords: tuple[str, ...]
    columns: tuple[Column, ...]
    required: tuple[str, ...]
    signature: frozenset[str]

    @property
    def names(self) -> tuple[str, ...]:
        """The canonical names, in the order in which cells are handed on."""
        return tuple(c.name for c in self.columns)


_NUMBER = Column(NUMBER, "number", ("注册号", "申请号", "申请号/注册号"))
_CLASS = Column(CLASS, "class", ("类别", "国际分类号"))

BASIC = Member(
    "注册商标基本信息", ("基本信息",),
    (
        _NUMBER, _CLASS, Column("申请日期", "date"), Column(NAME, "text", spill=3), Column("商标类型", "word"),
        Column(AGENT_CODE, "code", ("代理人编码", "代理人代码", "代理机构编码")),
        Column("初审公告期号", "issue"), Column("初审公告日期", "date"),
        Column("注册公告期号", "issue"), Column("注册公告日期", "date"),
        Column("专用期开始日期", "date"), Column("专用期结束日期", "date"), Column("专用有效期", "word"),
        Column("商标设计说明", "text", spill=1), Column("商标颜色说明", "text", spill=2),
        Column("放弃专用权说明", "text", spill=2), Column("是否立体商标", "flag"), Column("是否共有申请", "flag"),
        Column("商标形态", "word"), Column("地理标志信息", "text", spill=3), Column("颜色标志", "flag"),
        Column("是否驰名商标", "flag"),
    ),
    # Name, number, class, form and days head ordinary lists of marks too.
    (NUMBER, CLASS),
    frozenset({
        AGENT_CODE, "初审公告期号", "注册公告期号", "专用期开始日期", "专用期结束日期", "专用有效期", "商标设计说明",
        "商标颜色说明", "放弃专用权说明", "是否立体商标", "是否共有申请", "地理标志信息", "颜色标志", "是否驰名商标",
    }),
)  # fmt: skip
OWNERS = Member(
    "商标注册人信息", ("注册人", "申请人"),
    (
        _NUMBER, _CLASS, Column("注册人中文名称", "zh", ("申请人中文名称",), spill=2),
        Column("注册人外文名称", "foreign", ("申请人外文名称", "注册人英文名称"), spill=1),
        Column("注册人中文地址", "zh", ("申请人中文地址",), spill=1),
        Column("注册人英文地址", "foreign", ("申请人英文地址", "注册人外文地址"), spill=1),
    ),
    (NUMBER, CLASS), frozenset({"注册人中文名称", "注册人外文名称"}),
)  # fmt: skip
GOODS = Member(
    "注册商标商品服务信息", ("商品服务", "商品/服务"),
    (
        _NUMBER, _CLASS, Column("类似群", "code", ("类似群组",)), Column("商品序号", "code"),
        Column("商品中文名称", "text", ("商品/服务名称", "商品名称"), spill=1), Column("商品状态", "flag"),
    ),
    (NUMBER, CLASS), frozenset({"商品中文名称", "类似群"}),
)  # fmt: skip
CO_OWNERS = Member(
    "注册商标共有人信息", ("共有人",),
    (
        _NUMBER, Column("共有人中文名称", "zh", spill=2),
        Column("共有人英文名称", "foreign", ("共有人英文文名称", "共有人外文名称"), spill=1),
        Column("共有人中文地址", "zh", spill=1), Column("共有人英文地址", "foreign", ("共有人外文地址",), spill=1),
    ),
    (NUMBER,), frozenset({"共有人中文名称", "共有人英文名称"}),
)  # fmt: skip
PRIORITIES = Member(
    "注册商标优先权信息", ("优先权",),
    (
        _NUMBER, _CLASS, Column("优先权编号", "text", spill=1), Column("优先权种类", "word"),
        Column("优先权日期", "date"), Column("优先权商品", "text", spill=2),
        Column("优先权国家/地区", "word", ("优先权国家", "优先权国家或地区")),
    ),
    (NUMBER, CLASS), frozenset({"优先权编号", "优先权日期"}),
)  # fmt: skip
INTERNATIONAL = Member(
    "国际注册基本信息", ("国际注册",),
    (
        _NUMBER, Column("国际注册号", "number"), Column("国际注册日期", "date"), Column("国际通知日期", "date"),
        Column("国际申请语种", "word"), Column("国际申请类型", "word"), Column("国际公告期号", "text", spill=1),
        Column("国际公告日期", "date"), Column("后期指定日期", "date", ("后期指定",)), Column("基础注册日期", "date"),
    ),
    (NUMBER,), frozenset({"国际注册号", "国际注册日期"}),
)  # fmt: skip
AGENTS = Member(
    "商标代理人信息", ("代理人", "代理机构"),
    (
        Column(AGENT_CODE, "code", ("代理人编码", "代理人代码", "代理机构编码")),
        Column("代理人名称", "text", ("代理机构名称",), spill=1),
    ),
    (AGENT_CODE, "代理人名称"), frozenset({"代理人名称"}),
)  # fmt: skip

MEMBERS = (INTERNATIONAL, BASIC, OWNERS, GOODS, CO_OWNERS, PRIORITIES, AGENTS)
"""Every member. The order matters: 国际注册基本信息 holds the key words of two."""

_SPACE = re.compile(r"\s+")


def normalise_header(cell: str) -> str:
    """A header cell without byte order mark, white space, full-width forms and a flattened ``>日期`` level."""
    text = _SPACE.sub("", unicodedata.normalize("NFKC", cell).replace("\ufeff", "")).strip('"')
    return text.removesuffix(">日期").replace(":", "/")


def canonical_header(member: Member, header: Sequence[str]) -> tuple[str, ...]:
    """The canonical name of every column of a header; a column that is not known keeps its own."""
    aliases = {alias: c.name for c in member.columns for alias in (c.name, *c.aliases)}
    names: list[str] = []
    for cell in map(normalise_header, header):
        # 公告日期 alone says nothing: it belongs to the issue number in the column before it.
        text = names[-1][:2] + cell if cell == "公告日期" and names and names[-1].endswith("公告期号") else cell
        names.append(aliases.get(text, text))
    return tuple(names)


_LIST_HEADINGS = HEADINGS.keys() - {heading for c in BASIC.columns for heading in (c.name, *c.aliases)}
"""Headings of lists that no basic member has."""


def _names_marks(header: Sequence[str]) -> bool:
    return any(field_of(cell) == "mark" for cell in header)


def is_list(header: Sequence[str]) -> bool:
    """Whether a header is that of a list of marks: beside the mark it has a heading of lists that packages lack.

    >>> is_list(["商标名称", "申请号", "国际分类", "申请人", "商标状态"])
    True
    """
    headings = {plain_heading(cell) for cell in header}
    return _names_marks(header) and not headings.isdisjoint(_LIST_HEADINGS)


def member_by_header(header: Sequence[str]) -> Member | None:
    """The member that a header row belongs to. A header that names marks is that of the basic member, or of a list."""
    if is_list(header):
        return None
    for member in (BASIC,) if _names_marks(header) else MEMBERS:
        names = set(canonical_header(member, header))
        if names.issuperset(member.required) and names & member.signature:
            return member
    return None


def member_by_name(name: str) -> Member | None:
    """The member that a file name stands for: its key word and 信息, with whatever prefix and suffix."""
    return next((m for m in MEMBERS if "信息" in name and any(word in name for word in m.keywords)), None)
