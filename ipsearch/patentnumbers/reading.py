"""What a number was read as, and the sentences that say how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["publication", "application", "priority", "any"]
"""What a number is of; a priority is the number of an application under which it was claimed."""
Check = Literal["ok", "wrong", "none"]


@dataclass(frozen=True, slots=True)
class Step:
    """Something done to a number: a code of :func:`step_text` and the values of its sentence."""

    code: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a number, in DOCDB form (see :mod:`ipsearch.patentnumbers.keys` for where that is made one).

    ``country`` is empty where none was given and none can be told. ``check`` says whether a check digit was right
    (``ok``), ``wrong``, or not there or not known (``none``).
    """

    country: str
    number: str
    kind: str = ""
    role: Role = "any"
    check: Check = "none"
    steps: tuple[Step, ...] = ()


_TEXTS = {
    "plain": ("去除空格与标点", "spaces and punctuation removed"),
    "width": ("全角字符转为半角", "full-width characters made half-width"),
    "label": ("按文字“{0}”解读", "read by its label “{0}”"),
    "twice": ("去除重复的国别代码 {0}", "the country code {0}, given twice, removed once"),
    "check_ok": ("校验位 {0} 正确", "check digit {0} verified"),
    "check_wrong": ("校验位 {0} 不正确，应为 {1}", "check digit {0} is wrong, {1} would be right"),
    "check_unknown": ("去除校验位 {0}（未核验）", "check digit {0} removed, not verified"),
    "zl": ("去除专利号前缀 ZL", "the prefix ZL of a Chinese patent removed"),
    "era": ("日本年号 {0} 换算为公历 {1} 年", "the Japanese year {0} is {1}"),
    "era_guess": ("未注明年号，按 {0} 解读", "no era given: read as {0}"),
    "pct": ("按国际申请号解读，受理局 {0}，{1} 年", "read as an international application filed at {0} in {1}"),
    "short_wo": ("国际公布号 {0} 补全为 {1}", "the short international number {0} completed to {1}"),
    "us_publication": ("按美国申请公开号解读：{0} 年第 {1} 号", "read as a US application published in {0} as {1}"),
    "us_serial": ("按美国申请号解读：系列 {0}，序号 {1}", "read as a US application: series {0}, serial {1}"),
    "us_year": (
        "按 DOCDB 写法：序号 {0} 后接申请年 {1}",
        "as DOCDB writes it: serial {0} with the year of filing {1} behind",
    ),
    "epodoc": ("EPODOC 格式换算为 DOCDB 格式", "EPODOC form turned into DOCDB form"),
    "docdb": ("该局写法换算为 DOCDB 格式", "the office's own form turned into DOCDB form"),
    "zeros": ("规范前导零", "leading zeros put right"),
    "no_country": ("未注明国家，按号码本身查找", "no country given: looked for as it stands"),
    "guess": ("未注明国家，按号码格式判断为 {0}", "no country given: its form is that of {0}"),
    "kr_right": ("去除韩国权利种类号 {0}", "the Korean number of the kind of right, {0}, removed"),
    "kr_added": ("补上韩国权利种类号 {0}", "the Korean number of the kind of right, {0}, added"),
    "letter": ("去除德国权利种类字母 {0}", "the German letter of the kind of right, {0}, removed"),
}


def step_text(step: Step, lang: Literal["zh", "en"]) -> str:
    """What was done, in a sentence."""
    return _TEXTS[step.code][0 if lang == "zh" else 1].format(*step.values)
