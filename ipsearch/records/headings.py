"""What tables of trade marks write above their columns (表头), in Chinese (short and long characters) and English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from types import MappingProxyType

from ipsearch.errors import InputError

_WORDS: Mapping[str, str] = MappingProxyType({
    "mark": """
        商标 商标名称 商标名 商标文字 商標 商標名稱 trademark trade_mark trademark_name trade_mark_name mark_name
        word_mark wordmark mark_text verbal_element verbal_elements mark_verbal_element literal_element
        mark_literal_element mark_literal_elements""",
    "application_number": """
        申请号 申请/注册号 申请注册号 注册/申请号 注册号/申请号 申请号/注册号 商标号 商标申请号 商标申请/注册号
        申請號 申請案號 application_no application_nr application_number appl_no app_no serial_number serial_no
        us_serial_number""",
    "registration_number": """
        注册号 商标注册号 注册证号 註冊號 註冊/審定號 審定號 registration_no registration_nr registration_number
        reg_no us_registration_number""",
    "international_number": """
        国际注册号 國際註冊號 international_registration_number international_registration_no ir_number ir_no""",
    "classes": """
        国际分类 国际分类号 类别 类号 尼斯分类 尼斯分类号 商标类别 注册类别 商品类别 商品/服务类别 商品服务类别
        國際分類 類別 商品類別 商标国际分类 class class(es) class_no class_number nice nice_class nice_class(es)
        nice_classes nice_cl nice_classification international_class international_class(es) international_classes
        int_class intl_class""",
    "groups": """
        类似群 类似群组 类似群号 类似群组号 类似群代码 類似群 類似組群 similar_group similar_groups
        similar_group_code similar_group_codes""",
    "goods": """
        商品/服务 商品服务 商品/服务项目 商品/服务列表 核定商品 核定使用商品 核定使用商品/服务 指定商品 指定使用商品
        商品/服務 商品服務 商品或服务列表 goods_and_services goods_&_services goods/services goods_services
        goods_and/or_services list_of_goods_and_services""",
    "applicants": """
        申请人 申请人名称 申请人(中文) 申请人名称(中文) 申请人中文名称 申请人/注册人 注册人 注册人名称 商标注册人
        商标申请人 商标权人 商标所有人 权利人 持有人 申請人 申請人名稱 商標權人 applicant applicant(s)
        applicant_name applicant_names owner owner(s) owners owner_name owner_names holder holders holder_name
        proprietor proprietor_name registrant registrant_name rights_holder""",
    "agents": """
        代理人 代理人名称 代理机构 代理机构名称 代理组织 代理组织机构 代理組織 代理機構 代理/办理机构 agent
        agent_name representative representatives representative_name attorney attorney_name""",
    "status": """
        状态 商标状态 商标法律状态 法律状态 当前状态 狀態 商標狀態 流程状态 当前商标状态 当前权利状态
        trademark_status trade_mark_status mark_status current_status legal_status""",
    "kind": "商标形态 商標形態 trademark_type trade_mark_type mark_type mark_feature",
    "application_date": """
        申请日 申请日期 申请时间 申請日 申請日期 商标申请日 商标申请日期 filing_date date_of_filing filed filed_date
        date_filed date_of_application""",
    "publication_date": "初审公告日 初审公告日期 初步审定公告日 初步审定公告日期 初审日期 date_of_publication",
    "registration_date": """
        注册日 注册日期 注册公告日 注册公告日期 核准注册日 核准注册日期 註冊日 註冊日期 註冊公告日 註冊公告日期
        商标注册日 date_of_registration reg_date""",
    "expiry_date": """
        截止日期 到期日 到期日期 有效期至 有效期截止日期 专用期截止日期 专用权截止日期 專用期限截止日期 專用期止日
        商标到期日 商标到期日期 有效期止 有效期截止日 有效期限 商标有效期 专用期结束日期 专用权期限截止
        专用权期限结束 专用权期限结束日期 专用权期限 专用期限 expiry expiration expiration_date date_of_expiry""",
    "office": "trademark_office trade_mark_office",
    "notes": "备注 備註 remarks remark comment comments note",
    "vienna": """
        图形要素 图形要素编码 图形编码 维也纳分类 维也纳编码 圖形編碼 vienna_classification vienna_class
        vienna_classes vienna_codes vienna_code""",
})  # fmt: skip

BESIDE = frozenset((
    "#", "no", "s/n", "sn", "sr_no", "sl_no", "index", "country", "country_of_origin", "country_of_applicant",
    "applicant_country", "owner_country", "holder_country", "nationality", "origin", "designated_countries",
    "designated_territory", "designated_territories", "graphic_representation", "graphic_representations",
    "seniority_claimed", "st13", "address", "applicant_address", "owner_address", "holder_address", "city",
    "postal_code", "zip_code", "email", "e-mail", "phone", "telephone", "website", "url", "link",
))  # fmt: skip
"""English headings of what has no field: whose mark it is, where to find it. What is under them is kept in the notes,
as under a Chinese heading that means nothing here; any other English one may be a field that was misspelt."""

HEADINGS: Mapping[str, str] = MappingProxyType(
    {heading: name for name, headings in _WORDS.items() for heading in headings.split()}
)
"""Heading, as :func:`plain_heading` writes it -> the field below it."""

FIELDS = frozenset(_WORDS)
"""Every field that has headings."""

PICTURE = "商标"
"""The column of the picture (商标图样) in tables that have 商标名称 beside it, as services and company reports do."""

_SPACES = re.compile(r"\.?[\s_]+")
_REFERENCE = re.compile(r"[=\[#]|https?:|data:|.*\.(?:jpe?g|png|gif|bmp|webp|svg)\b", re.IGNORECASE)
"""What stands for a picture in a cell: a link, the name of a file, a function of the spreadsheet or its error."""


def plain_heading(cell: str) -> str:
    """A heading as the tables have it: no case, no width, no sign at the end of it or of a word, words joined by ``_``.

    >>> plain_heading(" Appl. No.: "), plain_heading("申请／注册号：")
    ('appl_no', '申请/注册号')
    """
    text = unicodedata.normalize("NFKC", cell).replace("\ufeff", "").casefold().strip().rstrip(".:* ")
    # Chinese has no spaces: a line break that a narrow column forced is none of the heading's.
    return _SPACES.sub("_" if text.isascii() else "", text)


def field_of(cell: str) -> str:
    """The field that a heading names, or the heading itself as :func:`plain_heading` writes it."""
    plain = plain_heading(cell)
    return HEADINGS.get(plain, plain)


def fields_of(header: Sequence[str]) -> list[str]:
    """The fields of the headings of a table; 商标 names none beside 商标名称 (:data:`PICTURE`).

    >>> fields_of(["商标", "类别"]), fields_of(["商标", "商标名称"])
    (['mark', 'classes'], ['商标', 'mark'])
    """
    plain = [plain_heading(cell) for cell in header]
    return [cell if cell == PICTURE and "商标名称" in plain else field_of(cell) for cell in plain]


def refuse_other_mark(picture: str, mark: str) -> None:
    """Raise ``InputError`` for other words than the mark's where its picture should be: one of two would be lost."""
    if picture and picture != mark and not _REFERENCE.match(picture):
        expected = "the picture, or the words of the mark column"
        raise InputError("record.bad_value", field=PICTURE, value=picture[:60], expected=expected)


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


