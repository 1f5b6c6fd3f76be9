"""Waiting for a cluster that cannot answer just now: a queue is full, a node is gone, its shards move to others."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from elasticsearch import ApiError, SerializationError, SSLError, TransportError

from ipsearch.backends.elastic.failures import cause_of_error, is_closed
from ipsearch.errors import EngineError, EngineUnreachable

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long: seconds in all, first and longest pause. Pauses double and are random, so that many do not meet."""

    seconds: float
    first: float
    longest: float

    def pauses(self) -> Iterator[float]:
        """Pauses between tries until the time is over, counted from the first one asked for."""
        end, pause = time.monotonic() + self.seconds, self.first
        while time.monotonic() < end:
            yield random.uniform(pause / 2, pause)
            pause = min(pause * 2, self.longest)


READING = Patience(seconds=60.0, first=0.2, longest=5.0)
ONCE = Patience(seconds=0.0, first=0.0, longest=0.0)
WRITING = Patience(seconds=120.0, first=0.5, longest=10.0)


def is_passing(error: ApiError | TransportError | EngineError) -> bool:
    """Whether another try may succeed: a certificate that is not trusted, or an answer nobody can read, stays so.

    Of an error of ours what the client raised is asked: a closed or blocked index is not reachable, and stays so.
    """
    if isinstance(error, EngineError):
        cause = error.__cause__
        return (
            is_passing(cause) if isinstance(cause, ApiError | TransportError) else isinstance(error, EngineUnreachable)
        )
    if isinstance(error, ApiError):
        return cause_of_error(error).is_passing
    return not (isinstance(error, SSLError | SerializationError) or is_closed(error))


def repeated(patience: Patience, action: Callable[[], _Result]) -> _Result:
    """Do what may be done twice until it succeeds, fails for good, or the patience ends."""
    pauses = patience.pauses()
    while True:
        try:
            return action()
        except (ApiError, TransportError, EngineError) as error:
            if not is_passing(error) or (pause := next(pauses, None)) is None:
                raise
        time.sleep(pause)
