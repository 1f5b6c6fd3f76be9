"""JSON as services hand it out: an object a line, one array, an answer with its objects under a key, or one object.

Lines are read as a stream. The other three are what a person saves from a web page or an interface: some thousand
objects at most, read whole.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

import msgspec

from indexers.base import R, Reading, Rejected
from indexers.files import Blob
from indexers.jsondamage import read_damaged
from indexers.jsonlines import decoded, first_keys, read_objects, rejected, shown_keys
from ipsearch.errors import Problem

LARGEST = 256 << 20
"""Bytes of a file that is not lines."""
_LISTS = ("data", "results", "records", "rows")
"""Keys under which answers have their objects, behind others that hold no more than a number or a word."""
_ANSWER = re.compile(
    rb'\{\s*(?:"\w+"\s*:\s*(?:[\d.eE+-]+|"[^"]*"|null|true|false)\s*,\s*)*"(?:'
    + "|".join(_LISTS).encode()
    + rb')"\s*:\s*\['
)


def keys_of(blob: Blob) -> frozenset[str]:
    """The keys of the first object; where it does not stand in a line of its own, those that the first bytes show."""
    head = _head(blob)
    if head[:1] == b"[" or (head[:1] == b"{" and (_ANSWER.match(head) or not _is_line(head))):
        return shown_keys(head)
    return first_keys(blob)


def read_json(blob: Blob, decode: Callable[[bytes], R]) -> Reading[R]:
    """One record an object, as :func:`~indexers.jsonlines.read_objects` gives it."""
    head = _head(blob)
    if head[:1] != b"[" and not _ANSWER.match(head) and _is_line(head):
        yield from read_objects(blob, decode)
        return
    with blob.open() as stream:
        data = stream.read(LARGEST + 1).removeprefix(codecs.BOM_UTF8).strip()
    if len(data) > LARGEST:
        error = f"a file of more than {LARGEST} bytes that has not one object a line"
        yield Rejected(Problem("json.invalid", {"error": error}, blob.label))
        return
    try:
        objects = _objects(data)
    except (msgspec.DecodeError, RecursionError) as error:
        answer = _ANSWER.match(data)
        if data.startswith(b"[") or answer:
            yield from read_damaged(data, answer.end() - 1 if answer else 0, decode, blob.label, str(error))
        elif any(map(_is_object, data.split(b"\n"))):  # lines, the first of them damaged
            yield from read_objects(blob, decode)
        else:
            yield rejected(Problem("json.invalid", {"error": str(error)}, blob.label), data)
        return
    for place, one in enumerate(objects, 1):
        yield decoded(bytes(one), decode, f"{blob.label}[{place}]")


def _head(blob: Blob) -> bytes:
    return blob.head().removeprefix(codecs.BOM_UTF8).lstrip()


def _is_line(head: bytes) -> bool:
    """Whether an object stands in the first line, or in the second behind damage, as far as the first bytes show it."""
    first, end, rest = head.partition(b"\n")
    second, second_end, _ = rest.partition(b"\n")
    return not end or _is_object(first) or (_is_object(second) if second_end else second.startswith(b"{"))


def _is_object(line: bytes) -> bool:
    try:
        msgspec.json.decode(line, type=dict[str, msgspec.Raw])
    except msgspec.DecodeError:
        return False
    return True


def _objects(data: bytes) -> list[msgspec.Raw]:
    if data.startswith(b"["):
        return msgspec.json.decode(data, type=list[msgspec.Raw])
    whole = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    several = next((whole[name] for name in _LISTS if bytes(whole.get(name, b"")).startswith(b"[")), None)
    return [msgspec.Raw(data)] if several is None else msgspec.json.decode(several, type=list[msgspec.Raw])
