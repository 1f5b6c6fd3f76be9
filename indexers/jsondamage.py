"""A list of objects in JSON that is damaged somewhere: each whole object is read, what is between is a reject.

Objects of a list begin with the same key, in files that programs write: there the next one is looked for. An object
inside the damaged one may begin with that key too (a citation of Google's rows has its publication_number first): it is
no record, and is told by the brackets of the list it stands in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from indexers.base import RAW_LIMIT, R, Reading, Rejected
from indexers.jsonlines import decoded
from ipsearch.errors import Problem

_COMMA = re.compile(r"\s*,\s*")
_FIRST = re.compile(r'\{\s*("(?:[^"\\]|\\.)*")\s*:')


def read_damaged(data: bytes, begin: int, decode: Callable[[bytes], R], label: str, error: str) -> Reading[R]:
    """The objects of a list that begins at ``begin``; ``error`` is what is wrong with all of it."""
    text = data[begin:].decode("utf-8", "surrogateescape")
    first = _FIRST.search(text)
    # Between the bracket and the first key nothing but a brace: otherwise it is no list of objects.
    if first is None or text[1 : first.start()].strip():
        yield Rejected(Problem("json.invalid", {"error": error}, label))
        return
    start = re.compile(rf"\{{\s*{re.escape(first[1])}\s*:")
    number, told, found = 0, False, start.search(text)
    while found is not None:
        number += 1
        place = f"{label}[{number}]"
        end, wrong = _end(text, found.start())
        if wrong:
            following = _following(text, found.end(), end, start)
            raw = text[found.start() : following.start() if following else None].rstrip(" \t\r\n,")
            yield Rejected(Problem("json.invalid", {"error": wrong}, place), raw[:RAW_LIMIT])
            told = True
        else:
            item = decoded(text[found.start() : end].encode("utf-8", "surrogateescape"), decode, place)
            told = told or isinstance(item, Rejected)
            yield item
            following = start.search(text, end)
        found = following
    if not told:
        yield Rejected(Problem("json.invalid", {"error": error}, label))


def _end(text: str, begin: int) -> tuple[int, str]:
    """Where the object at ``begin`` ends, or where it cannot be read further and why."""
    try:
        return json.JSONDecoder().raw_decode(text, begin)[1], ""
    except json.JSONDecodeError as failure:
        return failure.pos, str(failure)
    except RecursionError as failure:
        return begin, str(failure)


def _following(text: str, begin: int, damage: int, start: re.Pattern[str]) -> re.Match[str] | None:
    """The next object of the list itself behind a damaged one, whose first key ends at ``begin``."""
    found = start.search(text, begin)
    while found is not None:
        if found.end() <= damage or _opens(text, found.start()):
            found = start.search(text, found.end())
            continue
        # Siblings are records where they run to the end of the list, or to another damaged one.
        end, sibling = found.start(), start.match(text, found.start())
        while sibling is not None:
            reached, wrong = _end(text, sibling.start())
            if wrong:
                return found
            end, comma = reached, _COMMA.match(text, reached)
            sibling = start.match(text, comma.end()) if comma else None
        if _ends_list(text, end):
            return found
        found = start.search(text, end)
    return None


def _opens(text: str, begin: int) -> bool:
    """Whether what stands at ``begin`` is the first of a list, or the value of a key."""
    while text[begin - 1].isspace():
        begin -= 1
    return text[begin - 1] in "[:"


def _ends_list(text: str, end: int) -> bool:
    """Whether the file ends at ``end``, but for the bracket of the list and the keys of the answer around it."""
    rest = text[end:].strip()
    if rest in ("", "]"):
        return True
    try:
        return rest.startswith("]") and isinstance(json.loads('{"": 0' + rest[1:]), dict)
    except (ValueError, RecursionError):
        return False
