"""The fields of a patent query: one table for parsers, renderers, the compiler, the documentation.

A field has a name, a Chinese and an English name, a kind, the index fields that hold it (``mappings/patent.json``), and
its codes in each dialect. A code may stand for several fields of the table: then it is a field of its own here whose
``paths`` are all of theirs. The first code of a dialect is the one that renderers write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

Kind = Literal["text", "party", "class", "number", "date", "integer", "value"]
"""How a field is asked: text by words; party by words or by the whole normal name; a class symbol; a document number in
any format; a date; an integer; a value that is compared whole."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``codes`` are its names per dialect, upper and lower case alike."""

    name: str
    zh: str
    en: str
    kind: Kind
    paths: tuple[str, ...]
    codes: Mapping[str, tuple[str, ...]]

    @property
    def label(self) -> str:
        """Its Chinese and its English name, as messages of both languages show it."""
        return f"{self.zh} ({self.en})"


def _field(name: str, zh: str, en: str, kind: Kind, paths: str, **codes: str) -> Field:
    return Field(
        name, zh, en, kind, tuple(paths.split()), MappingProxyType({d: tuple(c.split()) for d, c in codes.items()})
    )


@cache
def fields() -> Mapping[str, Field]:
    """Every field by name."""
    return MappingProxyType({field.name: field for field in _table()})


@cache
def codes(dialect: str) -> Mapping[str, Field]:
    """The fields of a dialect by code, as :func:`plain_code` writes it."""
    return MappingProxyType(
        {plain_code(code): field for field in fields().values() for code in field.codes.get(dialect, ())}
    )


@cache
def absent(dialect: str) -> frozenset[str]:
    """Codes that the dialect's own system has and for which no record here holds anything, as :func:`plain_code`
    writes them: told as such, never taken for a misspelt code."""
    return frozenset(plain_code(code) for code in _ABSENT.get(dialect, "").split())


_ABSENT: Mapping[str, str] = MappingProxyType(
    {
        "cql": "ci cn ai cpcc",
        "incopat": """
            AP-TYPE AP-USC AP-GROUP AP-ROOT AP-PROVINCE AP-CITY AP-COUNTY AP-ADD CITY COUNTY EX IN-FIRST IAN IPN SAN
            VLSTAR VLSTAR-1 VLSTAR-2 VLSTAR-3 BCLASS INDUSTRY1 INDUSTRY2 CTFW CT-X CTFW-X CT-TIMES CTFW-TIMES CT-SELF
            CTFW-SELF CT-OTH FCT FCT-TIMES EXDT EX-TIME PATENT-LIFE TECHNICAL-FIELD BACKGROUND-ART DISCLOSURE
            MODE-FOR-INVENTION EFFECT-CN EFFECT-TRIZ INDEPCLAIMS-CN ASSIGN-FLAG ASSIGN-DATE ASSIGN-PARTY AOR AEE LOR LEE
            LICENSE-FLAG LICENSE-DATE POR PEE PLEDGE-FLAG PLEDGE-DATE RI-FLAG RI-DATE RE-FLAG LGI-FLAG LGI-DATE
            LGI-PARTY FLAG-337 CUSTOMS-FLAG STD-FLAG STD-TYPE STD-NUM REWARD-NAME REWARD-LEVEL""",
        "patsnap": """
            CITE_CATEGORY CITED_COUNT SEIC GBC EFAM EFAM_ID EXAMINER AN_ADDRESS AN_PROVINCE AN_CITY IN_ADDRESS PV
            AWARD_NAME AWARD_TYPE AWARD_LEVEL AWARD_YEAR""",
        "cnipa": """
            申请人地址 申请（专利权）人地址 申请（专利权）人邮编 申请（专利权）人所在国（省） 申请人所在国（省）
            发明人所在国（省） 审查员 外观设计简要说明 国际申请号 国际公布号 ECLA UC FI FT""",
        "brs": "rlad rlan rlfd xa xp exa urpn urpd orpn fd pcad pcan",
    }
)


def plain_code(code: str) -> str:
    """A code as it is looked up: upper case, plain parentheses."""
    return code.upper().replace("（", "(").replace("）", ")")


