"""Document numbers as people and offices write them, read into the one form of :mod:`ipsearch.text.patentkeys`.

A number can often be read in several ways. All plausible ones are given, the likeliest first; each says what was done.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ipsearch.text.patentkeys import ERAS, canonical, chinese_check_digit, full_year, number_tokens

__all__ = ["Reading", "Role", "chinese_check_digit", "number_tokens", "read_numbers", "step_text"]

Role = Literal["publication", "application", "any"]
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a number, in DOCDB form.

    ``check`` says whether a check digit was right (``ok``), ``wrong``, or not there (``none``). ``steps`` are codes of
    :func:`step_text`.
    """

    country: str
    number: str
    kind: str = ""
    role: Role = "any"
    check: Literal["ok", "wrong", "none"] = "none"
    steps: tuple[str, ...] = ()


_STEPS = {
    "plain": ("去除空格与标点", "spaces and punctuation removed"),
    "check_ok": ("校验位正确", "check digit verified"),
    "check_wrong": ("校验位不正确", "the check digit is wrong"),
    "zl": ("去除专利号前缀 ZL", "the prefix ZL of a Chinese patent removed"),
    "era": ("日本年号换算为公历", "the Japanese era was turned into a year"),
    "pct": ("按国际申请号解读", "read as the number of an international application"),
    "short_wo": (
        "国际公布号补全为四位年份与六位序号",
        "a short WO number completed: year of four digits, serial of six",
    ),
    "us_slash": ("按美国公开号解读", "read as a US publication of an application"),
    "us_serial": ("按美国申请号解读", "read as a US application: series and serial number"),
    "zeros": ("规范前导零", "leading zeros put right"),
    "no_country": ("未注明国家，按号码本身查找", "no country given: looked for as it stands"),
    "guess_cn": ("按校验位判断为中国申请号", "taken for a Chinese application because its check digit fits"),
    "kr_right": ("去除韩国权利种类前缀", "the Korean number of the kind of right removed"),
}


def step_text(step: str, lang: Literal["zh", "en"]) -> str:
    """What was done, in a sentence."""
    return _STEPS[step][0 if lang == "zh" else 1]


def read_numbers(text: str) -> tuple[Reading, ...]:
    """Every plausible way to read a number, the likeliest first; none if it is not a number."""
    plain = _tidy(text)
    if not plain or len(plain) > LONGEST or not any(c.isdigit() for c in plain):
        return ()
    found: list[Reading] = []
    for rule, read in _rules():
        if match := rule.fullmatch(plain):
            found += read(match)
    found = found or list(_generic(plain))
    return tuple({(r.country, r.number, r.kind): r for r in reversed(found)}.values())[::-1]


def _tidy(text: str) -> str:
    """Upper case, half width, one kind of dash; Japanese labels and eras in letters."""
    plain = unicodedata.normalize("NFKC", text).upper().strip().strip(",;.")
    plain = re.sub(r"[‐‑‒–—―−ー－]", "-", plain)
    for word, sign in _WORDS:
        plain = plain.replace(word, sign)
    return re.sub(r"\s+", " ", plain).strip()


_WORDS = (
    ("特許第", "JP"), ("特開", "JP"), ("特願", "JP"), ("特表", "JP"), ("再表", "WO"), ("実開", "JP"), ("特公", "JP"), ("実公", "JP"),
    ("特开", "JP"), ("特愿", "JP"), ("平成", "H"), ("昭和", "S"), ("令和", "R"), ("平", "H"), ("昭", "S"), ("令", "R"), ("号", ""),
    ("公報", ""), ("专利号", ""), ("申请号", ""), ("公开号", ""), (":", " "),
)  # fmt: skip

_K = r"[ -]?(?P<k>[A-Z]\d?)?"
"""A kind code at the end."""
_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], list[Reading]]]


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


