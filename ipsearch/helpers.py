"""Work in helper processes: what takes longer than reading what it is done on and storing what comes of it.

Pieces go out in order and their results come back in order, a bounded number at a time. A helper holds nothing that
could be lost: what it does not do, because it died or says that it cannot, is done in this process.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Generic, TypeVar

if sys.platform == "linux":
    import fcntl

PIPE = 1 << 20
"""Bytes that wait between this process and a helper, either way (Linux; 64 kB elsewhere): two pieces with results.

With less, a process that wants to send waits until the other comes to receive, although both have work.
"""
NOT_DONE = b""
"""The answer of a helper that cannot do a piece."""

Piece = TypeVar("Piece")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Work(Generic[Piece, Result]):
    """What is done on every piece, here and in helpers.

    ``here`` does a piece in this process. A helper runs ``life(pieces, answers, *arguments())``, which calls
    :func:`serve`; pieces go to it as ``packed``, its answers are ``unpacked``. It has ``depth`` pieces at a time, so
    that it has work while this process does something else. ``warm`` pieces are done here before helpers are started: a
    start takes as long as some pieces.
    """

    here: Callable[[Piece], Result]
    packed: Callable[[Piece], bytes]
    unpacked: Callable[[bytes], Result]
    life: Callable[..., None]
    arguments: Callable[[], tuple[Any, ...]]
    depth: int
    warm: int


def serve(pieces: Connection, answers: Connection, begin: Callable[[], Callable[[bytes], bytes]]) -> None:
    """The life of a helper: pieces in, answers out, until the other end is closed or gone.

    ``begin`` makes what answers a piece, once pieces can arrive.
    """
    # Ctrl-C reaches every process of the terminal; only the one that has the work decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    arrived = _receiving(pieces)
    answer = begin()
    with suppress(BrokenPipeError):
        while (piece := arrived.get()) is not None:
            answers.send_bytes(answer(piece))


def _receiving(connection: Connection) -> SimpleQueue[bytes | None]:
    """What arrives from now on, and ``None`` when nothing more can.

    Both ends would wait for ever if each first wanted to get rid of a piece larger than the pipe.
    """
    arrived: SimpleQueue[bytes | None] = SimpleQueue()

    def receive() -> None:
        with suppress(EOFError, OSError), connection:
            while True:
                arrived.put(connection.recv_bytes())
        arrived.put(None)

    threading.Thread(target=receive, daemon=True).start()
    return arrived


@dataclass(slots=True)
class _Helper:
    process: multiprocessing.process.BaseProcess
    pieces: Connection
    answers: SimpleQueue[bytes | None]
    waiting: int = 0
    lost: bool = False


@dataclass(frozen=True, slots=True)
class _Sent(Generic[Piece]):
    """A piece that a helper has."""

    piece: Piece
    helper: _Helper


@dataclass(frozen=True, slots=True)
class _Did(Generic[Piece, Result]):
    """A piece that was done in this process, and waits for those before it."""

    piece: Piece
    result: Result


@dataclass(slots=True)
class Pipeline(Generic[Piece, Result]):
    """Does the work with some helper processes (0: all here). A context manager; leaving it ends the helpers."""

    workers: int
    work: Work[Piece, Result]
    _helpers: list[_Helper] = field(default_factory=list)

    def __enter__(self) -> Pipeline[Piece, Result]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for helper in self._helpers:
            helper.pieces.close()
        for helper in self._helpers:
            helper.process.terminate()
            helper.process.join()
            helper.process.close()
        self._helpers.clear()

    def run(self, pieces: Iterable[Piece]) -> Generator[tuple[Piece, Result], None, None]:
        """Each piece with its result, in order."""
        under: deque[_Sent[Piece] | _Did[Piece, Result]] = deque()
        most = self.workers * self.work.depth + 2 if self.workers else 0
        for count, piece in enumerate(pieces):
            if count == self.work.warm:
                self._start()
            under.append(self._dispatch(piece))
            while under and (len(under) > most or _is_ready(under[0])):
                yield self._done(under.popleft())
        while under:
            yield self._done(under.popleft())

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # threads are running here: a fork could hang
        for _ in range(self.workers):
            theirs, pieces = context.Pipe(duplex=False)
            answers, sending = context.Pipe(duplex=False)
            for end in (pieces, sending):
                if sys.platform == "linux":
                    with suppress(OSError):  # no more room for this user: the pipe stays as it is
                        fcntl.fcntl(end.fileno(), fcntl.F_SETPIPE_SZ, PIPE)
            arguments = (theirs, sending, *self.work.arguments())
            process = context.Process(target=self.work.life, args=arguments, name="ipsearch-helper", daemon=True)
            process.start()
            theirs.close()
            sending.close()  # or the end of the helper would not end the answers
            self._helpers.append(_Helper(process, pieces, _receiving(answers)))

    def _dispatch(self, piece: Piece) -> _Sent[Piece] | _Did[Piece, Result]:
        """Give the piece to the helper with the least to do; if all have enough, do it here instead of waiting."""
        free = [h for h in self._helpers if not h.lost and h.waiting < self.work.depth]
        if free:
            helper = min(free, key=lambda h: h.waiting)
            try:
                helper.pieces.send_bytes(self.work.packed(piece))
            except OSError:
                helper.lost = True
            else:
                helper.waiting += 1
                return _Sent(piece, helper)
        return _Did(piece, self.work.here(piece))

    def _done(self, under: _Sent[Piece] | _Did[Piece, Result]) -> tuple[Piece, Result]:
        if isinstance(under, _Did):
            return under.piece, under.result
        piece, helper = under.piece, under.helper
        helper.waiting -= 1
        answer = None if helper.lost else helper.answers.get()
        helper.lost = helper.lost or answer is None
        return piece, self.work.unpacked(answer) if answer else self.work.here(piece)


def _is_ready(under: _Sent[Any] | _Did[Any, Any]) -> bool:
    return isinstance(under, _Did) or under.helper.lost or not under.helper.answers.empty()
