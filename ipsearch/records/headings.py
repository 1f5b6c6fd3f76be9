"""What tables of trade marks write above their columns (表头), in Chinese (short and long characters) and English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence, Set
from types import MappingProxyType

_WORDS: Mapping[str, str] = MappingProxyType({
    "mark": """
        商标 商标名称 商标名 商标文字 商標 商標名稱 trademark trade_mark trademark_name trade_mark_name mark_name
        word_mark mark_text verbal_element""",
    "application_number": """
        申请号 申请/注册号 申请注册号 注册/申请号 注册号/申请号 申請號 申請案號 application_no application_number
        serial_number serial_no""",
    "registration_number": "注册号 註冊號 註冊/審定號 審定號 registration_no registration_number",
    "international_number": "国际注册号 國際註冊號 international_registration_number",
    "classes": """
        国际分类 国际分类号 类别 类号 尼斯分类 商标类别 國際分類 類別 商品類別 class nice_class nice_classes
        nice_classification international_class international_classes""",
    "groups": "类似群 类似群组 类似群号 類似群 類似組群 similar_group similar_groups",
    "goods": """
        商品/服务 商品服务 商品/服务项目 核定商品 商品/服務 商品服務 goods_and_services goods_&_services
        goods/services""",
    "applicants": """
        申请人 申请人名称 注册人 商标权人 申請人 申請人名稱 商標權人 applicant applicant_name owner owner_name holder
        proprietor registrant""",
    "agents": "代理人 代理机构 代理组织 代理组织机构 代理機構 agent representative attorney",
    "status": "状态 商标状态 法律状态 当前状态 狀態 商標狀態 trademark_status trade_mark_status legal_status",
    "kind": "商标形态 商標形態 trademark_type trade_mark_type mark_type mark_feature",
    "application_date": "申请日 申请日期 申請日 申請日期 filing_date date_of_filing",
    "publication_date": "初审公告日 初审公告日期",
    "registration_date": "注册日 注册日期 注册公告日 注册公告日期 註冊日 註冊日期 註冊公告日 註冊公告日期",
    "expiry_date": "截止日期 到期日 专用期截止日期 专用权截止日期 專用期限截止日期 專用期止日 expiration_date",
    "notes": "备注 備註 remarks",
    "vienna": "图形要素 图形编码 维也纳分类 圖形編碼 vienna_classification vienna_codes vienna_code",
})  # fmt: skip

HEADINGS: Mapping[str, str] = MappingProxyType(
    {heading: name for name, headings in _WORDS.items() for heading in headings.split()}
)
"""Heading, as :func:`plain_heading` writes it -> the field below it."""

FIELDS = frozenset(_WORDS)
"""Every field that has headings."""

_SPACES = re.compile(r"[\s_]+")


def plain_heading(cell: str) -> str:
    """A heading as the tables have it: no case, no width, no sign at its end, words joined by ``_``.

    >>> plain_heading(" Application No.: "), plain_heading("申请／注册号：")
    ('application_no', '申请/注册号')
    """
    text = unicodedata.normalize("NFKC", cell).replace("\ufeff", "").casefold().strip().rstrip(".:* ")
    # Chinese has no spaces: a line break that a narrow column forced is none of the heading's.
    return _SPACES.sub("_" if text.isascii() else "", text)


def field_of(cell: str) -> str:
    """The field that a heading names, or the heading itself as :func:`plain_heading` writes it."""
    plain = plain_heading(cell)
    return HEADINGS.get(plain, plain)


def headings_of(field: str) -> frozenset[str]:
    """The headings of a field, as :func:`plain_heading` writes them."""
    return frozenset(heading for heading, name in HEADINGS.items() if name == field)


def has_mark_column(cells: Sequence[str]) -> bool:
    """Whether the first line of a table or a list is a header with a column for the mark.

    An English word alone on a line is a name like any other, if it is not the one of the canonical form.
    """
    alone = len(cells) == 1 and cells[0].isascii() and plain_heading(cells[0]) != "mark"
    return not alone and any(field_of(cell) == "mark" for cell in cells)


def heads_marks(cells: Sequence[str], known: Set[str] = FIELDS) -> bool:
    """Whether a line heads marks and something else: a title, or a name in a list, has no second heading beside it."""
    fields = {field_of(cell) for cell in cells}
    return "mark" in fields and len(fields & known) > 1