@cache
def _rules() -> tuple[_Rule, ...]:
    """Patterns of tidy text, the most particular first; every one that fits gives readings."""
    rules: list[tuple[str, Callable[[re.Match[str]], list[Reading]]]] = [
        (
            r"(?P<zl>ZL)? ?(?:CN)?[ -]?(?P<zl2>ZL)?[ -]?(?P<n>(?:\d[ ]?){8}|(?:\d[ ]?){12})[ ]?(?P<dot>[.-])[ ]?(?P<c>[\dX])",
            _cn_checked,
        ),
        (r"(?P<zl>ZL)? ?(?:CN)[ -]?(?P<zl2>ZL)?[ -]?(?P<n>\d{12}|\d{8})(?P<c>[\dX])", _cn_joined),
        (r"(?P<n>(?:19|20)\d{10}|[89]\d{7})(?P<c>[\dX])", _cn_bare),
        (r"ZL ?(?P<n>\d{12}|\d{8})(?P<c>[\dX])?", _cn_joined),
        (rf"CN[ -]?(?P<n>\d(?:[ ]?\d){{6,11}}){_K}", _cn_number),
        (r"PCT[ /-]?(?P<cc>[A-Z]{2})[ /-]?(?P<y>\d{4}|\d{2})[ /-]?(?P<n>\d{5,6})", _pct),
        (rf"WO[ -]?PCT[ /-]?(?P<cc>[A-Z]{{2}})[ /-]?(?P<y>\d{{4}}|\d{{2}})[ /-]?(?P<n>\d{{5,6}}){_K}", _pct),
        (rf"WO[ -]?(?P<y>(?:19|20)\d\d|\d\d)[ /-]?(?P<n>\d{{5,6}}){_K}", _wo),
        (rf"US[ -]?(?P<n>(?:19|20)\d\d[ /-]?\d{{6,7}}){_K}", _us_publication),
        (rf"(?P<n>20\d\d/\d{{7}}){_K}", _us_publication),
        (rf"US[ -]?(?P<p>D|RE|PP|H|T)[ -]?(?P<n>[\d, ]{{1,11}}){_K}", _us_special),
        (rf"US[ -]?(?P<n>\d{{1,2}},?\d{{3}},?\d{{3}}){_K}", _us_grant),
        (r"(?:US)?[ -]?(?P<s>\d{2})/(?P<n>\d{3},?\d{3})", _us_serial),
        (rf"JP[ -]?(?P<e>[MTSHR])[ -]?(?P<y>\d{{1,2}})[ -]?(?P<n>\d{{1,6}}){_K}", _jp_era),
        (rf"JP[ -]?(?P<y>\d{{1,2}})-(?P<n>\d{{1,6}}){_K}", _jp_heisei),
        (rf"JP[ -]?(?P<y>(?:19|20)\d\d)[ -]?(?P<n>\d{{1,6}}){_K}", _jp_year),
        (rf"KR[ -]?(?:(?P<r>[1-4]0)[ -]?)?(?P<n>(?:19|20)\d\d[ -]?\d{{7}}){_K}", _kr_year),
        (rf"(?:KR[ -]?)?(?P<r>[1-4]0)-(?P<n>\d{{7}}){_K}", _kr_grant),
        (r"EP[ -]?(?P<n>\d{8})\.(?P<c>\d)", _ep_application),
        (rf"EP[ -]?(?P<n>\d(?:[ ,]?\d){{3,6}}){_K}", _ep),
        (r"DE[ -]?(?P<n>\d(?:[ ]?\d){6,11})\.(?P<c>\d)", _de_application),
        (rf"DE[ -]?(?P<n>\d(?:[ ]?\d){{5,12}}){_K}", _de),
        (rf"TW[ -]?(?P<n>[IM]?\d{{5,9}}){_K}", _tw),
    ]
    return tuple((re.compile(pattern), read) for pattern, read in rules)


def _reading(
    country: str,
    number: str,
    kind: str | None = "",
    role: Role = "any",
    steps: tuple[str, ...] = (),
    check: str = "none",
) -> Reading:
    return Reading(country, number, kind or "", role, check, steps)  # type: ignore[arg-type]


def _checked(number: str, given: str, extra: tuple[str, ...]) -> Reading:
    right = chinese_check_digit(number) == given
    steps = (*extra, "plain", "check_ok" if right else "check_wrong")
    return _reading("CN", number, "", "application", steps, "ok" if right else "wrong")


def _zl(m: re.Match[str]) -> tuple[str, ...]:
    groups = m.groupdict()
    return ("zl",) if groups.get("zl") or groups.get("zl2") or m[0].startswith("ZL") else ()


def _cn_checked(m: re.Match[str]) -> list[Reading]:
    return [_checked(_digits(m["n"]), m["c"], _zl(m))]


def _cn_joined(m: re.Match[str]) -> list[Reading]:
    if m["c"] is None:
        return [_reading("CN", m["n"], "", "application", _zl(m))]
    checked = _checked(m["n"], m["c"], _zl(m))
    # Nine digits after CN are a publication number more often than an old application with its check digit.
    if len(m["n"]) == 8 and m["c"].isdigit() and not _zl(m):
        published = _reading("CN", m["n"] + m["c"], "", "publication")
        return [published, checked] if checked.check == "ok" else [published]
    return [checked]


