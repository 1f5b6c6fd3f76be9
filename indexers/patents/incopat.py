"""Source ``incopat``: exports of incoPat (合享) and of services like it, Excel or CSV with Chinese headers.

What a service centre holds. Headers vary in brackets, spaces and wording: :data:`COLUMNS` lists what each means.
Columns that mean nothing here are kept in the notes under their name, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from types import MappingProxyType

from msgspec.structs import replace

from indexers.base import Reading, Source, Unit
from indexers.csvtable import has_sheets, header_of, read_rows, sheets_aside, tables_with
from indexers.files import Blob
from indexers.patents.symbols import patent_type, unique
from indexers.patents.tables import (
    LONGEST_TEXT,
    cited,
    date_of,
    document_of,
    filing,
    language_of,
    parties,
    printed_symbols,
    reading_of,
)
from indexers.patents.tables import cells as cells_of
from indexers.patents.xmltext import claims
from ipsearch.documents.legalstatus import DEAD, status_of_word
from ipsearch.errors import InputError
from ipsearch.query.dialects.values import vocabulary_of
from ipsearch.records import Citation, Filing, LegalEvent, Party, Patent, Related
from ipsearch.spreadsheets.filekinds import BEGINNING
from ipsearch.text.classsymbol import locarno_symbol

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("标题", "名称", "发明名称", "专利名称", "title"),
        "title_zh": ("标题(中文)", "标题(译)(简体中文)", "标题(翻译)"),
        "title_en": ("标题(英文)", "英文标题"),
        "abstract": ("摘要",),
        "abstract_zh": ("摘要(中文)", "摘要(译)(简体中文)", "摘要(翻译)"),
        "abstract_en": ("摘要(英文)", "英文摘要"),
        "applicants": ("申请人", "申请(专利权)人", "原始申请人", "申请人(原文)"),
        "standard": ("标准申请人", "标准化申请人", "申请人(标准化)", "标准化当前权利人"),
        "owners": ("当前权利人", "专利权人", "当前专利权人", "当前申请(专利权)人"),
        "inventors": ("发明人", "发明(设计)人", "设计人"),
        "agents": ("代理人", "代理机构", "专利代理机构"),
        "application": ("申请号", "申请号(原始)"),
        "applied": ("申请日", "申请日期"),
        "publication": ("公开(公告)号", "公开号", "公告号", "授权公告号", "公开公告号", "文献号"),
        "published": ("公开(公告)日", "公开日", "公告日", "公开公告日"),
        "granted": ("授权公告日", "授权日", "授权日期"),
        "expires": ("失效日", "到期日", "专利权到期日", "预估到期日"),
        "ipc_main": ("ipc主分类号", "主分类号", "ipc主分类", "主ipc"),
        "ipc": ("ipc", "ipc分类号", "分类号", "国际分类号"),
        "cpc": ("cpc", "cpc分类号"),
        "locarno": ("洛迦诺分类号", "loc分类号", "外观设计分类号", "locarno分类号"),
        "priority": ("优先权号", "优先权号码"),
        "prioritised": ("优先权日", "最早优先权日"),
        "type": ("专利类型", "文献类型"),
        "alive": ("专利有效性", "有效性", "简单法律状态"),
        "status": ("当前法律状态", "法律状态", "法律状态/事件"),
        "status_date": ("法律状态日", "法律状态公告日", "法律状态更新时间"),
        "cites": ("引证专利", "引用专利", "引证文献"),
        "family": ("简单同族", "简单同族成员", "简单同族公开号"),
        "first_claim": ("首项权利要求", "首权", "第一权利要求"),
        "claims": ("权利要求", "权利要求书", "全部权利要求"),
        "description": ("说明书", "说明书全文"),
        "country": ("公开国别", "受理局", "专利公开国别"),
        "keywords": ("关键词", "技术关键词"),
        "number": ("序号", "no.", "编号"),
        "priority_info": ("优先权信息",),
        "title_other": ("标题(小语种原文)", "标题(原文)"),
        "abstract_other": ("摘要(小语种原文)", "摘要(原文)"),
        "applicants_en": ("申请人(翻译)", "申请人(英文)"),
        "address": ("申请人地址",),
        "examiners": ("审查员",),
        "ecla": ("ec", "ecla"),
        "uc": ("uc", "美国分类号"),
        "fi": ("fi",),
        "fterm": ("f-term", "ft", "fterm"),
        "pct_application": ("pct国际申请号", "国际申请号", "pct申请号"),
        "pct_publication": ("pct国际公布号", "国际公布号", "pct公开号"),
        "family_id": ("docdb同族id",),
        "literature": ("引证科技文献", "引证非专利文献", "非专利引证"),
    }
)
"""What columns mean; names in lower case, half width, without spaces."""

_MEANINGS = MappingProxyType({name: meaning for meaning, names in COLUMNS.items() for name in names})
_DATED = re.compile(r"(.*\S)[\s,，]+(\d{4}[-./]?\d{2}[-./]?\d{2})\Z", re.DOTALL)
_NEEDED = frozenset(("publication", "application"))
_DAYS = ("applied", "published", "granted", "expires", "status_date")
_WIDE = str.maketrans("（）：／，", "():/,")


def column_of(header: str) -> str:
    """What a header means; "" for a column that is kept as a note."""
    plain = re.sub(r"[\s\ufeff]", "", header.translate(_WIDE)).casefold()
    return _MEANINGS.get(plain, "")


def parse_row(headers: Sequence[str], row: Sequence[str]) -> Patent:
    """The record of one row. Raises ``InputError`` ``record.no_document_number``."""
    found: dict[str, str] = {}
    notes: list[str] = []
    for header, value in zip(headers, row, strict=False):
        value = value.strip()
        if not value or value in ("-", "--"):
            continue
        meaning = column_of(header)
        if meaning == "agents" and meaning in found:
            found[meaning] += f";{value}"
        elif meaning and meaning not in found:
            found[meaning] = value
        elif header.strip() and meaning != "number":
            notes.append(f"{header.strip()}:{value}")
    return _record(found, notes)


def _record(found: Mapping[str, str], notes: list[str]) -> Patent:
    printed = found.get("publication") or ""
    office = re.search(r"[A-Z]{2}|中国", found.get("country", ""))
    given = office[0].replace("中国", "CN") if office else ""
    best = reading_of(printed, given)
    applied = filing(found.get("application", ""), date_of(found.get("applied", "")), best.country if best else given)
    if best is None and applied is None:
        raise InputError("record.no_document_number")
    country = (best.country if best else "") or (applied.country if applied else "") or "CN"
    kind = best.kind if best else ""
    number = best.number if best else applied.number if applied else ""
    priorities = tuple(_priorities(found))
    types = vocabulary_of("incopat", "type", found.get("type", ""))
    known = (
        types[0]
        if types and types[0] in ("invention", "utility_model", "design", "plant")
        else patent_type(country, kind)
    )
    claimed = tuple(
        part for part in re.split(r"\n+", found.get("claims") or found.get("first_claim") or "") if part.strip()
    )
    symbols = {name: printed_symbols(cells(found.get(name, ""))) for name in ("ipc_main", "ipc", "cpc")}
    (main, other_main), (further, other_further) = symbols["ipc_main"], symbols["ipc"]
    status = _deciding(found.get("alive", ""), found.get("status", ""))
    status_date = date_of(found.get("status_date", ""))
    standard = cells(found.get("standard", ""))
    described = found.get("description", "")
    title, abstract = _by_language(found, "title"), _by_language(found, "abstract")
    hidden = [
        f"{label}:{found[name]}"
        for name, label, texts in (
            ("title", "标题", title), ("abstract", "摘要", abstract), ("title_other", "标题（原文）", title),
            ("abstract_other", "摘要（原文）", abstract),
        )
        if found.get(name) and found[name] not in texts.values()
    ]  # fmt: skip
    return Patent(
        country=country,
        number=number,
        kind=kind,
        type=known,  # type: ignore[arg-type]
        original=printed,
        publication_date=date_of(found.get("published", "")),
        grant_date=date_of(found.get("granted", "")),
        expiry_date=date_of(found.get("expires", "")),
        application=applied,
        priorities=priorities,
        family_id=found.get("family_id", ""),
        language="zh" if country == "CN" else "",
        title=title,
        abstract=abstract,
        claims={language_of(claimed[0]): claims(claimed)} if claimed else {},
        description={language_of(described): tuple(p.strip() for p in described.splitlines() if p.strip())}
        if described
        else {},
        applicants=_applicants(found, standard),
        owners=parties(cells(found.get("owners", ""))),
        inventors=parties(cells(found.get("inventors", ""))),
        agents=parties(cells(found.get("agents", ""))),
        examiners=parties(cells(found.get("examiners", ""))),
        ipc=unique([*main, *further]),
        cpc=symbols["cpc"][0],
        # Some services have the class of a design in the column of the IPC.
        locarno=unique([*cells(found.get("locarno", "")), *map(locarno_symbol, (*other_main, *other_further))]),
        national=unique(
            [
                f"{scheme} {' '.join(one.split())}"
                for scheme, name in (("US", "uc"), ("FI", "fi"), ("FT", "fterm"), ("ECLA", "ecla"))
                for one in cells(found.get(name, ""))
            ]
        ),
        citations=(
            *(cited(one) for one in cells(found.get("cites", ""))),
            *(Citation(text=one) for one in _lines(found.get("literature", ""))),
        ),
        related=tuple(
            Related(name, document_of(found[name]) or found[name])
            for name in ("pct_application", "pct_publication")
            if found.get(name)
        ),
        events=(LegalEvent(date=status_date, text=found["status"], kind="status"),)
        if found.get("status") and status_date
        else (),
        status=status,
        status_date=status_date,
        keywords=cells(found.get("keywords", "")),
        notes=(
            *notes,
            *hidden,
            *_loose(found),
            *_unread(found, priorities),
            *_no_symbols(symbols),
            *_said_of_status(found, status, dated=status_date is not None),
            *([f"标准申请人:{found['standard']}"] if standard else []),
            *([f"简单同族:{found['family']}"] if found.get("family") else []),
        ),
    )


def _deciding(alive: str, status: str) -> str:
    """The word for the legal status that says most: 失效 alone leaves open how the right ended, 未缴年费 beside it
    does not."""
    if not alive or status_of_word(alive) not in (None, "ended"):
        return alive or status
    return next((one for one in cells(status) if status_of_word(one) in DEAD), alive)


def _said_of_status(found: Mapping[str, str], kept: str, *, dated: bool) -> Iterator[str]:
    """What the columns of the legal status say beyond the word that is kept; with a day it is an event."""
    for name, label in (("alive", "专利有效性"), ("status", "当前法律状态")):
        if found.get(name, kept) != kept and not (name == "status" and dated):
            yield f"{label}:{found[name]}"


def _by_language(found: Mapping[str, str], name: str) -> dict[str, str]:
    """A text in the languages its columns name; one without language is what its script tells."""
    texts = {lang: text for lang in ("zh", "en") if (text := found.get(f"{name}_{lang}", ""))}
    given, other = found.get(name, ""), found.get(f"{name}_other", "")
    texts = {language_of(given): given} | texts if given else texts
    return {language_of(other): other} | texts if other else texts


def _applicants(found: Mapping[str, str], standard: Sequence[str]) -> tuple[Party, ...]:
    """Applicants with their names in translation and their addresses, where there is one for each."""
    several = parties(cells(found.get("applicants", "")) or standard)
    latin, places = cells(found.get("applicants_en", "")), cells(found.get("address", ""))
    if len(latin) == len(several):
        several = tuple(replace(party, name_en=name) for party, name in zip(several, latin, strict=True))
    if len(places) == len(several):
        several = tuple(replace(party, address=place) for party, place in zip(several, places, strict=True))
    return several


def _loose(found: Mapping[str, str]) -> Iterator[str]:
    """Names and addresses of applicants that do not fit them."""
    count = len(cells(found.get("applicants", "")) or cells(found.get("standard", "")))
    for name, label in (("applicants_en", "申请人（翻译）"), ("address", "申请人地址")):
        if found.get(name) and len(cells(found[name])) != count:
            yield f"{label}:{found[name]}"


def _unread(found: Mapping[str, str], priorities: Sequence[Filing]) -> Iterator[str]:
    """Days that cannot be read, and those of priorities of which nobody knows whose they are."""
    for name in _DAYS:
        if name in found and date_of(found[name]) is None:
            yield f"{COLUMNS[name][0]}:{found[name]}"
    claimed = {one.date for one in priorities if one.date}
    for value in cells(found.get("prioritised", "")):
        if date_of(value) not in claimed:
            yield f"{COLUMNS['prioritised'][0]}:{value}"


def _no_symbols(symbols: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> Iterator[str]:
    """What stands in the columns of the IPC and the CPC and is no class symbol, nor one of a design."""
    for name, (_, others) in symbols.items():
        for value in others:
            if name == "cpc" or not locarno_symbol(value):
                yield f"{COLUMNS[name][0]}:{value}"


def _priorities(found: Mapping[str, str]) -> Iterator[Filing]:
    """The priorities; the day of each may stand behind its number (``US61/234567 2009-08-17``), else in a column of
    its own that has one for each."""
    numbers = cells(found.get("priority") or found.get("priority_info", ""))
    days = cells(found.get("prioritised", ""))
    for number, day in zip(numbers, days if len(days) == len(numbers) else [""] * len(numbers), strict=True):
        dated = _DATED.match(number)
        one = filing(dated[1], date_of(dated[2])) if dated else filing(number, date_of(day))
        if one is not None:
            yield one


def _lines(value: str) -> Iterator[str]:
    """Literature, which has semicolons of its own: a line or a part between two strokes each."""
    return (part.strip() for part in re.split(r"[\n|]+|;;", value) if part.strip())


def cells(value: str) -> tuple[str, ...]:
    """The values of a cell: incoPat sets a semicolon between them, PatSnap an upright stroke."""
    return cells_of(value, ";；|")


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    for blob in unit.blobs:
        with closing(tables_with(blob, _has_numbers, LONGEST_TEXT)) as tables:
            for table in tables:
                header = table.header
                if not _has_numbers(header):
                    known, place = ", ".join(c[0] for c in COLUMNS.values()), f"{table.label}:{table.line}"
                    raise InputError("csv.columns", place=place, missing="公开（公告）号", known=known)
                yield from read_rows(table, unit.cursor, len(header), partial(_of_row, header))


def _has_numbers(header: list[str]) -> bool:
    return not _NEEDED.isdisjoint(map(column_of, header))


def _of_row(header: list[str], row: list[str], _line: int) -> Patent:
    return parse_row(header, row)


def _sniff(blob: Blob) -> bool:
    if has_sheets(blob):
        return blob.head(len(BEGINNING)) == BEGINNING
    meanings = {column_of(cell) for cell in header_of(blob)}
    return bool(_NEEDED & meanings) and len(meanings - {""}) >= 3


def _aside(blob: Blob) -> tuple[str, ...]:
    return sheets_aside(blob, _has_numbers)


SOURCE: Source[Patent] = Source("incopat", read=_read, sniff=_sniff, aside=_aside)
