"""Form of a mark (商标形态) from the columns that speak of it.

商标类型 is not one of them: in the packages it tells an ordinary mark (一般) from a collective (集体), certification
(证明) or special one. The forms are the elements of article 8 of the Trademark Law: words, devices, letters, numbers,
three-dimensional signs, colour combinations, sounds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from ipsearch.records import MarkKind

DEVICE_NAME = "图形"
"""What the office writes as the name of a device without words."""

_ELEMENTS: Mapping[str, str] = MappingProxyType({
    "文字": "word", "中文": "word", "汉字": "word", "英文": "word", "字母": "word", "数字": "word", "拼音": "word",
    "图形": "device", "图文": "both", "图文组合": "both", "组合": "both", "组合商标": "both",
    "立体": "three_dimensional", "立体商标": "three_dimensional", "三维": "three_dimensional",
    "三维标志": "three_dimensional", "颜色": "colour", "颜色组合": "colour", "声音": "sound",
})  # fmt: skip
_ALONE: Mapping[str, MarkKind] = MappingProxyType({
    "three_dimensional": "three_dimensional", "colour": "colour", "sound": "sound",
})  # fmt: skip
_SEPARATOR = re.compile(r"[、,，;；+/和与及\s]+")
_YES = frozenset({"是", "1", "y", "yes", "true", "有"})
_NO = frozenset({"", "否", "0", "n", "no", "false", "无"})


def is_yes(flag: str) -> bool:
    """Whether a flag column (是否...) is set."""
    return flag.lower() in _YES


def is_no(flag: str) -> bool:
    """Whether a flag column is empty or says no: the state that goes without saying."""
    return flag.lower() in _NO


def form_kind(form: str) -> MarkKind | None:
    """The kind that 商标形态 states, ``None`` if it is empty, ``unknown`` for a value without a mapping."""
    if not form:
        return None
    parts = {_ELEMENTS.get(part, "?") for part in _SEPARATOR.split(form.removesuffix("组合") or form) if part}
    if form in _ELEMENTS:
        parts = {_ELEMENTS[form]}
    if "?" in parts:
        return "unknown"
    for element, kind in _ALONE.items():
        if element in parts:
            return kind
    if parts == {"word"}:
        return "word"
    return "figurative" if parts == {"device"} else "combined"


def kind_of(mark: str, form: str, solid: str) -> MarkKind:
    """Kind of a mark from its words, 商标形态 and 是否立体商标: the office's word wins over what the words suggest.

    A mark with words and without a stated form counts as ``word``: the data does not tell it from a combined mark,
    and both are compared by their words.
    """
    if is_yes(solid):
        return "three_dimensional"
    stated = form_kind(form)
    if stated is not None:
        return stated
    return "word" if mark else "figurative"
