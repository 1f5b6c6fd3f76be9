"""SIGTERM, by which services, containers and shutdowns end a program, as the interrupt that Ctrl-C is."""

from __future__ import annotations

from types import FrameType


class Terminated(KeyboardInterrupt):
    """SIGTERM arrived."""


def terminated(_number: int, _frame: FrameType | None) -> None:
    """The handler of SIGTERM under which a command ends as by Ctrl-C."""
    raise Terminated
