"""Chinese for the words that a program puts into a message: what it expected, what went wrong.

Such a value is English where it is made, because it is data; it becomes Chinese where the Chinese text is made. What a
user or a library of another maker wrote stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

OWN: frozenset[str] = frozenset(("base", "data", "encoding", "error", "expected"))
"""The values of messages that are the program's own words; every other one may be a user's."""

PHRASES: Mapping[str, str] = MappingProxyType({
    # what was expected
    "a WIPO ST.3 code such as CN": "WIPO ST.3 代码，例如 CN",
    "a WIPO ST.16 code such as A1": "WIPO ST.16 代码，例如 A1",
    "at most {} characters": "最多 {} 个字符",
    "digits, at most {} characters": "数字，最多 {} 个字符",
    "no spaces": "不含空格",
    "one per TransactionData": "每个 TransactionData 一个",
    "one name a line": "每行一个名称",
    "the picture, or the words of the mark column": "商标图样，或与商标名称相同的文字",
    "a list": "列表",
    "an object": "对象",
    "a text": "文本",
    "a code or an object": "代码或对象",
    # what went wrong
    "a binary workbook (.xlsb)": "二进制工作簿（.xlsb）",
    "a line of more than {} bytes": "单行超过 {} 字节",
    "a zip without its directory": "zip 文件缺少目录",
    "an answer is an object": "响应应为对象",
    "an answer of more than {} bytes": "响应超过 {} 字节",
    "a document of over {} bytes": "文档超过 {} 字节",
    "byte {}": "第 {} 字节",
    "bytes that are no text": "含有非文本字节",
    "line {} of the document: {}": "文档第 {} 行：{}",
    "more than {} levels": "超过 {} 层",
    "no element in the first {} bytes": "前 {} 字节内没有元素",
    "over {} bytes in or behind a record": "一条记录内或其后超过 {} 字节",
    "something does not end before the next record begins": "下一条记录开始前有内容未结束",
    "no workbook inside": "其中没有工作簿",
    "no such folder, or no right to write": "文件夹不存在，或没有写入权限",
    "the bytes are not": "字节与之不符",
    "{} has fewer claims than it counts": "{} 的权利要求少于其声明的数量",
    "<{}> is no document": "<{}> 不是文档",
    # what something should have been in
    "text in the declared encoding": "文件所声明的",
    "the register": "已加载的数据",
    # what has been loaded
    "trademark": "商标",
    "patent": "专利",
})  # fmt: skip
"""English, as the program makes it, with ``{}`` for what is filled in."""

STANDING_FOR: Mapping[str, str] = MappingProxyType({"(empty)": "（空）", "a line without end": "没有换行的长行"})
"""What stands for a user's value that cannot be shown."""

_PATTERNS = tuple(
    (re.compile(re.escape(english).replace(r"\{\}", "(.+)"), re.DOTALL), chinese)
    for english, chinese in PHRASES.items()
    if "{}" in english
)


def in_chinese(name: str, value: object) -> object:
    """The value called ``name`` as it stands in a Chinese message."""
    if not isinstance(value, str):
        return value
    if name not in OWN:
        return STANDING_FOR.get(value, value)
    if value in PHRASES:
        return PHRASES[value]
    for pattern, chinese in _PATTERNS:
        if found := pattern.fullmatch(value):
            return chinese.format(*found.groups())
    return value