def _cn_bare(m: re.Match[str]) -> list[Reading]:
    checked = _checked(m["n"], m["c"], ("guess_cn",))
    return [checked] if checked.check == "ok" else []


def _cn_number(m: re.Match[str]) -> list[Reading]:
    number = _digits(m["n"])
    role: Role = "application" if len(number) == 12 or (len(number) == 8 and not m["k"]) else "publication"
    return [_reading("CN", number, m["k"], role, ("plain",) if " " in m["n"] else ())]


def _pct(m: re.Match[str]) -> list[Reading]:
    year = m["y"] if len(m["y"]) == 4 else str(full_year(m["y"]))
    return [_reading(m["cc"], f"{year}{int(m['n']):06d}", "W", "application", ("pct",))]


def _wo(m: re.Match[str]) -> list[Reading]:
    short = len(m["y"]) == 2 or len(m["n"]) == 5
    number = canonical("WO", m["y"] + m["n"])
    return [_reading("WO", number, m["k"], "publication", ("short_wo",) if short else ("plain",))]


def _us_publication(m: re.Match[str]) -> list[Reading]:
    return [_reading("US", canonical("US", _digits(m["n"])), m["k"], "publication", ("us_slash",))]


def _us_special(m: re.Match[str]) -> list[Reading]:
    return [_reading("US", m["p"] + _digits(m["n"]).lstrip("0"), m["k"], "publication", ("plain",))]


def _us_grant(m: re.Match[str]) -> list[Reading]:
    return [_reading("US", _digits(m["n"]).lstrip("0"), m["k"], "publication", ("plain",) if "," in m["n"] else ())]


def _us_serial(m: re.Match[str]) -> list[Reading]:
    return [_reading("US", canonical("US", m["s"] + _digits(m["n"])), "", "application", ("us_serial",))]


def _jp_era(m: re.Match[str]) -> list[Reading]:
    year = ERAS[m["e"]] + int(m["y"])
    return [_reading("JP", f"{year}{int(m['n']):06d}", m["k"], "any", ("era",))]


def _jp_heisei(m: re.Match[str]) -> list[Reading]:
    """A year of one or two digits and a dash: Heisei up to 12; Showa above 30 (特開昭)."""
    era = "H" if int(m["y"]) <= 12 else "S"
    return [_reading("JP", f"{ERAS[era] + int(m['y'])}{int(m['n']):06d}", m["k"], "any", ("era",))]


def _jp_year(m: re.Match[str]) -> list[Reading]:
    return [_reading("JP", f"{m['y']}{int(m['n']):06d}", m["k"], "any", ("plain",))]


def _kr_year(m: re.Match[str]) -> list[Reading]:
    return [_reading("KR", _digits(m["n"]), m["k"], "any", ("kr_right",) if m["r"] else ("plain",))]


def _kr_grant(m: re.Match[str]) -> list[Reading]:
    return [_reading("KR", m["r"] + m["n"], m["k"], "publication", ("plain",))]


def _ep_application(m: re.Match[str]) -> list[Reading]:
    return [_reading("EP", m["n"], "", "application", ("plain",))]


def _ep(m: re.Match[str]) -> list[Reading]:
    number = _digits(m["n"])
    steps = ("zeros",) if len(number) < 7 else ("plain",) if number != m["n"] else ()
    return [_reading("EP", canonical("EP", number), m["k"], "publication", steps)]


def _de_application(m: re.Match[str]) -> list[Reading]:
    return [_reading("DE", _digits(m["n"]), "", "application", ("plain",))]


def _de(m: re.Match[str]) -> list[Reading]:
    return [_reading("DE", _digits(m["n"]).lstrip("0"), m["k"], "any", ("plain",) if " " in m["n"] else ())]


def _tw(m: re.Match[str]) -> list[Reading]:
    return [_reading("TW", m["n"], m["k"], "publication")]


_ANY = re.compile(r"(?P<cc>[A-Z]{2})[ -]?(?P<n>[A-Z]{0,4}[ -]?\d[\d .,/-]*?)[ -]?(?P<k>[A-Z]\d?)?")


def _generic(plain: str) -> Iterator[Reading]:
    """A number of any office, or digits alone."""
    if found := _ANY.fullmatch(plain):
        country, number = found["cc"], re.sub(r"\W", "", found["n"])
        steps = ("plain",) if number != found["n"] else ()
        yield _reading(country, canonical(country, number), found["k"], "any", steps)
    elif re.fullmatch(r"[A-Z]{0,3}[\d .,/-]*\d[\d .,/-]*X?", plain):
        yield _reading("", canonical("", re.sub(r"\W", "", plain)), "", "any", ("no_country",))
