"""Processes by an argument that only they have: process ids are used again by the system, such an argument is not."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Iterator
from pathlib import Path

PAUSE = 0.1
"""Seconds between two looks at a process."""
PR_SET_PDEATHSIG = 1
"""From ``linux/prctl.h``."""


def find(mark: str) -> list[int]:
    """The ids of the processes that have ``mark`` as one of their arguments, the oldest first."""
    return sorted(pid for pid, arguments in _processes() if mark in arguments)


def runs(pid: int) -> bool:
    """Whether a process of this id runs; one that has ended and only waits for its parent to notice does not."""
    if sys.platform == "linux":
        state = _proc(pid, "stat").rpartition(") ")[2][:1]
    else:
        state = _ps("-o", "stat=", "-p", str(pid))[:1]
    return state not in ("", "Z", "X")


def stop(marks: Collection[str], patience: float) -> None:
    """Ask the processes with these marks to end; kill those that have not after ``patience`` seconds."""
    if not _ended(_send(marks, signal.SIGTERM), patience):
        kill(marks, patience)


def kill(marks: Collection[str], patience: float) -> None:
    """End the processes with these marks without a chance to tidy up, and return when they are gone."""
    _ended(_send(marks, signal.SIGKILL), patience)


def die_with_parent() -> None:
    """Called in a new child: the system ends it when its parent ends, however that happens (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _send(marks: Collection[str], number: signal.Signals) -> list[int]:
    pids = [pid for mark in marks for pid in find(mark)]
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
    return pids


def _ended(pids: Collection[int], patience: float) -> bool:
    deadline = time.monotonic() + patience
    # Not by their arguments: those vanish before the ports are free.
    while any(runs(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True


def _processes() -> Iterator[tuple[int, list[str]]]:
    if sys.platform == "linux":
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                yield int(folder.name), _proc(int(folder.name), "cmdline").split("\0")
    else:
        for line in _ps("-axww", "-o", "pid=,command=").splitlines():
            pid, *arguments = line.split()
            yield int(pid), arguments


def _proc(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text("utf-8", "replace")
    except OSError:
        return ""


def _ps(*options: str) -> str:
    return subprocess.run(["ps", *options], capture_output=True, text=True, check=False).stdout.strip()