def _table() -> tuple[Field, ...]:
    f = _field
    return (
        f("title", "标题", "title", "text", "title",
          cql="ti title", incopat="TI", patsnap="TTL TITLE TTL_ALL", cnipa="发明名称 名称 TI", brs="ti ttl",
          simple="ti title 标题"),
        f("abstract", "摘要", "abstract", "text", "abstract",
          cql="ab abstract", incopat="AB", patsnap="ABST ABSTRACT ABST_ALL", cnipa="摘要 AB", brs="ab abst",
          simple="ab abstract 摘要"),
        f("title_abstract", "标题摘要", "title or abstract", "text", "title abstract",
          cql="ta titleandabstract", incopat="TIAB", patsnap="TA TA_ALL", simple="ta"),
        f("claims", "权利要求", "claims", "text", "claims",
          cql="claims", incopat="CLAIM CLAIMS", patsnap="CLMS CLMS_ALL", cnipa="权利要求 权利要求书 CLMS CL",
          brs="clm aclm", simple="claims 权利要求"),
        f("first_claim", "首项权利要求", "first claim", "text", "first_claim",
          incopat="FIRST-CLAIM", patsnap="MCLMS", simple="claim1"),
        f("title_abstract_claims", "标题摘要权利要求", "title, abstract or claims", "text", "title abstract claims",
          cql="ctxt", incopat="TIABC", patsnap="TAC TAC_ALL", cnipa="关键词", simple="tac"),
        f("description", "说明书", "description", "text", "description",
          cql="desc", incopat="DES DESC", patsnap="DESC DESC_ALL", cnipa="说明书 DESC", brs="spec bsum detd",
          simple="desc 说明书"),
        f("text", "标题、摘要与名称", "title, abstract and names", "text", "title abstract names",
          cql="txt ntxt", incopat="TEXT", patsnap="MAINF"),
        f("full_text", "全文", "all texts", "text", "title abstract claims description",
          cql="ftxt nftxt extftxt", incopat="FULL ALL", patsnap="F TACD TACD_ALL", cnipa="全文", brs="all",
          simple="text 全文"),
        f("cited_text", "非专利引文", "non-patent literature cited", "text", "cited_text",
          incopat="CTNP", patsnap="NPCITE", simple="npl"),
        f("names", "名称", "any party", "party", "names", cql="ia inventorandapplicant nm", simple="name"),
        f("applicant", "申请人", "applicant", "party", "applicant_names applicant",
          cql="pa applicant", incopat="AP APNOR AP-OR", patsnap="AN ANS PA ALL_AN", cnipa="申请（专利权）人 申请人 PA",
          brs="as aanm an asnm", simple="pa applicant 申请人"),
        f("first_applicant", "第一申请人", "first applicant", "party", "first_applicant",
          incopat="AP-FIRST", patsnap="FAN", simple="pa1"),
        f("owner", "专利权人", "owner", "party", "owner",
          incopat="PATENTEE PATENTEENOR ASSIGNEE", patsnap="ANCS ANC CANCS", cnipa="专利权人", simple="owner 专利权人"),
        f("inventor", "发明人", "inventor", "party", "inventor_names inventor",
          cql="in inventor", incopat="IN INNOR", patsnap="IN INS", cnipa="发明人 IN", brs="in inv",
          simple="in inventor 发明人"),
        f("agent", "代理机构与代理人", "agent", "party", "agent_names agent",
          incopat="AGC AT AGENCY", patsnap="ATC AT", cnipa="代理机构 代理人", brs="atty lrep", simple="agent 代理"),
        f("publication_number", "公开（公告）号", "publication number", "number", "number",
          cql="pn publicationnumber spn", incopat="PN PNN", patsnap="PN", cnipa="公开（公告）号 公开号 公告号 PN",
          brs="pn did", simple="pn 公开号"),
        f("application_number", "申请号", "application number", "number", "application",
          cql="ap applicantnumber applicationnumber sap", incopat="AN ANN", patsnap="APNO APN", cnipa="申请号 AN AP",
          brs="ap apno app", simple="an ap 申请号"),
        f("priority_number", "优先权号", "priority number", "number", "priority",
          cql="pr prioritynumber spr", incopat="PR PRN", patsnap="PRIORITY_NUMBER PRNO", cnipa="优先权号 PR",
          brs="prn", simple="pr 优先权号"),
        f("number", "任一号码", "any number", "number", "number application priority",
          cql="num", incopat="NUMBER", patsnap="NUM", simple="num 号码"),
        f("family", "简单同族", "simple family", "value", "family",
          cql="famn", incopat="MF CF", patsnap="FAM", brs="fmid", simple="family 同族"),
        f("extended_family", "扩展同族", "extended family", "value", "extended_family",
          incopat="IF", patsnap="IFAM", simple="xfamily"),
        f("cited", "引证", "cited document", "number", "cites",
          cql="ct citation ex op rf oc", incopat="CT", patsnap="CITE B_CITES", cnipa="引证文献 CT",
          simple="cites 引证"),
        f("publication_date", "公开（公告）日", "publication date", "date", "publication_date",
          cql="pd publicationdate", incopat="PD", patsnap="PBD PBDT", cnipa="公开（公告）日 公开日 公告日 PD",
          brs="pd", simple="pd 公开日"),
        f("application_date", "申请日", "application date", "date", "application_date",
          cql="ad", incopat="AD", patsnap="APD", cnipa="申请日 AD", brs="ad apd", simple="ad 申请日"),
        f("priority_date", "优先权日", "earliest priority date", "date", "priority_date",
          cql="prd", incopat="PR-DATE", patsnap="PRIORITY_DATE E_PRIORITY_DATE", cnipa="优先权日 PRD", brs="prd prad",
          simple="prd 优先权日"),
        f("grant_date", "授权日", "grant date", "date", "grant_date",
          incopat="GRANT-DATE", patsnap="ISD GRANT_DATE", cnipa="授权日 授权公告日", simple="gd 授权日"),
        f("expiry_date", "到期日", "expiry date", "date", "expiry_date",
          incopat="EXPIRY-DATE", patsnap="EXDT EXPIRY_DATE", simple="xd 到期日"),
        f("publication_year", "公开年", "publication year", "integer", "year",
          incopat="PDY", patsnap="PBDY PBD_YEAR", cnipa="公开年", brs="py", simple="year 年"),
        f("application_year", "申请年", "application year", "integer", "application_year",
          incopat="ADY", patsnap="APD_YEAR", cnipa="申请年", brs="ay", simple="ady"),
        f("ipc", "国际专利分类", "IPC", "class", "ipc",
          cql="ipc ic a c",
          incopat="IPC IPC-LOW IPC-HIGH IPC-SECTION IPC-CLASS IPC-SUBCLASS IPC-GROUP IPC-SUBGROUP",
          patsnap="IPC IPC_LOW", cnipa="IPC分类号 IPC IC", brs="ipc icls icl cipc",
          simple="ipc 分类号"),
        f("ipc_main", "IPC主分类", "main IPC", "class", "ipc_main",
          incopat="IPC-MAIN", patsnap="MIPC", cnipa="主分类号", simple="mipc 主分类号"),
        f("cpc", "CPC分类", "CPC", "class", "cpc",
          cql="cpc", incopat="CPC CPC-LOW CPC-HIGH", patsnap="CPC CPC_LOW", cnipa="CPC分类号 CPC", brs="cpc cpcg",
          simple="cpc"),
        f("cpc_inventive", "CPC发明信息", "CPC, inventive", "class", "cpc_inventive", cql="cpci", brs="cpci",
          simple="cpci"),
        f("cpc_additional", "CPC附加信息", "CPC, additional", "class", "cpc_additional", cql="cpca", brs="cpca",
          simple="cpca"),
        f("class", "CPC或IPC分类", "CPC or IPC", "class", "cpc ipc",
          cql="cl", incopat="CLASS", patsnap="CLASS", simple="cl"),
        f("locarno", "洛迦诺分类", "Locarno", "class", "locarno",
          incopat="LOC", patsnap="LOC", cnipa="外观设计洛迦诺分类号 LOC", simple="loc 洛迦诺"),
        f("national", "本国分类", "national class", "value", "national",
          incopat="UC FI FT", patsnap="UPC FI FTERM", brs="ccls cclsr ccl", simple="national"),
        f("country", "公开国别", "publishing office", "value", "country",
          incopat="PNC AUTH", patsnap="AUTHORITY PN_COUNTRY", cnipa="公开国 公开（公告）国别", brs="cc",
          simple="country 国家"),
        f("kind", "文献类型", "kind code", "value", "kind", incopat="PN-KIND", patsnap="KIND_CODE PBD_KIND", brs="kd",
          simple="kind"),
        f("type", "专利类型", "type of right", "value", "type",
          incopat="PT PNT", patsnap="PATENT_TYPE", cnipa="专利类型 文献类型 发明类型", simple="type 类型"),
        f("applicant_country", "申请人国别", "applicant's country", "value", "applicant_country",
          incopat="AP-COUNTRY", patsnap="AN_COUNTRY", cnipa="申请人国家", brs="aaco", simple="pac 申请人国别"),
        f("language", "语言", "language", "value", "language", patsnap="LANG", simple="lang"),
        f("status", "法律状态", "legal status", "value", "status",
          incopat="STATUS-LITE STATUS LG", patsnap="SIMPLE_LEGAL_STATUS LEGAL_STATUS", cnipa="法律状态 专利有效性",
          simple="status 状态"),
        f("event", "法律事件代码", "legal event code", "value", "event",
          incopat="LGC", patsnap="LEGAL_EVENT_CODE EPDS", simple="event"),
        f("event_kind", "法律事件", "legal event", "value", "event_kind",
          incopat="LGI-TYPE", patsnap="LEGAL_EVENT EPDS_SLS", simple="eventkind 事件"),
        f("designated", "指定国", "designated state", "value", "designated", cql="ds", patsnap="DS", simple="ds"),
        f("claim_count", "权利要求数", "number of claims", "integer", "claim_count",
          incopat="CLAIM-COUNT CLAIM-NUM", patsnap="CLMS_COUNT CLAIM_COUNT", cnipa="权利要求数",
          simple="claimcount 权利要求数"),
    )  # fmt: skip
