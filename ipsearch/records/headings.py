"""What tables of trade marks write above their columns, where they do it in Chinese (表头)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

HEADINGS: Mapping[str, str] = MappingProxyType({
    "商标": "mark", "商标名称": "mark", "商标名": "mark", "商标文字": "mark",
    "申请号": "application_number", "申请/注册号": "application_number", "申请注册号": "application_number",
    "注册/申请号": "application_number", "注册号/申请号": "application_number",
    "注册号": "registration_number", "国际注册号": "international_number",
    "国际分类": "classes", "国际分类号": "classes", "类别": "classes", "类号": "classes", "尼斯分类": "classes",
    "商标类别": "classes", "类似群": "groups", "类似群组": "groups", "类似群号": "groups",
    "商品/服务": "goods", "商品服务": "goods", "商品/服务项目": "goods", "核定商品": "goods",
    "申请人": "applicants", "申请人名称": "applicants", "注册人": "applicants", "商标权人": "applicants",
    "代理人": "agents", "代理机构": "agents", "代理组织": "agents", "代理组织机构": "agents",
    "状态": "status", "商标状态": "status", "法律状态": "status", "当前状态": "status", "商标形态": "kind",
    "申请日": "application_date", "申请日期": "application_date",
    "初审公告日": "publication_date", "初审公告日期": "publication_date",
    "注册日": "registration_date", "注册日期": "registration_date",
    "注册公告日": "registration_date", "注册公告日期": "registration_date",
    "截止日期": "expiry_date", "到期日": "expiry_date",
    "专用期截止日期": "expiry_date", "专用权截止日期": "expiry_date",
    "备注": "notes", "图形要素": "vienna", "图形编码": "vienna", "维也纳分类": "vienna",
})  # fmt: skip
"""Heading -> the field of a :class:`~ipsearch.records.trademark.Trademark` that stands below it."""


def headings_of(field: str) -> frozenset[str]:
    """The Chinese headings of a field."""
    return frozenset(heading for heading, name in HEADINGS.items() if name == field)
