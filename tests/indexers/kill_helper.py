"""A load in a process of its own that kills itself (kill -9) at a chosen operation, for the tests of resuming.

    python kill_helper.py HOME REJECTS OPERATION MODE PATH...

``OPERATION`` counts what the load asks of the index and of its rejects file, before and after each, and the steps by
which it becomes live, before each; 0 never kills.
``MODE`` is words out of ``resume``, ``rebuild`` and ``slow`` (which waits to be killed from outside), joined by ``+``.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from indexers import rejects
from indexers.load import LoadOptions, load_trademarks
from indexers.summary import Progress
from ipsearch.backends.embedded import EmbeddedBackend, generations
from ipsearch.backends.embedded.writer import EmbeddedWriter

BATCH, COMMIT = 100, 700


def options(path: Path, mode: Sequence[str] = (), workers: int = 0) -> LoadOptions:
    """Small batches and commits, so that there is much to interrupt."""
    return LoadOptions(
        resume="resume" in mode, rebuild="rebuild" in mode, rejects=path, workers=workers, batch=BATCH,
        commit_records=COMMIT,
    )  # fmt: skip


class Bomb:
    """Kills the process at the n-th operation."""

    def __init__(self, operation: int) -> None:
        self.left = operation

    def tick(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with an operation before it."""

        def ticking(*args: Any) -> Any:
            self.tick()
            return function(*args)

        return ticking

    def around(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """The method, with an operation before it and one after it."""

        def ticking(*args: Any) -> Any:
            self.tick()
            result = method(*args)
            self.tick()
            return result

        return ticking


def main(home: str, rejects_path: str, operation: str, mode: str, *paths: str) -> None:
    bomb = Bomb(int(operation))
    watched = ((EmbeddedWriter, ("put_packed", "commit")), (rejects.RejectsFile, ("write", "sync")))
    for owner, names in watched:
        for name in names:
            setattr(owner, name, bomb.around(getattr(owner, name)))
    # Not behind these: what is live is loaded, and to load it again is another load.
    EmbeddedWriter.publish = bomb.before(EmbeddedWriter.publish)  # type: ignore[method-assign]
    generations.make_live = bomb.before(generations.make_live)
    words = mode.split("+")

    def tell(progress: Progress) -> None:
        print(progress.records, flush=True)
        if "slow" in words:
            time.sleep(0.01)

    load_trademarks([Path(p) for p in paths], EmbeddedBackend(Path(home)), options(Path(rejects_path), words), tell)
    print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
