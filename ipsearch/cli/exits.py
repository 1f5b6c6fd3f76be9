"""Exit codes, in one table."""

from __future__ import annotations

from typing import Final

from ipsearch.errors import (
    EngineBusy,
    EngineUnreachable,
    IndexMissing,
    IndexStale,
    InputError,
    IpsearchError,
    LoadFinishedWithRejects,
    UsageError,
)
from ipsearch.termination import Terminated

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
ENGINE: Final = 3
REJECTS: Final = 4
INTERRUPTED: Final = 130
"""128 + SIGINT, as shells report it."""
TERMINATED: Final = 143
"""128 + SIGTERM."""

_CODES: Final[tuple[tuple[type[IpsearchError], int], ...]] = (
    (UsageError, USAGE),
    (InputError, USAGE),
    (LoadFinishedWithRejects, REJECTS),
    (EngineUnreachable, ENGINE),
    (EngineBusy, ENGINE),
    (IndexMissing, ENGINE),
    (IndexStale, ENGINE),
    (IpsearchError, FAILED),
)


def stop_code(stopped: KeyboardInterrupt) -> int:
    """The exit code of an interrupt, by the signal that it came from."""
    return TERMINATED if isinstance(stopped, Terminated) else INTERRUPTED


def exit_code(error: IpsearchError) -> int:
    """The exit code of an error: its own row of the table, else that of its base class."""
    return next(code for kind, code in _CODES if isinstance(error, kind))
