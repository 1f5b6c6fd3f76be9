"""Progress of a long job on the standard error: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ipsearch.cli.telling import tell

Update = Callable[[int, int, str], None]
"""``(done, total, text)``: how far the job is, in any unit, and what to say about it."""

SECONDS_BETWEEN_LINES = 10.0


@contextmanager
def progress() -> Iterator[Update]:
    """Show what the function given is told."""
    if sys.stderr.isatty():
        with _bar() as update:
            yield update
    else:
        yield _Lines().update


@contextmanager
def _bar() -> Iterator[Update]:
    from rich.console import Console  # noqa: PLC0415 - 50 ms that a job without a terminal does not need
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.table import Column  # noqa: PLC0415

    text = TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis"))
    bar = Progress(
        BarColumn(20), TaskProgressColumn(), TimeRemainingColumn(), text, console=Console(stderr=True), transient=True
    )
    with bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, said: bar.update(task, completed=done, total=total or None, description=said)


class _Lines:
    """A line every few seconds, none for a job that is done before."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def update(self, done: int, total: int, said: str) -> None:
        now = time.monotonic()
        if now - self._last >= SECONDS_BETWEEN_LINES:
            self._last = now
            share = f"{min(done / total, 1):4.0%}  " if total else ""
            tell(share + said)
