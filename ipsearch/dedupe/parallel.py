"""Checks in helper processes: a batch takes as many processors as there are.

Judging the candidates of a mark takes longer than finding them, and one process of Python judges on one processor.
Every helper opens the register for itself, and must find it as the job has it; what a helper cannot do is done in the
process of the job, which tells what is wrong.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from ipsearch.dedupe.job import register_of
from ipsearch.errors import IpsearchError
from ipsearch.helpers import NOT_DONE, Pipeline, Work, serve
from ipsearch.matching.check import Checker

PIECE = 8
"""Marks that a helper gets at a time: some 20 ms of work."""
_DEPTH = 4
_WARM = 25
"""Pieces before helpers are started: half a second, as long as a start."""
_MOST_HELPERS = 7

_Item = TypeVar("_Item")
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Helpers:
    """Helper processes of a batch: how many, and how one of them opens the register (``opened`` is sent to it)."""

    count: int
    opened: Callable[[], Checker]


def usual_helpers() -> int:
    """As many as there are other processors, within what a batch can keep busy and a machine has memory for.

    A helper has 50 MB of its own with a million marks, most of it statistics; files of the index are shared.
    """
    return min((os.cpu_count() or 1) - 1, _MOST_HELPERS)


def in_order(
    checker: Checker,
    make: Callable[[Checker], Callable[[list[_Item]], Iterable[_Answer]]],
    items: Iterable[_Item],
    helpers: Helpers | None,
) -> Generator[_Answer, None, None]:
    """What ``make(checker)`` answers to the items, some at a time, in order.

    With helpers, ``make``, items and answers are sent to other processes; without, answers are made as they are read.
    """
    answer, rest = make(checker), iter(items)
    if helpers is None or not helpers.count:
        while some := list(islice(rest, max(checker.at_once, 1))):
            yield from answer(some)
        return
    work: Work[list[_Item], list[_Answer]] = Work(
        here=lambda some: list(answer(some)),
        packed=pickle.dumps,
        unpacked=pickle.loads,
        life=_help_out,
        arguments=lambda: (helpers.opened, register_of(checker.reader), make),
        depth=_DEPTH,
        warm=_WARM,
    )
    pieces = iter(lambda: list(islice(rest, PIECE)), [])
    with Pipeline(helpers.count, work) as pipeline, closing(pipeline.run(pieces)) as done:
        for _, answers in done:
            yield from answers


def _help_out(
    pieces: Connection,
    answers: Connection,
    opened: Callable[[], Checker],
    register: str,
    make: Callable[[Checker], Callable[[list[Any]], Iterable[Any]]],
) -> None:
    def begin() -> Callable[[bytes], bytes]:
        try:
            checker = opened()
        except IpsearchError:
            return lambda _: NOT_DONE
        if register_of(checker.reader) != register:
            return lambda _: NOT_DONE
        answer = make(checker)

        def answered(piece: bytes) -> bytes:
            try:
                return pickle.dumps(list(answer(pickle.loads(piece))))
            except IpsearchError:
                return NOT_DONE

        return answered

    serve(pieces, answers, begin)
