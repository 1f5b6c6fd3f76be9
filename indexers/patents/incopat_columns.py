"""What the columns of an export mean, by their headings: incoPat, PatSnap, CNIPA, CNKI, J-PlatPat, Espacenet.

Headings as the services write them in their exports, and as lists made from them do. A heading is compared in lower
case, half width and without spaces.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("标题", "名称", "发明名称", "专利名称", "专利标题", "发明创造名称", "title"),
        "title_zh": ("标题(中文)", "标题(译)(简体中文)", "标题(翻译)", "发明名称(中文)(机器翻译)"),
        "title_ja": ("発明の名称",),
        "title_en": ("标题(英文)", "英文标题", "标题(译)(英文)"),
        "abstract": ("摘要", "专利摘要", "摘要文本", "abstract"),
        "abstract_zh": ("摘要(中文)", "摘要(译)(简体中文)", "摘要(翻译)", "摘要(中文)(机器翻译)"),
        "abstract_ja": ("要約",),
        "abstract_en": ("摘要(英文)", "英文摘要", "摘要(译)(英文)"),
        "applicants": (
            "申请人", "申请(专利权)人", "原始申请人", "申请人(原文)", "原始申请(专利权)人", "申请人/专利权人",
            "专利申请人", "出願人/権利者", "applicants", "applicant",
        ),
        "standard": (
            "标准申请人", "标准化申请人", "申请人(标准化)", "[标]原始申请(专利权)人", "[标]申请(专利权)人",
            "[标]申请人",
        ),
        "standard_owners": ("标准化当前权利人", "标准化当前专利权人", "[标]当前申请(专利权)人", "[标]当前权利人"),
        "owners": ("当前权利人", "专利权人", "当前专利权人", "当前申请(专利权)人"),
        "inventors": ("发明人", "发明(设计)人", "设计人", "发明人/设计人", "发明人(设计人)", "inventors", "inventor"),
        "agents": ("代理人", "代理机构", "专利代理机构", "专利代理人", "专利代理师", "代理师", "[标]代理机构"),
        "application": (
            "申请号", "申请号(原始)", "申请(专利)号", "专利申请号", "申请号码", "出願番号", "applicationnumber",
        ),
        "applied": ("申请日", "申请日期", "专利申请日", "出願日", "applicationdate"),
        "publication": (
            "公开(公告)号", "公开号", "公告号", "授权公告号", "公开公告号", "文献号", "专利公开号", "专利公开(公告)号",
            "申请公布号", "公布号", "公布(公告)号", "授权公布号", "授权号", "文献番号", "publicationnumber",
            "publicationno.",
        ),
        "patent": ("专利号", "专利号码"),
        "published": (
            "公开(公告)日", "公开日", "公告日", "公开公告日", "公开(公告)日期", "公开日期", "公告日期", "申请公布日",
            "公布日", "公知日", "publicationdate",
        ),
        "granted": ("授权公告日", "授权日", "授权日期", "授权公布日", "授权公告日期"),
        "expires": ("失效日", "到期日", "专利权到期日", "预估到期日"),
        "ipc_main": ("ipc主分类号", "主分类号", "ipc主分类", "主ipc"),
        "ipc": ("ipc", "ipc分类号", "分类号", "国际分类号", "ipc分类", "国际专利分类号"),
        "cpc": ("cpc", "cpc分类号", "cpc分类"),
        "locarno": ("洛迦诺分类号", "loc分类号", "外观设计分类号", "locarno分类号"),
        "priority": ("优先权号", "优先权号码"),
        "prioritised": ("优先权日", "最早优先权日", "earliestpriority", "prioritydate"),
        "type": ("专利类型", "文献类型"),
        "alive": ("专利有效性", "有效性", "简单法律状态"),
        "status": ("当前法律状态", "法律状态", "法律状态/事件"),
        "status_date": ("法律状态日", "法律状态公告日", "法律状态更新时间"),
        "cites": ("引证专利", "引用专利", "引证文献"),
        "family": ("简单同族", "简单同族成员", "简单同族公开号"),
        "first_claim": ("首项权利要求", "首权", "第一权利要求", "主权项", "主权项内容", "主权利要求"),
        "claims": ("权利要求", "权利要求书", "全部权利要求"),
        "description": ("说明书", "说明书全文"),
        "country": ("公开国别", "受理局", "专利公开国别"),
        "keywords": ("关键词", "技术关键词"),
        "number": ("序号", "no.", "no", "编号"),
        "priority_info": ("优先权信息",),
        "title_other": ("标题(小语种原文)", "标题(原文)"),
        "abstract_other": ("摘要(小语种原文)", "摘要(原文)"),
        "applicants_en": ("申请人(翻译)", "申请人(英文)"),
        "address": ("申请人地址", "申请地址", "申请(专利权)人地址"),
        "examiners": ("审查员",),
        "ecla": ("ec", "ecla"),
        "uc": ("uc", "美国分类号"),
        "fi": ("fi",),
        "fterm": ("f-term", "ft", "fterm"),
        "pct_application": ("pct国际申请号", "国际申请号", "pct申请号"),
        "pct_publication": ("pct国际公布号", "国际公布号", "pct公开号"),
        "family_id": ("docdb同族id", "familynumber"),
        "literature": ("引证科技文献", "引证非专利文献", "非专利引证", "非专利引用文献"),
    }
)  # fmt: skip
"""What columns mean; names in lower case, half width, without spaces."""

GRANT_NUMBERS = frozenset(("授权公告号", "授权公布号", "授权号"))
"""Columns of publications that hold the number of the grant alone."""
_MEANINGS = MappingProxyType({name: meaning for meaning, names in COLUMNS.items() for name in names})
NUMBERS = frozenset(("publication", "application", "patent"))
"""What tells a document; a table has one of them at least."""
_WIDE = str.maketrans("（）：／，［］【】", "():/,[][]")


def plain_column(header: str) -> str:
    """A header as :data:`COLUMNS` has it."""
    return re.sub(r"[\s\ufeff]", "", header.translate(_WIDE)).casefold()


def column_of(header: str) -> str:
    """What a header means; "" for a column that is kept as a note."""
    return _MEANINGS.get(plain_column(header), "")


def has_numbers(header: Collection[str]) -> bool:
    """Whether a header has a column for the number of a document. One with a column of trade marks (商标) heads these,
    which have numbers of applications too."""
    return not NUMBERS.isdisjoint(map(column_of, header)) and not any("商标" in cell for cell in header)


def heads_patents(header: Collection[str]) -> bool:
    """Whether a line heads patents: a number and two further columns. In English other registers have the number and
    the day of an application too."""
    meanings = {column_of(cell) for cell in header} - {""}
    chinese = any(not cell.isascii() for cell in header if column_of(cell))
    return has_numbers(header) and len(meanings) >= 3 and (chinese or "publication" in meanings)
