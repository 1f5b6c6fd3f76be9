"""Options that several commands share, declared once, and how their values are read."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ipsearch.errors import InputError, UsageError
from ipsearch.text.nice import class_number

ALL = "all"
MOST_DIGITS = 18
"""Digits of a limit; Python refuses to read thousands with an error of its own."""


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    json = "json"
    ndjson = "ndjson"
    csv = "csv"


class Library(StrEnum):
    """The two libraries, as commands name them."""

    trademarks = "trademarks"
    patents = "patents"

    @property
    def family(self) -> str:
        """The name of its indexes."""
        return self.value.removesuffix("s")


class Language(StrEnum):
    """Languages of the output."""

    zh = "zh"
    en = "en"


Engine = Annotated[
    str | None,
    typer.Option(metavar="URL", help="embedded:, embedded:/path or https://host:9200. 引擎地址 [env: IPSEARCH_URL]"),
]
Output = Annotated[
    Format | None,
    typer.Option("--format", help="Form of the answer; a table on a terminal, NDJSON in a pipe. 输出格式"),
]
Speak = Annotated[Language | None, typer.Option("--lang", help="Language; by default the locale's. 语言")]
Only = Annotated[Library | None, typer.Option("--library", help="Only this library; by default both. 商标库或专利库")]
Classes = Annotated[
    list[str] | None,
    typer.Option("--class", metavar="N", help="Nice class 1-45; repeat it, or 9,35. Default all. 国际分类"),
]
Groups = Annotated[
    list[str] | None, typer.Option("--group", metavar="G", help="Similar group such as 0901; repeat it. 类似群")
]
Applicant = Annotated[str, typer.Option(metavar="NAME", help="Whose own marks do not stand in the way. 申请人")]
Levels = Annotated[
    str | None,
    typer.Option(
        "--level", metavar="L", help="With --self: identical, near_identical, similar (default) or remote. 最低近似程度"
    ),
]
Limit = Annotated[str | None, typer.Option(metavar="N", help="Hits to show, or `all`; bounds no search. 显示条数")]


def path(value: str | Path) -> Path:
    """A file or a folder. An empty text, which a shell makes of an unset variable, would be the current folder."""
    if not str(value):
        raise UsageError("file.empty_path", place="PATH")
    return Path(value)


def split_list(values: list[str] | None) -> tuple[str, ...]:
    """Values of a repeatable option, each of which may be a list: ``--class 9,35 --class 42``."""
    return tuple(part for value in values or () for part in re.split(r"[,;，；、\s]+", value) if part)


def parse_classes(values: list[str] | None) -> tuple[int, ...]:
    """Class numbers, also written 第9类. Raises :class:`UsageError` for others; the check itself knows which exist."""
    try:
        return tuple(class_number(part) for part in split_list(values))
    except InputError as error:
        raise UsageError("record.bad_class", place="--class", value=error.problem.values["value"]) from error


def parse_limit(value: str | None, default: int) -> int | None:
    """A number of hits; None for ``all``."""
    if value is None:
        return default
    if value.lower() == ALL:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS):
        raise UsageError("check.limit", place="--limit", value=value[:80])
    return int(value)
