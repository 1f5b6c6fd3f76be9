"""JSON, one object a line: lines of bounded length, and a record or a reject of each."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec

from indexers.base import RAW_LIMIT, R, Reading, Rejected
from indexers.files import Blob
from ipsearch.errors import InputError, Problem

LINE_LIMIT = 16 << 20
"""Longest line in bytes. The largest record known (a class heading of 10,000 goods) is below 1 MB; a longer line is
another format, and must not be read into memory."""

_KEY = re.compile(rb'"([a-z_]{2,40})"\s*:')


def read_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Line number (from 1) and bytes of every line; ``None`` for one that exceeds :data:`LINE_LIMIT`."""
    number = 0
    while line := stream.readline(LINE_LIMIT):
        number += 1
        if len(line) < LINE_LIMIT or line.endswith(b"\n"):
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LINE_LIMIT)
        yield number, None


def read_objects(blob: Blob, decode: Callable[[bytes], R]) -> Reading[R]:
    """One record a line; ``decode`` raises msgspec's errors, or ``InputError``, for a line that is none."""
    with blob.open() as stream:
        for number, line in read_lines(stream):
            item = _parse(line, number, decode, f"{blob.label}:{number}")
            if item is not None:
                yield item


def _parse(line: bytes | None, number: int, decode: Callable[[bytes], R], place: str) -> R | Rejected | None:
    if line is None:
        return Rejected(Problem("json.invalid", {"error": f"a line of more than {LINE_LIMIT} bytes"}, place))
    text = (line.removeprefix(codecs.BOM_UTF8) if number == 1 else line).strip()
    if not text:
        return None
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        problem = Problem("file.encoding", {"encoding": "UTF-8", "error": f"byte {error.start}"}, place)
        return rejected(problem, text)
    return decoded(text, decode, place)


def decoded(text: bytes, decode: Callable[[bytes], R], place: str) -> R | Rejected:
    """The record of one object; ``decode`` as for :func:`read_objects`."""
    try:
        return decode(text)
    except msgspec.ValidationError as error:
        problem = Problem("json.schema", {"error": str(error)}, place)
    except (msgspec.DecodeError, RecursionError) as error:
        problem = Problem("json.invalid", {"error": str(error)}, place)
    except InputError as error:
        problem = error.problem.at(place)
    return rejected(problem, text)


def rejected(problem: Problem, text: bytes) -> Rejected:
    """A reject with the beginning of what was read."""
    return Rejected(problem, text.decode("utf-8", "replace")[:RAW_LIMIT])


def first_keys(blob: Blob) -> frozenset[str]:
    """The keys of the first object, as far as the sample shows them; none if the file does not begin with one."""
    head = blob.head().removeprefix(codecs.BOM_UTF8).lstrip()
    if not head.startswith(b"{"):
        return frozenset()
    line = head.split(b"\n", 1)[0]
    try:
        return frozenset(msgspec.json.decode(line, type=dict[str, msgspec.Raw]))
    except msgspec.DecodeError:
        # The first record is longer than the sample, or damaged: what looks like a key has to do.
        return shown_keys(line)


def shown_keys(text: bytes) -> frozenset[str]:
    """What looks like a key in a piece of JSON."""
    return frozenset(found[1].decode() for found in _KEY.finditer(text))
