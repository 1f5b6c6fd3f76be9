"""Ctrl-C at a moment when nothing is half done."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupt:
    """Holds a Ctrl-C back while :meth:`held` is in force, and raises it as ``KeyboardInterrupt`` after that.

    Only where Python's own handling is in place, in the main thread; an application with its own keeps it.
    """

    def __init__(self) -> None:
        self._holding = self._pending = False

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch for Ctrl-C inside this block."""
        own = threading.current_thread() is threading.main_thread()
        if not own or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            yield
            return
        signal.signal(signal.SIGINT, self._signalled)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let this block run to its end first."""
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
        if self._pending:
            self._pending = False
            raise KeyboardInterrupt

    @contextmanager
    def ignored(self) -> Iterator[None]:
        """Let this block run to its end, and forget a Ctrl-C that came meanwhile: what it does is not half done."""
        self._holding = True
        try:
            yield
        finally:
            self._holding = self._pending = False

    def _signalled(self, _number: int, _frame: FrameType | None) -> None:
        if not self._holding:
            raise KeyboardInterrupt
        self._pending = True