def two_rows(upper: Sequence[str], lower: Sequence[str], known: Set[str] = FIELDS) -> list[str]:
    """The headings that two rows make together (合并单元格), [] if they do not head marks or the lower one alone does.

    A cell of the upper row heads its own column, or is the name of a group: then headings stand below it, and the cells
    to its right are empty. The lowest cell is the heading, with the name of the group before it where only both say
    what it is (申请 over 号). A lower row of nothing but empty cells belongs to a header that is merged over both.

    >>> two_rows(["序号", "商标", "", "申请人"], ["", "名称", "类别", ""])
    ['序号', '商标 名称', '类别', '申请人']
    """
    above, below = _as_wide(upper, lower)
    if not any(below):
        return above if lower and heads_marks(above, known) else []
    headings, is_group = _under(above, below, known)
    return headings if is_group and headings != below and heads_marks(headings, known) else []


def three_rows(top: Sequence[str], upper: Sequence[str], lower: Sequence[str], known: Set[str] = FIELDS) -> list[str]:
    """The headings that three rows make together as :func:`two_rows` do, [] if the highest or the lowest adds nothing.

    >>> three_rows(["序号", "商标信息", "", "申请人"], ["", "商标", "", ""], ["", "名称", "类别", ""])
    ['序号', '商标 名称', '类别', '申请人']
    """
    above, below = _as_wide(top, upper)
    headings, _ = _under(above, below, known)
    return two_rows(headings, lower, known) if headings != below and any(map(str.strip, lower)) else []


def _as_wide(upper: Sequence[str], lower: Sequence[str]) -> tuple[list[str], list[str]]:
    """Two rows with as many cells: empty ones at the end of the upper one are none."""
    width = max([len(lower), *(i + 1 for i, cell in enumerate(upper) if cell.strip())])
    above, below = ([cell.strip() for cell in row] + [""] * (width - len(row)) for row in (upper, lower))
    return above, below


def _under(above: Sequence[str], below: Sequence[str], known: Set[str]) -> tuple[list[str], bool]:
    """The headings of two rows, and whether a group has one that is known behind its first; [] if one has a row below
    it."""
    starts = [i for i, cell in enumerate(above) if cell and (i == 0 or cell != above[i - 1])]
    headings, new = list(below), known - {field_of(cell) for cell in below}
    is_group = False
    for start, end in pairwise([*starts, len(below)]):
        name = above[start]
        if end - start == 1:
            if below[start] not in ("", name):
                return [], False  # what stands below a heading is a row
            headings[start] = name
            continue
        for i in range(start, end):
            whole = f"{name} {below[i]}".strip() if below[i] or i == start else ""
            headings[i] = whole if field_of(whole) in new else below[i]
            is_group = is_group or (i > start and field_of(headings[i]) in known)
    return headings, is_group
