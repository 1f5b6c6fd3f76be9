"""Values as searchers type them: dates in every format, and the dialects' words for statuses and kinds of right."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ipsearch.documents.legalstatus import ALIVE, DEAD
from ipsearch.query.syntax import And, Not, Or, Query, Value

_DATE = (
    re.compile(r"(?P<y>\d{4})(?:(?P<m>\d{2})(?P<d>\d{2})?)?"),
    re.compile(r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})(?:[-/.月](?P<d>\d{1,2})日?|月)?"),
    re.compile(r"(?:(?P<d>\d{1,2})[./])?(?P<m>\d{1,2})[./](?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})年"),
)
Days = tuple[dt.date, dt.date]
FIRST_YEAR = 1500


def days_of(text: str, month_first: bool = False) -> Days | None:
    """The first and the last day of a date, a month or a year as typed; None if it is none.

    ``2019``, ``201908``, ``20190802``, ``2019-08``, ``2019-08-02``, ``2019/8/2``, ``08/2019``, ``02/08/2019``,
    ``02.08.2019``, ``2019年8月2日``. With ``month_first`` the first number of ``02/08/2019`` is the month.
    """
    for pattern in _DATE:
        if found := pattern.fullmatch(text.strip()):
            parts = found.groupdict()
            year, month, day = int(parts["y"]), int(parts.get("m") or 0), int(parts.get("d") or 0)
            if month_first and day and pattern is _DATE[2] and "/" in text:
                month, day = day, month
            if year < FIRST_YEAR:
                return None
            try:
                if day:
                    date = dt.date(year, month, day)
                    return date, date
                last = calendar.monthrange(year, month or 12)[1]
                return dt.date(year, month or 1, 1), dt.date(year, month or 12, last)
            except ValueError:
                return None
    return None


_BETWEEN = re.compile(r"\s*(\d{4}|\d{8})\s*[-~–—至到]\s*(\d{4}|\d{8})\s*\Z")


def ends_of(text: str) -> list[str]:
    """The two ends of dates given together, ``20190101:20191231``, ``2019 2020``, ``2019,2020``, ``2019-2020``,
    ``2019至2020``, ``1/1/2019->12/31/2020``, of which one may be open; else the text alone."""
    if found := _BETWEEN.match(text):
        return [found[1], found[2]]
    low, arrow, high = text.partition("->")
    if arrow and (low.strip() or high.strip()):
        return [low, high]
    return text.split(":") if ":" in text else text.replace(",", " ").split()


_STATUSES: dict[str, tuple[str, ...]] = {
    "有效": ("granted",), "授权": ("granted",), "有权": ("granted",), "granted": ("granted",),
    "patented": ("granted",), "alive": ALIVE,
    "active": ALIVE, "live": ALIVE, "审中": ("pending",), "在审": ("pending",), "实质审查": ("pending",),
    "公开": ("pending",),
    "pending": ("pending",), "失效": DEAD, "无效": DEAD, "无权": DEAD, "dead": DEAD, "inactive": DEAD,
    "终止": ("lapsed",), "未缴年费": ("lapsed",), "放弃": ("lapsed",), "lapsed": ("lapsed",), "期限届满": ("expired",),
    "expired": ("expired",),
    "驳回": ("refused",), "refused": ("refused",), "撤回": ("withdrawn",), "视为撤回": ("withdrawn",),
    "withdrawn": ("withdrawn",), "全部无效": ("revoked",), "宣告无效": ("revoked",), "revoked": ("revoked",),
    "ended": ("ended",), "unknown": ("unknown",), "未知": ("unknown",),
}  # fmt: skip
_TYPES: dict[str, tuple[str, ...]] = {
    "发明": ("invention",), "发明专利": ("invention",),
    "invention": ("invention",), "实用新型": ("utility_model",), "实用新型专利": ("utility_model",),
    "utility_model": ("utility_model",),
    "外观设计": ("design",), "外观设计专利": ("design",), "外观": ("design",),
    "design": ("design",), "plant": ("plant",), "植物": ("plant",),
}  # fmt: skip
_LETTERS = {"a": ("invention",), "b": ("invention",), "i": ("invention",), "u": ("utility_model",), "d": ("design",),
            "1": ("invention",), "2": ("utility_model",), "3": ("design",)}  # fmt: skip
_PATSNAP_STATUS = {"0": DEAD, "1": ("granted",), "2": ("pending",), "3": ("granted",), "999": ("unknown",)}
_PATSNAP_EVENTS = {
    "61": ("transfer",), "62": ("licence",), "63": ("pledge",), "65": ("opposition",), "66": ("reexamination",),
    "70": ("litigation",), "72": ("revocation",), "76": ("extension",),
}  # fmt: skip
_EVENTS: dict[str, tuple[str, ...]] = {
    "转让": ("transfer",), "权利转移": ("transfer",), "许可": ("licence",), "质押": ("pledge",),
    "无效": ("revocation",),
    "异议": ("opposition",), "复审": ("reexamination",), "保全": ("preservation",), "恢复": ("restoration",),
    "权利恢复": ("restoration",), "质押登记": ("pledge",), "许可备案": ("licence",), "授权": ("grant",),
    "公布": ("publication",), "公开": ("publication",), "审查": ("examination",), "实质审查": ("examination",),
    "驳回": ("refusal",), "撤回": ("withdrawal",), "终止": ("lapse",), "期限届满": ("expiry",),
    "放弃": ("surrender",), "缴费": ("fee_payment",), "更正": ("correction",), "诉讼": ("litigation",),
}  # fmt: skip

_COUNTRIES: dict[str, tuple[str, ...]] = {
    "中国": ("CN",), "china": ("CN",), "美国": ("US",), "usa": ("US",), "united states": ("US",), "日本": ("JP",),
    "japan": ("JP",), "韩国": ("KR",), "korea": ("KR",), "欧洲": ("EP",), "欧洲专利局": ("EP",), "欧专局": ("EP",),
    "epo": ("EP",), "世界知识产权组织": ("WO",), "wipo": ("WO",), "pct": ("WO",), "德国": ("DE",), "germany": ("DE",),
    "英国": ("GB",), "uk": ("GB",), "united kingdom": ("GB",), "法国": ("FR",), "france": ("FR",), "中国台湾": ("TW",),
    "台湾": ("TW",), "taiwan": ("TW",), "中国香港": ("HK",), "香港": ("HK",), "hong kong": ("HK",), "中国澳门": ("MO",),
    "澳门": ("MO",), "加拿大": ("CA",), "canada": ("CA",), "澳大利亚": ("AU",), "australia": ("AU",),
    "俄罗斯": ("RU",), "russia": ("RU",), "印度": ("IN",), "india": ("IN",), "瑞士": ("CH",), "switzerland": ("CH",),
    "瑞典": ("SE",), "sweden": ("SE",), "荷兰": ("NL",), "netherlands": ("NL",), "意大利": ("IT",), "italy": ("IT",),
    "西班牙": ("ES",), "spain": ("ES",), "奥地利": ("AT",), "austria": ("AT",), "丹麦": ("DK",), "denmark": ("DK",),
    "芬兰": ("FI",), "finland": ("FI",), "以色列": ("IL",), "israel": ("IL",), "新加坡": ("SG",), "singapore": ("SG",),
    "巴西": ("BR",), "brazil": ("BR",), "墨西哥": ("MX",), "mexico": ("MX",), "越南": ("VN",), "泰国": ("TH",),
}  # fmt: skip
_LANGUAGES: dict[str, tuple[str, ...]] = {
    "中文": ("zh",), "汉语": ("zh",), "chinese": ("zh",), "英文": ("en",), "英语": ("en",), "english": ("en",),
    "日文": ("ja",), "日语": ("ja",), "japanese": ("ja",), "韩文": ("ko",), "韩语": ("ko",), "korean": ("ko",),
    "德文": ("de",), "德语": ("de",), "german": ("de",), "法文": ("fr",), "法语": ("fr",), "french": ("fr",),
    "西班牙文": ("es",), "西班牙语": ("es",), "spanish": ("es",), "俄文": ("ru",), "俄语": ("ru",), "russian": ("ru",),
    "italian": ("it",), "portuguese": ("pt",),
}  # fmt: skip

_TABLES: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "status": _STATUSES,
        "type": _TYPES | _LETTERS,
        "event_kind": _EVENTS,
        "country": _COUNTRIES,
        "applicant_country": _COUNTRIES,
        "designated": _COUNTRIES,
        "language": _LANGUAGES,
    }
)
_FORMS: Mapping[str, tuple[re.Pattern[str], str]] = MappingProxyType(
    {
        "country": (re.compile(r"[A-Z]{2}"), "CN, US, EP, WO, JP, KR, DE"),
        "language": (re.compile(r"[A-Z]{2,3}(?:-\w+)?"), "zh, en, ja, ko, de, fr"),
        "kind": (re.compile(r"[A-Z]\d?"), "A, A1, B, B1, B2, C, U, S"),
    }
)
"""What a code of a field looks like, in upper case, with examples."""
_DOCUMENT = re.compile(r"[A-Z]{2}\d{5,}(?:[A-Z]\d?)?", re.IGNORECASE)
_OWN: Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        ("patsnap", "status"): _PATSNAP_STATUS,
        ("patsnap", "event_kind"): _PATSNAP_EVENTS,
        ("simple", "type"): {"patent": ("invention", "plant", "utility_model")},  # Google: all that is no DESIGN
    }
)


_STAGES = {"发明申请": "application", "发明公布": "application", "发明公开": "application", "发明授权": "grant",
           "授权发明": "grant"}  # fmt: skip
_OWN_STAGES = {("patsnap", "a"): "application", ("patsnap", "b"): "grant"}
_AMERICAN_GRANT = And((Value("country", "US"), Value("kind", "A")))
"""Grants of the USPTO before 2001 have the kind A, its applications A1 and more."""


def stage_of(dialect: str, field: str, text: str) -> Query | None:
    """An application for an invention, or a granted one, told apart by the kind code; None for any other value. What
    Google calls ``status:GRANT`` is every document that is no application, of whatever status."""
    word = text.strip().casefold()
    if field == "status":
        applied = And((Value("kind", "A", True), Not(_AMERICAN_GRANT)))
        found: Mapping[tuple[str, str], Query] = {("simple", "application"): applied, ("simple", "grant"): Not(applied)}
        return found.get((dialect, word))
    stage = _OWN_STAGES.get((dialect, word)) or _STAGES.get(word)
    if stage is None:
        return None
    invention = Value("type", "invention")
    if stage == "grant":
        return And((invention, Or((Value("kind", "B", True), Value("kind", "C", True), _AMERICAN_GRANT))))
    return And((invention, Value("kind", "A", True), Not(_AMERICAN_GRANT)))


def is_document(value: str) -> bool:
    """Whether a value has the shape of a publication number, which no number of a family from the DOCDB has."""
    return _DOCUMENT.fullmatch(value) is not None


def vocabulary(field: str) -> frozenset[str]:
    """Every value of a field whose values are told when others are asked; empty where any may occur."""
    if field not in ("status", "type"):
        return frozenset()
    return frozenset(value for values in _TABLES[field].values() for value in values) | {"unknown"}


def values_instead(field: str, values: Iterable[str], open_end: bool = False) -> str:
    """What a field may hold, for values of which no record has one, or with ``open_end`` none that begins so; empty
    where all may occur."""
    if field in _FORMS:
        form, examples = _FORMS[field]
        ends = ("", "A") if open_end else ("",)  # what one more letter completes is a beginning
        fits = all(any(form.fullmatch(f"{value}{end}".upper()) for end in ends) for value in values)
        return "" if fits else f"{examples} …"
    known = vocabulary(field)
    words = [value.lower() for value in values]
    fits = all(any(one.startswith(word) for one in known) if open_end else word in known for word in words)
    return ", ".join(sorted(known)) if known and not fits else ""


def vocabulary_of(dialect: str, field: str, text: str) -> tuple[str, ...]:
    """The values of this engine that a dialect's word for a value means; the word itself where there is no other."""
    word = text.strip().casefold()
    parts = [part for part in text.split(",") if part.strip()] if field in ("country", "designated") else []
    if len(parts) > 1:  # country:US,EP
        return tuple(value for part in parts for value in vocabulary_of(dialect, field, part))
    own = _OWN.get((dialect, field), {})
    return own.get(word) or _TABLES.get(field, {}).get(word) or (text.strip(),)
