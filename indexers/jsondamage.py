"""A list of objects in JSON that is damaged somewhere: each whole object is read, what is between is a reject.

Objects of a list begin with the same key, in files that programs write: there the next one is looked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from indexers.base import RAW_LIMIT, R, Reading, Rejected
from indexers.jsonlines import decoded
from ipsearch.errors import Problem

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
        try:
            _, end = json.JSONDecoder().raw_decode(text, found.start())
        except (ValueError, RecursionError) as failure:
            following = start.search(text, found.end())
            raw = text[found.start() : following.start() if following else None].rstrip(" \t\r\n,")
            yield Rejected(Problem("json.invalid", {"error": str(failure)}, place), raw[:RAW_LIMIT])
            told = True
        else:
            item = decoded(text[found.start() : end].encode("utf-8", "surrogateescape"), decode, place)
            told = told or isinstance(item, Rejected)
            yield item
            following = start.search(text, end)
        found = following
    if not told:
        yield Rejected(Problem("json.invalid", {"error": error}, label))
