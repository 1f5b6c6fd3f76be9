"""What stands around a document number: words that say what it is, and the codes of countries.

The words are those that offices print before their numbers (特開平8-179521, 专利号：ZL..., DE-OS 2 309 038).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ipsearch.patentnumbers.reading import Role

_CODES = """
    AD AE AF AG AI AL AM AN AO AP AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BX BY BZ CA CD
    CF CG CH CI CL CM CN CO CR CS CU CV CY CZ DD DE DJ DK DM DO DZ EA EC EE EG EM EP ER ES ET FI FJ FR GA GB GC
    GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU IB ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KM KN KP KR KW KZ
    LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP
    NZ OA OM PA PE PG PH PK PL PT PY QA QZ RO RS RU RW SA SC SD SE SG SI SK SL SM SN SO SR ST SU SV SY SZ TD TG
    TH TJ TM TN TO TR TT TW TZ UA UG US UY UZ VA VC VE VN VU WO WS XK XN YE YU ZA ZM ZW
"""
COUNTRIES = frozenset(_CODES.split())
"""Codes of countries and offices in WIPO ST.3 under which documents were published, also those of the past."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a word before a number says; ``country`` and ``kind`` are empty where it leaves them open."""

    country: str
    kind: str
    role: Role


LABELS: tuple[tuple[str, Label], ...] = (
    ("特開|特开|公開特許公報", Label("JP", "A", "publication")),
    ("特願|特愿", Label("JP", "", "application")),
    ("特公|特許公告", Label("JP", "B", "publication")),
    ("特表|公表特許公報", Label("JP", "A", "publication")),
    ("再表|再公表", Label("WO", "", "publication")),
    ("特許公開|特许公开", Label("JP", "A", "publication")),
    (r"特[許许](?=第|[ ]?\d)", Label("JP", "B", "publication")),
    ("実願|实愿|實願", Label("JP", "", "application")),
    ("実開|实开|實開", Label("JP", "U", "publication")),
    ("実公|实公|實公", Label("JP", "Y", "publication")),
    ("実登|実用新案登録", Label("JP", "", "publication")),
    ("意願", Label("JP", "", "application")),
    ("意匠登録", Label("JP", "S", "publication")),
    ("공개특허", Label("KR", "A", "publication")),
    ("등록특허|특허등록", Label("KR", "B", "publication")),
    ("특허출원|출원번호|출원", Label("KR", "", "application")),
    ("中国(?!台湾)", Label("CN", "", "any")),
    ("中华民国|中華民國|中国台湾|台湾|臺灣|台灣", Label("TW", "", "any")),
    ("美国|美國", Label("US", "", "any")),
    ("日本国?", Label("JP", "", "any")),
    ("韩国|韓國|韓国", Label("KR", "", "any")),
    ("欧洲|歐洲", Label("EP", "", "any")),
    ("德国|德國", Label("DE", "", "any")),
    (r"\bUSP\b(?=[ ]*\d)", Label("US", "", "publication")),
    ("国际申请号|PCT申请号|國際申請號", Label("", "", "application")),
    ("国际公布号|国际公开号", Label("WO", "", "publication")),
    ("优先权号|优先权|優先權|優先権", Label("", "", "priority")),
    ("(?:申请)?(?:授权)?(?:公布|公开|公告)+号|公開號|公告號|公開番号|文献号", Label("", "", "publication")),
    ("申请号|申請號|出願番号|申请", Label("", "", "application")),
    ("专利号|專利號|专利|專利", Label("", "", "any")),
    (
        r"(?:\b(?:PATENT|PAT)\b\.? ?)?\b(?:APPLICATION|APPLN|APPL|APP)\b\.? ?(?:PUBLICATION|PUBL|PUB)\b\.?",
        Label("", "", "publication"),
    ),
    (r"\b(?:PATENT|PAT)\b\.? ?(?:APPLICATION|APPLN|APPL|APP)\b\.?", Label("", "", "application")),
    (r"\b(?:APPLICATION|APPLN|APPL|APP|SERIAL|SER)\b\.?", Label("", "", "application")),
    (r"\b(?:PUBLICATION|PUBL|PUB)\b\.?", Label("", "", "publication")),
    (r"\bPRIORITY\b", Label("", "", "priority")),
    (r"\b(?:PATENT|PAT)\b\.?", Label("", "", "any")),
)
"""Words before a number, as regular expressions of its tidy form; several may stand together."""

NOISE = re.compile(
    r"[号號第제호№#:\[\]()]|公報|公报|공보|번호"
    r"|\bNOS?\.|(?<=[A-Z]{2} )\bNO\b|^NO\b(?=[ .]*[A-Z]{2}[ -]?\d)|\bNUMBER\b|\bNR\b\.?"
)
"""Words and signs that say only that this is a number."""

ERAS = (
    ("明治", "M"), ("大正", "T"), ("昭和", "S"), ("平成", "H"), ("令和", "R"), ("昭", "S"), ("平", "H"), ("令", "R"),
    ("HEISEI", "H"), ("SHOWA", "S"), ("REIWA", "R"), ("HEI", "H"), ("SHO", "S"),
)  # fmt: skip
"""Japanese eras in words, and the letters that stand for them."""

GERMAN_KINDS = {"OS": "A1", "AS": "B", "PS": "C", "GM": "U"}
"""Offenlegungsschrift, Auslegeschrift, Patentschrift, Gebrauchsmuster."""

KINDS_ELSEWHERE = {"OS": "A", "GM": "U"}
"""What these say of documents of other offices (``US-PS 3 456 789``), whose patents are of kind A as well as of C."""
