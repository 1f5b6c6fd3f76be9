"""The standard streams of a process that was begun without some of them: a service, or a shell's ``>&-``.

Python has None in their place, and the number of a stream that is closed goes to the next file that is opened: what is
then printed would go into that file.
"""

from __future__ import annotations

import os
import sys

_STREAMS = ((0, "stdin", os.O_RDONLY, "r"), (1, "stdout", os.O_RDONLY, "w"), (2, "stderr", os.O_WRONLY, "w"))
"""The standard output is opened for reading, so that writing is refused: an answer that nobody gets is no success."""


def open_missing() -> None:
    """Put a file in the place of each standard stream that there is not."""
    for number, name, flags, mode in _STREAMS:
        if getattr(sys, name) is None:
            null = os.open(os.devnull, flags)
            if null != number:
                os.dup2(null, number)
                os.close(null)
            setattr(sys, name, open(number, mode, encoding="utf-8", errors="replace", closefd=False))  # noqa: SIM115
