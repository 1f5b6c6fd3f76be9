"""What is said of Ctrl-C and SIGTERM where no command has begun or ended."""

from __future__ import annotations

import os
from collections.abc import Sequence

from ipsearch.cli.exits import stop_code
from ipsearch.cli.language import language_of
from ipsearch.cli.telling import tell
from ipsearch.errors import Problem


def stopped(arguments: Sequence[str], interrupt: KeyboardInterrupt) -> int:
    """Tell it, and return the exit code."""
    tell(Problem("cli.interrupted").text(language_of(arguments, os.environ)))
    return stop_code(interrupt)
