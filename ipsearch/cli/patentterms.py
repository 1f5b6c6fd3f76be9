"""Codes of records as words: kinds of events of patents and of marks, phases of citation, relations between documents.

The Chinese terms are those of CNIPA's gazette and of the services; a code that is not here is an office's own word and
is shown as it came.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from ipsearch.errors import Lang

_EVENTS = {
    "publication": "公布", "examination": "审查", "grant": "授权", "refusal": "驳回", "withdrawal": "撤回",
    "lapse": "终止", "expiry": "期限届满", "end": "终结", "surrender": "放弃", "revocation": "无效宣告",
    "revocation_request": "无效宣告请求", "partial_invalidation": "部分无效", "opposition": "异议",
    "no_opposition": "无异议", "reexamination": "复审", "restoration": "权利恢复", "transfer": "权利转移",
    "holder_change": "权利人变更", "licence": "许可备案", "licence_end": "许可备案注销", "pledge": "质押登记",
    "pledge_end": "质押注销", "preservation": "保全", "preservation_end": "保全解除", "fee_payment": "缴费",
    "correction": "更正", "disclaimer": "放弃部分权利要求", "designation": "指定国", "national": "国家阶段事项",
    "national_phase": "进入国家阶段", "no_national_phase": "未进入国家阶段", "national_grant": "国家授权",
    "national_lapse": "国家终止", "national_end": "国家终结", "notice": "通知", "status": "状态",
    "litigation": "诉讼", "extension": "期限延长", "limitation": "限制",
}  # fmt: skip
_MARK_EVENTS = {
    "publication": "公告", "registration": "注册", "term_start": "专用期开始", "renewal": "续展", "opposition": "异议",
    "opposition period": "异议期", "cancellation": "撤销或注销", "abandonment": "放弃", "assignment": "转让",
    "transfer": "转让", "owner": "原注册人", "co_owner": "共有人", "deletion": "删除", "division": "分割",
    "relation": "关联", "correction": "更正", "surrender": "注销", "licence": "许可备案", "change of name": "名义变更",
    "representative": "代理人变更", "appeal": "上诉", "decision": "决定", "proceeding": "案件",
    "record": "登记事项", "prosecution": "审查流程", "notification": "通知", "basic_registration": "基础注册",
    "international_registration": "国际注册", "international registration": "国际注册",
    "international registration ended": "国际注册终止",
    "subsequent_designation": "后期指定", "madrid filing": "马德里申请", "madrid": "马德里流程",
}  # fmt: skip
_PHASES = {
    "applicant": "申请人", "description": "说明书", "search": "检索", "international_search": "国际检索",
    "supplementary_search": "补充检索", "examination": "审查", "opposition": "异议", "appeal": "申诉",
    "third_party": "第三方", "limitation": "限制", "examiner": "审查员", "pre_grant_search": "授权前检索",
    "international_examination": "国际初步审查", "other": "其他",
}  # fmt: skip
_RELATIONS = {
    "division": "分案", "continuation": "继续申请", "continuation_in_part": "部分继续申请",
    "pct_application": "国际申请", "pct_publication": "国际公布", "provisional": "临时申请", "reissue": "再颁",
    "reexamination": "再审查", "earlier_publication": "在先公布", "equivalent": "等同文献", "substitution": "替代申请",
    "addition": "增补专利", "correction": "更正", "related": "相关", "divisional_application": "分案申请",
    "based_on": "基础申请", "utility_model_basis": "实用新型基础",
}  # fmt: skip
_TERMS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"event": _EVENTS, "mark_event": _MARK_EVENTS, "phase": _PHASES, "relation": _RELATIONS}
)


def term(group: Literal["event", "mark_event", "phase", "relation"], code: str, lang: Lang) -> str:
    """A code as a word of the language."""
    if lang == "zh" and code in _TERMS[group]:
        return _TERMS[group][code]
    return code.replace("_", " ")
