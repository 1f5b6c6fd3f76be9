"""What is said of Ctrl-C where no command has begun or ended."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from ipsearch.cli.exits import INTERRUPTED
from ipsearch.cli.language import language_of
from ipsearch.errors import Problem


def stopped(arguments: Sequence[str]) -> int:
    """Tell it, and return the exit code."""
    print(Problem("cli.interrupted").text(language_of(arguments, os.environ)), file=sys.stderr, flush=True)
    return INTERRUPTED
