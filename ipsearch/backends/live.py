"""What a program holds opened of a library: made once, by whichever thread comes first, and shared by all."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from ipsearch.errors import EngineError

_Held = TypeVar("_Held")


class Live(Generic[_Held]):
    """Something opened on first use, renewed while other threads use it, and closed for good.

    Whoever got it keeps it: a call under way, or an iterator half read, goes on with what it began with. What nobody
    refers to any more is released (see :class:`~ipsearch.backends.base.Reader`).
    """

    def __init__(self, make: Callable[[], _Held]) -> None:
        self._make = make
        self._held: _Held | None = None
        self._closed = False
        self._turn = threading.Lock()

    def get(self) -> _Held:
        """What is open; ``EngineError`` ``engine.disconnected`` behind :meth:`close`."""
        held = self._held
        if held is not None:
            return held
        with self._turn:
            self.require_open()
            if self._held is None:
                self._held = self._make()
            return self._held

    @property
    def is_held(self) -> bool:
        """Whether it is open already."""
        return self._held is not None

    def require_open(self) -> None:
        """Raise ``EngineError`` ``engine.disconnected`` behind :meth:`close`."""
        if self._closed:
            raise EngineError("engine.disconnected")

    def renew(self) -> None:
        """Let go of what is open; the next call opens anew."""
        with self._turn:
            self._held = None

    def close(self) -> _Held | None:
        """Let go for good; what was open, for its own end."""
        with self._turn:
            held, self._held, self._closed = self._held, None, True
        return held
