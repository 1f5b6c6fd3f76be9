"""Ctrl-C or SIGTERM at a moment when nothing is half done."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType, MappingProxyType
from typing import Any, Final

from ipsearch.termination import terminated

_USUAL: Final[Mapping[int, Callable[[int, FrameType | None], Any]]] = MappingProxyType(
    {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: terminated}
)
"""Signals that interrupt, and the handler under which each raises ``KeyboardInterrupt``."""


class Interrupt:
    """Holds a signal back while :meth:`held` is in force, and raises it as ``KeyboardInterrupt`` after that.

    Only where the usual handling is in place, in the main thread; an application with its own keeps it.
    """

    def __init__(self) -> None:
        self._holding, self._pending = False, 0

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch for the signals inside this block."""
        own = threading.current_thread() is threading.main_thread()
        watched = [number for number, usual in _USUAL.items() if own and signal.getsignal(number) is usual]
        for number in watched:
            signal.signal(number, self._signalled)
        try:
            yield
        finally:
            for number in watched:
                signal.signal(number, _USUAL[number])

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let this block run to its end first."""
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
        if self._pending:
            number, self._pending = self._pending, 0
            _USUAL[number](number, None)

    @contextmanager
    def ignored(self) -> Iterator[None]:
        """Let this block run to its end, and forget a signal that came meanwhile: what it does is not half done."""
        self._holding = True
        try:
            yield
        finally:
            self._holding, self._pending = False, 0

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        if not self._holding:
            _USUAL[number](number, frame)
        self._pending = number
