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
            LGI-PARTY FLAG-337 CUSTOMS-FLAG STD-FLAG STD-TYPE STD-NUM REWARD-NAME REWARD-LEVEL DEPCLAIMS-CN PAGE
            NO-AP NO-IN WHO WHERE AP-AS IN-COUNTRY PATENTEE-PROVINCE PATENTEE-CITY PATENTEE-ADD CT-AP CTFW-AP CT-NO
            CTFW-NO FCTFW ECD SUBEX-DATE LAWTXT LGI-COURT LGI-PLAINTIFF LGI-DEFENDANT RI-TYPE RI-TEXT CAS-NO
            EFFECT-PH-CN EFFECT-S-CN USE-CN""",
        "patsnap": """
            CITE_CATEGORY CITED_COUNT SEIC GBC EFAM EFAM_ID EXAMINER AN_ADDRESS AN_PROVINCE AN_CITY IN_ADDRESS PV
            AWARD_NAME AWARD_TYPE AWARD_LEVEL AWARD_YEAR AN_ADD AN_HIST ANC_ADD ANC_PROVINCE ANC_CITY ANC_COUNTRY
            ANS_TYPE ANCS_TYPE F_IN PE AE F_CITES BF_CITES B_CITES_COUNT F_CITES_COUNT FAM_ID IFAM_ID FAM_COUNT
            IFAM_COUNT EFAM_COUNT FAM_COUNTRY EFAM_COUNTRY ENTRY_COUNTRY PROBLEM_SUM METHOD_SUM BENEFIT_SUM PROBLEM_PHR
            BENEFIT_PHR DESC_F DESC_B DESC_S DESC_D DESC_E EXAMINE_DATE PCTENTRY_DATE LEGAL_STATUS_DATE EXPD F_PBD
            PCT_PN PCT_APNO ADC TTC SEIC_ALL PAGE_COUNT AN_COUNT IN_COUNT SEP SEP_NUMBER LITIGATION PLAINTIFF DEFENDANT
            LICENSE LICENSOR LICENSEE TRANSFER TRANSFER_BEFORE TRANSFER_AFTER REEXAMINVALID PLEDGE PLEDGOR PLEDGEE""",
        "cnipa": """
            地址 国省代码 申请人地址 申请（专利权）人地址 申请（专利权）人邮编 申请（专利权）人所在国（省）
            申请人所在国（省） 发明人所在国（省） 审查员 外观设计简要说明 国际申请号 国际公布号 ECLA UC FI FT EPD""",
        "brs": """
            rlad rlan rlfd xa xp exa exp urpn urpd orpn pcad pcan art au aaci aast aad aagp asci asco ascc asst asgp
            aszp aspc assa astc astx inci inst inco incc inzp insa ingp corr cofc cond crtx chnl drwd ecl clst cccc ccco
            cpcc cpct cpoi cpoa cpog dcd dd dbnm epi epc cpi emcd cmcd pfpc fipc frcc frcl frco frcp fref gotx govt""",
    }
)


@cache
def wider(dialect: str) -> frozenset[str]:
    """Codes whose field here holds more than in the dialect's own system, as :func:`plain_code` writes them: its
    languages, its independent claims, its main class are not told apart."""
    return frozenset(plain_code(code) for code in _WIDER.get(dialect, "").split())


_WIDER: Mapping[str, str] = MappingProxyType(
    {
        "incopat": """
            TI-CN TI-EN TI-OTLANG AB-CN AB-EN AB-OTLANG CLAIM-CN CLAIM-EN CLAIM-OT INDEPCLAIMS-CN DES-CN DES-EN DES-OT
            CPC-MAIN IN-CURRENT""",
        "patsnap": """
            TTL_ENTRANS TTL_CNTRANS ABST_ENTRANS ABST_CNTRANS CLMS_ENTRANS CLMS_CNTRANS DESC_ENTRANS DESC_CNTRANS ICLMS
            ICLMS_ALL ANS_EXACT ANCS_EXACT IN_EXACT INC F_ANC MCPC""",
        "cnipa": "ICLM",
        "brs": "cips cipn ccor ccxr cor cxr cior cixr",
        "simple": "en_ti en_ab en_cl en_de en_alltxt",
    }
)


def plain_code(code: str) -> str:
    """A code as it is looked up: upper case, plain parentheses."""
    return code.upper().replace("（", "(").replace("）", ")")


def _table() -> tuple[Field, ...]:
    f = _field
    return (
        f("title", "标题", "title", "text", "title",
          cql="ti title", incopat="TI TI-CN TI-EN TI-OTLANG", patsnap="TTL TITLE TTL_ALL TTL_ENTRANS TTL_CNTRANS",
          cnipa="发明名称 名称 TI", brs="ti ttl", simple="ti title 标题 en_ti"),
        f("abstract", "摘要", "abstract", "text", "abstract",
          cql="ab abstract", incopat="AB AB-CN AB-EN AB-OTLANG",
          patsnap="ABST ABSTRACT ABST_ALL ABST_ENTRANS ABST_CNTRANS", cnipa="摘要 AB", brs="ab abst abtx",
          simple="ab abstract 摘要 en_ab"),
        f("title_abstract", "标题摘要", "title or abstract", "text", "title abstract",
          cql="ta titleandabstract", incopat="TIAB", patsnap="TA TA_ALL", cnipa="TIAB TA", simple="ta tiab ts alld"),
        f("claims", "权利要求", "claims", "text", "claims",
          cql="claims", incopat="CLAIM CLAIMS CL CLAIM-CN CLAIM-EN CLAIM-OT INDEPCLAIMS-CN",
          patsnap="CLMS CLMS_ALL CLMS_ENTRANS CLMS_CNTRANS ICLMS ICLMS_ALL",
          cnipa="权利要求 权利要求书 CLMS CL ICLM CLAIM", brs="clm clms aclm dclm",
          simple="claims claim 权利要求 en_cl"),
        f("first_claim", "首项权利要求", "first claim", "text", "first_claim",
          incopat="FIRST-CLAIM FIRST-CLAIM-OR", patsnap="MCLMS", cnipa="主权项", simple="claim1"),
        f("title_abstract_claims", "标题摘要权利要求", "title, abstract or claims", "text", "title abstract claims",
          cql="ctxt", incopat="TIABC", patsnap="TAC TAC_ALL", cnipa="关键词 KW BI", brs="bic", simple="tac ctb"),
        f("description", "说明书", "description", "text", "description",
          cql="desc", incopat="DES DESC DES-CN DES-EN DES-OT", patsnap="DESC DESC_ALL DESC_ENTRANS DESC_CNTRANS",
          cnipa="说明书 DESC", brs="spec bsum detd bis detx bstx", simple="desc 说明书 en_de description"),
        f("text", "标题、摘要与名称", "title, abstract and names", "text", "title abstract names",
          cql="txt ntxt", incopat="TEXT", simple="fp"),
        f("main_text", "主要字段", "main fields", "text", "title abstract claims description names",
          patsnap="MAINF MAINF_ALL"),
        f("full_text", "全文", "all texts", "text", "title abstract claims description",
          cql="ftxt nftxt extftxt", incopat="FULL ALL", patsnap="F TACD TACD_ALL", cnipa="全文 TXT TX", brs="all bi",
          simple="text 全文 en_alltxt all full_text"),
        f("cited_text", "非专利引文", "non-patent literature cited", "text", "cited_text",
          incopat="CTNP", patsnap="NPCITE", simple="npl"),
        f("names", "名称", "any party", "party", "names", cql="ia inventorandapplicant nm", simple="name"),
        f("applicant", "申请人", "applicant", "party", "applicant_names applicant",
          cql="pa applicant", incopat="AP PA APNOR AP-OR AP-ALL APTT AP-LITE AP-EN",
          patsnap="AN ANS PA ALL_AN ANS_EXACT", cnipa="申请（专利权）人 申请人 PA",
          brs="as aanm an asnm asn", simple="pa applicant 申请人 applicant.name"),
        f("first_applicant", "第一申请人", "first applicant", "party", "first_applicant",
          incopat="AP-FIRST", patsnap="FAN F_AN", simple="pa1"),
        f("owner", "专利权人", "owner", "party", "owner",
          incopat="PATENTEE PATENTEENOR ASSIGNEE", patsnap="ANCS ANC CANCS ANCS_EXACT F_ANC", cnipa="专利权人",
          simple="owner 专利权人 assignee owner.name owner_all.name"),
        f("inventor", "发明人", "inventor", "party", "inventor_names inventor",
          cql="in inventor", incopat="IN INNOR IN-OR INTT IN-CURRENT", patsnap="IN INS IN_EXACT INC",
          cnipa="发明人 发明（设计）人 IN", brs="in inv", simple="in inventor 发明人 inventor.name"),
        f("agent", "代理机构与代理人", "agent", "party", "agent_names agent",
          incopat="AGC AT AGENCY", patsnap="ATC AT ATCS", cnipa="代理机构 专利代理机构 代理人",
          brs="atty att lrep firm", simple="agent 代理 agent.name"),
        f("publication_number", "公开（公告）号", "publication number", "number", "number",
          cql="pn publicationnumber spn", incopat="PN PNN PU-PN GRANT-PN", patsnap="PN",
          cnipa="公开（公告）号 公开号 公告号 PN", brs="pn did", simple="pn 公开号"),
        f("application_number", "申请号", "application number", "number", "application",
          cql="ap applicantnumber applicationnumber sap", incopat="AN ANN", patsnap="APNO APN", cnipa="申请号 AN AP",
          brs="ap apno app", simple="an ap apn 申请号"),
        f("priority_number", "优先权号", "priority number", "number", "priority",
          cql="pr prioritynumber spr", incopat="PR PRN PR-AU", patsnap="PRIORITY_NUMBER PRNO PRIORITY_COUNTRY",
          cnipa="优先权号 PR", brs="prn", simple="pr 优先权号"),
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
          cql="pd publicationdate", incopat="PD PDM", patsnap="PBD PBDT PBD_YM",
          cnipa="公开（公告）日 公开日 公告日 PD", brs="pd", simple="pd 公开日 dp date_published"),
        f("application_date", "申请日", "application date", "date", "application_date",
          cql="ad", incopat="AD ADM", patsnap="APD APD_YM", cnipa="申请日 AD APD", brs="ad apd afd fd",
          simple="ad 申请日 application_reference.date"),
        f("priority_date", "优先权日", "earliest priority date", "date", "priority_date",
          cql="prd", incopat="PR-DATE PRYEAR", patsnap="PRIORITY_DATE E_PRIORITY_DATE", cnipa="优先权日 PRD EPRD",
          brs="prd prad",
          simple="prd 优先权日 earliest_priority_claim_date"),
        f("grant_date", "授权日", "grant date", "date", "grant_date",
          incopat="GRANT-DATE GRANT-YEAR GRANT-MONTH", patsnap="ISD GRANT_DATE", cnipa="授权日 授权公告日", brs="isd",
          simple="gd 授权日"),
        f("expiry_date", "到期日", "expiry date", "date", "expiry_date",
          incopat="EXPIRY-DATE", patsnap="EXDT EXPIRY_DATE", simple="xd 到期日"),
        f("publication_year", "公开年", "publication year", "integer", "year",
          incopat="PDY PY", patsnap="PBDY PBD_YEAR PBD_Y", cnipa="公开年", brs="py",
          simple="year 年 py year_published"),
        f("application_year", "申请年", "application year", "integer", "application_year",
          incopat="ADY", patsnap="APD_YEAR APD_Y", cnipa="申请年", brs="ay", simple="ady ay"),
        f("ipc", "国际专利分类", "IPC", "class", "ipc",
          cql="ipc ic a c",
          incopat="IPC IPC-LOW IPC-HIGH IPC-SECTION IPC-CLASS IPC-SUBCLASS IPC-GROUP IPC-SUBGROUP",
          patsnap="IPC IPC_LOW IPC_SECTION IPC_CLASS IPC_SUB_CLASS IPC_GROUP IPC_SUB_GROUP",
          cnipa="IPC分类号 分类号 IPC IC", brs="ipc icls icl cipc ipcr cipg cicl cips cipn",
          simple="ipc 分类号 ic ip class_ipcr.symbol"),
        f("ipc_main", "IPC主分类", "main IPC", "class", "ipc_main",
          incopat="IPC-MAIN IPCM-LOW IPCM-SECTION IPCM-CLASS IPCM-SUBCLASS IPCM-GROUP",
          patsnap="MIPC MIPC_LOW MIPC_SECTION MIPC_CLASS MIPC_SUB_CLASS", cnipa="主分类号", brs="cipp",
          simple="mipc 主分类号"),
        f("cpc", "CPC分类", "CPC", "class", "cpc",
          cql="cpc",
          incopat="CPC CPC-LOW CPC-HIGH CPC-SECTION CPC-CLASS CPC-SUBCLASS CPC-GROUP CPC-SUBGROUP CPC-MAIN",
          patsnap="CPC CPC_LOW CPC_ALL CPC_SECTION CPC_CLASS CPC_SUB_CLASS CPC_GROUP CPC_SUB_GROUP MCPC",
          cnipa="CPC分类号 CPC", brs="cpc cpcg cpcl", simple="cpc class_cpc.symbol"),
        f("cpc_inventive", "CPC发明信息", "CPC, inventive", "class", "cpc_inventive", cql="cpci", brs="cpci cpli",
          simple="cpci"),
        f("cpc_additional", "CPC附加信息", "CPC, additional", "class", "cpc_additional", cql="cpca", brs="cpca cpla",
          simple="cpca"),
        f("class", "CPC或IPC分类", "CPC or IPC", "class", "cpc ipc",
          cql="cl", incopat="CLASS", patsnap="CLASS IPC_CPC", simple="cl aic"),
        f("locarno", "洛迦诺分类", "Locarno", "class", "locarno",
          incopat="LOC", patsnap="LOC", cnipa="外观设计洛迦诺分类号 LOC", simple="loc 洛迦诺"),
        f("national", "本国分类", "national class", "value", "national",
          incopat="UC FI FT", patsnap="UPC FI FTERM", brs="ccls cclsr ccl clas ccor ccxr cor cxr cior cixr",
          simple="national class_national.symbol"),
        f("country", "公开国别", "publishing office", "value", "country",
          incopat="PNC AUTH", patsnap="AUTHORITY PN_COUNTRY", cnipa="公开国 公开（公告）国别 公开国家/地区/组织",
          brs="cc", simple="country 国家 jurisdiction ctr"),
        f("kind", "文献类型", "kind code", "value", "kind", incopat="PN-KIND PNK", patsnap="KIND_CODE PBD_KIND KD",
          brs="kd", simple="kind"),
        f("type", "专利类型", "type of right", "value", "type",
          incopat="PT PNT PAT", patsnap="PATENT_TYPE", cnipa="专利类型 文献类型 发明类型", simple="type 类型"),
        f("applicant_country", "申请人国别", "applicant's country", "value", "applicant_country",
          incopat="AP-COUNTRY", patsnap="AN_COUNTRY", cnipa="申请人国家", brs="aaco", simple="pac 申请人国别"),
        f("language", "语言", "language", "value", "language", patsnap="LANG", simple="lang language"),
        f("status", "法律状态", "legal status", "value", "status",
          incopat="STATUS-LITE STATUS LG", patsnap="SIMPLE_LEGAL_STATUS LEGAL_STATUS",
          cnipa="法律状态 最新法律状态 专利有效性", simple="status 状态 legal_status.patent_status"),
        f("event", "法律事件代码", "legal event code", "value", "event",
          incopat="LGC", patsnap="LEGAL_EVENT_CODE EPDS", simple="event"),
        f("event_kind", "法律事件", "legal event", "value", "event_kind",
          incopat="LGI-TYPE", patsnap="LEGAL_EVENT EPDS_SLS", simple="eventkind 事件"),
        f("designated", "指定国", "designated state", "value", "designated", cql="ds", patsnap="DS", simple="ds"),
        f("claim_count", "权利要求数", "number of claims", "integer", "claim_count",
          incopat="CLAIM-COUNT CLAIM-NUM NO-CLAIM", patsnap="CLMS_COUNT CLAIM_COUNT", cnipa="权利要求数",
          simple="claimcount 权利要求数"),
    )  # fmt: skip
